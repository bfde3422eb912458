"""What is the stem of a Bulgarian word? Light rules of our own, after the lemmatiser.

They take off what a dictionary form may still carry when the word was not in the dictionary: article, plural, personal
endings of the commonest verbs.
"""

from __future__ import annotations

import re


def _all(endings: str, replacement: str) -> dict[str, str]:
    return dict.fromkeys(endings.split(), replacement)


# Ending -> what stands instead; the longest that leaves three letters is taken.
_ENDINGS = {
    **_all("цията циите ция ции", "ц"),
    # ц before и was к: език, езици.
    **_all("ците ци", "к"),
    **_all("ението енията ение ения", ""),
    **_all("ищата овете евете ища ове еве ията иите ието ия ие ии ите ата ята ето ото ият ът ят та то те", ""),
    **_all(
        "ването ванията вания ване вани вана вано ван ваха вали вала вало вал вайки ваше ваме вате ват ва вам ваш", ""
    ),
    **_all("ахме яхме ихме ахте ихте аха яха иха еха еше аше яше аме яме ате ите ете ат ех ах их ме ли", ""),
    **_all("а я о е и ю й ъ ь", ""),
}
_LONGEST = max(map(len, _ENDINGS))
_FLEETING = re.compile("ъ(?=[^аеиоуъюя]$)")


def stem(word: str) -> str:
    """Lower-case *word* without article, plural and the like, and without a ъ that comes and goes at its end.

    >>> stem("платформите"), stem("платформа"), stem("изследванията"), stem("изследване"), stem("центърът")
    ('платформ', 'платформ', 'изслед', 'изслед', 'центр')
    """
    for length in range(min(_LONGEST, len(word) - 3), 0, -1):
        replacement = _ENDINGS.get(word[-length:])
        if replacement is not None:
            word = word[:-length] + replacement
            break
    return _FLEETING.sub("", word)
