"""Which types of work and which fields does CSL-JSON know? The closed tables that ``source.yaml`` is checked against.

From the CSL 1.0.2 specification, appendices III and IV (https://docs.citationstyles.org/en/stable/specification.html).
"""

from __future__ import annotations

_TYPES = """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
    document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
    manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard thesis
    treaty webpage
    """
TYPES = frozenset(_TYPES.split())
#: What a source is taken for while its type is missing or unknown.
GENERIC_TYPE = "document"

_DATES = "accessed available-date event-date issued original-date submitted"
DATES = frozenset(_DATES.split())
_NAMES = """
    author chair collection-editor compiler composer container-author contributor curator director editor
    editorial-director editor-translator executive-producer guest host illustrator interviewer narrator organizer
    original-author performer producer recipient reviewed-author script-writer series-creator translator
    """
NAMES = frozenset(_NAMES.split())
_NAME_PARTS = "family given literal suffix dropping-particle non-dropping-particle"
NAME_PARTS = frozenset(_NAME_PARTS.split())
LINKS = frozenset({"URL"})
_TEXTS = """
    abstract annote archive archive_collection archive_location archive-place authority call-number chapter-number
    citation-key citation-label citation-number collection-number collection-title container-title
    container-title-short dimensions division DOI edition event-place event-title genre ISBN ISSN issue jurisdiction
    keyword language license medium note number number-of-pages number-of-volumes original-publisher
    original-publisher-place original-title page page-first part-number part-title PMCID PMID printing-number publisher
    publisher-place references reviewed-genre reviewed-title scale section source status supplement-number title-short
    version volume volume-title year-suffix
    """
TEXTS = frozenset(_TEXTS.split())
FIELDS = DATES | NAMES | LINKS | TEXTS | {"id", "type", "title"}

#: What a statement's place in its source may be counted in.
_LOCATORS = """
    act appendix article-locator book canon chapter column elocation equation figure folio issue line note opus page
    paragraph part rule scene section sub-verbo supplement table timestamp title-locator verse version volume
    """
LOCATORS = frozenset(_LOCATORS.split())
