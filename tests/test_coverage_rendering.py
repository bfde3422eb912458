"""How does coverage look in a terminal, to a program, in a spreadsheet and as a page?"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from kb.answers import Amount, Cell, CoverageAnswer, CoverageRow, GateAnswer, LanguageCoverage
from kb.languages import LANGUAGES
from kb.library import Library
from kb.model import ProducedBy, State
from kb.translation.coverage import COUNTERS
from kb.ui import catalogs
from kb.ui.cli import run
from kb.ui.messages import Translator
from kb.ui.render import Look, matrix, render
from kb.ui.render import coverage as rendering
from tests.sample_answers import COVERED

LOOK = Look(Translator("en"))


def text(answer: object, look: Look = LOOK) -> str:
    """*answer* as text."""
    return render(answer, "text", look, "coverage")


def data(answer: CoverageAnswer) -> dict[str, Any]:
    """*answer* as JSON, read back."""
    read: dict[str, Any] = json.loads(render(answer, "json", LOOK, "coverage"))
    return read


def many(count: int = 1000) -> CoverageAnswer:
    """Ten sources in all languages; the first has everything in Bulgarian, nothing in Czech."""
    full, gap = Cell("translated", "translated", "machine", False, None), Cell("missing", None, None, False, None)
    tags = list(LANGUAGES)
    rows = tuple(
        CoverageRow(
            f"source-{10 * at // count}/s{at}",
            "finding",
            tuple(gap if tag == "cs" or (tag == "da" and at % 3 == 0) else full for tag in tags),
        )
        for at in range(count)
    )
    one = LanguageCoverage(0, 0, 0, 0, count, 0, 0, count, 1.0, 0, {"machine": count})
    return CoverageAnswer(count, dict.fromkeys(tags, one), rows, {}, GateAnswer(True, 0, ()))


def all_standings() -> CoverageAnswer:
    """A statement for each counter."""
    rows = tuple(
        CoverageRow(f"s/f{at}", "finding", (Cell(name, None, None, False, None),)) for at, name in enumerate(COUNTERS)
    )
    one = LanguageCoverage(1, 1, 1, 1, 1, 1, 1, 0, 3 / 7, 0, {})
    return CoverageAnswer(7, {"fi": one}, rows, {}, GateAnswer(True, 0, ()))


def test_every_value_has_a_sign_and_a_word() -> None:
    """Tables are complete, and no sign stands for two counters."""
    assert tuple(matrix.SIGNS) == COUNTERS
    assert len({*matrix.SIGNS.values(), matrix.WHOLE}) == len(COUNTERS) + 1
    assert set(matrix.NEEDED) == {state.value for state in State}
    assert set(matrix.PRODUCERS) == {one.value for one in ProducedBy}
    assert set(rendering._STYLES) == set(COUNTERS)


# ------------------------------------------------------------------------------------------------------------- terminal


def test_the_matrix_has_a_row_for_statements_that_stand_alike() -> None:
    """A sign in the column of each language, and what the signs mean."""
    answer = COVERED._replace(rows=(*COVERED.rows, COVERED.rows[2]._replace(address="survey-2024/r2")))
    assert text(answer).splitlines()[:11] == [
        "3 published statements",
        "",
        "             de fi sv",
        "survey-2024",
        "  f1          #  -  +",
        "  f2          #  !  +",
        "  r1–r2 (2)   #  +  +",
        "",
        "- missing   ? unconfirmed   ! outdated   ~ not finished   + not reviewed",
        "* reviewed   # final",
        "",
    ]


def test_each_language_has_its_counts_beside_it() -> None:
    """Those that stand alike share a row; labels and messages are apart."""
    catalogs = {"de": Amount(2, 2), "fi": Amount(0, 2), "sv": Amount(0, 2)}
    found = text(COVERED._replace(catalogs=catalogs))
    assert "      %  -  ?  !  ~  +  *  #  words left  human  machine  edited\n" in found
    assert "fi   33  1  0  1  0  1  0  0          20      0        2       0\n" in found
    assert "Titles, groups, topics and terms: de sv 4/4; fi 3/4\n" in found
    assert "Messages of the program: de 2/2; fi sv 0/2\n" in found
    assert "2 passages that the coverage policy demands are not there" in found


@pytest.mark.parametrize("width", [40, 60, 80, 96])
@pytest.mark.parametrize("colour", [False, True])
def test_all_languages_fit_into_any_terminal(width: int, colour: bool, shipped: Library) -> None:
    """80 columns have all 24; fewer have them in blocks."""
    for answer in (shipped.coverage(), many()):
        plain = text(answer, LOOK._replace(width=width))
        assert max(map(len, plain.splitlines())) <= width
        heads = [line.split() for line in plain.splitlines() if line.startswith("   ") and line.split()[0] in LANGUAGES]
        assert [tag for line in heads for tag in line] == list(LANGUAGES)
        coloured = text(answer, LOOK._replace(width=width, colour=colour))
        assert ("\x1b[32m" in coloured) is colour


def test_colour_is_not_the_only_sign() -> None:
    """Without it every counter is told from every other."""
    found = text(all_standings())
    signs = [line.split()[1] for line in found.splitlines() if line.startswith("  f")]
    assert signs == list(matrix.SIGNS.values())


def test_a_label_that_is_too_long_has_a_line_of_its_own() -> None:
    """Nothing of it is cut: it is what one types."""
    row = COVERED.rows[0]._replace(address=f"survey-2024/{'f' * 60}")
    assert f"  {'f' * 60}\n" in text(COVERED._replace(rows=(row,)), LOOK._replace(width=40))


def test_a_large_base_has_a_row_for_each_source() -> None:
    """In per cent, rounded down; how to see one by statements is said."""
    found = text(many())
    assert "source-0 (100)" in found
    assert " =  0 66  =" in found
    assert "= is all" in found
    assert "kb coverage --source source-0" in found
    assert "s999" not in found


def test_nearly_all_is_not_all() -> None:
    """999 of 1,000 is 99 per cent; floating point does not take one away."""
    assert [matrix.percent(share) for share in (0.999, 1.0, 0.29, 0.0)] == [99, 100, 29, 0]


def test_nothing_at_all_can_be_shown() -> None:
    """A new base has no statement yet."""
    found = text(CoverageAnswer(0, {}, (), {}, GateAnswer(True, 0, ())))
    assert found.startswith("0 published statements\n")


def test_a_policy_that_is_kept_is_said_to_be() -> None:
    """In one sentence."""
    assert "Every passage that the coverage policy demands is there." in text(
        COVERED._replace(gate=GateAnswer(True, 1, ()))
    )


def test_the_gate_is_a_list_of_what_to_do() -> None:
    """What it is, what it must be, and how many."""
    assert text(COVERED.gate).splitlines() == [
        "survey-2024/f1/fi: missing, needs a finished translation",
        "survey-2024/f2/fi: outdated: a number in the original has changed, needs a",
        "finished translation",
        "2 passages that the coverage policy demands are not there.",
    ]
    assert text(GateAnswer(True, 1, ())) == "Every passage that the coverage policy demands is there.\n"
    assert "while files cannot be read in full" in text(GateAnswer(False, 1, ()))


# ------------------------------------------------------------------------------------------------------------- programs


def test_json_has_the_keys_of_the_contract() -> None:
    """Names are meant literally; counters come in their order."""
    answer = data(COVERED)
    assert list(answer) == ["schema", "statements", "languages", "passages", "gate", "labels", "broken"]
    assert answer["schema"] == "kb/coverage/1"
    assert list(answer["languages"]["fi"]) == [*COUNTERS, "words", "share", "words_left", "produced_by"]
    assert answer["passages"][3] == {
        "address": "survey-2024/f2/fi", "state": "translated", "produced_by": "machine", "outdated": True,
        "change": "number", "unconfirmed": False,
    }  # fmt: skip
    assert answer["gate"]["ok"] is False
    assert answer["gate"]["failures"][0]["message"] == "survey-2024/f1/fi: missing, needs a finished translation"
    assert data(COVERED._replace(catalogs={"de": Amount(1, 2)}))["catalogs"] == {"de": {"have": 1, "of": 2}}


def test_json_has_each_passage_that_exists() -> None:
    """Originals too; what is missing is counted."""
    answer = data(COVERED)
    assert len(answer["passages"]) == 8
    assert sum(one["missing"] for one in answer["languages"].values()) == 1
    assert data(CoverageAnswer(0, {}, (), {}, GateAnswer(True, 0, ())))["passages"] == []


def test_csv_has_a_row_for_each_statement_and_language(toy: Library) -> None:
    """Also where there is no passage: that is what a translator looks for."""
    answer = toy.coverage()
    rows = list(csv.DictReader(io.StringIO(render(answer, "csv", LOOK, "coverage"))))
    assert tuple(rows[0]) == rendering.COLUMNS
    assert Counter((row["language"], row["counter"]) for row in rows) == Counter(
        {(tag, name): getattr(one, name) for tag, one in answer.languages.items() for name in COUNTERS}
    )
    assert {row["state"] for row in rows if row["counter"] == "missing"} == {""}


# ----------------------------------------------------------------------------------------------------------------- page


class Page(HTMLParser):
    """Checks that every element is closed, and remembers them and the text."""

    EMPTY = frozenset(("meta", "br", "hr", "link", "img"))

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        self.elements.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """See HTMLParser."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """See HTMLParser."""
        self.text += data

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        """The attributes of each element *tag*."""
        return (attributes for name, attributes in self.elements if name == tag)


def page(answer: CoverageAnswer, language: str = "en") -> Page:
    """The page, taken apart."""
    read = Page(render(answer, "html", Look(Translator(language)), "coverage"))
    assert read.open == []
    return read


@pytest.mark.parametrize("catalogs", [None, {"de": Amount(1, 2)}])
def test_the_page_is_whole_and_can_be_read_aloud(catalogs: dict[str, Amount] | None) -> None:
    """Tables have captions, heads say of what, each state is a word too, and nothing is loaded or run."""
    read = page(COVERED._replace(catalogs=catalogs), "de")
    tables = list(read.all("table"))
    assert len(list(read.all("caption"))) == len(tables) == (3 if catalogs is None else 4)
    assert all(one.get("scope") in ("col", "row") for one in read.all("th"))
    assert next(read.all("html")) == {"lang": "de"}
    assert not {tag for tag, _ in read.elements} & {"script", "link", "img", "iframe"}
    assert all(not name.startswith("on") for _, attributes in read.elements for name in attributes)
    said = sum(attributes.get("class") == "said" for attributes in read.all("span"))
    assert said == 9
    assert "survey-2024/f1/fi" in read.text


def test_the_page_of_a_large_base_has_a_row_for_each_source() -> None:
    """Nobody prints a million cells."""
    read = page(many())
    assert "source-9 (100)" in read.text
    assert "s999" not in read.text
    assert len(list(read.all("tr"))) == 11 + 25 + 1


def test_the_page_says_that_the_policy_is_kept() -> None:
    """Or lists what is not there; without a policy it says nothing of one."""
    assert "Every passage" in page(COVERED._replace(gate=GateAnswer(True, 1, ()))).text
    assert "policy" not in page(COVERED._replace(gate=GateAnswer(True, 0, ()))).text


def test_every_page_fits_its_base(shipped: Library, toy: Library) -> None:
    """Cells are as many as statements and languages."""
    for library in (shipped, toy):
        answer = library.coverage()
        classes = [attributes.get("class") for attributes in page(answer).all("td")]
        assert sum(name in COUNTERS for name in classes) == answer.statements * len(answer.languages)


# ------------------------------------------------------------------------------------------------------------- the door


def test_the_gate_decides_the_exit_code(my_toy: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """1 where something is not there, with the worklist in words; without --gate always 0."""
    root = ["--root", str(my_toy.settings.root), "coverage"]
    assert run(root, {}) == 0
    assert "7 published statements" in capsys.readouterr().out
    assert run([*root, "--gate"], {}) == 1
    assert capsys.readouterr().out.startswith("libraries-2021/r1/de: missing, needs a finished translation\n")
    assert run([*root, "--gate", "--source", "cycling-2023"], {}) == 0
    capsys.readouterr()
    assert run([*root, "--gate", "--format", "json"], {}) == 1
    assert json.loads(capsys.readouterr().out)["statements"] == 7
    assert run([*root, "--source", "nowhere"], {}) == 3


def test_without_a_policy_a_gate_is_wrong_use(my_shipped: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """And the hint says how to write one."""
    assert run(["--root", str(my_shipped.settings.root), "coverage", "--gate"], {}) == 2
    assert "coverage: [{languages: [fi, sv], state: translated}]" in capsys.readouterr().err


def test_messages_of_the_program_are_covered_where_they_are(
    my_toy: Library, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """In a checkout of the program, whose knowledge base it is; fuzzy and empty ones do not count."""
    folder = my_toy.settings.root / "locales"
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    template = (
        head
        + "".join(f'msgid "{one}"\nmsgstr ""\n\n' for one in "abc")
        + ('msgid "d"\nmsgid_plural "ds"\nmsgstr[0] ""\nmsgstr[1] ""\n\n')
    )
    finnish = (
        head
        + 'msgid "a"\nmsgstr "A"\n\n#, fuzzy\nmsgid "b"\nmsgstr "B"\n\nmsgid "old"\nmsgstr "O"\n\n'
        + ('msgid "d"\nmsgid_plural "ds"\nmsgstr[0] "D"\nmsgstr[1] ""\n\n')
    )
    (folder / "fi" / "LC_MESSAGES").mkdir(parents=True)
    (folder / "kb.pot").write_text(template, encoding="utf-8")
    (folder / "fi" / "LC_MESSAGES" / "kb.po").write_text(finnish, encoding="utf-8")
    found = catalogs.amounts(folder)
    assert (found["fi"], found["en"], found["sv"]) == (Amount(1, 4), Amount(4, 4), Amount(0, 4))
    assert run(["--root", str(my_toy.settings.root), "coverage", "--format", "json"], {}) == 0
    assert json.loads(capsys.readouterr().out)["catalogs"]["fi"] == {"have": 1, "of": 4}
    assert catalogs.amounts(tmp_path / "nothing")["fi"] == Amount(0, 0)
