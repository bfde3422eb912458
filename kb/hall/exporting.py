"""How does the library give out what there is to translate?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from kb.answers import ExportAnswer, ExportedFile
from kb.citation.citing import cite
from kb.errors import N_, NotFound, UsageError, message
from kb.hall import citing
from kb.hall.reading import read
from kb.model import Corpus
from kb.settings import Settings
from kb.translation.coverage import COUNTERS
from kb.translation.exchange import exporting, gettext_po, tmx
from kb.translation.exchange.formats import FORMATS
from kb.translation.exchange.units import Document, Unit

EVERY = "all"
_PO, _TMX, _TEMPLATE = "po", "tmx", "kb.pot"

#: What goes out to be cited instead of translated, and how its files end.
RECORDS = {"json-ld": ".jsonld", "csl-json": ".csl.json"}

#: What a file of this name holds already; None if there is none.
Existing = Callable[[str], bytes | None]


class Request(NamedTuple):
    """What is to go out: a format, its version ("" for the usual one), the languages to translate into (or :data:`EVERY`).

    ``only`` names counters of coverage (all if empty). With ``template`` a PO template goes with it.
    """

    format: str
    targets: Sequence[str]
    only: Sequence[str] = ()
    version: str = ""
    source: str | None = None
    template: bool = False


def export(settings: Settings, today: str, request: Request, existing: Existing) -> ExportAnswer:
    """The files of *request*. A PO file that is *existing* is brought up to date, and keeps what the translator did.

    :raises UsageError: if there is no such format, version or counter.
    :raises NotFound: if there is no such source.
    :raises Refused: if an existing PO file cannot be read whole.
    """
    key = _format(request)
    corpus = read(settings)
    if request.source is not None and request.source not in corpus.sources:
        raise NotFound(N_("there is no source “{source}”"), code="no-such-source", source=request.source)
    targets = corpus.base.languages if EVERY in request.targets else tuple(dict.fromkeys(request.targets))
    if request.format in RECORDS:
        found_in = (_records(corpus, request, target, today) for target in targets)
        return ExportAnswer(request.format, tuple(file for file in found_in if file.passages))
    translatable = exporting.Translatable(corpus, today)
    if request.format == _TMX:
        found = [one for target in targets for one in translatable.documents(target, request.only, request.source)]
        return ExportAnswer(_TMX, tuple(_memory(found, corpus)))
    several = len(exporting.originals(corpus)) > 1
    files: list[ExportedFile] = []
    templates: dict[str, Document] = {}
    for target in targets:
        whole = {one.source_language: one for one in translatable.documents(target, (), request.source)}
        for document in translatable.documents(target, request.only, request.source):
            all_units = whole[document.source_language]
            templates.setdefault(document.source_language, all_units)
            files.append(_file(document, all_units, key, several=several, existing=existing))
    if request.template and request.format == _PO:
        files += (_template(document, several=several) for document in templates.values())
    return ExportAnswer(request.format, tuple(files))


def _format(request: Request) -> tuple[str, str]:
    """The key of the format in the table; that of TMX, which is not in it, is its name."""
    if unknown := next((name for name in request.only if name not in COUNTERS), None):
        raise UsageError(
            N_("“{name}” is not a state"),
            code="unknown-state",
            hint=message(N_("there are {names}"), names=", ".join(COUNTERS)),
            name=unknown,
        )
    versions = [version for name, version in FORMATS if name == request.format] or ["1.4"] * (request.format == _TMX)
    versions = versions or [""] * (request.format in RECORDS)
    if not versions:
        raise UsageError(N_("there is no format “{name}”"), code="unknown-format", name=request.format)
    if request.version and request.version not in versions:
        raise UsageError(
            N_("there is no version {version} of the format “{name}”"),
            code="unknown-version",
            version=request.version,
            name=request.format,
        )
    return request.format, request.version or versions[0]


def _file(
    document: Document, whole: Document, key: tuple[str, str], *, several: bool, existing: Existing
) -> ExportedFile:
    """One file; where originals are in *several* languages, its name says in which. *whole* is not narrowed down."""
    format = FORMATS[key]
    name = f"{_prefix(document, several=several)}{document.target_language}{format.suffix}"
    before = existing(name) if key[0] == _PO else None
    if before is None:
        return _exported(name, (document.target_language,), document.units, format.write(document))
    wanted = {unit.id for unit in document.units} | {unit.id for unit in gettext_po.read(before, name).units}
    # What the file has stays in it: the translator may have worked on it since.
    units = tuple(unit for unit in whole.units if unit.id in wanted)
    return _exported(
        name, (document.target_language,), units, gettext_po.merge(before, document._replace(units=units), name)
    )


def _template(whole: Document, *, several: bool) -> ExportedFile:
    """The template of all units with the same original language."""
    name = f"{_prefix(whole, several=several)}{_TEMPLATE}"
    return _exported(name, (), whole.units, gettext_po.write_template(whole))


def _prefix(document: Document, *, several: bool) -> str:
    return f"{document.source_language}-" if several else ""


def _memory(found: Sequence[Document], corpus: Corpus) -> Iterator[ExportedFile]:
    having = [document._replace(units=tuple(one for one in document.units if one.target)) for document in found]
    units = {unit.id: unit for document in having for unit in document.units}
    if units:
        targets = tuple(dict.fromkeys(document.target_language for document in having if document.units))
        data = tmx.write(exporting.aligned(having), corpus.base.name)
        yield _exported("kb.tmx", targets, units.values(), data)


def _records(corpus: Corpus, request: Request, language: str, today: str) -> ExportedFile:
    """Every wording in *language* that may be cited, as a program reads it."""
    found = citing.everything(corpus, language, request.source, request.only, today)
    document = cite(found, language, citing.STYLE, request.format, with_original=False).document if found else ""
    words = sum(len(one.text.split()) for one in found)
    return ExportedFile(f"{language}{RECORDS[request.format]}", (language,), len(found), 0, words, document)


def _exported(name: str, languages: Sequence[str], units: Iterable[Unit], data: bytes) -> ExportedFile:
    every = list(units)
    labels = sum(exporting.is_label(unit.id) for unit in every)
    words = sum(len(unit.source.split()) for unit in every)
    return ExportedFile(name, languages, len(every) - labels, labels, words, data.decode())
