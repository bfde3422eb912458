"""Is what Whoosh does unsafely, inexactly or slowly done otherwise?"""

from __future__ import annotations

import os
import pickle
import random
import subprocess
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from kb.errors import IndexUnusable
from kb.search.engine import And, Everything, Not, Or, Phrase, Record, Request, Term
from kb.search.whoosh_codec import decode_postings, encode_postings, schema
from kb.search.whoosh_engine import WhooshEngine
from kb.search.whoosh_library import FileStorage, StructFile, W3TermInfo
from kb.search.whoosh_reader import read_toc
from kb.search.whoosh_storage import ALLOWED, Compound, Storage, View

DE = "literal.de"
ENGINE = WhooshEngine()


def records(count: int) -> list[Record]:
    """Records of a word of their own, one of every third and one of all."""
    return [
        Record(f"r{n:03}", {DE: [f"w{n}", f"t{n % 3}", "all"]}, {"kind": [f"k{n % 2}"]}, 0, "2024", f"text {n}", "")
        for n in range(count)
    ]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The directory of an index of 40 records."""
    path = tmp_path / "index"
    path.mkdir()
    ENGINE.build(path, records(40))
    return path


def use(path: Path) -> None:
    """Do everything one can do with an index."""
    index = ENGINE.open(path)
    for tree in (
        Everything(),
        Term(DE, "all"),
        Term(DE, "w3"),
        Phrase(DE, ("w4", "t1")),
        And((Term(DE, "t1"), Term(DE, "all"))),
    ):
        index.search(Request(tree, facets=("kind",), sort="date", limit=100))
    index.ids()
    index.stored(["r003"])
    index.has("r003", DE, "w3")


# ------------------------------------------------------------------------------------------------------------ files


def test_one_file_a_segment(built: Path) -> None:
    """An index is one file a segment and its table of contents: cheap to link, to hash and to hold open."""
    assert sorted(path.suffix for path in built.iterdir()) == [".seg", ".toc"]


def test_segments_are_shared(built: Path, tmp_path: Path) -> None:
    """A change shares the segments of its base by links."""
    changed = tmp_path / "changed"
    changed.mkdir()
    assert ENGINE.change(built, changed, records(1), [])
    segment = next(built.glob("*.seg"))
    assert (changed / segment.name).samefile(segment)
    assert len(list(changed.glob("*.seg"))) == 2


def test_segments_are_copied_where_links_do_not_work(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without hard links a change copies."""

    def fail(*_arguments: object) -> None:
        raise OSError(1, "Operation not permitted")

    changed = tmp_path / "changed"
    changed.mkdir()
    monkeypatch.setattr(os, "link", fail)
    assert ENGINE.change(built, changed, [], ["r003"])
    assert len(ENGINE.open(changed).ids()) == 39


def test_when_a_full_build_is_due(built: Path, tmp_path: Path) -> None:
    """More than a tenth changed since the last full build, or ten segments: a change is refused, nothing written."""

    def change(base: Path, name: str, put: list[Record], gone: list[str]) -> bool:
        (tmp_path / name).mkdir()
        done = ENGINE.change(base, tmp_path / name, put, gone)
        assert done or list((tmp_path / name).iterdir()) == []
        return done

    assert change(built, "four", records(4), [])
    assert not change(built, "five", records(5), [])
    assert not change(built, "gone", [], [f"r{n:03}" for n in range(5)])
    assert change(tmp_path / "four", "none", [], [])
    assert not change(tmp_path / "four", "five in two", [records(9)[8]], [])
    (tmp_path / "large").mkdir()
    ENGINE.build(tmp_path / "large", records(400))
    base = tmp_path / "large"
    for step in range(9):
        assert change(base, f"large {step}", records(1), [])
        base = tmp_path / f"large {step}"
    assert not change(base, "large 9", records(1), [])
    assert ENGINE.open(base).search(Request(Term(DE, "w0"))).total == 1


def test_global_random_numbers_do_not_matter(tmp_path: Path) -> None:
    """Whoever seeds the global random numbers before each build gets different segments all the same."""
    names = set()
    for number in range(3):
        path = tmp_path / str(number)
        path.mkdir()
        random.seed(1)
        ENGINE.build(path, records(3))
        names |= {found.name for found in path.glob("*.seg")}
    assert len(names) == 3


def test_no_file_is_written_twice(tmp_path: Path) -> None:
    """A file that exists is never opened for writing: it may be shared."""
    storage = Storage(tmp_path)
    storage.create_file("a").close()
    with pytest.raises(FileExistsError):
        storage.create_file("a")


# ------------------------------------------------------------------------------------------------- hostile directories


class Hostile:
    """Creates a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str, str]]:
        return open, (str(self.path), "w")


def _toc(path: Path, version: int, schema_pickle: bytes, segments: object) -> None:
    file = StructFile(path.open("wb"))
    for number in (4, 8, 4):
        file.write_varint(number)
    file.write_int(-12345)
    file.write_int(version)
    for number in (2, 7, 4):
        file.write_varint(number)
    file.write_string(schema_pickle)
    file.write_int(1)
    file.write_int(0)
    file.write_pickle(segments)
    file.close()


def _repack(built: Path, ending: str, data: Callable[[bytes], bytes]) -> None:
    """Replace one file within the segment."""
    segment = next(built.glob("*.seg"))
    inside = Compound(Storage(built).open_file(segment.name))
    files = {name: inside.open_file(name).read() for name in inside.list()}
    unpacked = built.parent / "unpacked"
    unpacked.mkdir(exist_ok=True)
    for name, content in files.items():
        (unpacked / name).write_bytes(data(content) if name.endswith(ending) else content)
    assert any(name.endswith(ending) for name in files)
    segment.unlink()
    Compound.assemble(StructFile(segment.open("wb")), FileStorage(str(unpacked)), list(files))


def _hostile_schema(built: Path, bad: Hostile) -> None:
    _toc(next(built.glob("*.toc")), -111, pickle.dumps(bad), read_toc(built, schema()).segments)


def _hostile_segments(built: Path, bad: Hostile) -> None:
    _toc(next(built.glob("*.toc")), -111, pickle.dumps(None), [bad])


def _hostile_old_schema(built: Path, bad: Hostile) -> None:
    _toc(next(built.glob("*.toc")), -110, pickle.dumps(bad), read_toc(built, schema()).segments)


def _hostile_old_segments(built: Path, bad: Hostile) -> None:
    _toc(next(built.glob("*.toc")), -110, pickle.dumps(None), [bad])


def _hostile_attribute(built: Path, bad: Hostile) -> None:
    segments = read_toc(built, schema()).segments
    segments[0]._deleted = bad
    _toc(next(built.glob("*.toc")), -111, pickle.dumps(None), segments)


def _hostile_directory(built: Path, bad: Hostile) -> None:
    file = StructFile(next(built.glob("*.seg")).open("wb"))
    file.write_long(12)
    file.write_int(0)
    file.write_pickle(bad)
    file.close()


def _hostile_terms(built: Path, bad: Hostile) -> None:
    def with_extras(data: bytes) -> bytes:
        extras = pickle.dumps(bad)
        return data[: -4 - int.from_bytes(data[-4:], "big")] + extras + len(extras).to_bytes(4, "big")

    _repack(built, ".trm", with_extras)


def _hostile_inline_postings(built: Path, bad: Hostile) -> None:
    # Every row says that its postings follow as a pickle.
    row = W3TermInfo._struct.pack(0, 40.0, 40, 0, 0, 0.0, 0, 39)[1:]
    _repack(built, ".trm", lambda data: data.replace(b"\0" + row, b"\1" + row))


def _hostile_postings(built: Path, bad: Hostile) -> None:
    _repack(built, ".pst", lambda data: (pickle.dumps((bad, None, None)) * len(data))[: len(data)])


def _hostile_columns(built: Path, bad: Hostile) -> None:
    for ending in ("_stored.col", ".stored.col", ".id.col", ".kind.col", "_len.col"):
        _repack(built, ending, lambda data: (pickle.dumps(bad) * len(data))[: len(data)])


HOSTILE = {
    spoil.__name__.removeprefix("_hostile_"): spoil
    for spoil in (
        _hostile_schema,
        _hostile_segments,
        _hostile_old_schema,
        _hostile_old_segments,
        _hostile_attribute,
        _hostile_directory,
        _hostile_terms,
        _hostile_inline_postings,
        _hostile_postings,
        _hostile_columns,
    )
}


@pytest.mark.parametrize("place", HOSTILE)
def test_a_hostile_index_executes_nothing(built: Path, tmp_path: Path, place: str) -> None:
    """A pickle that names anything but what an index consists of is not loaded, in whichever place it lies."""
    mark = tmp_path / "executed"
    HOSTILE[place](built, Hostile(mark))
    with suppress(IndexUnusable):
        use(built)
    (tmp_path / "changed").mkdir()
    with suppress(IndexUnusable):
        ENGINE.change(built, tmp_path / "changed", records(1), ["r007"])
    assert not mark.exists()


def test_the_hostile_pickle_works(tmp_path: Path) -> None:
    """The pickle of the test above does execute where pickles are loaded without care."""
    pickle.loads(pickle.dumps(Hostile(tmp_path / "executed"))).close()
    assert (tmp_path / "executed").exists()


def test_few_names_are_allowed() -> None:
    """What an index may name is a class of Whoosh's or a container, nothing that does anything."""
    assert sorted(ALLOWED) == [
        ("builtins", "int"),
        ("builtins", "set"),
        ("collections", "defaultdict"),
        ("whoosh.codec.whoosh3", "W3Segment"),
    ]


def test_damaged_files_are_errors_of_ours(built: Path) -> None:
    """Whatever bytes are wrong, reading answers or raises the one error that says the index is unusable."""
    seed = random.randrange(10**9)
    print("seed", seed)
    rng = random.Random(seed)
    files = {path: path.read_bytes() for path in built.iterdir()}
    failed = 0
    for _ in range(300):
        path = rng.choice(sorted(files))
        data = bytearray(files[path])
        for _ in range(rng.choice((1, 4, 64))):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path.write_bytes(data[: rng.randrange(len(data))] if rng.random() < 0.3 else data)
        try:
            use(built)
        except IndexUnusable:
            failed += 1
        path.write_bytes(files[path])
    assert failed > 100
    use(built)


# -------------------------------------------------------------------------------------------------------------- parts


def test_not_by_itself_is_no_question(built: Path) -> None:
    """A Not outside And is a mistake of the caller, and gets no answer."""
    with pytest.raises(IndexUnusable, match="Not stands outside And"):
        ENGINE.open(built).search(Request(Or((Not(Everything()), Everything()))))


def test_view_reads_as_a_file_does(tmp_path: Path) -> None:
    """A view reads, seeks and tells as a file does."""
    data = bytes(range(256)) * 3
    (tmp_path / "file").write_bytes(data)
    view = Storage(tmp_path).open_file("file")
    with (tmp_path / "file").open("rb") as file:
        for offset, whence, size in ((5, 0, 10), (-7, 2, 20), (-3, 1, 1), (0, 0, -1), (700, 0, None), (9, 0, None)):
            assert view.seek(offset, whence) == file.seek(offset, whence)
            assert view.read(size) == file.read(size)
            assert view.tell() == file.tell()
        assert (view.seek(3), file.seek(3)) == (3, 3)
        assert view.readline() == file.readline()
        assert view.get(20, 5) == data[20:25]
        assert view.subset(20, 5).read() == data[20:25]
        view.seek(0, 2)
        assert view.readline() == b""
    view.close()
    (tmp_path / "empty").touch()
    assert Storage(tmp_path).open_file("empty").read() == b""


def test_view_shares_bytes() -> None:
    """A part of a view is no copy, and numbers are read where they lie."""
    data = bytearray(b"\0" * 12)
    view = View(memoryview(data), "x")
    part, codes = view.subset(1, 8), view.codes(1, 2)
    data[1:5] = (7).to_bytes(4, sys.byteorder)
    assert part.read(4) == (7).to_bytes(4, sys.byteorder)
    assert list(codes) == [7, 0]


@pytest.mark.parametrize("count", [1, 3, 1000])
def test_postings_round_trip(count: int) -> None:
    """What is written of a term is read again, short or long."""
    records = array("I", [record * 70_000 for record in range(count)])
    data = encode_postings(records, array("I", [2] * count), array("I", [3, 9] * count).tobytes())
    postings = decode_postings(data, count)
    assert list(postings.records) == list(records)
    assert list(postings.frequencies) == [2] * count
    assert list(postings.positions) == [3, 9] * count


# ------------------------------------------------------------------------------------------------------------- import


def _python(code: str, *options: str) -> str:
    root = str(Path(__file__).parents[1])
    command = [sys.executable, *options, "-c", f"import sys; sys.path[:0] = [{root!r}]\n{code}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_import_is_light_and_clean() -> None:
    """Importing the engine leaves no stand-in behind, and Whoosh is whole for others in the process."""
    code = """
import kb.search.whoosh_engine
print("urllib.request" in sys.modules, "whoosh.qparser" in sys.modules, "filelock" in sys.modules)
import urllib.request
print(callable(urllib.request.urlopen))
import whoosh.qparser, whoosh.compat
print(whoosh.compat is sys.modules["whoosh.compat"], whoosh.compat.urlretrieve)
"""
    assert _python(code).split() == ["False", "False", "False", "True", "True", "None"]


def test_import_is_quiet() -> None:
    """No warning of Whoosh's source reaches the user, whatever Python warns of when it is first compiled."""
    assert _python("sys.dont_write_bytecode = True; import kb.search.whoosh_engine", "-W", "error") == ""


def test_import_after_whoosh() -> None:
    """Who imported Whoosh before keeps the one there is."""
    code = (
        "import whoosh.compat as before\nimport kb.search.whoosh_engine, whoosh.compat\nprint(before is whoosh.compat)"
    )
    assert _python(code, "-W", "ignore") == "True\n"
