"""Is every hostile query answered or refused, by the library and on the command line, without burning the machine?

The queries and what must become of them are in ``cases/hostile-queries.md``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from types import FrameType

import pytest

from kb.errors import QueryError
from kb.languages import LANGUAGES
from kb.library import Library, SearchOptions
from kb.ui.messages import Translator
from kb.ui.render import Look, render
from tests.case_tables import tables
from tests.hostile_text import spelt_out
from tests.knowledge_bases import ids

CASES = [(heading, *row) for heading, rows in tables("hostile-queries.md").items() for row in rows]

#: Calls of functions, those written in C among them, that a query may cost on the content that ships. The dearest of the
#: cases costs a third of it; what costs more is not slow by chance.
MOST_CALLS = 6_000_000

#: Seconds of processor and bytes of memory for all commands together, of which each may need less than a second.
SECONDS, BYTES = 240, 2 << 30

# Asks for one JSON line [arguments] after another in one process, and answers each with [exit code, stdout, stderr].
_DRIVER = """
import contextlib, io, json, os, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
resource.setrlimit(resource.RLIMIT_AS, ({bytes}, {bytes}))
from kb.ui.cli import run
for line in sys.stdin:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(json.loads(line), os.environ)
    print(json.dumps([code, out.getvalue(), err.getvalue()]))
"""


def outcome(library: Library, query: str) -> str:
    """What becomes of *query*, in the words of the case file; every sentence for people is said in all languages."""
    try:
        answer = library.search(query)
        render(answer, "text", Look(Translator("de"), 80, False), "search")
        json.loads(render(answer, "json", Look(Translator("de"), 80, False), "search"))
    except QueryError as error:
        there = 0 <= error.start <= error.end <= len(query)
        return f"refused {error.code}" if there else f"refused {error.code} at a place outside the query"
    return "answered"


@pytest.fixture(scope="module")
def calls(shipped: Library) -> Sequence[tuple[str, int]]:
    """The outcome of every case and the calls of functions it costs, once everything is loaded."""
    shipped.search('Kontakt kontakti~ kont* 40 % "von"', options=SearchOptions(explain=True))
    count = 0

    def called(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    found = []
    for _, written, _ in CASES:
        query, count = spelt_out(written), 0
        before = sys.getprofile()
        sys.setprofile(called)
        try:
            became = outcome(shipped, query)
        finally:
            sys.setprofile(before)
        found.append((became, count))
    return found


def test_there_are_more_hostile_queries_than_were_asked_for() -> None:
    """Each query is there once."""
    assert len({written for _, written, _ in CASES}) == len(CASES) >= 94


@pytest.mark.parametrize("number", range(len(CASES)))
def test_a_hostile_query_is_answered_or_refused_as_its_case_says(number: int, calls: Sequence[tuple[str, int]]) -> None:
    """Nothing else may happen, and no case costs more than a bounded amount of work."""
    heading, written, expected = CASES[number]
    became, cost = calls[number]
    assert became == expected, f"{heading}: {written}"
    assert cost < MOST_CALLS, f"{heading}: {written}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_typed_is_shown_as_it_was_typed_in_every_language(language: str, shipped: Library) -> None:
    """Braces and per cent signs in a query are text, never a template; what the terminal would obey is not shown."""
    translator = Translator(language)
    for value in ("{0}", "%s", "{query}", "{0.__class__}", "%(field)s"):
        with pytest.raises(QueryError) as raised:
            shipped.search(f"topic:{value}")
        assert value in translator.say(raised.value.message)
        answer = shipped.search(value + " qqqqqq")
        assert value in render(answer, "text", Look(translator, 80, False), "search")


def test_saying_a_thing_again_asks_for_nothing_more(shipped: Library) -> None:
    """A word, figure or wording repeated a hundred times finds, and scores, what it finds once."""
    for once in ("Kontakt", "40 %", '"von"', "kontakt~"):
        often = " ".join([once] * 4)
        first, second = shipped.search(once), shipped.search(often)
        assert ids(first) == ids(second)
        assert [hit.score for hit in first.hits] == [hit.score for hit in second.hits]


def test_a_filter_that_is_negated_twice_is_asked_for(shipped: Library) -> None:
    """As with words: NOT NOT, and NOT before a minus, cancel out."""
    asked, negated = ids(shipped.search("kind:finding")), ids(shipped.search("-kind:finding"))
    assert asked
    assert not set(asked) & set(negated)
    assert ids(shipped.search("NOT kind:finding")) == negated
    assert ids(shipped.search("NOT NOT kind:finding")) == asked
    assert ids(shipped.search("NOT -kind:finding")) == asked
    assert ids(shipped.search("NOT NOT NOT kind:finding")) == negated


# ------------------------------------------------------------------------------------------------------------ processes


def environment(library: Library) -> dict[str, str]:
    """The variables of a process that speaks English and has the user's cache of *library*."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "KB_"))}
    return {**kept, "KB_CACHE": str(library.settings.cache), "KB_LANG": "en", "PYTHONUTF8": "1"}


@pytest.mark.skipif(sys.platform == "win32", reason="the limits of a process are POSIX's")
def test_the_command_line_answers_or_refuses_every_hostile_query(shipped: Library) -> None:
    """Exit code 0 or 2, a sentence instead of a traceback, nothing a terminal obeys; within limits of the system."""
    shipped.search("Kontakt")  # the index is there
    base = ["--root", str(shipped.settings.root), "search"]
    asked = [
        (written, expected, [*base, "--format", "json" if number % 3 else "text", "--", spelt_out(written)])
        for number, (_, written, expected) in enumerate(CASES)
    ]
    done = subprocess.run(
        [sys.executable, "-c", _DRIVER.format(seconds=SECONDS, bytes=BYTES)],
        input="".join(f"{json.dumps(arguments)}\n" for *_, arguments in asked),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(shipped),
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    for (written, expected, arguments), line in zip(asked, done.stdout.splitlines(), strict=True):
        code, out, err = json.loads(line)
        if arguments[-1].startswith("--"):
            assert code in (0, 2), written  # the command line takes it for a misspelt option
        else:
            assert code == (0 if expected == "answered" else 2), (written, err)
        assert "Traceback" not in err
        assert "something went wrong" not in err
        assert not set(err) & {"\x00", "\x07", "\x1b", "\x9b", "\u202e"}, written
        if arguments[4] == "text":
            assert not set(out) & {"\x00", "\x07", "\x1b", "\x9b", "\u202e"}, written


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not let undecodable arguments through")
def test_bytes_that_are_no_text_are_searched_for_like_any_other(shipped: Library) -> None:
    """An argument that is not UTF-8 (Latin-1, cut, random) is a query without an answer, not a traceback."""
    root = shipped.settings.root
    arguments = [b"Kontakt", b"Verschl\xfcsselung", b"\xff\xfe", b"ki\xc3", b'"\x80\x81"', b"{\xe4}", b"\xed\xa0\x80"]
    done = subprocess.run(
        [os.fsencode(sys.executable), b"-m", b"kb", b"--root", os.fsencode(root), b"search", *arguments],
        capture_output=True,
        env=environment(shipped),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stdout + done.stderr
