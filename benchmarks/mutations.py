"""Does a wrong number, name or negation in a translation go unnoticed?

    python benchmarks/mutations.py [BASE] [--in de,fi] [--statements 100] [--seed 1] [--missed]

In every passage of a base (the shipped content unless named) that translates an original: every figure with one digit
replaced, with two neighbouring digits exchanged, ten times as large, with its decimal sign moved, without its percent
sign, and dropped; a figure added; every number word replaced by the next one, and dropped; every protected name
replaced by another one; every negation and every hedge dropped. Each by itself, then the checks are asked: a mutation
is caught if they find what they did not find before. Prints shares a language, and fails below 99 % of the numbers,
98 % of the names, 90 % of the negations and hedges. Figures are found here by a pattern of their own; names, negations and
hedges as the checks find them. A passage whose numbers differ already is left out of the numbers.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

from kb.content.corpus import read
from kb.languages import LANGUAGES
from kb.model import Passage, Term
from kb.names import forms_of_names, mentions
from kb.polarity import NEGATION, marks
from kb.translation.checks.checking import CHECKS
from kb.translation.checks.pair import Pair, Side
from kb.values.lexicon import lexicon
from kb.values.quantities import SURE

ROOT = Path(__file__).resolve().parent.parent

#: Kinds of mutations, under the bar that they share.
NUMBERS = ("digit", "swapped", "tenfold", "decimal", "percent", "dropped", "added", "word", "no word")
BARS: Mapping[str, tuple[tuple[str, ...], float]] = {
    "numbers": (NUMBERS, 0.99),
    "names": (("name",), 0.98),
    "negations": (("negation", "hedge"), 0.90),
}
CODES: Mapping[str, frozenset[str]] = {
    "numbers": frozenset({"number-differs"}),
    "names": frozenset({"name-differs", "term-differs"}),
    "negations": frozenset({"negation-differs", "hedge-differs"}),
}

_GROUPED = r"[0-9]{1,3}(?:[ .,’'][0-9]{3})+(?:[.,][0-9]+)?"
_FIGURE = re.compile(rf"(?<![\w.,])(?:{_GROUPED}|[0-9]+(?:[.,][0-9]+)?)(?![0-9])")
_PERCENT = re.compile(r" ?%(?!-)")
_BETWEEN_WORDS = re.compile(r"(?<=[^\W\d_]{3} )(?=[^\W\d_]{3})")


class Mutant(NamedTuple):
    """A passage's text with one mutation, and which of the kinds it is."""

    kind: str
    text: str


def of_figures(text: str, language: str, random: Random) -> Iterator[Mutant]:
    """Every figure in digits mutated in every way, and one added."""
    decimal = lexicon(language).decimal
    for match in _FIGURE.finditer(text):
        start, end = match.span()
        before, after = text[:start], text[end:]
        for kind, figure in _changed(match[0], decimal, random):
            yield Mutant(kind, before + figure + after)
        yield Mutant("dropped", f"{before}{after.removeprefix(' ')}")
        if sign := _PERCENT.match(text, end):
            yield Mutant("percent", text[: sign.start()] + text[sign.end() :])
    if places := [match.start() for match in _BETWEEN_WORDS.finditer(text)]:
        place = random.choice(places)
        yield Mutant("added", f"{text[:place]}{random.randint(13, 98)} {text[place:]}")


def _changed(figure: str, decimal: str, random: Random) -> Iterator[tuple[str, str]]:
    places = [place for place, character in enumerate(figure) if character.isdigit()]
    digits = "".join(figure[place] for place in places)
    place = random.choice(places)
    other = random.choice([digit for digit in "123456789" if digit != figure[place]])
    yield "digit", figure[:place] + other + figure[place + 1 :]
    for one, two in pairwise(places):
        if figure[one] != figure[two] and (one or figure[two] != "0"):
            yield "swapped", figure[:one] + figure[two] + figure[one + 1 : two] + figure[one] + figure[two + 1 :]
    whole, sign, fraction = figure.rpartition(decimal)
    if sign and len(fraction) != 3:
        yield "tenfold", whole + fraction[0] + (sign + fraction[1:] if fraction[1:] else "")
        yield "decimal", (whole[:-1] or "0") + sign + whole[-1] + fraction
    else:
        yield "tenfold", f"{digits}0"
        yield "decimal", f"{digits[:-1] or '0'}{decimal}{digits[-1]}" if digits[-1] != "0" else digits[:-1]


def of_words(side: Side, original: Side) -> Iterator[Mutant]:
    """Every number word that the original's numbers ask for, or that is one beyond doubt."""
    asked = {each.key for each in original.quantities if each.certainty == SURE}
    known = {value: word for word, value in reversed(lexicon(side.language).words.items())}
    for each in side.quantities:
        if each.in_words and (each.certainty == SURE or each.key in asked):
            before, after = side.text[: each.start], side.text[each.end :]
            yield Mutant("no word", before + after.removeprefix(" "))
            following = next((word for value, word in known.items() if each.key.isdigit() and value > each.key), None)
            if following:
                yield Mutant("word", before + following + after)


def of_names(text: str, language: str, glossary: Mapping[str, Term], random: Random) -> Iterator[Mutant]:
    """Every protected name replaced by another one that the text does not have."""
    found = mentions(text, glossary, language)
    here = {mention.id for mention in found}
    others = [forms[0] for id, forms in forms_of_names(glossary, language).items() if forms and id not in here]
    for mention in found if others else ():
        yield Mutant("name", text[: mention.start] + random.choice(others) + text[mention.end :])


def of_polarity(text: str, language: str) -> Iterator[Mutant]:
    """Every negation and hedge dropped."""
    for mark in marks(text, language):
        kind = "negation" if mark.kind == NEGATION else "hedge"
        yield Mutant(kind, text[: mark.start] + text[mark.end :].removeprefix(" "))


class Measured:
    """How many mutations there were and how many were caught, by language and kind."""

    def __init__(self, seed: int) -> None:
        self.all: Counter[tuple[str, str]] = Counter()
        self.caught: Counter[tuple[str, str]] = Counter()
        self.missed: list[tuple[str, Mutant]] = []
        self.left_out = 0
        self._random = Random(seed)

    def add(self, address: str, original: Side, passage: Passage, glossary: Mapping[str, Term]) -> None:
        """Mutate a passage in every way."""
        side, language, text = Side(passage, glossary), passage.language, passage.text
        mutants = [
            *of_figures(text, language, self._random),
            *of_words(side, original),
            *of_names(text, language, glossary, self._random),
            *of_polarity(text, language),
        ]
        if not mutants:
            return
        before = _found(Pair(original, side))
        if any(code in CODES["numbers"] for code, *_ in before):
            self.left_out += 1
            mutants = [mutant for mutant in mutants if mutant.kind not in NUMBERS]
        for mutant in mutants:
            mutated = Side(passage._replace(text=mutant.text), glossary)
            new = _found(Pair(original, mutated)) - before
            caught = any(code in CODES[bar] for code, *_ in new for bar in BARS if mutant.kind in BARS[bar][0])
            self.all[language, mutant.kind] += 1
            self.caught[language, mutant.kind] += caught
            if not caught:
                self.missed.append((f"{address}/{language}", mutant))

    def share(self, kinds: Sequence[str], language: str | None = None) -> tuple[int, int]:
        """How many mutations of *kinds* were caught, and how many there were."""
        keys = [key for key in self.all if key[1] in kinds and language in (None, key[0])]
        return sum(self.caught[key] for key in keys), sum(self.all[key] for key in keys)


def _found(pair: Pair) -> frozenset[tuple[str, str, str]]:
    """What the checks find, without where."""
    return frozenset(
        (one.code, str(one.parameters.get("found")), str(one.parameters.get("expected")))
        for ask in CHECKS
        for one in ask(pair)
    )


def measure(root: Path, languages: Sequence[str], most: int, seed: int) -> Measured:
    """Mutate the passages of the base in *root*, of at most so many statements a source."""
    corpus, measured = read(root / "content", root), Measured(seed)
    for content in corpus.sources.values():
        for statement in list(content.statements.values())[:most]:
            original = statement.passages.get(content.source.original)
            if original is None:
                continue
            side = Side(original, corpus.glossary)
            for language in languages:
                passage = statement.passages.get(language)
                if passage is not None and passage is not original:
                    measured.add(statement.address, side, passage, corpus.glossary)
    return measured


def table(measured: Measured, languages: Sequence[str]) -> Iterator[str]:
    """Shares caught, a row a language, a column a kind; ``caught/all`` where something was missed."""
    kinds = [kind for kinds, _ in BARS.values() for kind in kinds]
    yield f"{'':5}" + "".join(f"{kind:>11}" for kind in kinds)
    for language in [*languages, None]:
        cells = (measured.share([kind], language) for kind in kinds)
        shown = (
            "-" if not total else str(total) if caught == total else f"{caught}/{total}" for caught, total in cells
        )
        yield f"{language or 'all':5}" + "".join(f"{cell:>11}" for cell in shown)


def main() -> None:
    """Measure, print, and fail below the bars."""
    assert __doc__
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", type=Path, nargs="?", default=ROOT, help="a base (default: the shipped content)")
    parser.add_argument("--in", dest="languages", default=",".join(LANGUAGES), help="these languages (default: all)")
    parser.add_argument("--statements", type=int, default=100, help="at most so many a source (default: 100)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", action="store_true", help="print every mutation that was missed")
    options = parser.parse_args()
    languages = options.languages.split(",")
    measured = measure(options.root, languages, options.statements, options.seed)
    print(f"seed {options.seed}; a number alone: all of so many were caught")
    print(*table(measured, languages), sep="\n")
    for address, mutant in measured.missed if options.missed else ():
        print(f"{address}: {mutant.kind}: {mutant.text}")
    print(f"{measured.left_out} passages whose numbers differ already were left out")
    below = False
    for name, (kinds, bar) in BARS.items():
        caught, total = measured.share(kinds)
        share = caught / total if total else 1.0
        below = below or share < bar
        print(f"{name}: {caught} of {total} caught, {share:.2%} (at least {bar:.0%})")
    sys.exit(1 if below else 0)


if __name__ == "__main__":
    main()
