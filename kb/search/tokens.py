"""Here is a text: which words and figures does it have, and where?

The rules are Unicode's and the languages' (``CLITICS``); nothing heavy is imported, every search comes through here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

#: Kinds of token. A clitic is a function word tied to its neighbour by an apostrophe or hyphen (l'enfant, it-tfal).
WORD, FIGURE, CLITIC = "word", "figure", "clitic"


class Token(NamedTuple):
    """A word or figure of a text; its index among the tokens is its position.

    ``word`` is the literal term: cleaned and case folded, accents kept. ``start`` and ``end`` are offsets in code
    points of the text as given. ``surface`` is the form that analysis starts from: lower-case, not case folded.
    """

    word: str
    start: int
    end: int
    kind: str
    surface: str


class Clitics(NamedTuple):
    """Which words lose their independence at a ``joint``: those standing ``before`` it, and those ``after``."""

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    joints: str = "'’ʼ"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_APOSTROPHES = "'’ʼ"
_HYPHENS = "-‐‑"

#: What is tied to its neighbour in which language. A language without a row ties nothing.
CLITICS: dict[str, Clitics] = {
    "da": Clitics(after=_words("s")),
    "de": Clitics(after=_words("s")),
    "el": Clitics(before=_words("σ απ τ μ δ κ γι αφ υπ παρ κατ μετ αντ επ εφ θ ν")),
    "en": Clitics(after=_words("s t d m ll re ve"), before=_words("o")),
    "et": Clitics(after=_words("i is it ist ile ilt iga id ide le lt s st t ga")),
    "fi": Clitics(
        after=_words("n t a ä ta tä n in ssa ssä sta stä lla llä lta ltä lle ksi na nä hin iin een ssä stä han"),
        joints=":" + _APOSTROPHES,
    ),
    "fr": Clitics(before=_words("l d j m t s c n qu jusqu lorsqu puisqu quoiqu presqu")),
    "ga": Clitics(before=_words("b d m h n t"), joints=_APOSTROPHES + _HYPHENS),
    "hu": Clitics(
        after=_words(
            "ban ben ba be ból ből nak nek val vel ról ről tól től hoz hez höz on en ön n t ot et öt at ra re nál nél"
            " ig ért ként ja je k ok ek ök i"
        ),
        joints=_HYPHENS + _APOSTROPHES,
    ),
    "it": Clitics(
        before=_words(
            "l un d c s m t v n gl dell all dall nell sull coll pell degl agl dagl negl sugl"
            " quell quest anch com dov cos"
        )
    ),
    "mt": Clitics(
        before=_words(
            "l il iċ id in ir is it ix iż iz d n r s t x ż ċ z ta f b m għ bħ fl bl"
            " tal tad tan tar tas tat tax taż taċ fil fid fin fir fis fit fix fiż fiċ"
            " bil bid bin bir bis bit bix biż biċ mill mid min mir mis mit mix miż miċ"
            " mal mad man mar mas mat max maż maċ lill lil lid lin lir lis lit lix liż liċ"
            " għall għal għad għan għas għat għar għax għaż għaċ bħall bħal bħad bħan bħar bħas bħat bħax bħaż bħaċ"
            " sal sad sas sat sar ġol ġod ġos ġot ġor minn"
        ),
        joints=_HYPHENS + _APOSTROPHES,
    ),
    "nl": Clitics(after=_words("s t n")),
    "pl": Clitics(after=_words("a u owi em ie go mu m y i ego emu ów")),
    "pt": Clitics(before=_words("d")),
    "ro": Clitics(
        before=_words("într dintr printr s l m i n v d c"),
        after=_words("ul ului uri urile urilor l lui i le ii"),
        joints=_HYPHENS + _APOSTROPHES,
    ),
    "sv": Clitics(after=_words("s n t ns ar en et"), joints=":" + _APOSTROPHES),
}

# A word is letters, digits and marks. Not: low lines, apostrophes that Unicode calls letters (U+02B9–02BF), superscript
# figures and ordinal signs, which are notes and marks at a word (10², word³, 1º), never part of it.
_LETTER = r"[^\W_\u00aa\u00b2\u00b3\u00b9\u00ba\u02b9-\u02bf\u2070\u2074-\u2079]"
_MARK = r"[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
_JOINER = r"[\u00ad\u200b-\u200d\u2060\ufeff]"
_RUN = re.compile(f"{_LETTER}(?:{_LETTER}+|{_MARK}+|{_JOINER}+(?={_LETTER}|{_MARK}))*")

# Signs that stand for other letters, wherever they occur. Not NFKC, which would make 10² into 102.
_COMMON: dict[int, str] = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
    **{code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))},
    **{code: chr(code - 0x2080 + 0x30) for code in range(0x2080, 0x208A)},
    **{code: unicodedata.normalize("NFKD", chr(code)) for code in range(0x01C7, 0x01CD)},
    **dict(zip(map(ord, "ǄǅǆĲĳŉſ"), ("DŽ", "Dž", "dž", "IJ", "ij", "n", "s"), strict=True)),
    **dict.fromkeys((0xAD, *range(0x200B, 0x200E), 0x2060, 0xFEFF), ""),
}
# Typists take the cedilla for the comma below, and one alphabet's letters for another's that look the same.
_CEDILLA = str.maketrans("ŞşŢţ", "ȘșȚț")
_LOOK_ALIKES = str.maketrans("aeopcxyAEOPCXYBHKMT", "аеорсхуАЕОРСХУВНКМТ")
_CYRILLIC = re.compile("[\u0400-\u04ff]")

# Irish writes a mutation before the capital of a name (nÉireann, hÉireann, tSeirbhís, mBaile): seen only before
# lowering.
_IRISH_PREFIX = re.compile(
    "(?:h(?=[AEIOUÁÉÍÓÚ])|n(?=[AEIOUÁÉÍÓÚDG])|t(?=[AEIOUÁÉÍÓÚS])|m(?=B)|g(?=C)|b(?=P)|d(?=T)|bh(?=F))"
)


def clean(raw: str, language: str) -> str:
    """The text of a token with signs that stand for letters replaced, NFC, case kept."""
    if raw.isascii() and language != "bg":
        return raw
    word = unicodedata.normalize("NFC", raw.translate(_COMMON))
    if language == "ro":
        return word.translate(_CEDILLA)
    if language == "bg" and _CYRILLIC.search(word):
        return word.translate(_LOOK_ALIKES)
    return word


def literal(raw: str, language: str) -> str:
    """The literal term of a token's text: cleaned and case folded, accents kept.

    >>> literal("ΠΡΟΣΤΑΣΊΑΣ", "el") == literal("προστασίας", "el"), literal("Straße", "de")
    (True, 'strasse')
    """
    return unicodedata.normalize("NFC", clean(raw, language).casefold())


def surface(raw: str, language: str) -> str:
    """The form of a token's text that analysis starts from: cleaned, lower-case, no Irish prefix to a capital.

    >>> surface("Straße", "de"), surface("hÉireann", "ga")
    ('straße', 'éireann')
    """
    word = clean(raw, language)
    if language == "ga" and (prefix := _IRISH_PREFIX.match(word)):
        word = word[prefix.end() :]
    return unicodedata.normalize("NFC", word.lower())


@lru_cache(maxsize=65536)
def _forms(raw: str, language: str) -> tuple[str, str, str]:
    """Word, surface and kind of a token by its text alone."""
    word = literal(raw, language)
    return word, surface(raw, language), FIGURE if word.isnumeric() else WORD


def as_written(text: str) -> list[str]:
    """The words and figures of *text* in its order, nothing done to them."""
    return _RUN.findall(text)


def tokens(text: str, language: str) -> Sequence[Token]:
    """The words and figures of *text* in its order; those tied to a neighbour are marked as clitics.

    *text* should be canonical (``kb.text.canonical``); any other string gives tokens too, with offsets into it as
    given.

    >>> [(token.word, token.kind) for token in tokens("L'enfant, 30.000", "fr")]
    [('l', 'clitic'), ('enfant', 'word'), ('30', 'figure'), ('000', 'figure')]
    """
    found = []
    for run in _RUN.finditer(text):
        word, form, kind = _forms(run[0], language)
        found.append(Token(word, run.start(), run.end(), kind, form))
    clitics = CLITICS.get(language)
    if clitics is not None:
        _mark_clitics(found, text, clitics)
    return found


def _mark_clitics(found: list[Token], text: str, clitics: Clitics) -> None:
    for here in range(len(found) - 1):
        first, second = found[here], found[here + 1]
        between = text[first.end : second.start]
        if not between or between[0] not in clitics.joints:
            continue
        # An apostrophe says it of the word before even where a space follows (ta' Malta).
        if first.word in clitics.before and between[1:] in ("", " "):
            found[here] = first._replace(kind=CLITIC)
        elif second.word in clitics.after and len(between) == 1:
            found[here + 1] = second._replace(kind=CLITIC)
