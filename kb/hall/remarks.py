"""What has a reader of a verdict to know besides: how far is the passage to be trusted, what has become of it?"""

from __future__ import annotations

from collections.abc import Iterator

from kb.citation import alterations, quotes
from kb.errors import N_, Message, message
from kb.hall.judging import Against, Decision
from kb.model import Publication, State
from kb.text import SHORT_VERSION

#: A quotation of fewer words could stand anywhere.
_WEAK = 5

_OUTDATED = {
    "number": N_("outdated: a number in the original has changed"),
    "name": N_("outdated: a name in the original has changed"),
    "negation": N_("outdated: the original now says the opposite"),
    "wording": N_("outdated: the wording of the original has changed"),
    "unknown": N_("outdated: the original has changed"),
}

_TRANSLATIONS = {
    "human": N_("translation, not reviewed"),
    "machine": N_("machine translation, not reviewed"),
    "post-edited": N_("machine translation edited by a person, not reviewed"),
}


def judged_against(one: Against) -> str | None:
    """``verbatim``, ``paraphrase`` or ``translation``; None if nothing is known of the statement any more."""
    if one.stored is None:
        return None
    return "translation" if one.language != one.stored.original else one.stored.wording


def not_on_record(version: str) -> Message:
    """That nobody can say what was cited."""
    return message(N_("version {version} is not on record"), version=version[:SHORT_VERSION])


def standing(one: Against) -> Iterator[Message]:
    """How far the passage can be trusted."""
    if one.stored is None or one.today is None:
        return
    passage = one.stored.passages[one.language]
    if one.language != one.stored.original:
        if passage.state in (State.INITIAL, State.TRANSLATED):
            yield message(_TRANSLATIONS[passage.produced_by or "human"])
        if passage.unconfirmed:
            yield message(N_("not confirmed against the original"))
    if passage.outdated and passage.change in _OUTDATED:
        yield message(_OUTDATED[passage.change])


def publication(one: Against) -> Iterator[Message]:
    """What has become of the statement."""
    stored = one.stored
    if stored is None:
        return
    if stored.publication == Publication.DRAFT:
        yield message(N_("a draft, not published"))
    if stored.publication == Publication.SUPERSEDED:
        yield message(N_("superseded by {address}"), address=stored.superseded_by or "?")
    if stored.publication == Publication.WITHDRAWN and stored.reason:
        yield message(N_("withdrawn: {reason}"), reason=stored.reason)
    for correction in stored.corrections:
        yield message(N_("corrected on {date}: {reason}"), date=correction.date, reason=correction.reason)


def of_quotation(decision: Decision, text: str) -> Iterator[Message]:
    """What a reader has to know about how it is quoted."""
    one = decision.against
    assert one is not None
    matched = one.judged.verdict in (quotes.EXACT, quotes.SHORTENED)
    if matched and not one.judged.whole and len(text.split()) < _WEAK:
        yield message(N_("weak evidence: so short a quotation could stand in many texts"))
    denied = [word for part in one.judged.omitted for word in alterations.negations(part, one.language)]
    if denied:
        yield message(N_("what was left out denies something: {words}"), words=", ".join(denied))
