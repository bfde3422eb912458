"""What do answers say beside the statements?"""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import IndexUnusable
from kb.search.labels import LABELS, Labels, read_labels, write_labels

OLD = Labels(
    titles={"alpha": {"de": "Ä"}, "beta": {"fi": "B"}},
    years={"alpha": "2023", "beta": "2024"},
    publishers={"alpha": "Verlag"},
    broken={"alpha": ["content/alpha/en.md"], "beta": ["content/beta/de.md"]},
    topics={"safety": {"de": "Sicherheit"}},
    names={"union": {"de": "Europäische Union EU"}},
    languages=("de", "fi"),
)


def test_labels_are_read_as_they_were_written(tmp_path: Path) -> None:
    """Whatever letters they have."""
    write_labels(tmp_path, OLD)
    assert read_labels(tmp_path) == OLD


def test_what_a_folder_said_is_replaced_by_what_it_says_now() -> None:
    """What it says no longer goes, other folders stay, topics are of all."""
    new = Labels({"alpha": {"de": "Neu"}}, {"alpha": "2025"}, {}, {}, {"safety": {"de": "Schutz"}}, {})
    assert OLD.replaced({"alpha"}, new) == Labels(
        titles={"alpha": {"de": "Neu"}, "beta": {"fi": "B"}},
        years={"alpha": "2025", "beta": "2024"},
        publishers={},
        broken={"beta": ["content/beta/de.md"]},
        topics={"safety": {"de": "Schutz"}},
        names={},
    )
    gone = OLD.replaced({"beta"}, Labels({}, {}, {}, {}, OLD.topics, OLD.names))
    assert (gone.titles, gone.years, gone.broken) == (
        {"alpha": {"de": "Ä"}}, {"alpha": "2023"}, {"alpha": ["content/alpha/en.md"]},
    )  # fmt: skip


def test_every_label_can_be_asked_for_and_is_listed_with_its_keyword() -> None:
    """Topics, titles and names, in every language they have."""
    assert sorted(OLD.texts()) == [
        ("name", "union", "de", "Europäische Union EU"),
        ("source", "alpha", "de", "Ä"),
        ("source", "beta", "fi", "B"),
        ("topic", "safety", "de", "Sicherheit"),
    ]
    assert all(OLD.of(field, value, language) == text for field, value, language, text in OLD.texts())
    assert OLD.of("topic", "safety", "fi") == OLD.of("topic", "nothing", "de") == ""


@pytest.mark.parametrize("data", [None, b"", b"{", b"\xff", b"[1, 2]", b"3"])
def test_labels_that_cannot_be_read_are_damage(tmp_path: Path, data: bytes | None) -> None:
    """The index is then built anew."""
    if data is not None:
        (tmp_path / LABELS).write_bytes(data)
    with pytest.raises(IndexUnusable) as caught:
        read_labels(tmp_path)
    assert caught.value.code == "index-damaged"
