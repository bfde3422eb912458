"""What is the stem of a Latvian word?

The lemmatiser's Latvian dictionary is small, so two sets of our own rules make three keys: endings of nouns and
adjectives (``light``), and those of verbs, derivations and comparatives as well (``deep``).
"""

from __future__ import annotations

import re


def _by_length(*endings: str) -> tuple[str, ...]:
    return tuple(sorted({e for group in endings for e in group.split()}, key=lambda ending: (-len(ending), ending)))


def _after(stem: str, endings: str) -> str:
    return " ".join(stem + ending for ending in endings.split())


_DECLENSION = "s a am ai ā i os ās iem ām u as em o"
_NOUNS = (
    "s š is us a e i u o ē am im um em ai ei ij ā ī ū as es os ās ēs īs ūs iem ām ēm īm ūm ie ais ajs ijs iei"
    " jā jām jas jai ju ji ja jam jiem jos"
)
_DEFINITE = _after("aj", "am ai ā os ās iem ām em u as")
_COMPARATIVE = f"{_after('āk', _DECLENSION)} {_after('āk', 'ais ie ajam ajai ajā ajos ajās ajiem ajām')}"
_VERBS = (
    "t ti ts ta tas tie to tu tos tā tai tās tiem tām jat jot jiet šu si sim siet sit šot ot ošs oša oši ošas ošo ošu"
    " ošiem ošām ošā ams ama ami amas amo āms āma āmi āmas āmo āmu usi uši is usī ušas ušo ušiem ušās"
    " dams dama dami damas"
    " ties os as amies aties ās āmies āties ies simies sies tos jies"
)
_DERIVED = " ".join(
    (
        _after("šan", "a as ai u ā ām ās"),
        _after("tāj", "s a i u am us iem os as ai ā ām ās"),
        _after("um", "s a am u ā i us iem os"),
    )
)

_LIGHT = _by_length(_NOUNS, _DEFINITE)
_DEEP = _by_length(_NOUNS, _DEFINITE, _COMPARATIVE, _VERBS, _DERIVED)
_THEMES = ("inā", "ēj", "āj", "īj", "oj", "ē", "ā", "ī", "o", "j")
_VOWEL = re.compile("[aāeēiīouū]")

# Consonants as an ending in i or j changed them, with what they were.
_PALATALISED = (
    ("šņ", "sn"),
    ("žņ", "zn"),
    ("ļņ", "ln"),
    ("bj", "b"),
    ("pj", "p"),
    ("mj", "m"),
    ("vj", "v"),
    ("dz", "g"),
    ("ņ", "n"),
    ("ļ", "l"),
    ("ķ", "k"),
    ("ģ", "g"),
    ("š", "s"),
    ("ž", "z"),
    ("č", "c"),
    ("c", "k"),
)


def light(word: str) -> str:
    """Lower-case *word* without an ending of nouns or adjectives, palatalisation undone.

    >>> light("bērni"), light("bērniem"), light("platforma"), light("platformās"), light("lāči"), light("lācis")
    ('bērn', 'bērn', 'platform', 'platform', 'lāk', 'lāk')
    """
    return _unpalatalised(_without(word, _LIGHT))


def deep(word: str) -> str:
    """Lower-case *word* without endings of any kind, theme vowel and palatalisation.

    >>> deep("aizsargāt"), deep("aizsargājot"), deep("aizsargāšana")
    ('aizsarg', 'aizsarg', 'aizsarg')
    """
    return _unpalatalised(_without(_without(word, _DEEP), _THEMES))


def _without(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= 3 and _VOWEL.search(rest):
            return rest
    return word


def _unpalatalised(stem: str) -> str:
    for changed, before in _PALATALISED:
        if stem.endswith(changed) and len(stem) > len(changed) + 1:
            stem = stem[: -len(changed)] + before
            # lāč- is lāc- is lāk-: the only change that may have happened twice.
            return stem[:-1] + "k" if changed == "č" else stem
    return stem
