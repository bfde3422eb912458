"""How are Whoosh's files read without copying them into memory and without running what they hold?

Whoosh keeps pickles in its files, and maps files only to copy them. Here a file is a view of the mapped bytes, and a
pickle may name nothing but the handful of classes that an index consists of.
"""

from __future__ import annotations

import mmap
import pickle
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kb.search.whoosh_library import BufferFile, CompoundStorage, FileStorage, StructFile, W3Segment

#: Everything a pickle in an index may name: what a segment's row in the table of contents consists of.
ALLOWED: dict[tuple[str, str], Callable[..., object]] = {
    ("whoosh.codec.whoosh3", "W3Segment"): W3Segment,
    ("collections", "defaultdict"): defaultdict,
    ("builtins", "int"): int,
    ("builtins", "set"): set,
}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in ALLOWED:
            return ALLOWED[module, name]
        raise pickle.UnpicklingError(f"an index may not name {module}.{name}")


class View(BufferFile):  # type: ignore[misc]
    """A file as a view of bytes. Random access (``get``) changes nothing, so threads may share a view for that."""

    def __init__(self, buffer: memoryview, name: str) -> None:
        self._buf = buffer
        self._name = name
        self._at = 0
        self.is_real = False
        self.is_closed = False
        self.onclose = None

    def read(self, size: int | None = None) -> bytes:
        """The next *size* bytes, or all that are left."""
        end = len(self._buf) if size is None or size < 0 else min(self._at + size, len(self._buf))
        data = bytes(self._buf[self._at : end])
        self._at = max(end, self._at)
        return data

    def readline(self) -> bytes:
        """The next line; the unpickler asks for it."""
        rest = bytes(self._buf[self._at :])
        return self.read(rest.find(b"\n") + 1 or None)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move to *offset* from the start, the present place or the end."""
        self._at = max(0, (0, self._at, len(self._buf))[whence] + offset)
        return self._at

    def tell(self) -> int:
        """The present place."""
        return self._at

    def read_pickle(self) -> Any:
        """The pickle that starts here, if it names nothing but what an index consists of."""
        return _Unpickler(self).load()

    def subset(self, position: int, length: int, name: str | None = None) -> View:
        """A part of this file, sharing its bytes."""
        return View(self._buf[position : position + length], name or self._name)

    def codes(self, position: int, count: int) -> memoryview:
        """*count* unsigned 32-bit numbers in the machine's byte order, not copied."""
        return self._buf[position : position + 4 * count].cast("I")

    def close(self) -> None:
        """Let go of the bytes; they are unmapped with the last view."""
        self._buf = memoryview(b"")


class Storage(FileStorage):  # type: ignore[misc]
    """A directory of Whoosh files, read through :class:`View`."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self._created: list[StructFile] = []

    def open_file(self, name: str, **_options: object) -> View:
        """The file *name*."""
        with (Path(self.folder) / name).open("rb") as file:
            size = file.seek(0, 2)
            return View(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""), name)

    def create_file(self, name: str, *_arguments: object, **options: Any) -> StructFile:
        """A new file; an existing one is never written to, because it may be shared with another generation."""
        mode = options.get("mode", "wb").replace("w", "x")
        file = StructFile((Path(self.folder) / name).open(mode), name=name)
        self._created.append(file)
        return file

    def temp_storage(self, name: str | None = None) -> Storage:
        """A folder for files that are gone when the index is written."""
        folder = Path(self.folder) / (name or "tmp")
        folder.mkdir(exist_ok=True)
        storage = Storage(folder)
        storage._created = self._created
        return storage

    def abandon(self) -> None:
        """Close what was being written when something failed; Whoosh leaves it open."""
        for file in self._created:
            with suppress(OSError, ValueError):
                file.file.close()


class Compound(CompoundStorage):  # type: ignore[misc]
    """The files within a segment's one file."""

    def open_file(self, name: str, *_arguments: object, **_options: object) -> View:
        """The file *name*, sharing the segment's bytes."""
        offset, length = self.range(name)
        view: View = self._file.subset(offset, length, name)
        return view
