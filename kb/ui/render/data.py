"""How does an answer look to a program? JSON with the keys of the contract, CSV, annotations."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kb.answers import CheckAnswer, ConfirmAnswer, Hit, Listing, PassageView, SearchAnswer, ShowAnswer, ShownPassage
from kb.errors import Message, Problem
from kb.text import SHORT_VERSION
from kb.ui.messages import Translator
from kb.ui.render import Look
from kb.ui.terminal import printable

# JSON escapes control characters up to U+001F; these too are obeyed by terminals.
_OBEYED = re.compile("[\x7f-\x9f\u2028\u2029]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

#: Columns of a search's CSV, as the JSON's keys.
COLUMNS = (
    *("address", "kind", "language", "requested_language", "original_language", "fallback_reason", "text", "state"),
    *("produced_by", "outdated", "change", "publication", "wording", "title", "topics", "version", "score", "url"),
)


def to_json(answer: Any, command: str, translator: Translator) -> str:
    """*answer* as JSON, its ``schema`` first; sentences are said in the reader's language."""
    data = {"schema": f"kb/{command}/1", **_shape(answer, translator)}
    return escaped(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def escaped(text: str) -> str:
    """*text*, which is JSON, without a character that terminals obey."""
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _shape(answer: Any, translator: Translator) -> dict[str, Any]:
    match answer:
        case SearchAnswer():
            return _search(answer)
        case ShowAnswer():
            return {"passages": [_shown(shown) for shown in answer.passages]}
        case Listing():
            return {"what": answer.what, "items": [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]}
        case CheckAnswer():
            checked = {"files": answer.files, "passages": answer.passages, "rules": answer.rules}
            return {"checked": checked, "problems": [_problem(problem, translator) for problem in answer.problems]}
        case ConfirmAnswer():
            refused = [_problem(problem, translator) for problem in answer.refused]
            return {**_plain(answer, translator), "refused": refused}
    return dict(_plain(answer, translator))


def _plain(value: Any, translator: Translator) -> Any:
    """*value* with named tuples as mappings and sentences said."""
    if isinstance(value, Message):
        return translator.say(value)
    if isinstance(value, Problem):
        return _problem(value, translator)
    if hasattr(value, "_asdict"):
        return {key: _plain(part, translator) for key, part in value._asdict().items()}
    if isinstance(value, Mapping):
        return {key: _plain(part, translator) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part, translator) for part in value]
    return value


def _search(answer: SearchAnswer) -> dict[str, Any]:
    data = answer._asdict()
    languages = list(data.pop("languages"))
    without, explained = data.pop("without"), [one._asdict() for one in data.pop("explained")]
    more = {**({"without": without} if without else {}), **({"explained": explained} if explained else {})}
    return {"query": data.pop("query"), "in": languages, **data, "hits": [hit_data(hit) for hit in answer.hits], **more}


def passage_data(passage: PassageView) -> dict[str, Any]:
    """The keys of a passage, in the contract's order; its address with a version."""
    data = passage._asdict()
    del data["unconfirmed"]
    data["corrections"] = [correction._asdict() for correction in passage.corrections]
    for key in ("superseded_by", "reason", "corrections"):
        if not data[key]:  # few statements have them
            del data[key]
    if "@" not in passage.address:
        data["address"] = f"{passage.address}@{passage.version[:SHORT_VERSION]}"
    return data


def hit_data(hit: Hit) -> dict[str, Any]:
    """A passage's keys, its score before its page's URL, and why it matched."""
    data = passage_data(hit.passage)
    url = data.pop("url")
    return {**data, "score": hit.score, "url": url, "matched": [match._asdict() for match in hit.matched]}


def _shown(shown: ShownPassage) -> dict[str, Any]:
    recorded = {} if shown.history is None else {"history": [wording._asdict() for wording in shown.history]}
    earlier = {} if shown.earlier is None else {"earlier": shown.earlier._asdict()}
    was = {} if shown.translated_from is None else {"translated_from": shown.translated_from._asdict()}
    return {**passage_data(shown.passage), **recorded, **earlier, **was}


def _problem(problem: Problem, translator: Translator) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "message": translator.say(problem.message),
        "hint": translator.say(problem.hint) if problem.hint else None,
    }


def search_lines(answer: SearchAnswer, _look: Look) -> str:
    """A line of JSON for each hit."""
    return "".join(escaped(json.dumps(hit_data(hit), ensure_ascii=False)) + "\n" for hit in answer.hits)


def search_table(answer: SearchAnswer, _look: Look) -> str:
    """CSV with a row for each hit."""
    rows = [hit_data(hit) for hit in answer.hits]
    return table(COLUMNS, ([row[column] for column in COLUMNS] for row in rows))


def listing_table(answer: Listing, _look: Look) -> str:
    """CSV of a list."""
    return table(answer.columns, answer.rows)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """CSV with *columns* as its first line."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        value = "; ".join(str(part) for part in value)
    if not isinstance(value, str):
        return value
    return f"'{printable(value)}" if value.startswith(_FORMULA) else printable(value)


def check_annotations(answer: CheckAnswer, look: Look) -> str:
    """A workflow command of GitHub Actions for each problem, which shows it beside the line it is about."""
    return "".join(_annotation(problem, look.translator) for problem in answer.problems)


def _annotation(problem: Problem, translator: Translator) -> str:
    text = translator.say(problem.message) + (f" ({translator.say(problem.hint)})" if problem.hint else "")
    place = {"file": problem.place.path, "line": problem.place.line, "col": problem.place.column, "title": problem.code}
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items() if value)
    return f"::{problem.severity} {properties}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
