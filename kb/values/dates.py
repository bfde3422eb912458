"""Which dates does this text state, with the month as a number or as a word?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kb.values.lexicon import forms, lexicon
from kb.values.months import CAPITALISED, MONTHS
from kb.values.reading import DATE, NUMBER, WORDS, Figure


class Day(NamedTuple):
    """A date, or what is said of one: ``day`` or ``year`` may be None. ``figures`` are the indices of those it is made of."""

    start: int
    end: int
    day: int | None
    month: int
    year: int | None
    figures: tuple[int, ...]


_LINKS = r"of|de|del|des|den|do|di|d|gada|gads|m|г|an|των|του|ta"
#: What may stand between a day, a month and a year: an ending (20th, 20-и), a full stop or comma, a linking word.
_GAP = re.compile(rf"(?:-?[^\W\d_]{{1,4}})?[.,]? ?(?:(?:{_LINKS})\b[.’']? ?)?")
_NUMERIC = re.compile(r"\. ?|/|-")
_DASHES = frozenset("-‑–—/")


class Months:
    """A row of ``MONTHS`` taken apart."""

    def __init__(self, row: str, capitalised: bool) -> None:
        groups = [list(forms(group)) for group in row.split("|")]
        listed = [(form, number) for number, group in enumerate(groups, 1) for form in group]
        self.abbreviated = frozenset(form for first, *rest in groups for form in rest if first.startswith(form))
        self._exact = {form: number for form, number in listed if not form.endswith("*")}
        self._prefixes = [(form[:-1], number) for form, number in listed if form.endswith("*")]
        self._starts = tuple(prefix for prefix, _ in self._prefixes)
        self._capitalised = capitalised

    def number(self, word: str, first: str) -> int | None:
        """The month that lower-case *word* names, whose *first* letter is written so."""
        if self._capitalised and not first.isupper():
            return None
        if number := self._exact.get(word):
            return number
        if not word.startswith(self._starts):
            return None
        return next(number for prefix, number in self._prefixes if word.startswith(prefix))


@cache
def months(language: str) -> Months:
    """The months of *language*."""
    return Months(MONTHS[language], language in CAPITALISED)


def dates(text: str, low: str, found: Sequence[Figure], language: str) -> Iterator[Day]:
    """The dates of *text* (*low* in lower case) among the figures *found* in it; each figure belongs to one at most."""
    if not found:
        return
    taken: set[int] = set()
    for each in (*_in_digits(low, found), *_in_words(text, low, found, language)):
        if taken.isdisjoint(each.figures):
            taken.update(each.figures)
            yield each


def _in_digits(low: str, found: Sequence[Figure]) -> Iterator[Day]:
    at = 0
    while at + 2 < len(found):
        three = found[at : at + 3]
        if all(each.kind == DATE for each in three) and _NUMERIC.fullmatch(low, three[0].end, three[1].start):
            first, month, last = (int(each.values[0]) for each in three)
            day, year = (last, first) if first > 31 else (first, last)
            if 1 <= month <= 12:
                yield Day(three[0].start, three[2].end, day, month, year, (at, at + 1, at + 2))
                at += 2
        at += 1


def _in_words(text: str, low: str, found: Sequence[Figure], language: str) -> Iterator[Day]:
    known = months(language)
    words = list(WORDS.finditer(low))
    for at, match in enumerate(words):
        start, end = match.span()
        month = known.number(match[0], text[start])
        if month is None and at + 1 < len(words) and low[end : words[at + 1].start()] == " ":
            month = known.number(f"{match[0]}-{words[at + 1][0]}", text[start])
            end = words[at + 1].end()
        if month is not None:
            least = _least(low, end, match[0] in known.abbreviated)
            yield from _around(low, found, start, end, month, least, language)


def _least(low: str, end: int, abbreviated: bool) -> int:
    """How many figures must stand around a month word that ends at *end*."""
    return 2 if abbreviated and not low.startswith(".", end) else 1


def _around(
    low: str, found: Sequence[Figure], start: int, end: int, month: int, least: int, language: str
) -> Iterator[Day]:
    """The dates of a month word from *start* to *end*, which at least so many figures belong to."""
    before = bisect_left(found, start, key=_start) - 1
    after = bisect_left(found, end, key=_start)
    left = before if before >= 0 and _GAP.fullmatch(low, found[before].end, start) else None
    right = after if after < len(found) and _GAP.fullmatch(low, end, found[after].start) else None
    day, year, outward = _day_and_year(low, found, left, right)
    used = [n for n in (day, year) if n is not None]
    if len(used) < least:
        return
    stated = None if year is None else _number(found[year])
    yield Day(
        min(start, *(found[n].start for n in used)),
        max(end, *(found[n].end for n in used)),
        None if day is None else _number(found[day]),
        month,
        stated,
        # What lies between is the month itself: fr sept is seven, too.
        (*used, *range(before + 1, after)),
    )
    while day is not None and 0 <= day + outward < len(found) and _joined(low, found, day, day + outward, language):
        day += outward
        yield Day(found[day].start, found[day].end, _number(found[day]), month, stated, (day,))


def _day_and_year(
    low: str, found: Sequence[Figure], left: int | None, right: int | None
) -> tuple[int | None, int | None, int]:
    """Which figures are the day and the year of a month between two, and on which side of it the day stands.

    The year stands on the other side (20 February 2024) or beyond the day (February 20, 2024).
    """
    for one, other, outward in ((left, right, -1), (right, left, 1)):
        if one is not None and _is_day(found[one], low):
            return one, _first_year(low, found, (other, _beyond(low, found, one, outward))), outward
    return None, _first_year(low, found, (right, left)), 0


def _beyond(low: str, found: Sequence[Figure], at: int, step: int) -> int | None:
    """The figure next to the one at *at*, if nothing parts them but what parts a date."""
    first, second = sorted((at, at + step))
    inside = first >= 0 and second < len(found)
    return at + step if inside and _GAP.fullmatch(low, found[first].end, found[second].start) else None


def _first_year(low: str, found: Sequence[Figure], places: Iterable[int | None]) -> int | None:
    return next((n for n in places if n is not None and _is_year(found[n], low)), None)


def _start(figure: Figure) -> int:
    return figure.start


def _joined(low: str, found: Sequence[Figure], one: int, other: int, language: str) -> bool:
    """Whether both are days of one month (*20.–21. Februar*, *20 and 21 February*)."""
    first, second = sorted((one, other))
    joint = low[found[first].end : found[second].start].strip(" .")
    words = lexicon(language)
    return _is_day(found[other], low) and (joint in _DASHES or joint in words.ranges or joint in words.joins)


def _number(figure: Figure) -> int:
    # A dash between days (1. – 3. Februar) may have been read as a sign.
    return int(figure.values[0].removeprefix("-"))


def _is_day(figure: Figure, low: str) -> bool:
    digits = low[figure.start : figure.end].lstrip("-–−")
    return figure.kind == NUMBER and len(digits) <= 2 and digits.isdigit() and 1 <= int(digits) <= 31


def _is_year(figure: Figure, low: str) -> bool:
    digits = low[figure.start : figure.end]
    return len(digits) == 4 and digits.isdigit() and digits[0] in "12"
