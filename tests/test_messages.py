"""How is this said in the reader's language?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kb.errors import Message, NotFound, message
from kb.ui import messages
from kb.ui.catalogs import compile_catalog
from kb.ui.messages import Translator, catalog, language_of_messages

PO = """\
msgid ""
msgstr ""
"Language: de\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "good {time}"
msgstr "guten {time}"

msgid "morning"
msgstr "Morgen"

msgid "wrong {name}"
msgstr "falsch {nmae}"

msgid "{number} hit"
msgid_plural "{number} hits"
msgstr[0] "{number} Treffer, einer"
msgstr[1] "{number} Treffer, mehrere"
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of catalogs with a German one that is not compiled."""
    source = tmp_path / "de" / "LC_MESSAGES" / "kb.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO, encoding="utf-8")
    monkeypatch.setattr(messages, "CATALOGS", (tmp_path / "packed", tmp_path))
    return source


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "fr-BE"}, "fr"),
        ({"LC_MESSAGES": "fi_FI", "LANG": "de_DE"}, "fi"),
        ({"LC_ALL": "sv", "LC_MESSAGES": "fi_FI"}, "sv"),
        ({"LANGUAGE": "xx:mt:de", "LC_ALL": "sv"}, "mt"),
        ({"KB_LANG": "ga", "LANGUAGE": "de"}, "ga"),
        ({"LC_ALL": "C", "LANG": "de_DE"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANG": "de_DE"}, "en"),
        ({"LC_ALL": "POSIX"}, "en"),
        ({"KB_LANG": "tlh", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"LC_ALL": "ja_JP", "LANG": "de_DE"}, "de"),
        ({"LANG": "de_DE@euro"}, "de"),
        ({"LANG": "PT"}, "pt"),
        ({"LANG": "../../etc"}, "en"),
    ],
)
def test_the_first_variable_that_names_a_known_language_decides(environment: dict[str, str], language: str) -> None:
    """KB_LANG, LANGUAGE (a list), LC_ALL, LC_MESSAGES, LANG; C and POSIX are English."""
    assert language_of_messages(None, environment) == language


def test_a_language_named_by_the_user_must_exist() -> None:
    """What was asked for is not passed over silently."""
    assert language_of_messages("fr-BE", {"LANG": "de"}) == "fr"
    with pytest.raises(NotFound, match="xx"):
        language_of_messages("xx", {})


def test_a_catalog_in_a_checkout_compiles_itself(checkout: Path) -> None:
    """A checkout speaks every language it has a catalog for, without a step in between."""
    assert Translator("de").gettext("morning") == "Morgen"
    checkout.write_text(PO.replace("Morgen", "Abend"), encoding="utf-8")
    os.utime(checkout, (4e9, 4e9))
    assert Translator("de").gettext("morning") == "Abend"


def test_a_packed_catalog_is_taken_first(checkout: Path) -> None:
    """An installed package does not look at what happens to lie beside it."""
    packed = messages.CATALOGS[0] / "de" / "LC_MESSAGES" / "kb.mo"
    packed.parent.mkdir(parents=True)
    compile_catalog(checkout, packed)
    found = catalog("de")
    assert found is not None
    assert found.path == packed


def test_a_folder_that_cannot_be_written_to_means_english(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A read-only checkout still answers."""

    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("kb.ui.catalogs.compile_catalog", refuse)
    assert catalog("de") is None
    assert Translator("de").gettext("morning") == "morning"
    assert Translator("de").language == "de"


@pytest.mark.usefixtures("checkout")
def test_a_language_without_a_catalog_is_said_in_english() -> None:
    """The language asked for is remembered all the same: it is that of the answers."""
    translator = Translator("fi")
    assert (translator.language, translator.gettext("morning")) == ("fi", "morning")


@pytest.mark.usefixtures("checkout")
def test_parameters_are_said_too() -> None:
    """A sentence inside a sentence is in the same language."""
    assert Translator("de").say(message("good {time}", time=message("morning"))) == "guten Morgen"
    assert Translator("de").text("good {time}", time="{x}") == "guten {x}"


@pytest.mark.usefixtures("checkout")
def test_the_number_chooses_the_form() -> None:
    """The catalog's plural rule counts; without a catalog, English's."""
    for language, one, many in (
        ("de", "1 Treffer, einer", "0 Treffer, mehrere"),
        ("en", "1 hit", "0 hits"),
    ):
        translator = Translator(language)
        sentence = Message("{number} hit", plural="{number} hits", number=1)
        assert translator.say(sentence) == one
        assert translator.say(sentence._replace(number=0)) == many


@pytest.mark.usefixtures("checkout")
def test_a_wrong_translation_is_said_in_english() -> None:
    """A mistake of a translator, or of ours, never hides what went wrong."""
    assert Translator("de").say(message("wrong {name}", name="x")) == "wrong x"
    assert Translator("de").say(message("wrong {name}", title="x")) == "wrong {name}"


@pytest.mark.usefixtures("checkout")
def test_braces_without_parameters_are_text() -> None:
    """A template without parameters is not a format; the empty text is not the catalog's header."""
    assert Translator("de").say(message("literally {braces}")) == "literally {braces}"
    assert Translator("de").gettext("") == ""
