"""How is a set of content files changed without ever losing one? Aside, journalled, renamed: all old or all new.

``content/.kb-journal/set/`` holds the new texts as ``0``, ``1`` … and, once all of them are on disk, ``plan.json``.
From that moment the change counts as made: whoever finds a plan carries it out. Without a plan nothing has happened.

A change that is to be taken back one day has its old texts in the set as well, as ``0.old`` …: once it is made, the set
becomes ``content/.kb-journal/undo/``, in the place of the one before.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from kb.errors import N_, IndexLocked, Refused, StorageError, UsageError, message

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

JOURNAL = ".kb-journal"
_PLAN, _LOCK, _SET, _UNDO = "plan.json", "lock", "set", "undo"
_OLD, _UNDOABLE = ".old", "undoable"
_WAIT_S = 10.0

#: path -> (the bytes that were read, None if there was no file; the bytes to be written, None to remove the file).
Changes = Mapping[Path, tuple[bytes | None, bytes | None]]


class Step(NamedTuple):
    """One file of a set: its path relative to ``content``, and what it held and will hold (SHA-256; None: no file)."""

    path: str
    old: str | None
    new: str | None


class Recovered(NamedTuple):
    """What became of an interrupted change: ``completed`` are files that hold what was decided, ``edited`` those left alone."""

    completed: tuple[Path, ...]
    edited: tuple[Path, ...]


def write(changes: Changes, content: Path, *, undoable: bool = False) -> None:
    """Carry out all of *changes* under *content*, or none. Waits for another process that is at it.

    If *undoable*, :func:`undo` takes them back, until another change is made that is.

    :raises Refused: if a file is no longer what was read, and nothing was changed.
    :raises UsageError: if a path is not that of a content file.
    :raises StorageError: if the disk or a permission fails; then nothing was changed, or :func:`recover` completes it.
    :raises IndexLocked: if another process changes content for longer than ten seconds.
    """
    with _storage(content):
        steps = [Step(_relative(path, content), _digest(old), _digest(new)) for path, (old, new) in changes.items()]
    with _storage(content), _locked(content / JOURNAL):
        _complete(content)
        folder = content / JOURNAL / _SET
        try:
            _stage(folder, list(changes.values()), undoable=undoable)
            _refuse_if_changed(steps, content)
            _write_plan(folder, steps)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        _decide(folder)
        _complete(content)


def recover(content: Path) -> tuple[Path, ...]:
    """Complete the change that an interrupted process left, or clear away one that had not begun.

    The paths returned are those of files that somebody has edited since: they are left as they are, and what would have
    been written lies beside the journal as ``kept-…``.

    :raises StorageError: if the disk or a permission fails.
    :raises IndexLocked: if another process changes content for longer than ten seconds.
    """
    return resume(content).edited


def resume(content: Path) -> Recovered:
    """The same as :func:`recover`; says what was completed too.

    :raises StorageError: if the disk or a permission fails.
    :raises IndexLocked: if another process changes content for longer than ten seconds.
    """
    with _storage(content):
        if not (content / JOURNAL / _SET).is_dir():
            return Recovered((), ())
        with _locked(content / JOURNAL):
            return _complete(content)


def undo(content: Path) -> tuple[Path, ...]:
    """Take back the last change that was undoable, an interrupted one too: its files are what they were before.

    The paths returned are those of the files that changed; none where there is nothing to take back.

    :raises Refused: if somebody has edited one of the files since; then nothing was changed.
    :raises StorageError: if the disk or a permission fails; then nothing was changed, or :func:`recover` completes it.
    :raises IndexLocked: if another process changes content for longer than ten seconds.
    """
    with _storage(content):
        if not (content / JOURNAL).is_dir():
            return ()
        with _locked(content / JOURNAL):
            begun = (content / JOURNAL / _SET / _UNDOABLE).exists()
            decided = (content / JOURNAL / _SET / _PLAN).exists()
            _complete(content)
            # A change that was interrupted before it was decided upon was the last one, and nothing of it was written.
            return () if begun and not decided else _take_back(content)


def _take_back(content: Path) -> tuple[Path, ...]:
    kept = content / JOURNAL / _UNDO
    made = {number: step for number, step in enumerate(_plan(kept, content)) if step.old != step.new}
    now = {number: _current(content / step.path) for number, step in made.items()}
    edited = [step.path for number, step in made.items() if now[number] not in (step.old, step.new)]
    if edited:
        raise Refused(
            N_("changed since, so that nothing was taken back: {paths}"),
            code="changed-since-import",
            hint=message(N_("put back by hand what is to be as it was before")),
            paths=", ".join(edited),
        )
    steps = {number: step for number, step in made.items() if now[number] == step.new}
    if steps:
        texts = [((kept / f"{number}{_OLD}").read_bytes() if step.old else None) for number, step in steps.items()]
        folder = content / JOURNAL / _SET
        _stage(folder, [(None, text) for text in texts], undoable=False)
        _write_plan(folder, [Step(step.path, step.new, step.old) for step in steps.values()])
        _decide(folder)
        _complete(content)
    _clear(kept)
    return tuple(content / step.path for step in steps.values())


def kept(content: Path) -> tuple[Path, ...]:
    """What :func:`recover` did not write because somebody had edited the file, and nobody has removed since."""
    return tuple(sorted((content / JOURNAL).glob("kept-*")))


def _relative(path: Path, content: Path) -> str:
    """*path* relative to *content*: a file in it or in the folder of a source, and no link leads elsewhere."""
    try:
        relative = path.relative_to(content)
    except ValueError:
        relative = Path("..")
    ordinary = all(part.strip(". ") and not part.startswith(".") for part in relative.parts)
    if not ordinary or not 1 <= len(relative.parts) <= 2 or path.is_symlink() or path.parent.is_symlink():
        raise UsageError(N_("{path} is not the path of a content file"), code="bad-path", path=str(path))
    return relative.as_posix()


def _digest(data: bytes | None) -> str | None:
    return None if data is None else sha256(data).hexdigest()


def _current(path: Path) -> str | None:
    try:
        return _digest(path.read_bytes())
    except FileNotFoundError:
        return None


def _refuse_if_changed(steps: list[Step], content: Path) -> None:
    for step in steps:
        if _current(content / step.path) != step.old:
            raise Refused(
                N_("{path} has changed since it was read; nothing was written"),
                code="changed-since-read",
                hint=message(N_("do it again: it will start from the file as it is now")),
                path=step.path,
            )


def _stage(folder: Path, texts: list[tuple[bytes | None, bytes | None]], *, undoable: bool) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    if undoable:
        _write_synced(folder / _UNDOABLE, b"")
    for number, (old, new) in enumerate(texts):
        for name, text in ((f"{number}", new), (f"{number}{_OLD}", old if undoable else None)):
            if text is not None:
                _write_synced(folder / name, text)
    _sync_folder(folder)


def _write_plan(folder: Path, steps: list[Step]) -> None:
    _write_synced(folder / f"{_PLAN}.new", json.dumps([step._asdict() for step in steps]).encode())


def _decide(folder: Path) -> None:
    """From here on the change counts as made."""
    (folder / f"{_PLAN}.new").replace(folder / _PLAN)
    _sync_folder(folder)
    _sync_folder(folder.parent)


def _complete(content: Path) -> Recovered:
    """Carry out the plan in the journal, if there is one; what has been done already is not done again."""
    folder = content / JOURNAL / _SET
    edited: list[Path] = []
    completed: list[Path] = []
    for number, step in enumerate(_plan(folder, content)):
        target = content / step.path
        current = _current(target)
        (completed if current in (step.old, step.new) else edited).append(target)
        if current == step.new:
            continue
        if current != step.old:
            _keep(folder / str(number), content / JOURNAL / f"kept-{target.parent.name}-{target.name}")
        elif step.new is None:
            target.unlink()
        else:
            _put(folder / str(number), target)
        _sync_folder(target.parent)
    _end(folder)
    return Recovered(tuple(completed), tuple(edited))


def _end(folder: Path) -> None:
    """The set is done with: removed, or kept to be taken back one day if it is undoable and was decided upon."""
    if not ((folder / _UNDOABLE).exists() and (folder / _PLAN).exists()):
        _clear(folder)
        return
    kept = folder.parent / _UNDO
    _clear(kept)
    folder.replace(kept)
    _sync_folder(folder.parent)


def _plan(folder: Path, content: Path) -> list[Step]:
    """The steps that were decided upon; none without a plan. A plan that leads out of *content* is none."""
    try:
        steps = [Step(**step) for step in json.loads((folder / _PLAN).read_bytes())]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError):
        return []  # nobody writes half a plan: it is put in place whole
    with suppress(UsageError):
        return [step for step in steps if _relative(content / step.path, content)]
    return []


def _put(staged: Path, target: Path) -> None:
    if not target.parent.is_dir():
        target.parent.mkdir()
        _sync_folder(target.parent.parent)
    with suppress(FileNotFoundError):
        staged.chmod(stat.S_IMODE(target.stat().st_mode))
    staged.replace(target)


def _keep(staged: Path, aside: Path) -> None:
    with suppress(FileNotFoundError):
        staged.replace(aside)


def _clear(folder: Path) -> None:
    """Remove the set, the plan first: without it the rest means nothing."""
    if folder.is_dir():
        (folder / _PLAN).unlink(missing_ok=True)
        _sync_folder(folder)
        shutil.rmtree(folder)


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":  # where a folder cannot be opened
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _storage(content: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(
            N_("cannot write to {path}: {reason}"),
            code="storage",
            path=str(error.filename or content),
            reason=error.strerror or type(error).__name__,
        ) from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep other processes from changing content. The lock ends with the process; its file stays."""
    folder.mkdir(exist_ok=True)
    with (folder / _LOCK).open("ab") as file:
        until = time.monotonic() + _WAIT_S
        while not _try_lock(file.fileno()):
            if time.monotonic() > until:
                raise IndexLocked(N_("another process is changing the content"), code="content-locked")
            time.sleep(0.05)
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
