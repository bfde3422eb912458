"""How is this said in the reader's language?

Catalogs are gettext's: packed as ``kb/locales/<language>/LC_MESSAGES/kb.mo`` in an installed package, compiled beside
their ``.po`` under ``locales/`` in a checkout, where one that is missing or outdated is compiled when it is needed. A
language without a catalog, and a sentence without a translation, are said in English, as in the source.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kb.errors import N_, Message, NotFound, message
from kb.languages import FALLBACK, LANGUAGES, closest
from kb.ui.loading import load

DOMAIN = "kb"

#: Where the language of messages is looked for, first to last; the first that names a language we know decides.
VARIABLES = ("KB_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

#: An installed package has its own; a checkout has them beside the package.
CATALOGS = tuple(folder / "locales" for folder in Path(__file__).absolute().parents[1:3])

#: What ``str.format`` raises when a template does not fit its parameters.
_UNFIT = (LookupError, ValueError, AttributeError)

#: What the C library calls "no language", with or without an encoding.
_NEUTRAL = ("C", "POSIX")


def language_of_messages(named: str | None, environment: Mapping[str, str]) -> str:
    """The tag of the language to speak: *named* by the user, else by the environment, else English.

    :raises NotFound: if *named* is not a language of the table. An unknown one in the environment is passed over.
    """
    if named is not None:
        return known_language(named)
    for variable in VARIABLES:
        for name in environment.get(variable, "").split(":"):
            if name.partition(".")[0] in _NEUTRAL:
                return FALLBACK
            if tag := closest(name):
                return tag
    return FALLBACK


def known_language(name: str) -> str:
    """The tag that *name* (``fr``, ``fr-BE``, ``FR``) stands for.

    :raises NotFound: if there is no such language.
    """
    if tag := closest(name):
        return tag
    raise NotFound(
        N_("there is no language “{language}”"),
        code="unknown-language",
        hint=message(N_("the languages are: {languages}"), languages=" ".join(LANGUAGES)),
        language=name,
    )


class Catalog(NamedTuple):
    """A compiled catalog: its ``folder`` holds ``<language>/LC_MESSAGES/kb.mo`` at ``path``."""

    folder: Path
    path: Path


def catalog(language: str) -> Catalog | None:
    """The compiled catalog of *language*; None for English and for a language that has none."""
    if language == FALLBACK:
        return None
    for folder in CATALOGS:
        path = folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
        if _compiled(path):
            return Catalog(folder, path)
    return None


def _compiled(path: Path) -> bool:
    """Whether there is a catalog at *path*, compiling it first where its source is newer."""
    written, source = _changed(path), path.with_suffix(".po")
    if _changed(source) > written:
        try:
            load("kb.ui.catalogs:compile_catalog")(source, path)
        except OSError:  # a folder we may not write to: what is there serves, else English
            return written > 0
        return True
    return written > 0


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0


class Translator:
    """Says things in one language. ``language`` is what the reader asked for, also where it has no catalog yet."""

    __slots__ = ("_catalog", "language")

    def __init__(self, language: str) -> None:
        self.language = language
        found = catalog(language)
        if found is None:
            self._catalog = gettext.NullTranslations()
        else:
            with found.path.open("rb") as file:
                self._catalog = gettext.GNUTranslations(file)

    def gettext(self, text: str) -> str:
        """The translation of a text marked with ``N_()``."""
        return self._catalog.gettext(text) if text else ""  # gettext answers "" with the catalog's header

    def say(self, sentence: Message) -> str:
        """*sentence* with its parameters; in English where a translation does not fit its parameters."""
        parameters = {name: self._said(value) for name, value in sentence.parameters.items()}
        sentence = sentence._replace(parameters=parameters)
        if sentence.plural is None:
            template = self.gettext(sentence.template)
        else:
            template = self._catalog.ngettext(sentence.template, sentence.plural, sentence.number)
        try:
            return str(sentence._replace(template=template, plural=template if sentence.plural else None))
        except _UNFIT:
            return self._in_english(sentence)

    def text(self, template: str, **parameters: object) -> str:
        """:meth:`say` for a template and parameters by name."""
        return self.say(Message(template, parameters))

    def _in_english(self, sentence: Message) -> str:
        try:
            return str(sentence)
        except _UNFIT:  # a mistake of ours must not hide what went wrong either
            return sentence.template

    def _said(self, value: object) -> object:
        return self.say(value) if isinstance(value, Message) else value
