"""Here is a quotation and what is cited beside it: which verdict does it get, and against which passage?

Search proposes statements; the texts alone decide (``kb.citation.quotes``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from kb.citation import quotes
from kb.citation.quotes import ALTERED, EXACT, LEVELS, Judged
from kb.hall.cited import Meant
from kb.model import Publication
from kb.search.earlier import EarlierWording
from kb.search.records import Stored
from kb.text import SHORT_VERSION, version

#: What a quotation can be beside what the texts decide.
EARLIER, MISATTRIBUTED, WITHDRAWN, NOT_FOUND, UNCHECKED, NOT_OURS = (
    *("earlier_wording", "misattributed", "withdrawn", "not_found", "could_not_check", "not_ours"),
)

#: Quotations of fewer words that nobody cites are not looked for: they may be irony.
FEWEST_WORDS = 3
#: Statements looked at for one quotation.
MOST_STATEMENTS = 6
#: Of them so many are compared word by word, if none is exact.
_COMPARED = 3
#: How alike an altered quotation of at least so many words must be to be ours though nobody cites us.
_UNCITED, _UNCITED_WORDS = 0.7, 5


class Known(Protocol):
    """What the knowledge base knows."""

    def statement(self, address: str) -> Stored | None:
        """The statement at ``SOURCE/ID``."""

    def alike(self, text: str, *, published: bool) -> tuple[Sequence[Stored], Sequence[str]]:
        """Statements that the text may be a passage of, and the languages that it may be in."""

    def earlier(self, statement: str) -> Sequence[EarlierWording]:
        """Wordings of ``SOURCE/ID`` on record that are not today's; the statement itself may be gone."""

    def earlier_alike(self, text: str) -> Sequence[EarlierWording]:
        """Wordings on record, not today's, of any statement, that the text may be a part of."""

    def names(self, language: str) -> frozenset[str]:
        """Words of protected names."""


class Against(NamedTuple):
    """A passage that a quotation was held against; with ``earlier`` a wording on record that is not today's.

    ``stored`` is None where the statement of that wording is gone.
    """

    stored: Stored | None
    language: str
    judged: Judged
    earlier: EarlierWording | None = None

    @property
    def statement(self) -> str:
        """``SOURCE/ID``."""
        if self.stored is not None:
            return f"{self.stored.source}/{self.stored.id}"
        assert self.earlier is not None
        return self.earlier.statement

    @property
    def source(self) -> str:
        """The id of its source."""
        return self.statement.partition("/")[0]

    @property
    def today(self) -> str | None:
        """What the passage says today; None if it is gone."""
        passage = self.stored.passages.get(self.language) if self.stored is not None else None
        return passage.text if passage is not None else None

    @property
    def text(self) -> str:
        """The wording that it was held against."""
        return self.earlier.text if self.earlier is not None else self.today or ""

    @property
    def address(self) -> str:
        """With the version of that wording."""
        return f"{self.statement}/{self.language}@{version(self.text)[:SHORT_VERSION]}"

    @property
    def publication(self) -> Publication | None:
        """How the statement stands; None if it is gone."""
        return Publication(self.stored.publication) if self.stored is not None else None


class Decision(NamedTuple):
    """The verdict, what it was judged ``against``, and other statements with the same words."""

    verdict: str
    against: Against | None = None
    also: tuple[Against, ...] = ()


def decide(text: str, meant: Meant, known: Known, *, direct: bool = True) -> Decision:
    """The verdict on the quotation *text*, beside which *meant* is cited; not *direct*: beside its neighbour in the sentence."""
    if not direct and (meant.ours or meant.foreign):
        alone = decide(text, Meant(), known)
        if alone.verdict != NOT_OURS:
            return alone
        shared = decide(text, meant, known)
        accused = shared.verdict in (MISATTRIBUTED, NOT_FOUND)
        return alone if accused and len(text.split()) < _UNCITED_WORDS else shared
    if meant.foreign and not meant.ours:
        return Decision(NOT_OURS)
    if not meant.ours and len(text.split()) < FEWEST_WORDS:
        return Decision(NOT_OURS)
    return _Deciding(text, meant, known).decide()


class _Deciding:
    def __init__(self, text: str, meant: Meant, known: Known) -> None:
        self._text = text
        self._meant = meant
        self._known = known
        self._cited = [one for one in map(known.statement, dict.fromkeys(a.statement for a in meant.addresses)) if one]
        self._wanted = {address.statement for address in meant.addresses}
        self._languages: tuple[str, ...] = ()

    def decide(self) -> Decision:
        """What is exact in what is cited comes first; what is only alike comes last."""
        likely = self._likely(published=True)
        found = self._exact([*self._cited, *likely])
        if not (any(map(self._is_cited, found)) if self._meant.ours else found):
            others = self._likely(published=False)
            found += self._exact(others)
            likely += others
        mine = [one for one in found if self._is_cited(one)]
        if self._meant.ours:
            return self._of_cited(mine, found, likely)
        return self._of_nobody(found, likely)

    def _of_cited(self, mine: Sequence[Against], found: Sequence[Against], likely: Sequence[Stored]) -> Decision:
        if mine:
            return self._decision(mine, found)
        earlier = self._earlier()
        if cited := [one for one in earlier if self._is_cited(one)]:
            return self._decision(cited, cited)
        if others := found or earlier:
            return self._decision(others, others)._replace(verdict=MISATTRIBUTED)
        closest = self._closest([*self._cited, *likely])
        if closest is None:
            return Decision(UNCHECKED if self._language_is_missing() else NOT_FOUND, self._cited_passage())
        if self._is_cited(closest):
            return Decision(or_withdrawn(ALTERED, closest), closest)
        return Decision(MISATTRIBUTED, closest)

    def _of_nobody(self, found: Sequence[Against], likely: Sequence[Stored]) -> Decision:
        if found:
            return self._decision(found, found)
        enough = len(self._text.split()) >= _UNCITED_WORDS
        if earlier := [one for one in self._earlier() if enough or one.judged.whole]:
            return self._decision(earlier, earlier)
        closest = self._closest(likely) if enough else None
        if closest is None or closest.judged.closeness < _UNCITED:
            return Decision(NOT_OURS)
        return Decision(or_withdrawn(ALTERED, closest), closest)

    def _decision(self, found: Sequence[Against], also: Sequence[Against]) -> Decision:
        """The best of *found*, and the other statements that are as good."""
        best = min(found, key=self._rank)
        same = {one.statement: one for one in also if one.judged.verdict == best.judged.verdict}
        others = tuple(one for statement, one in sorted(same.items()) if statement != best.statement)
        verdict = EARLIER if best.earlier else best.judged.verdict
        return Decision(or_withdrawn(verdict, best), best, others)

    def _rank(self, one: Against) -> tuple[object, ...]:
        asked = {(address.statement, address.language) for address in self._meant.addresses}
        return (
            one.judged.verdict != EXACT,
            LEVELS.index(one.judged.level or LEVELS[-1]),
            not one.judged.whole,
            (one.statement, one.language) not in asked,
            one.stored is None,
            one.publication is not None and list(Publication).index(one.publication),
            one.stored is not None and one.language != one.stored.original,
            one.statement,
            one.language,
        )

    # ------------------------------------------------------------------------------------------------------ candidates

    def _likely(self, *, published: bool) -> list[Stored]:
        if len(self._text.split()) < FEWEST_WORDS:
            return []  # a word or two stand in many statements: only what is cited counts
        found, languages = self._known.alike(self._text, published=published)
        self._languages = tuple(dict.fromkeys((*self._languages, *languages)))
        return list(found)

    def _passages(self, statements: Iterable[Stored]) -> Iterator[tuple[Stored, str]]:
        """Each statement's passages in the languages that the text may be in; all of those that are cited."""
        seen: set[tuple[str, str]] = set()
        for one in statements:
            wanted = one.passages if f"{one.source}/{one.id}" in self._wanted else self._languages
            for language in wanted:
                key = f"{one.source}/{one.id}", language
                if language in one.passages and key not in seen:
                    seen.add(key)
                    yield one, language

    def _exact(self, statements: Iterable[Stored]) -> list[Against]:
        return [
            Against(one, language, judged)
            for one, language in self._passages(statements)
            if (judged := quotes.found(self._text, one.passages[language].text, language)) is not None
        ]

    def _earlier(self) -> list[Against]:
        """The wordings on record, not today's, that the text is one or a part of."""
        likely = [wording for statement in sorted(self._wanted) for wording in reversed(self._known.earlier(statement))]
        if len(self._text.split()) >= FEWEST_WORDS:
            likely += self._known.earlier_alike(self._text)
        return [
            Against(self._known.statement(one.statement), one.language, judged, one)
            for one in dict.fromkeys(likely)
            if (judged := quotes.found(self._text, one.text, one.language)) is not None
        ]

    def _closest(self, statements: Iterable[Stored]) -> Against | None:
        """The passage that the text is most alike to, what is cited first."""
        pairs = list(self._passages(statements))
        cited = [pair for pair in pairs if f"{pair[0].source}/{pair[0].id}" in self._wanted]
        others = [pair for pair in pairs if pair not in cited]
        for some in (self._most_alike(cited), self._most_alike(others)):
            found = [
                Against(one, language, judged)
                for one, language in some
                if (judged := self._judged(one, language)) is not None and quotes.is_close(judged)
            ]
            if found:
                return max(found, key=lambda one: (one.judged.closeness, _is_original(one)))
        return None

    def _most_alike(self, pairs: Sequence[tuple[Stored, str]]) -> list[tuple[Stored, str]]:
        """Those passages that have most words of the text."""
        words = set(self._text.split())
        shares = [(len(words.intersection(one.passages[tag].text.split())), (one, tag)) for one, tag in pairs]
        shares.sort(key=lambda pair: -pair[0])
        return [pair for share, pair in shares[:_COMPARED] if share]

    def _judged(self, one: Stored, language: str) -> Judged | None:
        return quotes.judge(self._text, one.passages[language].text, language, self._known.names(language))

    # ------------------------------------------------------------------------------------------------------- what is cited

    def _is_cited(self, one: Against) -> bool:
        return one.statement in self._wanted or one.source in self._meant.sources

    def _language_is_missing(self) -> bool:
        """Whether only passages are cited that do not exist in that language."""
        stored = {f"{one.source}/{one.id}": one for one in self._cited}
        return bool(self._meant.addresses) and all(
            address.language is not None
            and address.statement in stored
            and address.language not in stored[address.statement].passages
            for address in self._meant.addresses
        )

    def _cited_passage(self) -> Against | None:
        """What is cited, to be shown beside what is not it."""
        for address in self._meant.addresses:
            stored = self._known.statement(address.statement)
            if stored is not None:
                language = next((tag for tag in (address.language, stored.original) if tag in stored.passages), None)
                if language is not None:
                    return Against(stored, language, Judged(NOT_FOUND))
        return None


def or_withdrawn(verdict: str, one: Against) -> str:
    """Whatever the words are: what has been withdrawn must not be quoted."""
    return WITHDRAWN if one.publication == Publication.WITHDRAWN else verdict


def _is_original(one: Against) -> bool:
    return one.stored is not None and one.language == one.stored.original
