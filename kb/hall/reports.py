"""What is to be known of the folder of a source, without holding what stands in it?

A report is small: how every passage stands and what is wrong, no texts. It is written as lines of JSON, so that another
process can make it and the next run can use it again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kb.answers import Amount
from kb.content.corpus import Shared
from kb.content.problems import PROBLEMS
from kb.content.sources import read_source
from kb.content.statements import Reference
from kb.errors import Message, Place, Problem
from kb.model import Change, Kind, ProducedBy, Publication, Standing, State
from kb.translation import coverage, releasing
from kb.translation.checks import checking
from kb.translation.coverage import Covered


class Facts(NamedTuple):
    """What coverage, status and checks across folders need to know of one folder.

    ``ids`` are those of the original, None where they cannot be known. ``waiting`` says of each statement in ``covered`` how
    many wordings are in no release, ``releases`` are (date, name), ``units`` titles and groups in each language.
    ``broken`` files are not served in full; ``errors`` and ``warnings`` are counts of problems.
    """

    files: int
    passages: int
    ids: tuple[str, ...] | None
    references: tuple[Reference, ...]
    covered: tuple[Covered, ...]
    waiting: tuple[int, ...]
    releases: tuple[tuple[str, str], ...]
    units: tuple[Amount, ...]
    broken: int
    errors: int
    warnings: int


def make(folder: Path, root: Path, shared: Shared) -> tuple[bytes, bytes]:
    """Read the source in *folder* and check it: its facts and its problems, each a line of JSON."""
    languages = shared.base.languages
    reading = read_source(folder, root, shared.topics, languages)
    problems = list(reading.problems)
    content = reading.content
    broken = {problem.place.path for problem in problems if problem.is_error}
    covered: list[Covered] = []
    releases: set[tuple[str, str]] = set()
    if content is not None:
        standing_of = coverage.standings(content, shared.glossary)
        covered += coverage.covered(content, standing_of, languages)
        problems += checking.check(content, standing_of, shared.glossary, PROBLEMS)
        releases = {(line.date, line.release) for line in content.releases if line.release}
    statements = content.statements.values() if content is not None else ()
    errors = sum(problem.is_error for problem in problems)
    facts = Facts(
        files=reading.files,
        passages=sum(len(one.passages) for one in statements),
        ids=reading.ids,
        references=tuple(one for each in reading.references.values() for one in each),
        covered=tuple(covered),
        waiting=tuple(releasing.waiting(content)) if content is not None else (),
        releases=tuple(sorted(releases)),
        units=tuple(coverage.units(content, languages)) if content is not None else (),
        broken=len(broken),
        errors=errors,
        warnings=len(problems) - errors,
    )
    return _line(_packed(facts)), _line([_packed_problem(one) for one in problems])


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace")


# --------------------------------------------------------------------------------------------------------------- facts


def _packed(facts: Facts) -> dict[str, Any]:
    """*facts* for JSON; each way in which a passage can stand is written once and then meant by its number."""
    ways = {standing: at for at, standing in enumerate({way: None for one in facts.covered for way in one.standings})}
    rows = [[*one[:-1], [ways[standing] for standing in one.standings]] for one in facts.covered]
    return {**facts._asdict(), "covered": rows, "ways": list(ways)}


def facts(line: bytes) -> Facts:
    """The facts in a *line* that :func:`make` wrote.

    :raises ValueError: if it is none (also KeyError, TypeError).
    """
    packed = json.loads(line)
    ways = [_standing(*way) if way is not None else None for way in packed.pop("ways")]
    covered = tuple(_covered(row, ways) for row in packed.pop("covered"))
    return Facts(
        covered=covered,
        ids=None if packed["ids"] is None else tuple(packed.pop("ids")),
        references=tuple(Reference(address, Place(*place)) for address, place in packed.pop("references")),
        releases=tuple((str(date), str(name)) for date, name in packed.pop("releases")),
        units=tuple(Amount(*unit) for unit in packed.pop("units")),
        waiting=tuple(packed.pop("waiting")),
        **{key: int(packed[key]) for key in ("files", "passages", "broken", "errors", "warnings")},
    )


def _covered(row: Sequence[Any], ways: Sequence[Standing | None]) -> Covered:
    address, kind, publication, embargo_until, addressees, words, standings = row
    return Covered(
        address, Kind(kind), Publication(publication), embargo_until, tuple(addressees), words,
        tuple(map(ways.__getitem__, standings)),
    )  # fmt: skip


@cache
def _standing(state: str, produced_by: str | None, unconfirmed: bool, outdated: bool, change: str | None) -> Standing:
    """The one standing of this kind: of a million passages there are some dozens."""
    return Standing(
        State(state),
        ProducedBy(produced_by) if produced_by else None,
        unconfirmed,
        outdated,
        Change(change) if change else None,
    )


# ------------------------------------------------------------------------------------------------------------- problems


def _packed_problem(problem: Problem) -> list[Any]:
    said, hint = problem.message, problem.hint
    packed = None if hint is None else _packed_value(hint)
    if hint is not None and packed is not None and hint.parameters == said.parameters:
        packed[1] = None  # a rule fills both with the same, whole sentences among it
    return [*problem.place, problem.code, problem.severity, _packed_value(said), packed]


def _packed_value(value: object) -> Any:
    """A parameter of a message for JSON: a message as a list, what is neither text nor number as text."""
    if isinstance(value, Message):
        parameters = {name: _packed_value(one) for name, one in value.parameters.items()}
        return [value.template, parameters, value.plural, value.number]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def problems(line: bytes) -> list[Problem]:
    """The problems in a *line* that :func:`make` wrote.

    :raises ValueError: if it is none (also KeyError, TypeError).
    """
    same: dict[str, str] = {}
    return [_problem(packed, same) for packed in json.loads(line)]


def _problem(packed: Sequence[Any], same: dict[str, str]) -> Problem:
    path, line, column, code, severity, said, hint = packed
    place = Place(same.setdefault(path, path), line, column)
    code, severity = same.setdefault(code, code), same.setdefault(severity, severity)
    message = _message(said, same)
    return Problem(place, code, severity, message, None if hint is None else _message(hint, same, message.parameters))


def _message(packed: Sequence[Any], same: dict[str, str], shared: Mapping[str, object] | None = None) -> Message:
    template, parameters, plural, number = packed
    filled = shared if parameters is None and shared is not None else _parameters(parameters, same)
    return Message(same.setdefault(template, template), filled, plural, number)


def _parameters(packed: Mapping[str, Any], same: dict[str, str]) -> dict[str, object]:
    return {
        same.setdefault(name, name): _message(value, same) if isinstance(value, list) else value
        for name, value in packed.items()
    }
