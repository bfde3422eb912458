"""How does a statement stand in the index, and how is it read back for an answer?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.library import Library
from kb.model import (
    Change,
    Correction,
    Kind,
    Passage,
    ProducedBy,
    Publication,
    Source,
    Standing,
    State,
    Statement,
    Wording,
)
from kb.search.engine import KEYWORD_FIELDS
from kb.search.records import RANKS, Indexable, Stored, digest, keywords, stored
from kb.text import canonical, version
from tests.knowledge_bases import TAGS

TITLES = {"de": "Titel", "fi": "Otsikko"}
TEXTS = st.text(min_size=1, max_size=40).map(canonical).filter(bool)


def passage(language: str, text: str, line: int = 7) -> Passage:
    """A passage as read from a file."""
    return Passage(language, text, version(text), text, f"content/s/{language}.md", line)


def indexable(standings: dict[str, Standing] | None = None, **texts: str) -> Indexable:
    """Statement ``s/f1`` in the languages of *texts*, original German."""
    passages = {language: passage(language, text) for language, text in (texts or {"de": "Satz"}).items()}
    given = standings or {}
    return Indexable(
        Statement("s", "f1", Kind.FINDING, passages, topics=("safety", "age"), wording=Wording.VERBATIM),
        Source("s", "de", "Titel", "2024-02", {"publisher": "Verlag"}),
        {language: given.get(language, Standing(State.FINAL)) for language in passages},
        {"de": "final", "fi": "missing", **dict.fromkeys(given, "outdated")},
        Publication.PUBLISHED,
    )


def read(one: Indexable) -> Stored:
    """*one* as it comes back with a hit."""
    return Stored.read(stored(one))


@given(st.dictionaries(st.sampled_from(TAGS), TEXTS, min_size=1), st.sampled_from(Publication))
def test_what_is_stored_is_read_back_whole(texts: dict[str, str], publication: Publication) -> None:
    """Every wording, whatever its letters, with its line and standing."""
    standings = {language: Standing(State.REVIEWED, ProducedBy.HUMAN, True, True, Change.NAME) for language in texts}
    one = indexable(standings, **texts)._replace(publication=publication)
    back = read(one)
    assert {language: row.text for language, row in back.passages.items()} == texts
    assert set(back.passages.values()) == {
        type(row)(text, 7, "reviewed", "human", True, True, "name")
        for text, row in ((row.text, row) for row in back.passages.values())
    }
    assert (back.source, back.id, back.kind, back.topics, back.original, back.publication, back.wording) == (
        "s", "f1", "finding", ("safety", "age"), "de", publication.value, "verbatim",
    )  # fmt: skip


def changed(change: Change | None) -> Standing:
    """The standing of a translation whose original changed so."""
    return Standing(State.TRANSLATED, outdated=change is not None and change.outdates, change=change)


@pytest.mark.parametrize(
    ("requested", "change", "shown"),
    [
        ("fi", None, ("fi", None)),
        ("fi", Change.TYPOGRAPHY, ("fi", None)),
        ("fi", Change.WORDING, ("fi", None)),
        ("fi", Change.UNKNOWN, ("fi", None)),
        ("fi", Change.NUMBER, ("de", "outdated_number")),
        ("fi", Change.NAME, ("de", "outdated_number")),
        ("fi", Change.NEGATION, ("de", "outdated_number")),
        ("sv", None, ("de", "missing")),
        ("de", Change.NUMBER, ("de", None)),
    ],
)
def test_a_passage_that_is_missing_or_wrong_by_value_is_replaced_by_the_original(
    requested: str, change: Change | None, shown: tuple[str, str | None]
) -> None:
    """The answer says why it is in another language."""
    one = read(indexable({"fi": changed(change)}, de="Satz", fi="Lause"))
    assert one.shown(requested) == shown


def test_a_statement_without_its_original_is_shown_in_what_it_has() -> None:
    """Rather some language than none."""
    assert read(indexable(fi="Lause", en="Sentence")).shown("sv") == ("en", "missing")


def test_a_view_carries_address_version_and_place_of_exactly_the_passage_shown() -> None:
    """A fallback is labelled; the URL is that of the reader's language."""
    one = read(indexable({"fi": Standing(State.TRANSLATED, ProducedBy.MACHINE)}, de="Satz", fi="Lause"))
    finnish, swedish = one.view("fi", TITLES, {"fi": [(0, 5)]}), one.view("sv", TITLES, {"fi": [(0, 5)]})
    assert finnish.version == version("Lause")
    assert finnish.address == f"s/f1/fi@{version('Lause')[:12]}"
    assert (finnish.title, finnish.path, finnish.line, finnish.url) == ("Otsikko", "content/s/fi.md", 7, "/fi/s/f1")
    assert (finnish.highlights, finnish.produced_by, finnish.fallback_reason) == (((0, 5),), "machine", None)
    assert (swedish.language, swedish.requested_language, swedish.fallback_reason) == ("de", "sv", "missing")
    assert (swedish.title, swedish.path, swedish.url, swedish.highlights) == (
        "Titel",
        "content/s/de.md",
        "/sv/s/f1",
        (),
    )
    assert one.view("sv", {}, {}).title == ""


def test_every_keyword_field_of_the_port_is_filled() -> None:
    """State values carry their language; a source without a publisher has none."""
    one = indexable(de="Satz", fi="Lause")
    assert tuple(keywords(one)) == KEYWORD_FIELDS
    assert keywords(one) == {
        "kind": ("finding",),
        "topic": ("safety", "age"),
        "source": ("s",),
        "year": ("2024",),
        "language": ("de", "fi"),
        "state": ("de:final", "fi:missing"),
        "publication": ("published",),
        "publisher": ("Verlag",),
        "name": (),
        "supports": (),
    }
    assert keywords(one._replace(names=("signal",)))["name"] == ("signal",)
    assert keywords(one._replace(source=one.source._replace(fields={})))["publisher"] == ()


def test_hits_are_ordered_published_superseded_withdrawn_draft() -> None:
    """The rank of every publication."""
    assert sorted(RANKS, key=RANKS.__getitem__) == ["published", "superseded", "withdrawn", "draft"]


def fingerprint(one: Indexable) -> str:
    """The digest of *one*."""
    return digest(stored(one), keywords(one), one.source.issued)


def test_a_digest_changes_with_everything_an_answer_says() -> None:
    """Wording, line, standing, state, topics, publication, its reason, publisher and day of issue; nothing else makes work."""
    one = indexable({"fi": changed(None)}, de="Satz", fi="Lause")
    statement, source = one.statement, one.source
    variants = [
        indexable({"fi": changed(None)}, de="Satz.", fi="Lause"),
        indexable({"fi": changed(Change.WORDING)}, de="Satz", fi="Lause"),
        one._replace(counters={**one.counters, "sv": "missing"}),
        one._replace(publication=Publication.DRAFT),
        one._replace(statement=statement._replace(topics=("safety",))),
        one._replace(statement=statement._replace(kind=Kind.METHOD)),
        one._replace(statement=statement._replace(passages={**statement.passages, "de": passage("de", "Satz", 8)})),
        one._replace(statement=statement._replace(reason="Neu gezählt.")),
        one._replace(statement=statement._replace(superseded_by="a/f2")),
        one._replace(statement=statement._replace(corrections=(Correction("2024-01-01", "erratum", "Zahl"),))),
        one._replace(statement=statement._replace(supports=("a/f9",))),
        one._replace(statement=statement._replace(group=2)),
        one._replace(source=source._replace(issued="2024-03")),
        one._replace(source=source._replace(fields={})),
        one._replace(names=("signal",)),
    ]
    digests = [fingerprint(variant) for variant in (one, *variants)]
    assert len(set(digests)) == len(digests)
    same = one._replace(statement=statement._replace(loc={"page": "9"}), source=source._replace(titles={"de": "Neu"}))
    assert fingerprint(same) == digests[0]


def test_what_the_toy_stores_is_what_its_files_say(toy: Library) -> None:
    """Through the real engine and back."""
    shown = toy.show(["cycling-2023/f1"], every=True).passages
    assert [(one.passage.language, one.passage.state, one.passage.produced_by) for one in shown] == [
        ("de", "final", None), ("en", "reviewed", "human"), ("fi", "translated", "machine"),
    ]  # fmt: skip
