"""The words of a language in an index: trie and overlay."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import IndexUnusable
from kb.search.vocabulary import Entry, Vocabulary, exists, files, write, write_overlay

WORDS = st.text(st.sampled_from("abcäßйσ12"), min_size=1, max_size=6)
KEYS = st.lists(st.text(st.sampled_from("slfxyzä:"), min_size=1, max_size=5), max_size=4).map(tuple)
ENTRIES = st.dictionaries(WORDS, st.builds(Entry, st.integers(1, 9), KEYS, st.booleans()), max_size=12)
CHANGES = st.dictionaries(WORDS, st.builds(Entry, st.integers(0, 9), KEYS, st.booleans()), max_size=6)

GERMAN = {
    "kind": Entry(5, ("s:kind", "l:kind")),
    "kinder": Entry(2, ("s:kind", "l:kind")),
    "kinda": Entry(1),
    "und": Entry(9, ("s:und",), stop=True),
    "40": Entry(1),
}


@given(ENTRIES, CHANGES, st.text(st.sampled_from("abäß1"), max_size=2))
@settings(max_examples=60, deadline=None)
def test_a_vocabulary_is_its_trie_with_the_overlay_on_top(
    entries: dict[str, Entry], changes: dict[str, Entry], prefix: str
) -> None:
    """get, prefix and words agree with a plain dictionary; frequency 0 takes a word away."""
    with TemporaryDirectory() as folder:
        directory = Path(folder)
        write(directory, "de", entries)
        write_overlay(directory, "de", changes)
        opened = Vocabulary.open(directory, "de")
        expected = {word: entry for word, entry in (entries | changes).items() if entry.frequency}
        assert {word: opened.get(word) for word in entries | changes} == {
            word: expected.get(word) for word in entries | changes
        }
        assert sorted(opened.words()) == sorted(expected)
        assert opened.prefix(prefix, 1000) == sorted(item for item in expected.items() if item[0].startswith(prefix))
        assert opened.changed == changes


def test_a_prefix_is_expanded_up_to_a_limit(tmp_path: Path) -> None:
    """No more words than asked for, so that one too many says that it is too broad."""
    write(tmp_path, "de", GERMAN)
    opened = Vocabulary.open(tmp_path, "de")
    assert len(opened.prefix("k", 2)) == 2
    assert [word for word, _ in opened.prefix("kinde", 2)] == ["kinder"]


def test_one_typo_finds_the_most_frequent_words_first(tmp_path: Path) -> None:
    """A letter more, less, other or swapped; the first letter stands; function words count like others."""
    write(tmp_path, "de", GERMAN)
    write_overlay(tmp_path, "de", {"kindß": Entry(3)})
    opened = Vocabulary.open(tmp_path, "de")
    assert [word for word, _ in opened.near("kind")] == ["kindß", "kinda"]
    assert [word for word, _ in opened.near("knid")] == ["kind"]
    assert [word for word, _ in opened.near("kin")] == ["kind"]
    assert [word for word, _ in opened.near("kinnd")] == ["kind"]
    assert opened.near("rind") == []


def test_figures_are_never_corrected(tmp_path: Path) -> None:
    """Neither is a figure a typo of another, nor is a word a typo of a figure."""
    write(tmp_path, "de", {"40": Entry(1), "a1": Entry(1), "a": Entry(1)})
    opened = Vocabulary.open(tmp_path, "de")
    assert opened.near("41") == []
    assert [word for word, _ in opened.near("ab")] == ["a"]


def test_files_are_those_of_all_languages(tmp_path: Path) -> None:
    """A language exists once it is written; its files are found by name."""
    assert not exists(tmp_path, "de")
    write(tmp_path, "de", GERMAN)
    write_overlay(tmp_path, "de", {})
    assert exists(tmp_path, "de")
    assert {path.name for path in files(tmp_path)} == {"vocabulary.de.trie", "vocabulary.de.json"}


@pytest.mark.parametrize(
    "overlay",
    ["", "[]", "[1]", "null", '{"a": 1}', '{"a": ["x", [], false]}', '{"a": [1]}', '{"a": [1, 2, true]}', "\0"],
)
def test_a_damaged_overlay_is_an_unusable_index(tmp_path: Path, overlay: str) -> None:
    """Whatever the overlay holds, opening gives a vocabulary or says that the index cannot be used."""
    write(tmp_path, "de", GERMAN)
    (tmp_path / "vocabulary.de.json").write_text(overlay, encoding="utf-8")
    with pytest.raises(IndexUnusable, match=r"vocabulary\.de"):
        Vocabulary.open(tmp_path, "de")


def test_a_missing_or_damaged_trie_is_an_unusable_index(tmp_path: Path) -> None:
    """No crash and no empty answer: the index is to be made again."""
    with pytest.raises(IndexUnusable, match=r"vocabulary\.de"):
        Vocabulary.open(tmp_path, "de")
    write(tmp_path, "de", GERMAN)
    path = tmp_path / "vocabulary.de.trie"
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(IndexUnusable, match=r"vocabulary\.de"):
        Vocabulary.open(tmp_path, "de")


def test_an_overlay_is_readable_text(tmp_path: Path) -> None:
    """Letters stand in it as they are."""
    write_overlay(tmp_path, "de", {"täter": Entry(2, ("s:tat",))})
    assert json.loads((tmp_path / "vocabulary.de.json").read_text(encoding="utf-8")) == {"täter": [2, ["s:tat"], False]}
