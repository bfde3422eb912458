"""Which statements answer this request, shown in the reader's language, and why?"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from kb.answers import Hit, Match, PassageView
from kb.errors import N_, Message, UsageError, message
from kb.model import Kind, State
from kb.search import matching, planning
from kb.search.engine import Filter, Found, OpenIndex, Request
from kb.search.labels import Labels
from kb.search.levels import LEVELS
from kb.search.planning import KeysOf, Plan
from kb.search.query import Query
from kb.search.records import Stored

FACETS = ("kind", "topic", "source", "year", "language", "state")

#: What ``--state`` takes: the states of a translation, and what keeps a passage from having one.
STATES = (*(state.value for state in State), "missing", "unconfirmed", "outdated")

_ALL = 2**31 - 1

_YEARS = re.compile(r"(?P<only>\d{4})|(?P<from>\d{4})?\.\.(?P<to>\d{4})?")


class SearchOptions(NamedTuple):
    """Where to look, what to leave out, and in which order to answer. Empty means everything."""

    languages_in: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    years: str | None = None
    drafts: bool = False
    literal: bool = False
    sort: str = "relevance"
    offset: int = 0
    limit: int = 10


class Page(NamedTuple):
    """The hits from ``offset`` on, and the counts over all matches."""

    total: int
    facets: Mapping[str, Mapping[str, int]]
    hits: tuple[Hit, ...]


class Searcher:
    """One generation, asked."""

    def __init__(self, index: OpenIndex, labels: Labels, keys_of: KeysOf) -> None:
        self._index = index
        self._labels = labels
        self._keys_of = keys_of

    def search(self, query: Query, languages: Sequence[str], language: str, options: SearchOptions) -> Page:
        """The page of hits for *query* in passages of *languages*, shown in *language*.

        :raises UsageError: when a filter names a value that does not exist.
        """
        plan = planning.plan(query, languages, self._keys_of, literal=options.literal)
        listed = options.languages_in if not query.leaves else ()
        filters = tuple(self._filters(language, listed, options))
        only = self._proven(plan) if plan.needs_proof else None
        results = self._index.search(
            Request(plan.tree, filters, FACETS, options.sort, options.offset, options.limit, only)
        )
        hits = tuple(self._hit(found, plan, language) for found in results.found)
        return Page(results.total, _facets(results.facets, language), hits)

    def show(self, addresses: Sequence[str]) -> dict[str, Stored]:
        """The statements at ``SOURCE/ID`` that exist."""
        return {id: Stored.read(text) for id, text in self._index.stored(addresses).items()}

    def view(self, stored: Stored, language: str) -> PassageView:
        """The passage of *stored* for a reader of *language*."""
        return stored.view(language, self._labels.titles.get(stored.source, {}), {})

    def ids(self) -> frozenset[str]:
        """``SOURCE/ID`` of every statement."""
        return self._index.ids()

    def _proven(self, plan: Plan) -> tuple[str, ...]:
        """The records whose stored passage holds the quoted words; the engine proposes by positions."""
        candidates = self._index.search(Request(plan.tree, limit=_ALL)).found
        return tuple(found.id for found in candidates if self._holds(found, plan))

    def _holds(self, found: Found, plan: Plan) -> bool:
        passages = Stored.read(found.stored).passages
        return any(
            matching.match(plan, language, passages[language].text, self._keys_of)
            for language in _evident(found, plan)
            if language in passages
        )

    def _hit(self, found: Found, plan: Plan, language: str) -> Hit:
        stored = Stored.read(found.stored)
        shown, _ = stored.shown(language)
        matches = []
        for tag in _evident(found, plan):
            passage = stored.passages.get(tag)
            answer = passage and matching.match(plan, tag, passage.text, self._keys_of)
            if answer:
                matches.append(answer)
        best = _best(matches, (shown, stored.original))
        highlights = {match.language: match.highlights for match in best}
        view = stored.view(language, self._labels.titles.get(stored.source, {}), highlights)
        return Hit(view, round(found.score, 4), LEVELS[found.level], best)

    def _filters(self, language: str, listed: tuple[str, ...], options: SearchOptions) -> Iterator[Filter]:
        named = (
            ("kind", options.kinds, [kind.value for kind in Kind]),
            ("topic", options.topics, self._labels.topics),
            ("source", options.sources, self._labels.titles),
            ("publisher", options.publishers, self._labels.publishers.values()),
            ("language", listed, listed),
        )
        for field, values, known in named:
            for value in values:
                check_value(field, value, known)
            if values:
                yield Filter(field, values)
        for value in options.states:
            check_value("state", value, STATES)
        if options.states:
            yield Filter("state", tuple(f"{language}:{state}" for state in options.states))
        if options.years is not None:
            yield Filter("year", tuple(_years(options.years, set(self._labels.years.values()))))
        if not options.drafts:
            yield Filter("publication", ("draft",), negated=True)


def check_value(field: str, value: str, known: Collection[str]) -> None:
    """Refuse a *value* that does not exist, with the nearest that does.

    :raises UsageError: if it is not among *known*.
    """
    if value in known:
        return
    near = difflib.get_close_matches(value, list(known), n=1)
    hint: Message | None = message(N_("did you mean {near}?"), near=near[0]) if near else None
    raise UsageError(
        N_("there is no {field} “{value}”"), code="unknown-value", hint=hint, field=field, value=value
    )


def _years(text: str, known: Collection[str]) -> list[str]:
    match = _YEARS.fullmatch(text)
    if match is None or text == "..":
        raise UsageError(
            N_("“{text}” is not a year or a range of years"),
            code="bad-year",
            hint=message(N_("write 2024, 2023.. or ..2022")),
            text=text,
        )
    first, last = match["only"] or match["from"] or "0000", match["only"] or match["to"] or "9999"
    return sorted(year for year in known if first <= year <= last)


def _evident(found: Found, plan: Plan) -> list[str]:
    """The languages in which the engine saw terms of the plan."""
    seen = {field.partition(".")[2] for field, _ in found.terms}
    return [language for language in plan.demands if language in seen]


def _best(matches: Sequence[tuple[int, Match]], preferred: Sequence[str]) -> tuple[Match, ...]:
    """The one match that explains the hit: of the best level, in the language shown if that has it, else the original's."""
    ranks = {language: rank for rank, language in reversed(list(enumerate(preferred)))}
    ordered = sorted(matches, key=lambda entry: (entry[0], ranks.get(entry[1].language, len(ranks))))
    return (ordered[0][1],) if ordered else ()


def _facets(facets: Mapping[str, Mapping[str, int]], language: str) -> dict[str, dict[str, int]]:
    """Facets as answers show them: most frequent first; states are those in the language of the answer."""
    mine = f"{language}:"
    shown = {field: dict(facets.get(field, {})) for field in FACETS}
    shown["state"] = {
        value.removeprefix(mine): count for value, count in shown["state"].items() if value.startswith(mine)
    }
    return {
        field: dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))) for field, counts in shown.items()
    }
