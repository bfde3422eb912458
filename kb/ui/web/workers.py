"""Who answers? Processes, each with the knowledge base open, each busy with one question at a time.

A question that takes too long is given up by ending its process: nothing else ends a search for certain. The processes are
started afresh (``spawn``), so they inherit no lock, and end when the server does.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import queue
import signal
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from kb.errors import N_, IndexUnusable, message
from kb.lazy import LazyModule
from kb.ui.web.exchange import Answered, Asked

if TYPE_CHECKING:
    from kb.ui.web import answering
else:
    answering = LazyModule("kb.ui.web.answering")

#: Seconds after which an answer is given up.
DEADLINE = 2.0

#: Seconds for what takes longer by its nature (judging a manuscript, building an index that is missing).
PATIENT = 30.0

_CONTEXT = multiprocessing.get_context("spawn")


class GivenUp(IndexUnusable):
    """An answer took too long, or the process that was to give it ended."""


Life = Callable[[Connection], None]


class Worker:
    """One process, which answers what comes along its connection, and the way to it."""

    def __init__(self, life: Life) -> None:
        self._ours, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=life, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, asked: Asked, seconds: float) -> Answered:
        """The answer, within so many seconds.

        :raises GivenUp: if there is none; then the process is gone.
        """
        try:
            self._ours.send(asked)
            if self._ours.poll(seconds):
                answered: Answered = self._ours.recv()
                return answered
        except (EOFError, OSError):
            pass
        self.end()
        raise GivenUp(
            N_("this took too long and was given up"),
            code="given-up",
            hint=message(N_("search for fewer or rarer words")),
        )

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._ours.close()
        self._process.kill()
        self._process.join()


class Workers:
    """As many processes as answer at the same time. Thread-safe; whoever asks waits for a free one."""

    def __init__(self, count: int, start: Callable[[], Worker]) -> None:
        self._start = start
        self._free: queue.SimpleQueue[Worker | None] = queue.SimpleQueue()
        self._all: set[Worker] = set()
        self._lock = threading.Lock()
        self._ended = False
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="ask")
        for _ in range(count):
            self._free.put(None)

    @classmethod
    def on(cls, root: str, environment: Mapping[str, str], count: int, *, keeps: bool = False) -> Workers:
        """*count* processes on the knowledge base at *root*."""
        return cls(count, lambda: Worker(partial(answer, root, dict(environment), keeps)))

    async def ask(self, asked: Asked, seconds: float = DEADLINE) -> Answered:
        """What a free process answers.

        :raises GivenUp: if it takes longer than *seconds*.
        """
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._ask, asked, seconds)

    def _ask(self, asked: Asked, seconds: float) -> Answered:
        worker = self._free.get() or self._started()
        try:
            answered = worker.ask(asked, seconds)
        except BaseException:
            self._lost(worker)
            raise
        self._free.put(worker)
        return answered

    def _started(self) -> Worker:
        worker = self._start()
        with self._lock:
            self._all.add(worker)
        return worker

    def _lost(self, worker: Worker) -> None:
        with self._lock:
            self._all.discard(worker)
        self._free.put(None)

    def end(self) -> None:
        """End all processes."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            for worker in self._all:
                worker.end()
            self._all.clear()


def answer(root: str, environment: Mapping[str, str], keeps: bool, questions: Connection) -> None:
    """The life of a process: answer until the server is gone."""
    # Whoever presses Ctrl+C means the server, which then ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answerer = answering.Answerer(root, environment, keeps=keeps)
    while True:
        try:
            questions.send(answerer.answer(questions.recv()))
        except (EOFError, OSError):
            return
