"""Which words does the index have in a language, how often, and under which keys?

One trie a language lies beside a generation's index and never changes; a small overlay holds what a small change
altered, so that changing one passage costs the same however large the base is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kb.errors import N_, IndexUnusable
from kb.search.tries import Trie, TrieError, open_trie
from kb.search.tries import write as write_trie


class Entry(NamedTuple):
    """A word (a literal term): in how many passages it stands, its coded keys, and whether it is a function word."""

    frequency: int
    keys: tuple[str, ...] = ()
    stop: bool = False


# The letters that words of the language are made of, under a name that is no word.
_LETTERS = "its letters"


def _trie(directory: Path, language: str) -> Path:
    return directory / f"vocabulary.{language}.trie"


def _overlay(directory: Path, language: str) -> Path:
    return directory / f"vocabulary.{language}.json"


def exists(directory: Path, language: str) -> bool:
    """Whether *directory* has a vocabulary of *language*: not where no passage is in it."""
    return _trie(directory, language).exists()


def files(directory: Path) -> Iterator[Path]:
    """The files of all vocabularies in *directory*."""
    return directory.glob("vocabulary.*")


def write(directory: Path, language: str, entries: Mapping[str, Entry]) -> None:
    """Write the vocabulary of a full build into *directory*."""
    letters = "".join(sorted({letter for word in entries for letter in word}))
    items = chain(((word, _encoded(entry)) for word, entry in entries.items()), [(_LETTERS, letters.encode())])
    write_trie(_trie(directory, language), items)


def write_overlay(directory: Path, language: str, entries: Mapping[str, Entry]) -> None:
    """Write what differs from the trie in *directory*: *entries* replace words, frequency 0 removes them."""
    _overlay(directory, language).write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")


def _encoded(entry: Entry) -> bytes:
    # Keys are made of letters and figures: a space can part them.
    return " ".join((str(entry.frequency), "!" if entry.stop else "-", *entry.keys)).encode()


def _decoded(value: bytes) -> Entry:
    frequency, stop, *keys = value.decode().split(" ")
    return Entry(int(frequency), tuple(keys), stop == "!")


class Vocabulary(NamedTuple):
    """The words of one language in one generation; ``changed`` is the overlay. Safe to read from several threads."""

    trie: Trie
    changed: Mapping[str, Entry]

    @classmethod
    def open(cls, directory: Path, language: str) -> Vocabulary:
        """The vocabulary of *language* in the generation *directory*.

        :raises IndexUnusable: if it is missing or damaged.
        """
        try:
            return cls(open_trie(_trie(directory, language)), _read_overlay(_overlay(directory, language)))
        except (TrieError, OSError, ValueError, TypeError, AttributeError) as error:
            raise IndexUnusable(
                N_("the list of words of the index is damaged ({file})"),
                code="vocabulary-damaged",
                file=_trie(directory, language).name,
            ) from error

    def get(self, word: str) -> Entry | None:
        """The entry of *word*; None if no passage has it."""
        if self.changed and (entry := self.changed.get(word)) is not None:
            return entry if entry.frequency else None
        values = self.trie.get(word)
        return _decoded(values[0]) if values else None

    def known(self, some: Sequence[str]) -> int:
        """How many of *some* words there are."""
        if self.changed:
            return sum(self.get(word) is not None for word in some)
        return sum(map(self.trie.__contains__, some))

    def prefix(self, prefix: str, limit: int) -> list[tuple[str, Entry]]:
        """Up to *limit* words that begin with *prefix*, in code point order; which ones, if there are more, is open."""
        found: list[tuple[str, Entry]] = []
        for entry in self._all(prefix):
            if len(found) == limit:
                break
            found.append(entry)
        return sorted(found)

    def words(self) -> Iterator[str]:
        """All words, in no particular order."""
        return (word for word, _ in self._all(""))

    def near(self, word: str) -> list[tuple[str, Entry]]:
        """Words one typo away (a letter more, less, other, two swapped), same first letter, most frequent first.

        Figures are never corrected, and nothing is corrected to a figure.
        """
        if any(letter.isnumeric() for letter in word):
            return []
        values = self.trie.get(_LETTERS)
        letters = {*(values[0].decode() if values else ""), *chain.from_iterable(self.changed)}
        found = ((other, self.get(other)) for other in _one_typo(word, letters, self._begins))
        known = [(other, entry) for other, entry in found if entry is not None]
        return sorted(known, key=lambda pair: (-pair[1].frequency, pair[0]))

    def _begins(self, prefix: str) -> bool:
        """Whether a word begins with *prefix*, or did before a small change."""
        return any(True for _ in self.trie.iteritems(prefix)) or any(word.startswith(prefix) for word in self.changed)

    def _all(self, prefix: str) -> Iterator[tuple[str, Entry]]:
        for word, value in self.trie.iteritems(prefix):
            if word != _LETTERS and word not in self.changed:
                yield word, _decoded(value)
        for word, entry in self.changed.items():
            if word.startswith(prefix) and entry.frequency:
                yield word, entry


def _read_overlay(path: Path) -> dict[str, Entry]:
    if not path.exists():
        return {}
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {word: Entry(int(frequency), tuple(keys), bool(stop)) for word, (frequency, keys, stop) in rows.items()}


def _one_typo(word: str, letters: set[str], begins: Callable[[str], bool]) -> set[str]:
    """Words one typo away from *word*; *begins* says whether there are any that begin like that."""
    usable = [letter for letter in letters if not letter.isnumeric()]
    others: set[str] = set()
    for here in range(1, len(word) + 1):
        head, tail = word[:here], word[here:]
        if not begins(head):
            break
        others.update(head + letter + tail for letter in usable)
        if tail:
            others.add(head + tail[1:])
            others.update(head + letter + tail[1:] for letter in usable)
        if len(tail) > 1:
            others.add(head + tail[1] + tail[0] + tail[2:])
    others.discard(word)
    return others
