"""Which passages are missing, unconfirmed, outdated, reviewed?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.answers import Amount, LanguageCoverage
from kb.model import (
    Change,
    Confirmation,
    Gate,
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
from kb.translation.coverage import COUNTERS, Covered, counter, covered, failures, standings, tally, units, words

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


# -------------------------------------------------------------------------------------------------------------- counting

LANGUAGES = ("de", "fi", "sv")
ORIGINAL = Standing(State.FINAL)


def row(fi: Standing | None, sv: Standing | None = None, **changes: Any) -> Covered:
    """A finding of ten words, written in German."""
    one = Covered("s/f1", Kind.FINDING, Publication.PUBLISHED, None, ("parents",), 10, (ORIGINAL, fi, sv))
    return one._replace(**changes)


MACHINE = Standing(State.TRANSLATED, ProducedBy.MACHINE)
REVIEWED = Standing(State.REVIEWED, ProducedBy.HUMAN)
UNCONFIRMED = Standing(State.INITIAL, unconfirmed=True)
OUTDATED = Standing(State.FINAL, ProducedBy.HUMAN, outdated=True, change=Change.NUMBER)
STANDINGS = st.sampled_from(
    (None, MACHINE, REVIEWED, UNCONFIRMED, OUTDATED, Standing(State.INITIAL, ProducedBy.MACHINE))
)


def test_a_statement_is_covered_as_its_passages_stand() -> None:
    """In the order of the languages that the knowledge base promises; words are those of the original."""
    source = content(line(NOW))
    (one,) = covered(source, standings(source, {}), LANGUAGES)
    assert (one.address, one.words) == ("s/f1", 3)
    assert one.standings == (Standing(State.FINAL), MACHINE, None)


def test_a_statement_under_embargo_is_a_draft_until_its_day() -> None:
    """As it is for search."""
    later = row(None, embargo_until="2030-01-01")
    assert later.publication_on("2029-12-31") is Publication.DRAFT
    assert later.publication_on("2030-01-01") is Publication.PUBLISHED


@pytest.mark.parametrize(("text", "count"), [("", 0), ("40 % der Täter", 3), ("a – b", 2), ("ja.", 1), ("l’État", 1)])
def test_words_are_counted_as_translators_count_them(text: str, count: int) -> None:
    """Figures are words, signs by themselves are none."""
    assert words(text) == count


def test_the_tally_has_the_counts_the_words_and_who_produced_them() -> None:
    """Words left are those of what is missing, unconfirmed, outdated or not finished."""
    found = tally([row(None), row(MACHINE), row(REVIEWED), row(OUTDATED)], LANGUAGES)
    assert found["de"] == LanguageCoverage(0, 0, 0, 0, 0, 0, 4, 40, 1.0, 0, {})
    assert found["fi"] == LanguageCoverage(1, 0, 1, 0, 1, 1, 0, 30, 0.5, 20, {"human": 2, "machine": 1})
    assert found["sv"] == LanguageCoverage(4, 0, 0, 0, 0, 0, 0, 0, 0.0, 40, {})


def test_of_nothing_every_language_has_all() -> None:
    """Nothing is left to do."""
    assert tally([], ("fi",))["fi"].share == 1.0


@given(st.lists(STANDINGS, max_size=12))
def test_counters_are_disjoint_and_add_up(found: list[Standing | None]) -> None:
    """To the statements; and nothing is left to do exactly where the share is whole."""
    one = tally([row(standing) for standing in found], LANGUAGES)["fi"]
    counts = [getattr(one, name) for name in COUNTERS]
    assert sum(counts) == len(found)
    assert one._fields[: len(COUNTERS)] == COUNTERS
    assert (one.share == 1.0) == (one.words_left == 0)
    assert one.words + 10 * one.missing == 10 * len(found)


def test_titles_and_groups_are_counted_apart() -> None:
    """One title, and each group of the original, whatever else a translation has."""
    source = content(None).source._replace(
        titles={"de": "T", "fi": "O"}, groups={"de": ("A", "B"), "fi": ("A", "B", "C"), "sv": ("A",)}
    )
    assert units(content(None)._replace(source=source), LANGUAGES) == [Amount(3, 3), Amount(3, 3), Amount(1, 3)]


# ----------------------------------------------------------------------------------------------------------------- gate


def failing(one: Covered, *gates: Gate) -> list[tuple[str, str, str]]:
    """Language, what was found and what is needed of each failure."""
    return [(each.language, each.found, each.needed) for each in failures([one], gates, LANGUAGES)]


def test_a_gate_without_languages_means_all_and_originals_always_pass() -> None:
    """One failure a passage, with the address of the passage."""
    found = list(failures([row(None, UNCONFIRMED)], [Gate()], LANGUAGES))
    assert [(one.address, one.found) for one in found] == [("s/f1/fi", "missing"), ("s/f1/sv", "unconfirmed")]


@pytest.mark.parametrize(
    ("gate", "standing", "passes"),
    [
        (Gate(state=State.TRANSLATED), MACHINE, True),
        (Gate(state=State.REVIEWED), MACHINE, False),
        (Gate(state=State.REVIEWED), REVIEWED, True),
        (Gate(state=State.INITIAL), UNCONFIRMED, False),
        (Gate(state=State.INITIAL), Standing(State.INITIAL), True),
        (Gate(state=State.TRANSLATED), OUTDATED, False),
        (Gate(state=State.FINAL, outdated=True), OUTDATED, True),
        (Gate(state=State.FINAL, outdated=True), OUTDATED._replace(state=State.REVIEWED), False),
        (Gate(kind=Kind.METHOD), None, True),
        (Gate(kind=Kind.FINDING), None, False),
        (Gate(addressee="schools"), None, True),
        (Gate(addressee="parents"), None, False),
        (Gate(languages=("sv",)), None, True),
    ],
)
def test_a_gate_asks_for_a_state_at_least(gate: Gate, standing: Standing | None, passes: bool) -> None:
    """Of the statements of its kind and addressee, in its languages; outdated passages only where they are allowed."""
    assert (failing(row(standing, REVIEWED._replace(state=State.FINAL)), gate) == []) is passes


def test_of_several_gates_the_strictest_that_fails_is_named() -> None:
    """One line a passage, by language."""
    gates = (Gate(state=State.TRANSLATED), Gate(state=State.FINAL, languages=("sv",)), Gate(state=State.REVIEWED))
    assert failing(row(MACHINE, MACHINE), *gates) == [("fi", "translated", "reviewed"), ("sv", "translated", "final")]
