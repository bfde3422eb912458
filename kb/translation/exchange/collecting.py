"""Which of the units that a file states can be judged? The same for every format."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from kb.errors import Place, Problem
from kb.model import ProducedBy, State
from kb.translation.exchange.rules import problem, refusal
from kb.translation.exchange.units import Reading, Refusal, Returned, Unit

#: Bound of a file. A base of 20,000 passages with notes and versions is 20 MB as XLIFF.
MAX_BYTES = 64 * 1024 * 1024

#: Bound of what a file may have of units; the same base in one language has a tenth of it.
MAX_UNITS = 200_000

_STAMP = re.compile(r"\b(source-version|target-version|produced-by|state)=(\S+)")
_VERSION = re.compile(r"[0-9a-f]{64}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_STATES = {state.value: state for state in State}
_PRODUCERS = {producer.value: producer for producer in ProducedBy}


_Part = TypeVar("_Part")


class Stated(NamedTuple):
    """A unit as a file states it, nothing of it checked.

    ``stamp`` has what else it says: ``source-version``, ``target-version``, ``produced-by`` and ``state``. ``fault`` is a
    problem that the format found by itself.
    """

    id: str
    source: str
    target: str | None
    stamp: Mapping[str, str]
    line: int
    fault: Problem | None = None


def bounded(data: bytes, path: str) -> bytes:
    """*data*, if it is not too large to be read.

    :raises Refused: if it is.
    """
    if len(data) > MAX_BYTES:
        raise refusal("exchange-too-large", Place(path), limit=MAX_BYTES // 1024)
    return data


def counted(parts: Iterable[_Part], path: str) -> Iterator[_Part]:
    """*parts* of a file one by one, as long as they are not too many.

    :raises Refused: if they are.
    """
    for count, part in enumerate(parts):
        if count >= MAX_UNITS:
            raise refusal("exchange-too-many", Place(path), limit=MAX_UNITS)
        yield part


def decoded(data: bytes, path: str) -> str:
    """The text of a file that is not XML: UTF-8, or UTF-16 where it begins with its mark, with line feeds.

    :raises Refused: if it is too large, or in another encoding.
    """
    encoding = "utf-16" if bounded(data, path)[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refusal("exchange-encoding", Place(path, line), offset=error.start) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def state_of(unit: Unit) -> State | None:
    """What the translator is told of a unit: what nobody has confirmed is to be looked at; None where there is no target."""
    return None if unit.target is None else unit.state or State.INITIAL


def stamp(unit: Unit, *keys: str) -> str:
    """What a unit says beside its wordings, as one line for a note or comment; of *keys* only, where there are some."""
    state = state_of(unit)
    said = {
        "source-version": unit.source_version,
        "target-version": unit.target_version,
        "state": state.value if state else "",
        "produced-by": unit.produced_by.value if unit.produced_by else "",
    }
    return " ".join(f"{key}={value}" for key, value in said.items() if value and key in (keys or said))


def stamped(text: str) -> dict[str, str]:
    """What :func:`stamp` said in *text*; the first word on each counts."""
    return dict(reversed(_STAMP.findall(text)))


def collect(stated: Iterable[Stated], path: str, *, source_language: str = "", target_language: str = "") -> Reading:
    """What can be judged of the units of *path*, and what is refused because it cannot be understood."""
    units: list[Returned] = []
    refused: list[Refusal] = []
    for one in counted(stated, path):
        unit, fault = _returned(one, path)
        if fault is None:
            units.append(unit)
        else:
            refused.append(Refusal(fault, unit))
    ids = Counter(unit.id for unit in [*units, *(one.unit for one in refused if one.unit)] if unit.id)
    twice = [unit for unit in units if ids[unit.id] > 1]
    refused += [Refusal(problem("unit-twice", Place(path, unit.line), id=unit.id), unit) for unit in twice]
    return Reading(
        source_language,
        target_language,
        tuple(unit for unit in units if ids[unit.id] == 1),
        tuple(sorted(refused, key=lambda one: one.problem.place)),
    )


def _returned(stated: Stated, path: str) -> tuple[Returned, Problem | None]:
    """The unit as far as it can be understood, and the first thing that cannot."""
    place = Place(path, stated.line)
    said = stated.stamp
    target = _normal(stated.target or "")
    state, producer = said.get("state", ""), said.get("produced-by", "")
    unit = Returned(
        id=stated.id,
        source=_normal(stated.source),
        target=target if target.strip() else None,
        state=_STATES.get(state) if target.strip() else None,
        source_version=said.get("source-version", ""),
        target_version=said.get("target-version", ""),
        produced_by=_PRODUCERS.get(producer),
        line=stated.line,
    )
    if not stated.id:
        return unit, problem("unit-without-id", place)
    if stated.fault is not None:
        return unit, stated.fault
    return unit, _fault(unit, state, producer, place)


def _fault(unit: Returned, state: str, producer: str, place: Place) -> Problem | None:
    if unit.target is not None and not unit.source_version:
        return problem("unit-without-version", place, id=unit.id)
    for key, value in (("source-version", unit.source_version), ("target-version", unit.target_version)):
        if value and not _VERSION.fullmatch(value):
            return problem("unit-value", place, key=key, value=value[:80])
    for key, value, known in (("state", state, [*_STATES]), ("produced-by", producer, [*_PRODUCERS])):
        if value and value not in known:
            return problem("unit-value", place, key=key, value=value[:80])
    control = _CONTROL.search(unit.id + unit.source + (unit.target or ""))
    if control is not None:
        return problem("unit-character", place, character=f"U+{ord(control[0]):04X}")
    return None


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
