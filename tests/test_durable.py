"""Is what was written old or new, and never half?"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from kb.errors import StorageError
from kb.search.durable import storage_errors, write_durably


def test_write_replaces(tmp_path: Path) -> None:
    """What is written takes the place of what was there, and nothing is left beside it."""
    path = tmp_path / "file"
    write_durably(path, b"old")
    write_durably(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_failed_write_keeps_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """A write that fails leaves what was there, and nothing beside it."""
    path = tmp_path / "file"
    write_durably(path, b"old")

    def fail(*_arguments: object) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(OSError, match="No space"):
        write_durably(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def _noted(name: str, real: Callable[..., object], calls: list[str]) -> Callable[..., object]:
    def call(*arguments: object) -> object:
        calls.append(name)
        return real(*arguments)

    return call


def test_order_of_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes are on the disk before the name is, and the name before anything is said."""
    calls: list[str] = []
    for name in ("fsync", "replace"):
        monkeypatch.setattr(os, name, _noted(name, getattr(os, name), calls))
    write_durably(tmp_path / "file", b"new")
    assert calls == ["fsync", "replace", "fsync"]


def test_storage_errors_name_the_place(tmp_path: Path) -> None:
    """A failure of the disk says what could not be written, and why."""
    with pytest.raises(StorageError, match=r"index: No space left") as caught, storage_errors(tmp_path / "index"):
        raise OSError(28, "No space left on device")
    assert caught.value.code == "index-not-written"
