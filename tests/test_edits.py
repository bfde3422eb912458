"""How does a file change when one wording in it does?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kb.content import edits, strict_yaml, yaml_edits
from kb.content.lines import Lines
from kb.content.nodes import MappingNode, Plain, plain
from kb.content.scanner import scan
from kb.errors import Refused

FRONT = "---\nsource: a\nlanguage: fi\ntitle: Otsikko\n---\n"

WHOLE = f"""{FRONT}
# Havainnot

## f1

~~~ yaml
kind: finding
~~~

Ensimmäinen lause.

## f2

- yksi
- kaksi

# Tausta

## b1

Kolmas lause.
"""

ORDER = (None, "f1", "f2", None, "b1", "b2")


def sections(text: str) -> dict[str, str]:
    """The bodies by id."""
    found = scan(Lines(text).plain, "x.md")
    assert found.problems == ()
    return {section.id: section.body.text for section in found.sections}


def headings(text: str) -> list[str]:
    """All headings in their order."""
    return [line.strip() for line in text.splitlines() if line.startswith("#")]


# ------------------------------------------------------------------------------------------------------------- passages


def test_a_body_is_replaced_and_nothing_else() -> None:
    """Heading, metadata, blank lines and the other sections stay."""
    text = edits.replace_body(WHOLE, "f2", "Toinen lause.\n\nJa vielä.")
    assert text == WHOLE.replace("- yksi\n- kaksi", "Toinen lause.\n\nJa vielä.")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## f1\n\n## f2\n\nA.\n", "## f1\n\nB.\n\n## f2\n\nA.\n"),
        ("## f1\n## f2\n\nA.\n", "## f1\n\nB.\n\n## f2\n\nA.\n"),
        ("## f1\n\n\n\n## f2\n\nA.\n", "## f1\n\nB.\n\n\n## f2\n\nA.\n"),
        ("## f1\n", "## f1\n\nB.\n"),
        ("## f1\n\n", "## f1\n\nB.\n"),
        ("## f1", "## f1\n\nB.\n"),
        ("## f1\n\n~~~ yaml\n~~~\n", "## f1\n\n~~~ yaml\n~~~\n\nB.\n"),
        ("## f1\n\n<!--\nfirst\n-->\n", "## f1\n\nB.\n"),
        ("## f1\n\nA.", "## f1\n\nB."),
    ],
)
def test_a_gap_is_filled(before: str, after: str) -> None:
    """A section without a body, or with a comment only, gets one, with a blank line on both sides."""
    assert edits.replace_body(FRONT + before, "f1", "B.") == FRONT + after


@pytest.mark.parametrize(
    ("id", "between"),
    [
        ("f1", ("# Havainnot", "## f2")),
        ("f2", ("## f1", "# Tausta")),
        ("b1", ("# Tausta", None)),
        ("b2", ("## b1", None)),
    ],
)
def test_a_passage_is_inserted_where_the_original_has_it(id: str, between: tuple[str, str | None]) -> None:
    """After its predecessor, be that a statement or the heading of its group."""
    lines = Lines(WHOLE)
    if id in sections(WHOLE):
        found = next(one for one in scan(WHOLE, "x").sections if one.id == id)
        del lines.lines[found.line - 1 : found.end]
    text = edits.insert_passage(lines.text, id, "Uusi lause.", ORDER)
    assert sections(text)[id] == "Uusi lause."
    at = headings(text).index(f"## {id}")
    around = headings(text)[at - 1], [*headings(text), None][at + 1]
    assert around == between
    assert "\n\n\n" not in text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "\n## f1\n\nA.\n"),
        ("\n", "\n## f1\n\nA.\n"),
        ("\n## f2\n\nB.\n", "\n## f1\n\nA.\n\n## f2\n\nB.\n"),
        ("\n## zz\n\nB.", "\n## zz\n\nB.\n\n## f1\n\nA.\n"),
    ],
)
def test_a_passage_is_inserted_into_files_with_little_in_them(before: str, after: str) -> None:
    """Before its successor where it has no predecessor, at the end where it has neither."""
    order = ("f1", "f2") if "zz" not in before else ("f1",)
    assert edits.insert_passage(FRONT + before, "f1", "A.", order) == FRONT + after


@pytest.mark.parametrize(
    "body",
    [
        "",
        " ",
        "\nA.",
        "A.\n",
        "# A",
        "A.\n## f9",
        "A.\n\n##f9",
        "~~~ yaml\nkind: x\n~~~\nA.",
        "A.\n~~~\nB.",
        "<!--\n## f9\n-->",
    ],
)
def test_what_would_break_the_file_does_not_hold(body: str) -> None:
    """A body has no headings, no fences and no blank lines around it."""
    assert not edits.holds(body)


def test_a_file_that_cannot_be_read_is_not_edited() -> None:
    """Nobody can say what else would change."""
    broken = WHOLE.replace("---\n\n#", "\n\n#", 1)
    attempts: tuple[Callable[[], str], ...] = (
        lambda: edits.replace_body(broken, "f1", "A."),
        lambda: edits.insert_passage(broken, "b2", "A.", ORDER),
        lambda: edits.set_group(broken, 1, "A"),
        lambda: edits.set_title(broken, "A"),
        lambda: edits.set_title(FRONT.replace("title", "titel"), "A"),
        lambda: edits.set_title(FRONT.replace("title: Otsikko", "title: [Otsikko]"), "A"),
        lambda: edits.replace_body(WHOLE, "f9", "A."),
        lambda: edits.set_group(WHOLE, 3, "A"),
    )
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()


def test_headings_of_groups_are_replaced() -> None:
    """By their number."""
    assert edits.set_group(WHOLE, 2, "Taustaa") == WHOLE.replace("# Tausta", "# Taustaa")
    assert list(edits.outline(WHOLE)) == [None, "f1", "f2", None, "b1"]
    assert edits.has_section(WHOLE, "b1")
    assert not edits.has_section(WHOLE, "b2")


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("title: Otsikko", 'title: "Uusi: \\"x\\""'),
        ('title: "Otsi\\"kko" # huom', 'title: "Uusi: \\"x\\"" # huom'),
        ("title: 'It''s'", 'title: "Uusi: \\"x\\""'),
        ("title: Otsikko # huom", 'title: "Uusi: \\"x\\"" # huom'),
        ("title: >\n  Pitkä\n  otsikko\n# huom", 'title: "Uusi: \\"x\\""\n# huom'),
        ("title: Pitkä\n  otsikko", 'title: "Uusi: \\"x\\""'),
        ('title:\n  "Otsikko"', 'title:\n  "Uusi: \\"x\\""'),
    ],
)
def test_a_title_is_replaced_however_it_is_written(line: str, after: str) -> None:
    """Comments stay; the new one is in double quotes."""
    for more in ("", "\ntranslators: [A]"):
        text = WHOLE.replace("title: Otsikko", line + more)
        assert edits.set_title(text, 'Uusi: "x"') == WHOLE.replace("title: Otsikko", after + more)


BODIES = st.text(st.sampled_from("aä #-~\n`:|>"), min_size=1, max_size=30).filter(edits.holds)
ENDS = st.sampled_from(["\n", "\r\n"])
MARKS = st.sampled_from(["", "\ufeff"])


@given(BODIES, st.sampled_from(["f1", "f2", "b1"]), ENDS, MARKS)
def test_after_an_edit_the_file_has_the_new_body_and_all_else_unchanged(
    body: str, id: str, end: str, mark: str
) -> None:
    """Law: reading gives the new body and the other ones; the bytes before and after it are those of before."""
    before = mark + WHOLE.replace("\n", end)
    after = edits.replace_body(before, id, body)
    assert sections(after) == {**sections(before), id: body}
    head, _, tail = before.partition(sections(WHOLE)[id].replace("\n", end))
    assert after == head + body.replace("\n", end) + tail


@given(
    BODIES.filter(lambda body: "#" not in body),
    st.sets(st.sampled_from(["f1", "f2", "b1", "b2"]), min_size=1),
    st.permutations(ORDER),
    ENDS,
    MARKS,
)
def test_passages_inserted_in_any_order_stand_in_the_order_of_the_original(
    body: str, ids: set[str], shuffled: list[str | None], end: str, mark: str
) -> None:
    """Law: whatever is there already, each new section finds its place, and every line of before is still there."""
    text = start = mark + f"{FRONT}\n# A\n\n# B\n".replace("\n", end)
    for id in (one for one in shuffled if one in ids):
        assert id is not None
        text = edits.insert_passage(text, id, body, ORDER)
    assert sections(text) == dict.fromkeys(ids, body)
    expected = [f"## {key}" if key else "#" for key in ORDER if key is None or key in ids]
    assert [line if line.startswith("##") else "#" for line in headings(text)] == expected
    assert all(line in text.split(end) for line in start.split(end))
    assert text.count("\n") == text.count(end)


# --------------------------------------------------------------------------------------------------------------- labels

TOPICS = """# Topics

safety:
  de: "Sicherheit"
  fi: Turvallisuus # sana

flow: {de: Fluss, fi: "Virta"}
empty: {}
folded:
  de: >
    Lang
    und breit
  exactMatch: https://example.org/x
"""


def say(text: str) -> Plain:
    """What YAML says."""
    node, problems = strict_yaml.parse(Lines(text).plain, "x.yaml")
    assert not problems
    assert isinstance(node, MappingNode)
    return plain(node)


@pytest.mark.parametrize(
    ("id", "language", "old", "new"),
    [
        ("safety", "de", '"Sicherheit"', '"Neu"'),
        ("safety", "fi", "Turvallisuus #", '"Neu" #'),
        ("safety", "en", "  fi:", '  en: "Neu"\n  fi:'),
        ("safety", "bg", '  de: "S', '  bg: "Neu"\n  de: "S'),
        ("safety", "sv", "# sana\n", '# sana\n  sv: "Neu"\n'),
        ("flow", "de", "Fluss", '"Neu"'),
        ("flow", "fi", '"Virta"', '"Neu"'),
        ("flow", "en", "{de: Fluss", '{en: "Neu", de: Fluss'),
        ("empty", "en", "{}", '{en: "Neu"}'),
        ("folded", "de", ">\n    Lang\n    und breit", '"Neu"'),
        ("folded", "fi", "example.org/x\n", 'example.org/x\n  fi: "Neu"\n'),
    ],
)
def test_a_label_is_set_however_the_file_is_written(id: str, language: str, old: str, new: str) -> None:
    """Replaced in place, or added where its language sorts."""
    assert TOPICS.count(old) == 1
    for end in ("\n", "\r\n"):
        before = TOPICS.replace("\n", end)
        assert yaml_edits.set_label(before, id, language, "Neu") == TOPICS.replace(old, new).replace("\n", end)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        (TOPICS, "nowhere"),
        ("safety: word\n", "safety"),
        ("safety:\n  de: [a]\n", "safety"),
        ("- a\n", "a"),
        ("a: *b\n", "a"),
    ],
)
def test_a_label_without_a_place_is_refused(text: str, id: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(Refused):
        yaml_edits.set_label(text, id, "de", "Neu")


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1),
    st.sampled_from(["safety", "flow", "folded"]),
)
def test_a_label_says_what_it_is_given(label: str, id: str) -> None:
    """Law: reading gives the new label, and every other value as before."""
    assume("\ufeff" not in label and "\ufffe" not in label and "\uffff" not in label and "\x85" not in label)
    for language in ("de", "en"):
        expected = say(TOPICS)
        expected[id][language] = label  # type: ignore[index,call-overload]
        try:
            assert say(yaml_edits.set_label(TOPICS, id, language, label)) == expected
        except Refused:
            assert strict_yaml.parse(f"a: {yaml_edits.quoted(label)}", "")[1]


GLOSSARY = """terms:
  offender:
    de: [Täter, "Täterin"] # zwei
    en: offender
    fi:
      - tekijä
      - tekijän

names:
  signal:
    name: Signal
"""


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("de", "[Täter,", '["neu",'),
        ("en", "en: offender", 'en: "neu"'),
        ("fi", "- tekijä\n", '- "neu"\n'),
        ("sv", "- tekijän\n", '- tekijän\n    sv: ["neu"]\n'),
    ],
)
def test_the_first_form_of_a_term_is_set(language: str, old: str, new: str) -> None:
    """The others stay."""
    assert yaml_edits.set_form(GLOSSARY, "offender", language, "neu") == GLOSSARY.replace(old, new)


def test_a_name_gets_a_form_of_its_own() -> None:
    """In the section where it is."""
    assert yaml_edits.set_form(GLOSSARY, "signal", "el", "Σήμα") == GLOSSARY + '    el: ["Σήμα"]\n'
    with pytest.raises(Refused):
        yaml_edits.set_form(GLOSSARY, "nobody", "el", "Σήμα")


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("de", '"Täterin"]', '"Täterin", "a", "b"]'),
        ("en", "en: offender", 'en: ["offender", "a", "b"]'),
        ("fi", "- tekijän\n", '- tekijän\n      - "a"\n      - "b"\n'),
        ("et", "    fi:", '    et: ["a", "b"]\n    fi:'),
    ],
)
def test_forms_are_added_after_those_that_are_there(language: str, old: str, new: str) -> None:
    """In the way in which these are written."""
    assert yaml_edits.add_forms(GLOSSARY, "offender", language, ["a", "b"]) == GLOSSARY.replace(old, new)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (GLOSSARY, GLOSSARY.replace("tekijän\n", 'tekijän\n  victim:\n    de: ["Opfer"]\n')),
        ("# nothing yet\n", '# nothing yet\n\nterms:\n  victim:\n    de: ["Opfer"]\n'),
        ("", 'terms:\n  victim:\n    de: ["Opfer"]\n'),
        ("names:\n  x: {name: X}\n", 'names:\n  x: {name: X}\n\nterms:\n  victim:\n    de: ["Opfer"]\n'),
    ],
)
def test_a_new_term_is_added_to_the_terms(before: str, after: str) -> None:
    """At their end."""
    assert yaml_edits.add_forms(before, "victim", "de", ["Opfer"]) == after


@pytest.mark.parametrize("text", ["terms: {a: {de: [b]}}\n", "terms: word\n", "terms:\n  victim:\n    de: []\n"])
def test_a_glossary_that_is_written_otherwise_is_left_alone(text: str) -> None:
    """And said to be."""
    with pytest.raises(Refused):
        yaml_edits.add_forms(text, "victim", "de", ["Opfer"])
