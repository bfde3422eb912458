"""How do findings look to tools that show the results of any checker? As SARIF 2.1.0.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/ — paths are relative to the root of the knowledge base, columns count code
points.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import quote

from kb import __version__
from kb.answers import CheckAnswer
from kb.errors import WARNING, Message, Place
from kb.ui.messages import Translator
from kb.ui.render import Look

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

#: SARIF's name for the folder that paths are relative to.
_ROOT = "%SRCROOT%"


class Result(NamedTuple):
    """One finding: ``level`` is ``error``, ``warning`` or ``note``; ``code`` names its rule; ``hint`` says what to do."""

    place: Place
    code: str
    level: str
    message: Message
    hint: Message | None = None


def check(answer: CheckAnswer, look: Look) -> str:
    """The problems that ``kb check`` has found, with what their codes mean."""
    return log((Result(*problem) for problem in answer.problems), answer.explained, look.translator)


def log(results: Iterable[Result], explained: Mapping[str, Message], translator: Translator) -> str:
    """A log of one run. *explained* says what each code means; sentences are in the reader's language."""
    found = list(results)
    codes = sorted({result.code for result in found} | set(explained))
    levels = {result.code: result.level for result in found}
    rules = [_rule(code, levels.get(code, WARNING), explained.get(code), translator) for code in codes]
    numbers = {code: number for number, code in enumerate(codes)}
    seen: Counter[str] = Counter()
    run = {
        "tool": {"driver": {"name": "kb", "version": __version__, "language": translator.language, "rules": rules}},
        "language": translator.language,
        "columnKind": "unicodeCodePoints",
        "results": [_result(result, numbers[result.code], translator, seen) for result in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=2) + "\n"


def _rule(code: str, level: str, meaning: Message | None, translator: Translator) -> dict[str, Any]:
    text = {"text": translator.say(meaning)} if meaning is not None else {"text": code}
    return {
        "id": code,
        "shortDescription": text,
        "fullDescription": text,
        "help": text,
        "defaultConfiguration": {"level": level},
    }


def _result(result: Result, number: int, translator: Translator, seen: Counter[str]) -> dict[str, Any]:
    said = translator.say(result.message)
    text = f"{said} ({translator.say(result.hint)})" if result.hint else said
    location: dict[str, Any] = {
        "artifactLocation": {"uri": quote(result.place.path), "uriBaseId": _ROOT},
    }
    if result.place.line:
        location["region"] = {"startLine": result.place.line, "startColumn": result.place.column or 1}
    return {
        "ruleId": result.code,
        "ruleIndex": number,
        "level": result.level,
        "message": {"text": text},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"problem/v1": _fingerprint(result, seen)},
    }


def _fingerprint(result: Result, seen: Counter[str]) -> str:
    """The same for the same problem when lines have moved and whatever the reader's language is."""
    what = f"{result.place.path}\n{result.code}\n{result.message}"
    seen[what] += 1
    return sha256(f"{what}\n{seen[what]}".encode()).hexdigest()[:32]
