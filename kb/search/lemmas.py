"""What is the dictionary form of this word? The only file that imports simplemma.

Its dictionaries are turned into tries once, in the user's cache folder, and mapped from there: some seconds a language
the first time, milliseconds ever after. Without a folder that can be written they are read as they come, slower, with
the same answers.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice, takewhile
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import IO

import simplemma
from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy
from simplemma.strategies.dictionaries import DictionaryFactory, StreamDictionaryFactory, TrieDictionaryFactory
from simplemma.strategies.dictionaries.trie_dictionary_factory import TrieWrapDict

from kb.search.tries import Trie, TrieError, open_trie, seal

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
# Interrupted from the keyboard it ends at once, also in the middle of what Python cannot interrupt.
_WORKER = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); sys.path[:] = sys.argv[1:]; "
    "from kb.search.lemmas import serve; serve(sys.stdin, sys.stdout)"
)
# How long a failed worker's work waits for word that everything is to stop, in seconds.
_PAUSE = 0.2


class _Dictionaries(DictionaryFactory):
    """The tries in a folder; a language that has none there is streamed from simplemma's own file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tries: dict[str, Mapping[str, str]] = {}
        self._raw: dict[str, Trie] = {}
        self._streamed = StreamDictionaryFactory(cache_max_size=64)
        self._sorted: dict[str, Sequence[str]] = {}

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        """The dictionary of the language with simplemma's code *lang*."""
        if lang in self._tries or self.open(lang):
            return self._tries[lang]
        return self._streamed.get_dictionary(lang)

    def open(self, code: str) -> bool:
        """Whether there is a whole trie for *code*; it stays open."""
        if code not in self._tries:
            try:
                self._raw[code] = open_trie(_path(self._folder, code))
            except TrieError:
                return False
            self._tries[code] = TrieWrapDict(self._raw[code])
        return True

    def beginning(self, prefix: str, code: str) -> Iterator[tuple[str, str]]:
        """The words of the dictionary that begin with *prefix*, with their dictionary forms."""
        if self.open(code):
            return ((word, lemma.decode()) for word, lemma in self._raw[code].iteritems(prefix))
        entries = self.get_dictionary(code)
        if code not in self._sorted:
            self._sorted[code] = sorted(entries)
        words = self._sorted[code]
        first = bisect_left(words, prefix)
        return (
            (word, entries[word])
            for word in takewhile(lambda word: word.startswith(prefix), islice(words, first, None))
        )


class Lemmas:
    """The dictionary forms of words, by the codes of simplemma (Croatian is ``hbs``). *cache* is a folder of ours."""

    def __init__(self, cache: Path) -> None:
        self._folder = cache / VERSION
        self._dictionaries = _Dictionaries(self._folder)
        self._entries = DictionaryLookupStrategy(self._dictionaries)
        self._strategy = DefaultStrategy(greedy=True, dictionary_factory=self._dictionaries)

    def missing(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Those of *codes* whose dictionary has not been built yet, or is damaged."""
        return tuple(code for code in codes if not self._dictionaries.open(code))

    def build(self, codes: Sequence[str], ready: Ready) -> None:
        """Build the dictionaries of *codes*, two at a time; one that cannot be built is streamed instead.

        *ready* is called in this thread after each of them, in the order in which they are done.
        """
        waiting: SimpleQueue[str] = SimpleQueue()
        for code in sorted(codes, key=lambda code: _LARGEST.index(code) if code in _LARGEST else len(_LARGEST)):
            waiting.put(code)
        done: SimpleQueue[str] = SimpleQueue()
        stop = Event()
        drivers = [Thread(target=_drive, args=(self._folder, waiting, done, stop)) for _ in codes[:_WORKERS]]
        for driver in drivers:
            driver.start()
        try:
            for _ in codes:
                ready(done.get())
        finally:
            # Where this is an interruption, what was not begun is left for another time.
            stop.set()
            tuple(_taken(waiting))
            for driver in drivers:
                driver.join()

    def has(self, word: str, code: str) -> bool:
        """Whether lower-case *word* stands in the dictionary, small or with a capital: its lemma is no guess."""
        return self._entries.get_lemma(word, code) is not None

    def dictionary(self, code: str) -> Mapping[str, str]:
        """The dictionary itself: exact words, as it writes them, to their dictionary forms."""
        return self._dictionaries.get_dictionary(code)

    def beginning(self, prefix: str, code: str) -> Iterator[tuple[str, str]]:
        """The words of the dictionary that begin with *prefix*, as it writes them, with their dictionary forms."""
        return self._dictionaries.beginning(prefix, code)

    def lemma(self, word: str, code: str) -> str | None:
        """The dictionary form of lower-case *word* as the dictionary writes it, or a guess; None if it has neither."""
        lemma = self._strategy.get_lemma(word, code)
        # Lithuanian numbers a homograph: kartas2.
        return lemma.rstrip("0123456789") if lemma is not None and word.isalpha() else lemma


def _path(folder: Path, code: str) -> Path:
    return folder / f"{code}.trie"


def build_one(folder: Path, code: str) -> None:
    """Build the dictionary of *code* aside and put it into *folder* at once, unless another process just did.

    :raises OSError: if the folder cannot be written.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _lock(folder / f"{code}.lock"):
        if _Dictionaries(folder).open(code):
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


# --------------------------------------------------------------------------- two processes that build, a thread for
# each


def serve(requests: IO[str], answers: IO[str]) -> None:
    """Work for another process: folder and code come in on a line, a line goes out when that is built.

    Ends with its input, also in the middle of building: then the other process has ended.
    """
    waiting: SimpleQueue[str] = SimpleQueue()
    Thread(target=_answer, args=(waiting, answers), daemon=True).start()
    for line in requests:
        waiting.put(line)


def _answer(waiting: SimpleQueue[str], answers: IO[str]) -> None:
    while True:
        folder, code = waiting.get().rstrip("\n").split("\t")
        with suppress(Exception):
            build_one(Path(folder), code)
        answers.write("\n")
        answers.flush()


def _drive(folder: Path, waiting: SimpleQueue[str], done: SimpleQueue[str], stop: Event) -> None:
    worker = _started()
    for code in _taken(waiting):
        if worker is None or not _asked(worker, folder, code):
            _end(worker)
            worker = None
            if stop.wait(_PAUSE):
                break
            # No worker (a machine that allows no processes), or it failed: here and now, or not at all.
            with suppress(Exception):
                build_one(folder, code)
        done.put(code)
    _end(worker)


def _taken(waiting: SimpleQueue[str]) -> Iterator[str]:
    with suppress(Empty):
        while True:
            yield waiting.get_nowait()


def _started() -> subprocess.Popen[str] | None:
    # Where this process found its modules, the worker finds them too.
    command = [sys.executable, "-c", _WORKER, *sys.path]
    try:
        return subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def _asked(worker: subprocess.Popen[str], folder: Path, code: str) -> bool:
    assert worker.stdin is not None
    assert worker.stdout is not None
    with suppress(OSError):
        worker.stdin.write(f"{folder}\t{code}\n")
        worker.stdin.flush()
        return bool(worker.stdout.readline())
    return False


def _end(worker: subprocess.Popen[str] | None) -> None:
    if worker is not None:
        with suppress(OSError):
            worker.communicate()
