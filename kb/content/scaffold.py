"""What does a new source, statement or translation look like before anybody has written a word of it?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from kb.content import paths
from kb.content.scanner import scan
from kb.content.yaml_edits import quoted
from kb.errors import N_, NotFound, Refused, UsageError, message
from kb.model import Corpus, Kind, Passage, Source, SourceContent, Statement

#: What the ids of a kind begin with.
PREFIXES = {
    Kind.FINDING: "f",
    Kind.RECOMMENDATION: "r",
    Kind.BACKGROUND: "b",
    Kind.DEFINITION: "d",
    Kind.METHOD: "m",
}

# A comment is not text: the passage counts as missing until something is written in its place.
_STATEMENT = """
## {id}

~~~ yaml
kind: {kind}
topics: []
publication: draft
~~~

<!-- one to three sentences -->
"""

Files = dict[Path, bytes]


def _front(source: str, language: str, title: str) -> str:
    return f"---\nsource: {source}\nlanguage: {language}\ntitle: {quoted(title)}\n---\n"


def base_files(content: Path, name: str) -> Files:
    """An empty knowledge base called *name*."""
    return {
        content / paths.BASE: f"format: 1\nname: {quoted(name)}\n".encode(),
        content / paths.TOPICS: b"# topic id -> label per language\n",
        content / paths.GLOSSARY: b"# terms and protected names -> approved forms per language\n",
    }


def source_files(corpus: Corpus, content: Path, source: str, original: str, title: str, today: str) -> Files:
    """A source without statements.

    :raises Refused: if there is one of this id.
    """
    folder = paths.source_folder(content, source)
    if source in corpus.sources or folder.exists():
        raise Refused(N_("there is a source “{source}” already"), code="source-exists", source=source)
    record = (
        f"id: {source}\ntype: report\ntitle: {quoted(title)}\nissued: {quoted(today)}\noriginal: {original}\n"
        "wording: paraphrase\n"
    )
    return {
        paths.source_file(content, source, paths.SOURCE): record.encode(),
        paths.passage_file(content, source, original): _front(source, original, title).encode(),
    }


def next_ids(content: SourceContent, used: Iterable[str], kind: Kind, count: int) -> list[str]:
    """The next free ids of *kind*: numbers after the highest ever used, so that none is used twice.

    *used* are ids that occur anywhere in the source's files, the record of its releases included.
    """
    prefix = PREFIXES[kind]
    number = re.compile(rf"{prefix}([1-9]\d*)")
    taken = (number.fullmatch(id) for id in (*content.statements, *used))
    highest = max((int(match[1]) for match in taken if match), default=0)
    return [f"{prefix}{highest + step}" for step in range(1, count + 1)]


def statement_text(kind: Kind, ids: Sequence[str]) -> str:
    """The blocks of new statements, to be put at the end of the original's file."""
    return "".join(_STATEMENT.format(id=id, kind=kind.value) for id in ids)


def used_ids(content: SourceContent, texts: Iterable[str]) -> set[str]:
    """Every id that is or was in use: on record, confirmed, or a heading in any of the files' *texts*."""
    released = {release.address.split("/")[1] for release in content.releases}
    confirmed = {id for _, id in content.confirmations}
    headings = {match[1] for text in texts for match in re.finditer(r"^## +(\S+)", text, re.MULTILINE)}
    return released | confirmed | headings


def translation_file(content: SourceContent, folder: Path, language: str, original_file: str) -> Files:
    """The file a translator starts from: the same groups and ids in the same order, the original beside each as a comment.

    *original_file* is the text of the original's file.

    :raises Refused: if there is such a file.
    :raises UsageError: if *language* is the original's.
    """
    source = content.source
    if language == source.original:
        raise UsageError(N_("“{language}” is the original language"), code="is-original", language=language)
    path = paths.passage_file(folder, source.id, language)
    if path.exists():
        raise Refused(
            N_("there is a translation of {source} in “{language}” already"),
            code="translation-exists",
            source=source.id,
            language=language,
        )
    groups = [(group.line, f"\n# {group.text}\n") for group in scan(original_file, path.name).groups]
    statements = [_to_translate(one, one.passages[source.original]) for one in content.statements.values()]
    blocks = [block for _, block in sorted(groups + statements)]
    return {path: "".join((_front(source.id, language, source.title), *blocks)).encode()}


def translation_text(source: Source, language: str) -> str:
    """A translation file that has no passages yet: front matter, and the headings of the original's groups."""
    groups = "".join(f"\n# {group}\n" for group in source.groups.get(source.original, ()))
    return _front(source.id, language, source.titles.get(source.original, source.title)) + groups


def _to_translate(statement: Statement, original: Passage) -> tuple[int, str]:
    """The line of a statement in its original, and its section in a translation: what is to be translated as a comment."""
    return original.line, f"\n## {statement.id}\n\n{_as_comment(original)}\n"


def _as_comment(original: Passage) -> str:
    # Two hyphens could end it.
    wording = re.sub("-(?=-)", "- ", original.markdown)
    return f"<!--\n{wording}\n-->"


def without_originals(text: str, pairs: Iterable[tuple[Passage, Passage]]) -> str:
    """The translation's file *text* without the comments that its passages began with.

    *pairs* are passages of the file and their originals. Any other comment stays, and so does every other line.
    """
    *whole, rest = text.split("\n")
    lines = [*(f"{line}\n" for line in whole), rest]
    for passage, original in sorted(pairs, key=lambda pair: pair[0].line, reverse=True):
        section = [line.rstrip("\r\n") for line in lines[: passage.end]]
        comment = _as_comment(original).split("\n")
        for start in range(passage.line, passage.end - len(comment) + 1):
            if section[start : start + len(comment)] == comment:
                end = start + len(comment)
                while end < len(section) and not section[end].strip() and not section[start - 1].strip():
                    end += 1
                del lines[start:end]
                break
    return "".join(lines)


def source_of(corpus: Corpus, source: str | None) -> SourceContent:
    """The source called *source*, or the only one where none is named.

    :raises NotFound: if there is none of this name.
    :raises UsageError: if none is named and there are several.
    """
    if source is None:
        if len(corpus.sources) != 1:
            raise UsageError(
                N_("there are {count} sources: say which one"),
                code="source-missing",
                hint=message(N_("to see them: kb list sources")),
                count=len(corpus.sources),
            )
        return next(iter(corpus.sources.values()))
    if source not in corpus.sources:
        raise NotFound(N_("there is no source “{source}”"), code="no-such-source", source=source)
    return corpus.sources[source]
