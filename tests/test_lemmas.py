"""Dictionaries are built once, safely, wherever that is possible."""

from __future__ import annotations

import os
import queue
import random
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread

import pytest

from kb.search import lemmas
from kb.search.lemmas import VERSION, Lemmas, build_one, serve

# The smallest dictionaries: a fifth of a second each.
CODES = ("sl", "lv")
BUILD = (
    "import sys; from pathlib import Path; from kb.search.lemmas import build_one; "
    "build_one(Path(sys.argv[1]), sys.argv[2])"
)
ROOT = Path(__file__).parents[1]


def tries(cache: Path) -> set[str]:
    """The names of what lies in the folder of dictionaries, locks aside."""
    return {path.name for path in (cache / VERSION).iterdir() if path.suffix != ".lock"}


def test_dictionaries_are_built_once_and_stay(tmp_path: Path) -> None:
    """What is missing is built, told one by one, and is there for the next process."""
    first = Lemmas(tmp_path)
    assert first.missing(CODES) == CODES
    ready: list[str] = []
    first.build(CODES, ready.append)
    assert sorted(ready) == sorted(CODES)
    assert tries(tmp_path) == {"sl.trie", "lv.trie"}
    assert Lemmas(tmp_path).missing(CODES) == ()
    assert Lemmas(tmp_path).lemma("otroci", "sl") == "otrok"


def test_building_nothing_is_nothing(tmp_path: Path) -> None:
    """No languages, no folder."""
    Lemmas(tmp_path).build((), pytest.fail)
    assert list(tmp_path.iterdir()) == []


def test_a_lemma_from_the_dictionary_is_told_from_a_guess(tmp_path: Path) -> None:
    """Small or capital, a word of the dictionary is known; an unknown word has no lemma."""
    one = Lemmas(tmp_path)
    assert one.has("otroci", "sl")
    assert not one.has("qqqqqqqq", "sl")
    assert one.lemma("qqqqqqqq", "sl") is None


def test_without_worker_processes_it_is_built_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that starts no processes builds in this one."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-such-python"))
    monkeypatch.setattr(lemmas, "_PAUSE", 0)
    Lemmas(tmp_path).build(("sl",), lambda code: None)
    assert tries(tmp_path) == {"sl.trie"}


def test_a_worker_that_fails_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that ends without an answer costs nothing but time."""
    monkeypatch.setattr(lemmas, "_WORKER", "raise SystemExit(3)")
    monkeypatch.setattr(lemmas, "_PAUSE", 0)
    Lemmas(tmp_path).build(("sl",), lambda code: None)
    assert tries(tmp_path) == {"sl.trie"}


def test_where_nothing_can_be_written_the_answers_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder of its own the dictionary is streamed."""
    monkeypatch.setattr(lemmas, "_PAUSE", 0)
    (tmp_path / "file").write_text("", encoding="utf-8")
    streamed = Lemmas(tmp_path / "file")
    streamed.build(("sl",), lambda code: None)
    assert streamed.missing(("sl",)) == ("sl",)
    assert streamed.lemma("otrokom", "sl") == "otrok"


def test_a_damaged_dictionary_is_built_again(tmp_path: Path) -> None:
    """One wrong byte, and it is missing."""
    folder = tmp_path / VERSION
    build_one(folder, "sl")
    path = folder / "sl.trie"
    whole = path.read_bytes()
    path.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    assert Lemmas(tmp_path).missing(("sl",)) == ("sl",)
    build_one(folder, "sl")
    assert path.read_bytes() == whole


def test_what_a_killed_build_left_is_cleaned_up(tmp_path: Path) -> None:
    """The next build removes it; one that finds the dictionary there does nothing."""
    left = tmp_path / "build-sl-1"
    left.mkdir()
    (left / "sl.dic").write_bytes(b"half")
    build_one(tmp_path, "sl")
    assert {path.name for path in tmp_path.iterdir()} == {"sl.trie", "sl.lock"}
    built = (tmp_path / "sl.trie").stat().st_mtime_ns
    build_one(tmp_path, "sl")
    assert (tmp_path / "sl.trie").stat().st_mtime_ns == built


def test_a_worker_answers_line_by_line(tmp_path: Path) -> None:
    """A request is a folder and a code; the answer comes when that is built, or cannot be."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    (read_request, write_request), (read_answer, write_answer) = os.pipe(), os.pipe()
    with (
        os.fdopen(write_answer, "w", encoding="utf-8") as answers,
        os.fdopen(read_answer, encoding="utf-8") as answered,
        os.fdopen(read_request, encoding="utf-8") as requests,
    ):
        worker = Thread(target=serve, args=(requests, answers))
        with os.fdopen(write_request, "w", encoding="utf-8") as asking:
            worker.start()
            for folder in (tmp_path, tmp_path / "file"):
                print(folder, "sl", sep="\t", file=asking, flush=True)
                assert answered.readline() == "\n"
        worker.join()
    assert (tmp_path / "sl.trie").exists()


def test_two_processes_may_build_the_same(tmp_path: Path) -> None:
    """The second waits for the first, and finds it done."""
    both = [subprocess.Popen([sys.executable, "-c", BUILD, str(tmp_path), "sl"], cwd=ROOT) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert {path.name for path in tmp_path.iterdir()} == {"sl.trie", "sl.lock"}


def test_killed_at_any_time_it_leaves_nothing_half(tmp_path: Path) -> None:
    """After kill -9 there is a whole dictionary or none, and the next build cleans up (seed printed)."""
    seed = random.randrange(10**6)
    print("seed", seed)
    chance = random.Random(seed)
    for _ in range(8):
        one = subprocess.Popen([sys.executable, "-c", BUILD, str(tmp_path), "sl"], cwd=ROOT)
        time.sleep(chance.uniform(0.05, 0.5))
        one.kill()
        one.wait()
        whole = {path.name for path in tmp_path.iterdir() if path.suffix == ".trie"}
        if whole:
            assert lemmas._Dictionaries(tmp_path).open("sl")
            (tmp_path / "sl.trie").unlink()
    build_one(tmp_path, "sl")
    assert {path.name for path in tmp_path.iterdir()} == {"sl.trie", "sl.lock"}


def test_an_interruption_begins_nothing_new(tmp_path: Path) -> None:
    """What raises in the callback ends the building after what is under way."""

    def interrupted(code: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Lemmas(tmp_path).build(("sl", "lv", "en", "bg", "it", "fr", "el"), interrupted)
    assert len([name for name in tries(tmp_path) if name.endswith(".trie")]) < 7


class Interrupted:
    """A queue where whoever waits is interrupted from the keyboard, once somebody else is at work."""

    at_work = Event()

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.put = self._queue.put

    def get_nowait(self) -> str:
        """Take the next piece of work."""
        taken = self._queue.get_nowait()
        self.at_work.set()
        return taken

    def get(self) -> str:
        """Wait in vain."""
        assert self.at_work.wait(60)
        raise KeyboardInterrupt


def test_an_interruption_does_not_start_over_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a worker was interrupted too, its work is not done again in this process."""
    monkeypatch.setattr(lemmas, "_WORKER", "raise SystemExit(3)")
    monkeypatch.setattr(lemmas, "_PAUSE", 30)
    monkeypatch.setattr(lemmas, "SimpleQueue", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        Lemmas(tmp_path).build(("sl",), lambda code: None)
    assert not (tmp_path / VERSION).exists()
