"""Which signs inside of a block are markup, and which would be read differently by other programs?

What has been understood is blanked out step by step: code, links, emphasis. What is left over is ambiguous.
"""

from __future__ import annotations

import re

from kb.content.notes import Notes

_CODE_OR_ESCAPE = re.compile(r"\\(?P<escaped>.|$)|(?<!`)(?P<run>`+)(?!`)[^\n]*?(?<!`)(?P=run)(?!`)", re.MULTILINE)
_ESCAPABLE = set("\\`*_{}[]()>#+-.!")  # the signs that Python-Markdown knows; CommonMark has all of ASCII
_PUNCTUATION = set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_AUTOLINK = re.compile(r"<(?:https?://[^\s<>]+|[A-Za-z0-9.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)>")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(([^\s()<>]*)(?: \"[^\"\n]*\")?\)")
_SCHEMES = re.compile(r"https?://[^\s]|mailto:[^\s]", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z/!?]|<[^\s<>]*@")
_STARS = re.compile(r"(?<!\*)(\*{1,2})(?![\s*])([^*]+?)(?<![\s*])\1(?!\*)")
_UNDERSCORES = re.compile(r"(?<!\w)(__?)(?![\s_])([^_]+?)(?<![\s_])\1(?!\w)")
_INSIDE_WORD = re.compile(r"(?<=[^\W_])_+(?=[^\W_])")


def is_web_or_mail(target: str) -> bool:
    """Whether a link to *target* is allowed."""
    return _SCHEMES.match(target) is not None


def check_inline(text: str, notes: Notes) -> None:
    """Check what stands inside of blocks; what has been understood is blanked out, what is left over is ambiguous."""
    text = _without_code(text, notes)
    text = _AUTOLINK.sub(_blank, text)
    for found in re.finditer(r"!\[", text):
        notes.offset("image", text, found.start())
    text = _LINK.sub(lambda link: _link(link, text, notes), text)
    for found in _TAG.finditer(text):
        notes.offset("raw-html", text, found.start())
    for found in re.finditer(r"\]\(|(?<=\])\[|`+", text):
        notes.offset("markdown-differs", text, found.start(), markup=found[0])
    _emphasis(text, notes)


def _blank(found: re.Match[str]) -> str:
    """Punctuation of the same length, as what it stands for has at its ends."""
    return "." * len(found[0])


def _without_code(text: str, notes: Notes) -> str:
    def replacement(found: re.Match[str]) -> str:
        escaped = found["escaped"]
        if escaped is not None:
            if escaped == "" or (escaped in _PUNCTUATION and escaped not in _ESCAPABLE):
                notes.offset("markdown-differs", text, found.start(), markup=found[0])
            if escaped not in _PUNCTUATION:
                return f".{escaped}"
        elif found[0].strip("`") != found[0].strip("`").strip():
            notes.offset("markdown-differs", text, found.start(), markup=found[0][:20])
        return _blank(found)

    return _CODE_OR_ESCAPE.sub(replacement, text)


def _link(link: re.Match[str], text: str, notes: Notes) -> str:
    if not is_web_or_mail(link[2]):
        notes.offset("link-scheme", text, link.start(), target=link[2])
    return f".{link[1]}{'.' * (len(link[0]) - len(link[1]) - 1)}"


def _emphasis(text: str, notes: Notes) -> None:
    def star(found: re.Match[str]) -> str:
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        # An ending may follow: “*Signal*in”, but not “*„Signal“*in”. “Täter*innen, Nutzer*innen” is no emphasis.
        if before.isalnum():
            notes.offset("markup-lost", text, found.start(), markup=found[0][:20])
        elif after.isalnum() and not found[2][-1].isalnum():
            notes.offset("markdown-differs", text, found.start(), markup=found[0][:20])
        return _blank_around(found)

    for pattern, replacement in ((_STARS, star), (_UNDERSCORES, _blank_around)):
        text = pattern.sub(replacement, text)
        text = pattern.sub(replacement, text)  # one in the other
    text = _INSIDE_WORD.sub(_blank, text)
    for found in re.finditer(r"[*_]+", text):
        if not _is_list_marker(text, found) and not _stands_alone(text, found):
            notes.offset("markdown-differs", text, found.start(), markup=found[0])


def _blank_around(found: re.Match[str]) -> str:
    return f"{'.' * len(found[1])}{found[2]}{'.' * len(found[1])}"


def _is_list_marker(text: str, found: re.Match[str]) -> bool:
    """Whether a star begins an item, perhaps in a quotation."""
    line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    return found[0] == "*" and not line.strip("> ") and text[found.end() : found.end() + 1] == " "


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    """Whether a star is between two spaces or two letters, where it cannot end or begin anything by itself."""
    around = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
    return found[0] == "*" and len(around) == 2 and (around.isspace() or around.isalnum())
