"""How does a statement stand in the index, and how is it read back for an answer?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

from kb.answers import PassageView, Span
from kb.model import Address, Change, Correction, Publication, Source, Standing, Statement
from kb.text import version

#: Changes when the meaning of what is stored changes: another number, another index.
FORMAT = "7"

RANKS = {publication: rank for rank, publication in enumerate(Publication)}


class Indexable(NamedTuple):
    """What the hall knows of one statement: itself, its source, how its passages stand, and under what they count.

    ``names`` are the protected names in its original.
    """

    statement: Statement
    source: Source
    standings: Mapping[str, Standing]
    counters: Mapping[str, str]
    publication: Publication
    names: tuple[str, ...] = ()


class StoredPassage(NamedTuple):
    """One passage as stored: its canonical text, line, and standing."""

    text: str
    line: int
    state: str
    produced_by: str | None
    unconfirmed: bool
    outdated: bool
    change: str | None


class Stored(NamedTuple):
    """What an engine hands back with a hit. The last five are the statement's own, as in ``kb.model``."""

    source: str
    id: str
    kind: str
    topics: tuple[str, ...]
    original: str
    publication: str
    wording: str
    passages: Mapping[str, StoredPassage]
    superseded_by: str | None = None
    reason: str | None = None
    corrections: tuple[Correction, ...] = ()
    supports: tuple[str, ...] = ()
    group: int = 0

    @classmethod
    def read(cls, text: str) -> Stored:
        """The statement that :func:`stored` wrote."""
        row = cls(*json.loads(text))
        return row._replace(
            topics=tuple(row.topics),
            passages={language: StoredPassage(*passage) for language, passage in row.passages.items()},
            corrections=tuple(Correction(*correction) for correction in row.corrections),
            supports=tuple(row.supports),
        )

    def shown(self, requested: str) -> tuple[str, str | None]:
        """The language to show to who asked for *requested*, and why it is another one (None when it is not)."""
        passage = self.passages.get(requested)
        if passage is None:
            return self.original if self.original in self.passages else min(self.passages), "missing"
        if passage.outdated and passage.change and Change(passage.change).shows_original:
            return self.original, "outdated_number"
        return requested, None

    def view(self, requested: str, titles: Mapping[str, str], highlights: Mapping[str, Iterable[Span]]) -> PassageView:
        """The passage for who asked for *requested*. *titles* are the source's, *highlights* per language."""
        language, reason = self.shown(requested)
        passage = self.passages[language]
        fingerprint = version(passage.text)
        return PassageView(
            address=str(Address(self.source, self.id, language, fingerprint)),
            version=fingerprint,
            source=self.source,
            id=self.id,
            kind=self.kind,
            topics=self.topics,
            language=language,
            requested_language=requested,
            original_language=self.original,
            fallback_reason=reason,
            text=passage.text,
            highlights=tuple(highlights.get(language, ())),
            state=passage.state,
            produced_by=passage.produced_by,
            unconfirmed=passage.unconfirmed,
            outdated=passage.outdated,
            change=passage.change,
            publication=self.publication,
            wording=self.wording,
            title=titles.get(language) or titles.get(self.original) or "",
            path=f"content/{self.source}/{language}.md",
            line=passage.line,
            url=f"/{requested}/{self.source}/{self.id}",
            superseded_by=self.superseded_by,
            reason=self.reason,
            corrections=self.corrections,
        )


def stored(one: Indexable) -> str:
    """The text an engine keeps of a statement."""
    statement = one.statement
    passages = {
        language: StoredPassage(passage.text, passage.line, *_standing(one.standings[language]))
        for language, passage in sorted(statement.passages.items())
    }
    row = (
        statement.source,
        statement.id,
        statement.kind,
        statement.topics,
        one.source.original,
        one.publication,
        statement.wording,
        passages,
        statement.superseded_by,
        statement.reason,
        statement.corrections,
        statement.supports,
        statement.group,
    )
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _standing(standing: Standing) -> tuple[str, str | None, bool, bool, str | None]:
    return standing.state, standing.produced_by, standing.unconfirmed, standing.outdated, standing.change


def keywords(one: Indexable) -> dict[str, tuple[str, ...]]:
    """The values of a statement's keyword fields."""
    publisher = one.source.fields.get("publisher")
    return {
        "kind": (one.statement.kind.value,),
        "topic": one.statement.topics,
        "source": (one.source.id,),
        "year": (one.source.year,),
        "language": tuple(sorted(one.statement.passages)),
        "state": tuple(f"{language}:{counter}" for language, counter in sorted(one.counters.items())),
        "publication": (one.publication.value,),
        "publisher": (publisher,) if isinstance(publisher, str) else (),
        "name": one.names,
        "supports": one.statement.supports,
    }


def digest(stored_text: str, words: Mapping[str, tuple[str, ...]], issued: str) -> str:
    """What changes when the record of a statement does (the analysis has a version of its own)."""
    whole = json.dumps((FORMAT, stored_text, words, issued), ensure_ascii=False, sort_keys=True)
    return sha256(whole.encode()).hexdigest()
