"""How does the library record what people decide: confirmations, releases, new sources and statements?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kb.answers import ConfirmAnswer, Confirmed, Made, ReleaseAnswer, Released
from kb.content import history, paths, scaffold, writer
from kb.content.characters import forbidden
from kb.content.characters import name as name_of
from kb.content.confirmations import translations_yaml
from kb.errors import N_, ContentUnusable, Problem, Refused, UsageError, message
from kb.hall.addresses import resolve
from kb.hall.reading import read
from kb.model import Corpus, Kind, ProducedBy, Release, SourceContent, State
from kb.settings import Settings
from kb.translation import confirming, releasing
from kb.translation.confirming import Intent, Step

#: What a file holds now, and what it is to hold.
Edits = dict[Path, tuple[bytes | None, bytes | None]]


class Claim(NamedTuple):
    """What ``kb confirm`` was told, beside the language and the addresses; None and "" where nothing was said."""

    state: State | None = None
    produced_by: ProducedBy | None = None
    by: str = ""
    reason: str = ""


# ------------------------------------------------------------------------------------------------------------- confirm


def confirm(
    settings: Settings, today: str, language: str, addresses: Sequence[str], claim: Claim, *, every: bool, force: bool
) -> ConfirmAnswer:
    """Record that passages in *language* translate today's originals; without addresses and *every*, say what would be.

    Passages with errors are refused, unless *force* with a reason that is kept with them.

    :raises UsageError: when *force* comes without a reason.
    :raises Refused: when a review is claimed without the reviewer's name.
    :raises ContentUnusable: if what was confirmed before cannot be read: writing would lose it.
    """
    if force and not claim.reason.strip():
        raise UsageError(N_("--force needs a reason"), code="reason-missing")
    for text in (claim.by, claim.reason):
        _check_characters(text)
    corpus = read(settings)
    named = _named(corpus, addresses)
    done: list[tuple[SourceContent, list[Step]]] = []
    refused: list[Problem] = []
    intent = Intent(language, claim.state, claim.produced_by, claim.by, today, claim.reason if force else "")
    confirming.check_intent(intent)
    for content in corpus.sources.values():
        wanted = [one for one in content.statements.values() if named is None or one.address in named]
        steps = list(confirming.plan(content, wanted, intent))
        if not force:
            steps, found = _without_errors(steps, language, corpus.problems)
            refused += found
        done.append((content, steps))
    write = every or bool(addresses)
    if write:
        _check_readable(corpus, [content for content, steps in done if steps])
        writer.write(_confirmations(settings, done, intent), settings.content)
    confirmed = tuple(_confirmed(step, language) for _, steps in done for step in steps)
    return ConfirmAnswer(language, write and bool(confirmed), confirmed, tuple(refused))


def _check_characters(text: str) -> None:
    """Refuse what could be written and not be read again.

    :raises UsageError: for a control or another character that content must not have.
    """
    if found := next(forbidden(text), None):
        raise UsageError(
            N_("the character {character} must not be here"), code="forbidden-character", character=name_of(found[0])
        )


def _named(corpus: Corpus, addresses: Sequence[str]) -> frozenset[str] | None:
    known = {one.address for one in corpus.statements()}
    return frozenset(resolve(text, known).statement for text in addresses) if addresses else None


def _without_errors(
    steps: Iterable[Step], language: str, problems: Sequence[Problem]
) -> tuple[list[Step], list[Problem]]:
    """The steps whose passage has no error, and the errors of the others."""
    kept: list[Step] = []
    refused: list[Problem] = []
    for step in steps:
        passage = step.statement.passages[language]
        errors = [
            problem
            for problem in problems
            if problem.is_error
            and problem.place.path == passage.path
            and passage.line <= problem.place.line <= passage.end
        ]
        refused += errors
        if not errors:
            kept.append(step)
    return kept, refused


def _check_readable(corpus: Corpus, contents: Iterable[SourceContent]) -> None:
    """Refuse to write a ``translations.yaml`` anew of which something could not be read: that would be lost."""
    broken = {problem.place.path: problem for problem in corpus.problems if problem.is_error}
    for content in contents:
        path = f"content/{content.source.id}/{paths.TRANSLATIONS}"
        if path in broken:
            raise ContentUnusable(
                N_("{path} has errors; to write it now would lose what cannot be read"),
                code="content-broken",
                hint=message(N_("to see them: kb check")),
                place=broken[path].place,
                path=path,
            )


def _confirmations(settings: Settings, done: Iterable[tuple[SourceContent, list[Step]]], intent: Intent) -> Edits:
    edits: Edits = {}
    for content, steps in done:
        if not steps:
            continue
        new = {(intent.language, step.statement.id): step.new for step in steps}
        path = paths.source_file(settings.content, content.source.id, paths.TRANSLATIONS)
        edits[path] = (_bytes(path), translations_yaml({**content.confirmations, **new}).encode())
        edits |= _recorded(settings, content, confirming.wordings(content, steps, intent))
    return edits


def _recorded(settings: Settings, content: SourceContent, releases: Sequence[Release]) -> Edits:
    """The edit that adds *releases* at the end of what is on record."""
    if not releases:
        return {}
    path = paths.source_file(settings.content, content.source.id, paths.RELEASES)
    old = _bytes(path)
    before = old or b""
    if before and not before.endswith(b"\n"):
        before += b"\n"  # an editor took it: what is added must not spoil the last line
    return {path: (old, before + history.lines(releases).encode())}


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _confirmed(step: Step, language: str) -> Confirmed:
    was = step.old.state.value if step.old else None
    new = step.new
    address = f"{step.statement.address}/{language}"
    return Confirmed(address, new.of, new.text, was, new.state.value, new.produced_by.value)


# ------------------------------------------------------------------------------------------------------------- release


def release(settings: Settings, today: str, name: str | None, *, dry_run: bool) -> ReleaseAnswer:
    """Put today's published wordings on record under *name* (default: the next number of the year)."""
    corpus = read(settings)
    _check_characters(name or "")
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
        edits |= _recorded(settings, content, releasing.lines(wordings, today, chosen))
    if edits and not dry_run:
        writer.write(edits, settings.content)
    return ReleaseAnswer(chosen, today, bool(edits) and not dry_run, tuple(released))


# ----------------------------------------------------------------------------------------------------------------- new


def new_source(settings: Settings, today: str, id: str, original: str, title: str) -> Made:
    """A source without statements."""
    _check_characters(title)
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
