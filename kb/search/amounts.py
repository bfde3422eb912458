"""Which figures does this query ask for? ``40 %`` is two words for the parser and one value for whoever typed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb.search.query import All, Amount, Either, Node, Query, Without, Word
from kb.text import canonical, typographic
from kb.values import WORD, Figure, query_terms, typed

_SPACE = re.compile(r"\s")
_AROUND = re.compile(r"^\D+|\D+$")


def as_written(text: str) -> tuple[str, ...]:
    """Terms for a figure as it is written, whole and without what stands around its digits.

    >>> as_written("40 %")
    ('=40 %', '=40')
    """
    whole = typographic(canonical(text)).casefold()
    return tuple(dict.fromkeys((f"={whole}", f"={_AROUND.sub('', whole)}")))


def with_amounts(query: Query, languages: Sequence[str]) -> Node | None:
    """The tree of *query* with its figures as values, as they are read in *languages*."""
    # Every kind of space becomes the plain one, and offsets stay.
    return query.tree and _read(query.tree, _SPACE.sub(" ", query.text), languages)


def _read(node: Node, text: str, languages: Sequence[str]) -> Node:
    match node:
        case All():
            nodes = tuple(one for run in _runs(node.nodes, text) for one in _in_run(run, text, languages))
            return nodes[0] if len(nodes) == 1 else All(nodes)
        case Either():
            return Either(tuple(_read(one, text, languages) for one in node.nodes))
        case Without():
            return Without(_read(node.node, text, languages))
        case Word():
            found = list(_in_run([node], text, languages))
            return found[0] if len(found) == 1 else All(tuple(found))
    return node


def _runs(nodes: Sequence[Node], text: str) -> Iterator[list[Node]]:
    """Words with nothing but space between them; everything else by itself."""
    run: list[Node] = []
    for node in nodes:
        last = run[-1] if run else None
        if not (isinstance(last, Word) and isinstance(node, Word) and not text[last.end : node.start].strip()):
            if run:
                yield run
            run = []
        run.append(node)
    if run:
        yield run


def _in_run(run: Sequence[Node], text: str, languages: Sequence[str]) -> Iterator[Node]:
    """The figures of a run in the place of the words they are made of, and what is left of these."""
    words = [node for node in run if isinstance(node, Word)]
    if len(words) != len(run):
        for node in run:
            yield _read(node, text, languages)
        return
    start = words[0].start
    figures = [_shifted(figure, start) for figure in typed(text[start : words[-1].end], languages)]
    spans = {(word.start, word.end) for word in words}
    # A number word may also be met as the word that it is; figures, and several words (two million), are values only.
    named = {
        span: figure for figure in figures if figure.kind == WORD and (span := (figure.start, figure.end)) in spans
    }
    alone = [figure for figure in figures if (figure.start, figure.end) not in named]
    yield from (_amount(figure, text, None) for figure in alone)
    taken = [(figure.start, figure.end) for figure in alone]
    for word in words:
        figure = named.get((word.start, word.end))
        if figure is not None:
            yield _amount(figure, text, word)
        else:
            yield from _left(word, taken, text)


def _left(word: Word, taken: Sequence[tuple[int, int]], text: str) -> Iterator[Word]:
    """What of *word* no figure has taken (of ``30-year-old`` all but the ``30``)."""
    at = word.start
    for start, end in sorted(span for span in taken if span[0] < word.end and word.start < span[1]):
        if at < start:
            yield Word(text[at:start], at, start)
        at = max(at, end)
    if at == word.start:
        yield word
    elif at < word.end:
        yield Word(text[at : word.end], at, word.end)


def _shifted(figure: Figure, by: int) -> Figure:
    return figure._replace(start=figure.start + by, end=figure.end + by)


def _amount(figure: Figure, text: str, word: Word | None) -> Amount:
    return Amount(text[figure.start : figure.end], figure.start, figure.end, query_terms(figure), word)
