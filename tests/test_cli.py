"""What happens when a command is typed?"""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from kb import errors
from kb.answers import Made
from kb.errors import message
from kb.languages import LANGUAGES
from kb.search.searching import SearchOptions
from kb.ui import cli
from kb.ui.cli import COMMANDS, run
from kb.ui.cli.failures import EXIT_CODES, exit_code, pointed_out
from kb.ui.cli.localised import LazyGroup, speaking
from kb.ui.cli.session import TASKS, Progress
from kb.ui.loading import load
from kb.ui.messages import Translator
from tests.sample_answers import FakeLibrary

CASES = Path(__file__).parent / "cases"
_RUN = re.compile(r"^\$ (?P<command>.*)\n(?P<printed>(?:(?!\$ ).*\n)*)", re.MULTILINE)

Run = Callable[..., int]


class Hall(types.ModuleType):
    """Stands for ``kb.library``: opens the fake."""

    def __init__(self) -> None:
        super().__init__("kb.library")
        self.SearchOptions = SearchOptions
        self.opened: list[FakeLibrary] = []
        self.roots: list[str | None] = []
        self.warnings = [message("content/x.md could not be read: \x1b[31m{why}", why="broken")]
        self.quiet = True

    def open_library(self, root: str | None = None, **options: Any) -> FakeLibrary:
        """A new fake."""
        library = FakeLibrary(**options)
        library.warnings = [] if self.quiet else self.warnings
        self.opened.append(library)
        self.roots.append(root)
        return library

    def init(self, folder: str, *, sample: bool) -> Made:
        """A file, or two."""
        return Made(tuple(f"{folder}/content/{name}" for name in ("kb.yaml", "sample")[: 1 + sample]), ())

    def explain(self, code: str) -> tuple[str, errors.Message]:
        """One code is known."""
        if code != "number-differs":
            raise errors.NotFound("there is no problem with the code “{name}”", code="unknown-code", name=code)
        return "error", message("A number differs.")


@pytest.fixture
def hall(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """The fake hall in the place of the real one."""
    fake = Hall()
    monkeypatch.setitem(sys.modules, "kb.library", fake)
    monkeypatch.setenv("COLUMNS", "80")
    yield fake
    # Whoever imports the command later gets the real hall's names.
    sys.modules.pop("kb.ui.cli.search", None)


def asked(hall: Hall) -> tuple[Any, ...]:
    """The last question the library was asked."""
    return hall.opened[-1].asked[-1]


# ---------------------------------------------------------------------------------------------------------- transcripts


def transcripts() -> Iterator[tuple[str, str, str]]:
    """Every run in the case files: its file, the command, and what is printed."""
    for path in sorted(CASES.glob("cli-*.md")):
        for block in re.findall(r"^```console\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
            for match in _RUN.finditer(block):
                yield path.stem, match["command"], match["printed"].rstrip("\n")


@pytest.mark.usefixtures("hall")
@pytest.mark.parametrize(("file", "command", "printed"), list(transcripts()))
def test_a_command_prints_what_its_case_says(
    file: str, command: str, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Standard output, then standard error, then the exit code if it is not 0."""
    words = shlex.split(command)
    variables = dict(word.split("=", 1) for word in words[: words.index("kb")])
    code = run(words[words.index("kb") + 1 :], variables)
    out, err = capsys.readouterr()
    assert f"{out}{err}{f'[{code}]' if code else ''}".rstrip("\n") == printed


# ----------------------------------------------------------------------------------------------------------- exit codes


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["search", "Kontakte"], 0),
        (["search", "Xylophon"], 0),
        (["search", "foo:bar"], 2),
        (["search", "--kind", "verb"], 2),
        (["search", "--limit", "x"], 2),
        (["search", "--limit", "-1"], 2),
        (["search", "--offset", "99999999999999999999"], 2),
        (["search", "--lmit", "3"], 2),
        (["search", "--in", "de,xx"], 3),
        (["search", "--lang", "xx"], 3),
        (["search", "locked"], 4),
        (["search", "full"], 5),
        (["search", "denied"], 5),
        (["search", "bug"], 70),
        (["search", "interrupted"], 130),
        (["show", "f2"], 0),
        (["show", "nowhere"], 3),
        (["show"], 2),
        (["list", "nonsense"], 2),
        (["check"], 1),
        (["check", "clean.md"], 0),
        (["check", "--explain", "number-differs"], 0),
        (["check", "--explain", "nonsense"], 3),
        (["confirm", "fi"], 1),
        (["confirm", "fi", "--force", "--reason", "quoted so"], 0),
        (["confirm", "fi", "--force", "--reason", " "], 2),
        (["confirm", "tlh"], 3),
        (["index"], 0),
        (["index", "--check"], 4),
        (["--ui-lang", "xx", "status"], 3),
        (["--ui-lang"], 3),
        (["nonsense"], 2),
        (["new", "nonsense"], 2),
        (["new"], 2),
        ([], 2),
        (["--help"], 0),
        (["--version"], 0),
    ],
)
@pytest.mark.usefixtures("hall")
def test_exit_codes(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    """As the contract has them; never a traceback, and an error is on standard error only."""
    assert run(arguments, {}) == code
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    if code not in (0, 1, 4):
        assert out == ""
        assert err


def test_every_error_has_an_exit_code() -> None:
    """The nearest class above decides, for our errors and for any other."""
    ours = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, errors.KbError)]
    assert {cls.__name__: next(EXIT_CODES[base] for base in cls.__mro__ if base in EXIT_CODES) for cls in ours} == {
        "KbError": 1,
        "UsageError": 2,
        "QueryError": 2,
        "NotFound": 3,
        "IndexUnusable": 4,
        "IndexLocked": 4,
        "ContentUnusable": 1,
        "InputUnusable": 1,
        "Refused": 1,
        "StorageError": 5,
    }
    assert exit_code(RecursionError()) == 70
    assert exit_code(FileNotFoundError()) == 5
    assert exit_code(click.Abort()) == 130


# --------------------------------------------------------------------------------------------------------------- errors


@pytest.mark.usefixtures("hall")
def test_debug_shows_where_an_error_comes_from(capsys: pytest.CaptureFixture[str]) -> None:
    """Only then, and the sentence all the same."""
    assert run(["--debug", "search", "bug"], {}) == 70
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert (
        "Error: something went wrong inside kb (ZeroDivisionError: division by \N{REPLACEMENT CHARACTER}[31mzero)"
        in err
    )
    run(["--debug", "--ui-lang", "xx", "status"], {})
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.usefixtures("hall")
def test_warnings_follow_the_answer_on_standard_error(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    """What could not be read is said, and cannot steer the terminal."""
    hall.quiet = False
    assert run(["search", "old"], {}) == 0
    assert capsys.readouterr().err == (
        "content/x.md could not be read: \N{REPLACEMENT CHARACTER}[31mbroken\n"
        "The index is older than the content; to refresh it: kb index\n"
    )


@pytest.mark.parametrize(
    ("start", "end", "under"),
    [(0, 3, "abc"), (100, 103, "abc"), (50, 51, "x"), (200, 203, "abc")],
)
def test_a_mistake_is_pointed_out_in_a_long_query(start: int, end: int, under: str) -> None:
    """The carets stand below the mistake, in a window that fits on a line."""
    query = ("abc" + "x" * 97) + ("abc" + "x" * 97) + "abc"
    shown, carets = pointed_out(query, start, end)
    assert len(shown) <= 64
    assert shown[carets.index("^") : carets.index("^") + len(under)] == under


def test_an_error_has_its_place(
    capsys: pytest.CaptureFixture[str], hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``path:line:column`` stands before the sentence."""

    def fail(**_: Any) -> None:
        raise errors.ContentUnusable("cannot be read", place=errors.Place("content/kb.yaml", 3))

    monkeypatch.setattr(hall, "open_library", lambda root, **_: fail())
    assert run(["status"], {}) == 1
    assert capsys.readouterr().err == "Error: content/kb.yaml:3:1: cannot be read\n"


# -------------------------------------------------------------------------------------------------------------- options


def test_what_was_asked_reaches_the_library(hall: Hall) -> None:
    """Repetition and commas mean the same; words are joined; -word belongs to the query."""
    arguments = "search a -b --in de,en --in fi --in de --kind finding,method --state reviewed --topic x --source y"
    more = ["--publisher", "A, B & Co", "--year", "2023..", "--drafts", "--literal", "--sort", "date", "c d"]
    assert run([*arguments.split(), *more, "--limit", "5", "--offset", "10", "--lang", "fr-BE"], {"LANG": "de"}) == 0
    query, language, options = asked(hall)
    assert (query, language) == ("a -b c d", "fr")
    assert options == SearchOptions(
        languages_in=("de", "en", "fi"),
        kinds=("finding", "method"),
        topics=("x",),
        sources=("y",),
        publishers=("A, B & Co",),
        states=("reviewed",),
        years="2023..",
        drafts=True,
        literal=True,
        sort="date",
        offset=10,
        limit=5,
    )


def test_the_language_of_the_answer_is_that_of_the_messages(hall: Hall) -> None:
    """Unless --lang says another."""
    run(["search", "a"], {"LANG": "fi_FI.UTF-8"})
    assert asked(hall)[1] == "fi"
    run(["--ui-lang", "sv", "show", "f2"], {"LANG": "fi_FI.UTF-8"})
    options = {"default": "sv", "every": False, "history": False, "markdown": False}
    assert asked(hall) == (("f2",), (), options)
    run(["show", "f2", "f3", "--lang", "de,fr", "--all", "--history"], {})
    options = {"default": "en", "every": True, "history": True, "markdown": False}
    assert asked(hall) == (("f2", "f3"), ("de", "fr"), options)
    run(["show", "f2", "--format", "markdown"], {})
    assert asked(hall)[2]["markdown"] is True
    run(["list", "topics", "--lang", "de"], {})
    assert asked(hall) == ("topics", "de")


def test_options_before_the_command_hold_for_all(hall: Hall) -> None:
    """Root, however it is written."""
    for arguments in (["--root", "--ui-lang", "status"], ["--root=x", "--ui-lang=de", "status"]):
        assert run(arguments, {}) == 0
    assert hall.roots == ["--ui-lang", "x"]


def test_what_is_recorded_is_as_asked(hall: Hall) -> None:
    """Options of confirm and new arrive unchanged."""
    words = "confirm fi a/f1 --all --state reviewed --produced-by post-edited --by Ann --force --reason why"
    run(words.split(), {})
    options = {
        "every": True,
        "state": "reviewed",
        "produced_by": "post-edited",
        "by": "Ann",
        "force": True,
        "reason": "why",
    }
    assert asked(hall) == ("fi", ("a/f1",), options)
    run(["new", "source", "a-1", "--original", "de", "--title", "Titel"], {})
    assert asked(hall) == ("a-1", "de", "Titel")
    run(["new", "statement", "a-1", "--kind", "method", "--count", "2"], {})
    assert asked(hall) == ("a-1", "method", 2)
    run(["new", "translation", "a-1", "fr-BE"], {})
    assert asked(hall) == ("a-1", "fr")
    run(["new", "translation", "fi"], {})
    assert asked(hall) == (None, "fi")


@pytest.mark.usefixtures("hall")
def test_hyphens_that_belong_to_the_query(capsys: pytest.CaptureFixture[str]) -> None:
    """A phrase or two hyphens alone are no misspelt option; one is, and the right one is proposed."""
    assert run(["search", "--", "--", "-x"], {}) == 0
    assert run(["search", "--not an option"], {}) == 0
    assert run(["search", "a", "--limt=3"], {}) == 2
    assert "'--limit'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [name for name in COMMANDS if name not in ("cite", "init", "new", "serve", "verify")]
)
@pytest.mark.usefixtures("hall")
def test_every_json_answer_begins_with_its_schema(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The command's name is part of it."""
    needed = {
        "show": ["f2"],
        "list": ["topics"],
        "confirm": ["fi"],
        "export": ["po", "--to", "fi"],
        "import": ["--undo"],
    }
    run([command, *needed.get(command, []), "--format", "json"], {})
    answer = json.loads(capsys.readouterr().out)
    assert next(iter(answer.items())) == ("schema", f"kb/{command}/1")


@pytest.mark.usefixtures("hall")
def test_made_things_have_their_command_in_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """``init`` and ``new`` answer alike under their own names."""
    run(["init", "x", "--sample", "--format", "json"], {})
    assert json.loads(capsys.readouterr().out)["schema"] == "kb/init/1"
    run(["new", "translation", "a", "fr", "--format", "json"], {})
    assert json.loads(capsys.readouterr().out) == {"schema": "kb/new/1", "paths": ["content/a/fr.md"], "ids": []}


# ------------------------------------------------------------------------------------------------------------ languages


def commands() -> Iterator[tuple[list[str], click.Command]]:
    """Every command with the words that call it."""
    for name, (where, _) in COMMANDS.items():
        command = load(where)
        yield [name], command
        if isinstance(command, click.Group):
            for inner in command.commands.values():
                yield [name, str(inner.name)], inner


@pytest.mark.usefixtures("hall")
def test_all_help_is_german(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of the English help is left: no text of a command or option, no heading, no metavar."""
    translator = Translator("de")
    for words, command in [([], cli.kb), *commands()]:
        assert run([*words, "--help"], {"KB_LANG": "de", "COLUMNS": "80"}) == 0
        # Without any space: lines are broken behind hyphens too.
        shown = "".join(capsys.readouterr().out.split())
        for english in ("Usage:", "Options:", "Commands:", "[OPTIONS]", "COMMAND", "ADDRESS", "default:", "Example:"):
            assert english not in shown, words
        for text in [command.help, *(p.help for p in command.params if isinstance(p, click.Option))]:
            assert text is not None, words
            assert "".join(translator.gettext(text).split()) in shown, (words, text)
            assert "".join(text.split()) not in shown, (words, text)


@pytest.mark.parametrize("group", [cli.kb])
def test_the_table_says_what_the_commands_are_called(group: LazyGroup) -> None:
    """A command answers to the name in the table."""
    for name, (where, _) in group.table.items():
        assert load(where).name == name


def test_click_is_given_back_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other users of gettext's text domain in this process find it as it was."""
    monkeypatch.setenv("LANGUAGE", "fr")
    with speaking("de"):
        assert os.environ["LANGUAGE"] == "de"
        with speaking("en"):
            assert str(click.MissingParameter()) == "Missing parameter: None"
        assert str(click.MissingParameter()) == "Es fehlt der Parameter None"
    assert os.environ["LANGUAGE"] == "fr"
    monkeypatch.delenv("LANGUAGE")
    with speaking("de"):
        pass
    assert "LANGUAGE" not in os.environ


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("hall")
def test_every_language_can_be_spoken(language: str) -> None:
    """One without a catalog yet is said in English, and is the language of the answer all the same."""
    assert run(["--ui-lang", language, "search", "a"], {}) == 0


# ------------------------------------------------------------------------------------------------------------- progress


class Terminal(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def test_progress_is_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the reader's language; it ends when all is done, or when the next task begins."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    progress = Progress(Translator("de"))
    for task in TASKS:
        progress(task, 0, 4)
        progress(task, 3, 4)
    progress("indexing", 4, 4)
    progress.end()
    assert "Wörterbücher werden vorbereitet" in stream.getvalue()
    assert "100%" in stream.getvalue()
    assert stream.getvalue().count("\n") == len(TASKS)


def test_progress_elsewhere_is_one_line_if_it_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log is not filled with bars, and a quick task says nothing."""
    stream, now = io.StringIO(), iter([0.0, 0.5, 2.0, 9.0, 9.1])
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr("kb.ui.cli.session.monotonic", lambda: next(now))
    progress = Progress(Translator("en"))
    for done in (0, 1, 2):
        progress("reading", done, 4)
    progress("reading", 4, 4)
    progress("indexing", 1, 2)
    assert stream.getvalue() == "reading the content …\n"


# ------------------------------------------------------------------------------------------------------------ processes


def python(code: str, **settings: Any) -> subprocess.CompletedProcess[bytes]:
    """Run *code* in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=False, **settings)


def test_importing_the_command_line_is_cheap() -> None:
    """Neither the library nor what it needs, nor what only some answers need."""
    code = "import sys, kb.ui.cli; print(*sys.modules)"
    loaded = set(python(code).stdout.decode().split())
    heavy = {
        "kb.library",
        "babel",
        "whoosh",
        "yaml",
        "markdown",
        "dataclasses",
        "csv",
        "shutil",
        "kb.ui.catalogs",
        "locale",
    }
    assert not loaded & heavy
    assert not [
        name for name in loaded if name.startswith(("kb.content", "kb.search", "kb.translation", "kb.ui.render."))
    ]


FAKE = """
import sys
sys.path.insert(0, {tests!r})
from tests.test_cli import Hall
sys.modules["kb.library"] = Hall()
from kb.ui.cli import main
sys.argv = ["kb", *{arguments!r}]
sys.exit(main())
"""


@pytest.mark.usefixtures("hall")
def test_the_process_ends_with_the_code(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Arguments come from the command line; an interruption at any moment is 130."""
    monkeypatch.setattr(sys, "argv", ["kb", "--ui-lang", "de", "show"])
    assert cli.main() == 2
    assert "Es fehlt das Argument" in capfd.readouterr().err

    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "run", interrupt)
    assert cli.main() == 130


def test_unwritten_text_is_let_go(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Python would complain at its very end about what a reader who has gone never read."""
    with (tmp_path / "out").open("w") as stream:

        def fail() -> None:
            raise BrokenPipeError

        monkeypatch.setattr(stream, "flush", fail)
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(sys, "argv", ["kb", "--version"])
        monkeypatch.setattr(cli, "run", lambda *_: 0)
        monkeypatch.setattr(cli, "_speak_utf8", lambda stream: None)
        assert cli.main() == 0
        assert os.fstat(stream.fileno()).st_mode == Path(os.devnull).stat().st_mode
        monkeypatch.undo()


@pytest.mark.usefixtures("hall")
def test_answers_that_nobody_reads_are_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed pipe ends the command quietly wherever it is noticed."""

    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(sys, "stdout", Gone())
    assert run(["search", "a"], {}) == 0
    monkeypatch.setattr("kb.ui.cli.kb.main", lambda *_, **__: sys.stdout.write("x"))
    assert run(["search", "a"], {}) == 0


@pytest.mark.usefixtures("hall")
def test_shells_can_complete_commands_and_options(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The completion that click offers works with commands that are imported when they are called."""
    monkeypatch.setenv("_KB_COMPLETE", "bash_complete")
    for words, expected in (
        ("kb sea", "plain,search"),
        ("kb search --lim", "plain,--limit"),
        ("kb new st", "plain,statement"),
    ):
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
        with pytest.raises(SystemExit):
            run([], {})
        assert capsys.readouterr().out.splitlines() == [expected]


def process(*arguments: str, **settings: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own, with the fake hall."""
    return python(FAKE.format(tests=str(Path(__file__).parents[1]), arguments=list(arguments)), **settings)


def test_pipes_get_utf8_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lone surrogate (from an argument that is no text) is escaped instead of ending the program."""
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    done = process("search", "Xylophon", "\udcff“", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["query"] == "Xylophon \udcff“"
    assert process("--version").stdout.startswith(b"kb ")


def test_a_reader_who_leaves_is_no_error() -> None:
    """``kb search … | head -1`` ends quietly."""
    read, write = os.pipe()
    os.close(read)
    code = FAKE.format(tests=str(Path(__file__).parents[1]), arguments=["search", "a"])
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen([sys.executable, "-c", code], stdout=write, stderr=subprocess.PIPE, env=environment) as child:
        os.close(write)
        _, err = child.communicate()
    assert (child.returncode, err) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_is_said() -> None:
    """What cannot be written is not lost silently."""
    with Path("/dev/full").open("wb") as full:
        code = FAKE.format(tests=str(Path(__file__).parents[1]), arguments=["search", "a"])
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
        done = subprocess.run(
            [sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, env=environment, check=False
        )
    assert done.returncode == 5
    assert done.stderr.startswith(b"Error: No space left on device")
