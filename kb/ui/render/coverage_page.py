"""How does coverage look as a page that can be mailed, printed and read aloud?

One file without scripts or anything to load. Every cell has its state in words for those who do not see signs and colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from string import Template

from kb.answers import Amount, CoverageAnswer, GateFailure
from kb.errors import N_, Message, message
from kb.languages import LANGUAGES
from kb.ui.messages import Translator
from kb.ui.render import Look
from kb.ui.render.coverage import sentence
from kb.ui.render.matrix import MANY, PRODUCERS, SIGNS, WORDS_LEFT, lines, percent, source_lines
from kb.ui.render.words import COUNTERS, KINDS, language_name
from kb.ui.terminal import printable

_PAGE = Template("""\
<!DOCTYPE html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>$title</title>
<style>
$style</style>
</head>
<body>
<main>
<h1>$title</h1>
<p>$head</p>
$body</main>
</body>
</html>
""")

_STYLE = """\
:root {
  color-scheme: light dark;
  --ink: #1a1a1a; --paper: #fff; --line: #767676; --good: #d7f0dd; --open: #fff0c2; --bad: #fbdcd9;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #eee; --paper: #161616; --line: #8f8f8f; --good: #163d24; --open: #463808; --bad: #551b17; }
}
body { margin: 1.5rem; font: 1rem/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
.wide { overflow-x: auto; }
.wide:focus-visible { outline: 3px solid currentColor; }
table { border-collapse: collapse; margin: 1rem 0 2rem; font-variant-numeric: tabular-nums; }
caption { text-align: start; font-weight: 600; padding: .25rem 0; }
th, td { border: 1px solid var(--line); padding: .2rem .45rem; text-align: center; }
th[scope=row] { text-align: start; font-weight: normal; white-space: nowrap; }
td.number { text-align: end; }
.final, .reviewed, .translated { background: var(--good); }
.initial, .unconfirmed { background: var(--open); }
.missing, .outdated { background: var(--bad); }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
dt { float: left; clear: left; width: 2rem; text-align: center; font-weight: 600; }
dd { margin-inline-start: 2.5rem; }
@media print {
  :root { --ink: #000; --paper: #fff; --line: #000; --good: #fff; --open: #fff; --bad: #fff; }
  body { margin: 0; font-size: 8pt; }
  .wide { overflow: visible; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
"""


def page(answer: CoverageAnswer, look: Look) -> str:
    """The whole page, in the reader's language."""
    translator = look.translator
    head = Message(
        N_("{number} published statement"), plural=N_("{number} published statements"), number=answer.statements
    )
    parts = [_matrix(answer, translator), _legend(answer, translator), _summary(answer, translator)]
    parts.append(_amounts(N_("Titles, groups, topics and terms"), answer.labels, translator))
    if answer.catalogs is not None:
        parts.append(_amounts(N_("Messages of the program"), answer.catalogs, translator))
    if answer.gate.rules:
        parts.append(_gate(answer, translator))
    return _PAGE.substitute(
        language=translator.language,
        title=_text(N_("Coverage"), translator),
        head=_said(head, translator),
        style=_STYLE,
        body="".join(parts),
    )


def _said(sentence: Message, translator: Translator) -> str:
    return escape(printable(translator.say(sentence)))


def _text(template: str, translator: Translator) -> str:
    return _said(message(template), translator)


def _table(caption: str, heads: Iterator[str], rows: Iterator[str]) -> str:
    """A table that can be scrolled with the keys where it is wider than the page."""
    return (
        f'<div class="wide" role="region" aria-label="{caption}" tabindex="0">\n<table>\n<caption>{caption}</caption>\n'
        f"<thead><tr>{''.join(heads)}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody>\n</table>\n</div>\n"
    )


def _head(text: str) -> str:
    return f'<th scope="col">{text}</th>'


def _languages(answer: CoverageAnswer, translator: Translator) -> Iterator[str]:
    """The heads of columns: a language's tag, its name for those who point at it or listen."""
    for tag in answer.languages:
        yield _head(f'<abbr title="{_said(language_name(tag), translator)}">{tag}</abbr>')


# --------------------------------------------------------------------------------------------------------------- tables


def _matrix(answer: CoverageAnswer, translator: Translator) -> str:
    many = len(answer.rows) >= MANY
    caption = N_("Sources and languages, per cent translated") if many else N_("Statements and languages")
    heads = [_head(_text(N_("Source") if many else N_("Statement"), translator))]
    if not many:
        heads.append(_head(_text(N_("Kind"), translator)))
    rows = _by_source(answer) if many else _by_statement(answer, translator)
    return _table(_text(caption, translator), iter([*heads, *_languages(answer, translator)]), rows)


def _by_statement(answer: CoverageAnswer, translator: Translator) -> Iterator[str]:
    cells = {
        name: f'<td class="{name}"><span aria-hidden="true">{SIGNS[name]}</span>'
        f'<span class="said">{_text(label, translator)}</span></td>'
        for name, label in COUNTERS.items()
    }
    for line, row in zip(lines(answer.rows, alike=False), answer.rows, strict=True):
        kind = _text(KINDS[row.kind], translator)
        signs = "".join(cells[name] for name in line.counters)
        yield f'<tr><th scope="row">{escape(row.address)}</th><td>{kind}</td>{signs}</tr>\n'


def _by_source(answer: CoverageAnswer) -> Iterator[str]:
    for one in source_lines(answer.rows):
        shares = map(percent, one.shares)
        cells = "".join(f'<td class="{"final" if share == 100 else "initial"} number">{share}</td>' for share in shares)
        yield f'<tr><th scope="row">{escape(one.source)} ({one.size})</th>{cells}</tr>\n'


def _legend(answer: CoverageAnswer, translator: Translator) -> str:
    if len(answer.rows) >= MANY:
        return ""
    signs = (f"<dt>{SIGNS[name]}</dt><dd>{_text(label, translator)}</dd>\n" for name, label in COUNTERS.items())
    return f"<h2>{_text(N_('Signs'), translator)}</h2>\n<dl>\n{''.join(signs)}</dl>\n"


def _summary(answer: CoverageAnswer, translator: Translator) -> str:
    labels = [N_("Language"), "%", *COUNTERS.values(), WORDS_LEFT, *PRODUCERS.values()]
    rows = (
        _numbers(
            tag,
            translator,
            percent(one.share),
            *(getattr(one, name) for name in COUNTERS),
            one.words_left,
            *(one.produced_by.get(name, 0) for name in PRODUCERS),
        )
        for tag, one in answer.languages.items()
    )
    heads = (_head(_text(label, translator)) for label in labels)
    return _table(_text(N_("Languages"), translator), heads, rows)


def _numbers(tag: str, translator: Translator, *numbers: int) -> str:
    name = f'<span lang="{tag}">{escape(LANGUAGES[tag].own_name)}</span>'
    cells = "".join(f'<td class="number">{number}</td>' for number in numbers)
    return f'<tr><th scope="row">{tag} · {name}</th>{cells}</tr>\n'


def _amounts(caption: str, amounts: Mapping[str, Amount], translator: Translator) -> str:
    heads = (_head(_text(label, translator)) for label in (N_("Language"), N_("There"), N_("Of")))
    rows = (_numbers(tag, translator, *one) for tag, one in amounts.items())
    return _table(_text(caption, translator), heads, rows)


def _gate(answer: CoverageAnswer, translator: Translator) -> str:
    heading = f"<h2>{_text(N_('Coverage policy'), translator)}</h2>\n"
    if not answer.gate.failures:
        return f"{heading}<p>{_text(N_('Every passage that the coverage policy demands is there.'), translator)}</p>\n"
    return f"{heading}<ul>\n{''.join(_failure(one, translator) for one in answer.gate.failures)}</ul>\n"


def _failure(failure: GateFailure, translator: Translator) -> str:
    return f"<li>{_said(sentence(failure), translator)}</li>\n"
