"""Which of today's wordings are not on record yet?"""

from __future__ import annotations

import pytest

from kb.model import Kind, Passage, Publication, Release, Source, SourceContent, Statement
from kb.text import version
from kb.translation.releasing import lines, names, next_name, unreleased

DAY = "2026-11-22"


def statement(id: str, publication: Publication = Publication.PUBLISHED, embargo: str | None = None) -> Statement:
    """A statement in Finnish and German, in that order."""
    texts = {"fi": f"Lause {id}", "de": f"Satz {id}"}
    passages = {tag: Passage(tag, text, version(text), text, "", 1) for tag, text in texts.items()}
    return Statement("s", id, Kind.FINDING, passages, publication=publication, embargo_until=embargo)


def content(*statements: Statement, releases: tuple[Release, ...] = ()) -> SourceContent:
    """A source of *statements*."""
    return SourceContent(Source("s", "de", "T", "2024", {}), {one.id: one for one in statements}, {}, releases)


def record(address: str, text: str, release: str = "2026-1", date: str = "2026-01-01") -> Release:
    """A line of releases.jsonl."""
    return Release(address, version(text), text, date, release)


def addresses(source: SourceContent) -> list[str]:
    """Those of the unreleased wordings."""
    return [address for address, _, _ in unreleased(source, DAY)]


def test_every_published_wording_is_to_be_released_once() -> None:
    """In the order of the original, by language; what a release has is not released again."""
    source = content(statement("f2"), statement("f1"))
    assert addresses(source) == ["s/f2/de", "s/f2/fi", "s/f1/de", "s/f1/fi"]
    assert unreleased(source, DAY)[0] == ("s/f2/de", version("Satz f2"), "Satz f2")
    done = content(statement("f1"), releases=tuple(lines(unreleased(content(statement("f1")), DAY), DAY, "2026-1")))
    assert addresses(done) == []


def test_a_wording_on_record_by_a_confirmation_alone_is_still_to_be_released() -> None:
    """It can be found again, but nobody published it."""
    assert addresses(content(statement("f1"), releases=(record("s/f1/de", "Satz f1", release=""),))) == [
        "s/f1/de", "s/f1/fi",
    ]  # fmt: skip


def test_a_wording_that_came_back_is_on_record_already() -> None:
    """Whatever was released in between."""
    before = (record("s/f1/de", "Satz f1"), record("s/f1/de", "Anders", "2026-2"), record("s/f1/fi", "Lause f1"))
    assert addresses(content(statement("f1"), releases=before)) == []


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.WITHDRAWN, Publication.SUPERSEDED])
def test_only_published_statements_are_released(publication: Publication) -> None:
    """Not drafts, and not what does not stand any more."""
    assert addresses(content(statement("f1", publication))) == []


def test_an_embargoed_statement_is_released_from_its_day_on() -> None:
    """On the day itself."""
    assert addresses(content(statement("f1", embargo="2026-11-23"))) == []
    assert addresses(content(statement("f1", embargo="2026-11-22"))) == ["s/f1/de", "s/f1/fi"]


def test_a_line_says_what_when_and_under_which_name() -> None:
    """All that ``releases.jsonl`` has."""
    assert lines([("s/f1/de", version("Satz"), "Satz")], DAY, "spring") == [
        Release("s/f1/de", version("Satz"), "Satz", DAY, "spring")
    ]


def test_releases_are_named_in_the_order_in_which_they_were_made() -> None:
    """By day; of one day 2026-9 comes before 2026-10, across sources."""
    one = content(
        releases=(record("s/f1/de", "a", "2026-10", "2026-02-01"), record("s/f1/de", "b", "spring", "2026-01-01"))
    )
    two = content(releases=(record("s/f1/de", "a", "2026-9", "2026-02-01"), record("s/f1/de", "c", "", "2025-01-01")))
    assert names([one, two]) == ["spring", "2026-9", "2026-10"]


@pytest.mark.parametrize(
    ("existing", "name"),
    [
        ((), "2026-1"),
        (("2026-1",), "2026-2"),
        (("2026-2", "2026-10", "2025-40"), "2026-11"),
        (("spring", "2026-x", "2026-01", "2026-", "x2026-7"), "2026-1"),
    ],
)
def test_the_next_name_is_the_next_free_number_of_the_year(existing: tuple[str, ...], name: str) -> None:
    """Names of another form do not count."""
    assert next_name(existing, DAY) == name
