"""Which statements answer this request, shown in the reader's language, and why? Asked of the real engine."""

from __future__ import annotations

import pytest

from kb.errors import QueryError, UsageError
from kb.library import Library, SearchOptions
from kb.search.levels import LEVELS
from kb.search.searching import FACETS, STATES, check_value
from tests.knowledge_bases import cut, ids

ALL = SearchOptions(limit=100)
DRAFTS = ALL._replace(drafts=True)


def found(library: Library, query: str, language: str = "de", options: SearchOptions = ALL) -> list[str]:
    """The ids of the hits without their source, sorted."""
    return sorted(id.partition("/")[2] for id in ids(library.search(query, language, options)))


# -------------------------------------------------------------------------------------------------------------- listing


def test_no_words_list_every_statement_but_drafts(toy: Library) -> None:
    """Published first, then superseded, then withdrawn; drafts and embargoed ones only where asked for."""
    published = ["cycling-2023/f1", "cycling-2023/f2", "cycling-2023/f4", "cycling-2023/r1"]
    published += ["libraries-2021/b1", "libraries-2021/f1", "libraries-2021/r1"]
    below = ["cycling-2023/f3", "cycling-2023/f5"]
    assert ids(toy.search("", "de", ALL)) == published + below
    assert ids(toy.search("", "de", DRAFTS)) == [*published, *below, "cycling-2023/r2", "cycling-2023/r3"]
    assert {hit.matched for hit in toy.search("", "de", ALL).hits} == {()}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (ALL._replace(kinds=("recommendation",)), ["r1", "r1"]),
        (ALL._replace(kinds=("recommendation",), drafts=True), ["r1", "r1", "r2", "r3"]),
        (ALL._replace(kinds=("recommendation", "background")), ["b1", "r1", "r1"]),
        (ALL._replace(kinds=("method",)), []),
        (ALL._replace(topics=("reading", "parking")), ["b1", "f1", "f3", "f4", "f5", "r1"]),
        (ALL._replace(topics=("parking",), sources=("libraries-2021",)), ["r1"]),
        (ALL._replace(publishers=("Amt für Verkehr",)), ["f1", "f2", "f3", "f4", "f5", "r1"]),
        (ALL._replace(years="2021"), ["b1", "f1", "r1"]),
        (ALL._replace(years="2022.."), ["f1", "f2", "f3", "f4", "f5", "r1"]),
        (ALL._replace(years="..2022"), ["b1", "f1", "r1"]),
        (ALL._replace(years="2021..2023", kinds=("background",)), ["b1"]),
        (ALL._replace(years="1999"), []),
        (ALL._replace(years="2023..2021"), []),
        (ALL._replace(languages_in=("fi",)), ["b1", "f1", "f1", "f4", "r1", "r1"]),
        (ALL._replace(languages_in=("de", "fi"), sources=("libraries-2021",)), ["b1", "f1", "r1"]),
    ],
)
def test_filters_hold_together_and_their_values_are_alternatives(
    toy: Library, options: SearchOptions, expected: list[str]
) -> None:
    """Kind, topic, source, publisher, year; without words, ``--in`` asks for statements that have a passage there."""
    assert found(toy, "", options=options) == expected


@pytest.mark.parametrize(
    ("language", "state", "expected"),
    [
        ("fi", "missing", ["f2", "f3", "f5"]),
        ("fi", "outdated", ["f4"]),
        ("fi", "translated", ["f1", "r1"]),
        ("fi", "final", ["b1", "f1", "r1"]),
        ("en", "missing", []),
        ("en", "reviewed", ["b1", "f1", "f1", "f2", "f3", "f4", "f5", "r1", "r1"]),
        ("de", "missing", ["f1", "r1"]),
        ("sv", "missing", []),
    ],
)
def test_states_are_those_in_the_language_of_the_answer(
    toy: Library, language: str, state: str, expected: list[str]
) -> None:
    """What a translator into a language has to do; a language the base does not promise has no states."""
    assert found(toy, "", language, ALL._replace(states=(state,))) == expected


@pytest.mark.parametrize(
    ("options", "field", "near"),
    [
        (ALL._replace(kinds=("findings",)), "kind", "finding"),
        (ALL._replace(topics=("road-safty",)), "topic", "road-safety"),
        (ALL._replace(sources=("cycling",)), "source", "cycling-2023"),
        (ALL._replace(publishers=("Verkehrsamt",)), "publisher", None),
        (ALL._replace(states=("review",)), "state", "reviewed"),
    ],
)
def test_a_value_that_does_not_exist_is_refused_with_the_nearest(
    toy: Library, options: SearchOptions, field: str, near: str | None
) -> None:
    """An empty answer would say that there is nothing."""
    with pytest.raises(UsageError) as caught:
        toy.search("", "de", options)
    assert caught.value.code == "unknown-value"
    assert caught.value.message.parameters["field"] == field
    assert str(caught.value.hint or "") == (f"did you mean “{near}”?" if near else "")


@pytest.mark.parametrize("years", ["", "..", "24", "2024-2025", "2024..25", "soon", "2024...2025", "20245"])
def test_what_is_no_year_or_range_is_refused(toy: Library, years: str) -> None:
    """With an example of how to write it."""
    with pytest.raises(UsageError) as caught:
        toy.search("", "de", ALL._replace(years=years))
    assert caught.value.code == "bad-year"
    assert caught.value.hint is not None


@pytest.mark.parametrize("state", STATES)
def test_every_state_can_be_asked_for(toy: Library, state: str) -> None:
    """The states of a translation, and what keeps a passage from having one."""
    assert toy.search("", "fi", ALL._replace(states=(state,))).total >= 0
    check_value("state", state, STATES)


# ---------------------------------------------------------------------------------------------------------------- pages


@pytest.mark.parametrize("sort", ["relevance", "date", "address"])
def test_pages_follow_one_another_without_gap_or_overlap(toy: Library, sort: str) -> None:
    """Total and facets are the same on every page."""
    whole = toy.search("", "de", DRAFTS._replace(sort=sort))
    pages = [toy.search("", "de", DRAFTS._replace(sort=sort, offset=offset, limit=4)) for offset in range(0, 16, 4)]
    assert [id for page in pages for id in ids(page)] == ids(whole)
    assert [len(page.hits) for page in pages] == [4, 4, 3, 0]
    assert {page.total for page in pages} == {whole.total} == {11}
    assert all(page.facets == whole.facets for page in pages)


def test_sorting_by_date_has_the_newest_first_and_by_address_the_alphabet(toy: Library) -> None:
    """By date what stands comes before what was withdrawn; by address nothing but the address counts."""
    by_date = ids(toy.search("", "de", ALL._replace(sort="date")))
    assert [id.partition("-")[0] for id in by_date] == ["cycling"] * 4 + ["libraries"] * 3 + ["cycling"] * 2
    assert ids(toy.search("", "de", ALL._replace(sort="address"))) == sorted(by_date)


def test_no_hits_asked_for_are_counts_only(toy: Library) -> None:
    """A limit of 0."""
    answer = toy.search("", "de", SearchOptions(limit=0))
    assert (answer.total, answer.hits) == (9, ())
    assert answer.facets["kind"] == {"finding": 6, "recommendation": 2, "background": 1}


# --------------------------------------------------------------------------------------------------------------- facets


def test_a_facet_ignores_its_own_filter(toy: Library) -> None:
    """So that another value can be chosen; all other filters hold for it."""
    facets = toy.search("", "de", ALL._replace(kinds=("recommendation",), sources=("libraries-2021",))).facets
    assert tuple(facets) == FACETS
    assert facets["kind"] == {"background": 1, "finding": 1, "recommendation": 1}
    assert facets["source"] == {"cycling-2023": 1, "libraries-2021": 1}
    assert facets["topic"] == {"parking": 1, "reading": 1}
    assert facets["year"] == {"2021": 1}


def test_the_facet_of_states_is_of_the_language_of_the_answer(toy: Library) -> None:
    """By number, then by name."""
    facets = toy.search("", "fi", ALL).facets
    assert list(facets["state"].items()) == [("final", 3), ("missing", 3), ("translated", 2), ("outdated", 1)]
    assert facets["language"] == {"en": 9, "de": 7, "fi": 6}
    assert toy.search("", "sv", ALL).facets["state"] == {}


# ------------------------------------------------------------------------------------------------------------- matching


@pytest.mark.parametrize(
    ("query", "expected", "level", "marked"),
    [
        ("Stellplätze", ["f4", "f3", "f5"], "literal", ["Stellplätze"]),
        ("STELLPLÄTZE", ["f4", "f3", "f5"], "literal", ["Stellplätze"]),
        ("Stellplatz", ["f4", "f3", "f5"], "stem", ["Stellplätze"]),
        ("stellplatze", ["f4", "f3", "f5"], "stem", ["Stellplätze"]),
        ("Stellplätze Bahnhof", ["f4", "f3"], "literal", ["Bahnhof", "Stellplätze"]),
        ("am Bahnhof", ["f4", "f3"], "literal", ["Bahnhof"]),
        ('"am Bahnhof fehlen"', ["f4", "f3"], "literal", ["Am Bahnhof fehlen"]),
        ('"Bahnhof fehlen 520"', ["f4"], "literal", ["Bahnhof fehlen 520"]),
        ("520", ["f4"], "literal", ["520"]),
        ("52", [], "", []),
        ("1.250", ["f2"], "literal", ["1.250"]),
        ("1.25", [], "", []),
        ('"fehlen Bahnhof"', [], "", []),
        ('"Stellplatz"', [], "", []),
        ("xyzzy", [], "", []),
        ("!?", [], "", []),
    ],
)
def test_all_words_must_be_in_one_passage_and_the_best_level_says_how(
    toy: Library, query: str, expected: list[str], level: str, marked: list[str]
) -> None:
    """As written before stem, accents aside; quoted words exactly; figures never in part. What stands comes first."""
    answer = toy.search(query, "de", ALL._replace(languages_in=("de",)))
    assert [hit.passage.id for hit in answer.hits] == expected
    for hit in answer.hits:
        assert (hit.level, hit.matched[0].how) == (level, level)
        assert cut(hit.matched[0].text, hit.matched[0].highlights) == marked
        assert hit.passage.highlights == hit.matched[0].highlights
    assert answer.total == len(expected)


def test_where_no_statement_has_all_words_some_are_enough_and_it_is_said(toy: Library) -> None:
    """Quoted words and figures are never given up, and neither is what must not be there."""
    german = ALL._replace(languages_in=("de",))
    relaxed = toy.search("Stellplätze Radfahrstreifen", "de", german)
    assert (relaxed.relaxed, {hit.passage.id for hit in relaxed.hits}) == (True, {"f1", "r1", "f3", "f4", "f5"})
    assert not toy.search("Stellplätze", "de", german).relaxed
    for query in ('"Am Bahnhof" Radfahrstreifen', "520 Radfahrstreifen"):
        assert {"f1", "r1"}.isdisjoint(found(toy, query, options=german))
    assert found(toy, "Stellplätze Radfahrstreifen -Bahnhof", options=german) == ["f1", "f5", "r1"]
    assert toy.search("Stellplätze Radfahrstreifen", "de", german._replace(literal=True)).total == 0


def test_a_typo_is_allowed_for_when_nothing_else_matches_and_the_right_word_is_suggested(toy: Library) -> None:
    """Never in figures, never in quoted words, never where words are asked for as they are written."""
    german = ALL._replace(languages_in=("de",))
    answer = toy.search("Radfahrstriefen", "de", german)
    assert (answer.suggestion, {hit.level for hit in answer.hits}) == ("radfahrstreifen", {"spelling"})
    assert cut(answer.hits[0].matched[0].text, answer.hits[0].matched[0].highlights) == ["Radfahrstreifen"]
    assert toy.search("Radfahrstreifen", "de", german).suggestion is None
    for query in ('"Radfahrstriefen"', "521", "9999"):
        answer = toy.search(query, "de", german)
        assert (answer.total, answer.suggestion) == (0, None)
    assert toy.search("Radfahrstriefen", "de", german._replace(literal=True)).total == 0


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Bahnhof OR Kreuzungen", ["f2", "f3", "f4"]),
        ("Stellplätze -Bahnhof", ["f5"]),
        ("Stellplätze NOT Bahnhof", ["f5"]),
        ("Stellplätze (Bahnhof OR Befragten)", ["f3", "f4", "f5"]),
        ('Stellplätze -"neue Zählung"', ["f3", "f5"]),
        ("Stellpl*", ["f3", "f4", "f5"]),
        ("Kreuzungem~", ["f2"]),
        ("kind:recommendation", ["r1", "r1"]),
        ("kind:finding -topic:parking Bahnhof", []),
        ("source:cycling-2023 year:2023 Bahnhof", ["f3", "f4"]),
        ("year:..2022", ["b1", "f1", "r1"]),
        ("state:missing", ["f1", "r1"]),
        ("language:fi source:libraries-2021", ["b1", "f1", "r1"]),
        ("-language:fi", ["f2", "f3", "f5"]),
    ],
)
def test_operators_and_fields_of_a_query_mean_what_they_say(toy: Library, query: str, expected: list[str]) -> None:
    """What must not be there is there in no hit; a field filters like the option of its name."""
    asks_for_words = any(piece[:1].isupper() for piece in query.split())
    assert found(toy, query, options=ALL._replace(languages_in=("de",) if asks_for_words else ())) == expected


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("kind:verb", "unknown-value"),
        ("topic:road-safty", "unknown-value"),
        ("year:soon", "bad-year"),
        ("foo:bar", "unknown-field"),
    ],
)
def test_a_mistake_in_a_field_of_a_query_is_refused_with_its_place(toy: Library, query: str, code: str) -> None:
    """So that it can be pointed at."""
    with pytest.raises(QueryError) as caught:
        toy.search(f"Bahnhof {query}", "de", ALL)
    assert caught.value.code == code
    assert (caught.value.start, caught.value.end) == (8, 8 + len(query))


def test_an_empty_answer_says_how_many_hits_there_are_without_a_filter(toy: Library) -> None:
    """By its field; one that there are hits under is none."""
    answer = toy.search("Stellplätze", "de", ALL._replace(kinds=("method",), languages_in=("de",)))
    assert (answer.total, answer.without) == (0, {"kind": 3})
    assert toy.search("Stellplätze", "de", ALL).without == {}
    assert toy.search("xyzzy", "de", ALL._replace(kinds=("method",))).without == {}


@pytest.mark.parametrize(
    ("query", "language", "expected"),
    [
        ("Verkehrssicherheit", "de", ["f1", "f2", "r1"]),
        ("Lukeminen", "fi", ["b1", "f1", "r1"]),
        ("Radverkehr", "de", ["f1", "f2", "f3", "f4", "f5", "r1"]),
    ],
)
def test_labels_of_topics_and_titles_of_sources_are_found_below_all_else(
    toy: Library, query: str, language: str, expected: list[str]
) -> None:
    """In every language they are written in; marked is the word in the label."""
    answer = toy.search(query, "en", ALL)
    assert found(toy, query, "en") == expected
    assert {hit.level for hit in answer.hits} == {"label"}
    assert (answer.hits[0].matched[0].language, answer.hits[0].matched[0].how) == (language, "label")
    assert cut(answer.hits[0].matched[0].text, answer.hits[0].matched[0].highlights) == [query]
    assert answer.hits[0].passage.highlights == ()


def test_a_label_may_stand_in_for_one_of_the_words(toy: Library) -> None:
    """The others are in the passage, and are marked there."""
    (hit,) = toy.search("Lesen Oodi", "de", ALL).hits
    assert (hit.passage.id, hit.level) == ("b1", "label")
    assert cut(hit.matched[0].text, hit.matched[0].highlights) == ["Oodi"]


def test_literal_search_finds_words_as_written_only(toy: Library) -> None:
    """Case aside."""
    literal = ALL._replace(literal=True, languages_in=("de",))
    assert found(toy, "stellplätze", options=literal) == ["f3", "f4", "f5"]
    assert found(toy, "Stellplatz", options=literal) == []


def test_a_hit_in_one_language_is_shown_in_another_and_says_where_it_matched(toy: Library) -> None:
    """The passage shown has no marks then; the one that matched is beside it."""
    (hit,) = toy.search("lukevat", "en", ALL._replace(languages_in=("fi",))).hits
    assert (hit.passage.language, hit.passage.highlights, hit.passage.fallback_reason) == ("en", (), None)
    assert [(match.language, cut(match.text, match.highlights)) for match in hit.matched] == [("fi", ["lukevat"])]


def test_the_passage_shown_explains_the_hit_where_it_can(toy: Library) -> None:
    """A name that all languages have is marked in the reader's; where it has none, in the original."""
    for language, explained in (("en", "en"), ("de", "de"), ("fi", "fi"), ("sv", "fi")):
        (hit,) = toy.search("Oodi", language, ALL).hits
        assert (hit.passage.language, hit.matched[0].language) == (explained, explained)
        assert cut(hit.passage.text, hit.passage.highlights) == ["Oodi"]


def test_a_passage_outdated_by_a_number_is_found_but_the_original_is_shown(toy: Library) -> None:
    """It says why, and what matched is beside it."""
    (hit,) = toy.search("Asemalta", "fi", ALL._replace(languages_in=("fi",))).hits
    assert (hit.passage.language, hit.passage.requested_language) == ("de", "fi")
    assert hit.passage.fallback_reason == "outdated_number"
    assert "520" in hit.passage.text
    assert [match.language for match in hit.matched] == ["fi"]


def test_quoted_words_filters_and_facets_agree(toy: Library) -> None:
    """What the proof leaves out is counted nowhere."""
    answer = toy.search('"fehlen 520"', "de", ALL)
    assert (answer.total, answer.facets["kind"]) == (1, {"finding": 1})


def test_a_level_is_the_name_of_a_hit_and_scores_fall_within_it(toy: Library) -> None:
    """Publication first, then level, then score."""
    hits = toy.search("Stellplätze", "de", ALL).hits
    keys = [(hit.passage.publication != "published", LEVELS.index(hit.level), -hit.score) for hit in hits]
    assert keys == sorted(keys)
    assert all(hit.score > 0 for hit in hits)
