"""How does a new index come into use? Built aside, proven, made durable, published in one step; then the old goes.

See ``generations`` for what lies where. Only one process at a time is in here; readers are never in its way.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from kb.errors import N_, IndexLocked, IndexUnusable, message
from kb.search.durable import storage_errors, sync_file, sync_folder, write_durably
from kb.search.engine import OpenIndex, SearchEngine
from kb.search.generations import (
    CURRENT,
    MANIFEST,
    NAME,
    Entry,
    Generation,
    Manifest,
    current,
    current_name,
    digest,
    files_below,
    lock_alone,
    stamp,
)

LOCK = "LOCK"
HOLDER = "LOCK.json"
CACHEDIR_TAG = "CACHEDIR.TAG"

#: Seconds to wait for another process that builds.
PATIENCE = 10.0

# Seconds after which a file written aside has been forgotten.
_LEFTOVER_AFTER = 600

_TAG = b"""Signature: 8a477f597d28d172789f06886806bc55
# Made from content/ by kb; deleting it loses nothing.
# See https://bford.info/cachedir/
"""

Prove = Callable[[OpenIndex], None]


class Publisher:
    """The right to publish, while :func:`exclusive` lasts."""

    def __init__(self, index: Path) -> None:
        self._index = index

    def publish(
        self,
        engine: SearchEngine,
        write: Callable[[Path], None],
        prove: Prove,
        fields: Mapping[str, Any],
        base: Generation | None = None,
    ) -> Generation:
        """Have *write* fill a directory, have *prove* look at it through the engine, and publish it with *fields*.

        Of the files that *write* links from *base*, a generation known to be sound, the hashes are carried over.
        The caller closes the generation that is returned.

        :raises StorageError: on a full disk or missing permission; the generation in use stays in use.
        :raises IndexUnusable: if the proof fails, or what was written cannot be opened.
        """
        with storage_errors(self._index):
            directory = self._index / f"build-{self._next():06}-{os.urandom(4).hex()}"
            directory.mkdir(mode=0o700)
            try:
                write(directory)
                _prove(engine, directory, prove)
                name = self._publish(directory, fields, base)
            except BaseException:
                shutil.rmtree(directory, ignore_errors=True)
                raise
            with suppress(OSError):
                self.clean()
        generation = current(self._index, {})
        if generation is None or generation.name != name:
            raise IndexUnusable(N_("the search index was removed while it was being written"), code="index-missing")
        return generation

    def clean(self) -> None:
        """Remove leftovers of killed processes, and generations neither current nor the one before nor held."""
        name = current_name(self._index)
        older = sorted((entry for entry in self._names() if NAME.fullmatch(entry) and entry != name), key=_number)
        for entry in older[:-1]:
            _remove_unless_held(self._index / entry)
        for entry in self._names():
            if entry.startswith("build-"):
                _remove(self._index / entry)
            elif entry.endswith(".tmp"):
                _remove_leftover(self._index / entry)

    def _publish(self, directory: Path, fields: Mapping[str, Any], base: Generation | None) -> str:
        manifest = Manifest(_entries(directory, base), fields).to_bytes()
        write_durably(directory / MANIFEST, manifest)
        name = f"gen-{directory.name.split('-')[1]}-{sha256(manifest).hexdigest()[:8]}"
        os.rename(directory, self._index / name)  # noqa: PTH104  (one name for the call that tests make fail)
        sync_folder(self._index)
        write_durably(self._index / CURRENT, f"{name}\n".encode())
        return name

    def _next(self) -> int:
        return 1 + max((_number(name) for name in self._names() if NAME.fullmatch(name)), default=0)

    def _names(self) -> list[str]:
        return [entry.name for entry in self._index.iterdir()]


@contextmanager
def exclusive(index: Path, patience: float = PATIENCE) -> Iterator[Publisher]:
    """The right to publish in *index*, which is made and tidied first. Ask anew what is current: others were here.

    :raises IndexLocked: if another process keeps it for *patience* seconds.
    :raises StorageError: on a full disk or missing permission.
    """
    with storage_errors(index):
        _prepare(index)
        lock = FileLock(index / LOCK)
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            raise _locked(index) from None
    try:
        publisher = Publisher(index)
        with storage_errors(index):
            _note_holder(index)
            publisher.clean()
        yield publisher
    finally:
        lock.release()


def prove(index: OpenIndex, ids: Collection[str], terms: Iterable[tuple[str, str, str]]) -> None:
    """Check that *index* holds exactly the records *ids*, and each (record, field, term) of *terms*.

    :raises IndexUnusable: if not; it is then not published.
    """
    if index.ids() != frozenset(ids):
        raise IndexUnusable(N_("the new search index does not hold every statement"), code="index-not-proven")
    for record, field, text in terms:
        if not index.has(record, field, text):
            raise IndexUnusable(
                N_("the new search index does not find “{word}” in {address}"),
                code="index-not-proven",
                word=text,
                address=record,
            )


def _prove(engine: SearchEngine, directory: Path, prove: Prove) -> None:
    opened = engine.open(directory)
    try:
        prove(opened)
    finally:
        opened.close()


def _entries(directory: Path, base: Generation | None) -> dict[str, Entry]:
    """The files for the manifest, each on the disk before it is listed."""
    known = {entry.stamp: entry for entry in base.manifest.files.values()} if base else {}
    entries: dict[str, Entry] = {}
    for name, status in files_below(directory):
        now = stamp(status)
        if now not in known:
            sync_file(directory / name)
            known[now] = Entry(digest(directory / name), now)
        entries[name] = known[now]
    for folder in {(directory / name).parent for name in entries}:
        sync_folder(folder)
    return entries


def _number(name: str) -> int:
    return int(name.split("-")[1])


def _prepare(index: Path) -> None:
    index.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(PermissionError):
        # Somebody else's: whether it may be used is for ``generations`` to say.
        index.chmod(0o700)
    if not (index / CACHEDIR_TAG).exists():
        write_durably(index / CACHEDIR_TAG, _TAG)


def _note_holder(index: Path) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    write_durably(index / HOLDER, json.dumps({"pid": os.getpid(), "since": since}).encode())


def _locked(index: Path) -> IndexLocked:
    try:
        holder = json.loads((index / HOLDER).read_bytes())
        pid, since = str(holder["pid"]), str(holder["since"])
    except (OSError, ValueError, KeyError, TypeError):
        pid, since = "?", "?"
    return IndexLocked(
        N_("another process ({pid}) has been writing the search index since {since}"),
        code="index-locked",
        hint=message(N_("wait until it is done, or end it; nothing is lost")),
        pid=pid,
        since=since,
    )


def _remove_unless_held(path: Path) -> None:
    try:
        descriptor = os.open(path / MANIFEST, os.O_RDONLY)
    except OSError:
        _remove(path)
        return
    try:
        if lock_alone(descriptor):
            _remove(path)
    finally:
        os.close(descriptor)


def _remove_leftover(path: Path) -> None:
    """Remove a file that was written aside, unless somebody may be at it just now."""
    with suppress(OSError):
        if abs(time.time() - path.stat().st_mtime) > _LEFTOVER_AFTER:
            path.unlink()


def _remove(path: Path) -> None:
    """Remove a directory under a name that no reader looks for, so that it is never seen half removed."""
    with suppress(OSError):
        if path.is_symlink():
            path.unlink()
            return
        aside = path.with_name(f"build-000000-{os.urandom(4).hex()}")
        os.rename(path, aside)  # noqa: PTH104
        shutil.rmtree(aside, ignore_errors=True)
