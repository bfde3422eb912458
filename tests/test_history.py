"""Which wordings were ever on record?"""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kb.content import history
from kb.content.characters import forbidden
from kb.model import Release
from kb.text import canonical, version
from tests.texts import PERMITTED

TEXTS = st.text(PERMITTED, min_size=1, max_size=40)
TEXT = TEXTS.map(canonical).filter(lambda text: text and not any(forbidden(text)))


def release(text: str, language: str = "de") -> Release:
    """The release of *text*."""
    return Release(f"alpha/f1/{language}", version(text), text, "2024-02-20", "2024-1")


def folder(path: Path) -> Path:
    """The file in the folder of source alpha."""
    (path / "alpha").mkdir(exist_ok=True)
    return path / "alpha" / "releases.jsonl"


@given(st.lists(TEXT.map(release), max_size=5))
def test_what_is_put_on_record_is_read_again(tmp_path_factory: object, releases: list[Release]) -> None:
    """Reading what was written gives the same releases in the same order."""
    base = tmp_path_factory.mktemp("base")  # type: ignore[attr-defined]
    path = folder(base)
    path.write_text(history.lines(releases), "utf-8", newline="")
    assert history.read(path, base) == (tuple(releases), [])


def test_each_release_is_one_line(tmp_path: Path) -> None:
    """A line a wording, in the order of the contract, so that git shows what was added."""
    (line,) = history.lines([release("Über „40 %“.")]).splitlines()
    assert line.startswith('{"address": "alpha/f1/de", "version": "')
    assert line.endswith('"text": "Über „40 %“.", "date": "2024-02-20", "release": "2024-1"}')


def test_no_file_means_no_releases(tmp_path: Path) -> None:
    """A source that was never released has no such file."""
    assert history.read(tmp_path / "releases.jsonl", tmp_path) == ((), [])


def test_a_bad_line_does_not_hide_the_others(tmp_path: Path) -> None:
    """Every sound line is served, each bad one is a problem with its line."""
    path = folder(tmp_path)
    good, other = release("Gut."), release("Auch.", "en")
    path.write_text(history.lines([good]) + "{}\n\n" + history.lines([other]), "utf-8")
    releases, problems = history.read(path, tmp_path)
    assert releases == (good, other)
    assert [str(found.place) for found in problems] == ["alpha/releases.jsonl:2:1"]
