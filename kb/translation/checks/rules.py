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
    "outdated-number": Rule(
        WARNING,
        N_("The original has changed since this passage was confirmed; until it is, the original is shown instead."),
        N_("the original has changed since: {found} here, {expected} there"),
        N_("mend the passage, then: kb confirm {language} {address}"),
    ),
}
