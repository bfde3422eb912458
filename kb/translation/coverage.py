"""Which passages are missing, unconfirmed, outdated, reviewed?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kb.answers import Amount, GateFailure, LanguageCoverage
from kb.model import (
    Change,
    Confirmation,
    Corpus,
    Gate,
    Kind,
    Passage,
    ProducedBy,
    Publication,
    SourceContent,
    Standing,
    State,
    Term,
    publication_on,
)
from kb.translation.changes import grade

#: Disjoint, in this order; a passage counts once.
COUNTERS = ("missing", "unconfirmed", "outdated", *State)

#: The counters of what a language has; under the others there is something left to do.
DONE = (State.TRANSLATED, State.REVIEWED, State.FINAL)

_WORD = re.compile(r"[^\W_]")
_ORDER = {state: at for at, state in enumerate(State)}


class Covered(NamedTuple):
    """A statement as coverage sees it. ``words`` are those of its original.

    ``standings`` has an entry for each language that the knowledge base promises, in its order; None: no passage.
    """

    address: str
    kind: Kind
    publication: Publication
    embargo_until: str | None
    addressees: tuple[str, ...]
    words: int
    standings: tuple[Standing | None, ...]

    def publication_on(self, today: str) -> Publication:
        """How the statement stands on *today* (ISO date): one under embargo is still a draft."""
        return publication_on(self.publication, self.embargo_until, today)


def standings(content: SourceContent, glossary: Mapping[str, Term]) -> dict[tuple[str, str], Standing]:
    """How every passage of a source stands to its original, by (statement id, language)."""
    original = content.source.original
    recorded = {(release.address, release.version): release.text for release in content.releases}
    found: dict[tuple[str, str], Standing] = {}
    for statement in content.statements.values():
        source = statement.passages.get(original)
        grades: dict[str, Change] = {}  # many passages were confirmed against the same wording
        for language, passage in statement.passages.items():
            line = content.confirmations.get((language, statement.id))
            if language == original or source is None:
                found[statement.id, language] = Standing(State.FINAL)
                continue
            if line is not None and line.of != source.version and line.of not in grades:
                before = recorded.get((f"{statement.address}/{original}", line.of))
                grades[line.of] = grade(before, source.text, original, glossary)
            found[statement.id, language] = _standing(line, passage, grades.get(line.of) if line else None)
    return found


def _standing(line: Confirmation | None, passage: Passage, change: Change | None) -> Standing:
    outdated = change is not None and change.outdates
    if line is None:
        return Standing(State.INITIAL, unconfirmed=True)
    if line.text != passage.version:
        # Nobody has said anything about this wording yet, whatever was said about the one before.
        return Standing(State.INITIAL, line.produced_by, unconfirmed=True, outdated=outdated, change=change)
    return Standing(line.state, line.produced_by, outdated=outdated, change=change)


def counter(standing: Standing | None) -> str:
    """Under which of :data:`COUNTERS` a passage counts; None stands for a passage that does not exist."""
    if standing is None:
        return "missing"
    if standing.unconfirmed:
        return "unconfirmed"
    return "outdated" if standing.outdated else standing.state.value


def covered(
    content: SourceContent, standing_of: Mapping[tuple[str, str], Standing], languages: Sequence[str]
) -> Iterator[Covered]:
    """The statements of a source, in the order of the original; *standing_of* is what :func:`standings` says of it."""
    for statement in content.statements.values():
        original = statement.passages.get(content.source.original)
        yield Covered(
            statement.address,
            statement.kind,
            statement.publication,
            statement.embargo_until,
            statement.addressees,
            words(original.text) if original is not None else 0,
            tuple(standing_of.get((statement.id, tag)) for tag in languages),
        )


def words(text: str) -> int:
    """How many words *text* has: signs by themselves are none, figures are."""
    return sum(1 for word in text.split() if _WORD.search(word))


def tally(published: Sequence[Covered], languages: Sequence[str]) -> dict[str, LanguageCoverage]:
    """How each of *languages* covers the statements *published*; both have their standings in the same order."""
    return {tag: _language([(one.standings[at], one.words) for one in published]) for at, tag in enumerate(languages)}


def _language(found: Sequence[tuple[Standing | None, int]]) -> LanguageCoverage:
    counts: Counter[str] = Counter()
    left = having = 0
    for standing, length in found:
        counts[name := counter(standing)] += 1
        left += length if name not in DONE else 0
        having += length if standing is not None else 0
    done = sum(counts[name] for name in DONE)
    producers = Counter(one.produced_by for one, _ in found if one is not None)
    return LanguageCoverage(
        **{name: counts[name] for name in COUNTERS},
        words=having,
        share=done / len(found) if found else 1.0,
        words_left=left,
        produced_by={one.value: producers[one] for one in ProducedBy if producers[one]},
    )


def units(content: SourceContent, languages: Sequence[str]) -> list[Amount]:
    """How many of its titles and groups a source has in each of *languages*."""
    source = content.source
    groups = len(source.groups.get(source.original, ()))
    return [
        Amount((tag in source.titles) + min(groups, len(source.groups.get(tag, ()))), 1 + groups) for tag in languages
    ]


def failures(published: Iterable[Covered], gates: Sequence[Gate], languages: Sequence[str]) -> Iterator[GateFailure]:
    """What *gates* demand of the statements *published* and is not there, each passage once, by language and address."""
    rows = list(published)
    for at, tag in enumerate(languages):
        demanding = [gate for gate in gates if tag in (gate.languages or languages)]
        for one in rows if demanding else ():
            needed = [gate for gate in demanding if _applies(gate, one) and not _passes(gate, one.standings[at])]
            if needed:
                standing = one.standings[at]
                state = max((gate.state for gate in needed), key=_ORDER.__getitem__)
                change = standing.change.value if standing is not None and standing.change else None
                yield GateFailure(f"{one.address}/{tag}", tag, counter(standing), change, state.value)


def _applies(gate: Gate, one: Covered) -> bool:
    return gate.kind in (None, one.kind) and (gate.addressee is None or gate.addressee in one.addressees)


def _passes(gate: Gate, standing: Standing | None) -> bool:
    if standing is None or standing.unconfirmed or (standing.outdated and not gate.outdated):
        return False
    return _ORDER[standing.state] >= _ORDER[gate.state]


def assess(corpus: Corpus) -> dict[tuple[str, str], Standing]:
    """How every passage stands to its original, by (``SOURCE/ID``, language)."""
    return {
        (f"{source}/{id}", language): standing
        for source, content in corpus.sources.items()
        for (id, language), standing in standings(content, corpus.glossary).items()
    }
