"""Do wordings go out as a translation memory, and terms come in from TBX?"""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import Refused
from kb.translation.exchange import tbx, tmx
from tests.exchange_documents import WORDINGS

XML = "{http://www.w3.org/XML/1998/namespace}lang"


@given(st.dictionaries(st.sampled_from(["de", "en", "pt", "bg"]), WORDINGS, min_size=1))
def test_a_memory_has_every_wording_in_every_language(wordings: dict[str, str]) -> None:
    """A unit an id, a variant a language; the text with its placeholders is the passage."""
    original = min(wordings)
    unit = tmx.Aligned("study/f1", original, wordings, {original: "a" * 64}, {original: "final"})
    data = tmx.write([unit, unit._replace(id="study#title")], "Findings & more")
    assert data == tmx.write([unit, unit._replace(id="study#title")], "Findings & more")
    root = ET.fromstring(data)
    assert root.get("version") == "1.4"
    assert [one.get("tuid") for one in root.iter("tu")] == ["study/f1", "study#title"]
    first = next(root.iter("tu"))
    found = {one.get(XML): "".join(next(one.iter("seg")).itertext()) for one in first.iter("tuv")}
    assert found == wordings
    properties = {one.get("type"): one.text for one in first.iter("prop")}
    assert properties == {"x-version": "a" * 64, "x-state": "final"}
    for segment in first.iter("seg"):
        numbers = [one.get("x") for one in segment.iter("ph")]
        assert len(set(numbers)) == len(numbers)


def test_a_memory_of_nothing_is_a_memory() -> None:
    """No unit, no error."""
    assert ET.fromstring(tmx.write([])).find("body") is not None


MARTIF = """<?xml version="1.0"?>
<martif type="TBX-Basic" xml:lang="en"><martifHeader><fileDesc/></martifHeader><text><body>
<termEntry id="c1">
  <descrip type="definition">Something</descrip>
  <langSet xml:lang="de-DE">
    <tig><term>Täterin</term></tig>
    <tig><term>Täter</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
    <tig><term>Schänder</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
  </langSet>
  <langSet xml:lang="fi"><ntig><termGrp><term>rikoksen\n  tekijä</term><termNote type="administrativeStatus"
  >supersededTerm-admn-sts</termNote></termGrp></ntig><ntig><termGrp><term> tekijä </term></termGrp></ntig></langSet>
  <langSet xml:lang="ja"><tig><term>犯人</term></tig></langSet>
  <langSet xml:lang="sv"><tig><term> </term></tig></langSet>
</termEntry>
<termEntry id="c1"><langSet xml:lang="de"><tig><term>Zweiter</term></tig></langSet></termEntry>
<termEntry><langSet xml:lang="de"><tig><term>Ohne</term></tig></langSet></termEntry>
</body></text></martif>"""

CORE = """<?xml version="1.0"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" xmlns:basic="http://www.tbxinfo.net/ns/basic" style="dct" type="TBX-Basic" xml:lang="en">
<tbxHeader><fileDesc/></tbxHeader><text><body><conceptEntry id="c2"><langSec xml:lang="pt-PT">
<termSec><term>agressor</term></termSec>
<termSec><term>abusador</term><basic:administrativeStatus>deprecatedTerm-admn-sts</basic:administrativeStatus></termSec>
<termSec><term>autor</term><basic:administrativeStatus>preferredTerm-admn-sts</basic:administrativeStatus></termSec>
</langSec><langSec xml:lang="pt-BR"><termSec><term>agressor</term></termSec><termSec><term>ofensor</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""


def test_terms_of_the_2008_edition() -> None:
    """Preferred forms come first, deprecated and superseded ones not at all; what cannot be taken is said."""
    found = tbx.read(MARTIF.encode(), "terms.tbx")
    assert found.entries == (tbx.TermEntry("c1", {"de": ("Täter", "Täterin"), "fi": ("tekijä",)}, 3),)
    assert [(one.code, str(one.place)) for one in found.problems] == [
        ("term-language", "terms.tbx:13:1"), ("unit-twice", "terms.tbx:16:1"), ("unit-without-id", "terms.tbx:17:1")
    ]  # fmt: skip


def test_terms_of_the_2019_edition() -> None:
    """Status in an element of its own; variants of one language are one language, each form once."""
    found = tbx.read(CORE.encode(), "terms.tbx")
    assert found.problems == ()
    assert found.entries == (tbx.TermEntry("c2", {"pt": ("autor", "agressor", "ofensor")}, 3),)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("<xliff/>", "exchange-format"),
        ('<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif/>', "exchange-doctype"),
        ("<martif>", "exchange-syntax"),
    ],
)
def test_what_is_no_tbx_is_refused(data: str, code: str) -> None:
    """Document types too, which older files have: the hint says to remove the line."""
    with pytest.raises(Refused) as refused:
        tbx.read(data.encode(), "x")
    assert refused.value.code == code
