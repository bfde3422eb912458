"""What must change in the index so that it says what the content says?"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import IndexUnusable
from kb.hall import reading
from kb.search import indexing, vocabulary
from kb.search.engine import KEYS, LITERAL, Record
from kb.search.indexing import Difference, FullBuildDue, Prepared, compare, fill, fill_change, own_terms, prepare
from kb.search.labels import Labels, read_labels
from kb.search.records import Indexable, Stored
from kb.search.tokens import tokens
from kb.search.vocabulary import Entry, Vocabulary
from kb.search.whoosh_engine import WhooshEngine
from tests.fake_engine import FakeEngine
from tests.knowledge_bases import DAY, edit, laid_out, passages, settings, source, written
from tests.real_analysis import real_analysis

ENGINE = WhooshEngine()
NO_LABELS = Labels({}, {}, {}, {}, {}, {})
MANY = 80


def snapshot(root: Path) -> list[Prepared]:
    """Everything in *root*, prepared."""
    return [prepare(one) for one in reading.snapshot(settings(root), None, DAY).statements]


def built(directory: Path, prepared: Iterable[Prepared]) -> Path:
    """A full index in the new *directory*."""
    directory.mkdir()
    fill(directory, ENGINE, prepared, real_analysis(), NO_LABELS, lambda done, total: None)
    return directory


def changed(base: Path, directory: Path, difference: Difference, labels: Labels = NO_LABELS) -> Path:
    """The index of *base* with *difference*, in the new *directory*."""
    opened = ENGINE.open(base)
    old = opened.stored([*(one.id for one in difference.put), *difference.gone])
    opened.close()
    directory.mkdir()
    fill_change(base, directory, ENGINE, difference, old, real_analysis(), labels)
    return directory


def words(directory: Path, language: str) -> dict[str, Entry]:
    """Every word of the vocabulary with its entry."""
    found = Vocabulary.open(directory, language)
    return {word: entry for word in found.words() if (entry := found.get(word)) is not None}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A base of many statements, so that a small change is worth it."""
    many = {f"f{number}": f"kind: finding | Der {number}. Satz handelt von Kindern." for number in range(1, MANY)}
    more = {"f1": "kind: finding | Anderes über Dienste.", "f2": "kind: finding | Noch mehr über Dienste."}
    return written(
        tmp_path,
        {
            "alpha/source.yaml": source("alpha"),
            "alpha/de.md": passages("alpha", "de", **many),
            "alpha/en.md": passages("alpha", "en", f1="A sentence about children."),
            "beta/source.yaml": source("beta"),
            "beta/de.md": passages("beta", "de", **more),
        },
    )


# ------------------------------------------------------------------------------------------------------------ comparing


class Known:
    """Stands for a prepared statement."""

    def __init__(self, id: str, digest: str) -> None:
        self.id, self.digest = id, digest


DIGESTS = st.dictionaries(st.sampled_from([f"{s}/f{n}" for s in "abc" for n in range(3)]), st.sampled_from("xyz"))


@given(DIGESTS, DIGESTS, st.none() | st.frozensets(st.sampled_from("abc")))
def test_the_difference_applied_to_what_was_known_gives_what_is(
    before: dict[str, str], now: dict[str, str], sources: frozenset[str] | None
) -> None:
    """And nothing is put in twice or taken out of folders that were not looked at."""
    looked_at = {id: value for id, value in now.items() if sources is None or id[0] in sources}
    difference = compare(before, [Known(*item) for item in looked_at.items()], sources)  # type: ignore[misc]
    after = {id: value for id, value in before.items() if id not in difference.gone}
    after.update((one.id, one.digest) for one in difference.put)
    others = {id: value for id, value in before.items() if sources is not None and id[0] not in sources}
    assert after == {**others, **looked_at}
    assert difference.is_empty == (after == before)
    assert all(before.get(one.id) != one.digest for one in difference.put)


# --------------------------------------------------------------------------------------------------------- a full build


def test_a_full_build_holds_every_statement_with_its_words(root: Path, tmp_path: Path) -> None:
    """Stored text, digests, vocabularies and labels; progress is told."""
    prepared = snapshot(root)
    steps: list[tuple[int, int]] = []
    directory = tmp_path / "full"
    directory.mkdir()
    labels = NO_LABELS._replace(years={"alpha": "2024"})
    fill(directory, ENGINE, iter(prepared), real_analysis(), labels, lambda done, total: steps.append((done, total)))
    assert steps == [(number, MANY + 1) for number in range(1, MANY + 2)]
    opened = ENGINE.open(directory)
    assert opened.ids() == {one.id for one in prepared}
    assert Stored.read(opened.stored(["beta/f2"])["beta/f2"]).passages["de"].text == "Noch mehr über Dienste."
    opened.close()
    assert indexing.read_digests(directory) == {one.id: one.digest for one in prepared}
    assert read_labels(directory) == labels
    german = words(directory, "de")
    assert (german["kindern"].frequency, german["dienste"].frequency, german["über"].stop) == (MANY - 1, 2, True)
    assert set(words(directory, "en")) == {"a", "sentence", "about", "children"}
    assert not vocabulary.exists(directory, "fi")


def test_the_terms_of_a_record_are_those_of_its_passages(root: Path, tmp_path: Path) -> None:
    """A literal term for every position, and keys of the same words."""
    engine, directory = FakeEngine(), tmp_path / "fake"
    directory.mkdir()
    fill(directory, engine, snapshot(root), real_analysis(), NO_LABELS, lambda done, total: None)
    records: dict[str, Record] = engine.open(directory)._records
    terms = records["beta/f1"].terms
    assert list(terms[f"{LITERAL}.de"]) == ["anderes", "über", "dienste"]
    assert "s:dien" in terms[f"{KEYS}.de"]
    assert {"literal.de", "keys.de", "literal.en", "keys.en"} == set(records["alpha/f1"].terms) - {"num"}
    assert (records["beta/f1"].rank, records["beta/f1"].date) == (0, "2024")


# ------------------------------------------------------------------------------------------------------- a small change


def test_a_small_change_gives_what_a_full_build_gives(root: Path, tmp_path: Path) -> None:
    """Records, digests, and every word with its count, after passages changed, came and went."""
    base = built(tmp_path / "base", snapshot(root))
    edit(root / "content/alpha/de.md", "Der 7. Satz handelt von Kindern.", "Ein anderer Wortlaut über Dienste.")
    edit(root / "content/alpha/en.md", "about children", "about services")
    (root / "content/beta/de.md").write_text(passages("beta", "de", f3="kind: finding | Neu."), encoding="utf-8")
    prepared = snapshot(root)
    difference = compare(indexing.read_digests(base), prepared, None)
    assert sorted(one.id for one in difference.put) == ["alpha/f1", "alpha/f7", "beta/f3"]
    assert sorted(difference.gone) == ["beta/f1", "beta/f2"]
    labels = NO_LABELS._replace(years={"beta": "2024"})
    small, full = changed(base, tmp_path / "small", difference, labels), built(tmp_path / "full", prepared)
    assert indexing.read_digests(small) == indexing.read_digests(full)
    assert read_labels(small) == labels
    for language in ("de", "en"):
        assert words(small, language) == words(full, language)
    one, other = ENGINE.open(small), ENGINE.open(full)
    assert one.ids() == other.ids()
    assert one.stored(one.ids()) == other.stored(other.ids())
    one.close()
    other.close()


def test_changes_on_top_of_changes_count_right(root: Path, tmp_path: Path) -> None:
    """Overlays are carried on; the base is never touched."""
    generation = built(tmp_path / "0", snapshot(root))
    before = {path.name: path.read_bytes() for path in generation.iterdir() if path.is_file()}
    wordings = ("Der 9. Satz handelt von Kindern.", "Hunde.", "Kinder und Hunde.", "Kinder.")
    for step, (old, new) in enumerate(itertools.pairwise(wordings), 1):
        edit(root / "content/alpha/de.md", f"\n{old}", f"\n{new}")
        difference = compare(indexing.read_digests(generation), snapshot(root), frozenset({"alpha"}))
        assert [one.id for one in difference.put] == ["alpha/f9"]
        generation = changed(generation, tmp_path / str(step), difference)
        assert words(generation, "de") == words(built(tmp_path / f"full{step}", snapshot(root)), "de")
    assert {path.name: path.read_bytes() for path in (tmp_path / "0").iterdir() if path.is_file()} == before


def test_a_change_shares_the_files_of_sources_it_does_not_touch(root: Path, tmp_path: Path) -> None:
    """The cost of one edited passage stays flat."""
    base = built(tmp_path / "base", snapshot(root))
    edit(root / "content/beta/de.md", "Anderes", "Neues")
    small = changed(base, tmp_path / "small", compare(indexing.read_digests(base), snapshot(root), None))
    for name, shared in (("digests/alpha.json", True), ("digests/beta.json", False), ("vocabulary.de.trie", True)):
        assert (small / name).samefile(base / name) is shared


def test_a_source_that_goes_leaves_nothing_behind(root: Path, tmp_path: Path) -> None:
    """Neither digests nor words."""
    base = built(tmp_path / "base", snapshot(root))
    left = [one for one in snapshot(root) if one.id.startswith("alpha/")]
    small = changed(base, tmp_path / "small", compare(indexing.read_digests(base), left, None))
    assert not (small / "digests" / "beta.json").exists()
    assert "dienste" not in words(small, "de")


def test_a_language_the_index_has_no_words_of_needs_a_full_build(root: Path, tmp_path: Path) -> None:
    """There is no vocabulary to change."""
    base = built(tmp_path / "base", snapshot(root))
    (root / "content/alpha/fi.md").write_text(passages("alpha", "fi", f1="Lause lapsista."), encoding="utf-8")
    difference = compare(indexing.read_digests(base), snapshot(root), None)
    with pytest.raises(FullBuildDue):
        changed(base, tmp_path / "small", difference)


def test_a_change_that_is_not_worth_it_needs_a_full_build(root: Path, tmp_path: Path) -> None:
    """The engine says so, and everything is merged."""
    base = built(tmp_path / "base", snapshot(root))
    edit(root / "content/alpha/de.md", "handelt", "erzählt")
    with pytest.raises(FullBuildDue):
        changed(base, tmp_path / "small", compare(indexing.read_digests(base), snapshot(root), None))


# -------------------------------------------------------------------------------------------------------- damage, proof


def test_digests_that_cannot_be_read_are_damage(root: Path, tmp_path: Path) -> None:
    """Missing or mangled, the index is built anew."""
    base = built(tmp_path / "base", snapshot(root))
    (base / "digests" / "alpha.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(IndexUnusable) as caught:
        indexing.read_digests(base)
    assert caught.value.code == "index-damaged"
    with pytest.raises(IndexUnusable):
        indexing.read_digests(tmp_path / "nowhere")


def test_every_passage_has_a_word_of_its_own_to_be_proven_by(tmp_path: Path) -> None:
    """The longest of its words, in its own language."""
    prepared = snapshot(laid_out("toy", tmp_path))
    proofs = {(id, field): word for id, field, word in own_terms(prepared)}
    assert len(proofs) == sum(len(one.languages) for one in prepared) == 26
    for one in prepared:
        for language, passage in one.one.statement.passages.items():
            word = proofs[one.id, f"literal.{language}"]
            assert len(word) == max(len(token.word) for token in tokens(passage.text, language))


def test_a_passage_of_signs_alone_cannot_be_proven_and_is_let_through(tmp_path: Path) -> None:
    """Nobody can look for it by words."""
    root = written(tmp_path, {"a/source.yaml": source("a"), "a/de.md": passages("a", "de", f1="kind: finding | … — …")})
    prepared = snapshot(root)
    assert [one.id for one in prepared] == ["a/f1"]
    assert list(own_terms(prepared)) == []
    assert isinstance(prepared[0].one, Indexable)
