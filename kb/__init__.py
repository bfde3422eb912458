"""A multilingual findings knowledge base with search.

>>> import kb
>>> library = kb.open("path/to/base")  # doctest: +SKIP
>>> library.search("encryption", language="fi").hits[0].passage.text  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.errors import KbError

if TYPE_CHECKING:
    from kb.library import Library

__all__ = ["KbError", "open"]
__version__ = "0.1.0"


def open(path: str | None = None) -> Library:
    """The knowledge base at *path* (a folder with ``content/kb.yaml``), else at ``$KB_ROOT`` or upwards from here."""
    return _library().open_library(path)
