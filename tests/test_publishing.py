"""Does a new index come into use whole or not at all, whatever fails on the way?"""

from __future__ import annotations

import builtins
import errno
import io
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kb.errors import IndexLocked, IndexUnusable, KbError, StorageError
from kb.search import publishing
from kb.search.engine import OpenIndex, Record, SearchEngine
from kb.search.generations import Generation, current, current_name
from kb.search.publishing import CACHEDIR_TAG, Publisher, exclusive, prove
from kb.search.whoosh_engine import WhooshEngine
from tests.fake_engine import FakeEngine

FIELDS = {"engine": "test"}
ENGINES: dict[str, SearchEngine] = {"fake": FakeEngine(), "whoosh": WhooshEngine()}
KILLS = int(os.environ.get("KB_TEST_KILLS", "20"))


def records(*words: str) -> list[Record]:
    """A record for each word."""
    return [Record(f"id-{word}", {"literal.de": [word]}, {}, 0, "", word, "") for word in words]


def put(
    publisher: Publisher, engine: SearchEngine, *words: str, base: Generation | None = None, gone: tuple[str, ...] = ()
) -> None:
    """Publish records for *words*; with *base* as a change of it, of which all but *gone* stays."""

    def write(directory: Path) -> None:
        if base is None:
            engine.build(directory, records(*words))
        else:
            assert engine.change(base.path, directory, records(*words), gone)

    def proof(opened: OpenIndex) -> None:
        for word in words:
            prove(opened, opened.ids(), [(f"id-{word}", "literal.de", word)])

    publisher.publish(engine, write, proof, FIELDS, base).close()


def publish(index: Path, engine: SearchEngine, *words: str) -> None:
    """Publish a full build."""
    with exclusive(index) as publisher:
        put(publisher, engine, *words)


def use(index: Path) -> Generation:
    """The generation in use."""
    generation = current(index, FIELDS)
    assert generation is not None
    return generation


def held(index: Path, engine: SearchEngine) -> frozenset[str]:
    """The ids in the generation in use, which must be sound."""
    with use(index) as generation:
        assert generation.wrong() == []
        opened = engine.open(generation.path)
        try:
            return opened.ids()
        finally:
            opened.close()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> SearchEngine:
    """Each engine in turn."""
    return ENGINES[request.param]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Where the index goes."""
    return tmp_path / "search_index"


def test_directory(index: Path) -> None:
    """The directory is the owner's alone and tagged as a cache; what people put there stays."""
    index.mkdir(mode=0o755)
    (index / "README.md").write_text("hello", encoding="utf-8")
    publish(index, FakeEngine(), "a")
    assert (index / CACHEDIR_TAG).read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n")
    assert (index / "README.md").exists()
    if os.name != "nt":
        assert index.stat().st_mode & 0o777 == 0o700
        assert (index / str(current_name(index))).stat().st_mode & 0o777 == 0o700


def test_numbers_go_up(index: Path) -> None:
    """Generations are numbered; one old one is kept, older ones go."""
    for word in "abcd":
        publish(index, FakeEngine(), word)
    names = sorted(path.name[:10] for path in index.glob("gen-*"))
    assert names == ["gen-000003", "gen-000004"]
    assert held(index, FakeEngine()) == {"id-d"}


def test_change(index: Path, engine: SearchEngine) -> None:
    """A change is published beside its base; hashes of shared files are carried over, new ones are read."""
    publish(index, engine, *(f"w{n}" for n in range(40)))
    with use(index) as base, exclusive(index) as publisher:
        put(publisher, engine, "neu", base=base, gone=("id-w7",))
        assert base.wrong() == []
        with use(index) as changed:
            shared = set(base.manifest.files.values()) & set(changed.manifest.files.values())
            assert len(shared) == (1 if engine.name == "whoosh" else 0)
    assert held(index, engine) == {f"id-w{n}" for n in range(40) if n != 7} | {"id-neu"}


def test_a_held_generation_stays(index: Path, engine: SearchEngine) -> None:
    """A generation that a reader holds is not removed, and goes at the first clean-up after the reader lets go."""
    publish(index, engine, "a")
    with use(index) as generation:
        for word in "bcd":
            publish(index, engine, word)
        assert generation.wrong() == []
        assert engine.open(generation.path).ids() == {"id-a"}
    publish(index, engine, "e")
    assert not generation.path.exists()


def test_leftovers(index: Path) -> None:
    """What killed processes left is removed: half-built directories at once, files written aside when they are old."""
    publish(index, FakeEngine(), "a")
    (index / "build-000002-00000000").mkdir()
    (index / "build-000002-00000000" / "file").touch()
    (index / "build-000003-00000000").symlink_to(index.parent)
    for name, age in (("CURRENT.1.tmp", 3600), ("CURRENT.2.tmp", 0)):
        (index / name).touch()
        os.utime(index / name, (time.time() - age,) * 2)
    with exclusive(index):
        assert list(index.glob("build-*")) == []
        assert [path.name for path in index.glob("*.tmp")] == ["CURRENT.2.tmp"]
    assert index.parent.exists()


def test_failed_proof(index: Path, engine: SearchEngine) -> None:
    """An index that does not prove right is not published, and nothing of it is left."""
    publish(index, engine, "a")

    def refuse(opened: OpenIndex) -> None:
        prove(opened, {"id-b"}, [("id-b", "literal.de", "missing")])

    with exclusive(index) as publisher, pytest.raises(IndexUnusable) as caught:
        publisher.publish(engine, lambda directory: engine.build(directory, records("b")), refuse, FIELDS)
    assert caught.value.code == "index-not-proven"
    assert held(index, engine) == {"id-a"}
    assert list(index.glob("build-*")) == []


def test_proof(index: Path) -> None:
    """The proof wants exactly the ids, and each term in its record."""
    publish(index, FakeEngine(), "a", "b")
    opened = FakeEngine().open(index / str(current_name(index)))
    prove(opened, {"id-a", "id-b"}, [("id-a", "literal.de", "a")])
    for ids, terms in (
        ({"id-a"}, []),
        ({"id-a", "id-b", "id-c"}, []),
        ({"id-a", "id-b"}, [("id-a", "literal.de", "b")]),
    ):
        with pytest.raises(IndexUnusable):
            prove(opened, ids, terms)


def test_removed_behind_our_back(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who deletes the index while it is published gets an error, not a success."""
    monkeypatch.setattr(Publisher, "clean", lambda self: (index / "CURRENT").unlink(missing_ok=True))
    with exclusive(index) as publisher, pytest.raises(IndexUnusable) as caught:
        put(publisher, FakeEngine(), "a")
    assert caught.value.code == "index-missing"


def test_lock(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits too long is told who holds the lock and since when; a reader never waits."""
    publish(index, FakeEngine(), "a")
    code = f"import sys; sys.path[:0] = {sys.path!r}\n" + (
        "from pathlib import Path; from kb.search.publishing import exclusive\n"
        f"with exclusive(Path({str(index)!r})): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with (
            pytest.raises(IndexLocked, match=rf"another process \({other.pid}\).* since 20") as caught,
            exclusive(index, 0.1),
        ):
            pytest.fail("not held")
        assert caught.value.code == "index-locked"
        assert held(index, FakeEngine()) == {"id-a"}
        (index / publishing.HOLDER).write_text("?", encoding="utf-8")
        with pytest.raises(IndexLocked, match=r"\(\?\)"), exclusive(index, 0.1):
            pytest.fail("not held")
        other.communicate()
    with exclusive(index, 0.1) as publisher:
        put(publisher, FakeEngine(), "b")
    assert held(index, FakeEngine()) == {"id-b"}


def test_readers_during_publishing(index: Path) -> None:
    """Readers that come while generations are swapped and removed always get one that was published, whole."""
    engine = ENGINES["whoosh"]
    publish(index, engine, "0", "all")
    done = threading.Event()

    def read() -> int:
        count = 0
        while not done.is_set():
            ids = held(index, engine)
            assert len(ids) == 2
            assert "id-all" in ids
            count += 1
        return count

    with ThreadPoolExecutor(4) as threads:
        readers = [threads.submit(read) for _ in range(4)]
        try:
            for number in range(1, 25):
                publish(index, engine, str(number), "all")
        finally:
            done.set()
        assert all(reader.result() for reader in readers)


# --------------------------------------------------------------------------------------- failure at every changing call

CHANGING = {
    os: ("replace", "rename", "fsync", "link", "mkdir", "rmdir", "unlink", "remove", "chmod"),
    builtins: ("open",),
}


class Failing:
    """Lets state-changing calls through until number *fatal*, which fails as they do on a full disk."""

    def __init__(self, fatal: int, code: int) -> None:
        self.count = 0
        self._fatal = fatal
        self._code = code

    def wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """*real*, counted where it changes something."""

        def call(*arguments: Any, **options: Any) -> Any:
            mode = options.get("mode", arguments[1] if len(arguments) > 1 else "r")
            if name != "open" or set(str(mode)) & set("wxa+"):
                self.count += 1
                if self.count == self._fatal:
                    raise OSError(self._code, os.strerror(self._code))
            return real(*arguments, **options)

        return call


def _attempt(failing: Failing, work: Callable[[], None]) -> KbError | None:
    """Do *work* with failing calls; what it raised. Anything but an error of ours is a bug."""
    with pytest.MonkeyPatch.context() as patch:
        for module, names in CHANGING.items():
            for name in names:
                wrapped = failing.wrapped(name, getattr(module, name))
                patch.setattr(module, name, wrapped)
                if name == "open":
                    patch.setattr(io, name, wrapped)
        try:
            work()
        except KbError as error:
            return error
    return None


@pytest.mark.parametrize(
    ("name", "small", "code"),
    [
        ("whoosh", False, errno.ENOSPC),
        ("whoosh", True, errno.ENOSPC),
        ("fake", False, errno.EACCES),
        ("fake", True, errno.EROFS),
    ],
)
def test_failure_at_every_changing_call(tmp_path: Path, name: str, small: bool, code: int) -> None:
    """Whichever call fails: the index is the old or the new one, whole, and the next run publishes as ever."""
    engine = ENGINES[name]
    old = [f"w{n}" for n in range(20)]
    before = frozenset(f"id-{word}" for word in old)
    fatal, raised = 0, 0
    while True:
        fatal += 1
        index = tmp_path / str(fatal)
        publish(index, engine, *old)

        def work(index: Path = index) -> None:
            with use(index) as base, exclusive(index) as publisher:
                put(publisher, engine, "neu", base=base if small else None)

        failing = Failing(fatal, code)
        error = _attempt(failing, work)
        after = frozenset({"id-neu"}) | (before if small else frozenset())
        now = held(index, engine)
        assert now in ((before, after) if error else (after,))
        if error:
            assert isinstance(error, StorageError)
            raised += 1
        publish(index, engine, "heil")
        assert held(index, engine) == {"id-heil"}
        assert list(index.glob("build-*")) == []
        if failing.count < fatal:
            break
    assert raised > 5


# ------------------------------------------------------------------------------------------------- kill -9 at any time

_CHILD = """
import sys
sys.path[:0] = {path!r}
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from kb.search.generations import current
from kb.search.publishing import exclusive
from tests.test_publishing import ENGINES, FIELDS, put
index, engine = Path({index!r}), ENGINES["whoosh"]
print("ready", flush=True)
for step in range(10**6):
    with exclusive(index, 60) as publisher, current(index, FIELDS) as base:
        small = step % 4 != 0
        words = [f"w{{n}}" for n in range(30)]
        put(publisher, engine, *(["extra"] if small else words), base=base if small and step % 4 == 1 else None)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is POSIX's")
def test_kill(index: Path) -> None:
    """Killed at random points of building and publishing, an index is one that was published, and never locked."""
    seed = random.randrange(10**9)
    print("seed", seed)
    rng = random.Random(seed)
    engine = ENGINES["whoosh"]
    words = [f"w{n}" for n in range(30)]
    publish(index, engine, *words)
    full, small = {f"id-{word}" for word in words}, {"id-extra"}
    for _ in range(KILLS):
        code = _CHILD.format(path=[str(Path(__file__).parents[1]), *sys.path], index=str(index))
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            assert child.stdout.readline() == b"ready\n"
            time.sleep(rng.random() * 0.3)
            child.kill()
            assert child.stderr.read() == b""
        assert held(index, engine) in (full, small, full | small)
        with exclusive(index, 5) as publisher:
            assert list(index.glob("build-*")) == []
            put(publisher, engine, *words)
