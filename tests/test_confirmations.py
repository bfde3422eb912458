"""Which passages were confirmed against which original?"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content import strict_yaml
from kb.content.characters import forbidden
from kb.content.confirmations import as_written, read_confirmations, translations_yaml
from kb.content.nodes import MappingNode
from kb.content.vocabularies import YamlFile
from kb.errors import Problem
from kb.languages import LANGUAGES
from kb.model import Confirmation, ProducedBy, State
from tests.texts import PERMITTED

VERSIONS = st.text("0123456789abcdef", min_size=64, max_size=64)
LETTERS = PERMITTED
NAMES = st.text(LETTERS, max_size=20).map(str.strip).filter(lambda text: not any(forbidden(text)))
CONFIRMATIONS = st.dictionaries(
    st.tuples(
        st.sampled_from([tag for tag in LANGUAGES if tag != "de"]),
        st.from_regex(r"[a-z]{1,3}[0-9]{0,2}", fullmatch=True),
    ),
    st.builds(
        Confirmation,
        of=VERSIONS,
        text=VERSIONS,
        state=st.sampled_from(State),
        produced_by=st.sampled_from(ProducedBy),
        by=NAMES,
        date=st.dates().map(str),
        force_reason=NAMES,
    ),
    max_size=6,
)


def read(text: str) -> Mapping[tuple[str, str], Confirmation]:
    """The confirmations in *text*, which must have no problem."""
    node, problems = strict_yaml.parse(text, "translations.yaml")
    assert node is None or isinstance(node, MappingNode)
    found: list[Problem] = []
    confirmations = read_confirmations(YamlFile(node, True, problems, "translations.yaml"), "alpha", "de", None, found)
    assert found == []
    return confirmations


@given(CONFIRMATIONS)
def test_what_is_written_is_read_and_written_alike(confirmations: dict[tuple[str, str], Confirmation]) -> None:
    """Reading gives what was written; writing that again gives the same bytes."""
    text = translations_yaml(confirmations)
    assert read(text) == confirmations
    assert translations_yaml(read(text)) == text


@given(CONFIRMATIONS)
def test_one_sorted_line_a_passage(confirmations: dict[tuple[str, str], Confirmation]) -> None:
    """A change of one passage is a change of one line, whatever the order it was made in."""
    text = translations_yaml(dict(reversed(confirmations.items())))
    assert text == translations_yaml(confirmations)
    lines = [line for line in text.splitlines() if line.startswith("  ")]
    assert len(lines) == len(confirmations)


def test_a_line_is_that_of_the_contract() -> None:
    """Keys in the order in which they are documented; a reason only where a line was forced."""
    line = Confirmation("0" * 64, "1" * 64, State.TRANSLATED, ProducedBy.MACHINE, "", "2026-11-22")
    of, text = "0" * 64, "1" * 64
    values = f'of: {of}, text: {text}, state: translated, produced_by: machine, by: "", date: 2026-11-22'
    assert translations_yaml({("fi", "f2"): line}) == f"fi:\n  f2: {{{values}}}\n"
    assert 'force_reason: "it\'s fine"' in translations_yaml({("fi", "f2"): line._replace(force_reason="it's fine")})


# ------------------------------------------------------------------------------------------------- as the tool writes it

_OF, _TEXT = "a" * 64, "b" * 64
_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), max_size=12)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["bg", "fi", "sv"]), st.sampled_from(["f1", "f2", "r-10"])),
        st.builds(
            Confirmation,
            of=st.just(_OF),
            text=st.just(_TEXT),
            state=st.sampled_from(State),
            produced_by=st.sampled_from(ProducedBy),
            by=_WORDS,
            date=st.sampled_from(["2026-11-22", "2024-02-29"]),
            force_reason=st.sampled_from(["", "why"]),
        ),
        min_size=1,
    )
)
def test_both_ways_of_reading_say_the_same(lines: dict[tuple[str, str], Confirmation]) -> None:
    """Whatever the quick way reads, the strict one reads alike; what it does not read, it leaves alone."""
    text = translations_yaml(lines)
    strict, problems = strictly(text)
    quick = as_written(text, "de", ("f1", "f2", "r-10"))
    assert quick is None or (quick == strict and problems == [])
    plain = all(not re.search(r'["\\\x7f-\x9f]', one.by) and one.by.isprintable() for one in lines.values())
    assert (quick is not None) is (plain and not any(one.force_reason for one in lines.values()))


GOOD = translations_yaml(
    {
        ("fi", id): Confirmation(_OF, _TEXT, State.FINAL, ProducedBy.HUMAN, "A. Reader", "2026-11-22")
        for id in ("f1", "f2")
    }
)


def test_what_the_tool_writes_is_read_quickly() -> None:
    """Two lines, with the name of a person."""
    found = as_written(GOOD, "de", ("f1", "f2"))
    assert found is not None
    assert found == strictly(GOOD)[0]
    assert found["fi", "f2"].by == "A. Reader"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fi:\n", "de:\n"),
        ("fi:\n", "xx:\n"),
        ("fi:\n", ""),
        ("fi:\n", "bg:\nfi:\n"),
        ("fi:\n", "# by hand\nfi:\n"),
        ("f2", "f3"),
        ("f2", "f1"),
        ("2026-11-22", "2026-11-32"),
        ("state: final", "state: finished"),
        ("state: final", "state:  final"),
        (_OF, _OF[1:]),
        ("A. Reader", "A. \\u0052eader"),
        ("A. Reader", "A.\tReader"),
        ("A. Reader", "A. Reader #1\u2028"),
        ("}\n", "}\n\n"),
        ("}\n", "} # checked\n"),
        ("f1: {", "f1: {by: x, "),
    ],
)
def test_anything_else_is_left_to_the_strict_reader(old: str, new: str) -> None:
    """Which knows what to say of it, and where."""
    assert old in GOOD
    assert as_written(GOOD.replace(old, new), "de", ("f1", "f2")) is None


def test_a_language_twice_is_left_to_the_strict_reader() -> None:
    """The second would take the place of the first."""
    assert as_written(GOOD + GOOD.replace("f1", "f3").replace("f2", "f4"), "de", ("f1", "f2", "f3", "f4")) is None


def strictly(text: str) -> tuple[dict[tuple[str, str], Confirmation], list[Problem]]:
    """What the strict reader says, and its problems."""
    node, problems = strict_yaml.parse_fully(text, "content/a/translations.yaml")
    assert node is None or isinstance(node, MappingNode)
    file = YamlFile(node, True, problems, "content/a/translations.yaml")
    found: list[Problem] = []
    return read_confirmations(file, "a", "de", ("f1", "f2", "r-10"), found), found
