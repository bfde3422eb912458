"""How does a document go out as PO, come back, and meet a file that a translator has worked on?

``msgctxt`` is the unit's id. What belongs to the original (its version, the note) stands in extracted comments (``#.``), which
``msgmerge`` takes from the template; what belongs to the translation (its version, state, producer) in translator comments
(``#``), which it keeps. ``fuzzy`` is the state ``initial``. Quoting and plural forms are Babel's; its reader is not used, since
it cuts unterminated strings, merges doubled entries and drops unknown headers, previous ids and the flags of obsolete entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import normalize, unescape

from kb.errors import Place, Refused
from kb.languages import LANGUAGES
from kb.model import State
from kb.translation.exchange.collecting import Stated, collect, counted, decoded, stamp, stamped, state_of
from kb.translation.exchange.rules import refusal
from kb.translation.exchange.units import Document, Reading, Unit

_STAMP = "kb:"
_LINE = re.compile(
    r"(?P<obsolete>#~ *)?(?:(?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]+\])?) *)?"
    r'(?P<string>"(?:[^"\\]|\\.)*+")'
)
_PREVIOUS = re.compile(r'#~?\| *(?:(?:msgctxt|msgid_plural|msgid) *)?"(?:[^"\\]|\\.)*+"')
_HEADER = re.compile(r"^(Language|X-Source-Language): *(\S*)", re.MULTILINE)


class _Entry(NamedTuple):
    """One entry of a file: its lines as they stand there, and what they say. ``line`` is that of its first line.

    Without any ``fields`` it is a remark that belongs to no entry.
    """

    lines: tuple[str, ...]
    line: int
    fields: Mapping[str, str]
    obsolete: bool

    @property
    def id(self) -> str:
        """The unit it is of; an entry with plural forms is of none."""
        return "" if "msgid_plural" in self.fields else self.fields.get("msgctxt", "")

    @property
    def source(self) -> str:
        return self.fields.get("msgid", "")

    @property
    def target(self) -> str:
        return self.fields.get("msgstr", "")

    @property
    def is_header(self) -> bool:
        return bool(self.fields) and not (self.id or self.source or self.obsolete)

    @property
    def flags(self) -> set[str]:
        return {flag.strip() for line in self.comments("#,") for flag in line[2:].split(",")} - {""}

    def comments(self, *prefixes: str) -> list[str]:
        """The lines that begin with one of *prefixes*."""
        return [line for line in self.lines if line.startswith(prefixes)]

    def remarks(self) -> tuple[list[str], list[str]]:
        """The translator's comments: those that were written here, and the others."""
        remarks = [line for line in self.comments("#") if line[1:2] not in (".", ",", "|", "~", ":")]
        ours = f"# {_STAMP} "
        return [one for one in remarks if one.startswith(ours)], [one for one in remarks if not one.startswith(ours)]


# ---------------------------------------------------------------------------------------------------------- going out


def write(document: Document) -> bytes:
    """*document* as PO in UTF-8; the same bytes for the same document."""
    return _joined([_header(document), *(_written(unit) for unit in document.units)])


def write_template(document: Document) -> bytes:
    """The originals of *document* as a template (``kb.pot``), without any translation."""
    bare = (unit._replace(target=None, target_version="", previous=None, produced_by=None) for unit in document.units)
    return _joined([_header(document._replace(target_language="")), *(_written(unit) for unit in bare)])


def merge(existing: bytes, document: Document, path: str) -> bytes:
    """*existing*, the PO file *path* that a translator has worked on, brought up to *document*.

    What the translator wrote is kept: a translation that differs from today's passage stays as it is; where the original has
    changed it becomes ``fuzzy`` with the previous original; entries that *document* does not have become obsolete (``#~``).
    The header and the comments of people are kept as they stand. No entry is ever lost.

    :raises Refused: if *existing* cannot be read whole.
    """
    entries = list(counted(_entries(decoded(existing, path), path), path))
    head = next((entry for entry in entries if entry.is_header), None)
    known: dict[str, _Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.obsolete):
        if entry.id:
            known.setdefault(entry.id, entry)
    blocks: list[Iterable[str]] = [head.lines if head else _header(document)]
    used = {head.line} if head else set()
    for unit in document.units:
        worked_on = known.get(unit.id)
        blocks.append(_written(unit) if worked_on is None else _merged(worked_on, unit))
        used |= {worked_on.line} if worked_on else set()
    return _joined([*blocks, *(_obsolete(entry) for entry in entries if entry.line not in used)])


def _joined(blocks: Iterable[Iterable[str]]) -> bytes:
    return ("\n\n".join("\n".join(block) for block in blocks) + "\n").encode()


def _header(document: Document) -> list[str]:
    target = document.target_language
    fields = {
        "Project-Id-Version": document.base or "kb",
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
        "Language-Team": "LANGUAGE <EMAIL@ADDRESS>",
        "Language": LANGUAGES[target].locale if target else "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": Catalog(locale=LANGUAGES[target].locale).plural_forms if target else "",
        "X-Source-Language": document.source_language,
    }
    text = "".join(f"{key}: {' '.join(value.split())}\n" for key, value in fields.items() if value or key == "Language")
    return [*([] if target else ["#, fuzzy"]), 'msgid ""', f"msgstr {normalize(text, width=0)}"]


def _written(unit: Unit) -> list[str]:
    fuzzy = state_of(unit) is State.INITIAL
    return [
        *_about_translation(unit),
        *_about_original(unit),
        *(["#, fuzzy"] if fuzzy else []),
        *(_commented("#| ", f"msgid {normalize(unit.previous, width=0)}") if unit.previous is not None else []),
        *_message(unit, unit.target or ""),
    ]


def _about_translation(unit: Unit) -> list[str]:
    said = stamp(unit, "target-version", "state", "produced-by")
    return [f"# {_STAMP} {said}"] if said and unit.target is not None else []


def _about_original(unit: Unit) -> list[str]:
    note = [f"#. {line}".rstrip() for line in unit.note.split("\n")] if unit.note else []
    return [*note, f"#. {_STAMP} {stamp(unit, 'source-version')}"]


def _message(unit: Unit, target: str) -> list[str]:
    return [
        f"msgctxt {normalize(unit.id, width=0)}",
        f"msgid {normalize(unit.source, width=0)}",
        f"msgstr {normalize(target, width=0)}",
    ]


def _commented(prefix: str, text: str) -> list[str]:
    return [f"{prefix}{line}" for line in text.split("\n")]


def _merged(entry: _Entry, unit: Unit) -> list[str]:
    """*entry* for today's *unit*: the translator's words, comments and flags, and what is known of the original today."""
    ours, others = entry.remarks()
    references = entry.comments("#:")
    previous = [line.replace("#~|", "#|", 1) for line in entry.comments("#|", "#~|")]
    changed = entry.source != unit.source
    if changed and entry.target and not (previous and "fuzzy" in entry.flags):
        previous = _commented("#| ", f"msgid {normalize(entry.source, width=0)}")
    if not entry.target or _says_no_more(entry, unit):
        fresh = _written(unit)
        flags = entry.flags - {"fuzzy"} | ({"fuzzy"} if "#, fuzzy" in fresh else set())
        at = next(index for index, line in enumerate(fresh) if line.startswith(("#,", "#|", "msgctxt")))
        known = previous if "fuzzy" in flags and unit.previous is None else []
        rest = [line for line in fresh[at:] if line != "#, fuzzy"]
        return [*others, *fresh[:at], *references, *_flags(flags), *known, *rest]
    return [
        *others,
        *ours,
        *_about_original(unit),
        *references,
        *_flags(entry.flags | ({"fuzzy"} if changed else set())),
        *previous,
        *_message(unit, entry.target),
    ]


def _says_no_more(entry: _Entry, unit: Unit) -> bool:
    """Whether *entry* only has what the passage has today. To have taken ``fuzzy`` away is work as well."""
    looked_at = entry.source == unit.source and "fuzzy" not in entry.flags and state_of(unit) is State.INITIAL
    return entry.target == unit.target and not looked_at


def _flags(flags: set[str]) -> list[str]:
    return [f"#, {', '.join(sorted(flags))}"] if flags else []


def _obsolete(entry: _Entry) -> list[str]:
    return [line if line.startswith("#") and not line.startswith("#|") else _aside(line) for line in entry.lines]


def _aside(line: str) -> str:
    return f"#~{line[1:]}" if line.startswith("#|") else f"#~ {line}"


# -------------------------------------------------------------------------------------------------------- coming back


def read(data: bytes, path: str) -> Reading:
    """What came back in the PO file *path*. Entries without ``msgctxt`` and obsolete ones are not ours.

    :raises Refused: if it is not PO, or an entry cannot be read; nothing of it is taken then.
    """
    entries = list(counted(_entries(decoded(data, path), path), path))
    head = next((entry.target for entry in entries if entry.is_header), "")
    header = dict(_HEADER.findall(head))
    locale = header.get("Language", "")
    return collect(
        (_stated(entry) for entry in entries if entry.id and not entry.obsolete),
        path,
        source_language=header.get("X-Source-Language", ""),
        target_language=next((tag for tag, row in LANGUAGES.items() if row.locale == locale), locale),
    )


def _stated(entry: _Entry) -> Stated:
    ours, _ = entry.remarks()
    said = stamped(" ".join(ours))
    said.pop("source-version", None)
    said |= {key: value for key, value in stamped(" ".join(entry.comments("#."))).items() if key == "source-version"}
    if "fuzzy" in entry.flags:
        said["state"] = State.INITIAL.value
    elif said.get("state") == State.INITIAL.value:
        said["state"] = State.TRANSLATED.value  # the translator took the flag away: what was to be looked at has been
    return Stated(entry.id, entry.source, entry.target, said, entry.line)


def _entries(text: str, path: str) -> Iterator[_Entry]:
    """Every entry of a file, in its order."""
    block = _Block(1)
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if not bare:
            continue
        is_comment = bare.startswith("#") and not bare.startswith("#~")
        match = None if is_comment or _PREVIOUS.fullmatch(bare) else _LINE.fullmatch(bare)
        if match is None and not (_PREVIOUS.fullmatch(bare) or (is_comment and not bare.startswith("#|"))):
            raise _broken(bare if '"' not in bare else "unterminated string", path, number)
        keyword = match["keyword"] if match else ""
        if block.is_complete and (match is None or keyword in ("msgctxt", "msgid")):
            yield block.entry(path)
            block = _Block(number)
        block.add(bare, match, path, number)
    if block.lines:
        yield block.entry(path)


def _broken(reason: str, path: str, line: int) -> Refused:
    return refusal("exchange-syntax", Place(path, line), format="PO", reason=reason[:80])


class _Block:
    """An entry in the making."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.lines: list[str] = []
        self.fields: dict[str, list[str]] = {}
        self.open = ""
        self.obsolete = False

    @property
    def is_complete(self) -> bool:
        return any(key.startswith("msgstr") for key in self.fields)

    def add(self, line: str, match: re.Match[str] | None, path: str, number: int) -> None:
        """Take in a line of the file; *match* is None for a comment."""
        self.line = self.line if self.lines else number
        self.lines.append(line)
        if match is None:
            return
        if match["keyword"]:
            self.open = match["keyword"]
            if self.open in self.fields:
                raise _broken(f"{self.open} twice", path, number)
            self.fields[self.open] = []
        elif not self.open:
            raise _broken("string without msgid", path, number)
        self.obsolete = self.obsolete or match["obsolete"] is not None
        self.fields[self.open].append(unescape(match["string"]))

    def entry(self, path: str) -> _Entry:
        """The whole entry.

        :raises Refused: if a part of it is missing.
        """
        if self.fields and not (self.is_complete and "msgid" in self.fields):
            raise _broken("msgid without msgstr" if "msgid" in self.fields else "no msgid", path, self.line)
        fields = {keyword: "".join(strings) for keyword, strings in self.fields.items()}
        return _Entry(tuple(self.lines), self.line, fields, self.obsolete)
