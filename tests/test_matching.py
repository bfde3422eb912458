"""Why did this hit match, and where in its text? And which terms does a query ask of which fields?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import QueryError
from kb.search import matching, planning
from kb.search.amounts import with_amounts
from kb.search.engine import And, Any, Everything, Node, Not, Or, Phrase, Term
from kb.search.levels import ASKS, LABEL, LEVELS, asked
from kb.search.planning import Mode, Plan
from kb.search.query import parse
from kb.search.tokens import Token
from kb.text import canonical

TEXT = "41,5 % der Täter suchten auf Plattformen „Kontakt“ – online. Spiele folgten."
LABELS = {("topic", "law"): "Gesetz und Recht", ("source", "s"): "Bericht über Täter"}


class Known(NamedTuple):
    """What the analysis would say."""

    keys: tuple[str, ...] = ()
    stop: bool = False


class FakeWords:
    """Words share a stem when they share four letters; accents fold; a few words are function words."""

    vocabulary = ("täter", "suchten", "plattformen", "kontakt", "konter", "online", "spiele")

    def keys_of(self, token: Token, language: str) -> Known:
        """Keys of a token."""
        word = token.word
        folded = word.replace("ä", "a")
        if word == "onlinekontakt":
            return Known(("s:onlinekontakt", "p:onli", "p:kont", "m:onli+kont"))
        return Known((f"s:{word[:4]}", f"f:{folded}"), word in {"der", "auf", "und"})

    def beginning(self, prefix: str, language: str, limit: int) -> Sequence[str]:
        """Words of the index."""
        if prefix == "zz":
            return [f"zz{number}" for number in range(limit)]
        return [word for word in self.vocabulary if word.startswith(prefix)][:limit]

    def near(self, word: str, language: str) -> Sequence[str]:
        """Words that differ in one letter of the same length."""
        pairs = [(other, zip(word, other, strict=False)) for other in self.vocabulary if len(other) == len(word)]
        return [other for other, pair in pairs if sum(one != two for one, two in pair) == 1]

    def frequency(self, word: str, language: str) -> int:
        """One where the word exists."""
        return int(word in self.vocabulary)

    def known(self, some: Sequence[str], language: str) -> int:
        """How many of *some* words stand in passages of *language*."""
        return sum(self.frequency(word, language) > 0 for word in some)

    def labelled(self, keys: Collection[str], language: str) -> Sequence[tuple[str, str]]:
        """Two labels."""
        called = {"gesetz": ("topic", "law"), "bericht": ("source", "s"), "s:tät": ("source", "s")}
        return [target for key, target in called.items() if key in keys]


WORDS = FakeWords()
STRICT = Mode()


def plan(text: str, *languages: str, mode: Mode = STRICT) -> Plan:
    """The plan of a typed query."""
    chosen = languages or ("de",)
    return planning.plan(with_amounts(parse(text), chosen), chosen, WORDS, mode)


def marked(query: str, text: str = TEXT, *, mode: Mode = STRICT) -> tuple[str, list[str]] | None:
    """The level and the marked words."""
    asked = plan(query, mode=mode)
    if any(matching.match(one, "de", text, WORDS.keys_of) for one in asked.excluded.values()):
        return None
    demand = asked.demands.get("de")
    found = matching.match(demand, "de", text, WORDS.keys_of, LABELS) if demand else None
    if found is None:
        return None
    level, match = found
    assert LEVELS[level] == match.how
    return match.how, [match.text[start:end] for start, end in match.highlights]


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("Täter", ("literal", ["Täter"])),
        ("TÄTER suchten", ("literal", ["Täter", "suchten"])),
        ("Plattform", ("stem", ["Plattformen"])),
        ("tater", ("spelling", ["Täter"])),
        ("Täter Plattform tater", ("spelling", ["Täter", "Plattformen"])),
        ("Kinder", None),
        ("Täter Kinder", None),
        ("der Kontakt", ("literal", ["Kontakt"])),
        ("der auf", ("literal", ["der", "auf"])),
        ("und Kontakt", ("literal", ["Kontakt"])),
        ("Kont*", ("literal", ["Kontakt"])),
        ("zzz*", None),
        ("Kontukt~", ("spelling", ["Kontakt"])),
        ("Kontakt~", ("literal", ["Kontakt"])),
        ("Kinder OR Kontakt", ("literal", ["Kontakt"])),
        ("Plattform OR Kontakt", ("literal", ["Kontakt", "Plattformen"][::-1])),
        ("Kontakt -Kinder", ("literal", ["Kontakt"])),
        ('Kontakt -"auf Plattformen"', None),
        ('Kontakt -"auf Plattform"', ("literal", ["Kontakt"])),
        ("Kontakt (Kinder OR Spiele)", ("literal", ["Kontakt", "Spiele"])),
        ("(Kontakt NOT Spiele) OR Kinder", None),
        ("Gesetz", ("label", ["Gesetz"])),
        ("Kontakt Gesetz", ("label", ["Kontakt"])),
        ("Bericht Täter", ("label", ["Täter"])),
    ],
)
def test_the_level_is_the_worst_of_the_words_best_levels(query: str, answer: tuple[str, list[str]] | None) -> None:
    """All words must match, each as well as it can; function words need not, unless there is nothing else."""
    assert marked(query) == answer


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ('"41,5 %"', ["41,5 %"]),
        ('"auf Plattformen"', ["auf Plattformen"]),
        ('"AUF plattformen"', ["auf Plattformen"]),
        ('"Plattformen "Kontakt""', ["Plattformen", "Kontakt"]),
        ("'x' \"Kontakt“ - online.\"", None),
        ('"Kontakt"', ["Kontakt"]),
        ('"online. Spiele"', ["online. Spiele"]),
        ('"41"', None),
        ("41", None),
        ("41,5", ["41,5"]),
        ("41.5", ["41,5 %"]),
        ("41,5 Prozent", ["41,5 %"]),
        ("41,5 %", ["41,5 %"]),
        ("415", None),
        ('"41 %"', None),
        ('"41,5%"', None),
        ('"5 %"', None),
        ('"auf Plattform"', None),
        ('"online Spiele"', None),
        ('"der Tater suchten"', None),
        ('"die Täter"', None),
    ],
)
def test_quoted_words_are_proven_on_the_passage(query: str, words: list[str] | None) -> None:
    """Case and typography aside, every letter, accent, sign and stop word counts, and a figure is never cut."""
    found = marked(query)
    assert (found and found[1]) == words


def test_a_quotation_finds_other_quotation_marks_and_dashes() -> None:
    """What typography folds is folded in the proof too."""
    assert list(matching.occurrences('"Kontakt" - online', TEXT)) == [(41, 59)]
    assert list(matching.occurrences("", TEXT)) == []
    assert list(matching.occurrences("...", "a … b")) == [(2, 3)]
    assert list(matching.occurrences("..", "a … b")) == []


@given(st.text(max_size=60).map(canonical), st.integers(0, 60), st.integers(1, 20))
def test_every_piece_on_word_boundaries_is_found_where_it_stands(text: str, start: int, length: int) -> None:
    """A quotation cut out of a passage at spaces is found at its place."""
    words = text.split(" ")
    start %= len(words)
    quote = " ".join(words[start : start + length])
    offset = len(" ".join(words[:start])) + (1 if start else 0)
    spans = list(matching.occurrences(quote, text))
    assert not quote or (offset, offset + len(quote)) in spans


def test_literal_search_asks_only_for_words_as_written() -> None:
    """--literal leaves stems, spellings and labels out."""
    literal = Mode(literal=True)
    assert marked("Plattform", mode=literal) is None
    assert marked("Gesetz", mode=literal) is None
    assert marked("täter", mode=literal) == ("literal", ["Täter"])


def test_a_word_of_several_tokens_asks_for_all_of_them() -> None:
    """end-to-end is two different words, or one; end-to-end-user and end/end are words only."""
    tree = plan("end-to-end").tree
    assert isinstance(tree, Any)
    pieces, whole = tree.nodes
    assert isinstance(pieces, And)
    assert len(pieces.nodes) == 2
    assert isinstance(whole, Any)
    assert Term("literal.de", "endtoend", LEVELS.index("spelling")) in whole.nodes
    assert isinstance(plan("end-to-end-user").tree, And)
    assert isinstance(plan("end/end").tree, Any)


@pytest.mark.parametrize(
    ("query", "text", "answer"),
    [
        ("email", "Eine E-Mail.", ("spelling", ["E-Mail"])),
        ("E‑Mail", "Eine Email.", ("spelling", ["Email"])),
        ("e-mail", "Mail mit E.", ("literal", ["Mail", "E"])),
        ("email", "E – Mail", None),
        ("e-mail-liste", "E-Mail-Liste", ("literal", ["E", "Mail", "Liste"])),
    ],
)
def test_words_tied_by_hyphens_are_one_word_too(query: str, text: str, answer: tuple[str, list[str]] | None) -> None:
    """Typed as one word they are found with hyphens, and the other way round, at the level of spellings."""
    assert marked(query, text) == answer


def test_a_compound_asks_for_all_its_parts_and_for_any_where_not_all_words_must_match() -> None:
    """A part finds the compound; the compound finds the words it is made of, below its own stem."""
    assert marked("Kontakt", "Ein Onlinekontakt.") == ("compound", ["Onlinekontakt"])
    assert marked("Onlinekontakt") == ("compound", ["Kontakt", "online"])
    assert marked("Onlinekontakt", "Ein Onlinekontakt und Kontakt online.") == ("literal", ["Onlinekontakt"])
    assert marked("Onlinekontakt", "Nur Kontakt.") is None
    assert marked("Onlinekontakt", "Nur Kontakt.", mode=Mode(relaxed=True)) == ("compound", ["Kontakt"])


def test_one_typo_is_forgiven_where_nothing_else_matched() -> None:
    """The mode of the second attempt; figures are never corrected."""
    assert marked("Kantakt") is None
    assert marked("Kantakt", mode=Mode(typos=True)) == ("spelling", ["Kontakt"])
    assert marked("42,5", mode=Mode(typos=True)) is None


def test_a_relaxed_query_asks_for_any_of_the_words_but_for_all_that_is_strict() -> None:
    """Quoted words, figures and exclusions are never relaxed."""
    relaxed = Mode(relaxed=True)
    assert marked("Kontakt Mond", mode=relaxed) == ("literal", ["Kontakt"])
    assert marked('Mond Kontakt "auf Plattform"', mode=relaxed) is None
    assert marked("Mond Kontakt 42", mode=relaxed) is None
    assert plan("Mond Kontakt -Spiele", mode=relaxed).tree == And(
        (plan("Mond Kontakt", mode=relaxed).tree, Not(plan("Spiele").tree))
    )


def fields(node: Node) -> set[str]:
    """The fields that a tree asks."""
    match node:
        case Term() | Phrase():
            return {node.field}
        case Any() | And() | Or():
            return {field for child in node.nodes for field in fields(child)}
        case Not():
            return fields(node.node)
        case Everything():
            return set()


def test_the_tree_asks_every_language_for_all_words() -> None:
    """All words must stand in one language's passage."""
    tree = plan("Täter Kontakt", "de", "fi").tree
    assert isinstance(tree, Any)
    assert [type(node) for node in tree.nodes] == [And, And]
    assert fields(tree.nodes[1]) == {"literal.fi", "keys.fi"}


def test_what_must_not_be_there_must_not_be_there_in_any_language() -> None:
    """Whoever excludes a word does not want to read it in another language either."""
    tree = plan("Täter -Kontakt", "de", "fi").tree
    assert isinstance(tree, And)
    assert isinstance(tree.nodes[1], Not)
    assert fields(tree.nodes[1]) == {"literal.de", "keys.de", "literal.fi", "keys.fi"}
    assert plan("kind:finding -Kontakt").tree == And((Everything(), Not(plan("Kontakt").tree)))


def test_quoted_words_that_are_excluded_are_left_to_the_proof() -> None:
    """Positions alone would exclude too much."""
    for query in ('Täter -"auf Plattform"', 'Täter (Kontakt OR (Spiele -"auf Plattform"))'):
        asked = plan(query)
        assert asked.needs_proof
        assert Phrase("literal.de", ("auf", "plattform")) not in [asked.tree]
    assert marked('Täter -"auf Plattform"') == ("literal", ["Täter"])
    assert marked('Täter -"auf Plattformen"') is None


def test_quoted_words_are_a_phrase_of_the_literal_field() -> None:
    """Stop words stay in it; one whole word needs no proof, everything else does."""
    assert plan('"der Täter"').tree == Phrase("literal.de", ("der", "täter"))
    assert plan('"der Täter"').needs_proof
    assert plan('"Täter"').tree == Term("literal.de", "täter")
    assert not plan('"Täter"').needs_proof
    assert plan('"Täter."').needs_proof


def test_a_label_asks_for_its_keyword() -> None:
    """Labels are few and statements many: the word asks for the topic."""
    tree = plan("Gesetz").tree
    assert isinstance(tree, Any)
    assert [node for node in tree.nodes if isinstance(node, Term) and node.field == "topic"] == [
        Term("topic", "law", LABEL, 0.1, constant=True)
    ]


def test_words_that_stand_for_too_many_are_refused_before_anything_is_searched() -> None:
    """512 words over all prefixes, typos and languages."""
    with pytest.raises(QueryError) as caught:
        plan("x zz*")
    assert (caught.value.code, caught.value.start, caught.value.end) == ("query-too-broad", 2, 5)


def test_a_query_without_words_lists_and_one_without_letters_finds_nothing() -> None:
    """Filters alone list; signs alone match nothing rather than everything."""
    assert plan("").tree == Everything()
    assert plan("!!! ??").tree == Any(())
    assert plan('"!"').tree == Any(())


def test_every_code_of_a_key_asks_only_for_codes_that_there_are() -> None:
    """The table of levels is closed, and a key always meets itself."""
    assert all(set(asks) <= set(ASKS) for asks in ASKS.values())
    assert all(f"{code}:x" in asked([f"{code}:x"]) for code in ASKS if code not in "pm")


def test_marks_that_touch_are_kept_apart_and_overlapping_ones_joined() -> None:
    """Highlights are in order and do not overlap."""
    assert matching.merged({(5, 9), (0, 3), (3, 5), (6, 12)}) == ((0, 3), (3, 5), (5, 12))


def test_an_accent_that_no_letter_has_built_in_belongs_to_the_letter_before_it() -> None:
    """Accents count: a word without its accent is not proven by one that has it."""
    assert list(matching.occurrences("tė", "tė\u0303 tė")) == [(4, 6)]
    assert list(matching.occurrences("tė\u0303", "tė\u0303 tė")) == [(0, 3)]
