"""Our own rules for Bulgarian, Greek, Irish, Latvian, Maltese and Portuguese."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search import bulgarian, cistem, folding, greek, irish, latvian, maltese, portuguese, tokens

MODULES = [bulgarian, cistem, folding, greek, irish, latvian, maltese, portuguese, tokens]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples_in_the_documentation_are_true(module: ModuleType) -> None:
    """Each rule module shows what it does."""
    failures, tried = doctest.testmod(module)
    assert tried
    assert not failures


@given(st.text(st.sampled_from("абвгдеийклнопрстуцъьюя"), min_size=1, max_size=12))
def test_a_bulgarian_stem_keeps_three_letters_at_least(word: str) -> None:
    """No ending is taken from what would be left too short; a fleeting ъ may still go."""
    assert len(bulgarian.stem(word)) >= min(len(word), 3) - 1
    assert bulgarian.stem(word)


@given(st.text(st.sampled_from("aābcčdeēgģijkķlļmnņoprsštuūvzž"), min_size=1, max_size=12))
def test_a_latvian_stem_is_never_empty(word: str) -> None:
    """Both sets of rules leave something, and never make a word longer."""
    for stem in (latvian.light(word), latvian.deep(word)):
        assert 0 < len(stem) <= max(len(word), 1)


@given(st.text(st.sampled_from("abċdeġħijklnoqrstuwxżzàg'"), min_size=1, max_size=12))
def test_a_maltese_stem_is_never_empty_and_consonants_are_three(word: str) -> None:
    """The stem of anything is something; the weak key has three consonants or is none."""
    assert maltese.stem(word)
    consonants = maltese.consonants(word)
    assert not consonants or len(consonants) >= 3


@pytest.mark.parametrize(
    ("word", "stem"),
    [("istituzzjoni", "stituzzjon"), ("università", "universit"), ("amministrajiet", "amministr"),
     ("politika", "politik"), ("kelmiet", "kelm"), ("qatt", "qatt")],
)  # fmt: skip
def test_maltese_endings(word: str, stem: str) -> None:
    """One ending goes, the longest first, unless too little would be left."""
    assert maltese.stem(word) == stem


@pytest.mark.parametrize(
    ("word", "expected"),
    [("bhfoireann", "foireann"), ("gcosaint", "cosaint"), ("ndlí", "dlí"), ("ngaeilge", "gaeilge"),
     ("tseirbhís", "seirbhís"), ("thaighde", "taighde"),
     ("heorpa", "eorpa"), ("hata", "ata"), ("leanbh", "leanbh"), ("mbaile", "baile")],
)  # fmt: skip
def test_irish_mutations_are_undone(word: str, expected: str) -> None:
    """Eclipsis, lenition and the h before a vowel; only at the beginning."""
    assert irish.unmutated(word) == expected


@pytest.mark.parametrize(
    ("word", "one_of"),
    [
        ("προστασιασ", "προστασίας"),
        ("παιδι", "παιδί"),
        ("δραστησ", "δράστης"),
        ("αυτου", "αυτού"),
        ("ηλικια", "ηλικία"),
    ],
)
def test_a_greek_accent_is_tried_where_it_may_stand(word: str, one_of: str) -> None:
    """The last three syllables, diphthongs on their second letter; the word itself comes last."""
    tried = greek.accented(word)
    assert one_of in tried
    assert len(tried) <= 4
    assert tried[-1] == (word[:-1] + "ς" if word.endswith("σ") else word)


def test_a_greek_word_without_vowels_is_itself() -> None:
    """Nothing to put an accent on."""
    assert greek.accented("στ") == ("στ",)
