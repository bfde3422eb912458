"""Negations and hedges in every language: case files, lists without contradictions, and laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.languages import LANGUAGES
from kb.polarity import HEDGE, NEGATION, Mark, is_reviewed, marks, readings
from kb.polarity.lexicon import lexicon
from kb.polarity.row import Words
from kb.polarity.words import WORDS
from tests.case_tables import tables

CASES = tables("polarity.md")
MEANINGS = ("not", "at-least", "at-most", "about", "may", "only", "most")

#: What the first rows of every language in the case file mean.
SAID = ("not", "not", "at-least", "at-most", "about", "may", "only", "most", "", "not")

COLUMNS = tuple(name for name in Words._fields if name not in ("amounts", "reviewed"))

LANGUAGE = st.sampled_from(sorted(LANGUAGES))
WORD = st.sampled_from(["nicht", "not", "ne", "pas", "ei", "nav", "ma", "mhux", "über", "500", "mindestens", ",", ".", "utan",
                        "que", "may", "May", "x", "’", "n", "až", "do", "2027"])  # fmt: skip


def shown(text: str, mark: Mark) -> str:
    """A mark as the case file writes it."""
    return f"{mark.meaning} {text[mark.start : mark.end]}"


@pytest.mark.parametrize(("language", "text", "expected"), [(tag, *row) for tag, rows in CASES.items() for row in rows])
def test_a_text_denies_and_hedges_so(language: str, text: str, expected: str) -> None:
    """The words and what they mean, in their order."""
    assert "; ".join(shown(text, mark) for mark in marks(text, language)) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_alike_is_read_alike_in_every_language(language: str) -> None:
    """Ten sentences, with the same meaning in each."""
    texts = [text for text, _ in CASES[language]][: len(SAID)]
    assert tuple("".join(mark.meaning for mark in marks(text, language)) for text in texts) == SAID


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_says_nothing_twice(language: str) -> None:
    """Neither in one column, nor as sure and possible, nor with two meanings under the same conditions."""
    assert language in WORDS
    entries = [entry for name in COLUMNS for entry in getattr(WORDS[language], name).split()]
    unconditional = [entry for entry in entries if not entry.rstrip("?").endswith("#")]
    assert [entry for entry in {*unconditional} if unconditional.count(entry) > 1] == []
    for name in COLUMNS:
        column = getattr(WORDS[language], name).split()
        assert [entry for entry in column if f"{entry}?" in column] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_a_list_is_found_in_a_text_of_its_own(language: str) -> None:
    """Nothing in a list is dead: alone, before an amount or behind a comma, each entry is read as what it is."""
    for form in lexicon(language).forms:
        words = [word.replace("*", "x") for word in (*form.words, *form.others)]
        text = f"{', ' if form.after_comma else ''}{form.cased or ' '.join(words)} 500"
        kinds = {mark.kind for mark in readings(text, language)}
        assert form.kind in kinds or not form.kind, form


def test_no_list_has_been_reviewed_by_a_native_speaker_yet() -> None:
    """Whoever reviews one says so in its row; until then the problems found with it say that nobody has."""
    assert [language for language in LANGUAGES if is_reviewed(language)] == []


def test_what_has_other_meanings_too_is_not_sure() -> None:
    """It is read all the same, for the text on the other side."""
    text = "unless they can"
    assert list(marks(text, "en")) == []
    assert [(mark.kind, mark.meaning, mark.sure) for mark in readings(text, "en")] == [
        (NEGATION, "not", False),
        (HEDGE, "may", False),
    ]


def test_the_parts_of_a_form_stand_in_one_sentence() -> None:
    """A full stop is between *ne* and *pas*: two marks, one of them only possible."""
    assert [shown("Il ne. Pas lui", mark) for mark in marks("Il ne. Pas lui", "fr")] == ["not Pas"]
    assert [shown(text, mark) for text in ["Il ne l’a pas"] for mark in marks(text, "fr")] == ["not ne l’a pas"]


def test_a_full_stop_inside_of_a_figure_ends_no_sentence() -> None:
    """*Nobody* repeats the negation on the other side of the figure."""
    text = "Nikdo z 30.000 lidí nic nemá."
    assert [shown(text, mark) for mark in marks(text, "cs")] == ["not nemá"]


def test_a_negation_is_repeated_for_its_own_sentence_only() -> None:
    """*Nobody … not* denies once; in the next sentence *nobody* denies by itself."""
    text = "Nikdo nic nemá. Nikdo nic."
    assert [shown(text, mark) for mark in marks(text, "cs")] == ["not nemá", "not Nikdo"]


@given(LANGUAGE, st.text(max_size=80) | st.lists(WORD, max_size=14).map(" ".join))
def test_marks_are_in_order_apart_and_of_known_meaning(language: str, text: str) -> None:
    """Whatever the text: the offsets lie in it, and marks that are sure are a part of all that may be."""
    found = readings(text, language)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in found)
    assert [mark.start for mark in found] == sorted({mark.start for mark in found})
    assert {mark.meaning for mark in found} <= {*MEANINGS}
    assert {mark.kind for mark in found} <= {NEGATION, HEDGE}
    assert set(marks(text, language)) == {mark for mark in found if mark.sure}
