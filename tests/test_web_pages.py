"""What do pages show, and can everybody use them? Every page, as the processes behind the server answer it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import pytest

from kb.languages import LANGUAGES
from kb.library import Library
from kb.ui.render.words import FIELDS, SORTS, WORDINGS
from kb.ui.web.answering import Answerer
from kb.ui.web.exchange import Answered, Asked
from kb.ui.web.operations import BASE, OPERATIONS
from kb.ui.web.pages.prose import OPERATIONS_SAID
from kb.ui.web.pages.source import written
from kb.ui.web.routes import PAGES
from tests.knowledge_bases import edit, opened, passages, source
from tests.knowledge_bases import written as base

#: Elements that never have content.
VOID = {"meta", "link", "input", "br", "hr", "img"}


class Element(NamedTuple):
    """A tag with its attributes, the tags around it from the outermost, and all the text in it."""

    tag: str
    attributes: Mapping[str, str]
    around: tuple[str, ...]
    text: list[str]

    @property
    def words(self) -> str:
        """The text in one line."""
        return " ".join("".join(self.text).split())


class Page(HTMLParser):
    """A page, read. Tags that do not nest are mistakes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)
        assert not self._open, [one.tag for one in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins."""
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        around = tuple(one.tag for one in self._open)
        element = Element(tag, {name: value or "" for name, value in attrs}, around, [])
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """A tag ends: the one that began last."""
        assert self._open, tag
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        """Text."""
        for one in self._open:
            one.text.append(data)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of this tag with these attributes (``class_`` is ``class``)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [one for one in self.elements if one.tag == tag and wanted.items() <= one.attributes.items()]

    def one(self, tag: str, **attributes: str) -> Element:
        """The one element of this tag with these attributes."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, (tag, attributes, len(found))
        return found[0]

    @property
    def words(self) -> str:
        """The text of the main part in one line."""
        return self.one("main").words


class Site:
    """The pages of one knowledge base."""

    def __init__(self, root: Path, cache: Path) -> None:
        self._answerer = Answerer(str(root), {"KB_CACHE": str(cache)}, keeps=True)

    def get(self, url: str, body: bytes = b"", media: str = "") -> Answered:
        """The answer to a request for *url*, found in the table of routes as the server does."""
        parts = urlsplit(url)
        _, language, rest = parts.path.split("/", 2)
        name, path = next(_routed(f"/{rest}"))
        return self._answerer.answer(
            Asked(name, language, path, parse_qs(parts.query, keep_blank_values=True), url, body, media)
        )

    def page(self, url: str, status: int = 200) -> Page:
        """The page at *url*."""
        answered = self.get(url)
        assert answered.status == status, answered.body.decode()
        return Page(answered.body.decode())

    def verified(self, language: str, **fields: str) -> Page:
        """The page after a form with *fields* was sent."""
        media = "application/x-www-form-urlencoded"
        answered = self.get(f"/{language}/verify", urlencode(fields).encode(), media)
        return Page(answered.body.decode())


def _routed(path: str) -> Iterator[tuple[str, dict[str, str]]]:
    for name, route in PAGES.items():
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", route.path)
        if match := re.fullmatch(pattern, path):
            yield name, {key: unquote(value) for key, value in match.groupdict().items()}


@pytest.fixture(scope="module")
def site(toy: Library, cache: Path) -> Site:
    """The pages of the toy."""
    return Site(toy.settings.root, cache)


@pytest.fixture(scope="module")
def shipped_site(shipped: Library, cache: Path) -> Site:
    """The pages of the knowledge base that ships."""
    return Site(shipped.settings.root, cache)


#: One of every page, and of what they can look like.
PATHS = (
    *("", "?q=60&kind=finding&literal=1&sort=date", "?q=zzz&kind=finding&topic=parking", "?kind=nothing", "?q=("),
    *("sources", "coverage", "coverage?source=cycling-2023", "verify", "about", "accessibility", "api"),
    *("cycling-2023/", "libraries-2021/", "cycling-2023/f1", "cycling-2023/f1?left=fi&right=de", "cycling-2023/f2"),
    *("cycling-2023/f3", "cycling-2023/f5", "libraries-2021/b1", "libraries-2021/f1?left=mt", "cycling-2023/r1?right="),
    *("nothing/", "nothing/f1", "cycling-2023/r2"),
)


def form_fields(page: Page) -> Iterator[Element]:
    """What readers fill in."""
    for tag in ("input", "select", "textarea"):
        yield from (one for one in page.all(tag) if one.attributes.get("type") != "hidden")


# ------------------------------------------------------------------------------------------------- everybody, every page


@pytest.mark.parametrize("path", PATHS)
def test_everybody_can_use_it(site: Site, path: str) -> None:
    """Landmarks, one heading of the first level and none left out, names for all that is filled in or followed; ids once."""
    for language in ("de", "mt"):
        page = Page(site.get(f"/{language}/{path}").body.decode())
        assert page.one("html").attributes["lang"] == language
        assert len(page.one("title").words) > 2
        for tag in ("main", "header", "footer", "h1"):
            page.one(tag)
        levels = [int(one.tag[1]) for one in page.elements if re.fullmatch("h[1-6]", one.tag)]
        # Headings go down one by one, and come up as they like.
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), levels
        ids = [one.attributes["id"] for one in page.elements if "id" in one.attributes]
        assert len(ids) == len(set(ids))
        for one in page.elements:
            named = [one.attributes[name] for name in ("aria-labelledby", "aria-describedby") if name in one.attributes]
            assert set(named) <= set(ids), named
        labelled = {one.attributes["for"] for one in page.all("label") if "for" in one.attributes}
        for field in form_fields(page):
            assert "label" in field.around or field.attributes.get("id") in labelled, field
        for link in page.all("a"):
            assert link.words
            assert link.attributes["href"]
        for button in page.all("button"):
            assert button.words
        for navigation in [*page.all("nav"), *page.all("aside")]:
            assert navigation.attributes["aria-label"]
        for head in page.all("th"):
            assert head.attributes["scope"] in ("col", "row", "rowgroup")
        first = next(one for one in page.elements if one.tag == "a")
        assert first.attributes["href"] == "#main"


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_loaded_from_elsewhere_or_written_into_the_page(site: Site, path: str) -> None:
    """What the content security policy forbids is not there; what a page loads is in our folder of such files."""
    static = {file.name for file in (Path(__file__).parents[1] / "kb/ui/web/static").iterdir()}
    page = site.page(f"/fi/{path}", site.get(f"/fi/{path}").status)
    for one in page.elements:
        assert "style" not in one.attributes
        assert not [name for name in one.attributes if name.startswith("on")]
        assert one.tag not in ("style", "iframe", "object", "embed", "img")
        loads = one.tag == "link" and one.attributes["rel"] in ("stylesheet", "icon")
        url = one.attributes.get("src") or (one.attributes["href"] if loads else None)
        if url is not None:
            assert url.removeprefix("/static/") in static
        if one.tag == "script":
            assert one.attributes["src"]
            assert not one.words
        if one.tag == "form":
            assert one.attributes["action"].startswith("/fi/")
        if one.tag == "a" and not one.attributes["href"].startswith(("/", "#")):
            assert one.attributes["rel"] == "noreferrer"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_in_every_language(shipped_site: Site, language: str) -> None:
    """And leads to itself in the others, by their own names."""
    for path in ("", "sources", "coverage", "verify", "about", "accessibility", "api", "protect-children-2024/f2"):
        page = shipped_site.page(f"/{language}/{path}")
        others = [one for one in page.all("a") if "nav" in one.around and "details" in one.around]
        assert [(one.words, one.attributes["lang"], one.attributes["href"]) for one in others] == [
            (row.own_name, tag, f"/{tag}/{path}") for tag, row in LANGUAGES.items()
        ]
        assert [one.words for one in others if "aria-current" in one.attributes] == [LANGUAGES[language].own_name]


@pytest.mark.parametrize("path", PATHS)
def test_links_lead_somewhere(site: Site, path: str) -> None:
    """Every link of ours to a page is answered by one."""
    page = Page(site.get(f"/en/{path}").body.decode())
    urls = {one.attributes["href"].partition("#")[0] for one in page.all("a")} - {""}
    pages = {url for url in urls if url.startswith("/en/") and not re.search(r"\.(json|md|bib|ris|jsonld|atom)$", url)}
    bad = {url: site.get(url).status for url in pages - {f"/en/{path}"} if site.get(url).status != 200}
    assert not bad


@pytest.mark.parametrize("path", PATHS)
def test_what_is_in_another_language_says_so(site: Site, path: str) -> None:
    """A passage or title in German on a Finnish page is marked as German."""
    page = Page(site.get(f"/fi/{path}").body.decode())
    for one in page.elements:
        if one.words in (
            "Auf 60 % der Hauptstraßen gibt es keinen Radfahrstreifen.",
            "Am Bahnhof fehlen 400 Stellplätze.",
            "Radverkehr in der Stadt: Bericht 2023",
        ):
            inside = one.text  # one of the elements that hold just this text must say its language
            same = [other for other in page.elements if other.words == one.words and other.text[: len(inside)]]
            assert any(other.attributes.get("lang") == "de" for other in same), (one.tag, one.words)


# ---------------------------------------------------------------------------------------------------------------- search


def test_a_search_shows_hits_with_what_was_found(site: Site) -> None:
    """The words marked, the passage's language, what it is and how far it can be trusted."""
    page = site.page("/en/?q=Radfahrstreifen")
    assert page.one("h1").words == "2 statements for “Radfahrstreifen”"
    hits = page.all("article")
    assert "60% of the main roads have no cycle lane." in hits[0].words or "60%" in hits[1].words
    reasons = page.all("p", class_="reason")
    assert reasons[0].words.startswith("found in German")
    assert {one.words for one in page.all("mark")} == {"Radfahrstreifen"}


def test_without_words_everything_is_listed(site: Site) -> None:
    """But drafts and what is under embargo."""
    page = site.page("/en/?limit=100")
    codes = {one.words.partition("@")[0] for one in page.all("code")}
    assert {"cycling-2023/f1/en", "cycling-2023/f5/en", "libraries-2021/b1/en"} <= codes
    assert not {"cycling-2023/r2/en", "cycling-2023/r3/en"} & codes


def test_facets_are_said_in_words_and_lead_on(site: Site) -> None:
    """Topics by their labels, sources by their titles, kinds and languages by name; following one narrows the answer."""
    page = site.page("/fi/?limit=100")
    aside = [one for one in page.all("a") if "aside" in one.around]
    names = {one.words for one in aside}
    assert {"Pysäköinti", "Liikenneturvallisuus", "Kirjasto kaupungin olohuoneena"} <= names
    parking = next(one for one in aside if one.words == "Pysäköinti")
    narrowed = site.page(parking.attributes["href"])
    assert narrowed.one("h1").words.startswith("4 ")
    chosen = [one for one in narrowed.all("a", aria_current="true") if "aside" in one.around]
    assert [one.words for one in chosen] == ["Pysäköinti"]
    # Following it once more lets go of it.
    assert site.page(chosen[0].attributes["href"]).one("h1").words == site.page("/fi/").one("h1").words


def test_chosen_filters_can_be_let_go_of_one_by_one(site: Site) -> None:
    """Each by its own link, in words; and all at once. The words of the search stay."""
    page = site.page(
        "/en/?q=Stellpl%C3%A4tze&kind=finding&topic=parking&in=de&publisher=Amt+f%C3%BCr+Verkehr&year=2023"
    )
    links = [one for one in page.all("a") if "section" in one.around and "×" in one.words]
    assert [one.words.partition(" ×")[0] for one in links] == [
        "Kind: finding",
        "Topic: Parking",
        "Year: 2023",
        "Language: German",
        "Publisher: Amt für Verkehr",
    ]
    kept = parse_qs(urlsplit(links[1].attributes["href"]).query)
    assert (kept["q"], kept["kind"], "topic" in kept, kept["in"]) == (["Stellplätze"], ["finding"], False, ["de"])
    everything = page.one("a", class_="plain").attributes["href"]
    assert parse_qs(urlsplit(everything).query) == {"q": ["Stellplätze"]}
    # Searching for other words keeps the filters.
    hidden = {(one.attributes["name"], one.attributes["value"]) for one in page.all("input", type="hidden")}
    assert {("kind", "finding"), ("topic", "parking"), ("in", "de"), ("year", "2023")} <= hidden


def test_a_year_is_chosen_instead_of_another(site: Site) -> None:
    """There is one year or one range of years."""
    page = site.page("/en/?year=2023&limit=100")
    other = next(one for one in page.all("a") if "aside" in one.around and one.words == "2021")
    assert parse_qs(urlsplit(other.attributes["href"]).query)["year"] == ["2021"]


def test_literal_and_order_are_part_of_the_form(site: Site) -> None:
    """And stay as they were chosen."""
    page = site.page("/en/?q=lanes&literal=1&sort=date")
    assert "checked" in page.one("input", type="checkbox").attributes
    assert [one.words for one in page.all("option") if "selected" in one.attributes] == [SORTS["date"]]
    assert page.one("h1").words != site.page("/en/?q=lane&sort=date").one("h1").words


def test_an_empty_answer_says_what_to_try(site: Site) -> None:
    """The filter that is in the way, and a word that is spelt so."""
    page = site.page("/en/?q=Stellplätze&topic=reading")
    assert "Without the filter on Topic there" in page.words
    typo = site.page("/en/?q=Statoin")
    suggestion = next(one for one in typo.all("a") if one.words.startswith("Did you mean"))
    assert site.page(suggestion.attributes["href"]).all("article")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("?topic=parkin", "there is no topic “parkin”"),
        ("?q=" + "x" * 600, "query"),
        ("?limit=x", "is not a whole number"),
    ],
)
def test_a_wrong_question_is_said_beside_the_form(site: Site, query: str, says: str) -> None:
    """The status tells programs, the sentence people; what was typed is still there."""
    answered = site.get(f"/en/{query}")
    assert 400 <= answered.status < 500
    page = Page(answered.body.decode())
    assert says in page.one("h1").words
    assert page.one("input", type="search").attributes["value"] == parse_qs(query[1:]).get("q", [""])[0]
    assert "aria-invalid" in page.one("input", type="search").attributes


def test_long_answers_are_turned_like_pages(site: Site) -> None:
    """On and back, and the numbers go on."""
    page = site.page("/en/?limit=2")
    assert page.one("ol", class_="hits").attributes["start"] == "1"
    second = site.page(page.one("a", rel="next").attributes["href"])
    assert second.one("ol", class_="hits").attributes["start"] == "3"
    assert site.page(second.one("a", rel="prev").attributes["href"]).one("h1").words == page.one("h1").words


# ------------------------------------------------------------------------------------------------------------- statement


def headings(page: Page) -> tuple[str, str | None]:
    """The two texts that stand side by side."""
    right = page.all("h2", id="right")
    return page.one("h1").words, right[0].words if right else None


def test_a_passage_stands_beside_its_original(site: Site) -> None:
    """Each in its language, the original marked as such."""
    page = site.page("/fi/cycling-2023/f1")
    assert headings(page) == (
        "60 %:lla pääkaduista ei ole pyöräkaistaa.",
        "Auf 60 % der Hauptstraßen gibt es keinen Radfahrstreifen.",
    )
    assert page.one("h1").attributes["lang"] == "fi"
    assert page.one("h2", id="right").attributes["lang"] == "de"
    assert len(page.all("span", class_="badge")) == 2  # above, and in the list of all
    assert "cycling-2023/f1/fi@946fb409e211" in page.words


def test_two_languages_can_be_chosen(site: Site) -> None:
    """By a plain form; nothing beside is a choice too."""
    page = site.page("/fi/cycling-2023/f1?left=en&right=fi")
    assert headings(page) == ("60% of the main roads have no cycle lane.", "60 %:lla pääkaduista ei ole pyöräkaistaa.")
    selected = [one.attributes.get("value") for one in page.all("option") if "selected" in one.attributes]
    assert selected[:2] == ["en", "fi"]
    assert headings(site.page("/fi/cycling-2023/f1?right="))[1] is None
    assert headings(site.page("/de/cycling-2023/f1"))[1] is None
    assert headings(site.page("/fi/cycling-2023/f1?left=xx&right=yy")) == (
        headings(site.page("/fi/cycling-2023/f1"))[0],
        None,
    )


def test_where_there_is_no_passage_the_original_is_shown_and_says_so(site: Site) -> None:
    """In its language."""
    page = site.page("/en/cycling-2023/f1?left=mt")
    assert page.one("h1").attributes["lang"] == "de"
    assert "there is no passage in Maltese: this is the original" in page.words
    assert "There is no passage in: Finnish" in site.page("/en/cycling-2023/f2").words


def test_in_place_of_a_passage_with_another_number_the_original_is_shown_and_says_so(site: Site) -> None:
    """In the list of all languages too, where the original itself stays as it is."""
    page = site.page("/en/cycling-2023/f4?left=fi")
    assert page.one("h1").words.startswith("Am Bahnhof fehlen 520")
    assert "the passage in Finnish is outdated: this is the original" in page.words
    listed = {one.words: one for one in page.all("dt")}
    assert list(listed) == ["Deutsch original", "English", "suomi"]
    assert page.one("dl", class_="passages").words.count("this is the original") == 1


def test_all_passages_are_listed_with_who_produced_them(site: Site) -> None:
    """In words, with links to the page in that language."""
    page = site.page("/en/cycling-2023/f1")
    passages_of = page.one("dl", class_="passages")
    for text in ("60 %:lla pääkaduista", "Auf 60 % der Hauptstraßen", "60% of the main roads"):
        assert text in passages_of.words
    assert "translation" in passages_of.words
    assert "/fi/cycling-2023/f1" in {one.attributes["href"] for one in page.all("a") if "dt" in one.around}


def test_a_statement_leads_on_to_what_it_supports_and_back(site: Site) -> None:
    """Also in another source."""
    page = site.page("/en/cycling-2023/f1")
    assert "This statement supports" in page.words
    assert "/en/cycling-2023/r1" in {one.attributes["href"] for one in page.all("a")}
    target = site.page("/en/libraries-2021/r1")
    assert "This statement is supported by" in target.words
    assert "/en/cycling-2023/r1" in {one.attributes["href"] for one in target.all("a")}
    assert "is supported by" not in page.words


def test_topics_lead_to_a_search(site: Site) -> None:
    """By their labels."""
    page = site.page("/de/cycling-2023/f4")
    assert next(one for one in page.all("a") if one.words == "Abstellplätze").attributes["href"] == "/de/?topic=parking"


def test_what_was_superseded_leads_on(site: Site) -> None:
    """With the reason, in the language it is written in."""
    page = site.page("/en/cycling-2023/f3")
    notice = page.one("div", role="note")
    assert notice.words == "This statement has been superseded. Reason: Neu gezählt.Go on to cycling-2023/f4"
    assert "/en/cycling-2023/f4" in {one.attributes["href"] for one in page.all("a")}


def test_what_was_withdrawn_says_so_and_is_not_cited(site: Site) -> None:
    """With the reason; a citation is refused."""
    page = site.page("/en/cycling-2023/f5")
    assert page.one("div", role="note").words.startswith("This statement has been withdrawn. Reason:")
    assert page.one("p", class_="notice").words
    assert not page.all("div", id="reference")


def test_corrections_and_earlier_wordings_are_told(site: Site) -> None:
    """Each with its date; what has changed is marked."""
    assert (
        "Corrected on 2023-09-01 (erratum): Die Zahl war falsch übertragen." in site.page("/en/cycling-2023/f2").words
    )
    assert "de" in {
        one.attributes["lang"] for one in site.page("/en/cycling-2023/f2").all("span") if "falsch" in one.words
    }
    page = site.page("/de/cycling-2023/f4")
    assert [one.words for one in page.all("del")] == ["500 Stellplätze."]
    assert page.all("ins")[0].words.startswith("520 Stellplätze,")


def test_an_earlier_wording_has_an_address_of_its_own(site: Site) -> None:
    """It says that it is not today's, what has changed, and where today's is."""
    page = site.page("/de/cycling-2023/f4@6f4e269e27af")
    assert page.one("h1").words == "Am Bahnhof fehlen 500 Stellplätze."
    assert "2023-06-01" in page.one("div", role="note").words
    today = next(
        one for one in page.all("a") if "div" in one.around and one.attributes["href"] == "/de/cycling-2023/f4"
    )
    assert site.page(today.attributes["href"]).one("h1").words.startswith("Am Bahnhof fehlen 520")
    assert site.get("/de/cycling-2023/f4@000000000000").status == 404


def test_it_is_cited_in_the_chosen_style_and_read_by_programs(site: Site) -> None:
    """With buttons that copy, which are hidden where no script shows them; files are linked."""
    page = site.page("/en/cycling-2023/r1?left=de&style=iso-690")
    assert "Amt für Verkehr" in page.one("div", id="reference").words
    assert "Die Stadt soll bis 2027" in page.one("div", id="quotation").words
    assert (
        page.one("div", id="reference").words
        != site.page("/en/cycling-2023/r1?left=de").one("div", id="reference").words
    )
    copying = [one for one in page.all("button") if "data-copies" in one.attributes]
    assert len(copying) > 3
    assert all("hidden" in one.attributes for one in copying)
    files = [one.attributes for one in page.all("link", rel="alternate") if "type" in one.attributes]
    alternates = {one["type"]: one["href"] for one in files}
    assert alternates["application/x-bibtex"] == "/en/cycling-2023/r1.bib"
    assert {"application/json", "text/markdown", "application/ld+json"} < set(alternates)


def test_no_style_is_read_from_a_file(site: Site) -> None:
    """What a reader names is one of the styles there are."""
    styled = site.page("/en/cycling-2023/r1?style=%2Fetc%2Fpasswd.csl")
    assert styled.one("div", id="reference").words == site.page("/en/cycling-2023/r1").one("div", id="reference").words


def test_what_is_not_there_says_what_to_do_on_a_page(site: Site) -> None:
    """A near miss is named; commands for a terminal are not."""
    assert "did you mean “cycling-2023/f1”?" in site.page("/en/cycling-2023/f11", 404).words
    assert "kb list" not in site.page("/en/quite-another/x", 404).words


@pytest.mark.parametrize("id", ["r2", "r3", "nothing", "r2@000000000000"])
def test_drafts_are_not_there(site: Site, id: str) -> None:
    """Nor what is under embargo: they are answered as what does not exist."""
    page = site.page(f"/en/cycling-2023/{id}", 404)
    assert "Parking should be free" not in page.words
    assert "cargo" not in page.words


def test_no_page_shows_a_draft(site: Site) -> None:
    """Whatever the route and the question."""
    quoting = (
        "“Parking should be free of charge.” (cycling-2023/r2/en) and “The next report should count cargo bikes too.”"
    )
    pages = [site.page(f"/en/{path}", site.get(f"/en/{path}").status).words for path in PATHS]
    pages += [site.page("/en/?q=parking+free&limit=100").words, site.page("/en/?q=cargo").words]
    for words in pages:
        assert "free of charge" not in words
        assert "cargo bikes" not in words
        assert "cycling-2023/r3" not in words
    verified = site.verified("en", text=quoting)
    assert "draft" not in verified.words
    assert "cycling-2023/r2/en@" not in verified.words
    assert "cycling-2023/r3" not in verified.words


# ------------------------------------------------------------------------------------------------------- source, sources


def test_a_source_has_its_record_and_its_statements_below_their_headings(site: Site) -> None:
    """In the order of the original, in the reader's language."""
    page = site.page("/fi/cycling-2023/")
    record = page.one("dl", class_="record").words
    for text in ("Erika Muster; Amt für Verkehr", "2023-05-04", "CC-BY-4.0", "https://example.org/radverkehr-2023"):
        assert text in record
    lists = page.all("ul", class_="listed")
    ids = [list(dict.fromkeys(re.findall("cycling-2023/[a-z0-9]+", one.words))) for one in lists]
    assert ids == [[f"cycling-2023/f{number}" for number in range(1, 6)], ["cycling-2023/r1"]]
    assert page.all("h2")[0].words == "Tulokset"


def test_a_title_in_another_language_says_its_original(site: Site) -> None:
    """Both, each in its language."""
    page = site.page("/en/cycling-2023/")
    assert (page.one("h1").words, page.one("h1").attributes["lang"]) == ("Cycling in the city: 2023 report", "en")
    assert page.one("cite").words == "Radverkehr in der Stadt: Bericht 2023"
    assert page.one("cite").attributes["lang"] == "de"
    assert not site.page("/de/cycling-2023/").all("cite")


def test_names_are_written_as_people_write_them() -> None:
    """In parts or whole, one or several."""
    name = {"family": "Berg", "non-dropping-particle": "van den", "given": "Ann"}
    assert written([name, {"literal": "Office"}, "Solo"]) == "Ann van den Berg; Office; Solo"
    assert (written(None), written("x"), written(3)) == ("", "x", "3")


def test_sources_are_listed_by_title(site: Site) -> None:
    """With how many statements each has, drafts not counted."""
    page = site.page("/en/sources")
    links = [one for one in page.all("a") if "main" in one.around]
    assert [one.attributes["href"] for one in links] == ["/en/cycling-2023/", "/en/libraries-2021/"]
    assert "Statements: 6" in page.words


def test_a_source_of_drafts_alone_is_not_there(tmp_path: Path, cache: Path) -> None:
    """Neither itself nor its coverage nor among the others."""
    root = base(
        tmp_path,
        {
            "a/source.yaml": source("a"),
            "a/de.md": passages("a", "de", f1="kind: finding; publication: draft | Geheim."),
            "b/source.yaml": source("b", title="Offen"),
            "b/de.md": passages("b", "de", title="Offen", f1="kind: finding | Bekannt."),
        },
    )
    hidden = Site(root, cache)
    assert [hidden.get(f"/de/{path}").status for path in ("a/", "a/f1", "coverage?source=a", "b/")] == [
        404,
        404,
        404,
        200,
    ]
    assert "/de/a/" not in {one.attributes["href"] for one in hidden.page("/de/sources").all("a")}


# -------------------------------------------------------------------------------------------------------------- coverage


def test_the_matrix_leads_to_the_gap(site: Site) -> None:
    """One click, to the statement with its original beside; what is there is no link, and every cell says what it is."""
    page = site.page("/en/coverage")
    cells = page.all("td", class_="missing")
    assert cells
    gaps = [one for one in page.all("a") if "td" in one.around]
    assert all(re.search("missing|unconfirmed|outdated|not finished", one.words) for one in gaps)
    missing = next(one for one in gaps if "missing: Finnish" in one.words)
    shown = site.page(missing.attributes["href"])
    assert "there is no passage in Finnish" in shown.words
    for one in page.all("td"):
        assert one.words


def test_coverage_of_one_source(site: Site) -> None:
    """Its statements only; the numbers add up."""
    page = site.page("/en/coverage?source=libraries-2021")
    matrix = page.all("table")[0].words
    assert "cycling" not in matrix
    assert site.get("/en/coverage?source=nothing").status == 404


def test_many_statements_are_shown_by_source(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row a source, in per cent, which leads to its own matrix."""
    monkeypatch.setattr("kb.ui.web.pages.coverage.MANY", 3)
    page = site.page("/en/coverage")
    row = next(one for one in page.all("a") if one.words == "cycling-2023")
    assert row.attributes["href"] == "/en/coverage?source=cycling-2023"
    assert page.all("table")[0].words.count("100") > 1
    assert "f1" in site.page(row.attributes["href"]).all("table")[0].words


# ---------------------------------------------------------------------------------------------------------------- verify

TEXT = (
    "Sie schrieben „Auf 60 % der Hauptstraßen gibt es keinen Radfahrstreifen.“ (cycling-2023/f1/de).\n\n"
    "Und „Auf 80 % der Hauptstraßen gibt es keinen Radfahrstreifen.“ (cycling-2023/f1/de)."
)


def test_each_quotation_is_judged_in_its_place(site: Site) -> None:
    """Marked in the text with its verdict in words, which leads to what differs."""
    page = site.verified("en", text=TEXT)
    text = page.one("div", class_="manuscript")
    marks = [one for one in page.all("a") if one.attributes["href"].startswith("#q")]
    assert [one.words for one in marks] == [
        "Auf 60 % der Hauptstraßen gibt es keinen Radfahrstreifen.",
        "Auf 80 % der Hauptstraßen gibt es keinen Radfahrstreifen.",
    ]
    assert "exact" in text.words.partition("Und")[0]
    assert "altered" in text.words.partition("Und")[2]
    altered = page.one("li", id=marks[1].attributes["href"][1:])
    assert "number: “80 %” in the quotation, “60 %” in the passage" in altered.words
    assert "60% of the main roads have no cycle lane." in altered.words  # the reader's language
    assert page.one("textarea").words.startswith("Sie schrieben")


def test_a_file_goes_before_a_text(site: Site) -> None:
    """As browsers send both: a form with parts."""
    parts = (
        ("text", "", b"nothing"),
        ("file", "brief.md", TEXT.encode()),
    )
    body = b"".join(
        f'--xyz\r\nContent-Disposition: form-data; name="{name}"{f"; filename={file}" if file else ""}\r\n\r\n'.encode()
        + data
        + b"\r\n"
        for name, file, data in parts
    )
    answered = site.get("/en/verify", body + b"--xyz--\r\n", "multipart/form-data; boundary=xyz")
    page = Page(answered.body.decode())
    assert len(page.all("li", id="q2")) == 1
    assert page.one("textarea").words == "nothing"


def test_what_is_not_ours_is_left_as_it_is(site: Site) -> None:
    """And if nothing is, nothing was checked."""
    page = site.verified("en", text="He said “what a beautiful day this was for all of us”.")
    assert "Nothing was checked" in page.words
    assert "what a beautiful day" in page.one("div", class_="manuscript").words
    assert not [one for one in page.all("a") if one.attributes["href"].startswith("#q")]


def test_of_quotations_inside_of_each_other_each_that_is_ours_is_marked(site: Site) -> None:
    """The outer one hides the inner one only where it is ours itself."""
    inner = "‘60% of the main roads have no cycle lane.’"
    theirs = site.verified("en", text=f"He wrote “I read somewhere that {inner} and I believe it”.")
    assert [one.words for one in theirs.all("a") if one.attributes["href"].startswith("#q")] == [inner[1:-1]]
    ours = site.verified("en", text=f"“It is known and was said that {inner} here” (cycling-2023/f1/en@61096590f508).")
    assert len([one for one in ours.all("a") if one.attributes["href"].startswith("#q")]) == 1
    linked = site.verified("en", text="See [the count](/en/cycling-2023/f1) and [](/en/cycling-2023/f2).")
    assert "the count" in linked.one("div", class_="manuscript").words


@pytest.mark.parametrize("file", ["", "a.exe", "a.docx"])
def test_what_cannot_be_read_is_said_beside_the_form(site: Site, file: str) -> None:
    """No file, one of an unknown kind, a damaged one: with a status for programs."""
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{file}"\r\n\r\n'
    answered = site.get("/en/verify", head.encode() + b"PK\x03\x04\r\n--x--\r\n", "multipart/form-data; boundary=x")
    assert answered.status == 400
    page = Page(answered.body.decode())
    assert page.one("div", role="alert").words
    page.one("textarea")


# --------------------------------------------------------------------------------------------------------------- tables


def test_the_page_for_programs_has_all_that_they_can_ask(site: Site) -> None:
    """A line for each operation, and where they are described in full."""
    assert set(OPERATIONS_SAID) == set(OPERATIONS)
    page = site.page("/en/api")
    assert all(f"{BASE}{one.path}" in page.words for one in OPERATIONS.values())
    assert page.all("a", href=f"{BASE}/openapi.json")


def test_tables_of_words_are_complete() -> None:
    """Every order and wording has words; fields are those of records."""
    assert tuple(SORTS) == ("relevance", "date", "address")
    assert set(WORDINGS) == {"verbatim", "paraphrase"}
    assert {"author", "publisher", "issued", "license"} <= set(FIELDS)


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"


def test_nothing_that_content_or_readers_say_is_live(tmp_path: Path, cache: Path) -> None:
    """Titles, labels, publishers, passages, reasons, queries and manuscripts are text, whatever they look like."""
    quoted = HOSTILE.replace('"', '\\"')
    root = base(
        tmp_path,
        {
            "topics.yaml": f'safety:\n  de: "{quoted}"\n  en: "{quoted}"\n',
            "a/source.yaml": source("a", title=f'"{quoted}"', more=f'publisher: "{quoted}"\ngenre: "{quoted}"\n'),
            "a/de.md": passages(
                "a",
                "de",
                title=f'"{quoted}"',
                f1=f'kind: finding; topics: [safety]; corrections: [{{date: 2024-01-01, kind: erratum, reason: "{quoted}"}}] | '
                "Satz mit `<script>alert(3)</script>` darin.",
                f2=f'kind: finding; publication: withdrawn; reason: "{quoted}"; supports: [f1] | Satz.',
            ).replace('title: "', 'title: "', 1),
        },
    )
    edit(root / "content" / "kb.yaml", "name: Small", f'name: "{quoted}"')
    hostile = Site(root, cache)
    assert opened(root, cache).search("").total == 2
    query = urlencode({"q": HOSTILE})
    paths = (
        "",
        f"?{query}",
        f"?topic={query[2:]}",
        "a/",
        "a/f1",
        "a/f2",
        "sources",
        "coverage",
        "about",
        f"a/{query[2:]}",
    )
    for path in paths:
        page = Page(hostile.get(f"/de/{path}").body.decode())
        assert all("src" in one.attributes for one in page.all("script"))
        assert not page.all("img")
    page = hostile.verified("de", text=f"“{HOSTILE} a b c d” (a/f1)")
    assert not [one for one in page.all("script") if "src" not in one.attributes]
