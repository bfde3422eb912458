"""What changed in the original since, and how much does it matter?"""

from __future__ import annotations

import pytest

from kb.model import Change, Term
from kb.translation.changes import grade
from tests.case_tables import tables

NAMES = ["Telegram", "Signal", "WhatsApp"]
GLOSSARY = {
    **{name.lower(): Term(name.lower(), {}, name, protected=True) for name in NAMES},
    "parliament": Term("parliament", {"de": ("Europäisches Parlament",)}, protected=True),
    "offender": Term("offender", {"de": ("Täter",)}),
}
CASES = [(language, *row) for language, rows in tables("changes.md").items() for row in rows]


@pytest.mark.parametrize(("language", "before", "after", "change"), CASES)
def test_a_change_is_graded_by_the_gravest_that_it_touches(language: str, before: str, after: str, change: str) -> None:
    """Numbers outweigh names, names negations and hedges, these wording; typography alone is typography."""
    assert grade(before, after, language, GLOSSARY) == change
    assert grade(after, before, language, GLOSSARY) == change


def test_without_the_earlier_wording_nobody_knows() -> None:
    """The change is unknown, whatever the wording says today."""
    assert grade(None, "40 % der Täter", "de", GLOSSARY) is Change.UNKNOWN
