"""What does a confirmation record, and what may not be confirmed?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.errors import N_, Refused, message
from kb.model import Confirmation, ProducedBy, Release, SourceContent, State, Statement


class Intent(NamedTuple):
    """What the person says about the passages. ``state`` and ``produced_by`` are None where nothing was said."""

    language: str
    state: State | None
    produced_by: ProducedBy | None
    by: str
    date: str
    force_reason: str = ""


class Step(NamedTuple):
    """One line to record: for ``statement``, ``new`` instead of ``old``."""

    statement: Statement
    old: Confirmation | None
    new: Confirmation


def check_intent(intent: Intent) -> None:
    """Refuse a claim that nobody stands behind.

    :raises Refused: when a review is claimed without the reviewer's name.
    """
    if intent.state in (State.REVIEWED, State.FINAL) and not intent.by.strip():
        raise Refused(
            N_("“{state}” needs the name of the person who reviewed the passage"),
            code="review-without-name",
            hint=message(N_("name the person with --by")),
            state=intent.state.value,
        )


def plan(content: SourceContent, statements: Sequence[Statement], intent: Intent) -> Iterator[Step]:
    """The lines that differ from what is recorded. A passage that does not exist has none, and neither has an original."""
    original = content.source.original
    for statement in statements:
        passage = statement.passages.get(intent.language)
        source = statement.passages.get(original)
        if passage is None or source is None or intent.language == original:
            continue
        old = content.confirmations.get((intent.language, statement.id))
        if (
            old is not None
            and (old.of, old.text) == (source.version, passage.version)
            and _says_nothing_new(old, intent)
        ):
            continue
        yield Step(
            statement,
            old,
            Confirmation(
                of=source.version,
                text=passage.version,
                state=intent.state or State.TRANSLATED,
                produced_by=intent.produced_by or (old.produced_by if old else ProducedBy.HUMAN),
                by=intent.by,
                date=intent.date,
                force_reason=intent.force_reason,
            ),
        )


def own_reviews(content: SourceContent, steps: Sequence[Step], intent: Intent) -> Iterator[Step]:
    """The steps that would call a passage reviewed by the one who translated it.

    Translators are those whom the file names, and whoever confirmed this wording as translated.
    """
    if intent.state not in (State.REVIEWED, State.FINAL):
        return
    reviewer = _name(intent.by)
    named = {_name(name) for name in content.source.translators.get(intent.language, ())}
    for step in steps:
        old = step.old
        translated = old is not None and old.state is State.TRANSLATED and old.text == step.new.text
        if reviewer in named or (translated and old is not None and reviewer == _name(old.by)):
            yield step


def _name(written: str) -> str:
    """A person's name however it is spaced and capitalised."""
    return " ".join(written.split()).casefold()


def _says_nothing_new(old: Confirmation, intent: Intent) -> bool:
    return (
        intent.state in (None, old.state)
        and intent.produced_by in (None, old.produced_by)
        and intent.by in ("", old.by)
    )


def wordings(content: SourceContent, steps: Sequence[Step], intent: Intent) -> list[Release]:
    """The wordings that the steps speak of and that are not on record yet: both passages, so that what changes can be shown.

    They carry no release name: on record, but not released.
    """
    known = {(release.address, release.version) for release in content.releases}
    found: list[Release] = []
    for statement, _, _ in steps:
        for language in (content.source.original, intent.language):
            passage = statement.passages[language]
            release = Release(f"{statement.address}/{language}", passage.version, passage.text, intent.date, "")
            if (release.address, release.version) not in known:
                known.add((release.address, release.version))
                found.append(release)
    return found
