"""What can be wrong between a passage and its original? One row a code; ``kb check --explain CODE`` shows it."""

from __future__ import annotations

from kb.errors import ERROR, N_, WARNING, Rule

RULES: dict[str, Rule] = {
    # ------------------------------------------------------------------------------------------------------- values
    "number-differs": Rule(
        ERROR,
        N_("A figure, date, ordinal, percentage or number word must have the same value in every language."),
        N_("{found} here, {expected} in the original"),
        N_("original: {original}"),
    ),
    "number-order": Rule(
        WARNING,
        N_("The same percentages in another order may say something else of each; so may a sentence turned round."),
        N_("{found} here, {expected} in the original: are they still said of the same things?"),
        N_("original: {original}"),
    ),
    "outdated-number": Rule(
        WARNING,
        N_("The original has changed since this passage was confirmed; until it is, the original is shown instead."),
        N_("the original has changed since: {differences}"),
        N_("mend the passage, then: kb confirm {language} {address}"),
    ),
    # --------------------------------------------------------------------------------------------------------- form
    "link-differs": Rule(
        ERROR,
        N_("A translation has the links of its original; a link may lead to the same page in another language."),
        N_("links only here: {found}; only in the original: {expected}"),
    ),
    "link-language": Rule(
        WARNING,
        N_(
            "A link may lead to the same page in the language of the passage, or to the page that the original links to."
        ),
        N_("{found} is neither the original's link nor in the language of this passage"),
        N_("the original has {expected}"),
    ),
    "blocks-differ": Rule(
        WARNING,
        N_("Original and translation are read side by side; a paragraph, item or row less may be one forgotten."),
        N_("{found} here, {expected} in the original"),
    ),
    "same-as-original": Rule(
        WARNING,
        N_("A wording that is the same in two languages has probably not been translated."),
        N_("this is the same text as the original"),
    ),
    "punctuation-differs": Rule(
        WARNING,
        N_(
            "A sentence that ends otherwise than in the original may be cut off, or a question turned into a statement."
        ),
        N_("the text ends with {found}; {expected} was to be expected"),
    ),
    "length-differs": Rule(
        WARNING,
        N_(
            "A translation much shorter or longer than usual between two languages may lack a sentence, or have one more."
        ),
        N_("this has {found} characters, and about {expected} were to be expected"),
        N_("compare it with the original: is anything missing or added?"),
    ),
    "wrong-language": Rule(
        ERROR,
        N_("A file has passages in its own language only: readers and search would take one for another."),
        N_("this is in {language}, not in {expected}"),
    ),
    "other-language": Rule(
        WARNING,
        N_("The function words and letters of this passage are rather those of another language."),
        N_("this looks like {language}, not like {expected}"),
    ),
    # --------------------------------------------------------------------------------------------------- typography
    "spacing": Rule(
        WARNING,
        N_("Languages differ in where they put a space: before a percent sign, a colon, a question mark."),
        N_("“{found}” is written “{expected}” in this language"),
    ),
    "quotes": Rule(
        WARNING,
        N_(
            "Each language has quotation marks of its own, and a mark that begins a quotation in one ends it in another."
        ),
        N_("{found} is no quotation mark of this language, or on the wrong side"),
        N_("it is usual to write {expected}"),
    ),
    "opening-mark": Rule(
        WARNING,
        N_("In Spanish a question or exclamation has a mark at its beginning too."),
        N_("there is a {found} without {expected}"),
    ),
    # ----------------------------------------------------------------------------------------------- names and terms
    "name-differs": Rule(
        ERROR,
        N_("A protected name of the original must be in every translation; another one is about somebody else."),
        N_("the name in the original is “{expected}”, here: {found}"),
        N_("if this language has its own form of the name, add it to the glossary; original: {original}"),
    ),
    "term-differs": Rule(
        WARNING,
        N_("One concept has one name in a language, so that readers and the search find all that is said of it."),
        N_("the glossary has “{expected}” for a term of the original, and it is not here"),
        N_("use an approved form, or add one to the glossary; original: {original}"),
    ),
    # ----------------------------------------------------------------------------------------------------- polarity
    "negation-differs": Rule(
        WARNING,
        N_("A negation that is lost or added turns the meaning of a sentence into its opposite."),
        N_("negations here: {found}; in the original: {expected}"),
        N_("list of words for {language}: {standing}; original: {original}"),
    ),
    "hedge-differs": Rule(
        WARNING,
        N_(
            "“At least”, “up to”, “about”, “may”, “only”, “most” limit what is said; without them it says something else."
        ),
        N_("limits here: {found}; in the original: {expected}"),
        N_("list of words for {language}: {standing}; original: {original}"),
    ),
    # --------------------------------------------------------------------------------------------------- acceptance
    "accept-unused": Rule(
        WARNING,
        N_("An acceptance that silences nothing would one day silence something that nobody has looked at."),
        N_("“{code}” is accepted here, and there is nothing to accept"),
        N_("remove it from “accept”; errors in how a file is written cannot be accepted"),
    ),
    "accept-unknown": Rule(
        ERROR,
        N_("An acceptance with a misspelled code has no effect."),
        N_("no problem is called “{code}”"),
    ),
    # ---------------------------------------------------------------------------------------- catalogs of the interface
    "catalog-incomplete": Rule(
        WARNING,
        N_("What a catalog in “locales” lacks is said in English."),
        N_("{count} of {total} messages are not translated into {language}"),
    ),
    "catalog-placeholder": Rule(
        ERROR,
        N_(
            "A translated message must have the fields of its template, or it cannot be filled in and is said in English."
        ),
        N_("the fields of “{text}” are not those of its template"),
    ),
    "catalog-unreadable": Rule(
        ERROR,
        N_("A catalog that cannot be read leaves its language without messages."),
        N_("this is not a catalog of messages: {reason}"),
    ),
    # ------------------------------------------------------------------------------------------------- confirmation
    "own-review": Rule(
        ERROR,
        N_("A review is a second pair of eyes: nobody can call a translation of their own reviewed."),
        N_("{name} has translated this passage and cannot review it"),
        N_("ask somebody else, or confirm it as “translated”"),
    ),
}

#: The codes of what may differ because the original has changed since; while it has, they are one ``outdated-number``.
DIFFERENCES = frozenset(
    {"number-differs", "number-order", "name-differs", "negation-differs", "hedge-differs", "link-differs"}
)
