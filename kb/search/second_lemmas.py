"""Which forms are of another word as well than the dictionary says? Only words that findings are full of.

The lemmatiser's dictionaries name one word a form: where that is the rarer one (fi vanhempien: old, not parents), or none
at all, the form is found under this one too. For Maltese there is no dictionary.
"""

from __future__ import annotations

from collections.abc import Mapping


def _all(lemma: str, forms: str) -> dict[str, str]:
    return dict.fromkeys(forms.split(), lemma)


#: Language -> form -> lemma, lower-case.
SECOND_LEMMAS: Mapping[str, Mapping[str, str]] = {
    "bg": {"правата": "право"},
    "el": _all("πολίτης", "πολίτης πολίτη"),
    "et": {"vanuse": "vanus"},
    "fi": _all(
        "vanhemmat", "vanhempi vanhempien vanhempia vanhempiin vanhempina vanhempiensa vanhempiaan vanhempiinsa"
    ),
    "ga": {"éirinn": "éire"},
    # Collective nouns of their own, and the only plurals that dijete and čovjek have.
    "hr": {
        **_all("dijete", "djeca djece djeci djecu djecom djeco"),
        **_all("čovjek", "ljudi ljude ljudima"),
        "učenici": "učenik",
    },
    # Broken plurals that have too few consonants in common with their singular, or others.
    "mt": {
        **_all("belt", "bliet ibliet"),
        "bnedmin": "bniedem",
        "bniet": "tifla",
        "djar": "dar",
        "irġiel": "raġel",
        "jiem": "jum",
        "kliem": "kelma",
        "nisa": "mara",
        "qrati": "qorti",
        "skejjel": "skola",
        "snin": "sena",
        "tfal": "tifel",
        "ulied": "wild",
        "xhur": "xahar",
        "ħwejjeġ": "ħaġa",
        "ħwienet": "ħanut",
    },
    # What the hyphens of eind-tot-eindversleuteling leave; the dictionary has neither encryption nor its compounds.
    "nl": {"app": "app", "eindversleuteling": "versleuteling", "koe": "koe"},
    "ro": {"copii": "copil"},
}
