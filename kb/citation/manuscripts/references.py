"""What does a bibliography cite? The entries of BibTeX, RIS and CSL-JSON files, each as one block of its values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from kb.citation.manuscripts.document import ENTRY, Block, clean, refused
from kb.errors import N_, message

_ENTRY = re.compile(r"@([A-Za-z]+)\s*[{(]\s*([^\s,{}()\"]+)\s*,")
_FIELD = re.compile(r"(?<![\w-])([A-Za-z][\w-]*)\s*=\s*")
_BARE = re.compile(r"[\w.-]+")
# Parts the values of an entry: no sentence goes on from one to the next.
_JOINT = " \u2063 "
_NO_ENTRY = frozenset(("comment", "string", "preamble"))
_TAG = re.compile(r"([A-Z][A-Z0-9])  - ?(.*)")


def bibtex(text: str, _name: str) -> tuple[Block, ...]:
    """The entries of a BibTeX or BibLaTeX file."""
    text = clean(text)
    found = list(_ENTRY.finditer(text))
    ends = [*(match.start() for match in found), len(text)][1:]
    blocks, line, at = [], 1, 0
    for match, end in zip(found, ends, strict=True):
        line, at = line + text.count("\n", at, match.start()), match.start()
        if match[1].lower() not in _NO_ENTRY:
            values = [match[2], *_values(text, match.end(), end)]
            blocks.append(Block(ENTRY, _JOINT.join(values).replace("\n", " "), ((0, line),), match[2]))
    return tuple(blocks)


def _values(text: str, at: int, end: int) -> Iterator[str]:
    while field := _FIELD.search(text, at, end):
        stop = _value_end(text, field.end(), end)
        yield _unescaped(text[field.end() : stop].strip('{}" \t\n'))
        at = max(stop, field.end())


def _value_end(text: str, at: int, end: int) -> int:
    if text[at : at + 1] not in ("{", '"'):
        bare = _BARE.match(text, at, end)
        return bare.end() if bare else at
    depth, quoted = 0, text[at] == '"'
    for place in range(at + quoted, end):
        sign = text[place]
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and sign == ('"' if quoted else "}"):
            return place + 1
    return end


def _unescaped(value: str) -> str:
    return re.sub(r"[{}]", "", re.sub(r"\\([%#&_$~])", r"\1", value))


def ris(text: str, _name: str) -> tuple[Block, ...]:
    """The records of a RIS file."""
    blocks, values, first, key = [], list[str](), 0, ""
    for number, line in enumerate(clean(text).split("\n"), start=1):
        match = _TAG.match(line.strip("\ufeff\r"))
        if match is None:
            continue
        if match[1] == "TY":
            values, first, key = [], number, ""
        elif match[1] == "ER" and first:
            blocks.append(Block(ENTRY, _JOINT.join(values), ((0, first),), key))
            first = 0
        else:
            key = match[2].strip() if match[1] == "ID" else key
            values.append(match[2].strip())
    return tuple(blocks)


def csl_json(text: str, name: str) -> tuple[Block, ...]:
    """The items of a CSL-JSON file."""
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise refused(name, message(N_("this is not CSL-JSON"))) from error
    items = items.get("items", [items]) if isinstance(items, dict) else items
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise refused(name, message(N_("this is not CSL-JSON")))
    blocks, line, at = [], 1, 0
    for item in items:
        key = str(item.get("id", ""))
        found = text.find(json.dumps(key, ensure_ascii=False), at)
        if found < 0:
            text, at = "", 0  # written in another way: the lines of all that follow are not known better
        else:
            line, at = line + text.count("\n", at, found), found
        values = [clean(str(value)) for value in item.values() if isinstance(value, str | int)]
        blocks.append(Block(ENTRY, _JOINT.join(values), ((0, line),), key))
    return tuple(blocks)
