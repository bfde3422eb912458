"""May this file be read, and what text does it hold? Ordinary files of bounded size in UTF-8, nothing else."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Collection
from pathlib import Path

from kb.content import characters
from kb.content.paths import shown
from kb.content.problems import problem
from kb.errors import N_, Message, Place, Problem, message
from kb.nearest import did_you_mean

#: Bytes of a file that people write, and of one that only the tool writes (it grows with every release).
AUTHORED, WRITTEN = 4 * 1024 * 1024, 64 * 1024 * 1024

# A pipe must not block and a link not be followed if it takes a file's place after we looked (Windows has no flags).
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_WINDOWS = message(N_("it looks like Windows-1252; save the file as UTF-8"))
_UTF_16 = message(N_("it looks like UTF-16; save the file as UTF-8"))


def read_text(path: Path, root: Path, limit: int = AUTHORED) -> tuple[str | None, list[Problem]]:
    """The text of *path* with line feeds at the end of lines and no byte order mark; None if it cannot be trusted."""
    place = Place(shown(path, root))
    data, problems = _read(path, place, limit)
    if data is None:
        return None, problems
    text, problems = _decode(data, place)
    if text is None:
        return None, problems
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    problems = characters.look(text, place.path) + _conflicts(text, place.path)
    return (None if any(found.is_error for found in problems) else text), problems


def _read(path: Path, place: Place, limit: int) -> tuple[bytes | None, list[Problem]]:
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return None, [problem("not-a-file", place)]
        descriptor = os.open(path, _FLAGS)
        with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor, not a path
            data = file.read(limit + 1)
    except OSError as error:
        return None, [problem("unreadable", place, reason=error.strerror or type(error).__name__)]
    if len(data) > limit:
        return None, [problem("file-too-large", place, limit=limit // 1024)]
    return data, []


def _decode(data: bytes, place: Place) -> tuple[str | None, list[Problem]]:
    utf_16 = data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(0) > len(data) // 4
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf_8(data, error.start, place, _UTF_16 if utf_16 else _guess(data))]
    if utf_16 and text:
        return None, [_not_utf_8(data, data.find(0), place, _UTF_16)]
    return text, []


def _not_utf_8(data: bytes, offset: int, place: Place, hint: Message | None) -> Problem:
    before = data[:offset].removeprefix(b"\xef\xbb\xbf")
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    return problem("encoding", Place(place.path, before.count(b"\n") + 1, column), hint, offset=offset)


def _guess(data: bytes) -> Message | None:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return _WINDOWS if all(character.isprintable() or character in "\r\n\t\xa0" for character in text) else None


def _conflicts(text: str, path: str) -> list[Problem]:
    match = _CONFLICT.search(text)
    return [problem("merge-conflict", Place(path, text.count("\n", 0, match.start()) + 1, 1))] if match else []


def listing(folder: Path, root: Path) -> tuple[list[os.DirEntry[str]], list[Problem]]:
    """The entries of *folder* by name but hidden ones, each under one spelling; and the doubles as problems."""
    try:
        with os.scandir(folder) as found:
            entries = sorted((entry for entry in found if not entry.name.startswith(".")), key=_known_spelling_first)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return [], [problem("unreadable", Place(shown(folder, root)), reason=reason)]
    kept: dict[str, os.DirEntry[str]] = {}
    problems: list[Problem] = []
    for entry in entries:
        first = kept.setdefault(unicodedata.normalize("NFC", entry.name).casefold(), entry)
        if first is not entry:
            here, other = (shown(Path(each.path), root) for each in (entry, first))
            problems.append(problem("same-name", Place(here), other=other))
    return list(kept.values()), problems


def _known_spelling_first(entry: os.DirEntry[str]) -> tuple[str, bool, str]:
    folded = unicodedata.normalize("NFC", entry.name).casefold()
    return folded, entry.name != folded, entry.name


def unexpected(entry: os.DirEntry[str], root: Path, names: Collection[str]) -> Problem:
    """That nothing reads *entry*; *names* are those it may have been meant to have."""
    return problem("unexpected-file", Place(shown(Path(entry.path), root)), did_you_mean(entry.name, names))
