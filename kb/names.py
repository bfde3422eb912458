"""Which names and terms of the glossary does this text have?"""

from __future__ import annotations

from collections.abc import Mapping

from kb.model import Term
from kb.text import typographic


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
