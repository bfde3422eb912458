"""Which languages have which statements, in what state, and what does the coverage policy say of it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kb.answers import Amount, Cell, CoverageAnswer, CoverageRow, GateAnswer
from kb.content.corpus import Shared
from kb.content.paths import BASE
from kb.errors import N_, NotFound, UsageError, message
from kb.hall import folders
from kb.hall.opening import Progress
from kb.model import Base, Publication, Standing
from kb.nearest import did_you_mean
from kb.settings import Settings
from kb.translation import coverage as standings
from kb.translation.coverage import Covered

#: A coverage policy as it is written in ``kb.yaml``.
EXAMPLE = "coverage: [{languages: [fi, sv], state: translated}]"


class Wanted(NamedTuple):
    """What is asked for: one *source* or all, and whether the policy matters."""

    source: str | None = None
    gate: bool = False


def coverage(settings: Settings, today: str, wanted: Wanted, progress: Progress, processes: int = 1) -> CoverageAnswer:
    """The statements published on *today*, of all sources or of one, and how each language has them.

    :raises NotFound: if there is no such source.
    :raises UsageError: if the policy matters and there is none.
    """
    source = wanted.source
    shared, reports = folders.read(settings, progress, processes, source)
    _refuse(wanted, shared)
    published: list[Covered] = []
    units: list[Sequence[Amount]] = []
    broken = len({problem.place.path for problem in shared.problems if problem.is_error})
    for report in reports:
        published += (one for one in report.facts.covered if one.publication_on(today) is Publication.PUBLISHED)
        units.append(report.facts.units)
        broken += report.facts.broken
    languages = shared.base.languages
    return CoverageAnswer(
        statements=len(published),
        languages=standings.tally(published, languages),
        rows=tuple(CoverageRow(one.address, one.kind.value, tuple(map(_cell, one.standings))) for one in published),
        labels=_labels(units, shared if source is None else None, languages),
        gate=_gate(published, shared.base, broken),
        broken=broken,
    )


def _refuse(wanted: Wanted, shared: Shared) -> None:
    names = [folder.name for folder in shared.folders]
    if wanted.source is not None and wanted.source not in names:
        hint = did_you_mean(wanted.source, names)
        raise NotFound(N_("there is no source “{source}”"), code="no-such-source", hint=hint, source=wanted.source)
    if wanted.gate and not shared.base.coverage:
        raise UsageError(
            N_("there is no coverage policy in {file}"),
            code="no-policy",
            hint=message(N_("write one there, for example: {example}"), example=EXAMPLE),
            file=f"content/{BASE}",
        )


@cache
def _cell(standing: Standing | None) -> Cell:
    """The one cell for all passages that stand alike."""
    counter = standings.counter(standing)
    if standing is None:
        return Cell(counter, None, None, False, None)
    produced_by = standing.produced_by.value if standing.produced_by else None
    change = standing.change.value if standing.change else None
    return Cell(counter, standing.state.value, produced_by, standing.outdated, change)


def _gate(published: Sequence[Covered], base: Base, broken: int) -> GateAnswer:
    """What the policy demands of the statements *published*. Nobody can say so of files that cannot be read."""
    failures = tuple(standings.failures(published, base.coverage, base.languages))
    return GateAnswer(not failures and not broken, len(base.coverage), failures)


def _labels(units: Iterable[Sequence[Amount]], shared: Shared | None, languages: Sequence[str]) -> Mapping[str, Amount]:
    """Titles and groups of the sources; with what is *shared*, labels of topics and terms too. Names need no forms."""
    have, of = dict.fromkeys(languages, 0), 0
    for found in units:
        of += max((each.of for each in found), default=0)
        for tag, each in zip(languages, found, strict=False):  # nothing of a source that cannot be read
            have[tag] += each.have
    entries: list[Mapping[str, object]] = []
    if shared is not None:
        entries += (topic.labels for topic in (shared.topics or {}).values())
        entries += (term.forms for term in shared.glossary.values() if term.name is None)
    return {tag: Amount(have[tag] + sum(tag in one for one in entries), of + len(entries)) for tag in languages}
