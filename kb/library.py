"""What can one ask of the knowledge base? Chooses and combines; has no logic of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from kb import settings as places
from kb.answers import (
    CheckAnswer,
    ConfirmAnswer,
    IndexAnswer,
    Listing,
    Made,
    ReleaseAnswer,
    SearchAnswer,
    ShowAnswer,
    StatusAnswer,
)
from kb.errors import Message
from kb.languages import LANGUAGES
from kb.lazy import LazyModule
from kb.search import query as queries
from kb.search.searching import SearchOptions, Searcher
from kb.search.upkeep import Upkeep
from kb.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from kb.content import corpus, history, scaffold, writer
    from kb.search import analysis
    from kb.translation import confirming, coverage
else:
    corpus, history, scaffold, writer = (
        LazyModule(f"kb.content.{name}") for name in ("corpus", "history", "scaffold", "writer")
    )
    analysis = LazyModule("kb.search.analysis")
    confirming, coverage = (LazyModule(f"kb.translation.{name}") for name in ("confirming", "coverage"))

__all__ = ["Library", "SearchOptions", "open_library"]

#: Called with a task (``dictionaries``, ``reading``, ``indexing``), how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]
