"""A multilingual findings knowledge base with search.

>>> import kb
>>> library = kb.open("path/to/base")  # doctest: +SKIP
>>> library.search("encryption", language="fi").hits[0].passage.text  # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import KbError
from kb.lazy import LazyModule

if TYPE_CHECKING:
    from kb import library
else:
    library = LazyModule("kb.library")

__all__ = ["KbError", "open"]
__version__ = "0.1.0"


def open(path: str | Path | None = None) -> library.Library:
    """The knowledge base at *path* (a folder with ``content/kb.yaml``), else at ``$KB_ROOT`` or upwards from here."""
    return library.open_library(path)
