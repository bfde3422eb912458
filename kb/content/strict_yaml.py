"""Here is a piece of YAML: which texts does it hold, and where? No tricks, no surprises: every scalar is text.

The only file that imports ``yaml``. Works on the events of PyYAML's pure Python parser (its C parser dies of 30,000
nested brackets) and refuses what could change, hide or multiply values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Protocol

import yaml

from kb.content import characters, simple_yaml
from kb.content.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode
from kb.content.problems import problem
from kb.errors import N_, Message, Place, Problem, message

MAX_DEPTH = 16
#: Characters that the full parser is given at most: it reads some 100,000 a second.
MAX_SIZE = 512 * 1024

_COMMENT = re.compile(r"[ \t]+#")
_SAFE_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*")

_QUOTE = message(N_("put the value in double quotes"))
# What PyYAML says (the beginning of it) -> what helps.
_HINTS: dict[str, Message] = {
    "mapping values are not allowed here": _QUOTE,
    "found character '\\t'": message(N_("indent with spaces instead of tabs")),
    "found character": _QUOTE,
    "expected <block end>": message(N_("check the indentation and the quotation marks of this line and the one above")),
    "could not find expected ':'": message(N_("write “key: value”, with a space after the colon")),
    "found unexpected end of stream": message(N_("a quotation mark or a bracket is never closed")),
    "found unknown escape character": message(N_("write \\\\ for a backslash between double quotes")),
}


def parse(text: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """The one document in *text*, whose first line is line *first_line* of *path*; and what is wrong with it.

    None if there is nothing, or nothing that can be trusted. After a problem the node holds what could still be read:
    of a doubled key the first value.
    """
    simple = simple_yaml.parse(text, path, first_line)
    return (simple, []) if simple is not None else parse_fully(text, path, first_line)


def parse_fully(text: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """The same as :func:`parse`, always by the full parser."""
    if len(text) > MAX_SIZE:
        return None, [problem("file-too-large", Place(path, first_line), limit=MAX_SIZE // 1024)]
    reader = _Reader(text, path, first_line)
    return reader.read(), reader.problems


def quoted(text: str) -> str:
    """*text* as a YAML scalar on one line: plain where nobody could misread it, else in double quotes."""
    return text if _SAFE_PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


class _Mark(Protocol):
    """A place as PyYAML has it: both from 0."""

    line: int
    column: int


class _Stop(Exception):
    pass


class _Reader:
    """Builds nodes from parser events, noting problems."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.text, self.path, self.first_line = text, path, first_line
        self.problems: list[Problem] = []
        self.events: Iterator[yaml.Event] = iter(())

    def read(self) -> Node | None:
        try:
            self.events = iter(yaml.parse(self.text, Loader=yaml.SafeLoader))
            return self._document()
        except yaml.MarkedYAMLError as error:
            self._syntax(error.problem or "", error.problem_mark or error.context_mark)
        except yaml.reader.ReaderError as error:
            line = self.text.count("\n", 0, error.position) + self.first_line
            self.problems.append(problem("yaml-syntax", Place(self.path, line), reason=error.reason))
        except (ValueError, OverflowError):  # PyYAML lets chr() fail for "\UFFFFFFFF"
            self.problems.append(
                problem("yaml-syntax", Place(self.path, self.first_line), reason="escape out of range")
            )
        except _Stop:
            pass
        return None

    def _document(self) -> Node | None:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self._note("yaml-feature", event, feature="---")
                break
            if isinstance(event, yaml.NodeEvent) and root is None:
                root = self._node(event, 1)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        place = self._place(event.start_mark)
        if depth > MAX_DEPTH:
            self._note("yaml-depth", event, limit=MAX_DEPTH)
            raise _Stop
        self._refuse_tricks(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return SequenceNode(tuple(self._members(depth)), place)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place, depth)
        return self._scalar(event, place)

    def _scalar(self, event: yaml.Event, place: Place) -> ScalarNode:
        if not isinstance(event, yaml.ScalarEvent):
            return ScalarNode("*", place)  # an alias, already refused
        text = characters.without_forbidden(event.value)
        if text != event.value:
            found = next(characters.forbidden(event.value))
            self.problems.append(problem("forbidden-character", place, character=characters.name(found[0])))
        # A quoted or block scalar says where it ends; only a plain one can lose its rest to a comment.
        end = event.end_mark.index if event.style is None and event.end_mark else len(self.text)
        lost = _COMMENT.match(self.text, end) is not None
        return ScalarNode(text, place, comment=lost)

    def _members(self, depth: int) -> Iterator[Node]:
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, depth + 1)

    def _mapping(self, place: Place, depth: int) -> MappingNode:
        entries: dict[str, Entry] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key, ScalarNode):
                self._note("yaml-feature", event, feature="? key")
            elif key.text in entries:
                self._note("duplicate-key", event, key=key.text, first=str(entries[key.text].key.place))
            elif key.text == "<<":
                self._note("yaml-feature", event, feature="<<")
            else:
                entries[key.text] = Entry(key, value)
        return MappingNode(entries, place)

    def _refuse_tricks(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._note("yaml-feature", event, feature=f"*{event.anchor}")
            return
        if getattr(event, "anchor", None) is not None:
            self._note("yaml-feature", event, feature=f"&{getattr(event, 'anchor', '')}")
        if getattr(event, "tag", None) is not None:
            self._note("yaml-feature", event, feature=str(getattr(event, "tag", "")))

    def _syntax(self, reason: str, mark: _Mark | None) -> None:
        hint = next((hint for start, hint in _HINTS.items() if reason.startswith(start)), None)
        self.problems.append(problem("yaml-syntax", self._place(mark), hint, reason=reason))

    def _note(self, code: str, event: yaml.Event, **parameters: object) -> None:
        self.problems.append(problem(code, self._place(event.start_mark), **parameters))

    def _place(self, mark: _Mark | None) -> Place:
        if mark is None:
            return Place(self.path, self.first_line)
        return Place(self.path, mark.line + self.first_line, mark.column + 1)
