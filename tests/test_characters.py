"""Which characters do not belong in content, or make words that cannot be found?"""

from __future__ import annotations

import sys

import pytest

from kb.content import characters
from kb.content.characters import look


def codes(text: str) -> list[str]:
    """The codes of the problems of a file that holds *text*."""
    return [problem.code for problem in look(text, "content/a/fi.md")]


def test_no_unwelcome_character_is_overlooked() -> None:
    """The first, quick look sees all that the tables name, wherever it stands."""
    overlooked = [
        code
        for code in range(sys.maxunicode + 1)
        if (characters._FORBIDDEN.match(chr(code)) or characters._INVISIBLE.match(chr(code)))
        and not characters._may_be_unwelcome(f"a{chr(code)}b\n")
    ]
    assert overlooked == []


@pytest.mark.parametrize(
    "text", ["40\xa0% – „kyllä“\n", "20\u202f000 ; à l’âge\n", "Ελληνικά, 5 μm\n", "български 2024\n"]
)
def test_ordinary_text_is_not_looked_at_twice(text: str) -> None:
    """Spaces that do not break, quotation marks and other scripts are nothing unusual."""
    assert not characters._may_be_unwelcome(text)
    assert codes(text) == []


@pytest.mark.parametrize(
    "text", ["Εvropa\n", "vropаΕ\n", "рaport\n", "raport а\nrаport\n", "αбв\n", "бαв\n", "Ελλάδα και Δaνία\n"]
)
def test_words_of_two_scripts_that_look_alike_are_found(text: str) -> None:
    """Latin with Greek, Latin with Cyrillic, Greek with Cyrillic, in either order."""
    assert codes(text) == ["mixed-scripts"]


@pytest.mark.parametrize("text", ["5 μm и 3 kΩ\n", "ΕΕ – EU, САЩ – USA\n", "EU-ΕΕ\n"])
def test_two_scripts_beside_each_other_are_no_mixed_word(text: str) -> None:
    """Nor are units."""
    assert codes(text) == []
