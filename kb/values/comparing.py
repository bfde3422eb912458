"""Which quantities does one of two texts state that the other does not? They may be in different languages.

Values are compared, each read in its own language. Figures in digits are a multiset; a number word may be repeated or
left to a pronoun the second time. What a language only may mean (*second*, an article, *both*) can answer for a number
of the other side and never asks for one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from kb.values.quantities import LIKELY, POSSIBLE, SURE, Quantity, quantities, unread

#: Number words are read up to here.
_LARGEST_WORD = 12


class Reading(Protocol):
    """A text, its language and the quantities it states."""

    @property
    def text(self) -> str:
        """Canonical text."""

    @property
    def language(self) -> str:
        """A tag of ``kb.languages``."""

    @property
    def quantities(self) -> Sequence[Quantity]:
        """What :func:`kb.values.quantities.quantities` reads in it."""


class Read(NamedTuple):
    """A text that has been read."""

    text: str
    language: str
    quantities: Sequence[Quantity]


def read(text: str, language: str) -> Read:
    """*text* (canonical) and its quantities."""
    return Read(text, language, quantities(text, language))


def differing(first: Reading, second: Reading) -> tuple[Sequence[Quantity], Sequence[Quantity]]:
    """What only the *first* states, and what only the *second* states.

    What is merely likely is among them only where both sides have something left: *second* became *third*.
    """
    ours, theirs = _without_equal(_stated(first), _stated(second))
    if not ours and not theirs:
        return (), ()
    ours = _without_other_forms(ours, theirs)
    theirs = _without_other_forms(theirs, ours)
    ours, theirs = _without_partial_dates(ours, theirs)
    ours, theirs = _without_hinted(ours, second), _without_hinted(theirs, first)
    ours, theirs = _without_unread(ours, second), _without_unread(theirs, first)
    least = LIKELY if ours and theirs else SURE
    return [each for each in ours if each.certainty >= least], [each for each in theirs if each.certainty >= least]


def _stated(one: Reading) -> Sequence[Quantity]:
    return [each for each in one.quantities if each.certainty > POSSIBLE]


def _without_equal(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """Both without what the other has too, the surest ones paired first."""
    our_keys, their_keys = {each.key for each in ours}, {each.key for each in theirs}
    left: list[Quantity] = []
    open_ones: dict[str, list[Quantity]] = {}
    for each in sorted(theirs, key=_certainty):
        open_ones.setdefault(each.key, []).append(each)
    for each in sorted(ours, key=_certainty, reverse=True):
        if open_ones.get(each.key):
            open_ones[each.key].pop()
        elif not (each.in_words and each.key in their_keys):
            left.append(each)
    rest = [each for group in open_ones.values() for each in group if not (each.in_words and each.key in our_keys)]
    return sorted(left), sorted(rest)


def _certainty(each: Quantity) -> int:
    return each.certainty


def _without_other_forms(some: Sequence[Quantity], others: list[Quantity]) -> list[Quantity]:
    """*some* without what *others* have in another form; those are taken out of *others* too."""
    left: list[Quantity] = []
    for each in some:
        answer = next((taken for form in each.others if (taken := _taken(form, others))), None)
        if answer is None:
            left.append(each)
        else:
            for one in answer:
                others.remove(one)
    return left


def _taken(keys: Sequence[str], others: Sequence[Quantity]) -> list[Quantity] | None:
    """One of *others* for each of *keys*, None if one is missing."""
    taken: list[Quantity] = []
    for key in keys:
        one = next((other for other in others if other.key == key and other not in taken), None)
        if one is None:
            return None
        taken.append(one)
    return taken


def _without_partial_dates(ours: list[Quantity], theirs: list[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """Both without their dates if these are the same days, months and years, some of them shared by two dates."""
    partial = any(each.is_date and len(each.key) < len("2024-02-20") for each in (*ours, *theirs))
    if not partial or _pieces(ours) != _pieces(theirs):
        return ours, theirs
    left = [[each for each in side if not each.is_date and not _is_year(each)] for side in (ours, theirs)]
    return left[0], left[1]


def _pieces(some: Sequence[Quantity]) -> tuple[Counter[str], set[str]]:
    """Months with their days, and which years there are, however they are shared out."""
    months: Counter[str] = Counter()
    years: set[str] = set()
    for each in some:
        if _is_year(each):
            years.add(each.key)
        elif each.is_date:
            year, _, month = each.key.removeprefix("-").partition("-")
            months[month] += 1
            years.update([year] if year else [])
    return months, years


def _is_year(each: Quantity) -> bool:
    return each.key.isdigit() and len(each.key) == len("2024")


def _without_hinted(some: Sequence[Quantity], other: Reading) -> list[Quantity]:
    """*some* without what words of the *other* side may mean; one such word answers for one figure in digits."""
    hinted = Counter(each.key for each in other.quantities if each.certainty == POSSIBLE)
    left: list[Quantity] = []
    for each in some:
        if hinted[each.key] <= 0:
            left.append(each)
        elif not each.in_words:
            hinted[each.key] -= 1
    return left


def _without_unread(some: list[Quantity], other: Reading) -> list[Quantity]:
    """*some* without as many large numbers as the *other* side has number words whose value is not read."""
    large = [each for each in some if _may_be_in_words(each)]
    if not large:
        return some
    excused = set(large[: unread(other.text, other.language, other.quantities)])
    return [each for each in some if each not in excused]


def _may_be_in_words(each: Quantity) -> bool:
    if each.is_date or each.in_words or each.certainty < SURE:
        return False
    return each.key.endswith("%") or float(each.key) > _LARGEST_WORD
