"""How do passages and their originals look, as text and as Markdown?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from kb.answers import Earlier, PassageView, ShowAnswer, ShownPassage, Wordings
from kb.errors import N_
from kb.languages import LANGUAGES
from kb.text import SHORT_VERSION
from kb.ui.messages import Translator
from kb.ui.render import Look
from kb.ui.render.layout import FAINT, STRONG, differences, paragraph, shortened, styled
from kb.ui.render.words import CORRECTIONS, KINDS, SINCE, language_name, remark_line
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
    passages = "".join(
        _passage(shown.passage, shown.history, look)
        + _since(shown.earlier, look)
        + _translates(shown.translated_from, look)
        for shown in group
    )
    if all(shown.earlier or shown.passage.language != original.language for shown in group):
        passages += _passage(original, None, look)
    return f"{head}{title}{printable(topics[:-1])}{topics[-1:]}{_happened(original, look)}{passages}"


def _happened(original: PassageView, look: Look) -> str:
    """Why a statement is no longer what it was, and where to go on."""
    translator, lines = look.translator, []
    if original.superseded_by:
        lines.append(translator.text(N_("Superseded by: {address}"), address=original.superseded_by))
    if original.reason:
        lines.append(translator.text(N_("Reason: {reason}"), reason=original.reason))
    for one in original.corrections:
        lines.append(translator.text(CORRECTIONS[one.kind], date=one.date, reason=one.reason))
    return "".join(paragraph(line, look.width) for line in lines)


def _since(earlier: Earlier | None, look: Look) -> str:
    """Since when the wording above is on record, what has changed since, and where today's is."""
    if earlier is None:
        return ""
    translator = look.translator
    change = translator.gettext(SINCE[earlier.change])
    head = translator.text(N_("Earlier wording, on record since {date}; {change}."), date=earlier.on, change=change)
    shown = differences(earlier.differences, look.width, _INDENT * 2, look.colour) if earlier.differences else ""
    today = translator.text(N_("Today: {address}"), address=earlier.today) if earlier.today else ""
    return paragraph(head, look.width, _INDENT) + shown + (paragraph(today, look.width, _INDENT) if today else "")


def _translates(was: Wordings | None, look: Look) -> str:
    """What has changed in the original since the passage above was confirmed."""
    if was is None:
        return ""
    head = look.translator.gettext(N_("What has changed in the original since this was translated:"))
    return paragraph(head, look.width, _INDENT) + differences(was.differences, look.width, _INDENT * 2, look.colour)


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
    known = {"date": wording.on, "release": wording.release, "version": wording.version[:SHORT_VERSION]}
    head = (
        look.translator.text(N_("On record since {date}, release {release}, version {version}:"), **known)
        if wording.release
        else look.translator.text(N_("On record since {date}, version {version}:"), **known)
    )
    parts = wording.differences or (("=", wording.text),)
    return paragraph(head, look.width, _INDENT) + differences(parts, look.width, _INDENT * 2, look.colour)


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
