"""What can one ask of the knowledge base? Chooses and delegates; has no logic of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from kb import settings as places
from kb.answers import SearchAnswer, ShowAnswer
from kb.errors import Message, Problem
from kb.hall.opening import Opened, Opening, Progress, not_in_full
from kb.languages import LANGUAGES
from kb.lazy import LazyModule
from kb.model import Kind, ProducedBy, State
from kb.search import query as queries
from kb.search.searching import SearchOptions
from kb.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from kb.answers import (
        CheckAnswer,
        CiteAnswer,
        ConfirmAnswer,
        CoverageAnswer,
        ExportAnswer,
        ImportAnswer,
        IndexAnswer,
        Listing,
        Made,
        Names,
        NewsAnswer,
        Probed,
        Proofread,
        Quotation,
        Related,
        ReleaseAnswer,
        SourceAnswer,
        StatusAnswer,
        VerifyAnswer,
    )
    from kb.hall import (
        annotating,
        browsing,
        checking,
        citing,
        confirming,
        coverage,
        editing,
        exporting,
        importing,
        indexes,
        manuscripts,
        news,
        probing,
        proofreading,
        reporting,
        showing,
        verifying,
    )
    from kb.hall.manuscripts import Manuscript
else:
    annotating, browsing, manuscripts, news, proofreading, verifying = (
        LazyModule(f"kb.hall.{name}")
        for name in ("annotating", "browsing", "manuscripts", "news", "proofreading", "verifying")
    )
    checking, citing, confirming, coverage, editing, exporting, importing, indexes, probing, reporting, showing = (
        LazyModule(f"kb.hall.{name}")
        for name in (
            "checking",
            "citing",
            "confirming",
            "coverage",
            "editing",
            "exporting",
            "importing",
            "indexes",
            "probing",
            "reporting",
            "showing",
        )
    )

T = TypeVar("T")

__all__ = ["Library", "SearchOptions", "explain", "init", "manuscript", "open_library"]


def open_library(
    root: str | Path | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    processes: int = 1,
    follows: bool = False,
    public: bool = False,
) -> Library:
    """The knowledge base at *root*, else at ``$KB_ROOT``, else in the nearest folder upwards.

    Up to *processes* are started where much content is to be read. A program that asks for more than one must guard its main
    module (``if __name__ == "__main__"``), which each of them imports. One that *follows* leaves building and refreshing the
    index to other processes. To the *public* it answers as if there were no drafts and nothing under embargo.

    :raises NotFound: if there is none.
    """
    settings = places.locate(root, os.environ if environment is None else environment, places.here())
    return Library(settings, progress or (lambda task, done, total: None), processes, follows=follows, public=public)


def init(folder: str | Path, *, sample: bool = False) -> Made:
    """A new knowledge base in *folder*: empty, or with the sample that comes with the program.

    :raises Refused: if there is one already.
    """
    return editing.init(Path(folder), places.sample if sample else None)


def explain(code: str) -> tuple[str, Message]:
    """Severity and explanation of a problem's *code*.

    :raises NotFound: if there is no such code.
    """
    return checking.explain(code)


def manuscript(name: str, standard_input: Callable[[], bytes]) -> Manuscript:
    """The manuscript in the file *name*; ``-`` is *standard_input*.

    :raises NotFound: if there is none.
    :raises ContentUnusable: if it is no file, or too large.
    """
    return manuscripts.unnamed(standard_input()) if name == "-" else manuscripts.read(name)


class Library:
    """One knowledge base."""

    def __init__(
        self,
        settings: places.Settings,
        progress: Progress,
        processes: int = 1,
        *,
        follows: bool = False,
        public: bool = False,
    ) -> None:
        self.settings = settings
        self._processes = processes
        self._opening = Opening(settings, WhooshEngine(), self._today, progress, follows, public)

    @staticmethod
    def _today() -> str:
        return date.today().isoformat()

    @property
    def warnings(self) -> list[Message]:
        """What a door says beside its answer: broken files, an index that was healed or could not be refreshed."""
        return self._opening.remarks

    def prepare(self) -> None:
        """Load what the first questions would wait for."""
        self._opening.prepare()

    @property
    def standing(self) -> tuple[str, bool]:
        """The generation that answers now, and whether the content has changed since: all that a search's answer depends on."""
        fresh = self._opening.opened().fresh
        return fresh.generation.name, fresh.outdated

    @property
    def name(self) -> str:
        """What the knowledge base is called."""
        return self._opening.ask(lambda opened: opened.labels.base)

    # ------------------------------------------------------------------------------------------------------ questions

    def search(self, query: str, language: str = "en", options: SearchOptions | None = None) -> SearchAnswer:
        """The statements that answer *query*, shown in *language*.

        :raises QueryError: when the query is beyond a bound.
        :raises UsageError: when a filter names a value that does not exist.
        """
        chosen = options or SearchOptions()
        parsed = queries.parse(query)
        languages = chosen.languages_in or tuple(LANGUAGES)

        def answer(opened: Opened) -> SearchAnswer:
            start = perf_counter()
            page = opened.searcher.search(parsed, languages, language, chosen)
            elapsed = round((perf_counter() - start) * 1000, 3)
            outdated = opened.fresh.outdated
            return SearchAnswer(
                query,
                languages,
                language,
                page.total,
                elapsed,
                outdated,
                page.relaxed,
                page.suggestion,
                page.facets,
                page.hits,
                page.without,
                page.explained,
            )

        return self._opening.ask(answer)

    def show(
        self,
        addresses: Sequence[str],
        languages: Sequence[str] = (),
        *,
        default: str = "en",
        every: bool = False,
        history: bool = False,
        markdown: bool = False,
    ) -> ShowAnswer:
        """The passages at *addresses* in *languages*; without any, in the address's own or else in *default*.

        :raises NotFound: if there is no such statement.
        """
        wanted = showing.Wanted(tuple(languages), default, every, history, markdown)
        return self._opening.ask(lambda opened: showing.show(self.settings, opened.searcher, addresses, wanted))

    def cite(
        self,
        addresses: Sequence[str],
        language: str | None = None,
        *,
        default: str = "en",
        with_original: bool = False,
        part: str = "all",
        style: str = "apa",
        anyway: bool = False,
        form: str = "text",
    ) -> CiteAnswer:
        """Citations of the wordings at *addresses* in *language*, else in the wording's own; see :mod:`kb.hall.citing`.

        :raises NotFound: if there is no such statement, passage, wording or style.
        :raises Refused: for drafts, what was withdrawn, is outdated by its value or was never released, unless *anyway*.
        """
        wanted = citing.Wanted(language, default, with_original, part, style, anyway, form)
        return self._opening.ask(
            lambda opened: citing.cite(self.settings, opened.searcher.ids(), addresses, wanted, self._today())
        )

    def verify(self, manuscripts: Sequence[Manuscript], language: str | None = None) -> VerifyAnswer:
        """The verdict on every quotation and citation; with *language*, each statement in it beside.

        :raises ContentUnusable: if a manuscript is damaged, hostile or not what it is called.
        """
        documents = [one.document() for one in manuscripts]
        return self._opening.ask(lambda opened: verifying.verify(opened, documents, language))

    def proofread(self, manuscript: Manuscript, language: str | None = None) -> Proofread:
        """As :meth:`verify`, of one manuscript, with the text in which its quotations stand."""
        document = manuscript.document()
        return self._opening.ask(lambda opened: proofreading.proofread(opened, document, language))

    def annotate(
        self,
        manuscripts: Sequence[Manuscript],
        out: str,
        say: Callable[[Quotation], str],
        language: str | None = None,
    ) -> VerifyAnswer:
        """As :meth:`verify`, of one DOCX or ODT, which is written to *out* with the verdicts, as *say* says them, as comments.

        :raises UsageError: if it is another kind of manuscript, or more than one.
        :raises StorageError: if *out* cannot be written.
        """
        one = annotating.only(manuscripts)
        return self._opening.ask(lambda opened: annotating.annotate(opened, one, out, say, language))

    def names(self, language: str = "en") -> Names:
        """What topics and sources are called in *language*."""
        return self._opening.ask(lambda opened: browsing.names(opened, language))

    def related(self, address: str, language: str = "en") -> Related:
        """What the statement at *address* (``SOURCE/ID``) supports, and what supports it, each shown in *language*."""
        return self._opening.ask(lambda opened: browsing.related(opened, address, language))

    def source(self, id: str, language: str = "en") -> SourceAnswer:
        """The source *id* with its public statements, shown in *language*.

        :raises NotFound: if there is none.
        """
        return self._opening.ask(lambda opened: browsing.source(opened, id, language))

    def listing(self, what: str, language: str = "en") -> Listing:
        """``sources``, ``statements``, ``topics``, ``languages`` or ``releases``."""
        return reporting.listing(self.settings, what, language, self._today(), public=self._opening.public)

    def news(self, language: str = "en") -> NewsAnswer:
        """The latest corrections and releases, statements in *language* or else in the original."""
        return self._opening.ask(lambda opened: news.news(self.settings, opened, language, self._opening.step))

    def check(self, paths: Sequence[str] = (), more: Iterable[Problem] = ()) -> CheckAnswer:
        """Every problem of the content and *more*, found elsewhere, or those in the files and folders at *paths*.

        :raises NotFound: if one of these does not exist.
        """
        return checking.check(self.settings, paths, self._opening.step, self._processes, more)

    def status(self) -> StatusAnswer:
        """How the content stands, and what to do next."""
        return reporting.status(self.settings, self._today(), self._opening.step, self._processes)

    def coverage(self, source: str | None = None, *, gate: bool = False) -> CoverageAnswer:
        """The published statements, of all sources or of one, and how each language has them.

        :raises NotFound: if there is no such source.
        :raises UsageError: if a *gate* is asked for, and there is no policy in ``kb.yaml``.
        """
        wanted = coverage.Wanted(source, gate)
        answer = coverage.coverage(self.settings, self._today(), wanted, self._opening.step, self._processes)
        if answer.broken:
            self._opening.remark(not_in_full(answer.broken))
        return answer

    # ------------------------------------------------------------------------------------------------------ decisions

    def confirm(
        self,
        language: str,
        addresses: Sequence[str] = (),
        *,
        every: bool = False,
        state: str | None = None,
        produced_by: str | None = None,
        by: str = "",
        force: bool = False,
        reason: str = "",
    ) -> ConfirmAnswer:
        """Record that passages in *language* translate today's originals; without addresses and *every*, what would be.

        :raises Refused: when a review is claimed without the reviewer's name.
        """
        claim = confirming.Claim(
            State(state) if state else None, ProducedBy(produced_by) if produced_by else None, by, reason
        )
        return self._decided(
            confirming.confirm(self.settings, self._today(), language, addresses, claim, every=every, force=force)
        )

    def release(self, name: str | None = None, *, dry_run: bool = False) -> ReleaseAnswer:
        """Put today's published wordings on record.

        :raises Refused: if there is a release of this name.
        """
        return self._decided(editing.release(self.settings, self._today(), name, dry_run=dry_run))

    def new_source(self, id: str, original: str, title: str) -> Made:
        """A source without statements."""
        return self._decided(editing.new_source(self.settings, self._today(), id, original, title))

    def new_statement(self, source: str, kind: str, count: int = 1) -> Made:
        """Empty drafts of *kind* at the end of the original's file."""
        return self._decided(editing.new_statement(self.settings, source, Kind(kind), count))

    def new_translation(self, source: str | None, language: str) -> Made:
        """The file that a translator into *language* starts from; *source* may be left out where there is only one."""
        return self._decided(editing.new_translation(self.settings, source, language))

    # ------------------------------------------------------------------------------------------------------- exchange

    def export(
        self,
        form: str,
        targets: Sequence[str],
        *,
        only: Sequence[str] = (),
        version: str = "",
        source: str | None = None,
        template: bool = False,
        existing: Callable[[str], bytes | None] = lambda name: None,
    ) -> ExportAnswer:
        """What there is to translate into *targets* (``all``: every language) as files in the format *form*.

        *only* names counters of coverage. *existing* gives what a file of this name holds, so that a PO file is merged; with
        *template* a PO template goes with it.

        :raises UsageError: if there is no such format, version or counter.
        """
        request = exporting.Request(form, targets, only, version, source, template)
        return exporting.export(self.settings, self._today(), request, existing)

    def import_files(
        self,
        files: Sequence[tuple[str, bytes]],
        *,
        write: bool = False,
        resume: bool = False,
        state: str | None = None,
        produced_by: str | None = None,
        by: str = "",
    ) -> ImportAnswer:
        """What the translators' *files* (name and bytes) change, or would change without *write*.

        With *resume* an interrupted import is completed first.

        :raises Refused: when a review is claimed without the reviewer's name.
        """
        claim = importing.Claim(State(state) if state else None, ProducedBy(produced_by) if produced_by else None, by)
        return self._decided(
            importing.import_files(self.settings, self._today(), files, claim, write=write, resume=resume)
        )

    def undo_import(self) -> ImportAnswer:
        """Take back the last import, also one that was interrupted.

        :raises Refused: if somebody has edited one of its files since.
        """
        return self._decided(importing.undo_import(self.settings))

    def _decided(self, answer: T) -> T:
        """*answer*, after which the next question looks at the content first."""
        self._opening.look_again()
        return answer

    # ---------------------------------------------------------------------------------------------------------- index

    def index(self, *, rebuild: bool = False, check: bool = False) -> IndexAnswer:
        """Bring the index up to date, build it anew, or check every byte of it."""
        return indexes.index(self._opening, rebuild=rebuild, check=check)

    def probe(self, languages: Sequence[str] = ()) -> Probed:
        """What the index finds of its own passages in *languages* (all that it has), typed in several ways."""
        return probing.probe(self._opening, self.settings.cache, languages)
