"""Here is what was typed: what does it ask for? A small tree of values; mistakes carry a position.

Words, ``"quoted words"``, ``OR``, ``NOT`` and ``-word``, parentheses, ``prefix*``, ``word~``, ``field:value``. Anything else is
a word too, so that no input can break the parser; bounds come before all else, so that none can burn the machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple, NoReturn

from kb.errors import N_, Message, QueryError, message
from kb.search.tokens import CLITICS

MAX_CHARACTERS = 512
MAX_WORD = 80
#: Different ones; more than a sentence has. Each is looked up in every language.
MAX_WORDS = 48
MAX_PHRASE_WORDS = 16
MAX_DEPTH = 8
#: Prefixes and words with a typo stand for many words each.
MAX_MULTI_TERM = 4
MIN_PREFIX = 2

_LETTERS = re.compile(r"\w+")

#: What may stand before a colon.
FIELDS = ("kind", "topic", "source", "language", "state", "year")


class Word(NamedTuple):
    """One word as typed, with its code point offsets in the query. It may hold several tokens (``end-to-end``)."""

    text: str
    start: int
    end: int


class Quote(NamedTuple):
    """Words between quotation marks: the exact wording."""

    text: str
    start: int
    end: int


class Prefix(NamedTuple):
    """Every word that begins with ``text``."""

    text: str
    start: int
    end: int


class Typo(NamedTuple):
    """``text``, or a word one typo away from it."""

    text: str
    start: int
    end: int


class Amount(NamedTuple):
    """A figure by its value: any of ``terms``. A number word may also be met as the ``word`` that it is."""

    text: str
    start: int
    end: int
    terms: tuple[str, ...]
    word: Word | None = None


class All(NamedTuple):
    """Every one of ``nodes``."""

    nodes: tuple[Node, ...]


class Either(NamedTuple):
    """At least one of ``nodes``."""

    nodes: tuple[Node, ...]


class Without(NamedTuple):
    """Not ``node``; only beside something that is asked for."""

    node: Node


Leaf = Word | Quote | Prefix | Typo | Amount
Node = Leaf | All | Either | Without


class Field(NamedTuple):
    """``name:value``: only statements that have this value, or with ``negated`` only those that have not."""

    name: str
    value: str
    negated: bool
    start: int
    end: int


class Query(NamedTuple):
    """What must match (None: nothing in particular, filters alone decide), and the filters written in the query."""

    text: str
    tree: Node | None
    fields: tuple[Field, ...] = ()


# Quoted words in any of the marks in use in the 24 languages, closed; a parenthesis; or a run of anything else. A parenthesis
# inside a word (user(s)) belongs to the word.
_PIECE = re.compile(
    r"(?P<minus>-(?=[^\s\-)]))?"
    r"(?:(?P<field>[a-z]+):(?=\S))?"
    r"(?:[\"“”„‟](?P<high>[^\"“”„‟]*)[\"“”„‟]|[«»](?P<low>[^«»]*)[«»]"
    r"|(?P<open>\()|(?P<close>\))|(?P<run>[^\s()\"“”„‟«»]+(?:\([^\s()]*\)[^\s()]*)?|\S))"
)
_TYPO = re.compile(r"(.*\w)~(\d*)")

# Words that Finnish and Swedish write with a colon (tv:n) are no fields.
_COLON_ENDINGS = frozenset(ending for row in CLITICS.values() if ":" in row.joints for ending in row.after)


class _Piece(NamedTuple):
    """One piece of the query: what kind it is, and whether a minus stands before it."""

    kind: str
    text: str
    start: int
    end: int
    negated: bool = False
    field: str | None = None


def parse(text: str) -> Query:
    """The query that *text* asks.

    :raises QueryError: for a mistake or beyond a bound, with the place and what to do.
    """
    if len(text) > MAX_CHARACTERS:
        _refuse(
            "query-too-long",
            N_("the query has {count} characters, {most} are allowed"),
            (MAX_CHARACTERS, len(text)),
            message(N_("search for the rarest words of the sentence")),
            count=len(text),
            most=MAX_CHARACTERS,
        )
    count = len(set(_LETTERS.findall(text)))
    if count > MAX_WORDS:
        _refuse(
            "too-many-words",
            N_("the query has {count} different words, {most} are allowed"),
            (0, len(text)),
            message(N_("search for the rarest words of the sentence")),
            count=count,
            most=MAX_WORDS,
        )
    parser = _Parser(list(_pieces(text)))
    tree = parser.whole()
    if tree is not None and _is_negative(tree) and all(field.negated for field in parser.fields):
        _refuse(
            "only-negative",
            N_("the query only says what must not be there"),
            (0, len(text)),
            message(N_("add a word that must be there")),
        )
    return Query(text, tree, tuple(parser.fields))


# --------------------------------------------------------------------------------------------------------------- pieces


def _pieces(text: str) -> Iterator[_Piece]:
    for match in _PIECE.finditer(text):
        name = match["field"]
        if name is not None and _is_word_with_colon(match):
            yield _Piece("word", match[0].removeprefix("-"), match.start(), match.end(), bool(match["minus"]))
            continue
        kind, piece = _kind(match)
        start = match.start() if kind != "word" or name else match.end() - len(piece)
        yield _Piece(kind, piece, start, match.end(), bool(match["minus"]), name)


def _is_word_with_colon(match: re.Match[str]) -> bool:
    value = match["run"] or ""
    return match["field"] not in FIELDS and (value in _COLON_ENDINGS or value.startswith("//"))


def _kind(match: re.Match[str]) -> tuple[str, str]:
    for group in ("high", "low"):
        if match[group] is not None:
            return "quote", match[group]
    if match["open"]:
        return "open", "("
    if match["close"]:
        return "close", ")"
    return "word", match["run"]


# --------------------------------------------------------------------------------------------------------------- parser


class _Parser:
    """Recursive descent over the pieces; depth is bounded."""

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        self._pieces = pieces
        self._at = 0
        self._multi_term = 0
        self.fields: list[Field] = []

    def whole(self) -> Node | None:
        """Everything. A closing parenthesis that closes nothing is left out, like other signs."""
        found: list[Node] = []
        while self._at < len(self._pieces):
            node = self.either(0)
            found += [node] if node is not None else []
            self._at += 1
        return _joined(All, found)

    def either(self, depth: int) -> Node | None:
        """``a b OR c d``: alternatives of what stands between the ORs."""
        alternatives = [self._all(depth)]
        while self._is_between("OR"):
            self._at += 1
            alternatives.append(self._all(depth))
        found = [one for one in alternatives if one is not None]
        if len(found) > 1 and any(map(_is_negative, found)):
            _refuse(
                "only-negative",
                N_("one side of OR only says what must not be there"),
                self._span(),
                message(N_("add a word that must be there")),
            )
        return _joined(Either, found)

    def _all(self, depth: int) -> Node | None:
        found: list[Node] = []
        while self._at < len(self._pieces) and self._pieces[self._at].kind != "close" and not self._is_between("OR"):
            node = self._one(depth)
            found += [node] if node is not None else []
        return _joined(All, found)

    def _one(self, depth: int) -> Node | None:
        piece = self._pieces[self._at]
        if self._is_not(piece):
            self._at += 1
            if self._at == len(self._pieces) or self._pieces[self._at].kind == "close":
                _refuse(
                    "lone-not",
                    N_("NOT needs a word after it"),
                    (piece.start, piece.end),
                    message(N_("to find the word itself, put it in quotation marks")),
                )
            node = self._one(depth)
            return node.node if isinstance(node, Without) else node and Without(node)
        self._at += 1
        node = self._group(depth, piece) if piece.kind == "open" else self._leaf(depth, piece)
        return Without(node) if node is not None and piece.negated else node

    def _group(self, depth: int, piece: _Piece) -> Node | None:
        if depth + 1 > MAX_DEPTH:
            _refuse(
                "query-too-deep",
                N_("parentheses are nested deeper than {most} levels"),
                (piece.start, piece.end),
                message(N_("leave some of them out")),
                most=MAX_DEPTH,
            )
        node = self.either(depth + 1)
        if self._at < len(self._pieces):
            self._at += 1
        return node

    def _leaf(self, depth: int, piece: _Piece) -> Node | None:
        if piece.field is not None:
            self._field(depth, piece)
            return None
        if piece.kind == "quote":
            return _quote(piece)
        _bounded(
            len(piece.text), MAX_WORD, N_("a word has {count} characters, {most} are allowed"), "word-too-long", piece
        )
        node = _word(piece)
        if isinstance(node, Prefix | Typo):
            self._multi_term += 1
            _bounded(
                self._multi_term,
                MAX_MULTI_TERM,
                N_("{count} words with * or ~ stand in the query, {most} are allowed"),
                "too-many-expansions",
                piece,
            )
        return node

    def _field(self, depth: int, piece: _Piece) -> None:
        name = piece.field or ""
        if name not in FIELDS:
            _refuse(
                "unknown-field",
                N_("there is no field “{name}”"),
                (piece.start, piece.end),
                message(N_("fields are {fields}; if it is text, put it in quotation marks"), fields=", ".join(FIELDS)),
                name=name,
            )
        around = [self._pieces[at] for at in (self._at - 2, self._at) if 0 <= at < len(self._pieces)]
        if depth or any(one.kind == "word" and one.text == "OR" for one in around):
            _refuse(
                "field-inside",
                N_("a filter stands beside the words, not in parentheses and not beside OR"),
                (piece.start, piece.end),
                message(N_("several values are alternatives: {name}:… {name}:…"), name=name),
            )
        before = self._pieces[self._at - 2 :: -1] if self._at > 1 else ()
        nots = sum(1 for _ in takewhile(self._is_not, before))
        negated = piece.negated != bool(nots % 2)
        self.fields.append(Field(name, piece.text, negated, piece.start, piece.end))

    def _is_between(self, operator: str) -> bool:
        """Whether an operator stands here with something on either side; anywhere else it is a word."""
        if not 0 < self._at < len(self._pieces) - 1:
            return False
        before, piece, after = self._pieces[self._at - 1 : self._at + 2]
        return _is_operator(piece, operator) and before.kind != "open" and after.kind != "close"

    @staticmethod
    def _is_not(piece: _Piece) -> bool:
        return _is_operator(piece, "NOT")

    def _span(self) -> tuple[int, int]:
        return self._pieces[0].start, self._pieces[-1].end


def _is_operator(piece: _Piece, operator: str) -> bool:
    return piece.kind == "word" and piece.field is None and not piece.negated and piece.text == operator


def _joined(kind: type[All | Either], nodes: Sequence[Node]) -> Node | None:
    if len(nodes) > 1:
        return kind(tuple(nodes))
    return nodes[0] if nodes else None


def _is_negative(node: Node) -> bool:
    """Whether nothing in *node* says what must be there."""
    return isinstance(node, Without) or (isinstance(node, All) and all(map(_is_negative, node.nodes)))


# --------------------------------------------------------------------------------------------------------------- leaves


def _quote(piece: _Piece) -> Quote | None:
    words = piece.text.split()
    _bounded(
        len(words), MAX_PHRASE_WORDS, N_("a phrase has {count} words, {most} are allowed"), "phrase-too-long", piece
    )
    longest = max(map(len, words), default=0)
    _bounded(longest, MAX_WORD, N_("a word has {count} characters, {most} are allowed"), "word-too-long", piece)
    start = piece.end - 1 - len(piece.text)
    return Quote(piece.text, start, piece.end - 1) if words else None


def _word(piece: _Piece) -> Leaf:
    text, span = piece.text, (piece.start, piece.end)
    if text.startswith("*") and len(text) > 1 and text[1:].strip("*"):
        _refuse(
            "leading-star",
            N_("a word cannot begin with *"),
            span,
            message(N_("write the beginning of the word and a star after it: begin*")),
        )
    if text.endswith("*") and (stem := text.rstrip("*")):
        if sum(map(str.isalnum, stem)) < MIN_PREFIX:
            _refuse(
                "prefix-too-short",
                N_("at least {least} letters must stand before *"),
                span,
                message(N_("write more of the word")),
                least=MIN_PREFIX,
            )
        return Prefix(stem, *span)
    if typo := _TYPO.fullmatch(text):
        if typo[2] not in ("", "1"):
            _refuse(
                "typo-too-far",
                N_("only one typing mistake can be allowed for"),
                span,
                message(N_("write {word}~"), word=typo[1]),
            )
        return Typo(typo[1], *span)
    return Word(text, *span)


def _bounded(count: int, most: int, template: str, code: str, piece: _Piece) -> None:
    if count > most:
        hint = message(N_("search for a part of it"))
        _refuse(code, template, (piece.start, piece.end), hint, count=count, most=most)


def _refuse(code: str, template: str, span: tuple[int, int], hint: Message, **parameters: object) -> NoReturn:
    raise QueryError(template, code=code, start=span[0], end=span[1], hint=hint, **parameters)
