"""What does a reader of any format hand on? Blocks of text with their places, references inside of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.errors import InputUnusable, Message, Place

PARAGRAPH, QUOTATION, NOTE, COMMENT, ENTRY = "paragraph", "quotation", "note", "comment", "entry"

# A reference stands in the text between two signs that no text has: what a link, note or citation command points to.
_OPEN, _CLOSE = "\ue000", "\ue001"
REFERENCE = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_PRIVATE = dict.fromkeys(map(ord, _OPEN + _CLOSE))


class Run(NamedTuple):
    """From ``offset`` of a block's text on: where it comes from, as [``start``, ``end``) in bytes of the file's XML.

    ``exact``: the text is there as it is, byte by byte; else [start, end) is the element that it stands in.
    """

    offset: int
    start: int
    end: int
    exact: bool = False


class Block(NamedTuple):
    """A paragraph, block quotation, note, comment or entry of a bibliography.

    ``lines`` are (offset in ``text``, line from 1), ascending; between them each line break is one more. In formats without
    lines the line is the number of the paragraph. ``key`` is what references call a note or entry. ``runs`` are ascending.
    """

    kind: str
    text: str
    lines: Sequence[tuple[int, int]]
    key: str = ""
    runs: Sequence[Run] = ()

    def line(self, offset: int) -> int:
        """The line of an offset in the text."""
        at = max(0, bisect_right(self.lines, (offset, 1 << 60)) - 1)
        start, line = self.lines[at]
        return line + self.text.count("\n", start, offset)


class Document(NamedTuple):
    """A manuscript as read; ``name`` is what people call it."""

    name: str
    blocks: tuple[Block, ...]


def clean(text: str) -> str:
    """*text* without the two signs that references are marked with."""
    return text.translate(_PRIVATE)


def without_comments(text: str) -> str:
    """*text* without ``<!-- … -->``, its lines where they were. One pass: many that are not closed cost no more than one."""
    pieces, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        pieces += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return "".join((*pieces, text[at:]))


def reference(target: str) -> str:
    """What stands in a text for a reference to *target*: ``@key``, ``#note`` or a URL."""
    return f"{_OPEN}{clean(target)}{_CLOSE}"


def refused(name: str, template: Message) -> InputUnusable:
    """The error for a manuscript that is not read."""
    error = InputUnusable(template.template, code="manuscript-unusable", place=Place(name))
    error.message = template
    return error


class Writer:
    """Collects blocks while a format is read."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._pieces: list[str] = []
        self._lines: list[tuple[int, int]] = []
        self._runs: list[Run] = []
        self._length = 0

    def add(self, text: str, line: int, run: Run | None = None) -> None:
        """Add *text* that begins on *line*."""
        self._lines.append((self._length, line))
        if run is not None:
            self._runs.append(run._replace(offset=self._length))
        self._pieces.append(text)
        self._length += len(text)

    @property
    def is_empty(self) -> bool:
        """Whether the block that is being written has no text yet."""
        return not any(piece.strip() for piece in self._pieces)

    def end(self, kind: str, key: str = "") -> None:
        """The block ends here; one without text is none."""
        text = "".join(self._pieces)
        if text.strip():
            self._blocks.append(Block(kind, text, tuple(self._lines), key, tuple(self._runs)))
        self._pieces, self._lines, self._runs, self._length = [], [], [], 0

    def taken(self) -> Iterator[Block]:
        """The blocks, in the order in which they ended."""
        self.end(PARAGRAPH)
        yield from self._blocks
