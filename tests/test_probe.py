"""The knowledge base that ships is found by its own words, and never worse than it was.

``recall.json`` has the recall recorded for each language and way of typing, as ``kb index --probe`` measures it. It is
raised by hand when the search has become better.
"""

from __future__ import annotations

import json
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from kb.answers import Probed
from kb.library import Library
from kb.search.analysis import ANALYSIS
from kb.search.probing import MODES
from tests.knowledge_bases import TAGS

#: Language to mode to the share of searches that found their passage.
RECORDED: dict[str, dict[str, float]] = json.loads((Path(__file__).parent / "recall.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def probed(shipped: Library) -> Probed:
    """The whole shipped base, probed."""
    return shipped.probe()


def shares(probed: Probed) -> dict[str, dict[str, float]]:
    """The share found, cut to four digits as it is recorded."""
    return {
        language: {mode: recall.found * 10_000 // recall.asked / 10_000 for mode, recall in modes.items()}
        for language, modes in probed.languages.items()
    }


@pytest.mark.parametrize("language", TAGS)
def test_no_language_falls_below_what_is_recorded(probed: Probed, language: str) -> None:
    """Everything that is measured is recorded, and found as often at least."""
    measured = shares(probed)[language]
    assert measured.keys() == RECORDED[language].keys()
    fallen = {mode: share for mode, share in measured.items() if share < RECORDED[language][mode]}
    assert not fallen, [miss for miss in probed.missed if miss.address.endswith(f"/{language}")]


def test_what_is_recorded_reaches_its_targets() -> None:
    """Own words and figures always; other forms nearly always, in every language; so do words without their accents."""

    def recorded(mode: str) -> list[float]:
        return [modes[mode] for modes in RECORDED.values() if mode in modes]

    assert list(RECORDED) == list(TAGS)
    assert {*recorded("own"), *recorded("figures")} == {1.0}
    assert mean(recorded("inflected")) >= 0.95
    assert min(recorded("inflected")) >= 0.90
    assert min(recorded("unaccented")) >= 0.97
    assert min(recorded("component")) >= 0.95


def test_every_language_is_asked_enough_to_say_something(probed: Probed) -> None:
    """A hundred of its own words; Maltese has no dictionary that other forms could come from."""
    for language, modes in probed.languages.items():
        assert modes["own"].asked > 100, language
        assert ("inflected" in modes) == (language != "mt"), language
        assert ("component" in modes) == (ANALYSIS[language].compounds is not None), language
        assert list(modes) == [mode for mode in MODES if mode in modes]


def test_the_same_index_gives_the_same_answer(shipped: Library, probed: Probed) -> None:
    """What is asked is chosen by a seed."""
    assert shipped.probe(("pl",)).languages["pl"] == probed.languages["pl"]


def test_the_record_holds_nothing_but_shares() -> None:
    """A typing mistake in it would let a language fall."""
    rows: list[Any] = [share for modes in RECORDED.values() for share in modes.values()]
    assert all(isinstance(share, float) and 0.5 < share <= 1.0 for share in rows)
