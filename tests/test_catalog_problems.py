"""What is wrong with the catalogs in this folder of messages?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kb.errors import Problem
from kb.ui.catalog_problems import problems
from kb.ui.cli import run
from tests.knowledge_bases import laid_out

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


def entry(id: str, said: str, plural: str = "", said_of_many: str = "", flag: str = "") -> str:
    """One message of a catalog."""
    head = f"\n#, {flag}\n" if flag else "\n"
    if plural:
        return f'{head}msgid "{id}"\nmsgid_plural "{plural}"\nmsgstr[0] "{said}"\nmsgstr[1] "{said_of_many}"\n'
    return f'{head}msgid "{id}"\nmsgstr "{said}"\n'


def found(root: Path, *entries: str, template: tuple[str, ...] | None = None, language: str = "de") -> list[Problem]:
    """The problems of a catalog with these entries beside a template."""
    folder = root / "locales" / language / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "kb.po").write_text(HEAD + "".join(entries), encoding="utf-8")
    if template is not None:
        (root / "locales" / "kb.pot").write_text(HEAD + "".join(template), encoding="utf-8")
    return list(problems(root))


def test_a_folder_without_catalogs_has_no_problem(tmp_path: Path) -> None:
    """A knowledge base is whole without."""
    assert list(problems(tmp_path)) == []


def test_a_complete_catalog_has_no_problem(tmp_path: Path) -> None:
    """The order of its fields is free."""
    both = entry("{a} of {b}", "{b}: {a}")
    assert found(tmp_path, both, template=(entry("{a} of {b}", ""),)) == []


@pytest.mark.parametrize(
    "entries",
    [
        (entry("one", ""), entry("two", "zwei")),
        (entry("one", "eins", flag="fuzzy"), entry("two", "zwei")),
        (entry("two", "zwei"),),
        (entry("one", "eins", "many", ""), entry("two", "zwei")),
    ],
)
def test_what_is_not_translated_is_counted(tmp_path: Path, entries: tuple[str, ...]) -> None:
    """Empty, fuzzy, missing, or one form of several."""
    template = (entry("one", ""), entry("two", ""))
    (problem,) = found(tmp_path, *entries, template=template)
    assert (problem.code, problem.severity) == ("catalog-incomplete", "warning")
    assert str(problem.message) == "1 of 2 messages are not translated into German"
    assert str(problem.place) == "locales/de/LC_MESSAGES/kb.po"


def test_without_a_template_a_catalog_is_measured_by_itself(tmp_path: Path) -> None:
    """And a language of no table is called by its tag."""
    (problem,) = found(tmp_path, entry("one", ""), language="xx")
    assert str(problem.message) == "1 of 1 messages are not translated into xx"


@pytest.mark.parametrize(
    ("bad", "entries"),
    [
        (1, (entry("{a} here", "hier"),)),
        (1, (entry("{a} here", "{b} hier"),)),
        (1, (entry("{a} here", "{a} {b}"),)),
        (1, (entry("{a} here", "{a hier"),)),
        (1, (entry("{number} {what}", "ein", "{number} {what}s", "{number} {what}"),)),
        (0, (entry("{number} {what}", "ein {what}", "{number} {what}s", "{number} {what}"),)),
        (0, (entry("one of {choice}", "eins", "one of {choices}", "eins von {choices}"),)),
        (0, (entry("a } brace", "eine { Klammer"),)),
        (0, (entry("{a!r} here", "hier {a}"),)),
    ],
)
def test_fields_must_be_those_of_the_template(tmp_path: Path, bad: int, entries: tuple[str, ...]) -> None:
    """All of them; a plural form may leave out the number, and needs what all forms of the template need."""
    codes = [(problem.code, problem.severity, problem.place.line) for problem in found(tmp_path, *entries)]
    assert codes == [("catalog-placeholder", "error", 6)] * bad


def test_what_is_no_catalog_is_said(tmp_path: Path) -> None:
    """Bytes that are not UTF-8."""
    folder = tmp_path / "locales" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "kb.po").write_bytes(HEAD.encode() + b'\nmsgid "a"\nmsgstr "\xff"\n')
    (problem,) = problems(tmp_path)
    assert (problem.code, problem.severity) == ("catalog-unreadable", "error")


def test_the_command_checks_catalogs_where_there_are_some(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Like any file; those not named are left out."""
    root = laid_out("toy", tmp_path / "toy")
    found(root, entry("{a}", "b"))
    options = ["--root", str(root), "--ui-lang", "en", "check"]
    assert run(options, {}) == 1
    assert "kb.po:6:1: catalog-placeholder" in capsys.readouterr().out
    assert run([*options, "cycling-2023/en.md"], {}) == 0
    assert run([*options, "locales"], {}) == 1
    shutil.rmtree(root / "locales")
    assert run(options, {}) == 0


def test_the_catalogs_that_ship_have_no_error() -> None:
    """What is not translated yet is another matter."""
    shipped = problems(Path(__file__).parents[1])
    assert [problem for problem in shipped if problem.is_error] == []
