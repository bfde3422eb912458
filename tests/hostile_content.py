"""What does a knowledge base look like that wants to run scripts in its readers' browsers? Every field of it is planted."""

from __future__ import annotations

import html
import json
from pathlib import Path

from tests.knowledge_bases import written

#: What a page must show as it is written, or not at all. Live, each would have an attribute ``planted`` or set a variable.
PAYLOADS = (
    "<script id=planted>window.planted=1</script>",
    '"><img planted src=x onerror=window.planted=1>',
    "' planted onmouseover='window.planted=1' x='",
    "</title></style></textarea><svg planted onload=alert(1)>",
    '<a planted href="javascript:window.planted=1">x</a>',
    "&lt;img planted src=x onerror=alert(1)&gt;",
    "{{7*191}}{% raw %}",
    "\\u003cimg planted src=x onerror=alert(1)\\u003e",
)

_ALL = " ".join(PAYLOADS)


def _yaml(text: str) -> str:
    return json.dumps(text)


def _markdown(text: str) -> str:
    """*text* as a body says it."""
    return html.escape(text, quote=False)


def planted(root: Path) -> Path:
    """*root* with the source ``planted`` in German and English, whose statements ``f1`` to ``f3`` are served."""
    text = _yaml(_ALL)

    def passages(language: str) -> str:
        return f"""---
source: planted
language: {language}
title: {text}
translators: [{text}]
---

# {_markdown(_ALL)}

## f1

~~~ yaml
kind: finding
topics: [one]
addressees: [two]
loc: {{page: {text}, chapter: {text}}}
supports: [f2]
corrections:
  - {{date: 2024-02-01, kind: erratum, reason: {text}}}
~~~

{_markdown(_ALL)} `{PAYLOADS[0]}` [x](https://example.org/?"onmouseover=window.planted=1)

## f2

~~~ yaml
kind: finding
topics: [one]
publication: withdrawn
reason: {text}
~~~

> {_markdown(_ALL)}

## f3

~~~ yaml
kind: recommendation
topics: [one]
publication: superseded
superseded_by: f1
reason: {text}
~~~

{_markdown(_ALL)} 40 %

"""

    labels = f"{{de: {text}, en: {text}}}"
    source = f"""id: planted
type: report
title: {text}
genre: {text}
publisher: {text}
publisher-place: {text}
container-title: {text}
collection-title: {text}
number: {text}
author: [{{family: {text}, given: {text}}}, {{literal: {text}}}]
editor: [{{literal: {text}}}]
URL: 'https://example.org/?"><img/planted/src=x/onerror=alert(1)>'
DOI: {text}
issued: 2024
original: de
license: {text}
note: {text}
abstract: {text}
"""
    files = {
        "kb.yaml": f"format: 1\nname: {text}\nlanguages: [de, en]\n",
        "topics.yaml": f"one: {labels}\ntwo: {labels}\n",
        "glossary.yaml": f"terms:\n  one:\n    de: [{text}]\n    en: [{text}]\nnames:\n  two:\n    name: {text}\n",
        "planted/source.yaml": source,
        "planted/de.md": passages("de"),
        "planted/en.md": passages("en"),
    }
    return written(root, files)
