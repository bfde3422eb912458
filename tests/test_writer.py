"""How is a content file changed without ever losing it?"""

from __future__ import annotations

import errno
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from kb.content import corpus, writer
from kb.content.writer import recover, resume, undo, write
from kb.errors import IndexLocked, Refused, StorageError, UsageError

OLD, NEW = b"old\n", b"new\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with two old files; a third one is to be made and a fourth removed."""
    folder = tmp_path / "content"
    (folder / "alpha").mkdir(parents=True)
    for name in ("alpha/de.md", "alpha/en.md", "gone.yaml"):
        (folder / name).write_bytes(OLD)
    return folder


def changes(content: Path) -> dict[Path, tuple[bytes | None, bytes | None]]:
    """A set that changes two files, makes one in a new folder and removes one."""
    return {
        content / "alpha" / "de.md": (OLD, NEW),
        content / "alpha" / "en.md": (OLD, NEW),
        content / "beta" / "de.md": (None, NEW),
        content / "gone.yaml": (OLD, None),
    }


def state(content: Path) -> str:
    """Whether the set is ``old``, ``new`` or something in between."""
    found = {path: path.read_bytes() if path.exists() else None for path in changes(content)}
    for name, index in (("old", 0), ("new", 1)):
        if all(found[path] == pair[index] for path, pair in changes(content).items()):
            return name
    return str(found)


def test_a_set_is_written_whole(content: Path) -> None:
    """All files are what was asked for, with the rights they had, and the journal holds nothing any more."""
    (content / "alpha" / "de.md").chmod(0o640)
    write(changes(content), content)
    assert state(content) == "new"
    assert (content / "alpha" / "de.md").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in (content / writer.JOURNAL).iterdir()] == ["lock"]


@pytest.mark.parametrize("name", ["alpha/de.md", "beta/de.md", "gone.yaml"])
def test_a_file_that_changed_since_it_was_read_stops_the_set(content: Path, name: str) -> None:
    """Somebody else's change is never overwritten, and then nothing else is written either."""
    (content / name).parent.mkdir(exist_ok=True)
    (content / name).write_bytes(b"edited\n")
    with pytest.raises(Refused, match="has changed since it was read"):
        write(changes(content), content)
    assert (content / name).read_bytes() == b"edited\n"
    assert (content / "alpha" / "en.md").read_bytes() == OLD
    assert recover(content) == ()


def test_a_file_that_vanished_stops_the_set(content: Path) -> None:
    """A file that was there when it was read must still be there."""
    (content / "gone.yaml").unlink()
    with pytest.raises(Refused):
        write(changes(content), content)
    assert (content / "alpha" / "de.md").read_bytes() == OLD


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/passwd",
        "a/b/c.md",
        ".kb-journal/lock",
        "alpha/.hidden",
        "..",
        ".",
        "alpha/../../x",
        "link/x.md",
    ],
)
def test_only_content_files_are_written(content: Path, name: str) -> None:
    """No path leads out of the folder, into the journal, or through a link."""
    (content / "link").symlink_to("/tmp")
    with pytest.raises(UsageError, match="not the path of a content file"):
        write({content / name: (None, NEW)}, content)


def test_a_linked_file_is_not_written_through(content: Path) -> None:
    """A link in place of a file stays what it is."""
    (content / "alpha" / "fi.md").symlink_to(content / "gone.yaml")
    with pytest.raises(UsageError):
        write({content / "alpha" / "fi.md": (OLD, NEW)}, content)
    assert (content / "gone.yaml").read_bytes() == OLD


def test_nothing_to_recover_touches_nothing(content: Path) -> None:
    """Without an interrupted change, recovering neither writes nor makes a journal."""
    assert recover(content) == ()
    assert not (content / writer.JOURNAL).exists()


# ------------------------------------------------------------------------------------------------- interrupted changes

CALLS = ("open", "fsync", "close", "replace", "mkdir", "unlink", "rmdir", "chmod", "stat", "scandir")


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, at: int) -> Iterator[list[str]]:
    """Let the call to the system number *at* fail as on a full disk; the calls made so far."""
    made: list[str] = []

    def wrap(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            made.append(name)
            if len(made) == at:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*args, **kwargs)

        return call

    with monkeypatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, wrap(name, getattr(os, name)))
        patch.setattr(io, "open", wrap("io.open", io.open))
        yield made


def test_a_failure_at_any_call_leaves_all_old_or_all_new(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever call fails, after recovering the set is whole; a change that was reported as made is made."""
    outcomes = []
    for at in range(1, 500):
        with failing(monkeypatch, at) as made:
            try:
                write(changes(content), content)
                reported = "new"
            except StorageError:
                reported = "failed"
        recover(content)
        found = state(content)
        assert found in ("old", "new"), f"call {at} ({made[-1]})"
        assert reported == "failed" or found == "new", f"call {at} ({made[-1]})"
        outcomes.append(found)
        _reset(content)
        if len(made) < at:
            break
    assert len(made) < at, "not all calls were tried"
    assert {"old", "new"} == set(outcomes)


def _reset(content: Path) -> None:
    for path, (old, _) in changes(content).items():
        path.unlink(missing_ok=True) if old is None else path.write_bytes(old)
    with suppress(FileNotFoundError):
        (content / "beta").rmdir()


@contextmanager
def interrupted(content: Path, monkeypatch: pytest.MonkeyPatch, name: str, *, undoable: bool = False) -> Iterator[None]:
    """A change of which only the plan was made, as after a crash."""
    with monkeypatch.context() as patch:
        real = writer._complete
        calls = []

        def crash(folder: Path) -> writer.Recovered:
            calls.append(name)
            if len(calls) == 2:  # the first one looks for leftovers
                raise KeyboardInterrupt
            return real(folder)

        patch.setattr(writer, "_complete", crash)
        with pytest.raises(KeyboardInterrupt):
            write(changes(content), content, undoable=undoable)
    yield


def test_a_plan_is_carried_out_by_the_next_writer(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the plan is on disk the change counts as made: the next change completes it first."""
    with interrupted(content, monkeypatch, "next"):
        assert state(content) == "old"
        write({content / "beta" / "de.md": (NEW, b"newer\n")}, content)
        assert (content / "alpha" / "de.md").read_bytes() == NEW
        assert (content / "beta" / "de.md").read_bytes() == b"newer\n"


def test_a_file_edited_after_a_crash_is_kept(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Recovering overwrites nobody's work: what it would have written is put aside, the rest is completed."""
    with interrupted(content, monkeypatch, "edited"):
        (content / "alpha" / "de.md").write_bytes(b"edited\n")
        assert recover(content) == (content / "alpha" / "de.md",)
        assert (content / "alpha" / "de.md").read_bytes() == b"edited\n"
        assert (content / writer.JOURNAL / "kept-alpha-de.md").read_bytes() == NEW
        assert (content / "alpha" / "en.md").read_bytes() == NEW
        assert recover(content) == ()


@pytest.mark.parametrize(
    "plan",
    [b"[", b"{}", b"[1]", b'[{"path": "a"}]', json.dumps([{"path": "../evil", "old": None, "new": "x"}]).encode()],
)
def test_a_foreign_plan_does_nothing(content: Path, plan: bytes) -> None:
    """A plan that is damaged, or leads out of the folder, is thrown away."""
    folder = content / writer.JOURNAL / "set"
    folder.mkdir(parents=True)
    (folder / "plan.json").write_bytes(plan)
    (folder / "0").write_bytes(NEW)
    assert recover(content) == ()
    assert state(content) == "old"
    assert not folder.exists()
    assert not (content.parent / "evil").exists()


def test_the_journal_is_not_content(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader does not see the journal of a change under way."""
    with interrupted(content, monkeypatch, "reader"):
        problems = corpus.read(content, content.parent).problems
        assert not [found for found in problems if writer.JOURNAL in found.place.path]


def test_one_changes_at_a_time(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process holds the lock a change waits, and then says why it gives up."""
    monkeypatch.setattr(writer, "_WAIT_S", 0.1)
    (content / writer.JOURNAL).mkdir()
    with writer._locked(content / writer.JOURNAL), pytest.raises(IndexLocked, match="another process"):
        write(changes(content), content)
    assert state(content) == "old"
    write(changes(content), content)


def test_a_failure_of_the_system_is_ours(content: Path) -> None:
    """A disk that refuses is an error with path and reason, not a traceback."""
    (content / writer.JOURNAL).write_bytes(b"in the way")
    with pytest.raises(StorageError, match=r"cannot write to .*kb-journal"):
        write(changes(content), content)


# ------------------------------------------------------------------------------------------------------ what is taken back


def test_an_undoable_change_is_taken_back_once(content: Path) -> None:
    """Files that were changed, made or removed are as they were; after that there is nothing to take back."""
    assert undo(content) == ()
    write(changes(content), content, undoable=True)
    assert state(content) == "new"
    assert recover(content) == ()
    assert set(undo(content)) == set(changes(content))
    assert state(content) == "old"
    assert undo(content) == ()
    assert [path.name for path in (content / writer.JOURNAL).iterdir()] == ["lock"]


def test_only_the_last_undoable_change_is_taken_back(content: Path) -> None:
    """One that is not undoable does not count, and one before it is over."""
    path = content / "alpha" / "de.md"
    write({path: (OLD, b"one\n")}, content, undoable=True)
    write({path: (b"one\n", b"two\n")}, content, undoable=True)
    write({content / "gone.yaml": (OLD, None)}, content)
    assert undo(content) == (path,)
    assert path.read_bytes() == b"one\n"
    assert undo(content) == ()


def test_a_file_edited_since_stops_the_undoing(content: Path) -> None:
    """It is named, and nothing is changed: half of an import taken back would be neither."""
    write(changes(content), content, undoable=True)
    (content / "alpha" / "en.md").write_bytes(b"edited\n")
    for _ in range(2):
        with pytest.raises(Refused, match=r"alpha/en\.md"):
            undo(content)
        assert (content / "alpha" / "de.md").read_bytes() == NEW
    (content / "alpha" / "en.md").write_bytes(NEW)
    undo(content)
    assert state(content) == "old"


def test_an_interrupted_change_is_completed_or_taken_back(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once decided upon, both are possible: resuming says what holds it now, undoing leaves all old."""
    with interrupted(content, monkeypatch, "resume", undoable=True):
        assert resume(content) == (tuple(changes(content)), ())
        assert state(content) == "new"
        assert resume(content) == ((), ())
    undo(content)
    with interrupted(content, monkeypatch, "undo", undoable=True):
        undo(content)
    assert state(content) == "old"


def test_a_change_interrupted_before_it_was_decided_upon_is_the_last_one(content: Path) -> None:
    """To take it back is to do nothing: the one before it was not meant."""
    write(changes(content), content, undoable=True)
    folder = content / writer.JOURNAL / "set"
    folder.mkdir()
    (folder / "undoable").write_bytes(b"")
    assert undo(content) == ()
    assert state(content) == "new"


def test_a_failure_at_any_call_can_be_taken_back(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever call of the change or of the undoing fails, undoing it again reaches all old."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)  # hundreds of them take half a minute
    for fails in ("write", "undo"):
        for at in range(1, 500):
            if fails == "undo":
                write(changes(content), content, undoable=True)
            with failing(monkeypatch, at) as made, suppress(StorageError):
                undo(content) if fails == "undo" else write(changes(content), content, undoable=True)
            undo(content)
            assert state(content) == "old", f"{fails}, call {at} ({made[-1]})"
            _reset(content)
            if len(made) < at:
                break
        assert len(made) < at, "not all calls were tried"


KILLED = """
import sys
from pathlib import Path
from kb.content.writer import write
content = Path(sys.argv[1])
paths = [content / "alpha" / "de.md", content / "alpha" / "en.md", content / "topics.yaml"]
print("ready", flush=True)
old, new = paths[0].read_bytes(), b"other " * 2000
while True:
    write({path: (old, new) for path in paths}, content)
    old, new = new, old
"""


def test_a_killed_writer_leaves_all_old_or_all_new(content: Path) -> None:
    """Kill -9 at random points: after recovering, the files of the set belong together, every time."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    paths = [content / "alpha" / "de.md", content / "alpha" / "en.md", content / "topics.yaml"]
    paths[2].write_bytes(OLD)
    for _ in range(10):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(content)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.03))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        recover(content)
        assert len({path.read_bytes() for path in paths}) == 1
