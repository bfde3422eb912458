"""What is there, what is wrong, and what is to do next?"""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from kb.content.problems import PROBLEMS
from kb.errors import NotFound, UsageError
from kb.hall import reporting
from kb.library import Library, SearchOptions, explain
from kb.translation.coverage import COUNTERS
from tests.knowledge_bases import Today, edit

DAY = "2026-11-22"


# ---------------------------------------------------------------------------------------------------------------- check


@pytest.fixture
def broken(my_toy: Library) -> Library:
    """The toy with an unknown topic in one source and an unknown key in the other."""
    content = my_toy.settings.content
    edit(content / "cycling-2023" / "de.md", "topics: [road-safety]\nloc", "topics: [road-safty]\nloc")
    edit(content / "libraries-2021" / "source.yaml", "volume: 12", "volum: 12")
    return my_toy


def found(library: Library, *paths: str) -> list[tuple[str, str]]:
    """Path and code of each problem."""
    return [(problem.place.path, problem.code) for problem in library.check(paths).problems]


CYCLING = ("content/cycling-2023/de.md", "unknown-topic")
LIBRARIES = ("content/libraries-2021/source.yaml", "unknown-key")


def test_a_whole_base_has_no_problem(toy: Library) -> None:
    """Files, passages and rules are counted."""
    answer = toy.check()
    assert (answer.problems, answer.files, answer.passages, answer.rules) == ((), 15, 26, len(PROBLEMS))


@pytest.mark.parametrize(
    ("path", "problems"),
    [
        ("content", [CYCLING, LIBRARIES]),
        (".", [CYCLING, LIBRARIES]),
        ("content/cycling-2023", [CYCLING]),
        ("cycling-2023", [CYCLING]),
        ("cycling-2023/de.md", [CYCLING]),
        ("content/cycling-2023/../libraries-2021/", [LIBRARIES]),
        ("libraries-2021/source.yaml", [LIBRARIES]),
        ("cycling-2023/en.md", []),
        ("topics.yaml", []),
    ],
)
def test_problems_of_the_files_named_are_shown(broken: Library, path: str, problems: list[tuple[str, str]]) -> None:
    """Named from the root or from its content."""
    assert found(broken, path) == problems


def test_paths_are_taken_from_where_one_is_first(broken: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a shell completes them; also upwards, and whole."""
    content = broken.settings.content
    monkeypatch.chdir(content / "cycling-2023")
    assert found(broken, "de.md") == [CYCLING]
    assert found(broken, "..") == [CYCLING, LIBRARIES]
    assert found(broken, "../libraries-2021") == [LIBRARIES]
    assert found(broken, str(content / "libraries-2021")) == [LIBRARIES]
    assert found(broken, "de.md", "../libraries-2021/source.yaml") == [CYCLING, LIBRARIES]


def test_a_root_reached_by_a_link_or_upwards_is_the_same(broken: Library, tmp_path: Path) -> None:
    """Names of files lead to their problems however the root was written."""
    (tmp_path / "link").symlink_to(broken.settings.root, target_is_directory=True)
    for root in (tmp_path / "link", broken.settings.content / ".."):
        settings = broken.settings._replace(root=root)
        answer = reporting.check(settings, ["cycling-2023/de.md"])
        assert [problem.place.path for problem in answer.problems] == [CYCLING[0]]


@pytest.mark.parametrize("path", ["nowhere.md", "content/cycling-2023/sv.md", "/etc", "content/../../"])
def test_what_is_not_in_the_base_is_not_found(broken: Library, path: str) -> None:
    """A check of nothing would look like a good one."""
    with pytest.raises(NotFound) as caught:
        broken.check([path])
    assert caught.value.code == "no-such-path"


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_problem_is_explained(code: str) -> None:
    """With its severity, in a sentence."""
    severity, sentence = explain(code)
    assert severity in {"error", "warning"}
    assert str(sentence).endswith(".")


def test_an_unknown_code_is_not_found_with_the_nearest() -> None:
    """A typo is easy to mend."""
    with pytest.raises(NotFound) as caught:
        explain("unknown-topik")
    assert "unknown-topic" in str(caught.value.hint)
    with pytest.raises(NotFound) as other:
        explain("zzzzzz")
    assert other.value.hint is None


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
    assert (status.errors, status.warnings, status.unreleased, status.last_release) == (0, 0, 0, "2024-1")
    assert status.outdated == {"number": 1}
    assert {tag: {str(k): n for k, n in counts.items() if n} for tag, counts in status.languages.items()} == {
        "de": {"missing": 2, "translated": 1, "final": 4},
        "en": {"reviewed": 7},
        "fi": {"missing": 1, "outdated": 1, "translated": 2, "final": 3},
    }
    assert [(step.code, step.amount, step.command) for step in status.next] == [
        ("outdated", 1, "kb search --state outdated --lang fi"), ("missing", 3, "kb search --state missing --lang de"),
    ]  # fmt: skip


def test_the_counters_of_a_language_are_disjoint_and_add_up(toy: Library) -> None:
    """To the number of published statements."""
    status = toy.status()
    for counts in status.languages.values():
        assert tuple(counts) == COUNTERS
        assert sum(counts.values()) == status.statements


def test_what_the_next_step_names_is_found_by_the_command_it_names(toy: Library) -> None:
    """As many statements as it says, in that language."""
    for step in toy.status().next:
        _, command, *words = shlex.split(step.command)
        options = dict(zip(words[::2], words[1::2], strict=True))
        assert command == "search"
        answer = toy.search("", options["--lang"], SearchOptions(states=(options["--state"],), limit=100))
        published = [hit for hit in answer.hits if hit.passage.publication == "published"]
        assert len(published) == toy.status().languages[options["--lang"]][options["--state"]]


def test_errors_come_first_and_a_release_last(broken: Library) -> None:
    """What stands in the way, then what is to translate, then what is to publish."""
    edit(broken.settings.content / "libraries-2021" / "en.md", "was opened on", "opened on")
    status = broken.status()
    assert (status.errors, status.warnings) == (2, 0)
    assert [(step.code, step.command) for step in status.next] == [
        ("errors", "kb check"),
        ("outdated", "kb search --state outdated --lang fi"),
        ("unconfirmed", "kb confirm en"),
        ("missing", "kb search --state missing --lang de"),
        ("release", "kb release"),
    ]


def test_a_base_without_anything_to_do_says_nothing(shipped: Library) -> None:
    """What ships is complete."""
    assert shipped.status().next == ()
