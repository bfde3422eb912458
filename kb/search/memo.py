"""Was this query word analysed before? Remembered for this user, so that no lemmatiser need be loaded again.

One small file a word in the user's cache folder. It is only a convenience: whatever is wrong with it, it is not used.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

#: Beyond so many words the oldest quarter is forgotten.
LIMIT = 4096


class Remembered(NamedTuple):
    """What the analysis said of a word in one language: its coded keys, and whether it is a function word."""

    keys: tuple[str, ...]
    stop: bool


class Memo:
    """The words remembered in *folder* under the analysis *version*. Nothing here raises."""

    def __init__(self, folder: Path, version: str, limit: int = LIMIT) -> None:
        self._folder = folder
        self._version = version
        self._limit = limit

    def get(self, word: str) -> Mapping[str, Remembered] | None:
        """What is remembered of *word* (as typed): language -> keys; None if nothing is."""
        try:
            if not self._is_private():
                return None
            version, known, rows = json.loads(self._path(word).read_text(encoding="utf-8"))
            if (version, known) != (self._version, word):
                return None
            return {language: _checked(*row) for language, row in rows.items()}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return None

    def put(self, word: str, languages: Mapping[str, Remembered]) -> None:
        """Remember *word* (as typed); silently not, where that cannot be."""
        with suppress(OSError, ValueError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._is_private():
                self._forget_oldest()
                self._write(self._path(word), json.dumps((self._version, word, languages), ensure_ascii=False))

    def _path(self, word: str) -> Path:
        name = sha256(f"{self._version}\0{word}".encode()).hexdigest()[:32]
        return self._folder / f"{name}.json"

    def _is_private(self) -> bool:
        # What others may write into, they may fill with keys of their choice.
        if os.name == "nt":
            return True
        status = self._folder.stat()
        return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)

    def _write(self, path: Path, content: str) -> None:
        aside = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            aside.touch(mode=0o600)
            aside.write_text(content, encoding="utf-8")
            aside.replace(path)
        except OSError:
            aside.unlink(missing_ok=True)

    def _forget_oldest(self) -> None:
        if len(os.listdir(self._folder)) < self._limit:  # noqa: PTH208 - names are enough here, and four times cheaper
            return
        with os.scandir(self._folder) as entries:
            by_age = sorted(entries, key=lambda entry: entry.stat().st_mtime_ns)
        for entry in by_age[: 1 + self._limit // 4]:
            Path(entry.path).unlink(missing_ok=True)


def _checked(keys: list[str], stop: bool) -> Remembered:
    if not all(isinstance(key, str) for key in keys) or not isinstance(stop, bool):
        raise TypeError
    return Remembered(tuple(keys), stop)
