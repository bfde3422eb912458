"""Here is a body: what are its HTML and its canonical text?"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kb.content import bodies, markup
from kb.text import canonical, version

VERSIONS = Path(__file__).parents[1] / "docs" / "versions.md"
COMMONMARK = MarkdownIt("commonmark").enable("table")

# ------------------------------------------------------------------------------------------------------ canonical text


def vectors() -> list[tuple[str, str, str, str]]:
    """The test vectors of the documentation: name, Markdown, canonical text, version."""
    pattern = re.compile(
        r"^### (.+)\n\n~~~~ markdown\n(.*?)\n~~~~\n\n~~~~ text\n(.*)\n([0-9a-f]{64})\n~~~~$", re.M | re.S
    )
    shown = {"␠": "\u00a0", "¬": "\u00ad", "→": "  "}
    found = []
    for section in re.split(r"(?m)^(?=### )", VERSIONS.read_text("utf-8"))[1:]:
        match = pattern.search(section)
        assert match is not None, section
        markdown = match[2]
        for sign, meant in shown.items():
            markdown = markdown.replace(sign, meant)
        found.append((match[1], markdown, match[3], match[4]))
    return found


@pytest.mark.parametrize(
    ("markdown", "text", "digest"), [vector[1:] for vector in vectors()], ids=[v[0] for v in vectors()]
)
def test_the_documented_vectors_hold(markdown: str, text: str, digest: str) -> None:
    """Each vector of docs/versions.md: the Markdown has this canonical text, the text this version."""
    assert bodies.canonical_text(markdown) == text
    assert version(text) == digest


def test_the_documentation_has_vectors() -> None:
    """The test above tests something."""
    assert len(vectors()) >= 15


# ----------------------------------------------------------------------------- what others read: parity with CommonMark

BLOCKS = {
    "p",
    "br",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "pre",
    "hr",
    "h1",
    "h2",
    "h3",
}
LOOSE = {"p", "thead", "tbody", "br"}  # paragraphs in loose lists, empty table bodies


class _Reader(HTMLParser):
    """Text and structure of HTML, read independently of the code under test."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.tags: list[str] = []

    def _tag(self, tag: str, name: str) -> None:
        if tag in BLOCKS:
            self.texts.append(" ")
        if tag not in LOOSE:
            self.tags.append(name)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._tag(tag, tag)

    def handle_endtag(self, tag: str) -> None:
        self._tag(tag, f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read_html(html: str) -> tuple[str, str]:
    """Canonical text and tags of *html*; two lists or quotations of one kind after another count as one."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    tags = " ".join(reader.tags)
    for tag in ("blockquote", "ul", "ol"):
        tags = re.sub(rf"/{tag} {tag} ?", "", tags)
    return canonical("".join(reader.texts)), tags.strip()


FRAGMENTS = st.sampled_from([
    "a", "b ", "word", "40 %", " ", "\n", "\n\n", "- ", "* ", "+ ", "1. ", "2. ", "1) ", "    ", "  ", "> ", "*",
    "**", "***", "_", "__", "`", "``", "[", "](", "](http://x.y)", ")", "<", "<b>", "<http://x.y/a_b>",
    "<!-- c -->", "<!--", "-->", "|", "|---|---|\n", "| a | b |\n", "\\", "\\*", "&amp;", "&copy;", "&#65;", "&",
    "#", "# ", "## ", "---", "===", "~~~", "![", ": ", "ä", "„Zitat“", ".", ",", "\n\n- a\n", "\n    - ", "\n\n> ",
    "\n> ", "\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n", "mailto:a@b.de", "<a@b.de>", "{", "}", "^", "  \n",
    "2024. ", "$", "\n\n    ", "\n  - ", "\n\n1. ", "\n\n- ", "*a*", "**b**", "_c_", "`d`", "[t](http://x.y)",
    '[t](http://x.y "T")', "\n\n    - ", "\n\n        - ", "&#x41;", "&nope;", "\t",
])  # fmt: skip
MARKDOWN = st.lists(FRAGMENTS, min_size=1, max_size=9).map(lambda parts: "".join(parts).strip("\n"))
#: What people mostly write, so that most examples pass the rules and are compared.
SENTENCES = st.sampled_from(
    ["One.", "*Two* words,", "**three**", "[four](https://x.y)", "`five`", "6 %", "a_b", "7 < 8", "„Zitat“"]
)
ITEMS = st.lists(SENTENCES.map("- {}".format) | SENTENCES.map("    - {}".format), min_size=2, max_size=4).map(
    lambda lines: "\n".join([lines[0].strip(), *lines[1:]])
)
NUMBERED = st.lists(SENTENCES, min_size=2, max_size=3).map(
    lambda texts: "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1))
)
QUOTATION = st.lists(SENTENCES, min_size=1, max_size=3).map(lambda texts: "\n".join(f"> {text}" for text in texts))
TABLE = st.lists(st.tuples(SENTENCES, SENTENCES), min_size=2, max_size=3).map(
    lambda rows: "\n".join([f"| {rows[0][0]} | b |", "|---|--:|", *(f"| {a} | {b} |" for a, b in rows[1:])])
)
GOOD = st.lists(
    st.lists(SENTENCES, min_size=1, max_size=3).map("\n".join) | ITEMS | NUMBERED | QUOTATION | TABLE,
    min_size=1,
    max_size=4,
).map("\n\n".join)


@given(MARKDOWN)
@settings(max_examples=600)
def test_what_passes_the_rules_is_read_alike_by_commonmark(markdown: str) -> None:
    """A body without problems has the same text and the same structure on GitHub as here."""
    if not markup.check(markdown, "a.md", 1):
        assert read_html(bodies._CONVERTER.convert(markdown)) == read_html(COMMONMARK.render(markdown))
        assert bodies.canonical_text(markdown) == read_html(COMMONMARK.render(markdown))[0]


@given(GOOD)
def test_what_people_write_passes_and_is_read_alike(markdown: str) -> None:
    """Ordinary paragraphs, lists, quotations and tables have no problem, and mean the same to CommonMark."""
    assert markup.check(markdown, "a.md", 1) == []
    assert read_html(bodies.render(markdown)) == read_html(COMMONMARK.render(markdown))


@given(MARKDOWN | st.text(max_size=60).map(lambda text: re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]", "", text)))
@settings(max_examples=400)
def test_the_fast_path_is_the_slow_path(markdown: str) -> None:
    """A body without any sign of markup says what it says: rendering it would give the same text."""
    if bodies.is_plain(markdown):
        assert canonical(markdown) == bodies.rendered_text(markdown)
    if markup.is_bounded(markdown):
        assert bodies.canonical_text(markdown) == bodies.rendered_text(markdown)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Ende-zu-Ende, 40 % (CSAM): „ja“ – nein!", True),
        ("Two lines\nof text.\n\nAnd more.", True),
        ("- a", False),
        ("1. a", False),
        ("    a", False),
        ("a\n\n\tb", False),
        ("a *b*", False),
        ("a\n===", False),
        ("# a", False),
        ("~~~", False),
        ("a & b", False),
        ("a | b", False),
    ],
)
def test_plain_is_what_has_no_markup(markdown: str, expected: bool) -> None:
    """Prose takes the fast path; anything that could be markup does not."""
    assert bodies.is_plain(markdown) is expected


# --------------------------------------------------------------------------------------------------------- what is safe

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java&#115;cript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "<javascript:alert(1)>",
    '[a](https://x.y "onmouseover=alert(1)")',
    '[a](https://x.y" onmouseover="alert(1))',
    "![a](javascript:alert(1))",
    "[a]: javascript:alert(1)\n\n[a]",
    "`<script>alert(1)</script>`",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script>-->",
    "| <script>alert(1)</script> | b |\n|---|---|\n| 1 | 2 |",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a href='https://x.y' onclick='alert(1)'>a</a>",
    "<math><mtext></p><style><img src onerror=alert(1)>",
]


class _Live(HTMLParser):
    """Notes everything in HTML that could run or load something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "img", "svg", "style", "iframe", "math", "object"}:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (name == "href" and not (value or "").startswith(("http", "mailto:"))):
                self.found.append(f"{tag} {name}={value}")


@pytest.mark.parametrize("markdown", ATTACKS)
@pytest.mark.parametrize("template", ["{}", "- {}", "> {}", "a {} b", "*{}*"])
def test_nothing_in_a_body_is_ever_live(markdown: str, template: str) -> None:
    """No script, no handler, no foreign link scheme, whatever the body holds."""
    live = _Live()
    live.feed(bodies.render(template.format(markdown)))
    assert live.found == []


def test_rendering_keeps_what_a_passage_has() -> None:
    """Emphasis, links, lists, quotations and aligned tables come through."""
    html = bodies.render("*a* **b** [c](https://x.y)\n\n- d\n\n3. e\n\n> f\n\n| g | h |\n|---|--:|\n| 1 | 2 |")
    for part in (
        "<em>a</em>",
        "<strong>b</strong>",
        'href="https://x.y"',
        "<li>d</li>",
        '<ol start="3">',
        "<blockquote>",
    ):
        assert part in html
    assert re.search(r'<td align="right">2</td>', html)


# ------------------------------------------------------------------------------------------------------------ too much


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 8000,
        "*" * 500,
        "> " * 300 + "x",
        "- " * 300 + "x",
        "1. " * 300 + "x",
        "a\n-\n" * 600,
        "x " * 10_001,
        " " * 41 + "x",
    ],
    ids=["brackets", "stars", "quotations", "lists", "numbers", "lines", "long", "indented"],
)
def test_bombs_are_refused_before_the_parser(bomb: str) -> None:
    """Over the bounds nothing is parsed: it is one problem, shown as it stands, and compared as it stands."""
    body = bodies.read(bomb, "a.md", 7)
    assert body.text is None
    assert [(found.code, found.place.line) for found in body.problems] == [("too-much-markup", 7)]
    assert bodies.render(bomb).count("<") == 2
    assert bodies.canonical_text(bomb) == canonical(bomb)


def test_the_bounds_leave_room_for_long_passages() -> None:
    """Ten times the longest passage one would write is still fine."""
    passage = "\n".join(f"- A sentence with a [link](https://example.org/{number}) in it." for number in range(60))
    assert bodies.read(passage, "a.md", 1).problems == ()


def test_a_character_reference_is_the_character() -> None:
    """References are read as CommonMark reads them; unknown and impossible ones are visible."""
    assert (
        bodies.canonical_text("&auml;&#228;&#xE4; &nope; &notit; &#99999999; x") == "äää &nope; &notit; &#99999999; x"
    )
    assert bodies.canonical_text("&#0; &#xD800;") == "\ufffd \ufffd"
