"""Which letters count as the same when accents do not?

Folding is always the last step: folded before, a word is no longer in the lemmatiser's dictionary.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose, or not to what people type instead.
_LETTERS = {
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "ħ": "h",
    "ı": "i",
    "þ": "th",
    "ŧ": "t",
    "ŋ": "n",
    # Not an и with a breve: another letter of the Bulgarian alphabet.
    "й": "й",
}


class _Folds(dict[int, str]):
    """Code point -> folded text, found out when first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = _LETTERS.get(letter)
        if plain is None:
            plain = "".join(c for c in unicodedata.normalize("NFD", letter) if unicodedata.category(c) != "Mn")
            plain = "".join(_LETTERS.get(c, c) for c in plain)
        self[code] = plain
        return plain


_FOLDS = _Folds()


def fold(word: str) -> str:
    """*word* case folded and without accents, in letters that decompose no further; ``й`` stays what it is.

    >>> fold("Überprüfung"), fold("ΠΡΟΣΤΑΣΊΑΣ"), fold("Straße"), fold("мой")
    ('uberprufung', 'προστασιασ', 'strasse', 'мой')
    """
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold()).translate(_FOLDS)


# Two letters that stand for one where a keyboard lacks it, with that letter. A u before an e is a vowel of its own
# after a, e and q (bauen, neue, quer).
_DIGRAPHS: dict[str, tuple[re.Pattern[str], dict[str, str]]] = {
    "de": (re.compile("ae|oe|(?<![aeq])ue"), {"ae": "ä", "oe": "ö", "ue": "ü"}),
    "da": (re.compile("aa|ae|oe"), {"aa": "å", "ae": "æ", "oe": "ø"}),
    "sv": (re.compile("aa|ae|oe"), {"aa": "å", "ae": "ä", "oe": "ö"}),
}


def respelled(word: str, language: str) -> str:
    """Lower-case *word* with the language's own letters where two letters may stand for one; mostly *word* itself.

    >>> respelled("haeuser", "de"), respelled("neue", "de"), respelled("haeuser", "en")
    ('häuser', 'neue', 'haeuser')
    """
    if language not in _DIGRAPHS:
        return word
    pattern, letters = _DIGRAPHS[language]
    return pattern.sub(lambda found: letters[found[0]], word)


def spelled(stem: str, word: str) -> str:
    """*stem* with the accents of lower-case *word* that it was made from: stemmers fold some of them, and some do not.

    >>> spelled("tat", "täter"), spelled("schon", "schön"), spelled("tat", "tatort")
    ('tät', 'schön', 'tat')
    """
    plain, wanted = unicodedata.normalize("NFC", word.casefold()), fold(stem)
    folded = fold(word)
    if plain != folded and len(plain) == len(folded) and (at := folded.find(wanted)) >= 0:
        return plain[at : at + len(wanted)]
    return unicodedata.normalize("NFC", stem.casefold())
