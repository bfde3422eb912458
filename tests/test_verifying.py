"""What is each quotation and citation of a manuscript? The planted ones are listed in ``manuscripts/expected.md``."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.answers import Quotation, VerifyAnswer
from kb.content import history
from kb.errors import NotFound, StorageError, UsageError
from kb.hall import manuscripts, verifying
from kb.hall.manuscripts import Manuscript, unnamed
from kb.library import Library, SearchOptions, manuscript
from kb.model import Address, Change, Release
from kb.text import version
from kb.ui.cli import run
from kb.ui.messages import Translator
from kb.ui.render import Look, render
from kb.ui.render import verify as shown
from tests import planted
from tests.knowledge_bases import edit, opened
from tests.planted import MANUSCRIPTS, Planted

Check = Callable[..., VerifyAnswer]

FILES = {"brief.docx": "brief", "brief.odt": "brief", "article.tex": "article.tex", "page.html": "page.html"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Library:
    """The planted knowledge base, opened."""
    return opened(planted.base(tmp_path_factory.mktemp("planted") / "base"), cache)


@pytest.fixture(scope="module")
def check(library: Library) -> Check:
    """Verifies a text."""

    def verdicts(text: str, suffix: str = ".md", language: str | None = None) -> VerifyAnswer:
        return library.verify([Manuscript("paper", text.encode(), suffix)], language)

    return verdicts


def only(answer: VerifyAnswer) -> Quotation:
    """The one quotation of an answer."""
    (one,) = answer.quotations
    return one


def notes(one: Quotation) -> str:
    """What is said beside it."""
    return " · ".join(map(str, one.notes))


def is_planted(one: Quotation, row: Planted) -> bool:
    """Whether *one* is what *row* says."""
    more = [*map(str, one.notes), one.level, one.change, *(each.kind for each in one.differences)]
    more += ["also"] if one.also else []
    return (
        one.quote.startswith(row.begins)
        and one.verdict == row.verdict
        and (one.address or "").partition("@")[0] == row.passage
        and any(row.more in str(text) for text in [*more, ""] if row.more or not text)
    )


# ------------------------------------------------------------------------------------------------- planted manuscripts


@pytest.mark.parametrize("name", FILES)
def test_every_planted_quotation_gets_its_verdict(library: Library, name: str) -> None:
    """In documents that a word processor made, in LaTeX with its bibliography, in a web page."""
    given = [name, *(["article.bib"] if name == "article.tex" else [])]
    answer = library.verify([manuscript(str(MANUSCRIPTS / each), bytes) for each in given])
    expected = planted.planted(FILES[name])
    found = [one for one in answer.quotations if not one.file.endswith(".bib")]
    assert len(found) == len(expected)
    wrong = [(row, one) for row, one in zip(expected, found, strict=True) if not is_planted(one, row)]
    assert wrong == []


def test_at_least_sixty_are_planted_and_every_verdict_is_among_them() -> None:
    """Of three manuscripts."""
    rows = [row for name in set(FILES.values()) for row in planted.planted(name)]
    assert len(rows) >= 60
    assert {row.verdict for row in rows} == set(verifying.VERDICTS)


def test_counts_are_those_of_the_rows(library: Library) -> None:
    """One for each verdict; checked are all but those that are not ours."""
    answer = library.verify([manuscript(str(MANUSCRIPTS / "brief.docx"), bytes)])
    for verdict in verifying.VERDICTS:
        assert getattr(answer, verdict) == sum(one.verdict == verdict for one in answer.quotations)
    assert answer.checked == len(answer.quotations) - answer.not_ours


# -------------------------------------------------------------------------------------------- one quotation after another


def test_a_quotation_is_found_in_every_language(shipped: Library) -> None:
    """By its words alone, with other marks and spaces: its own address, exact."""
    hits = shipped.search("", "en", SearchOptions(limit=1000)).hits
    ids = [f"{hit.passage.source}/{hit.passage.id}" for hit in hits]
    passages = [one.passage for one in shipped.show(ids, every=True).passages]
    text = "\n\n".join(f"“{one.text.replace(' ', chr(0xA0), 2)}”" for one in passages)
    answer = shipped.verify([Manuscript("all", text.encode(), ".txt")])
    assert len(passages) > 400
    outer = {one.line: one for one in answer.quotations}
    wrong = [
        (one.address, outer.get(1 + 2 * number))
        for number, one in enumerate(passages)
        if outer[1 + 2 * number].verdict != "exact" or outer[1 + 2 * number].address != one.address
    ]
    assert wrong == []


def test_a_short_quotation_is_weak_evidence(check: Check) -> None:
    """It is answered, and says so; a word or two that nobody cites are not looked for."""
    assert "weak evidence" in notes(only(check("“increase its efforts”")))
    assert only(check("“efforts” [@protect-children-2024/r1]")).verdict == "exact"
    assert only(check("“efforts”")).verdict == "not_ours"


def test_the_same_sentence_in_two_statements_gives_both(check: Check) -> None:
    """The cited one first; cited or not, it is exact."""
    text = "“Helplines should be free of charge and open at night.”"
    for cited, first, second in (("", "f1", "f2"), (" [@helplines-2025/f2]", "f2", "f1")):
        one = only(check(text + cited))
        assert one.verdict == "exact"
        assert str(one.address).startswith(f"helplines-2025/{first}/en@")
        assert [address.partition("@")[0] for address in one.also] == [f"helplines-2025/{second}/en"]


def test_a_neighbours_citation_accuses_nobody(check: Check) -> None:
    """Two quotations in a sentence with one citation: what stands elsewhere with us is not misattributed."""
    text = "“75% sought contact with a child over the internet” and “Age verification should become” [@protect-children-2024/r4]"
    assert [one.verdict for one in check(text).quotations] == ["exact", "exact"]
    irony = "The “safe” and “Age verification should become more stringent” [@protect-children-2024/r4]"
    assert [one.verdict for one in check(irony).quotations] == ["not_ours", "exact"]
    other = "“Nothing of the kind was ever said by us” and “Age verification should” [@protect-children-2024/r4]"
    assert [one.verdict for one in check(other).quotations] == ["not_found", "exact"]


def test_the_statement_in_the_language_of_the_answer_stands_beside(check: Check) -> None:
    """Whatever language the quotation is in."""
    one = only(check("“Age verification should become more stringent.”", language="de"))
    assert one.translation is not None
    assert one.translation.text == "Die Altersüberprüfung sollte strenger werden."
    assert one.translation.address.startswith("protect-children-2024/r4/de@")


def test_what_it_was_judged_against_is_said(check: Check) -> None:
    """Our statement about the source, or a translation of it: never the source's own words where they are not."""
    assert only(check("„Die Altersüberprüfung sollte strenger werden.“")).against == "paraphrase"
    assert only(check("“Age verification should become more stringent.”")).against == "translation"


def test_a_source_cited_as_a_whole_is_cited(check: Check) -> None:
    """By its key, by its publisher and year; its statements are not misattributed, and what it has not is not found."""
    quote = "“Age verification should become more stringent.”"
    assert only(check(f"{quote} [@protect-children-2024]")).verdict == "exact"
    assert only(check("“Age limits are of no use to anybody at all.” (Protect Children, 2024)")).verdict == "not_found"
    assert only(check(f"{quote} (Protect Children 2019)")).verdict == "not_ours"
    assert only(check("“70% sought contact with a child over the internet.” [@protect-children-2024]")).verdict == (
        "earlier_wording"
    )


@pytest.mark.parametrize("key", ["protect-children-2024_r4", "protect-children-2024:r4", "protect-children-2024-r4"])
def test_a_key_may_have_another_sign_for_the_stroke(check: Check, key: str) -> None:
    """BibTeX and others take none."""
    one = only(check(f"“The technology industry must increase its efforts” [@{key}]"))
    assert one.verdict == "misattributed"
    assert one.cited == ("protect-children-2024/r4",)


def test_an_earlier_wording_is_found_by_nobodys_citation(check: Check) -> None:
    """It is alike to today's, which search finds."""
    one = only(check("“70% sought contact with a child over the internet.”"))
    assert (one.verdict, one.change) == ("earlier_wording", "number")
    assert [(each.quote, each.passage) for each in one.differences] == [("70%", "75%")]
    assert one.address == str(
        Address("protect-children-2024", "f3", "en", version("70% sought contact with a child over the internet."))
    )


# ---------------------------------------------------------------------------------------------------- wordings on record


OLD = "Eight of ten lifeguards prefer whistles to megaphones."


@pytest.fixture
def recorded(my_toy: Library) -> Check:
    """Verifies a text against wordings on record that have nothing in common with today's, and one whose statement is gone."""
    folder = my_toy.settings.content / "cycling-2023"
    rows = [("f1/de", "Acht von zehn Bademeistern pfeifen lieber."), ("f1/de", "Drei Bademeister pfeifen nie.")]
    rows += [
        ("f1/en", OLD),
        ("f77/en", "Nobody ever counted the umbrellas of the town."),
        ("f1/ga", "Níl a fhios againn é seo."),
    ]
    lines = [Release(f"cycling-2023/{address}", version(text), text, "2024-01-01", "2024-1") for address, text in rows]
    path = folder / "releases.jsonl"
    path.write_text((path.read_text("utf-8") if path.exists() else "") + history.lines(lines), "utf-8")

    def verdicts(text: str, suffix: str = ".md", language: str | None = None) -> VerifyAnswer:
        return my_toy.verify([Manuscript("paper", text.encode(), suffix)], language)

    return verdicts


@pytest.mark.parametrize(
    "cited", ["", " [@cycling-2023/f1]", " [@cycling-2023]", f" (cycling-2023/f1/en@{version(OLD)[:12]})"]
)
def test_a_wording_that_was_rewritten_is_found(recorded: Check, cited: str) -> None:
    """Though today's has no word of it, and whether it is cited or not."""
    one = only(recorded(f"“{OLD}”{cited}"))
    assert (one.verdict, one.address) == ("earlier_wording", f"cycling-2023/f1/en@{version(OLD)[:12]}")
    assert one.passage is not None
    assert [each.kind for each in one.differences] == ["wording"]
    assert one.change == "number"  # a figure is gone with the rest


def test_a_part_of_an_earlier_wording_is_found(recorded: Check) -> None:
    """Shortened and with other marks; a few words that nobody cites are not accused of being old."""
    assert only(recorded("„Acht von zehn Bademeistern“ [@cycling-2023/f1]")).verdict == "earlier_wording"
    assert only(recorded("“Eight of ten lifeguards […] whistles to mega-\nphones”")).verdict == "earlier_wording"
    assert only(recorded("“prefer whistles to”")).verdict == "not_ours"
    assert only(recorded("“whistles” [@cycling-2023/f1]")).verdict == "earlier_wording"


def test_an_earlier_wording_of_another_statement_is_misattributed(recorded: Check) -> None:
    """As one of today would be."""
    one = only(recorded(f"“{OLD}” [@cycling-2023/f2]"))
    assert (one.verdict, str(one.address).partition("@")[0]) == ("misattributed", "cycling-2023/f1/en")


@pytest.mark.parametrize("cited", ["", " [@cycling-2023/f77]"])
def test_the_words_of_a_statement_that_is_gone_are_found(recorded: Check, cited: str) -> None:
    """They were ours; nobody states them any more, so that it fails, as a value that has changed does."""
    text = "Nobody ever counted the umbrellas of the town."
    answer = recorded(f"“{text}”{cited}", language="de")
    one = only(answer)
    assert (one.verdict, one.change, one.passage, one.against) == ("earlier_wording", "unknown", None, None)
    assert one.address == f"cycling-2023/f77/en@{version(text)[:12]}"
    assert notes(one).count("there is no statement “cycling-2023/f77” any more") == 1
    assert one.translation is None
    assert answer.fails
    report = render(answer, "text", Look(Translator("en"), 200), "verify")
    assert "there is no statement “cycling-2023/f77” any more" in report


def test_a_citation_of_what_is_gone_says_so(recorded: Check) -> None:
    """With its version it is found on record; without one nothing can be shown."""
    text = "Nobody ever counted the umbrellas of the town."
    one = only(recorded(f"See cycling-2023/f77/en@{version(text)[:12]}."))
    assert (one.verdict, one.change, one.level) == ("earlier_wording", "unknown", None)
    one = only(recorded("See cycling-2023/f77."))
    assert (one.verdict, one.address) == ("not_found", None)
    assert "any more" in notes(one)


def test_a_passage_that_is_gone_is_found_too(recorded: Check) -> None:
    """The statement is there, but not in that language any more."""
    one = only(recorded("“Níl a fhios againn é seo.”"))
    assert (one.verdict, one.change, one.passage) == ("earlier_wording", "unknown", None)
    assert "cycling-2023/f1/ga does not exist" in notes(one)


def test_a_translation_of_ones_own_cannot_be_checked(check: Check) -> None:
    """The passage that is cited does not exist."""
    one = only(check("« Les lignes d’écoute doivent être gratuites » [@helplines-2025/f1/fr]"))
    assert one.verdict == "could_not_check"
    assert "helplines-2025/f1/fr does not exist" in notes(one)


@pytest.mark.parametrize(
    ("citation", "verdict", "note"),
    [
        ("protect-children-2024/r4", "could_not_check", "names no version"),
        ("protect-children-2024/f6", "withdrawn", "withdrawn: miscounted"),
        ("protect-children-2024/f99", "not_found", "there is no statement"),
        ("helplines-2025/f1/fr@0123456789ab", "not_found", "does not exist"),
        ("nobody-2020/f1/fr@0123456789ab", "not_found", "there is no statement"),
        ("helplines-2025/f1/de@0123456789ab", "could_not_check", "not on record"),
    ],
)
def test_a_citation_beside_no_quotation_is_looked_up(check: Check, citation: str, verdict: str, note: str) -> None:
    """Is it there, and is it still what it was?"""
    one = only(check(f"See {citation}."))
    assert (one.verdict, one.quote) == (verdict, "")
    assert note in notes(one)


def test_what_is_cited_twice_in_a_line_is_told_once(check: Check) -> None:
    """And other people's keys are nothing of ours."""
    answer = check("protect-children-2024/r4 or [@protect-children-2024/r4], and/or @smith, https://x.org/a")
    assert only(answer).cited == ("protect-children-2024/r4",)


def test_a_bibliography_is_rechecked(check: Check) -> None:
    """An entry with an address in any of its fields."""
    today = version("Die Altersüberprüfung sollte strenger werden.")[:12]
    entry = f"@report{{x, note = {{protect-children-2024/r4/de@{today}}}}}"
    one = only(check(entry, ".bib"))
    assert (one.verdict, one.level, notes(one)) == ("exact", "identical", "unchanged")


def test_a_draft_is_called_one(my_toy: Library) -> None:
    """It can be read here, and nowhere else."""
    edit(
        my_toy.settings.content / "cycling-2023" / "de.md",
        "## f1\n\n~~~ yaml\n",
        "## f1\n\n~~~ yaml\npublication: draft\n",
    )
    text = my_toy.show(["cycling-2023/f1/de"]).passages[0].passage.text
    assert "a draft" in notes(only(my_toy.verify([Manuscript("x", f"„{text}“".encode(), ".md")])))


# ------------------------------------------------------------------------------------------------- what is said, and how


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("“Age verification should become more stringent.”", False),
        ("“Age verification should […] more stringent.” [@protect-children-2024/r4]", False),
        ("“Age verification should be made more stringent.”", False),
        ("“70% sought contact with a child over the internet.”", True),
        ("“Age verification must become more stringent.”", True),
        ("nothing", True),
        ("“irony”", True),
    ],
)
def test_an_answer_fails_when_something_must_be_mended_or_nothing_was_checked(
    check: Check, text: str, fails: bool
) -> None:
    """An earlier wording only if its value has changed."""
    assert check(text).fails is fails


def test_the_report_begins_with_the_count(check: Check) -> None:
    """And names what differs in words."""
    look = Look(Translator("en"), 200)
    text = "“80% sought contact with a child over the internet.” [@protect-children-2024/f3] "
    text += "and ‚Sie sollen helfen, beides zu bekämp-\nfen.‘"
    report = render(check(text, language="de"), "text", look, "verify").splitlines()
    assert report[0] == "Checked 2 quotations and citations: exact 1, altered 1."
    assert "    number: “80%” in the quotation, “75%” in the passage" in report
    assert any("differs in typography: a word parted at the end of a line" in line for line in report)
    assert any(line.startswith("    protect-children-2024/f3/de@") and "75 % suchten" in line for line in report)
    assert render(check("x “y”"), "text", look, "verify").startswith("Checked 0: ")
    earlier = render(check("“70% sought contact with a child over the internet.”"), "text", look, "verify")
    assert "number: “70%” then, “75%” today" in earlier
    assert "a number has changed since" in earlier


def test_the_json_has_the_keys_of_the_contract(check: Check) -> None:
    """First those of the counts, then of each quotation."""
    answer = check("“47 % suchten den Kontakt zu einem Kind online.” [@protect-children-2024/f3/de]")
    data = json.loads(render(answer, "json", Look(Translator("en")), "verify"))
    assert list(data) == ["schema", "checked", *verifying.VERDICTS, "quotations"]
    one = data["quotations"][0]
    keys = ["file", "line", "quote", "verdict", "level", "address", "passage", "differences", "notes"]
    assert list(one)[: len(keys)] == keys
    assert one["differences"] == [{"kind": "number", "quote": "47 %", "passage": "75 %"}]


def test_sarif_has_a_result_for_what_is_not_simply_exact(check: Check) -> None:
    """With the gravity that decides the exit code."""
    text = "“Age verification should become more stringent.” “Age verification should be made more stringent.” "
    text += "“Age verification … more stringent.”"
    log = json.loads(
        render(
            check(text + " “80% sought contact with a child over the internet.”"),
            "sarif",
            Look(Translator("en")),
            "verify",
        )
    )
    results = log["runs"][0]["results"]
    assert [(one["ruleId"], one["level"]) for one in results] == [
        ("earlier_wording", "warning"), ("shortened", "note"), ("altered", "error"),
    ]  # fmt: skip


def test_every_verdict_difference_and_change_has_a_name() -> None:
    """Tables of the front are complete."""
    assert list(shown.VERDICTS) == list(shown.MEANINGS) == list(verifying.VERDICTS)
    assert set(shown.KINDS) == set(verifying._GRADES)
    assert set(shown.CHANGES) == {change.value for change in Change}


# --------------------------------------------------------------------------------------------------------- the front door


def test_the_command_judges_files_and_standard_input(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And ends with 1 when something is wrong."""
    root = str(library.settings.root)
    paper = tmp_path / "paper.md"
    paper.write_text("“Age verification should become more stringent.”", encoding="utf-8")
    environment = {"KB_CACHE": str(library.settings.cache), "KB_LANG": "en"}
    assert run(["--root", root, "verify", str(paper)], environment) == 0
    assert capsys.readouterr().out.startswith("Checked 1 quotation or citation: exact 1.")
    monkeypatch.setattr("kb.ui.cli.session.Session.standard_input", staticmethod(lambda: b"nothing"))
    assert run(["--root", root, "verify", "-", "--format", "json"], environment) == 1
    assert json.loads(capsys.readouterr().out)["checked"] == 0
    assert run(["--root", root, "verify", str(tmp_path / "none.md")], environment) == 3
    assert run(["--root", root, "verify", str(tmp_path / "none.pdf")], environment) == 2


@pytest.mark.parametrize("name", ["brief.docx", "brief.odt"])
def test_a_document_is_written_again_with_its_verdicts(library: Library, name: str, tmp_path: Path) -> None:
    """As comments; every other part has the bytes that it had, and the verdicts stay what they were."""
    out = tmp_path / name
    one = manuscript(str(MANUSCRIPTS / name), bytes)
    answer = library.annotate([one], str(out), lambda row: f"verdict {row.verdict}")
    again = library.verify([manuscript(str(out), bytes)])
    assert again._replace(quotations=()) == answer._replace(quotations=())
    main = "word/comments.xml" if name.endswith("docx") else "content.xml"
    with zipfile.ZipFile(MANUSCRIPTS / name) as before, zipfile.ZipFile(out) as after:
        text = after.read(main).decode()
        kept = [member for member in before.namelist() if before.read(member) == after.read(member)]
        assert len(kept) >= len(before.namelist()) - 3
    assert text.count("verdict ") == answer.checked


def test_only_one_document_of_a_word_processor_is_annotated(library: Library, tmp_path: Path) -> None:
    """Never over itself, and not where nothing can be written."""
    copy = tmp_path / "brief.docx"
    shutil.copyfile(MANUSCRIPTS / "brief.docx", copy)
    one = manuscript(str(copy), bytes)
    with pytest.raises(UsageError, match="only one DOCX or ODT"):
        library.annotate([one, one], str(tmp_path / "x.docx"), str)
    with pytest.raises(UsageError, match="only one DOCX or ODT"):
        library.annotate([Manuscript("x", b"", ".md")], str(tmp_path / "x.docx"), str)
    with pytest.raises(UsageError, match="not written over"):
        library.annotate([one], str(copy), str)
    with pytest.raises(StorageError, match="cannot be written"):
        library.annotate([one], str(tmp_path / "none" / "x.docx"), str)


# ------------------------------------------------------------------------------------------------------ where it comes from


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"# Text", ".md"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>", ".html"),
        (b"% x\n\\documentclass{article}", ".tex"),
        (b'[{"id": 1}]', ".json"),
        (b"@report{x,", ".bib"),
        (b"TY  - RPRT", ".ris"),
        (b"PK\x03\x04..............mimetypeapplication/vnd.oasis.opendocument.text", ".odt"),
        (b"PK\x03\x04[Content_Types].xml", ".docx"),
    ],
)
def test_a_text_without_a_name_is_known_by_how_it_begins(data: bytes, suffix: str) -> None:
    """Standard input has no ending."""
    assert unnamed(data).suffix == suffix


def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder, one that is not there, one that is too large, one that may not be read."""
    folder = tmp_path / "folder.md"
    folder.mkdir()
    with pytest.raises(Exception, match="no file"):
        manuscripts.read(str(folder))
    with pytest.raises(NotFound, match="there is no file"):
        manuscripts.read(str(tmp_path / "none.md"))
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(50 << 20)
    with pytest.raises(Exception, match="larger than 8 MB"):
        manuscripts.read(str(large))

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    paper = tmp_path / "paper.md"
    paper.touch()
    with pytest.raises(StorageError, match="Permission denied"):
        manuscripts.read(str(paper))
