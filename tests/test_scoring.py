"""Does a term weigh what it weighs in Lucene?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.scoring import LENGTHS, idf, length_byte, norms


@pytest.mark.parametrize(
    ("length", "kept"),
    [(0, 0), (1, 1), (24, 24), (40, 40), (41, 40), (42, 42), (96, 96), (100, 96), (104, 104), (1000, 984)],
)
def test_length_byte(length: int, kept: int) -> None:
    """Lengths are kept as Lucene's SmallFloat keeps them."""
    assert LENGTHS[length_byte(length)] == kept


@given(st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1))
def test_length_byte_is_ordered_and_near(one: int, other: int) -> None:
    """A byte never says more than the length, nor an eighth less, and longer is never less."""
    kept = LENGTHS[length_byte(one)]
    assert kept <= one <= max(kept, kept * 9 / 8)
    assert (length_byte(one) <= length_byte(other)) or one > other


def test_idf() -> None:
    """The rarer the more telling; never negative."""
    assert idf(10, 1) == pytest.approx(1.9924301646902063)
    assert idf(10, 2) < idf(10, 1)
    assert idf(10, 10) > 0


def test_norms() -> None:
    """A field of average length weighs k1; an empty index has no average."""
    assert norms(10.0)[length_byte(10)] == pytest.approx(1.2)
    assert norms(10.0)[length_byte(20)] == pytest.approx(1.2 * (0.25 + 1.5))
    assert norms(0.0)[0] == 1.2
