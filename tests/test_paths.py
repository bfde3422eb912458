"""Where under ``content/`` is the file of this source and language?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content import paths
from kb.errors import UsageError

CONTENT = Path("/base/content")
NASTY = st.sampled_from(
    ["..", "/", "\\", ".", "a", "etc", "\0", "C:", "~", "%2e", "\u2024", " ", "alpha", "con", "-", "\n"]
)
ANYTHING = st.text(max_size=12) | st.lists(NASTY, max_size=5).map("".join)


@given(ANYTHING, ANYTHING)
def test_no_name_climbs_out_of_content(source: str, name: str) -> None:
    """Whatever the names, a path is refused or lies exactly one folder deep in content."""
    for make in (paths.source_file, paths.passage_file):
        try:
            path = make(CONTENT, source, name)
        except UsageError:
            continue
        assert path.parent.parent == CONTENT
        assert path.resolve() == path


def test_paths_of_a_source() -> None:
    """The files of a source are where the documentation says."""
    assert paths.passage_file(CONTENT, "alpha", "fi") == CONTENT / "alpha" / "fi.md"
    assert paths.source_file(CONTENT, "alpha", "releases.jsonl") == CONTENT / "alpha" / "releases.jsonl"


@pytest.mark.parametrize("source", ["con", "nul", "com1", "Alpha", "", "a b", "a/b", "a" * 65])
def test_names_that_some_system_cannot_hold_are_refused(source: str) -> None:
    """Device names of Windows and whatever is no id cannot be folders."""
    with pytest.raises(UsageError, match="cannot be the id of a source"):
        paths.source_folder(CONTENT, source)


def test_shown_paths_are_relative_and_harmless() -> None:
    """People see paths from the root, with forward slashes and without anything a terminal would act upon."""
    assert paths.shown(Path("/base/content/a.md"), Path("/base")) == "content/a.md"
    assert paths.shown(Path("/base/a\x1b[31m\udce4.md"), Path("/base")) == "a\ufffd[31m\ufffd.md"
    assert paths.shown(Path("/other/a.md"), Path("/base")) == "/other/a.md"
