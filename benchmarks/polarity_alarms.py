"""How often do negations and hedges seem to differ where people have translated?

    python benchmarks/polarity_alarms.py [FOLDER]

Reads the compiled catalogs below FOLDER (default: /usr/share/locale), the messages of whatever programs are installed, and
compares each sentence of 6 to 40 words with its translation, as ``kb check`` would. Prints, for each language, how many there
are and the share that gets a warning; then the share of words that would get one if they were dropped, of sentences in which
both languages deny and hedge by words of their lists. Messages of programs are hard: they paraphrase (“unable” for “cannot”),
and some translations are wrong. Maltese hardly has any.
"""

from __future__ import annotations

import argparse
import gettext
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kb.languages import LANGUAGES
from kb.model import Passage
from kb.polarity import marks
from kb.text import canonical
from kb.translation.checks.pair import Pair, Side
from kb.translation.checks.polarity import check

_OTHER_FOLDERS = {"pt": ("pt", "pt_PT")}


class Figures(NamedTuple):
    """Counts of one language: sentences, those with a warning; words dropped, those noticed."""

    sentences: int
    warned: int
    dropped: int
    noticed: int


def sentences(root: Path, tag: str) -> Iterator[tuple[str, str]]:
    """The English sentences of all catalogs, each once, with their translations."""
    seen: set[str] = set()
    folders = _OTHER_FOLDERS.get(tag, (tag,))
    for path in sorted(path for name in folders for path in (root / name / "LC_MESSAGES").glob("*.mo")):
        for english, translated in _messages(path):
            if english not in seen and 6 <= len(english.split()) <= 40 and english != translated:
                seen.add(english)
                yield canonical(english), canonical(translated)


def _messages(path: Path) -> Iterator[tuple[str, str]]:
    try:
        with path.open("rb") as file:
            found = vars(gettext.GNUTranslations(file))["_catalog"]
    except (OSError, UnicodeDecodeError):
        return
    for english, translated in found.items():
        if isinstance(english, str) and isinstance(translated, str) and english and translated:
            yield english.rpartition("\4")[2], translated


def side(language: str, text: str) -> Side:
    """A wording by itself."""
    return Side(Passage(language, text, "", "", "", 0), {})


def measured(pairs: Sequence[tuple[str, str]], tag: str) -> Figures:
    """What the check says of *pairs*, as they are and with each word dropped that denies or hedges."""
    warned = dropped = noticed = 0
    for english, translated in pairs:
        original = side("en", english)
        if list(check(Pair(original, side(tag, translated)))):
            warned += 1
        elif _meanings(english, "en") == _meanings(translated, tag):
            for mark in marks(translated, tag):
                without = side(tag, canonical(translated[: mark.start] + translated[mark.end :]))
                dropped += 1
                noticed += bool(list(check(Pair(original, without))))
    return Figures(len(pairs), warned, dropped, noticed)


def _meanings(text: str, language: str) -> list[str]:
    return sorted(mark.meaning for mark in marks(text, language))


def main() -> None:
    """Print a line a language."""
    parser = argparse.ArgumentParser(description="Counts warnings about negations and hedges in installed catalogs.")
    parser.add_argument("root", type=Path, nargs="?", default=Path("/usr/share/locale"))
    root = parser.parse_args().root
    print("      sentences   warned  dropped  noticed")
    for tag in LANGUAGES:
        found = measured(list(sentences(root, tag)), tag)
        warned, noticed = (
            100 * part / whole if whole else 0 for part, whole in ((found[1], found[0]), (found[3], found[2]))
        )
        print(f"{tag:4}{found.sentences:11}{warned:8.1f}%{found.dropped:9}{noticed:8.1f}%")


if __name__ == "__main__":
    main()
