"""How does a search's answer look to a person?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb.answers import Hit, Match, SearchAnswer
from kb.errors import N_, Message, message
from kb.languages import LANGUAGES
from kb.text import SHORT_VERSION
from kb.ui.messages import Translator
from kb.ui.render import Look
from kb.ui.render.layout import FAINT, STRONG, columns, excerpt, paragraph, shortened, styled
from kb.ui.render.words import FACET_VALUES, FACETS, FILTERS, HOW, KINDS, LEVELS, language_name, remark_line

_INDENT = "    "
#: So many values of a facet are shown.
_VALUES = 6


def search(answer: SearchAnswer, look: Look) -> str:
    """Hits with addresses and why they matched, then how to narrow them; or what to try when nothing matched."""
    if not answer.total:
        return "".join((*_nothing(answer, look), _explained(answer, look)))
    heading = paragraph(look.translator.say(found(answer)), look.width)
    hits = "".join("\n" + _hit(hit, number, look) for number, hit in enumerate(answer.hits, look.numbered_from))
    return f"{heading}{_suggested(answer, look)}{hits}{_facets(answer, look)}{_rest(answer, look)}{_explained(answer, look)}"


def _suggested(answer: SearchAnswer, look: Look) -> str:
    if not answer.suggestion:
        return ""
    return paragraph(look.translator.text(N_("Did you mean “{suggestion}”?"), suggestion=answer.suggestion), look.width)


def _explained(answer: SearchAnswer, look: Look) -> str:
    """How each word was understood, a line for each reading."""
    if not answer.explained:
        return ""
    translator = look.translator
    rows = [
        (one.word, one.language, translator.gettext(LEVELS[one.how]), " ".join(one.terms), str(one.statements or ""))
        for one in answer.explained
    ]
    return (
        "\n"
        + styled(translator.gettext(N_("How the words were understood:")), STRONG, look.colour)
        + "\n"
        + columns(rows, look.width)
    )


def found(answer: SearchAnswer) -> Message:
    """How many statements were found, and by all or by some of the words."""
    parameters = {"query": answer.query}
    if not answer.total:
        return (
            message(N_("No statement found for “{query}”."), **parameters)
            if answer.query.strip()
            else message(N_("No statement found."))
        )
    if answer.relaxed:
        return Message(
            N_("No statement has all the words of “{query}”. {number} has some of them:"),
            parameters,
            plural=N_("No statement has all the words of “{query}”. {number} have some of them:"),
            number=answer.total,
        )
    if not answer.query.strip():
        return Message(N_("{number} statement"), {}, plural=N_("{number} statements"), number=answer.total)
    return Message(
        N_("{number} statement for “{query}”"),
        parameters,
        plural=N_("{number} statements for “{query}”"),
        number=answer.total,
    )


def _nothing(answer: SearchAnswer, look: Look) -> Iterator[str]:
    say = look.translator.say
    yield paragraph(say(found(answer)), look.width)
    yield _suggested(answer, look)
    for tip in tips(answer, look.translator):
        yield paragraph(say(tip), look.width)


def tips(answer: SearchAnswer, translator: Translator) -> Iterator[Message]:
    """What to try when nothing was found: the filters to drop, the languages to look in, the signs to use."""
    for field, count in answer.without.items():
        yield Message(
            N_("Without the filter on {field} there is {number}."),
            {"field": translator.gettext(FILTERS[field])},
            plural=N_("Without the filter on {field} there are {number}."),
            number=count,
        )
    if len(answer.languages) < len(LANGUAGES):
        names = ", ".join(translator.say(language_name(tag)) for tag in answer.languages)
        yield message(N_("Only passages in these languages were searched: {languages}."), languages=names)
    yield message(
        N_(
            "To find more: fewer words or filters, the beginning of a word with a star (begin*), "
            "or a tilde for a typing mistake (word~)."
        )
    )


def _hit(hit: Hit, number: int, look: Look) -> str:
    passage, translator = hit.passage, look.translator
    kind = translator.gettext(KINDS[passage.kind])
    head = f"{number:>2}  {styled(_address(hit), STRONG, look.colour)}  {kind}\n"
    title = styled(shortened(passage.title, look.width - len(_INDENT)), FAINT, look.colour)
    text = paragraph(passage.text, look.width, _INDENT, passage.highlights, look.colour)
    notes = paragraph(f"({remark_line(passage, translator)})", look.width, _INDENT)
    why = "".join(
        _match(match, look) for match in hit.matched if match.language != passage.language or match.how == "label"
    )
    return f"{head}{_INDENT}{title}\n{text}{notes}{why}"


def _address(hit: Hit) -> str:
    address = hit.passage.address
    return address if "@" in address else f"{address}@{hit.passage.version[:SHORT_VERSION]}"


def _match(match: Match, look: Look) -> str:
    mark = "\x00"  # stands for the text, so that its highlights can be found again in the sentence
    sentence = look.translator.text(HOW[match.how], language=language_name(match.language), text=mark)
    before, _, after = sentence.partition(mark)
    text, highlights = excerpt(
        match.text, match.highlights, max(20, look.width - len(_INDENT) - len(before) - len(after))
    )
    shifted = [(start + len(before), end + len(before)) for start, end in highlights]
    return paragraph(f"{before}{text}{after}", look.width, _INDENT, shifted, look.colour)


def _facets(answer: SearchAnswer, look: Look) -> str:
    """A line for each facet that can narrow the answer."""
    lines = []
    for name, label in FACETS.items():
        counts = answer.facets.get(name, {})
        if len(counts) > 1 and min(counts.values()) < answer.total:
            values = _values(name, counts, look.translator)
            lines.append(paragraph(f"{look.translator.gettext(label)}: {values}", look.width))
    return "\n" + "".join(lines) if lines else ""


def _values(name: str, counts: Mapping[str, int], translator: Translator) -> str:
    words = FACET_VALUES.get(name, {})
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"{translator.gettext(words.get(value, value))} {count}" for value, count in most[:_VALUES]]
    return ", ".join(shown) + (" …" if len(most) > _VALUES else "")


def _rest(answer: SearchAnswer, look: Look) -> str:
    if not answer.hits:
        return ""
    first = look.numbered_from
    last = first + len(answer.hits) - 1
    if first == 1 and last >= answer.total:
        return ""
    shown = look.translator.text(N_("Shown: {first} to {last} of {total}."), first=first, last=last, total=answer.total)
    more = look.translator.text(N_("The next: --offset {offset}"), offset=last) if last < answer.total else ""
    return "\n" + paragraph(f"{shown} {more}".rstrip(), look.width)
