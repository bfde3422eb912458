"""Accents are put back where a dictionary says so, and words typed without them are found in every form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.languages import LANGUAGES
from kb.search import accents
from kb.search.accents import LETTERS, accented
from kb.search.analysis import ANALYSIS
from kb.search.folding import fold
from kb.search.levels import asked
from tests.real_analysis import real_analysis


def begins(*words: str) -> Callable[[str], bool]:
    """Whether one of *words* begins so."""
    return lambda start: any(word.startswith(start) for word in words)


def test_every_word_that_it_may_be_is_found() -> None:
    """And only what the dictionary has a beginning for."""
    assert set(accented("rady", "cs", begins("řády", "rádý", "hrady"))) == {"řády", "rádý"}
    assert accented("rady", "cs", begins("hrady")) == []


def test_a_word_that_has_its_accents_is_not_what_is_looked_for() -> None:
    """Neither is one that needs none."""
    assert accented("řády", "cs", begins("řády")) == []
    assert accented("most", "cs", begins("most")) == []


def test_what_could_be_anything_is_looked_at_only_so_far() -> None:
    """No input can keep the search busy."""
    met: list[str] = []

    def anything(start: str) -> bool:
        met.append(start)
        return True

    assert len(accented("e" * 80, "cs", anything)) <= accents._MOST
    assert len(met) <= 80 * 3 * accents._MOST


def test_a_language_without_letters_has_none_to_put_back() -> None:
    """Nothing is asked of its dictionary."""
    assert accented("child", "en", lambda start: pytest.fail("asked")) == ()


def test_every_language_has_its_letters_or_none() -> None:
    """All of them folded to one letter; a language without a dictionary has nothing to ask."""
    assert set(LETTERS) == set(LANGUAGES)
    for language, letters in LETTERS.items():
        assert letters is None or all(len(fold(letter)) == 1 and fold(letter) != letter for letter in letters)
        assert letters is None or ANALYSIS[language].dictionary is not None


@pytest.mark.parametrize(
    ("language", "text", "typed"),
    [
        ("cs", "dítě", "detem"),
        ("sk", "dieťa", "detom"),
        ("hu", "gyermekvédelem", "gyermekvedelmet"),
        ("ga", "slándála", "slandail"),
        ("pl", "sieć", "sieciach"),
        ("lv", "bērniem", "berns"),
        ("de", "Häuser", "hausern"),
        ("ro", "copiilor", "copii"),
    ],
)
def test_a_word_is_found_in_another_form_without_its_accents(language: str, text: str, typed: str) -> None:
    """The lemmatiser knows no word without them."""
    analysis = real_analysis()
    assert set(analysis.query_keys(text, language).coded()) & set(asked(analysis.query_keys(typed, language).coded()))


def test_a_word_that_exists_without_accents_is_that_word() -> None:
    """Czech rady is advice, and never řády, orders."""
    analysis = real_analysis()
    orders = set(analysis.query_keys("řády", "cs").stems)
    assert not orders & {*analysis.query_keys("rady", "cs").stems}
