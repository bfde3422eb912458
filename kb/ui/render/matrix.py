"""Which rows, signs and words does the matrix of statements and languages have, whatever it is drawn with?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from kb.answers import CoverageAnswer, CoverageRow
from kb.errors import N_, Message, message

#: A sign for each counter of coverage, in their order: every terminal has these, and nobody needs colours to tell them apart.
SIGNS = {
    "missing": "-",
    "unconfirmed": "?",
    "outdated": "!",
    "initial": "~",
    "translated": "+",
    "reviewed": "*",
    "final": "#",
}

#: Stands for a source of which a language has everything; else its share is shown in per cent.
WHOLE = "="

#: Statements from which on a matrix has a row for each source: who has so many looks at one source after the other.
MANY = 400

#: Short heads of columns: who produced translations, and what is left to do.
PRODUCERS = {"human": N_("human"), "machine": N_("machine"), "post-edited": N_("edited")}
WORDS_LEFT = N_("words left")

#: The counters of what a language has.
DONE = frozenset(("translated", "reviewed", "final"))

#: What a gate can demand at least.
NEEDED = {
    "initial": N_("a confirmed translation"),
    "translated": N_("a finished translation"),
    "reviewed": N_("a reviewed translation"),
    "final": N_("a final translation"),
}


class Line(NamedTuple):
    """Statements of one source that stand alike, ``first`` to ``last``; ``counters`` has one for each language."""

    source: str
    first: str
    last: str
    size: int
    counters: tuple[str, ...]


class SourceLine(NamedTuple):
    """A whole source of ``size`` statements, with the share that each language has of them (0 to 1)."""

    source: str
    size: int
    shares: tuple[float, ...]


def lines(rows: Sequence[CoverageRow], *, alike: bool = True) -> Iterator[Line]:
    """The matrix by statements; with *alike*, neighbours that stand alike are one line."""
    for source, group in groupby(rows, key=_source):
        whole = [(row.address.partition("/")[2], tuple(cell.counter for cell in row.cells)) for row in group]
        for counters, same in groupby(whole, key=lambda row: row[1]):
            ids = [id for id, _ in same]
            if alike:
                yield Line(source, ids[0], ids[-1], len(ids), counters)
            else:
                yield from (Line(source, id, id, 1, counters) for id in ids)


def source_lines(rows: Sequence[CoverageRow]) -> Iterator[SourceLine]:
    """The matrix by sources."""
    for source, group in groupby(rows, key=_source):
        cells = [row.cells for row in group]
        done = (sum(cell.counter in DONE for cell in column) for column in zip(*cells, strict=True))
        yield SourceLine(source, len(cells), tuple(count / len(cells) for count in done))


def _source(row: CoverageRow) -> str:
    return row.address.partition("/")[0]


def percent(share: float) -> int:
    """*share* in whole per cent, rounded down: 100 only where nothing is left to do."""
    return int(share * 100 + 1e-9)


def policy(answer: CoverageAnswer) -> Message | None:
    """What the coverage policy says, in a sentence; None without one."""
    if not answer.gate.rules:
        return None
    count = len(answer.gate.failures)
    if not count:
        return message(N_("Every passage that the coverage policy demands is there."))
    return Message(
        N_("{number} passage that the coverage policy demands is not there; to see it: kb coverage --gate"),
        {},
        plural=N_("{number} passages that the coverage policy demands are not there; to see them: kb coverage --gate"),
        number=count,
    )
