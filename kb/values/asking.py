"""Which terms stand for a figure, in an index and in a query?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kb.values.reading import Figure, stated


def typed(text: str, languages: Iterable[str]) -> Sequence[Figure]:
    """The figures that somebody asks for who types *text*, in any of *languages*, the likeliest first.

    Other than in :func:`figures` each language has one reading: ``values`` are alternatives only because languages
    differ, and ``2.5 billion`` does not ask for ``2.5``. Parts of a date are numbers like any other here.

    >>> [figure.values for figure in typed("12.500", ["de", "en"])]
    [('12500', '12.5')]
    """
    merged: list[Figure] = []
    for language in languages:
        for figure in stated(text, language, typed=True):
            at = [n for n, other in enumerate(merged) if figure.start < other.end and other.start < figure.end]
            for place in at:
                merged[place] = _united(merged[place], figure)
            if not at:
                merged.append(figure)
    return sorted(dict.fromkeys(merged))


def terms(figure: Figure) -> tuple[str, ...]:
    """The index terms of a figure of a passage: a percentage is found with its sign and without.

    >>> terms(Figure(0, 4, ("40",), percent=True))
    ('#40%', '#40')
    """
    values = dict.fromkeys(form for value in figure.values for form in (value, value.removeprefix("-")))
    signs = ("%", "") if figure.percent else ("",)
    return tuple(f"#{value}{sign}" for value in values for sign in signs)


def query_terms(figure: Figure) -> tuple[str, ...]:
    """The terms a typed figure asks for, any of them: a percentage finds percentages only.

    >>> query_terms(Figure(0, 4, ("40",), percent=True))
    ('#40%',)
    """
    sign = "%" if figure.percent else ""
    return tuple(f"#{value}{sign}" for value in figure.values)


def _united(first: Figure, second: Figure) -> Figure:
    """Two languages' readings of one place. A value read with more of the text (``40 procent``) is the better one."""
    if (second.end - second.start, second.percent) > (first.end - first.start, first.percent):
        longer, shorter = second, first
    else:
        longer, shorter = first, second
    same = (longer.start, longer.end, longer.percent) == (shorter.start, shorter.end, shorter.percent)
    values = (*first.values, *second.values) if same else longer.values
    return longer._replace(values=tuple(dict.fromkeys(values)))
