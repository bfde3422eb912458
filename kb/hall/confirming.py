"""How does the library record that passages translate today's originals?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kb.answers import ConfirmAnswer, Confirmed
from kb.content import paths, writer
from kb.content.confirmations import translations_yaml
from kb.content.scaffold import without_originals
from kb.errors import N_, ContentUnusable, Problem, UsageError, message
from kb.hall.addresses import resolve
from kb.hall.editing import Edits, bytes_of, check_characters, recorded
from kb.hall.reading import read
from kb.model import Corpus, Passage, ProducedBy, SourceContent, State, Statement
from kb.settings import Settings
from kb.translation import confirming
from kb.translation.checks import checking
from kb.translation.checks.pair import Finding
from kb.translation.confirming import Intent, Step


class Claim(NamedTuple):
    """What ``kb confirm`` was told, beside the language and the addresses; None and "" where nothing was said."""

    state: State | None = None
    produced_by: ProducedBy | None = None
    by: str = ""
    reason: str = ""


class Decided(NamedTuple):
    """What is to be recorded of one source, and what stands in the way of the rest."""

    content: SourceContent
    steps: Sequence[Step]
    refused: Sequence[Problem]


def confirm(
    settings: Settings, today: str, language: str, addresses: Sequence[str], claim: Claim, *, every: bool, force: bool
) -> ConfirmAnswer:
    """Record that passages in *language* translate today's originals; without addresses and *every*, say what would be.

    Passages with errors, in the file or beside the original of today, are refused, unless *force* with a reason that is
    kept with them. Nobody reviews a translation of their own, whatever the reason. What :mod:`kb.content.scaffold` put
    beside a passage for the translator goes.

    :raises UsageError: when *force* comes without a reason.
    :raises Refused: when a review is claimed without the reviewer's name.
    :raises ContentUnusable: if what was confirmed before cannot be read: writing would lose it.
    """
    if force and not claim.reason.strip():
        raise UsageError(N_("--force needs a reason"), code="reason-missing")
    for text in (claim.by, claim.reason):
        check_characters(text)
    corpus = read(settings)
    named = _named(corpus, addresses)
    intent = Intent(language, claim.state, claim.produced_by, claim.by, today, claim.reason if force else "")
    confirming.check_intent(intent)
    decided = [_decide(corpus, content, named, intent) for content in corpus.sources.values()]
    write = every or bool(addresses)
    if write:
        check_readable(corpus, [one.content for one in decided if one.steps])
        writer.write(_edits(settings, decided, intent), settings.content)
    confirmed = tuple(_confirmed(step, language) for one in decided for step in one.steps)
    refused = tuple(problem for one in decided for problem in one.refused)
    return ConfirmAnswer(language, write and bool(confirmed), confirmed, refused)


def _named(corpus: Corpus, addresses: Sequence[str]) -> frozenset[str] | None:
    known = {one.address for one in corpus.statements()}
    return frozenset(resolve(text, known).statement for text in addresses) if addresses else None


def _decide(corpus: Corpus, content: SourceContent, named: frozenset[str] | None, intent: Intent) -> Decided:
    wanted = [one for one in content.statements.values() if named is None or one.address in named]
    steps = list(confirming.plan(content, wanted, intent))
    own = {step.statement.id: _own_review(step, intent) for step in confirming.own_reviews(content, steps, intent)}
    errors = [] if intent.force_reason else [one for one in _problems(corpus, content, steps, intent) if one.is_error]
    kept: list[Step] = []
    refused: list[Problem] = []
    for step in steps:
        id = step.statement.id
        passage = step.statement.passages[intent.language]
        in_the_way = [*([own[id]] if id in own else []), *(one for one in errors if _is_of(passage, one))]
        refused += in_the_way
        if not in_the_way:
            kept.append(step)
    return Decided(content, kept, refused)


def _own_review(step: Step, intent: Intent) -> Problem:
    passage = step.statement.passages[intent.language]
    return checking.problem(passage, Finding("own-review", parameters={"name": intent.by}))


def _problems(corpus: Corpus, content: SourceContent, steps: Sequence[Step], intent: Intent) -> Iterator[Problem]:
    """The problems of the file, and those of the passages of *steps* beside the originals of today."""
    yield from corpus.problems
    statements = {step.statement.id: _pair(step.statement, content, intent.language) for step in steps}
    yield from checking.check(content._replace(statements=statements), {}, corpus.glossary)


def _pair(statement: Statement, content: SourceContent, language: str) -> Statement:
    both = {tag: statement.passages[tag] for tag in (content.source.original, language)}
    return statement._replace(passages=both)


def _is_of(passage: Passage, problem: Problem) -> bool:
    return problem.place.path == passage.path and passage.line <= problem.place.line <= passage.end


def check_readable(corpus: Corpus, contents: Iterable[SourceContent]) -> None:
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


def _edits(settings: Settings, decided: Iterable[Decided], intent: Intent) -> Edits:
    edits: Edits = {}
    for content, steps, _ in decided:
        if not steps:
            continue
        new = {(intent.language, step.statement.id): step.new for step in steps}
        path = paths.source_file(settings.content, content.source.id, paths.TRANSLATIONS)
        edits[path] = (bytes_of(path), translations_yaml({**content.confirmations, **new}).encode())
        edits |= recorded(settings, content, confirming.wordings(content, steps, intent))
        edits |= _uncommented(settings, content, steps, intent.language)
    return edits


def _uncommented(settings: Settings, content: SourceContent, steps: Sequence[Step], language: str) -> Edits:
    """The edit that takes the originals' wordings out of the translation, if any stand there as comments."""
    passages = (step.statement.passages for step in steps)
    pairs = [(each[language], each[content.source.original]) for each in passages]
    path: Path = paths.passage_file(settings.content, content.source.id, language)
    old = path.read_bytes()
    new = without_originals(old.decode(), pairs).encode()
    return {} if new == old else {path: (old, new)}


def _confirmed(step: Step, language: str) -> Confirmed:
    was = step.old.state.value if step.old else None
    new = step.new
    address = f"{step.statement.address}/{language}"
    return Confirmed(address, new.of, new.text, was, new.state.value, new.produced_by.value)
