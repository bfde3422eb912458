"""Which statement did the person mean? Addresses, ids alone, and the URLs of pages."""

from __future__ import annotations

from collections.abc import Collection

from kb.errors import N_, NotFound, UsageError, message
from kb.languages import LANGUAGES
from kb.model import Address, is_id
from kb.nearest import did_you_mean


def resolve(text: str, known: Collection[str]) -> Address:
    """The address that *text* names among the statements *known* (``SOURCE/ID``).

    *text* may be an address, an id that only one source has (with a language after it if wanted), or a page's URL.

    :raises UsageError: if it is none of these, or an id that several sources have.
    :raises NotFound: if there is no such statement.
    """
    if "://" in text or text.startswith("/"):
        return _of_url(text, known)
    head, at, version = text.partition("@")
    parts = head.split("/")
    if is_id(parts[0]) and (len(parts) == 1 or (len(parts) == 2 and parts[1] in LANGUAGES and head not in known)):
        return Address.parse("/".join((_only(parts[0], known), *parts[1:])) + at + version)
    return _existing(Address.parse(text), known)


def _of_url(text: str, known: Collection[str]) -> Address:
    path = text.partition("://")[2] or text
    parts = path.partition("#")[0].partition("?")[0].rstrip("/").split("/")
    if len(parts) >= 3 and parts[-3] in LANGUAGES and is_id(parts[-2]):
        id, at, version = parts[-1].partition("@")
        return _existing(Address.parse(f"{parts[-2]}/{id}/{parts[-3]}{at}{version}"), known)
    raise UsageError(
        N_("“{text}” is not the URL of a statement"),
        code="not-an-address",
        hint=message(N_("it ends in /LANGUAGE/SOURCE/ID")),
        text=text,
    )


def _only(id: str, known: Collection[str]) -> str:
    having = sorted(address for address in known if address.partition("/")[2] == id)
    if len(having) > 1:
        raise UsageError(
            N_("several sources have a statement “{id}”"),
            code="ambiguous-id",
            hint=message(N_("name one of them: {addresses}"), addresses=", ".join(having[:5])),
            id=id,
        )
    if not having:
        raise _not_found(id, {address.partition("/")[2] for address in known})
    return having[0]


def _existing(address: Address, known: Collection[str]) -> Address:
    if address.statement not in known:
        raise _not_found(address.statement, known)
    return address


def _not_found(text: str, known: Collection[str]) -> NotFound:
    hint = did_you_mean(text, known) or message(N_("to see them: kb list statements"))
    return NotFound(N_("there is no statement “{address}”"), code="no-such-address", hint=hint, address=text)
