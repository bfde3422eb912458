"""Which statements answer this request, shown in the reader's language, and why?"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from kb.answers import Hit, Match, PassageView, Understood
from kb.errors import N_, QueryError, UsageError, message
from kb.languages import LANGUAGES
from kb.lazy import LazyModule
from kb.model import CORRECTION_KINDS, Kind, Publication, State
from kb.nearest import did_you_mean
from kb.search import explaining, matching, planning, proving, suggestions
from kb.search.amounts import with_amounts
from kb.search.engine import NUM, Everything, Filter, Found, Node, OpenIndex, Request
from kb.search.labels import LABEL_FIELDS, Labels
from kb.search.levels import LABEL, LEVELS
from kb.search.planning import Demand, Mode, Plan, Words
from kb.search.query import Field, Query
from kb.search.records import Stored, StoredPassage

if TYPE_CHECKING:
    from kb.search import likeness
else:
    likeness = LazyModule("kb.search.likeness")

FACETS = ("kind", "topic", "source", "year", "language", "state")

#: What ``--state`` takes: the states of a translation, and what keeps a passage from having one.
STATES = (*(state.value for state in State), "missing", "unconfirmed", "outdated")

_ALL = 2**31 - 1

_DRAFT = Filter("publication", (Publication.DRAFT.value,))

_YEARS = re.compile(r"(?P<only>[0-9]{4})|(?P<from>[0-9]{4})?\.\.(?P<to>[0-9]{4})?")


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
    explain: bool = False


class Page(NamedTuple):
    """The hits from ``offset`` on, and the counts over all matches.

    ``relaxed``: no statement has all words, these have some. ``suggestion`` is the query with words that exist. ``without``
    says for an empty page how many hits there would be without a filter, by its field. ``explained``: if asked for.
    """

    total: int
    facets: Mapping[str, Mapping[str, int]]
    hits: tuple[Hit, ...]
    relaxed: bool = False
    suggestion: str | None = None
    without: Mapping[str, int] = {}
    explained: tuple[Understood, ...] = ()


class Searcher:
    """One generation, asked; by the *public*, as if it had no drafts."""

    def __init__(self, index: OpenIndex, labels: Labels, words: Words, *, public: bool = False) -> None:
        self._index = index
        self._labels = labels
        self._words = words
        self._public = public

    def search(self, query: Query, languages: Sequence[str], language: str, options: SearchOptions) -> Page:
        """The page of hits for *query* in passages of *languages*, shown in *language*.

        When nothing matches, words one typo away are tried, and then any of the words instead of all.

        :raises UsageError: when a filter names a value that does not exist.
        """
        listed = options.languages_in if query.tree is None else ()
        filters = tuple(self._filters(language, listed, options, query.fields))
        suggestion = None
        asked_for = with_amounts(query, languages)
        for mode in _modes(query, options):
            if mode.typos:
                suggestion = suggestions.suggested(query, languages, self._words)
            plan = planning.plan(asked_for, languages, self._words, mode)
            only = self._proven(plan) if plan.needs_proof else None
            page = self._page(plan, only, filters, language, options)._replace(relaxed=mode.relaxed)
            if page.total:
                break
            if without := self._without(plan, only, filters):
                # The words are right and a filter is in the way: guessing at the words would mislead.
                page = page._replace(without=without, relaxed=False)
                break
        else:
            page = page._replace(relaxed=False)
        seen = (_DRAFT._replace(negated=True),) if self._public else ()
        explained = explaining.explain(plan, self._index, seen) if options.explain else ()
        return page._replace(suggestion=suggestion, explained=explained)

    def show(self, addresses: Sequence[str]) -> dict[str, Stored]:
        """The statements at ``SOURCE/ID`` that exist."""
        found = {id: Stored.read(text) for id, text in self._index.stored(addresses).items()}
        return {id: one for id, one in found.items() if self._shows(one)}

    def sought(self, text: str) -> likeness.Sought:
        """What to look for in the place of *text*, a passage in any language, and the languages it may be in."""
        return likeness.sought(self._words, text)

    def alike(self, wanted: likeness.Sought, limit: int, *, published: bool = True) -> list[Stored]:
        """Statements that a text may be a passage of: see ``likeness``."""
        read = map(Stored.read, likeness.alike(self._index, wanted, limit, published=published))
        return [one for one in read if self._shows(one)]

    def view(self, stored: Stored, language: str) -> PassageView:
        """The passage of *stored* for a reader of *language*."""
        return stored.view(language, self._labels.titles.get(stored.source, {}), {})

    def having(self, field: str, value: str) -> list[Stored]:
        """The statements with *value* in a keyword field, by address; no drafts."""
        filters = Filter(field, (value,)), _DRAFT._replace(negated=True)
        found = self._index.search(Request(Everything(), filters, sort="address", limit=_ALL)).found
        return [Stored.read(one.stored) for one in found]

    def corrected(self) -> list[Stored]:
        """The statements with corrections, by address; no drafts. Found once, by looking at all of them."""
        return self._corrected

    @cached_property
    def _corrected(self) -> list[Stored]:
        request = Request(Everything(), (_DRAFT._replace(negated=True),), sort="address", limit=_ALL)
        # Reading the JSON of a statement takes longer than looking whether it may have what is sought.
        texts = (one.stored for one in self._index.search(request).found)
        read = (Stored.read(text) for text in texts if any(f'"{kind}"' in text for kind in CORRECTION_KINDS))
        return [one for one in read if one.corrections]

    def ids(self) -> frozenset[str]:
        """``SOURCE/ID`` of every statement."""
        return self._index.ids() - self._drafts if self._public else self._index.ids()

    @cached_property
    def _drafts(self) -> frozenset[str]:
        found = self._index.search(Request(Everything(), (_DRAFT,), limit=_ALL)).found
        return frozenset(one.id for one in found)

    def _shows(self, stored: Stored) -> bool:
        return not (self._public and stored.publication == Publication.DRAFT)

    def answering(self, query: Query, language: str, among: Collection[str]) -> frozenset[str]:
        """Which of the statements *among* (``SOURCE/ID``) answer *query* by their passage in *language*.

        By all its words, and neither with a typo nor by a label.
        """
        plan = planning.plan(with_amounts(query, (language,)), (language,), self._words)
        only = self._proven(plan, tuple(among)) if plan.needs_proof else tuple(among)
        found = self._index.search(Request(plan.tree, limit=len(among), only=only)).found
        return frozenset(one.id for one in found if one.level < LABEL)

    # ----------------------------------------------------------------------------------------------------------- pages

    def _page(
        self,
        plan: Plan,
        only: tuple[str, ...] | None,
        filters: tuple[Filter, ...],
        language: str,
        options: SearchOptions,
    ) -> Page:
        results = self._index.search(
            Request(plan.tree, filters, FACETS, options.sort, options.offset, options.limit, only)
        )
        hits = tuple(self._hit(found, plan, language) for found in results.found)
        return Page(results.total, _facets(results.facets, language), hits)

    def _without(self, plan: Plan, only: tuple[str, ...] | None, filters: tuple[Filter, ...]) -> dict[str, int]:
        """How many hits there would be without one of the filters."""
        counts = {
            one.field: self._index.search(
                Request(plan.tree, tuple(other for other in filters if other != one), limit=0, only=only)
            ).total
            for one in filters
            if not one.negated
        }
        return {field: count for field, count in counts.items() if count}

    def _proven(self, plan: Plan, only: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """The records whose stored passages have the quoted words, and not those that must not be there.

        The engine proposes by positions.
        """
        found = self._holding(plan.tree, plan.demands, plan.denied, only)
        if plan.excluding is None:
            return found
        refused = frozenset(self._holding(plan.excluding, plan.excluded, plan.denied, only))
        return tuple(id for id in found if id not in refused)

    def _holding(
        self, tree: Node, demands: Mapping[str, Demand], denied: Node | None, only: tuple[str, ...] | None
    ) -> tuple[str, ...]:
        """The records that the engine proposes by *tree* and that answer one of *demands*, in its order."""
        candidates = self._index.search(Request(tree, limit=_ALL, only=only)).found
        if not demands:
            return tuple(found.id for found in candidates)
        proofs = {language: proving.proof(demand) for language, demand in demands.items()}
        ids = tuple(found.id for found in candidates)
        unwanted = self._index.search(Request(denied, limit=_ALL, only=ids)).found if denied else ()
        seen = {found.id: found.terms for found in unwanted}
        return tuple(found.id for found in candidates if self._holds(found, proofs, seen.get(found.id, frozenset())))

    def _holds(self, found: Found, proofs: Mapping[str, proving.Proof], denied: proving.Terms) -> bool:
        read = cache(lambda: Stored.read(found.stored).passages)
        return any(self._has(found, proofs[language], language, denied, read) for language in _evident(found, proofs))

    def _has(
        self,
        found: Found,
        holds: proving.Proof,
        language: str,
        denied: proving.Terms,
        read: Callable[[], Mapping[str, StoredPassage]],
    ) -> bool:
        """Whether the passage in *language* has what is demanded of it. It is *read* only where terms do not tell."""
        seen = proving.seen_in(language, found.terms, denied)
        # A label in this language may have been seen though the statement has no passage in it.
        if not (seen.words or seen.keys or language in read()):
            return False
        named, keys_of = self._named(found, language), self._words.keys_of
        passage = cache(lambda: matching.PassageText(language, read()[language].text, named, keys_of))
        return holds(passage, seen)

    def _answer(self, demand: Demand, language: str, text: str, found: Found) -> tuple[int, Match] | None:
        return matching.match(demand, language, text, self._words.keys_of, self._named(found, language))

    def _named(self, found: Found, language: str) -> dict[tuple[str, str], str]:
        """The labels that the engine saw, as they read in *language*."""
        return {
            (field, value): self._labels.of(field, value, language)
            for field, value in found.terms
            if field in LABEL_FIELDS
        }

    def _hit(self, found: Found, plan: Plan, language: str) -> Hit:
        stored = Stored.read(found.stored)
        shown, _ = stored.shown(language)
        matches = []
        for tag in _evident(found, plan.demands):
            # Where the statement has no passage in this language, a label in it may still have called it.
            text = stored.passages[tag].text if tag in stored.passages else ""
            if answer := self._answer(plan.demands[tag], tag, text, found):
                matches.append(answer)
        best = _best(matches, (shown, stored.original))
        texts = {tag: passage.text for tag, passage in stored.passages.items()}
        highlights = {match.language: match.highlights for match in best if match.text == texts.get(match.language)}
        view = stored.view(language, self._labels.titles.get(stored.source, {}), highlights)
        return Hit(view, round(found.score, 4), LEVELS[found.level], best)

    # --------------------------------------------------------------------------------------------------------- filters

    def _filters(
        self, language: str, listed: tuple[str, ...], options: SearchOptions, fields: Sequence[Field]
    ) -> Iterator[Filter]:
        """The filters of the options and of the query: several values of a field are alternatives."""
        chosen = {
            "kind": options.kinds,
            "topic": options.topics,
            "source": options.sources,
            "publisher": options.publishers,
            "language": listed,
            "state": options.states,
            "year": (options.years,) if options.years is not None else (),
        }
        for field, values in chosen.items():
            yield from self._filter(field, values, language, negated=False)
        for negated in (False, True):
            written: dict[str, list[str]] = {}
            for one in fields:
                if one.negated == negated:
                    self._check_written(one, language)
                    written.setdefault(one.name, []).append(one.value)
            for field, found in written.items():
                yield from self._filter(field, tuple(found), language, negated=negated)
        if self._public or not options.drafts:
            yield _DRAFT._replace(negated=True)

    def _filter(self, field: str, values: tuple[str, ...], language: str, *, negated: bool) -> Iterator[Filter]:
        if values:
            yield Filter(field, tuple(self._keywords(field, values, language)), negated)

    def _keywords(self, field: str, values: tuple[str, ...], language: str) -> Iterator[str]:
        """The keywords that *values* of a filter stand for."""
        for value in values:
            if field == "year":
                yield from _years(value, set(self._labels.years.values()))
                continue
            check_value(field, value, self._known(field))
            yield f"{language}:{value}" if field == "state" else value

    def _known(self, field: str) -> Collection[str]:
        known: dict[str, Collection[str]] = {
            "kind": [kind.value for kind in Kind],
            "topic": self._labels.topics,
            "source": self._labels.titles,
            "publisher": set(self._labels.publishers.values()),
            "language": LANGUAGES,
            "state": STATES,
        }
        return known[field]

    def _check_written(self, field: Field, language: str) -> None:
        """Say of a wrong value in the query where it stands."""
        try:
            list(self._keywords(field.name, (field.value,), language))
        except UsageError as error:
            raise QueryError(
                error.message.template,
                code=error.code,
                start=field.start,
                end=field.end,
                hint=error.hint,
                **error.message.parameters,
            ) from error


def _modes(query: Query, options: SearchOptions) -> tuple[Mode, ...]:
    """How to ask, the strictest first. Literal search stays literal, and a listing has nothing to relax."""
    if options.literal or query.tree is None:
        return (Mode(options.literal),)
    return Mode(), Mode(typos=True), Mode(relaxed=True)


def check_value(field: str, value: str, known: Collection[str]) -> None:
    """Refuse a *value* that does not exist, with the nearest that does.

    :raises UsageError: if it is not among *known*.
    """
    if value in known:
        return
    hint = did_you_mean(value, known)
    raise UsageError(N_("there is no {field} “{value}”"), code="unknown-value", hint=hint, field=field, value=value)


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


def _evident(found: Found, demands: Collection[str]) -> list[str]:
    """The languages of *demands* in which the engine saw terms; all of them where a label stood in for a word."""
    seen = {text.partition(":")[0] if field == NUM else field.partition(".")[2] for field, text in found.terms}
    labelled = any(field in LABEL_FIELDS for field, _ in found.terms)
    return [language for language in demands if labelled or language in seen]


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
