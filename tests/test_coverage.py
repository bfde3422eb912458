"""Which passages are missing, unconfirmed, outdated, reviewed?"""

from __future__ import annotations

from kb.model import (
    Change,
    Confirmation,
    Kind,
    Passage,
    ProducedBy,
    Publication,
    Release,
    Source,
    SourceContent,
    Standing,
    State,
    Statement,
)
from kb.text import version
from kb.translation.coverage import COUNTERS, counter, standings, tally

BEFORE, NOW = "40 % der Täter", "47 % der Täter"


def passage(language: str, text: str) -> Passage:
    """A passage as read from a file."""
    return Passage(language, text, version(text), text, f"content/s/{language}.md", 7)


def content(confirmation: Confirmation | None, *, recorded: bool = True, original: str = NOW) -> SourceContent:
    """A source with one statement in German and Finnish."""
    statement = Statement(
        "s", "f1", Kind.FINDING, {"de": passage("de", original), "fi": passage("fi", "47 % tekijöistä")}
    )
    releases = (Release("s/f1/de", version(BEFORE), BEFORE, "2026-01-01", "2026-1"),) if recorded else ()
    lines = {("fi", "f1"): confirmation} if confirmation else {}
    return SourceContent(Source("s", "de", "T", "2024", {}), {"f1": statement}, lines, releases)


def line(of: str, text: str = "47 % tekijöistä", state: State = State.TRANSLATED) -> Confirmation:
    """A line of translations.yaml."""
    return Confirmation(version(of), version(text), state, ProducedBy.MACHINE, "", "2026-01-01")


def finnish(source: SourceContent) -> Standing:
    """How the Finnish passage stands."""
    return standings(source, {})["f1", "fi"]


def test_an_original_is_final_and_nobody_produced_it() -> None:
    """Originals have no line, and are never outdated or unconfirmed."""
    assert standings(content(None), {})["f1", "de"] == Standing(State.FINAL)


def test_a_passage_without_a_line_or_with_another_text_is_unconfirmed() -> None:
    """A confirmation speaks of exactly one wording."""
    assert finnish(content(None)).unconfirmed
    assert finnish(content(line(NOW, "anything else"))).unconfirmed


def test_a_confirmed_passage_has_the_state_that_was_recorded() -> None:
    """State and producer come from the line."""
    assert finnish(content(line(NOW, state=State.REVIEWED))) == Standing(State.REVIEWED, ProducedBy.MACHINE)


def test_a_passage_whose_original_changed_is_outdated_and_says_by_what() -> None:
    """The earlier wording on record grades the change."""
    standing = finnish(content(line(BEFORE)))
    assert (standing.outdated, standing.change) == (True, Change.NUMBER)


def test_without_the_earlier_wording_on_record_the_change_is_unknown() -> None:
    """Outdated all the same."""
    standing = finnish(content(line(BEFORE), recorded=False))
    assert (standing.outdated, standing.change) == (True, Change.UNKNOWN)


def test_where_only_typography_changed_nothing_is_outdated_and_the_change_is_told() -> None:
    """A dash outdates no translation."""
    source = content(line("„A“ – 40"), original='"A" - 40')
    source = source._replace(releases=(Release("s/f1/de", version("„A“ – 40"), "„A“ – 40", "2026-01-01", "2026-1"),))
    standing = finnish(source)
    assert (standing.outdated, standing.change) == (False, Change.TYPOGRAPHY)


def test_every_passage_counts_under_exactly_one_counter() -> None:
    """Unconfirmed comes before outdated, and both before the state."""
    assert counter(None) == "missing"
    assert counter(Standing(State.INITIAL, unconfirmed=True, outdated=True)) == "unconfirmed"
    assert counter(Standing(State.REVIEWED, outdated=True)) == "outdated"
    assert counter(Standing(State.REVIEWED)) == "reviewed"


def test_the_tally_is_of_published_statements_and_adds_up_to_them() -> None:
    """Drafts and statements under embargo are not in the denominator."""
    source = content(line(NOW))
    draft = Statement("s", "f2", Kind.FINDING, {}, publication=Publication.DRAFT)
    later = Statement("s", "f3", Kind.FINDING, {}, embargo_until="2030-01-01")
    of = {("s/" + id, language): standing for (id, language), standing in standings(source, {}).items()}
    counts = tally([*source.statements.values(), draft, later], ["de", "fi", "sv"], of, "2026-11-22")
    assert {language: sum(row.values()) for language, row in counts.items()} == {"de": 1, "fi": 1, "sv": 1}
    assert (counts["de"]["final"], counts["fi"]["translated"], counts["sv"]["missing"]) == (1, 1, 1)
    assert all(tuple(row) == COUNTERS for row in counts.values())
