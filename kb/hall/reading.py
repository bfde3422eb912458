"""What do the files say, and how does every passage stand?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from kb.content import corpus as contents
from kb.content import writer
from kb.content.corpus import Shared
from kb.errors import N_, Problem, StorageError
from kb.model import Corpus, Publication, SourceContent
from kb.names import forms_of_names, names_in
from kb.search.earlier import EarlierWording
from kb.search.labels import Labels
from kb.search.records import Indexable
from kb.search.upkeep import Snapshot
from kb.settings import Settings
from kb.translation import coverage

T = TypeVar("T", Corpus, Shared)


def read(settings: Settings, folders: frozenset[str] | None = None) -> Corpus:
    """Everything under ``content/``, or only the sources in *folders*. An interrupted change is completed first.

    :raises StorageError: if the folder itself cannot be read, which does not mean that there are no statements.
    """
    return ready(settings, lambda: contents.read(settings.content, settings.root, folders))


def ready(settings: Settings, reading: Callable[[], T]) -> T:
    """What *reading* says of the content, after an interrupted change was completed.

    :raises StorageError: if the folder itself cannot be read.
    """
    writer.recover(settings.content)
    found = reading()
    for problem in found.problems:
        if problem.code == "unreadable" and problem.place.path == settings.content.name:
            reason = problem.message.parameters["reason"]
            raise StorageError(N_("the content cannot be read: {reason}"), code="content-unreadable", reason=reason)
    return found


def snapshot(settings: Settings, folders: frozenset[str] | None, today: str) -> Snapshot:
    """What the index is to say of the sources in *folders* (None: of all)."""
    corpus = read(settings, folders)
    statements = tuple(_indexables(corpus, today))
    waiting = (one.embargo_until for one in corpus.statements() if one.embargo_until and today < one.embargo_until)
    return Snapshot(statements, labels(corpus), min(waiting, default=None), earlier(corpus, today))


def earlier(corpus: Corpus, today: str) -> dict[str, tuple[EarlierWording, ...]]:
    """The wordings on record that are not today's, by source; none of what is a draft (again)."""
    found = {id: tuple(_earlier(content, today)) for id, content in corpus.sources.items() if content.releases}
    return {id: wordings for id, wordings in found.items() if wordings}


def _earlier(content: SourceContent, today: str) -> Iterable[EarlierWording]:
    drafts = {one.id for one in content.statements.values() if one.publication_on(today) == Publication.DRAFT}
    left_out = {
        (f"{one.address}/{language}", passage.version)
        for one in content.statements.values()
        for language, passage in one.passages.items()
    }
    for line in content.releases:
        key = line.address, line.version
        if key not in left_out and line.address.split("/")[1] not in drafts:
            left_out.add(key)
            yield EarlierWording(line.address, line.version, line.text)


def _indexables(corpus: Corpus, today: str) -> Iterable[Indexable]:
    for content in corpus.sources.values():
        standing_of = coverage.standings(content, corpus.glossary)
        for statement in content.statements.values():
            standings = {language: standing_of[statement.id, language] for language in statement.passages}
            counters = {
                language: coverage.counter(standings.get(language))
                for language in {*corpus.base.languages, *statement.passages}
            }
            original = statement.passages[content.source.original]
            names = names_in(original.text, corpus.glossary, original.language)
            yield Indexable(statement, content.source, standings, counters, statement.publication_on(today), names)


def labels(corpus: Corpus) -> Labels:
    """What answers say beside the statements."""
    sources = [content.source for content in corpus.sources.values()]
    publishers = {source.id: source.fields.get("publisher") for source in sources}
    return Labels(
        titles={source.id: {source.original: source.title, **source.titles} for source in sources},
        years={source.id: source.year for source in sources},
        publishers={id: name for id, name in publishers.items() if isinstance(name, str)},
        broken=broken(corpus.problems),
        topics={topic.id: dict(topic.labels) for topic in corpus.topics.values()},
        names=_names(corpus),
        base=corpus.base.name,
        records={
            source.id: {**source.fields, "original": source.original, "wording": source.wording} for source in sources
        },
        groups={source.id: {tag: list(names) for tag, names in source.groups.items()} for source in sources},
        languages=tuple(corpus.base.languages),
    )


def _names(corpus: Corpus) -> dict[str, dict[str, str]]:
    """The protected names, with all their forms in each language."""
    names: dict[str, dict[str, str]] = {}
    for language in corpus.base.languages:
        for id, forms in forms_of_names(corpus.glossary, language).items():
            names.setdefault(id, {})[language] = " ".join(forms)
    return names


def broken(problems: Iterable[Problem]) -> dict[str, list[str]]:
    """The files with errors, by the folder they lie in (``""``: beside the folders)."""
    found: dict[str, list[str]] = {}
    for path in dict.fromkeys(problem.place.path for problem in problems if problem.is_error):
        inside = path.partition("/")[2]
        found.setdefault(inside.partition("/")[0] if "/" in inside else "", []).append(path)
    return found
