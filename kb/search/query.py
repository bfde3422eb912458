"""Here is what was typed: what does it ask for? A small tree of values; mistakes carry a position.

Words and quoted words; anything else is a word too, so that no input can break the parser. Bounds come before all else.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kb.errors import N_, QueryError, message

MAX_CHARACTERS = 512
MAX_WORD = 80
MAX_PHRASE_WORDS = 16

# A quotation in any of the marks in use in the 24 languages, closed; or a run of anything but spaces.
_PIECE = re.compile(r"[\"“”„‟](?P<high>[^\"“”„‟]*)[\"“”„‟]|[«»](?P<guillemets>[^«»]*)[«»]|\S+")


class Word(NamedTuple):
    """One word as typed, with its code point offsets in the query. It may hold several tokens (``end-to-end``)."""

    text: str
    start: int
    end: int


class Quote(NamedTuple):
    """Words between quotation marks: the exact wording."""

    text: str
    start: int
    end: int


Leaf = Word | Quote


class Query(NamedTuple):
    """All ``leaves`` must match. No leaves: every statement (filters without words list)."""

    text: str
    leaves: tuple[Leaf, ...]


def parse(text: str) -> Query:
    """The query that *text* asks.

    :raises QueryError: when it is beyond a bound, with the place.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(
            N_("the query has {count} characters, {most} are allowed"),
            code="query-too-long",
            start=MAX_CHARACTERS,
            end=len(text),
            hint=message(N_("search for the rarest words of the sentence")),
            count=len(text),
            most=MAX_CHARACTERS,
        )
    return Query(text, tuple(leaf for match in _PIECE.finditer(text) if (leaf := _leaf(match))))


def _leaf(match: re.Match[str]) -> Leaf | None:
    quoted = match["high"] if match["high"] is not None else match["guillemets"]
    if quoted is None:
        _check(len(match[0]), MAX_WORD, N_("a word has {count} characters, {most} are allowed"), "word-too-long", match)
        return Word(match[0], match.start(), match.end())
    words = quoted.split()
    _check(
        len(words), MAX_PHRASE_WORDS, N_("a phrase has {count} words, {most} are allowed"), "phrase-too-long", match
    )
    longest = max(map(len, words), default=0)
    _check(longest, MAX_WORD, N_("a word has {count} characters, {most} are allowed"), "word-too-long", match)
    return Quote(quoted, match.start() + 1, match.end() - 1) if words else None


def _check(count: int, most: int, template: str, code: str, match: re.Match[str]) -> None:
    if count > most:
        raise QueryError(
            template,
            code=code,
            start=match.start(),
            end=match.end(),
            hint=message(N_("search for a part of it")),
            count=count,
            most=most,
        )
