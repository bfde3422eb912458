"""How does a statement look in each language asked for, with its original beside it?"""

from __future__ import annotations

import pytest

from kb.answers import ShownPassage
from kb.errors import NotFound, UsageError
from kb.library import Library
from kb.text import version
from tests.knowledge_bases import edit

F4, OUTDATED = ("f4", "de", None), ("f4", "de", "outdated_number")


def shown(library: Library, *addresses: str, languages: tuple[str, ...] = ()) -> list[tuple[str, str, str | None]]:
    """Statement, language and reason of each passage shown."""
    answer = library.show(addresses, languages, default="en")
    return [(one.passage.id, one.passage.language, one.passage.fallback_reason) for one in answer.passages]


@pytest.mark.parametrize(
    ("addresses", "languages", "passages"),
    [
        (["f4"], (), [("f4", "en", None)]),
        (["f2/de"], (), [("f2", "de", None)]),
        (["f2/de"], ("fi",), [("f2", "de", "missing")]),
        (["cycling-2023/r1", "f4"], ("fi", "de"), [("r1", "fi", None), ("r1", "de", None), OUTDATED, F4]),
        (["f3/sv"], (), [("f3", "de", "missing")]),
        (["b1/sv"], (), [("b1", "fi", "missing")]),
        (["f5", "r2", "r3"], (), [("f5", "en", None), ("r2", "en", None), ("r3", "en", None)]),
    ],
)  # fmt: skip
def test_passages_are_shown_in_the_languages_asked_for_else_in_the_addresss_own(
    toy: Library, addresses: list[str], languages: tuple[str, ...], passages: list[tuple[str, str, str | None]]
) -> None:
    """In the order asked; what is missing or wrong by value is shown in the original, and says so."""
    assert shown(toy, *addresses, languages=languages) == passages


def test_every_language_that_exists_is_shown_on_demand(toy: Library) -> None:
    """A passage outdated by a number is still replaced, and is told apart by what was requested."""
    answer = toy.show(["f4"], every=True)
    assert [(one.passage.requested_language, one.passage.language) for one in answer.passages] == [
        ("de", "de"), ("en", "en"), ("fi", "de"),
    ]  # fmt: skip


def test_the_original_stands_beside_each_passage(toy: Library) -> None:
    """Whatever language was asked for; the original beside itself."""
    for one in toy.show(["cycling-2023/f1", "b1"], every=True).passages:
        assert one.original.language == one.passage.original_language == one.original.requested_language
        assert one.original.version == version(one.original.text)
        assert one.original.state == "final"


def test_today_s_version_may_be_named_short_or_long(toy: Library) -> None:
    """It is shown as if there were no other."""
    (one,) = toy.show(["f2/de"]).passages
    for digits in (12, 64):
        assert toy.show([f"f2/de@{one.passage.version[:digits]}"]).passages == (one,)


def test_an_earlier_wording_on_record_is_shown_as_what_it_is(toy: Library) -> None:
    """Its own text and version, since when it is on record, and what has changed since."""
    (one,) = toy.show(["cycling-2023/f4/de@6f4e269e27af"]).passages
    assert (one.passage.text, one.passage.language) == ("Am Bahnhof fehlen 500 Stellplätze.", "de")
    assert one.passage.version == version(one.passage.text)
    assert one.passage.address == "cycling-2023/f4/de@6f4e269e27af"
    assert (one.passage.state, one.passage.fallback_reason, one.passage.outdated) == ("final", None, False)
    assert one.earlier is not None
    assert (one.earlier.on, one.earlier.release, one.earlier.change) == ("2023-06-01", "2023-1", "number")
    assert one.earlier.today == "cycling-2023/f4/de@fbba21de03b2"
    assert ("-", "500 Stellplätze.") in one.earlier.differences


def test_an_earlier_wording_of_a_translation_claims_nothing_about_itself(my_toy: Library) -> None:
    """Also where the passage is gone by now: then there is nothing to compare it with."""
    path = my_toy.settings.content / "cycling-2023" / "en.md"
    edit(path, "main roads", "major roads")
    (one,) = my_toy.show(["cycling-2023/f1/en@61096590f508"]).passages
    assert one.earlier is not None
    assert (one.passage.state, one.passage.produced_by, one.earlier.change) == ("translated", None, "wording")
    edit(path, "## f1\n\n60% of the major roads have no cycle lane.\n\n", "")
    (one,) = my_toy.show(["cycling-2023/f1/en@61096590f508"]).passages
    assert one.earlier is not None
    assert (one.passage.language, one.passage.text) == ("en", "60% of the main roads have no cycle lane.")
    assert (one.earlier.today, one.earlier.change, one.earlier.differences) == (None, "unknown", ())


def test_a_wording_that_never_was_is_not_found(toy: Library) -> None:
    """A citation that names it is not answered with other words; the hint leads to its history."""
    with pytest.raises(NotFound) as caught:
        toy.show([f"cycling-2023/f2/de@{'0' * 12}"])
    assert caught.value.code == "other-version"
    assert str(caught.value.hint) == "to see the wordings on record: kb show cycling-2023/f2/de --history"


def test_a_statement_says_what_has_become_of_it(toy: Library) -> None:
    """Withdrawn, superseded, corrected: also as a hit of a search, without a look at the content."""
    shown = {
        one.passage.id: one.passage for one in toy.show([f"cycling-2023/{id}" for id in ("f2", "f3", "f5")]).passages
    }
    assert (shown["f3"].superseded_by, shown["f3"].reason) == ("cycling-2023/f4", "Neu gezählt.")
    assert (shown["f5"].superseded_by, shown["f5"].reason) == (None, "Die Umfrage war nicht repräsentativ.")
    assert [tuple(one) for one in shown["f2"].corrections] == [
        ("2023-09-01", "erratum", "Die Zahl war falsch übertragen.")
    ]
    (hit,) = (hit for hit in toy.search("400", "de").hits if hit.passage.id == "f3")
    assert hit.passage.superseded_by == "cycling-2023/f4"


def test_a_version_is_that_of_the_language_it_was_named_with(toy: Library) -> None:
    """Shown in another language, there is nothing to compare."""
    assert shown(toy, f"f2/de@{'0' * 12}", languages=("en",)) == [("f2", "en", None)]


def test_what_does_not_exist_is_not_found(toy: Library) -> None:
    """Nothing is shown of the others then."""
    with pytest.raises(NotFound):
        toy.show(["f4", "nowhere/f1"])
    with pytest.raises(UsageError):
        toy.show(["r1"])
    assert toy.show([]).passages == ()


def history(one: ShownPassage) -> list[tuple[str, str, str]]:
    """Release, day and text of each wording on record."""
    return [(wording.release, wording.on, wording.text) for wording in one.history or ()]


def test_the_history_has_every_wording_on_record_the_newest_first_with_its_difference_to_todays(toy: Library) -> None:
    """And is absent where it was not asked for."""
    (one,) = toy.show(["f4/de"], history=True).passages
    assert history(one) == [
        ("2024-1", "2024-02-01", "Am Bahnhof fehlen 520 Stellplätze, wie eine neue Zählung ergab."),
        ("2023-1", "2023-06-01", "Am Bahnhof fehlen 500 Stellplätze."),
    ]
    assert [wording.version for wording in one.history or ()] == [version(text) for _, _, text in history(one)]
    today, before = one.history or ()
    assert list(today.differences) == [("=", one.passage.text)]
    assert list(before.differences) == [
        ("=", "Am Bahnhof fehlen"), ("-", "500 Stellplätze."), ("+", "520 Stellplätze, wie eine neue Zählung ergab."),
    ]  # fmt: skip
    assert toy.show(["f4/de"]).passages[0].history is None
    assert toy.show(["r2/de"], history=True).passages[0].history == ()


def test_markdown_is_the_passage_as_authored(toy: Library) -> None:
    """Without it, its canonical text stands for it."""
    (one,) = toy.show(["f2/en"], markdown=True).passages
    assert one.markdown.splitlines()[2:5] == ["- 900 at junctions,", "- 350 between them:", "    - 200 in the dark,"]
    assert toy.show(["f2/en"]).passages[0].markdown == one.passage.text


def test_an_outdated_passage_says_what_has_changed_in_its_original(toy: Library) -> None:
    """As a word diff from the wording that it translates, also where the original is shown in its place; no other does."""
    outdated, current = toy.show(["f4"], ["fi", "en"], default="en").passages
    was = outdated.translated_from
    assert was is not None
    assert (was.text, outdated.original.text) == (
        "".join(f"{words} " for sign, words in was.differences if sign != "+").strip(),
        "".join(f"{words} " for sign, words in was.differences if sign != "-").strip(),
    )
    assert {sign for sign, _ in was.differences} == {"=", "-", "+"}
    assert current.translated_from is None
