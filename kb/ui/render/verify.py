"""How do the verdicts on a manuscript look, as text and as SARIF?"""

from __future__ import annotations

from collections.abc import Iterator

from kb.answers import Differing, Quotation, VerifyAnswer, changed
from kb.citation.folds import FOLDS, MARKED
from kb.errors import ERROR, N_, WARNING, Message, Place, message
from kb.ui.messages import Translator
from kb.ui.render import Look, sarif
from kb.ui.render.layout import FAINT, GREEN, RED, YELLOW, paragraph, shortened, styled
from kb.ui.terminal import printable

_INDENT = "    "

#: What verdicts are called, in the order of their counts.
VERDICTS = {
    "exact": N_("exact"),
    "shortened": N_("shortened"),
    "altered": N_("altered"),
    "earlier_wording": N_("earlier wording"),
    "misattributed": N_("misattributed"),
    "withdrawn": N_("withdrawn"),
    "not_found": N_("not found"),
    "could_not_check": N_("could not be checked"),
    "not_ours": N_("not ours"),
}

#: What each verdict means.
MEANINGS = {
    "exact": N_("The quotation stands in the passage; only what is listed as typography differs."),
    "shortened": N_("Every piece of the quotation stands in the passage, in order; what was left out is marked."),
    "altered": N_("The quotation is close to the passage, and its words are not the same."),
    "earlier_wording": N_("The quotation is a wording on record that is not today's."),
    "misattributed": N_("The quotation is another statement's than the one cited."),
    "withdrawn": N_("The statement has been withdrawn."),
    "not_found": N_("The quotation is cited as ours, and does not stand in this knowledge base."),
    "could_not_check": N_("The quotation or citation could not be checked."),
    "not_ours": N_("The quotation is cited from elsewhere, or nothing points to this knowledge base."),
}

#: What the kinds of differences are called.
KINDS = {
    "number": N_("number"),
    "name": N_("name"),
    "negation": N_("negation"),
    "hedge": N_("limitation"),
    "wording": N_("wording"),
    "case": N_("capital or small letter"),
    "punctuation": N_("punctuation"),
}

#: What a quotation was judged against.
AGAINST = {
    "verbatim": N_("judged against the source's own words"),
    "paraphrase": N_("judged against this knowledge base's statement about the source"),
    "translation": N_("judged against a translation"),
}

#: What of an earlier wording has changed since.
CHANGES = {
    "number": N_("a number has changed since"),
    "name": N_("a name has changed since"),
    "negation": N_("today it says the opposite"),
    "wording": N_("the wording has changed since"),
    "typography": N_("only the typography has changed since"),
    "unknown": N_("there is no such passage any more"),
}

_STYLES = {"exact": GREEN, "shortened": GREEN, "could_not_check": YELLOW, "earlier_wording": YELLOW, "not_ours": FAINT}


def verify(answer: VerifyAnswer, look: Look) -> str:
    """First how many were checked and what they are, then each of them; what is not ours is only counted."""
    shown = [one for one in answer.quotations if one.verdict != "not_ours"]
    return paragraph(_summary(answer, look.translator), look.width) + "".join(
        f"\n{_quotation(one, look)}" for one in shown
    )


def _summary(answer: VerifyAnswer, translator: Translator) -> str:
    counts = ", ".join(
        f"{translator.gettext(label)} {count}"
        for verdict, label in VERDICTS.items()
        if (count := getattr(answer, verdict))
    )
    if not answer.checked:
        nothing = translator.gettext(N_("Checked 0: no quotation or citation of this knowledge base was found."))
        return f"{nothing} ({counts})" if counts else nothing
    checked = Message(
        N_("Checked {number} quotation or citation: {counts}."),
        {"counts": counts},
        plural=N_("Checked {number} quotations and citations: {counts}."),
        number=answer.checked,
    )
    return translator.say(checked)


def _quotation(one: Quotation, look: Look) -> str:
    translator = look.translator
    verdict = styled(translator.gettext(VERDICTS[one.verdict]), _STYLES.get(one.verdict, RED), look.colour)
    head = f"{printable(one.file)}:{one.line}: {verdict}"
    quote = shortened(_quoted(one.quote, translator), look.width - len(_INDENT)) if one.quote else " ".join(one.cited)
    lines = "".join(paragraph(printable(line), look.width, _INDENT) for line in _details(one, translator))
    return f"{head}\n{_INDENT}{printable(quote)}\n{lines}"


def _quoted(text: str, translator: Translator) -> str:
    # Translators: a quotation between the quotation marks of the language
    return translator.text(N_("“{quote}”"), quote=text)


def _details(one: Quotation, translator: Translator) -> Iterator[str]:
    if one.address:
        yield f"{one.address}" + (f" ({', '.join(one.also)})" if one.also else "")
    if one.passage and one.verdict not in ("exact", "shortened"):
        yield translator.text(N_("passage: {text}"), text=one.passage)
    yield from reasons(one, translator)
    if one.translation:
        yield f"{one.translation.address}: {one.translation.text}"


def reasons(one: Quotation, translator: Translator) -> Iterator[str]:
    """What differs, a line each, and then what else a reader has to know."""
    yield from (translator.say(_difference(difference, one)) for difference in one.differences)
    remarks = [*_remarks(one, translator), *(translator.say(note) for note in one.notes)]
    if remarks:
        yield " · ".join(remarks)


def _difference(difference: Differing, one: Quotation) -> Message:
    template = (
        N_("{kind}: “{quote}” then, “{passage}” today")
        if one.verdict == "earlier_wording"
        else N_("{kind}: “{quote}” in the quotation, “{passage}” in the passage")
    )
    kind = message(KINDS[difference.kind])
    return message(template, kind=kind, quote=difference.quote, passage=difference.passage)


def _remarks(one: Quotation, translator: Translator) -> Iterator[str]:
    if one.change is not None:
        yield translator.gettext(CHANGES[one.change])
    if one.against is not None and one.quote:
        yield translator.gettext(AGAINST[one.against])
    if one.folded:
        names = {**{code: fold.name for code, fold in FOLDS.items()}, **MARKED}
        what = ", ".join(translator.gettext(names[code]) for code in one.folded)
        yield translator.text(N_("differs in typography: {what}"), what=what)


def remark(one: Quotation, translator: Translator) -> str:
    """The verdict on one quotation in a paragraph, as a comment in a manuscript has it."""
    verdict = translator.gettext(VERDICTS[one.verdict])
    return "\n".join((verdict, *_details(one, translator)))


# ---------------------------------------------------------------------------------------------------------------- SARIF


def verify_sarif(answer: VerifyAnswer, look: Look) -> str:
    """A result for everything that is not simply exact; paths are those that were given."""
    explained = {verdict: message(meaning) for verdict, meaning in MEANINGS.items()}
    shown = (one for one in answer.quotations if one.verdict not in ("exact", "not_ours"))
    return sarif.log((_result(one, look.translator) for one in shown), explained, look.translator)


def _result(one: Quotation, translator: Translator) -> sarif.Result:
    said = message("{text}", text=f"{_quoted(one.quote, translator)}: {' · '.join(_details(one, translator))}")
    return sarif.Result(Place(one.file, one.line), one.verdict, _level(one), said)


def _level(one: Quotation) -> str:
    if one.verdict in ("shortened", "could_not_check"):
        return "note"
    return WARNING if one.verdict == "earlier_wording" and not changed(one) else ERROR
