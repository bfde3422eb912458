"""What do documents of word processors say, how are comments written into them, and what is refused?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

import pytest

from kb.citation.manuscripts import comments, packages, reading
from kb.citation.manuscripts.comments import Remark
from kb.citation.manuscripts.document import Document
from kb.citation.manuscripts.packages import Package
from kb.citation.manuscripts.quotations import held
from kb.errors import ContentUnusable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = (
    f'xmlns:office="{ODF}office:1.0" xmlns:text="{ODF}text:1.0" xmlns:style="{ODF}style:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
MIMETYPE = "application/vnd.oasis.opendocument.text"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of *parts*."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for path, data in parts.items():
            out.writestr(path, data)
    return target.getvalue()


def docx(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A Word document with *body*; other *parts* by their paths below ``word/``."""
    main = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
    others = {f"word/{path}": text for path, text in (parts or {}).items()}
    return zipped({"[Content_Types].xml": types, "word/document.xml": main, **others})


def odt(body: str, styles: str = "") -> bytes:
    """An OpenDocument text with *body*."""
    content = (
        f"<office:document-content {OFFICE}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": MIMETYPE, "content.xml": content})


def p(*runs: str, style: str = "") -> str:
    """A paragraph of Word's."""
    looks = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{looks}{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def read(data: bytes, suffix: str) -> Document:
    """The document."""
    return reading.read(data, "paper", suffix)


def quotations(data: bytes, suffix: str) -> list[tuple[str, list[str]]]:
    """Text and what is cited, of each quotation."""
    return [(one.text, [mention.target for mention in one.cited]) for one in held(read(data, suffix)).quotations]


# ------------------------------------------------------------------------------------------------------------------ Word


def test_the_runs_of_a_paragraph_are_one_text() -> None:
    """A word processor breaks a sentence wherever it likes; tabs, breaks and hyphens are signs of the text."""
    signs = (
        "<w:p><w:r><w:t>“a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:tab/><w:br/><w:t>c”</w:t></w:r></w:p>"
    )
    assert quotations(docx(p("He said “on", "e tw", "o”.") + signs), ".docx") == [
        ("one two", []),
        ("a\u2011b\u00ad\t\nc", []),
    ]


def test_what_was_deleted_or_stands_twice_is_not_read() -> None:
    """Tracked deletions, page breaks, and the second form of a text box."""
    body = (
        "<w:p><w:r><w:t>“one</w:t></w:r><w:del><w:r><w:delText> not</w:delText></w:r></w:del>"
        '<w:r><w:br w:type="page"/><w:t> two”</w:t></w:r>'
        '<mc:Fallback xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<w:r><w:t>“no”</w:t></w:r></mc:Fallback></w:p>"
    )
    assert quotations(docx(body), ".docx") == [("one two", [])]


def test_a_style_that_is_called_a_quotation_is_a_block_quotation() -> None:
    """By its name, or because it is based on one."""
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Intense Quote"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="mine"/><w:basedOn w:val="Q"/></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:name w:val="Quote Char"/></w:style></w:styles>'
    )
    body = p("one two [@a/b]", style="Q") + p("three", style="Mine") + p("four", style="C")
    assert quotations(docx(body, {"styles.xml": styles}), ".docx") == [("one two", ["a/b"]), ("three", [])]


def test_notes_links_and_fields_cite() -> None:
    """A footnote, a link of the package, and what a reference manager keeps in a field."""
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{p("See a/b/en.")}</w:footnote></w:footnotes>'
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" TargetMode="External" Target="https://x.org/en/c/d"/></Relationships>'
    )
    body = (
        '<w:p><w:r><w:t>“one”</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        '<w:p><w:r><w:t>“two” </w:t></w:r><w:hyperlink r:id="r1"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>'
        '<w:p><w:r><w:t>“three”</w:t></w:r><w:r><w:instrText>ADDIN {"uri": "https://x.org/en/e/f"}</w:instrText></w:r></w:p>'
    )
    found = quotations(docx(body, {"footnotes.xml": notes, "_rels/document.xml.rels": links}), ".docx")
    assert found == [("one", ["a/b/en"]), ("two", ["https://x.org/en/c/d"]), ("three", ["https://x.org/en/e/f"])]


def test_comments_of_others_are_read() -> None:
    """A reviewer quotes as well."""
    said = f'<w:comments xmlns:w="{W}"><w:comment w:id="1">{p("“one two”")}</w:comment></w:comments>'
    assert quotations(docx(p("x"), {"comments.xml": said}), ".docx") == [("one two", [])]


# ---------------------------------------------------------------------------------------------------------- OpenDocument


def test_the_text_of_an_opendocument_is_read() -> None:
    """Spaces, tabs, breaks and links are elements; tracked changes and the numbers of notes are no text."""
    body = (
        "<text:tracked-changes><text:p>“no”</text:p></text:tracked-changes>"
        '<text:p>“a<text:s text:c="2"/>b<text:tab/><text:span>c</text:span><text:line-break/>d”'
        '<text:note text:id="n1"><text:note-citation>1</text:note-citation><text:note-body><text:p>See a/b.</text:p>'
        "</text:note-body></text:note> and on</text:p>"
        '<text:h>“e” <text:a xlink:href="https://x.org/en/c/d">there</text:a></text:h>'
        "<text:p>x<office:annotation><dc:creator>me</dc:creator><text:p>“f”</text:p></office:annotation></text:p>"
    )
    assert quotations(odt(body), ".odt") == [
        ("a  b\tc\nd", ["a/b"]),
        ("e", ["https://x.org/en/c/d"]),
        ("f", []),
    ]


def test_an_automatic_style_is_a_block_quotation_by_its_parent() -> None:
    """The names of automatic styles say nothing; a circle of parents ends."""
    styles = (
        '<style:style style:name="P1" style:parent-style-name="Quotations"/>'
        '<style:style style:name="P2" style:parent-style-name="P2"/>'
    )
    body = '<text:p text:style-name="P1">one two</text:p><text:p text:style-name="P2">no</text:p>'
    assert quotations(odt(body, styles), ".odt") == [("one two", [])]


# --------------------------------------------------------------------------------------------------------------- refusals


def refusals() -> Iterator[tuple[str, bytes, str]]:
    """Ending, bytes, and what is said of them."""
    deep = "<w:p>" * (packages.DEEPEST + 1) + "</w:p>" * (packages.DEEPEST + 1)
    entity = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    damaged = bytearray(docx(p("one two three four five")))
    damaged[200:230] = b"\xff" * 30
    yield ".docx", b"PK\x03\x04 and then nothing", "no document of a word processor"
    yield ".docx", zipped({"a.txt": "x"}), "no document of a word processor"
    yield ".odt", zipped({"a.txt": "x"}), "no document of a word processor"
    yield ".docx", zipped({"word/document.xml": entity}), "declares a document type"
    yield ".docx", zipped({"word/document.xml": "<w:p>"}), "damaged"
    yield ".docx", zipped({"word/document.xml": "<?xml version='1.0' encoding='nope'?><x/>"}), "damaged"
    yield ".docx", docx(deep), "nested too deeply"
    yield ".docx", zipped({"word/document.xml": b" " * (4 << 20) + b"<x/>"}), "too large when it is unpacked"
    yield ".docx", zipped({f"{number}": "" for number in range(packages.MOST_MEMBERS + 1)}), "too many parts"
    yield ".docx", bytes(damaged), "damaged"


@pytest.mark.parametrize(("suffix", "data", "said"), list(refusals()))
def test_a_hostile_or_damaged_document_is_refused_with_a_sentence(suffix: str, data: bytes, said: str) -> None:
    """And with nothing else, whatever it is made of."""
    with pytest.raises(ContentUnusable) as caught:
        read(data, suffix)
    assert said in str(caught.value)


def test_a_name_that_stands_twice_is_refused() -> None:
    """Which of the two would another program show?"""
    data = zipped({"word/document.xml": "<x/>", "word/documenT.xml": "<y/>"})
    with pytest.raises(ContentUnusable, match="damaged"):
        read(data.replace(b"documenT", b"document"), ".docx")


def test_every_part_of_a_document_may_be_cut_off() -> None:
    """A download that broke off is refused at whatever byte it did, and never breaks anything."""
    whole = docx(p("“one two”"))
    for end in range(0, len(whole), 7):
        with pytest.raises(ContentUnusable):
            read(whole[:end], ".docx")


# --------------------------------------------------------------------------------------------------------------- comments


def annotated(data: bytes, suffix: str, text: str = "altered") -> bytes:
    """*data* with *text* as a comment on every quotation."""
    document = read(data, suffix)
    remarks = [Remark(one.block, one.start, one.end, text) for one in held(document).quotations]
    return comments.annotated(data, "paper", suffix, document.blocks, remarks)


def part(data: bytes, path: str) -> str:
    """A part of a package."""
    return (Package(data, "paper").part(path) or b"").decode()


def test_a_comment_lies_around_the_runs_of_its_quotation() -> None:
    """In a new part of the package that its list of parts and relations name; what is said is escaped."""
    data = annotated(docx(p("He said ", "“one ", "two”", " at last.")), ".docx", "a < b\n\x00c")
    body = part(data, "word/document.xml")
    start, end = body.index("<w:commentRangeStart"), body.index("<w:commentRangeEnd")
    assert body.index("He said") < start < body.index("“one ") < body.index("two”") < end < body.index(" at last")
    assert "<w:commentReference w:id=" in body
    assert "a &lt; b" in part(data, "word/comments.xml")
    assert "\x00" not in part(data, "word/comments.xml")
    assert "/word/comments.xml" in part(data, "[Content_Types].xml")
    assert 'Target="comments.xml"' in part(data, "word/_rels/document.xml.rels")
    assert [one.text for one in held(read(data, ".docx")).quotations] == ["one two"]


def test_comments_join_those_that_are_there() -> None:
    """With numbers of their own; nothing else of the package changes."""
    said = f'<w:comments xmlns:w="{W}"><w:comment w:id="7">{p("mine")}</w:comment></w:comments>'
    before = docx(p("“one two”"), {"comments.xml": said, "media/x.png": "picture"})
    after = annotated(before, ".docx")
    found = part(after, "word/comments.xml")
    assert "mine" in found
    assert 'w:id="8"' in found
    names = [member.filename for member in Package(before, "x").members]
    assert [member.filename for member in Package(after, "x").members] == names
    assert all(part(before, name) == part(after, name) for name in names if name not in CHANGED)


CHANGED = ("word/document.xml", "word/comments.xml")


def test_a_comment_on_a_note_lies_where_the_note_is_called() -> None:
    """Word has none inside of notes."""
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{p("“one two”")}</w:footnote></w:footnotes>'
    body = '<w:p><w:r><w:t>Text</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    data = annotated(docx(body, {"footnotes.xml": notes}), ".docx")
    assert "commentRangeStart" in part(data, "word/document.xml")
    assert part(data, "word/footnotes.xml") == notes


def test_a_remark_that_has_no_place_in_the_body_is_left_out() -> None:
    """A comment of somebody else's is no place for another."""
    said = f'<w:comments xmlns:w="{W}"><w:comment w:id="1">{p("“one two”")}</w:comment></w:comments>'
    data = docx(p("x"), {"comments.xml": said})
    assert "commentRangeStart" not in part(annotated(data, ".docx"), "word/document.xml")


def test_an_annotation_of_an_opendocument_lies_around_the_very_signs() -> None:
    """Entities and elements inside of the quotation stay what they are."""
    body = "<text:p>He &amp; she: “one &lt; <text:span>two</text:span> &amp;” and “three”.</text:p>"
    data = annotated(odt(body), ".odt", "no & yes")
    content = part(data, "content.xml")
    first, rest = content.split("“", 1)
    assert first.endswith("He &amp; she: ")
    assert rest.startswith("<office:annotation ")
    assert (
        "no &amp; yes</text:p></office:annotation>one &lt; <text:span>two</text:span> &amp;<office:annotation-end"
        in rest
    )
    assert content.count("<office:annotation-end") == 2
    assert [one.text for one in held(read(data, ".odt")).quotations if "yes" not in one.text] == [
        "one < two &",
        "three",
    ]


def test_only_documents_in_utf_8_get_comments() -> None:
    """Places are counted in bytes."""
    main = f'<?xml version="1.0" encoding="UTF-16"?><w:document xmlns:w="{W}"><w:body>{p("“one two”")}</w:body></w:document>'
    with pytest.raises(ContentUnusable, match="UTF-8"):
        annotated(zipped({"word/document.xml": main.encode("utf-16")}), ".docx")
