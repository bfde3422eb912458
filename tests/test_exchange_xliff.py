"""Does work survive XLIFF and the tools that read it?"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings

from kb.errors import Refused
from kb.model import State
from kb.translation.exchange import formats, xliff, xliff12, xliff21
from kb.translation.exchange.units import Document, Reading, Returned
from kb.translation.exchange.xml_reading import MAX_ATTRIBUTE, MAX_DEPTH
from tests.case_tables import tables
from tests.exchange_documents import document, documents, expected, sample

CASES = tables("exchange-xliff.md")
SCHEMA = Path(__file__).parents[2] / "shared" / "schemas" / "xliff" / "xliff_core_2.0.xsd"
OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
WRITERS = {"2.1": xliff21.write, "1.2": xliff12.write}

#: What a unit of the case file stands in.
FRAMES = {
    "2.1": '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="de" trgLang="en"><file id="f">{}'
    "</file></xliff>",
    "1.2": '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="f" source-language="de" '
    'target-language="en" datatype="plaintext"><body>{}</body></file></xliff>',
}
NOTES = {
    "2.1": f'<notes><note category="kb:versions">source-version={"a" * 64}</note></notes>',
    "1.2": f'<note from="kb:versions">source-version={"a" * 64}</note>',
}


def read(version: str, inner: str) -> Reading:
    """What came back in a file with *inner* as its units; ``{V}`` stands for the note with the version."""
    return xliff.read(FRAMES[version].format(inner.replace("{V}", NOTES[version])).encode(), "x.xlf")


def said(back: Reading) -> str:
    """What came back in one line, as the case files have it."""
    units = [f"{unit.id} = {unit.target or '–'} ({unit.state.value if unit.state else '–'})" for unit in back.units]
    refused = [f"{one.unit.id or '?' if one.unit else '?'}: {one.problem.code}" for one in back.refused]
    return "; ".join([*units, *refused])


@pytest.mark.parametrize(("what", "unit", "answer"), CASES["2.1"])
def test_what_a_tool_may_make_of_a_unit_of_2_1(what: str, unit: str, answer: str) -> None:
    """Cases from tests/cases/exchange-xliff.md."""
    assert said(read("2.1", unit.strip("`"))) == answer, what


@pytest.mark.parametrize(("what", "unit", "answer"), CASES["1.2"])
def test_what_a_tool_may_make_of_a_unit_of_1_2(what: str, unit: str, answer: str) -> None:
    """Cases from tests/cases/exchange-xliff.md."""
    assert said(read("1.2", unit.strip("`"))) == answer, what


def test_only_the_sentence_goes_out() -> None:
    """Markup stands as placeholders with its data, names and figures are not to be translated; both sides number alike."""
    data = xliff21.write(document(sample()))
    unit = ET.fromstring(data).find(".//{*}unit")
    assert unit is not None
    segment = unit.find("{*}segment")
    assert segment is not None
    source, target = segment.find("{*}source"), segment.find("{*}target")
    assert source is not None
    assert target is not None
    shape = [(one.tag.rpartition("}")[2], one.get("id"), one.get("translate"), one.text) for one in source]
    assert shape == [
        ("mrk", "1", "no", "40"), ("ph", "2", None, None), ("ph", "3", None, None), ("mrk", "4", "no", "Telegram")
    ]  # fmt: skip
    assert [one.get("id") for one in target] == ["1", "2", "3", "4"]
    assert [one.text for one in unit.findall(".//{*}data")] == ["*"]
    assert segment.get("state") == "translated"


def test_what_has_no_translation_goes_out_empty_or_as_a_copy() -> None:
    """In 2.1 there is no target; in 1.2 there is a copy in the state “new”, because OmegaT offers nothing else."""
    bare = sample(target=None, target_version="", state=None, produced_by=None)
    assert b"<target" not in xliff21.write(document(bare))
    assert b'<target state="new">' in xliff12.write(document(bare))
    for write in WRITERS.values():
        assert xliff.read(write(document(bare)), "x").units[0].target is None


def test_the_states_of_1_2_are_all_known() -> None:
    """Every state that the standard lists means something; what is written is read as it was."""
    standard = (
        "final needs-adaptation needs-l10n needs-review-adaptation needs-review-l10n needs-review-translation "
        "needs-translation new signed-off translated"
    )
    assert {*xliff12.STATES, "new"} == set(standard.split())
    for state in State:
        assert xliff.read(xliff12.write(document(sample(state=state))), "x").units[0].state is state


def test_one_file_is_in_one_language() -> None:
    """Parts of 1.2 that say otherwise would put translations into the wrong language; what says nothing is said so."""
    parts = [xliff12.write(Document("de", tag, (sample(id=f"{tag}/f1"),))).decode() for tag in ("fi", "sv")]
    files = "".join(part[part.index("<file") : part.index("</xliff>")] for part in parts)
    with pytest.raises(Refused) as refused:
        xliff.read(f'<xliff xmlns="{xliff12.NAMESPACE}" version="1.2">{files}</xliff>'.encode(), "x")
    assert refused.value.code == "exchange-languages"
    assert xliff.read(f'<xliff xmlns="{xliff12.NAMESPACE}" version="1.2"/>'.encode(), "x") == ("", "", (), ())


def test_bounds_of_depth_and_attributes_are_those_that_are_said() -> None:
    """What is just within is read; what is over is refused with the place."""
    groups = MAX_DEPTH - 3
    deep = f'{"<group>" * groups}<unit id="a.b" name="a/b"/>{"</group>" * groups}'
    assert len(read("2.1", deep).units) == 1
    for inner, code in (
        (f"<group>{deep}</group>", "exchange-too-deep"),
        (f'<unit id="a.b" name="{"b" * (MAX_ATTRIBUTE + 1)}"/>', "exchange-too-large"),
    ):
        with pytest.raises(Refused) as refused:
            read("2.1", inner)
        assert refused.value.code == code
        assert refused.value.place is not None
        assert refused.value.place.line == 1


# ------------------------------------------------------------------------------------------------- standards and tools


@pytest.mark.skipif(not SCHEMA.exists(), reason="the OASIS schema lies beside the checkout of the developers only")
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_2_1_is_valid_by_the_schema_of_oasis(sent: Document) -> None:
    """Whatever goes out, and unique ids inside of a unit, which the schema does not check."""
    etree = pytest.importorskip("lxml.etree", reason="lxml validates against the schema")
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    tree = etree.fromstring(xliff21.write(sent))
    assert schema.validate(tree), schema.error_log
    for unit in tree.iter("{*}unit"):
        for side in (*unit.iter("{*}source"), *unit.iter("{*}target")):
            ids = [one.get("id") for one in side.iter() if one.get("id")]
            assert len(set(ids)) == len(ids)


READ_AND_WRITE = """
import sys
from pathlib import Path
from translate.storage.xliff import xlifffile
from translate.storage.xliff2 import Xliff2File
for name, kind in (("2.1", Xliff2File), ("1.2", xlifffile)):
    store = kind.parsefile(f"{name}.xlf")
    assert len(store.units) == 3, store.units
    Path(f"{name}.back.xlf").write_bytes(bytes(store))
"""


@pytest.mark.skipif(find_spec("translate") is None, reason="translate-toolkit (GPL, for tests only) is not installed")
def test_both_survive_translate_toolkit(tmp_path: Path) -> None:
    """Weblate's and Pootle's reader, in a process of its own: every unit comes back as it went out."""
    sent = document(sample(), sample(id="study#title", target=None, target_version="", state=None, produced_by=None),
                    sample(id="other/f1", state=State.INITIAL, previous="Früher & <so>\n\n- *eins*"))  # fmt: skip
    for version, write in WRITERS.items():
        (tmp_path / f"{version}.xlf").write_bytes(write(sent))
    subprocess.run([sys.executable, "-c", READ_AND_WRITE], cwd=tmp_path, check=True)
    for version in WRITERS:
        back = formats.read((tmp_path / f"{version}.back.xlf").read_bytes(), "x")
        assert back.refused == ()
        assert [unit._replace(line=0) for unit in back.units] == [expected(unit) for unit in sent.units]


def omegat(folder: Path, *options: str) -> None:
    """One run of OmegaT on the console."""
    command = ["java", f"-Duser.home={folder}", "-Djava.awt.headless=true", "-jar", str(OMEGAT), str(folder), *options]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>DE</source_lang><target_lang>EN</target_lang><sentence_seg>true</sentence_seg></project></omegat>"""


@pytest.mark.skipif(
    not OMEGAT.exists() or shutil.which("java") is None, reason="OmegaT (apt install omegat) is not here"
)
def test_1_2_survives_omegat(tmp_path: Path) -> None:
    """OmegaT cuts passages into sentences, translates each from its memory, and all of it comes back under its id."""
    bare = {"target": None, "target_version": "", "state": None, "produced_by": None}
    sent = document(
        sample(**bare),
        sample(id="study/f2", source="Erster Satz. [Zweiter](https://example.org) Satz mit 30.000 & mehr.", **bare),
        sample(id="study#title", source="Über **Telegram** und *mehr*", **bare),
    )
    for name in ("source", "target", "omegat", "glossary", "tm", "dictionary"):
        (tmp_path / name).mkdir()
    (tmp_path / "omegat.project").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "source" / "de-en.xlf").write_bytes(xliff12.write(sent))
    memory = tmp_path / "memory.tmx"
    omegat(tmp_path, "--mode=console-createpseudotranslatetmx", f"--pseudotranslatetmx={memory}",
           "--pseudotranslatetype=equal")  # fmt: skip
    # Each sentence gets an “Ö” in front, in the language of the translation only.
    translated = re.sub(r'(lang="EN[^>]*>\s*<seg>)', r"\1Ö ", memory.read_text(encoding="utf-8"))
    (tmp_path / "omegat" / "project_save.tmx").write_text(translated, encoding="utf-8")
    omegat(tmp_path, "--mode=console-translate")
    back = formats.read((tmp_path / "target" / "de-en.xlf").read_bytes(), "de-en.xlf")
    assert back.refused == ()
    assert [unit.source for unit in back.units] == [unit.source for unit in sent.units]
    assert [unit.source_version for unit in back.units] == ["a" * 64] * 3
    assert targets(back.units) == {
        "study/f1": "40 Ö % der *Täter* nutzen Telegram.",
        "study/f2": "Ö Erster Satz. Ö [Zweiter](https://example.org) Satz mit 30.000 & mehr.",
        "study#title": "Ö Über **Telegram** und *mehr*",
    }


def targets(units: tuple[Returned, ...]) -> dict[str, str | None]:
    """The translations by id."""
    return {unit.id: unit.target for unit in units}
