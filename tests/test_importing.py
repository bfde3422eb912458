"""Which of the units that came back can go in, and why not the others?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from kb.errors import ERROR, WARNING, Place, Problem, message
from kb.model import ProducedBy, State
from kb.translation.exchange.importing import Claim, Decided, Taken, decide
from kb.translation.exchange.rules import problem
from kb.translation.exchange.units import Reading, Refusal, Returned, Unit

OF, HERE, THERE = "a" * 64, "b" * 64, "c" * 64

PASSAGE = Unit("s/f1", "Vierzig.", "Neljäkymmentä.", OF, HERE, State.TRANSLATED, ProducedBy.MACHINE)
MISSING = Unit("s/f2", "Fünfzig.", None, OF)
OUTDATED = Unit("s/f3", "Sechzig.", "Kuusikymmentä.", OF, HERE, State.INITIAL, ProducedBy.HUMAN)
REVIEWED = Unit("s/f4", "Siebzig.", "Seitsemän.", OF, HERE, State.REVIEWED, ProducedBy.HUMAN)
LABEL = Unit("s#title", "Titel", "Otsikko", OF, HERE, State.TRANSLATED)
KNOWN = {unit.id: unit for unit in (PASSAGE, MISSING, OUTDATED, REVIEWED, LABEL)}

NOTHING, BY = Claim(), Claim(by="A. Virtanen")


def back(unit: Unit, **changes: object) -> Returned:
    """*unit* as it comes back from a translator who did nothing but *changes*."""
    returned = Returned(
        unit.id,
        unit.source,
        unit.target,
        unit.state,
        unit.source_version,
        unit.target_version,
        unit.produced_by,
        7,
    )
    return returned._replace(**changes)  # type: ignore[arg-type]


def decided(*returned: Returned, claim: Claim = NOTHING, found: Iterable[Problem] = ()) -> Decided:
    """What becomes of them."""

    def faults(taken: Taken, place: Place) -> Iterator[Problem]:
        yield from (one._replace(place=place) for one in found)

    return decide(Reading("de", "fi", returned), KNOWN, claim, "fi.xlf", faults)


def refused(*returned: Returned, claim: Claim = NOTHING, found: Iterable[Problem] = ()) -> list[str]:
    """``place: code`` of what does not go in."""
    outcome = decided(*returned, claim=claim, found=found)
    assert (outcome.taken, outcome.unchanged) == ((), 0)
    return [f"{one.problem.place}: {one.problem.code}" for one in outcome.refused]


def taken(returned: Returned, claim: Claim = NOTHING) -> tuple[str, State, ProducedBy]:
    """What goes in for the one unit that does."""
    outcome = decided(returned, claim=claim)
    assert not outcome.refused
    (one,) = outcome.taken
    return one.target, one.state, one.produced_by


@pytest.mark.parametrize("unit", KNOWN.values(), ids=lambda unit: unit.id)
@pytest.mark.parametrize("claim", [Claim(), BY, Claim(State.TRANSLATED, ProducedBy.HUMAN)])
def test_what_comes_back_as_it_went_out_says_nothing(unit: Unit, claim: Claim) -> None:
    """Whatever is claimed of the translator's work: this is not part of it."""
    assert decided(back(unit), claim=claim) == Decided((), 1, ())


def test_a_lower_state_says_nothing() -> None:
    """Somebody may have reviewed the passage since it was exported."""
    assert decided(back(REVIEWED, state=State.TRANSLATED)).unchanged == 1
    assert decided(back(REVIEWED, state=None)).unchanged == 1
    assert decided(back(LABEL, state=State.FINAL)).unchanged == 1


def test_what_was_imported_already_says_nothing() -> None:
    """The passage has another version now, and the wording that came back is the one that stands there."""
    assert decided(back(PASSAGE, target_version=THERE)).unchanged == 1


@pytest.mark.parametrize(
    ("returned", "claim", "expected"),
    [
        (back(MISSING, target="Viisi."), Claim(), ("Viisi.", State.TRANSLATED, ProducedBy.HUMAN)),
        (back(MISSING, target="Viisi.", state=State.INITIAL), Claim(), ("Viisi.", State.INITIAL, ProducedBy.HUMAN)),
        (
            back(MISSING, target="Viisi.", state=State.INITIAL),
            Claim(State.TRANSLATED, ProducedBy.MACHINE),
            ("Viisi.", State.TRANSLATED, ProducedBy.MACHINE),
        ),
        (back(PASSAGE, target="Neljä."), Claim(), ("Neljä.", State.TRANSLATED, ProducedBy.MACHINE)),
        (
            back(PASSAGE, target="Neljä.", produced_by=ProducedBy.POST_EDITED),
            Claim(),
            ("Neljä.", State.TRANSLATED, ProducedBy.POST_EDITED),
        ),
        (back(REVIEWED, target="Uusi.", state=None), Claim(), ("Uusi.", State.TRANSLATED, ProducedBy.HUMAN)),
        (back(REVIEWED, target="Uusi."), BY, ("Uusi.", State.TRANSLATED, ProducedBy.HUMAN)),
        (back(REVIEWED, target="Uusi.", state=State.FINAL), BY, ("Uusi.", State.FINAL, ProducedBy.HUMAN)),
        (back(OUTDATED, state=State.TRANSLATED), Claim(), ("Kuusikymmentä.", State.TRANSLATED, ProducedBy.HUMAN)),
        (back(PASSAGE, state=State.FINAL), BY, ("Neljäkymmentä.", State.FINAL, ProducedBy.MACHINE)),
        (
            back(PASSAGE),
            Claim(State.REVIEWED, ProducedBy.POST_EDITED, "B"),
            ("Neljäkymmentä.", State.REVIEWED, ProducedBy.POST_EDITED),
        ),
        (back(LABEL, target="Uusi"), Claim(), ("Uusi", State.TRANSLATED, ProducedBy.HUMAN)),
    ],
)
def test_what_goes_in(returned: Returned, claim: Claim, expected: tuple[str, State, ProducedBy]) -> None:
    """What is claimed counts, else what the file says, else what is so of most translations."""
    assert taken(returned, claim) == expected


@pytest.mark.parametrize(
    ("returned", "code"),
    [
        (back(PASSAGE, id="s/f9"), "unknown-unit"),
        (back(PASSAGE, target="Uusi.", source_version=THERE), "outdated"),
        (back(PASSAGE, state=State.FINAL, source_version=""), "outdated"),
        (back(PASSAGE, target="Uusi.", source="Vierzehn."), "original-differs"),
        (back(PASSAGE, target="Uusi.", target_version=THERE), "conflict"),
        (back(MISSING, target="Uusi.", target_version=THERE), "conflict"),
        (back(PASSAGE, target="Uusi.", target_version=""), "conflict"),
        (back(PASSAGE, target=None), "empty-target"),
        (back(PASSAGE, target="Uusi.", state=State.REVIEWED), "review-without-name"),
        (back(PASSAGE, state=State.FINAL), "review-without-name"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(returned: Returned, code: str) -> None:
    """What was exported is not what is there today, or nobody stands behind what is claimed."""
    assert refused(returned) == [f"fi.xlf:7:1: {code}"]


def test_spaces_in_the_original_are_no_tampering() -> None:
    """Tools wrap lines."""
    assert taken(back(PASSAGE, source=" Vierzig. \n", target="Neljä."))[0] == "Neljä."


def test_the_first_error_of_a_wording_refuses_it() -> None:
    """Warnings do not."""
    place = Place("", 1)
    warning = Problem(place, "length-differs", WARNING, message("longer"))
    error = Problem(place, "number-differs", ERROR, message("another"))
    one = back(PASSAGE, target="Uusi.")
    assert refused(one, found=[warning, error]) == ["fi.xlf:7:1: number-differs"]
    assert len(decided(one, found=[warning]).taken) == 1


def test_one_bad_unit_does_not_stop_the_others() -> None:
    """What was refused by the format stays refused, and all of it is in the order of the file."""
    early = Refusal(problem("unit-twice", Place("fi.xlf", 3), id="s/f2"), back(MISSING, target="Viisi.", line=3))
    units = (back(PASSAGE, target="Neljä."), back(OUTDATED), back(REVIEWED, id="x", line=2), back(MISSING, id="y"))
    outcome = decide(Reading("de", "fi", units, (early,)), KNOWN, Claim(), "fi.xlf", lambda taken, place: ())
    assert [one.unit.id for one in outcome.taken] == ["s/f1"]
    assert [one.problem.code for one in outcome.refused] == ["unknown-unit", "unit-twice"]
    assert outcome.unchanged == 2
