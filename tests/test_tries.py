"""A trie file is opened only if it is what was written."""

from __future__ import annotations

import random
import zlib
from pathlib import Path

import pytest

from kb.search.tries import TrieError, open_trie, write

ITEMS = [(f"wort{number}", f"{number} - s:wort".encode()) for number in range(2000)]


@pytest.fixture
def trie(tmp_path: Path) -> Path:
    """A file with a trie of ITEMS."""
    path = tmp_path / "x.trie"
    write(path, ITEMS)
    return path


def test_what_was_written_is_read(trie: Path) -> None:
    """Words come back with their bytes, by name and by prefix; others do not."""
    opened = open_trie(trie)
    assert opened.get("wort7") == [b"7 - s:wort"]
    assert opened.get("wort") is None
    assert sorted(opened.iteritems("wort199")) == sorted(item for item in ITEMS if item[0].startswith("wort199"))


def test_an_empty_trie_is_one(tmp_path: Path) -> None:
    """No words are no damage."""
    write(tmp_path / "x.trie", [])
    assert list(open_trie(tmp_path / "x.trie").iteritems("")) == []


@pytest.mark.parametrize("content", [b"", b"x", b"garbage" * 100, b"\nkb-crc32 00000000\n" * 2])
def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """Empty, short and foreign files are damaged tries."""
    path = tmp_path / "x.trie"
    path.write_bytes(content)
    with pytest.raises(TrieError):
        open_trie(path)


def test_a_missing_file_and_a_sealed_foreign_one_are_refused(tmp_path: Path) -> None:
    """Neither absence nor a right checksum over something else passes."""
    with pytest.raises(TrieError):
        open_trie(tmp_path / "x.trie")
    body = b"not a trie" * 20
    (tmp_path / "x.trie").write_bytes(body + b"\nkb-crc32 %08x\n" % zlib.crc32(body))
    with pytest.raises(TrieError):
        open_trie(tmp_path / "x.trie")


def test_every_shortened_or_garbled_file_is_refused(trie: Path) -> None:
    """The library would hang on some of these: none of 300 gets that far (seed 20241)."""
    whole = trie.read_bytes()
    chance = random.Random(20241)
    for _ in range(300):
        damaged = bytearray(whole)
        if chance.random() < 0.3:
            del damaged[chance.randrange(len(whole)) :]
        else:
            damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        trie.write_bytes(bytes(damaged))
        with pytest.raises(TrieError):
            open_trie(trie)
