"""An original is edited after its translations have been confirmed: what is outdated, how gravely, and who sees what?"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from kb.hall import reading
from kb.library import Library
from kb.translation import coverage
from tests.knowledge_bases import edit, opened, passages, source, written

LANGUAGES = ("en", "fi")

ORIGINALS = {
    "f1": "40 % der Täter – „Nutzer“ – versuchten, Kontakt aufzunehmen.",
    "f2": "Am 1. Februar 2024 trafen sich zwei Gruppen bei [Telegram](https://example.org/a).",
    "f3": "Mindestens 30.000 Menschen sollten nicht ohne Schutz handeln.",
    "f4": "Täter bevorzugen diese Apps.",
}
ENGLISH = {
    "f1": "40% of offenders – “users” – attempted to make contact.",
    "f2": "On 1 February 2024 two groups met on [Telegram](https://example.org/a).",
    "f3": "At least 30,000 people should not act without protection.",
    "f4": "Offenders prefer these apps.",
}
FINNISH = {
    "f1": "40 % tekijöistä – ”käyttäjistä” – yritti ottaa yhteyttä.",
    "f2": "Kaksi ryhmää tapasi 1. helmikuuta 2024 [Telegramissa](https://example.org/a).",
    "f3": "Vähintään 30 000 ihmisen ei pitäisi toimia ilman suojaa.",
    "f4": "Tekijät suosivat näitä sovelluksia.",
}
META = "kind: finding | "


class Edit(NamedTuple):
    """What is edited in the original, and how gravely which statements' translations are outdated (typography: not at all)."""

    name: str
    edits: tuple[tuple[str, str], ...]
    grades: dict[str, str]


EDITS = (
    Edit("a space and a line end", (("40 % der", "40\u00a0%\nder"),), {}),
    Edit("a letter and its accent apart", (("Täter bevorzugen", "Ta\u0308ter bevorzugen"),), {}),
    Edit("a soft hyphen", (("bevorzugen", "bevor\u00adzugen"),), {}),
    Edit("the address of a link", (("https://example.org/a", "https://example.org/b"),), {}),
    Edit("emphasis", (("diese Apps", "*diese* Apps"),), {}),
    Edit("dashes", ((" – „", " — „"),), {"f1": "typography"}),
    Edit("quotation marks", (("„Nutzer“", '"Nutzer"'),), {"f1": "typography"}),
    Edit("a typing error", (("Kontakt aufzunehmen", "Kontackt aufzunehmen"),), {"f1": "wording"}),
    Edit("a word", (("bevorzugen", "mögen"),), {"f4": "wording"}),
    Edit("the ending of a name", (("bei [Telegram]", "über [Telegrams] Dienst"),), {"f2": "wording"}),
    Edit("a name", (("[Telegram]", "[Signal]"),), {"f2": "name"}),
    Edit("a number", (("40 %", "47 %"),), {"f1": "number"}),
    Edit("per cent", (("40 % der Täter", "40 der Täter"),), {"f1": "number"}),
    Edit("how a number is written", (("30.000", "30 000"),), {"f3": "wording"}),
    Edit("a number word", (("zwei Gruppen", "drei Gruppen"),), {"f2": "number"}),
    Edit("a date", (("1. Februar", "1. März"),), {"f2": "number"}),
    Edit("a negation", (("sollten nicht ohne", "sollten ohne"),), {"f3": "negation"}),
    Edit("a hedge", (("Mindestens 30.000", "30.000"),), {"f3": "negation"}),
    Edit("another hedge", (("Mindestens", "Höchstens"),), {"f3": "negation"}),
    Edit("another word for a hedge", (("Mindestens", "Mehr als"),), {"f3": "wording"}),
    Edit("a number and a negation", (("Mindestens 30.000", "20.000"),), {"f3": "number"}),
    Edit("two statements", (("40 %", "41 %"), ("diese Apps", "solche Apps")), {"f1": "number", "f4": "wording"}),
)
#: One of each kind, for what takes an index.
OF_EACH_GRADE = [
    one for one in EDITS if one.name in {"emphasis", "dashes", "a word", "a name", "a negation", "two statements"}
]


@pytest.fixture
def library(tmp_path: Path, cache: Path) -> Library:
    """A base in three languages: all confirmed, all on record."""
    base = opened(
        written(
            tmp_path / "base",
            {
                "topics.yaml": "",
                "glossary.yaml": "names:\n  telegram:\n    name: Telegram\n  signal:\n    name: Signal\n",
                "s/source.yaml": source("s"),
                "s/de.md": passages("s", "de", **{id: META + text for id, text in ORIGINALS.items()}),
                "s/en.md": passages("s", "en", "Title", **ENGLISH),
                "s/fi.md": passages("s", "fi", "Otsikko", **FINNISH),
            },
        ),
        cache,
    )
    assert list(base.check().problems) == []
    base.release("first")
    for language in LANGUAGES:
        assert len(base.confirm(language, every=True).confirmed) == len(ORIGINALS)
    return base


def apply(library: Library, change: Edit) -> None:
    """Edit the original as *change* says."""
    for old, new in change.edits:
        edit(library.settings.content / "s" / "de.md", old, new)


@pytest.mark.parametrize("change", EDITS, ids=lambda change: change.name)
def test_an_edit_of_an_original_outdates_exactly_its_translations(library: Library, change: Edit) -> None:
    """With exactly its grade, in every language; typography outdates nothing, markup is no change at all."""
    apply(library, change)
    standing_of = coverage.assess(reading.read(library.settings))
    for id in ORIGINALS:
        grade = change.grades.get(id)
        for language in LANGUAGES:
            standing = standing_of[f"s/{id}", language]
            assert (standing.change, standing.outdated) == (grade, grade not in (None, "typography")), (id, language)


@pytest.mark.parametrize("change", OF_EACH_GRADE, ids=lambda change: change.name)
def test_the_original_is_shown_where_a_translation_says_something_else(library: Library, change: Edit) -> None:
    """By search and by show, while a number, name or negation has changed."""
    apply(library, change)
    for id in ORIGINALS:
        grave = change.grades.get(id) in ("number", "name", "negation")
        (shown,) = library.show([f"s/{id}"], ["fi"]).passages
        (hit,) = (hit.passage for hit in library.search("", "fi").hits if hit.passage.id == id)
        for view in (shown.passage, hit):
            assert (view.language, view.fallback_reason) == (("de", "outdated_number") if grave else ("fi", None))


@pytest.mark.parametrize("change", EDITS, ids=lambda change: change.name)
def test_a_correction_can_go_out(library: Library, change: Edit) -> None:
    """What a graver edit makes differ is a warning in each translation, not an error; a link is not graded, and is one."""
    apply(library, change)
    problems = library.check().problems
    errors = [problem.code for problem in problems if problem.is_error]
    assert errors == (["link-differs"] * 2 if "link" in change.name else [])
    differing = {problem.place.path for problem in problems if problem.code == "outdated-number"}
    grave = {"number", "name", "negation"}.intersection(change.grades.values())
    assert differing == ({f"content/s/{language}.md" for language in LANGUAGES} if grave else set())
