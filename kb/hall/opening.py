"""Which generation of the index do we answer from? The one that says what the content says, healed if need be."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from threading import RLock
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kb.errors import N_, IndexLocked, IndexUnusable, Message
from kb.languages import LANGUAGES
from kb.lazy import LazyModule
from kb.search import upkeep
from kb.search.engine import SearchEngine
from kb.search.label_index import LabelIndex
from kb.search.labels import Labels, read_labels
from kb.search.lexicon import Lexicon, Vocabularies
from kb.search.memo import Memo
from kb.search.searching import Searcher
from kb.search.upkeep import Fresh, Snapshot, Upkeep
from kb.settings import Settings

if TYPE_CHECKING:
    from kb.hall import reading
    from kb.search import analysis
else:
    reading, analysis = LazyModule("kb.hall.reading"), LazyModule("kb.search.analysis")

#: Called with a task (``dictionaries``, ``reading``, ``indexing``), how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]

T = TypeVar("T")

#: Seconds for which what was found up to date is taken to be so: looking at a thousand files takes 9 ms.
INTERVAL = 0.2


class Opened(NamedTuple):
    """A generation that answers."""

    fresh: Fresh
    searcher: Searcher
    lexicon: Lexicon
    labels: Labels


class Opening:
    """The way from the settings to a searcher. Several threads may ask at once."""

    def __init__(
        self,
        settings: Settings,
        engine: SearchEngine,
        today: Callable[[], str],
        progress: Progress,
        follows: bool = False,
        public: bool = False,
    ) -> None:
        self._settings = settings
        self._today = today
        self.public = public
        self._progress = progress
        self._lock = RLock()
        self._opened: Opened | None = None
        self._good_until = 0.0
        self._remarks: list[Message] = []
        self.upkeep = Upkeep(
            folder=settings.search_index,
            content=settings.content,
            engine=engine,
            read=self._read,
            analysis=lambda: self._analysis,
            step=lambda done, total: progress("indexing", done, total),
            today=today,
            follows=follows,
        )

    def ask(self, question: Callable[[Opened], T]) -> T:
        """The answer to *question* by a sound and up-to-date generation.

        What turns out to be wrong with an index only when it is asked is healed like everything else: it is built anew, once.
        """
        try:
            return self._answer(question)
        except IndexLocked:
            raise  # somebody is at it: building it as well would only wait once more
        except IndexUnusable as error:
            if self.upkeep.follows:
                raise
            self.remark(Message(N_("{reason}; it is built anew"), {"reason": error.message}))
            self._open(upkeep.rebuild(self.upkeep))
            return self._answer(question)

    def _answer(self, question: Callable[[Opened], T]) -> T:
        opened = self.opened()
        answer = question(opened)
        opened.lexicon.remember()
        return answer

    def opened(self) -> Opened:
        """The generation that says what the content says, opened. A program that asks often looks at most every 0.2 s."""
        with self._lock:
            if self._opened is not None and monotonic() < self._good_until:
                return self._opened
            try:
                fresh = upkeep.fresh(self.upkeep)
            except IndexUnusable:
                if self._opened is None or not self.upkeep.follows:
                    raise
                # Who keeps it builds it anew; what is open can be read though its files are gone.
                self._good_until = monotonic() + INTERVAL
                return self._opened
            self._good_until = monotonic() + INTERVAL
            for remark in fresh.remarks:
                self.remark(remark)
            if self._opened is not None and self._opened.fresh.generation.name == fresh.generation.name:
                fresh.generation.close()
                self._opened = self._opened._replace(fresh=fresh._replace(generation=self._opened.fresh.generation))
                return self._opened
            return self._open(fresh)

    def prepare(self) -> None:
        """Load what the first questions would wait for: the generation, and the analysis of words that it does not have."""
        opened = self.opened()
        self._same_analysis(opened.fresh.generation.manifest.fields["analysis"])

    def look_again(self) -> None:
        """Look at the content before the next answer: it was just changed."""
        self._good_until = 0.0

    def _open(self, fresh: Fresh) -> Opened:
        path, fields = fresh.generation.path, fresh.generation.manifest.fields
        lexicon = Lexicon(
            Vocabularies(path, fields["passages"]),
            LabelIndex(path),
            Memo(self._settings.cache / "words", fields["analysis"]),
            lambda: self._same_analysis(fields["analysis"]),
        )
        labels = read_labels(path)
        searcher = Searcher(self.upkeep.engine.open(path), labels, lexicon, public=self.public)
        with self._lock:
            # Searches that still use the one before keep it in memory; its files may go once it is let go of.
            if self._opened is not None:
                self._opened.fresh.generation.close()
            self._opened = Opened(fresh, searcher, lexicon, labels)
            return self._opened

    def step(self, task: str, done: int, total: int) -> None:
        """Say how far a task is."""
        self._progress(task, done, total)

    def remark(self, remark: Message) -> None:
        """Say *remark* beside the answers, once."""
        if remark not in self._remarks:
            self._remarks.append(remark)

    @property
    def remarks(self) -> list[Message]:
        """What happened to the index, and whether the generation that answers was made of broken files."""
        broken = sum(map(len, self._opened.labels.broken.values())) if self._opened is not None else 0
        return [*self._remarks, not_in_full(broken)] if broken else [*self._remarks]

    # --------------------------------------------------------------------------------------------------- what it is made of

    def _read(self, folders: frozenset[str] | None) -> Snapshot:
        self._progress("reading", 0, 1)
        snapshot = reading.snapshot(self._settings, folders, self._today())
        self._progress("reading", 1, 1)
        return snapshot

    @cached_property
    def _analysis(self) -> analysis.Analysis:
        made = analysis.Analysis(
            self._settings.cache, lambda done, total, language: self._progress("dictionaries", done, total)
        )
        made.prepare(tuple(LANGUAGES))
        return made

    def _same_analysis(self, version: str) -> analysis.Analysis:
        """The analysis that the index was made with.

        :raises IndexUnusable: if it is another one by now: its keys would not be those in the index.
        """
        if self._analysis.version != version:
            raise IndexUnusable(
                N_("the analysis of words has changed since the index was built"), code="index-outdated"
            )
        return self._analysis


def not_in_full(count: int) -> Message:
    """That so many files have errors."""
    return Message(
        N_("{number} content file has errors and is not served in full; to see them: kb check"),
        plural=N_("{number} content files have errors and are not served in full; to see them: kb check"),
        number=count,
    )
