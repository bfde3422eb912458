"""Which wordings can be translated, from which original, and how do they stand today?

Passages of published statements; and the labels: titles of sources, headings of groups, topics and terms.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from kb.model import Corpus, Publication, Source, SourceContent, Standing, State, Statement
from kb.names import forms_of_names
from kb.text import canonical, version
from kb.translation import coverage
from kb.translation.exchange.tmx import Aligned
from kb.translation.exchange.units import Document, Unit

TOPICS, GLOSSARY, TITLE, GROUP = "topics", "glossary", "title", "group-"


class Standings(NamedTuple):
    """A unit, and under which counter of :data:`kb.translation.coverage.COUNTERS` it counts."""

    unit: Unit
    counter: str


def is_label(id: str) -> bool:
    """Whether the unit *id* is a title, heading, topic or term; else it is a passage."""
    return "#" in id


def label_version(text: str) -> str:
    """The version of a title or label."""
    return version(canonical(text))


class Translatable:
    """What can be translated of *corpus* on the day *today*. How passages stand is found out once for all languages."""

    def __init__(self, corpus: Corpus, today: str) -> None:
        self._corpus, self._today = corpus, today
        self._standings: dict[str, Mapping[tuple[str, str], Standing]] = {}

    def documents(self, target: str, only: Collection[str] = (), source: str | None = None) -> list[Document]:
        """What there is to translate into *target*, a document an original language; none without units.

        *only* names counters, all if empty; with *source* the units of that source alone.
        """
        found: list[Document] = []
        for language in originals(self._corpus):
            standing = [] if language == target else self._units(language, target, source)
            units = tuple(one.unit for one in standing if not only or one.counter in only)
            if units:
                found.append(Document(language, target, units, self._corpus.base.name))
        return found

    def units(self, target: str) -> dict[str, Unit]:
        """Every unit that can be translated into *target*, by id, as it stands."""
        return {unit.id: unit for document in self.documents(target) for unit in document.units}

    def _units(self, language: str, target: str, source: str | None) -> Iterator[Standings]:
        forms = forms_of_names(self._corpus.glossary, language)
        names = tuple(dict.fromkeys(form for known in forms.values() for form in known))
        for content in self._corpus.sources.values():
            if content.source.original == language and source in (None, content.source.id):
                yield from _labels_of_source(content.source, target)
                standing_of = self._standing_of(content)
                for statement in content.statements.values():
                    if statement.publication_on(self._today) is Publication.PUBLISHED:
                        yield _passage(content, statement, target, standing_of.get((statement.id, target)), names)
        if source is None:
            yield from _vocabulary(self._corpus, language, target)

    def _standing_of(self, content: SourceContent) -> Mapping[tuple[str, str], Standing]:
        id = content.source.id
        if id not in self._standings:
            self._standings[id] = coverage.standings(content, self._corpus.glossary)
        return self._standings[id]


def originals(corpus: Corpus) -> list[str]:
    """The languages that sources were written in, the most frequent first."""
    counted = Counter(content.source.original for content in corpus.sources.values())
    return sorted(counted, key=lambda tag: (-counted[tag], tag))


def aligned(found: Iterable[Document]) -> list[Aligned]:
    """The units of documents into several languages, each once, with the wordings that it has."""
    first: dict[str, tuple[str, Unit]] = {}
    targets: dict[str, dict[str, Unit]] = {}
    for document in found:
        for unit in document.units:
            first.setdefault(unit.id, (document.source_language, unit))
            targets.setdefault(unit.id, {})[document.target_language] = unit
    return [_aligned(unit, language, targets[id]) for id, (language, unit) in first.items()]


def _aligned(unit: Unit, original: str, targets: Mapping[str, Unit]) -> Aligned:
    having = {tag: one for tag, one in targets.items() if one.target is not None}
    return Aligned(
        unit.id,
        original,
        {original: unit.source, **{tag: one.target or "" for tag, one in having.items()}},
        {original: unit.source_version, **{tag: one.target_version for tag, one in having.items()}},
        {tag: one.state.value for tag, one in having.items() if one.state},
    )


# ------------------------------------------------------------------------------------------------------------- passages


def _passage(
    content: SourceContent, statement: Statement, target: str, standing: Standing | None, names: Iterable[str]
) -> Standings:
    original = statement.passages[content.source.original]
    passage = statement.passages.get(target)
    line = content.confirmations.get((target, statement.id))
    before = None
    if passage is not None and line is not None and line.of != original.version:
        before = _on_record(content, f"{statement.address}/{original.language}", line.of)
    unit = Unit(
        id=statement.address,
        source=_normal(original.markdown),
        target=_normal(passage.markdown) if passage else None,
        source_version=original.version,
        target_version=passage.version if passage else "",
        state=_state(standing),
        produced_by=standing.produced_by if standing else None,
        note=_note(statement, standing),
        previous=before,
        names=tuple(name for name in names if name in original.markdown),
    )
    return Standings(unit, coverage.counter(standing))


def _state(standing: Standing | None) -> State | None:
    """What a translator is told: what nobody has confirmed, or what was overtaken, is to be looked at."""
    if standing is None:
        return None
    return State.INITIAL if standing.unconfirmed or standing.outdated else standing.state


def _on_record(content: SourceContent, address: str, wording: str) -> str | None:
    return next((one.text for one in content.releases if (one.address, one.version) == (address, wording)), None)


def _note(statement: Statement, standing: Standing | None) -> str:
    """Words of the content format, which no language has to be chosen for."""
    said = {
        "kind": statement.kind.value,
        "topics": ", ".join(statement.topics),
        "change": standing.change.value if standing and standing.change else "",
    }
    return "; ".join(f"{key}: {value}" for key, value in said.items() if value)


def _normal(markdown: str) -> str:
    return unicodedata.normalize("NFC", markdown)


# --------------------------------------------------------------------------------------------------------------- labels


def _labels_of_source(source: Source, target: str) -> Iterator[Standings]:
    # A new file of a translator's begins with the title and the headings of the original.
    title = source.titles.get(target)
    yield _label(f"{source.id}#{TITLE}", source.title, title, TITLE, copied=title == source.title)
    translated = source.groups.get(target, ())
    for number, heading in enumerate(source.groups.get(source.original, ()), 1):
        own = translated[number - 1] if number <= len(translated) else None
        yield _label(f"{source.id}#{GROUP}{number}", heading, own, "group", copied=own == heading)


def _vocabulary(corpus: Corpus, language: str, target: str) -> Iterator[Standings]:
    """Topics and terms that have a label in *language*, and in no original language that comes before it."""
    ranked = originals(corpus)
    earlier = ranked[: ranked.index(language)]
    for topic in corpus.topics.values():
        if language in topic.labels and not any(tag in topic.labels for tag in earlier if tag != target):
            yield _label(f"{TOPICS}#{topic.id}", topic.labels[language], topic.labels.get(target), "topic")
    for term in corpus.glossary.values():
        if language in term.forms and not any(tag in term.forms for tag in earlier if tag != target):
            own = term.forms.get(target)
            yield _label(f"{GLOSSARY}#{term.id}", term.forms[language][0], own[0] if own else None, "term")


def _label(id: str, text: str, own: str | None, note: str, *, copied: bool = False) -> Standings:
    """Nobody confirms labels: one that is there counts as translated, but if it is only a *copied* original."""
    if not own:
        return Standings(Unit(id, _normal(text), source_version=label_version(text), note=note), "missing")
    state = State.INITIAL if copied else State.TRANSLATED
    unit = Unit(id, _normal(text), _normal(own), label_version(text), label_version(own), state, None, note)
    return Standings(unit, state.value)
