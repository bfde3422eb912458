"""Which generation of the index do we answer from? Healed, brought up to date, and told about."""

from __future__ import annotations

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kb.answers import SearchAnswer
from kb.errors import IndexLocked, IndexUnusable, StorageError
from kb.hall import opening, reading
from kb.hall.opening import Opening
from kb.library import Library, SearchOptions
from kb.search import publishing, upkeep
from kb.search.analysis import Analysis
from kb.search.publishing import exclusive
from kb.search.whoosh_engine import WhooshEngine
from tests.knowledge_bases import edit, ids, without_time


def said(library: Library) -> list[str]:
    """What is said beside the answers."""
    return [str(sentence) for sentence in library.warnings]


def files(library: Library) -> list[Path]:
    """The files of the generation in use but its manifest."""
    index = library.settings.search_index
    generation = index / (index / "CURRENT").read_text(encoding="ascii").strip()
    return sorted(path for path in generation.rglob("*") if path.is_file() and path.name != "MANIFEST.json")


def again(library: Library, progress: list[str] | None = None) -> Library:
    """The same base as a new process opens it."""
    return Library(library.settings, lambda task, done, total: (progress or []).append(task))


@pytest.fixture
def indexed(my_toy: Library) -> Library:
    """The toy with an index."""
    my_toy.index()
    return again(my_toy)


def answer(library: Library) -> SearchAnswer:
    """The answer all of these tests ask for."""
    return without_time(library.search("Stellplätze", "de"))


# ------------------------------------------------------------------------------------------------------------ freshness


def test_the_first_question_builds_the_index_and_tells_how_far_it_is(my_toy: Library) -> None:
    """Reading, dictionaries, and every statement."""
    steps: list[tuple[str, int, int]] = []
    library = Library(my_toy.settings, lambda task, done, total: steps.append((task, done, total)))
    assert answer(library).total == 3
    assert steps[:2] == [("reading", 0, 1), ("reading", 1, 1)]
    assert [step for step in steps if step[0] == "indexing"] == [("indexing", done, 11) for done in range(1, 12)]
    assert said(library) == []


def test_a_search_opens_no_content_file_while_nothing_has_changed(
    indexed: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does a second one open the index again."""

    def never(*_arguments: object) -> None:
        raise AssertionError

    answer(indexed)  # files written a moment ago are looked at once more
    monkeypatch.setattr(reading, "read", never)
    first = answer(indexed)
    monkeypatch.setattr(WhooshEngine, "open", never)
    assert answer(indexed) == first


def test_an_edit_is_found_by_the_next_question_of_a_library_that_is_open(indexed: Library) -> None:
    """The new wording, and not the old."""
    assert ids(indexed.search('"keinen Radfahrstreifen"', "de")) == ["cycling-2023/f1"]
    edit(indexed.settings.content / "cycling-2023" / "de.md", "gibt es keinen Radfahrstreifen", "fehlt ein Streifen")
    assert indexed.search('"keinen Radfahrstreifen"', "de").total == 0
    assert ids(indexed.search("Streifen fehlt", "de")) == ["cycling-2023/f1"]


def test_deleting_the_index_loses_nothing(indexed: Library) -> None:
    """At any time, the next question answers the same; also of a library that is open."""
    before = answer(indexed)
    shutil.rmtree(indexed.settings.search_index)
    assert answer(indexed) == before
    shutil.rmtree(indexed.settings.search_index)
    assert answer(again(indexed)) == before


# -------------------------------------------------------------------------------------------------------------- healing


@pytest.mark.parametrize("damage", ["shorter", "changed", "missing", "more"])
def test_an_index_that_is_not_what_was_written_is_built_anew_with_one_line_said(indexed: Library, damage: str) -> None:
    """Never an error, never an empty answer."""
    before = answer(again(indexed))
    for path in files(indexed):
        if damage == "shorter":
            path.write_bytes(path.read_bytes()[:-1])
        elif damage == "changed":
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 1
            path.write_bytes(data)
        elif damage == "missing":
            path.unlink()
        else:
            path.with_name(path.name + ".more").touch()
    healed = again(indexed)
    assert answer(healed) == before
    assert len(said(healed)) == 1
    assert said(healed)[0].endswith("it is built anew")
    assert said(again(indexed)) == []


def test_what_is_found_wrong_only_when_the_index_is_asked_is_healed_too(
    indexed: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once; then it is an error."""
    before = answer(indexed)
    open_index = WhooshEngine.open
    broken: list[Path] = [path.parent for path in files(indexed) if path.name == "labels.json"]

    def opens(self: WhooshEngine, directory: Path) -> object:
        if directory in broken:
            raise IndexUnusable("the index is damaged", code="index-damaged")
        return open_index(self, directory)

    monkeypatch.setattr(WhooshEngine, "open", opens)
    healed = again(indexed)
    assert answer(healed) == before
    assert said(healed) == ["the index is damaged; it is built anew"]
    assert answer(healed) == before

    def fails(*_arguments: object) -> None:
        raise IndexUnusable("the index is damaged again", code="index-damaged")

    with pytest.raises(IndexUnusable):
        healed._opening.ask(fails)
    assert len(said(healed)) == 2


def test_an_index_made_with_another_analysis_is_built_anew_when_a_word_must_be_analysed(indexed: Library) -> None:
    """Its keys are not those in the index; words of the index itself are found without."""

    class Other(Analysis):
        version = "another"

    library, german = again(indexed), SearchOptions(languages_in=("de",))
    library._opening.__dict__["_analysis"] = Other(indexed.settings.cache)
    assert library.search("Radfahrstreifen", "de", german).total == 2
    assert said(library) == []
    assert library.search("Xylophonunterricht", "de", german).total == 0
    assert said(library) == ["the analysis of words has changed since the index was built; it is built anew"]
    assert library.search("Radfahrstreifen", "de", german).total == 2


# -------------------------------------------------------------------------------------------------------------- trouble


def test_while_another_process_builds_the_answer_is_as_of_then_and_says_so(indexed: Library) -> None:
    """At once, in a new library as in one that is open; afterwards it is of today."""
    before = answer(indexed)
    edit(indexed.settings.content / "cycling-2023" / "de.md", "520 Stellplätze", "530 Ständer")
    with exclusive(indexed.settings.search_index):
        for library in (indexed, again(indexed)):
            stale = answer(library)
            assert stale == before._replace(outdated_index=True)
            assert [sentence for sentence in said(library) if "another process" in sentence]
            answer(library)
            assert len(said(library)) == 1
    fresh = answer(indexed)
    assert (fresh.total, fresh.outdated_index) == (2, False)


def test_without_any_index_the_other_process_is_waited_for_once(
    my_toy: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then it is said who it is; nothing is built beside it."""
    waits: list[float] = []

    def counted(index: Path, patience: float = 0.05) -> object:
        waits.append(patience)
        return exclusive(index, 0.05)

    with exclusive(my_toy.settings.search_index):
        monkeypatch.setattr(publishing, "exclusive", counted)
        with pytest.raises(IndexLocked):
            answer(my_toy)
    assert len(waits) == 1
    assert said(my_toy) == []


def test_an_index_that_cannot_be_written_answers_as_of_then(indexed: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says why."""

    def fail(*_arguments: object, **_more: object) -> None:
        raise StorageError("the search index cannot be written")

    edit(indexed.settings.content / "cycling-2023" / "de.md", "520 Stellplätze", "530 Ständer")
    monkeypatch.setattr(publishing.Publisher, "publish", fail)
    assert answer(indexed).outdated_index
    assert said(indexed) == ["the search index cannot be written"]


def test_a_broken_file_takes_nobody_elses_statements_away_and_is_told(indexed: Library) -> None:
    """Its passages are absent until it is mended, in a new library as in one that is open."""
    path = indexed.settings.content / "cycling-2023" / "de.md"
    whole = path.read_text(encoding="utf-8")
    assert said(indexed) == []
    path.write_text("---\nnothing", encoding="utf-8")
    for library in (indexed, again(indexed)):
        assert library.search('"keinen Radfahrstreifen"', "de").total == 0
        assert ids(library.search("Oodi", "de")) == ["libraries-2021/b1"]
        (sentence,) = said(library)
        assert sentence.startswith("1 content file has errors")
    path.write_text(whole, encoding="utf-8")
    assert ids(indexed.search('"keinen Radfahrstreifen"', "de")) == ["cycling-2023/f1"]
    assert said(indexed) == []


def test_content_that_is_gone_for_a_while_is_no_empty_content(indexed: Library) -> None:
    """Unmounted or moved: the answer is as of then, and says why; a check does not say that all is well."""
    before = answer(indexed)
    content = indexed.settings.content
    content.rename(content.with_name("elsewhere"))
    for library in (indexed, again(indexed)):
        assert answer(library) == before._replace(outdated_index=True)
        assert len(said(library)) == 1
        assert said(library)[0].startswith("the content cannot be read: ")
    for ask in (indexed.check, indexed.status, lambda: indexed.index(rebuild=True)):
        with pytest.raises(StorageError):
            ask()
    content.with_name("elsewhere").rename(content)
    assert answer(again(indexed)) == before


def test_several_broken_files_are_counted(indexed: Library) -> None:
    """Each once, however many errors it has."""
    for name in ("cycling-2023/fi.md", "libraries-2021/en.md", "topics.yaml"):
        (indexed.settings.content / name).write_text("{", encoding="utf-8")
    indexed.search("Oodi", "de")
    assert len(said(indexed)) == 1
    assert said(indexed)[0].startswith("3 content files have errors")


# -------------------------------------------------------------------------------------------------------------- threads


def test_threads_get_the_answers_of_one_thread_while_generations_change(indexed: Library) -> None:
    """Each answer is wholly of one generation: the old wording or the new one."""
    path = indexed.settings.content / "cycling-2023" / "de.md"
    wordings = ("520 Stellplätze", "530 Stellplätze")
    stop = threading.Event()

    def ask(_number: int) -> set[tuple[int, tuple[bool, ...]]]:
        seen = set()
        while not stop.is_set():
            found = indexed.search("Bahnhof fehlen", "de")
            text = found.hits[0].passage.text
            seen.add((found.total, tuple(wording in text for wording in wordings)))
        return seen

    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(ask, number) for number in range(4)]
        for step in range(4):
            edit(path, wordings[step % 2], wordings[1 - step % 2])
            indexed.search("Bahnhof", "de")
        stop.set()
        seen = set().union(*(one.result() for one in running))
    assert seen <= {(2, (True, False)), (2, (False, True))}


def test_an_opening_says_everything_once(indexed: Library) -> None:
    """A server asks often."""
    opening = Opening(indexed.settings, WhooshEngine(), lambda: "2026-01-01", lambda task, done, total: None)
    sentence = IndexUnusable("x").message
    opening.remark(sentence)
    opening.remark(sentence)
    assert opening.remarks == [sentence]
    assert opening.upkeep.folder == indexed.settings.search_index
    assert upkeep.fresh(opening.upkeep).action == "current"


def test_a_program_that_asks_often_looks_at_the_content_now_and_then(
    my_toy: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within the interval an answer is as of the last look; what the program itself decides is seen at once."""
    monkeypatch.setattr(opening, "INTERVAL", 3600.0)
    before = my_toy.search("").total
    path = my_toy.settings.content / "cycling-2023" / "de.md"
    path.write_text(
        path.read_text(encoding="utf-8") + "\n## f90\n\n~~~ yaml\nkind: finding\n~~~\n\nEin Satz.\n", encoding="utf-8"
    )
    assert my_toy.search("").total == before
    my_toy.release()
    assert my_toy.search("").total == before + 1
