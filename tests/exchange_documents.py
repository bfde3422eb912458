"""Documents to send out, and what must come back: shared by the tests of the exchange formats."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

from kb.model import ProducedBy, State
from kb.translation.exchange.units import Document, Returned, Unit

#: Pieces of which wordings are made: markup, figures, names, what each format has to escape, and any text.
PIECES = [
    "Täter ", "*Signal*", "**", "_a_", "[Studie](https://example.org/a_b?c=1)", "`a*b`", "<https://example.org>", "\\*",
    "40 %", "30.000", "30 000", "2,5", "20. Februar 2024", "CO2", "Telegram", "Telegramissa", "\n\n", "\n", "- eins\n- zwei",
    "1. eins\n2. zwei", "> Zitat", "| a | b |\n|---|---|\n| 1 | 2 |", "  \n", "<!-- Bemerkung -->", "\"", "'", "\\n", "\\",
    "&amp;", "<b>", "]]>", "#, fuzzy", "msgid \"x\"", "=1+1", "-1", "@a", "'=", ";", ",", "\t", "“„”", "\u2028", "%s", "{0}",
]  # fmt: skip
NAMES = ("Telegram", "Signal", "")

_TEXT = st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\ufffe\uffff")
WORDINGS = (
    st.lists(st.sampled_from(PIECES) | st.text(_TEXT, max_size=4), min_size=1, max_size=8)
    .map(lambda parts: unicodedata.normalize("NFC", "".join(parts)))
    .filter(lambda text: bool(text.strip()))
)
VERSIONS = st.text("0123456789abcdef", min_size=64, max_size=64)
IDS = [
    "study-2024/f1",
    "study-2024/f2-a",
    "study-2024#title",
    "study-2024#group-1",
    "other/f1",
    "topics#a",
    "glossary#b",
]


@st.composite
def units(draw: st.DrawFn, id: str) -> Unit:
    """A unit with everything or nothing."""
    unit = Unit(
        id,
        draw(WORDINGS),
        source_version=draw(VERSIONS),
        note=draw(st.just("") | WORDINGS),
        previous=draw(st.none() | WORDINGS),
        names=NAMES,
    )
    if not draw(st.booleans()):
        return unit
    return unit._replace(
        target=draw(WORDINGS),
        target_version=draw(VERSIONS),
        state=draw(st.sampled_from(State)),
        produced_by=draw(st.none() | st.sampled_from(ProducedBy)),
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document with a unit at least."""
    ids = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=4, unique=True).map(sorted))
    return Document("de", "pt", tuple(draw(units(id)) for id in ids), draw(st.sampled_from(["", "Findings & more"])))


def expected(unit: Unit) -> Returned:
    """What must come back of a unit that nobody touched, but for its line."""
    return Returned(
        unit.id,
        unit.source,
        unit.target,
        unit.state,
        unit.source_version,
        unit.target_version,
        unit.produced_by,
        0,
    )


def sample(**fields: object) -> Unit:
    """A translated passage, with other *fields* where the test needs them."""
    unit = Unit(
        "study/f1",
        "40 % der *Täter* nutzen Telegram.",
        "40 % of *offenders* use Telegram.",
        "a" * 64,
        "b" * 64,
        State.TRANSLATED,
        ProducedBy.MACHINE,
        "finding",
        names=("Telegram",),
    )
    return unit._replace(**fields)  # type: ignore[arg-type]


def document(*units: Unit) -> Document:
    """A document of *units* from German to English."""
    return Document("de", "en", units, "Findings")
