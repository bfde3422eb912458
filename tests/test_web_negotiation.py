"""Which language does a browser ask for?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.languages import LANGUAGES
from kb.ui.web.negotiation import negotiated


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("*", "en"),
        ("de", "de"),
        ("fr-BE, en;q=0.5", "fr"),
        ("en;q=0.5, fr-BE", "fr"),
        ("tlh, fi;q=0.1", "fi"),
        ("de;q=0, fi;q=0.1", "fi"),
        ("de;q=x, fi;q=0.1", "fi"),
        ("de;q=nan, fi;q=0.1", "fi"),
        ("pt-BR", "pt"),
        ("GA-ie", "ga"),
        ("de;q=0.3, sv;q=0.3", "de"),
        ("x" * 5000, "en"),
    ],
)
def test_the_first_wish_that_can_be_met_is(header: str, language: str) -> None:
    """By weight, then by order; a region is no other language, a weight of nothing is none."""
    assert negotiated(header) == language


@given(st.text(max_size=200))
def test_any_header_gives_a_language(header: str) -> None:
    """Whatever a client sends."""
    assert negotiated(header) in LANGUAGES
