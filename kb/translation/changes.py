"""What changed in the original since, and how much does it matter?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from difflib import SequenceMatcher

from kb.model import Change, Term
from kb.text import typographic

_FIGURE = re.compile(r"\d+(?:[.,\u2019' \u00a0]\d+)*")


def grade(before: str | None, after: str, names: Collection[str]) -> Change:
    """How much the change from wording *before* to *after* (canonical texts of one language) matters.

    *before* is None when the earlier wording is not on record. *names* are the protected names in that language. Numbers
    outweigh names, names outweigh wording.
    """
    if before is None:
        return Change.UNKNOWN
    old, new = typographic(before), typographic(after)
    if old == new:
        return Change.TYPOGRAPHY
    if Counter(_FIGURE.findall(old)) != Counter(_FIGURE.findall(new)):
        return Change.NUMBER
    if any(old.count(name) != new.count(name) for name in names):
        return Change.NAME
    return Change.WORDING


def protected_names(glossary: Mapping[str, Term], language: str) -> frozenset[str]:
    """Every protected name as it is written in *language*, typographically folded."""
    return frozenset(typographic(form) for forms in forms_of_names(glossary, language).values() for form in forms)


def forms_of_names(glossary: Mapping[str, Term], language: str) -> dict[str, tuple[str, ...]]:
    """The protected names by id, each as it is written in *language*."""
    names = (term for term in glossary.values() if term.protected)
    return {name.id: name.forms.get(language) or ((name.name,) if name.name else ()) for name in names}


def names_in(text: str, glossary: Mapping[str, Term], language: str) -> tuple[str, ...]:
    """The ids of the protected names that *text* in *language* has."""
    folded = typographic(text)
    forms = forms_of_names(glossary, language)
    return tuple(id for id, known in forms.items() if any(typographic(form) in folded for form in known))


def word_diff(before: str, after: str) -> Iterator[tuple[str, str]]:
    """How *before* became *after*, in runs of words: ``=`` what stayed, ``-`` what went, ``+`` what came."""
    old, new = before.split(" "), after.split(" ")
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "=", " ".join(old[old_start:old_end])
            continue
        if old_end > old_start:
            yield "-", " ".join(old[old_start:old_end])
        if new_end > new_start:
            yield "+", " ".join(new[new_start:new_end])
