"""Which topics, sources and names does this word call, in any language?"""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import IndexUnusable
from kb.search.label_index import FILE, LabelIndex, write
from kb.search.labels import Labels

LABELS = Labels(
    titles={"alpha": {"de": "Studie über Kinder", "fi": "Tutkimus lapsista"}},
    years={},
    publishers={},
    broken={},
    topics={"children": {"de": "Kinder", "fi": "Lapset"}, "studies": {"de": "Studie"}},
    names={"union": {"de": "Europäische Union"}},
)


@pytest.fixture
def index(tmp_path: Path) -> LabelIndex:
    """The labels by their words, lower-case."""
    write(tmp_path, LABELS, lambda text, language: text.lower().split())
    return LabelIndex(tmp_path)


@pytest.mark.parametrize(
    ("keys", "language", "called"),
    [
        (["kinder"], "de", {("topic", "children"), ("source", "alpha")}),
        (["studie"], "de", {("topic", "studies"), ("source", "alpha")}),
        (["studie", "kinder"], "de", {("topic", "studies"), ("topic", "children"), ("source", "alpha")}),
        (["union"], "de", {("name", "union")}),
        (["lapset"], "fi", {("topic", "children")}),
        (["kinder"], "fi", set()),
        (["kind"], "de", set()),
        ([], "de", set()),
    ],
)
def test_a_word_calls_the_keywords_whose_labels_have_it(
    index: LabelIndex, keys: list[str], language: str, called: set[tuple[str, str]]
) -> None:
    """Whole words, in that language, each keyword once."""
    found = index.get(keys, language)
    assert set(found) == called
    assert len(found) == len(called)


def test_a_base_without_labels_has_an_index_that_calls_nothing(tmp_path: Path) -> None:
    """It is no damage."""
    write(tmp_path, Labels({}, {}, {}, {}, {}, {}), lambda text, language: [text])
    assert LabelIndex(tmp_path).get(["kinder"], "de") == ()


@pytest.mark.parametrize("data", [None, b"", b"damaged"])
def test_an_index_that_cannot_be_read_is_damage(tmp_path: Path, data: bytes | None) -> None:
    """It is then built anew."""
    if data is not None:
        (tmp_path / FILE).write_bytes(data)
    with pytest.raises(IndexUnusable) as caught:
        LabelIndex(tmp_path)
    assert caught.value.code == "index-damaged"
