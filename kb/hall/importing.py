"""How does the library take in what translators did, and how does it take that back?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kb.answers import ImportAnswer, ImportedFile, ImportedUnit, RefusedUnit
from kb.content import bodies, characters, edits, writer
from kb.content.problems import problem as content_problem
from kb.errors import ERROR, Place, Problem, Refused
from kb.hall.confirming import check_readable
from kb.hall.drafts import Drafts
from kb.hall.editing import check_characters
from kb.hall.reading import read
from kb.languages import closest
from kb.model import Passage, Statement, is_id
from kb.settings import Settings
from kb.text import canonical, version
from kb.translation import confirming
from kb.translation.checks import checking
from kb.translation.checks.pair import Finding
from kb.translation.checks.rules import DIFFERENCES
from kb.translation.confirming import Intent
from kb.translation.exchange import exporting, formats, importing, tbx
from kb.translation.exchange.importing import Claim, Taken
from kb.translation.exchange.rules import problem

__all__ = ["Claim", "import_files", "undo_import"]

_TERMS = "tbx"


def import_files(
    settings: Settings, today: str, files: Sequence[tuple[str, bytes]], claim: Claim, *, write: bool, resume: bool
) -> ImportAnswer:
    """What the translators' *files* (name and bytes) change; changed if *write*, as one set that can be taken back.

    Each unit that cannot go in is refused by itself. With *resume* an interrupted import is completed first.

    :raises Refused: when a review is claimed without the reviewer's name.
    :raises ContentUnusable: if what was confirmed before cannot be read: writing would lose it.
    """
    confirming.check_intent(Intent("", claim.state, claim.produced_by, claim.by, today))
    check_characters(claim.by)
    recovered = writer.resume(settings.content) if resume else writer.Recovered((), ())
    corpus = read(settings)
    drafts = Drafts(settings, corpus, today, claim.by)
    done = tuple(_file(drafts, name, data, claim) for name, data in files)
    changes = drafts.edits()
    if write and changes:
        check_readable(corpus, drafts.sources())
        writer.write(changes, settings.content, undoable=True)
    return ImportAnswer(
        "imported" if files else "resumed",
        write and bool(changes),
        done,
        _shown(settings, changes),
        _shown(settings, recovered.completed),
        _shown(settings, recovered.edited),
    )


def undo_import(settings: Settings) -> ImportAnswer:
    """Take back the last import, also one that was interrupted: its files are as they were before.

    :raises Refused: if somebody has edited one of the files since.
    """
    paths = _shown(settings, writer.undo(settings.content))
    return ImportAnswer("undone", bool(paths), (), paths)


def _shown(settings: Settings, paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(settings.root).as_posix() for path in paths))


# ---------------------------------------------------------------------------------------------------------------- files


def _file(drafts: Drafts, name: str, data: bytes, claim: Claim) -> ImportedFile:
    """What becomes of one file; nothing of a file that is refused as a whole."""
    try:
        if formats.recognised(data) == _TERMS:
            return _terms(drafts, name, data)
        return _units(drafts, name, data, claim)
    except Refused as error:
        return ImportedFile(name, None, (), 0, (RefusedUnit("", _as_problem(error, Place(name)), None),))


def _as_problem(error: Refused, place: Place) -> Problem:
    return Problem(error.place or place, error.code, ERROR, error.message, error.hint)


def _units(drafts: Drafts, name: str, data: bytes, claim: Claim) -> ImportedFile:
    reading = formats.read(data, name)
    language = closest(reading.target_language)
    if language is None:
        fault = problem("exchange-language", Place(name), language=reading.target_language)
        return ImportedFile(name, None, (), 0, (RefusedUnit("", fault, None),))
    decided = importing.decide(
        reading, drafts.known(language), claim, name, lambda taken, place: _faults(drafts, taken, language, place)
    )
    refused = [
        RefusedUnit(unit.id if unit else "", found, unit.target if unit else None) for found, unit in decided.refused
    ]
    done: list[ImportedUnit] = []
    for taken in decided.taken:
        try:
            done.append(drafts.put(taken, language))
        except Refused as error:
            refused.append(RefusedUnit(taken.unit.id, _as_problem(error, Place(name, taken.line)), taken.target))
    return ImportedFile(name, language, tuple(done), decided.unchanged, tuple(refused))


def _terms(drafts: Drafts, name: str, data: bytes) -> ImportedFile:
    """The terms of a TBX file: forms that the glossary does not have are added to it."""
    terminology = tbx.read(data, name)
    done: list[ImportedUnit] = []
    refused = [RefusedUnit("", found, None) for found in terminology.problems]
    unchanged = 0
    for entry in terminology.entries:
        place = Place(name, entry.line)
        term = drafts.corpus.glossary.get(entry.id)
        for language, given in sorted(entry.forms.items()):
            forms = [unicodedata.normalize("NFC", form) for form in given]
            new = [form for form in forms if not term or form not in (*term.forms.get(language, ()), term.name)]
            wrong = _faults_of_term(entry.id, forms, place)
            if wrong is not None:
                refused.append(RefusedUnit(entry.id, wrong, ", ".join(forms)))
            elif not new:
                unchanged += 1
            else:
                drafts.add_forms(entry.id, language, new)
                action = "changed" if term and language in term.forms else "new"
                added = tuple(("+", form) for form in new)
                done.append(ImportedUnit(f"{exporting.GLOSSARY}#{entry.id}", language, action, None, None, added))
    return ImportedFile(name, None, tuple(done), unchanged, tuple(refused))


# --------------------------------------------------------------------------------------------------------------- faults


def _faults_of_term(id: str, forms: Sequence[str], place: Place) -> Problem | None:
    if not is_id(id):
        return content_problem("bad-id", place, id=id)
    return next((found for form in forms for found in _characters(form, place) if found.is_error), None)


def _characters(text: str, place: Place) -> Iterator[Problem]:
    for found in characters.look(text, place.path):
        yield found._replace(place=place)


def _faults(drafts: Drafts, taken: Taken, language: str, place: Place) -> Iterator[Problem]:
    """What is wrong with the wording by itself, and then beside its original."""
    yield from _characters(taken.target, place)
    if exporting.is_label(taken.unit.id):
        yield from _faults_of_label(drafts, taken, language, place)
    else:
        yield from _faults_of_passage(drafts, taken, language, place)


def _faults_of_label(drafts: Drafts, taken: Taken, language: str, place: Place) -> Iterator[Problem]:
    owner, _, name = taken.unit.id.partition("#")
    heading = name.startswith(exporting.GROUP)
    if "\n" in taken.target or (heading and not edits.holds_heading(taken.target)):
        yield problem("breaks-file", place, id=taken.unit.id)
    elif owner in drafts.corpus.sources:
        original = drafts.corpus.sources[owner].source.original
        wordings = {original: taken.unit.source, language: taken.target}
        passages = {tag: _as_passage(text, tag) for tag, text in wordings.items()}
        any_statement = next(iter(drafts.corpus.sources[owner].statements.values()), None)
        if any_statement is not None:
            label = any_statement._replace(passages=passages)
            yield from (one for one in _beside(drafts, label, language, place) if one.code in DIFFERENCES)


def _as_passage(text: str, language: str) -> Passage:
    plain = canonical(text)
    return Passage(language, plain, version(plain), text, language, 1)


def _faults_of_passage(drafts: Drafts, taken: Taken, language: str, place: Place) -> Iterator[Problem]:
    if not edits.holds(taken.target):
        yield problem("breaks-file", place, id=taken.unit.id)
        return
    body = bodies.read(taken.target, place.path, place.line)
    yield from (found._replace(place=place) for found in body.problems)
    if not body.text:
        yield problem("empty-target", place, id=taken.unit.id)
        return
    step = drafts.step(taken, language)
    content = drafts.corpus.sources[step.statement.source]
    passage = step.statement.passages[language]
    intent = Intent(language, taken.state, taken.produced_by, drafts.by, drafts.today)
    for _ in confirming.own_reviews(content, [step], intent):
        yield checking.problem(passage, Finding("own-review", parameters={"name": drafts.by}))._replace(place=place)
    both = {tag: step.statement.passages[tag] for tag in (content.source.original, language)}
    yield from _beside(drafts, step.statement._replace(passages=both), language, place)


def _beside(drafts: Drafts, statement: Statement, language: str, place: Place) -> Iterator[Problem]:
    """The problems of the passage in *language*, at *place*; those of the original are not the translator's."""
    content = drafts.corpus.sources[statement.source]._replace(statements={statement.id: statement})
    path = statement.passages[language].path
    for found in checking.check(content, {}, drafts.corpus.glossary):
        if found.place.path == path:
            yield found._replace(place=place)
