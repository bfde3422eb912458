"""Query words analysed before are remembered, and nothing that goes wrong with that matters."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from kb.search.memo import Memo, Remembered

KNOWN = {"de": Remembered(("s:kind",), stop=False), "fr": Remembered((), stop=True)}


def only_file(folder: Path) -> Path:
    """The one file in *folder*."""
    [path] = folder.iterdir()
    return path


def test_a_word_is_remembered_for_the_same_version_only(tmp_path: Path) -> None:
    """Another word, or another version of the analysis, knows nothing of it."""
    Memo(tmp_path / "m", "1").put("Kind", KNOWN)
    assert Memo(tmp_path / "m", "1").get("Kind") == KNOWN
    assert Memo(tmp_path / "m", "1").get("kind") is None
    assert Memo(tmp_path / "m", "2").get("Kind") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_it_is_private(tmp_path: Path) -> None:
    """What was searched for is nobody else's business, and what others may write is not read."""
    folder = tmp_path / "m"
    memo = Memo(folder, "1")
    memo.put("Kind", KNOWN)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(only_file(folder).stat().st_mode) == 0o600
    folder.chmod(0o777)
    assert memo.get("Kind") is None


@pytest.mark.parametrize(
    "content",
    ["", "{", "null", "[]", '["1", "Kind"]', '["1", "Kind", 3]', '["1", "Kind", {"de": [1, false]}]', "[" * 100_000,
     '["1", "Kind", {"de": [[1], false]}]', '["1", "Kind", {"de": [[], 1]}]', '["1", "Kind", {"de": []}]',
     '["1", "Rind", {}]', '["2", "Kind", {}]'],
)  # fmt: skip
def test_a_corrupt_file_is_ignored(tmp_path: Path, content: str) -> None:
    """Nothing but what was written for this word and version is believed."""
    memo = Memo(tmp_path / "m", "1")
    memo.put("Kind", KNOWN)
    only_file(tmp_path / "m").write_text(content, encoding="utf-8")
    assert memo.get("Kind") is None


def test_a_place_that_cannot_be_written_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No error, and nothing left behind."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    memo = Memo(tmp_path / "file" / "m", "1")
    memo.put("Kind", KNOWN)
    assert memo.get("Kind") is None

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    memo = Memo(tmp_path / "m", "1")
    memo.put("Kind", KNOWN)
    assert memo.get("Kind") is None
    assert list((tmp_path / "m").iterdir()) == []


def test_a_word_that_is_no_text_is_not_remembered(tmp_path: Path) -> None:
    """Lone surrogates have no UTF-8."""
    memo = Memo(tmp_path / "m", "1")
    memo.put("\ud800", KNOWN)
    assert memo.get("\ud800") is None


def test_the_oldest_words_are_forgotten(tmp_path: Path) -> None:
    """The number of files stays below the limit, and the newest words stay known."""
    memo = Memo(tmp_path / "m", "1", limit=8)
    for number in range(30):
        memo.put(f"wort{number}", KNOWN)
        os.utime(memo._path(f"wort{number}"), (number, number))
        assert len(list((tmp_path / "m").iterdir())) <= 8
    assert memo.get("wort29") == KNOWN
    assert memo.get("wort0") is None
