"""What does a LaTeX text say? Its prose with commands carried out as far as they are text, quotations and citations."""

from __future__ import annotations

import re
from unicodedata import normalize

from kb.citation.manuscripts.document import NOTE, PARAGRAPH, QUOTATION, Block, Writer, clean, reference

_TOKEN = re.compile(
    r"(?P<comment>(?<!\\)%[^\n]*(?:\n[ \t]*)?)"
    r"|\\(?P<edge>begin|end)[ \t]*\{(?P<environment>[^{}\n]{0,60})\}"
    r"|\\(?P<command>[a-zA-Z]+)(?P<star>\*?)(?P<blank>[ \t]*(?:\n(?![ \t]*\n)[ \t]*)?)"
    r"|\\(?P<sign>.)"
    r"|(?P<open>``|\"`|,,)|(?P<close>''|\"')"
    r"|(?P<dash>---?)"
    r"|(?P<break>\n[ \t]*(?=\n))"
    r"|(?P<group>[{}])"
    r"|(?P<tie>~)"
    r"|(?P<math>\$+)",
    re.DOTALL,
)
_ARGUMENT = re.compile(r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}")
_OPTION = re.compile(r"[ \t]*\[([^\[\]]*)\]")


def _words(text: str) -> list[str]:
    return text.split()


_QUOTATIONS = frozenset(
    ("quote", "quotation", "displayquote", "displaycquote", "verse", "blockquote", "foreigndisplayquote")
)
_SILENT = (
    "verbatim",
    "Verbatim",
    "lstlisting",
    "minted",
    "comment",
    "equation",
    "align",
    "tikzpicture",
    "thebibliography",
)

#: Commands of which nothing is text: neither their options nor their first argument.
_DROPPED = frozenset(
    _words(
        "documentclass usepackage label ref pageref eqref autoref cref input include includegraphics bibliography"
        " bibliographystyle addbibresource newcommand renewcommand setlength vspace hspace pagestyle hypersetup title"
        " author date setmainlanguage setotherlanguage selectlanguage index"
    )
)
_CITING = re.compile(r"(?:[a-zA-Z]*cite[a-zA-Z]*|nocite)$")
#: Commands whose first argument is a quotation; of some an argument before it names its language or work.
_QUOTING = {"enquote": 0, "textquote": 0, "blockquote": 0, "foreignquote": 1, "foreigntextquote": 1, "textcquote": 1}

_WORDS = {
    **dict(zip(_words("ss o O l L ae AE oe OE aa AA i j"), _words("ß ø Ø ł Ł æ Æ œ Œ å Å ı ȷ"), strict=True)),
    **dict(zip(_words("glqq grqq flqq frqq glq grq flq frq"), _words("„ “ « » ‚ ‘ ‹ ›"), strict=True)),
    **dict.fromkeys(("ldots", "dots", "textellipsis"), "…"),
    "textendash": "–",
    "textemdash": "—",
    "textasciitilde": "~",
    "textbackslash": "\\",
    "euro": "€",
    "par": "\n",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "guillemotleft": "«",
    "guillemotright": "»",
    "quotedblbase": "„",
    "textelp": "[…]",
}
_ACCENTS = dict(zip("\"'`^~=.uvHcdkrb", map(chr, (
    *(0x308, 0x301, 0x300, 0x302, 0x303, 0x304, 0x307, 0x306, 0x30C, 0x30B, 0x327, 0x323, 0x328, 0x30A, 0x331),
)), strict=True))  # fmt: skip
_SIGNS = {",": "\u202f", ";": " ", ":": " ", "!": "", "-": "\u00ad", "/": "", "\\": "\n", " ": " ", "\n": " "}
_ACCENTED = re.compile(r"[ \t]*(?:\{\\?([^\W\d_]?)\}|\\?([^\W\d_]))")


def read(text: str, _name: str) -> tuple[Block, ...]:
    r"""The blocks of *text*; what stands before ``\begin{document}`` is not read."""
    text = clean(text)
    begin = re.search(r"\\begin\{document\}", text)
    end = text.find("\\end{document}")
    reader = _Reader(text)
    reader.read(begin.end() if begin else 0, end if end >= 0 else len(text))
    return tuple(reader.writer.taken())


class _Reader:
    """Reads from left to right; what a group was opened for is done when it closes."""

    def __init__(self, text: str) -> None:
        self.writer = Writer()
        self._text = text
        self._groups: list[str] = []
        self._quotations = 0
        self._notes: list[tuple[str, int, int]] = []
        self._newline_count = (0, 1)

    def read(self, start: int, end: int) -> None:
        """Read [start, end) of the text, then the notes in it."""
        self._prose(start, end)
        self._end_block(PARAGRAPH)
        for key, first, last in self._notes:
            self._groups.clear()
            self._prose(first, last)
            self.writer.end(NOTE, key)

    def _prose(self, at: int, end: int) -> None:
        while match := _TOKEN.search(self._text, at, end):
            self._say(self._text[at : match.start()], at)
            at = max(self._token(match, end), match.end())
        self._say(self._text[at:end], at)

    def _say(self, text: str, at: int) -> None:
        if text:
            self.writer.add(text, self._line(at))

    def _line(self, at: int) -> int:
        known, line = self._newline_count
        line = line + self._text.count("\n", known, at) if at >= known else 1 + self._text.count("\n", 0, at)
        self._newline_count = at, line
        return line

    def _token(self, match: re.Match[str], end: int) -> int:
        """Carry out *match*; where to go on."""
        at, kind = match.start(), next(name for name, value in match.groupdict().items() if value is not None)
        if kind == "edge":
            return self._environment(match, end)
        if kind == "command":
            return self._command(match, end)
        if kind == "sign":
            return self._sign(match)
        if kind == "group":
            self._say(self._groups.pop() if match[0] == "}" and self._groups else "", at)
            if match[0] == "{":
                self._groups.append("")
        elif kind == "break":
            self._end_block(QUOTATION if self._quotations else PARAGRAPH)
        else:
            said = {"open": "“", "close": "”", "tie": "\u00a0"}
            self._say(said.get(kind) or ("–—"[len(match[0]) - 2] if kind == "dash" else ""), at)
        return match.end()

    def _end_block(self, kind: str) -> None:
        self.writer.end(kind)

    def _environment(self, match: re.Match[str], end: int) -> int:
        name = match["environment"].rstrip("*")
        if name in _SILENT and match["edge"] == "begin":
            closing = self._text.find(f"\\end{{{match['environment']}}}", match.end(), end)
            return closing if closing >= 0 else end
        self._end_block(QUOTATION if self._quotations else PARAGRAPH)
        at = match.end()
        if name in _QUOTATIONS:
            self._quotations = max(0, self._quotations + (1 if match["edge"] == "begin" else -1))
            if match["edge"] == "begin":
                at = self._options(at, end)
                if name == "displaycquote" and (key := _ARGUMENT.match(self._text, at, end)):
                    self._cite(key[1], at)
                    at = key.end()
        return at

    def _command(self, match: re.Match[str], end: int) -> int:
        name, at = match["command"], match.end()
        if name in _DROPPED:
            return self._past(self._options(at, end), end)
        if _CITING.match(name) and name not in _QUOTING:
            at = self._options(at, end)
            if found := _ARGUMENT.match(self._text, at, end):
                self._cite(found[1], match.start())
                return found.end()
            return at
        if name in _QUOTING:
            return self._quote(name, at, end)
        if name in ("footnote", "footnotetext", "endnote"):
            return self._note(self._options(at, end), end)
        if name in ("url", "href", "nolinkurl"):
            if found := _ARGUMENT.match(self._text, at, end):
                self._say(reference(re.sub(r"\\([%#&_~])", r"\1", found[1])), match.start())
                return found.end()
            return at
        if name in _ACCENTS:
            return self._accent(name, match.start(), match.end())
        if name in _WORDS:
            self._say(_WORDS[name], match.start())
            return at
        return self._options(at, end) if self._text[at : at + 1] == "[" else at

    def _quote(self, name: str, at: int, end: int) -> int:
        at = self._options(at, end, cite=True)
        for _ in range(_QUOTING[name]):
            if found := _ARGUMENT.match(self._text, at, end):
                if name == "textcquote":
                    self._cite(found[1], at)
                at = self._options(found.end(), end)
        if self._text[at : at + 1] != "{":
            return at
        self._say("“", at)
        self._groups.append("”")
        return at + 1

    def _note(self, at: int, end: int) -> int:
        found = _ARGUMENT.match(self._text, at, end)
        if not found:
            return at
        key = f"note-{len(self._notes) + 1}"
        self._notes.append((key, found.start(1), found.end(1)))
        self._say(reference(f"#{key}"), at)
        return found.end()

    def _cite(self, keys: str, at: int) -> None:
        for key in keys.split(","):
            if key.strip():
                self._say(reference(f"@{key.strip()}"), at)

    def _options(self, at: int, end: int, *, cite: bool = False) -> int:
        while found := _OPTION.match(self._text, at, end):
            if cite:
                for inner in re.finditer(r"cite[a-zA-Z]*\*?\{([^{}]*)\}", found[1]):
                    self._cite(inner[1], at)
            at = found.end()
        return at

    def _past(self, at: int, end: int) -> int:
        found = _ARGUMENT.match(self._text, at, end)
        return found.end() if found else at

    def _sign(self, match: re.Match[str]) -> int:
        sign = match["sign"]
        if sign in _ACCENTS and sign.isascii() and not sign.isalpha():
            return self._accent(sign, match.start(), match.end())
        self._say(_SIGNS.get(sign, sign), match.start())
        return match.end()

    def _accent(self, name: str, start: int, at: int) -> int:
        found = _ACCENTED.match(self._text, at)
        if not found:
            return at
        self._say(normalize("NFC", (found[1] or found[2] or "") + _ACCENTS[name]), start)
        return found.end()
