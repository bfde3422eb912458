"""Which wordings on record are not today's, and which of them may this text be a part of? Kept beside each generation.

Rows lie in ``earlier.jsonl``, grouped by folder, and a trie says where a word, a statement or a folder is in them. A small
change writes those of the folders it touches beside them (``earlier.FOLDER.jsonl``) and shares everything else. Only the
checking of quotations opens any of it.
"""

from __future__ import annotations

import json
import mmap
import struct
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from pathlib import Path
from typing import NamedTuple

from kb.errors import N_, IndexUnusable
from kb.search.durable import share
from kb.search.tokens import tokens
from kb.search.tries import Trie, TrieError, open_trie
from kb.search.tries import write as write_trie
from kb.text import canonical

_STEM = "earlier"

# No word, id or folder has this sign. Before a statement once, before a folder twice.
_SIGN = "\x1f"

#: Of the words of a text the rarest are looked for, as long as they have no more rows together than this.
_MOST_WORDS, _BUDGET = 8, 1000

#: Some rows may have been hidden by a small change: so many times more are looked at.
_SPARE = 8

#: So many folders lie beside the others at most; then all are written anew: each is one more place to look into.
_MOST_APART = 8


class EarlierWording(NamedTuple):
    """A wording on record in the place of which there is another one today, or none. ``address`` is ``SOURCE/ID/LANGUAGE``."""

    address: str
    version: str
    text: str

    @property
    def statement(self) -> str:
        """``SOURCE/ID``."""
        return self.address.rpartition("/")[0]

    @property
    def language(self) -> str:
        """What it is written in."""
        return self.address.rpartition("/")[2]


#: Wordings by the folder (source) that has them on record; one without any is left out.
Earlier = Mapping[str, Sequence[EarlierWording]]


# -------------------------------------------------------------------------------------------------------------- writing


def write(directory: Path, earlier: Earlier) -> None:
    """Keep *earlier*, all there are, in a generation that is being written."""
    if any(earlier.values()):
        _write(directory, _STEM, earlier)


def write_change(base: Path, directory: Path, altered: Earlier) -> None:
    """Keep those of *base*, shared, with *altered* in the place of what its folders had."""
    known = EarlierWordings.open(base)
    if len({*known.apart, *altered}) > _MOST_APART:
        write(directory, {folder: altered.get(folder) or known.all_of(folder) for folder in _all(known, altered)})
        return
    for folder, wordings in altered.items():
        _write(directory, _stem(folder), {folder: wordings})
    for path in base.glob(f"{_STEM}.*"):
        if not (directory / path.name).exists() and path.name.split(".")[1] not in altered:
            share(path, directory / path.name)


def altered(base: Path, earlier: Earlier, folders: Iterable[str] | None) -> dict[str, Sequence[EarlierWording]]:
    """Those of *folders* (None: of all) that the generation *base* does not have as *earlier* has them.

    :raises IndexUnusable: if what *base* has cannot be read.
    """
    known = EarlierWordings.open(base)
    names = {*earlier, *known.folders()} if folders is None else folders
    return {
        folder: earlier.get(folder, ()) for folder in names if known.lines(folder) != _lines(earlier.get(folder, ()))
    }


def _all(known: EarlierWordings, altered: Earlier) -> list[str]:
    """The folders that have any with *altered* in the place of what they had."""
    names = dict.fromkeys((*known.folders(), *altered))
    return [name for name in names if altered.get(name, True)]


def _stem(folder: str) -> str:
    return f"{_STEM}.{folder}"


def _lines(wordings: Iterable[EarlierWording]) -> bytes:
    return b"".join(map(_line, wordings))


def _line(wording: EarlierWording) -> bytes:
    return json.dumps(wording, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _write(directory: Path, stem: str, earlier: Earlier) -> None:
    places: dict[str, array[int]] = {}
    at = 0
    with (directory / f"{stem}.jsonl").open("wb") as file:
        for folder, wordings in earlier.items():
            start = at
            for one in wordings:
                for key in (f"{_SIGN}{one.statement}", *_words(one.text)):
                    places.setdefault(key, array("Q")).append(at)
                at += file.write(_line(one))
            places[f"{_SIGN}{_SIGN}{folder}"] = array("Q", (start, at))
    write_trie(directory / f"{stem}.trie", ((key, _packed(rows)) for key, rows in places.items()))


def _packed(numbers: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _unpacked(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data)


def _words(text: str) -> set[str]:
    """Words as they are looked for, in whatever language."""
    return {token.word for token in tokens(text, "en")}


# -------------------------------------------------------------------------------------------------------------- reading


class _Part(NamedTuple):
    """One file of rows with its trie."""

    rows: mmap.mmap | bytes
    trie: Trie

    def at(self, key: str) -> tuple[int, ...]:
        """Where the rows of *key* begin."""
        found = self.trie.get(key)
        return _unpacked(found[0]) if found else ()

    def row(self, at: int) -> EarlierWording:
        """The row that begins there."""
        return EarlierWording(*json.loads(self.rows[at : self.rows.find(b"\n", at)]))

    def counted(self, words: Iterable[str]) -> Iterator[tuple[int, int]]:
        """(how many of the rarest of *words* it has, where it begins) of each row that has any."""
        known = sorted((found[0] for word in words if (found := self.trie.get(word))), key=len)[:_MOST_WORDS]
        counts: Counter[int] = Counter()
        budget = _BUDGET * 4
        for data in known:
            budget -= len(data)
            if budget < 0:
                break
            counts.update(_unpacked(data))
        if not counts and known:  # each stands nearly everywhere: all together
            rows = set(_unpacked(known[0])).intersection(*map(_unpacked, known[1:]))
            counts = Counter(dict.fromkeys(rows, len(known)))
        return ((count, at) for at, count in counts.items())


class EarlierWordings:
    """The earlier wordings of a generation. Safe to read from several threads."""

    def __init__(self, whole: _Part | None, parts: Mapping[str, _Part]) -> None:
        self._whole = whole
        self._parts = parts

    @classmethod
    def open(cls, directory: Path) -> EarlierWordings:
        """Those of the generation *directory*.

        :raises IndexUnusable: if they are damaged.
        """
        found = {path.name.removesuffix(".jsonl"): _part(path) for path in sorted(directory.glob(f"{_STEM}*.jsonl"))}
        whole = found.pop(_STEM, None)
        return cls(whole, {stem.removeprefix(f"{_STEM}."): part for stem, part in found.items()})

    def of(self, statement: str) -> list[EarlierWording]:
        """The earlier wordings of ``SOURCE/ID``, in the order in which they were put on record."""
        part = self._of(statement.partition("/")[0])
        return [part.row(at) for at in part.at(f"{_SIGN}{statement}")] if part else []

    def like(self, text: str, limit: int) -> list[EarlierWording]:
        """At most *limit* that have most of the rare words of *text*, the latest first. Proposes; never decides."""
        words = _words(canonical(text))
        parts = [*([self._whole] if self._whole else ()), *self._parts.values()]
        ranked = [(count, number, at) for number, part in enumerate(parts) for count, at in part.counted(words)]
        found: list[EarlierWording] = []
        for _, number, at in nlargest(_SPARE * limit, ranked):
            row = parts[number].row(at)
            if parts[number] is self._of(row.address.partition("/")[0]):
                found.append(row)
            if len(found) == limit:
                break
        return found

    @property
    def apart(self) -> Iterable[str]:
        """The folders that lie beside the others."""
        return self._parts.keys()

    def all_of(self, folder: str) -> list[EarlierWording]:
        """All earlier wordings of *folder*."""
        return [EarlierWording(*json.loads(line)) for line in self.lines(folder).split(b"\n")[:-1]]

    def folders(self) -> Iterator[str]:
        """The folders that have any, or had."""
        sign = _SIGN * 2
        for part in (self._whole, *self._parts.values()):
            if part is not None:
                yield from (key.removeprefix(sign) for key, _ in part.trie.iteritems(sign))

    def lines(self, folder: str) -> bytes:
        """What is written of *folder*."""
        part = self._of(folder)
        start, end = (part.at(f"{_SIGN}{_SIGN}{folder}") if part else ()) or (0, 0)
        return bytes(part.rows[start:end]) if part else b""

    def _of(self, folder: str) -> _Part | None:
        """Where the wordings of *folder* are: a small change hides what was there before."""
        return self._parts.get(folder, self._whole)


def _part(path: Path) -> _Part:
    try:
        with path.open("rb") as file:
            empty = not file.read(1)
            rows = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return _Part(rows, open_trie(path.with_name(f"{path.name.removesuffix('.jsonl')}.trie")))
    except (OSError, ValueError, TrieError) as error:
        raise IndexUnusable(N_("the index is damaged ({file})"), code="index-damaged", file=path.name) from error
