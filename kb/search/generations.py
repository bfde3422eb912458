"""Which index is the current one, and is it whole?

``search_index/`` holds generations: complete, immutable directories ``gen-<number>-<8 hex digits>``, where the digits
are the beginning of the SHA-256 of the generation's ``MANIFEST.json``, which in turn holds that of every other file.
The file ``CURRENT`` names the one in use. Only ``publishing`` writes here; it removes nothing that a reader holds.
"""

from __future__ import annotations

import json
import os
import re
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from kb.errors import N_, IndexUnusable
from kb.search.durable import write_durably

try:
    import fcntl
except ImportError:  # Windows, untested: there an open file keeps its folder from being removed.
    fcntl = None  # type: ignore[assignment]

CURRENT = "CURRENT"
MANIFEST = "MANIFEST.json"
VERIFIED = "VERIFIED.json"

#: What this module and ``publishing`` make of the directory; another number, another index.
FORMAT = 1

NAME = re.compile(r"gen-([0-9]{6,})-([0-9a-f]{8})")

_CHUNK = 1 << 20


class Stamp(NamedTuple):
    """What tells cheaply that a file is the one that was there before."""

    size: int
    mtime_ns: int
    inode: int


def stamp(status: os.stat_result) -> Stamp:
    """The stamp in what ``stat`` says of a file."""
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


class Entry(NamedTuple):
    """One file of a generation, in its manifest: its SHA-256, and its stamp when it was written."""

    sha256: str
    stamp: Stamp


class Manifest(NamedTuple):
    """What a generation says of itself: its files (paths below it), and the fields that whoever published it gave."""

    files: Mapping[str, Entry]
    fields: Mapping[str, Any]

    @classmethod
    def parse(cls, data: bytes) -> Manifest:
        """The manifest in *data*.

        :raises ValueError, KeyError, TypeError: if it is none of ours.
        """
        row = json.loads(data)
        if row["format"] != FORMAT:
            raise ValueError(f"format {row['format']}")
        files = {name: Entry(digest, Stamp(*rest)) for name, (digest, *rest) in row["files"].items()}
        return cls(files, row["fields"])

    def to_bytes(self) -> bytes:
        """As it is written."""
        files = {name: (entry.sha256, *entry.stamp) for name, entry in sorted(self.files.items())}
        return json.dumps({"format": FORMAT, "fields": dict(self.fields), "files": files}, indent=1).encode()


def files_below(path: Path, prefix: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """The files of a generation but its manifest: their paths below it, with forward slashes, and their state."""
    with os.scandir(path) as entries:
        for entry in entries:
            name = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from files_below(path / entry.name, f"{name}/")
            elif name != MANIFEST:
                yield name, entry.stat(follow_symlinks=False)


def digest(path: Path) -> str:
    """The SHA-256 of a file, 64 hex digits."""
    found = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


class Generation:
    """A complete index that this process holds: it stays until :meth:`close`, whatever is published meanwhile."""

    __slots__ = ("_descriptor", "manifest", "name", "path")

    def __init__(self, path: Path, manifest: Manifest, descriptor: int) -> None:
        self.name = path.name
        self.path = path
        self.manifest = manifest
        self._descriptor: int | None = descriptor

    def close(self) -> None:
        """Let go: it may now be removed."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Generation:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.close()

    def wrong(self, *, full: bool = True) -> list[str]:
        """The names of files that are missing, too many or not what they were; with *full*, every byte is read.

        Without it, only files are read whose size, time or inode is not that of the last verification.
        """
        return sorted(_wrong(self.path, self.manifest, full=full))


def current_name(index: Path) -> str | None:
    """The name of the generation in use; None when there is none. One small read: a server asks often."""
    try:
        name = (index / CURRENT).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None
    return name if NAME.fullmatch(name) else None


def current(index: Path, expected: Mapping[str, object]) -> Generation | None:
    """The generation in use, held and found sound; None when there is none.

    *expected* are fields its manifest must have, such as the engine's version. The caller closes what is returned.

    :raises IndexUnusable: if there is one that is damaged, of another version, or open to other users; its
        ``code`` says which (``index-damaged``, ``index-outdated``, ``index-foreign``). Rebuilding it heals it.
    """
    name = current_name(index)
    if name is None:
        return None
    for folder in (index, index / name):
        _check_owner(folder, index.parent)
    generation = _held(index)
    try:
        if any(generation.manifest.fields.get(key) != value for key, value in expected.items()):
            raise IndexUnusable(N_("another version of this program made the search index"), code="index-outdated")
        if wrong := generation.wrong(full=False):
            raise _damaged(generation.path / wrong[0])
    except BaseException:
        generation.close()
        raise
    return generation


def _damaged(path: Path) -> IndexUnusable:
    template = N_("the search index is damaged: {path} is not what was written")
    return IndexUnusable(template, code="index-damaged", path=str(path))


def _held(index: Path) -> Generation:
    """The generation that ``CURRENT`` names, with a shared lock on its manifest."""
    for _attempt in range(20):
        name = current_name(index)
        path = index / (name or "")
        try:
            descriptor = os.open(path / MANIFEST, os.O_RDONLY)
        except OSError as error:
            if current_name(index) == name:
                raise _damaged(path / MANIFEST) from error
            continue
        generation = _locked(path, descriptor)
        if generation is not None:
            return generation
        # Clean-up took it in the moment since we read CURRENT, which by now names a newer one.
        time.sleep(0.01)
    raise _damaged(index / CURRENT)


def _locked(path: Path, descriptor: int) -> Generation | None:
    try:
        if not lock_shared(descriptor) or not _still_there(path, descriptor):
            os.close(descriptor)
            return None
        data = b"".join(iter(lambda: os.read(descriptor, _CHUNK), b""))
        if sha256(data).hexdigest()[:8] != path.name[-8:]:
            raise ValueError("not the manifest that was published")
        return Generation(path, Manifest.parse(data), descriptor)
    except (OSError, ValueError, KeyError, TypeError) as error:
        os.close(descriptor)
        raise _damaged(path / MANIFEST) from error


def _still_there(path: Path, descriptor: int) -> bool:
    with suppress(OSError):
        return os.path.samestat((path / MANIFEST).stat(), os.fstat(descriptor))
    return False


def lock_shared(descriptor: int) -> bool:
    """Take part in holding the file; False when someone is about to remove it."""
    return fcntl is None or _flock(descriptor, fcntl.LOCK_SH)


def lock_alone(descriptor: int) -> bool:
    """Hold the file alone; False when anybody else does."""
    return fcntl is None or _flock(descriptor, fcntl.LOCK_EX)


def _flock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _check_owner(folder: Path, home: Path) -> None:
    """Refuse a folder that somebody else may have filled: neither we nor the owner of the knowledge base."""
    if os.name == "nt":
        return
    try:
        status = folder.lstat()
        owners = {os.geteuid(), home.stat().st_uid}
    except OSError as error:
        raise _damaged(folder) from error
    if not stat.S_ISDIR(status.st_mode) or status.st_uid not in owners or status.st_mode & 0o022:
        raise IndexUnusable(N_("{path} may have been written by another user"), code="index-foreign", path=str(folder))


# ------------------------------------------------------------------------------------------------------------ soundness


def _wrong(path: Path, manifest: Manifest, *, full: bool) -> Iterator[str]:
    try:
        found = dict(files_below(path))
    except OSError:
        yield path.name
        return
    yield from found.keys() ^ manifest.files.keys()
    doubtful = {}
    verified = _read_verified(path)
    for name, entry in manifest.files.items():
        if (status := found.get(name)) is None:
            continue
        if status.st_size != entry.stamp.size or not stat.S_ISREG(status.st_mode):
            yield name
        elif full or stamp(status) not in (entry.stamp, verified.get(name)):
            doubtful[name] = stamp(status)
    good = {name: now for name, now in doubtful.items() if _is(path / name, manifest.files[name])}
    yield from doubtful.keys() - good.keys()
    if good.keys() == doubtful.keys() and any(now != manifest.files[name].stamp for name, now in good.items()):
        _note_verified(path, good)


def _is(path: Path, entry: Entry) -> bool:
    try:
        return digest(path) == entry.sha256
    except OSError:
        return False


def _read_verified(path: Path) -> dict[str, Stamp]:
    """The stamps of files of this generation that were read and found right though they are not as they were written.

    A copied or restored index has other times and inodes; it is read once, not at every start.
    """
    try:
        row = json.loads((path.parent / VERIFIED).read_bytes())
        rows = row["files"] if row["generation"] == path.name else {}
        return {name: Stamp(*numbers) for name, numbers in rows.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _note_verified(path: Path, stamps: Mapping[str, Stamp]) -> None:
    note = {"generation": path.name, "files": {**_read_verified(path), **stamps}}
    # Where it cannot be noted, the files are read again next time.
    with suppress(OSError):
        write_durably(path.parent / VERIFIED, json.dumps(note).encode())
