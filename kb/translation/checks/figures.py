"""Does a passage state the same quantities as its original?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

from kb.errors import N_, message
from kb.translation.checks.pair import Finding, Pair
from kb.values.comparing import differing
from kb.values.quantities import SURE, Quantity

_NEXT_FEW = 20


def check(pair: Pair) -> Iterator[Finding]:
    """``number-differs`` for each quantity that only one of the two has, ``number-order`` for percentages in another order."""
    expected, found = differing(pair.original, pair.passage)
    for there, here in _paired(expected, found):
        yield _finding(pair, there, here)
    if not expected and not found:
        yield from _reordered(pair)


def _paired(
    expected: Sequence[Quantity], found: Sequence[Quantity]
) -> Iterator[tuple[Quantity | None, Quantity | None]]:
    """Each of one side with the one of the other that most likely stands for it, first those that are alike."""
    left = list(found)
    partner: dict[Quantity, Quantity] = {}
    for form in (_form, _any):
        for there in expected:
            # The next few are enough, and two texts full of figures do not take for ever.
            alike = list(islice((here for here in left if form(here) == form(there)), _NEXT_FEW))
            if alike and there not in partner:
                partner[there] = max(alike, key=partial(_shared, there))
                left.remove(partner[there])
    yield from ((each, partner.get(each)) for each in expected if each.certainty == SURE or each in partner)
    yield from ((None, each) for each in left if each.certainty == SURE)


def _form(each: Quantity) -> tuple[bool, bool, bool]:
    return each.is_date, each.key.endswith("%"), each.in_words


def _any(_: Quantity) -> None:
    return None


def _shared(one: Quantity, other: Quantity) -> int:
    """How many digits both have."""
    return (Counter(one.key) & Counter(other.key)).total()


def _finding(pair: Pair, there: Quantity | None, here: Quantity | None) -> Finding:
    return Finding(
        "number-differs",
        here.start if here else 0,
        here.end if here else 0,
        {
            "found": pair.passage.text[here.start : here.end] if here else message(N_("nothing")),
            "expected": pair.original.text[there.start : there.end] if there else message(N_("nothing")),
            "original": pair.original.text,
        },
    )


def _reordered(pair: Pair) -> Iterator[Finding]:
    """Percentages in another order: legitimate where the sentence is turned round, else two were exchanged."""
    there, here = ([each for each in side.quantities if each.key.endswith("%")] for side in pair)
    if [each.key for each in there] == [each.key for each in here] or len(there) != len(here):
        return
    yield Finding(
        "number-order",
        here[0].start,
        here[-1].end,
        {
            "found": ", ".join(pair.passage.text[each.start : each.end] for each in here),
            "expected": ", ".join(pair.original.text[each.start : each.end] for each in there),
            "original": pair.original.text,
        },
    )
