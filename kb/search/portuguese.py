"""Which words can a Portuguese word without its accents be?"""

from __future__ import annotations

import re

_NASAL = re.compile("a(?=os?$)|o(?=es$)")
_CEDILLA = re.compile("c(?=ãos?$|ões$)")


def accented(word: str) -> tuple[str, ...]:
    """Lower-case *word* with the tilde and cedilla that endings of so many abstract nouns have; the likelier one last.

    >>> accented("irmaos"), accented("aplicacoes"), accented("rede")
    (('irmãos', 'irmãos'), ('aplicacões', 'aplicações'), ('rede', 'rede'))
    """
    nasal = _NASAL.sub(lambda found: {"a": "ã", "o": "õ"}[found[0]], word)
    return nasal, _CEDILLA.sub("ç", nasal)
