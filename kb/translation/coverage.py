"""Which passages are missing, unconfirmed, outdated, reviewed?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from kb.model import Change, Confirmation, Corpus, Passage, Publication, SourceContent, Standing, State, Statement, Term
from kb.names import protected_names
from kb.translation.changes import grade

#: Disjoint, in this order; a passage counts once.
COUNTERS = ("missing", "unconfirmed", "outdated", *State)


def standings(content: SourceContent, glossary: Mapping[str, Term]) -> dict[tuple[str, str], Standing]:
    """How every passage of a source stands to its original, by (statement id, language)."""
    original = content.source.original
    names = protected_names(glossary, original)
    recorded = {(release.address, release.version): release.text for release in content.releases}
    found: dict[tuple[str, str], Standing] = {}
    for statement in content.statements.values():
        source = statement.passages.get(original)
        for language, passage in statement.passages.items():
            line = content.confirmations.get((language, statement.id))
            if language == original or source is None:
                found[statement.id, language] = Standing(State.FINAL)
            else:
                change = _change(line, source, f"{statement.address}/{original}", recorded, names)
                found[statement.id, language] = _standing(line, passage, change)
    return found


def _change(
    line: Confirmation | None,
    original: Passage,
    address: str,
    recorded: Mapping[tuple[str, str], str],
    names: frozenset[str],
) -> Change | None:
    if line is None or line.of == original.version:
        return None
    return grade(recorded.get((address, line.of)), original.text, names)


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


def tally(
    statements: Iterable[Statement],
    languages: Iterable[str],
    standing_of: Mapping[tuple[str, str], Standing],
    today: str,
) -> dict[str, dict[str, int]]:
    """Per language, how many published statements count under which of :data:`COUNTERS`.

    *standing_of* maps (address, language) to the standing of that passage.
    """
    published = [one for one in statements if one.publication_on(today) is Publication.PUBLISHED]
    return {tag: _counts(published, tag, standing_of) for tag in languages}


def _counts(
    statements: Iterable[Statement], language: str, standing_of: Mapping[tuple[str, str], Standing]
) -> dict[str, int]:
    found = Counter(counter(standing_of.get((statement.address, language))) for statement in statements)
    return {name: found[name] for name in COUNTERS}


def assess(corpus: Corpus) -> dict[tuple[str, str], Standing]:
    """How every passage stands to its original, by (``SOURCE/ID``, language)."""
    return {
        (f"{source}/{id}", language): standing
        for source, content in corpus.sources.items()
        for (id, language), standing in standings(content, corpus.glossary).items()
    }
