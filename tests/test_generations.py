"""Is the current index found, held, and known to be whole?"""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from pathlib import Path

import pytest

from kb.errors import IndexUnusable
from kb.search import generations
from kb.search.engine import Record
from kb.search.generations import CURRENT, MANIFEST, VERIFIED, Generation, Manifest, current, current_name
from kb.search.publishing import exclusive
from tests.fake_engine import FakeEngine

FIELDS = {"engine": "fake", "version": "1"}


def publish(index: Path, *words: str) -> None:
    """Publish a generation of records that have these words, with a file in a folder beside the engine's."""

    def write(directory: Path) -> None:
        records = [Record(word, {"literal.de": [word]}, {}, 0, "", "", "") for word in words]
        FakeEngine().build(directory, records)
        (directory / "beside").mkdir()
        (directory / "beside" / "words.txt").write_text(" ".join(words), encoding="utf-8")

    with exclusive(index) as publisher:
        publisher.publish(FakeEngine(), write, lambda _opened: None, FIELDS).close()


def use(index: Path) -> Generation:
    """The generation in use."""
    generation = current(index, FIELDS)
    assert generation is not None
    return generation


def held(index: Path) -> frozenset[str]:
    """The words in the generation in use, which must be sound."""
    with use(index) as generation:
        assert generation.wrong() == []
        return FakeEngine().open(generation.path).ids()


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index with one generation."""
    path = tmp_path / "search_index"
    publish(path, "eins", "zwei")
    return path


def test_current(index: Path) -> None:
    """The generation in use is the one published last; its manifest has the fields that were given."""
    assert held(index) == {"eins", "zwei"}
    publish(index, "drei")
    assert held(index) == {"drei"}
    with use(index) as generation:
        assert generation.name == current_name(index)
        assert generation.manifest.fields == FIELDS
        assert set(generation.manifest.files) == {"records.fake.json", "beside/words.txt"}


def test_nothing_there(tmp_path: Path) -> None:
    """Where nothing was published there is no generation, and nothing is made by asking."""
    assert current(tmp_path / "search_index", FIELDS) is None
    assert not (tmp_path / "search_index").exists()


@pytest.mark.parametrize(
    "line", [b"", b"gen-1-x", b"../../etc", b"gen-000001-00000000/..", b"\xff\xfe", b"build-000001-00000000"]
)
def test_garbled_current(index: Path, line: bytes) -> None:
    """A CURRENT that names no generation counts as none."""
    (index / CURRENT).write_bytes(line)
    assert current(index, FIELDS) is None


def test_missing_generation(index: Path) -> None:
    """A CURRENT that names a generation that is not there is damage."""
    shutil.rmtree(index / str(current_name(index)))
    with pytest.raises(IndexUnusable) as caught:
        current(index, FIELDS)
    assert caught.value.code == "index-damaged"


def test_another_version(index: Path) -> None:
    """A generation made by another version is not used."""
    with pytest.raises(IndexUnusable) as caught:
        current(index, {"version": "2"})
    assert caught.value.code == "index-outdated"


def test_manifest_round_trip(index: Path) -> None:
    """A manifest is read as it was written; one of another format is refused."""
    data = (index / str(current_name(index)) / MANIFEST).read_bytes()
    assert Manifest.parse(data).to_bytes() == data
    with pytest.raises(ValueError, match="format 2"):
        Manifest.parse(data.replace(b'"format": 1', b'"format": 2'))


def _garblings(data: bytes, rng: random.Random) -> list[bytes]:
    at = rng.randrange(len(data))
    flipped = data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]
    return [b"", data[:-1], data[: at or 1], data + b"\0", flipped]


@pytest.mark.parametrize("name", [MANIFEST, "records.fake.json", "beside/words.txt"])
@pytest.mark.parametrize("kind", range(5))
def test_every_garbled_file_is_found(index: Path, name: str, kind: int) -> None:
    """A file emptied, cut, lengthened or with one wrong bit is found at the next opening, and a full build heals it."""
    seed = random.randrange(10**9)
    print("seed", seed)
    path = index / str(current_name(index)) / name
    path.write_bytes(_garblings(path.read_bytes(), random.Random(seed))[kind])
    with pytest.raises(IndexUnusable) as caught:
        current(index, FIELDS)
    assert caught.value.code == "index-damaged"
    publish(index, "neu")
    assert held(index) == {"neu"}


def test_garbling_behind_the_clock_is_found_by_a_full_check(index: Path) -> None:
    """A wrong bit in a file whose times were put back is found when every byte is read."""
    path = index / str(current_name(index)) / "beside/words.txt"
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"eins", b"eims"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    with use(index) as generation:
        assert generation.wrong(full=False) == []
        assert generation.wrong() == ["beside/words.txt"]


def test_missing_manifest(index: Path) -> None:
    """A generation without a manifest is damaged."""
    (index / str(current_name(index)) / MANIFEST).unlink()
    with pytest.raises(IndexUnusable) as caught:
        current(index, FIELDS)
    assert caught.value.code == "index-damaged"


def test_removed_while_held(index: Path) -> None:
    """A generation that somebody removed by hand is wrong, and saying so is no traceback."""
    with use(index) as generation:
        shutil.rmtree(index)
        assert generation.wrong() == [generation.name]


@pytest.mark.parametrize("change", ["missing", "extra", "link", "folder"])
def test_files_are_those_of_the_manifest(index: Path, change: str) -> None:
    """A missing or extra file, or a link in place of one, is damage: an engine looks at what lies there."""
    path = index / str(current_name(index))
    if change == "extra":
        (path / "_MAIN_99.toc").write_bytes(b"x")
    else:
        (path / "records.fake.json").rename(index.parent / "elsewhere")
        if change == "link":
            (path / "records.fake.json").symlink_to(index.parent / "elsewhere")
        if change == "folder":
            (path / "records.fake.json").mkdir()
    with pytest.raises(IndexUnusable) as caught:
        current(index, FIELDS)
    assert caught.value.code == "index-damaged"


def test_a_copied_index_is_read_once(index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index with other times and inodes is sound if its bytes are; they are read at the first opening only."""
    copy = tmp_path / "copy"
    shutil.copytree(index, copy, copy_function=shutil.copyfile)
    assert held(copy) == {"eins", "zwei"}
    read: list[Path] = []
    real = generations.digest

    def noted(path: Path) -> str:
        read.append(path)
        return real(path)

    monkeypatch.setattr(generations, "digest", noted)
    use(copy).close()
    assert read == []
    (copy / VERIFIED).write_text(json.dumps({"generation": current_name(copy), "files": 3}), encoding="utf-8")
    use(copy).close()
    assert len(read) == 2


@pytest.mark.skipif(os.name == "nt", reason="owners and modes are POSIX's")
@pytest.mark.parametrize("where", ["index", "generation"])
def test_open_to_others(index: Path, where: str) -> None:
    """An index that other users may write to is not used; publishing closes it again."""
    (index if where == "index" else index / str(current_name(index))).chmod(0o777)
    with pytest.raises(IndexUnusable) as caught:
        current(index, FIELDS)
    assert caught.value.code == "index-foreign"
    publish(index, "neu")
    assert held(index) == {"neu"}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives files away")
def test_foreign_owner(index: Path) -> None:
    """An index that belongs to somebody else is not used, unless the knowledge base is theirs too."""
    os.chown(index / str(current_name(index)), 12345, 12345)
    with pytest.raises(IndexUnusable) as caught:
        current(index, FIELDS)
    assert caught.value.code == "index-foreign"
    os.chown(index.parent, 12345, 12345)
    assert held(index) == {"eins", "zwei"}


def test_linked_index(index: Path, tmp_path: Path) -> None:
    """A link in place of a generation is not followed."""
    path = index / str(current_name(index))
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(IndexUnusable) as caught:
        current(index, FIELDS)
    assert caught.value.code == "index-foreign"


def test_replaced_while_opening(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who opens a generation in the moment it is removed gets the one that took its place."""
    real, done = generations.lock_shared, list[bool]()

    def late(descriptor: int) -> bool:
        if not done:
            done.append(True)
            for word in ("drei", "vier", "fünf"):
                publish(index, word)
        return real(descriptor)

    monkeypatch.setattr(generations, "lock_shared", late)
    assert held(index) == {"fünf"}


def test_never_there_when_opened(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who never gets hold of the generation says so instead of waiting for ever."""
    monkeypatch.setattr(generations, "lock_shared", lambda _descriptor: False)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    with pytest.raises(IndexUnusable) as caught:
        current(index, FIELDS)
    assert caught.value.code == "index-damaged"
