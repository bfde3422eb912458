"""Is this YAML so simple that it needs no YAML parser?

Nearly all of ours is, and a hundred thousand lines of it must be read in seconds.

The subset: block mappings, comments on lines of their own, and values that are plain words, double-quoted text without
escapes, or flow lists and mappings of these on one line. Whatever is outside it, and whatever is wrong, is left to
``strict_yaml``; a property test holds the two equal.
"""

from __future__ import annotations

import re

from kb.content.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode
from kb.errors import Place

_MAX_LINE = 1000  # PyYAML forgets that a key was one after 1,024 characters
_MAX_DEPTH = 8
_KEY_LINE = re.compile(r"( *)(\w[\w.-]*):(?: +(?=\S)|$)")
_KEY = re.compile(r" *(\w[\w.-]*): +")
_PLAIN = re.compile(r"\w(?:[\w ./()%+-]*[\w./()%+-])?")
_QUOTED = re.compile(r'"([^"\\]*)"')
_SPACES = re.compile(r" *")


class _NotSimple(Exception):
    pass


class _Line:
    """The values of one line, read from left to right."""

    def __init__(self, text: str, path: str, number: int) -> None:
        self.text, self.path, self.number = text, path, number
        self.at = 0

    def place(self, at: int) -> Place:
        return Place(self.path, self.number, at + 1)

    def value(self, depth: int) -> Node:
        self.at = _SPACES.match(self.text, self.at).end()  # type: ignore[union-attr]  # matches everywhere
        start = self.at
        head = self.text[start : start + 1]
        if depth > _MAX_DEPTH:
            raise _NotSimple
        if head == "[":
            return self._sequence(start, depth)
        if head == "{":
            return self._mapping(start, depth)
        if match := _QUOTED.match(self.text, start):
            self.at = match.end()
            return ScalarNode(match[1], self.place(start))
        if match := _PLAIN.match(self.text, start):
            self.at = match.end()
            return ScalarNode(match[0], self.place(start))
        raise _NotSimple

    def _sequence(self, start: int, depth: int) -> SequenceNode:
        nodes: list[Node] = []
        self.at = start + 1
        while not self._closed("]", first=not nodes):
            nodes.append(self.value(depth + 1))
        return SequenceNode(tuple(nodes), self.place(start))

    def _mapping(self, start: int, depth: int) -> MappingNode:
        entries: dict[str, Entry] = {}
        self.at = start + 1
        while not self._closed("}", first=not entries):
            match = _KEY.match(self.text, self.at)
            if match is None or match[1] in entries:
                raise _NotSimple
            self.at = match.end()
            key = ScalarNode(match[1], self.place(match.start(1)))
            entries[match[1]] = Entry(key, self.value(depth + 1))
        return MappingNode(entries, self.place(start))

    def _closed(self, bracket: str, *, first: bool) -> bool:
        """Whether the flow collection ends here; else step over the comma before its next member."""
        self.at = _SPACES.match(self.text, self.at).end()  # type: ignore[union-attr]  # matches everywhere
        head = self.text[self.at : self.at + 1]
        if head == bracket:
            self.at += 1
            return True
        if not first:
            if head != ",":
                raise _NotSimple
            self.at += 1
        return False

    def ended(self) -> bool:
        return not self.text[self.at :].strip(" ")


class _Open:
    """A block mapping being filled; ``waiting`` is the key whose nested mapping must follow."""

    def __init__(self, indent: int, place: Place) -> None:
        self.indent, self.place = indent, place
        self.entries: dict[str, Entry] = {}
        self.waiting: ScalarNode | None = None


def parse(text: str, path: str, first_line: int = 1) -> MappingNode | None:
    """The mapping that *text* spells; None if it is not of the simple kind (or is wrong)."""
    try:
        return _block(text, path, first_line)
    except _NotSimple:
        return None


def _block(text: str, path: str, first_line: int) -> MappingNode:
    stack: list[_Open] = []
    for number, line in enumerate(text.split("\n"), first_line):
        if not line.isprintable() or len(line) > _MAX_LINE:
            raise _NotSimple
        stripped = line.strip(" ")
        if not stripped or stripped[0] == "#":
            continue
        _entry(stack, _Line(line, path, number))
    while len(stack) > 1:
        _close(stack)
    if not stack or stack[0].waiting is not None:
        raise _NotSimple
    return MappingNode(stack[0].entries, stack[0].place)


def _entry(stack: list[_Open], line: _Line) -> None:
    match = _KEY_LINE.match(line.text)
    if match is None:
        raise _NotSimple
    key = ScalarNode(match[2], line.place(match.start(2)))
    _align(stack, len(match[1]), key.place)
    current = stack[-1]
    if key.text in current.entries:
        raise _NotSimple
    line.at = match.end()
    if line.ended():
        current.waiting = key
        return
    current.entries[key.text] = Entry(key, line.value(1))
    if not line.ended():
        raise _NotSimple


def _align(stack: list[_Open], indent: int, place: Place) -> None:
    """Open or close block mappings so that the top of *stack* is the one at *indent*."""
    if not stack or (indent > stack[-1].indent and stack[-1].waiting is not None):
        if (not stack and indent) or len(stack) >= _MAX_DEPTH:
            raise _NotSimple
        stack.append(_Open(indent, place))
        return
    while len(stack) > 1 and indent < stack[-1].indent:
        _close(stack)
    if indent != stack[-1].indent or stack[-1].waiting is not None:
        raise _NotSimple


def _close(stack: list[_Open]) -> None:
    closed = stack.pop()
    parent = stack[-1]
    if closed.waiting is not None or parent.waiting is None:
        raise _NotSimple
    parent.entries[parent.waiting.text] = Entry(parent.waiting, MappingNode(closed.entries, closed.place))
    parent.waiting = None
