"""Which wordings on record are not today's, and which of them may this text be a part of?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from kb.content import history
from kb.errors import IndexUnusable
from kb.hall import reading
from kb.model import Release
from kb.search import earlier, upkeep
from kb.search.earlier import EarlierWording, EarlierWordings
from kb.text import version
from tests.knowledge_bases import DAY, edit, passages, settings, source, upkeep_of, written


def wording(address: str, text: str) -> EarlierWording:
    """A wording on record."""
    return EarlierWording(address, version(text), text)


ALPHA = [wording("alpha/f1/de", "Kinder sind selten online."), wording("alpha/f1/de", "Kinder sind oft online.")]
BETA = [wording("beta/f1/en", "Children like bridges."), wording("beta/f11/en", "Bridges like nobody.")]


def kept(directory: Path, wordings: Mapping[str, Sequence[EarlierWording]]) -> EarlierWordings:
    """*wordings* in a new generation, read again."""
    directory.mkdir(exist_ok=True)
    earlier.write(directory, wordings)
    return EarlierWordings.open(directory)


def changed(base: Path, directory: Path, now: Mapping[str, Sequence[EarlierWording]]) -> EarlierWordings:
    """*base* with *now* after a small change of all its folders, read again."""
    directory.mkdir()
    earlier.write_change(base, directory, earlier.altered(base, now, None))
    return EarlierWordings.open(directory)


def test_the_wordings_of_a_statement_come_in_their_order(tmp_path: Path) -> None:
    """Those of no other, whose id only begins alike."""
    found = kept(tmp_path, {"alpha": ALPHA, "beta": BETA})
    assert found.of("alpha/f1") == ALPHA
    assert found.of("beta/f1") == BETA[:1]
    assert (found.of("beta/f2"), found.of("gamma/f1")) == ([], [])
    assert (ALPHA[0].statement, ALPHA[0].language) == ("alpha/f1", "de")


def test_wordings_are_proposed_by_the_words_they_share(tmp_path: Path) -> None:
    """The most first, and of equals the latest; at most as many as asked for; nothing without a word in common."""
    found = kept(tmp_path, {"alpha": ALPHA, "beta": BETA})
    assert found.like("KINDER sind selten", 5) == ALPHA
    assert found.like("Kinder sind", 5) == ALPHA[::-1]
    assert found.like("bridges like children", 1) == BETA[:1]
    assert found.like("nothing of that", 5) == []
    assert found.like("", 5) == []


def test_words_that_stand_everywhere_are_looked_for_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them alone would propose everything."""
    monkeypatch.setattr(earlier, "_BUDGET", 1)
    found = kept(tmp_path, {"alpha": ALPHA, "beta": BETA})
    assert found.like("Kinder sind online", 5) == ALPHA[::-1]
    assert found.like("like bridges", 5) == BETA[::-1]


def test_a_generation_without_any_has_no_file(tmp_path: Path) -> None:
    """And a search never opens one."""
    found = kept(tmp_path, {"alpha": ()})
    assert list(tmp_path.iterdir()) == []
    assert (found.of("alpha/f1"), found.like("Kinder", 5), found.lines("alpha")) == ([], [], b"")


def test_a_small_change_writes_its_folder_and_shares_the_others(tmp_path: Path) -> None:
    """What the folder had before is hidden; what it says again comes back."""
    base, second, third = tmp_path / "base", tmp_path / "second", tmp_path / "third"
    kept(base, {"alpha": ALPHA, "beta": BETA})
    found = changed(base, second, {"alpha": ALPHA, "beta": BETA[1:]})
    assert (second / "earlier.jsonl").samefile(base / "earlier.jsonl")
    assert found.of("beta/f1") == []
    assert found.like("Children like bridges", 5) == BETA[1:]
    assert found.like("Kinder", 5) == ALPHA[::-1]
    found = changed(second, third, {"beta": BETA[1:]})
    assert found.like("Kinder online bridges", 5) == BETA[1:]
    assert (third / "earlier.beta.jsonl").samefile(second / "earlier.beta.jsonl")
    assert earlier.altered(third, {"alpha": ALPHA, "beta": BETA[1:]}, None) == {"alpha": ALPHA}
    assert earlier.altered(third, {"beta": BETA}, {"alpha"}) == {}


def test_after_many_small_changes_everything_is_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each folder apart is one more place to look into; what is gone is gone."""
    monkeypatch.setattr(earlier, "_MOST_APART", 1)
    base, second, third = tmp_path / "base", tmp_path / "second", tmp_path / "third"
    kept(base, {"alpha": ALPHA, "beta": BETA})
    assert changed(base, second, {"alpha": ALPHA[:1], "beta": BETA}).of("alpha/f1") == ALPHA[:1]
    assert len(list(second.glob("*.jsonl"))) == 2
    found = changed(second, third, {"alpha": ALPHA[:1], "gamma": [wording("gamma/f1/de", "Neu.")]})
    assert [path.name for path in third.glob("*.jsonl")] == ["earlier.jsonl"]
    assert (found.of("alpha/f1"), found.of("beta/f1")) == (ALPHA[:1], [])
    assert [one.text for one in found.of("gamma/f1")] == ["Neu."]


@settings_of_hypothesis(deadline=None, max_examples=40)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["a", "b", "c"]),
            st.lists(st.sampled_from(["Eins zwei", "Zwei drei", "Vier"]), min_size=1, max_size=3, unique=True),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_small_changes_came_it_is_as_if_written_at_once(
    tmp_path_factory: pytest.TempPathFactory, states: list[dict[str, list[str]]]
) -> None:
    """The law of small changes."""
    folder = tmp_path_factory.mktemp("states")
    made = [
        {source: [wording(f"{source}/f1/de", text) for text in texts] for source, texts in state.items()}
        for state in states
    ]
    base = folder / "0"
    kept(base, made[0])
    for number, state in enumerate(made[1:], 1):
        changed(base, folder / str(number), state)
        base = folder / str(number)
    found, fresh = EarlierWordings.open(base), kept(folder / "fresh", made[-1])
    for name in "abc":
        assert found.of(f"{name}/f1") == fresh.of(f"{name}/f1")
        assert found.lines(name) == fresh.lines(name)
    for text in ("eins", "zwei", "drei vier"):
        assert sorted(found.like(text, 9)) == sorted(fresh.like(text, 9))


@pytest.mark.parametrize("name", ["earlier.trie", "earlier.jsonl"])
def test_what_is_damaged_is_said_to_be(tmp_path: Path, name: str) -> None:
    """Then the index is built anew."""
    kept(tmp_path, {"alpha": ALPHA})
    path = tmp_path / name
    path.unlink()
    path.mkdir()
    with pytest.raises(IndexUnusable, match="damaged"):
        EarlierWordings.open(tmp_path)


# -------------------------------------------------------------------------------------------------- what counts as earlier


def base(root: Path, meta: str = "kind: finding") -> Path:
    """A statement with three wordings on record, one of them today's, and a statement that is gone with one."""
    lines = [
        Release(f"alpha/{address}", version(text), text, "2024-01-01", release)
        for address, text, release in (
            ("f1/de", "Erst so.", ""),
            ("f1/de", "Erst so.", "2024-1"),
            ("f1/de", "Heute so.", "2024-2"),
            ("f9/de", "Weg.", "2024-1"),
        )
    ]
    files = {
        "alpha/source.yaml": source("alpha"),
        "alpha/de.md": passages("alpha", "de", f1=f"{meta} | Heute so.", f2="kind: finding | Nie anders."),
        "alpha/releases.jsonl": history.lines(lines),
    }
    return written(root, files)


def test_earlier_is_what_is_on_record_and_not_today_s(tmp_path: Path) -> None:
    """Each wording once; those of statements that are gone too."""
    found = reading.snapshot(settings(base(tmp_path)), None, DAY).earlier
    assert found == {"alpha": (wording("alpha/f1/de", "Erst so."), wording("alpha/f9/de", "Weg."))}


def test_what_has_become_a_draft_again_is_kept_out(tmp_path: Path) -> None:
    """Nobody is told what it said."""
    root = base(tmp_path, "kind: finding; publication: draft")
    assert reading.snapshot(settings(root), None, DAY).earlier == {"alpha": (wording("alpha/f9/de", "Weg."),)}


def test_the_index_follows_the_record(tmp_path: Path) -> None:
    """A wording that is edited away becomes an earlier one; a line alone makes a new generation if it is not today's."""
    root = base(tmp_path)
    keeping = upkeep_of(root)

    def texts() -> tuple[str, list[str]]:
        found = upkeep.fresh(keeping)
        wordings = EarlierWordings.open(found.generation.path)
        found.generation.close()
        return found.action, [one.text for id in ("f1", "f2", "f9") for one in wordings.of(f"alpha/{id}")]

    assert texts() == ("built", ["Erst so.", "Weg."])
    path = root / "content" / "alpha" / "releases.jsonl"
    before = path.read_text("utf-8")
    today = Release("alpha/f2/de", version("Nie anders."), "Nie anders.", "2024-01-01", "2024-3")
    path.write_text(before + history.lines([today]), "utf-8")
    assert texts() == ("current", ["Erst so.", "Weg."])
    edit(root / "content" / "alpha" / "de.md", "Nie anders.", "Doch anders.")
    assert texts()[1] == ["Erst so.", "Nie anders.", "Weg."]
    path.write_text(before, "utf-8")
    assert texts() == ("changed", ["Erst so.", "Weg."])
