"""Which languages are there, and what falls back to what? One row each."""

from __future__ import annotations

import re
from typing import NamedTuple

from kb.errors import N_


class Language(NamedTuple):
    """One language of the knowledge base.

    ``tag`` is its BCP 47 tag; ``locale`` Babel's and gettext's name of the locale whose data describes it (Babel's ``pt`` is
    Brazil, hence ``pt_PT``); ``name`` is English and translated by the front; ``own_name`` is what its speakers call it;
    ``script`` is ISO 15924.
    """

    tag: str
    locale: str
    name: str
    own_name: str
    script: str = "Latn"


LANGUAGES: dict[str, Language] = {
    row.tag: row
    for row in (
        Language("bg", "bg", N_("Bulgarian"), "български", "Cyrl"),
        Language("cs", "cs", N_("Czech"), "čeština"),
        Language("da", "da", N_("Danish"), "dansk"),
        Language("de", "de", N_("German"), "Deutsch"),
        Language("el", "el", N_("Greek"), "ελληνικά", "Grek"),
        Language("en", "en_IE", N_("English"), "English"),
        Language("es", "es", N_("Spanish"), "español"),
        Language("et", "et", N_("Estonian"), "eesti"),
        Language("fi", "fi", N_("Finnish"), "suomi"),
        Language("fr", "fr", N_("French"), "français"),
        Language("ga", "ga", N_("Irish"), "Gaeilge"),
        Language("hr", "hr", N_("Croatian"), "hrvatski"),
        Language("hu", "hu", N_("Hungarian"), "magyar"),
        Language("it", "it", N_("Italian"), "italiano"),
        Language("lt", "lt", N_("Lithuanian"), "lietuvių"),
        Language("lv", "lv", N_("Latvian"), "latviešu"),
        Language("mt", "mt", N_("Maltese"), "Malti"),
        Language("nl", "nl", N_("Dutch"), "Nederlands"),
        Language("pl", "pl", N_("Polish"), "polski"),
        Language("pt", "pt_PT", N_("Portuguese"), "português"),
        Language("ro", "ro", N_("Romanian"), "română"),
        Language("sk", "sk", N_("Slovak"), "slovenčina"),
        Language("sl", "sl", N_("Slovenian"), "slovenščina"),
        Language("sv", "sv", N_("Swedish"), "svenska"),
    )
}

#: The language of messages when nothing else is known, and of every message that has no translation yet.
FALLBACK = "en"

_LOCALE_NAME = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*(?:\.[A-Za-z0-9_-]+)?(?:@[A-Za-z0-9=]+)?")


def closest(name: str) -> str | None:
    """The tag in the table that a locale name (``de_DE.UTF-8``, ``fr-BE``, ``PT``) stands for; None if there is none."""
    match = _LOCALE_NAME.fullmatch(name.strip())
    tag = match[1].lower() if match else ""
    return tag if tag in LANGUAGES else None
