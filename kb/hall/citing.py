"""Which wordings were asked for, may they be cited, and in which language?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from kb.answers import CiteAnswer
from kb.citation import citing, refusing
from kb.citation.citable import Citable, Earlier
from kb.errors import N_, NotFound, Refused, UsageError, message
from kb.hall import wordings
from kb.hall.addresses import resolve
from kb.hall.reading import read
from kb.languages import LANGUAGES
from kb.model import Address, Corpus, Release, SourceContent, Standing, State, Statement
from kb.settings import Settings
from kb.translation import coverage

#: What of a citation is wanted.
PARTS = ("all", "quotation", "in-text", "reference")

#: The style where none is named.
STYLE = "apa"


class Wanted(NamedTuple):
    """``language`` is that of the answer, ``default`` that of a wording where neither it nor the address names one."""

    language: str | None = None
    default: str = "en"
    with_original: bool = False
    part: str = PARTS[0]
    style: str = STYLE
    anyway: bool = False
    form: str = citing.FORMS[0]


def cite(settings: Settings, known: Collection[str], texts: Sequence[str], wanted: Wanted, today: str) -> CiteAnswer:
    """Citations of the wordings at the addresses that *texts* spell (*known* are all statements), in their order.

    The language of a citation is the one asked for, else that of the first wording: never that of the messages.

    :raises UsageError: for a part of what has none.
    :raises NotFound: if there is no such statement, passage, wording or style.
    :raises Refused: for what should not be cited, unless wanted anyway.
    """
    if wanted.form not in citing.FORMS:
        raise UsageError(
            N_("there is no format “{form}”"),
            code="no-such-format",
            hint=message(N_("there are {formats}"), formats=", ".join(citing.FORMS)),
            form=wanted.form,
        )
    if wanted.part not in PARTS or (wanted.form in citing.DOCUMENTS and wanted.part not in ("all", "reference")):
        raise UsageError(
            N_("{form} has no part “{part}”"),
            code="no-such-part",
            hint=message(N_("parts are for the formats {formats}"), formats=", ".join(citing.WRITTEN)),
            form=wanted.form,
            part=wanted.part,
        )
    addresses = [resolve(text, known) for text in texts]
    corpus = read(settings, frozenset(address.source for address in addresses))
    found = (_citable(corpus, address, wanted, today) for address in addresses)
    cited = list({str(one.address): one for one in found}.values())
    if not wanted.anyway:
        for one in cited:
            refusing.check(one)
    language = wanted.language or cited[0].language
    answer = citing.cite(cited, language, wanted.style, wanted.form, with_original=wanted.with_original)
    return answer._replace(part=wanted.part)


def everything(corpus: Corpus, language: str, source: str | None, only: Collection[str], today: str) -> list[Citable]:
    """All wordings in *language* that may be cited, of *source* or of all; with *only*, those that count so in coverage."""
    found: list[Citable] = []
    for content in corpus.sources.values():
        if source not in (None, content.source.id):
            continue
        standing_of = coverage.standings(content, corpus.glossary)
        for statement in content.statements.values():
            one = _of_today(corpus, content, statement, language, standing_of, today)
            if one is None or (only and coverage.counter(one.standing) not in only):
                continue
            original = _of_today(corpus, content, statement, content.source.original, standing_of, today)
            one = one._replace(original=original) if one.is_translation else one
            with suppress(Refused):
                refusing.check(one)
                found.append(one)
    return found


def _citable(corpus: Corpus, address: Address, wanted: Wanted, today: str) -> Citable:
    content = corpus.sources.get(address.source)
    statement = content.statements.get(address.id) if content else None
    if content is None or statement is None:  # the index still has it
        raise NotFound(
            N_("{address} cannot be read from the content"),
            code="unreadable-statement",
            hint=message(N_("to see why: kb check")),
            address=address.statement,
        )
    standing_of = coverage.standings(content, corpus.glossary)
    one = _of_today(corpus, content, statement, _language(statement, content, address, wanted), standing_of, today)
    if one is None or (address.version and not one.version.startswith(address.version)):
        return _earlier(corpus, content, statement, address, one, today)
    if one.is_translation:
        original = _of_today(corpus, content, statement, content.source.original, standing_of, today)
        return one._replace(original=original)
    return one


def _language(statement: Statement, content: SourceContent, address: Address, wanted: Wanted) -> str:
    """The language of the wording: the address's, else the one asked for, else the default if there is a passage in it.

    :raises NotFound: if there is no passage in a language that was named.
    """
    named = address.language or wanted.language
    if named is None:
        return wanted.default if wanted.default in statement.passages else content.source.original
    if named not in statement.passages and address.version is None:
        raise NotFound(
            N_("{address} has no passage in {language}"),
            code="no-such-passage",
            hint=message(N_("it has: {languages}"), languages=" ".join(sorted(statement.passages))),
            address=statement.address,
            language=message(LANGUAGES[named].name),
        )
    return named


def _of_today(
    corpus: Corpus,
    content: SourceContent,
    statement: Statement,
    language: str,
    standing_of: Mapping[tuple[str, str], Standing],
    today: str,
) -> Citable | None:
    passage = statement.passages.get(language)
    if passage is None:
        return None
    return Citable(
        statement,
        content.source,
        corpus.base,
        language,
        passage.text,
        passage.version,
        statement.publication_on(today),
        standing_of[statement.id, language],
        _released(content, f"{statement.address}/{language}", passage.version),
    )


def _earlier(
    corpus: Corpus, content: SourceContent, statement: Statement, address: Address, today_s: Citable | None, today: str
) -> Citable:
    """The wording on record that *address* names by its version."""
    past = wordings.earlier(content, address, corpus.glossary)
    is_original = address.language == content.source.original
    return Citable(
        statement,
        content.source,
        corpus.base,
        past.line.address.rpartition("/")[2],
        past.line.text,
        past.line.version,
        statement.publication_on(today),
        Standing(State.FINAL) if is_original else None,
        _released(content, past.line.address, past.line.version),
        Earlier(today_s.version if today_s else None, past.change),
    )


def _released(content: SourceContent, address: str, version: str) -> Release | None:
    lines = (line for line in content.releases if line.release and (line.address, line.version) == (address, version))
    return next(lines, None)
