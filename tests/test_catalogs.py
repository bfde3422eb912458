"""Are the catalogs of messages what the source code says, and complete?"""

from __future__ import annotations

import re
import string
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.plurals import get_plural

from kb.languages import LANGUAGES
from kb.ui.catalogs import Marked, catalog_text, marked, read_catalog, refresh, template, updated

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

CHECKOUT = Path(__file__).parents[1]
LOCALES = CHECKOUT / "locales"
#: Languages whose catalogs must be complete. English is the language of the templates.
COMPLETE = ("de",)

_PERCENT = re.compile(r"%\((\w+)\)")


def catalog_of(language: str) -> Catalog:
    """The committed catalog of *language*."""
    return read_catalog(LOCALES / language / "LC_MESSAGES" / "kb.po", LANGUAGES[language].locale)


def texts(value: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """One text or several, as a list."""
    return [value] if isinstance(value, str) else list(value or ())


def fields(text: str) -> set[str]:
    """What *text* wants to have filled in, with conversions."""
    named = {f"{name}!{conversion}" for _, name, _, conversion in string.Formatter().parse(text) if name is not None}
    return named | set(_PERCENT.findall(text))


def messages_of(catalog: Catalog) -> list[Message]:
    """All but the header."""
    return [entry for entry in catalog if entry.id]


LANGUAGES_THERE = sorted(path.parts[-3] for path in LOCALES.glob("*/LC_MESSAGES/kb.po"))


def test_the_template_is_what_the_source_says() -> None:
    """``python -m kb.ui.catalogs`` was run after the last change of a sentence."""
    committed = (LOCALES / "kb.pot").read_text(encoding="utf-8")
    if f"click {version('click')}," not in committed:
        pytest.skip("another version of click is installed than the one whose messages were collected")
    assert catalog_text(template(CHECKOUT)) == committed


@pytest.mark.parametrize("language", LANGUAGES_THERE)
def test_each_catalog_has_the_messages_of_the_template(language: str) -> None:
    """No more, no less, in the same order, and with the plural rule of its language from Babel."""
    source = read_catalog(LOCALES / "kb.pot")
    path = LOCALES / language / "LC_MESSAGES" / "kb.po"
    assert catalog_text(updated(path, LANGUAGES[language].locale, source)) == path.read_text(encoding="utf-8")
    rule = get_plural(LANGUAGES[language].locale)
    assert (catalog_of(language).num_plurals, catalog_of(language).plural_expr) == (rule.num_plurals, rule.plural_expr)


@pytest.mark.parametrize("language", LANGUAGES_THERE)
def test_translations_have_the_fields_of_their_templates(language: str) -> None:
    """A field that is missing or misspelt would hide what the sentence is about."""
    for entry in messages_of(catalog_of(language)):
        wanted = set().union(*map(fields, texts(entry.id)))
        for text in texts(entry.string):
            if text:
                # The form for one may say "one" in words.
                assert fields(text) <= wanted, entry.id
        if isinstance(entry.id, str) and entry.string:
            assert fields(str(entry.string)) == wanted, entry.id


@pytest.mark.parametrize("language", LANGUAGES_THERE)
def test_translations_end_as_their_templates(language: str) -> None:
    """A colon, a question mark or a full stop says whether something follows."""
    for entry in messages_of(catalog_of(language)):
        for text in texts(entry.string):
            if text and entry.id != "Aborted!":
                templates = texts(entry.id)
                assert any((text[-1] in ".:?") == (one[-1] in ".:?") or one.endswith("...") for one in templates), text


@pytest.mark.parametrize("language", COMPLETE)
def test_complete_catalogs_are(language: str) -> None:
    """Every sentence has a translation that somebody has looked at."""
    open_ = [entry.id for entry in messages_of(catalog_of(language)) if entry.fuzzy or not all(texts(entry.string))]
    assert open_ == []


def test_marks_are_found_with_their_comments() -> None:
    """A pair with a plural is one message; a comment above a mark is for its translators."""
    source = """
A = N_("a" "b")
# Translators: a verb
B = message(N_("list"))
C = Message(N_("{number} hit"), {}, plural=N_("{number} hits"), number=3)
D = Message(N_("alone"))
"""
    assert list(marked(source, "x.py")) == [
        Marked("ab", 2, ""),
        Marked("list", 4, "a verb"),
        Marked(("{number} hit", "{number} hits"), 5, ""),
        Marked("alone", 6, ""),
    ]


@pytest.mark.parametrize("source", ["N_(x)", 'N_(f"{x}")', 'N_("a" + "b")', 'N_("a", "b")', "N_(1)"])
def test_a_mark_must_be_a_literal(source: str) -> None:
    """What cannot be collected would never be translated."""
    with pytest.raises(ValueError, match=r"x\.py:1"):
        list(marked(source, "x.py"))


def test_refreshing_keeps_translations_and_adds_languages(tmp_path: Path) -> None:
    """Translations survive, comments of translators too; a second run changes nothing."""
    (tmp_path / "kb").mkdir()
    module = tmp_path / "kb" / "x.py"
    module.write_text('A = N_("one sentence")\nB = Message(N_("{number} hit"), plural=N_("{number} hits"))\n')
    po = tmp_path / "locales" / "ga" / "LC_MESSAGES" / "kb.po"
    assert refresh(tmp_path, ["ga"]) == [tmp_path / "locales" / "kb.pot", po]
    assert po.read_text(encoding="utf-8").count('msgstr[4] ""') > 1  # Irish has five forms
    text = po.read_text(encoding="utf-8").replace(
        'msgid "one sentence"\nmsgstr ""', 'msgid "one sentence"\nmsgstr "abairt"'
    )
    po.write_text(text.replace("# Messages of kb", "# Téarmaí\n# Messages of kb", 1), encoding="utf-8")
    module.write_text('A = N_("one sentence")\nB = N_("a new one")\n')
    assert refresh(tmp_path) == [tmp_path / "locales" / "kb.pot", po]
    after = po.read_text(encoding="utf-8")
    assert 'msgid "one sentence"\nmsgstr "abairt"' in after
    assert "a new one" in after
    assert "hits" not in after
    assert after.startswith("# Téarmaí\n")
    assert po.with_suffix(".mo").is_file()
    assert refresh(tmp_path) == []
