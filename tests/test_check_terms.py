"""Does a passage have the names and terms of its original? Cases, and what ships, as it is and with names replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kb.content.corpus import read as read_corpus
from kb.errors import ERROR, WARNING, Message
from kb.languages import LANGUAGES
from kb.model import Corpus, Passage, Term
from kb.translation.checks.pair import Finding, Pair, Side
from kb.translation.checks.rules import RULES
from kb.translation.checks.terms import check
from kb.translation.checks.usage import terms_in
from tests.case_tables import tables

ROWS = tables("checks-terms.md")[""]
PROTECTED = [Term(name.lower(), {}, name, protected=True) for name in ("Telegram", "Signal", "WhatsApp")]
GLOSSARY: Mapping[str, Term] = {
    **{name.id: name for name in PROTECTED},
    "office": Term("office", {"de": ("Amt für Verkehr",), "en": ("Office for Traffic",)}, protected=True),
    "lane": Term("lane", {"de": ("Radweg", "Radfahrstreifen"), "en": ("cycle lane",), "fi": ("pyöräkaista",)}),
    "network": Term("network", {"de": ("Radwegenetz",), "en": ("cycle lane network",), "fi": ("pyörätieverkko",)}),
    "material": Term("material", {"de": ("CSAM",), "en": ("CSAM", "abuse material"), "ga": ("ábhar mí-úsáide",)}),
}


def side(cell: str) -> Side:
    """A cell ``language: text`` as a wording."""
    language, _, text = cell.partition(": ")
    return Side(Passage(language, text, "", "", "", 0), GLOSSARY)


def said(finding: Finding) -> str:
    """A finding as the case file writes it."""
    expected = finding.parameters["expected"]
    if finding.code == "term-differs":
        return f"term: {expected}"
    return f"name: {finding.parameters['found']} ≠ {expected}"


@pytest.fixture(scope="module")
def shipped() -> Corpus:
    """The content that ships."""
    root = Path(__file__).parents[1]
    return read_corpus(root / "content", root)


def pairs(corpus: Corpus) -> Iterator[Pair]:
    """Every translated passage of *corpus* with its original."""
    for content in corpus.sources.values():
        for statement in content.statements.values():
            original = Side(statement.passages[content.source.original], corpus.glossary)
            for passage in statement.passages.values():
                if passage.language != original.language:
                    yield Pair(original, Side(passage, corpus.glossary))


@pytest.mark.parametrize(("original", "passage", "expected"), ROWS)
def test_a_pair_differs_so(original: str, passage: str, expected: str) -> None:
    """Names and terms, with what stands in the passage and what should."""
    found = list(check(Pair(side(original), side(passage))))
    assert "; ".join(map(said, found)) == expected


def test_what_ships_has_no_finding(shipped: Corpus) -> None:
    """No false alarm in 23 translations, whatever the endings."""
    assert [(pair.passage.language, pair.passage.text) for pair in pairs(shipped) if list(check(pair))] == []


def test_every_name_that_is_replaced_is_found(shipped: Corpus) -> None:
    """By another name of the glossary, by somebody unknown, and by nothing; in each language."""
    tried: set[str] = set()
    for pair in pairs(shipped):
        for mention in pair.passage.names:
            passage = pair.passage.passage
            others = {one.id for one in pair.passage.names}
            other = next(one.name for one in shipped.glossary.values() if one.name and one.id not in others)
            for instead in (other, "Nobody", ""):
                text = passage.text[: mention.start] + instead + passage.text[mention.end :]
                mutated = Side(passage._replace(text=text), shipped.glossary)
                assert "name-differs" in {one.code for one in check(Pair(pair.original, mutated))}, text
                tried.add(passage.language)
    assert tried == {*LANGUAGES} - {"de"}


def test_a_term_that_is_dropped_is_found(shipped: Corpus) -> None:
    """Each approved form taken out of each English passage that has it."""
    tried = 0
    for pair in pairs(shipped):
        for id in pair.original.terms if pair.passage.language == "en" else ():
            passage, text = pair.passage.passage, pair.passage.text
            for form in sorted(shipped.glossary[id].forms["en"], key=len, reverse=True):
                text = re.sub(re.escape(form) + "s?", "things", text, flags=re.IGNORECASE)
            mutated = Side(passage._replace(text=text), shipped.glossary)
            assert "term-differs" in {one.code for one in check(Pair(pair.original, mutated))}, (id, text)
            tried += 1
    assert tried > 10


def test_a_term_inside_of_a_longer_one_is_not_used() -> None:
    """The cycle lane network is another concept than the cycle lane."""
    assert terms_in("A cycle lane network.", "en", GLOSSARY) == ("network",)
    assert terms_in("A cycle lane and a cycle lane network.", "en", GLOSSARY) == ("network", "lane")


def test_a_longer_word_is_not_the_term() -> None:
    """An ending is tolerated where a term is looked for in an original, another word is not."""
    glossary = {"app": Term("app", {"de": ("App",)})}
    assert terms_in("Die Apps", "de", glossary) == ("app",)
    assert terms_in("Die Apparaturen", "de", glossary) == ()


@pytest.mark.parametrize("between", ["_", " ", "a", "-", "_a"])
def test_a_hostile_passage_takes_no_time_to_speak_of(between: str) -> None:
    """No pattern tries the same letters twice: a hundred thousand of them are read at once."""
    text = "cycle" + between * 100_000
    assert terms_in(text, "en", GLOSSARY) == ()


def test_a_name_is_an_error_and_a_term_a_warning() -> None:
    """Another name is about somebody else; another word for a concept is a matter of style. Both say what was expected."""
    assert (RULES["name-differs"].severity, RULES["term-differs"].severity) == (ERROR, WARNING)
    (finding,) = check(Pair(side("de: per Telegram"), side("en: by Signal")))
    message = str(Message(RULES[finding.code].message, finding.parameters))
    assert message == "the name in the original is “Telegram”, here: Signal"
    assert (finding.start, finding.end) == (3, 9)
