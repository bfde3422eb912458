"""What does a Markdown text say? A light reading that keeps the lines: what is not prose is left out, markup is taken off."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from kb.citation.manuscripts.document import (
    NOTE,
    PARAGRAPH,
    QUOTATION,
    Block,
    Writer,
    clean,
    reference,
    without_comments,
)

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKER = re.compile(r" {0,3}(?:>[ \t]?)+")
_ITEM = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]:[ \t]*")
_FRONT = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)

# Markup of text: one pattern, so that what one kind takes is not taken again by another.
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?<!`)`++(?P<code>[^`]+)`++"
    r"|!\[[^\[\]]*\]\([^()\s]*[^()]{0,200}\)(?P<image>)"
    r"|\[(?P<label>[^\[\]]*)\]\((?P<link>[^()\s]*)(?:\s[^()]{0,200})?\)"
    r"|\[\^(?P<note>[^\]\s]+)\]"
    r"|<(?P<auto>https?://[^<>\s]+)>"
    r"|</?(?P<tag>[A-Za-z][A-Za-z0-9]*)(?:\s[^<>]{0,500})?/?>"
    r"|(?P<stars>\*+|~~|(?<!\w)_++(?=\S)|(?<=[^\s_])_++(?!\w))",
    re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")


class _Line(NamedTuple):
    number: int
    text: str
    quoted: bool


def read(text: str, _name: str) -> tuple[Block, ...]:
    """The blocks of *text*."""
    text = without_comments(clean(text))
    front = _FRONT.match(text)
    skipped = text.count("\n", 0, front.end()) if front else 0
    body = text[front.end() :] if front else text
    reader = _Reader()
    for number, line in enumerate(body.split("\n"), start=skipped + 1):
        reader.line(number, line)
    reader.end()
    return tuple(reader.writer.taken())


class _Reader:
    """Gathers the lines of a block and hands them on when it ends."""

    def __init__(self) -> None:
        self.writer = Writer()
        self._lines: list[tuple[int, str]] = []
        self._kind, self._key = PARAGRAPH, ""
        self._fence: str | None = None

    def line(self, number: int, line: str) -> None:
        """Take the next line."""
        if self._fenced(line):
            return
        marker = _MARKER.match(line)
        content = line[marker.end() :] if marker else line
        kind = QUOTATION if marker else PARAGRAPH
        note = _NOTE.match(content)
        if note or not content.strip() or _HEADING.match(content):
            self.end()
        elif kind != self._kind and not (self._kind == NOTE and kind == PARAGRAPH) and self._lines:
            if kind == PARAGRAPH and self._kind == QUOTATION and not _ITEM.match(content):
                kind = QUOTATION  # a lazy line goes on with the quotation
            else:
                self.end()
        item = _ITEM.match(content)
        if item and kind == PARAGRAPH:
            self.end()
        if not self._lines:
            self._kind, self._key = (NOTE, note[1]) if note else (kind, "")
        start = note.end() if note else item.end() if item else 0
        heading = _HEADING.match(content)
        self._lines.append((number, content[heading.end() if heading else start :]))
        if heading or not content.strip():
            self.end()

    def _fenced(self, line: str) -> bool:
        """Whether *line* belongs to a block of code."""
        fence = _FENCE.match(line)
        if self._fence is not None:
            if fence and fence[1].startswith(self._fence) and not line.strip().strip(self._fence[0]):
                self._fence = None
            return True
        if fence:
            self.end()
            self._fence = fence[1]
        return fence is not None

    def end(self) -> None:
        """The block ends."""
        if self._lines:
            _write(self.writer, "\n".join(text for _, text in self._lines), self._lines[0][0])
            self.writer.end(self._kind, self._key)
        self._lines, self._kind, self._key = [], PARAGRAPH, ""


def _write(writer: Writer, text: str, line: int) -> None:
    """Hand on *text*, which begins on *line*, without its markup."""
    at = 0
    for match in _INLINE.finditer(text):
        writer.add(_plain(text[at : match.start()]), line + text.count("\n", 0, at))
        writer.add(_meant(match), line + text.count("\n", 0, match.start()))
        at = match.end()
    writer.add(_plain(text[at:]), line + text.count("\n", 0, at))


def _plain(text: str) -> str:
    return _ENTITY.sub(lambda match: unescape(match[0]), text)


def _meant(match: re.Match[str]) -> str:
    """What markup stands for."""
    kind = str(match.lastgroup)
    found = match[kind]
    if kind == "link":
        return _INLINE.sub(_meant, match["label"]) + reference(found)
    if kind == "note":
        return reference(f"#{found}")
    if kind == "auto":
        return reference(found)
    if kind == "tag":
        return _TAGS.get(found.lower(), "") if not match[0].startswith("</") else _ENDS.get(found.lower(), "")
    return found if kind in ("escaped", "code") else ""


_TAGS, _ENDS = {"q": "“", "br": "\n"}, {"q": "”"}
