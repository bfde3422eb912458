"""May this wording be cited, and what has a reader of the citation to know?"""

from __future__ import annotations

from collections.abc import Iterator

from kb.citation.citable import Citable
from kb.citation.phrases import PHRASES, Phrases
from kb.errors import N_, Message, Refused, message
from kb.model import ProducedBy, Publication, Standing, State, Wording


def check(one: Citable) -> None:
    """Nothing, if *one* may be cited as it is.

    :raises Refused: for a draft, what was withdrawn, a wording that was never released, and one whose number, name or
        negation is no longer that of the original, or of today's wording.
    """
    address = str(one.address)
    for found in (_unpublished(one), _outdated(one), _unreleased(one)):
        if found is not None:
            template, code, hint = found
            raise Refused(
                template,
                code=code,
                hint=hint or message(N_("to cite it all the same, with a remark: --anyway")),
                address=address,
                reason=one.statement.reason or "–",
            )


_Found = tuple[str, str, Message | None] | None


def _unpublished(one: Citable) -> _Found:
    if one.publication is Publication.DRAFT:
        return N_("{address} is a draft, which may change without notice"), "draft", None
    if one.publication is Publication.WITHDRAWN:
        return N_("{address} was withdrawn: {reason}"), "withdrawn", None
    return None


def _outdated(one: Citable) -> _Found:
    if one.earlier is not None and one.earlier.change.shows_original:
        today = str(one.address._replace(version=one.earlier.version))
        hint = message(N_("today's wording is {today}; to cite the earlier one all the same: --anyway"), today=today)
        template = N_("{address} is an earlier wording, and a number, a name or a negation in it has changed since")
        return template, "earlier-wording", hint
    standing = one.standing
    if standing is not None and standing.outdated and standing.change is not None and standing.change.shows_original:
        hint = message(
            N_("cite the original, {original}, or use --anyway"),
            original=f"{one.statement.address}/{one.source.original}",
        )
        return N_("{address} is outdated: a number, a name or a negation in its original has changed"), "outdated", hint
    return None


def _unreleased(one: Citable) -> _Found:
    if one.record is not None:
        return None
    hint = message(N_("to put today's wordings on record: kb release; to cite it all the same: --anyway"))
    return N_("{address} was never released, so that nobody could find this wording again"), "unreleased", hint


# ------------------------------------------------------------------------------------------------------------- remarks


def remarks(one: Citable, language: str) -> list[str]:
    """What a reader must know of *one*, in *language*: "paraphrase", "machine translation, not reviewed", what happened to it.

    Nothing for a source's own words to which nothing happened.
    """
    words = PHRASES[language]
    wording = [words.paraphrase] if one.statement.wording is Wording.PARAPHRASE else []
    translation = [_translation(one.standing, words)] if one.is_translation else []
    return [*wording, *translation, *_happened(one, words)]


def _translation(standing: Standing | None, words: Phrases) -> str:
    if standing is None:
        return words.translation
    produced_by = {
        None: words.translation,
        ProducedBy.HUMAN: words.human,
        ProducedBy.MACHINE: words.machine,
        ProducedBy.POST_EDITED: words.post_edited,
    }
    state = {
        State.INITIAL: words.initial,
        State.TRANSLATED: words.translated,
        State.REVIEWED: words.reviewed,
        State.FINAL: words.final,
    }
    stands = words.unconfirmed if standing.unconfirmed else state[standing.state]
    return f"{produced_by[standing.produced_by]}, {stands}"


def _happened(one: Citable, words: Phrases) -> Iterator[str]:
    statement = one.statement
    if one.publication is Publication.DRAFT:
        yield words.draft
    if one.publication is Publication.WITHDRAWN:
        yield f"{words.withdrawn}: {statement.reason}" if statement.reason else words.withdrawn
    if one.publication is Publication.SUPERSEDED:
        yield f"{words.superseded} {statement.superseded_by or '–'}"
    if one.earlier is not None:
        yield words.earlier
    if one.standing is not None and one.standing.outdated:
        yield words.outdated
    if one.record is None:
        yield words.unreleased
    for correction in statement.corrections:
        yield f"{words.corrected} {correction.date}"
