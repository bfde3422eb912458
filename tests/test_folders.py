"""Which folders of sources have changed since they were last reported on?"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.errors import Message, Place, Problem
from kb.hall import folders, reports
from kb.library import Library, open_library
from kb.settings import Settings
from tests.knowledge_bases import edit, passages, settings, source, written


class Counted:
    """Makes reports, and remembers of which folders."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, folder: Path, **more: object) -> tuple[bytes, bytes]:
        """See ``reports.make``."""
        self.made.append(folder.name)
        return _MAKE(folder, **more)  # type: ignore[arg-type]

    def since(self) -> list[str]:
        """The folders that were read since one asked last."""
        made, self.made = self.made, []
        return made


_MAKE = reports.make


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Two sources, one of which leads to the other; written long ago, whatever the clock of the file system says."""
    written(
        tmp_path,
        {
            "a/source.yaml": source("a"),
            "a/de.md": passages("a", "de", f1="kind: finding; supports: [b/f1]|Eins.", f2="kind: finding|Zwei."),
            "a/fi.md": passages("a", "fi", f1="Yksi."),
            "b/source.yaml": source("b"),
            "b/de.md": passages("b", "de", f1="kind: finding|Drei."),
        },
    )
    monkeypatch.setattr(folders, "RACY", 0)
    monkeypatch.setattr(folders, "_program", lambda folder: [])
    return settings(tmp_path)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Who is read."""
    made = Counted()
    monkeypatch.setattr(reports, "make", made)
    return made


def told(base: Settings, only: str | None = None) -> list[tuple[str, reports.Facts, list[Problem]]]:
    """What is reported of each folder."""
    _, found = folders.read(base, lambda task, done, total: None, 1, only)
    return [(one.name, one.facts, one.problems) for one in found]


def test_a_folder_is_read_once(base: Settings, counted: Counted) -> None:
    """The second answer is that of the first, without looking into a file."""
    first = told(base)
    assert counted.since() == ["a", "b"]
    assert told(base) == first
    assert counted.since() == []
    assert [(name, facts.passages, facts.ids) for name, facts, _ in first] == [
        ("a", 3, ("f1", "f2")),
        ("b", 1, ("f1",)),
    ]


CHANGES: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "a file edited": (lambda content: edit(content / "a/fi.md", "Yksi", "Kaksi"), ["a"]),
    "a file added": (lambda content: (content / "b/fi.md").write_text("", encoding="utf-8"), ["b"]),
    "a file nobody expects": (lambda content: (content / "b/notes.txt").write_text("", encoding="utf-8"), ["b"]),
    "a file gone": (lambda content: (content / "a/fi.md").unlink(), ["a"]),
    "a file swapped for a link": (lambda content: link(content / "a/fi.md"), ["a"]),
    "permissions": (lambda content: (content / "b/de.md").chmod(0o600), ["b"]),
    "a folder gone": (lambda content: remove(content / "b"), []),
    "a language promised": (
        lambda content: edit(content / "kb.yaml", "[de, en, fi]", "[de, en, fi, sv]"),
        ["a", "b"],
    ),
    "a topic added": (lambda content: (content / "topics.yaml").write_text("x:\n  de: X\n"), ["a", "b"]),
    "a name of the base": (lambda content: edit(content / "kb.yaml", "Small", "Smaller"), []),
}


def link(path: Path) -> None:
    """Put a link in place of a file."""
    path.rename(path.with_name(".hidden"))
    path.symlink_to(".hidden")


def remove(folder: Path) -> None:
    """Remove a folder of files."""
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_change_can_matter_to_is_read_again(base: Settings, counted: Counted, change: str) -> None:
    """And nothing else; then all is known again, as it is without any report."""
    told(base)
    counted.since()
    act, read = CHANGES[change]
    act(base.content)
    after = told(base)
    assert counted.since() == read
    assert told(base) == after
    assert counted.since() == []
    remove(base.search_index / folders.FOLDER)
    assert told(base) == after


def test_another_program_reads_everything_again(
    base: Settings, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule may have changed, without a new version too."""
    told(base)
    counted.since()
    monkeypatch.setattr(folders, "_program", lambda folder: [("kb/x.py", 1, 2)])
    told(base)
    assert counted.since() == ["a", "b"]


def test_the_program_is_known_by_its_files(tmp_path: Path) -> None:
    """Names, sizes and times; what Python keeps beside them does not matter."""
    (tmp_path / "room" / "__pycache__").mkdir(parents=True)
    (tmp_path / "room" / "rules.py").write_text("a", encoding="utf-8")
    before = folders._program(tmp_path)
    (tmp_path / "room" / "__pycache__" / "rules.pyc").write_text("a", encoding="utf-8")
    assert folders._program(tmp_path) == before
    (tmp_path / "room" / "rules.py").write_text("ab", encoding="utf-8")
    assert folders._program(tmp_path) != before


def test_a_file_written_a_moment_ago_is_read_again(
    base: Settings, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have been written once more within the same tick of the clock."""
    monkeypatch.setattr(folders, "RACY", 3600 * 10**9)
    told(base)
    told(base)
    assert counted.since() == ["a", "b", "a", "b"]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda data: b"",
    "cut short": lambda data: data[:-5],
    "a count changed": lambda data: data.replace(b'"passages":3', b'"passages":9'),
    "no lines": lambda data: data.replace(b"\n", b" "),
    "only its key": lambda data: data.split(b" ")[0],
    "not ASCII": lambda data: data[:64] + b" \xff" + data[65:],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_report_is_made_anew(base: Settings, counted: Counted, damage: str) -> None:
    """Nothing is believed that was not written so."""
    first = told(base)
    path = base.search_index / folders.FOLDER / "a.json"
    data = path.read_bytes()
    path.write_bytes(DAMAGES[damage](data))
    assert path.read_bytes() != data
    counted.since()
    assert told(base) == first
    assert counted.since() == ["a"]


def test_reports_are_for_their_owner_and_go_with_their_folders(base: Settings) -> None:
    """What others left there is cleared away."""
    told(base)
    kept = base.search_index / folders.FOLDER
    (kept / "a.json.0123.tmp").write_bytes(b"")
    remove(base.content / "b")
    told(base)
    assert [path.name for path in kept.iterdir()] == ["a.json"]
    if os.name != "nt":
        assert stat.S_IMODE((kept / "a.json").stat().st_mode) == 0o600
        assert stat.S_IMODE(kept.stat().st_mode) == 0o700


def test_a_report_that_cannot_be_kept_is_given(base: Settings, counted: Counted) -> None:
    """A full disk or a folder of somebody else's is no reason to say nothing."""
    base.search_index.write_text("a file where a folder should be", encoding="utf-8")
    assert [name for name, _, _ in told(base)] == ["a", "b"]
    assert told(base)
    assert counted.since() == ["a", "b", "a", "b"]


def test_nothing_half_written_is_left(base: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new report takes the place of the old one in one step, or not at all."""

    def refuse(self: Path, target: Path) -> None:
        raise OSError("full")

    monkeypatch.setattr(Path, "replace", refuse)
    told(base)
    assert list((base.search_index / folders.FOLDER).iterdir()) == []


def test_one_folder_alone(base: Settings, counted: Counted) -> None:
    """The reports on the others stay."""
    told(base)
    counted.since()
    edit(base.content / "a/de.md", "Eins", "Eine")
    assert [name for name, _, _ in told(base, "b")] == ["b"]
    assert counted.since() == []
    assert (base.search_index / folders.FOLDER / "a.json").exists()


def test_what_cannot_be_looked_at_is_read_each_time(
    base: Settings, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading it says why."""

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    looked = folders._looked_at(base.content / "a", "x")
    assert (looked.key, looked.size) == (None, 0)


def test_progress_is_told_in_bytes_of_what_is_read(base: Settings) -> None:
    """It ends where everything was read, and is silent where nothing is."""
    told_of: list[tuple[str, int, int]] = []
    for _ in range(2):
        _, found = folders.read(base, lambda *step: told_of.append(step))
        list(found)
    sizes = [sum(path.stat().st_size for path in (base.content / name).iterdir()) for name in ("a", "b")]
    assert told_of == [("reading", sizes[0], sum(sizes)), ("reading", sum(sizes), sum(sizes))]


# ------------------------------------------------------------------------------------------------------------- reports


def test_a_report_says_the_same_after_it_was_written() -> None:
    """Messages within messages, numbers, nothing and signs that JSON does not have."""
    said = Message("{a} {b}", {"a": Message("{number} x", {}, "{number} xs", 2), "b": 1.5, "c": None, "d": "\ud800ä"})
    problem = Problem(Place("content/a/fi.md", 3, 4), "number-differs", "error", said, Message("h", {"e": True}))
    line = reports._line([reports._packed_problem(problem)])
    (again,) = reports.problems(line)
    assert again == problem


@pytest.mark.parametrize("hint", [{"a": "long"}, {"b": "other"}, {}])
def test_a_hint_says_its_own_after_it_was_written(hint: dict[str, object]) -> None:
    """Where it says the same as the message, that is kept once."""
    problem = Problem(Place("x"), "c", "error", Message("{a}", {"a": "long"}), Message("h", hint))
    line = reports._line([reports._packed_problem(problem)])
    (again,) = reports.problems(line)
    assert again == problem
    assert line.count(b"long") == 1


def test_passages_that_stand_alike_stand_for_one_object(base: Settings) -> None:
    """A million of them fit into memory."""
    found = [standing for _, facts, _ in told(base) for one in facts.covered for standing in one.standings if standing]
    assert len(found) == 4
    assert len({id(standing) for standing in found}) == 2


# ------------------------------------------------------------------------------------------------------ other processes


def test_the_answer_is_the_same_in_parallel(my_shipped: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads, and whatever was kept."""
    content = my_shipped.settings.content
    for name in ("two-2024", "three-2024"):
        (content / name).mkdir()
        for path in (content / "protect-children-2024").iterdir():
            text = path.read_text(encoding="utf-8").replace("protect-children-2024", name)
            (content / name / path.name).write_text(text, encoding="utf-8")
    edit(content / "two-2024" / "de.md", "kind: finding", "kind: findings")
    alone = my_shipped.check()
    monkeypatch.setattr(folders, "WORTHWHILE", 0)
    remove(my_shipped.settings.search_index / folders.FOLDER) if my_shipped.settings.search_index.exists() else None
    together = open_library(my_shipped.settings.root, environment={}, processes=2).check()
    assert together == alone
    assert alone.problems


def test_where_no_processes_can_be_started_this_one_reads(base: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed process or a system without semaphores costs time, not the answer."""

    def broken(*arguments: object) -> object:
        raise OSError("no semaphores")

    monkeypatch.setattr(folders, "WORTHWHILE", 0)
    monkeypatch.setattr(folders, "ProcessPoolExecutor", broken)
    _, found = folders.read(base, lambda task, done, total: None, 4)
    assert [one.name for one in found] == ["a", "b"]


def test_the_program_may_be_started_as_a_module(base: Settings) -> None:
    """Processes that it starts import its main module, which must not begin all over again."""
    code = "import runpy, sys; runpy.run_module('kb.__main__', run_name='__mp_main__')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
