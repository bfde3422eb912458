"""What can one ask of the knowledge base? The hall as its users see it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import kb
from kb import library as hall
from kb.errors import NotFound, QueryError, UsageError
from kb.languages import LANGUAGES
from kb.library import Library, SearchOptions, open_library
from kb.search import publishing
from kb.search.publishing import exclusive
from tests.knowledge_bases import address, edit, laid_out, opened, without_time


def test_a_base_is_opened_by_path_by_environment_or_from_within(
    toy_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through the Python API as through the hall."""
    monkeypatch.setenv("KB_ROOT", str(toy_root))
    assert kb.open().settings.root == toy_root
    monkeypatch.delenv("KB_ROOT")
    assert kb.open(toy_root).settings.root == toy_root
    monkeypatch.chdir(toy_root / "content" / "cycling-2023")
    assert open_library().settings.root == toy_root
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotFound):
        kb.open()
    with pytest.raises(kb.KbError):
        open_library(tmp_path / "nowhere", environment={})


def test_the_environment_is_only_what_is_given(toy_root: Path, tmp_path: Path) -> None:
    """The caches of a program that embeds us are its own affair."""
    library = open_library(toy_root, environment={"KB_CACHE": str(tmp_path / "mine")})
    assert library.settings.cache == tmp_path / "mine"


def test_progress_is_told_to_who_asked_for_it(toy_root: Path, cache: Path) -> None:
    """By task."""
    tasks: list[str] = []
    library = open_library(
        toy_root, environment={"KB_CACHE": str(cache)}, progress=lambda task, done, total: tasks.append(task)
    )
    library.index()
    assert set(tasks) == {"reading", "indexing"}


def test_an_answer_says_what_was_asked_where_and_how_long_it_took(toy: Library) -> None:
    """Without a choice, everywhere."""
    answer = toy.search("Oodi", "fi")
    assert (answer.query, answer.language, answer.languages) == ("Oodi", "fi", tuple(LANGUAGES))
    assert (answer.relaxed, answer.outdated_index) == (False, False)
    assert answer.elapsed_ms > 0
    assert toy.search("Oodi", "fi", SearchOptions(languages_in=("de", "en"))).languages == ("de", "en")


def test_english_is_the_language_of_who_says_none(toy: Library) -> None:
    """In search and show."""
    assert toy.search("Oodi").hits[0].passage.language == "en"
    assert toy.show(["b1"]).passages[0].passage.language == "en"
    assert toy.listing("topics").rows[0][1] == "Road safety"


def test_a_query_beyond_a_bound_is_refused_before_anything_is_opened(tmp_path: Path, toy_root: Path) -> None:
    """No index is built for it."""
    library = opened(toy_root, tmp_path / "cache")
    with pytest.raises(QueryError):
        library.search("x" * 1000)
    assert not library.settings.search_index.exists()


def test_words_of_a_claim_are_those_of_the_model(my_toy: Library) -> None:
    """Anything else is a mistake of the caller."""
    with pytest.raises(ValueError, match="perfect"):
        my_toy.confirm("fi", state="perfect")
    with pytest.raises(ValueError, match="verb"):
        my_toy.new_statement("cycling-2023", "verb")


def test_what_the_hall_offers_is_listed() -> None:
    """Names and nothing else."""
    assert all(hasattr(hall, name) for name in hall.__all__)
    with pytest.raises(NotFound):
        hall.explain("nothing")


# ---------------------------------------------------------------------------------------------------------------- index


def test_the_index_is_built_then_current_then_changed_then_built_anew(my_toy: Library) -> None:
    """Each says what it did, and what the index holds."""
    first = my_toy.index()
    assert (first.action, first.engine, first.statements, first.damage) == ("built", "whoosh", 11, ())
    assert first.passages == {"de": 9, "en": 11, "fi": 6}
    assert first.bytes > 10_000
    assert my_toy.index()._replace(seconds=0) == first._replace(action="current", seconds=0)
    edit(my_toy.settings.content / "topics.yaml", "Road safety", "Safe roads")
    second = my_toy.index()
    assert (second.action, second.statements) == ("changed", 11)
    third = my_toy.index(rebuild=True)
    assert (third.action, third.passages) == ("built", first.passages)
    assert len({first.generation, second.generation, third.generation}) == 3


def test_a_check_reads_every_byte_and_mends_nothing(my_toy: Library) -> None:
    """What a quick look cannot see."""
    with pytest.raises(kb.KbError) as caught:
        my_toy.index(check=True)
    assert getattr(caught.value, "code", "") == "index-missing"
    generation = my_toy.settings.search_index / my_toy.index().generation
    assert (my_toy.index(check=True).action, my_toy.index(check=True).damage) == ("checked", ())
    path = next(generation.glob("vocabulary.de.trie"))
    status, data = path.stat(), bytearray(path.read_bytes())
    data[-1] ^= 1
    with path.open("r+b") as file:
        file.write(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert my_toy.index(check=True).damage == ("vocabulary.de.trie",)
    assert my_toy.index(check=True).damage == ("vocabulary.de.trie",)
    assert my_toy.index(rebuild=True).damage == my_toy.index(check=True).damage == ()


def test_an_index_that_could_not_be_refreshed_or_was_healed_says_so(my_toy: Library) -> None:
    """Beside the answer of ``kb index`` too."""
    my_toy.index()
    edit(my_toy.settings.content / "topics.yaml", "Road safety", "Safe roads")
    with exclusive(my_toy.settings.search_index):
        assert my_toy.index().action == "current"
    assert ["another process" in str(sentence) for sentence in my_toy.warnings] == [True]
    generation = my_toy.settings.search_index / my_toy.index().generation
    next(generation.glob("vocabulary.de.trie")).unlink()
    other = Library(my_toy.settings, lambda task, done, total: None)
    assert other.index().action == "built"
    assert [str(sentence).endswith("it is built anew") for sentence in other.warnings] == [True]


def test_a_rebuild_waits_for_who_is_at_it(my_toy: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says who."""
    monkeypatch.setattr(publishing, "exclusive", lambda index: exclusive(index, 0.05))
    with exclusive(my_toy.settings.search_index), pytest.raises(kb.KbError) as caught:
        my_toy.index(rebuild=True)
    assert getattr(caught.value, "code", "") == "index-locked"


# ----------------------------------------------------------------------------------------------------- the same answers


QUERIES = (
    "",
    "Stellplätze",
    "Stellplatz",
    "Oodi",
    '"Am Bahnhof fehlen"',
    "cycle lane",
    "kirjasto",
    "60 %",
    "am",
    "nirgends",
)


def test_two_builds_of_the_same_content_give_the_same_hits_order_and_scores(toy: Library, my_toy: Library) -> None:
    """On whatever path, and after the index was deleted."""
    for query in QUERIES:
        for language in ("de", "en", "fi", "sv"):
            one, other = (without_time(library.search(query, language)) for library in (toy, my_toy))
            assert one == other
            assert json.dumps(one) == json.dumps(other)


def test_an_edit_back_and_forth_gives_the_same_hits_and_levels(my_toy: Library) -> None:
    """Whatever the index went through."""

    def answers() -> dict[str, list[tuple[str, str]]]:
        return {
            query: sorted((address(hit), hit.level) for hit in my_toy.search(query, "de").hits) for query in QUERIES
        }

    before = answers()
    path = my_toy.settings.content / "cycling-2023" / "de.md"
    for old, new in (("520", "530"), ("530", "520"), ("überdachte", "gedeckte"), ("gedeckte", "überdachte")):
        edit(path, old, new)
        my_toy.search("Bahnhof", "de")
    assert answers() == before


def test_questions_leave_the_content_as_it_is(toy_root: Path, cache: Path) -> None:
    """Not a byte, not a time, not a file more."""

    def state() -> dict[Path, tuple[int, bytes]]:
        return {
            p: (p.stat().st_mtime_ns, p.read_bytes()) for p in toy_root.joinpath("content").rglob("*") if p.is_file()
        }

    before = state()
    library = opened(toy_root, cache)
    library.search("Oodi")
    library.show(["b1"], every=True, history=True, markdown=True)
    library.check()
    library.status()
    library.confirm("fi")
    library.release(dry_run=True)
    library.index(rebuild=True)
    assert state() == before


def test_the_toy_has_one_problem_and_no_remark(tmp_path: Path, cache: Path) -> None:
    """Tests begin on firm ground."""
    library = opened(laid_out("toy", tmp_path), cache)
    assert [one.code for one in library.check().problems] == ["outdated-number"]
    library.search("")
    assert library.warnings == []


def test_a_filter_that_is_mistyped_does_not_look_like_an_index_that_is_broken(toy: Library) -> None:
    """It is the caller's mistake, and nothing is built anew."""
    with pytest.raises(UsageError):
        toy.search("", options=SearchOptions(kinds=("x",)))
    assert toy.warnings == []
