"""Where is everything on this machine?"""

from __future__ import annotations

from pathlib import Path

import pytest

from kb import settings
from kb.errors import NotFound


def base(folder: Path) -> Path:
    """A folder that counts as a knowledge base."""
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "kb.yaml").touch()
    return folder


def test_the_nearest_folder_upwards_with_content_is_the_root(tmp_path: Path) -> None:
    """From anywhere inside a knowledge base, commands find it."""
    root = base(tmp_path / "base")
    inside = root / "content" / "source"
    inside.mkdir()
    found = settings.locate(None, {}, inside)
    assert (found.root, found.content, found.search_index) == (root, root / "content", root / "search_index")


def test_a_named_root_wins_over_the_environment_and_both_over_the_folder(tmp_path: Path) -> None:
    """--root, then $KB_ROOT, then upwards."""
    here, named, other = (base(tmp_path / name) for name in ("here", "named", "other"))
    assert settings.locate(named, {"KB_ROOT": str(other)}, here).root == named
    assert settings.locate(None, {"KB_ROOT": str(other)}, here).root == other


def test_a_folder_without_content_is_not_found_with_a_way_out(tmp_path: Path) -> None:
    """The sentence names the folder, the hint says what to do."""
    with pytest.raises(NotFound) as caught:
        settings.locate(tmp_path, {}, tmp_path)
    assert str(tmp_path) in str(caught.value)
    assert caught.value.hint is not None
    with pytest.raises(NotFound):
        settings.locate(None, {}, tmp_path)


def test_what_can_be_made_again_is_kept_in_the_users_cache_folder(tmp_path: Path) -> None:
    """$KB_CACHE, then the XDG folder if absolute, then ~/.cache."""
    assert settings.cache_folder({"KB_CACHE": str(tmp_path)}) == tmp_path
    assert settings.cache_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "kb"
    assert settings.cache_folder({"XDG_CACHE_HOME": "relative", "HOME": str(tmp_path)}) == tmp_path / ".cache" / "kb"


def test_a_folder_that_was_deleted_under_our_feet_is_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A named root still works from there."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    assert settings.here() == gone
    gone.rmdir()
    assert settings.here() == Path(tmp_path.anchor)
