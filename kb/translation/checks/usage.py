"""Which terms of the glossary does this text use, whatever their endings?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from kb.model import Term
from kb.names import beginning, spelled


class _Tolerance(NamedTuple):
    """How much of each word of a term must be there, at least three letters, and which letters may follow."""

    share: float
    ending: str


# Nearly all of a word and a short ending say that a term is used; little more than half of it that it has been translated.
_USED, _TRANSLATED, _LEAST = _Tolerance(0.8, r"[^\W_]{0,4}"), _Tolerance(0.6, r"[^\W_]*"), 3

_WORD = re.compile(r"[^\W_]+")


def terms_in(text: str, language: str, glossary: Mapping[str, Term]) -> tuple[str, ...]:
    """The ids of the terms that *text* uses; one whose words are a part of a longer term is not used."""
    used = sorted(_used(text, language, glossary))
    kept: list[tuple[int, int, int, str]] = []
    for one in used:
        _, start, end, _ = one
        if all(end <= other[1] or other[2] <= start for other in kept):
            kept.append(one)
    return tuple(dict.fromkeys(id for _, _, _, id in kept))


def has_form(text: str, form: str, language: str) -> bool:
    """Whether *text* in *language* has the words of *form*, one after another, each with any ending."""
    return _pattern(form, language, _TRANSLATED).search(text) is not None


def _used(text: str, language: str, glossary: Mapping[str, Term]) -> Iterator[tuple[int, int, int, str]]:
    """Where terms are used, the longest first when sorted: (length below zero, start, end, id)."""
    for id, term in glossary.items():
        for form in () if term.protected else term.forms.get(language, ()):
            for match in _pattern(form, language, _USED).finditer(text):
                yield match.start() - match.end(), match.start(), match.end(), id


@lru_cache(maxsize=16384)
def _pattern(form: str, language: str, tolerance: _Tolerance) -> re.Pattern[str]:
    """What *form* looks like in a text; what is written in capitals (CSAM) is so there too."""
    words = _WORD.findall(form) or [form]
    whole = form.isupper()
    kept = [word if whole else word[: max(_LEAST, round(len(word) * tolerance.share))] for word in words]
    first = beginning(kept[0][0], language) + spelled(kept[0][1:])
    body = (tolerance.ending + r"[\W_]+").join([first, *map(spelled, kept[1:])])
    return re.compile(body + tolerance.ending + r"(?![^\W_])", re.NOFLAG if whole else re.IGNORECASE)
