"""What can be wrong in content? One row a code: how grave, what to say and why it matters.

``kb check --explain CODE`` shows a row's explanation.
"""

from __future__ import annotations

from kb.errors import ERROR, N_, WARNING, Message, Place, Problem, Rule

PROBLEMS: dict[str, Rule] = {
    # ------------------------------------------------------------------------------------------------------ files
    "unreadable": Rule(
        ERROR,
        N_("The file exists and could not be read; nothing of it is served."),
        N_("this file cannot be read: {reason}"),
    ),
    "missing-file": Rule(
        ERROR,
        N_("A knowledge base needs kb.yaml, a source needs source.yaml and the passages in its original language."),
        N_("{name} is missing here"),
    ),
    "not-a-file": Rule(
        ERROR,
        N_("Links, pipes and devices are not followed: they may lead out of the knowledge base or never end."),
        N_("this is not an ordinary file or folder"),
        N_("put a copy in its place"),
    ),
    "file-too-large": Rule(
        ERROR,
        N_("Sizes are bounded so that no file can use up the memory or the time of the machine."),
        N_("this is larger than {limit} KiB"),
        N_("split the source in two"),
    ),
    "unexpected-file": Rule(
        WARNING,
        N_("Only known names are read; a misspelled file would silently be missing."),
        N_("nothing reads a file of this name"),
    ),
    "same-name": Rule(
        ERROR,
        N_("Names that differ only in capitals or in how accents are encoded are one file on some systems."),
        N_("this name and {other} are the same on some systems"),
        N_("rename or remove one of them"),
    ),
    "encoding": Rule(
        ERROR,
        N_("Content is UTF-8. In another encoding letters would silently turn into others."),
        N_("byte {offset} is not UTF-8"),
        N_("save the file as UTF-8"),
    ),
    "merge-conflict": Rule(
        ERROR,
        N_("Two versions of this file were never merged; which of them counts is for people to say."),
        N_("there is an unresolved merge conflict"),
        N_("keep one of the two texts and remove the lines with <<<<<<<, ======= and >>>>>>>"),
    ),
    "forbidden-character": Rule(
        ERROR,
        N_(
            "Control characters, direction marks and tags are invisible and make text look different from what it says."
        ),
        N_("the character {character} must not be here"),
        N_("delete it"),
    ),
    "invisible-character": Rule(
        WARNING,
        N_("Soft hyphens and zero-width characters are ignored in versions and search; other programs trip over them."),
        N_("there is an invisible character: {character}"),
        N_("delete it"),
    ),
    "not-normalised": Rule(
        WARNING,
        N_("A letter and its accent are two characters here; it is read as the one letter (Unicode NFC)."),
        N_("this line is not in Unicode normalisation form C"),
        N_("save the file with composed characters (NFC)"),
    ),
    "mixed-scripts": Rule(
        WARNING,
        N_("A letter of another alphabet looks the same and is not found by those who type the right one."),
        N_("“{word}” mixes letters of two alphabets"),
        N_("type the word again"),
    ),
    # ------------------------------------------------------------------------------------------------------- YAML
    "yaml-syntax": Rule(
        ERROR,
        N_("The YAML cannot be read, so nothing of this block is served."),
        N_("this is not valid YAML: {reason}"),
    ),
    "yaml-feature": Rule(
        ERROR,
        N_("Anchors, aliases, tags, merge keys and several documents change or multiply values; plain YAML is enough."),
        N_("“{feature}” is a feature of YAML that is not used here"),
        N_("if it is part of the text, put the value in double quotes"),
    ),
    "yaml-depth": Rule(
        ERROR,
        N_("Deeply nested YAML is never content; it can only stop the programs that read it."),
        N_("this is nested deeper than {limit} levels"),
    ),
    "yaml-comment": Rule(
        ERROR,
        N_("In YAML a “#” after a space begins a comment, and the rest of the sentence is lost."),
        N_("the text after “#” is lost"),
        N_("put the value in double quotes"),
    ),
    "duplicate-key": Rule(
        ERROR,
        N_("Other programs silently take the last of two values. Here the first one counts until one is removed."),
        N_("“{key}” is already given at {first}"),
        N_("remove one of the two"),
    ),
    "wrong-shape": Rule(
        ERROR,
        N_("The schema says for each key whether it holds a text, a list or a mapping."),
        N_("“{key}” must hold {expected}"),
    ),
    "unknown-key": Rule(
        ERROR,
        N_("Unknown keys are refused, because a misspelled one would silently have no effect."),
        N_("“{key}” is not a key here"),
    ),
    "missing-key": Rule(
        ERROR,
        N_("Some keys are needed, and must not be empty."),
        N_("“{key}” is missing or empty"),
    ),
    # ----------------------------------------------------------------------------------------------------- values
    "bad-id": Rule(
        ERROR,
        N_("Ids are part of addresses and file names for ever, so they use only letters that nobody can confuse."),
        N_("“{id}” is not an id"),
        N_("an id has lower-case letters a to z, digits and single hyphens, begins with a letter and has 64 at most"),
    ),
    "duplicate-id": Rule(
        ERROR,
        N_("An id stands for one thing. The first one counts until the other gets an id of its own."),
        N_("the id {id} is already used at {first}"),
        N_("give one of them an id that was never used before"),
    ),
    "bad-value": Rule(
        ERROR,
        N_("The schema says for each key what its value looks like."),
        N_("“{value}” is not a value of “{key}”"),
    ),
    "bad-date": Rule(
        ERROR,
        N_("Dates are written in the order of ISO 8601 and must exist in the calendar."),
        N_("“{value}” is not a date"),
        N_("write 2024-02-20 (of an issue also 2024-02 or 2024)"),
    ),
    "link-scheme": Rule(
        ERROR,
        N_("Other links can run programs in a reader's browser, or lead nowhere outside of this folder."),
        N_("“{target}” is not a web or mail address"),
        N_("links begin with https://, http:// or mailto:"),
    ),
    "unknown-language": Rule(
        ERROR,
        N_("Languages are those of the table that “kb list languages” prints."),
        N_("“{language}” is not a language of this program"),
    ),
    "unlisted-language": Rule(
        WARNING,
        N_("kb.yaml lists the languages that the knowledge base promises; this one is served all the same."),
        N_("the language {language} is not listed in kb.yaml"),
    ),
    "unknown-topic": Rule(
        ERROR,
        N_("Topics and addressees are defined in topics.yaml, with a label in each language."),
        N_("“{topic}” is not in topics.yaml"),
    ),
    "unknown-statement": Rule(
        ERROR,
        N_("A reference to a statement that does not exist helps nobody; it is left out."),
        N_("there is no statement {address}"),
    ),
    "name-mismatch": Rule(
        ERROR,
        N_("Folder and file names say which source and language a file belongs to; what stands inside must agree."),
        N_("“{key}” says {value}, but the name of the file or folder says {expected}"),
    ),
    "title-differs": Rule(
        WARNING,
        N_("The title in the original language stands in two places, and citations would show one or the other."),
        N_("this title differs from the one in source.yaml"),
    ),
    "superseded-by": Rule(
        ERROR,
        N_("A superseded statement names the one that takes its place, and only such a statement does."),
        N_("“publication: superseded” and “superseded_by” go together, and name another statement"),
    ),
    # ---------------------------------------------------------------------------------------------- passage files
    "front-matter": Rule(
        ERROR,
        N_("The first lines say which source and language the file belongs to; without them nothing of it is served."),
        N_("the front matter between two lines of --- is missing or not closed"),
        N_("begin the file with ---, the keys source, language and title, and a second --- on a line of its own"),
    ),
    "unclosed-fence": Rule(
        ERROR,
        N_("Without its closing line a block swallows what follows; this passage is left out."),
        N_("this fence is never closed"),
        N_("add a line with {fence} after the block"),
    ),
    "text-outside": Rule(
        ERROR,
        N_("Only text below a heading with an id has an address; other text would be lost."),
        N_("this text belongs to no statement"),
        N_("put it below a heading such as “## f1”"),
    ),
    "heading-level": Rule(
        ERROR,
        N_("“# ” begins a group and “## ” a statement; a passage itself has no headings."),
        N_("this would be a heading inside of a passage"),
        N_("remove the marks, or begin the line with a backslash"),
    ),
    "heading-format": Rule(
        ERROR,
        N_("A heading that programs read differently would make a statement vanish for some of them."),
        N_("this heading is not written as “# text” or “## id”"),
        N_("begin it in the first column, with one space after the marks and no marks at the end"),
    ),
    "empty-passage": Rule(
        ERROR,
        N_(
            "A statement without words says nothing. Whoever wants to leave a gap in a translation removes its heading."
        ),
        N_("the passage {id} has no text"),
    ),
    "unwritten": Rule(
        WARNING,
        N_("A statement whose original is only a comment is not there yet, in no language."),
        N_("the statement {id} is still to be written"),
    ),
    "id-not-in-original": Rule(
        ERROR,
        N_("A translation has the ids of its original; a passage with another id translates nothing and is left out."),
        N_("the original has no statement {id}"),
    ),
    "order-differs": Rule(
        WARNING,
        N_("Original and translations are compared side by side, which needs the same order."),
        N_("{id} stands in another place than in the original"),
    ),
    "groups-differ": Rule(
        WARNING,
        N_("Group headings are translated too; a translation has as many as its original."),
        N_("there are {count} group headings here and {expected} in the original"),
    ),
    "meta-differs": Rule(
        ERROR,
        N_("The block in the original counts. A copy in a translation may stay, but must not say anything else."),
        N_("“{key}” differs from the original"),
        N_("remove the block from the translation, or copy the original's"),
    ),
    # ----------------------------------------------------------------------------------------------------- bodies
    "raw-html": Rule(
        ERROR,
        N_("HTML in a passage is shown as text: it could run programs in a reader's browser."),
        N_("there is HTML in this passage"),
        N_("use Markdown; write &lt; for a less-than sign"),
    ),
    "image": Rule(
        ERROR,
        N_("An image has no wording that could be translated, searched or cited."),
        N_("there is an image in this passage"),
        N_("describe in words what it says"),
    ),
    "block-kind": Rule(
        ERROR,
        N_("A passage has paragraphs, lists, quotations and tables; code, rules and link definitions have no wording."),
        N_("this is no paragraph, list, quotation or table"),
    ),
    "unclosed-comment": Rule(
        ERROR,
        N_("A comment that never ends, or goes over an empty line in a paragraph, hides text in some programs only."),
        N_("this comment is not closed"),
        N_("end it with --> on the same line"),
    ),
    "markdown-differs": Rule(
        ERROR,
        N_("Markdown programs disagree about this, so readers elsewhere would see another text or structure."),
        N_("programs read “{markup}” differently here"),
        N_("put a backslash before a sign that is meant as such"),
    ),
    "markup-lost": Rule(
        ERROR,
        N_("Signs that Markdown takes as markup disappear from the text: a minus, a year, the star inside a word."),
        N_("“{markup}” is read as markup and lost from the text"),
        N_("put a backslash before the sign"),
    ),
    "too-much-markup": Rule(
        ERROR,
        N_("Markup is bounded before it is parsed: thousands of brackets would keep the machine busy for minutes."),
        N_("this passage has too much markup, or is too long"),
        N_("split it into several statements"),
    ),
    # ---------------------------------------------------------------------------------------------------- records
    "confirmation-without-passage": Rule(
        WARNING,
        N_("A line of translations.yaml speaks of a passage that cannot be, and has no effect."),
        N_("there is no passage {address} to confirm"),
    ),
    "release-line": Rule(
        ERROR,
        N_("Each line of releases.jsonl has an address, version, text, date and release; “kb release” writes it."),
        N_("this line is not a release: {reason}"),
    ),
    "id-gone": Rule(
        ERROR,
        N_(
            "What was published can be cited for ever. A statement that no longer holds stays, with “publication: withdrawn” "
            "or “superseded”."
        ),
        N_("the statement {id} was released, and the original no longer has it"),
        N_("put it back, with “publication: withdrawn” and a reason"),
    ),
    "release-version": Rule(
        ERROR,
        N_("The version on record is the fingerprint of the text on record; if they differ, one was changed by hand."),
        N_("version and text do not belong together"),
    ),
}


def problem(code: str, place: Place, hint: Message | None = None, /, **parameters: object) -> Problem:
    """The problem *code* at *place*, said with *parameters*, with the row's hint unless there is a better one."""
    row = PROBLEMS[code]
    if hint is None and row.hint is not None:
        hint = Message(row.hint, parameters)
    return Problem(place, code, row.severity, Message(row.message, parameters), hint)
