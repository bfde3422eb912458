"""The page where a text is pasted or a file is dropped: each quotation judged in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kb.answers import InLanguage, Proofread, Quotation
from kb.errors import N_, ContentUnusable, UsageError
from kb.hall.manuscripts import Manuscript
from kb.library import Library
from kb.ui.messages import Translator
from kb.ui.render.verify import MEANINGS, VERDICTS, reasons
from kb.ui.web import received
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.pages import parts

#: What a text is called that has no name.
_PASTED = "-"

#: How verdicts are coloured; their words stand beside.
_CLASSES = {"exact": "right", "shortened": "right", "could_not_check": "unsure", "earlier_wording": "unsure"}


class Judged(NamedTuple):
    """A verdict in words: ``details`` explain it, ``url`` is where the statement is."""

    number: int
    quote: str
    line: int
    verdict: str
    meaning: str
    style: str
    address: str | None
    url: str | None
    passage: str | None
    language: str | None
    details: Sequence[str]
    translation: InLanguage | None


def page(library: Library, asked: Asked, translator: Translator) -> Answered:
    """See the module."""
    values: dict[str, object] = {"text": "", "proofread": None, "error": None}
    status = 200
    try:
        sent = received.manuscripts(asked) if asked.body else []
        # What was pasted has no name; a file goes before it.
        values["text"] = next((_text(one) for one in sent if one.name == _PASTED), "")
        if asked.body and not sent:
            raise UsageError(N_("there is neither a text nor a file"), code="nothing-to-verify")
        if sent:
            given = next((one for one in sent if one.name != _PASTED), sent[0])
            values |= _judged(library.proofread(given, asked.language), translator)
    except (UsageError, ContentUnusable) as error:
        status = 400
        values["error"] = translator.say(error.message)
    return parts.page("verify.html", asked, translator, library.name, **values)._replace(status=status)


def _text(pasted: Manuscript) -> str:
    return pasted.data.decode("utf-8", "replace").replace("\r\n", "\n")


def _judged(proofread: Proofread, translator: Translator) -> Mapping[str, object]:
    answer = proofread.answer
    judged = {
        number: _one(number + 1, one, translator)
        for number, one in enumerate(answer.quotations)
        if one.verdict != "not_ours"
    }
    counts = [
        (translator.gettext(label), getattr(answer, verdict), _CLASSES.get(verdict, "wrong"))
        for verdict, label in VERDICTS.items()
        if getattr(answer, verdict) and verdict != "not_ours"
    ]
    return {"proofread": proofread, "judged": judged, "counts": counts}


def _one(number: int, one: Quotation, translator: Translator) -> Judged:
    statement, _, language = (one.address or "").partition("@")[0].rpartition("/")
    return Judged(
        number=number,
        quote=one.quote or " ".join(one.cited),
        line=one.line,
        verdict=translator.gettext(VERDICTS[one.verdict]),
        meaning=translator.gettext(MEANINGS[one.verdict]),
        style=_CLASSES.get(one.verdict, "wrong"),
        address=one.address,
        url=f"/{translator.language}/{statement}?left={language}" if statement else None,
        passage=one.passage if one.verdict not in ("exact", "shortened") else None,
        language=language or None,
        details=list(reasons(one, translator)),
        translation=one.translation if language != translator.language else None,
    )
