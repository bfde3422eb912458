"""How well is a sentence found by words in other forms than its own? Whole analyses compared, nothing else differs.

    python benchmarks/retrieval.py DIR --from-base BASE     writes DIR out of the passages of a base, and goes on
    python benchmarks/retrieval.py DIR                      every language in DIR
    python benchmarks/retrieval.py DIR --in de,fi --queries 500 --seed 1

``DIR/<language>.tsv`` has a sentence a line: an id, a tab, the text. A query is two or three content words of a
sentence: each in another form (``infl``), each in another form and without accents (``unaccented``), each in its
dictionary form (``lemma``), or one of them in another form (``mixed``). It is asked of an index by each analysis; the
sentence it was made from should come first.

Forms come from simplemma's dictionaries, which favours whoever uses these: between simplemma and kb the columns say
little, between them and the others they say too much. Where ``DIR/<language>.forms.tsv`` exists (a dictionary form, a
tab, a form), made from a treebank for instance, they come from there, and nobody is favoured.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from random import Random
from statistics import mean
from tempfile import TemporaryDirectory
from typing import NamedTuple, Protocol

from measuring import machine, show

from kb import settings as places
from kb.hall import reading
from kb.languages import LANGUAGES
from kb.search import planning
from kb.search.amounts import with_amounts
from kb.search.analysis import ANALYSIS, Analysis, Known
from kb.search.engine import KEYWORD_FIELDS, OpenIndex, Record, Request, keys_field, literal_field
from kb.search.folding import fold
from kb.search.inflections import Inflections
from kb.search.joined import hyphenated, joined_keys
from kb.search.keys import MADE, STEM
from kb.search.lemmas import Lemmas
from kb.search.planning import Mode
from kb.search.query import parse
from kb.search.stems import snowball
from kb.search.stopwords import function_words
from kb.search.tokens import CLITIC, WORD, Token, tokens
from kb.search.whoosh_engine import WhooshEngine
from kb.text import canonical

MODES = ("infl", "unaccented", "lemma", "mixed")

#: A word of a query has so many letters at least.
SHORTEST = 4

#: How far down the list of hits is looked for the sentence.
DEPTH = 10

_SNOWBALL = ("cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hu", "it", "lt", "nl", "pl", "pt", "ro", "sv")

#: Languages that Snowball has an algorithm for; the others have none of their own.
SNOWBALL = {tag: LANGUAGES[tag].name.lower() for tag in _SNOWBALL}

Sentences = Mapping[str, str]


# ------------------------------------------------------------------------------------------------------------- analyses


class System(NamedTuple):
    """One way to analyse words: the coded ``keys`` of a token, None where it does not know the language."""

    name: str
    keys: Callable[[Token, str], Sequence[str]]
    knows: Callable[[str], bool]


def systems(cache: Path) -> tuple[System, ...]:
    """From no analysis to kb's own, which is asked last."""
    lemmas, analysis = Lemmas(cache / "lemmas"), Analysis(cache)
    analysis.prepare(tuple(LANGUAGES))

    def stemmed(token: Token, language: str) -> Sequence[str]:
        return (STEM + snowball(SNOWBALL[language])(token.surface),)

    def lemmatised(token: Token, language: str) -> Sequence[str]:
        code = ANALYSIS[language].dictionary
        return (STEM + ((code and lemmas.lemma(token.surface, code)) or token.surface).casefold(),)

    return (
        System("case folding", lambda token, language: (), lambda language: True),
        System("Snowball", stemmed, SNOWBALL.__contains__),
        System("simplemma", lemmatised, lambda language: ANALYSIS[language].dictionary is not None),
        System("kb", lambda token, language: analysis.known(token, language).keys, lambda language: True),
    )


class Words:
    """What planning asks of a lexicon, by one analysis. Function words are the same for all."""

    def __init__(self, system: System) -> None:
        self._keys = system.keys

    def keys_of(self, token: Token, language: str) -> Known:
        """The keys of a word; a figure has none."""
        keys = self._keys(token, language) if token.kind == WORD else ()
        return Known(tuple(keys), token.word in function_words(language))

    def beginning(self, prefix: str, language: str, limit: int) -> Sequence[str]:
        """No query has a prefix."""
        return ()

    def near(self, word: str, language: str) -> Sequence[str]:
        """Nor a typo."""
        return ()

    def frequency(self, word: str, language: str) -> int:
        """Nothing is suggested."""
        return 0

    def labelled(self, keys: Collection[str], language: str) -> Sequence[tuple[str, str]]:
        """There are no topics."""
        return ()


# -------------------------------------------------------------------------------------------------------------- queries


class Forms(Protocol):
    """Where the forms of words come from."""

    def lemma(self, word: str, language: str) -> str | None:
        """The dictionary form of a word as written."""

    def others(self, word: str, language: str) -> Sequence[str]:
        """Its other forms."""


class Listed:
    """Forms out of a file."""

    def __init__(self, path: Path) -> None:
        self._lemmas: dict[str, str] = {}
        self._forms: dict[str, set[str]] = defaultdict(set)
        for line in path.read_text(encoding="utf-8").splitlines():
            lemma, form = line.lower().split("\t")[:2]
            self._lemmas.setdefault(form, lemma)
            self._forms[lemma].add(form)

    def lemma(self, word: str, language: str) -> str | None:
        """See :class:`Forms`."""
        return self._lemmas.get(word.lower())

    def others(self, word: str, language: str) -> Sequence[str]:
        """See :class:`Forms`."""
        return sorted(self._forms[self._lemmas[word.lower()]] - {word.lower()}) if self.lemma(word, language) else ()


class Query(NamedTuple):
    """What is typed, and the id of the sentence it was made from."""

    typed: str
    sentence: str


def queries(sentences: Sentences, language: str, forms: Forms, most: int, random: Random) -> dict[str, list[Query]]:
    """At most *most* queries a mode, every mode of the same words."""
    made: dict[str, list[Query]] = {mode: [] for mode in MODES}
    words = {id: _words(sentences[id], language, forms) for id in sorted(sentences)}
    fit = [id for id, found in words.items() if len(found) > 1]
    # A small collection is asked several times for a sentence, by other words.
    for _ in range(min(most, 10 * len(fit))):
        id = random.choice(fit)
        chosen = random.sample(words[id], min(len(words[id]), random.choice((2, 3))))
        others = [random.choice(other) for _, _, other in chosen]
        written = [word for word, _, _ in chosen]
        one = random.randrange(len(chosen))
        mixed = [other if at == one else word for at, (word, other) in enumerate(zip(written, others, strict=True))]
        lemmas = [lemma for _, lemma, _ in chosen]
        typed = {"infl": others, "unaccented": [fold(other) for other in others], "lemma": lemmas, "mixed": mixed}
        for mode in MODES:
            made[mode].append(Query(" ".join(typed[mode]), id))
    return made


def _words(text: str, language: str, forms: Forms) -> list[tuple[str, str, Sequence[str]]]:
    """The content words of *text* once each: as written, in dictionary form, in forms that are not in it."""
    found = tokens(text, language)
    present = {token.word for token in found}
    words: dict[str, tuple[str, str, Sequence[str]]] = {}
    for token in found:
        if token.kind != WORD or len(token.word) < SHORTEST or token.word in function_words(language):
            continue
        word = text[token.start : token.end]
        others = [form for form in forms.others(word, language) if form.casefold() not in present]
        if others and (lemma := forms.lemma(word, language)) is not None:
            words.setdefault(lemma, (word, lemma, others))
    return list(words.values())


# ----------------------------------------------------------------------------------------------------------- evaluation


class Score(NamedTuple):
    """Shares of queries whose sentence came first, or among five; and the mean of one divided by its rank."""

    first: float
    five: float
    mrr: float

    @classmethod
    def of(cls, ranks: Sequence[int]) -> Score:
        """Of ranks from 1; 0 where it was not found."""
        return cls(
            mean(rank == 1 for rank in ranks),
            mean(0 < rank <= 5 for rank in ranks),
            mean(1 / rank if rank else 0.0 for rank in ranks),
        )

    def __str__(self) -> str:
        return f"{self.first:.3f} {self.five:.3f} {self.mrr:.3f}"


def evaluate(system: System, sentences: Sentences, language: str, made: Mapping[str, list[Query]]) -> dict[str, Score]:
    """The score of each mode, over an index of the sentences made for it."""
    words = Words(system)
    with TemporaryDirectory() as folder:
        engine = WhooshEngine()
        engine.build(Path(folder), (_record(id, text, language, words) for id, text in sorted(sentences.items())))
        index = engine.open(Path(folder))
        scores = {
            mode: Score.of([_rank(index, query, language, words) for query in asked]) for mode, asked in made.items()
        }
        index.close()
    return scores


def _record(id: str, text: str, language: str, words: Words) -> Record:
    found = tokens(text, language)
    keys = [key for token in found if token.kind != CLITIC for key in words.keys_of(token, language).keys]
    for run in hyphenated(found, text):
        keys += joined_keys(run, words.keys_of(run[-1], language).keys)
    fields = {
        literal_field(language): [token.word for token in found],
        keys_field(language): [key for key in keys if not key.startswith(MADE)],
    }
    return Record(id, fields, dict.fromkeys(KEYWORD_FIELDS, ()), 0, "2000", "", "")


def _rank(index: OpenIndex, query: Query, language: str, words: Words) -> int:
    """The rank of the sentence: all words must match, and if none has all, any of them."""
    for mode in (Mode(), Mode(relaxed=True)):
        plan = planning.plan(with_amounts(parse(query.typed), (language,)), (language,), words, mode)
        found = [one.id for one in index.search(Request(plan.tree, limit=DEPTH)).found]
        if found:
            return found.index(query.sentence) + 1 if query.sentence in found else 0
    return 0


# --------------------------------------------------------------------------------------------------------------- tables


def measure(folder: Path, languages: Sequence[str], most: int, seed: int) -> dict[str, dict[str, dict[str, Score]]]:
    """Language to mode to system to score; a language without forms is left out."""
    cache = places.cache_folder(os.environ)
    all_systems, dictionaries = systems(cache), Inflections(cache)
    scores: dict[str, dict[str, dict[str, Score]]] = {}
    for language in languages:
        path = folder / f"{language}.forms.tsv"
        forms: Forms = Listed(path) if path.exists() else dictionaries
        sentences = read(folder / f"{language}.tsv")
        made = queries(sentences, language, forms, most, Random(seed))
        if not made["infl"]:
            print(f"{language}: there is nothing that forms could come from", file=sys.stderr)
            continue
        print(f"{language}: {len(sentences)} sentences, {len(made['infl'])} queries a mode", file=sys.stderr)
        scores[language] = {mode: {} for mode in MODES}
        for system in all_systems:
            if system.knows(language):
                for mode, score in evaluate(system, sentences, language, made).items():
                    scores[language][mode][system.name] = score
    return scores


def read(path: Path) -> Sentences:
    """The sentences in a file, by their ids."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {id: canonical(text) for id, _, text in (line.partition("\t") for line in lines if line)}


def write(folder: Path, base: Path) -> None:
    """Write the passages of the knowledge base *base* into *folder*, a file a language."""
    settings = places.locate(base, os.environ, Path.cwd())
    lines: dict[str, list[str]] = defaultdict(list)
    for statement in reading.read(settings).statements():
        for language, passage in statement.passages.items():
            lines[language].append(f"{statement.address}\t{passage.text}\n")
    folder.mkdir(parents=True, exist_ok=True)
    for language, found in lines.items():
        (folder / f"{language}.tsv").write_text("".join(found), encoding="utf-8")


def tables(scores: Mapping[str, Mapping[str, Mapping[str, Score]]]) -> None:
    """Print a table for each mode; the last rows are means, over the languages that all know and over all."""
    names = ("case folding", "Snowball", "simplemma", "kb")
    for mode in MODES:
        rows = {language: modes[mode] for language, modes in scores.items()}
        shared = [row for row in rows.values() if len(row) == len(names)]
        means = {f"mean of {len(shared)}": shared, f"mean of {len(rows)}": list(rows.values())}
        averages = {
            label: {
                name: _mean([row[name] for row in group]) for name in names if group and all(name in r for r in group)
            }
            for label, group in means.items()
        }
        show(
            f"`{mode}`: success at 1, success at 5, mean reciprocal rank ({machine()})",
            ("", *names),
            [(label, *(row.get(name, "–") for name in names)) for label, row in {**rows, **averages}.items()],
        )


def _mean(scores: Sequence[Score]) -> Score:
    return Score(*(mean(values) for values in zip(*scores, strict=True)))


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="Sentences found again by other forms of their words.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="<language>.tsv: a sentence a line, id, tab, text")
    parser.add_argument("--from-base", type=Path, metavar="BASE", help="write DIR first, out of a knowledge base")
    parser.add_argument("--in", dest="languages", help="languages, with commas between them (default: all in DIR)")
    parser.add_argument("--queries", type=int, default=500, help="queries a language and mode, at most")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.from_base is not None:
        write(given.folder, given.from_base)
    present = [tag for tag in LANGUAGES if (given.folder / f"{tag}.tsv").exists()]
    wanted = given.languages.split(",") if given.languages else present
    tables(measure(given.folder, [tag for tag in present if tag in wanted], given.queries, given.seed))


if __name__ == "__main__":
    main()
