"""Is a room entered only when somebody asks for it?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kb.lazy import LazyModule


def test_a_module_is_imported_at_the_first_use_of_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Naming it costs nothing."""
    (tmp_path / "kb_test_room.py").write_text("ANSWER = 42\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    room = LazyModule("kb_test_room")
    assert "kb_test_room" not in sys.modules
    try:
        assert room.ANSWER == 42
        assert sys.modules["kb_test_room"].ANSWER is room.ANSWER
        with pytest.raises(AttributeError, match="QUESTION"):
            _ = room.QUESTION
    finally:
        sys.modules.pop("kb_test_room", None)


def test_a_module_that_does_not_exist_is_missed_at_its_first_use() -> None:
    """The error is that of an import."""
    room = LazyModule("kb.no_such_room")
    with pytest.raises(ModuleNotFoundError, match="no_such_room"):
        _ = room.anything


def test_the_api_of_the_package_costs_nothing_until_it_is_used() -> None:
    """``import kb`` loads neither the library nor what it needs."""
    code = "import sys, kb; print(*sorted(name for name in sys.modules if name.startswith('kb')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["kb", "kb.errors", "kb.lazy"]
