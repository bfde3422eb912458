"""How do passages and their originals look, as text and as Markdown?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from kb.answers import PassageView, ShowAnswer, ShownPassage, Wordings
from kb.errors import N_
from kb.languages import LANGUAGES
from kb.text import SHORT_VERSION
from kb.ui.messages import Translator
from kb.ui.render import Look
from kb.ui.render.layout import FAINT, GREEN, RED, STRONG, paragraph, shortened, styled
from kb.ui.render.words import KINDS, language_name, remark_line
from kb.ui.terminal import printable

_INDENT = "    "
# What Markdown may take for markup anywhere, and what it takes for a list or an underlined heading at the beginning.
_MARKUP = re.compile(r"[\\`*_\[\]<>~|#&!]|^[-+=]|^\d+(?=[.)])")


def show(answer: ShowAnswer, look: Look) -> str:
    """Each statement once, below it the passages asked for, and its original if that is not among them."""
    groups = groupby(answer.passages, key=lambda shown: (shown.passage.source, shown.passage.id))
    return "\n".join(_statement(list(group), look) for _, group in groups)


def _statement(group: Sequence[ShownPassage], look: Look) -> str:
    original = group[0].original
    translator = look.translator
    address = styled(f"{original.source}/{original.id}", STRONG, look.colour)
    head = f"{address}  {translator.gettext(KINDS[original.kind])}\n"
    title = shortened(_title(group, original, translator.language), look.width) + "\n"
    topics = (
        translator.text(N_("Topics: {topics}"), topics=", ".join(original.topics)) + "\n" if original.topics else ""
    )
    passages = "".join(_passage(shown.passage, shown.history, look) for shown in group)
    if all(shown.passage.language != original.language for shown in group):
        passages += _passage(original, None, look)
    return f"{head}{title}{printable(topics[:-1])}{topics[-1:]}{passages}"


def _title(group: Sequence[ShownPassage], original: PassageView, language: str) -> str:
    """The title in the one language shown, or in the reader's if it is among several, else the original's."""
    if len(group) == 1:
        return group[0].passage.title
    return next((shown.passage.title for shown in group if shown.passage.language == language), original.title)


def _passage(passage: PassageView, history: Sequence[Wordings] | None, look: Look) -> str:
    language = styled(_language(passage.language, look.translator), STRONG, look.colour)
    head = f"{language} ({remark_line(passage, look.translator)})"
    place = f"{passage.address}  {passage.path}:{passage.line}"
    return (
        f"\n{head}\n"
        f"{paragraph(passage.text, look.width, _INDENT, passage.highlights, look.colour)}"
        f"{_INDENT}{styled(printable(place), FAINT, look.colour)}\n"
        f"{_history(history, look)}"
    )


def _language(tag: str, translator: Translator) -> str:
    """``suomi (Finnish)``: its own name, and the reader's name of it where that is another."""
    own, name = LANGUAGES[tag].own_name, translator.say(language_name(tag))
    return own if own.casefold() == name.casefold() else f"{own} · {name}"


def _history(history: Sequence[Wordings] | None, look: Look) -> str:
    if history is None:
        return ""
    if not history:
        return f"{_INDENT}{look.translator.gettext(N_('No wording is on record.'))}\n"
    return "".join(_wording(wording, look) for wording in history)


def _wording(wording: Wordings, look: Look) -> str:
    head = look.translator.text(
        N_("On record since {date}, release {release}, version {version}:"),
        date=wording.on,
        release=wording.release,
        version=wording.version[:SHORT_VERSION],
    )
    if not look.colour:
        return paragraph(head, look.width, _INDENT) + paragraph(_difference(wording), look.width, _INDENT * 2)
    parts = [styled(printable(words), _STYLES[sign], True) for sign, words in wording.differences]
    return paragraph(head, look.width, _INDENT) + f"{_INDENT * 2}{' '.join(parts)}\n"


_STYLES = {"=": ("", ""), "-": RED, "+": GREEN}
_SIGNS = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}


def _difference(wording: Wordings) -> str:
    """That wording's words that today's lacks in ``[-…-]``, today's that it lacks in ``{+…+}``, as in ``git diff``."""
    if not wording.differences:
        return wording.text
    return " ".join(_SIGNS[sign].format(words) for sign, words in wording.differences)


def show_markdown(answer: ShowAnswer, look: Look) -> str:
    """Passages with their originals, to be pasted into a Markdown document."""
    return "\n".join("\n".join(_markdown(shown, look.translator)) for shown in answer.passages)


def _markdown(shown: ShownPassage, translator: Translator) -> Iterator[str]:
    passage, original = shown.passage, shown.original
    yield f"### {passage.address}\n"
    yield shown.markdown.strip() + "\n"
    language = translator.say(language_name(passage.language))
    yield f"*{escaped(passage.title)}* · {language} · {remark_line(passage, translator)}\n"
    if passage.language != original.language:
        heading = translator.text(N_("Original ({language}):"), language=language_name(original.language))
        yield f"{heading}\n\n> {escaped(original.text)}\n"


def escaped(text: str) -> str:
    """*text* in one line of Markdown that means just the text."""
    return _MARKUP.sub(lambda match: f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}", printable(text))
