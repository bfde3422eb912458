"""How does an answer look, as text, JSON, CSV and Markdown?"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kb.answers import ConfirmAnswer, Earlier, Hit, Listing, Made, Match, SearchAnswer, ShowAnswer, ShownPassage
from kb.errors import Place, Problem, message
from kb.hall.reporting import LISTINGS
from kb.languages import LANGUAGES
from kb.model import CORRECTION_KINDS, Change, Correction, Kind, ProducedBy, Publication, State
from kb.search.levels import LEVELS
from kb.search.searching import FACETS, STATES
from kb.translation.coverage import COUNTERS
from kb.ui.loading import load
from kb.ui.messages import Translator
from kb.ui.render import RENDERERS, Explanation, Look, render, words
from kb.ui.render.layout import columns, excerpt, lines_of, paragraph, shortened
from kb.ui.render.passages import escaped
from kb.ui.render.reports import ACTIONS, COLUMNS, GRADES, STEPS
from kb.ui.terminal import has_colour, printable, width
from tests.sample_answers import (
    CHECKED,
    CONFIRMED,
    INDEXED,
    LISTED,
    NOTHING,
    PROBED,
    PROBLEMS,
    RELEASED,
    SHOWN,
    STATUS,
    WORDINGS,
    found,
    passage,
)

LOOK = Look(Translator("en"))
COLOURED = LOOK._replace(colour=True)
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")

#: The contract's keys of a hit.
HIT_KEYS = [
    *("address", "version", "source", "id", "kind", "topics", "language", "requested_language", "original_language"),
    *("fallback_reason", "text", "highlights", "state", "produced_by", "outdated", "change", "publication", "wording"),
    *("title", "path", "line", "score", "url", "matched"),
]


def text(answer: Any, look: Look = LOOK) -> str:
    """*answer* as text."""
    return render(answer, "text", look, "x")


def data(answer: Any, command: str = "x", look: Look = LOOK) -> dict[str, Any]:
    """*answer* as JSON, read back."""
    read: dict[str, Any] = json.loads(render(answer, "json", look, command))
    return read


# --------------------------------------------------------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        (words.KINDS, Kind),
        (words.PRODUCED_BY, ProducedBy),
        (words.STATES, State),
        (words.PUBLICATIONS, Publication),
        (words.CHANGES, Change),
        (words.SINCE, Change),
        (words.CORRECTIONS, CORRECTION_KINDS),
        (words.HOW, LEVELS),
        (words.FACETS, FACETS),
        (words.COUNTERS, COUNTERS),
        (words.SEVERITIES, ("error", "warning")),
        (words.FALLBACKS, ("missing", "outdated_number")),
        (COLUMNS, {column for names, _ in LISTINGS.values() for column in names}),
        (GRADES, [change for change in Change if change.outdates]),
        (ACTIONS, ("built", "changed", "current", "checked")),
    ],
)
def test_every_value_has_a_name(table: dict[str, str], keys: Any) -> None:
    """A row beats a branch: each table of words has exactly the values of the table it speaks of."""
    assert set(table) == {str(key) for key in keys}


def test_every_state_that_can_be_asked_for_has_a_name() -> None:
    """The facet shows the same values that ``--state`` takes."""
    assert set(STATES) <= set(words.FACET_VALUES["state"])


def test_every_row_leads_somewhere() -> None:
    """No form is promised that cannot be written."""
    for row in RENDERERS.values():
        for name in row.values():
            assert callable(load(name))


# ----------------------------------------------------------------------------------------------------------------- JSON


def test_a_search_has_the_keys_of_the_contract() -> None:
    """Names are meant literally, and the schema comes first."""
    answer = data(found(), "search")
    assert list(answer) == [
        *("schema", "query", "in", "language", "total", "elapsed_ms", "outdated_index", "relaxed", "suggestion"),
        *("facets", "hits"),
    ]
    assert answer["schema"] == "kb/search/1"
    hit = answer["hits"][0]
    assert list(hit) == HIT_KEYS
    assert hit["address"] == "survey-2024/f2/en@eeeeeeeeeeee"
    assert list(hit["matched"][0]) == ["language", "how", "text", "highlights"]
    (start, end) = hit["matched"][0]["highlights"][0]
    assert hit["matched"][0]["text"][start:end] == "Kontakt"


def test_an_address_in_json_has_a_version() -> None:
    """Twelve digits of the version that stands beside it."""
    hit = found().hits[0]
    bare = hit._replace(passage=hit.passage._replace(address="survey-2024/f2/en"))
    assert data(found(hits=(bare,)))["hits"][0]["address"] == "survey-2024/f2/en@eeeeeeeeeeee"
    assert "survey-2024/f2/en@eeeeeeeeeeee" in text(found(hits=(bare,)))


def test_a_shown_passage_has_the_keys_of_a_hit() -> None:
    """Without score and matched, and with its history where that was asked for."""
    keys = [key for key in HIT_KEYS if key not in ("score", "matched")]
    answer = data(SHOWN, "show")
    assert answer["schema"] == "kb/show/1"
    assert [list(one) for one in answer["passages"]] == [keys, keys]
    dated = ShowAnswer(tuple(one._replace(history=WORDINGS) for one in SHOWN.passages))
    history = data(dated)["passages"][0]["history"]
    assert list(history[0]) == ["version", "text", "on", "release", "differences"]


def test_a_check_has_the_keys_of_the_contract() -> None:
    """What was looked at, then each problem with its place and a sentence in the reader's language."""
    answer = data(CHECKED, "check")
    assert answer["checked"] == {"files": 25, "passages": 408, "rules": 30}
    assert answer["problems"][0] == {
        "code": "number-differs",
        "severity": "error",
        "path": "content/survey-2024/fi.md",
        "line": 12,
        "column": 1,
        "message": "“41 %” here, “40 %” in the original",
        "hint": "write the value of the original",
    }
    assert answer["problems"][1]["hint"] is None


def test_other_answers_are_what_they_are() -> None:
    """Named tuples become mappings, sentences are said, rows of a list become mappings."""
    assert data(LISTED, "list")["items"][0] == {
        "id": "contact-online",
        "label": "=Contact with children online",
        "statements": 12,
        "languages": ["de", "en"],
    }
    assert data(CONFIRMED)["refused"][0]["code"] == "number-differs"
    assert data(CONFIRMED)["confirmed"][0]["now"] == "translated"
    assert data(STATUS)["next"][0] == {"code": "errors", "amount": 1, "command": "kb check"}
    assert data(RELEASED)["wordings"][0]["address"] == "survey-2024/f2/fi"
    explained = Explanation("number-differs", "error", message("A number differs."))
    assert data(explained, "check") == {
        "schema": "kb/check/1",
        "code": "number-differs",
        "severity": "error",
        "explanation": "A number differs.",
    }


def test_a_line_of_json_for_each_hit() -> None:
    """As many lines as hits, each whole."""
    hit = found().hits[0]
    lines = render(found(hits=(hit, hit)), "jsonl", LOOK, "search").splitlines()
    assert [list(json.loads(line)) for line in lines] == [HIT_KEYS, HIT_KEYS]


# ------------------------------------------------------------------------------------------------------------------ CSV


@given(st.text(max_size=30))
def test_no_cell_is_a_formula(value: str) -> None:
    """A spreadsheet must not run what an author wrote."""
    written = render(Listing("x", ("a",), ((value,),)), "csv", LOOK, "list")
    cell = list(csv.reader(io.StringIO(written)))[1:]
    assert not any(row and row[0].startswith(("=", "+", "-", "@", "\t", "\r")) for row in cell)
    assert not CONTROL.search(written)


def test_a_table_of_hits() -> None:
    """Columns are named as the JSON's keys; true and false are small; nothing is an empty cell."""
    rows = list(csv.DictReader(io.StringIO(render(found(), "csv", LOOK, "search"))))
    assert rows[0]["address"] == "survey-2024/f2/en@eeeeeeeeeeee"
    assert (rows[0]["outdated"], rows[0]["change"], rows[0]["topics"]) == ("false", "", "contact-online")


# --------------------------------------------------------------------------------------------------------------- search


def test_a_fallback_is_labelled() -> None:
    """Nobody is shown another language without being told why."""
    shown = passage("de", requested_language="fi", fallback_reason="missing")
    hit = Hit(shown, 1.0, "literal", (Match("de", "literal", shown.text, ((0, 4),)),))
    written = text(found(hits=(hit,)))
    assert "there is no passage in Finnish: this is the original" in written
    assert "found in" not in written
    shown = shown._replace(fallback_reason="outdated_number")
    assert "the passage in Finnish is outdated: this is the original" in text(
        found(hits=(hit._replace(passage=shown),))
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": "reviewed", "produced_by": "human"}, "human translation · reviewed"),
        ({"unconfirmed": True, "produced_by": None}, "translation · not confirmed against the original"),
        ({"outdated": True, "change": "number"}, "outdated: a number in the original has changed"),
        ({"change": "typography"}, "only the typography of the original has changed"),
        ({"publication": "withdrawn"}, "withdrawn · machine translation"),
        ({"publication": "superseded"}, "superseded · machine translation"),
        ({"wording": "verbatim"}, "the source's own words"),
    ],
)
def test_what_a_reader_must_know_stands_below_the_passage(changes: dict[str, Any], said: str) -> None:
    """Who produced it, whether somebody checked it, whether it is outdated, whether it still holds."""
    hit = found().hits[0]
    written = text(found(hits=(hit._replace(passage=passage(**changes)),)), LOOK._replace(width=96))
    assert said in written


def test_highlights_are_marked_on_a_terminal_only() -> None:
    """The mark lies exactly on the offsets, also across a line break."""
    shown = passage(highlights=((0, 3), (11, 19)))
    hit = Hit(shown, 1.0, "literal", ())
    assert "\x1b" not in text(found(hits=(hit,)))
    marked = text(found(hits=(hit,)), COLOURED)
    assert re.findall("\x1b\\[1;4m(.*?)\x1b\\[22;24m", marked) == ["40%", "offender"]


def test_a_label_is_named_even_in_the_same_language() -> None:
    """Nothing in the passage shows why it was found."""
    hit = Hit(passage(), 1.0, "label", (Match("en", "label", "Contact with children", ()),))
    assert "found in a topic or title in English: Contact with children" in text(found(hits=(hit,)))


def test_nothing_found_says_what_to_try() -> None:
    """A suggestion, the languages left out, and other ways to ask."""
    written = text(NOTHING._replace(suggestion="Xylograph", languages=("de", "fi")))
    assert "Did you mean “Xylograph”?" in written
    assert "Only passages in these languages were searched: German, Finnish." in written
    assert "No statement found.\n" in text(NOTHING._replace(query=" "))
    assert "in these languages" not in text(NOTHING)


def test_headings_count() -> None:
    """Relaxed answers say so; a list without words does not name any."""
    assert text(found(total=3, relaxed=True)).startswith("No statement has all the words of “Kontakte”. 3 have some")
    assert text(found(query="", total=3)).startswith("3 statements\n")
    assert text(found(total=2)).startswith("2 statements for “Kontakte”\n")


def test_a_page_says_where_it_stands_and_how_to_go_on() -> None:
    """Numbers go on from the page before; the last page has no next."""
    page = LOOK._replace(numbered_from=11)
    assert "\n11  survey" in text(found(total=20), page)
    assert "Shown: 11 to 11 of 20. The next: --offset 11\n" in text(found(total=20), page)
    assert text(found(total=11), page).endswith("Shown: 11 to 11 of 11.\n")
    assert "Shown" not in text(found())
    assert text(found(total=5, hits=())) == "5 statements for “Kontakte”\n"


def test_facets_show_what_would_narrow_the_answer() -> None:
    """A facet whose every value holds for all hits helps nobody; long ones are cut."""
    facets = {
        "kind": {"finding": 2, "method": 1},
        "language": dict.fromkeys(LANGUAGES, 3),
        "topic": {f"topic-{n}": 1 for n in range(8)},
        "state": {"translated": 2, "outdated": 1},
    }
    written = text(found(total=3, facets=facets))
    assert "Kind: finding 2, method 1\n" in written
    assert "State: not reviewed 2, outdated 1\n" in written
    assert "topic-5 1 …\n" in written
    assert "Language" not in written


# ----------------------------------------------------------------------------------------------------------------- show


def test_a_statement_is_shown_once_with_its_original() -> None:
    """The original is added where it was not asked for, and not doubled where it was."""
    assert text(SHOWN).count("Deutsch · German (original)") == 1
    original = ShownPassage(passage("de"), passage("de"), "")
    assert text(ShowAnswer((*SHOWN.passages, original))).count("Deutsch · German (original)") == 1
    assert text(ShowAnswer(SHOWN.passages[:1])).splitlines()[1] == "Survey 2024"
    assert text(SHOWN, LOOK._replace(translator=Translator("sv"))).splitlines()[1] == "Umfrage 2024"
    untopical = ShownPassage(passage("de", topics=()), passage("de", topics=()), "")
    assert "Topics" not in text(ShowAnswer((untopical,)))


def test_a_history_shows_what_changed() -> None:
    """Words taken out and put in are marked with signs, on a terminal with colours."""
    dated = ShowAnswer((SHOWN.passages[0]._replace(history=WORDINGS),))
    assert "On record since 2026-01-31, release 2026-1, version cccccccccccc:" in text(dated)
    assert "[-41%-] {+40%+} of them." in text(dated)
    assert "\x1b[31m41%\x1b[39m \x1b[32m40%\x1b[39m of them." in text(dated, COLOURED)
    unchanged = (WORDINGS[0]._replace(differences=()),)
    assert "        41% of them.\n" in text(ShowAnswer((SHOWN.passages[0]._replace(history=unchanged),)))
    assert "No wording is on record." in text(ShowAnswer((SHOWN.passages[0]._replace(history=()),)))


def test_an_earlier_wording_says_so_and_today_s_original_follows() -> None:
    """Since when it is on record, what has changed since, and the address of today's."""
    since = Earlier("2026-01-31", "2026-1", "survey-2024/f2/de@dddddddddddd", "number", (("-", "41 %"), ("+", "40 %")))
    shown = ShownPassage(passage("de", text="41 %."), passage("de"), "41 %.", earlier=since)
    told = text(ShowAnswer((shown,)))
    assert "on record since 2026-01-31; since then a number has changed." in " ".join(told.split())
    assert "[-41 %-] {+40 %+}" in told
    assert "Today: survey-2024/f2/de@dddddddddddd" in told
    assert told.count("Deutsch · German (original)") == 2
    assert data(ShowAnswer((shown,)), "show")["passages"][0]["earlier"]["change"] == "number"
    gone = shown._replace(earlier=since._replace(today=None, change="unknown", differences=()))
    assert "; there is no such passage any more." in " ".join(text(ShowAnswer((gone,))).split())
    assert "Today" not in text(ShowAnswer((gone,)))


def test_a_statement_tells_what_has_become_of_it() -> None:
    """Where to go on, why, and each correction; in JSON too, and nothing where there is nothing to tell."""
    corrections = (Correction("2026-01-02", "erratum", "a digit"), Correction("2026-03-04", "corrigendum", "a name"))
    changed = {"publication": "superseded", "superseded_by": "survey-2024/f3", "reason": "Counted anew."}
    shown = passage("de", corrections=corrections, **changed)
    told = text(ShowAnswer((ShownPassage(shown, shown, ""),)))
    for line in (
        "Superseded by: survey-2024/f3",
        "Reason: Counted anew.",
        "Corrected on 2026-01-02 (erratum): a digit",
        "Corrected on 2026-03-04 (corrigendum): a name",
        "(superseded by survey-2024/f3 · corrected on 2026-03-04 · original)",
    ):
        assert line in told
    (one,) = data(ShowAnswer((ShownPassage(shown, shown, ""),)), "show")["passages"]
    assert one["superseded_by"] == "survey-2024/f3"
    assert one["corrections"][1] == {"date": "2026-03-04", "kind": "corrigendum", "reason": "a name"}


def test_markdown_has_passages_as_authored_and_originals_quoted() -> None:
    """The passage keeps its emphasis; whose words they are is said."""
    written = render(SHOWN, "markdown", LOOK, "show")
    assert "**40%** of the offenders surveyed attempted to contact a child.\n" in written
    assert "*Survey 2024* · English · machine translation · not reviewed" in written
    assert "Original (German):\n\n> 40 % der befragten" in written
    alone = ShownPassage(passage("de"), passage("de"), "x")
    assert "Original" not in render(
        ShowAnswer((alone,)), "markdown", LOOK._replace(translator=Translator("fi")), "show"
    )


@given(st.text(alphabet="ab *_`[]()<>#+-.1!~|\\&=", min_size=1, max_size=20))
def test_escaped_text_is_just_text_in_markdown(value: str) -> None:
    """What stands in a passage is never taken for Markdown when it is quoted."""
    tokens = MarkdownIt("commonmark").parse(escaped(value.strip()))
    inline = [token for token in tokens if token.type == "inline"]
    kinds = {token.type for token in tokens} | {child.type for token in inline for child in token.children or ()}
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}


# -------------------------------------------------------------------------------------------------------------- reports


def test_problems_have_their_place_first() -> None:
    """``path:line:column: code: message`` can be clicked on; a warning says that it is one."""
    lines = text(CHECKED).splitlines()
    assert lines[0].startswith("content/survey-2024/fi.md:12:1: number-differs: “41 %” here")
    assert lines[1] == "    Hint: write the value of the original"
    assert lines[2] == "content/survey-2024/fi.md:20:3: not-composed: warning: not in NFC"
    assert lines[3] == "Checked: 25 files, 408 passages, 30 rules. Found: 1 error, 1 warning."


def test_annotations_are_escaped() -> None:
    """A message cannot begin a workflow command of its own."""
    problem = Problem(Place("a,b:c.md"), "code", "error", message("100 %\n::error::x"))
    written = render(CHECKED._replace(problems=(problem, *PROBLEMS)), "github", LOOK, "check").splitlines()
    assert written[0] == "::error file=a%2Cb%3Ac.md,title=code::100 %25%0A::error::x"
    assert written[1].startswith("::error file=content/survey-2024/fi.md,line=12,col=1,title=number-differs::")
    assert len(written) == 3


def test_a_screen_of_status() -> None:
    """Languages that stand alike share a line; what to do next has its command."""
    written = text(STATUS)
    assert "fr it: missing 2, not reviewed 15\n" in written
    assert "Unreleased  3 · last release 2026-1\n" in written
    assert "1 error to mend        kb check\n3 wordings to release  kb release\n" in written
    idle = STATUS._replace(next=(), last_release=None, outdated={})
    assert text(idle).endswith("What to do next:\nnothing\n")
    assert "Unreleased  3\n" in text(idle)
    assert "Outdated    0\n" in text(idle)


def test_every_step_counts() -> None:
    """One and many differ for each thing to do."""
    for code, sentence in STEPS.items():
        assert sentence.plural is not None, code
        assert "{number}" in sentence.template
        assert "{number}" in sentence.plural


def test_what_was_recorded_is_said() -> None:
    """Listed, recorded and nothing to do are three things."""
    assert "1 passage would be confirmed; nothing is recorded yet." in text(CONFIRMED)
    assert text(CONFIRMED._replace(written=True, refused=())).endswith("\n1 passage confirmed.\n")
    assert text(ConfirmAnswer("fi", True, (), ())) == "Nothing to confirm in Finnish.\n"
    assert text(ConfirmAnswer("fi", False, (), PROBLEMS)).endswith("No passage can be confirmed in Finnish.\n")
    again = CONFIRMED.confirmed[0]._replace(was="initial", now="reviewed")
    assert "not finished → reviewed" in text(CONFIRMED._replace(confirmed=(again,)))
    assert "Release 2026-2 of 2026-11-22: 1 wording put on record." in text(RELEASED)
    assert "Release 2026-2 would put 1 wording on record." in text(RELEASED._replace(written=False))
    assert text(RELEASED._replace(wordings=())).startswith("Nothing to release")


def test_what_the_index_is_and_whether_it_is_damaged() -> None:
    """An unharmed index says what it holds, a damaged one how to mend it."""
    assert text(INDEXED).startswith("The search index was built (statements: 17, languages: 2).\n")
    assert "1.2 MB · 1.2 s" in text(INDEXED)
    damaged = text(INDEXED._replace(action="checked", damage=("a.seg: \x1b[31mshort",)))
    assert "kb index --rebuild" in damaged
    assert "\x1b" not in damaged


def test_the_recall_of_an_index_is_a_table() -> None:
    """A row for each language; a share is cut, so that 100 % is all; then what was not found, the first ones."""
    lines = text(INDEXED._replace(probe=PROBED)).splitlines()
    assert lines[3].split("  ")[0] == ""
    assert lines[4:6] == [
        "de  100.0 %     99.9 %       100.0 %         –                –",
        "mt  100.0 %     –            –               –                0.0 %",
    ]
    assert lines[7] == "2300 of 2304 searches found their passage (17 statements, seed 1)."
    assert lines[-3:] == [
        "Not found:",
        "survey-2024/f2/de  other forms  Kindern",
        "survey-2024/f2/mt  figures      40 %",
    ]
    assert "Not found" not in text(INDEXED._replace(probe=PROBED._replace(missed=())))
    assert text(INDEXED._replace(probe=PROBED._replace(missed=tuple(PROBED.missed) * 20))).endswith("\n…\n")
    for line in text(INDEXED._replace(probe=PROBED), LOOK._replace(width=40)).splitlines():
        assert len(line) <= 80


def test_the_recall_of_an_index_as_json() -> None:
    """Language to mode to what was asked and found; null where it was not asked for."""
    probe = data(INDEXED._replace(probe=PROBED))["probe"]
    assert probe["languages"]["mt"] == {"own": {"asked": 120, "found": 120}, "figures": {"asked": 3, "found": 0}}
    assert (probe["statements"], probe["seed"]) == (17, 1)
    assert probe["missed"][1] == {"address": "survey-2024/f2/mt", "mode": "figures", "typed": "40 %"}
    assert data(INDEXED)["probe"] is None


def test_lists_and_what_was_made() -> None:
    """A list without rows says so; new files and ids are named."""
    assert text(LISTED).splitlines() == [
        "Id              Label                          Statements  Languages",
        "contact-online  =Contact with children online  12          de en",
        "research        Research                       3",
    ]
    statements = Listing("statements", ("address", "kind", "text", "exact_match"), (("a/f1", "finding", "x", None),))
    german = text(statements, LOOK._replace(translator=Translator("de")))
    assert german == "Adresse  Art         Text\na/f1     Erkenntnis  x\n"
    assert text(LISTED._replace(rows=())) == "There is nothing to list.\n"
    assert text(Made(("content/a/de.md",), ("f1", "f2"))) == "content/a/de.md\nNew: f1, f2\n"
    assert text(Made(("content/a/de.md",), ())) == "content/a/de.md\n"
    explained = Explanation("number-differs", "error", message("A number differs."))
    assert text(explained) == "number-differs (error)\nA number differs.\n"


# --------------------------------------------------------------------------------------------------------------- layout

PRINTED = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)


@given(PRINTED, PRINTED, PRINTED)
def test_nothing_in_content_is_obeyed_by_a_terminal(body: str, title: str, query: str) -> None:
    """Escape sequences in passages, titles and queries are shown, in every form of answer."""
    hit = Hit(passage(text=body, title=title), 1.0, "stem", (Match("de", "stem", body, ()),))
    answer = found(query=query, hits=(hit,), facets={"topic": {title: 1, "other": 0}})
    for form in ("text", "json", "jsonl", "csv"):
        assert not CONTROL.search(render(answer, form, LOOK, "search"))
    shown = ShowAnswer((ShownPassage(hit.passage, hit.passage, ""),))
    assert not CONTROL.search(text(shown))
    assert not CONTROL.search(render(shown, "markdown", LOOK, "show"))


@given(st.text(max_size=300), st.integers(10, 100))
def test_lines_hold_the_whole_text_and_keep_to_the_width(value: str, columns_: int) -> None:
    """Only spaces at line breaks are left out; a line is wider only if it is one word."""
    lines = [value[start:end] for start, end in lines_of(value, columns_)]
    assert " ".join(lines) == value
    assert all(len(line) <= columns_ or " " not in line.rstrip(" ") for line in lines)


@given(st.text(max_size=200), st.data())
def test_an_excerpt_keeps_its_highlights(value: str, draw: st.DataObject) -> None:
    """The offsets that come out mark the same characters as those that went in."""
    start = draw.draw(st.integers(0, len(value)))
    end = draw.draw(st.integers(start, len(value)))
    cut, kept = excerpt(value, [(start, end)] if end > start else [], 40)
    for first, last in kept:
        assert cut[first:last].rstrip(" …") in value[start:end]
        assert cut[first] == value[start]
    assert len(kept) == (end > start)
    assert len(cut) <= 40


@given(st.text(max_size=100), st.integers(5, 50))
def test_shortened_text_fits(value: str, columns_: int) -> None:
    """An ellipsis says that something was left out."""
    cut = shortened(value, columns_)
    assert len(cut) <= columns_
    assert cut == printable(value) or cut.endswith("…")


def test_an_excerpt_is_cut_at_spaces() -> None:
    """Words stay whole, the first highlight is in sight, and ellipses say that there is more."""
    sentence = " ".join(f"word{n:02}" for n in range(20))
    assert excerpt(sentence, [(70, 76)], 32) == ("… word09 word10 word11 word12 …", [(9, 15)])
    assert excerpt(sentence, [(0, 6)], 32) == ("word00 word01 word02 word03 …", [(0, 6)])
    assert excerpt(sentence, [(133, 139)], 32)[0] == "… word16 word17 word18 word19"
    assert excerpt("x" * 50, [(0, 50)], 34) == ("x" * 30 + " …", [(0, 30)])


def test_a_paragraph_marks_across_lines() -> None:
    """A highlight that is broken between two lines is marked on both."""
    assert paragraph("aaa bbb ccc", 7, "", [(4, 11)], colour=True) == (
        "aaa \x1b[1;4mbbb\x1b[22;24m\n\x1b[1;4mccc\x1b[22;24m\n"
    )


def test_columns_line_up() -> None:
    """The widest columns are cut, but never the first, and none to nothing."""
    assert columns([("a", "b"), ("aaa", "x " * 50)], 30).splitlines() == ["a    b", "aaa  x x x x x x x x x x x x…"]
    assert columns([("a" * 30, "b" * 30, "c")], 50) == f"{'a' * 30}  {'b' * 14}…  c\n"
    assert columns([("a" * 30, "b" * 30)], 20) == f"{'a' * 30}  {'b' * 11}…\n"
    assert columns([], 30) == ""


class Stream(io.StringIO):
    """A stream that may be a terminal."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        """As told."""
        return self.terminal


@pytest.mark.parametrize(
    ("terminal", "environment", "coloured"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (False, {"FORCE_COLOR": "1"}, True),
        (True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colours(terminal: bool, environment: dict[str, str], coloured: bool) -> None:
    """NO_COLOR, then FORCE_COLOR, then whether there is a terminal that can."""
    assert has_colour(Stream(terminal), environment) is coloured


@pytest.mark.parametrize(
    ("terminal", "environment", "columns_"),
    [
        (False, {}, 80),
        (False, {"COLUMNS": "60"}, 60),
        (True, {}, 80),
        (True, {"COLUMNS": "200"}, 96),
        (True, {"COLUMNS": "0"}, 80),
        (True, {"COLUMNS": "5"}, 40),
    ],
)
def test_widths(terminal: bool, environment: dict[str, str], columns_: int) -> None:
    """A readable line: never over 96 columns, never under 40; a stream that cannot say has 80."""
    assert width(Stream(terminal), environment) == columns_


def test_the_width_of_a_terminal_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that knows its terminal is believed."""
    stream = Stream(terminal=True)
    monkeypatch.setattr(stream, "fileno", lambda: 1)
    monkeypatch.setattr("os.get_terminal_size", lambda _: __import__("os").terminal_size((72, 24)))
    assert width(stream, {}) == 72


def test_samples_are_whole() -> None:
    """What these tests render is what the library may answer."""
    assert isinstance(found(), SearchAnswer)
    assert Listing(*LISTED) == LISTED
