"""Which answers are given again without asking the index?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.ui.web import answering
from kb.ui.web.answering import Answerer, Answers
from kb.ui.web.exchange import Answered, Asked
from tests.knowledge_bases import edit


def asked(url: str, route: str = "search", language: str = "de") -> Asked:
    """A question."""
    return Asked(route, language, {}, {}, url)


class Index:
    """Stands for a knowledge base: what it says, in which state."""

    def __init__(self) -> None:
        self.standing: object = "one"
        self.times = 0

    def __call__(self) -> Answered:
        """An answer, a new one each time."""
        self.times += 1
        return Answered(200, "text/html", f"{self.standing} {self.times}".encode())


@pytest.fixture
def index() -> Index:
    """Says something else each time it is asked."""
    return Index()


@pytest.fixture
def answers(index: Index) -> Answers:
    """What was asked of it before."""
    return Answers(lambda: index.standing)


def test_what_was_asked_is_not_asked_again_until_something_changes(answers: Answers, index: Index) -> None:
    """The same route, language and address; another generation, or content that has changed since, ends all."""
    assert answers.of(asked("/de/?q=a"), index) is answers.of(asked("/de/?q=a"), index)
    assert index.times == 1
    for other in (asked("/de/?q=b"), asked("/de/?q=a", "api-search"), asked("/de/?q=a", language="fi")):
        answers.of(other, index)
    assert index.times == 4
    index.standing = "two"
    assert answers.of(asked("/de/?q=a"), index).body == b"two 5"


def test_an_answer_that_something_changed_under_is_not_kept(answers: Answers, index: Index) -> None:
    """It may be half of the one and half of the other."""

    def changed() -> Answered:
        index.standing = "two"
        return index()

    answers.of(asked("/"), changed)
    assert answers.of(asked("/"), index).body == b"two 2"


def test_only_so_many_are_kept(answers: Answers, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those go first that were not asked for the longest; large ones are not kept."""
    monkeypatch.setattr(answering, "HELD", 2)
    for url in ("/a", "/b", "/a", "/c", "/a", "/b"):
        answers.of(asked(url), index)
    assert index.times == 4
    monkeypatch.setattr(answering, "LARGEST_HELD", 2)
    answers.of(asked("/d"), index)
    answers.of(asked("/d"), index)
    assert index.times == 6


@pytest.fixture
def on(cache: Path) -> Callable[[Path], Answerer]:
    """Answers for the knowledge base in a folder."""
    return lambda root: Answerer(str(root), {"KB_CACHE": str(cache)}, keeps=True)


def test_a_search_is_answered_as_of_today(toy_root: Path, on: Callable[[Path], Answerer]) -> None:
    """The page that was given before an edit is not given after it."""
    answerer = on(toy_root)
    question = Asked("search", "de", {}, {"q": ["Bahnhof"]}, "/de/?q=Bahnhof")
    before = answerer.answer(question)
    assert answerer.answer(question) is before
    edit(toy_root / "content" / "cycling-2023" / "de.md", "Am Bahnhof", "Am alten Bahnhof")
    after = answerer.answer(question)
    assert (before.status, after.status) == (200, 200)
    assert "alten" in after.body.decode()
    assert "alten" not in before.body.decode()


def test_a_mistake_of_ours_ends_one_answer(toy_root: Path, on: Callable[[Path], Answerer]) -> None:
    """It is said, without what it was; the next question is answered."""
    answerer = on(toy_root)
    assert answerer.answer(Asked("statement", "de", {}, {}, "/de/x/y")).status == 500
    assert answerer.answer(Asked("search", "de", {}, {}, "/de/")).status == 200
