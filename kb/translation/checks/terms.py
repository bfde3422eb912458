"""Does the passage have the names of its original, and the approved forms of its terms?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kb.errors import N_, message
from kb.names import Mention, forms_of_names
from kb.translation.checks.pair import Finding, Pair
from kb.translation.checks.usage import has_form

_NONE = N_("none")


def check(pair: Pair) -> Iterator[Finding]:
    """A finding for each name that is missing, for each that stands in its place, and for each term without its form."""
    yield from _names(pair)
    yield from _terms(pair)


# --------------------------------------------------------------------------------------------------------------- names


def _names(pair: Pair) -> Iterator[Finding]:
    expected = Counter(mention.id for mention in pair.original.names)
    if not expected:
        return
    language, glossary = pair.passage.language, pair.passage.glossary
    found = Counter(mention.id for mention in pair.passage.names)
    spelled = {id: " / ".join(forms) for id, forms in forms_of_names(glossary, language).items() if forms}
    # A name may be said once more or once less than in the original (they, the app), but not never; and another one may
    # be said as well, but not instead.
    fewer = [id for id, times in expected.items() if id in spelled and found[id] < times]
    others = [mention for mention in pair.passage.names if not expected[mention.id]]
    missing = [id for id in fewer if not found[id]]
    for number, id in enumerate(missing or (fewer[:1] if others else [])):
        yield _differs(pair, others[number] if number < len(others) else None, spelled[id])


def _differs(pair: Pair, mention: Mention | None, expected: str) -> Finding:
    start, end = (mention.start, mention.end) if mention else (0, 0)
    found = pair.passage.text[start:end] or message(_NONE)
    parameters = {"found": found, "expected": expected, "original": pair.original.text}
    return Finding("name-differs", start, end, parameters)


# --------------------------------------------------------------------------------------------------------------- terms


def _terms(pair: Pair) -> Iterator[Finding]:
    language = pair.passage.language
    for id in pair.original.terms:
        forms = pair.passage.glossary[id].forms.get(language)
        if forms and not any(has_form(pair.passage.text, form, language) for form in forms):
            parameters = {"expected": " / ".join(forms), "original": pair.original.text}
            yield Finding("term-differs", parameters=parameters)
