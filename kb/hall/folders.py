"""Which folders of sources have changed since they were last reported on? These are read, in parallel, the others are not.

Reports lie in ``search_index/reports/``, a file a folder, under a key: the names, sizes, times and inodes of the folder's files,
what all sources share, and the program itself. Whatever is damaged, foreign or of another key is made anew; deleting them loses
nothing. A report that cannot be kept is still given.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from kb.content import corpus
from kb.content.corpus import Shared
from kb.errors import Problem
from kb.hall import reports
from kb.hall.opening import Progress
from kb.hall.reading import ready
from kb.hall.reports import Facts
from kb.search.freshness import RACY
from kb.settings import Settings

FOLDER = "reports"

#: Bytes to read from which on other processes are started: each takes half a second before it helps, about a megabyte.
WORTHWHILE = 2_000_000

Made = tuple[bytes, bytes]


class Report(NamedTuple):
    """What there is to know of one folder."""

    name: str
    facts: Facts
    written: bytes

    @property
    def problems(self) -> list[Problem]:
        """What is wrong in the folder, looked at by itself."""
        return reports.problems(self.written)


class _Folder(NamedTuple):
    """A folder with the key of its report (None: it cannot be told whether it has changed) and the bytes of its files."""

    path: Path
    key: str | None
    size: int


def read(
    settings: Settings, progress: Progress, processes: int = 1, only: str | None = None
) -> tuple[Shared, Iterator[Report]]:
    """What all sources share, and a report on each of them (or *only* on one), made when it is asked for.

    Up to *processes* are started where there is much to read. An interrupted change is completed first.

    :raises StorageError: if the content itself cannot be read.
    """
    shared = ready(settings, lambda: corpus.read_shared(settings.content, settings.root))
    common = _common(shared)
    folders = [_looked_at(path, common) for path in shared.folders if only in (None, path.name)]
    kept = settings.search_index / FOLDER
    if only is None:
        _prune(kept, folders)
    make = partial(reports.make, root=settings.root, shared=shared._replace(folders=(), problems=()))
    return shared, _each(folders, kept, make, progress, processes)


def between(facts: Mapping[str, Facts]) -> Iterator[Problem]:
    """What is wrong between the folders, of which *facts* has all by name: references that lead nowhere."""
    ids = {name: None if each.ids is None else frozenset(each.ids) for name, each in facts.items()}
    return corpus.unknown((one for each in facts.values() for one in each.references), ids)


def _each(
    folders: Sequence[_Folder], kept: Path, make: Callable[[Path], Made], progress: Progress, processes: int
) -> Iterator[Report]:
    stale = [one for one in folders if one.key is None or not _is_kept(kept, one)]
    total, done = sum(one.size for one in stale), 0
    waiting = {one.path.name for one in stale}
    fresh = _made([one.path for one in stale], make, processes if total >= WORTHWHILE else 1)
    for folder in folders:
        if folder.path.name in waiting:
            lines = next(fresh)
            _keep(kept, folder, lines)
            done += folder.size
            progress("reading", done, total)
            yield _report(folder, lines)
        else:
            yield _again(kept, folder) or _report(folder, make(folder.path))


def _report(folder: _Folder, lines: Made) -> Report:
    return Report(folder.path.name, reports.facts(lines[0]), lines[1])


def _made(folders: Sequence[Path], make: Callable[[Path], Made], processes: int) -> Iterator[Made]:
    """What *make* makes of each of *folders*, in their order."""
    done = 0
    if processes > 1 and len(folders) > 1:
        # Where no processes can be started, or one is killed, the rest is done here.
        with suppress(BrokenProcessPool, OSError):
            for made in _in_parallel(folders, make, min(processes, len(folders))):
                yield made
                done += 1
    yield from map(make, folders[done:])


def _in_parallel(folders: Sequence[Path], make: Callable[[Path], Made], processes: int) -> Iterator[Made]:
    # Started anew, not forked: whoever asks may have threads. An interrupt is for the one who asked.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN))
    try:
        yield from pool.map(make, folders)
    finally:
        pool.shutdown(cancel_futures=True)


# ---------------------------------------------------------------------------------------------------- has it changed?


def _common(shared: Shared) -> str:
    """A digest of all that every report depends on: the program, and what sources share."""
    facts = (
        sys.version,
        unicodedata.unidata_version,
        version("Markdown"),
        _program(Path(__file__).parents[1]),
        shared.base.languages,
        shared.topics,
        shared.glossary,
    )
    return _digest(repr(facts))


def _program(folder: Path) -> list[tuple[str, int, int]]:
    """The files of the program, whatever its version: where it is being worked on, a rule changes without a new one."""
    found = []
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            status = (Path(path) / name).stat()
            found.append((f"{path}/{name}", status.st_size, status.st_mtime_ns))
    return found


def _looked_at(path: Path, common: str) -> _Folder:
    now = time.time_ns()
    try:
        with os.scandir(path) as entries:
            stamps = sorted(_stamp(entry) for entry in entries if not entry.name.startswith("."))
    except OSError:
        return _Folder(path, None, 0)
    size = sum(stamp[1] for stamp in stamps)
    if any(time > now - RACY for stamp in stamps for time in stamp[2:4]):
        return _Folder(path, None, size)  # it may be written once more with the same size and times
    return _Folder(path, _digest(f"{common} {stamps}"), size)


def _stamp(entry: os.DirEntry[str]) -> tuple[str, int, int, int, int]:
    status = entry.stat(follow_symlinks=False)
    return entry.name, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _digest(text: str) -> str:
    return sha256(text.encode(errors="surrogateescape")).hexdigest()


# ---------------------------------------------------------------------------------------------------- kept reports


def _file(kept: Path, folder: _Folder) -> Path:
    return kept / f"{folder.path.name}.json"


def _is_kept(kept: Path, folder: _Folder) -> bool:
    try:
        with _file(kept, folder).open("rb") as file:
            return file.readline(200).split()[:1] == [str(folder.key).encode()]
    except OSError:
        return False


def _again(kept: Path, folder: _Folder) -> Report | None:
    """The report that was kept; None if it is not what was written."""
    try:
        head, body = _file(kept, folder).read_bytes().split(b"\n", 1)
        if head.decode("ascii") != f"{folder.key} {sha256(body).hexdigest()}":
            return None
        return _report(folder, _two(body))
    except (OSError, ValueError):
        return None


def _two(body: bytes) -> Made:
    facts, problems = body.split(b"\n")
    return facts, problems


def _keep(kept: Path, folder: _Folder, lines: Made) -> None:
    """Put a report where the next run finds it, whole or not at all; not being able to is no failure."""
    if folder.key is None:
        return
    body = b"\n".join(lines)
    head = f"{folder.key} {sha256(body).hexdigest()}\n".encode()
    path = _file(kept, folder)
    aside = path.with_name(f"{path.name}.{os.urandom(4).hex()}.tmp")
    with suppress(OSError):
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        kept.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
            file.write(head + body)
        aside.replace(path)
        return
    with suppress(OSError):
        aside.unlink()


def _prune(kept: Path, folders: Sequence[_Folder]) -> None:
    """Forget the reports on folders that are gone, and what an interrupted run left."""
    wanted = {_file(kept, folder).name for folder in folders}
    with suppress(OSError):
        for path in list(kept.iterdir()):
            if path.name not in wanted:
                path.unlink()
