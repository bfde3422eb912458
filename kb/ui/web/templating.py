"""How does a template become a page in the reader's language? The only file that imports ``jinja2``.

Templates say ``_("…", name=value)``; everything put into a page is escaped, whatever it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import jinja2

from kb.errors import Message
from kb.languages import LANGUAGES
from kb.ui.messages import Translator

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def rendered(template: str, translator: Translator, **values: object) -> str:
    """The page that *template* makes of *values*, in the language of *translator*."""

    def say(text: str | Message, **parameters: object) -> str:
        return translator.say(text) if isinstance(text, Message) else translator.text(text, **parameters)

    shared: Mapping[str, object] = {"_": say, "language": translator.language, "languages": LANGUAGES}
    return _environment().get_template(template).render(**shared, **values)
