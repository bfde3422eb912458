"""The page of a search: what was found, why, and how to narrow it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kb.answers import Hit, Match, Names, SearchAnswer
from kb.errors import UsageError
from kb.library import Library
from kb.ui.messages import Translator
from kb.ui.render.hits import found, tips
from kb.ui.render.words import FACET_VALUES, FACETS, FILTERS, HOW, SORTS, language_name
from kb.ui.web import asking, failures
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.pages import parts
from kb.ui.web.pages.parts import Link, Piece, Shown, around, link, pieces, shown

#: So many values of a facet are shown.
_VALUES = 12

#: The field of the request that a filter is chosen by, where it is called otherwise.
_FIELDS = {"language": "in"}

#: Fields of the form itself; those chosen by links go with it.
_TYPED = ("q", "literal", "sort")
_FILTERS = tuple(_FIELDS.get(name, name) for name in FILTERS)


class Reason(NamedTuple):
    """Where a hit matched, if not in the passage shown: a sentence around the text, which is in ``language``."""

    before: str
    pieces: Sequence[Piece]
    after: str
    language: str


class Found(NamedTuple):
    """One hit, with its source."""

    passage: Shown
    reasons: Sequence[Reason]
    source: Link


class Choice(NamedTuple):
    """A value of a facet: following ``url`` chooses it, or lets go of it. ``language`` is that of a title."""

    name: str
    statements: int
    url: str
    chosen: bool
    language: str | None


class Facet(NamedTuple):
    """A way to narrow the answer."""

    name: str
    choices: Sequence[Choice]


def page(library: Library, asked: Asked, translator: Translator) -> Answered:
    """See the module."""
    known = {name: asked.fields[name] for name in (*_TYPED, *_FILTERS, "limit", "offset") if name in asked.fields}
    form = _Form(library.names(asked.language), known, f"/{asked.language}/", translator)
    try:
        answer = library.search(form.query, asked.language, asking.search_options(known))
    except UsageError as error:
        why = {"error": translator.say(error.message), "hint": translator.say(error.hint) if error.hint else None}
        page = parts.page("search.html", asked, translator, library.name, answer=None, **form.values(), **why)
        return page._replace(status=failures.status(error))
    return parts.page(
        "search.html", asked, translator, library.name, answer=answer, **form.values(), **form.answered(answer)
    )


class _Form:
    """What was asked, with the ways to ask otherwise."""

    def __init__(self, names: Names, fields: asking.Fields, here: str, translator: Translator) -> None:
        self.query = asking.one(fields, "q")
        self._names = names
        self._fields = fields
        self._here = here
        self._translator = translator

    def values(self) -> dict[str, object]:
        """What the template needs whether there is an answer or not."""
        gettext = self._translator.gettext
        return {
            "query": self.query,
            "literal": asking.flag(self._fields, "literal"),
            "sort": asking.one(self._fields, "sort"),
            "sorts": {name: gettext(label) for name, label in SORTS.items()},
            "kept": [(name, value) for name in _FILTERS for value in self._fields.get(name, ()) if value],
            "filters": list(self._filters()),
            "unfiltered": link(self._here, {name: self._fields.get(name, ()) for name in _TYPED}),
        }

    def answered(self, answer: SearchAnswer) -> dict[str, object]:
        """What the template needs of the answer."""
        options, translator = asking.search_options(self._fields), self._translator
        last = options.offset + len(answer.hits)
        suggestion = {**self._fields, "q": [answer.suggestion or ""], "offset": []}
        return {
            "heading": translator.say(found(answer)),
            "tips": [] if answer.total else [translator.say(tip) for tip in tips(answer, translator)],
            "hits": [self._found(hit) for hit in answer.hits],
            "facets": list(self._facets(answer)),
            "suggestion": link(self._here, suggestion) if answer.suggestion else None,
            "earlier": self._at(max(0, options.offset - options.limit)) if options.offset else None,
            "later": self._at(last) if last < answer.total else None,
            "first": options.offset + 1,
            "last": last,
        }

    def _at(self, offset: int) -> str:
        return link(self._here, {**self._fields, "offset": [str(offset)] if offset else []})

    def _found(self, hit: Hit) -> Found:
        elsewhere = [one for one in hit.matched if one.language != hit.passage.language or one.how == "label"]
        reasons = [_reason(one, self._translator) for one in elsewhere]
        id = hit.passage.source
        source = Link(self._names.sources[id], f"{self._here}{id}/", self._names.written_in[id])
        return Found(shown(hit.passage, self._translator), reasons, source)

    # ---------------------------------------------------------------------------------------------------------- filters

    def _called(self, name: str, value: str) -> str:
        """What the value of a facet is called."""
        labels: Mapping[str, str] = {"topic": self._names.topics, "source": self._names.sources}.get(name, {})
        words = FACET_VALUES.get(name, {})
        return self._translator.gettext(words[value]) if value in words else labels.get(value, value)

    def _filters(self) -> Iterator[Link]:
        """The filters that are chosen; following one lets go of it."""
        for name, label in FILTERS.items():
            for value in self._chosen(name):
                text = f"{self._translator.gettext(label)}: {self._called(name, value)}"
                yield Link(text, self._toggled(name, value))

    def _chosen(self, name: str) -> tuple[str, ...]:
        return asking.several(self._fields, _FIELDS.get(name, name))

    def _toggled(self, name: str, value: str) -> str:
        chosen = self._chosen(name)
        others = [one for one in chosen if one != value]
        if name == "year":  # one year or one range
            others = []
        values = others if value in chosen else [*others, value]
        return link(self._here, {**self._fields, _FIELDS.get(name, name): values, "offset": []})

    def _facets(self, answer: SearchAnswer) -> Iterator[Facet]:
        for name, label in FACETS.items():
            counts, chosen = answer.facets.get(name, {}), self._chosen(name)
            if chosen or (len(counts) > 1 and min(counts.values()) < answer.total):
                yield Facet(self._translator.gettext(label), list(self._choices(name, counts, chosen))[:_VALUES])

    def _choices(self, name: str, counts: Mapping[str, int], chosen: Sequence[str]) -> Iterator[Choice]:
        for value in dict.fromkeys([*chosen, *sorted(counts, key=lambda value: -counts[value])]):
            yield Choice(
                self._called(name, value),
                counts.get(value, 0),
                self._toggled(name, value),
                value in chosen,
                self._names.written_in.get(value) if name == "source" else None,
            )


def _reason(match: Match, translator: Translator) -> Reason:
    before, after = around(HOW[match.how], "text", translator, language=language_name(match.language))
    return Reason(before, tuple(pieces(match.text, match.highlights)), after, match.language)
