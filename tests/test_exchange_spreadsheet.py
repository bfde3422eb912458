"""Does work survive spreadsheet programs, and do they calculate with none of it?"""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import Refused
from kb.model import State
from kb.translation.exchange.spreadsheet import neutralised, read, restored, write
from tests.exchange_documents import document, sample

HEAD = "id,source (de),target (en),state,source-version"


@given(st.text(st.sampled_from("'=+-@\t\n\r＝ a"), max_size=6) | st.text())
def test_a_neutralised_cell_comes_back_exactly(cell: str) -> None:
    """Nothing that goes out begins a formula, whatever apostrophes it has itself."""
    out = neutralised(cell)
    assert restored(out) == cell
    assert out[:1] not in set("=+-@\t\n\r＝＋－＠") or not out


@pytest.mark.parametrize(
    ("cell", "out"),
    [("=1+1", "'=1+1"), ("-5 °C", "'-5 °C"), ("'=x", "''=x"), ("'quoted'", "'quoted'"), ("a=b", "a=b"), ("", "")],
)
def test_only_formulas_get_an_apostrophe(cell: str, out: str) -> None:
    """And what would lose one when it comes back."""
    assert neutralised(cell) == out


def test_it_is_a_table_that_spreadsheet_programs_open() -> None:
    """UTF-8 with a byte order mark, CRLF, a head that names the languages, a row a unit."""
    data = write(document(sample(source='- eins\n- "zwei"', note="=cmd")))
    assert data.startswith(b"\xef\xbb\xbfid,source (de),target (en),state,")
    assert data.endswith(b"\r\n")
    head, row = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert len(head) == len(row) == 9
    assert row[1] == '\'- eins\n- "zwei"'
    assert row[5] == "'=cmd"


def saved(text: str, delimiter: str, encoding: str, end: str) -> bytes:
    """A table as another program saves it."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(csv.reader(io.StringIO(text, newline="")))
    return file.getvalue().encode(encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_however_it_was_saved(delimiter: str, encoding: str, end: str) -> None:
    """Separators, encodings and line ends differ by program and country."""
    unit = sample(source="- eins;\n- zwei", target="=one,\t\n- two")
    back = read(saved(write(document(unit)).decode("utf-8-sig"), delimiter, encoding, end), "x.csv")
    assert not back.refused
    (found,) = back.units
    assert (found.source, found.target, found.state, found.line) == (unit.source, unit.target, State.TRANSLATED, 2)
    assert (back.source_language, back.target_language) == ("de", "en")


def test_columns_may_be_moved_added_or_dropped() -> None:
    """They are found by their names; states, notes and producers may be missing, empty rows and short ones are no matter."""
    rows = [
        "Target ,mine,Source-Version,ID,source",
        "One.,x,{v},study/f1,Eins.",
        ",,,,",
        "",
        ",,{v},study/f2",
        "Two.,,{v},study/f3,",
    ]
    back = read("\n".join(rows).replace("{v}", "a" * 64).encode(), "x")
    assert back.refused == ()
    assert [(unit.id, unit.source, unit.target, unit.state, unit.line) for unit in back.units] == [
        ("study/f1", "Eins.", "One.", None, 2), ("study/f2", "", None, None, 5), ("study/f3", "", "Two.", None, 6)
    ]  # fmt: skip
    assert back.source_language == ""


def test_a_wording_that_fell_apart_is_refused() -> None:
    """A comma in it and no quotes: the rest of it would be lost."""
    text = f"{HEAD}\nstudy/f1,Eins,One,translated,{'a' * 64},left over\nstudy/f2,Zwei,Two,,{'a' * 64},\n"
    back = read(text.encode(), "x")
    assert [unit.id for unit in back.units] == ["study/f2"]
    assert [(one.problem.code, one.problem.place.line) for one in back.refused] == [("unit-columns", 2)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "exchange-format"),
        ("id,target,state", "exchange-format"),
        ("name\nAna", "exchange-format"),
        (f"{HEAD}{',mine' * 3000}\n", "exchange-format"),
        (f'{HEAD}\nstudy/f1,"Eins,One', "exchange-syntax"),
        (f'{HEAD}\nstudy/f1,"Eins"x,One', "exchange-syntax"),
        (f"{HEAD}\nstudy/f1,{'x' * 200_000},One", "exchange-syntax"),
    ],
)
def test_what_is_no_table_of_units_is_refused(text: str, code: str) -> None:
    """Nothing of it is taken: an open quotation mark swallows the rows after it."""
    with pytest.raises(Refused) as refused:
        read(text.encode(), "x.csv")
    assert refused.value.code == code
