"""How is a set of content files changed without ever losing one? Aside, journalled, renamed: all old or all new.

``content/.kb-journal/set/`` holds the new texts as ``0``, ``1`` … and, once all of them are on disk, ``plan.json``.
From that moment the change counts as made: whoever finds a plan carries it out. Without a plan nothing has happened.
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
_PLAN, _LOCK, _SET = "plan.json", "lock", "set"
_WAIT_S = 10.0

#: path -> (the bytes that were read, None if there was no file; the bytes to be written, None to remove the file).
Changes = Mapping[Path, tuple[bytes | None, bytes | None]]


class Step(NamedTuple):
    """One file of a set: its path relative to ``content``, and what it held and will hold (SHA-256; None: no file)."""

    path: str
    old: str | None
    new: str | None


def write(changes: Changes, content: Path) -> None:
    """Carry out all of *changes* under *content*, or none. Waits for another process that is at it.

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
            _stage(folder, [new for _, new in changes.values()])
            _refuse_if_changed(steps, content)
            _write_synced(folder / f"{_PLAN}.new", json.dumps([step._asdict() for step in steps]).encode())
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        (folder / f"{_PLAN}.new").replace(folder / _PLAN)
        _sync_folder(folder)
        _sync_folder(folder.parent)
        _complete(content)


def recover(content: Path) -> tuple[Path, ...]:
    """Complete the change that an interrupted process left, or clear away one that had not begun.

    The paths returned are those of files that somebody has edited since: they are left as they are, and what would have
    been written lies beside the journal as ``kept-…``.

    :raises StorageError: if the disk or a permission fails.
    :raises IndexLocked: if another process changes content for longer than ten seconds.
    """
    with _storage(content):
        if not (content / JOURNAL / _SET).is_dir():
            return ()
        with _locked(content / JOURNAL):
            return _complete(content)


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


def _stage(folder: Path, texts: list[bytes | None]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number, text in enumerate(texts):
        if text is not None:
            _write_synced(folder / str(number), text)
    _sync_folder(folder)


def _complete(content: Path) -> tuple[Path, ...]:
    """Carry out the plan in the journal, if there is one; what has been done already is not done again."""
    folder = content / JOURNAL / _SET
    edited = []
    for number, step in enumerate(_plan(folder, content)):
        target = content / step.path
        current = _current(target)
        if current == step.new:
            continue
        if current != step.old:
            edited.append(target)
            _keep(folder / str(number), content / JOURNAL / f"kept-{target.parent.name}-{target.name}")
        elif step.new is None:
            target.unlink()
        else:
            _put(folder / str(number), target)
        _sync_folder(target.parent)
    _clear(folder)
    return tuple(edited)


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
