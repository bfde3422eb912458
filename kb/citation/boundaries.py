"""May a quotation begin and end here, or does it cut a word, a figure or what belongs to one?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from unicodedata import category, combining

from kb import values
from kb.citation.folds import Finder

#: [start, end) in code points.
Span = tuple[int, int]

_TIES = "'-"
_DIGIT_SIGNS = ".,' "
_SIGNS = frozenset(("Sm", "Sc"))


@lru_cache(maxsize=4096)
def figures(text: str, language: str) -> Sequence[values.Figure]:
    """The figures of *text*, read once for all quotations that are held against it."""
    return values.figures(text, language)


def places(find: Finder, text: str, language: str) -> Iterator[Span]:
    """Where *find* finds something in *text* without cutting a word or figure."""
    at = 0
    while found := find(text, at):
        start, end = found
        if start < end and _bounded(text, start, end) and not _cuts(text, language, start, end):
            yield found
        at = start + 1


def _bounded(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    first, last = text[start], text[end - 1]
    return not (
        (after and combining(after[0]))
        or combining(first)
        or (before and _tied(before[::-1], first))
        or (after and _tied(after, last))
    )


def _tied(beyond: str, edge: str) -> bool:
    """Whether the character *edge* of a quotation belongs with what is *beyond* it, the nearest first."""
    nearest, next_one = beyond[0], beyond[1:2]
    return (
        (edge.isalnum() and (nearest.isalnum() or category(nearest) in _SIGNS or nearest in "±°‰%"))
        or (edge.isalnum() and nearest in _TIES and next_one.isalnum())
        or (edge.isdigit() and nearest in "-" and not next_one.strip())
        or (edge.isdigit() and nearest in _DIGIT_SIGNS and next_one.isdigit())
        or (edge in "-+" and nearest.isalnum())
    )


def _cuts(text: str, language: str, start: int, end: int) -> bool:
    if (start, end) == (0, len(text)):
        return False
    return any(one.start < start < one.end or one.start < end < one.end for one in figures(text, language))
