"""Does one heavy question hold the others, and does a process that is lost come back?"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.workers import GivenUp, Worker, Workers


def asked(route: str) -> Asked:
    """A question."""
    return Asked(route, "en", {}, {}, "/")


def echo() -> Callable[[Asked], Answered]:
    """A process that says who it is, hangs when asked to, and ends when asked to."""

    def answer(question: Asked) -> Answered:
        while question.route == "hang":
            time.sleep(1)
        if question.route == "die":
            os._exit(1)
        return Answered(200, "text/plain", str(os.getpid()).encode())

    return answer


@pytest.fixture
def workers() -> Iterator[Workers]:
    """Two processes."""
    made = Workers(2, lambda: Worker(echo))
    yield made
    made.end()


def test_a_question_that_hangs_is_given_up_and_the_others_are_answered(workers: Workers) -> None:
    """Its process is ended, another takes its place; meanwhile the other process answers."""

    async def together() -> list[Answered]:
        hanging = asyncio.create_task(workers.ask(asked("hang"), 3.0))
        others = [await workers.ask(asked("hello"), 60.0) for _ in range(20)]
        with pytest.raises(GivenUp):
            await hanging
        return others

    others = asyncio.run(together())
    assert len(others) == 20
    assert len({one.body for one in others}) == 1


def test_a_process_that_ends_is_started_again(workers: Workers) -> None:
    """The question that ended it is given up at once, the next is answered."""

    async def one_after_the_other() -> Answered:
        for _ in range(3):
            with pytest.raises(GivenUp):
                await workers.ask(asked("die"), 60.0)
        return await workers.ask(asked("hello"), 60.0)

    assert asyncio.run(one_after_the_other()).status == 200


def test_no_process_outlives_the_server(workers: Workers) -> None:
    """When the server ends, so do they."""
    pid = int(asyncio.run(workers.ask(asked("hello"), 60.0)).body)
    workers.end()
    assert not Path(f"/proc/{pid}").exists() or "zombie" in Path(f"/proc/{pid}/status").read_text()
