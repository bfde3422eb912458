"""The same quantities in a passage and its original: case files, Unicode's dates, mutations of what ships."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from kb.content.corpus import read as read_corpus
from kb.languages import LANGUAGES
from kb.model import Passage, Statement
from kb.text import canonical
from kb.translation.checks.figures import check
from kb.translation.checks.pair import Finding, Pair, Side
from kb.translation.checks.rules import RULES
from kb.values.months import MONTHS
from kb.values.ordinals import ORDINALS
from kb.values.quantities import quantities
from tests.case_tables import tables

CASES = tables("checks-figures.md")
ORIGINAL = "de"
LANGUAGE = st.sampled_from(sorted(LANGUAGES))
TEXT = st.text(
    st.sampled_from("0123456789 .,%-–−/:abdeinrtMayzwo") | st.characters(exclude_categories=["Cs"]), max_size=60
)
#: Figures in digits as they stand in what ships.
FIGURE = re.compile(r"[0-9]+(?:[., ][0-9]{3})*")


def side(language: str, text: str) -> Side:
    """A wording by itself."""
    return Side(Passage(language, text, "", "", "", 0), {})


def named(cell: str) -> Side:
    """The wording of a case, which begins with its language."""
    language, _, text = cell.partition(": ")
    return side(language, canonical(text))


def shown(finding: Finding) -> str:
    """A finding as the case file writes it."""
    if finding.code == "number-order":
        return "order"
    found, expected = (str(finding.parameters[name]).replace("nothing", "–") for name in ("found", "expected"))
    return f"{found} ≠ {expected}"


@pytest.fixture(scope="module")
def shipped() -> Mapping[str, Statement]:
    """The statements of the press release that ships."""
    root = Path(__file__).parents[1]
    return read_corpus(root / "content", root, ["protect-children-2024"]).sources["protect-children-2024"].statements


@pytest.mark.parametrize(
    ("original", "passage", "differs"),
    [row for heading in ("Values", "Number words", "Ordinals", "Dates") for row in CASES[heading]],
)
def test_these_figures_differ(original: str, passage: str, differs: str) -> None:
    """Values are compared, each read in its own language; nothing else is reported."""
    assert "; ".join(map(shown, check(Pair(named(original), named(passage))))) == differs


@pytest.mark.parametrize(("text", "values"), CASES["Ordinals by language"])
def test_ordinals_have_the_value_of_their_number(text: str, values: str) -> None:
    """Ordinal words are read, inflected as they may be."""
    read = named(text)
    assert " ".join(each.key for each in quantities(read.text, read.language)) == values


def test_every_language_has_its_months_and_ordinals() -> None:
    """A row a language, with all months and all ordinals up to twelfth where it has words for them."""
    assert {text.partition(":")[0] for text, _ in CASES["Ordinals by language"]} == set(LANGUAGES)
    assert set(MONTHS) == set(ORDINALS) == set(LANGUAGES)
    assert {len(row.split("|")) for row in MONTHS.values()} == {12}
    assert {len(row.order.split("|")) for row in ORDINALS.values()} == {12}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("style", ["medium", "long", "full"])
def test_dates_written_by_unicode_are_read(language: str, style: str) -> None:
    """In each of CLDR's styles with a whole year, a date is one quantity, whatever the order and inflection."""
    for month in range(1, 13):
        day = date(2024, month, 2 * month + 1)
        text = canonical(format_date(day, style, locale=LANGUAGES[language].locale))
        assert day.isoformat() in [each.key for each in quantities(text, language)], text


@given(TEXT, LANGUAGE)
def test_a_text_never_differs_from_itself(text: str, language: str) -> None:
    """Whatever is read, the same is read twice."""
    one = side(language, canonical(text))
    assert not list(check(Pair(one, side(language, one.text))))


@given(TEXT, LANGUAGE, TEXT, LANGUAGE)
def test_a_finding_shows_words_of_both_texts(first: str, language: str, second: str, other: str) -> None:
    """Places are inside of the passage, and every parameter of the rule's templates is there."""
    pair = Pair(side(language, canonical(first)), side(other, canonical(second)))
    for finding in check(pair):
        assert 0 <= finding.start <= finding.end <= len(pair.passage.text)
        if finding.code == "number-differs":
            found, expected = (str(finding.parameters[name]) for name in ("found", "expected"))
            assert found == (pair.passage.text[finding.start : finding.end] or "nothing")
            assert expected == "nothing" or expected in pair.original.text
        assert RULES[finding.code].message.format(**finding.parameters)


def test_what_ships_states_the_same_in_every_language(shipped: Mapping[str, Statement]) -> None:
    """No false alarm, whichever of the 24 languages is taken for the original."""
    for statement in shipped.values():
        sides = [side(passage.language, passage.text) for passage in statement.passages.values()]
        assert len(sides) == len(LANGUAGES)
        found = [shown(one) for first in sides for second in sides for one in check(Pair(first, second))]
        assert not found, statement.id


def mutated(text: str) -> Iterator[str]:
    """*text* with each of its figures changed: each digit by one, ten times as large, dropped."""
    for match in FIGURE.finditer(text):
        start, end = match.span()
        for place in range(start, end):
            if text[place].isdigit():
                yield f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1 :]}"
        yield f"{text[:start]}{re.sub('[^0-9]', '', match[0])}0{text[end:]}"
        yield text[:start] + text[end:]


def test_a_changed_figure_never_passes(shipped: Mapping[str, Statement]) -> None:
    """Every figure of every passage that ships, changed in each of its digits, made larger or dropped, is found."""
    count = 0
    for statement in shipped.values():
        original = statement.passages[ORIGINAL]
        for language, passage in statement.passages.items():
            for text in mutated(passage.text) if language != ORIGINAL else ():
                count += 1
                assert list(check(Pair(side(ORIGINAL, original.text), side(language, text)))), text
    assert count > 500
