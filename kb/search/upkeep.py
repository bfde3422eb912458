"""Is the index what the content says, and if not, how does it become so?

The index is a cache: whatever is wrong with it, it is made again from the content.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kb.errors import N_, IndexUnusable, KbError, Message, message
from kb.lazy import LazyModule
from kb.search import freshness, generations
from kb.search.engine import SearchEngine
from kb.search.freshness import Seen, Stamp
from kb.search.generations import Generation
from kb.search.searching import Labels

if TYPE_CHECKING:
    from kb.search import indexing, publishing
    from kb.search.analysis import Analysis
    from kb.search.records import Indexable
else:
    indexing, publishing = LazyModule("kb.search.indexing"), LazyModule("kb.search.publishing")
