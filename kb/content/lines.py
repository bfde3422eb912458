"""Here is a file's text: which lines does it have, and how do they end? Edits keep both, and a byte order mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARK = "\ufeff"


class Lines:
    """The lines of a text with their ends, to be edited. Indices count from 0; new lines are given without ends."""

    def __init__(self, text: str) -> None:
        self.mark = _MARK if text.startswith(_MARK) else ""
        self.lines: list[str] = _LINE.findall(text.removeprefix(_MARK))
        self.end = "\r\n" if self.lines and self.lines[0].endswith("\r\n") else "\n"

    @property
    def plain(self) -> str:
        """The text as a reader of content has it: line feeds, no byte order mark; its lines have the same numbers."""
        return "".join(self.lines).replace("\r\n", "\n")

    @property
    def text(self) -> str:
        """The text as it is to stand in the file."""
        return self.mark + "".join(self.lines)

    def is_blank(self, index: int) -> bool:
        """Whether there is a line at *index*, with nothing but space in it."""
        return 0 <= index < len(self.lines) and not self.lines[index].strip()

    def insert(self, index: int, new: Sequence[str]) -> None:
        """Put the lines *new* before the one at *index*."""
        if 0 < index <= len(self.lines) and not self.lines[index - 1].endswith("\n"):
            self.lines[index - 1] += self.end
        self.lines[index:index] = [line + self.end for line in new]

    def replace(self, start: int, stop: int, new: Sequence[str]) -> None:
        """Put the lines *new* in place of those from *start* to before *stop*; the last one ends as the last one did."""
        last = self.lines[stop - 1]
        ending = last[len(last.rstrip("\r\n")) :]
        self.lines[start:stop] = [*(line + self.end for line in new[:-1]), new[-1] + ending]
