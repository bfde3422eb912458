"""The German stemmer follows its published description."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.cistem import stem


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("häuser", "hau"),
        ("haus", "hau"),
        ("gehören", "hor"),
        ("gut", "gut"),
        ("spiele", "spiel"),
        ("schießen", "schiess"),
        ("betten", "bett"),
        ("verschlüsselungen", "verschlusselung"),
        ("genannt", "nann"),
        ("eier", "eier"),
    ],
)
def test_endings_go_while_the_word_is_long_enough(word: str, expected: str) -> None:
    """ge- goes before four letters; em, er, nd need six letters, t, e, s, n four; sch, ei, ie and doubles are units."""
    assert stem(word) == expected


@given(st.text(st.sampled_from("abeginrstschäöüßd"), min_size=1, max_size=14))
def test_a_stem_is_never_empty_and_has_no_marks(word: str) -> None:
    """What the algorithm writes for units is written back."""
    result = stem(word)
    assert result
    assert result.isalpha()
    assert not set(result) & set("äöüß*$%&")
