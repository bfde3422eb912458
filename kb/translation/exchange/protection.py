"""Which parts of a passage are not for the translator to change?

Markup (emphasis, link targets, list markers) and what stands alike in every language: protected names, and figures of digits
alone. A figure with separators (``30.000``, ``2,5``) is no such thing: each language writes it in its own way.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

TEXT, MARKUP, LOCKED = "text", "markup", "locked"

_MARKUP = re.compile(
    r"""
    (?P<code>(?<!`)(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`))
  | <!--.*?-->
  | \\[!-/:-@\[-`{-~]
  | <(?:https?://[^\s<>]+|[A-Za-z0-9.+-]+@[A-Za-z0-9.-]+)>
  | \]\([^\s()<>]*(?:[ ]"[^"\n]*")?\)
  | \[(?=[^\[\]\n]+\]\()
  | ^[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)+\|?[ ]*$
  | ^[ \t]*(?:(?:>|[-+*](?=[ \t])|[0-9]+[.)](?=[ \t]))[ \t]*)+
  | ^[ \t]+
  | (?<![ ])[ ]*\|[ ]*
  | (?<![ ])[ ]{2,}(?=\n)
  | (?<!\w)[*_]+ | [*_]+(?!\w)
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
# Only a figure that has no separator is the same everywhere; the rest is read in one go so that no piece of it is taken for one.
_FIGURE = r"(?<!\w)[0-9]+(?:[.,:/'’][0-9]+|[ \u00a0\u202f][0-9]{3}(?![0-9]))*(?!\w)"


class Piece(NamedTuple):
    """A part of a passage: ``kind`` is ``text``, ``markup`` or ``locked``."""

    kind: str
    text: str


class Marked(NamedTuple):
    """A piece with its number in the unit, from 1; 0 for plain text. What original and translation share has one number."""

    kind: str
    text: str
    number: int


def pieces(markdown: str, names: Iterable[str] = ()) -> tuple[Piece, ...]:
    """The parts of *markdown*, which joined are *markdown* again; *names* are protected wherever they are a word.

    >>> [piece for piece in pieces("*40* % per Telegram", ["Telegram"]) if piece.kind != "text"]
    [Piece(kind='markup', text='*'), Piece(kind='locked', text='40'), Piece(kind='markup', text='*'), \
Piece(kind='locked', text='Telegram')]
    """
    locked = _locked(tuple(names))
    found: list[Piece] = []
    end = 0
    for match in _MARKUP.finditer(markdown):
        found += [*_parted(markdown, end, match.start(), locked), Piece(MARKUP, match[0])]
        end = match.end()
    found += _parted(markdown, end, len(markdown), locked)
    return tuple(piece for piece in found if piece.text)


def _parted(markdown: str, start: int, stop: int, locked: re.Pattern[str]) -> Iterator[Piece]:
    """What stands between two signs of markup."""
    for match in locked.finditer(markdown, start, stop):
        if match["name"] or match[0].isdigit():
            yield Piece(TEXT, markdown[start : match.start()])
            yield Piece(LOCKED, match[0])
            start = match.end()
    yield Piece(TEXT, markdown[start:stop])


@lru_cache(maxsize=256)
def _locked(names: tuple[str, ...]) -> re.Pattern[str]:
    forms = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)
    return re.compile(rf"(?P<name>(?<!\w)(?:{forms or '(?!)'})(?!\w))|{_FIGURE}")


def marked(source: Sequence[Piece], target: Sequence[Piece]) -> tuple[list[Marked], list[Marked]]:
    """Both with numbers: a piece of *target* has that of the same piece in *source*, or else one of its own."""
    waiting: dict[Piece, deque[int]] = defaultdict(deque)
    last = 0
    numbered: list[Marked] = []
    for piece in source:
        if piece.kind != TEXT:
            last += 1
            waiting[piece].append(last)
        numbered.append(Marked(*piece, number=0 if piece.kind == TEXT else last))
    answered: list[Marked] = []
    for piece in target:
        number = 0
        if piece.kind != TEXT and waiting[piece]:
            number = waiting[piece].popleft()
        elif piece.kind != TEXT:
            number = last = last + 1
        answered.append(Marked(*piece, number=number))
    return numbered, answered
