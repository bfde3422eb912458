"""How does the library record what people decide? On real files, through the library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb import settings as places
from kb.answers import ConfirmAnswer
from kb.content import corpus as contents
from kb.errors import ContentUnusable, KbError, NotFound, Refused, UsageError
from kb.hall import editing
from kb.library import Library, init
from kb.model import Confirmation, Corpus, ProducedBy, Release, State
from kb.text import version
from tests.knowledge_bases import Today, edit, laid_out, opened

DAY = "2030-05-06"


@pytest.fixture(autouse=True)
def _day(today: Today) -> None:
    """All of it happens on one day."""
    today(DAY)


def read(library: Library) -> Corpus:
    """What stands in the files."""
    return contents.read(library.settings.content, library.settings.root)


def line(library: Library, language: str, address: str) -> Confirmation | None:
    """The line of translations.yaml about a passage."""
    source, _, id = address.partition("/")
    return read(library).sources[source].confirmations.get((language, id))


def records(library: Library, source: str) -> list[Release]:
    """The lines of releases.jsonl."""
    return list(read(library).sources[source].releases)


def bytes_of(root: Path) -> dict[str, bytes]:
    """Every content file."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".kb-journal" not in path.parts
    }


def addresses(answer: ConfirmAnswer) -> list[str]:
    """Those confirmed."""
    return [one.address for one in answer.confirmed]


F4 = "cycling-2023/f4"


@pytest.fixture
def mended(my_toy: Library) -> Library:
    """The toy, where the one Finnish passage that its original has left behind says what the original says today."""
    new = "520 pysäköintipaikkaa, kertoo [uusi laskenta](https://example.org/zaehlung)."
    edit(my_toy.settings.content / "cycling-2023" / "fi.md", "500 pysäköintipaikkaa.", new)
    return my_toy


# -------------------------------------------------------------------------------------------------------------- confirm


def test_without_addresses_what_would_be_recorded_is_listed_and_nothing_is_written(mended: Library) -> None:
    """Until it is said that all of it is meant."""
    before = bytes_of(mended.settings.content)
    answer = mended.confirm("fi")
    assert (answer.language, answer.written, addresses(answer), answer.refused) == ("fi", False, [f"{F4}/fi"], ())
    assert bytes_of(mended.settings.content) == before
    again = mended.confirm("fi", every=True)
    assert (again.written, again.confirmed) == (True, answer.confirmed)
    assert (mended.confirm("fi").confirmed, mended.confirm("fi", every=True).written) == ((), False)


def test_a_confirmation_records_both_versions_and_the_day(mended: Library) -> None:
    """From then on the passage is neither unconfirmed nor outdated, and is shown."""
    original, translation = (read(mended).statement(F4).passages[tag] for tag in ("de", "fi"))  # type: ignore[union-attr]
    (one,) = mended.confirm("fi", ["f4"], state="reviewed", produced_by="post-edited", by="A. Virtanen").confirmed
    assert (one.of, one.text, one.was, one.now, one.produced_by) == (
        original.version, translation.version, "translated", "reviewed", "post-edited",
    )  # fmt: skip
    recorded = line(mended, "fi", F4)
    assert recorded == Confirmation(
        original.version, translation.version, State.REVIEWED, ProducedBy.POST_EDITED, "A. Virtanen", DAY, ""
    )
    (shown,) = mended.show([f"{F4}/fi"]).passages
    assert (shown.passage.language, shown.passage.outdated, shown.passage.state) == ("fi", False, "reviewed")
    assert read(mended).problems == ()


def test_only_the_passages_named_are_confirmed(mended: Library) -> None:
    """By address or id; a passage that does not exist has nothing to confirm."""
    edit(mended.settings.content / "cycling-2023" / "fi.md", "pääkaduista", "pääteistä")
    assert addresses(mended.confirm("fi", ["cycling-2023/f1"])) == ["cycling-2023/f1/fi"]
    assert addresses(mended.confirm("fi")) == [f"{F4}/fi"]
    assert mended.confirm("fi", ["f2"]).confirmed == ()
    with pytest.raises(NotFound):
        mended.confirm("fi", ["f99"])
    with pytest.raises(UsageError):
        mended.confirm("fi", ["f1"])


def test_other_lines_stay_byte_for_byte(mended: Library) -> None:
    """One sorted line a passage: a review of the file shows what was done."""
    path = mended.settings.content / "cycling-2023" / "translations.yaml"
    before = path.read_text(encoding="utf-8").splitlines()
    mended.confirm("fi", ["f4"])
    after = path.read_text(encoding="utf-8").splitlines()
    assert len(after) == len(before)
    (changed,) = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert all(side.startswith("  f4: {of: ") for side in changed)


def test_what_was_confirmed_is_on_record_so_that_the_next_change_can_be_graded(my_toy: Library) -> None:
    """Both wordings, in no release; only once."""
    edit(my_toy.settings.content / "libraries-2021" / "fi.md", "avattiin 5.", "avattiin vihdoin 5.")
    edit(my_toy.settings.content / "libraries-2021" / "en.md", "was opened", "was at last opened")
    before = len(records(my_toy, "libraries-2021"))
    my_toy.confirm("en", ["b1"])
    new = records(my_toy, "libraries-2021")[before:]
    assert [(one.address[-2:], one.text[:12], one.date, one.release) for one in new] == [
        ("fi", "Oodi avattii", DAY, ""), ("en", "Oodi was at ", DAY, ""),
    ]  # fmt: skip
    my_toy.confirm("en", ["b1"], by="J.")
    assert len(records(my_toy, "libraries-2021")) == before + 2
    edit(my_toy.settings.content / "libraries-2021" / "fi.md", "5. joulukuuta", "6. joulukuuta")
    (shown,) = my_toy.show(["b1/en"]).passages
    assert (shown.passage.language, shown.passage.fallback_reason) == ("fi", "outdated_number")


def test_a_line_that_an_editor_left_without_its_end_is_not_spoiled(my_toy: Library) -> None:
    """What is added begins on a line of its own."""
    path = my_toy.settings.content / "libraries-2021" / "releases.jsonl"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    edit(my_toy.settings.content / "libraries-2021" / "en.md", "was opened", "was at last opened")
    my_toy.confirm("en", ["b1"])
    assert read(my_toy).problems == ()
    assert [json.loads(row)["address"] for row in path.read_text(encoding="utf-8").splitlines()][
        -1
    ] == "libraries-2021/b1/en"


def test_a_source_without_any_record_gets_one(my_toy: Library) -> None:
    """The first confirmation makes both files."""
    for name in ("translations.yaml", "releases.jsonl"):
        (my_toy.settings.content / "libraries-2021" / name).unlink()
    answer = my_toy.confirm("en", ["b1", "libraries-2021/f1", "libraries-2021/r1"])
    assert addresses(answer) == ["libraries-2021/b1/en", "libraries-2021/f1/en", "libraries-2021/r1/en"]
    assert {one.was for one in answer.confirmed} == {None}
    assert len(records(my_toy, "libraries-2021")) == 6
    assert read(my_toy).problems == ()


def test_a_review_without_a_name_is_refused_before_anything_is_written(my_toy: Library) -> None:
    """Nobody would stand behind it."""
    before = bytes_of(my_toy.settings.content)
    with pytest.raises(Refused):
        my_toy.confirm("fi", every=True, state="reviewed")
    assert bytes_of(my_toy.settings.content) == before


@pytest.fixture
def with_error(mended: Library) -> Library:
    """The Finnish f4 has a copied block that does not agree."""
    edit(mended.settings.content / "cycling-2023" / "fi.md", "## f4\n", "## f4\n\n~~~ yaml\nkind: method\n~~~\n")
    edit(mended.settings.content / "cycling-2023" / "fi.md", "pääkaduista", "pääteistä")
    return mended


def test_a_passage_with_an_error_is_refused_and_the_others_go_in(with_error: Library) -> None:
    """The error is told."""
    answer = with_error.confirm("fi", every=True)
    assert addresses(answer) == ["cycling-2023/f1/fi"]
    assert [problem.code for problem in answer.refused] == ["meta-differs"]
    assert line(with_error, "fi", F4).date != DAY  # type: ignore[union-attr]


def test_an_error_is_overruled_with_a_reason_that_is_kept(with_error: Library) -> None:
    """For the next reader."""
    answer = with_error.confirm("fi", [F4], force=True, reason="as in the printed report")
    assert (addresses(answer), answer.refused) == ([f"{F4}/fi"], ())
    assert line(with_error, "fi", F4).force_reason == "as in the printed report"  # type: ignore[union-attr]
    with pytest.raises(UsageError) as caught:
        with_error.confirm("fi", [F4], force=True, reason=" ")
    assert caught.value.code == "reason-missing"
    with_error.confirm("fi", ["cycling-2023/f1"], reason="not needed")
    assert line(with_error, "fi", "cycling-2023/f1").force_reason == ""  # type: ignore[union-attr]


def test_a_record_that_cannot_be_read_whole_is_not_written_over(mended: Library) -> None:
    """A line with a typo would be lost; another source's may be written."""
    edit(mended.settings.content / "libraries-2021" / "translations.yaml", "state: reviewed", "state: reviewt")
    edit(mended.settings.content / "libraries-2021" / "en.md", "was opened", "was at last opened")
    before = bytes_of(mended.settings.content)
    with pytest.raises(ContentUnusable) as caught:
        mended.confirm("en", ["b1"])
    assert caught.value.place is not None
    assert caught.value.place.path == "content/libraries-2021/translations.yaml"
    assert bytes_of(mended.settings.content) == before
    assert mended.confirm("fi", [F4]).written


# -------------------------------------------------------------------------------------------------------------- release


def test_a_release_puts_every_new_published_wording_on_record(my_toy: Library) -> None:
    """Under the next number of the year; a dry run writes nothing."""
    edit(my_toy.settings.content / "cycling-2023" / "en.md", "60% of the main roads", "60% of main roads")
    edit(my_toy.settings.content / "cycling-2023" / "de.md", "publication: draft\n", "")
    edit(
        my_toy.settings.content / "cycling-2023" / "en.md",
        "~~~ yaml\nkind: recommendation\npublication: draft\n~~~\n",
        "",
    )
    before = bytes_of(my_toy.settings.content)
    trial = my_toy.release(dry_run=True)
    assert (trial.name, trial.date, trial.written, bytes_of(my_toy.settings.content)) == ("2030-1", DAY, False, before)
    assert [one.address for one in trial.wordings] == [
        "cycling-2023/f1/en", "cycling-2023/r2/de", "cycling-2023/r2/en",
    ]  # fmt: skip
    made = my_toy.release()
    assert (made.written, made.wordings) == (True, trial.wordings)
    new = records(my_toy, "cycling-2023")[-3:]
    assert [(one.address, one.version, one.text) for one in new] == [tuple(one) for one in made.wordings]
    assert {(one.date, one.release) for one in new} == {(DAY, "2030-1")}
    assert all(version(one.text) == one.version for one in new)
    nothing = my_toy.release()
    assert (nothing.name, nothing.written, nothing.wordings) == ("2030-2", False, ())


def test_a_release_only_adds(my_toy: Library) -> None:
    """What is on record stays byte for byte."""
    path = my_toy.settings.content / "cycling-2023" / "releases.jsonl"
    before = path.read_bytes()
    edit(my_toy.settings.content / "cycling-2023" / "en.md", "60% of the main roads", "60% of main roads")
    my_toy.release("spring")
    assert path.read_bytes().startswith(before)
    assert my_toy.show(["cycling-2023/f1/en"], history=True).passages[0].history[0].release == "spring"  # type: ignore[index]


def test_a_name_is_given_once(my_toy: Library) -> None:
    """The refusal names a free one."""
    with pytest.raises(Refused) as caught:
        my_toy.release("2024-1")
    assert caught.value.code == "release-exists"
    assert str(caught.value.hint) == "without a name it is 2030-1"


# ------------------------------------------------------------------------------------------------------------------ new


def test_a_new_source_statement_and_translation_make_a_whole_base(my_toy: Library) -> None:
    """From nothing to a found translation, as an author does it."""
    made = my_toy.new_source("trains-2030", "fi", "Junat")
    assert made.paths == ("content/trains-2030/source.yaml", "content/trains-2030/fi.md")
    made = my_toy.new_statement("trains-2030", "finding", 2)
    assert (made.paths, made.ids) == (("content/trains-2030/fi.md",), ("f1", "f2"))
    path = my_toy.settings.content / "trains-2030" / "fi.md"
    text = path.read_text(encoding="utf-8").replace("publication: draft\n", "")
    path.write_text(text.replace("<!-- one to three sentences -->", "Junat kulkevat.", 1), encoding="utf-8")
    edit(path, "<!-- one to three sentences -->", "Junat myöhästyvät.")
    made = my_toy.new_translation("trains-2030", "en")
    assert made.paths == ("content/trains-2030/en.md",)
    edit(my_toy.settings.content / "trains-2030" / "en.md", "<!--\nJunat kulkevat.\n-->", "Trains run.")
    assert read(my_toy).problems == ()
    assert [hit.passage.text for hit in my_toy.search("junat kulkevat", "en").hits] == ["Trains run."]


def test_new_ids_are_never_ones_that_were_ever_used(my_toy: Library) -> None:
    """Removed from every file, an id that was released is not given again; nor one that another file still has."""
    path = my_toy.settings.content / "cycling-2023" / "de.md"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("## f4"), text.index("# Empfehlungen")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    assert my_toy.new_statement("cycling-2023", "finding").ids == ("f6",)
    with (my_toy.settings.content / "cycling-2023" / "fi.md").open("a", encoding="utf-8") as file:
        file.write("\n## f40\n\nJotain.\n")
    assert my_toy.new_statement("cycling-2023", "finding").ids == ("f41",)


def test_new_statements_go_to_the_end_of_the_original(my_toy: Library) -> None:
    """What was there stays as it was; of several sources one is named."""
    path = my_toy.settings.content / "libraries-2021" / "fi.md"
    before = path.read_text(encoding="utf-8")
    my_toy.new_statement("libraries-2021", "method")
    assert path.read_text(encoding="utf-8").startswith(before)
    with pytest.raises(NotFound):
        my_toy.new_statement("nowhere", "method")
    with pytest.raises(UsageError):
        my_toy.new_translation(None, "sv")


def test_the_only_source_need_not_be_named(my_shipped: Library) -> None:
    """Where there is nothing to choose."""
    (my_shipped.settings.content / "protect-children-2024" / "mt.md").unlink()
    assert my_shipped.new_translation(None, "mt").paths == ("content/protect-children-2024/mt.md",)


# ----------------------------------------------------------------------------------------------------------------- init


def test_an_empty_base_can_be_used_at_once(tmp_path: Path, cache: Path) -> None:
    """No problem, nothing found, nothing to do."""
    made = init(tmp_path / "deep" / "findings")
    assert made.paths == ("content/kb.yaml", "content/topics.yaml", "content/glossary.yaml")
    library = opened(tmp_path / "deep" / "findings", cache)
    assert (library.check().problems, library.search("x").total, library.status().name) == ((), 0, "findings")


def test_a_base_in_this_folder_is_called_like_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``kb init .``."""
    folder = tmp_path / "findings"
    folder.mkdir()
    monkeypatch.chdir(folder)
    init(".")
    found = contents.read(folder / "content", folder)
    assert (found.base.name, found.problems) == ("findings", ())


def test_the_sample_is_the_knowledge_base_that_ships(tmp_path: Path, cache: Path) -> None:
    """Whole, with its records, and without a problem."""
    made = init(tmp_path / "base", sample=True)
    shipped = laid_out("shipped", tmp_path / "shipped") / "content"
    assert bytes_of(tmp_path / "base" / "content") == bytes_of(shipped)
    assert sorted(made.paths) == sorted(f"content/{name}" for name in bytes_of(shipped))
    assert opened(tmp_path / "base", cache).check().problems == ()


def test_a_base_that_is_there_is_never_written_over(my_toy: Library) -> None:
    """Not even an empty folder ``content``."""
    before = bytes_of(my_toy.settings.content)
    with pytest.raises(Refused) as caught:
        init(my_toy.settings.root, sample=True)
    assert caught.value.code == "base-exists"
    assert bytes_of(my_toy.settings.content) == before


def test_a_sample_that_did_not_come_along_is_said(tmp_path: Path) -> None:
    """And nothing else is put in its place."""

    def none() -> dict[str, bytes]:
        raise NotFound("the sample did not come with this installation", code="no-sample")

    with pytest.raises(KbError):
        editing.init(tmp_path / "base", none)
    assert not (tmp_path / "base").exists()
    assert places.sample()


def test_what_could_not_be_read_again_is_not_written(my_toy: Library) -> None:
    """A name with a control or another character that content must not have is refused before anything is written."""
    for act in (
        lambda: my_toy.confirm("fi", every=True, by="A\ufffd"),
        lambda: my_toy.release("2026\x1b[2J"),
        lambda: my_toy.new_source("water", "fr", "L’eau\u202e"),
    ):
        with pytest.raises(UsageError) as caught:
            act()
        assert caught.value.code == "forbidden-character"
