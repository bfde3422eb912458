"""Who answers? Processes, each with the knowledge base open, each busy with one question at a time.

A question that takes too long is given up by ending its process: nothing else ends a search for certain. The processes are
started afresh (``spawn``), so they inherit no lock, and end when the server does, however it ends.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from time import monotonic
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

#: Seconds in which a process that was started must be ready to answer.
READY_WITHIN = 60.0

#: Seconds for which a question waits for a process.
FREE_WITHIN = 30.0

_CONTEXT = multiprocessing.get_context("spawn")

#: Meant for the server, also where a terminal or a service manager sends them to every process of it.
_NOT_FOR_US = {signal.SIGINT, signal.SIGTERM}

Answer = Callable[[Asked], Answered]

#: Called once in a new process; gives what answers there.
Opens = Callable[[], Answer]


class GivenUp(IndexUnusable):
    """An answer took too long, or the process that was to give it ended."""


class Worker:
    """One process, which answers what comes along its connection, and the way to it."""

    def __init__(self, opens: Opens) -> None:
        self._ours, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=live, args=(opens, theirs), daemon=True)
        self._is_ready = False
        with _signals_blocked():
            self._process.start()
        theirs.close()

    def ask(self, asked: Asked, seconds: float) -> Answered:
        """The answer, within so many seconds from when the process is ready.

        :raises GivenUp: if there is none; then the process is gone.
        """
        try:
            if not self._is_ready:
                self._received(READY_WITHIN)
                self._is_ready = True
            self._ours.send(asked)
            answered = self._received(seconds)
        except (EOFError, OSError):
            self.end()
            raise GivenUp(N_("the process that was to answer this has ended; please try again"), code="ended") from None
        except GivenUp:
            self.end()
            raise
        assert answered is not None
        return answered

    def _received(self, seconds: float) -> Answered | None:
        if not self._ours.poll(seconds):
            hint = message(N_("search for fewer or rarer words"))
            raise GivenUp(N_("this took too long and was given up"), code="given-up", hint=hint)
        received: Answered | None = self._ours.recv()
        return received

    def end(self) -> None:
        """End the process, whatever it is doing. Whoever waits for it in another thread is told so by the connection."""
        with suppress(ValueError):  # it was closed before
            self._process.kill()
            self._process.join()
            self._process.close()
        self._ours.close()


class Workers:
    """As many processes as answer at the same time. Whoever asks waits for a free one; the first come are the first served."""

    def __init__(self, count: int, start: Callable[[], Worker]) -> None:
        self._start = start
        self._ended = False
        self._lock = threading.Lock()
        self._all: set[Worker] = set()
        self._free: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="ask")
        for _ in range(count):
            self._begin()

    @classmethod
    def on(cls, root: str, environment: Mapping[str, str], count: int, *, keeps: bool = False) -> Workers:
        """*count* processes on the knowledge base at *root*."""
        return cls(count, lambda: Worker(partial(opens, root, dict(environment), keeps)))

    async def ask(self, asked: Asked, seconds: float = DEADLINE) -> Answered:
        """What a free process answers.

        :raises GivenUp: if it takes longer than *seconds*, or none is free in time, or all have ended.
        """
        until = monotonic() + FREE_WITHIN
        if self._ended:
            raise _ended()
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._ask, asked, seconds, until)

    def _ask(self, asked: Asked, seconds: float, until: float) -> Answered:
        if self._ended:
            raise _ended()
        if monotonic() > until:
            raise GivenUp(N_("too much is asked at the same time; please try again"), code="busy")
        worker = self._free.get()
        try:
            answered = worker.ask(asked, seconds)
        except BaseException:
            with self._lock:
                self._all.discard(worker)
            self._begin()
            raise
        self._free.put(worker)
        return answered

    def _begin(self) -> None:
        """Start a process; it is asked when it is ready."""
        with self._lock:
            if not self._ended:
                worker = self._start()
                self._all.add(worker)
                self._free.put(worker)

    def end(self) -> None:
        """End all processes; what they were asked is given up."""
        with self._lock:
            self._ended = True
            for worker in self._all:
                worker.end()
            self._all.clear()
        self._threads.shutdown(wait=False)


def _ended() -> GivenUp:
    return GivenUp(N_("the server is ending"), code="ended")


@contextmanager
def _signals_blocked() -> Iterator[None]:
    """What is started in here never sees them; it has no time to begin ignoring them itself. (Windows: see ``live``.)"""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _NOT_FOR_US)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# ------------------------------------------------------------------------------------------------ in the process that answers


def live(opens: Opens, questions: Connection) -> None:
    """The life of a process: answer until the server is gone."""
    for each in _NOT_FOR_US:
        signal.signal(each, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    with suppress(EOFError, OSError):
        answer = opens()
        questions.send(None)
        while True:
            questions.send(answer(questions.recv()))


def _end_with_the_server() -> None:
    """End at once where the server was killed: who is in the middle of a search would not notice before its end."""
    server = multiprocessing.parent_process()
    assert server is not None
    wait([server.sentinel])
    os._exit(1)


def opens(root: str, environment: Mapping[str, str], keeps: bool) -> Answer:
    """What answers for the knowledge base at *root*."""
    return answering.Answerer(root, environment, keeps=keeps).answer
