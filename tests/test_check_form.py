"""Is a passage built, written and ended as its original and its language want it? By cases in ``cases/checks-form.md``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content import bodies, corpus
from kb.function_words import function_words
from kb.languages import LANGUAGES
from kb.model import Passage
from kb.text import version
from kb.translation.checks import form, language, links, typography
from kb.translation.checks.conventions import CONVENTIONS
from kb.translation.checks.form import Blocks
from kb.translation.checks.pair import Finding, Pair, Side
from kb.translation.checks.rules import RULES
from tests.case_tables import tables

#: Which rules the table under a heading is about: the others are not asked.
ASKED = {
    "Links": (links.check,),
    "Blocks": (form.same_blocks,),
    "The same text": (form.same_text,),
    "The end": (form.same_end,),
    "Length": (form.length,),
}
ASKED_OF_ONE = {
    "Spaces": (typography.spacing,),
    "Quotation marks": (typography.quotes,),
    "Spanish questions": (typography.opening_marks,),
    "Language": (language.check,),
}


def side(tag: str, markdown: str) -> Side:
    """A passage as it is read from a file."""
    text = bodies.canonical_text(markdown)
    return Side(Passage(tag, text, version(text), markdown, f"content/s/{tag}.md", 9, 20, {}, 11), {})


def cell(written: str) -> Side:
    """The passage in a cell of a table."""
    tag, _, text = written.partition(": ")
    return side(tag, text.replace("⏎", "\n"))


def cases() -> Iterator[object]:
    """Each row of the case file."""
    for heading, rows in tables("checks-form.md").items():
        for number, row in enumerate(rows, 1):
            yield pytest.param(heading, *row, id=f"{heading}-{number}")


def said(finding: Finding, passage: Side) -> str:
    """A finding as the case file has it."""
    words = passage.text[finding.start : finding.end]
    return f"{finding.code}: {words}" if words else finding.code


@pytest.mark.parametrize(("heading", "passage", "original", "expected"), list(cases()))
def test_what_is_found_in_a_case(heading: str, passage: str, original: str, expected: str) -> None:
    """By the rules of its table, all of it and nothing else."""
    pair = Pair(cell(original), cell(passage))
    found = [one for ask in ASKED.get(heading, ()) for one in ask(pair)]
    found += [one for ask in ASKED_OF_ONE.get(heading, ()) for one in ask(pair.passage)]
    assert [said(one, pair.passage) for one in found] == [part for part in expected.split("; ") if part]


def test_every_table_asks_a_rule_and_every_code_is_asked_for() -> None:
    """A heading that is misspelled would test nothing."""
    rows = tables("checks-form.md")
    assert set(rows) == set(ASKED) | set(ASKED_OF_ONE)
    found = {part.partition(":")[0] for table in rows.values() for row in table for part in row[2].split("; ") if part}
    assert found == {
        "blocks-differ", "length-differs", "link-differs", "link-language", "opening-mark", "other-language",
        "punctuation-differs", "quotes", "same-as-original", "spacing", "wrong-language",
    }  # fmt: skip
    assert found <= set(RULES)


def test_every_language_has_its_conventions() -> None:
    """Pairs of marks, a length, and the letters of its own function words."""
    assert set(CONVENTIONS) == set(LANGUAGES)
    for tag, row in CONVENTIONS.items():
        assert all(len(pair) == 2 for pair in row.quotes)
        assert 0.8 < row.length < 1.2
        letters = {
            letter for word in function_words(tag) for letter in word if not letter.isascii() and letter.isalpha()
        }
        assert letters <= set(row.letters), tag


def test_blocks_are_counted() -> None:
    """Paragraphs, items of lists at any depth, rows of tables with their head."""
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |"
    assert form.blocks(f"Text.\n\n{table}\n\n- eins\n\n    Absatz\n\n- zwei") == Blocks(2, 2, 3)
    assert form.blocks("Text") == Blocks(1, 0, 0)
    assert form.blocks("- Text") == Blocks(0, 1, 0)


def test_a_finding_about_blocks_says_how_many_there_are() -> None:
    """Of each kind, in both."""
    pair = Pair(side("de", "Eins.\n\nZwei."), side("fi", "- yksi\n- kaksi"))
    (found,) = form.same_blocks(pair)
    assert str(found.parameters["found"]) == "paragraphs 0, items 2, rows 0"
    assert str(found.parameters["expected"]) == "paragraphs 2, items 0, rows 0"


def test_the_mark_that_was_expected_is_that_of_the_language() -> None:
    """A Greek question ends with a semicolon."""
    (found,) = form.same_end(Pair(side("de", "Was nun?"), side("el", "Τι τώρα.")))
    assert (found.parameters["found"], found.parameters["expected"]) == ("“.”", "“;”")
    (found,) = form.same_end(Pair(side("de", "eins"), side("fi", "yksi.")))
    assert str(found.parameters["expected"]) == "no mark"


def test_links_are_said_that_only_one_side_has() -> None:
    """The others help nobody to find the mistake."""
    original = side("de", "[a](https://example.org/a) [b](https://example.org/b)")
    (found,) = links.check(Pair(original, side("fi", "[a](https://example.org/a) [c](https://example.org/c)")))
    assert found.parameters == {"found": "https://example.org/c", "expected": "https://example.org/b"}


def test_a_text_without_its_links_is_as_long_as_before() -> None:
    """So that places stay right, and the sign after a link stays."""
    text = "Siehe https://example.org/a, b@example.org."
    assert links.without_links(text) == f"Siehe {'x' * 21}, {'x' * 13}."


_ROOT = Path(__file__).parents[1]
SHIPPED = list(corpus.read(_ROOT / "content", _ROOT).statements())


def noticed(tag: str, texts: list[str]) -> int:
    """How many of *texts* are said not to be in the language *tag*."""
    return sum(1 for text in texts if list(language.check(side(tag, text))))


def test_shipped_passages_are_known_to_be_in_their_languages_and_in_no_other() -> None:
    """None in its own file; in others 94 of 100, of each language at least 3 of 4: related ones share many words."""
    texts = {tag: [statement.passages[tag].text for statement in SHIPPED] for tag in LANGUAGES}
    assert [tag for tag in LANGUAGES if noticed(tag, texts[tag])] == []
    shares = [
        sum(noticed(other, texts[tag]) for other in LANGUAGES if other != tag) / len(texts[tag]) / (len(LANGUAGES) - 1)
        for tag in LANGUAGES
    ]
    assert min(shares) >= 0.75
    assert sum(shares) / len(shares) >= 0.94


@given(
    st.text(st.sampled_from("abc?!.:;,%«»„“”\"'¿¡…·1 \u00a0\u202f-@/()[]*\n"), max_size=40),
    st.sampled_from(sorted(LANGUAGES)),
)
def test_whatever_stands_in_a_passage_a_finding_is_inside_of_it(text: str, tag: str) -> None:
    """No rule fails, and the words at fault are words of the text."""
    one, other = side(tag, text), side("de", text[::-1])
    found = [one_found for asks in ASKED.values() for ask in asks for one_found in ask(Pair(other, one))]
    found += [one_found for asks in ASKED_OF_ONE.values() for ask in asks for one_found in ask(one)]
    for finding in found:
        assert 0 <= finding.start <= finding.end <= len(one.text)
        assert finding.code in RULES
