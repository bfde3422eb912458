"""Does every format give back what went out?"""

from __future__ import annotations

from string import Formatter

import pytest
from hypothesis import given

from kb.errors import ERROR, Place, Refused
from kb.model import State
from kb.translation.exchange import formats
from kb.translation.exchange.collecting import MAX_BYTES, decoded
from kb.translation.exchange.rules import RULES, problem
from kb.translation.exchange.units import Document
from tests.exchange_documents import document, documents, expected, sample

FORMATS = sorted(formats.FORMATS)


@pytest.mark.parametrize("format", FORMATS, ids="-".join)
@given(sent=documents())
def test_what_nobody_touched_comes_back_exactly(format: tuple[str, str], sent: Document) -> None:
    """The law of every format: reading undoes writing, for wordings, states, versions and languages; two writings are alike."""
    data = formats.FORMATS[format].write(sent)
    assert formats.FORMATS[format].write(sent) == data
    back = formats.read(data, "work/pt.file")
    assert back.refused == ()
    assert [unit._replace(line=0) for unit in back.units] == [expected(unit) for unit in sent.units]
    assert (back.source_language, back.target_language) == ("de", "pt")


@pytest.mark.parametrize("format", FORMATS, ids="-".join)
def test_each_unit_says_on_which_line_it_stands(format: tuple[str, str]) -> None:
    """The line is where a person finds the unit in the file."""
    data = formats.FORMATS[format].write(document(sample(), sample(id="study/f2")))
    for unit in formats.read(data, "x").units:
        lines = data.decode().split("\n")[unit.line - 1 :]
        assert any(unit.id in line for line in lines[:5])
        assert unit.line > 1


@pytest.mark.parametrize("format", FORMATS, ids="-".join)
def test_a_translation_that_nobody_confirmed_goes_out_to_be_looked_at(format: tuple[str, str]) -> None:
    """A target without a state is ``initial``."""
    data = formats.FORMATS[format].write(document(sample(state=None)))
    assert formats.read(data, "x").units[0].state is State.INITIAL


@pytest.mark.parametrize("format", FORMATS, ids="-".join)
def test_a_unit_that_came_back_twice_is_refused_wherever_it_stands(format: tuple[str, str]) -> None:
    """Nobody knows which of the two counts; the others go in, and both wordings are kept for the report."""
    sent = document(sample(), sample(target="Other."), sample(id="study/f2"))
    back = formats.read(formats.FORMATS[format].write(sent), "x")
    assert [unit.id for unit in back.units] == ["study/f2"]
    assert [one.problem.code for one in back.refused] == ["unit-twice", "unit-twice"]
    assert [one.unit and one.unit.target for one in back.refused] == ["40 % of *offenders* use Telegram.", "Other."]


def test_a_file_is_recognised_by_what_it_holds() -> None:
    """Not by its name; a mark of the byte order does not matter."""
    assert formats.recognised(b"\xef\xbb\xbf<?xml version='1.0'?><xliff/>") == "xliff"
    assert formats.recognised('<?xml version="1.0" encoding="UTF-16"?><xliff/>'.encode("utf-16")) == "xliff"
    assert formats.recognised(b"<?xml version='1.0'?>\n<martif type='TBX'>") == "tbx"
    assert formats.recognised(b"<tbx xmlns='x'>") == "tbx"
    assert formats.recognised(b"\n# a remark\nmsgid") == "po"
    assert formats.recognised(b"id,source,target") == "csv"


def test_the_size_of_a_file_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read of a file over the bound."""
    assert MAX_BYTES > 1_000_000
    monkeypatch.setattr("kb.translation.exchange.collecting.MAX_BYTES", 100)
    for data in (b"<xliff" + b" " * 100 + b"/>", b"# " * 60, b"id," * 60):
        with pytest.raises(Refused) as refused:
            formats.read(data, "big")
        assert refused.value.code == "exchange-too-large"


def test_text_may_be_utf_16_and_nothing_else() -> None:
    """Spreadsheet programs save “Unicode text” so; any other encoding is refused with the place of the first wrong byte."""
    assert decoded("a\r\nü\rb".encode("utf-16"), "x") == "a\nü\nb"
    assert decoded("\ufeffü".encode(), "x") == "ü"
    with pytest.raises(Refused) as refused:
        decoded("a\nü".encode("latin-1"), "x.po")
    assert (refused.value.code, str(refused.value.place)) == ("exchange-encoding", "x.po:2:1")
    assert refused.value.message.parameters["offset"] == 2


@pytest.mark.parametrize("code", RULES)
def test_every_rule_can_be_said(code: str) -> None:
    """Message and hint have named fields; the explanation has none."""
    templates = [RULES[code].message, RULES[code].hint or ""]
    parameters = {name: "x" for template in templates for _, name, _, _ in Formatter().parse(template) if name}
    found = problem(code, Place("x", 1), **parameters)
    assert str(found.message)
    assert found.hint is None or str(found.hint)
    assert found.is_error is (RULES[code].severity == ERROR)
    assert "{" not in RULES[code].explanation
