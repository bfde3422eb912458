"""Under which terms is one word found, and how is each coded?

Light on purpose: a search whose words are in the index's vocabulary needs these names and no lemmatiser.
"""

from __future__ import annotations

from typing import NamedTuple

#: What a coded key begins with. ``FOLDED`` keys are stems too, met where an accent or another spelling keeps words apart.
#: ``WEAK`` keys join what only might belong together: weigh them 0.5 at most.
STEM, LEMMA, FOLDED, PART, WEAK = "s:", "l:", "f:", "p:", "t:"

#: Number of our own analysis rules: raised with every change of a rule, a stop word list or a table, so that what was
#: written by other rules is made anew.
RULES = 2


class Keys(NamedTuple):
    """What a word of a language is found under, apart from itself.

    ``stems`` are stems of the word as written, best first, accents and all; ``lemmas`` its dictionary form. ``folded``
    are further stems without accents: of the word as written, of its folded form, of its other spellings. ``parts`` are
    folded stems of the words that a compound is made of; ``weak`` coarse keys; ``stop`` says that it is a function
    word. A figure has none of them.
    """

    stems: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    stop: bool = False

    def coded(self) -> tuple[str, ...]:
        """All keys as terms of a field ``keys.<tag>``, the best level first."""
        return (
            *[STEM + key for key in self.stems],
            *[LEMMA + key for key in self.lemmas],
            *[PART + key for key in self.parts],
            *[FOLDED + key for key in self.folded],
            *[WEAK + key for key in self.weak],
        )
