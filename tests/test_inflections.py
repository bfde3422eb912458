"""The dictionaries, asked from a word for its forms."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from kb.search.inflections import Inflections
from kb.settings import cache_folder
from tests.real_analysis import real_analysis


@cache
def inflections() -> Inflections:
    """With the dictionaries of whoever runs the tests."""
    real_analysis()
    return Inflections(cache_folder(os.environ))


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("Kinder", "de", {"kind", "kindes", "kindern"}),
        ("child", "en", {"children"}),
        ("lapseen", "fi", {"lapsi", "lapsen", "lapselle"}),
        ("dzieci", "pl", {"dziecko", "dzieciom"}),
        ("kartą", "lt", {"karto", "kartai"}),
    ],
)
def test_a_word_has_other_forms(word: str, language: str, expected: set[str]) -> None:
    """Those with the same dictionary form, in lower case, in order, and not the word itself."""
    forms = inflections().others(word, language)
    assert expected <= set(forms)
    assert list(forms) == sorted(set(forms))
    assert word.lower() not in forms
    assert all(form.isalpha() and form == form.lower() for form in forms)


def test_a_capital_tells_one_word_from_another() -> None:
    """German writes its nouns so."""
    assert inflections().lemma("Waren", "de") == "ware"
    assert inflections().lemma("waren", "de") == "sein"
    assert "ware" in inflections().others("Waren", "de")


def test_what_no_dictionary_holds_has_no_forms() -> None:
    """A guess is not good enough, and Maltese has no dictionary."""
    assert inflections().lemma("qqqqqqqq", "de") is None
    assert inflections().others("qqqqqqqq", "de") == ()
    assert inflections().lemma("tfal", "mt") is None
    assert inflections().others("tfal", "mt") == ()


def test_a_compound_has_parts() -> None:
    """Where the language writes words together."""
    assert {"alter", "überprüfung"} <= set(inflections().parts("altersüberprüfung", "de"))
    assert inflections().parts("alter", "de") == []
    assert inflections().parts("qqqqqqqqqq", "de") == []
    assert inflections().parts("age", "en") == ()
    assert inflections().parts("tfal", "mt") == ()


def test_without_tries_the_answers_are_the_same(tmp_path: Path) -> None:
    """Only slower."""
    assert Inflections(tmp_path).others("otroci", "sl") == inflections().others("otroci", "sl") != []


def test_the_number_of_a_homograph_is_no_part_of_its_lemma() -> None:
    """The Lithuanian dictionary has kartas2: without, a time is found by its dictionary form."""
    assert inflections()._lemmas.lemma("kartą", "lt") == "kartas"
    stems = [set(real_analysis().keys(form, "lt").stems) for form in ("kartą", "kartas", "kartais")]
    assert set.intersection(*stems)


def test_a_german_noun_meets_its_forms_where_one_of_them_is_another_word_too() -> None:
    """Waren are goods, and waren is were: lower case hides which."""
    goods, one = real_analysis().query_keys("Waren", "de"), real_analysis().query_keys("Ware", "de")
    assert set(goods.stems) & set(one.stems)
