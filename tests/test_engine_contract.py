"""Does every engine keep the contract of the port? One class, run for each engine; the fake one says what is right."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.errors import IndexUnusable, StorageError
from kb.search.engine import (
    KEYWORD_FIELDS,
    And,
    Any,
    Everything,
    Filter,
    Found,
    Node,
    Not,
    OpenIndex,
    Or,
    Phrase,
    Record,
    Request,
    Results,
    SearchEngine,
    Term,
)
from kb.search.whoosh_engine import WhooshEngine
from tests.fake_engine import FakeEngine, FakeIndex

ENGINES: dict[str, SearchEngine] = {"fake": FakeEngine(), "whoosh": WhooshEngine()}
DE, EN, KEYS = "literal.de", "literal.en", "keys.de"


def record(id: str, *, rank: int = 0, date: str = "2024", stored: str = "", **fields: str) -> Record:
    """A record; ``de`` and ``en`` are literal words, ``keys``, ``num`` and ``labels`` terms, the rest keywords."""
    names = {"de": DE, "en": EN, "keys": KEYS, "num": "num", "labels": "labels"}
    terms = {names[name]: text.split() for name, text in fields.items() if name in names}
    keywords = {name: text.split() for name, text in fields.items() if name in KEYWORD_FIELDS}
    return Record(id, terms, keywords, rank, date, stored or f"stored {id}", "")


def ids(results: Results) -> list[str]:
    """The ids of the hits, in order."""
    return [found.id for found in results.found]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> SearchEngine:
    """Each engine in turn."""
    return ENGINES[request.param]


class Bench:
    """Builds and opens indexes of one engine in numbered directories."""

    def __init__(self, engine: SearchEngine, directory: Path) -> None:
        self.engine = engine
        self._directory = directory
        self._count = 0

    def directory(self) -> Path:
        """A fresh one."""
        self._count += 1
        path = self._directory / str(self._count)
        path.mkdir()
        return path

    def build(self, *records: Record) -> OpenIndex:
        """An index of *records*, opened."""
        path = self.directory()
        self.engine.build(path, iter(records))
        return self.engine.open(path)


@pytest.fixture
def bench(engine: SearchEngine, tmp_path: Path) -> Bench:
    """A place to build."""
    return Bench(engine, tmp_path)


class TestEngine:
    """What every engine must do."""

    def test_term(self, bench: Bench) -> None:
        """A term finds exactly the records that have it in that field."""
        index = bench.build(record("a", de="kind spiel"), record("b", en="kind"), record("c", de="spiel"))
        assert ids(index.search(Request(Term(DE, "kind")))) == ["a"]
        assert ids(index.search(Request(Term(DE, "spiel")))) == ["c", "a"]
        assert index.search(Request(Term(DE, "nichts"))) == Results(0, (), {})
        assert index.search(Request(Term("literal.sv", "kind"))).total == 0

    def test_terms_are_not_analysed(self, bench: Bench) -> None:
        """Terms are opaque: case, accents, spaces, long and astral text are kept apart."""
        words = ["Kind", "kind", "kínd", "ki\u0301nd", "a b", "𝔎", "x" * 500, "s:kind", "ß", "ss", "."]
        index = bench.build(*(Record(f"r{n}", {DE: [word]}, {}, 0, "", "", "") for n, word in enumerate(words)))
        for number, word in enumerate(words):
            assert ids(index.search(Request(Term(DE, word)))) == [f"r{number}"]

    def test_phrase(self, bench: Bench) -> None:
        """A phrase is its words one after another, repeated ones included."""
        index = bench.build(
            record("a", de="a b a b c"), record("b", de="a c b"), record("c", de="b a"), record("d", en="a b")
        )

        def found(*words: str) -> list[str]:
            return sorted(ids(index.search(Request(Phrase(DE, words)))))

        assert found("a", "b") == ["a"]
        assert found("b", "a") == ["a", "c"]
        assert found("a", "b", "a", "b") == ["a"]
        assert found("a", "a") == []
        assert found("c", "b") == ["b"]
        assert found("b") == ["a", "b", "c"]

    def test_any_takes_the_best(self, bench: Bench) -> None:
        """Any: level and score are the best of what matched, each by itself."""
        index = bench.build(record("a", de="kind", keys="s:kind"), record("b", keys="s:kind"))
        tree = Any((Term(KEYS, "s:kind", 2, 5.0, constant=True), Term(DE, "kind", 0, 1.0, constant=True)))
        assert [found[:3] for found in index.search(Request(tree)).found] == [("a", 0, 5.0), ("b", 2, 5.0)]

    def test_or_adds(self, bench: Bench) -> None:
        """Or: scores of those that match add up, the level is the best matched."""
        index = bench.build(record("a", de="x y"), record("b", de="y"))
        tree = Or((Term(DE, "x", 1, 2.0, constant=True), Term(DE, "y", 3, 3.0, constant=True)))
        assert [found[:3] for found in index.search(Request(tree)).found] == [("a", 1, 5.0), ("b", 3, 3.0)]

    def test_and_is_as_good_as_its_worst(self, bench: Bench) -> None:
        """And: all must match, scores add up, the level is the worst of the words' best levels."""
        index = bench.build(record("a", de="x y"), record("b", de="x"), record("c", de="x", keys="s:y"))
        y = Any((Term(DE, "y", 0, 1.0, constant=True), Term(KEYS, "s:y", 2, 1.0, constant=True)))
        tree = And((Term(DE, "x", 0, 1.0, constant=True), y))
        assert [found[:3] for found in index.search(Request(tree)).found] == [("a", 0, 2.0), ("c", 2, 2.0)]

    def test_not(self, bench: Bench) -> None:
        """Not takes away, adds neither score nor level, and its terms are no evidence."""
        index = bench.build(record("a", de="x y"), record("b", de="x"), record("c", de="z"))
        tree = And((Not(Term(DE, "y", 5)), Term(DE, "x", 0, 1.0, constant=True)))
        assert index.search(Request(tree)).found == (Found("b", 0, 1.0, frozenset({(DE, "x")}), "stored b"),)
        assert ids(index.search(Request(And((Everything(), Not(Term(DE, "x"))))))) == ["c"]
        assert index.search(Request(And((Everything(), Not(Term(DE, "nichts")))))).total == 3
        never = And((Not(Everything()), Term(DE, "nichts")))
        assert index.search(Request(And((Everything(), Not(never))))).total == 3

    def test_everything(self, bench: Bench) -> None:
        """Everything is every record, score 0, level 0, by id."""
        index = bench.build(record("b"), record("a", de="x"), record("c"))
        assert [found[:3] for found in index.search(Request(Everything())).found] == [(id, 0, 0.0) for id in "abc"]

    def test_bm25(self, bench: Bench) -> None:
        """Scores are Lucene's BM25 over the records that have the field; weight multiplies, constant replaces."""
        index = bench.build(record("a", de="x x y"), record("b", de="x"), record("c", de="y"), record("d", en="x"))
        scores = {found.id: found.score for found in index.search(Request(Term(DE, "x", weight=2.0))).found}
        # idf = ln(1 + 1.5 / 2.5); average length 5 / 3
        # a: 2 / (2 + 1.2 (1/4 + 3/4 · 9/5)), b: 1 / (1 + 1.2 (1/4 + 3/4 · 3/5))
        assert scores == pytest.approx({"a": 2 * 0.4700036 * 2 / 3.92, "b": 2 * 0.4700036 / 1.84}, rel=1e-6)
        assert {found.score for found in index.search(Request(Term(DE, "x", 0, 0.3, constant=True))).found} == {0.3}

    def test_field_length_is_lucenes_byte(self, bench: Bench) -> None:
        """A field of 41 terms counts as 40, one of 100 as 96."""
        lengths = [40, 41, 96, 100, 104]
        index = bench.build(*(record(f"r{n}", de=" ".join(["x"] + ["y"] * (n - 1))) for n in lengths))
        scores = {found.id: found.score for found in index.search(Request(Term(DE, "x"))).found}
        assert scores["r40"] == scores["r41"] > scores["r96"] == scores["r100"] > scores["r104"]

    def test_order(self, bench: Bench) -> None:
        """Hits are ordered by rank, level, score, id."""
        index = bench.build(
            record("withdrawn", rank=2, de="x"),
            record("stem", keys="s:x"),
            record("tie-b", de="x y"),
            record("tie-a", de="x z"),
            record("short", de="x"),
        )
        tree = Any((Term(DE, "x", 0), Term(KEYS, "s:x", 2, 9.0, constant=True)))
        assert ids(index.search(Request(tree))) == ["short", "tie-a", "tie-b", "stem", "withdrawn"]

    def test_ids_are_compared_as_text(self, bench: Bench) -> None:
        """Ties go by id, code point by code point."""
        names = ["é", "z", "a/b", "a-b", "a", "Z", "𝔞", "\uffee"]
        index = bench.build(*(record(name) for name in names))
        assert ids(index.search(Request(Everything()))) == sorted(names)

    def test_sorts(self, bench: Bench) -> None:
        """By date: rank, newest first, id. By address: id alone."""
        index = bench.build(
            record("a", date="2022"),
            record("b", date="2024-02-20"),
            record("c", date="2024"),
            record("d", rank=1, date="2025"),
            record("0", date="2022"),
        )
        assert ids(index.search(Request(Everything(), sort="date"))) == ["b", "c", "0", "a", "d"]
        assert ids(index.search(Request(Everything(), sort="address"))) == ["0", "a", "b", "c", "d"]

    def test_pages(self, bench: Bench) -> None:
        """Pages join to the whole without gap or repetition; the total is exact on each; limit 0 gives no hits."""
        index = bench.build(*(record(f"r{n:02}", rank=n % 2, de="x " * (n % 3 + 1)) for n in range(20)))
        whole = ids(index.search(Request(Term(DE, "x"), limit=100)))
        pages = [index.search(Request(Term(DE, "x"), offset=start, limit=3)) for start in range(0, 24, 3)]
        assert [id for page in pages for id in ids(page)] == whole
        assert {page.total for page in pages} == {20}
        assert index.search(Request(Term(DE, "x"), limit=0)) == Results(20, (), {})

    def test_filters(self, bench: Bench) -> None:
        """All filters hold at once; values of one filter are alternatives; a negated one excludes."""
        index = bench.build(
            record("a", kind="finding", topic="x y"),
            record("b", kind="finding", topic="z"),
            record("c", kind="method"),
            record("d"),
        )

        def found(*filters: Filter) -> list[str]:
            return ids(index.search(Request(Everything(), filters)))

        assert found(Filter("kind", ("finding",))) == ["a", "b"]
        assert found(Filter("kind", ("finding", "method"))) == ["a", "b", "c"]
        assert found(Filter("kind", ("finding",)), Filter("topic", ("y", "q"))) == ["a"]
        assert found(Filter("kind", ("finding",), negated=True)) == ["c", "d"]
        assert found(Filter("topic", ("x", "z"), negated=True)) == ["c", "d"]
        assert found(Filter("kind", ("nichts",))) == []

    def test_only(self, bench: Bench) -> None:
        """Of the ids that may match, those that do are hits; totals and facets count no others."""
        index = bench.build(*(record(f"r{n}", de="x" if n % 2 else "y", kind=f"k{n}") for n in range(6)))
        results = index.search(Request(Term(DE, "x"), facets=("kind",), only=("r3", "r1", "r3", "r2", "q")))
        assert ids(results) == ["r1", "r3"]
        assert (results.total, results.facets) == (2, {"kind": {"k1": 1, "k3": 1}})
        assert index.search(Request(Term(DE, "x"), only=())).total == 0
        assert ids(index.search(Request(Everything(), only=("r4",)))) == ["r4"]

    def test_what_cannot_be_encoded(self, bench: Bench) -> None:
        """Half a character may be asked for, and is nowhere."""
        index = bench.build(record("a", de="x"))
        assert index.search(Request(Term(DE, "\ud800"), only=("\ud800",))).total == 0
        assert index.stored(["\ud800"]) == {}

    def test_facets(self, bench: Bench) -> None:
        """A facet ignores the filters on its own field, negated ones excepted, and leaves zeros out."""
        index = bench.build(
            record("a", kind="finding", topic="x y x", de="w"), record("b", kind="method", topic="x", de="w"),
            record("c", kind="method", topic="z"), record("d", kind="background", de="w"),
        )  # fmt: skip

        def facets(*filters: Filter) -> dict[str, dict[str, int]]:
            results = index.search(Request(Term(DE, "w"), filters, ("kind", "topic")))
            return {field: dict(counts) for field, counts in results.facets.items()}

        assert facets() == {"kind": {"finding": 1, "method": 1, "background": 1}, "topic": {"x": 2, "y": 1}}
        assert facets(Filter("kind", ("method",))) == {
            "kind": {"finding": 1, "method": 1, "background": 1},
            "topic": {"x": 1},
        }
        assert facets(Filter("kind", ("method",), negated=True)) == {
            "kind": {"finding": 1, "background": 1},
            "topic": {"x": 1, "y": 1},
        }

    def test_evidence(self, bench: Bench) -> None:
        """A hit names every term of the tree that it has, wherever in the tree, and no other."""
        index = bench.build(record("a", de="x y z", keys="s:x"), record("b", de="x"))
        tree = Any((Term(DE, "x"), And((Term(DE, "y"), Term(DE, "q"))), Phrase(DE, ("z", "y")), Term(KEYS, "s:x", 2)))
        terms = {found.id: found.terms for found in index.search(Request(tree)).found}
        assert terms == {"a": {(DE, "x"), (DE, "y"), (DE, "z"), (KEYS, "s:x")}, "b": {(DE, "x")}}

    def test_records_come_back(self, bench: Bench) -> None:
        """Stored text comes back unchanged; ``ids``, ``stored`` and ``has`` tell what there is."""
        text = 'ä "quoted" \n\0 𝔎 ' * 1000
        index = bench.build(record("a", de="x", stored=text), record("b", num="40"))
        assert index.ids() == {"a", "b"}
        assert index.stored(["b", "q", "a"]) == {"b": "stored b", "a": text}
        assert index.search(Request(Term(DE, "x"))).found[0].stored == text
        assert index.has("a", DE, "x")
        assert index.has("b", "num", "40")
        assert not index.has("a", DE, "y")
        assert not index.has("b", DE, "x")
        assert not index.has("q", DE, "x")
        index.close()

    def test_nothing(self, bench: Bench) -> None:
        """An index may be empty."""
        index = bench.build()
        assert index.ids() == frozenset()
        assert index.search(Request(Everything(), facets=("kind",))) == Results(0, (), {"kind": {}})
        assert index.search(Request(Term(DE, "x"))).total == 0

    def test_change(self, bench: Bench) -> None:
        """A change replaces, adds and takes out; what it was based on stays as it was, byte for byte."""
        base, changed = bench.directory(), bench.directory()
        records = [record(f"r{n:02}", de=f"all w{n}") for n in range(40)]
        bench.engine.build(base, records)
        before = {path.name: path.read_bytes() for path in base.iterdir()}
        assert bench.engine.change(
            base, changed, [record("r03", de="all neu"), record("r99", de="all w99")], ["r07", "q"]
        )
        assert {path.name: path.read_bytes() for path in base.iterdir()} == before
        index = bench.engine.open(changed)
        assert index.ids() == {f"r{n:02}" for n in range(40) if n != 7} | {"r99"}
        found = {word: ids(index.search(Request(Term(DE, word)))) for word in ("neu", "w3", "w7", "w99", "w5")}
        assert found == {"neu": ["r03"], "w3": [], "w7": [], "w99": ["r99"], "w5": ["r05"]}
        assert index.search(Request(Everything(), limit=0)).total == 40
        assert index.search(Request(Term(DE, "all"), limit=100)).total == 40
        assert index.stored(["r03", "r07"]) == {"r03": "stored r03"}
        assert not index.has("r03", DE, "w3")
        assert bench.engine.open(base).ids() == {f"r{n:02}" for n in range(40)}

    def test_changes_of_changes(self, bench: Bench) -> None:
        """Whatever the chain of changes, the index holds what was put in last; or the engine asks for a full build."""
        seed = random.randrange(10**9)
        print("seed", seed)
        rng = random.Random(seed)
        held = {f"r{n:03}": record(f"r{n:03}", de=f"w{n % 7}", kind=f"k{n % 3}") for n in range(150)}
        path = bench.directory()
        bench.engine.build(path, held.values())
        for step in range(14):
            put = [record(f"r{rng.randrange(155):03}", de=f"neu{step}", kind="k9") for _ in range(2)]
            gone = [id for id in rng.sample(sorted(held), 1) if id not in {r.id for r in put}]
            following = bench.directory()
            held = {id: r for id, r in held.items() if id not in gone} | {r.id: r for r in put}
            if not bench.engine.change(path, following, put, gone):
                assert list(following.iterdir()) == []
                bench.engine.build(following, held.values())
            path = following
            index, right = bench.engine.open(path), FakeIndex(held.values())
            assert index.ids() == right.ids()
            for word in (f"neu{step}", f"neu{step - 1}", "w0", "w6"):
                mine, other = (i.search(Request(Term(DE, word), facets=("kind",), limit=200)) for i in (index, right))
                assert (mine.total, mine.facets, set(ids(mine))) == (other.total, other.facets, set(ids(other)))

    def test_threads(self, bench: Bench) -> None:
        """Threads that share an index get the answers that one thread gets."""
        rng = random.Random(5)
        words = [f"w{n}" for n in range(60)]
        index = bench.build(
            *(record(f"r{n:03}", de=" ".join(rng.choices(words, k=20)), kind=f"k{n % 5}") for n in range(200))
        )
        requests = [
            Request(tree, facets=KEYWORD_FIELDS)
            for first, second in pairwise(words)
            for tree in (Any((Term(DE, first), Term(DE, second))), Phrase(DE, (first, second)))
        ]
        alone = [index.search(request) for request in requests]
        with ThreadPoolExecutor(8) as threads:
            for _ in range(3):
                assert list(threads.map(index.search, requests)) == alone

    def test_damage(self, bench: Bench) -> None:
        """What is no index cannot be opened, and the error says so."""
        with pytest.raises(IndexUnusable):
            bench.engine.open(bench.directory())

    def test_unwritable(self, bench: Bench) -> None:
        """A directory that cannot be written to is a storage error."""
        with pytest.raises(StorageError):
            bench.engine.build(bench.directory() / "missing", [record("a")])


# --------------------------------------------------------------------------- every engine answers as the fake one does

WORDS = st.sampled_from("abcdefg")
FIELDS = st.sampled_from([DE, EN, KEYS, "num"])
LEVELS = st.integers(0, 5)
WEIGHTS = st.sampled_from([0.3, 1.0, 2.0])
TERMS = st.builds(Term, FIELDS, WORDS, LEVELS, WEIGHTS, st.booleans())
PHRASES = st.builds(
    Phrase, st.sampled_from([DE, EN]), st.lists(WORDS, min_size=1, max_size=3).map(tuple), LEVELS, WEIGHTS
)


def _compound(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(nodes, min_size=1, max_size=3)
    unwanted = st.lists(st.builds(Not, nodes), max_size=2)
    return (
        st.builds(Any, several.map(tuple))
        | st.builds(Or, several.map(tuple))
        | st.builds(lambda wanted, rest, order: And(tuple(order.sample([*wanted, *rest], len(wanted) + len(rest)))),
                    several, unwanted, st.randoms(use_true_random=False))
    )  # fmt: skip


TREES: st.SearchStrategy[Node] = st.recursive(TERMS | PHRASES | st.just(Everything()), _compound, max_leaves=12)
IDS = st.text("ab-/é", min_size=1, max_size=3)
VALUES = st.lists(st.sampled_from(["p", "q", "r"]), max_size=2, unique=True)
FILTERS = st.builds(
    Filter, st.sampled_from(KEYWORD_FIELDS[:3]), st.lists(st.sampled_from("pqr"), min_size=1).map(tuple), st.booleans()
)
RECORDS = st.lists(
    st.builds(
        Record,
        id=IDS,
        terms=st.dictionaries(
            FIELDS, st.lists(WORDS, max_size=8) | st.lists(WORDS, min_size=40, max_size=60), max_size=4
        ),
        keywords=st.fixed_dictionaries(dict.fromkeys(KEYWORD_FIELDS, VALUES)),
        rank=st.integers(0, 3),
        date=st.sampled_from(["2023", "2024", "2024-02"]),
        stored=st.text(max_size=5),
        digest=st.just(""),
    ),
    max_size=12,
    unique_by=lambda row: row.id,
)
REQUESTS = st.builds(
    Request,
    tree=TREES,
    filters=st.lists(FILTERS, max_size=2).map(tuple),
    facets=st.just(KEYWORD_FIELDS[:4]),
    sort=st.sampled_from(["relevance", "date", "address"]),
    offset=st.just(0),
    limit=st.just(50),
    only=st.none() | st.lists(IDS, max_size=8).map(tuple),
)


def same(mine: Results, right: Results) -> None:
    """Hits, levels, facets and evidence are identical, scores nearly so, and the order but for nearly equal scores."""
    assert mine.total == right.total
    assert mine.facets == right.facets
    expected = {found.id: found for found in right.found}
    assert {found.id for found in mine.found} == expected.keys()
    for found in mine.found:
        other = expected[found.id]
        assert (found.level, found.terms, found.stored) == (other.level, other.terms, other.stored)
        assert found.score == pytest.approx(other.score, rel=1e-9)
    for found, other in zip(mine.found, right.found, strict=True):
        assert found.id == other.id or found.score == pytest.approx(other.score, rel=1e-9)


@pytest.fixture(params=[name for name in ENGINES if name != "fake"])
def real(request: pytest.FixtureRequest) -> SearchEngine:
    """Each engine but the fake one."""
    return ENGINES[request.param]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(records=RECORDS, requests=st.lists(REQUESTS, min_size=1, max_size=8))
def test_every_engine_answers_alike(real: SearchEngine, records: list[Record], requests: list[Request]) -> None:
    """Any records, tree and filters: the same hits, levels, facets and evidence as the obviously right engine."""
    with TemporaryDirectory() as directory:
        real.build(Path(directory), records)
        index, fake = real.open(Path(directory)), FakeIndex(records)
        for request in requests:
            same(index.search(request), fake.search(request))
        index.close()


def test_two_builds_answer_alike(real: SearchEngine, tmp_path: Path) -> None:
    """Two fresh builds of the same records, in whatever order, give the same hits, order and scores."""
    rng = random.Random(11)
    words = [f"w{n}" for n in range(30)]
    records = [record(f"r{n:03}", de=" ".join(rng.choices(words, k=rng.randrange(5, 60)))) for n in range(100)]
    answers = []
    for number in range(2):
        path = tmp_path / str(number)
        path.mkdir()
        real.build(path, rng.sample(records, len(records)))
        index = real.open(path)
        answers.append(
            [index.search(Request(Any((Term(DE, a), Term(DE, b))), limit=100)) for a in words for b in words]
        )
    assert answers[0] == answers[1]
