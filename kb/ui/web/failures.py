"""What does a reader see, and a program get (RFC 9457), when a request cannot be answered?"""

from __future__ import annotations

import json
import re
from http import HTTPStatus

from kb.errors import (
    ContentUnusable,
    IndexUnusable,
    InputUnusable,
    KbError,
    Message,
    NotFound,
    QueryError,
    Refused,
    StorageError,
    UsageError,
)
from kb.ui.messages import Translator
from kb.ui.web.exchange import Answered
from kb.ui.web.templating import rendered

#: Status of each class of error; what is not listed has that of the nearest class above it.
STATUS: dict[type[BaseException], int] = {
    NotFound: 404,
    UsageError: 400,
    InputUnusable: 400,
    Refused: 409,
    IndexUnusable: 503,
    ContentUnusable: 503,
    StorageError: 503,
    BaseException: 500,
}

#: Status of errors that a shell calls wrong use, and that are about what there is rather than about how it was asked for.
STATUS_OF_CODE = {"not-an-address": 404, "no-such-part": 404, "unknown-value": 404, "no-policy": 409}

#: What hints have that name a command to give.
_COMMAND = re.compile(r"\bkb [a-z]")

PROBLEM = "application/problem+json"
HTML = "text/html; charset=utf-8"


def status(error: BaseException) -> int:
    """The status for *error*."""
    if isinstance(error, KbError) and error.code in STATUS_OF_CODE:
        return STATUS_OF_CODE[error.code]
    return next(STATUS[cls] for cls in type(error).__mro__ if cls in STATUS)


def of_error(error: KbError, translator: Translator, *, program: bool, url: str) -> Answered:
    """The answer to a request that failed with *error*: a page, or a problem for a *program*."""
    extra: dict[str, object] = {"code": error.code, **({"place": str(error.place)} if error.place else {})}
    if isinstance(error, QueryError):
        extra |= {"start": error.start, "end": error.end}
    return said(status(error), error.message, error.hint, translator, program=program, url=url, extra=extra)


def said(
    code: int,
    why: Message,
    hint: Message | None,
    translator: Translator,
    *,
    program: bool,
    url: str = "",
    extra: dict[str, object] | None = None,
) -> Answered:
    """A refusal with status *code*."""
    sentence = translator.say(why)
    advice = translator.say(hint) if hint else None
    headers = {"Retry-After": "1"} if code == 503 else {}
    if program:
        problem = {"type": "about:blank", "title": HTTPStatus(code).phrase, "status": code, "detail": sentence}
        problem |= {"hint": advice} if advice else {}
        body = json.dumps({**problem, **(extra or {})}, ensure_ascii=False).encode()
        return Answered(code, PROBLEM, body, headers)
    if hint is not None and _COMMAND.search(hint.template):
        advice = None  # of use in a terminal only
    page = rendered("error.html", translator, status=code, title=sentence, hint=advice)
    return Answered(code, HTML, page.encode(), headers)
