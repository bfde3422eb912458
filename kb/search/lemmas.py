"""What is the dictionary form of this word? The only file that imports simplemma.

Its dictionaries are turned into tries once, in the user's cache folder, and mapped from there: some seconds a language the
first time, milliseconds ever after. Without a folder that can be written they are read as they come, slower, with the same
answers.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO

import simplemma
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import DictionaryFactory, StreamDictionaryFactory, TrieDictionaryFactory
from simplemma.strategies.dictionaries.trie_dictionary_factory import TrieWrapDict

from kb.search.tries import Damaged, open_trie, seal

try:
    import fcntl
except ImportError:  # Windows: without a lock two processes may build the same trie twice, and the second one stays.
    fcntl = None  # type: ignore[assignment]

#: Part of the version of the analysis, and of the folder: another dictionary has other lemmas.
VERSION: str = simplemma.__version__

#: Called with a language's code as soon as its dictionary is ready.
Ready = Callable[[str], None]

# The largest first, so that two workers end at about the same time.
_LARGEST = ("pl", "fi", "et", "hu", "de", "sk", "sv", "pt", "da", "es", "hbs")
# Building Polish or Finnish takes 800 MB.
_WORKERS = 2
_WORKER = "import sys; sys.path[:] = sys.argv[1:]; from kb.search.lemmas import serve; serve(sys.stdin, sys.stdout)"


class _Dictionaries(DictionaryFactory):
    """The tries in a folder; a language that has none there is streamed from simplemma's own file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, Mapping[str, str]] = {}
        self._streamed = StreamDictionaryFactory(cache_max_size=64)

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        known = self._open.get(lang)
        return known if known is not None else self._load(lang)

    def _load(self, code: str) -> Mapping[str, str]:
        try:
            found: Mapping[str, str] = TrieWrapDict(open_trie(_path(self._folder, code)))
        except Damaged:
            found = self._streamed.get_dictionary(code)
        self._open[code] = found
        return found


class Lemmas:
    """The dictionary forms of words, by the codes of simplemma (Croatian is ``hbs``). *cache* is a folder of ours."""

    def __init__(self, cache: Path) -> None:
        self._folder = cache / VERSION
        self._strategy = DefaultStrategy(greedy=True, dictionary_factory=_Dictionaries(self._folder))

    def missing(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Those of *codes* whose dictionary has not been built yet, or is damaged."""
        return tuple(code for code in codes if not is_ready(self._folder, code))

    def build(self, codes: Sequence[str], ready: Ready) -> None:
        """Build the dictionaries of *codes*, two at a time; what cannot be built is streamed later.

        *ready* is called in this thread after each, also after one that could not be built.
        """
        waiting: SimpleQueue[str] = SimpleQueue()
        for code in sorted(codes, key=lambda code: _LARGEST.index(code) if code in _LARGEST else len(_LARGEST)):
            waiting.put(code)
        done: SimpleQueue[str] = SimpleQueue()
        workers = min(_WORKERS, len(codes))
        with ThreadPoolExecutor(max(workers, 1)) as pool:
            running = [pool.submit(_drive, self._folder, waiting, done) for _ in range(workers)]
            for _ in codes:
                ready(done.get())
            for one in as_completed(running):
                one.result()

    def lemma(self, word: str, code: str) -> str | None:
        """The dictionary form of lower-case *word*, in whatever case the dictionary has it; None if it knows none."""
        return self._strategy.get_lemma(word, code)


def _path(folder: Path, code: str) -> Path:
    return folder / f"{code}.trie"


def is_ready(folder: Path, code: str) -> bool:
    """Whether the dictionary of *code* lies in *folder*, whole."""
    try:
        open_trie(_path(folder, code))
    except Damaged:
        return False
    return True


def build_one(folder: Path, code: str) -> None:
    """Build the dictionary of *code* in *folder* unless another process just did; beside its place, then put there at once.

    :raises OSError: if the folder cannot be written.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _lock(folder / f"{code}.lock"):
        if is_ready(folder, code):
            return
        for left in folder.glob(f"build-{code}-*"):
            shutil.rmtree(left, ignore_errors=True)
        aside = folder / f"build-{code}-{os.getpid()}"
        aside.mkdir(mode=0o700)
        try:
            TrieDictionaryFactory(disk_cache_dir=str(aside)).get_dictionary(code)
            built = aside / f"{code}.dic"
            seal(built)
            built.replace(_path(folder, code))
        finally:
            shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        if fcntl is not None:
            # Let go by the system when the process ends, however it ends.
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def serve(requests: IO[str], answers: IO[str]) -> None:
    """The life of a worker: a line with folder and code comes in, a line goes out when that is built; ends with its input."""
    for line in requests:
        folder, code = line.rstrip("\n").split("\t")
        with suppress(OSError):
            build_one(Path(folder), code)
        answers.write("\n")
        answers.flush()


def _drive(folder: Path, waiting: SimpleQueue[str], done: SimpleQueue[str]) -> None:
    worker = _start_worker()
    try:
        while True:
            code = waiting.get_nowait()
            try:
                if worker is None or not _asked(worker, folder, code):
                    worker = None
                    with suppress(OSError):
                        build_one(folder, code)
            finally:
                done.put(code)
    except Empty:
        pass
    finally:
        if worker is not None:
            worker.communicate()


def _start_worker() -> subprocess.Popen[str] | None:
    # The path is handed over: wherever this process found its modules, the worker finds them too.
    command = [sys.executable, "-c", _WORKER, *sys.path]
    try:
        return subprocess.Popen(  # noqa: S603 - our own interpreter, our own words
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
        )
    except OSError:
        return None


def _asked(worker: subprocess.Popen[str], folder: Path, code: str) -> bool:
    assert worker.stdin is not None  # noqa: S101
    assert worker.stdout is not None
    try:
        worker.stdin.write(f"{folder}\t{code}\n")
        worker.stdin.flush()
        return bool(worker.stdout.readline())
    except OSError:
        return False
