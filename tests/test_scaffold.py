"""What does a new source, statement or translation look like before anybody has written a word of it?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content import corpus as contents
from kb.content import scaffold
from kb.content.strict_yaml import parse
from kb.content.yaml_edits import quoted
from kb.errors import KbError, NotFound, Refused, UsageError
from kb.model import Confirmation, Corpus, Kind, ProducedBy, Release, SourceContent, State
from kb.text import version
from tests.knowledge_bases import edit, laid_out, passages, source, written
from tests.texts import PERMITTED

DAY = "2026-11-22"


def read(root: Path) -> Corpus:
    """What stands in the files of *root*."""
    return contents.read(root / "content", root)


def put(files: scaffold.Files) -> None:
    """Write *files*."""
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A base with one German source."""
    sections = {"f1": "kind: finding | Satz.", "f3": "kind: finding | Noch ein Satz."}
    return written(tmp_path, {"alpha/source.yaml": source("alpha"), "alpha/de.md": passages("alpha", "de", **sections)})


# --------------------------------------------------------------------------------------------------------- base, source


@pytest.mark.parametrize("name", ["findings", 'a "b": c # d', "über", "no"])
def test_an_empty_base_has_no_problem(tmp_path: Path, name: str) -> None:
    """Whatever its folder is called."""
    put(scaffold.base_files(tmp_path / "content", name))
    found = read(tmp_path)
    assert (found.problems, found.base.name) == ((), name)


@given(st.text(PERMITTED, max_size=30))
def test_a_quoted_text_is_read_as_it_was(text: str) -> None:
    """Double-quoted, nothing in it means anything."""
    node, _ = parse(f"a: {quoted(text)}", "x.yaml")
    assert node is not None
    assert node.entries["a"].value.text == text  # type: ignore[union-attr]


def test_a_new_source_has_a_record_and_a_file_for_its_original(root: Path) -> None:
    """Without any problem, and ready for statements."""
    put(scaffold.source_files(read(root), root / "content", "beta", "fi", 'Otsikko: "osa" # 1', DAY))
    found = read(root)
    assert found.problems == ()
    beta = found.sources["beta"].source
    assert (beta.original, beta.title, beta.issued, beta.titles) == (
        "fi", 'Otsikko: "osa" # 1', DAY, {"fi": 'Otsikko: "osa" # 1'},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("id", "language", "error", "code"),
    [
        ("alpha", "de", Refused, "source-exists"),
        ("gamma", "de", Refused, "source-exists"),
        ("../x", "de", UsageError, "bad-id"),
        ("con", "de", UsageError, "bad-id"),
        ("Beta", "de", UsageError, "bad-id"),
        ("beta", "xx", UsageError, "unknown-language"),
    ],
)
def test_a_source_that_is_there_or_cannot_be_is_refused(
    root: Path, id: str, language: str, error: type[KbError], code: str
) -> None:
    """Also where the folder holds nothing that can be read."""
    (root / "content" / "gamma").mkdir()
    with pytest.raises(error) as caught:
        scaffold.source_files(read(root), root / "content", id, language, "T", DAY)
    assert caught.value.code == code


def test_a_source_is_named_unless_there_is_only_one(root: Path) -> None:
    """Nothing is guessed."""
    found = read(root)
    assert scaffold.source_of(found, None) is scaffold.source_of(found, "alpha") is found.sources["alpha"]
    with pytest.raises(NotFound) as missing:
        scaffold.source_of(found, "beta")
    assert missing.value.code == "no-such-source"
    put(scaffold.source_files(found, root / "content", "beta", "fi", "Otsikko", DAY))
    with pytest.raises(UsageError) as unnamed:
        scaffold.source_of(read(root), None)
    assert unnamed.value.code == "source-missing"


# ----------------------------------------------------------------------------------------------------------- statements


def content(*ids: str, released: tuple[str, ...] = (), confirmed: tuple[str, ...] = ()) -> SourceContent:
    """A source that has, released and confirmed statements."""
    empty = Confirmation("", "", State.TRANSLATED, ProducedBy.HUMAN, "", DAY)
    return SourceContent(
        None,  # type: ignore[arg-type]  # not looked at
        dict.fromkeys(ids),  # type: ignore[arg-type]
        {("fi", id): empty for id in confirmed},
        tuple(Release(f"s/{id}/de", version("x"), "x", DAY, "") for id in released),
    )


@pytest.mark.parametrize(
    ("having", "kind", "ids"),
    [
        (content(), Kind.FINDING, ["f1", "f2"]),
        (content("f1", "f9", "r20", "f-x", "f010"), Kind.FINDING, ["f10", "f11"]),
        (content("f1", released=("f30",)), Kind.FINDING, ["f31", "f32"]),
        (content("f1", confirmed=("f40",)), Kind.FINDING, ["f41", "f42"]),
        (content("f1"), Kind.RECOMMENDATION, ["r1", "r2"]),
        (content("b1"), Kind.BACKGROUND, ["b2", "b3"]),
    ],
)
def test_a_new_id_is_the_next_free_number_of_its_kind_and_never_one_ever_used(
    having: SourceContent, kind: Kind, ids: list[str]
) -> None:
    """On record or confirmed counts, also where no file has it any more."""
    assert scaffold.next_ids(having, scaffold.used_ids(having, []), kind, 2) == ids


def test_an_id_in_any_file_counts_as_used_even_where_it_cannot_be_read() -> None:
    """A heading is enough."""
    assert scaffold.used_ids(content(), ["# g\n\n## f7\n\nText ## f8\n", "##  r2 \r\n##f9\n"]) == {"f7", "r2"}


def test_every_kind_has_a_prefix_of_its_own() -> None:
    """So that numbers of kinds do not meet."""
    assert set(scaffold.PREFIXES) == set(Kind)
    assert len(set(scaffold.PREFIXES.values())) == len(Kind)


def test_a_new_statement_is_a_draft_that_waits_for_its_text(root: Path) -> None:
    """The only thing wrong with it is that nothing is written yet; with a text it is whole."""
    path = root / "content" / "alpha" / "de.md"
    with path.open("a", encoding="utf-8") as file:
        file.write(scaffold.statement_text(Kind.METHOD, ["m1"]))
    found = read(root)
    assert [problem.code for problem in found.problems] == ["unwritten"]
    assert found.statement("alpha/m1") is None
    edit(path, "<!-- one to three sentences -->", "Befragt wurde schriftlich.")
    found = read(root)
    new = found.statement("alpha/m1")
    assert found.problems == ()
    assert new is not None
    assert (new.kind, new.publication, new.topics) == ("method", "draft", ())


# --------------------------------------------------------------------------------------------------------- translations


def translation(root: Path, language: str = "fi") -> str:
    """The file a translator of the only source starts from, put in its place."""
    found = scaffold.source_of(read(root), None)
    original = (root / "content" / "alpha" / "de.md").read_text(encoding="utf-8")
    files = scaffold.translation_file(found, root / "content", language, original)
    put(files)
    return next(iter(files.values())).decode()


def test_a_new_translation_has_the_groups_and_ids_of_the_original_and_no_problem(root: Path) -> None:
    """What is to be translated stands beside each id, and counts as missing."""
    edit(root / "content" / "alpha" / "de.md", "\n## f1", "\n# Erkenntnisse: neu\n\n## f1")
    edit(root / "content" / "alpha" / "de.md", "\n## f3", "\n# Mehr\n\n## f3")
    text = translation(root)
    assert text.startswith('---\nsource: alpha\nlanguage: fi\ntitle: "Titel"\n---\n')
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Erkenntnisse: neu", "## f1", "# Mehr", "## f3",
    ]  # fmt: skip
    assert "<!--\nSatz.\n-->" in text
    found = read(root)
    assert found.problems == ()
    assert all(set(statement.passages) == {"de"} for statement in found.statements())


def test_a_comment_in_yaml_is_no_group(root: Path) -> None:
    """Only headings of the file's own are."""
    path = root / "content" / "alpha" / "de.md"
    edit(path, "source: alpha\n", "# of the press office\nsource: alpha\n")
    path.write_text(
        path.read_text(encoding="utf-8").replace("kind: finding", "# seen twice\nkind: finding", 1), encoding="utf-8"
    )
    assert [line for line in translation(root).splitlines() if line.startswith("#")] == ["## f1", "## f3"]
    assert read(root).problems == ()


@pytest.mark.parametrize(
    "body",
    [
        "a --> b",
        "a ---> b ----> c",
        "a <!-- b --> c",
        "- a -\n- b --",
        "| a |\n|---|\n| b |",
        "5 - - 6",
        "a\n\n~~~\n## f9\n# g\n~~~",
    ],
)
def test_nothing_in_a_wording_ends_the_comment_it_stands_in(root: Path, body: str) -> None:
    """The translator's file is whole, whatever the original says."""
    edit(root / "content" / "alpha" / "de.md", "Noch ein Satz.", body)
    before = read(root).problems
    text = translation(root)
    assert (text.count("\n<!--\n"), text.count("-->"), text[-4:]) == (2, 2, "-->\n")
    found = read(root)
    assert found.problems == before
    assert all(set(statement.passages) == {"de"} for statement in found.statements())


def test_a_translation_that_is_there_or_into_the_original_is_refused(root: Path) -> None:
    """Nothing is written over."""
    translation(root)
    with pytest.raises(Refused) as there:
        translation(root)
    with pytest.raises(UsageError) as original:
        translation(root, "de")
    with pytest.raises(UsageError) as unknown:
        translation(root, "xx")
    assert [caught.value.code for caught in (there, original, unknown)] == [
        "translation-exists", "is-original", "unknown-language",
    ]  # fmt: skip


def test_a_translation_of_what_ships_has_no_problem(tmp_path: Path) -> None:
    """With all its groups and statements."""
    root = laid_out("shipped", tmp_path)
    path = next((root / "content").glob("*/fi.md"))
    before = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("## ")]
    path.unlink()
    content = scaffold.source_of(read(root), None)
    original = path.with_name("de.md").read_text(encoding="utf-8")
    put(scaffold.translation_file(content, root / "content", "fi", original))
    after = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("## ")]
    assert after == before
    assert [problem for problem in read(root).problems if problem.is_error] == []
