"""Which topics, sources and names does this word call, in any language? A small trie beside each generation.

Labels are few and statements many: a word in a label asks for the keyword (topic, source, name) instead of being a term of
every statement that has it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from kb.errors import N_, IndexUnusable
from kb.search.labels import Labels
from kb.search.tries import Trie, TrieError, open_trie
from kb.search.tries import write as write_trie

FILE = "labels.trie"
# No word, key or id has this sign.
_SEPARATOR = "\x1f"

#: The terms of a label's text in a language: words and coded keys, function words left out.
TermsOf = Callable[[str, str], Collection[str]]


def write(directory: Path, labels: Labels, terms_of: TermsOf) -> None:
    """Write the index of *labels* into *directory*."""
    called: dict[str, list[str]] = {}
    for field, value, language, text in labels.texts():
        for term in terms_of(text, language):
            called.setdefault(f"{language}{_SEPARATOR}{term}", []).append(f"{field}{_SEPARATOR}{value}")
    write_trie(directory / FILE, ((key, target.encode()) for key, targets in called.items() for target in targets))


class LabelIndex:
    """The labels of a generation, by word."""

    def __init__(self, directory: Path) -> None:
        try:
            self._trie: Trie = open_trie(directory / FILE)
        except TrieError as error:
            raise IndexUnusable(N_("the index is damaged ({file})"), code="index-damaged", file=FILE) from error

    def get(self, keys: Collection[str], language: str) -> Sequence[tuple[str, str]]:
        """The (keyword field, value) pairs whose label in *language* has a word with one of *keys*."""
        found: dict[tuple[str, str], None] = {}
        for key in keys:
            for target in self._trie.get(f"{language}{_SEPARATOR}{key}") or ():
                field, _, value = target.decode().partition(_SEPARATOR)
                found[field, value] = None
        return tuple(found)
