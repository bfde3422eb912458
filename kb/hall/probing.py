"""Does the index find its own passages, whichever way their words are typed?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from kb.answers import Miss, Probed, Recall
from kb.hall.opening import Opened, Opening
from kb.languages import LANGUAGES
from kb.search import query
from kb.search.inflections import Inflections
from kb.search.probing import MODES, Probe, probes
from kb.search.records import Stored

#: Statements probed; of a larger base so many are chosen.
MOST_STATEMENTS = 100

SEED = 1


class _Asked(NamedTuple):
    """A probe, and the statements that it should find."""

    probe: Probe
    statements: Sequence[str]


def probe(opening: Opening, cache: Path, languages: Sequence[str]) -> Probed:
    """Ask the index for each word of its passages in *languages* (without any: all that it has).

    *cache* is the user's cache folder. The same index gives the same answer.
    """
    return opening.ask(lambda opened: _Probing(opening, opened, Inflections(cache)).of(languages))


class _Probing:
    """One index, asked."""

    def __init__(self, opening: Opening, opened: Opened, inflections: Inflections) -> None:
        self._opening = opening
        self._searcher = opened.searcher
        self._lexicon = opened.lexicon
        self._inflections = inflections

    def of(self, languages: Sequence[str]) -> Probed:
        """The recall of *languages*, in the order of the table, and every miss."""
        stored = self._searcher.show(_chosen(sorted(self._searcher.ids()), MOST_STATEMENTS))
        having = {tag for one in stored.values() for tag in one.passages}
        wanted = [tag for tag in LANGUAGES if tag in having and (tag in languages or not languages)]
        recall: dict[str, dict[str, Recall]] = {}
        missed: list[Miss] = []
        for done, language in enumerate(wanted):
            self._opening.step("probing", done, len(wanted))
            recall[language] = self._recall(language, stored, missed)
        self._opening.step("probing", len(wanted), len(wanted))
        # Nobody typed these words: they need not be known faster next time.
        self._lexicon.forget()
        return Probed(len(stored), SEED, recall, tuple(missed))

    def _recall(self, language: str, stored: Mapping[str, Stored], missed: list[Miss]) -> dict[str, Recall]:
        asked: Counter[str] = Counter()
        found: Counter[str] = Counter()
        for probe, statements in self._asked(language, stored):
            answering = self._searcher.answering(query.parse(probe.typed), language, statements)
            asked[probe.mode] += len(statements)
            found[probe.mode] += len(answering)
            missed += [Miss(f"{id}/{language}", *probe) for id in statements if id not in answering]
        return {mode: Recall(asked[mode], found[mode]) for mode in MODES if asked[mode]}

    def _asked(self, language: str, stored: Mapping[str, Stored]) -> Iterator[_Asked]:
        """Every probe once, with all statements whose passage it was made from."""
        statements: dict[Probe, list[str]] = {}
        for id, one in stored.items():
            if language in one.passages:
                text = one.passages[language].text
                for probe in probes(text, language, self._lexicon.keys_of, self._inflections, _chosen):
                    statements.setdefault(probe, []).append(id)
        return (_Asked(probe, ids) for probe, ids in statements.items())


def _chosen(words: Sequence[str], most: int) -> Sequence[str]:
    """At most so many of *words*, in their order; the same for the same words."""
    if len(words) <= most:
        return words
    random = Random(f"{SEED} {words[0]} {len(words)}")  # noqa: S311 - chance, not secrecy
    return [words[at] for at in sorted(random.sample(range(len(words)), most))]
