"""How is Whoosh imported? Quietly, and without the third of it that nobody uses. Only this file imports it."""

from __future__ import annotations

import builtins
import importlib
import importlib.util
import sys
import warnings
from types import SimpleNamespace
from typing import Any


def _import_compat() -> None:
    """Import ``whoosh.compat`` without ``urllib.request``: 20 ms of Whoosh's 55, for a function that is never called.

    Only the body of that one module sees the stand-in; ``sys.modules`` never holds it, so other threads cannot meet it.
    """
    name = "whoosh.compat"
    if name in sys.modules:
        return
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    module.__dict__["__builtins__"] = {**vars(builtins), "__import__": _import}
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    # As the import system would: a submodule is an attribute of its package.
    vars(sys.modules["whoosh"])["compat"] = module


def _import(name: str, *arguments: Any) -> Any:
    if name == "urllib.request":
        return SimpleNamespace(urlretrieve=None)
    return importlib.__import__(name, *arguments)


with warnings.catch_warnings():
    # Invalid escapes in Whoosh's regular expressions, said by newer Pythons when they first compile it.
    warnings.simplefilter("ignore")
    _import_compat()
    from whoosh.codec.whoosh3 import (
        LENGTHS_COLUMN,
        W3Codec,
        W3FieldWriter,
        W3PerDocWriter,
        W3Segment,
        W3TermInfo,
        W3TermsReader,
    )
    from whoosh.columns import Column, ColumnWriter, VarBytesColumn
    from whoosh.fields import FieldType, Schema
    from whoosh.filedb.compound import CompoundStorage
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.structfile import BufferFile, StructFile
    from whoosh.formats import Existence, Format, Frequency, Positions
    from whoosh.index import TOC, FileIndex
    from whoosh.writing import SegmentWriter

__all__ = [
    "LENGTHS_COLUMN",
    "TOC",
    "BufferFile",
    "Column",
    "ColumnWriter",
    "CompoundStorage",
    "Existence",
    "FieldType",
    "FileIndex",
    "FileStorage",
    "Format",
    "Frequency",
    "Positions",
    "Schema",
    "SegmentWriter",
    "StructFile",
    "VarBytesColumn",
    "W3Codec",
    "W3FieldWriter",
    "W3PerDocWriter",
    "W3Segment",
    "W3TermInfo",
    "W3TermsReader",
]
