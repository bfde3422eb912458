"""Which letters count as the same when accents do not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.folding import fold, respelled, spelled

WORDS = st.text(
    st.characters(categories=("L", "M", "N"), max_codepoint=0x24F)
    | st.characters(min_codepoint=0x370, max_codepoint=0x52F)
)


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Überprüfung", "uberprufung"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("ΠΡΟΣΤΑΣΊΑΣ", "προστασιασ"),
        ("ΐ", "ι"),
        ("Łódź", "lodz"),
        ("đak", "dak"),
        ("ħobż", "hobz"),
        ("smørrebrød", "smorrebrod"),
        ("œuvre", "oeuvre"),
        ("žaidimas", "zaidimas"),
        ("мой", "мой"),
        ("ѝ", "и"),
        ("e\u0301tude", "etude"),
        ("ıſ", "is"),
    ],
)
def test_accents_and_case_go_and_letters_stay(word: str, folded: str) -> None:
    """Accents, case and letter variants are folded; й is a letter, not an и with an accent."""
    assert fold(word) == folded


@given(WORDS)
def test_folding_twice_is_folding_once(word: str) -> None:
    """fold(fold(x)) = fold(x)."""
    assert fold(fold(word)) == fold(word)


@given(WORDS)
def test_folding_does_not_depend_on_normal_form(word: str) -> None:
    """Composed and decomposed spellings fold to the same."""
    assert fold(unicodedata.normalize("NFD", word)) == fold(unicodedata.normalize("NFC", word))


def test_two_letters_stand_for_one_where_the_language_says_so() -> None:
    """German ae, oe, ue are ä, ö, ü unless the u belongs to the vowel before; other languages have their own."""
    assert respelled("haeuser", "de") == "häuser"
    assert respelled("bauen neue quer", "de") == "bauen neue quer"
    assert respelled("aalborg", "da") == "ålborg"
    assert respelled("haeuser", "en") == "haeuser"


def test_a_stem_gets_the_accents_of_its_word_back() -> None:
    """Whether the stemmer folds accents or not; a stem that is no piece of the word stays as it is."""
    assert spelled("tat", "täter") == "tät"
    assert spelled("överprövning", "överprövningen") == "överprövning"
    assert spelled("strass", "straße") == "strass"
    assert spelled("kind", "kinder") == "kind"
    assert spelled("gut", "besser") == "gut"
    assert spelled("aeble", "æbler") == "aeble"


@given(WORDS, WORDS)
def test_accents_are_all_that_a_stem_gets_back(stem: str, word: str) -> None:
    """fold(spelled(stem, word)) = fold(stem)."""
    assert fold(spelled(stem, word)) == fold(stem)
