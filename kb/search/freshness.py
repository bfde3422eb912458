"""Which content files changed since the index was written? Looks at names, sizes and times, and opens none of them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

SEEN = "SEEN.json"

#: A file written this shortly before we looked may have been written again since with the same size and time (nanoseconds).
RACY = 2_000_000_000

_SUFFIXES = (".md", ".yaml", ".jsonl")

Stamp = tuple[int, int, int, int]


class Seen(NamedTuple):
    """What the folder looked like when ``generation`` was made of it: path below it to (size, mtime in ns, ctime in ns, inode).

    ``at`` is the time of looking in ns, ``until`` the ISO date from which an embargo ends (None: never by itself).
    """

    generation: str
    at: int
    until: str | None
    stamps: Mapping[str, Stamp]


def look(content: Path) -> dict[str, Stamp]:
    """The stamps of everything under *content* that can hold statements: two levels deep, hidden names left out."""
    stamps: dict[str, Stamp] = {}
    for entry in _entries(content):
        if entry.is_dir(follow_symlinks=False):
            stamps.update(
                (f"{entry.name}/{inner.name}", _stamp(inner)) for inner in _entries(entry.path) if _counts(inner)
            )
        elif _counts(entry):
            stamps[entry.name] = _stamp(entry)
    return stamps


def _entries(folder: str | Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        # Gone or not readable: reading the content will say so, with the reason.
        return []


def _counts(entry: os.DirEntry[str]) -> bool:
    return entry.name.endswith(_SUFFIXES)


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return (-1, 0, 0, 0)
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def changed(seen: Seen, now: Mapping[str, Stamp], today: str) -> frozenset[str] | None:
    """Which folders (``""`` for files beside them) must be read again; empty when the index is up to date.

    None: everything, because what all statements share has changed.
    """
    if seen.until is not None and today >= seen.until:
        return None
    different = {
        path
        for path in seen.stamps.keys() | now.keys()
        if seen.stamps.get(path) != now.get(path) or now[path][1] > seen.at - RACY
    }
    folders = frozenset(path.rpartition("/")[0] for path in different)
    return None if "" in folders else folders


def read(index: Path) -> Seen | None:
    """What was noted last; None when there is no such note, or it cannot be understood."""
    try:
        row = json.loads((index / SEEN).read_bytes())
        stamps = {
            path: (int(size), int(modified), int(changed), int(inode))
            for path, (size, modified, changed, inode) in row["files"].items()
        }
        until = None if row["until"] is None else date.fromisoformat(row["until"]).isoformat()
        return Seen(str(row["generation"]), int(row["at"]), until, stamps)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def text(seen: Seen) -> str:
    """The note as it is kept beside the generations."""
    return json.dumps({"generation": seen.generation, "at": seen.at, "until": seen.until, "files": seen.stamps})
