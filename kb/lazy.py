"""How does the hall enter a room only when somebody asks for it?

A search must not pay for Markdown, YAML or locale data (60 ms) that it does not use. Imports inside functions would hide who
depends on whom; a lazy module stands at the top of the file, and type checkers and the import contract see the real one:

    if TYPE_CHECKING:
        from kb.content import corpus
    else:
        corpus = LazyModule("kb.content.corpus")
"""

from __future__ import annotations

import importlib
from types import ModuleType


class LazyModule(ModuleType):
    """Stands for a module that is imported at the first use of a name from it."""

    def __getattr__(self, name: str) -> object:
        return getattr(importlib.import_module(self.__name__), name)
