"""Here is a passage file: which blocks does it have, on which lines?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.content.scanner import Block, Group, Scanned, scan
from kb.errors import Place

FILE = """\
---
source: alpha
---

# A group

## f1

~~~ yaml
kind: finding
~~~

First.

Second.

# Another

## f2
No empty line.
"""


def codes(scanned: Scanned) -> list[str]:
    """The problems as ``line:column code``."""
    return [f"{found.place.line}:{found.place.column} {found.code}" for found in scanned.problems]


def test_blocks_have_their_exact_lines() -> None:
    """Front matter, groups, metadata and bodies are cut out with the number of their first line."""
    scanned = scan(FILE, "a.md")
    assert scanned.problems == ()
    assert scanned.front == Block("source: alpha", 2)
    assert scanned.groups == (Group("A group", 5), Group("Another", 17))
    assert scanned.headings == {"f1": Place("a.md", 7, 1), "f2": Place("a.md", 19, 1)}
    first, second = scanned.sections
    assert (first.line, first.end, first.meta) == (7, 16, Block("kind: finding", 10))
    assert first.body == Block("First.\n\nSecond.", 13)
    assert (second.line, second.meta, second.body) == (19, None, Block("No empty line.", 20))


def test_an_empty_body_is_an_empty_block() -> None:
    """A statement without any text is still a section; what that means is not the scanner's business."""
    (section,) = scan("---\n---\n## f1\n\n", "a.md").sections
    assert section.body.text == ""


def test_a_broken_section_is_left_out_and_the_next_one_kept() -> None:
    """A fence without end costs its own passage only; its id is still known."""
    scanned = scan("---\n---\n## f1\n~~~ yaml\nkind: finding\n\nText.\n\n## f2\n\nText.\n", "a.md")
    assert codes(scanned) == ["4:1 unclosed-fence"]
    assert [section.id for section in scanned.sections] == ["f2"]
    assert list(scanned.headings) == ["f1", "f2"]


def test_a_fence_in_one_passage_does_not_swallow_the_next_block() -> None:
    """An open fence cannot be closed by a line that opens another."""
    scanned = scan("---\n---\n## f1\n\n```\nx\n\n## f2\n\n~~~ yaml\nkind: finding\n~~~\n\nText.\n", "a.md")
    assert codes(scanned) == ["5:1 unclosed-fence"]
    assert [section.id for section in scanned.sections] == ["f1", "f2"]


def test_a_fence_is_closed_by_as_many_signs_alone() -> None:
    """Neither fewer signs nor other ones nor signs with text close a fence."""
    scanned = scan("---\n---\n## f1\n~~~~ yaml\na: 1\n~~~\n```\n    ~~~~\n~~~~ \nText.\n", "a.md")
    assert scanned.sections[0].meta == Block("a: 1\n~~~\n```\n    ~~~~", 5)


LINES = st.sampled_from(
    [
        "---",
        "",
        "# g",
        "## f1",
        "## f2",
        "##",
        "## F",
        "### x",
        "~~~ yaml",
        "~~~",
        "```",
        "kind: x",
        "text",
        "    code",
        " ## f3",
    ]
)


@given(st.lists(LINES, max_size=20).map("\n".join))
def test_no_line_is_lost(text: str) -> None:
    """Whatever the text: every line that says something is in a block, is a heading, or is in a problem's reach."""
    scanned = scan(text, "a.md")
    lines = text.split("\n")
    if scanned.front is None:
        assert codes(scanned) == ["1:1 front-matter"]
        return
    for section in scanned.sections:
        assert lines[section.line - 1] == f"## {section.id}"
        body = section.body.text.split("\n")
        assert lines[section.body.line - 1 : section.body.line - 1 + len(body)] == body or section.body.text == ""
    assert len(scanned.sections) <= len(scanned.headings)
    for problem in scanned.problems:
        assert 1 <= problem.place.line <= len(lines)
