"""Numbers by value, in every language: case files, round trips through Unicode's locale data, and laws."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from babel import Locale
from babel.numbers import format_compact_decimal, format_decimal, format_percent
from babel.units import format_unit
from hypothesis import given
from hypothesis import strategies as st

from kb.content.corpus import read as read_corpus
from kb.languages import LANGUAGES, Language
from kb.model import Statement
from kb.text import canonical
from kb.values import DATE, NUMBER, WORD, Figure, figures, query_terms, terms, typed
from kb.values.digits import LONGEST, scaled
from kb.values.lexicon import lexicon
from kb.values.locales import NUMERALS
from tests.case_tables import tables

CASES = tables("values.md")
LANGUAGE = st.sampled_from(sorted(LANGUAGES))
TEXT = st.text(
    st.sampled_from("0123456789 .,'’%-–−½²ßİeEаάdebis/:()％５") | st.characters(exclude_categories=["Cs"]), max_size=60
)


@pytest.fixture(scope="module")
def shipped() -> Mapping[str, Statement]:
    """The statements of the press release that ships."""
    root = Path(__file__).parents[1]
    return read_corpus(root / "content", root, ["protect-children-2024"]).sources["protect-children-2024"].statements


def shown(figure: Figure) -> str:
    """A figure as the case files write it."""
    first, *others = figure.values
    sign, mark = "%" if figure.percent else "", "~" if figure.kind == WORD else ""
    return "/".join([f"{mark}{first}{sign}", *others])


def values(text: str, language: str) -> list[str]:
    """What the language itself reads."""
    return [figure.values[0] for figure in figures(canonical(text), language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [(language, *row) for language in LANGUAGES for row in CASES[language]],
)
def test_a_text_states_these_figures(language: str, text: str, expected: str) -> None:
    """Own reading first, percentages and number words marked, pieces where it is no single figure."""
    assert " ".join(map(shown, figures(text, language))) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_row_and_a_dozen_cases(language: str) -> None:
    """No language falls back to another one's numbers, and each is tested."""
    assert language in NUMERALS
    assert len(NUMERALS[language].words) == 13
    assert len(CASES[language]) >= 12


@pytest.mark.parametrize(("languages", "text", "expected"), CASES["typed"])
def test_a_typed_figure_asks_for_these_values(languages: str, text: str, expected: str) -> None:
    """One reading a language: what is typed never asks for a piece or for the figure before a magnitude."""
    assert " ".join(map(shown, typed(text, languages.split()))) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_number_words_mean_one_value_each(language: str) -> None:
    """A form that stands for two values, or for a value and a magnitude, would be a wrong value somewhere."""
    listed = [form for forms in NUMERALS[language].words for form in forms.split()]
    assert len(listed) == len(set(listed))
    assert not set(listed) & set(lexicon(language).magnitudes)


# ------------------------------------------------------------------------------------------------ Unicode's locale data


@pytest.mark.parametrize("row", LANGUAGES.values(), ids=lambda row: row.tag)
def test_decimal_signs_and_percent_words_are_those_of_unicode(row: Language) -> None:
    """CLDR's decimal sign and, in every plural form, its percent words are read."""
    assert NUMERALS[row.tag].decimal == Locale.parse(row.locale).number_symbols["latn"]["decimal"]
    for number in (0, 1, 2, 3, 5, 7, 11, 20, 21, 101, 2.5):
        text = format_unit(number, "concentr-percent", locale=row.locale)
        [figure] = figures(canonical(text), row.tag)
        # CLDR has no percent word for Maltese, and Babel writes the bare unit name.
        assert figure.percent or row.tag == "mt", text
        assert Decimal(figure.values[0]) == Decimal(str(number))


@pytest.mark.parametrize("row", LANGUAGES.values(), ids=lambda row: row.tag)
def test_magnitude_words_are_those_of_unicode(row: Language) -> None:
    """CLDR's long compact forms have the value they stand for in their own language's scale (Maltese has none)."""
    for forms in Locale.parse(row.locale).compact_decimal_formats.get("long", {}).values():
        for power in (3, 6, 9, 12):
            pattern = forms[str(10**power)].pattern.replace("'", "") if str(10**power) in forms else ""
            if pattern.count("0") == 1:
                assert values(pattern.replace("0", "7"), row.tag) == [str(7 * 10**power)], pattern


INTEGERS = st.integers(0, 10**15)
DECIMALS = st.decimals(0, 10**9, places=2)


@given(LANGUAGE, INTEGERS)
def test_integers_written_by_unicode_are_read_back(language: str, number: int) -> None:
    """Grouped as the locale groups, the value survives."""
    assert values(format_decimal(number, locale=LANGUAGES[language].locale), language) == [str(number)]


@given(LANGUAGE, DECIMALS)
def test_decimals_written_by_unicode_are_read_back(language: str, number: Decimal) -> None:
    """Grouping and decimal sign of the locale, the value survives."""
    [value] = values(format_decimal(number, locale=LANGUAGES[language].locale), language)
    assert Decimal(value) == number


@given(LANGUAGE, st.integers(0, 10**6))
def test_negative_numbers_written_by_unicode_are_read_back(language: str, number: int) -> None:
    """The locale's minus sign belongs to the value."""
    [value] = values(format_decimal(-number - 1, locale=LANGUAGES[language].locale), language)
    assert int(value) == -number - 1


@given(LANGUAGE, st.decimals(0, 100, places=3))
def test_percentages_written_by_unicode_are_read_back(language: str, share: Decimal) -> None:
    """The locale's percent pattern, the value survives and is a percentage."""
    text = format_percent(share, locale=LANGUAGES[language].locale, decimal_quantization=False)
    [figure] = figures(canonical(text), language)
    assert figure.percent
    assert Decimal(figure.values[0]) == share * 100


@given(LANGUAGE.filter(lambda tag: tag != "mt"), st.integers(2, 999), st.sampled_from([6, 9, 12]))
def test_compact_numbers_written_by_unicode_are_read_back(language: str, number: int, power: int) -> None:
    """Long compact forms with the plural of their number, the value survives."""
    text = format_compact_decimal(number * 10**power, format_type="long", locale=LANGUAGES[language].locale)
    assert values(text, language) == [str(number * 10**power)]


# ----------------------------------------------------------------------------------------------------------------- laws


@given(LANGUAGE, TEXT)
def test_figures_of_any_text_are_in_order_and_inside_it(language: str, text: str) -> None:
    """Nothing breaks the reader; spans do not overlap and are not empty; values are canonical decimals."""
    end = 0
    for figure in figures(text, language):
        assert end <= figure.start < figure.end <= len(text)
        end = figure.end
        for value in figure.values:
            assert re.fullmatch(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?", value)


@given(st.lists(LANGUAGE, max_size=4), TEXT)
def test_typed_figures_of_any_text_are_in_order(languages: list[str], text: str) -> None:
    """Nothing breaks the reader of queries, whatever languages are searched."""
    found = typed(text, languages)
    assert list(found) == sorted(found)
    assert all(query_terms(figure) for figure in found)


@given(LANGUAGE, TEXT)
def test_what_is_asked_in_one_language_is_found_in_the_same_text(language: str, text: str) -> None:
    """A text typed as it stands asks for terms that its own figures have."""
    indexed = {term for figure in figures(text, language) for term in terms(figure)}
    assert all(indexed.intersection(query_terms(figure)) for figure in typed(text, [language]))


@given(st.integers(0, 10**12), st.integers(0, 6), st.integers(0, 15))
def test_scaling_is_multiplication(digits: int, places: int, power: int) -> None:
    """Moving the decimal point is exact."""
    value = f"{Decimal(digits).scaleb(-places):f}"
    assert Decimal(scaled(value, power)) == Decimal(value).scaleb(power)


# ------------------------------------------------------------------------------------------------------ spans and terms


@pytest.mark.parametrize(
    ("language", "text", "span"),
    [
        ("de", "um 40 % der", "40 %"),
        ("de", "um −5 Prozent,", "−5 Prozent"),
        ("de", "rund 2,5 Mrd. Euro", "2,5 Mrd."),
        ("de", "ist 40-prozentige", "40-prozentige"),
        ("hu", "a 40%-a volt", "40%"),
        ("ro", "peste 20 de milioane de", "20 de milioane"),
        ("fr", "plus de 30 000 per", "30 000"),
        ("el", "το 40 τοις εκατό των", "40 τοις εκατό"),
        ("en", "in the 20th century", "20"),
        ("mt", "40 fil-mija tat-tfal", "40 fil-mija"),
        ("en", "İ 30,000 people", "30,000"),
        ("en", "４０％ of", "４０％"),
    ],
)
def test_a_span_covers_what_belongs_to_the_value(language: str, text: str, span: str) -> None:
    """Sign, percent and magnitude belong to it; case endings and ordinal suffixes do not. Offsets are of the text."""
    [figure] = figures(text, language)
    assert text[figure.start : figure.end] == span


def test_a_figure_finds_percentages_and_a_percentage_only_these() -> None:
    """A query 40 finds 40 %, a query 40 % does not find 40 children."""
    [share], [children] = figures("40 % der Kinder", "de"), figures("40 Kinder", "de")
    [asked_share], [asked] = typed("40 %", ["de"]), typed("40", ["de"])
    assert set(query_terms(asked)) <= set(terms(share)) & set(terms(children))
    assert set(query_terms(asked_share)) <= set(terms(share))
    assert not set(query_terms(asked_share)) & set(terms(children))


def test_a_figure_finds_its_negative_and_not_the_other_way_round() -> None:
    """Who looks for 5 % means a fall by 5 % too; who types the minus sign means it."""
    [fall], [rise] = figures("−5 %", "de"), figures("5 %", "de")
    assert set(query_terms(rise)) <= set(terms(fall))
    assert not set(query_terms(fall)) & set(terms(rise))


@pytest.mark.parametrize(("asked", "text"), [("41", "41,5"), ("30", "30.000"), ("30", "30 000"), ("300", "12 300")])
def test_a_part_of_a_figure_does_not_find_it(asked: str, text: str) -> None:
    """Neither the whole part nor a group of thousands is a value of its own."""
    [figure] = figures(text, "de")
    assert not set(query_terms(typed(asked, ["de"])[0])) & set(terms(figure))


@pytest.mark.parametrize(("language", "text"), [("de", "30.000"), ("en", "30,000"), ("fr", "30 000"), ("de", "30000")])
def test_thirty_thousand_is_one_value(language: str, text: str) -> None:
    """However a language groups it, it has the same term."""
    [figure] = figures(canonical(text), language)
    assert terms(figure) == ("#30000",)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "am 01.02.2024"),
        ("cs", "dne 1. 2. 2024"),
        ("en", "on 1/2/2024"),
        ("lt", "2024-02-01 d."),
        ("hu", "2024.02.01."),
        ("hu", "2024. 02. 01-jén"),
    ],
)
def test_the_parts_of_a_date_in_digits_are_marked(language: str, text: str) -> None:
    """So that a check may accept the name of the month for its number."""
    found = figures(text, language)
    assert sorted(figure.values[0] for figure in found) == ["1", "2", "2024"]
    assert {figure.kind for figure in found} == {DATE}
    assert {figure.kind for figure in typed(text, [language])} == {NUMBER}


def test_other_figures_with_full_stops_are_no_date() -> None:
    """A date with a month's name has nothing to mark; neither has a version or a list of articles."""
    assert {figure.kind for figure in figures("1. Februar 2024, 1.2.3, 40.50.2024, Artikel 5-7", "de")} == {NUMBER}


def test_endless_digits_are_no_figure() -> None:
    """A key or checksum in digits is not a quantity, and no term grows without bound."""
    assert not figures("1" * (LONGEST + 1), "de")
    assert values("1" * LONGEST, "de") == ["1" * LONGEST]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_content_states_the_same_in_every_language(language: str, shipped: Mapping[str, Statement]) -> None:
    """The figures of the press release, whatever the language does to them."""
    found = {
        id: sorted(shown(figure) for figure in figures(shipped[id].passages[language].text, language))
        for id in ("f1", "f2", "f3", "b1")
    }
    assert found == {"f1": ["30000"], "f2": ["40%"], "f3": ["70%"], "b1": ["20", "2024"]}


# ---------------------------------------------------------------------------------------- numbers that translators keep

SAME = [
    ("de", "3 von 10 Kindern", "en", "3 in 10 children"),
    ("de", "1.000 Fälle", "en", "1,000 cases"),
    ("fr", "1 000,00", "en", "1,000.00"),
    ("de", "6 Millionen", "en", "6 million"),
    ("de", "6 Milliarden", "en", "6 billion"),
    ("de", "Acht von zehn", "en", "Eight in ten"),
    ("de", "40 %", "mt", "40 fil-mija"),
    ("en", "more than two thousand", "fi", "yli kaksi tuhatta"),
]
DIFFERENT = [
    ("de", "3 Kinder", "en", "13 children"),
    ("de", "3 von 10", "en", "30 of 10"),
    ("de", "30 % und 40 %", "en", "40% and 30%"),
    ("de", "6 Millionen", "en", "6 billion"),
    ("de", "6 Billionen", "en", "6 billion"),
    ("de", "Acht von zehn", "en", "Nine in ten"),
    ("de", "5 Prozent", "en", "5 percentage points"),
]


def stated(language: str, text: str) -> list[tuple[str, bool]]:
    """What a check compares."""
    return [(figure.values[0], figure.percent) for figure in figures(text, language)]


@pytest.mark.parametrize(("language", "original", "other", "translation"), SAME)
def test_a_right_translation_states_the_same(language: str, original: str, other: str, translation: str) -> None:
    """No false alarm on correct pairs: values, not strings."""
    assert stated(language, original) == stated(other, translation) != []


@pytest.mark.parametrize(("language", "original", "other", "translation"), DIFFERENT)
def test_a_wrong_translation_states_something_else(language: str, original: str, other: str, translation: str) -> None:
    """Changed, swapped or differently scaled figures are seen."""
    assert stated(language, original) != stated(other, translation)
