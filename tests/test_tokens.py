"""Words and figures of a text, and where they are."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.languages import LANGUAGES
from kb.search.tokens import CLITIC, CLITICS, FIGURE, WORD, literal, surface, tokens
from kb.text import canonical
from tests.case_tables import tables

TEXT = st.text(
    st.sampled_from("aA eéÉe\u0301ßſﬁ０9 ²³½ºª.,-‑'’ʼ\u00ad\u200b\u200d\u2060ΣσςάйИ\u0306ѝcțţŞđłħǅĲŉ_%\n")
    | st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"]),
    max_size=60,
)


@pytest.mark.parametrize(("language", "text", "words"), tables("tokens.md")[""])
def test_a_text_has_these_tokens(language: str, text: str, words: str) -> None:
    """Literal terms in order; a clitic is written with a tilde, a figure with a number sign."""
    signs = {WORD: "", FIGURE: "#", CLITIC: "~"}
    text = re.sub(r"\\u(\w{4})", lambda found: chr(int(found[1], 16)), text)
    assert " ".join(signs[token.kind] + token.word for token in tokens(text, language)) == words


@given(TEXT, st.sampled_from(sorted(LANGUAGES)))
def test_offsets_cut_the_right_characters(text: str, language: str) -> None:
    """The text between a token's offsets, cleaned and folded, is its word; tokens do not overlap, in text order."""
    end = 0
    for token in tokens(text, language):
        assert end <= token.start < token.end <= len(text)
        end = token.end
        assert literal(text[token.start : token.end], language) == token.word
        assert surface(text[token.start : token.end], language) == token.surface
        assert token.word


@given(TEXT, st.sampled_from(sorted(LANGUAGES)))
def test_no_letter_or_figure_is_lost(text: str, language: str) -> None:
    """Every letter and digit, but superscripts, ordinal signs and letter-like apostrophes, is inside a token."""
    inside = {offset for token in tokens(text, language) for offset in range(token.start, token.end)}
    for offset, character in enumerate(text):
        if character.isalnum() and not re.match("[²³¹⁰⁴-⁹ªº\u02b9-\u02bf]", character):
            assert offset in inside


@given(TEXT, st.sampled_from(sorted(LANGUAGES)))
def test_normal_form_does_not_matter(text: str, language: str) -> None:
    """A text and its canonical text have the same words, unless an apostrophe or mark stands apart."""
    text = canonical(text)
    words = [token.word for token in tokens(text, language)]
    assert [token.word for token in tokens(unicodedata.normalize("NFC", text), language)] == words


@given(
    st.text(st.characters(categories=("Ll", "Lu"), max_codepoint=0x52F), min_size=1), st.sampled_from(sorted(LANGUAGES))
)
def test_the_literal_term_is_its_own_literal_term(word: str, language: str) -> None:
    """literal(literal(x)) = literal(x): what is stored can be asked for."""
    assert literal(literal(word, language), language) == literal(word, language)


def test_case_counts_only_where_irish_needs_it() -> None:
    """An Irish prefix before a capital is dropped from the surface, never from the literal term."""
    token = tokens("hÉireann", "ga")[0]
    assert (token.word, token.surface) == ("héireann", "éireann")
    assert surface("bhFrainc", "ga") == "frainc"
    assert surface("Nua", "ga") == "nua"


def test_clitics_are_rows_of_the_language_table() -> None:
    """A language with clitics is one of ours, and its clitics are literal terms."""
    assert set(CLITICS) <= set(LANGUAGES)
    for language, row in CLITICS.items():
        for word in row.before | row.after:
            assert literal(word, language) == word
