"""How does the library write what people decide: releases, new sources and statements?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kb.answers import Made, ReleaseAnswer, Released
from kb.content import history, paths, scaffold, writer
from kb.content.characters import forbidden
from kb.content.characters import name as name_of
from kb.errors import N_, Refused, UsageError, message
from kb.hall.reading import read
from kb.model import Kind, Release, SourceContent
from kb.settings import Settings
from kb.translation import releasing

#: What a file holds now, and what it is to hold.
Edits = dict[Path, tuple[bytes | None, bytes | None]]


def check_characters(text: str) -> None:
    """Refuse what could be written and not be read again.

    :raises UsageError: for a control or another character that content must not have.
    """
    if found := next(forbidden(text), None):
        raise UsageError(
            N_("the character {character} must not be here"), code="forbidden-character", character=name_of(found[0])
        )


def recorded(settings: Settings, content: SourceContent, releases: Sequence[Release]) -> Edits:
    """The edit that adds *releases* at the end of what is on record."""
    if not releases:
        return {}
    path = paths.source_file(settings.content, content.source.id, paths.RELEASES)
    old = bytes_of(path)
    before = old or b""
    if before and not before.endswith(b"\n"):
        before += b"\n"  # an editor took it: what is added must not spoil the last line
    return {path: (old, before + history.lines(releases).encode())}


def bytes_of(path: Path) -> bytes | None:
    """What the file at *path* holds; None if there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


# ------------------------------------------------------------------------------------------------------------- release


def release(settings: Settings, today: str, name: str | None, *, dry_run: bool) -> ReleaseAnswer:
    """Put today's published wordings on record under *name* (default: the next number of the year)."""
    corpus = read(settings)
    check_characters(name or "")
    taken = releasing.names(corpus.sources.values())
    chosen = name or releasing.next_name(taken, today)
    if chosen in taken:
        raise Refused(
            N_("there is a release “{name}” already"),
            code="release-exists",
            hint=message(N_("without a name it is {name}"), name=releasing.next_name(taken, today)),
            name=chosen,
        )
    edits: Edits = {}
    released: list[Released] = []
    for content in corpus.sources.values():
        wordings = releasing.unreleased(content, today)
        released += (Released(*wording) for wording in wordings)
        edits |= recorded(settings, content, releasing.lines(wordings, today, chosen))
    if edits and not dry_run:
        writer.write(edits, settings.content)
    return ReleaseAnswer(chosen, today, bool(edits) and not dry_run, tuple(released))


# ----------------------------------------------------------------------------------------------------------------- new


def new_source(settings: Settings, today: str, id: str, original: str, title: str) -> Made:
    """A source without statements."""
    check_characters(title)
    files = scaffold.source_files(read(settings), settings.content, id, original, title, today)
    return _made(settings, {path: (None, data) for path, data in files.items()})


def new_statement(settings: Settings, source: str, kind: Kind, count: int) -> Made:
    """Empty drafts at the end of the original's file, with the next free ids."""
    content = scaffold.source_of(read(settings), source)
    folder = paths.source_folder(settings.content, source)
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.md"))]
    ids = scaffold.next_ids(content, scaffold.used_ids(content, texts), kind, count)
    path = paths.passage_file(settings.content, source, content.source.original)
    old = path.read_bytes()
    made = _made(settings, {path: (old, old.rstrip(b"\n") + b"\n" + scaffold.statement_text(kind, ids).encode())})
    return made._replace(ids=tuple(ids))


def new_translation(settings: Settings, source: str | None, language: str) -> Made:
    """The file that a translator of *source* (default: the only one) into *language* starts from."""
    content = scaffold.source_of(read(settings), source)
    original = paths.passage_file(settings.content, content.source.id, content.source.original)
    text = original.read_text(encoding="utf-8-sig")
    files = scaffold.translation_file(content, settings.content, language, text)
    return _made(settings, {path: (None, data) for path, data in files.items()})


def _made(settings: Settings, edits: Mapping[Path, tuple[bytes | None, bytes | None]]) -> Made:
    writer.write(edits, settings.content)
    return Made(tuple(path.relative_to(settings.root).as_posix() for path in edits), ())


def init(folder: Path, sample: Callable[[], Mapping[str, bytes]] | None) -> Made:
    """A new knowledge base in *folder*: empty, or with the files that *sample* gives (paths below ``content/``).

    :raises Refused: if there is one already.
    """
    content = folder / "content"
    if content.exists():
        raise Refused(N_("there is a knowledge base in {folder} already"), code="base-exists", folder=folder.as_posix())
    given = sample() if sample else {}
    content.mkdir(parents=True)
    files = {content / name: data for name, data in given.items()} or scaffold.base_files(
        content, folder.resolve().name
    )
    writer.write({path: (None, data) for path, data in files.items()}, content)
    return Made(tuple(path.relative_to(folder).as_posix() for path in files), ())
