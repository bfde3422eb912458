"""How well does a word match, best first? One row a level, one row a code of a key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

#: The names a user sees (``how``), in the order in which hits are shown; a level is an index into it.
LEVELS = ("literal", "number", "stem", "compound", "spelling", "label")

LITERAL, NUMBER, STEM, COMPOUND, SPELLING, LABEL = range(len(LEVELS))


class Ask(NamedTuple):
    """At which level a key of a text answers, and with which weight of its score."""

    level: int
    weight: float


#: What a word of a query asks of the keys of a text: code of its own key -> code of the text's key. A stem is met in a
#: compound (``p``) that has the word as a part. ``f`` is a stem without accents.
#: Weights were measured on treebanks of 23 languages: the lemma beside the stem at 0.3 lifts the dictionary form, parts
#: at 0.3 find compounds, and neither hurts others.
ASKS: dict[str, dict[str, Ask]] = {
    "s": {"s": Ask(STEM, 1.0), "p": Ask(COMPOUND, 0.3), "f": Ask(SPELLING, 1.0)},
    "l": {"l": Ask(STEM, 0.3)},
    # A second opinion that is often right and sometimes far off (Maltese consonants): never as strong as a stem.
    "t": {"t": Ask(STEM, 0.3)},
    # What a compound is made of is asked for together (``m``), so each part alone only where not all words must match.
    "p": {},
    "m": {},
    "f": {"p": Ask(COMPOUND, 0.3), "s": Ask(SPELLING, 1.0), "f": Ask(SPELLING, 1.0)},
}


#: What a part of a word of a query asks for.
PART_ASKS = {"s": Ask(COMPOUND, 0.3), "f": Ask(COMPOUND, 0.3), "p": Ask(COMPOUND, 0.3)}


def asked(keys: Iterable[str]) -> dict[str, Ask]:
    """The keys of a text that a word of a query with the coded *keys* asks for, each at its best level.

    >>> list(asked(["s:kind"]))
    ['s:kind', 'p:kind', 'f:kind']
    """
    found: dict[str, Ask] = {}
    for key in keys:
        for code, ask in ASKS[key[0]].items():
            wanted = code + key[1:]
            if wanted not in found or ask.level < found[wanted].level:
                found[wanted] = ask
    return found


def asked_by_part(stems: Iterable[str]) -> dict[str, Ask]:
    """The keys of a text that one part of a compound asks for, *stems* being what its stem may be.

    >>> list(asked_by_part(["kind"]))
    ['s:kind', 'f:kind', 'p:kind']
    """
    return {code + ":" + stem: ask for stem in stems for code, ask in PART_ASKS.items()}
