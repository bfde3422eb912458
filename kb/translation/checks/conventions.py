"""How does a language write percentages and quotations, with which letters, and how long is it? One row each.

Percentages: CLDR 46's patterns and the Interinstitutional Style Guide of the EU (10.1.4); where the two disagree both ways
are right. Quotation marks: CLDR's delimiters, the Style Guide's table of them, and what national orthographies list beside
these. Lengths: characters of the 17 statements of the knowledge base that ships, relative to the mean of the 24 languages.
"""

from __future__ import annotations

from typing import NamedTuple


class Convention(NamedTuple):
    """``quotes`` are pairs of marks, the usual one first. ``letters`` are those beside a to z (of another alphabet: all).

    ``spaced_percent``: whether a space stands before the sign; None where both ways are right. ``spaced_signs`` are signs of
    punctuation with a space before them. ``length`` is how long a text is relative to other languages.
    """

    length: float
    quotes: tuple[str, ...]
    letters: str = ""
    spaced_percent: bool | None = None
    spaced_signs: str = ""


CONVENTIONS: dict[str, Convention] = {
    "bg": Convention(1.03, ("„“", "„”", "“”", "«»"), "абвгдежзийклмнопрстуфхцчшщъьюяѝ"),
    "cs": Convention(0.89, ("„“", "»«"), "áčďéěíňóřšťúůýž", True),
    "da": Convention(0.95, ("“”", "»«", "„“", "„”", "””", "›‹"), "æøåé", True),
    "de": Convention(1.00, ("„“", "»«", "«»", "›‹", "‹›"), "äöüß", True),
    "el": Convention(1.09, ("«»", "“”", "‟”"), "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ"),
    "en": Convention(0.91, ("“”",), "", False),
    "es": Convention(1.04, ("«»", "“”"), "áéíñóúü", True),
    "et": Convention(0.93, ("„“", "„”", "«»"), "äõöüšž"),
    "fi": Convention(0.98, ("””", "»»", "»«"), "äöåšž", True),
    "fr": Convention(1.11, ("«»", "“”", "‹›"), "àâæçéèêëîïôœùûüÿ", True, ";:!?"),
    "ga": Convention(1.07, ("“”",), "áéíóú", False),
    "hr": Convention(0.97, ("„“", "„”", "»«", "“”"), "čćđšž", True),
    "hu": Convention(1.09, ("„”", "»«"), "áéíóöőúüű"),
    "it": Convention(1.00, ("«»", "“”"), "àèéìíîòóùú"),
    "lt": Convention(0.99, ("„“", "“”"), "ąčęėįšųūž", True),
    "lv": Convention(0.97, ("“”", "„”", "„“", "«»"), "āčēģīķļņšūž"),
    "mt": Convention(1.07, ("“”",), "ċġħżàèìòù", False),
    "nl": Convention(1.00, ("“”", "„”"), "áéíóúäëïöüè"),
    "pl": Convention(1.06, ("„”", "«»", "»«"), "ąćęłńóśźż"),
    "pt": Convention(1.05, ("«»", "“”"), "áâãàçéêíóôõú"),
    "ro": Convention(1.07, ("„”", "«»"), "ăâîșț", True),
    "sk": Convention(0.94, ("„“", "»«"), "áäčďéíĺľňóôŕšťúýž", True),
    "sl": Convention(0.91, ("„“", "»«"), "čšž", True),
    "sv": Convention(0.90, ("””", "»»", "»«"), "åäöé", True),
}
