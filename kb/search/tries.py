"""Is this trie file whole? The only file that imports marisa_trie.

A trie is mapped into memory, not read. The library recognises a foreign or shortened file, but one with a few wrong
bytes can keep it busy for ever, so each file ends with a checksum of what is before it, and is opened only if that is
right.
"""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

import marisa_trie

_SEAL = b"\nkb-crc32 %08x\n"
_SEAL_LENGTH = len(_SEAL % 0)


class TrieError(Exception):
    """A trie file that cannot be trusted."""


class Trie(Protocol):
    """Words with bytes, as ``marisa_trie.BytesTrie`` has them."""

    def __contains__(self, word: str) -> bool:
        """Whether anything is stored with *word*."""

    def get(self, word: str) -> list[bytes] | None:
        """What is stored with *word*."""

    def iteritems(self, prefix: str) -> Iterator[tuple[str, bytes]]:
        """The words that begin with *prefix*, in an order of the trie's own."""


def write(path: Path, items: Iterable[tuple[str, bytes]]) -> None:
    """Write a trie of *items* to the new file *path*."""
    marisa_trie.BytesTrie(items).save(str(path))
    seal(path)


def seal(path: Path) -> None:
    """Add the checksum to a trie that was just written to *path*."""
    with path.open("r+b") as file:
        checksum = zlib.crc32(file.read())
        file.write(_SEAL % checksum)


def open_trie(path: Path) -> Trie:
    """The trie in *path*.

    :raises TrieError: if it is missing, unreadable, or anything but what was written.
    """
    try:
        if not _is_whole(path):
            raise TrieError(path.name)
        trie: Trie = marisa_trie.BytesTrie().mmap(str(path))
    except (OSError, RuntimeError) as error:
        raise TrieError(path.name) from error
    return trie


def _is_whole(path: Path) -> bool:
    with path.open("rb") as file:
        if file.seek(0, 2) <= _SEAL_LENGTH:
            return False
        with (
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
            memoryview(mapped) as whole,
            whole[:-_SEAL_LENGTH] as body,
            whole[-_SEAL_LENGTH:] as found,
        ):
            return bytes(found) == _SEAL % zlib.crc32(body)
