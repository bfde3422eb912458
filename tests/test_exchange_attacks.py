"""Is no file so hostile that it is read beyond itself, multiplies, or loses a unit without a word?"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kb.errors import Refused
from kb.translation.exchange import formats, tbx
from kb.translation.exchange.units import Reading
from tests.case_tables import tables
from tests.exchange_documents import document, sample

CASES = tables("exchange-attacks.md")
V = "a" * 64


def written(text: str) -> bytes:
    r"""The bytes of a file of the case table: ``\n``, ``\xff`` for bytes, ``¦`` for a bar, ``{V}`` for a version."""
    text = text.strip("`").replace("¦", "|").replace("{V}", V)
    return text.encode().decode("unicode_escape").encode("latin-1") if "\\" in text else text.encode()


def outcome(data: bytes) -> Reading | Refused:
    """What becomes of a file: it is read, or refused with a place and a sentence."""
    try:
        return formats.read(data, "x")
    except Refused as refused:
        return refused


def is_said(refused: Refused) -> bool:
    """Whether a refusal says what and where."""
    return bool(refused.code and refused.place is not None and refused.place.path and str(refused.message))


def answer(data: bytes) -> str:
    """What becomes of a file, as the case table says it."""
    back = outcome(data)
    if isinstance(back, Refused):
        assert is_said(back)
        return back.code
    taken = [f"{unit.id} = {unit.target or '–'}" for unit in back.units]
    return "; ".join([*taken, *(f"{one.unit.id if one.unit else '?'}: {one.problem.code}" for one in back.refused)])


@pytest.mark.parametrize(("what", "file", "expected"), [row for rows in CASES.values() for row in rows])
def test_hostile_files(what: str, file: str, expected: str) -> None:
    """Cases from tests/cases/exchange-attacks.md."""
    assert answer(written(file)) == expected.replace("nothing", ""), what


ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
FRAME = '<?xml version="1.0"?>{}<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1">{}</xliff>'


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE xliff [<!ENTITY a0 "ha">{ENTITIES}]>',
        '<!DOCTYPE xliff SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE xliff [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE xliff [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>',
        '<!DOCTYPE xliff PUBLIC "-//XLIFF//DTD XLIFF//EN" "http://www.oasis-open.org/x.dtd">',
        "<!DOCTYPE xliff>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_document_type_is_accepted_in_any_encoding(
    doctype: str, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither bombs nor files nor addresses: the parser stops before it has read the declaration; nothing is opened."""

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("a file was opened")

    data = FRAME.format(doctype, '<file id="f"><unit id="a">&x;</unit></file>').encode(encoding)
    monkeypatch.setattr("builtins.open", opened)
    monkeypatch.setattr("io.open", opened)
    assert answer(data) == "exchange-doctype"
    with pytest.raises(Refused) as refused:
        tbx.read(data, "x")
    assert refused.value.code == "exchange-doctype"


@pytest.mark.parametrize("count", [100, 100_000])
def test_nesting_is_bounded(count: int) -> None:
    """Deep elements end at the bound, not at the end of the stack."""
    assert answer(FRAME.format("", "<file id='f'>" + "<group id='g'>" * count).encode()) == "exchange-too-deep"


def test_elements_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes memory, however short it is in the file."""
    monkeypatch.setattr("kb.translation.exchange.xml_reading.MAX_ELEMENTS", 50)
    assert answer(FRAME.format("", "<a/>" * 49).encode()) == ""
    assert answer(FRAME.format("", "<a/>" * 50).encode()) == "exchange-too-many"


def test_units_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """In every format, before each becomes a problem of its own."""
    monkeypatch.setattr("kb.translation.exchange.collecting.MAX_UNITS", 3)
    sent = document(*(sample(id=f"study/f{number}") for number in range(4)))
    for format in formats.FORMATS.values():
        assert answer(format.write(sent)) == "exchange-too-many"
        assert answer(format.write(document(*sent.units[:2]))).count("=") == 2


def test_many_units_and_long_wordings_are_read() -> None:
    """Large is not hostile."""
    sent = document(*(sample(id=f"study/f{number}", target="Long. " * 2000) for number in range(30)))
    for format in formats.FORMATS.values():
        assert len(formats.read(format.write(sent), "x").units) == 30


def flipped(data: bytes, random_source: random.Random) -> bytes:
    """*data* with some bytes changed, dropped or doubled."""
    mutable = bytearray(data)
    for _ in range(random_source.randint(1, 6)):
        at = random_source.randrange(len(mutable))
        match random_source.randrange(4):
            case 0:
                mutable[at] = random_source.randrange(256)
            case 1:
                del mutable[at : at + random_source.randint(1, 40)]
            case 2:
                mutable[at:at] = mutable[at : at + random_source.randint(1, 60)]
            case _:
                mutable[at] = random_source.choice(b'<>&"\\#~\n,;=\x00')
    return bytes(mutable)


@pytest.mark.parametrize("format", sorted(formats.FORMATS), ids="-".join)
def test_damaged_files_are_answered(format: tuple[str, str]) -> None:
    """Whatever the damage: a refusal with a place, or units that are each judged; no id twice."""
    seed = random.randrange(1 << 30)
    print("seed", seed)
    random_source = random.Random(seed)
    sent = document(*(sample(id=f"study/f{number}", target=f"Target {number}.") for number in range(4)))
    data = formats.FORMATS[format].write(sent)
    for _ in range(400):
        back = outcome(flipped(data, random_source))
        if isinstance(back, Refused):
            assert is_said(back)
        else:
            assert all(one.problem.place.line > 0 for one in back.refused)
            assert len({unit.id for unit in back.units}) == len(back.units)


def test_nothing_of_the_house_opens_a_file_here() -> None:
    """The formats take bytes and give bytes."""
    folder = Path(formats.__file__).parent
    for path in folder.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not any(
            f"{word}(" in text for word in ("open", "read_bytes", "read_text", "write_bytes", "write_text")
        ), path
