"""Which quantities does this text state for a reader: figures, dates, ordinals, and what may hint at one?

Finer than :func:`kb.values.figures`, which serves search: dates are whole and ordinal words are read. What a language
leaves open is read too and marked as such, so that a comparison with another language need not cry wolf.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kb.values.dates import Day, dates
from kb.values.digits import canonical
from kb.values.lexicon import Lexicon, forms, lexicon
from kb.values.ordinals import ORDINALS, Ordinals
from kb.values.reading import NUMBER, WORD, WORDS, Figure, figures, lowered

#: How sure it is that the text states the quantity: it does; it most likely does; the word may mean it.
POSSIBLE, LIKELY, SURE = range(3)


class Quantity(NamedTuple):
    """One quantity, from ``start`` to ``end`` of the text.

    ``key`` is equal for what is equal in value: a canonical decimal with ``%`` for a percentage (``30000``, ``41.5%``,
    ``-3``), a date in ISO 8601 (``2024-02-20``, ``--02-20``, ``2024-02``), ``1/2`` for a half. Ordinals and the parts
    third to tenth have the key of their number. ``others`` are keys it may be written as elsewhere, each alternative
    with all the keys that it takes (a time ``9.30`` as ``9`` and ``30``). ``in_words``: it has no digits.
    """

    start: int
    end: int
    key: str
    certainty: int = SURE
    in_words: bool = False
    others: tuple[tuple[str, ...], ...] = ()

    @property
    def is_date(self) -> bool:
        """Whether it is a date."""
        return "-" in self.key[1:]


_MINUS = frozenset(("minus", "miinus", "mínus", "mínusz", "mīnus", "минус", "μείον"))
#: In Romance languages *menos 3* is minus three, *al menos 3* at least three.
_PERHAPS_MINUS = frozenset(("moins", "menos", "meno"))
_BEFORE = re.compile(r"([^\W\d_]+) $")
_QUOTED_MINUS = re.compile("[\"'„“”‚‘’«»‹›][-–]$")
_GLUED = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
#: A time (9.30), a day and its month at the end of a sentence (9.1.) or two figures of a list may look like a decimal.
_PIECES = re.compile(r"([0-9]{1,2})[.,]([0-9]{1,2})")
_LISTED = re.compile(r"[,;/]? ?(?:[^\W\d_]{1,5} )?")
_HALF, _HALF_IN_DIGITS = "1/2", "50%"


class Hints:
    """A row of ``ORDINALS`` taken apart, with the number words that other words begin with (*Dreieck*, *kolmenlainen*)."""

    def __init__(self, row: Ordinals, words: Lexicon) -> None:
        self.doubtful = frozenset(row.doubtful.split())
        self.definite = frozenset(row.definite.split()).union(before for before, _ in words.between)
        self.larger = re.compile(rf"\b(?:{row.larger})\b")
        found: dict[str, tuple[str, int]] = {}
        for value, group in enumerate(row.order.split("|"), 1):
            _add(found, group, row.endings, str(value), SURE if value > 3 else LIKELY)
        for value, group in enumerate(row.parts.split("|"), 2):
            _add(found, group, row.endings, str(value) if value > 2 else _HALF, LIKELY)
        for value, group in enumerate(row.hints.split("|"), 1):
            _add(found, group, row.endings, str(value), POSSIBLE)
        for word, number in words.words.items():
            found.setdefault(word, (number, POSSIBLE))
            if len(word) > 2:
                found.setdefault(f"{word}*", (number, POSSIBLE))
        for word, power in words.magnitudes.items():
            if len(word) > 2 and not word.endswith("."):
                found.setdefault(word, (str(10**power), LIKELY))
        self._exact: Mapping[str, tuple[str, int]] = {word: each for word, each in found.items() if word[-1] != "*"}
        self._begun = sorted(((word[:-1], each) for word, each in found.items() if word[-1] == "*"), key=_longest_first)
        self._beginnings = tuple(beginning for beginning, _ in self._begun)

    def certainty(self, written: str, value: str) -> int:
        """How sure it is that a number word, as *written* in the text, means the *value* that was read."""
        if written.isupper() and len(written) > 1:
            return POSSIBLE  # NULL, ELF
        # An article before a magnitude word (a million) may be anything.
        if len(value) > 2 or written.lower() in self.doubtful:
            return LIKELY
        return POSSIBLE if value == "1" else SURE

    def meaning(self, word: str) -> tuple[str, int] | None:
        """Key and certainty of lower-case *word*."""
        if each := self._exact.get(word):
            return each
        if not word.startswith(self._beginnings):
            return None
        return next(each for beginning, each in self._begun if word.startswith(beginning))


@cache
def hints(language: str) -> Hints:
    """The hints of *language*."""
    return Hints(ORDINALS[language], lexicon(language))


def quantities(text: str, language: str) -> Sequence[Quantity]:
    """The quantities of *text* (canonical) in *language*, in its order.

    >>> [each.key for each in quantities("Am 20. Februar 2024 waren es 40 % im dritten Jahr.", "de")]
    ['2024-02-20', '40%', '3']
    """
    low = lowered(text)
    found = figures(text, language)
    days = list(dates(text, low, found, language))
    of_dates = {at for day in days for at in day.figures}
    read = [_of_day(day) for day in days]
    read += _of_figures(text, low, [each for at, each in enumerate(found) if at not in of_dates], language)
    read += _glued(low, _Spans((each.start, each.end) for each in found))
    read += _hinted(low, read, language)
    return sorted(read)


def unread(text: str, language: str, read: Sequence[Quantity]) -> int:
    """How many number words beyond twelve *text* has outside the quantities *read*; their values are not known."""
    taken = _Spans((each.start, each.end) for each in read if each.certainty == SURE)
    return sum(not taken.has(match.start()) for match in hints(language).larger.finditer(lowered(text)))


def _of_day(day: Day) -> Quantity:
    year = "-" if day.year is None else str(day.year)
    parts = (year, f"{day.month:02}") if day.day is None else (year, f"{day.month:02}", f"{day.day:02}")
    pieces = tuple(str(part) for part in (day.day, day.month, day.year) if part is not None)
    return Quantity(day.start, day.end, "-".join(parts), others=(pieces,))


def _of_figures(text: str, low: str, found: Sequence[Figure], language: str) -> Iterator[Quantity]:
    known, listed = hints(language), _listed(low, found)
    for at, each in enumerate(found):
        written = low[each.start : each.end]
        start, value = each.start, each.values[0]
        before = _BEFORE.search(low, max(0, start - 10), start)
        if value[0] != "-" and _QUOTED_MINUS.search(low, max(0, start - 2), start):
            start, value = start - 1, f"-{value}"
        others: list[tuple[str, ...]] = []
        if before and before[1] in _MINUS and value[0] != "-":
            start, value = before.start(1), f"-{value}"
        elif before and before[1] in _PERHAPS_MINUS:
            others.append((f"-{value}",))
        if pieces := _PIECES.fullmatch(written):
            others.append((str(int(pieces[1])), str(int(pieces[2]))))
        if at in listed:
            others.append((f"{value}%",))
        key = f"{value}%" if each.percent else value
        in_words = each.kind == WORD
        certainty = known.certainty(text[each.start : each.end], value) if in_words else SURE
        if value == "0" or (in_words and value == "2" and before and before[1] in known.definite):
            certainty = min(certainty, LIKELY)
        yield Quantity(start, each.end, key, certainty, in_words, tuple(others))


def _listed(low: str, found: Sequence[Figure]) -> frozenset[int]:
    """Which figures are in a list whose last one is a percentage (20, 30 und 40 %), and are none by themselves."""
    listed: set[int] = set()
    for at in range(len(found) - 2, -1, -1):
        one, other = found[at], found[at + 1]
        ends = other.percent or at + 1 in listed
        if ends and one.kind == NUMBER and not one.percent and _LISTED.fullmatch(low, one.end, other.start):
            listed.add(at)
    return frozenset(listed)


def _glued(low: str, taken: _Spans) -> Iterator[Quantity]:
    """Digits that are a part of a word (CO2, 3G, 16letnik)."""
    for match in _GLUED.finditer(low):
        if not taken.has(match.start()) and len(match[0]) < 10:
            written = match[0].replace(",", ".")
            whole, *fraction = written.split(".")
            key = canonical(whole, *fraction) if len(fraction) < 2 else written
            yield Quantity(match.start(), match.end(), key, LIKELY)


def _hinted(low: str, read: Sequence[Quantity], language: str) -> Iterator[Quantity]:
    known = hints(language)
    taken = _Spans((each.start, each.end) for each in read)
    for match in WORDS.finditer(low):
        meaning = known.meaning(match[0])
        if meaning and not taken.has(match.start()):
            key, certainty = meaning
            others = ((_HALF_IN_DIGITS,),) if key == _HALF else ()
            yield Quantity(match.start(), match.end(), key, certainty, True, others)


class _Spans:
    """Which code points are taken, by spans that do not overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def has(self, at: int) -> bool:
        """Whether one of the spans has the code point."""
        place = bisect_right(self._spans, (at, sys.maxsize)) - 1
        return place >= 0 and at < self._spans[place][1]


def _longest_first(beginning: tuple[str, object]) -> int:
    return -len(beginning[0])


def _add(found: dict[str, tuple[str, int]], group: str, endings: str, key: str, certainty: int) -> None:
    for written in group.split():
        doubt = written.endswith("?")
        entry = written.removesuffix("?")
        listed = entry.replace("+", "/" + endings.replace(" ", "/"))
        for form in forms(listed):
            found.setdefault(form, (key, POSSIBLE if doubt else certainty))
