"""What can one ask of the knowledge base? Chooses and delegates; has no logic of its own."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from kb import settings as places
from kb.answers import SearchAnswer, ShowAnswer
from kb.errors import Message
from kb.hall.opening import Opened, Opening, Progress
from kb.languages import LANGUAGES
from kb.lazy import LazyModule
from kb.model import Kind, ProducedBy, State
from kb.search import query as queries
from kb.search.searching import SearchOptions
from kb.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from kb.answers import CheckAnswer, ConfirmAnswer, IndexAnswer, Listing, Made, Probed, ReleaseAnswer, StatusAnswer
    from kb.hall import editing, indexes, probing, reporting, showing
else:
    editing, indexes, probing, reporting, showing = (
        LazyModule(f"kb.hall.{name}") for name in ("editing", "indexes", "probing", "reporting", "showing")
    )

T = TypeVar("T")

__all__ = ["Library", "SearchOptions", "explain", "init", "open_library"]


def open_library(
    root: str | Path | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Library:
    """The knowledge base at *root*, else at ``$KB_ROOT``, else in the nearest folder upwards.

    :raises NotFound: if there is none.
    """
    settings = places.locate(root, os.environ if environment is None else environment, places.here())
    return Library(settings, progress or (lambda task, done, total: None))


def init(folder: str | Path, *, sample: bool = False) -> Made:
    """A new knowledge base in *folder*: empty, or with the sample that comes with the program.

    :raises Refused: if there is one already.
    """
    return editing.init(Path(folder), places.sample if sample else None)


def explain(code: str) -> tuple[str, Message]:
    """Severity and explanation of a problem's *code*.

    :raises NotFound: if there is no such code.
    """
    return reporting.explain(code)


class Library:
    """One knowledge base."""

    def __init__(self, settings: places.Settings, progress: Progress) -> None:
        self.settings = settings
        self._opening = Opening(settings, WhooshEngine(), self._today, progress)

    @staticmethod
    def _today() -> str:
        return date.today().isoformat()

    @property
    def warnings(self) -> list[Message]:
        """What a door says beside its answer: broken files, an index that was healed or could not be refreshed."""
        return self._opening.remarks

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

    def listing(self, what: str, language: str = "en") -> Listing:
        """``sources``, ``statements``, ``topics``, ``languages`` or ``releases``."""
        return reporting.listing(self.settings, what, language, self._today())

    def check(self, paths: Sequence[str] = ()) -> CheckAnswer:
        """Every problem of the content, or those in the files and folders at *paths*.

        :raises NotFound: if one of these does not exist.
        """
        return reporting.check(self.settings, paths)

    def status(self) -> StatusAnswer:
        """How the content stands, and what to do next."""
        return reporting.status(self.settings, self._today())

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
        claim = editing.Claim(
            State(state) if state else None, ProducedBy(produced_by) if produced_by else None, by, reason
        )
        return self._decided(
            editing.confirm(self.settings, self._today(), language, addresses, claim, every=every, force=force)
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
