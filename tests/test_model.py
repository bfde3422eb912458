"""What do we talk about?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import UsageError
from kb.languages import LANGUAGES, closest
from kb.model import Address, Change, Kind, Publication, Statement, Topic, is_id

IDS = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,6}){0,3}", fullmatch=True)


@given(IDS, IDS, st.sampled_from([None, *LANGUAGES]), st.sampled_from([None, "0123456789ab", "0f" * 32]))
def test_an_address_reads_back_as_it_was_printed(
    source: str, id: str, language: str | None, version: str | None
) -> None:
    """Printing and parsing an address lose nothing but the digits of a version past the twelfth."""
    address = Address(source, id, language, version if language else None)
    again = Address.parse(str(address))
    assert again == address._replace(version=address.version and address.version[:12])
    assert str(again) == str(address)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "f1",
        "a/b/c/d",
        "A/f1",
        "a/f1/xx",
        "a/f1@0123456789ab",
        "a/f1/de@",
        "a/f1/de@0123",
        "a/../b",
        "a/f1/de@0123456789AB",
    ],
)
def test_what_is_not_an_address_is_refused(text: str) -> None:
    """Anything else is a wrong use with a hint how addresses look."""
    with pytest.raises(UsageError) as caught:
        Address.parse(text)
    assert caught.value.hint is not None


def test_an_id_is_at_most_64_characters_of_lower_case_letters_digits_and_single_hyphens() -> None:
    """Ids are the closed form of the grammar."""
    assert is_id("a" * 64)
    assert not is_id("a" * 65)
    assert not any(map(is_id, ["", "1a", "a--b", "a-", "ä", "a b", "../a", "a/b", "a\n"]))


def test_the_union_has_twenty_four_languages_and_each_locale_leads_back_to_its_row() -> None:
    """The table is complete, and what systems call a locale is understood."""
    assert len(LANGUAGES) == 24
    assert all(closest(row.locale) == row.tag == tag for tag, row in LANGUAGES.items())
    assert [closest(name) for name in ("de_DE.UTF-8", "fr-BE", "PT", "sr_RS@latin", "C", "POSIX", "")] == [
        "de", "fr", "pt", None, None, None, None,
    ]  # fmt: skip


def test_a_statement_under_embargo_is_a_draft_until_the_day_comes() -> None:
    """The day named is the first on which the statement stands as its publication says."""
    statement = Statement("s", "f1", Kind.FINDING, {}, embargo_until="2026-03-01")
    assert statement.publication_on("2026-02-28") is Publication.DRAFT
    assert statement.publication_on("2026-03-01") is Publication.PUBLISHED


def test_typography_outdates_nothing_and_a_wording_does_not_hide_the_translation() -> None:
    """Only numbers, names and negations make answers show the original."""
    assert [change for change in Change if not change.outdates] == [Change.TYPOGRAPHY]
    assert [change for change in Change if change.shows_original] == [Change.NUMBER, Change.NAME, Change.NEGATION]


def test_a_topic_without_a_label_in_the_languages_asked_for_shows_its_id() -> None:
    """Labels fall back in the order asked, then to the id."""
    topic = Topic("encryption", {"de": "Verschlüsselung"})
    assert topic.label("fi", "de") == "Verschlüsselung"
    assert topic.label("fi") == "encryption"
