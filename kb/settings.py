"""Where is everything on this machine?"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kb.errors import N_, NotFound, message

MARKER = Path("content") / "kb.yaml"


class Settings(NamedTuple):
    """The folders of one knowledge base and of this user. All paths are absolute."""

    root: Path
    cache: Path

    @property
    def content(self) -> Path:
        """The truth: edited by people."""
        return self.root / "content"

    @property
    def search_index(self) -> Path:
        """Built from content; deleting it loses nothing."""
        return self.root / "search_index"


def here() -> Path:
    """The folder that we are in; the root of the file system when it has been deleted under our feet."""
    try:
        return Path.cwd()
    except OSError:
        return Path(Path.home().anchor)


def locate(root: str | Path | None, environment: Mapping[str, str], here: Path) -> Settings:
    """The settings for *root*, else ``$KB_ROOT``, else the nearest folder from *here* upwards with ``content/kb.yaml``.

    :raises NotFound: if the named folder has no ``content/kb.yaml``, or no folder upwards has one.
    """
    named = root or environment.get("KB_ROOT")
    candidates = [Path(named).expanduser().absolute()] if named else [here.absolute(), *here.absolute().parents]
    for folder in candidates:
        if (folder / MARKER).is_file():
            return Settings(root=folder, cache=cache_folder(environment))
    raise NotFound(
        N_("no knowledge base in {folder}: there is no {marker}"),
        code="no-knowledge-base",
        hint=message(N_("go to its folder, name it with --root DIR, or start one with: kb init DIR")),
        folder=str(candidates[0]),
        marker=MARKER.as_posix(),
    )


def sample() -> dict[str, bytes]:
    """The files of the knowledge base that comes with the program, by their paths below ``content/``.

    :raises NotFound: if it did not come along.
    """
    home = Path(__file__).parent
    for folder in (home / "sample", home.parent / "content"):
        if (folder / "kb.yaml").is_file():
            return {
                path.relative_to(folder).as_posix(): path.read_bytes()
                for path in sorted(folder.glob("**/*"))
                if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
            }
    raise NotFound(N_("the sample did not come with this installation"), code="no-sample")


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where this user keeps what programs can make again (XDG base directories; ``%LOCALAPPDATA%`` on Windows)."""
    if named := environment.get("KB_CACHE"):
        return Path(named).absolute()
    if os.name == "nt" and (local := environment.get("LOCALAPPDATA")):
        return Path(local) / "kb" / "cache"
    named = environment.get("XDG_CACHE_HOME") or ""
    base = Path(named) if Path(named).is_absolute() else Path(environment.get("HOME") or "~").expanduser() / ".cache"
    return base / "kb"
