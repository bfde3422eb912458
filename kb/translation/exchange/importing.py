"""Which of the units that came back can go in, and why not the others?

Decided unit by unit against the content of today; what the rooms of content and checks have to say of a wording is asked
through a function.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from kb.errors import Place, Problem
from kb.model import ProducedBy, State
from kb.translation.exchange.exporting import is_label
from kb.translation.exchange.rules import problem
from kb.translation.exchange.units import Reading, Refusal, Returned, Unit

#: The states that somebody has to vouch for by name.
REVIEWS = (State.REVIEWED, State.FINAL)


class Claim(NamedTuple):
    """What the person says about all units; None and "" where nothing was said."""

    state: State | None = None
    produced_by: ProducedBy | None = None
    by: str = ""


class Taken(NamedTuple):
    """A unit that goes in: ``unit`` as it stands today, and what is to stand there. ``line`` is that in the file."""

    unit: Unit
    target: str
    state: State
    produced_by: ProducedBy
    line: int

    @property
    def is_new_wording(self) -> bool:
        """Whether the wording changes, or only what is recorded of it."""
        return self.target != self.unit.target


class Decided(NamedTuple):
    """What becomes of the units of a file; ``unchanged`` is how many of them say nothing new."""

    taken: tuple[Taken, ...]
    unchanged: int
    refused: tuple[Refusal, ...]


#: What is wrong with a unit that would be taken, at a place.
Faults = Callable[[Taken, Place], Iterable[Problem]]


def decide(reading: Reading, known: Mapping[str, Unit], claim: Claim, path: str, faults: Faults) -> Decided:
    """What becomes of the units in *reading*, the file *path*. *known* are the units of its language as they stand today.

    A unit goes in if its original and the passage it replaces are still those that were exported, and *faults* finds no
    error in it. One that came back as it went out says nothing, whatever is claimed of the others.
    """
    taken: list[Taken] = []
    refused = list(reading.refused)
    for returned in reading.units:
        place = Place(path, returned.line)
        unit = known.get(returned.id)
        if unit is None:
            if returned.target is not None:
                refused.append(Refusal(problem("unknown-unit", place, id=returned.id), returned))
            continue
        if _says_nothing(returned, unit, claim):
            continue
        proposed = _taken(returned, unit, claim)
        wrong = _misfit(returned, proposed, claim, place) or _first_error(faults(proposed, place))
        if wrong is None:
            taken.append(proposed)
        else:
            refused.append(Refusal(wrong, returned))
    unchanged = len(reading.units) + len(reading.refused) - len(taken) - len(refused)
    return Decided(tuple(taken), unchanged, tuple(sorted(refused, key=lambda one: one.problem.place)))


def _says_nothing(returned: Returned, unit: Unit, claim: Claim) -> bool:
    """Whether nothing was translated, or the wording of today came back without anything said about it.

    What went out to be looked at and came back so was not looked at, whatever is claimed of the others. A lower state says
    nothing: since the export somebody may have reviewed the passage.
    """
    if returned.target is None:
        return not returned.target_version
    if returned.target != unit.target:
        return False
    if is_label(unit.id):
        return True
    left_alone = unit.state is State.INITIAL and returned.state in (None, State.INITIAL)
    return left_alone or _rank(claim.state or returned.state) <= _rank(unit.state)


def _rank(state: State | None) -> int:
    return list(State).index(state) if state is not None else -1


def _taken(returned: Returned, unit: Unit, claim: Claim) -> Taken:
    """What would be recorded: what is claimed, else what the file says, else what is so of most translations.

    A review that was made before the export was one of the earlier wording.
    """
    same = returned.target == unit.target
    stated = returned.state or (unit.state if same and unit.state is not State.INITIAL else None)
    if not same and stated is unit.state and stated in REVIEWS:
        stated = None
    return Taken(
        unit,
        returned.target or "",
        claim.state or stated or State.TRANSLATED,
        claim.produced_by or returned.produced_by or unit.produced_by or ProducedBy.HUMAN,
        returned.line,
    )


def _misfit(returned: Returned, proposed: Taken, claim: Claim, place: Place) -> Problem | None:
    """Why the unit does not fit to the content of today, or to what is claimed."""
    unit = proposed.unit
    if returned.source_version != unit.source_version:
        return problem("outdated", place, id=unit.id)
    if _plain(returned.source) != _plain(unit.source):
        return problem("original-differs", place, id=unit.id)
    if returned.target is None:
        return problem("empty-target", place, id=unit.id)
    if returned.target_version != unit.target_version and proposed.is_new_wording:
        return problem("conflict", place, id=unit.id)
    if proposed.state in REVIEWS and not claim.by.strip() and not is_label(unit.id):
        return problem("review-without-name", place, id=unit.id, state=proposed.state.value)
    return None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _first_error(problems: Iterable[Problem]) -> Problem | None:
    return next((found for found in problems if found.is_error), None)
