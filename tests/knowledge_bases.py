"""How does a test come by a small knowledge base, and how does it edit one?"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from kb.answers import Hit, SearchAnswer
from kb.hall import reading
from kb.languages import LANGUAGES
from kb.library import Library, open_library
from kb.search.upkeep import Upkeep
from kb.search.whoosh_engine import WhooshEngine
from kb.settings import Settings
from tests.real_analysis import real_analysis

#: Sets the day on which a test takes place.
Today = Callable[[str], None]

DAY = "2026-11-22"

_TESTS = Path(__file__).parent
_CONTENT = {"shipped": _TESTS.parent / "content", "toy": _TESTS / "toy" / "content"}


def laid_out(name: str, root: Path) -> Path:
    """A copy of the knowledge base *name* (``shipped`` or ``toy``) in *root*."""
    shutil.copytree(_CONTENT[name], root / "content", ignore=shutil.ignore_patterns(".*"))
    return root


def written(root: Path, files: Mapping[str, str]) -> Path:
    """*root* with *files* (paths below ``content/``) and a ``kb.yaml`` for German, English and Finnish."""
    base = {"kb.yaml": "format: 1\nname: Small\nlanguages: [de, en, fi]\n"}
    for name, text in {**base, **files}.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def source(id: str, original: str = "de", title: str = "Titel", issued: str = "2024", more: str = "") -> str:
    """The text of a ``source.yaml``."""
    return f"id: {id}\ntype: report\ntitle: {title}\nissued: {issued}\noriginal: {original}\n{more}"


def passages(source: str, language: str, title: str = "Titel", **sections: str) -> str:
    """The text of a passage file; sections are given as ``f1="meta lines | body"`` or ``f1="body"``."""
    text = f"---\nsource: {source}\nlanguage: {language}\ntitle: {title}\n---\n"
    for id, section in sections.items():
        meta, bar, body = section.rpartition("|")
        fence = "~~~ yaml\n" + "".join(f"{line.strip()}\n" for line in meta.split(";")) + "~~~\n\n" if bar else ""
        text += f"\n## {id}\n\n{fence}{body.strip()}\n"
    return text


def opened(root: Path, cache: Path) -> Library:
    """The library on *root*; *cache* is the user's."""
    return open_library(root, environment={"KB_CACHE": str(cache)})


def settings(root: Path) -> Settings:
    """The settings of *root*; the user's cache lies in it."""
    return Settings(root, root / "cache")


def upkeep_of(root: Path, day: str = DAY) -> Upkeep:
    """The upkeep of the index of *root* with the real engine, analysis and content."""
    here = settings(root)
    return Upkeep(
        folder=here.search_index,
        content=here.content,
        engine=WhooshEngine(),
        read=lambda folders: reading.snapshot(here, folders, day),
        analysis=real_analysis,
        step=lambda done, total: None,
        today=lambda: day,
    )


def edit(path: Path, old: str, new: str) -> None:
    """Put *new* in place of *old*, which must be there. As editors do: nobody who reads meanwhile meets half a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} does not hold “{old}”"
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(text.replace(old, new), encoding="utf-8")
    aside.replace(path)


def ids(answer: SearchAnswer) -> list[str]:
    """``SOURCE/ID`` of each hit, in order."""
    return [address(hit) for hit in answer.hits]


def address(hit: Hit) -> str:
    """``SOURCE/ID`` of a hit."""
    return f"{hit.passage.source}/{hit.passage.id}"


def cut(text: str, spans: object) -> list[str]:
    """What the highlights *spans* mark in *text*."""
    assert isinstance(spans, tuple)
    return [text[start:end] for start, end in spans]


def without_time(answer: SearchAnswer) -> SearchAnswer:
    """*answer* as it would be whenever it was asked."""
    return answer._replace(elapsed_ms=0.0)


#: All languages, as parameters.
TAGS = tuple(LANGUAGES)
