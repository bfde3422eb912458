"""What is wrong with one body, and where? At most one problem a place: one mistake is often several."""

from __future__ import annotations

from kb.content.problems import problem
from kb.errors import Message, Place, Problem


class Notes:
    """Collects problems at offsets or lines of one body."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path, self.first_line = path, first_line
        self.problems: list[Problem] = []
        self.places: set[Place] = set()
        self.lines: set[int] = set()  # of blocks that are refused: their signs are no markup inside of text

    def line(self, code: str, index: int, column: int = 1, hint: Message | None = None, **parameters: object) -> None:
        """Note *code* at the line with this index from 0."""
        place = Place(self.path, self.first_line + index, column)
        if place not in self.places and not (code == "markdown-differs" and place.line in self.lines):
            self.places.add(place)
            self.problems.append(problem(code, place, hint, **parameters))

    def offset(self, code: str, text: str, at: int, **parameters: object) -> None:
        """Note *code* at offset *at* of *text*, the whole body."""
        column = at - text.rfind("\n", 0, at)
        self.line(code, text.count("\n", 0, at), column, None, **parameters)

    def differs(self, index: int, line: str, hint: Message | None = None) -> None:
        """Note that *line*, the one with this index, is read differently by other programs."""
        text = line.strip()
        self.line("markdown-differs", index, len(line) - len(line.lstrip()) + 1, hint, markup=text[:20])
