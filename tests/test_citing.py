"""What does ``kb cite`` say, and what does it refuse to say?"""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.answers import CiteAnswer
from kb.citation.phrases import PHRASES
from kb.errors import NotFound, Refused, UsageError
from kb.hall import citing
from kb.languages import LANGUAGES
from kb.library import Library
from tests.knowledge_bases import DAY, edit

VERBATIM, TRANSLATED, PARAPHRASE = "cycling-2023/r1/de", "cycling-2023/r1/en", "cycling-2023/f1/de"
EARLIER = "cycling-2023/f4/de@6f4e269e27af"


def quotation(answer: CiteAnswer) -> str:
    """The one quotation."""
    (one,) = answer.citations
    return one.quotation


def test_the_sources_words_are_quoted_as_the_sources(toy: Library) -> None:
    """Verbatim and in the original: the citation names the source, the address is told beside it."""
    answer = toy.cite([VERBATIM])
    assert quotation(answer) == (
        "„Die Stadt soll bis 2027 nicht weniger als 30 km Radfahrstreifen bauen.“ [cycling-2023/r1/de@a470aec07d61]"
    )
    assert answer.citations[0].in_text == "(Muster & Amt für Verkehr, 2023)"
    assert answer.references == [
        "Muster, E., & Amt für Verkehr. (2023). Radverkehr in der Stadt: Bericht 2023. Amt für Verkehr. "
        "https://example.org/radverkehr-2023 cycling-2023/r1/de@a470aec07d61"
    ]


@pytest.mark.parametrize(
    ("address", "remarks"),
    [
        (PARAPHRASE, ("Paraphrase",)),
        ("cycling-2023/f1/en", ("paraphrase", "human translation, reviewed")),
        (TRANSLATED, ("human translation, reviewed",)),
        ("cycling-2023/f1/fi", ("parafraasi", "konekäännös, tarkistamaton")),
        ("cycling-2023/f3/de", ("Paraphrase", "ersetzt durch cycling-2023/f4")),
        ("cycling-2023/f2/de", ("Paraphrase", "berichtigt am 2023-09-01")),
    ],
)
def test_all_else_is_cited_as_a_statement_of_the_knowledge_base(
    toy: Library, address: str, remarks: tuple[str, ...]
) -> None:
    """It says what it is, in the citation and in the reference; the source is what it speaks of, never its author."""
    answer = toy.cite([address])
    (one,), (reference,) = answer.citations, answer.references
    assert one.remarks == remarks
    assert quotation(answer).endswith(f"[{'; '.join((*remarks, one.address))}]")
    assert one.in_text.startswith("(Toy: cycling and libraries, 2024, ")
    assert reference.startswith("Toy: cycling and libraries. (2024). ")
    assert f"[{'; '.join(remarks)}]" in reference
    assert "Muster, Amt für Verkehr, 2023" in reference


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("cycling-2023/r2/de", "draft"),
        ("cycling-2023/r3/de", "draft"),
        ("cycling-2023/f5/en", "withdrawn"),
        ("cycling-2023/f4/fi", "outdated"),
        (EARLIER, "earlier-wording"),
    ],
)
def test_what_should_not_be_cited_is_refused_unless_anyway(toy: Library, address: str, code: str) -> None:
    """Then it says what it is."""
    with pytest.raises(Refused) as caught:
        toy.cite([PARAPHRASE, address])
    assert caught.value.code == code
    assert caught.value.hint is not None
    (one,) = toy.cite([address], "en", anyway=True).citations
    words = PHRASES["en"]
    told = {
        "draft": words.draft,
        "withdrawn": words.withdrawn,
        "outdated": words.outdated,
        "earlier-wording": words.earlier,
    }
    assert any(remark.startswith(told[code]) for remark in one.remarks)


def test_a_wording_that_was_never_released_is_refused(my_toy: Library) -> None:
    """Nobody could find it again; nor is one that a confirmation alone has put on record released."""
    edit(my_toy.settings.content / "cycling-2023" / "de.md", "gibt es keinen", "fehlt ein")
    with pytest.raises(Refused) as caught:
        my_toy.cite([PARAPHRASE])
    assert caught.value.code == "unreleased"
    answer = my_toy.cite([PARAPHRASE], "fr", anyway=True)
    assert answer.citations[0].remarks == ("paraphrase", "formulation non publiée")
    assert "(s.\u00a0d.)" in answer.references[0]


def test_an_earlier_wording_that_says_the_same_may_be_cited(my_toy: Library) -> None:
    """It was released, and nothing that counts has changed since."""
    edit(my_toy.settings.content / "cycling-2023" / "de.md", "Auf 60 %", "Bei 60 %")
    (one,) = my_toy.cite(["cycling-2023/f1/de@73f596092159"]).citations
    assert one.text == "Auf 60 % der Hauptstraßen gibt es keinen Radfahrstreifen."
    assert one.remarks == ("Paraphrase", "früherer Wortlaut")


def test_nobody_knows_how_an_earlier_wording_of_a_translation_stood(my_toy: Library) -> None:
    """So it is a translation, and no more is claimed."""
    edit(my_toy.settings.content / "cycling-2023" / "en.md", "main roads", "major roads")
    (one,) = my_toy.cite(["cycling-2023/f1/en@61096590f508"]).citations
    assert (one.state, one.produced_by, one.remarks) == (None, None, ("paraphrase", "translation", "earlier wording"))


def test_a_passage_that_was_removed_can_still_be_cited_by_its_version(my_toy: Library) -> None:
    """Whatever it said, it is not today's wording: that is for whoever cites it to decide."""
    path = my_toy.settings.content / "cycling-2023" / "en.md"
    edit(path, "## f1\n\n60% of the main roads have no cycle lane.\n\n", "")
    (one,) = my_toy.cite(["cycling-2023/f1/en@61096590f508"]).citations
    assert one.remarks[-1] == "earlier wording"


@pytest.mark.parametrize(
    ("addresses", "language", "code"),
    [
        (["nowhere/f1"], None, "no-such-address"),
        (["cycling-2023/f2/fi"], None, "no-such-passage"),
        (["cycling-2023/f2"], "fi", "no-such-passage"),
        ([f"{PARAPHRASE}@{'0' * 12}"], None, "other-version"),
    ],
)
def test_what_does_not_exist_is_not_found(toy: Library, addresses: list[str], language: str | None, code: str) -> None:
    """Another language is never put in the place of one that was named."""
    with pytest.raises(NotFound) as caught:
        toy.cite(addresses, language)
    assert caught.value.code == code


def test_a_statement_that_can_no_longer_be_read_is_not_cited(my_toy: Library) -> None:
    """Also where the index still has it."""
    edit(my_toy.settings.content / "cycling-2023" / "source.yaml", "original: de\n", "")
    with pytest.raises(NotFound) as caught:
        citing.cite(my_toy.settings, {"cycling-2023/f1"}, [PARAPHRASE], citing.Wanted(), DAY)
    assert caught.value.code == "unreadable-statement"


def test_the_language_of_a_citation_is_chosen(toy: Library) -> None:
    """It is the passage's unless another one is asked for; that of the messages chooses a passage, and flips nothing."""
    assert quotation(toy.cite([VERBATIM], default="fi")).startswith("„")
    assert quotation(toy.cite([VERBATIM], "fi")).startswith("”")
    assert toy.cite(["cycling-2023/f1"], default="fi").citations[0].language == "fi"
    assert toy.cite(["cycling-2023/f2"], default="fi").citations[0].language == "de"


def test_the_original_stands_beside_a_translation_on_demand(toy: Library) -> None:
    """In one citation; the source's own words make it a citation of the source too."""
    answer = toy.cite([TRANSLATED], with_original=True)
    assert quotation(answer) == (
        "“The city should build no less than 30 km of cycle lanes by 2027.” [original, Deutsch: “Die Stadt soll bis 2027 "
        "nicht weniger als 30 km Radfahrstreifen bauen.”; cycling-2023/r1/de@a470aec07d61] [human translation, reviewed; "
        "cycling-2023/r1/en@125ac5192bdd]"
    )
    assert answer.citations[0].in_text == (
        "(Muster & Amt für Verkehr, 2023; Toy: cycling and libraries, 2024, statement r1)"
    )
    assert len(answer.references) == 2
    assert len(toy.cite(["cycling-2023/f1/en"], with_original=True).references) == 1
    assert quotation(toy.cite([VERBATIM], with_original=True)) == quotation(toy.cite([VERBATIM]))


def test_several_addresses_give_one_reference_a_source(toy: Library) -> None:
    """Each address once, with its own quotation; the reference names them all, and what holds for one of them only."""
    answer = toy.cite(["cycling-2023/f1", "cycling-2023/f3", "cycling-2023/f1/en", "libraries-2021/b1/en"], "en")
    assert [one.id for one in answer.citations] == ["f1", "f3", "b1"]
    ours = [reference for reference in answer.references if "cycling-2023/f1/en@" in reference]
    assert len(answer.references) == 2
    assert ours == [
        "Toy: cycling and libraries. (2024). Statements f1, f3 on the source “Cycling in the city: 2023 report” (Muster, Amt "
        "für Verkehr, 2023) [paraphrase; human translation, reviewed; superseded by cycling-2023/f4 (f3)]. "
        "https://kb.example.org/en/cycling-2023/ cycling-2023/f1/en@61096590f508, cycling-2023/f3/en@c8937f37a3e4"
    ]


def test_wordings_in_several_languages_are_told_apart_in_their_reference(toy: Library) -> None:
    """By their language; keys too, where the source itself is cited beside a translation of it."""
    answer = toy.cite([TRANSLATED, VERBATIM, PARAPHRASE], "en")
    assert [one.key for one in answer.citations] == ["cycling-2023/r1", "cycling-2023/r1/de", "cycling-2023/f1"]
    assert any("[human translation, reviewed (r1/en); paraphrase (f1/de)]" in one for one in answer.references)


def test_where_in_the_source_its_words_stand(my_toy: Library) -> None:
    """The page if there is one, else the last place that is given; ranges get their dash."""
    path = my_toy.settings.content / "cycling-2023" / "de.md"
    edit(path, "wording: verbatim\n", "wording: verbatim\nloc: {page: 3-4, paragraph: 2}\n")
    assert my_toy.cite([VERBATIM]).citations[0].in_text == "(Muster & Amt für Verkehr, 2023, S. 3–4)"
    edit(path, "{page: 3-4, paragraph: 2}", "{chapter: 1, paragraph: 2}")
    assert my_toy.cite([VERBATIM]).citations[0].in_text == "(Muster & Amt für Verkehr, 2023, Abs. 2)"


def test_html_says_which_language_each_part_is_in(my_toy: Library) -> None:
    """What is text is escaped; the quotation says where it was taken from, page or not."""
    edit(my_toy.settings.content / "cycling-2023" / "en.md", "no cycle lane", "no “lane” &amp; 1 &lt; 2")
    answer = my_toy.cite(["cycling-2023/f1/en"], "fi", form="html", with_original=True, anyway=True)
    first, told, label, original = quotation(answer).split("\n")
    assert first == (
        '<blockquote lang="en" cite="https://kb.example.org/en/cycling-2023/f1"><p>60% of the main roads have no “lane” '
        "&amp; 1 &lt; 2.</p></blockquote>"
    )
    assert told.startswith('<p lang="fi">[parafraasi; ')
    assert label == '<p lang="fi">alkuperäinen, Deutsch: cycling-2023/f1/de@73f596092159</p>'
    assert original.startswith('<blockquote lang="de" ')
    edit(my_toy.settings.content / "kb.yaml", 'permalink: "https://kb.example.org"\n', "")
    assert 'cite="/en/cycling-2023/f1"' in quotation(my_toy.cite(["cycling-2023/f1/en"], form="html", anyway=True))


def test_markdown_means_the_text_and_has_a_key_for_pandoc(my_toy: Library) -> None:
    """The address stays as it is: an “@” after a letter is no key."""
    edit(my_toy.settings.content / "cycling-2023" / "de.md", "keinen Radfahrstreifen", "keinen \\*Streifen\\* @home")
    told = quotation(my_toy.cite([PARAPHRASE], form="markdown", anyway=True))
    assert told.startswith("„Auf 60 % der Hauptstraßen gibt es keinen \\*Streifen\\* \\@home.“ \\[Paraphrase; ")
    assert told.endswith("\\] [@cycling-2023/f1]")
    assert "cycling-2023/f1/de@" in told


@pytest.mark.parametrize(
    ("part", "form", "code"),
    [("in-text", "ris", "no-such-part"), ("title", "text", "no-such-part"), ("all", "doc", "no-such-format")],
)
def test_only_what_people_read_has_parts(toy: Library, part: str, form: str, code: str) -> None:
    """And only forms that exist can be asked for."""
    with pytest.raises(UsageError) as caught:
        toy.cite([VERBATIM], part=part, form=form)
    assert caught.value.code == code


def test_every_language_has_its_phrases() -> None:
    """None is empty, and none is that of another by accident of copying."""
    assert set(PHRASES) == set(LANGUAGES)
    assert all(all(phrases) for phrases in PHRASES.values())
    assert len({phrases[:5] for phrases in PHRASES.values()}) == len(LANGUAGES)


def test_citing_changes_nothing(my_toy: Library) -> None:
    """Whatever is asked for, the content is as it was."""

    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in my_toy.settings.content.rglob("*") if path.is_file()}

    before = files()
    my_toy.cite([VERBATIM, TRANSLATED], with_original=True, form="json-ld")
    assert files() == before
