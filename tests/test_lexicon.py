"""What do we know of this word in this language?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kb.errors import IndexUnusable
from kb.search import label_index, vocabulary
from kb.search import lexicon as module
from kb.search.analysis import Known
from kb.search.label_index import LabelIndex
from kb.search.labels import Labels
from kb.search.lexicon import Lexicon, Vocabularies
from kb.search.memo import Memo
from kb.search.tokens import CLITIC, WORD, Token, tokens
from kb.search.vocabulary import Entry

LABELS = Labels({}, {}, {}, {}, {"safety": {"de": "Sicherheit"}}, {})


class Analysis:
    """Says a key a word, and notes what it was asked."""

    def __init__(self) -> None:
        self.loaded = 0
        self.forgotten = 0
        self.asked: list[tuple[str, str, str]] = []

    def load(self) -> Analysis:
        """As the lexicon asks for it."""
        self.loaded += 1
        return self

    def known(self, token: Token, language: str) -> Known:
        """What is known of *token*."""
        self.asked.append((token.surface, token.kind, language))
        return Known((f"s:{token.surface[:3]}",), stop=token.surface == "und")

    def forget(self) -> None:
        """Nothing is kept anyway."""
        self.forgotten += 1


@pytest.fixture
def analysis() -> Analysis:
    """A new one."""
    return Analysis()


@pytest.fixture
def generation(tmp_path: Path) -> Path:
    """A folder with a German vocabulary and a label."""
    folder = tmp_path / "generation"
    folder.mkdir()
    words = {"kinder": Entry(2, ("s:kind",)), "kindern": Entry(5, ("s:kind",)), "die": Entry(9, ("s:die",), stop=True)}
    vocabulary.write(folder, "de", words)
    label_index.write(folder, LABELS, lambda text, language: [text.casefold()])
    return folder


def lexicon(generation: Path, analysis: Analysis, version: str = "1") -> Lexicon:
    """A lexicon as a new process has it."""
    memo = Memo(generation.parent / "words", version)
    return Lexicon(Vocabularies(generation, ["de"]), LabelIndex(generation), memo, analysis.load)


def keys(lexicon: Lexicon, text: str, language: str) -> list[tuple[tuple[str, ...], bool]]:
    """Keys of each word of *text*, and whether it need not match."""
    return [(tuple(known.keys), known.stop) for known in (lexicon.keys_of(t, language) for t in tokens(text, language))]


def test_a_word_of_the_index_needs_no_analysis(generation: Path, analysis: Analysis) -> None:
    """A plain search loads no lemmatiser."""
    assert keys(lexicon(generation, analysis), "die Kinder", "de") == [(("s:die",), True), (("s:kind",), False)]
    assert analysis.loaded == 0


def test_a_figure_has_no_keys_and_needs_no_analysis(generation: Path, analysis: Analysis) -> None:
    """41 is nothing but 41."""
    assert keys(lexicon(generation, analysis), "41", "de") == [((), False)]
    assert analysis.loaded == 0


def test_another_word_is_analysed_once_and_then_remembered(generation: Path, analysis: Analysis) -> None:
    """In this process at once, in the next one from the user's cache; another analysis forgets it."""
    first = lexicon(generation, analysis)
    assert keys(first, "und", "de") == keys(first, "und", "de") == [(("s:und",), True)]
    assert keys(first, "und", "fi") == [(("s:und",), True)]
    assert analysis.asked == [("und", WORD, "de"), ("und", WORD, "fi")]
    first.remember()
    assert keys(lexicon(generation, analysis), "und", "de") == [(("s:und",), True)]
    assert len(analysis.asked) == 2
    assert keys(lexicon(generation, analysis, version="2"), "und", "de") == [(("s:und",), True)]
    assert len(analysis.asked) == 3


def test_a_language_is_added_to_what_was_remembered_of_a_word(generation: Path, analysis: Analysis) -> None:
    """A search in German does not make one in Finnish forget."""
    for language in ("fi", "sv"):
        one = lexicon(generation, analysis)
        keys(one, "abc", language)
        one.remember()
    assert Memo(generation.parent / "words", "1").get("abc") is not None
    keys(lexicon(generation, analysis), "abc", "fi")
    keys(lexicon(generation, analysis), "abc", "sv")
    assert len(analysis.asked) == 2


def test_what_is_tied_to_its_neighbour_need_not_match_but_is_analysed_as_a_word(
    generation: Path, analysis: Analysis
) -> None:
    """The same letters may be a word elsewhere, and are remembered as that."""
    one = lexicon(generation, analysis)
    clitic = next(token for token in tokens("l'enfant", "fr") if token.kind == CLITIC)
    assert one.keys_of(clitic, "fr").stop
    assert analysis.asked == [("l", WORD, "fr")]
    assert not one.keys_of(clitic._replace(kind=WORD), "fr").stop


def test_words_of_the_index_that_begin_alike_or_are_one_typo_away_are_known(
    generation: Path, analysis: Analysis
) -> None:
    """With how often they stand; a language without passages has none."""
    one = lexicon(generation, analysis)
    assert list(one.beginning("kin", "de", 10)) == ["kinder", "kindern"]
    assert len(one.beginning("kin", "de", 1)) == 1
    assert list(one.near("kinderm", "de")) == ["kindern", "kinder"]
    assert [one.frequency(word, "de") for word in ("kinder", "kindern", "kind")] == [2, 5, 0]
    assert (list(one.beginning("kin", "fi", 10)), list(one.near("kinder", "fi")), one.frequency("kinder", "fi")) == (
        [], [], 0,
    )  # fmt: skip
    assert analysis.loaded == 0


def test_a_word_calls_the_labels_it_stands_in(generation: Path, analysis: Analysis) -> None:
    """In their own language."""
    one = lexicon(generation, analysis)
    assert list(one.labelled(("sicherheit", "s:sich"), "de")) == [("topic", "safety")]
    assert list(one.labelled(("sicherheit",), "fi")) == list(one.labelled(("schutz",), "de")) == []


def test_a_damaged_vocabulary_is_said_and_not_guessed(generation: Path, analysis: Analysis) -> None:
    """The index is then built anew."""
    (generation / "vocabulary.de.trie").write_bytes(b"damaged")
    with pytest.raises(IndexUnusable):
        keys(lexicon(generation, analysis), "kinder", "de")


def test_a_long_life_does_not_fill_the_memory(
    generation: Path, analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond a bound everything is forgotten, and read from the cache again when asked for."""
    monkeypatch.setattr(module, "HELD", 2)
    one = lexicon(generation, analysis)
    keys(one, "ab bc cd", "fi")
    one.remember()
    keys(one, "ab", "fi")
    assert one._remembered.keys() == {"ab"}
    assert len(analysis.asked) == 3
    assert analysis.forgotten == 1


def test_threads_may_ask_while_others_forget(
    generation: Path, analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No word is missed by who remembers it."""
    monkeypatch.setattr(module, "HELD", 0)
    one = lexicon(generation, analysis)

    def ask(number: int) -> None:
        for step in range(50):
            assert keys(one, f"w{number}x{step % 7}", "fi")
            one.remember()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(8)))
