"""Do programs get what the commands print, and are they told what is wrong?"""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import jsonschema
import pytest

from kb.languages import LANGUAGES
from kb.library import open_library
from kb.model import Address
from kb.ui.cli import run
from kb.ui.web import failures
from kb.ui.web.files import ENDINGS
from kb.ui.web.operations import BASE, MEDIA, OPERATIONS, SUFFIXES
from kb.ui.web.workers import GivenUp
from tests.knowledge_bases import edit, laid_out, passages, source, written
from tests.web_client import Client, Here

ATOM = {"a": "http://www.w3.org/2005/Atom"}

#: Words of the toy's draft and of what is under embargo, in all its languages.
SECRETS = ("kostenlos", "free of charge", "Lastenräder", "cargo bike", "cycling-2023/r2", "cycling-2023/r3")

PASSAGE = "Am Bahnhof fehlen 520 Stellplätze, wie eine neue Zählung ergab."


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy: it has drafts, what is under embargo, withdrawn, superseded, corrected and outdated."""
    return laid_out("toy", tmp_path_factory.mktemp("api"))


@pytest.fixture(scope="module")
def client(root: Path, cache: Path) -> Client:
    """Whoever asks."""
    return Client(Here(root, cache))


def problem(response: Any, status: int) -> dict[str, Any]:
    """The refusal that *response* is."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == failures.PROBLEM
    found: dict[str, Any] = response.json()
    assert found["status"] == status
    assert found["detail"]
    return found


# --------------------------------------------------------------------------------------------- the same as the commands


@pytest.mark.parametrize(
    ("arguments", "url"),
    [
        ("search Stellplätze --lang fi --limit 2", "search?q=Stellplätze&lang=fi&limit=2"),
        ("search --kind finding,recommendation --in de,en --sort date", "search?kind=finding,recommendation&in=de,en&sort=date"),
        ("search --source cycling-2023 --year 2023.. --format csv", "search?source=cycling-2023&year=2023..&format=csv"),
        ("search 520 --literal --explain --format jsonl", "search?q=520&literal=true&explain=1&format=jsonl"),
        ("search --state missing --lang fi", "search?state=missing&lang=fi"),
        ("show cycling-2023/f1 --lang fi,en", "statements/cycling-2023/f1?lang=fi&lang=en"),
        ("show cycling-2023/f1 --all --history", "statements/cycling-2023/f1?history=true"),
        ("show cycling-2023/f2 --lang de --format markdown", "statements/cycling-2023/f2?lang=de&format=markdown"),
        ("list sources --lang de", "sources?lang=de"),
        ("list sources --lang de --format csv", "sources?lang=de&format=csv"),
        ("coverage", "coverage"),
        ("coverage --source libraries-2021", "coverage?source=libraries-2021"),
        ("coverage --gate", "coverage?gate=true"),
        ("coverage --format csv", "coverage?format=csv"),
        ("cite cycling-2023/f1/fi --format csl-json", "cite?address=cycling-2023/f1/fi"),
        ("cite cycling-2023/f1/fi --format text --lang de --style iso-690",
         "cite?address=cycling-2023/f1/fi&format=text&lang=de&style=iso-690"),
        ("cite cycling-2023/f1/en cycling-2023/f4/de --format ris",
         "cite?address=cycling-2023/f1/en&address=cycling-2023/f4/de&format=ris"),
        ("cite cycling-2023/f1/fi --with-original --format html --part quotation",
         "cite?address=cycling-2023/f1/fi&with-original&format=html&part=quotation"),
        ("cite cycling-2023/f5/de --anyway --format bibtex",
         "cite?address=cycling-2023/f5/de&anyway=true&format=bibtex"),
    ],
)  # fmt: skip
def test_answers_are_those_of_the_commands(
    arguments: str,
    url: str,
    client: Client,
    root: Path,
    cache: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Byte for byte, but for how long it took and for drafts, which whoever edits sees counted."""
    form = [] if "--format" in arguments else ["--format", "json"]
    environment = {"KB_ROOT": str(root), "KB_CACHE": str(cache), "KB_LANG": "en"}
    assert run([*arguments.split(), *form], environment) in (0, 1)
    printed = capsys.readouterr().out
    response = client.get(f"{BASE}/{url}")
    assert response.status_code == 200, response.text
    assert timeless(response.text) == timeless(without_drafts(printed))


def timeless(text: str) -> str:
    """*text* without how long it took."""
    return re.sub(r'"elapsed_ms": [0-9.]+', '"elapsed_ms": 0', text)


def without_drafts(text: str) -> str:
    """The list of the toy's sources without its two drafts, which commands count."""
    return text.replace('"statements": 8', '"statements": 6').replace(",de,8,", ",de,6,")


def test_sentences_are_said_in_the_language_asked_for(client: Client) -> None:
    """That of messages is Accept-Language's, whatever the language of the answer."""
    refused = client.get(f"{BASE}/search?q=foo:bar&lang=fi", headers={"accept-language": "de"})
    assert problem(refused, 400)["detail"] != problem(client.get(f"{BASE}/search?q=foo:bar&lang=fi"), 400)["detail"]
    answered = client.get(f"{BASE}/search", headers={"accept-language": "el"})
    assert answered.json()["language"] == "el"


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_form_has_its_media_type(name: str, client: Client) -> None:
    """And a body."""
    operation = OPERATIONS[name]
    url = BASE + operation.path.format(source="cycling-2023", id="f4")
    for form in operation.forms:
        fields = f"?format={form}" + ("&address=cycling-2023/f4/de" if name == "cite" else "")
        response = client.ask("POST" if operation.post else "GET", url + fields)
        assert response.status_code == 200, response.text
        assert response.headers["content-type"] == MEDIA[form]
        assert response.content.strip()


# ------------------------------------------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("url", "status", "code"),
    [
        ("search?limt=3", 400, "unknown-parameter"),
        ("search?drafts=true", 400, "unknown-parameter"),
        ("search?limit=101", 400, "wrong-value"),
        ("search?limit=-1", 400, "not-a-number"),
        ("search?limit=٣", 400, "not-a-number"),
        ("search?offset=1e3", 400, "not-a-number"),
        ("search?kind=findings", 400, "wrong-value"),
        ("search?kind=finding,", 400, "wrong-value"),
        ("search?sort=", 400, "wrong-value"),
        ("search?literal=maybe", 400, "wrong-value"),
        ("search?year=24", 400, "wrong-value"),
        ("search?publisher=", 400, "wrong-value"),
        ("search?topic=Nothing", 400, "wrong-value"),
        ("search?topic=nothing", 404, "unknown-value"),
        ("search?source=nothing", 404, "unknown-value"),
        ("search?publisher=Nobody", 404, "unknown-value"),
        ("search?lang=tlh", 404, "unknown-language"),
        ("search?in=de,tlh", 404, "unknown-language"),
        ("search?q=foo:bar", 400, "unknown-field"),
        ("search?q=" + "x" * 513, 400, "query-too-long"),
        ("search?format=text", 400, "wrong-value"),
        ("statements/cycling-2023/f99", 404, "no-such-address"),
        ("statements/f1/fi", 404, "no-such-address"),
        ("statements/..%2f..%2fetc/passwd", 404, None),
        ("statements/cycling-2023/F1", 404, "no-such-address"),
        ("statements/cycling-2023/f1?version=0123456789ab", 404, "other-version"),
        ("statements/cycling-2023/f1?version=xyz", 400, "wrong-value"),
        ("coverage?source=nothing", 404, "no-such-source"),
        ("coverage?source=../x", 400, "wrong-value"),
        ("cite", 400, "missing-parameter"),
        ("cite?address=cycling-2023/f99", 404, "no-such-address"),
        ("cite?address=%00", 404, "not-an-address"),
        ("cite?address=cycling-2023/f1/bg", 404, "no-such-passage"),
        ("cite?address=cycling-2023/f5/de", 409, "withdrawn"),
        ("cite?address=cycling-2023/f1/de&style=/etc/passwd.csl", 400, "wrong-value"),
        ("cite?address=cycling-2023/f1/de&style=nothing&format=text", 404, "no-such-style"),
        ("cite?address=cycling-2023/f1/de&part=quotation", 404, "no-such-part"),
        ("nothing", 404, None),
        ("verify", 405, None),
    ],
)
def test_what_is_wrong_is_said_as_a_problem(url: str, status: int, code: str | None, client: Client) -> None:
    """RFC 9457: a status, a sentence, and a code that is the same in every language."""
    assert problem(client.get(f"{BASE}/{url}"), status).get("code") == code


def test_a_mistake_in_a_query_has_its_place(client: Client) -> None:
    """In code points of the query, with advice."""
    found = problem(client.get(f"{BASE}/search?q=ä+foo:bar"), 400)
    assert (found["start"], found["end"], found["title"]) == (2, 9, "Bad Request")
    assert "kind" in found["hint"]


def test_a_base_without_a_policy_has_no_gate(tmp_path: Path, cache: Path) -> None:
    """That is how things are, not how they were asked for."""
    root = written(tmp_path, {"a/source.yaml": source("a"), "a/de.md": passages("a", "de", f1="kind: finding | Eins.")})
    assert problem(Client(Here(root, cache)).get(f"{BASE}/coverage?gate=1"), 409)["code"] == "no-policy"


def test_an_answer_that_was_given_up_can_be_asked_for_again() -> None:
    """503, and when."""

    class Stuck:
        async def ask(self, *_: Any) -> Any:
            raise GivenUp("this took too long", code="given-up")

        def end(self) -> None:
            pass

    for url in (f"{BASE}/search", "/healthz", "/fi/feed.atom", "/fi/s/f1.json"):
        response = Client(Stuck()).get(url)
        assert problem(response, 503)["code"] == "given-up"
        assert response.headers["retry-after"] == "1"
    assert Client(Stuck()).get("/fi/").headers["content-type"].startswith("text/html")


def test_a_mistake_of_ours_ends_one_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named by its kind only."""
    monkeypatch.setattr("kb.ui.web.api.render", lambda *_: 1 / 0)
    assert "ZeroDivisionError" in problem(client.get(f"{BASE}/sources"), 500)["detail"]


# ------------------------------------------------------------------------------------------------------- pages and tags


def test_links_lead_through_all_hits_and_back(client: Client) -> None:
    """``next`` until there is none, each hit once; ``prev`` to the beginning."""
    url, seen, pages = f"{BASE}/search?limit=2&lang=fi&kind=finding", [], []
    while url:
        response = client.get(url)
        pages.append(url)
        seen += [hit["address"] for hit in response.json()["hits"]]
        url = linked(response, "next")
    total = client.get(pages[0]).json()["total"]
    assert len(seen) == len(set(seen)) == total > 2
    back = linked(client.get(pages[-1]), "prev")
    assert client.get(back).json()["hits"] == client.get(pages[-2]).json()["hits"]
    assert linked(client.get(pages[0]), "prev") == ""
    assert "link" not in client.get(f"{BASE}/search?limit=0").headers


def linked(response: Any, relation: str) -> str:
    """Where the Link header leads by this relation."""
    found = re.search(rf'<([^<>]*)>; rel="{relation}"', response.headers.get("link", ""))
    return found[1] if found else ""


def test_nothing_that_was_typed_gets_into_a_header(client: Client) -> None:
    """But encoded as URLs are; and a URL that nobody could ask for is not offered."""
    response = client.get(f"{BASE}/search", params={"q": 'bahnhof OR ">\r\nX: y', "limit": "1"})
    assert "x" not in response.headers
    assert re.fullmatch(r'<[!-;=?-~]*>; rel="next"', response.headers["link"])
    query = "q=bahnhof&limit=1" + "&lang=de" * 510
    assert "link" in client.get(f"{BASE}/search?q=bahnhof&limit=1").headers
    assert client.get(f"{BASE}/search?{query}").headers.get("link") is None


def test_an_answer_that_says_the_same_has_the_same_tag(client: Client) -> None:
    """Also where it took another time; another question has another tag."""
    url = f"{BASE}/search?q=Bahnhof"
    first, second = client.get(url), client.get(url)
    tag = first.headers["etag"]
    assert tag == second.headers["etag"]
    assert tag.startswith("W/")
    for known in (tag, tag.removeprefix("W/"), f'"x", {tag}', "*"):
        again = client.get(url, headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert client.get(url, headers={"if-none-match": '"x"'}).status_code == 200
    assert client.get(f"{url}&format=csv").headers["etag"] != tag
    assert client.get(f"{BASE}/search?q=Stadt").headers["etag"] != tag


# ----------------------------------------------------------------------------------------------------------- statements


def test_a_version_finds_its_wording_whenever_it_was(client: Client) -> None:
    """Today's and those on record, in whichever language; what has changed since is said."""
    today = client.get(f"{BASE}/statements/cycling-2023/f4?lang=de").json()["passages"][0]
    found = client.get(f"{BASE}/statements/cycling-2023/f4?version={today['version'][:12]}").json()["passages"]
    assert [one["address"] for one in found] == [today["address"]]
    earlier = "6f4e269e27af62d67444f53cd61a7cacb2ff8cdd6fe550596a8d723d8e875cb4"
    (then,) = client.get(f"{BASE}/statements/cycling-2023/f4?version={earlier}").json()["passages"]
    assert (then["text"], then["version"]) == ("Am Bahnhof fehlen 500 Stellplätze.", earlier)
    assert then["earlier"]["today"] == today["address"]
    assert problem(client.get(f"{BASE}/statements/cycling-2023/f4?version={earlier}&lang=en"), 404)


def test_without_languages_all_that_exist_are_shown(client: Client) -> None:
    """Each once."""
    shown = client.get(f"{BASE}/statements/cycling-2023/f1").json()["passages"]
    assert [one["language"] for one in shown] == ["de", "en", "fi"]
    assert client.get(f"{BASE}/statements/cycling-2023/f1?lang=fi&all=true").json()["passages"] == shown


# --------------------------------------------------------------------------------------------------------------- drafts


def test_drafts_never_get_out(client: Client) -> None:
    """Neither they nor what is under embargo, by no route, option or hint."""
    routes = [f"{BASE}/search?limit=100&lang={tag}" for tag in ("de", "en", "fi")]
    routes += [f"{BASE}/search?q={quote(word)}" for word in ("kostenlos", '"Lastenräder zählen"', "r2 OR r3")]
    routes += [f"{BASE}/{name}" for name in ("sources", "coverage", "coverage?gate=1")]
    routes += [f"{BASE}/statements/cycling-2023/{id}?history=1" for id in ("r1", "r4", "r")]
    routes += [f"{BASE}/cite?address=cycling-2023/{id}/de&anyway=true&format=text" for id in ("r1", "r4", "r")]
    routes += [f"/{tag}/feed.atom" for tag in ("de", "en", "fi")]
    assert "explained" not in client.get(f"{BASE}/search?q=kostenlos&explain=1").json()
    for url in routes:
        said = re.sub(r'"query": ".*"', "", client.get(url).text)
        assert not [word for word in SECRETS if word in said], url


@pytest.mark.parametrize("id", ["r2", "r3"])
def test_a_draft_is_not_there(id: str, client: Client) -> None:
    """The same answer as for what never was."""
    for pattern in ("/api/v1/statements/cycling-2023/{}", "/api/v1/cite?anyway=1&address=cycling-2023/{}/de"):
        drafted, absent = client.get(pattern.format(id)), client.get(pattern.format("r9"))
        expected = problem(absent, 404)
        assert problem(drafted, 404) == json.loads(json.dumps(expected).replace("r9", id))
    for ending in ENDINGS:
        problem(client.get(f"/de/cycling-2023/{id}.{ending}"), 404)


def test_quoting_a_draft_finds_nothing(client: Client) -> None:
    """Who has its words learns nothing from us."""
    text = "„Stellplätze sollten kostenlos sein.“ [@cycling-2023/r2/de] und „Der nächste Bericht soll auch Lastenräder zählen.“"
    found = client.post(f"{BASE}/verify?lang=de", content=text.encode()).json()
    assert {one["verdict"] for one in found["quotations"]} <= {"not_found", "not_ours"}
    assert all(one["passage"] is None and one["translation"] is None for one in found["quotations"])


def test_a_source_of_drafts_only_is_not_listed(tmp_path: Path, cache: Path) -> None:
    """Not even that there will be one; who edits sees it."""
    files = {
        f"{id}/{name}": text
        for id, meta in (("a", ""), ("b", "; publication: draft"))
        for name, text in (
            ("source.yaml", source(id)),
            ("de.md", passages(id, "de", f1=f"kind: finding{meta} | Eins.")),
        )
    }
    root = written(tmp_path, files)
    listed = Client(Here(root, cache)).get(f"{BASE}/sources").json()["items"]
    assert [one["id"] for one in listed] == ["a"]
    library = open_library(root, environment={"KB_CACHE": str(cache)})
    assert [row[0] for row in library.listing("sources").rows] == ["a", "b"]


# --------------------------------------------------------------------------------------------------------------- verify


def test_a_manuscript_is_what_was_sent(client: Client) -> None:
    """As the body, or as files of a form; by its name, its media type, or how it begins."""
    markdown = f"> {PASSAGE}\n\n[@cycling-2023/f4]\n"
    url = f"{BASE}/verify"
    boundary = {"content-type": "multipart/form-data; boundary=x"}
    form = (
        "--x\r\nContent-Disposition: form-data; name=note\r\n\r\nnot a manuscript\r\n"
        f"--x\r\nContent-Disposition: form-data; name=text\r\n\r\n„{PASSAGE}“ [@cycling-2023/f4]\r\n--x--\r\n„{PASSAGE}“"
    )
    page = f'<!doctype html><p>„{PASSAGE}“ <a href="/de/cycling-2023/f4">f4</a>'
    latex = rf"\enquote{{{PASSAGE}}} \cite{{cycling-2023:f4}}"
    sent: list[tuple[str, dict[str, Any]]] = [
        ("-", {"content": markdown.encode()}),
        ("-", {"content": page.encode(), "headers": {"content-type": "text/html; charset=utf-8"}}),
        ("-", {"content": page.encode()}),
        ("-", {"content": latex.encode(), "headers": {"content-type": "application/x-tex"}}),
        ("brief.tex", {"content": latex.encode(), "params": {"name": "brief.tex"}}),
        ("brief.md", {"files": {"file": ("C:\\folder/brief.md", markdown.encode())}}),
        ("-", {"data": {"text": markdown}}),
        ("-", {"data": {"text": markdown, **{f"f{n}": "" for n in range(99)}}}),
        ("-", {"content": markdown.encode(), "headers": {"content-type": "application/x-www-form-urlencoded"}}),
        ("-", {"content": form.encode(), "headers": boundary}),
    ]
    for name, request in sent:
        found = client.post(url, **request).json()
        assert found["checked"] == 1, request
        assert [(one["file"], one["verdict"]) for one in found["quotations"]] == [(name, "exact")]


def test_several_files_are_judged_together(client: Client) -> None:
    """A bibliography says what the keys of the other mean."""
    files = [
        ("file", ("a.md", f"„{PASSAGE}“ [@zaehlung]".encode())),
        ("file", ("b.bib", b"@misc{zaehlung, url = {https://kb.example.org/de/cycling-2023/f4}}")),
    ]
    found = client.post(f"{BASE}/verify?lang=en", files=files).json()["quotations"]
    assert (found[0]["verdict"], found[0]["cited"]) == ("exact", ["cycling-2023/f4/de"])
    assert found[0]["translation"]["address"].startswith("cycling-2023/f4/en@")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"PK\x03\x04 but no more"),
        ("a.odt", b""),
        ("a.md", b"\xff\xff\xff"),
        ("a.json", b"{"),
        ("a.txt", b"a\0b"),
        ("a.docx", None),
    ],
)
def test_a_damaged_manuscript_is_refused(name: str, data: bytes | None, client: Client) -> None:
    """With a sentence, and the name of the file."""
    if data is None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"<" * 30_000_000)
        data = packed.getvalue()
    found = problem(client.post(f"{BASE}/verify?name={name}", content=data), 400)
    assert (found["code"], found["place"]) == ("manuscript-unusable", name)


def test_what_is_no_manuscript_is_refused(client: Client) -> None:
    """An ending that nobody reads, and a name that is a path."""
    assert problem(client.post(f"{BASE}/verify", files={"file": ("a.exe", b"x")}), 400)["code"] == "unknown-format"
    assert client.post(f"{BASE}/verify?name=draft.2", content=b"x").json()["checked"] == 0
    assert problem(client.post(f"{BASE}/verify?name=..%2fa.md", content=b"x"), 400)["code"] == "wrong-value"
    for media in (
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=ä",
        "/",
        "x" * 999,
    ):
        response = client.post(f"{BASE}/verify", content=b"--\r\n\r\nx", headers={"content-type": media.encode()})
        assert response.json()["checked"] == 0
    assert client.post(f"{BASE}/verify").json()["checked"] == 0


def test_media_types_mean_endings_that_are_read() -> None:
    """Every one of them."""
    assert problem is not None
    assert set(SUFFIXES.values()) <= {".md", ".html", ".tex", ".bib", ".ris", ".json", ".docx", ".odt"}


# ---------------------------------------------------------------------------------------------- files, feed and health


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_statement_is_what_other_programs_read(ending: str, client: Client) -> None:
    """In the language of its page, under a name that says what it is."""
    response = client.get(f"/fi/cycling-2023/f1.{ending}")
    assert response.status_code == 200
    assert response.headers["content-type"] == MEDIA[ENDINGS[ending].form]
    how = "attachment" if ENDINGS[ending].saved else "inline"
    assert response.headers["content-disposition"] == f'{how}; filename="cycling-2023-f1-fi.{ending}"'
    assert "cycling-2023/f1/fi@946fb409e211" in response.text
    same = client.get(f"/fi/cycling-2023/f1.{ending}", headers={"if-none-match": response.headers["etag"]})
    assert same.status_code == 304


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/bg/cycling-2023/f1.json", 200),
        ("/bg/cycling-2023/f1.md", 200),
        ("/bg/cycling-2023/f1.bib", 404),
        ("/de/cycling-2023/f5.json", 200),
        ("/de/cycling-2023/f5.ris", 409),
        ("/de/cycling-2023/f9.json", 404),
        ("/de/cycling-2023/f1.exe", 404),
        ("/de/cycling-2023/f1.", 404),
        ("/de/f1/fi.json", 404),
        ("/tlh/cycling-2023/f1.json", 404),
    ],
)
def test_files_are_refused_like_commands(url: str, status: int, client: Client) -> None:
    """What is not there in a language is shown in the original, and cited from there only by its own page."""
    response = client.get(url)
    assert response.status_code == status
    if status == 200 and url.startswith("/bg/") and url.endswith("json"):
        assert response.json()["passages"][0]["fallback_reason"] == "missing"


def test_the_feed_has_corrections_and_releases(client: Client) -> None:
    """The newest first, each with an id that stays, in the reader's language."""
    response = client.get("/fi/feed.atom")
    assert response.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    for wanted in ("title", "id", "updated", "author/a:name"):
        assert feed.findtext(f"a:{wanted}", namespaces=ATOM)
    entries = feed.findall("a:entry", ATOM)
    dates = [str(one.findtext("a:updated", namespaces=ATOM)) for one in entries]
    assert dates == sorted(dates, reverse=True)
    assert feed.findtext("a:updated", namespaces=ATOM) == dates[0]
    ids = [one.findtext("a:id", namespaces=ATOM) for one in entries]
    assert len(ids) == len(set(ids)) == 3
    (corrected,) = (one for one in entries if one.find("a:content", ATOM) is not None)
    assert dates[entries.index(corrected)] == "2023-09-01T00:00:00Z"
    link = corrected.find("a:link", ATOM)
    assert link is not None
    assert link.attrib["href"] == "/fi/cycling-2023/f2"
    assert client.get(link.attrib["href"]).status_code == 200
    german = ElementTree.fromstring(client.get("/de/feed.atom").content)
    again = [one.findtext("a:id", namespaces=ATOM) for one in german.findall("a:entry", ATOM)]
    assert again == ids


def test_a_feed_holds_whatever_people_write(tmp_path: Path, cache: Path) -> None:
    """What XML has no place for is left out, and nothing of it is markup."""
    root = laid_out("toy", tmp_path)
    path = root / "content" / "cycling-2023" / "de.md"
    edit(path, "Die Zahl war falsch übertragen.", "<b>&amp;</b> ]]>")
    feed = ElementTree.fromstring(Client(Here(root, cache)).get("/de/feed.atom").content)
    titles = [str(one.text) for one in feed.findall("a:entry/a:title", ATOM)]
    assert any("<b>&amp;</b> ]]>" in title for title in titles)


def test_a_base_where_nothing_happened_has_an_empty_feed(tmp_path: Path, cache: Path) -> None:
    """Which is one all the same."""
    root = written(tmp_path, {"a/source.yaml": source("a"), "a/de.md": passages("a", "de", f1="kind: finding | Eins.")})
    feed = ElementTree.fromstring(Client(Here(root, cache)).get("/de/feed.atom").content)
    assert feed.findtext("a:updated", namespaces=ATOM) == "1970-01-01T00:00:00Z"
    assert feed.findall("a:entry", ATOM) == []


def test_who_watches_over_us_is_told_that_we_answer(client: Client) -> None:
    """From the index, in one short answer."""
    assert client.get("/healthz").json() == {"status": "ok", "name": "Toy: cycling and libraries"}


def test_addresses_of_answers_lead_back(client: Client) -> None:
    """The address and the URL of a hit are those of what it shows, in each language."""
    for language in list(LANGUAGES)[:6]:
        hit = client.get(f"{BASE}/search?q=Bahnhof&lang={language}").json()["hits"][0]
        address = Address.parse(hit["address"])
        found = client.get(f"{BASE}/statements/{address.statement}?lang={hit['language']}").json()["passages"][0]
        assert (found["version"], found["text"]) == (hit["version"], hit["text"])
        assert client.get(hit["url"]).status_code == 200


def test_refusals_are_as_they_are_described(client: Client) -> None:
    """Every problem validates against the description's schema."""
    described = client.get(f"{BASE}/openapi.json").json()["components"]["schemas"]["Problem"]
    for url in ("search?q=foo:bar", "search?limit=x", "statements/a/b", "nothing", "cite?address=cycling-2023/f5/de"):
        jsonschema.Draft202012Validator(described).validate(client.get(f"{BASE}/{url}").json())
