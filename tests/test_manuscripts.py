"""Which quotations and citations does a manuscript hold? The cases are in ``cases/manuscripts.md``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.citation.manuscripts import reading
from kb.citation.manuscripts.document import Block, Document
from kb.citation.manuscripts.marks import CLOSING, quoted
from kb.citation.manuscripts.mentions import KEY, URL, Mention, address_in, mentions
from kb.citation.manuscripts.quotations import MOST, held
from kb.errors import ContentUnusable, UsageError
from kb.model import Address
from tests.case_tables import tables

CASES = [row for rows in tables("manuscripts.md").values() for row in rows]

TEXTS = [suffix for suffix, row in reading.FORMATS.items() if row.text]


def meant(text: str) -> str:
    """The text of a cell."""
    return text.replace("⏎", "\n").replace("¶", "\n\n").replace("⍽", "\u00a0")


def holds(document: Document) -> Iterator[str]:
    """What a row says that a manuscript holds."""
    found = held(document)
    for one in found.quotations:
        sign = "" if one.closed else "!"
        sign += "" if one.direct else "~"
        yield " < ".join((f"{sign}{one.line}: {one.text}", *(mention.target for mention in one.cited)))
    yield from (f"@{one.mention.target}" for one in found.citations)


@pytest.mark.parametrize("row", CASES, ids=lambda row: f"{row[0]} {row[1]}"[:60])
def test_a_manuscript_holds_what_the_cases_say(row: tuple[str, ...]) -> None:
    """Each quotation with its line and what is cited beside it, then the other citations."""
    suffix, text, expected = row
    document = reading.read(meant(text).encode(), "x", suffix)
    wanted = [part.strip() for part in expected.split("¦") if part.strip()]
    found = [part.replace("\u202f", "\u00a0").strip() for part in holds(document)]
    assert found == [meant(part) for part in wanted]


def test_every_format_has_a_case() -> None:
    """But for those of word processors, and other names of the same."""
    assert {row[0] for row in CASES} == set(TEXTS) - {".markdown", ".htm"}


@given(st.text(alphabet="".join(CLOSING) + "ab \n.", max_size=60))
def test_quotations_lie_in_the_text_and_do_not_cross(text: str) -> None:
    """Whatever marks stand where: outer ones come first, inner ones lie in them."""
    outer: tuple[int, int] | None = None
    for span in quoted(text):
        if not span.closed:
            continue
        assert 0 <= span.start <= span.end <= len(text)
        if span.inside:
            assert outer is not None
            assert outer[0] <= span.start
            assert span.end <= outer[1]
        else:
            outer = span.start, span.end


@given(st.text(alphabet="ab@/[]<>{}\\\"'“”„«»*_`#>-|.:;\n\t &%$~^0=,()!", max_size=120), st.sampled_from(TEXTS))
def test_any_text_is_read_in_any_format(text: str, suffix: str) -> None:
    """Nothing that people type breaks a reader; places lie in the text."""
    try:
        document = reading.read(text.encode(), "x", suffix)
    except ContentUnusable:
        assert suffix == ".json"
        return
    lines = text.count("\n") + 1
    found = held(document)
    assert all(1 <= one.line <= lines for one in found.quotations)
    assert all(1 <= one.line <= lines for one in found.citations)


@given(st.text(max_size=80))
def test_what_is_cited_lies_in_the_text(text: str) -> None:
    """And says something."""
    for one in mentions(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.target


@pytest.mark.parametrize(
    ("kind", "target", "address"),
    [
        (KEY, "a/b", Address("a", "b")),
        (KEY, "smith2020", None),
        (URL, "https://x.org/kb/fi/a/b.json?x=1#y", Address("a", "b", "fi")),
        (URL, "/fi/a/b@0123456789ab", Address("a", "b", "fi", "0123456789ab")),
        (URL, "https://x.org/about", None),
        (URL, "https://x.org/xx/a/b", None),
        (URL, "https://x.org/fi/a/B!", None),
    ],
)
def test_an_address_is_read_out_of_keys_and_urls(kind: str, target: str, address: Address | None) -> None:
    """A page's URL ends in language, source and id; a program's form of it as well."""
    assert address_in(Mention(0, 1, kind, target)) == address


@pytest.mark.parametrize(
    ("data", "suffix", "said"),
    [
        (b"caf\xe9", ".md", "not UTF-8 (byte 3)"),
        (b"a\0b", ".txt", "not a text"),
        (b"[1, 2]", ".json", "not CSL-JSON"),
        (b"[" * 5000, ".json", "not CSL-JSON"),
        (b"<!x" * 1001 + b">", ".html", "too many declarations"),
        (b" " * (reading.LARGEST_TEXT + 1), ".md", "larger than 8 MB"),
        (b"no zip", ".docx", "no document of a word processor"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, suffix: str, said: str) -> None:
    """And with the name of the file."""
    with pytest.raises(ContentUnusable) as caught:
        reading.read(data, "paper", suffix)
    assert said in str(caught.value)
    assert str(caught.value).startswith("paper: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“" * 30_000, f"more than {MOST}"),
        ("“a” " * (MOST + 1), f"more than {MOST}"),
        ("@a\n" * (MOST + 1), f"more than {MOST}"),
    ],
)
def test_a_text_of_nothing_but_marks_is_refused(text: str, said: str) -> None:
    """Before it costs minutes."""
    with pytest.raises(ContentUnusable, match=said):
        held(reading.read(text.encode(), "x", ".md"))


def test_another_ending_is_refused_with_those_that_are_read() -> None:
    """Nobody has to guess."""
    with pytest.raises(UsageError) as caught:
        reading.read(b"", "paper.pdf", ".pdf")
    assert caught.value.hint is not None
    assert ".docx" in str(caught.value.hint)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_says_what_a_text_is_written_in(encoding: str) -> None:
    """Word saves text so."""
    assert list(holds(reading.read("“één”\r\n".encode(encoding), "x", ".txt"))) == ["1: één"]


def test_a_line_is_counted_from_the_nearest_place_before() -> None:
    """Line breaks inside of a piece count."""
    block = Block("paragraph", "ab\ncd\nef", ((0, 4), (3, 9)))
    assert [block.line(offset) for offset in (0, 2, 3, 5, 6)] == [4, 4, 9, 9, 10]
