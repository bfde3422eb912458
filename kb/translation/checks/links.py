"""Does a passage have the links of its original?

A link may lead to the same page in the passage's own language: ``…/de/report`` in German, ``…/fi/report`` in Finnish.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kb.errors import N_, message
from kb.languages import LANGUAGES
from kb.translation.checks.pair import Finding, Pair

# A mail address begins at the beginning of a word: looked for inside of one, a long word would take long.
_LINK = re.compile(
    r"https?://[^\s<>()\"]+(?:\([^\s<>()\"]*\)[^\s<>()\"]*)*"
    r"|(?<![\w.+-])(?:mailto:)?[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_AFTER = ".,;:!?*_'\"’”“»…"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAGS = "|".join(LANGUAGES)
_HOST = re.compile(r"https?://[^/]*", re.IGNORECASE)
_LABEL = re.compile(rf"(?<=//)(?:{_TAGS})(?=\.)", re.IGNORECASE)
# A part of the path, the value of a query, the end of a file's name.
_PART = re.compile(rf"(?<=[/=_.-])(?:{_TAGS})(?:[-_][a-z]{{2}})?(?=[/&#?_.-]|$)", re.IGNORECASE)


def links(markdown: str) -> list[str]:
    """The web and mail addresses in *markdown*, however they are written, in its order."""
    if "://" not in markdown and "@" not in markdown:
        return []
    found = (match[0].rstrip(_AFTER) for match in _LINK.finditer(_COMMENT.sub("", markdown)))
    return [one.removeprefix("mailto:") for one in found]


def without_links(text: str) -> str:
    """*text* with letters in place of addresses, as long as they are."""
    if "://" not in text and "@" not in text:
        return text
    return _LINK.sub(_letters, text)


def _letters(link: re.Match[str]) -> str:
    address = link[0].rstrip(_AFTER)
    return "x" * len(address) + link[0][len(address) :]


def check(pair: Pair) -> Iterator[Finding]:
    """Links that are missing, added, or lead to another language."""
    here, there = links(pair.passage.passage.markdown), links(pair.original.passage.markdown)
    if here == there:
        return
    missing = list((Counter(there) - Counter(here)).elements())
    added = list((Counter(here) - Counter(there)).elements())
    for url in list(missing):
        page, language = _page(url)
        same = next((one for one in added if _page(one)[0] == page), None)
        if same is not None:
            missing.remove(url)
            added.remove(same)
            if not _page(same)[1] - language <= {pair.passage.language}:
                yield Finding("link-language", parameters={"found": same, "expected": url})
    if missing or added:
        none = message(N_("none"))
        parameters = {"found": ", ".join(added) or none, "expected": ", ".join(missing) or none}
        yield Finding("link-differs", parameters=parameters)


def _page(url: str) -> tuple[str, set[str]]:
    """*url* with its languages blanked out, and these."""
    languages: set[str] = set()

    def blank(match: re.Match[str]) -> str:
        languages.add(match[0][:2].casefold())
        return "*"

    end = host.end() if (host := _HOST.match(url)) else 0
    return _LABEL.sub(blank, url[:end]) + _PART.sub(blank, url[end:]), languages
