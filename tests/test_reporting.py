"""What is there, and what is to do next?"""

from __future__ import annotations

import shlex

import pytest

from kb.errors import UsageError
from kb.hall import reporting
from kb.library import Library, SearchOptions
from kb.translation.coverage import COUNTERS
from tests.knowledge_bases import Today, edit

DAY = "2026-11-22"


@pytest.fixture
def broken(my_toy: Library) -> Library:
    """The toy with an unknown topic in one source and an unknown key in the other."""
    content = my_toy.settings.content
    edit(content / "cycling-2023" / "de.md", "topics: [road-safety]\nloc", "topics: [road-safty]\nloc")
    edit(content / "libraries-2021" / "source.yaml", "volume: 12", "volum: 12")
    return my_toy


# ----------------------------------------------------------------------------------------------------------------- list


@pytest.mark.parametrize("what", reporting.LISTINGS)
def test_every_list_has_the_columns_it_says(toy: Library, what: str) -> None:
    """And something in it."""
    listing = toy.listing(what, "fi")
    assert (listing.what, listing.columns) == (what, reporting.LISTINGS[what][0])
    assert listing.rows
    assert {len(row) for row in listing.rows} == {len(listing.columns)}


def rows(library: Library, what: str, language: str, *columns: str) -> list[tuple[object, ...]]:
    """Some columns of a list."""
    listing = library.listing(what, language)
    places = [listing.columns.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in listing.rows]


def test_titles_labels_and_wordings_are_in_the_readers_language_where_there_is_one(toy: Library) -> None:
    """Else in the original; labels else in English."""
    assert rows(toy, "sources", "en", "id", "title", "statements") == [
        ("cycling-2023", "Cycling in the city: 2023 report", 8),
        ("libraries-2021", "The library as the city's living room", 3),
    ]
    assert ("libraries-2021", "Kirjasto kaupungin olohuoneena") in rows(toy, "sources", "sv", "id", "title")
    assert rows(toy, "topics", "fi", "id", "label", "statements")[0] == ("road-safety", "Liikenneturvallisuus", 3)
    assert rows(toy, "topics", "sv", "label")[0] == ("Road safety",)
    assert rows(toy, "languages", "sv", "language", "name", "passages") == [
        ("de", "Deutsch", 9), ("en", "English", 11), ("fi", "suomi", 6),
    ]  # fmt: skip
    assert ("cycling-2023/f2", "de") in rows(toy, "statements", "fi", "address", "language")
    assert ("cycling-2023/f1", "fi") in rows(toy, "statements", "fi", "address", "language")


def test_a_statement_under_embargo_is_listed_as_a_draft_until_its_day(toy: Library, today: Today) -> None:
    """It is not published before."""
    today("2998-12-31")
    assert ("cycling-2023/r3", "draft") in rows(toy, "statements", "de", "address", "publication")
    today("2999-01-01")
    assert ("cycling-2023/r3", "published") in rows(toy, "statements", "de", "address", "publication")


def test_releases_are_listed_in_the_order_in_which_they_were_made(my_toy: Library, today: Today) -> None:
    """With their size; of one day 9 comes before 10."""
    path = my_toy.settings.content / "libraries-2021" / "de.md"
    for number in range(1, 11):
        today("2030-01-01")
        edit(path, "eröffnet" if number == 1 else f"geöffnet ({number - 1})", f"geöffnet ({number})")
        assert my_toy.release().name == f"2030-{number}"
    assert [row[0] for row in rows(my_toy, "releases", "de", "release")][2:] == [f"2030-{n}" for n in range(1, 11)]
    assert rows(my_toy, "releases", "de", "release", "date", "wordings")[:2] == [
        ("2023-1", "2023-06-01", 1), ("2024-1", "2024-02-01", 22),
    ]  # fmt: skip
    assert my_toy.status().last_release == "2030-10"


def test_a_list_that_does_not_exist_is_refused_with_those_that_do(toy: Library) -> None:
    """All of them."""
    with pytest.raises(UsageError) as caught:
        toy.listing("nonsense")
    assert str(caught.value.hint) == "there are sources, statements, topics, languages, releases"


# --------------------------------------------------------------------------------------------------------------- status


def test_the_status_of_the_toy(toy: Library) -> None:
    """One screen: what is published, what is missing and outdated, and what to do."""
    status = toy.status()
    assert (status.name, status.root) == ("Toy: cycling and libraries", str(toy.settings.root))
    assert (status.statements, status.drafts, status.passages) == (7, 2, 18)
    assert (status.errors, status.warnings, status.unreleased, status.last_release) == (0, 1, 0, "2024-1")
    assert (status.conflicts, status.gate) == ((), 1)
    assert status.outdated == {"number": 1}
    assert {tag: {str(k): n for k, n in counts.items() if n} for tag, counts in status.languages.items()} == {
        "de": {"missing": 2, "translated": 1, "final": 4},
        "en": {"reviewed": 7},
        "fi": {"missing": 1, "outdated": 1, "translated": 2, "final": 3},
    }
    assert [(step.code, step.amount, step.command) for step in status.next] == [
        ("outdated", 1, "kb search --state outdated --lang fi"),
        ("missing", 3, "kb search --state missing --lang de"),
        ("gate", 1, "kb coverage --gate"),
        ("warnings", 1, "kb check"),
        ("review", 3, "kb search --state translated --lang fi"),
    ]


def test_the_counters_of_a_language_are_disjoint_and_add_up(toy: Library) -> None:
    """To the number of published statements."""
    status = toy.status()
    for counts in status.languages.values():
        assert tuple(counts) == COUNTERS
        assert sum(counts.values()) == status.statements


def test_what_the_next_step_names_is_found_by_the_command_it_names(toy: Library) -> None:
    """As many statements as it says, in that language."""
    status = toy.status()
    searches = [step for step in status.next if step.command.startswith("kb search")]
    assert [step.code for step in searches] == ["outdated", "missing", "review"]
    for step in searches:
        words = shlex.split(step.command)[2:]
        options = dict(zip(words[::2], words[1::2], strict=True))
        answer = toy.search("", options["--lang"], SearchOptions(states=(options["--state"],), limit=100))
        published = [hit for hit in answer.hits if hit.passage.publication == "published"]
        assert len(published) == status.languages[options["--lang"]][options["--state"]]
        assert status.languages[options["--lang"]] == max(
            status.languages.values(), key=lambda counts: counts[options["--state"]]
        )


def test_errors_come_first_and_a_release_last(broken: Library) -> None:
    """What stands in the way, then what is to translate, then what is to publish."""
    edit(broken.settings.content / "libraries-2021" / "en.md", "was opened on", "opened on")
    status = broken.status()
    kept = broken.settings.content / ".kb-journal" / "kept-libraries-2021-fi.md"
    kept.parent.mkdir()
    kept.write_text("x", encoding="utf-8")
    status = broken.status()
    assert (status.errors, status.conflicts) == (2, ("content/.kb-journal/kept-libraries-2021-fi.md",))
    steps = [(step.code, step.command) for step in status.next]
    assert steps[:-1] == [
        ("conflicts", "ls content/.kb-journal"),
        ("errors", "kb check"),
        ("outdated", "kb search --state outdated --lang fi"),
        ("unconfirmed", "kb confirm en"),
        ("missing", "kb search --state missing --lang de"),
        ("gate", "kb coverage --gate"),
        ("release", "kb release"),
        ("warnings", "kb check"),
    ]
    assert steps[-1][0] == "review"


def test_in_a_complete_base_there_is_only_to_review(shipped: Library) -> None:
    """What ships is complete, and translated by machine."""
    status = shipped.status()
    assert (status.conflicts, status.errors, status.gate, status.unreleased) == ((), 0, None, 0)
    assert [step.code for step in status.next if step.code != "warnings"] == ["review"]
