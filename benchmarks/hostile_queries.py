"""Can any query raise, or burn the machine?

    python benchmarks/hostile_queries.py BASE --random 100000 --seed 1

Asks the knowledge base BASE all queries of ``tests/cases/hostile-queries.md`` and random ones out of operators, words of the
base, damaged words, figures and quotation marks, in one process. Ends with 1 if one raised anything but an error of ours,
took more than a second of a processor, or if memory grew by more than 256 MB. Files mapped into memory (dictionaries and
index, on Linux) do not count: the system takes their memory back when it needs it.
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from time import process_time
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]  # the cases lie beside the tests, which are not installed

import kb  # noqa: E402
from kb.errors import KbError  # noqa: E402
from kb.languages import LANGUAGES  # noqa: E402
from kb.library import Library, SearchOptions  # noqa: E402
from kb.model import Kind  # noqa: E402
from kb.search.tokens import tokens  # noqa: E402
from tests.case_tables import tables  # noqa: E402
from tests.hostile_text import spelt_out  # noqa: E402

from measuring import machine, megabytes, show  # noqa: E402 isort: skip

_STATUS = Path("/proc/self/status")

SECONDS = 1.0
GROWTH = 256e6

_LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßéñçžłåøσжИİıﬁ中ع"
_NOISE = (
    *"()[]{}\"“”„«»'’*~-+:;,.!?%/\\|&^$#@<>=_ \t\n\0\x1b",
    "\u0301",
    "\u200b",
    "\u202e",
    "\udcff",
    "👨\u200d👩",
    "½",
    "٣",
)
_FIGURES = (
    lambda random: str(random.randrange(10 ** random.randrange(1, 20))),
    lambda random: f"{random.randrange(100)} %",
    lambda random: f"{random.randrange(1000)}.{random.randrange(1000):03}",
    lambda random: f"{random.randrange(1000)},{random.randrange(100)}",
    lambda random: f"{random.randrange(1, 32)}.{random.randrange(1, 13)}.{random.randrange(1900, 2100)}",
    lambda random: (
        f"{random.randrange(1, 50)} {random.choice(('million', 'Millionen', 'milliards', 'tysięcy', 'ezer'))}"
    ),
)
_QUOTES = ('""', "“”", "„“", "«»", "»«", "''")


class Asked(NamedTuple):
    """One query: what became of it, and the processor seconds it took."""

    query: str
    outcome: str
    seconds: float

    @property
    def bad(self) -> bool:
        """Whether it raised or took too long."""
        return self.outcome.startswith("raised") or self.seconds > SECONDS


class Grammar:
    """Random queries, the same for the same seed and base."""

    def __init__(self, words: Sequence[str], seed: int) -> None:
        self._random = Random(seed)
        self._words = words

    def query(self) -> str:
        """One query: mostly short, one in eight as long as can be or longer."""
        parts = self._random.choice((1, 2, 3, 4, 6, 10, 16, 90))
        text = " ".join(self._node(0) for _ in range(parts))
        return text[: self._random.choice((512, 512, 512, 600))]

    def _node(self, depth: int) -> str:
        kinds: tuple[tuple[int, Callable[[], str]], ...] = (
            (30, self._word),
            (10, lambda: self._damaged(self._word())),
            (8, lambda: self._random.choice(_FIGURES)(self._random)),
            (6, self._phrase),
            (4, lambda: self._word()[: self._random.randrange(1, 6)] + "*"),
            (3, lambda: self._damaged(self._word()) + self._random.choice(("~", "~1", "~9"))),
            (6, lambda: self._random.choice(("OR", "NOT", "AND", "-"))),
            (3, lambda: self._random.choice(("-", "NOT ", "NOT -")) + self._node(depth + 1)),
            (4, lambda: f"{self._node(depth + 1)} OR {self._node(depth + 1)}"),
            (4, lambda: f"({self._node(depth + 1)} {self._node(depth + 1)})"),
            (3, self._field),
            (2, lambda: "-".join(self._word() for _ in range(self._random.randrange(2, 6)))),
            (4, lambda: "".join(self._random.choices(_NOISE, k=self._random.randrange(1, 12)))),
            (3, lambda: "".join(self._random.choices(_LETTERS, k=self._random.randrange(1, 90)))),
        )
        if depth > 9:
            return self._word()
        weights, makers = zip(*kinds, strict=True)
        made: str = self._random.choices(makers, weights)[0]()
        return made

    def _word(self) -> str:
        word = self._random.choice(self._words)
        return self._random.choice((word, word, word.upper(), word.title()))

    def _damaged(self, word: str) -> str:
        at = self._random.randrange(len(word))
        letter = self._random.choice((*_LETTERS, "", *_NOISE))
        return word[:at] + letter + word[at + self._random.randrange(2) :]

    def _phrase(self) -> str:
        opening, closing = self._random.choice(_QUOTES)
        words = " ".join(self._word() for _ in range(self._random.choice((1, 2, 3, 5, 17))))
        return opening + words + self._random.choice((closing, closing, ""))

    def _field(self) -> str:
        name = self._random.choice(("kind", "topic", "source", "language", "state", "year", "foo"))
        values = (*(kind.value for kind in Kind), *LANGUAGES, "2024", "2020..", "9999..0000", "final", self._word())
        return f"{self._random.choice(('', '-'))}{name}:{self._random.choice(values)}"


def words_of(library: Library) -> list[str]:
    """Words of the base in all its languages: those of the passages of up to 40 statements."""
    listed = library.search("", options=SearchOptions(limit=40)).hits
    shown = library.show([f"{hit.passage.source}/{hit.passage.id}" for hit in listed], every=True).passages
    return sorted(
        {text for one in shown for token in tokens(one.passage.text, one.passage.language) if (text := token.word)}
    )


def ask(library: Library, query: str) -> Asked:
    """Ask *query*, and say what became of it."""
    started = process_time()
    try:
        library.search(query)
        outcome = "answered"
    except KbError as error:
        outcome = f"refused {error.code}"
        str(error)
    except Exception as error:
        outcome = f"raised {type(error).__name__}: {error}"
    return Asked(query, outcome, process_time() - started)


def peak() -> int:
    """The most memory this process ever held, in bytes, less the files that are mapped into it now."""
    most: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return most - mapped()


def mapped() -> int:
    """Bytes of files in the memory of this process; 0 where the system does not say."""
    if not _STATUS.exists():
        return 0
    lines = (line.split() for line in _STATUS.read_text().splitlines())
    return next((1024 * int(line[1]) for line in lines if line[0] == "RssFile:"), 0)


def queries(library: Library, count: int, seed: int) -> Iterator[str]:
    """All queries to ask: the hostile ones, then *count* random ones."""
    for rows in tables("hostile-queries.md").values():
        yield from (spelt_out(written) for written, _ in rows)
    grammar = Grammar(words_of(library), seed)
    for _ in range(count):
        yield grammar.query()


def main() -> int:
    """Ask everything, print what became of it, and say with the exit code whether that is as it must be."""
    parser = argparse.ArgumentParser(description="Hostile and random queries: answered or refused, and cheap.")
    parser.add_argument("base", type=Path, help="a knowledge base")
    parser.add_argument("--random", type=int, default=100_000, help="so many random queries")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    library = kb.open(given.base)
    # Dictionaries and index are built and opened: by a word that nobody has typed before.
    library.search("Kontakt kontakti~ kont* 40 % " + "".join(Random().choices("qxzy", k=12)))
    start = peak()
    outcomes: Counter[str] = Counter()
    seconds = 0.0
    dearest = Asked("", "", 0.0)
    bad: list[Asked] = []
    for query in queries(library, given.random, given.seed):
        asked = ask(library, query)
        outcomes[asked.outcome.partition(":")[0]] += 1
        seconds += asked.seconds
        dearest = max(dearest, asked, key=lambda one: one.seconds)
        if asked.bad:
            bad.append(asked)
            print(f"{asked.seconds:.2f} s, {asked.outcome}: {asked.query!r}", file=sys.stderr, flush=True)
    growth = peak() - start
    total = outcomes.total()
    show(f"Hostile and random queries, seed {given.seed} ({machine()})", ("outcome", "queries"), outcomes.most_common())
    show(
        "What they cost",
        ("queries", "mean, ms", "most processor seconds of one", "memory at the start", "growth at the peak"),
        [(total, 1000 * seconds / total, dearest.seconds, megabytes(start), megabytes(growth))],
    )
    print(f"\nThe dearest: {dearest.query!r}")
    return 1 if bad or growth > GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
