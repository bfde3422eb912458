"""Is this quotation exact, and if not, what differs? The cases are in ``cases/quotes.md``."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kb import polarity
from kb.answers import ShownPassage
from kb.citation import quotes
from kb.citation.folds import EVERY, FOLDS, MARKED, folded
from kb.citation.quotes import ALTERED, EXACT, Judged, judge
from kb.library import Library, SearchOptions
from kb.text import canonical
from tests.case_tables import tables

NAMES = frozenset(("Facebook", "TikTok", "Discord", "Telegram", "WhatsApp", "Signal", "Instagram"))
CASES = [row for rows in tables("quotes.md").values() for row in rows]

PASSAGE = "Mehr als 30.000 Menschen wurden befragt; 40 % von ihnen suchten „online“ Kontakt zu Kindern – nicht alle."


def meant(text: str) -> str:
    """The text of a cell."""
    return text.replace("⏎", "\n").replace("⍽", "\u00a0").replace("⸗", "\u00ad")


def seen(judged: Judged) -> str:
    """What a row says of it."""
    if judged.verdict == ALTERED:
        return "; ".join(f"{one.kind}: {one.quote} / {one.passage}" for one in judged.differences)
    return " ".join((judged.level or "", *judged.folded))


@pytest.mark.parametrize("row", CASES, ids=lambda row: f"{row[2]} of {row[1]}"[:60])
def test_a_quotation_is_judged_as_the_cases_say(row: tuple[str, ...]) -> None:
    """Verdict, level, what was set aside, and every difference with its kind."""
    language, passage, quote, verdict, what = row
    judged = judge(meant(quote), passage, language, NAMES)
    if verdict == "–":
        assert not quotes.is_close(judged)
        return
    assert judged is not None
    assert judged.verdict == verdict
    if what:
        assert seen(judged).split() == what.split()


def test_every_fold_is_needed_by_a_case() -> None:
    """A fold that no case shows is a fold that nobody decided on."""
    listed = {code for row in CASES for code in row[4].split()}
    assert listed >= {*FOLDS, *MARKED}
    assert {*FOLDS, *MARKED} == EVERY


def test_what_is_left_out_is_handed_on() -> None:
    """A reader must see whether a dropped word turned the meaning."""
    judged = judge("Companies should […] integrate it", "Companies should not ever integrate it.", "en")
    assert judged is not None
    assert judged.omitted == ("not ever",)


@pytest.mark.parametrize(("first", "second"), [('5" pipes', "5' pipes"), ("x²", "x2"), ("Ä", "A")])
def test_what_is_not_typography_stays_apart(first: str, second: str) -> None:
    """Inches are no feet, a power is no figure, an accent is part of its letter."""
    assert folded(first) != folded(second)


def test_a_quotation_beyond_all_bounds_is_compared_with_nothing() -> None:
    """Nobody states so much in one sentence."""
    assert judge("x" * (quotes.LONGEST + 1), PASSAGE, "de") is None
    assert judge("  ", PASSAGE, "de") is None


# --------------------------------------------------------------------------------------------------- laws: R19 of the bar

MARKS = ("„“", "“”", "«»", "»«", "‚‘", "‘’", "‹›", '""', "''")
SPACES = (" ", "\u00a0", "\u202f", "\n", " \n  ", "\u2009")


@st.composite
def typographic_variants(draw: st.DrawFn, text: str = PASSAGE) -> str:
    """*text* as it may look when it was copied: other marks, dashes, spaces and line breaks, soft hyphens, parted words."""
    marks = draw(st.sampled_from(MARKS))
    opening, closing = marks[0], marks[1]
    text = text.replace("„", opening).replace("“", closing) if "„" in text else text
    text = text.replace("–", draw(st.sampled_from(("–", "-", "—"))))
    words = text.split(" ")
    for at in range(len(words)):
        word = words[at]
        if len(word) > 6 and word.isalpha() and draw(st.integers(0, 4)) == 0:
            middle = draw(st.integers(2, len(word) - 2))
            words[at] = word[:middle] + draw(st.sampled_from(("\u00ad", "-\n", "\u00ad\n"))) + word[middle:]
    return "".join(word + draw(st.sampled_from(SPACES)) for word in words).strip()


@given(typographic_variants())
def test_a_copy_that_differs_in_typography_is_exact(copy: str) -> None:
    """Whatever a PDF reader or a word processor made of marks, dashes, spaces and the ends of lines."""
    judged = judge(copy, PASSAGE, "de")
    assert judged is not None
    assert judged.verdict == EXACT
    assert judged.whole


@given(typographic_variants(), st.data())
def test_a_changed_figure_is_never_exact(copy: str, data: st.DataObject) -> None:
    """However the rest was copied: one digit more, less or another is named as a number."""
    at = data.draw(st.sampled_from([match.start() for match in re.finditer(r"\d", copy)]))
    other = data.draw(st.sampled_from("0123456789"))
    how = data.draw(st.sampled_from(("replaced", "inserted", "removed")))
    assume(how != "replaced" or other != copy[at])
    changed = {
        "replaced": copy[:at] + other + copy[at + 1 :],
        "inserted": copy[:at] + other + copy[at:],
        "removed": copy[:at] + copy[at + 1 :],
    }[how]
    judged = judge(changed, PASSAGE, "de")
    assert judged is not None
    assert judged.verdict == ALTERED
    assert "number" in {one.kind for one in judged.differences}


@given(st.text("ab1 .,%-'\"()[]…„“", max_size=12), st.data())
def test_nothing_but_a_part_of_the_passage_is_exact(noise: str, data: st.DataObject) -> None:
    """With signs put in, it is exact only if they are typography: the folded texts say so."""
    at = data.draw(st.integers(0, len(PASSAGE)))
    changed = PASSAGE[:at] + noise + PASSAGE[at:]
    judged = judge(changed, PASSAGE, "de")
    if judged is not None and judged.verdict == EXACT:
        assert folded(canonical(changed)).rstrip(".,") in folded(PASSAGE).replace("- ", "") + folded(PASSAGE)


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(("de", "en", "el")))
def test_any_two_texts_are_judged(quote: str, passage: str, language: str) -> None:
    """No input breaks it, and every difference says something."""
    judged = judge(quote, canonical(passage), language)
    if judged is not None and judged.verdict == ALTERED:
        assert judged.differences
        assert all(one.quote or one.passage for one in judged.differences)


# ---------------------------------------------------------------------------------------------- every passage that ships


def copied(text: str, chance: random.Random) -> str:
    """*text* with other quotation marks, spaces and line breaks."""
    plain = text.translate(str.maketrans("„“”«»’‘", '"""""\'\''))
    return "".join(sign if sign != " " else chance.choice(SPACES) for sign in plain)


def test_every_shipped_passage_is_exact_when_it_is_copied(shipped: Library) -> None:
    """In all languages."""
    chance = random.Random(19)
    texts = [(one.passage.text, one.passage.language) for one in everything(shipped)]
    assert len(texts) > 400
    refused = [text for text, language in texts if not is_exact(copied(text, chance), text, language)]
    assert refused == [], "seed 19"


def everything(library: Library) -> list[ShownPassage]:
    """Every passage of every statement."""
    ids = [
        hit.passage.source + "/" + hit.passage.id for hit in library.search("", "en", SearchOptions(limit=1000)).hits
    ]
    return list(library.show(ids, every=True).passages)


def is_exact(quote: str, text: str, language: str) -> bool:
    """Whether *quote* is accepted as the passage *text*."""
    judged = judge(quote, text, language, NAMES)
    return judged is not None and judged.verdict == EXACT


def alterations_of(text: str, language: str) -> list[tuple[str, str]]:
    """(kind, changed text) for every digit, percent sign, name and sure negation of *text*."""
    found = [("number", text[: m.start()] + str(9 - int(m[0])) + text[m.end() :]) for m in re.finditer(r"\d", text)]
    found += [("number", text[: m.start()] + "‰" + text[m.end() :]) for m in re.finditer("%", text)]
    found += [("name", text.replace(name, "Childlight", 1)) for name in sorted(NAMES) if name in text]
    found += [
        ("negation", " ".join((text[: mark.start] + text[mark.end :]).split()))
        for mark in polarity.marks(text, language)
        if mark.kind == "negation" and mark.sure
    ]
    return found


def test_a_shipped_passage_with_a_figure_sign_name_or_negation_changed_is_altered(shipped: Library) -> None:
    """None is accepted as exact, and what changed is named."""
    asked, wrong = dict.fromkeys(("number", "name", "negation"), 0), []
    for one in everything(shipped):
        text, language = one.passage.text, one.passage.language
        for kind, changed in alterations_of(text, language):
            asked[kind] += 1
            judged = judge(changed, text, language, NAMES)
            if judged is None or judged.verdict != ALTERED or kind not in {d.kind for d in judged.differences}:
                wrong.append((kind, language, changed, judged))
    assert wrong == []
    assert min(asked.values()) > 40, asked
