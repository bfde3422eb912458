"""What changed in the original since, and how much does it matter?"""

from __future__ import annotations

import pytest

from kb.model import Change, Term
from kb.names import protected_names
from kb.translation.changes import grade

NAMES = frozenset({"Telegram", "Europäisches Parlament"})


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (None, "40 % der Täter", Change.UNKNOWN),
        ("„So“ – 40 % …", '"So" - 40 % ...', Change.TYPOGRAPHY),
        ("40 % der Täter", "41 % der Täter", Change.NUMBER),
        ("30.000 Menschen", "3.000 Menschen", Change.NUMBER),
        ("40 von 70", "70 von 40", Change.WORDING),
        ("die App Telegram", "die App Signal", Change.NAME),
        ("die App Telegram", "die beliebte App Telegram", Change.WORDING),
        ("40 % per Telegram", "47 % per Signal", Change.NUMBER),
    ],
)
def test_a_change_is_graded_by_what_it_touches(before: str | None, after: str, change: Change) -> None:
    """Numbers outweigh names, names outweigh wording; typography alone is typography."""
    assert grade(before, after, NAMES) is change


def test_a_protected_name_is_written_alike_in_every_language_unless_it_has_its_own_form() -> None:
    """Forms of the language count where there are some, the name elsewhere; terms without a name protect nothing else."""
    glossary = {
        "signal": Term("signal", {}, "Signal", protected=True),
        "parliament": Term(
            "parliament", {"de": ("Europäisches Parlament",), "fi": ("Euroopan parlamentti",)}, protected=True
        ),
        "un": Term("un", {"fi": ("YK",)}, "UN", protected=True),
        "offender": Term("offender", {"fi": ("rikoksentekijä",), "sv": ("gärningsman",)}),
    }
    assert protected_names(glossary, "fi") == {"Signal", "Euroopan parlamentti", "YK"}
    assert protected_names(glossary, "sv") == {"Signal", "UN"}
