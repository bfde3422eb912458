"""What does one run of the command line know, and how does it speak?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from kb.errors import N_, Message
from kb.lazy import LazyModule
from kb.ui.messages import Translator
from kb.ui.render import Look, render
from kb.ui.terminal import has_colour, printable, width

if TYPE_CHECKING:
    from kb import library as hall
else:
    hall = LazyModule("kb.library")

__all__ = ["Progress", "Session", "hall"]

#: The tasks the library reports progress of.
TASKS = {
    "dictionaries": N_("preparing the dictionaries"),
    "reading": N_("reading the content"),
    "probing": N_("searching the index for its own words"),
    "indexing": N_("building the search index"),
}

#: Seconds after which a task that nobody sees on a terminal says that it is running.
LONG = 1.0


class Session:
    """One run: the reader's language, the knowledge base, and the streams. Results go to stdout, all else to stderr.

    ``query`` is what a mistake in a query is pointed out in.
    """

    def __init__(self, translator: Translator, environment: Mapping[str, str]) -> None:
        self.translator = translator
        self.environment = environment
        self.root: str | None = None
        self.query = ""
        self._progress: Progress | None = None

    def library(self) -> hall.Library:
        """The knowledge base of this run."""
        self._progress = Progress(self.translator)
        return hall.open_library(
            self.root, environment=self.environment, progress=self._progress, processes=processors()
        )

    def answer(self, answer: Any, form: str, remarks: Iterable[Message] = (), numbered_from: int = 1) -> None:
        """Write *answer* to stdout, and then *remarks* to stderr."""
        if self._progress is not None:
            self._progress.end()
        columns, colour = width(sys.stdout, self.environment), has_colour(sys.stdout, self.environment)
        command = click.get_current_context().command_path.split()[1]
        written = render(answer, form, Look(self.translator, columns, colour, numbered_from), command)
        try:
            sys.stdout.write(written)
            sys.stdout.flush()
        except BrokenPipeError:
            raise click.exceptions.Exit(0) from None  # whoever reads us has seen enough
        for remark in remarks:
            self.remark(remark)

    @staticmethod
    def standard_input() -> bytes:
        """Everything that is piped to us."""
        return sys.stdin.buffer.read()

    def remark(self, sentence: Message) -> None:
        """Write a sentence to stderr."""
        sys.stderr.write(printable(self.translator.say(sentence)) + "\n")


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Progress:
    """Shows how far a task is: a bar on a terminal, elsewhere one line when it takes long."""

    def __init__(self, translator: Translator) -> None:
        self._translator = translator
        self._task = ""
        self._since = 0.0
        self._said = False
        self._bar: Any = None

    def __call__(self, task: str, done: int, total: int) -> None:
        """*done* of *total* units of *task*; the task is over when they are equal."""
        if task != self._task:
            self._begin(task, total)
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)
        elif not self._said and monotonic() - self._since >= LONG:
            self._said = True
            sys.stderr.write(f"{self._label()} …\n")
            sys.stderr.flush()
        if done >= total:
            self.end()

    def _begin(self, task: str, total: int) -> None:
        self.end()
        self._task, self._since, self._said = task, monotonic(), False
        if sys.stderr.isatty():
            self._bar = click.progressbar(length=max(total, 1), label=self._label(), file=sys.stderr, width=24)
            self._bar.render_progress()

    def _label(self) -> str:
        return self._translator.gettext(TASKS.get(self._task, self._task))

    def end(self) -> None:
        """The task is over."""
        if self._bar is not None:
            self._bar.render_finish()
        self._bar, self._task = None, ""
