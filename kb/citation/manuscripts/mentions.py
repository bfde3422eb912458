"""Which works does this text cite, and where? Addresses, URLs, citation keys, notes, and authors with a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.citation.manuscripts.document import REFERENCE
from kb.languages import LANGUAGES
from kb.model import Address, is_id

KEY, ADDRESS, URL, NOTE, AUTHOR = "key", "address", "url", "note", "author"


class Mention(NamedTuple):
    """[start, end) of a text names ``target``.

    By kind: a citation key; an address; a URL; the key of a note; authors and year as written.
    """

    start: int
    end: int
    kind: str
    target: str


_ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_WORD_BEFORE = r"(?<![\w.@/:-])"
_ADDRESS = rf"{_ID}/{_ID}(?:/(?:{'|'.join(LANGUAGES)})(?:@[0-9a-f]{{12}}(?:[0-9a-f]{{52}})?)?)?(?![\w/@-])"
_PATTERN = re.compile(
    rf"(?P<url>https?://[^\s<>\"“”„«»\ue000\ue001{{}}|\\^`]+)"
    rf"|{_WORD_BEFORE}@\{{?(?P<key>(?:{_ADDRESS})|[\w][\w:.#$%&+?<>~/-]*)\}}?"
    rf"|{_WORD_BEFORE}(?P<address>{_ADDRESS})"
    r"|\((?P<author>[^()\d\ue000]{2,80}[,:]?\s(?:1[5-9]|20)\d\d[a-z]?)(?=[,;:) ])[^()]{0,60}\)"
)
_TRAILING = ".,;:!?)]'’»"


def mentions(text: str) -> Iterator[Mention]:
    """What *text* cites, in its order."""
    found = [*_references(text), *_written(REFERENCE.sub(lambda match: " " * len(match[0]), text))]
    yield from sorted(found)


def _references(text: str) -> Iterator[Mention]:
    for match in REFERENCE.finditer(text):
        target = match[1]
        if target.startswith("#"):
            yield Mention(match.start(), match.end(), NOTE, target[1:])
        elif target.startswith("@"):
            yield Mention(match.start(), match.end(), KEY, target[1:])
        else:
            inner = list(_written(target)) if " " in target or "{" in target else []
            yield from (one._replace(start=match.start(), end=match.end()) for one in inner)
            if not inner:
                yield Mention(match.start(), match.end(), URL, target)


def _written(text: str) -> Iterator[Mention]:
    for match in _PATTERN.finditer(text):
        kind = str(match.lastgroup)
        target = match[kind]
        if kind in (URL, KEY):
            target = target.rstrip(_TRAILING)
        if target:
            yield Mention(match.start(), match.start() + len(match[0]), kind, target)


def address_in(mention: Mention) -> Address | None:
    """The address that a mention spells: itself, as a key, or as the end of a page's URL. It may be of nobody's."""
    if mention.kind == URL:
        return _address_of_url(mention.target)
    if mention.kind in (KEY, ADDRESS) and re.fullmatch(_ADDRESS, mention.target):
        return _address(mention.target)
    return None


def _address_of_url(url: str) -> Address | None:
    path = re.split(r"[?#]", url.partition("://")[2] or url)[0].rstrip("/")
    parts = path.split("/")
    if len(parts) >= 3 and parts[-3] in LANGUAGES and is_id(parts[-2]):
        id, at, version = re.sub(r"\.(?:json|md|bib|ris|jsonld|html)$", "", parts[-1]).partition("@")
        return _address(f"{parts[-2]}/{id}/{parts[-3]}{at}{version}")
    return None


def _address(text: str) -> Address | None:
    return Address.parse(text) if re.fullmatch(_ADDRESS, text) and all(map(is_id, text.split("/")[:2])) else None
