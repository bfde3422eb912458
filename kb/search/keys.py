"""Under which terms is one word found, and how is each coded?

Light on purpose: a search whose words are in the index's vocabulary needs these names and no lemmatiser.
"""

from __future__ import annotations

from typing import NamedTuple

#: What a coded key begins with. ``FOLDED`` keys are stems too, met where an accent or a spelling keeps words apart.
#: ``WEAK`` keys join what only might belong together: weigh them 0.5 at most. A ``MADE`` key is for queries only and no
#: term: the stems of all parts of a compound, as :func:`made_of` reads them.
STEM, LEMMA, FOLDED, PART, WEAK, MADE = "s:", "l:", "f:", "p:", "t:", "m:"

#: Number of our own analysis rules: raised with every change of a rule, a stop word list or a table, so that what was
#: written by other rules is made anew.
RULES = 5


class Keys(NamedTuple):
    """What a word of a language is found under, apart from itself.

    ``stems`` are stems of the word as written, best first, accents and all; ``lemmas`` its dictionary form. ``folded``
    are further stems without accents: of the word as written, of its folded form, of its other spellings. ``parts`` are
    folded stems of the words that are in a compound, ``atoms`` those of each of the words that together make it;
    ``weak`` are coarse keys; ``stop`` says that it is a function word. A figure has none of them.
    """

    stems: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    atoms: tuple[tuple[str, ...], ...] = ()
    weak: tuple[str, ...] = ()
    stop: bool = False

    def coded(self) -> tuple[str, ...]:
        """All keys, the best level first."""
        return (
            *[STEM + key for key in self.stems],
            *[LEMMA + key for key in self.lemmas],
            *[PART + key for key in self.parts],
            *[FOLDED + key for key in self.folded],
            *[WEAK + key for key in self.weak],
            *([MADE + "+".join(map("/".join, self.atoms))] if self.atoms else ()),
        )


def made_of(key: str) -> tuple[tuple[str, ...], ...]:
    """For each word that a compound is made of the stems it may have; none if *key* is no such key.

    >>> made_of("m:kind/kinde+schutz"), made_of("s:kind")
    ((('kind', 'kinde'), ('schutz',)), ())
    """
    if not key.startswith(MADE):
        return ()
    return tuple(tuple(part.split("/")) for part in key[len(MADE) :].split("+"))
