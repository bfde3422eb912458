"""Do the programs that read our formats read what we wrote? bibtexparser, rispy, citeproc, a processor of JSON-LD."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from kb.citation.annotation import fragment
from kb.citation.bibtex import LANGUAGES as LANGIDS
from kb.citation.bibtex import biblatex, bibtex
from kb.citation.csl import Mention, write
from kb.citation.fields import day, inverted
from kb.citation.jsonld import json_ld
from kb.citation.ris import ris
from kb.citation.styles import read
from kb.citation.works import Work
from kb.content import csl
from kb.languages import LANGUAGES
from kb.library import Library
from kb.text import version
from tests.citables import citable

VERBATIM, TRANSLATED, PARAPHRASE = "cycling-2023/r1/de", "cycling-2023/r1/en", "cycling-2023/f1/de"


def document(library: Library, form: str, *addresses: str, language: str | None = None, **more: Any) -> str:
    """What is written in *form*."""
    return library.cite(addresses, language, form=form, **more).document


def entries(text: str) -> list[dict[str, str]]:
    """The entries of a ``.bib`` file as bibtexparser reads them, without their outer braces; ``type`` and ``key`` too."""
    parsed = parse_string(text)
    assert not parsed.failed_blocks
    return [
        {"type": entry.entry_type, "key": entry.key, **{field.key: field.value for field in entry.fields}}
        for entry in parsed.entries
    ]


_COMMANDS = {r"\textbackslash{}": "\\", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^"}
_COMMAND = re.compile(r"\\text[a-z]+\{\}|\\(.)|[{}]")


def plain(value: str) -> str:
    """LaTeX of ours as text."""
    return _COMMAND.sub(lambda found: _COMMANDS.get(found[0], found[1] or ""), value)


# -------------------------------------------------------------------------------------------------------------- BibTeX


def test_bibtex_of_the_source(toy: Library) -> None:
    """Its own fields; names that are one text, and capitals, are in braces."""
    (entry,) = entries(document(toy, "bibtex", VERBATIM))
    assert entry == {
        "type": "techreport",
        "key": "cycling-2023/r1",
        "author": "Muster, Erika and {Amt für Verkehr}",
        "title": "{Radverkehr} in der {Stadt}: {Bericht} 2023",
        "year": "2023",
        "month": "may",
        "institution": "Amt für Verkehr",
        "url": "https://example.org/radverkehr-2023",
        "language": "ngerman",
        "note": "cycling-2023/r1/de@a470aec07d61",
    }


def test_biblatex_of_a_translation_says_from_and_into_which_language_and_by_whom(toy: Library) -> None:
    """``langid`` is the language that the entry is written in."""
    (entry,) = entries(document(toy, "biblatex", TRANSLATED, language="fi"))
    assert (entry["type"], entry["langid"], entry["language"], entry["origlanguage"]) == (
        "inreference", "finnish", "british", "ngerman",
    )  # fmt: skip
    assert (entry["translator"], entry["date"], entry["version"]) == ("{Jo Example}", "2024-02-01", "125ac5192bdd")
    assert entry["booktitle"] == "Toy: cycling and libraries"
    assert entry["origtitle"] == "Radverkehr in der Stadt: Bericht 2023"
    assert entry["note"] == "ihmisen tekemä käännös, tarkistettu; cycling-2023/r1/en@125ac5192bdd"


def test_several_statements_of_a_source_are_one_entry_that_each_key_finds(toy: Library) -> None:
    """Where the format has a field for it; pandoc reads that of CSL-JSON."""
    addresses = ("cycling-2023/f1/de", "cycling-2023/f3/de")
    for form in ("bibtex", "biblatex"):
        (entry,) = entries(document(toy, form, *addresses))
        assert (entry["key"], entry["ids"]) == ("cycling-2023/f1", "cycling-2023/f3")
    (item,) = json.loads(document(toy, "csl-json", *addresses))
    assert (item["id"], item["other-ids"]) == ("cycling-2023/f1", "cycling-2023/f3")
    assert len(rispy.loads(document(toy, "ris", *addresses))) == 1


def work(**item: Any) -> Work:
    """A source with these fields."""
    one = citable(verbatim=True)
    return Work({"id": "a/f1", "type": "report", **item}, (one,), ("a/f1",), "de")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1))
def test_any_title_comes_back(title: str) -> None:
    """Whatever signs LaTeX has a meaning for."""
    title = " ".join(title.split()) or "x"
    for made in (bibtex, biblatex):
        (entry,) = entries(made([work(title=title)]))
        assert plain(entry["title"]) == title


@pytest.mark.parametrize("type", sorted(csl.TYPES))
def test_every_type_of_work_has_one_in_each_format(type: str) -> None:
    """Never none: at the worst it is ``misc`` or ``GEN``."""
    made = work(type=type, title="T", author=[{"literal": "A"}], issued={"date-parts": [[2024]]})
    assert [entry["title"] for entry in (*entries(bibtex([made])), *entries(biblatex([made])))] == ["{T}", "{T}"]
    (entry,) = rispy.loads(ris([made]))
    assert entry["title"] == "T"
    assert entry["type_of_reference"] in rispy.config.TYPE_OF_REFERENCE_MAPPING


def test_an_article_has_its_journal_volume_and_pages() -> None:
    """Under the names that each format has for them."""
    article = work(
        type="article-journal", title="T", volume="12", issue="3", page="14–20", ISSN="1234-5678", DOI="10.1/x_y",
        **{"container-title": "Urban & Studies"}, author=[{"family": "Berg", "non-dropping-particle": "van den", "given": "Jo"}],
    )  # fmt: skip
    old, new = (*entries(bibtex([article])), *entries(biblatex([article])))
    assert (old["journal"], old["number"], old["pages"], old["doi"]) == (r"Urban \& Studies", "3", "14--20", "10.1/x_y")
    assert (new["journaltitle"], new["author"]) == (r"Urban \& Studies", "van den Berg, Jo")
    (entry,) = rispy.loads(ris([article]))
    assert (entry["start_page"], entry["end_page"], entry["number"], entry["issn"]) == ("14", "20", "3", "1234-5678")


def test_the_number_of_a_report_is_a_serial_number_in_ris() -> None:
    """And what it is called there is its type."""
    report = work(title="T", number="TR 7", genre="Pressemitteilung", ISBN="1")
    lines = ris([report]).splitlines()
    assert {"SN  - TR 7", "M3  - Pressemitteilung", "TY  - RPRT"} <= set(lines)
    assert "number = {TR 7}" in bibtex([report])


def test_a_line_of_ris_is_a_line() -> None:
    """Nothing in a text can begin a tag of its own."""
    (entry,) = rispy.loads(ris([work(title="A\nER  - \nTY  - BOOK")]))
    assert entry["title"] == "A ER - TY - BOOK"


def test_every_language_has_a_name_in_biblatex() -> None:
    """No two the same."""
    assert set(LANGIDS) == set(LANGUAGES)
    assert len(set(LANGIDS.values())) == len(LANGUAGES)


def test_names_and_dates_of_csl() -> None:
    """In parts or as one text; as far as they are known."""
    assert inverted({"family": "King", "suffix": "Jr", "given": "M."}) == "King, Jr, M."
    assert inverted({"literal": "WHO"}) == "WHO"
    assert [day(work(issued={"date-parts": [parts]}), "issued") for parts in ([987], [2024, 2], [2024, 2, 9])] == [
        "0987", "2024-02", "2024-02-09",
    ]  # fmt: skip


# ------------------------------------------------------------------------------------------------------------ CSL-JSON


def test_csl_json_is_read_back_by_citeproc(toy: Library) -> None:
    """With the reference that the style writes itself."""
    items = json.loads(document(toy, "csl-json", VERBATIM, TRANSLATED, language="en"))
    written = write(read("apa"), "apa", "en", "text", items, [[Mention(item["id"], None)] for item in items])
    assert written.references == toy.cite([VERBATIM, TRANSLATED], "en").references


def test_csl_json_carries_what_csl_has_no_field_for(toy: Library) -> None:
    """The text, its full version, how it stands, and what it translates."""
    (item,) = json.loads(document(toy, "csl-json", "cycling-2023/f1/fi"))
    (told,) = item["custom"]["statements"]
    assert told["version"] == version(told["text"])
    assert (told["state"], told["produced_by"], told["wording"], told["released"]) == (
        "translated", "machine", "paraphrase", "2024-02-01",
    )  # fmt: skip
    assert told["original"]["address"] == "cycling-2023/f1/de@73f596092159"
    assert set(item) <= csl.FIELDS | {"id", "type", "custom"}


# ------------------------------------------------------------------------------------------------------------- JSON-LD

SCHEMA, OA = "https://schema.org/", "http://www.w3.org/ns/oa#"


def nodes(text: str) -> list[Any]:
    """What a processor of JSON-LD makes of it, without any network."""

    def offline(url: str, *_: object) -> None:
        raise AssertionError(f"a context is fetched: {url}")

    return list(jsonld.expand(json.loads(text), {"documentLoader": offline}))


def test_only_the_sources_words_are_a_quotation(toy: Library) -> None:
    """All else is a claim of the knowledge base, about the source."""
    claim, quotation = nodes(document(toy, "json-ld", TRANSLATED, VERBATIM))
    assert (claim["@type"], quotation["@type"]) == ([f"{SCHEMA}Claim"], [f"{SCHEMA}Quotation"])
    assert claim[f"{SCHEMA}about"][0]["@type"] == [f"{SCHEMA}Report"]
    assert claim[f"{SCHEMA}isPartOf"][0][f"{SCHEMA}name"] == [{"@value": "Toy: cycling and libraries"}]
    assert quotation[f"{SCHEMA}isPartOf"][0]["@type"] == [f"{SCHEMA}Report"]
    assert quotation[f"{SCHEMA}spokenByCharacter"][0][f"{SCHEMA}familyName"] == [{"@value": "Muster"}]
    original = claim[f"{SCHEMA}translationOfWork"][0]
    assert original["@type"] == [f"{SCHEMA}Quotation"]
    assert original[f"{SCHEMA}text"][0]["@language"] == "de"


def test_authors_are_people_or_organisations() -> None:
    """A name that is one text is that of an organisation."""
    one = citable(verbatim=True)
    authors = ["WHO", {"literal": "OECD"}, {"family": "Muster", "given": "Erika"}]
    named = one._replace(source=one.source._replace(fields={"type": "map", "author": authors}))
    (node,) = nodes(json_ld([named], "de"))
    assert node[f"{SCHEMA}isPartOf"][0]["@type"] == [f"{SCHEMA}CreativeWork"]
    assert [author["@type"][0].removeprefix(SCHEMA) for author in node[f"{SCHEMA}spokenByCharacter"]] == [
        "Organization", "Organization", "Person",
    ]  # fmt: skip


def test_selectors_find_the_wording_and_the_link_marks_it(toy: Library) -> None:
    """By its words, and by its place in the canonical text, in code points."""
    (claim,) = nodes(document(toy, "json-ld", "cycling-2023/f1/en"))
    text = claim[f"{SCHEMA}text"][0]["@value"]
    annotation = claim[f"{SCHEMA}subjectOf"][0]
    assert f"{OA}Annotation" in annotation["@type"]
    assert annotation[f"{SCHEMA}url"] == [
        {
            "@id": "https://kb.example.org/en/cycling-2023/f1#:~:text=60%25%20of%20the%20main%20roads%20have%20no%20cycle%20lane."
        }
    ]
    quote, position = annotation[f"{OA}hasTarget"][0][f"{OA}hasSelector"]
    assert quote["@type"] == [f"{OA}TextQuoteSelector"]
    assert quote[f"{OA}exact"] == [{"@value": text}]
    assert position["@type"] == [f"{OA}TextPositionSelector"]
    assert [position[f"{OA}{name}"][0]["@value"] for name in ("start", "end")] == [0, len(text)]


def test_without_pages_nothing_has_a_url_of_ours(shipped: Library) -> None:
    """Two wordings of one statement are two nodes all the same."""
    first, second = nodes(document(shipped, "json-ld", "f2/de", "f2/fi"))
    assert first["@id"].startswith("_:")
    assert first["@id"] != second["@id"]
    assert f"{SCHEMA}url" not in first[f"{SCHEMA}subjectOf"][0]


@given(st.text(min_size=1, max_size=60))
def test_a_text_directive_has_no_syntax_of_its_own(text: str) -> None:
    """Percent-encoded, a short text is one value that decodes to itself."""
    value = fragment(text).removeprefix("#:~:text=")
    assert unquote(value) == text
    assert not set(value) & set(",&- #")


def test_of_a_long_text_the_link_names_beginning_and_end() -> None:
    """Links have to stay short enough for whoever sends them."""
    value = fragment(" ".join(f"word{number}" for number in range(100)))
    assert (
        value
        == "#:~:text=word0%20word1%20word2%20word3%20word4%20word5,word94%20word95%20word96%20word97%20word98%20word99"
    )
