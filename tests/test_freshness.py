"""Which content files changed since the index was written?"""

from __future__ import annotations

import json
import os
from contextlib import nullcontext
from pathlib import Path

import pytest

from kb.search import freshness
from kb.search.freshness import RACY, Seen, changed, look, read, text

LATER = 10 * RACY


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A folder with two sources, written long ago."""
    for name in ("kb.yaml", "topics.yaml", "alpha/de.md", "alpha/releases.jsonl", "beta/de.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, encoding="utf-8")
        os.utime(path, ns=(LATER, LATER))
    return tmp_path


def seen(content: Path, at: int = 2 * LATER, until: str | None = None) -> Seen:
    """A note taken now."""
    return Seen("gen-000001-00000000", at, until, look(content))


def test_only_files_that_can_hold_statements_are_looked_at(content: Path) -> None:
    """Two levels deep; hidden names, other endings and links to folders are left out."""
    for name in (".hidden.md", "alpha/.de.md.swp", "alpha/notes.txt", "alpha/.git/de.md", "alpha/deep/de.md"):
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).touch()
    (content / "gamma").symlink_to(content / "beta", target_is_directory=True)
    assert sorted(look(content)) == ["alpha/de.md", "alpha/releases.jsonl", "beta/de.md", "kb.yaml", "topics.yaml"]


def test_a_folder_that_cannot_be_read_holds_nothing(tmp_path: Path) -> None:
    """Reading the content says why; looking does not stumble."""
    assert look(tmp_path / "nowhere") == {}


def test_a_file_that_goes_while_we_look_has_changed(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its stamp is none that a file has."""
    before = seen(content)
    with os.scandir(content / "beta") as found:
        entries = list(found)
    (content / "beta" / "de.md").unlink()
    monkeypatch.setattr(os, "scandir", lambda folder: nullcontext(entries))
    assert look(content) == {"de.md": (-1, 0, 0, 0)}
    assert changed(before, look(content), "2026-01-01") is None


def test_nothing_changed_where_nothing_changed(content: Path) -> None:
    """Nothing is to be read."""
    assert changed(seen(content), look(content), "2026-01-01") == frozenset()


@pytest.mark.parametrize(
    ("path", "folders"),
    [
        ("alpha/de.md", {"alpha"}),
        ("alpha/new.md", {"alpha"}),
        ("new/de.md", {"new"}),
        ("topics.yaml", None),
        ("new.md", None),
    ],
)
def test_what_is_written_is_read_again_with_its_folder(content: Path, path: str, folders: set[str] | None) -> None:
    """A file beside the folders concerns all statements."""
    before = seen(content)
    (content / path).parent.mkdir(exist_ok=True)
    (content / path).write_text("changed", encoding="utf-8")
    assert changed(before, look(content), "2026-01-01") == folders


def test_what_is_removed_or_replaced_is_noticed(content: Path) -> None:
    """Size and time alike, another file is another inode."""
    before = seen(content)
    (content / "beta" / "de.md").unlink()
    aside = content / "alpha" / "aside"
    aside.write_text("alphaXdeXmd", encoding="utf-8")
    os.utime(aside, ns=(LATER, LATER))
    aside.replace(content / "alpha" / "de.md")
    assert changed(before, look(content), "2026-01-01") == frozenset({"alpha", "beta"})


def test_a_file_written_just_before_we_looked_is_read_once_more(content: Path) -> None:
    """It may have been written again within the grain of the clock."""
    assert changed(seen(content, at=LATER + RACY), look(content), "2026-01-01") == frozenset()
    assert changed(seen(content, at=LATER + RACY - 1), look(content), "2026-01-01") is None


def test_the_end_of_an_embargo_is_a_change_without_a_file(content: Path) -> None:
    """On the day itself everything is looked at again."""
    before = seen(content, until="2026-03-01")
    assert changed(before, look(content), "2026-02-28") == frozenset()
    assert changed(before, look(content), "2026-03-01") is None


def test_the_note_is_read_as_it_was_written(content: Path, tmp_path: Path) -> None:
    """Stamps, generation, time and day."""
    before = seen(content, until="2026-03-01")
    (tmp_path / freshness.SEEN).write_text(text(before), encoding="utf-8")
    assert read(tmp_path) == before


def note(at: object = 1, until: object = None, files: object = None) -> bytes:
    """A note as somebody else might write it."""
    return json.dumps({"generation": "g", "at": at, "until": until, "files": {} if files is None else files}).encode()


BAD_FILES: list[object] = [[], {"a": [1, 2]}, {"a": 7}, {"a": ["x", 1, 1]}]
BAD: list[tuple[object, object]] = [("soon", None), (float("inf"), None), (1, 3), (1, "never"), (None, None)]


@pytest.mark.parametrize(
    "data",
    [
        *(None, b"", b"[]", b"\xff", b"{}", b"null", b"[" * 100_000),
        *(note(files=files) for files in BAD_FILES),
        *(note(at, until) for at, until in BAD),
    ],
)
def test_a_note_that_cannot_be_understood_is_none(tmp_path: Path, data: bytes | None) -> None:
    """Then everything is read again."""
    if data is not None:
        (tmp_path / freshness.SEEN).write_bytes(data)
    assert read(tmp_path) is None
