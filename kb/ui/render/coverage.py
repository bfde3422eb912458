"""How does coverage look in a terminal, to a program and in a spreadsheet?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from kb.answers import Amount, Cell, CoverageAnswer, GateAnswer, GateFailure
from kb.errors import N_, Message, message
from kb.ui.loading import load
from kb.ui.render import Look
from kb.ui.render.data import escaped, table
from kb.ui.render.layout import FAINT, GREEN, RED, STRONG, YELLOW, paragraph, styled
from kb.ui.render.matrix import (
    MANY,
    NEEDED,
    PRODUCERS,
    SIGNS,
    WHOLE,
    WORDS_LEFT,
    lines,
    percent,
    policy,
    source_lines,
)
from kb.ui.render.words import CHANGES, COUNTERS

_STYLES = {
    "missing": RED,
    "unconfirmed": YELLOW,
    "outdated": RED,
    "initial": YELLOW,
    "translated": GREEN,
    "reviewed": GREEN,
    "final": GREEN,
}

_INDENT = _GAP = "  "
_APART = "   "
_CELL = 3  # columns of a language: its two letters and a gap

_FEW = 3  # languages that are named

#: Columns of the CSV.
COLUMNS = ("address", "language", "kind", "counter", "state", "produced_by", "outdated", "change")


# ------------------------------------------------------------------------------------------------------------- terminal


def coverage(answer: CoverageAnswer, look: Look) -> str:
    """The matrix, what its signs mean, and then a line for each group of languages that stand alike."""
    translator = look.translator
    head = Message(
        N_("{number} published statement"), plural=N_("{number} published statements"), number=answer.statements
    )
    matrix = "".join(_matrix(answer, look))
    parts = [f"{styled(translator.say(head), STRONG, look.colour)}\n", matrix and matrix + _legend(answer, look)]
    parts.append(_summary(answer, look))
    parts.append(_amounts(N_("Titles, groups, topics and terms:"), answer.labels, look))
    if answer.catalogs is not None:
        parts.append(_amounts(N_("Messages of the program:"), answer.catalogs, look))
    if (sentence := policy(answer)) is not None:
        parts.append(paragraph(translator.say(sentence), look.width))
    return "\n".join(part for part in parts if part)


def _matrix(answer: CoverageAnswer, look: Look) -> Iterator[str]:
    """The matrix, in blocks of as many languages as fit beside each other."""
    many = len(answer.rows) >= MANY
    rows = list(_by_source(answer, look) if many else _by_statement(answer, look))
    if not rows:
        return
    tags = list(answer.languages)
    longest = max(len(label) for label, _ in rows)
    room = max(8, min(longest + 2, look.width - _CELL * len(tags)))
    beside = max(1, (look.width - room) // _CELL)
    for start in range(0, len(tags), beside):
        block = slice(start, start + beside)
        yield styled(" " * room + " ".join(tag.rjust(2) for tag in tags[block]), FAINT, look.colour) + "\n"
        for label, cells in rows:
            gap = " " * (room - len(label)) if len(label) < room else "\n" + " " * room
            yield f"{label}{gap if cells else ''}{' '.join(cells[block])}\n"


def _by_statement(answer: CoverageAnswer, look: Look) -> Iterator[tuple[str, list[str]]]:
    """A label and a cell of two columns for each language; a line without cells for each source."""
    for source, group in groupby(lines(answer.rows), key=lambda line: line.source):
        yield source, []
        for one in group:
            label = one.first if one.size == 1 else f"{one.first}–{one.last} ({one.size})"
            yield f"{_INDENT}{label}", [f" {styled(SIGNS[name], _STYLES[name], look.colour)}" for name in one.counters]


def _by_source(answer: CoverageAnswer, look: Look) -> Iterator[tuple[str, list[str]]]:
    for one in source_lines(answer.rows):
        yield f"{one.source} ({one.size})", [_share(share, look.colour) for share in one.shares]


def _share(share: float, colour: bool) -> str:
    whole = percent(share) == 100
    return styled((WHOLE if whole else str(percent(share))).rjust(2), GREEN if whole else YELLOW, colour)


def _legend(answer: CoverageAnswer, look: Look) -> str:
    """What the cells mean: in words, a sign each."""
    translator = look.translator
    if len(answer.rows) >= MANY:
        said = translator.text(
            N_("Per cent of the statements that are translated; {sign} is all. One source by statements: {command}"),
            sign=WHOLE,
            command=f"kb coverage --source {answer.rows[0].address.partition('/')[0]}",
        )
        return f"\n{paragraph(said, look.width)}\n{_signs(look)}"
    return f"\n{_signs(look)}"


def _signs(look: Look) -> str:
    """Each sign with its word, as many to a line as fit."""
    lines: list[str] = []
    for counter, sign in SIGNS.items():
        entry = f"{sign} {look.translator.gettext(COUNTERS[counter])}"
        if lines and len(lines[-1]) + len(_APART) + len(entry) <= look.width:
            lines[-1] += f"{_APART}{entry}"
        else:
            lines.append(entry)
    return "".join(f"{line}\n" for line in lines)


def _summary(answer: CoverageAnswer, look: Look) -> str:
    """A row for each language, and one for those that stand alike: 24 equal rows would hide the odd one."""
    alike: dict[tuple[int, ...], list[str]] = {}
    for tag, one in answer.languages.items():
        counts = (getattr(one, name) for name in SIGNS)
        produced = (one.produced_by.get(name, 0) for name in PRODUCERS)
        alike.setdefault((percent(one.share), *counts, one.words_left, *produced), []).append(tag)
    if not alike:
        return ""
    heads = ["", "%", *SIGNS.values(), *(map(look.translator.gettext, (WORDS_LEFT, *PRODUCERS.values())))]
    rows = [heads, *([_tags(tags), *map(str, numbers)] for numbers, tags in alike.items())]
    return "\n".join(_numbers(block, look) for block in _beside(rows, look.width))


def _beside(rows: Sequence[Sequence[str]], width: int) -> Iterator[list[Sequence[str]]]:
    """*rows* in blocks of as many columns as fit beside the first, which each block has."""
    first, *others = (max(map(len, column)) for column in zip(*rows, strict=True))
    start, room = 1, width - first
    for at, size in enumerate(others, 1):
        room -= size + len(_GAP)
        if room < 0 and at > start:
            yield [[row[0], *row[start:at]] for row in rows]
            start, room = at, width - first - size - len(_GAP)
    yield [[row[0], *row[start:]] for row in rows]


def _numbers(rows: Sequence[Sequence[str]], look: Look) -> str:
    """A table whose columns but the first are numbers below their heads."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    heading, *lines = (
        _GAP.join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() + "\n" for row in rows
    )
    return styled(heading, FAINT, look.colour) + "".join(lines)


def _tags(tags: Sequence[str]) -> str:
    return " ".join(tags) if len(tags) <= _FEW else f"{' '.join(tags[:_FEW])} … ({len(tags)})"


def _amounts(heading: str, amounts: Mapping[str, Amount], look: Look) -> str:
    """Which languages have all units of a kind, and how many the others have."""
    alike: dict[Amount, list[str]] = {}
    for tag, one in amounts.items():
        alike.setdefault(one, []).append(tag)
    said = "; ".join(f"{_tags(tags)} {one.have}/{one.of}" for one, tags in alike.items())
    return paragraph(f"{look.translator.gettext(heading)} {said}", look.width)


# ----------------------------------------------------------------------------------------------------------------- gate


def gate(answer: GateAnswer, look: Look) -> str:
    """What is to be done before the policy is kept, a line for each passage, and how many that are."""
    lines = (paragraph(look.translator.say(sentence(one)), look.width) for one in answer.failures)
    count = len(answer.failures)
    total = Message(
        N_("{number} passage that the coverage policy demands is not there."),
        {},
        plural=N_("{number} passages that the coverage policy demands are not there."),
        number=count,
    )
    return "".join(lines) + paragraph(look.translator.say(total if count else _verdict(answer)), look.width)


def _verdict(answer: GateAnswer) -> Message:
    if answer.ok:
        return message(N_("Every passage that the coverage policy demands is there."))
    return message(N_("Nobody can say what is there while files cannot be read in full; to see them: kb check"))


def _found(failure: GateFailure) -> Message:
    if failure.found == "outdated" and failure.change is not None:
        return message(CHANGES[failure.change])
    return message(COUNTERS[failure.found])


# ------------------------------------------------------------------------------------------------------------- programs


def with_messages(answer: CoverageAnswer, root: Path) -> CoverageAnswer:
    """*answer* with how many messages of the program each language has, where *root* has its catalogs."""
    locales = root / "locales"
    return answer._replace(catalogs=load("kb.ui.catalogs:amounts")(locales)) if locales.is_dir() else answer


def coverage_json(answer: CoverageAnswer, look: Look) -> str:
    """The answer with the keys of the contract; a line for each passage, since there may be a million."""
    head = {
        "schema": "kb/coverage/1",
        "statements": answer.statements,
        "languages": {tag: one._asdict() for tag, one in answer.languages.items()},
    }
    failures = [{**one._asdict(), "message": look.translator.say(sentence(one))} for one in answer.gate.failures]
    tail: dict[str, Any] = {
        "gate": {"ok": answer.gate.ok, "failures": failures},
        "labels": {tag: one._asdict() for tag, one in answer.labels.items()},
        "broken": answer.broken,
    }
    if answer.catalogs is not None:
        tail["catalogs"] = {tag: one._asdict() for tag, one in answer.catalogs.items()}
    passages = ",\n".join(_passages(answer))
    before, after = (escaped(json.dumps(part, ensure_ascii=False, indent=2)) for part in (head, tail))
    return f'{before[:-2]},\n  "passages": [\n{passages}\n  ],\n{after[2:]}\n'


def _passages(answer: CoverageAnswer) -> Iterator[str]:
    """Each passage that exists, as an object of JSON. Addresses are ids, which JSON takes as they are."""
    tags = tuple(answer.languages)
    for row in answer.rows:
        for tag, cell in zip(tags, row.cells, strict=True):
            if cell.state is not None:
                yield f'    {{"address": "{row.address}/{tag}", {_standing(cell)}}}'


@cache
def _standing(cell: Cell) -> str:
    shown = {key: value for key, value in cell._asdict().items() if key != "counter"}
    return json.dumps({**shown, "unconfirmed": cell.counter == "unconfirmed"})[1:-1]


def sentence(failure: GateFailure) -> Message:
    """What is to be done about a passage that the policy demands."""
    return message(
        N_("{address}: {found}, needs {needed}"),
        address=failure.address,
        found=_found(failure),
        needed=message(NEEDED[failure.needed]),
    )


def coverage_table(answer: CoverageAnswer, _look: Look) -> str:
    """CSV with a row for each statement and language, also where there is no passage."""
    tags = tuple(answer.languages)
    return table(
        COLUMNS,
        (
            (
                f"{row.address}/{tag}",
                tag,
                row.kind,
                cell.counter,
                cell.state,
                cell.produced_by,
                cell.outdated,
                cell.change,
            )
            for row in answer.rows
            for tag, cell in zip(tags, row.cells, strict=True)
        ),
    )
