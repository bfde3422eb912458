"""Which passages were confirmed against which original?"""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from kb.content import strict_yaml
from kb.content.characters import forbidden
from kb.content.confirmations import read_confirmations, translations_yaml
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
