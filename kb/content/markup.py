"""What in this body is not in the grammar of a passage, or is read differently by other Markdown programs?

A body has paragraphs, lists, quotations and tables. The rules are stricter than any Markdown program needs: whatever
passes them, Python-Markdown and CommonMark read alike (a property test holds them to it).
"""

from __future__ import annotations

import re

from kb.content.inline import check_inline
from kb.content.notes import Notes
from kb.content.problems import problem
from kb.errors import N_, Place, Problem, message

#: Bounds of one body, checked before a parser sees it: characters, lines, signs of markup; quotations in
#: quotations are counted while it is checked.
MAX_LENGTH, MAX_LINES, MAX_SIGNS, MAX_QUOTES = 20_000, 1_000, 400, 3

_SIGNS = re.compile(r"[\[\]*_`<>|]")
# Python-Markdown calls itself for each of “- - - -”, “> > > >” and for each four spaces.
_TOO_DEEP = re.compile(r"^(?:[ \t]*(?:>|(?:[*+-]|\d+[.)])(?=[ \t]))){9}|^[ \t]{41}", re.MULTILINE)
_COMMENT = re.compile(
    r"(?P<code>(`+)(?!`)[^\n]*?(?<!`)\2(?!`))|\\.|<!--(?!-?>)(?P<comment>.*?)-->|(?P<open><!--)", re.DOTALL
)
_BEFORE_TEXT = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|\d+[.)])(?=[ \t]|\Z)))*[ \t]*")
_EMPTY_LINE = re.compile(r"\n[ \t]*(?=\n)")
_TAB = 4

_ITEM = re.compile(r"( *)([-+*]|(\d+)([.)]))(?:( +)(\S.*)|[ ]*$)")
_RULE = re.compile(r" {0,3}(?:(-)[- ]*|(=)=* *|(\*)[* ]*|(_)[_ ]*)")
_HEADING = re.compile(r" {0,3}#{1,6}(?=\s|$)|#")
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_FENCE = re.compile(r" *(?:```|~~~)")
_BLOCK_START = re.compile(r"[>#|]|```|~~~|(?:[-*_=] *)+$|\[[^\]]*\]:")
_DEFINITION = re.compile(r" {0,3}\[[^\]]*\]:")
_DELIMITERS = re.compile(r"\|(?: *:?-+:? *\|)+|:?-+:? *(?:\| *:?-+:? *)+")
_LIKE_DELIMITERS = re.compile(r"[ :|-]*\|[ :|-]*")

_INDENT_FOUR = message(N_("indent by four spaces for each level"))
_EMPTY_LINE_BEFORE = message(N_("put an empty line before it; if it is no list, put a backslash before the sign"))


def without_comments(markdown: str) -> str:
    """*markdown* with each comment replaced by the line ends in it, so that lines keep their numbers."""
    if "<!--" not in markdown:
        return markdown
    return _COMMENT.sub(lambda found: found[0] if found["comment"] is None else "\n" * found[0].count("\n"), markdown)


def is_bounded(markdown: str) -> bool:
    """Whether *markdown* may be given to a parser: its running time can be quadratic in the number of signs."""
    return (
        len(markdown) <= MAX_LENGTH
        and markdown.count("\n") < MAX_LINES
        and sum(1 for _ in _SIGNS.finditer(markdown)) <= MAX_SIGNS
        and _TOO_DEEP.search(markdown) is None
    )


def check(markdown: str, path: str, first_line: int) -> list[Problem]:
    """What is wrong with the body *markdown* whose first line is line *first_line* of *path*."""
    if not is_bounded(markdown):
        return [problem("too-much-markup", Place(path, first_line))]
    notes = Notes(path, first_line)
    _comments(markdown, notes)
    text = without_comments(markdown).expandtabs(_TAB)
    _Blocks(text.split("\n"), 0, notes).check()
    notes.lines = {place.line for place in notes.places}
    check_inline(text, notes)
    return notes.problems


def _comments(markdown: str, notes: Notes) -> None:
    for found in _COMMENT.finditer(markdown):
        if found["open"]:
            notes.offset("unclosed-comment", markdown, found.start())
        elif found["comment"] is not None:
            start = markdown.rfind("\n", 0, found.start()) + 1
            end = markdown.find("\n", found.end())
            before = markdown[start : found.start()]
            after = markdown[found.end() : end if end >= 0 else None]
            if "--" in found["comment"] or found["comment"].endswith("-"):
                notes.offset("markdown-differs", markdown, found.start(), markup="--")
            elif _BEFORE_TEXT.fullmatch(before):
                # A block that begins with a comment is raw HTML up to the end of the line for CommonMark.
                indented = markdown[found.end() :].removeprefix("\n").startswith((" ", "\t"))
                if indented or after.strip() or before.strip() or len(before.expandtabs(_TAB)) >= _TAB:
                    notes.offset("markdown-differs", markdown, found.start(), markup="<!--")
            elif _EMPTY_LINE.search(found[0]):
                notes.offset("unclosed-comment", markdown, found.start())
            elif "\n" in found[0] or not (before[-1].isspace() or after[:1].isspace() or not after):
                notes.offset("markdown-differs", markdown, found.start(), markup="<!--")


class _Blocks:
    """The block structure of some lines, ``depth`` quotations deep. ``start`` is the index of the first line."""

    def __init__(self, lines: list[str], start: int, notes: Notes, depth: int = 0) -> None:
        self.lines, self.start, self.notes, self.depth = lines, start, notes, depth
        self.markers: list[str] = []  # kinds of the open lists, outermost first; empty outside of lists

    def check(self) -> None:
        at = 0
        while at < len(self.lines):
            if not self.lines[at].strip():
                at += 1
                continue
            end = at
            while end < len(self.lines) and self.lines[end].strip():
                end += 1
            self._chunk(at, end)
            at = end

    def _chunk(self, at: int, end: int) -> None:
        """Lines *at* up to *end* have no empty line among them and one before them."""
        line = self.lines[at]
        item = _ITEM.fullmatch(line)
        if not line.startswith(" ") and not item:
            self.markers = []
        if line.lstrip().startswith(">"):
            self._quotation(at, end)
        elif end - at > 1 and _DELIMITERS.fullmatch(self.lines[at + 1].rstrip()) and "|" in line:
            self._table(at, end)
        else:
            for index in range(at, end):
                self._line(index, first=index == at)

    def _line(self, index: int, *, first: bool) -> None:
        line = self.lines[index]
        where = index + self.start
        indent = len(line) - len(line.lstrip())
        item = _ITEM.fullmatch(line)
        inner = line.lstrip() if self.markers else line  # a list item can hold what its own column would forbid
        rule = _RULE.fullmatch(inner)
        if _HEADING.match(inner):
            self.notes.line("heading-level", where, indent + 1)
        elif rule and self._is_rule(line, first=first):
            self.notes.line(
                "heading-level" if not first and line.strip(" ")[0] in "=-" else "block-kind", where, indent + 1
            )
        elif _FENCE.match(line) or _DEFINITION.match(inner):
            self.notes.line("block-kind", where, indent + 1)
        elif item:
            self._item(item, index, first=first)
        elif line.lstrip().startswith(">") or _LIKE_DELIMITERS.fullmatch(line):
            self.notes.differs(where, line)
        elif first and indent:
            self._indented(where, line, indent)

    def _is_rule(self, line: str, *, first: bool) -> bool:
        signs = line.replace(" ", "")
        return (signs[0] != "=" and len(signs) >= 3) or (not first and signs[0] in "=-" and signs == line.strip())

    def _indented(self, where: int, line: str, indent: int) -> None:
        """The first line after an empty one is indented: a further paragraph of a list item, or code."""
        if not self.markers:
            if indent >= _TAB:
                self.notes.line("block-kind", where, indent + 1)
        elif indent % _TAB or indent // _TAB > len(self.markers):
            self.notes.differs(where, line, _INDENT_FOUR)
        else:
            self.markers = self.markers[: indent // _TAB]

    def _item(self, item: re.Match[str], index: int, *, first: bool) -> None:
        where, line = index + self.start, item[0]
        indent = len(item[1])
        kind = item[4] or item[2]
        if not first and not self.markers:
            # Inside a paragraph: CommonMark lets only “1.” of all numbers begin a list here, Python-Markdown nothing.
            if not item[3] or item[3] == "1":
                self.notes.differs(where, line, _EMPTY_LINE_BEFORE)
            return
        level = indent // _TAB
        if item[6] and self._is_sentence(item):
            markup = item[2] if item[3] else f"{item[2]} {item[6][0]}"
            self.notes.line("markup-lost", where, indent + 1, markup=markup)
        elif item[6] is None or kind == ")" or len(item[2]) + len(item[5]) > _TAB or len(item[5]) > 3:
            self.notes.differs(where, line)
        elif indent % _TAB or level > len(self.markers):
            self.notes.differs(where, line, _INDENT_FOUR)
        elif level < len(self.markers) and self._continues_other(self.markers[level], kind, first=first):
            self.notes.differs(where, line, _EMPTY_LINE_BEFORE)
        elif _ITEM.fullmatch(item[6]) or _BLOCK_START.match(item[6]):
            self.notes.differs(where, line)
        else:
            self.markers = [*self.markers[:level], kind]

    def _is_sentence(self, item: re.Match[str]) -> bool:
        """Whether an item alone is rather a sentence whose first sign would be lost: “2024. …”, “- 5 °C”."""
        looks_so = item[3] != "1" if item[3] else item[2] != "*" and item[6][0].isdigit()
        return looks_so and sum(_ITEM.fullmatch(line) is not None for line in self.lines) == 1

    def _continues_other(self, open_kind: str, kind: str, *, first: bool) -> bool:
        """Whether an item would continue a list of another kind for some. Bullets and numbers part at an empty line."""
        return open_kind != kind and not (first and "." in (open_kind, kind))

    def _quotation(self, at: int, end: int) -> None:
        inner = []
        for index in range(at, end):
            line = self.lines[index]
            if not line.startswith(">") or self.markers:
                self.notes.differs(index + self.start, line)
                return
            inner.append(line[1:].removeprefix(" "))
        if self.depth >= MAX_QUOTES:
            self.notes.line("too-much-markup", at + self.start)
            return
        _Blocks(inner, at + self.start, self.notes, self.depth + 1).check()

    def _table(self, at: int, end: int) -> None:
        cells = [_cells(self.lines[index]) for index in range(at, end)]
        if self.markers or end - at < 3:
            self.notes.differs(at + self.start, self.lines[at])
        for index, count in enumerate(cells):
            line = self.lines[at + index]
            if (
                count != cells[0]
                or line.startswith(" ")
                or (line.lstrip().startswith((">", "#", "-", "+", "*")) and index != 1)
            ):
                self.notes.differs(at + index + self.start, line)
                return


def _cells(row: str) -> int:
    row = _CODE.sub("", row).replace("\\|", "").strip().removeprefix("|").removesuffix("|")
    return row.count("|") + 1
