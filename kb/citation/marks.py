"""Which quotation marks does a language use?"""

from __future__ import annotations

import re
from typing import NamedTuple


class Marks(NamedTuple):
    """The marks around a quotation, and around a quotation inside it; French ones come with their no-break spaces."""

    open: str
    close: str
    inner_open: str
    inner_close: str


#: After CLDR and, where national rules know better (da, en, fr, hr, nl), after these.
MARKS: dict[str, Marks] = {
    "bg": Marks("„", "“", "‘", "’"),
    "cs": Marks("„", "“", "‚", "‘"),
    "da": Marks("”", "”", "’", "’"),
    "de": Marks("„", "“", "‚", "‘"),
    "el": Marks("«", "»", "“", "”"),
    "en": Marks("“", "”", "‘", "’"),
    "es": Marks("«", "»", "“", "”"),
    "et": Marks("„", "“", "‚", "‘"),
    "fi": Marks("”", "”", "’", "’"),
    "fr": Marks("«\u00a0", "\u00a0»", "“", "”"),
    "ga": Marks("“", "”", "‘", "’"),
    "hr": Marks("„", "”", "‚", "’"),
    "hu": Marks("„", "”", "»", "«"),
    "it": Marks("«", "»", "“", "”"),
    "lt": Marks("„", "“", "‚", "‘"),
    "lv": Marks("“", "”", "‘", "’"),
    "mt": Marks("“", "”", "‘", "’"),
    "nl": Marks("“", "”", "‘", "’"),
    "pl": Marks("„", "”", "«", "»"),
    "pt": Marks("«", "»", "“", "”"),
    "ro": Marks("„", "”", "«", "»"),
    "sk": Marks("„", "“", "‚", "‘"),
    "sl": Marks("„", "“", "‚", "‘"),
    "sv": Marks("”", "”", "’", "’"),
}


def quoted(text: str, written_in: str, language: str) -> str:
    """*text*, written in the language *written_in*, between the marks of *language*; quotations inside get its inner ones.

    Nothing but marks changes: the wording stays a typographic variant of itself (see :func:`kb.text.typographic`).

    >>> quoted("er sagte „ja“", "de", "en")
    '“er sagte ‘ja’”'
    """
    marks, theirs = MARKS[language], MARKS[written_in]
    pairs = dict.fromkeys([(theirs.open.strip(), theirs.close.strip()), ('"', '"')])
    for start, end in pairs:
        inside = re.compile(rf"{start}\s?([^{start}{end}]*?)\s?{end}")
        text = inside.sub(lambda match: f"{marks.inner_open}{match[1]}{marks.inner_close}", text)
    return f"{marks.open}{text}{marks.close}"
