"""Does work survive PO, the tools of gettext, and a new export over the file that somebody has worked on?"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given

from kb.errors import Refused
from kb.model import State
from kb.translation.exchange import gettext_po
from kb.translation.exchange.gettext_po import merge, read, write, write_template
from kb.translation.exchange.units import Document, Returned
from tests.exchange_documents import document, documents, expected, sample

NO_GETTEXT = pytest.mark.skipif(shutil.which("msgmerge") is None, reason="gettext (apt install gettext) is not here")

#: A file of a translator with entries of every kind.
WORKED_ON = """# Übersetzung von Ana
msgid ""
msgstr ""
"Project-Id-Version: Findings\\n"
"Language: en_IE\\n"
"Last-Translator: Ana <ana@example.org>\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Generator: Poedit 3.4\\n"

# ask the author
# kb: target-version={b} state=translated produced-by=machine
#. kb: source-version={a}
#: somewhere:12
#, no-wrap
msgctxt "study/f1"
msgid "40 % der *Täter* nutzen Telegram."
msgstr "40 % of the *offenders* "
"use Telegram."

#. kb: source-version={a}
msgctxt "study/f9"
msgid "Nicht mehr da."
msgstr "Gone."

msgid "of somebody else"
msgid_plural "of others"
msgstr[0] "de alguien"
msgstr[1] "de otros"

# kept since 2020
#~ msgctxt "study/f0"
#~ msgid "Alt"
#~ msgstr "Old"

#~| msgid "Älter"
#~ msgctxt "study/f3"
#~ msgid "Neu"
#~ msgstr "New"
# a last remark
""".replace("{a}", "a" * 64).replace("{b}", "b" * 64)


def merged(existing: str, sent: Document) -> str:
    """*existing* brought up to *sent*, as text."""
    return merge(existing.encode(), sent, "en.po").decode()


def entry(text: str, id: str) -> str:
    """The one block of *text* whose context is *id*."""
    (found,) = [block for block in text.split("\n\n") if f'msgctxt "{id}"' in block]
    return found


def by_id(text: str) -> dict[str, Returned]:
    """What would come back of *text*."""
    back = read(text.encode(), "en.po")
    assert back.refused == ()
    return {unit.id: unit for unit in back.units}


# ------------------------------------------------------------------------------------------------------- states, flags


@pytest.mark.parametrize("state", State)
def test_fuzzy_is_the_state_initial(state: State) -> None:
    """Only what is to be looked at is fuzzy; with the flag taken away it is translated."""
    text = write(document(sample(state=state))).decode()
    assert ("#, fuzzy" in text) is (state is State.INITIAL)
    assert by_id(text)["study/f1"].state is state
    looked_at = by_id(text.replace("#, fuzzy\n", ""))["study/f1"].state
    assert looked_at is (State.TRANSLATED if state is State.INITIAL else state)


def test_a_translation_made_fuzzy_is_to_be_looked_at() -> None:
    """Whatever was recorded of it."""
    text = write(document(sample(state=State.REVIEWED))).decode().replace("\nmsgctxt", "\n#, no-wrap, fuzzy\nmsgctxt")
    assert by_id(text)["study/f1"].state is State.INITIAL


def test_the_header_names_both_languages_and_the_plural_forms() -> None:
    """The locale of the target as gettext has it, with Babel's rule of plurals."""
    text = write(Document("de", "ga", (sample(),), "Findings\nof us")).decode()
    for line in (
        "Language: ga",
        "X-Source-Language: de",
        "Plural-Forms: nplurals=5;",
        "Project-Id-Version: Findings of us",
    ):
        assert line in text
    back = read(write(Document("de", "pt", (sample(),))), "x")
    assert (back.source_language, back.target_language) == ("de", "pt")


def test_a_file_without_header_or_of_another_program_is_read_as_far_as_it_is_ours() -> None:
    """Entries without a context are not ours; an unknown language is what the file says."""
    back = read(b'msgid "a"\nmsgstr "b"\n', "x")
    assert back == ("", "", (), ())
    assert read(b'msgid ""\nmsgstr "Language: tlh\\n"\n', "x").target_language == "tlh"


@given(documents())
def test_babel_reads_what_goes_out(sent: Document) -> None:
    """Wordings, contexts and flags are what another reader sees."""
    catalog = read_po(io.BytesIO(write(sent)), abort_invalid=True)
    for unit in sent.units:
        message = catalog.get(unit.source, context=unit.id)
        assert message is not None
        assert message.string == (unit.target or "")
        assert message.fuzzy is (unit.state is State.INITIAL)


@given(documents())
def test_a_template_has_the_originals_alone(sent: Document) -> None:
    """No translation, no version of one, no language."""
    back = read(write_template(sent), "kb.pot")
    assert [unit.source for unit in back.units] == [unit.source for unit in sent.units]
    assert all(unit.target is None and not unit.target_version and unit.source_version for unit in back.units)
    assert back.target_language == ""


# -------------------------------------------------------------------------------------------------------------- merging


@given(documents(), documents())
def test_no_entry_is_ever_lost(before: Document, after: Document) -> None:
    """Each entry of the old file and each unit of the export has its place, every translation is still there."""
    first = write(before)
    second = merge(first, after, "x")
    old, new = read(first, "x"), read(second, "x")
    assert [unit.id for unit in new.units] == [unit.id for unit in after.units]
    gone = {unit.id for unit in old.units} - {unit.id for unit in new.units}
    entries = list(gettext_po._entries(second.decode(), "x"))
    assert len(entries) == 1 + len(after.units) + len(gone)
    texts = {entry.target for entry in entries}
    assert {unit.target for unit in old.units if unit.target} <= texts
    assert merge(second, after, "x") == second


@given(documents())
def test_merging_what_is_the_same_changes_not_one_byte(sent: Document) -> None:
    """Export over an untouched export."""
    assert merge(write(sent), sent, "x") == write(sent)


@given(documents())
def test_a_missing_translation_is_filled_in(sent: Document) -> None:
    """A file that goes on where another ended has today's passages."""
    assert merge(write_template(sent), sent, "x").split(b"\n\n")[1:] == write(sent).split(b"\n\n")[1:]


def test_what_the_translator_wrote_is_kept() -> None:
    """A translation that differs from today's passage stays, with its comments, flags, references and what it was exported of."""
    text = merged(WORKED_ON, document(sample(target="Today's.", target_version="c" * 64, note="finding")))
    block = entry(text, "study/f1")
    for kept in ("# ask the author", "#: somewhere:12", "#, no-wrap", f"target-version={'b' * 64}", "#. finding"):
        assert kept in block.splitlines() or kept in block
    assert by_id(text)["study/f1"] == expected(sample(target="40 % of the *offenders* use Telegram."))._replace(
        line=by_id(text)["study/f1"].line
    )
    assert "Today's." not in text


def test_a_changed_original_makes_it_fuzzy_with_the_previous_one() -> None:
    """The translator's words are kept for today's original; what was previous before stays so while it was fuzzy already."""
    text = merged(WORKED_ON, document(sample(source="41 % der Täter.", source_version="d" * 64)))
    block = entry(text, "study/f1")
    assert '#, fuzzy, no-wrap\n#| msgid "40 % der *Täter* nutzen Telegram."\n' in block
    unit = by_id(text)["study/f1"]
    assert (unit.source, unit.state, unit.source_version) == ("41 % der Täter.", State.INITIAL, "d" * 64)
    assert unit.target == "40 % of the *offenders* use Telegram."
    again = merged(text, document(sample(source="42 % der Täter.", source_version="e" * 64)))
    assert '#| msgid "40 % der *Täter* nutzen Telegram."' in again
    assert "41 %" not in again


def test_what_went_in_meanwhile_is_no_longer_fuzzy() -> None:
    """The passage of today is the translation of the file, and confirmed: today's state counts."""
    old = write(document(sample(state=State.INITIAL))).decode()
    assert "#, fuzzy" not in merged(old, document(sample(state=State.REVIEWED)))
    new = document(sample(source="41 %", source_version="d" * 64, state=State.INITIAL))
    assert '#, fuzzy\n#| msgid "40 % der *Täter* nutzen Telegram."\n' in merged(old, new)


def test_having_looked_at_it_is_work_as_well() -> None:
    """A flag that the translator took away does not come back before the file was imported."""
    sent = document(sample(state=State.INITIAL))
    looked_at = write(sent).decode().replace("#, fuzzy\n", "")
    assert "#, fuzzy" not in merged(looked_at, sent)


def test_the_rest_of_the_file_is_kept() -> None:
    """Header, remarks, plural entries of somebody else, obsolete entries; what has gone becomes obsolete."""
    text = merged(WORKED_ON, document(sample(), sample(id="study/f2", target=None, state=None)))
    assert text.startswith(WORKED_ON[: WORKED_ON.index("# ask")])
    for kept in ('#~ msgctxt "study/f9"', '#~ msgstr "Gone."', '#~ msgid_plural "of others"', '#~ msgstr[1] "de otros"',
                 "# kept since 2020", '#~ msgid "Alt"', '#~| msgid "Älter"', "# a last remark"):  # fmt: skip
        assert kept in text.splitlines()
    assert list(by_id(text)) == ["study/f1", "study/f2"]


def test_an_obsolete_entry_comes_back() -> None:
    """If its unit does; with its translation, to be looked at where the original differs."""
    text = merged(WORKED_ON, document(sample(id="study/f3", source="Neu", target=None, state=None)))
    assert by_id(text)["study/f3"].target == "New"
    assert '#~ msgctxt "study/f3"' not in text
    text = merged(WORKED_ON, document(sample(id="study/f3", source="Neuer", target=None, state=None)))
    assert by_id(text)["study/f3"].state is State.INITIAL
    assert '#| msgid "Neu"' in text


def test_a_file_that_cannot_be_read_whole_is_not_merged() -> None:
    """Better no new file than one with an entry less; the line is said."""
    with pytest.raises(Refused) as refused:
        merged(WORKED_ON.replace('msgstr "Gone."', 'msgstr "Gone.'), document(sample()))
    assert refused.value.code == "exchange-syntax"
    line = WORKED_ON[: WORKED_ON.index("Gone.")].count("\n") + 1
    assert str(refused.value.place) == f"en.po:{line}:1"


# -------------------------------------------------------------------------------------------------------- gettext itself


def checked(path: Path) -> str:
    """What msgfmt says of a file that it accepts."""
    command = ["msgfmt", "--check", "--verbose", "-o", str(path.with_suffix(".mo")), str(path)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
    )
    return done.stderr


@NO_GETTEXT
def test_msgfmt_accepts_what_goes_out(tmp_path: Path) -> None:
    """Export, template and merged file; it counts as many entries as went out."""
    fuzzy = sample(id="study#title", state=State.INITIAL, previous='Früher\n\n- "eins"')
    sent = document(sample(), fuzzy, sample(id="study/f2", target=None, state=None, source="- eins\n- zwei"))
    for name, data in (("en.po", write(sent)), ("kb.pot", write_template(sent)),
                       ("merged.po", merge(WORKED_ON.replace('[1] "de otros"', '[1] "x"').encode(), sent, "x"))):  # fmt: skip
        (tmp_path / name).write_bytes(data)
        counted = sum(map(int, re.findall(r"(\d+) (?:translated|fuzzy|untranslated)", checked(tmp_path / name))))
        assert counted == 3, name


@NO_GETTEXT
def test_one_msgmerge_in_between(tmp_path: Path) -> None:
    """Versions of passages and states survive, a changed original brings its own version and makes the entry fuzzy."""
    sent = document(sample(state=State.REVIEWED), sample(id="study/f2", source="Eins.", target="One."))
    changed = sample(source="41 % der *Täter* nutzen Telegram.", source_version="d" * 64)
    (tmp_path / "en.po").write_bytes(write(sent))
    (tmp_path / "kb.pot").write_bytes(write_template(document(changed, sent.units[1])))
    subprocess.run(["msgmerge", "--previous", "--quiet", "--update", "en.po", "kb.pot"], cwd=tmp_path, check=True)
    text = (tmp_path / "en.po").read_text(encoding="utf-8")
    assert "#| msgid" in text
    units = by_id(text)
    assert units["study/f2"] == expected(sent.units[1])._replace(line=units["study/f2"].line)
    first = units["study/f1"]
    assert (first.state, first.source, first.source_version) == (State.INITIAL, changed.source, "d" * 64)
    assert (first.target, first.target_version) == (sample().target, "b" * 64)
