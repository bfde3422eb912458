"""Where under ``content/`` is the file of this source and language? One checked function makes every such path."""

from __future__ import annotations

from pathlib import Path

from kb.errors import N_, UsageError
from kb.languages import LANGUAGES
from kb.model import is_id

BASE, TOPICS, GLOSSARY = "kb.yaml", "topics.yaml", "glossary.yaml"
SOURCE, TRANSLATIONS, RELEASES = "source.yaml", "translations.yaml", "releases.jsonl"
PASSAGES = ".md"

# Windows takes these names for devices, whatever their ending.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))})


def is_folder_name(text: str) -> bool:
    """Whether *text* is an id that can name a folder on every system."""
    return is_id(text) and text not in _DEVICES


def source_folder(content: Path, source: str) -> Path:
    """The folder of *source*.

    :raises UsageError: if that is no id, so that no path can climb out of *content*.
    """
    if not is_folder_name(source):
        raise UsageError(N_("“{source}” cannot be the id of a source"), code="bad-id", source=source)
    return content / source


def source_file(content: Path, source: str, name: str) -> Path:
    """One of a source's own files: :data:`SOURCE`, :data:`TRANSLATIONS` or :data:`RELEASES`.

    :raises UsageError: if there is no such file or *source* is no id.
    """
    if name not in (SOURCE, TRANSLATIONS, RELEASES):
        raise UsageError(N_("a source has no file {name}"), code="bad-name", name=name)
    return source_folder(content, source) / name


def passage_file(content: Path, source: str, language: str) -> Path:
    """The file of *source*'s passages in *language*.

    :raises UsageError: if *source* is no id or *language* none of the table.
    """
    if language not in LANGUAGES:
        raise UsageError(
            N_("“{language}” is not a language of this program"), code="unknown-language", language=language
        )
    return source_folder(content, source) / f"{language}{PASSAGES}"


def shown(path: Path, root: Path) -> str:
    """*path* as people are shown it: relative to *root*, forward slashes, nothing a terminal would act upon."""
    relative = path.relative_to(root) if path.is_relative_to(root) else path
    return "".join(character if character.isprintable() else "\ufffd" for character in relative.as_posix())
