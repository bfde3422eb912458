"""Which words of the dictionary can this be, typed without its accents?

In another inflection than the text's, too: folding alone meets words only where their forms are alike, for the
lemmatiser knows no word without its accents. Of inflected forms typed so it loses every third in Romanian and three of
four in Irish; put back, none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from kb.search.folding import fold

#: The letters of a language that are typed without their accent where a keyboard has them not. None where accents are
#: seldom or have rules of their own, or where there is no dictionary.
LETTERS: dict[str, str | None] = {
    "bg": None,
    "cs": "áčďéěíňóřšťúůýž",
    "da": "åø",
    "de": "äöü",
    "el": None,
    "en": None,
    "es": "áéíñóúü",
    "et": "õäöüšž",
    "fi": "åäö",
    "fr": "àâçèéêëîïôùûü",
    "ga": "áéíóú",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "it": "àèéìòù",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "mt": None,
    "nl": "éèëïöü",
    "pl": "ąćęłńóśźż",
    "pt": "áâãàçéêíóôõú",
    "ro": "ăâîșț",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž",
    "sv": "åäö",
}

#: More than so many beginnings at a time are no word any more.
_MOST = 256


@cache
def _letters(language: str) -> Mapping[str, Sequence[str]]:
    """What each letter may be."""
    found: dict[str, list[str]] = defaultdict(list)
    for letter in LETTERS[language] or "":
        found[fold(letter)].append(letter)
    return found


def accented(word: str, language: str, begins: Callable[[str], bool]) -> Sequence[str]:
    """What lower-case *word* may be with accents; each is a beginning of words by *begins*, and perhaps no word itself.

    >>> accented("detem", "cs", "dětem".startswith)
    ['dětem']
    """
    letters = _letters(language)
    if not letters:
        return ()
    found = [""]
    for plain in word:
        longer = (start + letter for start in found for letter in (plain, *letters.get(plain, ())))
        found = [start for start in longer if begins(start)][:_MOST]
    return [one for one in found if one != word]
