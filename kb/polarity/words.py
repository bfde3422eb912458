"""Which words deny or hedge in each language? All rows, by language."""

from __future__ import annotations

from kb.polarity import baltic, germanic, romance, single, slavic, uralic
from kb.polarity.row import Words

WORDS: dict[str, Words] = {
    **germanic.WORDS,
    **romance.WORDS,
    **slavic.WORDS,
    **baltic.WORDS,
    **uralic.WORDS,
    **single.WORDS,
}
