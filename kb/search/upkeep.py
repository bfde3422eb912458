"""Is the index what the content says, and if not, how does it become so?

The index is a cache: whatever is wrong with it, it is made again from the content.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sized
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kb.errors import N_, IndexLocked, IndexUnusable, Message, StorageError, message
from kb.lazy import LazyModule
from kb.search import freshness, generations
from kb.search.engine import SearchEngine
from kb.search.freshness import Seen
from kb.search.generations import Generation
from kb.search.keys import RULES
from kb.search.labels import Labels, read_labels
from kb.search.records import FORMAT, Indexable, Stored

if TYPE_CHECKING:
    from kb.search import durable, earlier, indexing, publishing
    from kb.search.analysis import Analysis
    from kb.search.earlier import Earlier
else:
    durable, earlier, indexing, publishing = (
        LazyModule(f"kb.search.{name}") for name in ("durable", "earlier", "indexing", "publishing")
    )

Folders = frozenset[str] | None


class Snapshot(NamedTuple):
    """What the content says: all of it, or the folders that were asked for. ``until`` is the next end of an embargo.

    ``earlier`` are the wordings on record that are not today's.
    """

    statements: tuple[Indexable, ...]
    labels: Labels
    until: str | None
    earlier: Earlier


class Upkeep(NamedTuple):
    """Where the index lies, what it is made of, and with what. All but ``folder`` and ``content`` are used when needed.

    ``read`` reads folders below ``content`` (None: everything); ``step`` hears how far indexing is (done, total). One that
    ``follows`` leaves the work to others, and answers as of what they have published last.
    """

    folder: Path
    content: Path
    engine: SearchEngine
    read: Callable[[Folders], Snapshot]
    analysis: Callable[[], Analysis]
    step: Callable[[int, int], None]
    today: Callable[[], str]
    follows: bool = False


class Fresh(NamedTuple):
    """A generation, held. ``action`` is ``current``, ``changed`` or ``built``; ``outdated``: it could not be refreshed."""

    generation: Generation
    action: str
    outdated: bool = False
    remarks: tuple[Message, ...] = ()


class _Work(NamedTuple):
    """What is known before refreshing: the sound generation if there is one, what was seen with it, and the folders to read."""

    generation: Generation | None
    seen: Seen | None
    folders: Folders
    remarks: tuple[Message, ...]

    @property
    def is_current(self) -> bool:
        return self.generation is not None and self.folders is not None and not self.folders


def expected(engine: SearchEngine) -> dict[str, object]:
    """The fields of a manifest without which a generation is of another version."""
    return {"engine": engine.name, "engine_version": engine.version, "records": FORMAT, "rules": RULES}


def fresh(upkeep: Upkeep) -> Fresh:
    """The generation that says what the content says, brought up to date first if need be.

    A search never waits for another process while there is a sound generation: it then answers as of that one.

    :raises IndexLocked: if another process builds the first index for longer than we wait.
    :raises IndexUnusable: if it only follows, and nobody has published anything sound.
    :raises StorageError: if there is no sound index and none can be written.
    """
    work = _look(upkeep)
    if work.is_current and work.generation is not None:
        return Fresh(work.generation, "current", remarks=work.remarks)
    if upkeep.follows:
        if work.generation is None:
            raise IndexUnusable(N_("the search index is being built"), code="index-missing")
        return Fresh(work.generation, "current", outdated=True, remarks=work.remarks)
    try:
        with publishing.exclusive(upkeep.folder, 0 if work.generation else publishing.PATIENCE) as publisher:
            refreshed = _refresh(upkeep, publisher, work.remarks)
    except (IndexLocked, StorageError) as error:
        if work.generation is None:
            raise
        return Fresh(work.generation, "current", outdated=True, remarks=(*work.remarks, error.message))
    if work.generation is not None:
        work.generation.close()
    return refreshed


def rebuild(upkeep: Upkeep) -> Fresh:
    """A full build, whatever there is.

    :raises IndexLocked: if another process keeps the lock for longer than we wait.
    :raises StorageError: if it cannot be written.
    """
    with publishing.exclusive(upkeep.folder) as publisher:
        at, stamps = time.time_ns(), freshness.look(upkeep.content)
        snapshot = upkeep.read(None)
        generation = _build(upkeep, publisher, snapshot)
        _note(upkeep, Seen(generation.name, at, snapshot.until, stamps))
        return Fresh(generation, "built")


def _look(upkeep: Upkeep) -> _Work:
    try:
        generation = generations.current(upkeep.folder, expected(upkeep.engine))
    except IndexUnusable as error:
        return _Work(None, None, None, (message(N_("{reason}; it is built anew"), reason=error.message),))
    seen = freshness.read(upkeep.folder)
    if generation is None or seen is None or seen.generation != generation.name:
        return _Work(generation, None, None, ())
    folders = freshness.changed(seen, freshness.look(upkeep.content), upkeep.today())
    return _Work(generation, seen, folders, ())


def _refresh(upkeep: Upkeep, publisher: publishing.Publisher, remarks: tuple[Message, ...]) -> Fresh:
    """With the lock held: look again, since another process may just have done the work."""
    at, stamps = time.time_ns(), freshness.look(upkeep.content)
    work = _look(upkeep)
    if work.is_current and work.generation is not None:
        return Fresh(work.generation, "current", remarks=remarks)
    generation, action = work.generation, "current"
    try:
        snapshot = upkeep.read(work.folders)
        if generation is None:
            generation, action = _build(upkeep, publisher, snapshot), "built"
        else:
            generation, action = _change(upkeep, publisher, generation, snapshot, work.folders)
        # Folders that were not read keep the date noted with them.
        kept = work.seen.until if work.seen and work.folders else None
        until = min((day for day in (snapshot.until, kept) if day), default=None)
        _note(upkeep, Seen(generation.name, at, until, stamps))
    except BaseException:
        if generation is not None:
            generation.close()
        raise
    return Fresh(generation, action, remarks=remarks)


def _change(
    upkeep: Upkeep, publisher: publishing.Publisher, base: Generation, snapshot: Snapshot, folders: Folders
) -> tuple[Generation, str]:
    """*base* brought up to date by what differs, or by a full build where that is due."""
    prepared = [indexing.prepare(one) for one in snapshot.statements]
    known = indexing.read_digests(base.path)
    difference = indexing.compare(known, prepared, folders)
    before = read_labels(base.path)
    labels = snapshot.labels if folders is None else before.replaced(folders, snapshot.labels)
    past = earlier.altered(base.path, snapshot.earlier, folders)
    if difference.is_empty and labels == before and not past:
        return base, "current"
    opened = upkeep.engine.open(base.path)

    def fill(directory: Path) -> None:
        if base.manifest.fields["analysis"] != upkeep.analysis().version:
            raise indexing.FullBuildDue  # words would stand under other keys than the same words in what stays
        indexing.fill_change(base.path, directory, upkeep.engine, difference, old, upkeep.analysis(), labels)
        earlier.write_change(base.path, directory, past)

    ids = (known.keys() | {one.id for one in difference.put}) - set(difference.gone)
    try:
        old = opened.stored([*(one.id for one in difference.put), *difference.gone])
        changed = publisher.publish(
            upkeep.engine,
            fill,
            lambda index: publishing.prove(index, ids, indexing.own_terms(difference.put)),
            _fields(upkeep, ids, _changed_counts(base, difference, old.values())),
            base,
        )
    except indexing.FullBuildDue:
        everything = snapshot if folders is None else upkeep.read(None)
        return _build(upkeep, publisher, everything), "built"
    else:
        return changed, "changed"
    finally:
        opened.close()
        base.close()


def _build(upkeep: Upkeep, publisher: publishing.Publisher, snapshot: Snapshot) -> Generation:
    prepared = [indexing.prepare(one) for one in snapshot.statements]

    def fill(directory: Path) -> None:
        indexing.fill(directory, upkeep.engine, prepared, upkeep.analysis(), snapshot.labels, upkeep.step)
        earlier.write(directory, snapshot.earlier)

    return publisher.publish(
        upkeep.engine,
        fill,
        lambda index: publishing.prove(index, [one.id for one in prepared], indexing.own_terms(prepared)),
        _fields(upkeep, prepared, Counter(language for one in prepared for language in one.languages)),
    )


def _fields(upkeep: Upkeep, statements: Sized, passages: Counter[str]) -> dict[str, object]:
    """What a manifest says of its generation: versions, and counts of statements and of passages by language."""
    return {
        **expected(upkeep.engine),
        "analysis": upkeep.analysis().version,
        "statements": len(statements),
        "passages": {language: count for language, count in sorted(passages.items()) if count},
    }


def _changed_counts(base: Generation, difference: indexing.Difference, old: Iterable[str]) -> Counter[str]:
    counts = Counter(base.manifest.fields["passages"])
    counts.update(language for one in difference.put for language in one.languages)
    counts.subtract(language for text in old for language in Stored.read(text).passages)
    return counts


def _note(upkeep: Upkeep, seen: Seen) -> None:
    with durable.storage_errors(upkeep.folder):
        durable.write_durably(upkeep.folder / freshness.SEEN, freshness.text(seen).encode())
