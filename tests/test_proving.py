"""What an engine proposes is proven for the quoted words, and taken as decided for everything else."""

from __future__ import annotations

import pytest

from kb.library import Library, SearchOptions
from tests.knowledge_bases import ids

EVERYTHING = SearchOptions(limit=1000)
QUOTED = ('"in den"', '"of the"', '"on the"', '"40 %"')
OTHERS = ("Kontakt", "40 %", "kontakti~", "kont*", "Kindesmissbrauch", "end-to-end", "children", '"von der"', "protect")


def found(library: Library, query: str) -> set[str]:
    """The statements that answer *query* by all its words."""
    answer = library.search(query, options=EVERYTHING)
    return set() if answer.relaxed else set(ids(answer))


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("quoted", QUOTED)
def test_alternatives_find_what_each_of_them_finds(quoted: str, other: str, shipped: Library) -> None:
    """Beside quoted words every kind of word finds what it finds alone."""
    alone = found(shipped, quoted) | found(shipped, other)
    assert found(shipped, f"{quoted} OR {other}") == alone


def test_what_must_not_be_there_is_looked_up_in_the_text(shipped: Library) -> None:
    """In one passage, and whether it is quoted or not."""
    german = SearchOptions(limit=1000, languages_in=("de",))

    def in_german(query: str) -> set[str]:
        return set(ids(shipped.search(query, options=german)))

    one, other = in_german('"der Befragten"'), in_german("Eltern OR Kontakt OR Kinder")
    assert one
    assert other - one
    assert in_german('(Eltern OR Kontakt OR Kinder) -"der Befragten"') == other - one
    assert in_german('(Eltern OR Kontakt OR Kinder) ("der Befragten" OR (Befragten NOT Qqqqqqq))') == other & in_german(
        "Befragten"
    )
    assert in_german('((Eltern OR Kontakt OR Kinder) (NOT "der Befragten")) OR Qqqqqqq') == other - one
