"""The page of a search: what was found, why, and how to narrow it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kb.answers import Hit, Match, SearchAnswer
from kb.library import Library
from kb.ui.messages import Translator
from kb.ui.render.hits import found, tips
from kb.ui.render.words import FACET_VALUES, FACETS, HOW, language_name
from kb.ui.web import asking
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.pages import parts
from kb.ui.web.pages.parts import Piece, Shown, link, pieces, shown

#: So many values of a facet are shown.
_VALUES = 12


class Reason(NamedTuple):
    """Where a hit matched, if not in the passage shown: a sentence around the text, which is in ``language``."""

    before: str
    pieces: Sequence[Piece]
    after: str
    language: str


class Found(NamedTuple):
    """One hit."""

    passage: Shown
    reasons: Sequence[Reason]


class Choice(NamedTuple):
    """A value of a facet: following ``url`` chooses it, or lets go of it."""

    name: str
    statements: int
    url: str
    chosen: bool


class Facet(NamedTuple):
    """A way to narrow the answer."""

    name: str
    choices: Sequence[Choice]


def page(library: Library, asked: Asked, translator: Translator) -> Answered:
    """See the module."""
    fields = asked.fields
    query, options = asking.one(fields, "q"), asking.search_options(fields)
    answer = library.search(query, asked.language, options)
    last = options.offset + len(answer.hits)
    here = f"/{asked.language}/"
    return parts.page(
        "search.html",
        asked,
        translator,
        library.name,
        query=query,
        answer=answer,
        heading=translator.say(found(answer)),
        tips=[translator.say(tip) for tip in tips(answer, translator)] if not answer.total else (),
        hits=[_found(hit, translator) for hit in answer.hits],
        facets=list(_facets(answer, fields, here, translator)),
        kept=[(key, value) for key, values in fields.items() if key not in ("q", "offset") for value in values],
        suggestion=link(here, {**fields, "q": [answer.suggestion], "offset": []}) if answer.suggestion else None,
        earlier=_at(here, fields, max(0, options.offset - options.limit)) if options.offset else None,
        later=_at(here, fields, last) if last < answer.total else None,
        first=options.offset + 1,
        last=last,
    )


def _at(here: str, fields: asking.Fields, offset: int) -> str:
    return link(here, {**fields, "offset": [str(offset)] if offset else []})


def _found(hit: Hit, translator: Translator) -> Found:
    elsewhere = [one for one in hit.matched if one.language != hit.passage.language or one.how == "label"]
    return Found(shown(hit.passage, translator), [_reason(one, translator) for one in elsewhere])


def _reason(match: Match, translator: Translator) -> Reason:
    mark = "\x00"
    sentence = translator.text(HOW[match.how], language=language_name(match.language), text=mark)
    before, _, after = sentence.partition(mark)
    return Reason(before, tuple(pieces(match.text, match.highlights)), after, match.language)


def _facets(answer: SearchAnswer, fields: asking.Fields, here: str, translator: Translator) -> Iterator[Facet]:
    for name, label in FACETS.items():
        counts = answer.facets.get(name, {})
        chosen = asking.several(fields, name)
        if len(counts) > 1 or chosen:
            choices = _choices(name, counts, chosen, fields, here, translator)
            yield Facet(translator.gettext(label), list(choices)[:_VALUES])


def _choices(
    name: str,
    counts: Mapping[str, int],
    chosen: Sequence[str],
    fields: asking.Fields,
    here: str,
    translator: Translator,
) -> Iterator[Choice]:
    words = FACET_VALUES.get(name, {})
    for value in dict.fromkeys([*chosen, *counts]):
        others = [one for one in chosen if one != value]
        values = others if value in chosen else [*others, value]
        url = link(here, {**fields, name: values, "offset": []})
        yield Choice(translator.gettext(words.get(value, value)), counts.get(value, 0), url, value in chosen)
