"""Which names of the glossary does this text have, inflected as they may be?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.languages import LANGUAGES
from kb.model import Term
from kb.names import forms_of_names, mentions, names_in
from tests.case_tables import tables

CASES = [(language, *row) for language, rows in tables("names.md").items() for row in rows]


def glossary(*names: Term) -> dict[str, Term]:
    """A glossary with *names*."""
    return {name.id: name for name in names}


def found(text: str, language: str, form: str, *, own: bool = False) -> str:
    """The words of *text* that mention the name *form*: one of this language only where *own*."""
    name = Term("n", {language: (form,)}, protected=True) if own else Term("n", {}, form, protected=True)
    return "; ".join(text[one.start : one.end] for one in mentions(text, glossary(name), language))


@pytest.mark.parametrize(("language", "kind", "name", "text", "expected"), CASES)
def test_a_text_mentions_a_name_so(language: str, kind: str, name: str, text: str, expected: str) -> None:
    """Endings, mutations and hyphens are tolerated; lower case and other words are not."""
    assert found(text, language, name, own=kind == "own") == expected


def test_every_language_has_cases() -> None:
    """Each is tested."""
    assert {language for language, *_ in CASES} == set(LANGUAGES)


def test_a_name_is_written_alike_in_every_language_unless_it_has_its_own_form() -> None:
    """Forms of the language count where there are some, the name elsewhere; terms that are not protected are no names."""
    names = glossary(
        Term("signal", {}, "Signal", protected=True),
        Term("parliament", {"de": ("Europäisches Parlament",), "fi": ("Euroopan parlamentti",)}, protected=True),
        Term("un", {"fi": ("YK",)}, "UN", protected=True),
        Term("offender", {"fi": ("rikoksentekijä",), "sv": ("gärningsman",)}),
    )
    assert forms_of_names(names, "fi") == {
        "signal": ("Signal",),
        "parliament": ("Euroopan parlamentti",),
        "un": ("YK",),
    }
    assert forms_of_names(names, "sv") == {"signal": ("Signal",), "parliament": (), "un": ("UN",)}


def test_a_name_inside_of_a_longer_one_is_not_mentioned() -> None:
    """The longest name at a place is the one that is meant."""
    names = glossary(
        Term("signal", {}, "Signal", protected=True), Term("fund", {}, "Signal Foundation", protected=True)
    )
    text = "The Signal Foundation makes Signal."
    assert [(one.id, one.start) for one in mentions(text, names, "en")] == [("fund", 4), ("signal", 28)]
    assert names_in(text, names, "en") == ("signal", "fund")


@given(
    st.sampled_from(sorted(LANGUAGES)),
    st.text(st.characters(categories=["Lu", "Ll", "Pd", "Po"]), min_size=1),
    st.text(),
)
def test_a_name_is_found_where_it_stands_by_itself(language: str, name: str, text: str) -> None:
    """Whatever its letters, and whatever stands around it; nothing found lies outside of the text."""
    spoken = f"{text} {name} {text}"
    for own in (True, False):
        form = Term("n", {language: (name,)} if own else {}, name, protected=True)
        places = mentions(spoken, glossary(form), language)
        assert all(0 <= one.start < one.end <= len(spoken) for one in places)
        assert any(one.start <= len(text) + 1 < one.end for one in places)
