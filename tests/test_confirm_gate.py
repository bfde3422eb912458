"""What is not confirmed: errors, one's own review. And what a confirmation takes out of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.answers import ConfirmAnswer
from kb.content import corpus as contents
from kb.content.scaffold import without_originals
from kb.library import Library
from kb.model import Confirmation
from kb.text import version
from tests.knowledge_bases import edit, opened, passages, source, written
from tests.test_check_form import side

GERMAN = {"f1": "kind: finding | 40 % der Befragten kennen den Bericht.", "f2": "kind: finding | Alle kennen ihn."}
FINNISH = {"f1": "40 % vastaajista tuntee raportin.", "f2": "Kaikki tuntevat sen."}


@pytest.fixture
def library(tmp_path: Path, cache: Path) -> Library:
    """Two statements in German and Finnish, nothing confirmed."""
    return small(tmp_path, cache)


def small(root: Path, cache: Path, head: str = "", **finnish: str) -> Library:
    """A base with two statements; *head* are lines for the front matter of the translation."""
    files = {
        "s/source.yaml": source("s"),
        "s/de.md": passages("s", "de", **GERMAN),
        "s/fi.md": passages("s", "fi", **{**FINNISH, **finnish}).replace("title: Titel\n", f"title: Titel\n{head}"),
    }
    return opened(written(root, files), cache)


def confirmed(answer: ConfirmAnswer) -> list[str]:
    """The ids."""
    return [one.address.split("/")[1] for one in answer.confirmed]


def refused(answer: ConfirmAnswer) -> list[str]:
    """The codes."""
    return [one.code for one in answer.refused]


def line(library: Library, id: str) -> Confirmation | None:
    """What is on record about a Finnish passage."""
    corpus = contents.read(library.settings.content, library.settings.root)
    return corpus.sources["s"].confirmations.get(("fi", id))


# --------------------------------------------------------------------------------------------------------------- errors


def test_a_passage_with_an_error_is_refused_and_the_rest_goes_in(tmp_path: Path, cache: Path) -> None:
    """One wrong figure does not keep the other passages back."""
    library = small(tmp_path, cache, f1="41 % vastaajista tuntee raportin.")
    answer = library.confirm("fi", every=True)
    assert (confirmed(answer), refused(answer)) == (["f2"], ["number-differs"])
    assert (line(library, "f1"), line(library, "f2") is not None) == (None, True)


def test_a_warning_refuses_nothing(tmp_path: Path, cache: Path) -> None:
    """It is a matter of judgement, and a person has judged."""
    library = small(tmp_path, cache, f1="40% vastaajista tuntee raportin.")
    answer = library.confirm("fi", every=True)
    assert (confirmed(answer), refused(answer)) == (["f1", "f2"], [])


def test_an_error_is_recorded_by_force_with_its_reason(tmp_path: Path, cache: Path) -> None:
    """The reason is kept with the passage."""
    library = small(tmp_path, cache, f1="41 % vastaajista tuntee raportin.")
    answer = library.confirm("fi", ["f1"], force=True, reason="rounded in the Finnish edition")
    assert (confirmed(answer), refused(answer)) == (["f1"], [])
    recorded = line(library, "f1")
    assert recorded is not None
    assert recorded.force_reason == "rounded in the Finnish edition"


def test_an_outdated_passage_that_nobody_has_mended_is_refused(library: Library) -> None:
    """In a check its differences are a warning; to confirm it would make the wrong value today's."""
    library.confirm("fi", every=True)
    edit(library.settings.content / "s" / "de.md", "40 %", "41 %")
    assert [one.severity for one in library.check().problems] == ["warning"]
    assert refused(library.confirm("fi", every=True)) == ["number-differs"]
    edit(library.settings.content / "s" / "fi.md", "40 %", "41 %")
    assert confirmed(library.confirm("fi", every=True)) == ["f1"]
    assert library.check().problems == ()


def test_errors_of_other_languages_do_not_matter(library: Library) -> None:
    """Each is confirmed by itself."""
    text = passages("s", "en", f1="50% of them know the report.", f2="All know it.")
    (library.settings.content / "s" / "en.md").write_text(text, encoding="utf-8")
    assert confirmed(library.confirm("fi", every=True)) == ["f1", "f2"]


# -------------------------------------------------------------------------------------------------------------- reviews


@pytest.mark.parametrize("state", ["reviewed", "final"])
def test_nobody_reviews_a_passage_of_their_own(library: Library, state: str) -> None:
    """Whoever confirmed it as translated cannot review it, however the name is written; others can."""
    library.confirm("fi", ["f1"], by="Aino Virtanen")
    own = library.confirm("fi", every=True, state=state, by="aino  virtanen")
    assert (confirmed(own), refused(own)) == (["f2"], ["own-review"])
    assert "aino  virtanen" in str(own.refused[0].message)
    other = library.confirm("fi", ["f1"], state=state, by="B. Laine")
    assert (confirmed(other), refused(other)) == (["f1"], [])


def test_nobody_reviews_a_file_that_names_them_as_its_translator(tmp_path: Path, cache: Path) -> None:
    """No passage of it."""
    library = small(tmp_path, cache, head="translators: [Aino Virtanen, C. Niemi]\n")
    own = library.confirm("fi", every=True, state="reviewed", by="C. Niemi")
    assert (confirmed(own), refused(own)) == ([], ["own-review", "own-review"])
    assert confirmed(library.confirm("fi", every=True, state="translated", by="C. Niemi")) == ["f1", "f2"]


def test_force_does_not_make_a_review_of_it(library: Library) -> None:
    """There is no reason that would."""
    library.confirm("fi", ["f1"], by="A")
    answer = library.confirm("fi", ["f1"], state="reviewed", by="A", force=True, reason="hurry")
    assert refused(answer) == ["own-review"]


def test_who_has_reviewed_a_passage_may_do_so_again_and_may_review_another_wording(library: Library) -> None:
    """They did not write it."""
    library.confirm("fi", ["f1"], state="reviewed", by="A")
    assert confirmed(library.confirm("fi", ["f1"], state="final", by="A")) == ["f1"]
    library.confirm("fi", ["f2"], by="A")
    edit(library.settings.content / "s" / "fi.md", "Kaikki", "Jokainen")
    edit(library.settings.content / "s" / "fi.md", "tuntevat", "tuntee")
    assert confirmed(library.confirm("fi", ["f2"], state="reviewed", by="A")) == ["f2"]


# ------------------------------------------------------------------------------------------------------------- comments


def test_the_original_beside_a_passage_goes_with_its_confirmation(tmp_path: Path, cache: Path) -> None:
    """Where ``kb new translation`` put it; other comments and lines stay byte for byte."""
    library = small(tmp_path, cache)
    path = library.settings.content / "s" / "fi.md"
    path.unlink()
    library.new_translation("s", "fi")
    made = path.read_bytes()
    assert b"<!--\nAlle kennen ihn.\n-->" in made
    edit(
        path,
        "<!--\n40 % der Befragten kennen den Bericht.\n-->\n",
        "<!--\n40 % der Befragten kennen den Bericht.\n-->\n\nX\n",
    )
    edit(path, "\nX\n", f"\n{FINNISH['f1']}\n\n<!-- own note -->\n")
    before = path.read_text(encoding="utf-8")
    assert library.confirm("fi").written is False
    assert path.read_text(encoding="utf-8") == before
    assert confirmed(library.confirm("fi", every=True)) == ["f1"]
    after = path.read_text(encoding="utf-8")
    assert after == before.replace("<!--\n40 % der Befragten kennen den Bericht.\n-->\n\n", "")
    assert "## f1\n\n40 % vastaajista tuntee raportin.\n\n<!-- own note -->\n" in after
    assert "<!--\nAlle kennen ihn.\n-->" in after
    assert library.confirm("fi").confirmed == ()


def test_a_passage_that_is_refused_keeps_its_comment(tmp_path: Path, cache: Path) -> None:
    """Its translator still needs it."""
    wording = "<!--\n40 % der Befragten kennen den Bericht.\n-->"
    library = small(tmp_path, cache, f1=f"{wording}\n\n41 % vastaajista tuntee raportin.")
    assert refused(library.confirm("fi", every=True)) == ["number-differs"]
    assert wording in (library.settings.content / "s" / "fi.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## f1||<!--|Eins - -- zwei.|-->||Yksi.||## f2|", "## f1||Yksi.||## f2|"),
        ("## f1||Yksi.||<!--|Eins - -- zwei.|-->||## f2|", "## f1||Yksi.||## f2|"),
        ("## f1||<!--|Eins - -- zwei.|-->|Yksi.|", "## f1||Yksi.|"),
        ("## f1|<!--|Eins - -- zwei.|-->|Yksi.|", "## f1|Yksi.|"),
        ("## f1||Yksi.|<!--|Eins - -- zwei.|-->", "## f1||Yksi.|"),
        ("## f1||<!--|Eins - -- drei.|-->||Yksi.|", "## f1||<!--|Eins - -- drei.|-->||Yksi.|"),
        ("## f1||<!-- Eins - -- zwei. -->||Yksi.|", "## f1||<!-- Eins - -- zwei. -->||Yksi.|"),
    ],
)
def test_only_the_comment_of_the_scaffold_is_taken_out(before: str, after: str, end: str) -> None:
    """Whatever stands around it, with the line ends of the file."""
    text = before.replace("- --", "- - -").replace("|", end)
    expected = after.replace("- --", "- - -").replace("|", end)
    original = side("de", "Eins --- zwei.").passage
    stop = text.index("## f2") if "## f2" in text else len(text)
    last = text[:stop].rstrip("\r\n").count("\n") + (2 if "## f2" in text else 1)
    passage = side("fi", "Yksi.").passage._replace(line=1, end=last)
    assert without_originals(text, [(passage, original)]) == expected


def test_the_version_of_a_passage_stays_as_it_is(tmp_path: Path, cache: Path) -> None:
    """A comment is not text, so what was confirmed is still what stands there."""
    library = small(tmp_path, cache, f2="<!--\nAlle kennen ihn.\n-->\n\nKaikki tuntevat sen.")
    library.confirm("fi", every=True)
    recorded = line(library, "f2")
    assert recorded is not None
    assert recorded.text == version("Kaikki tuntevat sen.")
    assert library.confirm("fi").confirmed == ()
