"""Here is what was typed: what does it ask for?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import QueryError
from kb.search.query import All, Amount, Either, Field, Node, Prefix, Query, Quote, Typo, Without, Word, parse


def shape(node: Node | None) -> str:
    """A tree as text: words as they are, the rest by its sign."""
    match node:
        case None:
            return ""
        case Word():
            return node.text
        case Quote():
            return f'"{node.text}"'
        case Prefix():
            return f"{node.text}*"
        case Typo():
            return f"{node.text}~"
        case Amount():
            return node.text
        case Without():
            return f"-{shape(node.node)}"
        case All():
            return "(" + " ".join(map(shape, node.nodes)) + ")"
        case Either():
            return "(" + " | ".join(map(shape, node.nodes)) + ")"


def leaves(node: Node | None) -> Iterator[Word | Quote | Prefix | Typo]:
    """Every leaf of a tree."""
    match node:
        case Word() | Quote() | Prefix() | Typo():
            yield node
        case Without():
            yield from leaves(node.node)
        case All() | Either():
            for one in node.nodes:
                yield from leaves(one)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", "a"),
        ("a b", "(a b)"),
        ("a OR b c", "(a | (b c))"),
        ("(a OR b) c", "((a | b) c)"),
        ("a -b", "(a -b)"),
        ("a NOT b", "(a -b)"),
        ("a NOT (b OR c)", "(a -(b | c))"),
        ("a NOT -b", "(a b)"),
        ("e-mail -b", "(e-mail -b)"),
        ('-"x y" z', '(-"x y" z)'),
        ("Kind* Täter~ Mond~1", "(Kind* Täter~ Mond~)"),
        ("user(s) (a", "(user(s) a)"),
        ("((a))", "a"),
        ("()", ""),
        ("", ""),
        ('"" a "  "', "a"),
    ],
)
def test_operators_build_a_tree(text: str, tree: str) -> None:
    """OR binds weaker than standing side by side, NOT and - take what follows, parentheses group."""
    assert shape(parse(text).tree) == tree


@pytest.mark.parametrize("quoted", ['"a b"', "„a b“", "“a b”", "»a b«", "«a b»", "”a b”"])
def test_every_national_pair_of_marks_makes_a_quotation(quoted: str) -> None:
    """People paste what they read."""
    assert shape(parse(f"x {quoted} y").tree) == '(x "a b" y)'


@pytest.mark.parametrize(
    "text",
    [
        "or",
        "and",
        "AND",
        "not",
        "OR",
        "a OR",
        "OR a",
        "a AND b",
        'a "b',
        "(((",
        ")a(",
        "\\",
        "[a TO b]",
        "tv:n",
        "EU:n",
        "Kind:x",
        "https://a.eu/x?y=z",
        "12:30",
        "a--b",
        "- a",
        "-- b",
        "kind:",
        "C++",
        "x*y",
        "Was ist das?",
        "a) b",
        "(OR)",
    ],
)
def test_anything_else_is_a_word(text: str) -> None:
    """Only capital operators between words and known fields are syntax; no input breaks the parser."""
    query = parse(text)
    assert all(isinstance(leaf, Word) for leaf in leaves(query.tree))
    assert query.fields == ()


@pytest.mark.parametrize(
    ("text", "fields", "tree"),
    [
        ("kind:finding", [("kind", "finding", False)], ""),
        ("-kind:finding a", [("kind", "finding", True)], "a"),
        ("NOT kind:finding a", [("kind", "finding", True)], "a"),
        (
            "a year:2023.. topic:x topic:y",
            [("year", "2023..", False), ("topic", "x", False), ("topic", "y", False)],
            "a",
        ),
        ('source:"a b" c', [("source", "a b", False)], "c"),
        ("kind:finding -a", [("kind", "finding", False)], "-a"),
    ],
)
def test_fields_are_filters_beside_the_words(text: str, fields: list[tuple[str, str, bool]], tree: str) -> None:
    """A field, a colon and a value filter; they may be negated, quoted and repeated."""
    query = parse(text)
    assert [(one.name, one.value, one.negated) for one in query.fields] == fields
    assert shape(query.tree) == tree
    assert all(isinstance(one, Field) and text[one.start : one.end].endswith(one.value.split()[-1] + '"' * (" " in one.value))
               for one in query.fields)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "span"),
    [
        ("a" * 513, "query-too-long", (512, 513)),
        ("x " + "a" * 81, "word-too-long", (2, 83)),
        (f'x "{"a " * 17}"', "phrase-too-long", (2, 38)),
        (f'"{"a" * 81} b"', "word-too-long", (0, 85)),
        ("(" * 9 + "a", "query-too-deep", (8, 9)),
        ("ab* cd* ef~ gh* ij*", "too-many-expansions", (16, 19)),
        ("NOT", "lone-not", (0, 3)),
        ("a NOT", "lone-not", (2, 5)),
        ("a (NOT) b", "lone-not", (3, 6)),
        ("NOT a", "only-negative", (0, 5)),
        ("-a -b", "only-negative", (0, 5)),
        ("a OR -b", "only-negative", (0, 7)),
        ("x a*", "prefix-too-short", (2, 4)),
        ("*ab", "leading-star", (0, 3)),
        ("word~9", "typo-too-far", (0, 6)),
        ("x foo:bar", "unknown-field", (2, 9)),
        ("kind:finding OR a", "field-inside", (0, 12)),
        ("(kind:finding a)", "field-inside", (1, 13)),
    ],
)
def test_mistakes_and_what_is_beyond_a_bound_are_refused_with_the_place(
    text: str, code: str, span: tuple[int, int]
) -> None:
    """A sentence, the place, and what to do; before anything is looked up."""
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.code, (caught.value.start, caught.value.end)) == (code, span)
    assert caught.value.hint is not None


def test_at_a_bound_a_query_is_answered() -> None:
    """512 characters, 80 a word, 16 words a phrase, 8 parentheses deep, 4 words that stand for many."""
    assert parse(" ".join(["a" * 80] * 6)[:512]).tree
    assert parse(f'"{"a " * 16}"').tree
    assert shape(parse("(" * 8 + "a" + ")" * 8).tree) == "a"
    assert parse("ab* cd* ef~ gh*").tree


def parsed(text: str) -> tuple[Query | None, tuple[int, int]]:
    """The query, or where it was refused."""
    try:
        return parse(text), (0, 0)
    except QueryError as error:
        return None, (error.start, error.end)


SIGNS = [
    "OR",
    "NOT",
    "-",
    "(",
    ")",
    '"',
    "„",
    "“",
    "*",
    "~",
    ":",
    "kind:",
    "kind:finding",
    "a",
    "täter",
    "40 %",
    " ",
    "-b",
    "«",
]


@given(st.one_of(st.text(max_size=512), st.lists(st.sampled_from(SIGNS)).map("".join)))
def test_every_leaf_can_be_pointed_at(text: str) -> None:
    """Whatever is typed is answered or refused at a place inside the query, and positions cut the leaf out of it."""
    query, place = parsed(text)
    if query is None:
        assert 0 <= place[0] < place[1] <= len(text)
        return
    for leaf in leaves(query.tree):
        cut = text[leaf.start : leaf.end].removeprefix("-" if not leaf.text.startswith("-") else "")
        assert cut.rstrip("*") == leaf.text if isinstance(leaf, Prefix) else cut.startswith(leaf.text)
