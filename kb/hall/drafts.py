"""What would the content files hold if these translations were in them?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from kb.answers import ImportedUnit
from kb.content import bodies, edits, paths, scaffold, yaml_edits
from kb.content.confirmations import translations_yaml
from kb.differences import word_diff
from kb.errors import N_, Refused, message
from kb.hall.editing import Edits, bytes_of, recorded
from kb.model import Confirmation, Corpus, Passage, Release, SourceContent, Statement
from kb.settings import Settings
from kb.text import canonical, version
from kb.translation import confirming
from kb.translation.confirming import Intent, Step
from kb.translation.exchange import exporting
from kb.translation.exchange.importing import Taken
from kb.translation.exchange.units import Unit


class Recorded(NamedTuple):
    """A line of ``translations.yaml`` to be: that of a passage in ``language``."""

    language: str
    step: Step


class Drafts:
    """The content files with changes that nobody has written yet. What is refused leaves them as they were."""

    def __init__(self, settings: Settings, corpus: Corpus, today: str, by: str = "") -> None:
        self.corpus, self.today, self.by = corpus, today, by
        self._settings = settings
        self._translatable = exporting.Translatable(corpus, today)
        self._known: dict[str, dict[str, Unit]] = {}
        self._texts: dict[Path, str] = {}
        self._before: dict[Path, bytes | None] = {}
        self._recorded: dict[str, list[Recorded]] = {}

    def known(self, language: str) -> dict[str, Unit]:
        """Every unit that can be translated into *language*, as it would stand."""
        if language not in self._known:
            self._known[language] = self._translatable.units(language)
        return self._known[language]

    def put(self, taken: Taken, language: str) -> ImportedUnit:
        """Put a translation into *language* in its place.

        :raises Refused: if its file cannot be changed.
        """
        unit = taken.unit
        if exporting.is_label(unit.id):
            plain, before = canonical(taken.target), canonical(unit.target or "")
            self._label(unit.id, language, taken.target)
            state = producer = None
        else:
            step = self.step(taken, language)
            plain, before = bodies.canonical_text(taken.target), bodies.canonical_text(unit.target or "")
            if taken.is_new_wording:
                self._passage(step.statement, language, taken.target)
            self._recorded.setdefault(step.statement.source, []).append(Recorded(language, step))
            state, producer = taken.state.value, taken.produced_by.value
        self.known(language)[unit.id] = unit._replace(
            target=taken.target, target_version=version(plain), state=taken.state, produced_by=taken.produced_by
        )
        return ImportedUnit(unit.id, language, _action(taken), state, producer, _differences(before, plain))

    def step(self, taken: Taken, language: str) -> Step:
        """What would be recorded of a passage: its statement with the passage as it would be, and the line about it."""
        source, _, id = taken.unit.id.partition("/")
        content = self.corpus.sources[source]
        statement = content.statements[id]
        text = bodies.canonical_text(taken.target)
        path = f"content/{source}/{language}{paths.PASSAGES}"
        old = statement.passages.get(language) or Passage(language, "", "", "", path, 0)
        passage = old._replace(text=text, version=version(text), markdown=taken.target)
        return Step(
            statement._replace(passages={**statement.passages, language: passage}),
            content.confirmations.get((language, id)),
            Confirmation(
                of=taken.unit.source_version,
                text=passage.version,
                state=taken.state,
                produced_by=taken.produced_by,
                by=self.by,
                date=self.today,
            ),
        )

    def add_forms(self, id: str, language: str, forms: Sequence[str]) -> None:
        """Add *forms* in *language* to the glossary's entry *id*, which may be a new one.

        :raises Refused: if the glossary cannot be changed so.
        """
        self._change(self._settings.content / paths.GLOSSARY, yaml_edits.add_forms, id, language, forms)

    # ------------------------------------------------------------------------------------------------------------ files

    def _label(self, id: str, language: str, text: str) -> None:
        owner, _, name = id.partition("#")
        content = self._settings.content
        if owner == exporting.TOPICS:
            self._change(content / paths.TOPICS, yaml_edits.set_label, name, language, text)
        elif owner == exporting.GLOSSARY:
            self._change(content / paths.GLOSSARY, yaml_edits.set_form, name, language, text)
        elif name == exporting.TITLE:
            self._change(self._passages(owner, language), edits.set_title, text)
        else:
            number = int(name.removeprefix(exporting.GROUP))
            self._change(self._passages(owner, language), edits.set_group, number, text)

    def _passage(self, statement: Statement, language: str, body: str) -> None:
        path = self._passages(statement.source, language)
        if edits.has_section(self._texts[path], statement.id):
            self._change(path, edits.replace_body, statement.id, body)
        else:
            original = self.corpus.sources[statement.source].source.original
            order = edits.outline(_decoded(paths.passage_file(self._settings.content, statement.source, original)))
            self._change(path, edits.insert_passage, statement.id, body, order)

    def _passages(self, source: str, language: str) -> Path:
        """The passage file of *source* in *language*; one that does not exist begins as a translator's would."""
        path = paths.passage_file(self._settings.content, source, language)
        if path not in self._texts and bytes_of(path) is None:
            self._before[path] = None
            self._texts[path] = scaffold.translation_text(self.corpus.sources[source].source, language)
        self._text(path)
        return path

    def _text(self, path: Path) -> str:
        if path not in self._texts:
            self._before[path] = bytes_of(path)
            self._texts[path] = _decoded(path)
        return self._texts[path]

    def _change(self, path: Path, edit: Callable[..., str], *arguments: object) -> None:
        self._texts[path] = edit(self._text(path), *arguments)

    def sources(self) -> list[SourceContent]:
        """The sources of which something is recorded."""
        return [self.corpus.sources[source] for source in self._recorded]

    def edits(self) -> Edits:
        """What changes on disk. A file that nothing was put into is not among it."""
        found: Edits = {}
        for path, text in self._texts.items():
            data, before = text.encode(), self._before[path]
            if data != before:
                found[path] = (before, data)
        for source, lines in self._recorded.items():
            found |= self._records(self.corpus.sources[source], lines)
        return found

    def _records(self, content: SourceContent, lines: Sequence[Recorded]) -> Edits:
        """The edits of ``translations.yaml`` and ``releases.jsonl`` of one source."""
        new = {(language, step.statement.id): step.new for language, step in lines}
        path = paths.source_file(self._settings.content, content.source.id, paths.TRANSLATIONS)
        text = translations_yaml({**content.confirmations, **new})
        wordings: list[Release] = []
        for language in dict.fromkeys(line.language for line in lines):
            steps = [step for tag, step in lines if tag == language]
            intent = Intent(language, None, None, self.by, self.today)
            known = content._replace(releases=(*content.releases, *wordings))
            wordings += confirming.wordings(known, steps, intent)
        return {path: (bytes_of(path), text.encode()), **recorded(self._settings, content, wordings)}


def _action(taken: Taken) -> str:
    if taken.unit.target is None:
        return "new"
    return "changed" if taken.is_new_wording else "confirmed"


def _differences(before: str, after: str) -> tuple[tuple[str, str], ...]:
    return tuple(word_diff(before, after)) if before else (("+", after),)


def _decoded(path: Path) -> str:
    try:
        return (bytes_of(path) or b"").decode()
    except UnicodeDecodeError as error:
        raise Refused(
            N_("{path} has errors and cannot be changed"),
            code="file-broken",
            hint=message(N_("to see them: kb check")),
            path=path.name,
        ) from error
