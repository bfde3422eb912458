"""Where do styles come from, and do they write what they should in every language? Official styles are the oracle."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kb.citation import styles
from kb.citation.csl import FORMS, Mention, write
from kb.citation.works import STATEMENT
from kb.errors import NotFound, Refused, StorageError
from kb.languages import LANGUAGES

REPORT = {
    "id": "survey",
    "type": "report",
    "title": "Cycling in the city",
    "author": [{"family": "Muster", "given": "Erika"}, {"literal": "Office of Transport"}],
    "publisher": "City Press",
    "issued": {"date-parts": [[2023, 5, 4]]},
    "URL": "https://example.org/cycling",
}
ARTICLE = {
    "id": "article",
    "type": "article-journal",
    "title": "Libraries & living rooms",
    "author": [{"family": "Virtanen", "given": "Aino"}],
    "container-title": "Urban Studies",
    "volume": "12",
    "issue": "3",
    "page": "14-20",
    "issued": {"date-parts": [[2021]]},
    "DOI": "10.1000/182",
}
RELEASE = {
    "id": "release",
    "type": "report",
    "genre": "press release",
    "title": "New survey",
    "publisher": "The Office",
}
WEBPAGE = {
    "id": "page",
    "type": "webpage",
    "title": "Counting bicycles",
    "container-title": "The Office",
    "author": [{"literal": "The Office"}],
    "issued": {"date-parts": [[2024, 2, 20]]},
    "accessed": {"date-parts": [[2024, 3, 1]]},
    "URL": "https://example.org/counting",
}
DATASET = {
    "id": "data",
    "type": "dataset",
    "title": "Counts",
    "publisher": "The Office",
    "issued": {"date-parts": [[2022]]},
}
ENTRY = {
    "id": "kb/f2",
    "type": "entry",
    "author": [{"literal": "Toy base"}],
    "container-title": "Toy base",
    "title": "Statement f2 on the source “X”",
    "genre": "paraphrase",
    "issued": {"date-parts": [[2026, 11, 22]]},
    "version": "0123456789ab",
    "note": "kb/f2/en@0123456789ab",
}
ITEMS: list[Mapping[str, Any]] = [REPORT, ARTICLE, RELEASE, WEBPAGE, DATASET, ENTRY]

#: Our small styles, and the official one that each comes after.
OFFICIAL = {
    "apa": "official:apa",
    "chicago-author-date": "official:chicago-author-date",
    "iso-690": "iso690-author-date-en",
}


def written(
    style: str, item: Mapping[str, Any], language: str = "en", place: tuple[str, str] | None = None
) -> tuple[str, str]:
    """The citation in the text and the reference of one item."""
    found = write(styles.read(style), style, language, "text", [item], [[Mention(str(item["id"]), place)]])
    return found.citations[0], found.references[0]


def words(text: str) -> set[str]:
    """Words and figures, whatever stands between them."""
    return set(re.findall(r"\w+", text.casefold()))


@pytest.mark.parametrize("style", styles.STYLES)
@pytest.mark.parametrize("item", [REPORT, ARTICLE, WEBPAGE, DATASET], ids=lambda item: str(item["type"]))
def test_our_styles_name_the_same_things_as_the_official_ones(style: str, item: Mapping[str, Any]) -> None:
    """Who, when, what, where published and where to find it; citeproc leaves out some of these in one or the other."""
    ours, theirs = written(style, item)[1], written(OFFICIAL[style], item)[1]
    named = {str(item["title"]).casefold(), str(item["issued"]["date-parts"][0][0])}
    assert all(part in ours.casefold() for part in named)
    missing = words(theirs) - words(ours)
    # Words of a style's own: where data are told to be, what was read when, who is a publisher.
    assert missing <= words(
        "data set retrieved available from at march 1 4 may february 20 2024 edition online e a p"
    ), missing


#: Somebody compared each with the manual of its style.
REFERENCES = [
    (
        "apa",
        REPORT,
        "Muster, E., & Office of Transport. (2023). Cycling in the city. City Press. https://example.org/cycling",
    ),
    (
        "apa",
        ARTICLE,
        "Virtanen, A. (2021). Libraries & living rooms. Urban Studies, 12(3), 14-20. https://doi.org/10.1000/182",
    ),
    ("apa", RELEASE, "The Office. (n.d.). New survey [press release]."),
    (
        "apa",
        ENTRY,
        "Toy base. (2026). Statement f2 on the source “X” (Version 0123456789ab) [paraphrase]. kb/f2/en@0123456789ab",
    ),
    (
        "chicago-author-date",
        ARTICLE,
        "Virtanen, Aino. 2021. “Libraries & living rooms”. Urban Studies 12 (3): 14-20. https://doi.org/10.1000/182.",
    ),
    (
        "chicago-author-date",
        WEBPAGE,
        "The Office. 2024. “Counting bicycles”. The Office. Accessed 2024-03-01. https://example.org/counting.",
    ),
    (
        "chicago-author-date",
        ENTRY,
        "Toy base. 2026. Statement f2 on the source “X”. Paraphrase. Version 0123456789ab. kb/f2/en@0123456789ab.",
    ),
    (
        "iso-690",
        ARTICLE,
        "Virtanen, Aino, 2021. Libraries & living rooms. Urban Studies, vol. 12, no. 3, pp. 14-20. DOI: 10.1000/182.",
    ),
    ("iso-690", DATASET, "The Office, 2022. Counts."),
    (
        "iso-690",
        WEBPAGE,
        "The Office, 2024. Counting bicycles. The Office. "
        "Available at: https://example.org/counting [accessed 2024-03-01].",
    ),
]


@pytest.mark.parametrize(("style", "item", "expected"), REFERENCES)
def test_references_of_the_types_that_occur(style: str, item: Mapping[str, Any], expected: str) -> None:
    """Of each, all that the style wants, in its order and punctuation."""
    assert written(style, item)[1].replace("–", "-") == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("style", styles.STYLES)
def test_terms_are_those_of_the_language(style: str, language: str) -> None:
    """In all of them: no date, paragraph, accessed. None falls back to English but where the words are the same."""
    plain = {key: value for key, value in WEBPAGE.items() if key != "issued"}
    told, reference = written(style, plain, language, ("paragraph", "2"))
    english = written(style, plain, "en", ("paragraph", "2"))
    assert (told != english[0]) == (language != "en")
    assert (reference != english[1]) == (language != "en")


def test_the_id_of_a_statement_stays_as_it_is() -> None:
    """A hyphen in it is no range; one in a locator of a source is."""
    assert (
        written("apa", ENTRY, place=(STATEMENT, "statement long-term-2"))[0]
        == "(Toy base, 2026, statement long-term-2)"
    )
    assert written("apa", REPORT, place=("page", "3-4"))[0] == "(Muster & Office of Transport, 2023, pp. 3–4)"


def test_text_is_escaped_once_and_formatting_kept() -> None:
    """Also where text has signs of its own, and characters that stand for formatting inside."""
    item = {**REPORT, "title": "A <b>*bold*</b> & \ue000claim\ue001"}
    by_form = {
        form: write(styles.read("apa"), "apa", "en", form, [item], [[Mention("survey", None)]]).references[0]
        for form in FORMS
    }
    assert "A <b>*bold*</b> & claim." in by_form["text"]
    assert "<i>A &lt;b&gt;*bold*&lt;/b&gt; &amp; claim</i>." in by_form["html"]
    assert "*A \\<b\\>\\*bold\\*\\</b\\> & claim*." in by_form["markdown"]


def test_a_file_is_a_style(tmp_path: Path) -> None:
    """Any style of CSL, also one that only names another."""
    path = tmp_path / "own.csl"
    path.write_bytes(styles.read("apa"))
    assert styles.read(str(path)) == styles.read("apa")
    head = '<style xmlns="http://purl.org/net/xbiblio/csl"><info>{}</info></style>'
    for link in (
        'href="http://www.zotero.org/styles/apa" rel="independent-parent"',
        'rel="independent-parent" href="x/apa"',
    ):
        path.write_text(head.format(f"<link {link}/>"), "utf-8")
        assert styles.read(str(path)) == styles.read("official:apa")


@pytest.mark.parametrize("name", ["nature", "official:apa", "chicago-author-date-de", "academic-medicine"])
def test_official_styles_come_with_their_package(name: str) -> None:
    """Independent and dependent ones; where we have a small one of that name, it is asked for as official."""
    assert written(name, REPORT)[1]


@pytest.mark.parametrize(
    "name",
    [
        "chicago-notes",  # no list of references
        "associacao-brasileira-de-normas-tecnicas",  # capitals of what a macro wrote
        "wiley-vch-books",  # capitals of a number
        "language",  # small capitals of a first name that an organisation has not
        "politix",  # a name with something before it
    ],
)
def test_official_styles_that_citeproc_alone_cannot_write(name: str) -> None:
    """Notes, figures, organisations: whatever the style asks for of them."""
    mentions = [[Mention("survey", ("page", "3-4"))], [Mention("kb/f2", (STATEMENT, "f2"))]]
    found = write(styles.read(name), name, "fi", "html", ITEMS, mentions)
    assert all(found.citations)
    assert not any("None" in text for text in (*found.references, *found.citations))


def test_without_that_package_there_are_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the hint says how to get the others."""
    monkeypatch.setattr(styles, "_PACKAGE", "no_such_package")
    assert styles.read("apa")
    with pytest.raises(NotFound) as caught:
        styles.read("nature")
    assert "findings-kb[styles]" in str(caught.value.hint)


@pytest.mark.parametrize("name", ["", "nope", "../apa", "official:../../apa", "/etc/passwd", "nowhere.csl", "a" * 5000])
def test_what_is_no_style_is_not_found(name: str) -> None:
    """Nor does a name lead anywhere else."""
    with pytest.raises((NotFound, StorageError)):
        styles.read(name)


STYLE = '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">{}</style>'
CITED = "<citation><layout>{}</layout></citation>"


def with_macros(*macros: str) -> str:
    """A style whose citation calls the macro ``m0``; macros are named in their order."""
    named = "".join(f'<macro name="m{number}">{body}</macro>' for number, body in enumerate(macros))
    return STYLE.format(named + CITED.format(call(0)))


def call(number: int) -> str:
    """The call of a macro."""
    return f'<text macro="m{number}"/>'


HOSTILE = {
    "empty": "",
    "no XML": "no XML",
    "no namespace": "<style/>",
    "file as entity": "<!DOCTYPE style [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><style>&a;</style>",
    "entity bomb": "<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;'>]><a>&c;</a>",
    "no citation": STYLE.format(""),
    "no such macro": with_macros(),
    "macro that calls itself": with_macros(call(0)),
    "macros that call each other": with_macros(call(1), call(0)),
    "macro bomb": with_macros(*(call(number + 1) * 2 for number in range(40)), '<text value="x"/>'),
    "deep": "<a>" * 3000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_style_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    """No entity is read, nothing is expanded without end, and no exception of a library comes through."""
    path = tmp_path / "hostile.csl"
    path.write_text(text, "utf-8")
    with pytest.raises(Refused) as caught:
        write(styles.read(str(path)), "hostile.csl", "en", "text", [REPORT], [[Mention("survey", None)]])
    assert "hostile.csl" in str(caught.value)


def test_a_large_file_and_a_folder_are_no_styles(tmp_path: Path) -> None:
    """Not more than a bounded part is ever read."""
    path = tmp_path / "large.csl"
    path.write_bytes(b" " * (styles.LIMIT + 1))
    with pytest.raises(Refused):
        styles.read(str(path))
    (tmp_path / "folder.csl").mkdir()
    with pytest.raises(NotFound):
        styles.read(str(tmp_path / "folder.csl"))


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the system's reason."""
    path = tmp_path / "own.csl"
    path.write_bytes(b"x")

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(StorageError):
        styles.read(str(path))
