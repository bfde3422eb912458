"""Which words does a language have, the most frequent first? Real ones, for texts that behave like text.

The first are the words of the content that ships (articles, prepositions and what the sources are about, in the order
of their frequency), the others inflected forms out of simplemma's dictionaries, in runs of neighbours: the forms of a
word stand together there, so that many of them are several forms of one.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path
from random import Random

from simplemma.strategies.dictionaries import StreamDictionaryFactory

from kb.languages import LANGUAGES
from kb.search.tokens import WORD, tokens

#: Words a language.
SIZE = 20_000

# simplemma has one dictionary for what is spoken between Slovenia and Bulgaria, and none for Maltese.
_CODES: dict[str, str | None] = {"hr": "hbs", "mt": None}
# How many neighbours are taken at once.
_RUN = 4
_LENGTHS = range(3, 22)
_SCRIPTS = {"Latn": "LATIN", "Cyrl": "CYRILLIC", "Grek": "GREEK"}

# Persons and tenses of the verb, then plurals, pronouns that are objects, and derivations.
_MALTESE_PREFIXES = ("", "n", "t", "j", "m", "ni", "ti", "ji", "st", "tn", "nt", "jit", "jist")
_MALTESE_SUFFIXES = ("", "a", "i", "u", "at", "et", "in", "jiet", "na", "ni", "kom", "hom", "ha", "lu")


def read_words(content: Path, tag: str, seed: int, size: int = SIZE) -> list[str]:
    """*size* different lower-case words of the language *tag*, the most frequent first; the same for the same *seed*.

    *content* is a folder of sources, whose words in that language come first.
    """
    random = Random(f"{seed}/{tag}")
    shipped = _shipped(content, tag)
    code = _CODES.get(tag, tag)
    others = _maltese(shipped) if code is None else _dictionary(code, tag, size, random)
    if code is None:
        random.shuffle(others)
    words = list(dict.fromkeys([*shipped, *others]))
    if len(words) < size:
        raise ValueError(f"{tag}: only {len(words)} words")
    return words[:size]


def _shipped(content: Path, tag: str) -> list[str]:
    counts: Counter[str] = Counter()
    for path in sorted(content.glob(f"*/{tag}.md")):
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        # Front matter, headings and blocks of YAML are made of ASCII lines that no body has.
        lines = [line for line in text.splitlines() if not line.startswith(("#", "~", "-")) and ": " not in line]
        words = (token.surface for line in lines for token in tokens(line, tag) if token.kind == WORD)
        counts.update(word for word in words if _fits(word, tag, 1))
    return [word for word, _ in counts.most_common()]


def _dictionary(code: str, tag: str, size: int, random: Random) -> list[str]:
    words = StreamDictionaryFactory(cache_max_size=1).get_dictionary(code)
    # Half of what is met is a name or too long.
    starts = sorted(random.sample(range(0, len(words) - _RUN, _RUN), min(size, len(words) // _RUN - 1)))
    wanted = {start + offset for start in starts for offset in range(_RUN)}
    met = [word for place, word in enumerate(words) if place in wanted]
    runs = [[w for w in met[at : at + _RUN] if _fits(w, tag, _LENGTHS.start)] for at in range(0, len(met), _RUN)]
    random.shuffle(runs)
    return [word for run in runs for word in run]


def _maltese(shipped: list[str]) -> list[str]:
    stems = [word for word in shipped if len(word) > 3]
    forms = (before + stem + after for stem in stems for before in _MALTESE_PREFIXES for after in _MALTESE_SUFFIXES)
    return [form for form in forms if _fits(form, "mt", _LENGTHS.start)]


def _fits(word: str, tag: str, shortest: int) -> bool:
    """Whether *word* is a plain lower-case word in the language's script."""
    script = _SCRIPTS[LANGUAGES[tag].script]
    return (
        shortest <= len(word) < _LENGTHS.stop
        and word.isalpha()
        and word.islower()
        and unicodedata.is_normalized("NFC", word)
        and all(unicodedata.name(letter).startswith(script) for letter in word)
    )
