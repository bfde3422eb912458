"""The page of coverage: which language has which statement, and one click to what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from kb.answers import CoverageAnswer, CoverageRow
from kb.errors import N_, Message
from kb.library import Library
from kb.ui.messages import Translator
from kb.ui.render.matrix import DONE, MANY, SIGNS, Line, lines, percent, source_lines
from kb.ui.render.words import COUNTERS, KINDS, language_name
from kb.ui.web import asking
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.pages import parts
from kb.ui.web.pages.parts import Link, link


class Cell(NamedTuple):
    """A passage: the counter under which it counts, and for a gap where it is filled."""

    language: str
    counter: str
    url: str | None


class Row(NamedTuple):
    """A statement in all languages; the link has its id."""

    statement: Link
    kind: str
    cells: Sequence[Cell]


class Block(NamedTuple):
    """The statements of a source."""

    source: Link
    rows: Sequence[Row]


class SourceRow(NamedTuple):
    """A source in all languages: how many per cent each has."""

    source: Link
    size: int
    shares: Sequence[int]


def page(library: Library, asked: Asked, translator: Translator) -> Answered:
    """See the module."""
    source = asking.one(asked.fields, "source") or None
    # Whether a source is there at all is asked of what is public.
    titled = library.source(source, asked.language) if source else None
    answer = library.coverage(source)
    many = len(answer.rows) >= MANY and source is None
    count = Message(
        N_("{number} published statement"), plural=N_("{number} published statements"), number=answer.statements
    )
    return parts.page(
        "coverage.html",
        asked,
        translator,
        library.name,
        source=titled,
        answer=answer,
        count=translator.say(count),
        signs=SIGNS,
        counters={name: translator.gettext(label) for name, label in COUNTERS.items()},
        names={tag: translator.say(language_name(tag)) for tag in answer.languages},
        shares={tag: percent(one.share) for tag, one in answer.languages.items()},
        blocks=[] if many else list(_blocks(answer, asked.language, translator)),
        source_rows=list(_source_rows(answer, asked.language)) if many else [],
    )


def _blocks(answer: CoverageAnswer, language: str, translator: Translator) -> Iterator[Block]:
    rows = zip(lines(answer.rows, alike=False), answer.rows, strict=True)
    for source, group in groupby(rows, key=lambda pair: pair[0].source):
        found = [_row(line, row, tuple(answer.languages), language, translator) for line, row in group]
        yield Block(Link(source, f"/{language}/{source}/"), found)


def _row(line: Line, row: CoverageRow, tags: Sequence[str], language: str, translator: Translator) -> Row:
    url = f"/{language}/{row.address}"
    cells = [_cell(tag, counter, url) for tag, counter in zip(tags, line.counters, strict=True)]
    return Row(Link(line.first, url), translator.gettext(KINDS[row.kind]), cells)


def _cell(tag: str, counter: str, url: str) -> Cell:
    return Cell(tag, counter, None if counter in DONE else link(url, {"left": [tag]}))


def _source_rows(answer: CoverageAnswer, language: str) -> Iterator[SourceRow]:
    for one in source_lines(answer.rows):
        url = link(f"/{language}/coverage", {"source": [one.source]})
        yield SourceRow(Link(one.source, url), one.size, [percent(share) for share in one.shares])
