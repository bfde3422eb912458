"""When are two texts the same?"""

from __future__ import annotations

import unicodedata
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from kb.text import canonical, typographic, version

SPACES = "\u00a0\u202f\u2009\n\t\r\u2028 "
ANY = st.text(
    alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from(SPACES + "\u00ad\u200b\u2060\ufeff\u0301"))
)


@given(ANY)
def test_canonical_text_is_its_own_canonical_text(text: str) -> None:
    """Canonicalising twice changes nothing more."""
    assert canonical(canonical(text)) == canonical(text)


@given(ANY)
def test_canonical_text_is_composed_trimmed_and_single_spaced(text: str) -> None:
    """The result is NFC, has no invisible joiner, no space but U+0020, none doubled, none at an end."""
    result = canonical(text)
    assert unicodedata.is_normalized("NFC", result)
    assert not set(result) & set("\u00ad\u200b\u2060\ufeff\u00a0\u202f\n\t")
    assert "  " not in result
    assert result == result.strip(" ")


def test_joiners_that_change_what_is_read_stay() -> None:
    """Zero width joiner and non-joiner belong to the text."""
    assert canonical("a\u200db\u200cc") == "a\u200db\u200cc"


def test_case_punctuation_signs_and_quotation_marks_stay() -> None:
    """Nothing that a reader sees is folded away."""
    assert canonical("„40 %“ – Über x² ß") == "„40 %“ – Über x² ß"


def test_a_soft_hyphen_between_letter_and_mark_does_not_hide_the_pair() -> None:
    """Invisible characters go before the composition, so that equal looks are equal texts."""
    assert canonical("e\u00ad\u0301") == "é"


def test_a_version_is_the_sha256_of_the_canonical_text() -> None:
    """Anyone can recompute it with any SHA-256 tool."""
    assert version("Über") == sha256("Über".encode()).hexdigest()


def test_typographic_folding_knows_marks_dashes_ellipsis_and_ligatures() -> None:
    """Quotation marks, dashes, ellipsis and Latin ligatures are typography."""
    assert typographic("„a“ »b« ‚c‘ d–e … ﬁn") == '"a" "b" \'c\' d-e ... fin'


def test_typographic_folding_is_not_compatibility_folding() -> None:
    """x² is not x2, and case and accents count."""
    assert typographic("x² Äa") == "x² Äa"
