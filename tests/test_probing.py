"""What is typed to find a passage again, and how that is asked of an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.answers import Miss, Recall
from kb.hall import probing as hall
from kb.library import Library
from kb.search import query
from kb.search.analysis import Known
from kb.search.probing import Probe, probes, written
from kb.search.query import MAX_WORD
from kb.search.tokens import Token
from kb.values import figures, query_terms, terms, typed
from tests.knowledge_bases import TAGS, opened, passages, source
from tests.knowledge_bases import written as laid_out


@dataclass
class Dictionary:
    """A few words."""

    forms: dict[str, list[str]] = field(default_factory=dict)
    compounds: dict[str, list[str]] = field(default_factory=dict)

    def others(self, word: str, language: str) -> Sequence[str]:
        """From the table."""
        return self.forms.get(word, ())

    def parts(self, word: str, language: str) -> Sequence[str]:
        """From the table."""
        return self.compounds.get(word, ())


def stop(token: Token, language: str) -> Known:
    """Words of three letters are function words."""
    return Known(stop=len(token.word) == 3)


def first(words: Sequence[str], most: int) -> Sequence[str]:
    """The first *most*."""
    return words[:most]


def asked(text: str, mode: str, language: str = "de", words: Dictionary | None = None) -> list[str]:
    """What is typed in one mode to find *text*."""
    return [probe.typed for probe in probes(text, language, stop, words or Dictionary(), first) if probe.mode == mode]


def test_own_words_are_typed_as_they_stand_there_once_and_without_function_words() -> None:
    """In the passage's order."""
    assert asked("Die Täter und andere Täter kamen.", "own") == ["Täter", "andere", "kamen"]


def test_words_in_capitals_are_typed_small() -> None:
    """An operator is no word."""
    assert asked("NOT USABLE", "own", "en") == ["usable"]
    assert asked("CSAM", "own") == ["csam"]


def test_a_word_longer_than_any_query_is_not_typed() -> None:
    """It would be refused."""
    assert asked(f"{'a' * MAX_WORD} {'b' * (MAX_WORD + 1)}", "own") == ["a" * MAX_WORD]


def test_other_forms_are_those_of_the_word_as_written_and_not_too_many() -> None:
    """Waren are goods, waren is were."""
    words = Dictionary({"Waren": ["ware"], "waren": ["sein"], "Kind": ["kinde", "kinder", "kindern", "kindes"]})
    assert asked("Waren waren Kind", "inflected", words=words) == ["ware", "sein", "kinde", "kinder", "kindern"]


def test_a_compound_is_asked_for_by_its_parts() -> None:
    """Whatever the dictionary says they are."""
    words = Dictionary(compounds={"kindesschutz": ["kindes", "kind", "schutz"]})
    assert asked("Kindesschutz", "component", words=words) == ["kindes", "kind", "schutz"]


def test_only_words_with_accents_are_typed_without() -> None:
    """And a figure is none."""
    words = Dictionary({"tippen": ["tippe", "tüppe"]})
    assert asked("Täter tippen Straße 12", "unaccented", words=words) == ["tater", "tuppe"]
    assert asked("Ελλάδα και", "unaccented", "el") == ["ελλαδα"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("30.000 Menschen", "de", ["30.000", "30000", "30,000", "30 000"]),
        ("40 % aller", "de", ["40 %", "40%"]),
        ("41,5 years", "fi", ["41,5", "41.5"]),
        ("in 2024", "en", ["2024"]),
        ("1,234.5 km", "en", ["1,234.5", "1234.5", "1234,5", "1.234,5", "1 234,5"]),
        ("2.5 million", "en", ["2.5 million"]),
        ("4,125 Grad", "de", ["4,125"]),
        ("drei Arten", "de", []),
    ],
)
def test_figures_are_typed_as_others_write_them(text: str, language: str, expected: list[str]) -> None:
    """Except in a way that means another number somewhere, or looks like no year."""
    assert list(dict.fromkeys(written(text, language))) == expected


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from(TAGS))
def test_every_way_to_write_a_figure_means_it(whole: int, hundredths: int, language: str) -> None:
    """In the language of the passage or in another one."""
    text = f"{whole}.{hundredths:02}" if language in ("en", "ga", "mt") else f"{whole},{hundredths:02}"
    indexed = {term for figure in figures(text, language) for term in terms(figure)}
    for form in written(text, language):
        asked = {term for figure in typed(form, [language, *TAGS]) for term in query_terms(figure)}
        assert asked & indexed, form


# ---------------------------------------------------------------------------------------------------- asked of an index


def test_the_toy_finds_itself(toy: Library) -> None:
    """Every language it has, and no other."""
    probed = toy.probe()
    assert list(probed.languages) == ["de", "en", "fi"]
    assert all(recall.found == recall.asked for recall in (modes["own"] for modes in probed.languages.values()))


def test_only_the_languages_asked_for(toy: Library) -> None:
    """One without a passage is left out."""
    assert list(toy.probe(("fi", "sv")).languages) == ["fi"]


def test_of_a_large_base_some_statements_are_chosen(toy: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a seed: the same ones every time, and not the first ones only."""
    everything = toy.probe()
    monkeypatch.setattr(hall, "MOST_STATEMENTS", 3)
    some = toy.probe()
    assert some.statements == 3 < everything.statements
    assert some.languages["de"]["own"].asked < everything.languages["de"]["own"].asked
    assert some == toy.probe()


def test_what_is_not_found_is_told(toy: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a typo nor a missing word is let pass."""

    def two(text: str, language: str, *rest: Any) -> Iterator[Probe]:
        if "Stellpl" in text and language == "de":
            yield from (Probe("own", "Stellplätze"), Probe("own", "Stellplxtze"))

    monkeypatch.setattr(hall, "probes", two)
    probed = toy.probe(("de",))
    recall = probed.languages["de"]["own"]
    assert recall.asked == 2 * recall.found > 0
    assert {miss.typed for miss in probed.missed} == {"Stellplxtze"}
    assert all(miss.address.endswith("/de") and miss.mode == "own" for miss in probed.missed)


def test_a_label_is_no_passage(tmp_path: Path, cache: Path) -> None:
    """What is found by the name of its topic alone does not count as found by its words; the passage itself does."""
    files = {
        "topics.yaml": "verkehr: {de: Verkehr}\n",
        "one/source.yaml": source("one"),
        "one/de.md": passages("one", "de", f1="kind: finding; topics: [verkehr] | Ampeln helfen."),
    }
    library = opened(laid_out(tmp_path, files), cache)
    assert library.search("Verkehr", "de").total == 1
    searcher = library._opening.opened().searcher
    assert searcher.answering(query.parse("Verkehr"), "de", ("one/f1",)) == frozenset()
    assert searcher.answering(query.parse("Ampel"), "de", ("one/f1",)) == {"one/f1"}
    assert searcher.answering(query.parse('"Ampeln helfen"'), "de", ("one/f1",)) == {"one/f1"}


def test_what_was_probed_is_not_remembered(my_toy: Library) -> None:
    """Nobody typed it."""
    folder = my_toy.settings.cache / "words"
    before = set(folder.glob("*")) if folder.exists() else set()
    my_toy.probe(("de",))
    assert (set(folder.glob("*")) if folder.exists() else set()) == before


def test_progress_is_told(toy: Library) -> None:
    """Language by language."""
    steps: list[tuple[str, int, int]] = []
    Library(toy.settings, lambda *step: steps.append(step)).probe(("de", "fi"))
    assert [step for step in steps if step[0] == "probing"] == [("probing", done, 2) for done in range(3)]


def test_types_of_the_answer() -> None:
    """As the JSON has them."""
    assert Recall(2, 1)._asdict() == {"asked": 2, "found": 1}
    assert list(Miss("a", "own", "x")._asdict()) == ["address", "mode", "typed"]
