"""Here is a piece of YAML: which texts does it hold, and where?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.content import simple_yaml, strict_yaml
from kb.content.nodes import MappingNode, Plain, ScalarNode, SequenceNode, plain
from kb.errors import Place
from tests.texts import PERMITTED


def read(text: str, first_line: int = 1) -> Plain:
    """The plain data of *text*, which must have no problem."""
    node, problems = strict_yaml.parse(text, "a.yaml", first_line)
    assert problems == []
    assert node is not None
    return plain(node)


@pytest.mark.parametrize(
    "value", ["no", "on", "true", "null", "~", "012", "0x1F", "12:30", "1_000", "1e3", ".inf", "2024-02-20", "=", "yes"]
)
@pytest.mark.parametrize("template", ["k: {}\n", "k: [{}]\n", "- {}\n"])
def test_every_scalar_is_text(value: str, template: str) -> None:
    """What YAML takes for numbers, dates, booleans and nothing comes back as it was written."""
    assert read(template.format(value)) in ({"k": value}, {"k": [value]}, [value])


def test_places_count_from_the_first_line_given() -> None:
    """A block inside of a file has the line numbers of the file, by either parser."""
    for text in ('a: b\nc:\n  d: [e, "f"]\n', "a: b\nc:\n  d: [e, 'f']\n"):
        node, _ = strict_yaml.parse(text, "a.md", 7)
        assert isinstance(node, MappingNode)
        assert node.place == Place("a.md", 7, 1)
        nested = node.entries["c"].value
        assert isinstance(nested, MappingNode)
        assert nested.entries["d"].key.place == Place("a.md", 9, 3)
        members = nested.entries["d"].value
        assert isinstance(members, SequenceNode)
        assert [member.place for member in members.nodes] == [Place("a.md", 9, 7), Place("a.md", 9, 10)]


def test_an_empty_text_holds_nothing() -> None:
    """Nothing but comments is no document and no problem."""
    assert strict_yaml.parse("# only a comment\n", "a.yaml") == (None, [])


def test_a_comment_after_a_plain_scalar_is_marked() -> None:
    """The node says that a comment follows, which for prose means a lost rest; quoted text shows where it ends."""
    node, _ = strict_yaml.parse("a: C # x\nb: 'C' # x\nc: C#x\n", "a.yaml")
    assert isinstance(node, MappingNode)
    values = {key: entry.value for key, entry in node.entries.items()}
    assert {key: value.comment for key, value in values.items() if isinstance(value, ScalarNode)} == {
        "a": True,
        "b": False,
        "c": False,
    }


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("title: a : b", "put the value in double quotes"),
        ("title: %40", "put the value in double quotes"),
        ("title: `x`", "put the value in double quotes"),
        ("a:\n\tb: c", "indent with spaces instead of tabs"),
        ("a: b\nc\nd: e", "write “key: value”, with a space after the colon"),
        ('a: "b', "a quotation mark or a bracket is never closed"),
        ('a: "\\q"', "write \\\\ for a backslash between double quotes"),
        ('a: "b" c', "check the indentation and the quotation marks of this line and the one above"),
    ],
)
def test_mistakes_have_a_hint(text: str, hint: str) -> None:
    """The mistakes that people make come with what helps."""
    node, (problem,) = strict_yaml.parse(text, "a.yaml")
    assert node is None
    assert problem.code == "yaml-syntax"
    assert str(problem.hint) == hint


def test_the_first_of_two_values_counts() -> None:
    """A doubled key is a problem that names both places, and keeps the first value."""
    node, (problem,) = strict_yaml.parse("a: 1\nb: 2\na: 3\n", "a.yaml")
    assert node is not None
    assert plain(node) == {"a": "1", "b": "2"}
    assert str(problem.place) == "a.yaml:3:1"
    assert "a.yaml:1:1" in str(problem.message)


def test_more_than_the_full_parser_is_given_is_refused() -> None:
    """YAML of megabytes is only read where it is simple: no text keeps the slow parser busy."""
    bomb = "a: 'x'\n" + "# long\n" * (strict_yaml.MAX_SIZE // 7)
    assert [problem.code for problem in strict_yaml.parse(bomb, "a.yaml")[1]] == ["file-too-large"]


def test_what_the_parser_itself_refuses_has_a_place() -> None:
    """A character that YAML cannot hold is a problem in its line."""
    assert [str(problem.place) for problem in strict_yaml.parse("a: b\nc: \x07\n", "a.yaml")[1]] == ["a.yaml:2:1"]


FRAGMENTS = st.sampled_from([
    "a", "b c", "key: ", "k: v\n", "\n", "\n  ", "  ", "[", "]", "{", "}", ", ", ": ", ":", '"q r"', '"', "'",
    "2024-02", "# c\n", " # c", "-", "- ", "&x ", "*x", "!", "|\n", ">", "%", "@", "\t", "<<: ", "---\n", "~",
    "\\", "(x)", "a/b", "{k: v}", "[a, b]", '{k: "v w", l: [m]}', "ä", "\xa0", "x:\n  y: z\n", "x:\n", "...\n",
    "? ",
])  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=14).map("".join))
@settings(max_examples=400)
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text gives a node or problems with a line of the text, never an exception; both parsers agree."""
    node, problems = strict_yaml.parse_fully(text, "a.yaml", 3)
    for problem in problems:
        assert 3 <= problem.place.line <= 4 + text.count("\n")
    simple = simple_yaml.parse(text, "a.yaml", 3)
    if simple is not None:
        assert (simple, []) == (node, problems)


WORDS = st.text("abcäß09 -./()%_+", min_size=1, max_size=8).filter(
    lambda word: word.strip() == word and word[0] in "abä0"
)
QUOTED = st.text("abc: #,[]{}'ä&*!|>%@`- ", max_size=8).map('"{}"'.format)
KEYS = st.text("abcä-_.9", min_size=1, max_size=5).filter(lambda key: key[0] in "abcä9")
FLOW = st.recursive(
    WORDS | QUOTED,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(KEYS, inner, max_size=3).map(
            lambda items: "{" + ", ".join(f"{key}: {value}" for key, value in items.items()) + "}"
        )
    ),
    max_leaves=6,
)
BLOCK = st.dictionaries(KEYS, FLOW | st.dictionaries(KEYS, FLOW, min_size=1, max_size=3), min_size=1, max_size=4)


@given(BLOCK)
def test_simple_yaml_is_read_without_the_parser_and_alike(block: dict[str, str | dict[str, str]]) -> None:
    """What the tool writes and people mostly write is of the simple kind, and means the same to PyYAML."""
    lines = []
    for key, value in block.items():
        if isinstance(value, str):
            lines.append(f"{key}: {value}")
        else:
            lines += ["# a comment", f"{key}:", "", *(f"  {inner}: {text}" for inner, text in value.items())]
    text = "\n".join(lines)
    simple = simple_yaml.parse(text, "a.yaml")
    assert simple is not None
    assert (simple, []) == strict_yaml.parse_fully(text, "a.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a:",
        "a:\nb: c",
        "  a: b",
        "a: b\n  c: d",
        "a:\n  b: c\n d: e",
        "a: b\na: c",
        "a: {b: c, b: d}",
        "a: [b",
        "a: [b c] d",
        "a: {b}",
        "a: [b d: e]",
        "- a",
        "a: 'b'",
        "a: b # c",
        "a: b\tc",
        f"a: {'b' * 1000}",
        f"a: {'[' * 9}{']' * 9}",
        "\n".join(" " * level + "a:" for level in range(10)) + " b",
        "a:\n  b:\nc: d",
        "a: [b, , c]",
        "a: {b: c d: e}",
    ],
)
def test_what_is_not_simple_is_left_to_the_parser(text: str) -> None:
    """Anything doubtful is somebody else's decision."""
    assert simple_yaml.parse(text, "a.yaml") is None


@given(st.text(PERMITTED, max_size=30))
def test_quoted_text_comes_back(text: str) -> None:
    """Whatever text is written as a scalar is read as the same text."""
    assert read(f"k: {strict_yaml.quoted(text)}\n") == {"k": text}
    assert read(f"k: {{l: {strict_yaml.quoted(text)}, m: n}}\n") == {"k": {"l": text, "m": "n"}}
