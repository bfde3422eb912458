"""What can be wrong with a file or a unit that came back? One row a code."""

from __future__ import annotations

from kb.errors import ERROR, N_, Message, Place, Problem, Refused, Rule

RULES: dict[str, Rule] = {
    # ------------------------------------------------------------------------------------------- the file as a whole
    "exchange-too-large": Rule(
        ERROR,
        N_("Sizes are bounded so that no file can use up the memory or the time of the machine."),
        N_("this is larger than {limit} KiB"),
        N_("export fewer passages into one file"),
    ),
    "exchange-too-many": Rule(
        ERROR,
        N_("Sizes are bounded so that no file can use up the memory or the time of the machine."),
        N_("this has more than {limit} parts"),
        N_("export fewer passages into one file"),
    ),
    "exchange-too-deep": Rule(
        ERROR,
        N_("Deeply nested elements are never a translation; they can only stop the programs that read them."),
        N_("this is nested deeper than {limit} levels"),
    ),
    "exchange-encoding": Rule(
        ERROR,
        N_("In another encoding than the stated one letters would silently turn into others."),
        N_("byte {offset} is not UTF-8"),
        N_("save the file as UTF-8"),
    ),
    "exchange-doctype": Rule(
        ERROR,
        N_("Document types can make a program read other files, or fill the memory; no exchange format needs one."),
        N_("a file with a document type (<!DOCTYPE) is not read"),
        N_("remove the line with <!DOCTYPE"),
    ),
    "exchange-syntax": Rule(
        ERROR,
        N_("What breaks the rules of its format could be read in more than one way; nothing of it is taken."),
        N_("this is not valid {format}: {reason}"),
    ),
    "exchange-format": Rule(
        ERROR,
        N_("A file is recognised by what it holds, not by its name."),
        N_("this is not a file that translations come back in"),
        N_("XLIFF 1.2 and 2.1, PO and CSV are read"),
    ),
    "exchange-language": Rule(
        ERROR,
        N_("A translation goes into the file of its language; which one that is, is never guessed from the wording."),
        N_("the file does not say into which of our languages it translates: “{language}”"),
    ),
    "exchange-languages": Rule(
        ERROR,
        N_("One file goes into one language; with several it would not be clear which translation belongs where."),
        N_("the parts of this file are in different languages"),
        N_("put each language into a file of its own"),
    ),
    # --------------------------------------------------------------------------------------------------------- units
    "unit-without-id": Rule(
        ERROR,
        N_("Only the id says which passage a translation belongs to; it is never guessed from the wording."),
        N_("this unit has no id, or two that differ"),
        N_("export again and copy the translation into the new file"),
    ),
    "unit-without-version": Rule(
        ERROR,
        N_("The version says which wording was translated. Without it nobody knows whether it has changed since."),
        N_("the unit “{id}” does not say which wording it translates"),
        N_("export again and copy the translation into the new file"),
    ),
    "unit-value": Rule(
        ERROR,
        N_("Only the values that are listed have a meaning; a misspelled one would be read as something else."),
        N_("“{value}” is not a value of “{key}”"),
    ),
    "unit-twice": Rule(
        ERROR,
        N_("Where one unit came back twice, nobody but the translator knows which of the two counts."),
        N_("the unit “{id}” is here more than once"),
        N_("keep one of the two"),
    ),
    "unit-incomplete": Rule(
        ERROR,
        N_("A passage goes in whole or not at all; half of it in another language would be read as the passage."),
        N_("only a part of the unit “{id}” is translated"),
    ),
    "unit-columns": Rule(
        ERROR,
        N_("A wording that is not quoted falls apart at its commas; the rest of it would be lost."),
        N_("the row of the unit “{id}” has more cells than the table has columns"),
        N_("put the wording in double quotes"),
    ),
    "unit-markup": Rule(
        ERROR,
        N_("A placeholder stands for markup such as a link; if it is unknown, what it stood for would be lost."),
        N_("the unit “{id}” has a placeholder that stands for nothing: {part}"),
        N_("copy the placeholders from the original"),
    ),
    "term-language": Rule(
        ERROR,
        N_("Terms of other languages have no place in the glossary; the terms of the others are taken."),
        N_("“{language}” is not a language of this program"),
    ),
    "unit-character": Rule(
        ERROR,
        N_("Control characters are invisible and make text look different from what it says."),
        N_("the character {character} must not be here"),
        N_("delete it"),
    ),
    # ------------------------------------------------------------------------------------- beside today's content
    "unknown-unit": Rule(
        ERROR,
        N_("An id that was changed, or a statement that is not published any more, leaves no place for a translation."),
        N_("there is nothing to translate called “{id}”"),
        N_("the ids must come back as they were exported"),
    ),
    "outdated": Rule(
        ERROR,
        N_("The original has changed since the export; what came back translates a wording that is no longer there."),
        N_("the original of “{id}” has changed since the export"),
        N_("export it again; the translation is kept beside the file"),
    ),
    "conflict": Rule(
        ERROR,
        N_("Somebody has changed the passage since the export; one of the two wordings would silently be lost."),
        N_("the passage “{id}” has changed since the export"),
        N_("export it again and decide which wording is right"),
    ),
    "original-differs": Rule(
        ERROR,
        N_("The original in the file is not the one that was exported: the translation may be that of another text."),
        N_("the original of “{id}” was changed in this file"),
        N_("export it again and copy the translation into the new file"),
    ),
    "empty-target": Rule(
        ERROR,
        N_("An import never deletes a passage: one that came back empty is more often an accident."),
        N_("the translation of “{id}” came back empty"),
    ),
    "breaks-file": Rule(
        ERROR,
        N_("Headings and fences are the structure of a passage file; inside a passage they would tear it apart."),
        N_("the translation of “{id}” has a heading or a fence in it, or is not one line where it must be"),
    ),
    "review-without-name": Rule(
        ERROR,
        N_("A review counts with the name of the person who made it."),
        N_("“{id}” is to count as {state}, and nobody says who reviewed it"),
        N_("name the person with --by"),
    ),
}


def problem(code: str, place: Place, /, **parameters: object) -> Problem:
    """The problem *code* at *place*, said with *parameters*."""
    row = RULES[code]
    hint = None if row.hint is None else Message(row.hint, parameters)
    return Problem(place, code, row.severity, Message(row.message, parameters), hint)


def refusal(code: str, place: Place, /, **parameters: object) -> Refused:
    """The error to raise where nothing of a file is taken."""
    row = RULES[code]
    hint = None if row.hint is None else Message(row.hint, parameters)
    return Refused(row.message, code=code, place=place, hint=hint, **parameters)
