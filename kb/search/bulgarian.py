"""What is the stem of a Bulgarian word? Light rules of our own, after the lemmatiser.

They take off what a dictionary form may still carry when the word was not in the dictionary: article, plural, personal
endings of the commonest verbs.
"""

from __future__ import annotations

import re

# Ending -> what stands instead; the longest that leaves three letters is taken.
_ENDINGS = {
    **dict.fromkeys("цията циите ция ции".split(), "ц"),
    # ц before и was к: език, езици.
    **dict.fromkeys("ците ци".split(), "к"),
    **dict.fromkeys(
        "ищата овете евете ища ове еве ията иите ието ия ие ии ите ата ята ето ото ият ът ят та то те".split(), ""
    ),
    **dict.fromkeys(
        "ването ванията вания ване вани вана вано ван ваха вали вала вало вал вайки ваше ваме вате ват ва вам ваш".split(), ""
    ),
    **dict.fromkeys("ахме яхме ихме ахте ихте аха яха иха еха еше аше яше аме яме ате ите ете ат ех ах их ме ли".split(), ""),
    **dict.fromkeys("а я о е и ю й ъ ь".split(), ""),
}
_LONGEST = max(map(len, _ENDINGS))
_FLEETING = re.compile("ъ(?=[^аеиоуъюя]$)")


def stem(word: str) -> str:
    """Lower-case *word* without article, plural and the like; a ъ that comes and goes before the last letter is left out.

    >>> stem("платформите"), stem("платформа"), stem("изследванията"), stem("изследване"), stem("центърът")
    ('платформ', 'платформ', 'изслед', 'изслед', 'центр')
    """
    for length in range(min(_LONGEST, len(word) - 3), 0, -1):
        replacement = _ENDINGS.get(word[-length:])
        if replacement is not None:
            word = word[:-length] + replacement
            break
    return _FLEETING.sub("", word)
