"""Does a passage deny and hedge as its original does? Cases, and what ships, as it is and with words dropped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.content.corpus import read as read_corpus
from kb.errors import WARNING, Message
from kb.languages import LANGUAGES
from kb.model import Passage
from kb.polarity import marks, words
from kb.text import canonical
from kb.translation.checks.pair import Finding, Pair, Side
from kb.translation.checks.polarity import check
from kb.translation.checks.rules import DIFFERENCES, RULES
from tests.case_tables import tables

ROWS = tables("checks-polarity.md")[""]


def side(language: str, text: str) -> Side:
    """A wording by itself."""
    return Side(Passage(language, text, "", "", "", 0), {})


def asked(original: str, passage: str) -> tuple[Pair, list[Finding]]:
    """Two cells ``language: text``, and what is found between them."""
    one, other = (side(*cell.split(": ", 1)) for cell in (original, passage))
    return Pair(one, other), list(check(Pair(one, other)))


def said(finding: Finding) -> str:
    """The message of a finding, as English readers see it."""
    return str(Message(RULES[finding.code].message, finding.parameters))


def shipped() -> Iterator[Pair]:
    """Every translated passage that ships, with its original."""
    root = Path(__file__).parents[1]
    for content in read_corpus(root / "content", root).sources.values():
        for statement in content.statements.values():
            original = Side(statement.passages[content.source.original], {})
            for passage in statement.passages.values():
                if passage.language != original.language:
                    yield Pair(original, Side(passage, {}))


@pytest.mark.parametrize(("original", "passage", "expected"), ROWS)
def test_a_pair_differs_so(original: str, passage: str, expected: str) -> None:
    """What was lost or added, by meaning; and the words of the passage at fault, where it has any."""
    _, found = asked(original, passage)
    assert "; ".join(f"{one.code.removesuffix('-differs')}: {said(one)}" for one in found) == expected


def test_what_ships_has_no_finding() -> None:
    """No false alarm in 23 translations."""
    assert [(pair.passage.language, pair.passage.text) for pair in shipped() if list(check(pair))] == []


def test_nine_of_ten_words_that_are_dropped_are_missed() -> None:
    """Each negation and hedge of each translation that ships, dropped by itself; and eight of ten at least in each language."""
    lost: dict[str, list[bool]] = {tag: [] for tag in LANGUAGES}
    for pair in shipped():
        language, text = pair.passage.language, pair.passage.text
        for mark in marks(text, language):
            without = side(language, canonical(text[: mark.start] + text[mark.end :]))
            lost[language].append(bool(list(check(Pair(pair.original, without)))))
    every = [caught for each in lost.values() for caught in each]
    assert len(every) > 80
    assert sum(every) >= 0.9 * len(every)
    assert [tag for tag, each in lost.items() if sum(each) < 0.75 * len(each)] == []


def test_it_is_a_warning_that_is_put_off_while_a_passage_is_outdated() -> None:
    """Languages deny in different places; and what an original has changed is one warning with its figures."""
    for code in ("negation-differs", "hedge-differs"):
        assert RULES[code].severity == WARNING
        assert code in DIFFERENCES


def test_a_word_that_was_added_is_pointed_at() -> None:
    """The last of the passage; where one was lost, nothing can be pointed at."""
    pair, (finding,) = asked("de: Sie nutzen die App.", "en: They do not use the app.")
    assert pair.passage.text[finding.start : finding.end] == "not"
    _, (finding,) = asked("de: Sie nutzen die App nicht.", "en: They use the app.")
    assert (finding.start, finding.end) == (0, 0)


@pytest.mark.parametrize(
    ("reviewed", "expected"), [(False, "not yet reviewed"), (True, "reviewed by a native speaker")]
)
def test_the_hint_says_whether_the_words_have_been_reviewed(
    monkeypatch: pytest.MonkeyPatch, reviewed: bool, expected: str
) -> None:
    """Whoever doubts a warning learns who has made the list."""
    monkeypatch.setitem(words.WORDS, "ga", words.WORDS["ga"]._replace(reviewed=reviewed))
    _, (finding,) = asked("de: Sie nutzen die App nicht.", "ga: Úsáideann siad an aip.")
    hint = RULES[finding.code].hint
    assert hint is not None
    assert f"list of words for Irish: {expected}" in str(Message(hint, finding.parameters))
