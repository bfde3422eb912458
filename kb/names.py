"""Which names of the glossary does this text have, and where?

Names are inflected, mutated and compounded: Telegramissa, gChildlight, l-Facebook, Telegram-Gruppe, WhatsApp’s are mentions.
They are never found in lower case or inside of another word: signals and Signale are not Signal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from kb.model import Term

#: What a language hangs on a name that it spells as its owner does, without hyphen, colon or apostrophe. The others: nothing.
_ENDINGS: Mapping[str, str] = {
    "bg": "а|ът|у",
    "cs": "[aueěiyů]|ovi|em|ech|ům|ách|ami|ou|ova|ově|ovu|ové|ových|ovým|ského?",
    "da": "s",
    "de": "s",
    "et": "[aeiu]?(?:s|st|sse|le|l|lt|ga|ni|na|ta|ks|d|t)|[aeiu]",
    "fi": "(?:[ie]?(?:n|a|ä|ta|tä|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|na|nä|tta|ttä)|h[aeiouyäö]n|[aouyäö]n|seen)"
    "(?:kin|kaan|kään|ko|kö|han|hän|si|ni|nsa|nsä|mme)?",
    "hr": "[auieo]|em|om|ima|ova?|ovo|ovi|ovog|ovom|ju|jem|jom",
    "hu": "[aáeéoöu]?(?:t|n|k|ban|ben|ba|be|ból|ből|ra|re|ról|ről|nak|nek|hoz|hez|höz|tól|től|ig|ért|ként|nál|nél|val|vel)"
    "|[a-z](?:al|el)|i|os|es|ös",
    "lt": "as|o|ui|[aąueįęėi]|ai|ų|ams|us|ais|uose|is|io|iui|iu|yje|os|oje|ės|ei|ėje",
    "lv": "[aāeēiīus]|am|ā|iem|us|os|is|im|ai|as|ās|es|ei|ēm|ām",
    "nl": "s",
    "pl": "[auyięąo]|owi|em|iem|ie|zie|cie|om|ach|ami|ów|owej|owy|owym|owego|ki|ce|ką",
    "ro": "ul|ului|ule|uri|urile|urilor|a|ei|i|u",
    "sk": "[aueiy]|ovi|om|och|ov|ami|mi|ou|ova|ovo|ovej|ových|ovým|ského?",
    "sl": "[auieo]|em|om|ih|ov|ev|ova|ovo|ovi|ju|jem|jev|ja",
    "sv": "s",
}  # fmt: skip

#: Languages that inflect the words of a name that they have translated (Europäischen Parlaments, Evropském parlamentu).
_INFLECTED = ("bg", "cs", "de", "el", "et", "fi", "ga", "hr", "hu", "lt", "lv", "pl", "ro", "sk", "sl")

_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
# Irish: a letter is put before a name (gChildlight, nÉireann, hEorpa), or an h after its first consonant.
_IRISH_START = _START + r"(?:(?:bh|[bdghmnt])-?)?"
_LENITED = frozenset("BCDFGMPST")
_VOWELS = frozenset("aeioyа")
# The ways to write one letter: typography, and Greek accents, which move when a word is inflected.
_SPELLINGS = {"'": "['\u2019\u2018\u02bc]", "-": "[-\u2010\u2011\u2013]", " ": "[ -]"}
_SPELLINGS |= {letter: f"[{pair}]" for pair in ("αά", "εέ", "ηή", "ιί", "οό", "υύ", "ωώ", "ϊΐ") for letter in pair}


class Mention(NamedTuple):
    """Code points [start, end) of a text that are the name ``id`` of the glossary."""

    start: int
    end: int
    id: str


def forms_of_names(glossary: Mapping[str, Term], language: str) -> dict[str, tuple[str, ...]]:
    """The protected names by id, each as it is written in *language*."""
    names = (term for term in glossary.values() if term.protected)
    return {name.id: name.forms.get(language) or ((name.name,) if name.name else ()) for name in names}


def names_in(text: str, glossary: Mapping[str, Term], language: str) -> tuple[str, ...]:
    """The ids of the protected names that *text* in *language* has, in the order of the glossary."""
    found = {mention.id for mention in mentions(text, glossary, language)}
    return tuple(id for id in glossary if id in found)


def mentions(text: str, glossary: Mapping[str, Term], language: str) -> list[Mention]:
    """The mentions of protected names in canonical *text*, in its order; one inside of a longer one is none."""
    found = sorted(_found(text, glossary, language), key=lambda one: (one.start - one.end, one.start))
    kept: list[Mention] = []
    for mention in found:
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept)


def _found(text: str, glossary: Mapping[str, Term], language: str) -> Iterator[Mention]:
    for id, forms in forms_of_names(glossary, language).items():
        own = language in glossary[id].forms
        for form in forms:
            # Most texts mention few names, and letters are sooner looked for than a pattern.
            core, pattern = _pattern(form, language, own and language in _INFLECTED)
            if core in text:
                yield from (Mention(*match.span(), id) for match in pattern.finditer(text))


@lru_cache(maxsize=16384)
def _pattern(form: str, language: str, inflected: bool) -> tuple[str, re.Pattern[str]]:
    """What *form* looks like in a text, and letters that are in it in any case.

    ``inflected``: any of its words may have another ending.
    """
    pieces = [_inflected(word) for word in form.split()] if inflected else [_with_ending(form, language)]
    (first, ending), *others = pieces
    written = [beginning(first[0], language) + spelled(first[1:]) + ending]
    written += [spelled(kept) + ending for kept, ending in others]
    core = first[1:4] if first[1:4].isascii() and first[1:4].isalpha() else ""
    return core, re.compile("[ -]".join(written) + _END)


def beginning(letter: str, language: str) -> str:
    """A pattern for the beginning of a word with its first *letter*, behind what the language may put before it."""
    if language != "ga":
        return _START + spelled(letter)
    return _IRISH_START + spelled(letter) + ("h?" if letter.upper() in _LENITED else "")


def _with_ending(name: str, language: str) -> tuple[str, str]:
    """What is kept of *name*, and a pattern for what *language* may hang on it, or put in place of a vowel at its end."""
    if language not in _ENDINGS:
        return name, ""
    ending = f"(?:{_ENDINGS[language]})"
    if len(name) > 3 and name[-1] in _VOWELS:
        return name[:-1], f"(?:{name[-1]}{ending}?|{ending})"
    return name, f"{ending}?"


def _inflected(word: str) -> tuple[str, str]:
    """What is kept of *word*, all but its last letters, at most three of ten or more, and a pattern for its ending."""
    cut = min(3, max(0, len(word) // 2 - 2))
    return word[: len(word) - cut], f"[^\\W\\d_]{{0,{cut + 4 if cut else 2}}}"


def spelled(text: str) -> str:
    """A pattern for *text* in any typography and with Greek accents anywhere."""
    return "".join(_SPELLINGS.get(letter, re.escape(letter)) for letter in text)
