"""Here is a folder: which sources and statements does it hold?"""

from __future__ import annotations

import errno
import os
import random
from pathlib import Path

import pytest

from kb.content import corpus, sources
from kb.content.problems import PROBLEMS
from kb.languages import LANGUAGES
from kb.model import Corpus, Correction, Kind, ProducedBy, Publication, State, Term, Wording
from kb.text import version
from tests.content_cases import Block, Case, lay_out

TOY = Path(__file__).parent / "toy"
SHIPPED = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def toy() -> Corpus:
    """The toy knowledge base."""
    return corpus.read(TOY / "content", TOY)


def test_the_toy_has_no_problem(toy: Corpus) -> None:
    """A knowledge base with everything the grammar has is read without a warning."""
    assert toy.problems == ()
    assert toy.files == 15
    assert list(toy.sources) == ["cycling-2023", "libraries-2021"]


def test_the_shipped_content_has_no_error() -> None:
    """What ships can be read whole."""
    read = corpus.read(SHIPPED / "content", SHIPPED)
    assert [str(found.place) for found in read.problems if found.is_error] == []
    assert sum(len(statement.passages) for statement in read.statements()) >= 17 * 24


def test_a_source_is_its_record(toy: Corpus) -> None:
    """CSL fields come as they were written; titles, translators and groups from the passage files."""
    source = toy.sources["cycling-2023"].source
    assert (source.original, source.issued, source.year) == ("de", "2023-05-04", "2023")
    assert source.fields["author"] == [{"family": "Muster", "given": "Erika"}, {"literal": "Amt für Verkehr"}]
    assert source.fields["type"] == "report"
    assert "original" not in source.fields
    assert source.title_in("fi") == "Pyöräliikenne kaupungissa: raportti 2023"
    assert source.translators == {"en": ("Jo Example",)}
    assert source.groups["en"] == ("Results", "Recommendations")
    assert toy.sources["libraries-2021"].source.fields["volume"] == "12"


def test_a_statement_is_its_block(toy: Corpus) -> None:
    """Every key of a block arrives, typed, with addresses made of ids."""
    f1, f2, f3 = (toy.statement(f"cycling-2023/f{number}") for number in (1, 2, 3))
    assert f1 is not None
    assert f2 is not None
    assert f3 is not None
    assert (f1.kind, f1.topics, f1.loc, f1.supports) == (
        Kind.FINDING,
        ("road-safety",),
        {"page": "12"},
        ("cycling-2023/r1",),
    )
    assert f2.corrections == (Correction("2023-09-01", "erratum", "Die Zahl war falsch übertragen."),)
    assert (f3.publication, f3.superseded_by, f3.reason) == (Publication.SUPERSEDED, "cycling-2023/f4", "Neu gezählt.")
    r1, r3 = toy.statement("cycling-2023/r1"), toy.statement("cycling-2023/r3")
    assert r1 is not None
    assert r3 is not None
    assert (r1.wording, r1.addressees, r1.supports) == (Wording.VERBATIM, ("city-councils",), ("libraries-2021/r1",))
    assert r3.publication_on("2024-01-01") is Publication.DRAFT


def test_a_passage_is_its_wording(toy: Corpus) -> None:
    """Markdown as authored, canonical text, version, path and line of the heading; the original comes first."""
    statement = toy.statement("libraries-2021/f1")
    assert statement is not None
    assert list(statement.passages) == ["fi", "en"]
    passage = statement.passages["en"]
    assert passage.text == "Visitors read more than before: Year Loans 2019 10,000 2020 12,500"
    assert passage.version == version(passage.text)
    assert passage.markdown.startswith("Visitors read more than before:\n\n| Year | Loans  |\n")
    assert (passage.path, passage.line) == ("content/libraries-2021/en.md", 13)


def test_statements_are_in_the_order_of_the_original(toy: Corpus) -> None:
    """By source, then as the original has them; a comment alone is a missing passage."""
    assert [s.id for s in toy.sources["cycling-2023"].statements.values()] == [
        "f1",
        "f2",
        "f3",
        "f4",
        "f5",
        "r1",
        "r2",
        "r3",
    ]
    assert "fi" not in toy.sources["cycling-2023"].statements["f2"].passages


def test_the_records_of_the_tool_are_read(toy: Corpus) -> None:
    """Confirmations by language and id, releases in their order."""
    content = toy.sources["cycling-2023"]
    line = content.confirmations["fi", "f1"]
    assert (line.state, line.produced_by, line.by, line.date) == (
        State.TRANSLATED,
        ProducedBy.MACHINE,
        "",
        "2024-01-20",
    )
    assert ("en", "r2") not in content.confirmations
    assert content.releases[0].text == "Am Bahnhof fehlen 500 Stellplätze."


def test_the_base_and_its_vocabularies(toy: Corpus) -> None:
    """kb.yaml, topics.yaml and glossary.yaml arrive typed."""
    assert toy.base.languages == ("de", "en", "fi")
    assert [(gate.kind, gate.addressee, gate.outdated) for gate in toy.base.coverage] == [
        (Kind.RECOMMENDATION, "city-councils", False),
        (Kind.FINDING, None, True),
    ]
    assert toy.topics["parking"].label("fr", "fi") == "Pysäköinti"
    assert toy.glossary["cycle-lane"] == Term(
        "cycle-lane", {"de": ("Radfahrstreifen", "Radweg"), "en": ("cycle lane",), "fi": ("pyöräkaista",)}
    )
    assert toy.glossary["oodi"].name == "Oodi"


def test_one_source_is_read_alone(toy: Corpus) -> None:
    """A refresh reads one folder and gets what the whole reading gets, except for references to other sources."""
    folder = TOY / "content" / "libraries-2021"
    reading = sources.read_source(folder, TOY, toy.topics, toy.base.languages)
    assert reading.content == toy.sources["libraries-2021"]
    assert reading.problems == ()
    assert reading.ids == ("b1", "f1", "r1")
    only = corpus.read(TOY / "content", TOY, only=["cycling-2023"])
    assert only.problems == ()
    assert only.sources == {"cycling-2023": toy.sources["cycling-2023"]}


def test_without_topics_nothing_is_said_about_them(tmp_path: Path) -> None:
    """If topics.yaml cannot be read, its own problem is the only one; the statements keep their topics."""
    content = lay_out(tmp_path, Case("", (Block("content/topics.yaml", "", "a: b: c\n"),), ()))
    read = corpus.read(content, tmp_path)
    assert [found.code for found in read.problems] == ["yaml-syntax"]
    assert read.sources["alpha"].statements["f1"].topics == ("safety",)


def test_without_kb_yaml_there_are_defaults(tmp_path: Path) -> None:
    """A missing kb.yaml is one problem; everything is served under the folder's name in all languages."""
    content = lay_out(tmp_path / "my-base")
    (content / "kb.yaml").unlink()
    read = corpus.read(content, tmp_path / "my-base")
    assert (read.base.name, read.base.languages) == ("my-base", tuple(LANGUAGES))
    assert len(list(read.statements())) == 3


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """Nothing at all is a problem too, not an exception."""
    read = corpus.read(tmp_path / "content", tmp_path)
    assert [found.code for found in read.problems] == ["unreadable", "missing-file"]
    assert read.sources == {}


def test_a_file_that_the_system_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Missing permission costs the file it concerns, and says why."""
    content = lay_out(tmp_path)
    real = os.open

    def refuse(path: Path, *args: int) -> int:
        if Path(path).name == "en.md":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, *args)

    monkeypatch.setattr(os, "open", refuse)
    read = corpus.read(content, tmp_path)
    assert [f"{found.place} {found.message}" for found in read.problems] == [
        "content/alpha/en.md this file cannot be read: Permission denied",
        "content/beta/en.md this file cannot be read: Permission denied",
    ]
    assert list(read.sources["alpha"].statements["f1"].passages) == ["de"]


def test_what_is_kept_back_stays_so_when_its_block_is_broken(tmp_path: Path) -> None:
    """A statement whose block cannot be read, or whose embargo is no date, is not published by mistake."""
    meta = "~~~ yaml\nkind: finding\ntopics: [safety]\n"
    for new, served in ((f"{meta}embargo_until: soon\n", True), (f"{meta}publication: draft: yes\n", False)):
        folder = tmp_path / str(served)
        content = lay_out(folder, Case("", (Block("content/alpha/de.md", "replace", f"{meta}=>\n{new}"),), ()))
        statements = corpus.read(content, folder).sources["alpha"].statements
        assert ("f1" in statements) is served
        if served:
            assert statements["f1"].publication_on("2999-01-01") is Publication.DRAFT


def test_a_reference_to_what_cannot_be_read_is_no_second_problem(tmp_path: Path) -> None:
    """A statement that exists in a broken file is known: only the break is told, and the reference left out."""
    support = Block("content/alpha/de.md", "replace", "topics: [safety]\n=>\nsupports: [beta/g1]\n")
    broken = Block("content/beta/fi.md", "escaped", "\\xff\\n")
    read = corpus.read(lay_out(tmp_path, Case("", (support, broken), ())), tmp_path)
    assert [found.code for found in read.problems] == ["encoding"]
    assert read.sources["alpha"].statements["f1"].supports == ()


def test_problems_are_sorted_by_place(tmp_path: Path) -> None:
    """By path, then line and column as numbers."""
    text = "---\nsource: alpha\nlanguage: en\ntitle: Study\n---\n\n# F\n\n## f1\n\n" + "\n".join(["### x", ""] * 50)
    read = corpus.read(lay_out(tmp_path, Case("", (Block("content/alpha/en.md", "", text),), ())), tmp_path)
    lines = [found.place.line for found in read.problems]
    assert len(lines) == 50
    assert lines == sorted(lines)


def test_damaged_files_never_stop_the_reading(tmp_path: Path) -> None:
    """Random damage to every file: no exception, every message can be said, every place has a line of the file."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    junk = [
        b"\xff",
        b"\0",
        b"---\n",
        b"~~~\n",
        b"## f1\n",
        b": ",
        b"[",
        b"\t",
        b"<b>",
        b"&x ",
        b"\xe2\x80\xae",
        b"{",
        b'"',
        b"\r\n",
        b"# ",
    ]
    content = lay_out(tmp_path)
    files = [path for path in sorted(content.rglob("*")) if path.is_file()]
    whole = {path: path.read_bytes() for path in files}
    for _ in range(300):
        path = chance.choice(files)
        data = bytearray(whole[path])
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(data) + 1)
            data[at : at + chance.choice([0, 0, 1, 5, 40])] = chance.choice(junk)
        path.write_bytes(data)
        read = corpus.read(content, tmp_path)
        for found in read.problems:
            assert str(found.message)
            assert found.code in PROBLEMS
            assert found.place.line <= data.count(b"\n") + 1 or not found.place.path.endswith(path.name)
        path.write_bytes(whole[path])
