r"""How do works look in a ``.bib`` file, for BibTeX and for BibLaTeX?

Fields of BibLaTeX are those of its manual (version 3.20); names of languages are those of its ``langid``. Both get text in
which LaTeX's signs are escaped; capitals that a style must not lower are in braces, and so is a name that is one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kb.citation.fields import day, inverted, people, text
from kb.citation.works import Work

_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_SIGNS = str.maketrans(_TEX)
# No command of LaTeX is a word.
_WORD = re.compile(r"(?<![\\\w])[^\W_]+")

#: What a type of CSL is called; what is not here is ``misc``.
_BIBTEX = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book",
    "chapter": "incollection", "entry": "misc", "paper-conference": "inproceedings", "report": "techreport",
    "thesis": "phdthesis", "manuscript": "unpublished",
}  # fmt: skip
_BIBLATEX = {
    **_BIBTEX, "report": "report", "thesis": "thesis", "entry": "inreference", "entry-encyclopedia": "inreference",
    "entry-dictionary": "inreference", "webpage": "online", "post": "online", "post-weblog": "online", "dataset": "dataset",
    "software": "software", "collection": "collection", "patent": "patent", "periodical": "periodical",
}  # fmt: skip

#: The ``langid`` of each language; babel has none for Maltese.
LANGUAGES = {
    "bg": "bulgarian", "cs": "czech", "da": "danish", "de": "ngerman", "el": "greek", "en": "british", "es": "spanish",
    "et": "estonian", "fi": "finnish", "fr": "french", "ga": "irish", "hr": "croatian", "hu": "magyar", "it": "italian",
    "lt": "lithuanian", "lv": "latvian", "mt": "maltese", "nl": "dutch", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "sk": "slovak", "sl": "slovene", "sv": "swedish",
}  # fmt: skip

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: Texts that both formats take as they are: the name of the field, and of CSL's.
_SAME = {"volume": "volume", "number": "issue", "pages": "page", "edition": "edition", "isbn": "ISBN", "issn": "ISSN"}


def bibtex(works: Iterable[Work]) -> str:
    """*works* for BibTeX."""
    return "\n".join(_entry(_BIBTEX.get(text(work, "type"), "misc"), work, dict(_classic(work))) for work in works)


def biblatex(works: Iterable[Work]) -> str:
    """*works* for BibLaTeX: with languages, translators, versions and one key for each statement (``ids``)."""
    return "\n".join(_entry(_BIBLATEX.get(text(work, "type"), "misc"), work, dict(_modern(work))) for work in works)


def _entry(kind: str, work: Work, fields: Mapping[str, str]) -> str:
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value not in ("", "{}"))
    return f"@{kind}{{{work.key},\n{lines}}}\n"


def _classic(work: Work) -> Iterator[tuple[str, str]]:
    yield "ids", _braced(",".join(work.others))  # BibTeX passes over it; pandoc, biber and JabRef do not
    yield from _names(work)
    issued = day(work, "issued")
    yield "year", _braced(issued[:4])
    yield "month", _MONTHS[int(issued[5:7]) - 1] if issued[5:7] else ""
    container = text(work, "container-title")
    journal = text(work, "type").startswith("article-")
    yield "journal" if journal else "booktitle" if work.is_the_source else "howpublished", _braced(_tex(container))
    yield "institution" if text(work, "type") == "report" else "publisher", _braced(_tex(text(work, "publisher")))
    yield "type", _braced(_tex(text(work, "genre"))) if text(work, "type") == "report" else ""
    yield from _texts(work)
    yield "url", _braced(_url(text(work, "URL")))
    yield "doi", _braced(_url(text(work, "DOI")))
    yield "language", _braced(_languages(work))
    yield "note", _braced(_tex(_note(work)))


def _modern(work: Work) -> Iterator[tuple[str, str]]:
    original = work.cited[0].source.original
    yield "ids", _braced(",".join(work.others))
    yield from _names(work)
    yield "translator", _people(work, "translator")
    yield "date", _braced(day(work, "issued"))
    journal = text(work, "type").startswith("article-")
    yield "journaltitle" if journal else "booktitle", _braced(_tex(text(work, "container-title")))
    yield "institution" if text(work, "type") == "report" else "publisher", _braced(_tex(text(work, "publisher")))
    yield "type", _braced(_tex(text(work, "genre"))) if text(work, "type") == "report" else ""
    yield "version", _braced(_tex(text(work, "version")))
    yield "origtitle", _braced(_tex(text(work, "original-title")))
    yield from _texts(work)
    yield "url", _braced(_url(text(work, "URL")))
    yield "urldate", _braced(day(work, "accessed"))
    yield "doi", _braced(_url(text(work, "DOI")))
    yield "langid", _braced(LANGUAGES[original if work.is_the_source else work.language])
    yield "language", _braced(_languages(work))
    yield "origlanguage", _braced(LANGUAGES[original]) if any(one.is_translation for one in work.cited) else ""
    yield "note", _braced(_tex(_note(work)))


def _names(work: Work) -> Iterator[tuple[str, str]]:
    yield "author", _people(work, "author")
    yield "editor", _people(work, "editor")
    yield "title", _braced(_kept(_tex(text(work, "title"))))


def _texts(work: Work) -> Iterator[tuple[str, str]]:
    report = text(work, "number") if text(work, "type") == "report" else ""
    for name, field in _SAME.items():
        value = report if name == "number" and report else text(work, field)
        yield name, _braced(_tex(value.replace("–", "--") if name == "pages" else value))


def _people(work: Work, field: str) -> str:
    names = (
        f"{{{_tex(name['literal'])}}}" if "literal" in name else _tex(inverted(name)) for name in people(work, field)
    )
    return _braced(" and ".join(names))


def _languages(work: Work) -> str:
    """The languages of what is cited."""
    return " and ".join(dict.fromkeys(LANGUAGES[one.language] for one in work.cited))


def _note(work: Work) -> str:
    """What a reader must know of a statement, and the addresses."""
    told = "" if work.is_the_source else text(work, "genre")
    return "; ".join(part for part in (told, text(work, "note")) if part)


def _braced(value: str) -> str:
    return f"{{{value}}}"


def _tex(value: str) -> str:
    return value.translate(_SIGNS)


def _url(value: str) -> str:
    return value.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _kept(title: str) -> str:
    """*title*, escaped, with the words that have capitals in braces: styles lower the others."""
    return _WORD.sub(lambda word: word[0] if word[0].islower() or word[0].isdigit() else f"{{{word[0]}}}", title)
