"""Does a search find what people who write the language expect? The cases are in ``cases/search-<language>.md``.

A case file begins with sentences of its own: a block ``~~~ statements`` with a title and a sentence an id. Cases are rows
of tables; what is searched is the knowledge base that ships and the sentences of the file, in the language of the file
unless the search says ``--in``, ``--lang`` or ``--literal``. What must be found is

* ``id level words``, several parted by semicolons: exactly these statements, in any order inside a level; the level and
  the words marked (parted by `` + ``) may be left out. ``others label`` are all other statements that ship.
  Without words, where filters alone decide, there is neither.
* ``relaxed: …`` where no statement has all words, ``nothing``, or ``refused CODE``.

Cases under a heading that begins with “Known gap” are what should be and is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kb.answers import Hit, SearchAnswer
from kb.errors import KbError
from kb.languages import LANGUAGES
from kb.library import Library, SearchOptions
from kb.search.levels import LEVELS
from tests.case_tables import CASES, tables
from tests.knowledge_bases import laid_out, opened, passages, source

SHIPPED = "protect-children-2024"
GAP = "Known gap"

_STATEMENTS = re.compile(r"^~~~ statements\n(?P<lines>.*?)^~~~$", re.MULTILINE | re.DOTALL)
_OPTION = re.compile(r" --(in|lang|literal)(?: ([a-z,]+))?(?= --|$)")


class Case(NamedTuple):
    """One row of a case file; ``gap``: it should be so and is not."""

    language: str
    search: str
    finds: str
    gap: bool


class Wanted(NamedTuple):
    """A statement that must be found; the level and the marked words are None where the case leaves them open."""

    id: str
    level: str | None = None
    words: str | None = None


def _cases() -> Iterator[Case]:
    for language in LANGUAGES:
        for heading, rows in tables(f"search-{language}.md").items():
            for search, finds in rows:
                yield Case(language, search, finds, heading.startswith(GAP))


def _parameters() -> Iterator[object]:
    for case in _cases():
        marks = [pytest.mark.xfail(strict=True, reason="known gap")] if case.gap else []
        yield pytest.param(case, id=f"{case.language}: {case.search}", marks=marks)


def _own(language: str) -> dict[str, str]:
    """The sentences of a case file by their ids, and its ``title``."""
    block = _STATEMENTS.search((CASES / f"search-{language}.md").read_text(encoding="utf-8"))
    assert block is not None, f"search-{language}.md has no statements"
    return dict(line.split(": ", 1) for line in block["lines"].splitlines())


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Library:
    """The knowledge base that ships, and a source for each case file."""
    root = laid_out("shipped", tmp_path_factory.mktemp("search-cases"))
    for language in LANGUAGES:
        own = _own(language)
        title = own.pop("title")
        folder = root / "content" / f"cases-{language}"
        folder.mkdir()
        sections = {id: f"kind: background | {sentence}" for id, sentence in own.items()}
        (folder / "source.yaml").write_text(source(folder.name, language, title, issued="2020"), encoding="utf-8")
        (folder / f"{language}.md").write_text(passages(folder.name, language, title, **sections), encoding="utf-8")
    return opened(root, cache)


@pytest.mark.parametrize("case", list(_parameters()))
def test_a_search_finds_what_its_case_says(case: Case, library: Library) -> None:
    """Exactly these statements, at these levels, with these words marked."""
    if case.finds.startswith("refused "):
        with pytest.raises(KbError) as refused:
            _search(case, library)
        assert refused.value.code == case.finds.removeprefix("refused ")
        return
    answer = _search(case, library)
    finds = case.finds.removeprefix("relaxed: ")
    found = [_found(hit) for hit in answer.hits]
    wanted = [] if finds == "nothing" else list(_wanted(finds, library))
    assert answer.relaxed == (finds != case.finds), found
    assert sorted((_comparable(one, wanted) for one in found), key=repr) == sorted(wanted, key=repr), found
    levels = [LEVELS.index(hit.level) for hit in answer.hits]
    assert levels == sorted(levels)
    assert all(match.how == hit.level for hit in answer.hits for match in hit.matched)


def _search(case: Case, library: Library) -> SearchAnswer:
    options = dict(_OPTION.findall(case.search))
    chosen = SearchOptions(
        languages_in=tuple(options.get("in", case.language).split(",")), literal="literal" in options, limit=99
    )
    return library.search(_OPTION.sub("", case.search), options.get("lang", case.language), chosen)


def _wanted(finds: str, library: Library) -> Iterator[Wanted]:
    named = [Wanted(*part.split(maxsplit=2)) for part in finds.split(";")]
    yield from (one for one in named if one.id != "others")
    ids = {one.id for one in named}
    if "others" in ids:
        shipped = library.search(f"source:{SHIPPED}", "de", SearchOptions(limit=99)).hits
        yield from (Wanted(hit.passage.id, "label") for hit in shipped if hit.passage.id not in ids)


def _found(hit: Hit) -> Wanted:
    if not hit.matched:
        return Wanted(hit.passage.id)
    match = hit.matched[0]
    return Wanted(hit.passage.id, match.how, " + ".join(match.text[start:end] for start, end in match.highlights))


def _comparable(found: Wanted, wanted: list[Wanted]) -> Wanted:
    """*found* without what the case leaves open."""
    case = next((one for one in wanted if one.id == found.id), found)
    return Wanted(found.id, None if case.level is None else found.level, None if case.words is None else found.words)


def test_every_language_has_cases() -> None:
    """Twenty where people who work on the program can judge, six elsewhere; searches are told apart."""
    many = {"de", "en", "fr", "fi", "pl", "el", "hu", "mt", "ga"}
    for language in LANGUAGES:
        searches = [case.search for case in _cases() if case.language == language and not case.gap]
        assert len(searches) >= (20 if language in many else 6), language
        assert len(searches) == len(set(searches)), language
