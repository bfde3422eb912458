"""Here is a passage file: which blocks does it have, on which lines?

Knows the grammar of the file and nothing of what the blocks mean. Lines count from 1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from kb.content.problems import problem
from kb.errors import Place, Problem
from kb.model import is_id

_HEADING = re.compile(r"( {0,3})(#{1,6})(?:([ \t]+)(.*?))?[ \t]*")
_GROUP = re.compile(r"# \S(?:.*[^#\s])?[ \t]*")
_MISSPELLED = re.compile(r"##[^#\s]")  # “##f2”: a heading for some programs
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})[ \t]*([^\s]*).*")


class Block(NamedTuple):
    """Some lines of a file: their text, without the last line's end, and the number of the first."""

    text: str
    line: int


class Group(NamedTuple):
    """A heading for readers."""

    text: str
    line: int


class Section(NamedTuple):
    """A statement as it stands in a file: from the ``line`` of its heading to ``end``, blank lines included."""

    id: str
    line: int
    end: int
    meta: Block | None
    body: Block


class Scanned(NamedTuple):
    """The blocks of one file. ``headings`` has the place of each id, ``sections`` only those that have an end."""

    front: Block | None
    groups: tuple[Group, ...]
    headings: Mapping[str, Place]
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...]


def scan(text: str, path: str) -> Scanned:
    """The blocks of *text*, a passage file with line feeds at the end of lines, and what is wrong with them."""
    return _Scanner(text.split("\n"), path).scan()


class _Scanner:
    def __init__(self, lines: list[str], path: str) -> None:
        self.lines, self.path = lines, path
        self.problems: list[Problem] = []
        self.groups: list[Group] = []
        self.headings: dict[str, Place] = {}
        self.sections: list[Section] = []

    def scan(self) -> Scanned:
        front, at = self._front()
        if front is not None:
            self._blocks(at)
        return Scanned(front, tuple(self.groups), self.headings, tuple(self.sections), tuple(self.problems))

    def _note(self, code: str, index: int, column: int = 1, **parameters: object) -> None:
        self.problems.append(problem(code, Place(self.path, index + 1, column), **parameters))

    def _front(self) -> tuple[Block | None, int]:
        if self.lines[0].rstrip() == "---":
            for index, line in enumerate(self.lines[1:], 1):
                if line.rstrip() == "---":
                    return Block("\n".join(self.lines[1:index]), 2), index + 1
                if _HEADING.fullmatch(line) and line.startswith("## "):
                    break  # the second --- was forgotten; one further down is none
        self._note("front-matter", 0)
        return None, 0

    def _blocks(self, at: int) -> None:
        outside = False  # one problem for a run of stray lines
        while at < len(self.lines):
            line = self.lines[at]
            level = self._heading(at)
            if level == 2:
                at, outside = self._section(at), False
                continue
            if level == 1:
                if _GROUP.fullmatch(line) is None:
                    self._note("heading-format", at)
                self.groups.append(Group(line.strip().strip("#").strip(), at + 1))
                outside = False
            elif line.strip() and not outside:
                outside = True
                self._note("text-outside", at)
            at += 1

    def _heading(self, index: int) -> int:
        """The level of the group's or statement's heading in this line, well written or not; 0 for another line."""
        match = _HEADING.fullmatch(self.lines[index])
        if match is None:
            return 2 if _MISSPELLED.match(self.lines[index]) else 0
        return len(match[2]) if len(match[2]) <= 2 else 0

    def _section(self, start: int) -> int:
        """Read the statement whose heading is at index *start*; the index after its last line."""
        id = self._id(start)
        meta, at, whole = self._meta(start + 1)
        end = self._end(at) if whole else self._next_heading(at)
        if id is not None and whole:
            first, last = at, end
            while first < last and not self.lines[first].strip():
                first += 1
            while last > first and not self.lines[last - 1].strip():
                last -= 1
            body = Block("\n".join(self.lines[first:last]), first + 1)
            self.sections.append(Section(id, start + 1, end, meta, body))
        return end

    def _id(self, index: int) -> str | None:
        line = self.lines[index]
        match = _HEADING.fullmatch(line)
        text = (match[4] or "") if match else ""
        if match is None or match[1] or match[3] != " " or text.endswith("#"):
            self._note("heading-format", index)
            return None
        if not is_id(text):
            self._note("bad-id", index, 4, id=text)
            return None
        place = Place(self.path, index + 1, 1)
        if self.headings.setdefault(text, place) is not place:
            self._note("duplicate-id", index, 4, id=text, first=str(self.headings[text]))
            return None
        return text

    def _meta(self, at: int) -> tuple[Block | None, int, bool]:
        """The meta block that comes first after the heading; where the body begins; whether the block has an end."""
        start = at
        while start < len(self.lines) and not self.lines[start].strip():
            start += 1
        match = _FENCE.fullmatch(self.lines[start]) if start < len(self.lines) else None
        if match is None or match[2] != "yaml":
            return None, at, True
        for index in range(start + 1, len(self.lines)):
            line = self.lines[index]
            if _closes(line, match[1]):
                return Block("\n".join(self.lines[start + 1 : index]), start + 2), index + 1, True
            if line.startswith("## ") or _opens(line):
                break
        self._note("unclosed-fence", start, fence=match[1])
        return None, start + 1, False

    def _end(self, at: int) -> int:
        """The index of the next group's or statement's heading; headings inside a closed fence are none."""
        while at < len(self.lines) and not self._heading(at):
            at = self._after_fence(at)
        return at

    def _next_heading(self, at: int) -> int:
        """The index of the next heading of any kind: where a fence has no end, none after it can be trusted."""
        while at < len(self.lines) and not self._heading(at):
            at += 1
        return at

    def _after_fence(self, at: int) -> int:
        """The index after the fenced block that begins at index *at*, or after this line if none does."""
        match = _FENCE.fullmatch(self.lines[at])
        if match is None:
            return at + 1
        for index in range(at + 1, len(self.lines)):
            if _closes(self.lines[index], match[1]):
                return index + 1
            if _opens(self.lines[index]):
                break
        self._note("unclosed-fence", at, fence=match[1])
        return at + 1


def _closes(line: str, fence: str) -> bool:
    stripped = line.strip()
    return len(stripped) >= len(fence) and not stripped.strip(fence[0]) and line[:4].strip() != ""


def _opens(line: str) -> bool:
    """Whether *line* can only begin a fenced block: it says of what."""
    match = _FENCE.fullmatch(line)
    return match is not None and match[2] != ""
