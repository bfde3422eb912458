"""Which statements have most of the rare words of this text? Proposed by any engine; here the tests' own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kb.library import Library
from kb.search import likeness
from kb.search.engine import Filter, OpenIndex, Request, Results
from kb.search.likeness import alike, sought


class Asked:
    """An index that notes what it is asked for and finds nothing."""

    def __init__(self) -> None:
        self.requests: list[Request] = []

    def search(self, request: Request) -> Results:
        """Nothing."""
        self.requests.append(request)
        return Results(0, (), {})


class Counts:
    """So many passages have each word."""

    def __init__(self, counts: dict[str, dict[str, int]]) -> None:
        self._counts = counts

    def frequency(self, word: str, language: str) -> int:
        """As given."""
        return self._counts.get(language, {}).get(word, 0)

    def known(self, some: Sequence[str], language: str) -> int:
        """As given."""
        return sum(word in self._counts.get(language, {}) for word in some)


def asked(text: str, counts: dict[str, dict[str, int]], *, published: bool = True) -> tuple[list[Request], list[str]]:
    """What is asked of an index for *text*, and the languages it may be in."""
    index = Asked()
    wanted = sought(Counts(counts), text)
    assert alike(as_index(index), wanted, 5, published=published) in ((), [])
    return index.requests, list(wanted.languages)


def as_index(index: object) -> OpenIndex:
    """As the port sees it: only ``search`` is asked."""
    return index  # type: ignore[return-value]


def test_the_rarest_words_are_asked_for_in_the_languages_that_know_the_text() -> None:
    """One known word of many is chance."""
    counts = {"de": {"kinder": 3, "online": 5, "sicher": 2, "sind": 900}, "da": {"online": 7}}
    (request,), languages = asked("Kinder sind online sicher", counts)
    assert languages == ["de"]
    assert request.filters == (Filter("publication", ("published",)),)
    assert [term.text for term in request.tree.nodes] == ["sicher", "kinder", "online", "sind"]  # type: ignore[union-attr]


def test_words_that_stand_everywhere_are_asked_for_together() -> None:
    """Any one of them would bring half of the base."""
    counts = {"de": {"kinder": likeness.BUDGET, "online": likeness.BUDGET, "sicher": likeness.BUDGET}}
    (request,), _ = asked("Kinder online sicher", counts)
    assert type(request.tree).__name__ == "And"


@pytest.mark.parametrize("text", ["", "xyz", "… –"])
def test_a_text_without_a_known_word_asks_for_nothing(text: str) -> None:
    """And is nobody's."""
    assert asked(text, {"de": {"kinder": 1}}) == ([], [])


def test_what_is_not_published_is_asked_for_apart() -> None:
    """An engine puts it below all that is, however well its words fit."""
    (request,), _ = asked("Kinder", {"de": {"kinder": 1}}, published=False)
    assert request.filters[0].negated


def test_several_languages_are_asked_at_once(shipped: Library) -> None:
    """Names alone are a text in many."""
    searcher = shipped._opening.opened().searcher
    wanted = searcher.sought("Telegram, WhatsApp und Signal")
    assert [one.id for one in searcher.alike(wanted, 5)][:1] == ["f6"]
    assert len(wanted.languages) == likeness.MOST_LANGUAGES
    assert wanted.languages[0] == "de"
