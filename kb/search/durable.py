"""How is something written so that after a crash it is there, old or new, and never half?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kb.errors import N_, StorageError


def sync_file(path: Path) -> None:
    """Have the bytes of a file on the disk."""
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Have the names in a folder on the disk; Windows has no such call and keeps them with the files (untested)."""
    if os.name != "nt":
        sync_file(path)


def write_durably(path: Path, data: bytes) -> None:
    """Put *data* in place of what *path* holds: a reader, or the next run after a crash, sees the old or the new.

    :raises OSError: if it cannot be written; what *path* held is then still there.
    """
    aside = path.with_name(f"{path.name}.{os.urandom(4).hex()}.tmp")
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)  # noqa: PTH105  (one name for the call that tests make fail)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise
    sync_folder(path.parent)


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Say of any failure of disk or permission what could not be written.

    :raises StorageError: instead of OSError.
    """
    try:
        yield
    except OSError as error:
        raise StorageError(
            N_("the search index cannot be written in {path}: {reason}"),
            code="index-not-written",
            path=str(path),
            reason=error.strerror or str(error),
        ) from error


def share(path: Path, target: Path) -> None:
    """Have *path*, which never changes again, under the name *target* too; a copy where there are no hard links."""
    try:
        target.hardlink_to(path)
    except OSError:
        # No hard links here, or too many: a copy is as good, and a full disk will say so.
        shutil.copyfile(path, target)
