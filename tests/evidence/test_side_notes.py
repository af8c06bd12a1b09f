"""Comments, tracked changes and speaker notes of office files; macros, carried files and fetched things are named."""

from __future__ import annotations

import zipfile

import pytest
from tests.evidence.conftest import OFFICE, PACKAGE, paragraph

from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.replies import Danger, NoteKind
from certdesk.evidence.requests import Describe, ReadDocument, ReadSideNotes, Thumbnail

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DRAW = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
SLIDE = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("text", "text"),
        ("draw", "drawing"),
        ("table", "table"),
        ("presentation", "presentation"),
    )
)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def deleted(text: str, author: str = "Mentor") -> str:
    when = "2026-03-02T10:00:00Z"
    return f'<w:del w:id="9" w:author="{author}" w:date="{when}"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def inserted(*texts: str) -> str:
    runs = "".join(map(run, texts))
    return f'<w:ins w:id="8" w:author="Candidate" w:date="2026-03-01T10:00:00Z">{runs}</w:ins>'


def comment(number: int, text: str, author: str = "Mentor") -> str:
    lines = "".join(f"<w:p>{run(line)}</w:p>" for line in text.split("\n"))
    return f'<w:comment w:id="{number}" w:author="{author}" w:date="2026-03-03T08:30:00Z">{lines}</w:comment>'


def relations(*related: tuple[str, str], outside: str = "") -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind if "://" in kind else f"{OFFICE}/{kind}"}" Target="{target}"'
        f"{outside}/>"
        for number, (kind, target) in enumerate(related, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def added(path, **more: str):
    """Add parts to a zipped office file, ``__`` in their names standing for a slash; the last of a name counts."""
    with zipfile.ZipFile(path) as old:
        contents = {part: old.read(part) for part in old.namelist()}
    contents.update({part.replace("__", "/"): content for part, content in more.items()})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part, content in contents.items():
            new.writestr(part, content)
    return path


def test_comments_of_a_docx_with_the_words_they_are_about(worker, make):
    body = (
        f'<w:p>{run("The jar was ")}<w:commentRangeStart w:id="1"/>{run("very ")}{run("green")}'
        f'<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>{run(".")}</w:p>'
    )
    comments = f"<w:comments {WORD}>{comment(1, 'How green?' + chr(10) + 'Say so.')}{comment(2, 'Lost.')}</w:comments>"
    found = worker.ask(ReadSideNotes(make.docx("a.docx", body, **{"word__comments.xml": comments})))
    first, second = found.notes
    assert (first.kind, first.text, first.author) == (NoteKind.COMMENT, "How green?\nSay so.", "Mentor")
    assert (first.when, first.about) == ("2026-03-03T08:30:00Z", "very green")
    assert (second.text, second.about) == ("Lost.", "")
    assert found.complete


def test_tracked_changes_of_a_docx_in_their_order(worker, make):
    body = f"<w:p>{run('We measured ')}{deleted('once')}{inserted('three ', 'times')}{run('.')}</w:p>"
    gone, new = worker.ask(ReadSideNotes(make.docx("a.docx", body))).notes
    assert (gone.kind, gone.text, gone.author, gone.when) == (
        NoteKind.DELETION,
        "once",
        "Mentor",
        "2026-03-02T10:00:00Z",
    )
    assert (new.kind, new.text, new.author) == (NoteKind.INSERTION, "three times", "Candidate")
    assert gone.about == new.about == "We measured three times."


def test_a_document_without_any_has_none(worker, make):
    assert worker.ask(ReadSideNotes(make.docx("a.docx", paragraph("x")))).notes == ()
    assert worker.ask(ReadSideNotes(make.odt("a.odt", "<text:p>x</text:p>"))).notes == ()
    assert worker.ask(ReadSideNotes(make.file("a.txt", b"plain"))).notes == ()


def test_speaker_notes_and_both_kinds_of_comments_of_slides(worker, make):
    notes = f"""<p:notes {SLIDE} {DRAW}><p:cSld><p:spTree>
        <p:sp><p:nvSpPr><p:nvPr><p:ph type="sldNum"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>2</a:t></a:r></a:p>
        </p:txBody></p:sp><p:sp><p:nvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:txBody>
        <a:p><a:r><a:t>Ask for </a:t></a:r><a:r><a:t>guesses.</a:t></a:r></a:p><a:p><a:r><a:t>Wait.</a:t></a:r></a:p>
        </p:txBody></p:sp></p:spTree></p:cSld></p:notes>"""
    old = f'<p:cmLst {SLIDE}><p:cm authorId="0" dt="2026-03-01T10:00:00.000"><p:text>Too full</p:text></p:cm></p:cmLst>'
    new = f"""<p188:cmLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main" {DRAW}>
        <p188:cm authorId="{{A}}" created="2026-03-02T10:00:00.000"><p188:replyLst>
        <p188:reply authorId="0" created="2026-03-03T10:00:00.000"><p188:txBody><a:p><a:r><a:t>Agreed</a:t></a:r></a:p>
        </p188:txBody></p188:reply></p188:replyLst><p188:txBody><a:p><a:r><a:t>Nice graph</a:t></a:r></a:p>
        </p188:txBody></p188:cm></p188:cmLst>"""
    path = added(
        make.pptx("a.pptx", "one", "two"),
        **{
            "ppt__slides___rels__slide2.xml.rels": relations(
                ("notesSlide", "../notesSlides/notesSlide1.xml"),
                ("comments", "../comments/comment1.xml"),
                ("http://schemas.microsoft.com/office/2018/10/relationships/comments", "/ppt/comments/modern.xml"),
            ),
            "ppt__notesSlides__notesSlide1.xml": notes,
            "ppt__comments__comment1.xml": old,
            "ppt__comments__modern.xml": new,
            "ppt__commentAuthors.xml": f'<p:cmAuthorLst {SLIDE}><p:cmAuthor id="0" name="Mentor"/></p:cmAuthorLst>',
            "ppt__authors.xml": '<authorLst xmlns="x"><author id="{A}" name="Peer"/></authorLst>',
        },
    )
    found = worker.ask(ReadSideNotes(path)).notes
    assert {each.page for each in found} == {2}
    assert (found[0].kind, found[0].text) == (NoteKind.SPEAKER_NOTE, "Ask for guesses.\nWait.")
    assert [(each.text, each.author) for each in found[1:]] == [
        ("Too full", "Mentor"),
        ("Nice graph", "Peer"),
        ("Agreed", "Mentor"),
    ]
    assert found[1].when == "2026-03-01T10:00:00.000"


def test_notes_and_threads_of_cells_name_their_cell(worker, make):
    legacy = f"""<comments {SHEET}><authors><author>Mentor</author><author>tc={{1}}</author></authors><commentList>
        <comment ref="B2" authorId="0"><text><r><t>Check </t></r><r><t>this</t></r></text></comment>
        <comment ref="C3" authorId="1"><text><t>[Threaded comment]</t></text></comment></commentList></comments>"""
    threads = f"""<ThreadedComments xmlns="{THREADS}"><threadedComment ref="C3" dT="2026-03-01T10:00:00.00"
        personId="{{P}}" id="1"><text>Which test?</text></threadedComment></ThreadedComments>"""
    path = added(
        make.xlsx("a.xlsx", [["x", 1]]),
        **{
            "xl__worksheets___rels__sheet1.xml.rels": relations(
                ("comments", "../comments1.xml"),
                ("http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "../threads/one.xml"),
            ),
            "xl__comments1.xml": legacy,
            "xl__threads__one.xml": threads,
            "xl__persons__person.xml": f'<people xmlns="{THREADS}"><person displayName="Peer" id="{{P}}"/></people>',
        },
    )
    found = worker.ask(ReadSideNotes(path)).notes
    assert [(each.text, each.author, each.about) for each in found] == [
        ("Check this", "Mentor", "Tests!B2"),
        ("Which test?", "Peer", "Tests!C3"),
    ]


def opened(make, name, mime, body):
    content = (
        f'<office:document-content {ODF} xmlns:dc="http://purl.org/dc/elements/1.1/">{body}</office:document-content>'
    )
    parts = {"mimetype": f"application/vnd.oasis.opendocument.{mime}", "content.xml": content}
    return make.zipped(name, parts, first="mimetype")


ANNOTATION = """<office:annotation office:name="n1"><dc:creator>Mentor</dc:creator>
    <dc:date>2026-03-01T10:00:00.000000000</dc:date><text:p>Why?</text:p></office:annotation>"""


def test_comments_and_changes_of_an_odt(worker, make):
    info = (
        "<office:change-info><dc:creator>Peer</dc:creator><dc:date>2026-03-02T09:00:00</dc:date></office:change-info>"
    )
    body = f"""<office:body><office:text><text:tracked-changes>
        <text:changed-region text:id="c1"><text:insertion>{info}</text:insertion></text:changed-region>
        <text:changed-region text:id="c2">
        <text:deletion>{info}<text:p>twice</text:p></text:deletion></text:changed-region>
        </text:tracked-changes><text:p>We {ANNOTATION}<text:span>measured</text:span><office:annotation-end
        office:name="n1"/> <text:change text:change-id="c2"/><text:change-start
        text:change-id="c1"/>three times<text:change-end text:change-id="c1"/>.</text:p></office:text></office:body>"""
    note, gone, new = worker.ask(ReadSideNotes(opened(make, "a.odt", "text", body))).notes
    assert (note.kind, note.text, note.author, note.when, note.about) == (
        NoteKind.COMMENT,
        "Why?",
        "Mentor",
        "2026-03-01T10:00:00",
        "measured",
    )
    assert (gone.kind, gone.text, gone.author) == (NoteKind.DELETION, "twice", "Peer")
    assert (new.kind, new.text, new.when) == (NoteKind.INSERTION, "three times", "2026-03-02T09:00:00")


def test_speaker_notes_and_comments_of_an_odp_have_their_page(worker, make):
    body = f"""<office:body><office:presentation><draw:page/><draw:page>{ANNOTATION}<draw:frame><draw:text-box>
        <text:p>Title</text:p></draw:text-box></draw:frame><presentation:notes><draw:page-thumbnail/><draw:frame>
        <draw:text-box><text:p>Slow down.</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>
        </office:presentation></office:body>"""
    found = worker.ask(ReadSideNotes(opened(make, "a.odp", "presentation", body))).notes
    assert [(each.kind, each.text, each.page) for each in found] == [
        (NoteKind.COMMENT, "Why?", 2),
        (NoteKind.SPEAKER_NOTE, "Slow down.", 2),
    ]


def test_a_part_that_declares_entities_is_not_read(worker, make):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:comments xmlns:w="x"><w:comment w:id="1">&a;</w:comment></w:comments>'
    path = make.docx("a.docx", paragraph("x"), **{"word__comments.xml": bomb})
    assert worker.ask(ReadSideNotes(path)).notes == ()


def test_at_most_two_thousand_are_listed(worker, make):
    comments = "".join(comment(number, f"c{number}") for number in range(2001))
    path = make.docx("a.docx", paragraph("x"), **{"word__comments.xml": f"<w:comments {WORD}>{comments}</w:comments>"})
    found = worker.ask(ReadSideNotes(path))
    assert (len(found.notes), found.complete) == (2000, False)


TEMPLATE = ("attachedTemplate", "https://example.org/evil.dotm")
OUTSIDE = ' TargetMode="External"'


@pytest.mark.parametrize(
    ("more", "dangers"),
    [
        ({}, ()),
        ({"word__vbaProject.bin": "x"}, (Danger.MACROS,)),
        ({"word___rels__document.xml.rels": relations(TEMPLATE, outside=OUTSIDE)}, (Danger.OUTSIDE_LINKS,)),
        (
            {"word___rels__document.xml.rels": relations(("image", r"\\server\share\a.png"), outside=OUTSIDE)},
            (Danger.OUTSIDE_LINKS,),
        ),
        ({"word___rels__document.xml.rels": relations(("hyperlink", "https://example.org"), outside=OUTSIDE)}, ()),
        (
            {
                "word___rels__document.xml.rels": relations(
                    ("attachedTemplate", "file:///C:/Normal.dotm"), outside=OUTSIDE
                )
            },
            (),
        ),
        ({"word___rels__document.xml.rels": relations(("oleObject", "embeddings/o.bin"))}, (Danger.EMBEDDED_FILES,)),
        ({"word__charts___rels__chart1.xml.rels": relations(("package", "../embeddings/data.xlsx"))}, ()),
    ],
    ids=["none", "macros", "template", "share", "link to click", "own template", "object", "chart"],
)
def test_dangers_of_an_office_file_are_named(worker, make, more, dangers):
    assert worker.ask(Describe(make.docx("a.docx", paragraph("x"), **more))).dangers == dangers


def ole(*streams: str) -> bytes:
    """The head of an old Office file with a list of these streams."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    head[44:52] = (1).to_bytes(4, "little") + (0).to_bytes(4, "little")
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\x00") for name in ("Root Entry", *streams))
    return bytes(head) + directory.ljust(4096, b"\x00")


def test_macros_of_old_files_are_named(worker, make):
    found = worker.ask(Describe(make.file("a.doc", ole("WordDocument", "Macros", "ObjectPool"))))
    assert found.dangers == (Danger.EMBEDDED_FILES, Danger.MACROS)


def test_a_locked_office_file_is_told_from_a_damaged_one(worker, make):
    path = make.file("plan.docx", ole("EncryptedPackage", "EncryptionInfo"))
    found = worker.ask(Describe(path))
    assert (found.format, found.problem.code) == ("DOCX", Code.LOCKED)
    assert found.problem.hint == "Ask for a copy without a password."
    for request in (Thumbnail(path, 9, 9), ReadDocument(path), ReadSideNotes(path)):
        with pytest.raises(EvidenceError) as told:
            worker.ask(request)
        assert told.value.problem.code is Code.LOCKED


def test_a_locked_odt_is_told_from_a_damaged_one(worker, make):
    manifest = '<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": "#",
        "META-INF/manifest.xml": manifest,
    }
    found = worker.ask(Describe(make.zipped("a.odt", parts, first="mimetype")))
    assert (found.format, found.problem.code) == ("ODT", Code.LOCKED)
