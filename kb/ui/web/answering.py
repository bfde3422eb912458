"""Here is a request that may pass: what is the answer? Runs in the processes of ``workers``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache

from kb.errors import N_, KbError, message
from kb.library import Library, open_library
from kb.ui.loading import load
from kb.ui.messages import Translator
from kb.ui.web import failures, parameters
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.operations import OPERATIONS
from kb.ui.web.routes import API, FOR_PROGRAMS, ROUTES

Answer = Callable[[Library, Asked, Translator], Answered]

#: Routes whose answers say nothing but what the index says. (A refusal is an error, and is never kept.)
FROM_THE_INDEX = frozenset(("search", "api-search"))

#: So many of their answers are kept, and how large they may be, in bytes.
HELD = 512
LARGEST_HELD = 128 * 1024


@cache
def translator(language: str) -> Translator:
    """Whoever speaks *language*."""
    return Translator(language)


class Answers:
    """What was asked of an index before. *standing* is what answers depend on besides; when it changes, all are forgotten."""

    def __init__(self, standing: Callable[[], object]) -> None:
        self._standing = standing
        self._of: object = None
        self._held: dict[tuple[str, str, str], Answered] = {}

    def of(self, asked: Asked, answer: Callable[[], Answered]) -> Answered:
        """The answer to *asked* as it was given before, or else what *answer* gives."""
        standing = self._standing()
        if standing != self._of:
            self._held.clear()
            self._of = standing
        key = (asked.route, asked.language, asked.url)
        known = self._held.pop(key, None) or answer()
        if len(known.body) <= LARGEST_HELD and self._standing() == standing:
            self._held[key] = known  # as the last one: those at the front have not been asked for the longest
            if len(self._held) > HELD:
                del self._held[next(iter(self._held))]
        return known


class Answerer:
    """The knowledge base, opened once; *keeps* the index up to date, or follows whoever does."""

    def __init__(self, root: str, environment: Mapping[str, str], *, keeps: bool) -> None:
        self._library = open_library(root, environment=environment, follows=not keeps, public=True)
        self._answers = Answers(lambda: self._library.standing)
        if not keeps:
            # Whoever asks first does not wait for it; what is wrong is said to whoever asks.
            with suppress(KbError):
                self._library.prepare()
                self._library.search("")

    def answer(self, asked: Asked) -> Answered:
        """The answer; never raises."""
        speaks, program = translator(asked.language), asked.route in FOR_PROGRAMS
        try:
            if asked.route in API:
                parameters.check(asked.fields, OPERATIONS[asked.route.removeprefix("api-")].parameters_with_form)
            function: Answer = load(ROUTES[asked.route].answer)
            if asked.route in FROM_THE_INDEX:
                return self._answers.of(asked, lambda: function(self._library, asked, speaks))
            return function(self._library, asked, speaks)
        except KbError as error:
            return failures.of_error(error, speaks, program=program, url=asked.url)
        except Exception as error:  # a mistake of ours ends one answer, not the server
            why = message(N_("something went wrong inside kb ({error})"), error=type(error).__name__)
            return failures.said(500, why, None, speaks, program=program, url=asked.url)


def keep(library: Library, _asked: Asked, _translator: Translator) -> Answered:
    """Bring the index up to date."""
    return Answered(200, "text/plain", library.index().generation.encode())
