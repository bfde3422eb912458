"""Which languages have which statements, in what state, and what does the coverage policy say of it?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kb.answers import Amount, CoverageAnswer, GateAnswer
from kb.content import vocabularies
from kb.errors import NotFound, UsageError
from kb.hall.coverage import EXAMPLE
from kb.library import Library
from kb.model import Gate
from kb.translation.coverage import COUNTERS
from tests.knowledge_bases import Today, edit, opened, passages, source, written


def test_the_shipped_base_is_covered_in_every_language(shipped: Library) -> None:
    """17 statements in 24 languages: what the contract shows."""
    answer = shipped.coverage()
    assert (answer.statements, len(answer.rows), len(answer.languages), answer.broken) == (17, 17, 24, 0)
    for tag, one in answer.languages.items():
        assert (one.share, one.words_left, one.missing) == (1.0, 0, 0)
        assert one.words == answer.languages["de"].words == 228
        assert one.produced_by == ({} if tag == "de" else {"machine": 17})
    assert set(answer.labels.values()) == {Amount(27, 27)}
    assert answer.gate == GateAnswer(True, 0, ())


def test_cells_are_what_the_counts_count(toy: Library) -> None:
    """Each statement has a cell for each language, in the order of the languages."""
    answer = toy.coverage()
    for at, (_, one) in enumerate(answer.languages.items()):
        counted = Counter(row.cells[at].counter for row in answer.rows)
        assert [getattr(one, name) for name in COUNTERS] == [counted[name] for name in COUNTERS]
        assert sum(counted.values()) == answer.statements == 7
    cells = {row.address: dict(zip(answer.languages, row.cells, strict=True)) for row in answer.rows}
    assert cells["cycling-2023/f4"]["fi"]._asdict() == {
        "counter": "outdated", "state": "translated", "produced_by": "machine", "outdated": True, "change": "number",
    }  # fmt: skip
    assert cells["cycling-2023/f2"]["fi"].state is None


def test_coverage_and_status_count_alike(toy: Library) -> None:
    """Two commands, one truth."""
    answer = toy.coverage()
    assert toy.status().languages == {
        tag: {name: getattr(one, name) for name in COUNTERS} for tag, one in answer.languages.items()
    }


def test_one_source_alone(toy: Library) -> None:
    """Its statements, its titles and groups; topics and terms are everybody's."""
    whole, one, other = toy.coverage(), toy.coverage("cycling-2023"), toy.coverage("libraries-2021")
    assert {row.address.partition("/")[0] for row in one.rows} == {"cycling-2023"}
    assert one.statements + other.statements == whole.statements
    assert one.labels["fi"].of + other.labels["fi"].of < whole.labels["fi"].of
    with pytest.raises(NotFound) as caught:
        toy.coverage("cycling-2032")
    assert (caught.value.code, "cycling-2023" in str(caught.value.hint)) == ("no-such-source", True)


def test_a_statement_counts_from_the_day_on_which_it_is_published(toy: Library, today: Today) -> None:
    """The reports that were kept say when, not whether."""
    today("2998-12-31")
    assert toy.coverage().statements == 7
    today("2999-01-01")
    assert toy.coverage().statements == 8


def test_the_policy_of_the_toy(my_toy: Library) -> None:
    """Recommendations for the city in German: one is missing until it is no longer demanded."""
    (failure,) = my_toy.coverage(gate=True).gate.failures
    assert (failure.address, failure.found, failure.needed) == ("libraries-2021/r1/de", "missing", "translated")
    assert not my_toy.coverage().gate.ok
    edit(my_toy.settings.content / "kb.yaml", "coverage:", "coverage: []\n#")
    with pytest.raises(UsageError) as caught:
        my_toy.coverage(gate=True)
    assert caught.value.code == "no-policy"
    assert EXAMPLE in str(caught.value.hint)


def test_the_example_of_a_policy_is_one(tmp_path: Path, cache: Path) -> None:
    """It can be copied."""
    base = f"format: 1\nname: Small\nlanguages: [de, fi, sv]\n{EXAMPLE}\n"
    library = opened(written(tmp_path, {"kb.yaml": base}), cache)
    assert library.check().problems == ()
    assert library.coverage(gate=True).gate == GateAnswer(True, 1, ())
    file = vocabularies.read_yaml(tmp_path / "content" / "kb.yaml", tmp_path)
    assert vocabularies.read_base(file, "x", []).base.coverage == (Gate(languages=("fi", "sv")),)


def broken(tmp_path: Path, cache: Path, more: str) -> tuple[Library, CoverageAnswer]:
    """A base whose only original begins with *more*, and how it is covered."""
    text = passages("a", "de", f1="kind: finding|Eins.")
    base = f"format: 1\nname: Small\nlanguages: [de, fi]\n{EXAMPLE}\n"
    library = opened(written(tmp_path, {"kb.yaml": base, "a/source.yaml": source("a"), "a/de.md": more + text}), cache)
    return library, library.coverage(gate=True)


def test_files_that_cannot_be_read_keep_no_policy(tmp_path: Path, cache: Path) -> None:
    """Whoever breaks an original has not translated it: the gate stays closed, and the answer says why."""
    library, answer = broken(tmp_path, cache, "<<<<<<< HEAD\n")
    assert (answer.statements, answer.broken) == (0, 1)
    assert (answer.gate.ok, answer.gate.failures) == (False, ())
    assert "1 content file has errors" in str(library.warnings[0])


def test_a_whole_base_says_nothing_beside_its_answer(tmp_path: Path, cache: Path) -> None:
    """A missing passage is an answer, not an error."""
    library, answer = broken(tmp_path, cache, "")
    assert (answer.broken, [one.address for one in answer.gate.failures]) == (0, ["a/f1/fi"])
    assert library.warnings == []
    assert answer.labels == {"de": Amount(1, 1), "fi": Amount(0, 1)}
