"""How does one statement look when it is cited in each language? See ``cases/citations-*.md``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kb.languages import LANGUAGES
from kb.library import Library
from tests.case_tables import tables

STATEMENT = "protect-children-2024/f2"


def rows(library: Library, style: str) -> Iterator[tuple[str, ...]]:
    """Language, quotation, citation in the text and reference, without the version that changes with the passage."""
    for language in LANGUAGES:
        answer = library.cite([f"{STATEMENT}/{language}"], style=style)
        (one,), (reference,) = answer.citations, answer.references
        version = one.version[:12]
        yield (language, *(text.replace(version, "VERSION") for text in (one.quotation, one.in_text, reference)))


@pytest.mark.parametrize("style", ["apa", "iso-690"])
def test_a_statement_cited_in_every_language(shipped: Library, style: str) -> None:
    """Words, marks and terms are those of the language, as somebody who read them found right."""
    found = [tuple(cell.strip() for cell in row) for row in rows(shipped, style)]
    assert found == tables(f"citations-{style}.md")[""]
