"""Is the index what the content says, and if not, how does it become so?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from kb.errors import IndexLocked, IndexUnusable, StorageError
from kb.search import freshness, publishing, upkeep
from kb.search.analysis import Analysis
from kb.search.labels import read_labels
from kb.search.publishing import Publisher, exclusive
from kb.search.records import Stored
from kb.search.upkeep import Folders, Fresh, Snapshot, Upkeep
from kb.search.whoosh_engine import WhooshEngine
from tests.knowledge_bases import edit, passages, source, upkeep_of, written
from tests.real_analysis import real_analysis

OLD = 1_700_000_000


class Base:
    """A knowledge base with two sources and its upkeep; notes what is read."""

    def __init__(self, root: Path) -> None:
        many = {f"f{number}": f"kind: finding | Satz {number} über Kinder." for number in range(1, 31)}
        one = {"g1": "kind: finding | Ein Satz über Dienste."}
        files = {
            "topics.yaml": "safety:\n  de: Sicherheit\n",
            "alpha/source.yaml": source("alpha"),
            "alpha/de.md": passages("alpha", "de", **many),
            "beta/source.yaml": source("beta"),
            "beta/de.md": passages("beta", "de", **one),
        }
        self.content = written(root, files) / "content"
        self.age()
        self.index = root / "search_index"
        self.day = "2026-01-01"
        self.read: list[Folders] = []
        self.upkeep = upkeep_of(root)._replace(read=self._read, today=lambda: self.day)

    def _read(self, folders: Folders) -> Snapshot:
        self.read.append(folders)
        return upkeep_of(self.content.parent, self.day).read(folders)

    def age(self) -> None:
        """Let every file be written long ago."""
        for path in self.content.rglob("*.*"):
            os.utime(path, (OLD, OLD))

    def fresh(self) -> Fresh:
        """The generation in use, let go of."""
        self.read.clear()
        found = upkeep.fresh(self.upkeep)
        found.generation.close()
        return found

    def texts(self, generation: Path | None = None) -> dict[str, str]:
        """The German wordings in a generation, else in the one that is in use now."""
        opened = WhooshEngine().open(generation or self.fresh().generation.path)
        rows: Mapping[str, str] = opened.stored(opened.ids())
        opened.close()
        return {id: Stored.read(row).passages["de"].text for id, row in rows.items()}


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """A new one, without an index."""
    return Base(tmp_path)


@pytest.fixture
def indexed(base: Base) -> Base:
    """One with an index."""
    base.fresh()
    return base


def test_the_first_index_is_built_of_everything(base: Base) -> None:
    """The manifest says what it holds."""
    found = base.fresh()
    assert (found.action, found.outdated, found.remarks, base.read) == ("built", False, (), [None])
    fields = found.generation.manifest.fields
    assert (fields["statements"], fields["passages"], fields["analysis"]) == (31, {"de": 31}, Analysis.version)
    assert fields.items() >= upkeep.expected(WhooshEngine()).items()


def test_an_index_that_says_what_the_content_says_is_used_without_opening_a_content_file(indexed: Base) -> None:
    """Names, sizes and times are enough, also for another process."""
    found = indexed.fresh()
    assert (found.action, indexed.read) == ("current", [])


def test_an_edited_passage_is_put_in_and_only_its_folder_is_read(indexed: Base) -> None:
    """The old generation is not touched."""
    before = indexed.fresh().generation
    edit(indexed.content / "alpha" / "de.md", "Satz 7 über", "Sätze über")
    found = indexed.fresh()
    assert (found.action, indexed.read) == ("changed", [frozenset({"alpha"})])
    assert indexed.texts(found.generation.path)["alpha/f7"] == "Sätze über Kinder."
    assert indexed.texts(before.path)["alpha/f7"] == "Satz 7 über Kinder."
    assert found.generation.manifest.fields == before.manifest.fields


def test_after_many_small_changes_the_index_says_what_a_new_one_would(indexed: Base) -> None:
    """Words, counts and statements, whatever way they came."""
    for number in range(1, 16):
        edit(indexed.content / "alpha" / "de.md", f"Satz {number} über Kinder", f"Zeile {number} über Eltern")
        assert indexed.fresh().action in {"changed", "built"}
    changed = indexed.fresh().generation
    rebuilt = upkeep.rebuild(indexed.upkeep)
    rebuilt.generation.close()
    assert rebuilt.action == "built"
    assert rebuilt.generation.name != changed.name
    assert indexed.texts(changed.path) == indexed.texts(rebuilt.generation.path)
    assert changed.manifest.fields == rebuilt.generation.manifest.fields


def test_a_touched_file_changes_nothing(indexed: Base) -> None:
    """It is read, found to say the same, and then known."""
    name = indexed.fresh().generation.name
    os.utime(indexed.content / "beta" / "de.md", (OLD + 1, OLD + 1))
    found = indexed.fresh()
    assert (found.action, found.generation.name, indexed.read) == ("current", name, [frozenset({"beta"})])
    indexed.fresh()
    assert indexed.read == []


def test_a_source_that_is_removed_is_gone_and_one_that_comes_is_there(indexed: Base) -> None:
    """Whole folders, too."""
    shutil.move(indexed.content / "beta", indexed.content.parent / "beta")
    assert "beta/g1" not in indexed.texts()
    assert "beta" not in read_labels(indexed.fresh().generation.path).titles
    shutil.move(indexed.content.parent / "beta", indexed.content / "beta")
    assert indexed.texts()["beta/g1"] == "Ein Satz über Dienste."


def test_labels_alone_make_a_new_generation(indexed: Base) -> None:
    """A topic renamed changes no statement."""
    edit(indexed.content / "topics.yaml", "Sicherheit", "Schutz")
    found = indexed.fresh()
    assert (found.action, indexed.read) == ("changed", [None])
    assert read_labels(found.generation.path).topics == {"safety": {"de": "Schutz"}}
    assert indexed.fresh().action == "current"


def test_where_a_small_change_is_not_worth_it_everything_is_built(indexed: Base) -> None:
    """After a tenth has changed; what was not read yet is read for it."""
    path = indexed.content / "alpha" / "de.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Satz", "Sätze"), encoding="utf-8")
    found = indexed.fresh()
    assert (found.action, indexed.read) == ("built", [frozenset({"alpha"}), None])
    assert indexed.texts(found.generation.path)["beta/g1"] == "Ein Satz über Dienste."


def test_a_change_of_everything_is_read_once(indexed: Base) -> None:
    """What is known of all need not be read again for the full build."""
    path = indexed.content / "alpha" / "de.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Satz", "Sätze"), encoding="utf-8")
    edit(indexed.content / "topics.yaml", "Sicherheit", "Schutz")
    assert (indexed.fresh().action, indexed.read) == ("built", [None])


@pytest.mark.parametrize("note", ["", '{"generation": "gen-000001-00000000", "at": 1, "until": null, "files": {}}'])
def test_without_a_note_of_what_was_seen_everything_is_read_and_compared(indexed: Base, note: str) -> None:
    """The index itself is still good."""
    name = indexed.fresh().generation.name
    (indexed.index / freshness.SEEN).write_text(note, encoding="utf-8")
    found = indexed.fresh()
    assert (found.action, found.generation.name, indexed.read) == ("current", name, [None])
    assert (indexed.fresh().action, indexed.read) == ("current", [])


def test_the_end_of_an_embargo_is_seen_without_a_change_of_a_file(base: Base) -> None:
    """Also after other folders were read in between: the day noted is kept."""
    edit(base.content / "beta" / "de.md", "kind: finding", "kind: finding\nembargo_until: 2026-03-01")
    base.age()
    assert base.fresh().action == "built"
    edit(base.content / "alpha" / "de.md", "Satz 7 über", "Sätze über")
    assert base.fresh().action == "changed"
    base.day = "2026-02-28"
    assert base.fresh().action == "current"
    before = base.fresh().generation.path
    base.day = "2026-03-01"
    found = base.fresh()
    assert (found.action, base.read) == ("changed", [None])

    def publication(path: Path) -> str:
        opened = WhooshEngine().open(path)
        return Stored.read(opened.stored(["beta/g1"])["beta/g1"]).publication

    assert (publication(before), publication(found.generation.path)) == ("draft", "published")
    assert base.fresh().action == "current"


# -------------------------------------------------------------------------------------------------------------- trouble


def test_a_damaged_index_is_built_anew_and_says_so(indexed: Base) -> None:
    """Never an error, never an empty answer."""
    path = indexed.fresh().generation.path
    for file in path.iterdir():
        if file.is_file() and file.name != "MANIFEST.json":
            file.write_bytes(file.read_bytes()[:-1])
    found = indexed.fresh()
    assert (found.action, len(found.remarks)) == ("built", 1)
    assert str(found.remarks[0]).endswith("it is built anew")
    assert len(indexed.texts(found.generation.path)) == 31


def test_an_index_of_another_version_is_built_anew(indexed: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    """Engine, records and rules are in the manifest."""
    monkeypatch.setattr(upkeep, "RULES", 10_000)
    found = indexed.fresh()
    assert (found.action, len(found.remarks)) == ("built", 1)
    assert indexed.fresh().action == "current"


def test_another_analysis_is_never_mixed_into_an_index(indexed: Base) -> None:
    """A change of the lemmatiser makes every word anew, at the next change of content."""

    class Other(Analysis):
        version = "another"

    edit(indexed.content / "alpha" / "de.md", "Satz 7 über", "Sätze über")
    other = Other(Path(real_analysis()._lemmas._dictionaries._folder).parent.parent)
    indexed.upkeep = indexed.upkeep._replace(analysis=lambda: other)
    found = indexed.fresh()
    assert (found.action, found.generation.manifest.fields["analysis"]) == ("built", "another")


def test_while_another_process_builds_a_sound_generation_answers_as_of_then(indexed: Base) -> None:
    """At once, and it says that it is not of today."""
    edit(indexed.content / "alpha" / "de.md", "Satz 7 über", "Sätze über")
    with exclusive(indexed.index):
        found = indexed.fresh()
        assert (found.action, found.outdated, indexed.read) == ("current", True, [])
        assert "another process" in str(found.remarks[-1])
        assert indexed.texts(found.generation.path)["alpha/f7"] == "Satz 7 über Kinder."
    assert indexed.fresh().action == "changed"


def test_an_index_that_is_current_needs_no_lock(indexed: Base) -> None:
    """A search never waits for it."""
    with exclusive(indexed.index):
        found = indexed.fresh()
    assert (found.action, found.outdated) == ("current", False)


def test_without_any_generation_the_other_process_is_waited_for(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    """And after some seconds it is said who it is."""
    monkeypatch.setattr(publishing, "PATIENCE", 0.1)
    with exclusive(base.index), pytest.raises(IndexLocked) as caught:
        base.fresh()
    assert str(os.getpid()) in str(caught.value)


def test_what_another_process_has_just_done_is_not_done_again(indexed: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the lock held, the index is looked at once more."""
    edit(indexed.content / "alpha" / "de.md", "Satz 7 über", "Sätze über")
    os.utime(indexed.content / "alpha" / "de.md", (OLD + 1, OLD + 1))

    @contextmanager
    def after_another(index: Path, patience: float) -> Iterator[Publisher]:
        monkeypatch.setattr(publishing, "exclusive", exclusive)
        assert indexed.fresh().action == "changed"
        indexed.read.clear()
        with exclusive(index, patience) as publisher:
            yield publisher

    monkeypatch.setattr(publishing, "exclusive", after_another)
    found = upkeep.fresh(indexed.upkeep)
    found.generation.close()
    assert (found.action, indexed.read) == ("current", [])
    assert indexed.texts(found.generation.path)["alpha/f7"] == "Sätze über Kinder."


def descriptors() -> int:
    """How many files this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are counted where the system lists them")
@pytest.mark.parametrize("failing", ["publish", "note", "read"])
def test_a_full_disk_leaves_the_index_as_it_was(indexed: Base, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    """It answers as of then, says why, holds no file open for it, and is mended by the next run."""
    edit(indexed.content / "alpha" / "de.md", "Satz 7 über", "Sätze über")
    with monkeypatch.context() as patched:

        def fail(*_arguments: object) -> Snapshot:
            raise StorageError("the disk is full")

        if failing == "publish":
            patched.setattr(Publisher, "publish", fail)
        elif failing == "note":
            patched.setattr(upkeep, "_note", fail)
        else:
            patched.setattr(indexed, "upkeep", indexed.upkeep._replace(read=fail))
        before = descriptors()
        for _ in range(3):
            found = indexed.fresh()
            assert (found.outdated, [str(remark) for remark in found.remarks]) == (True, ["the disk is full"])
        assert descriptors() == before
    assert indexed.texts()["alpha/f7"] == "Sätze über Kinder."


def test_without_any_generation_a_full_disk_is_an_error(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nothing to answer from."""

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kb.search.durable.os.fsync", fail)
    with pytest.raises(StorageError):
        base.fresh()


def test_what_cannot_be_proven_is_not_published(indexed: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    """The generation before stays in use."""
    name = indexed.fresh().generation.name
    edit(indexed.content / "alpha" / "de.md", "Satz 7 über", "Sätze über")
    with monkeypatch.context() as patched:
        patched.setattr(
            "kb.search.indexing.own_terms", lambda prepared: [(one.id, "literal.de", "nirgends") for one in prepared]
        )
        with pytest.raises(IndexUnusable) as caught:
            indexed.fresh()
    assert caught.value.code == "index-not-proven"
    assert (indexed.index / "CURRENT").read_text(encoding="ascii").strip() == name
    assert not list(indexed.index.glob("build-*"))
    assert indexed.fresh().action == "changed"


def test_a_rebuild_makes_everything_anew_whatever_there_is(indexed: Base) -> None:
    """And what it saw is noted."""
    name = indexed.fresh().generation.name
    rebuilt = upkeep.rebuild(indexed.upkeep)
    rebuilt.generation.close()
    assert (rebuilt.action, rebuilt.generation.name != name) == ("built", True)
    assert (indexed.fresh().action, indexed.read) == ("current", [])


def test_indexing_writes_nothing_into_content(base: Base) -> None:
    """The content is the truth."""
    before = sorted(path.relative_to(base.content) for path in base.content.rglob("*"))
    base.fresh()
    upkeep.rebuild(base.upkeep).generation.close()
    assert sorted(path.relative_to(base.content) for path in base.content.rglob("*")) == before


def test_the_upkeep_is_only_what_it_was_given(base: Base) -> None:
    """No clock, no folder and no engine of its own."""
    assert isinstance(base.upkeep, Upkeep)
    assert base.upkeep._replace(step=lambda done, total: None).folder == base.index
