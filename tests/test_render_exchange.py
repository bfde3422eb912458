"""How does what comes back from translators look to a person?"""

from __future__ import annotations

from kb.answers import ExportAnswer, ImportAnswer
from kb.ui.messages import Translator
from kb.ui.render import Look, render
from kb.ui.render.exchange import refusals
from tests.sample_answers import EXPORTED, IMPORTED

LOOK = Look(Translator("en"), 200)


def said(answer: ImportAnswer | ExportAnswer) -> str:
    """The answer as text."""
    return render(answer, "text", LOOK, "import")


def test_an_export_is_its_text_or_where_it_is() -> None:
    """What went to disk is named with what is in it."""
    assert said(EXPORTED) == EXPORTED.files[0].text
    written = EXPORTED._replace(files=(EXPORTED.files[0]._replace(path="out/fi.po", text=None),))
    assert said(written) == "out/fi.po  passages: 1, labels: 2, words: 12\n"
    assert said(ExportAnswer("po", ())) == ""


def test_an_import_shows_differences_refusals_and_what_to_do() -> None:
    """A unit a block, each refusal with place and hint, then what was or would be written."""
    assert said(IMPORTED) == (
        "survey-2024/f2/fi  changed · machine translation edited by a person · not reviewed\n"
        "    40 % [-a-] {+b+}\n"
        "topics#contact-online fi  new\n"
        "    {+Yhteydenotot+}\n"
        "content/survey-2024/fi.md:12:1: number-differs: “41 %” here, “40 %” in the original\n"
        "    Hint: write the value of the original\n"
        "fi.po: 2 to go in, 3 unchanged, 1 refused.\n"
        "Nothing is written yet. To write content/survey-2024/fi.md, content/topics.yaml: --write\n"
    )
    coloured = render(IMPORTED, "text", LOOK._replace(colour=True), "import")
    assert "\x1b[31ma\x1b[39m" in coloured
    assert "[-a-]" not in coloured


def test_each_outcome_has_its_sentence() -> None:
    """Written, taken back, completed, left alone, or nothing at all."""
    nothing = ImportAnswer("imported", False, (), ())
    outcomes = {
        said(nothing._replace(written=True, paths=("a.md",))): "Written: a.md. To take it back: kb import --undo\n",
        said(nothing._replace(action="undone", written=True, paths=("a.md",))): "Taken back: a.md\n",
        said(nothing._replace(action="undone")): "There is nothing to take back.\n",
        said(nothing._replace(action="resumed")): "No import was interrupted.\n",
        said(nothing._replace(action="resumed", resumed=("a.md",))): "An interrupted import was completed: a.md\n",
        said(nothing): "",
    }
    for found, expected in outcomes.items():
        assert found == expected
    left = said(nothing._replace(action="resumed", left=("a.md",)))
    assert left.startswith("Changed since the interruption and left alone: a.md;")


def test_the_list_of_what_was_refused_has_the_words_of_the_translator() -> None:
    """So that nothing of the work is lost; of a file as a whole, the reason."""
    (file,) = IMPORTED.files
    assert refusals(file, Translator("en")) == (
        "content/survey-2024/fi.md:12:1: number-differs: “41 %” here, “40 %” in the original\n"
        "Hint: write the value of the original\nsurvey-2024/f3\n41 %\n"
    )
    bare = file.refused[0]._replace(id="", target=None)
    bare = bare._replace(problem=bare.problem._replace(hint=None))
    assert refusals(file._replace(refused=(bare, bare)), Translator("en")).count("\n\n") == 1
