"""What are the values of closed tables called? A test compares each table here with the one it speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from kb.answers import PassageView
from kb.errors import N_, Message, message
from kb.languages import LANGUAGES
from kb.ui.messages import Translator

KINDS = {
    "finding": N_("finding"),
    "recommendation": N_("recommendation"),
    "background": N_("background"),
    "definition": N_("definition"),
    "method": N_("method"),
}

PRODUCED_BY = {
    "human": N_("human translation"),
    "machine": N_("machine translation"),
    "post-edited": N_("machine translation edited by a person"),
}

STATES = {
    "initial": N_("not finished"),
    "translated": N_("not reviewed"),
    "reviewed": N_("reviewed"),
    "final": N_("final"),
}

#: What the counters of coverage are called, in their order: what keeps a passage from having a state, then the states.
COUNTERS = {
    "missing": N_("missing"),
    "unconfirmed": N_("unconfirmed"),
    "outdated": N_("outdated"),
    **STATES,
}

PUBLICATIONS = {
    "published": N_("published"),
    "superseded": N_("superseded"),
    "withdrawn": N_("withdrawn"),
    "draft": N_("draft"),
}

CHANGES = {
    "number": N_("outdated: a number in the original has changed"),
    "name": N_("outdated: a name in the original has changed"),
    "negation": N_("outdated: the original now says the opposite"),
    "wording": N_("outdated: the wording of the original has changed"),
    "unknown": N_("outdated: the original has changed"),
    "typography": N_("only the typography of the original has changed"),
}

#: What has changed since an earlier wording.
SINCE = {
    "number": N_("since then a number has changed"),
    "name": N_("since then a name has changed"),
    "negation": N_("since then it has come to say the opposite"),
    "wording": N_("since then the wording has changed"),
    "typography": N_("since then only the typography has changed"),
    "unknown": N_("there is no such passage any more"),
}

#: Kinds of corrections.
CORRECTIONS = {
    "erratum": N_("Corrected on {date} (erratum): {reason}"),
    "corrigendum": N_("Corrected on {date} (corrigendum): {reason}"),
}

FALLBACKS = {
    "missing": N_("there is no passage in {language}: this is the original"),
    "outdated_number": N_("the passage in {language} is outdated: this is the original"),
}

HOW = {
    "literal": N_("found in {language}: {text}"),
    "number": N_("found in {language} by its value: {text}"),
    "stem": N_("found in {language} by its stem: {text}"),
    "compound": N_("found in {language} as part of a word: {text}"),
    "spelling": N_("found in {language} by its spelling: {text}"),
    "label": N_("found in a topic or title in {language}: {text}"),
}

#: The levels of matching, as ``--explain`` names them.
LEVELS = {
    "literal": N_("as written"),
    "number": N_("by value"),
    "stem": N_("by stem"),
    "compound": N_("part of a word"),
    "spelling": N_("by spelling"),
    "label": N_("topic or title"),
}

FACETS = {
    "kind": N_("Kind"),
    "topic": N_("Topic"),
    "source": N_("Source"),
    "year": N_("Year"),
    "language": N_("Language"),
    "state": N_("State"),
}

#: Orders of hits.
SORTS = {"relevance": N_("best first"), "date": N_("newest first"), "address": N_("by address")}

#: Whose words statements are.
WORDINGS = {
    "verbatim": N_("the source's own words"),
    "paraphrase": N_("a paraphrase of what the source reports"),
}

#: What the fields of a source's record are called, in the order in which they are shown.
FIELDS = {
    "author": N_("Author"),
    "editor": N_("Editor"),
    "publisher": N_("Publisher"),
    "issued": N_("Date of publication"),
    "genre": N_("Genre"),
    "container-title": N_("Published in"),
    "volume": N_("Volume"),
    "issue": N_("Issue number"),
    "page": N_("Page numbers"),
    "number": N_("Report number"),
    "edition": N_("Edition"),
    "DOI": N_("DOI"),
    "ISBN": N_("ISBN"),
    "ISSN": N_("ISSN"),
    "URL": N_("Web page"),
    "accessed": N_("Last visited"),
    "license": N_("Licence"),
}

#: What can be filtered by: the facets and the publisher.
FILTERS = {**FACETS, "publisher": N_("Publisher")}

SEVERITIES = {"error": N_("error"), "warning": N_("warning")}

#: What the values of a facet are called; those of the others are shown as they are.
FACET_VALUES = {"kind": KINDS, "state": COUNTERS, "language": {tag: row.name for tag, row in LANGUAGES.items()}}


def language_name(tag: str) -> Message:
    """The name of a language."""
    return message(LANGUAGES[tag].name)


def remarks(passage: PassageView) -> Iterator[Message]:
    """What a reader has to know about *passage*, the gravest first."""
    if passage.publication != "published":
        if passage.superseded_by:
            yield message(N_("superseded by {address}"), address=passage.superseded_by)
        else:
            yield message(PUBLICATIONS[passage.publication])
    if passage.corrections:
        yield message(N_("corrected on {date}"), date=max(one.date for one in passage.corrections))
    if passage.fallback_reason is not None:
        # Says as well that this is the original.
        yield message(FALLBACKS[passage.fallback_reason], language=language_name(passage.requested_language))
    elif passage.language == passage.original_language:
        yield message(N_("original"))
    if passage.language != passage.original_language:
        yield from _standing(passage)
    if passage.wording == "verbatim":
        yield message(N_("the source's own words"))


def _standing(passage: PassageView) -> Iterator[Message]:
    yield message(PRODUCED_BY[passage.produced_by] if passage.produced_by else N_("translation"))
    if passage.unconfirmed:
        yield message(N_("not confirmed against the original"))
    else:
        yield message(STATES[passage.state])
    if passage.change is not None:
        yield message(CHANGES[passage.change])


def remark_line(passage: PassageView, translator: Translator) -> str:
    """:func:`remarks` in one line."""
    return " · ".join(translator.say(remark) for remark in remarks(passage))
