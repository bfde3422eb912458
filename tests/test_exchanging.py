"""Does work go out to translators and come back unharmed? On real content, through the command line."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kb.content import corpus as contents
from kb.content import writer
from kb.library import Library
from kb.model import Corpus, ProducedBy, State
from kb.ui.cli import run
from tests.knowledge_bases import Today, edit, laid_out, opened, passages, source, written

DAY = "2030-05-06"
P = "protect-children-2024"

#: Runs ``kb`` in the base of a test: the exit code, what was printed, and what was said.
Kb = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _day(today: Today) -> None:
    """All of it happens on one day."""
    today(DAY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the knowledge base that ships, to change."""
    return laid_out("shipped", tmp_path / "base")


@pytest.fixture
def kb(root: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> Kb:
    """The command line on *root*."""
    return in_base(root, cache, capsys)


def in_base(root: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> Kb:
    """The command line on *root*, in the folder above it."""

    def call(*words: str | Path) -> tuple[int, str, str]:
        code = run(["--root", str(root), *map(str, words)], {"KB_CACHE": str(cache), "COLUMNS": "96"})
        return code, *capsys.readouterr()

    return call


def bytes_of(root: Path) -> dict[str, bytes]:
    """Every content file."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in (root / "content").rglob("*")
        if path.is_file() and writer.JOURNAL not in path.parts
    }


def read(root: Path) -> Corpus:
    """What stands in the files."""
    return contents.read(root / "content", root)


def passage(root: Path, address: str, language: str) -> str:
    """The wording of a passage."""
    statement = read(root).statement(address)
    assert statement is not None
    return statement.passages[language].markdown


def codes(answer: str) -> dict[str, str]:
    """What was refused, by id, in an answer in JSON."""
    return {one["id"]: one["problem"]["code"] for file in json.loads(answer)["files"] for one in file["refused"]}


def taken(answer: str) -> dict[str, str]:
    """What goes in, by id, in an answer in JSON."""
    return {one["id"]: one["action"] for file in json.loads(answer)["files"] for one in file["taken"]}


# ----------------------------------------------------------------------------------------------------------- round trips

FORMATS: Mapping[str, tuple[str, ...]] = {
    "xliff 2.1": ("xliff",),
    "xliff 1.2": ("xliff", "--version", "1.2"),
    "po": ("po",),
    "csv": ("csv",),
}


@pytest.mark.parametrize("name", FORMATS)
def test_an_unchanged_export_changes_not_one_byte(name: str, root: Path, kb: Kb, tmp_path: Path) -> None:
    """Everything in all languages goes out and comes back; nothing is to go in and nothing is written."""
    before = bytes_of(root)
    code, out, _ = kb("export", *FORMATS[name], "--to", "all", "--output", tmp_path / "out")
    assert code == 0
    files = sorted(set((tmp_path / "out").iterdir()) - {tmp_path / "out" / "kb.pot"})
    assert len(files) == 23
    assert all(str(file) in out for file in files)
    code, out, _ = kb("import", *files, "--write", "--by", "A. Virtanen", "--format", "json")
    answer = json.loads(out)
    assert (code, answer["written"], answer["paths"]) == (0, False, [])
    assert {(len(one["taken"]), one["unchanged"], len(one["refused"])) for one in answer["files"]} == {(0, 44, 0)}
    assert bytes_of(root) == before


@pytest.mark.parametrize("name", FORMATS)
def test_one_change_comes_back_whatever_the_format_and_the_line_ends(
    name: str, tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a byte order mark, CRLF and blanks at ends of lines: what is not the passage stays as it is."""
    root = laid_out("toy", tmp_path / "toy")
    path = root / "content" / "cycling-2023" / "fi.md"
    text = "\ufeff" + path.read_text("utf-8").replace("## f1\n", "## f1   \n").replace("\n", "\r\n") + " \r\n\r\n"
    path.write_bytes(text.encode())
    kb = in_base(root, cache, capsys)
    before = bytes_of(root)
    assert kb("export", *FORMATS[name], "--to", "fi", "--source", "cycling-2023", "--output", tmp_path / "out")[0] == 0
    out = tmp_path / "out"
    assert kb("import", out, "--write")[0] == 0
    assert bytes_of(root) == before
    edit(out, "pyöräkaistaa.", "pyöräkaistaa lainkaan.")
    code, printed, said = kb("import", out, "--write", "--format", "json")
    assert (code, taken(printed), said) == (0, {"cycling-2023/f1": "changed"}, "")
    assert path.read_bytes().decode() == text.replace("pyöräkaistaa.", "pyöräkaistaa lainkaan.")
    changed = {name for name, data in bytes_of(root).items() if data != before[name]}
    assert changed == {f"content/cycling-2023/{name}" for name in ("fi.md", "translations.yaml", "releases.jsonl")}


@pytest.mark.parametrize("name", FORMATS)
def test_a_language_can_be_made_from_nothing(name: str, root: Path, kb: Kb, tmp_path: Path) -> None:
    """The file is created; passages, title and headings come to stand as they would have been written by hand."""
    shutil.copytree(root, tmp_path / "whole")
    kb("export", *FORMATS[name], "--to", "fi", "--output", tmp_path / "whole.out")
    path = root / "content" / P / "fi.md"
    expected = path.read_text("utf-8")
    path.unlink()
    assert kb("export", *FORMATS[name], "--to", "fi", "--only", "missing", "--output", tmp_path / "fi")[0] == 0
    filled = fill(tmp_path / "fi", name, targets(tmp_path / "whole.out", name))
    code, out, _ = kb("import", filled, "--write", "--produced-by", "human", "--by", "M. Laine", "--format", "json")
    assert (code, set(taken(out).values())) == (0, {"new"})
    assert path.read_text("utf-8") == expected
    corpus = read(root)
    assert [problem for problem in corpus.problems if problem.is_error] == []
    lines = [line for (tag, _), line in corpus.sources[P].confirmations.items() if tag == "fi"]
    assert len(lines) == 17
    assert {(one.state, one.produced_by, one.by, one.date) for one in lines} == {
        (State.TRANSLATED, ProducedBy.HUMAN, "M. Laine", DAY)
    }


def targets(path: Path, name: str) -> dict[str, str]:
    """What stands as the target of each unit in an exported file, in the syntax of its format."""
    text = path.read_text("utf-8-sig")
    if name == "csv":
        return {row["id"]: row["target (fi)"] for row in csv.DictReader(io.StringIO(text, newline=""))}
    pattern = {
        "xliff 2.1": r'<unit id="[^"]*" name="([^"]*)".*?(<target>.*?</target>)',
        "xliff 1.2": r'<trans-unit id="([^"]*)".*?(<target state="[^"]*">.*?</target>)',
        "po": r'msgctxt "([^"]*)"\n.*?(msgstr (?:"[^\n]*"\n)+)',
    }[name]
    return dict(re.findall(pattern, text, re.DOTALL))


def fill(path: Path, name: str, wordings: Mapping[str, str]) -> Path:
    """Put *wordings* where *path* has none: what a translator does."""
    text = path.read_text("utf-8-sig")
    if name == "csv":
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        file = io.StringIO(newline="")
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows({**row, "target (fi)": wordings[row["id"]]} for row in rows)
        path.write_text(file.getvalue(), encoding="utf-8", newline="")
        return path
    for id, wording in wordings.items():
        if name == "po":
            start = text.find(f'msgctxt "{id}"')
            text = text[:start] + text[start:].replace('msgstr ""\n', wording, 1) if start >= 0 else text
        else:
            start = text.find(f'name="{id}"') if name == "xliff 2.1" else text.find(f'<trans-unit id="{id}"')
            end = text.find("</source>", start)
            if start >= 0:
                text = text[: end + 9] + wording + text[end + 9 :]
    path.write_text(text, encoding="utf-8", newline="")
    return path


# ----------------------------------------------------------------------------------------------------------- what goes out


def test_drafts_and_what_is_withdrawn_stay_at_home(
    tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only published statements are translated; nobody reads the others before their day."""
    statements = {
        "f1": "kind: finding | Eins.",
        "f2": "kind: finding; publication: draft | Zwei.",
        "f3": "kind: finding; embargo_until: 2030-05-07 | Drei.",
        "f4": "kind: finding; publication: withdrawn; reason: falsch | Vier.",
        "f5": "kind: finding; embargo_until: 2030-05-06 | Fünf.",
    }
    files = {"s/source.yaml": source("s"), "s/de.md": passages("s", "de", **statements)}
    kb = in_base(written(tmp_path / "base", files), cache, capsys)
    _, out, said = kb("export", "csv", "--to", "fi")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
    assert [row["id"] for row in rows] == ["s#title", "s/f1", "s/f5"]
    assert said == "passages: 2, labels: 1, words: 3\n"


def test_only_what_is_asked_for_goes_out(root: Path, kb: Kb, tmp_path: Path) -> None:
    """By the counters of coverage; with the wording that the passage was confirmed against."""
    edit(root / "content" / P / "de.md", "70\u00a0% suchten", "71\u00a0% suchten")
    edit(root / "content" / P / "fi.md", "Eniten käytetyt", "Käytetyimmät")
    _, out, _ = kb("export", "po", "--to", "fi", "--only", "outdated")
    assert re.findall(r'msgctxt "(.*)"', out) == [f"{P}/f3"]
    assert "#, fuzzy" in out
    assert '#| msgid "70 % suchten' in out.replace("\u00a0", " ")
    assert "change: number" in out
    _, out, _ = kb("export", "csv", "--to", "fi", "--only", "unconfirmed,outdated", "--format", "json")
    assert json.loads(out)["files"][0]["passages"] == 2
    assert kb("export", "csv", "--to", "fi", "--only", "initial") == (0, "", "There is nothing to export.\n")


@pytest.mark.parametrize("form", ["json-ld", "csl-json"])
def test_records_hold_what_may_be_cited_and_nothing_else(form: str, root: Path, kb: Kb) -> None:
    """Released wordings of published statements; what is outdated by its value, or was never released, is left out."""
    _, whole, _ = kb("export", form, "--to", "fi", "--format", "json")
    edit(root / "content" / P / "de.md", "70\u00a0% suchten", "71\u00a0% suchten")
    edit(root / "content" / P / "fi.md", "Eniten käytetyt", "Käytetyimmät")
    _, less, _ = kb("export", form, "--to", "fi", "--format", "json")
    (before,), (after,) = json.loads(whole)["files"], json.loads(less)["files"]
    assert (before["passages"], after["passages"]) == (17, 15)
    for id in ("f3", "f5"):
        assert f"{P}/{id}/fi@" in before["text"]
        assert f"{P}/{id}/fi@" not in after["text"]
    assert json.loads(after["text"])
    assert kb("export", form, "--to", "fi", "--only", "reviewed")[1] == ""


def test_originals_in_two_languages_are_two_files(
    tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file has one original language; topics go out once, from the one that most sources have."""
    files = {
        "topics.yaml": "a: {de: Ah, fi: Aa}\nb: {fi: Bee}\n",
        "glossary.yaml": "terms:\n  t: {de: [Te, Tee], fi: Tii}\nnames:\n  n: {name: N}\n",
        **{f"{id}/source.yaml": source(id) for id in ("s1", "s2")},
        **{f"{id}/de.md": passages(id, "de", f1="kind: finding | Eins.") for id in ("s1", "s2")},
        "s3/source.yaml": source("s3", "fi"),
        "s3/fi.md": passages("s3", "fi", f1="kind: finding | Yksi."),
    }
    kb = in_base(written(tmp_path / "base", files), cache, capsys)
    code, _, said = kb("export", "xliff", "--to", "en")
    assert code == 2
    assert "2 files" in said
    assert kb("export", "po", "--to", "all", "--output", tmp_path / "out")[0] == 0
    made = {path.name: path.read_text("utf-8") for path in (tmp_path / "out").iterdir()}
    assert sorted(made) == ["de-en.po", "de-fi.po", "de-kb.pot", "fi-de.po", "fi-en.po", "fi-kb.pot"]
    labels = {name: re.findall(r'msgctxt "((?:topics|glossary)#.*)"', text) for name, text in made.items()}
    assert labels["de-en.po"] == labels["de-fi.po"] == ["topics#a", "glossary#t"]
    assert labels["fi-en.po"] == ["topics#b"]
    assert labels["fi-de.po"] == ["topics#a", "topics#b", "glossary#t"]
    code, out, _ = kb("export", "tmx", "--to", "all", "--output", tmp_path / "out")
    assert (code, "kb.tmx" in out) == (0, True)
    memory = (tmp_path / "out" / "kb.tmx").read_text("utf-8")
    assert re.findall(r'tuid="(.*?)"', memory) == ["topics#a", "glossary#t"]


def test_a_po_file_that_is_there_is_brought_up_to_date(root: Path, kb: Kb, tmp_path: Path) -> None:
    """What the translator wrote stays, and what has changed is marked; other formats are written anew."""
    out = tmp_path / "po"
    out.mkdir()
    edit(root / "content" / P / "fi.md", "Eniten käytetyt", "Käytetyimmät")
    kb("export", "po", "--to", "fi", "--output", out)
    assert sorted(path.name for path in out.iterdir()) == ["fi.po", "kb.pot"]
    edit(out / "fi.po", "Käytetyimmät", "Yleisimmät")
    edit(root / "content" / P / "de.md", "70\u00a0% suchten", "71\u00a0% suchten")
    kb("export", "po", "--to", "fi", "--output", out)
    text = (out / "fi.po").read_text("utf-8")
    assert "Yleisimmät" in text
    assert '#| msgid "70 % suchten' in text.replace("\u00a0", " ")


def test_a_narrower_export_does_not_put_away_what_a_po_file_has(root: Path, kb: Kb, tmp_path: Path) -> None:
    """The translator may have worked on it since."""
    out = tmp_path / "fi.po"
    kb("export", "po", "--to", "fi", "--output", out)
    edit(out, "Eniten käytetyt", "Käytetyimmät")
    before = out.read_text("utf-8")
    edit(root / "content" / P / "fi.md", "Kontaktia haettiin", "Yhteyttä haettiin")
    kb("export", "po", "--to", "fi", "--only", "unconfirmed", "--output", out)
    after = out.read_text("utf-8")
    assert after.count("msgctxt") == before.count("msgctxt")
    assert "#~" not in after
    _, printed, _ = kb("import", out, "--format", "json")
    assert taken(printed) == {f"{P}/f5": "changed"}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("export", "xliff"), 2, "--to"),
        (("export", "xliff", "--to", "all"), 2, "they need a folder"),
        (("export", "xliff", "--to", "xx"), 3, "xx"),
        (("export", "docx", "--to", "fi"), 2, "docx"),
        (("export", "xliff", "--to", "fi", "--version", "3"), 2, "no version 3"),
        (("export", "xliff", "--to", "fi", "--only", "old"), 2, "old"),
        (("export", "xliff", "--to", "fi", "--source", "nowhere"), 3, "nowhere"),
        (("export", "xliff", "--to", "fi", "--output", "/nowhere/at/all.xlf"), 5, "/nowhere"),
        (("import",), 2, "name a FILE"),
        (("import", "nowhere.xlf"), 3, "nowhere.xlf"),
        (("import", "--undo"), 0, "nothing to take back"),
        (("import", "--resume"), 0, "No import was interrupted"),
        (("import", "x.csv", "--state", "reviewed"), 1, "needs the name"),
    ],
)
def test_what_cannot_be_done_is_said(
    words: tuple[str, ...], code: int, said: str, kb: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the exit code of its kind, and no traceback."""
    monkeypatch.chdir(tmp_path)
    Path("x.csv").write_text("id,source,target,source-version\n", encoding="utf-8")
    if code == 5:
        monkeypatch.setattr(Path, "mkdir", lambda self, **options: None)
    found, out, err = kb(*words)
    assert found == code
    assert said in out + err


def test_the_library_says_what_it_does_not_have(shipped: Library) -> None:
    """The same for who calls it without the command line's own checks."""
    for form, only in (("docx", ()), ("po", ("old",))):
        with pytest.raises(Exception, match=r"there is no format|is not a state"):
            shipped.export(form, ["fi"], only=only)
    assert shipped.export("po", ["fi"]).files[0].passages == 17


# ------------------------------------------------------------------------------------------------------------- tampering


def unit(text: str, id: str) -> str:
    """The unit *id* of an XLIFF file as it stands there."""
    found = re.search(rf'    <unit id="[^"]*" name="{re.escape(id)}">.*?</unit>\n', text, re.DOTALL)
    assert found is not None
    return found[0]


def tampered(text: str, id: str, old: str, new: str) -> str:
    """*text* with *new* for *old* in the target of the unit *id*; the file has spaces that do not break."""
    before = unit(text, id)
    head, target, rest = before.partition("<target>")
    assert re.search(old, rest), f"{id} has no “{old}”"
    return text.replace(before, head + target + re.sub(old, new, rest, count=1))


TAMPERING: Mapping[str, tuple[tuple[str, str, str], str]] = {
    f"{P}/f1": (("f1", "30.000", "31 000"), "number-differs"),
    f"{P}/f2": (("f2", "40", "14"), "number-differs"),
    f"{P}/f5": (("f5", "Discord", "Telegram"), "name-differs"),
    f"{P}/f7": (("f7", "</target>", "\n\n# Otsikko</target>"), "breaks-file"),
    f"{P}/f8": (("f8", "</target>", "\n~~~ yaml\n~~~</target>"), "block-kind"),
    f"{P}/b1": (("b1", "helmikuuta", "maaliskuuta"), "number-differs"),
    f"{P}/b2": (("b2", "vuoropuhelua", "&lt;b&gt;vuoropuhelua&lt;/b&gt;"), "raw-html"),
    f"{P}/r5": (("r5", r"(?s)\A.*?</target>", "&lt;!-- kommentti --&gt;</target>"), "empty-target"),
    f"{P}/r1": (("r1", "lasten", "las\u202eten"), "forbidden-character"),
}


def test_tampered_units_are_refused_one_by_one_and_the_good_ones_go_in(root: Path, kb: Kb, tmp_path: Path) -> None:
    """Numbers, names, dates, structure, raw HTML, hidden characters, ids, versions, doubles: each with its reason."""
    file = tmp_path / "fi.xlf"
    kb("export", "xliff", "--to", "fi", "--output", file)
    text = file.read_text("utf-8")
    for (id, old, new), _ in TAMPERING.values():
        text = tampered(text, f"{P}/{id}", old, new)
    text = tampered(text, f"{P}/f3", "haki", "etsi")
    text = (
        tampered(text, f"{P}/f4", "haettiin", "etsittiin").replace(f"{P}/f4", f"{P}/f99").replace(f"{P}.f4", f"{P}.f99")
    )
    text = text.replace(unit(text, f"{P}/f6"), unit(text, f"{P}/f6") * 2)
    text = tampered(text, f"{P}/r2", "noudattaen", "seuraten")
    r2 = unit(text, f"{P}/r2")
    text = text.replace(r2, re.sub("source-version=.{8}", "source-version=00000000", r2))
    text = tampered(text, f"{P}/r3", "<", " vielä<")
    r3 = unit(text, f"{P}/r3")
    text = text.replace(r3, re.sub("target-version=.{8}", "target-version=00000000", r3))
    lost = unit(text, f"{P}/r4")
    text = text.replace(lost, "")
    file.write_text(text, encoding="utf-8")
    before = bytes_of(root)

    code, dry, _ = kb("import", file, "--format", "json")
    assert (code, bytes_of(root) == before, (tmp_path / "fi.xlf.refused.txt").exists()) == (1, True, False)
    code, out, said = kb("import", file, "--write", "--format", "json")
    assert (code, codes(dry)) == (1, codes(out))
    assert taken(out) == {f"{P}/f3": "changed"}
    assert codes(out) == {
        **{id: expected for id, (_, expected) in TAMPERING.items()},
        f"{P}/f99": "unknown-unit",
        f"{P}/f6": "unit-twice",
        f"{P}/r2": "outdated",
        f"{P}/r3": "conflict",
    }
    assert "etsi" in passage(root, f"{P}/f3", "fi")
    assert passage(root, f"{P}/r4", "fi").encode() in before[f"content/{P}/fi.md"]
    listed = (tmp_path / "fi.xlf.refused.txt").read_text("utf-8")
    assert "fi.xlf.refused.txt" in said
    assert all(id in listed and expected in listed for id, expected in codes(out).items())
    assert "31 000" in listed
    assert sorted(path.name for path in (root / "content" / P).iterdir() if "refused" in path.name) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<xliff ", "<!DOCTYPE x [<!ENTITY a 'b'>]><xliff ", "exchange-doctype"),
        ('trgLang="fi"', 'trgLang="zz"', "exchange-language"),
        ("</xliff>", "", "exchange-syntax"),
        ("<?xml", "Hello", "exchange-format"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_whole(
    old: str, new: str, code: str, root: Path, kb: Kb, tmp_path: Path
) -> None:
    """The files beside it are taken all the same."""
    good, bad = tmp_path / "good.xlf", tmp_path / "bad.xlf"
    kb("export", "xliff", "--to", "fi", "--output", good)
    edit(good, "Eniten käytetyt", "Käytetyimmät")
    bad.write_text(good.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    found, out, _ = kb("import", bad, good, "--write", "--format", "json")
    assert (found, codes(out), list(taken(out))) == (1, {"": code}, [f"{P}/f5"])
    assert "Käytetyimmät" in passage(root, f"{P}/f5", "fi")


def test_what_changed_meanwhile_is_kept_aside(root: Path, kb: Kb, tmp_path: Path) -> None:
    """A translation of an earlier original is outdated; a passage that somebody has edited is in conflict."""
    file = tmp_path / "fi.po"
    kb("export", "po", "--to", "fi", "--output", file)
    edit(root / "content" / P / "de.md", "am häufigsten genutzten", "meistgenutzten")
    edit(root / "content" / P / "fi.md", "Kontaktia haettiin", "Yhteyttä haettiin")
    edit(file, "Eniten käytetyt", "Käytetyimmät")
    edit(file, "Kontaktia haettiin", "Kontakteja haettiin")
    _, out, _ = kb("import", file, "--write", "--format", "json")
    assert (codes(out), taken(out)) == ({f"{P}/f5": "outdated", f"{P}/f4": "conflict"}, {})


def test_the_same_unit_in_two_files_goes_in_once(kb: Kb, tmp_path: Path) -> None:
    """The second one with other words is in conflict with the first; with the same words it says nothing new."""
    for name, word in (("a.po", "Käytetyimmät"), ("b.po", "Käytetyimmät"), ("c.po", "Suosituimmat")):
        kb("export", "po", "--to", "fi", "--output", tmp_path / name)
        edit(tmp_path / name, "Eniten käytetyt", word)
    _, out, _ = kb("import", *(tmp_path / name for name in ("a.po", "b.po", "c.po")), "--format", "json")
    answer = json.loads(out)
    assert [(len(one["taken"]), len(one["refused"])) for one in answer["files"]] == [(1, 0), (0, 0), (0, 1)]
    assert codes(out) == {f"{P}/f5": "conflict"}


def test_nobody_reviews_their_own_translation(root: Path, kb: Kb, tmp_path: Path) -> None:
    """Whom the file names as translator cannot call it reviewed; others can, with their name."""
    edit(root / "content" / P / "fi.md", "language: fi\n", "language: fi\ntranslators: [M. Laine]\n")
    file = tmp_path / "fi.csv"
    kb("export", "csv", "--to", "fi", "--source", P, "--output", file)
    edit(file, "Eniten käytetyt", "Käytetyimmät")
    _, out, _ = kb("import", file, "--state", "reviewed", "--by", "m. laine", "--format", "json")
    assert set(codes(out).values()) == {"own-review"}
    _, out, _ = kb("import", file, "--state", "reviewed", "--by", "A. Virtanen", "--write", "--format", "json")
    assert (codes(out), len(taken(out))) == ({}, 17)
    lines = read(root).sources[P].confirmations
    assert {(one.state, one.by) for (tag, _), one in lines.items() if tag == "fi"} == {(State.REVIEWED, "A. Virtanen")}


# ------------------------------------------------------------------------------------------------------- labels, terms


def test_labels_go_into_their_files(root: Path, kb: Kb, tmp_path: Path) -> None:
    """Title and headings into the passage file, topics and terms into theirs: one line each."""
    file = tmp_path / "fi.xlf"
    kb("export", "xliff", "--to", "fi", "--output", file)
    text = file.read_text("utf-8")
    for id, old, new in (
        (f"{P}#title", "Lehdistötiedote", "Tiedote"),
        (f"{P}#group-1", "Havainnot", "Tulokset"),
        ("topics#social-media", "Sosiaalinen media", "Some"),
        ("glossary#offender", "rikoksentekijä", "rikollinen"),
    ):
        text = tampered(text, id, old, new)
    file.write_text(text, encoding="utf-8")
    before = bytes_of(root)
    code, out, _ = kb("import", file, "--write", "--format", "json")
    assert code == 0
    labels = (f"{P}#title", f"{P}#group-1", "topics#social-media", "glossary#offender")
    assert taken(out) == dict.fromkeys(labels, "changed")
    corpus = read(root)
    assert corpus.topics["social-media"].labels["fi"] == "Some"
    assert corpus.glossary["offender"].forms["fi"][0] == "rikollinen"
    assert corpus.sources[P].source.titles["fi"].startswith("Tiedote")
    assert corpus.sources[P].source.groups["fi"][0] == "Tulokset"
    for name, data in bytes_of(root).items():
        old_lines, new_lines = before[name].split(b"\n"), data.split(b"\n")
        assert len(old_lines) == len(new_lines)
    assert bytes_of(root)[f"content/{P}/translations.yaml"] == before[f"content/{P}/translations.yaml"]


@pytest.mark.parametrize(
    ("id", "old", "new", "code"),
    [
        (f"{P}#group-1", "</target>", "\nja muuta</target>", "breaks-file"),
        (f"{P}#group-1", "</target>", " #</target>", "breaks-file"),
        (f"{P}#title", "</target>", " 2025</target>", "number-differs"),
        ("topics#social-media", "media", "me\u202edia", "forbidden-character"),
    ],
)
def test_labels_are_looked_at_too(id: str, old: str, new: str, code: str, kb: Kb, tmp_path: Path) -> None:
    """One line each, with the figures of the original."""
    file = tmp_path / "fi.xlf"
    kb("export", "xliff", "--to", "fi", "--output", file)
    file.write_text(tampered(file.read_text("utf-8"), id, old, new), encoding="utf-8")
    _, out, _ = kb("import", file, "--format", "json")
    assert codes(out) == {id: code}


TBX = """<?xml version="1.0"?>
<martif type="TBX-Basic" xml:lang="de"><text><body>
<termEntry id="cycle-lane"><langSet xml:lang="de"><tig><term>Radweg</term></tig></langSet>
<langSet xml:lang="fi"><tig><term>pyöräkaista</term></tig><tig><term>pyörätie</term></tig></langSet></termEntry>
<termEntry id="bell"><langSet xml:lang="en"><tig><term>bell</term></tig></langSet></termEntry>
<termEntry id="oodi"><langSet xml:lang="fi"><tig><term>Oodi</term></tig></langSet>
<langSet xml:lang="sv"><tig><term>Ode</term></tig></langSet></termEntry>
<termEntry id="Bad id"><langSet xml:lang="en"><tig><term>x</term></tig></langSet></termEntry>
<termEntry id="hidden"><langSet xml:lang="en"><tig><term>x\u202ey</term></tig></langSet></termEntry>
</body></text></martif>
"""


def test_terms_are_added_to_the_glossary(tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Forms that are there stay, new ones come after them; without --write nothing changes."""
    root = laid_out("toy", tmp_path / "toy")
    kb = in_base(root, cache, capsys)
    file = tmp_path / "terms.tbx"
    file.write_text(TBX, encoding="utf-8")
    before = (root / "content" / "glossary.yaml").read_text("utf-8")
    code, out, _ = kb("import", file, "--format", "json")
    assert (code, (root / "content" / "glossary.yaml").read_text("utf-8")) == (1, before)
    assert codes(out) == {"Bad id": "bad-id", "hidden": "forbidden-character"}
    kb("import", file, "--write")
    after = (root / "content" / "glossary.yaml").read_text("utf-8")
    assert after == before.replace("fi: pyöräkaista", 'fi: ["pyöräkaista", "pyörätie"]').replace(
        "names:", '  bell:\n    en: ["bell"]\nnames:'
    ).replace('name: "Oodi"\n', 'name: "Oodi"\n    sv: ["Ode"]\n')
    glossary = read(root).glossary
    assert glossary["cycle-lane"].forms["fi"] == ("pyöräkaista", "pyörätie")
    assert (glossary["oodi"].name, glossary["oodi"].forms) == ("Oodi", {"sv": ("Ode",)})
    _, out, _ = kb("import", file, "--write", "--format", "json")
    assert (taken(out), json.loads(out)["written"]) == ({}, False)


# ---------------------------------------------------------------------------------------------------- back, and again


def test_an_import_is_taken_back_unless_somebody_has_edited_since(root: Path, kb: Kb, tmp_path: Path) -> None:
    """All files as they were; an edit that would be lost stops it and is named."""
    before = bytes_of(root)
    file = tmp_path / "fi.po"
    kb("export", "po", "--to", "fi", "--output", file)
    edit(file, "Eniten käytetyt", "Käytetyimmät")
    code, out, _ = kb("import", file, "--write")
    assert (code, "kb import --undo" in out) == (0, True)
    after = bytes_of(root)
    edit(root / "content" / P / "fi.md", "Kontaktia haettiin", "Yhteyttä haettiin")
    code, _, said = kb("import", "--undo")
    assert (code, f"{P}/fi.md" in said) == (1, True)
    edit(root / "content" / P / "fi.md", "Yhteyttä haettiin", "Kontaktia haettiin")
    assert bytes_of(root) == after
    code, out, _ = kb("import", "--undo")
    assert (code, f"content/{P}/fi.md" in out, bytes_of(root) == before) == (0, True, True)
    code, out, _ = kb("import", file, "--resume")
    assert (code, bytes_of(root) == after) == (0, True)


def test_an_interrupted_import_is_completed_or_taken_back(
    root: Path, kb: Kb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was decided upon is done when asked for, and what was edited meanwhile is left alone and said."""
    file = tmp_path / "fi.po"
    kb("export", "po", "--to", "fi", "--output", file)
    edit(file, "Eniten käytetyt", "Käytetyimmät")
    before = bytes_of(root)

    def interrupted() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(writer, "_put", lambda staged, target: (_ for _ in ()).throw(KeyboardInterrupt))
            assert kb("import", file, "--write")[0] == 130
        assert bytes_of(root) == before

    interrupted()
    code, out, _ = kb("import", "--resume")
    assert (code, "was completed" in out) == (0, True)
    assert "Käytetyimmät" in passage(root, f"{P}/f5", "fi")
    kb("import", "--undo")
    interrupted()
    assert kb("import", "--undo")[0] == 0
    assert bytes_of(root) == before
    interrupted()
    edit(root / "content" / P / "fi.md", "Kontaktia haettiin", "Yhteyttä haettiin")
    code, out, _ = kb("import", "--resume", "--format", "json")
    assert (code, json.loads(out)["left"]) == (0, [f"content/{P}/fi.md"])
    assert "Yhteyttä haettiin" in (root / "content" / P / "fi.md").read_text("utf-8")


def test_a_file_of_another_encoding_is_not_written_over(root: Path, kb: Kb, tmp_path: Path) -> None:
    """What is missing only because it cannot be read is not put in a second time."""
    path = root / "content" / P / "fi.md"
    path.write_bytes(path.read_bytes().replace("ä".encode(), b"\xe4"))
    before = bytes_of(root)
    file = tmp_path / "fi.csv"
    kb("export", "csv", "--to", "fi", "--only", "missing", "--output", file)
    edit(file, "kind: finding", "kind:  finding")
    text = file.read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    wordings = {row["id"]: "" for row in rows} | {f"{P}/f3": "70 % haki kontaktia lapseen verkossa."}
    code, out, _ = kb("import", fill(file, "csv", wordings), "--write", "--format", "json")
    assert (code, codes(out), bytes_of(root) == before) == (1, {f"{P}/f3": "file-broken"}, True)


def test_broken_content_is_not_written_over(root: Path, kb: Kb, tmp_path: Path) -> None:
    """A file that cannot be read whole is left to people; what of it is needed is refused."""
    file = tmp_path / "fi.po"
    kb("export", "po", "--to", "fi", "--output", file)
    edit(file, "Eniten käytetyt", "Käytetyimmät")
    edit(file, "Sosiaalinen media", "Some")
    edit(root / "content" / P / "fi.md", "# Tausta\n", "# Tausta\n\nTässä ei saa olla tekstiä.\n")
    (root / "content" / "topics.yaml").write_bytes((root / "content" / "topics.yaml").read_bytes() + b"# \xff\n")
    code, out, _ = kb("import", file, "--write", "--format", "json")
    assert (code, codes(out)[f"{P}/f5"], taken(out)) == (1, "file-broken", {})
    edit(root / "content" / P / "fi.md", "# Tausta\n\nTässä ei saa olla tekstiä.\n", "# Tausta\n")
    path = root / "content" / P / "translations.yaml"
    path.write_bytes(path.read_bytes() + b"zz: {}\n")
    code, _, said = kb("import", file, "--write")
    assert (code, "translations.yaml has errors" in said) == (1, True)


def test_refused_units_of_a_file_in_content_are_not_listed_there(root: Path, kb: Kb) -> None:
    """Nothing that is not content comes to lie under content/."""
    file = root / "content" / P / "fi.po"
    kb("export", "po", "--to", "fi", "--output", file)
    edit(file, "Eniten käytetyt", "5 käytetyintä")
    assert kb("import", file, "--write")[0] == 1
    assert (root / "fi.po.refused.txt").exists()
    assert not list((root / "content").rglob("*.refused.txt"))


def test_a_gap_that_a_translator_left_is_filled(
    tmp_path: Path, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The comment goes, the passage comes in its place, and nothing else moves; a list stays a list."""
    root = laid_out("toy", tmp_path / "toy")
    kb = in_base(root, cache, capsys)
    path = root / "content" / "cycling-2023" / "fi.md"
    before = path.read_text("utf-8")
    kb("export", "csv", "--to", "fi", "--source", "cycling-2023", "--only", "missing", "--output", tmp_path / "fi")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "fi").read_text("utf-8-sig"), newline="")))
    wording = (
        "Vuonna 2022 laskettiin 1 250 onnettomuutta, joissa oli mukana polkupyörä:\n\n- 900 risteyksissä,\n"
        "- 350 muualla:\n    - 200 pimeässä,\n    - 150 päivänvalossa."
    )
    wordings = {row["id"]: "" for row in rows} | {"cycling-2023/f2": wording}
    code, out, _ = kb("import", fill(tmp_path / "fi", "csv", wordings), "--write", "--format", "json")
    assert (code, taken(out)) == (0, {"cycling-2023/f2": "new"})
    assert path.read_text("utf-8") == before.replace("<!-- käännetään myöhemmin -->", wording)


def test_a_title_that_was_only_copied_is_to_be_looked_at(root: Path, kb: Kb, tmp_path: Path) -> None:
    """The file of a language that has none begins with the title and the headings of the original."""
    (root / "content" / P / "fi.md").unlink()
    assert kb("new", "translation", "fi")[0] == 0
    _, out, _ = kb("export", "csv", "--to", "fi", "--only", "initial,missing", "--source", P)
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
    assert {row["id"]: row["state"] for row in rows if "#" in row["id"]} == {
        f"{P}#{name}": "initial" for name in ("title", "group-1", "group-2", "group-3", "group-4")
    }
    assert len(rows) == 17 + 5


def test_the_import_is_found_at_once(root: Path, cache: Path, tmp_path: Path) -> None:
    """A library that stays open answers with what came in."""
    library = opened(root, cache)
    text = library.export("po", ["fi"]).files[0].text
    assert text is not None
    assert library.search("ykköspaikka", "fi").total == 0
    changed = text.replace("Eniten käytetyt", "Ykköspaikka")
    library.import_files([("fi.po", changed.encode())], write=True)
    assert library.search("ykköspaikka", "fi").total == 1
