"""Which knowledge bases do tests work on? Copies of the one that ships, of the toy, and what a test writes itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.hall import opening
from kb.library import Library
from kb.settings import cache_folder
from tests.knowledge_bases import Today, laid_out, opened

Base = Callable[[str], Path]


@pytest.fixture(autouse=True)
def look_always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests ask sooner after a change than people do."""
    monkeypatch.setattr(opening, "INTERVAL", 0.0)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's cache folder with the dictionaries of whoever runs the tests (built once a machine) and nothing else."""
    folder = tmp_path_factory.mktemp("cache")
    lemmas = cache_folder(os.environ) / "lemmas"
    lemmas.mkdir(parents=True, exist_ok=True)
    (folder / "lemmas").symlink_to(lemmas, target_is_directory=True)
    return folder


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Library:
    """The knowledge base that ships, opened; for tests that change nothing."""
    return opened(laid_out("shipped", tmp_path_factory.mktemp("shipped")), cache)


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Library:
    """The toy, opened; for tests that change nothing."""
    return opened(laid_out("toy", tmp_path_factory.mktemp("toy")), cache)


@pytest.fixture
def toy_root(tmp_path: Path) -> Path:
    """A copy of the toy to change."""
    return laid_out("toy", tmp_path / "toy")


@pytest.fixture
def my_toy(toy_root: Path, cache: Path) -> Library:
    """The library on a copy of the toy to change (``settings.content``)."""
    return opened(toy_root, cache)


@pytest.fixture
def my_shipped(tmp_path: Path, cache: Path) -> Library:
    """The library on a copy of the knowledge base that ships, to change."""
    return opened(laid_out("shipped", tmp_path / "shipped"), cache)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Today:
    """Sets the day for all libraries of a test: ``today("2026-03-01")``."""

    def set_day(day: str) -> None:
        monkeypatch.setattr(Library, "_today", staticmethod(lambda: day))

    return set_day
