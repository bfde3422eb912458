"""What stands around a statement: the source it is from, what it supports, what its topics are called?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from kb.answers import Group, Names, Related, SourceAnswer
from kb.errors import N_, NotFound, message
from kb.hall.opening import Opened
from kb.model import Publication
from kb.nearest import did_you_mean
from kb.search.records import Stored


def names(opened: Opened, language: str) -> Names:
    """What topics and sources are called in *language*, else in English, else as they are."""
    labels = opened.labels
    topics = {id: said.get(language) or said.get("en") or id for id, said in labels.topics.items()}
    titles = {id: _title(opened, id, language) for id in labels.titles}
    return Names(
        topics,
        {id: title for id, (title, _) in titles.items()},
        {id: tag for id, (_, tag) in titles.items()},
        tuple(labels.languages),
    )


def related(opened: Opened, address: str, language: str) -> Related:
    """What the statement at *address* (``SOURCE/ID``) supports, and what supports it, each shown in *language*."""
    searcher = opened.searcher
    found = searcher.show([address]).get(address)
    supported = searcher.show(found.supports) if found else {}
    open_ = [one for one in supported.values() if one.publication != Publication.DRAFT]
    return Related(
        tuple(searcher.view(one, language) for one in open_),
        tuple(searcher.view(one, language) for one in searcher.having("supports", address)),
    )


def source(opened: Opened, id: str, language: str) -> SourceAnswer:
    """The source *id* and its statements in the order of the original, shown in *language*.

    :raises NotFound: if there is none, or nothing of it is public.
    """
    labels = opened.labels
    statements = opened.searcher.having("source", id) if id in labels.titles else []
    if not statements:
        raise NotFound(
            N_("there is no source “{source}”"),
            code="no-such-source",
            hint=did_you_mean(id, labels.titles) or message(N_("to see them: kb list sources")),
            source=id,
        )
    record = dict(labels.records.get(id, {}))
    title, tag = _title(opened, id, language)
    return SourceAnswer(
        id=id,
        title=title,
        language=tag,
        original=str(record.pop("original", tag)),
        wording=str(record.pop("wording", "")),
        fields=record,
        languages=sorted({tag for one in statements for tag in one.passages}),
        groups=tuple(_groups(opened, id, statements, language)),
    )


def _title(opened: Opened, id: str, language: str) -> tuple[str, str]:
    """The title in *language*, else in the original, and the language it is in."""
    titles = opened.labels.titles[id]
    if titles.get(language):
        return titles[language], language
    original = str(opened.labels.records.get(id, {}).get("original", ""))
    return (titles[original], original) if original in titles else (id, language)


def _groups(opened: Opened, id: str, statements: Sequence[Stored], language: str) -> Iterator[Group]:
    headings = opened.labels.groups.get(id, {})
    ordered = sorted(statements, key=lambda one: one.passages[one.original].line)
    for number, group in groupby(ordered, key=lambda one: one.group):
        some = list(group)
        texts = ((headings.get(tag, ()), tag) for tag in (language, some[0].original))
        heading, tag = next(((said[number - 1], tag) for said, tag in texts if 0 < number <= len(said)), ("", language))
        yield Group(heading, tag, tuple(opened.searcher.view(one, language) for one in some))
