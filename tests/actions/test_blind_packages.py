"""What a blind package must not hold: no byte of who made it, and none of anybody else's marks."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from tests.support.building import level
from tests.support.desks import ADA, BEN, CLEO, desk
from tests.support.journeys_of_packages import hand_over, pack, place, put_files, take

from certdesk.actions.assessing import begin_assessment
from certdesk.actions.blind_copies import _inner_texts, cleaner_of
from certdesk.actions.blinding import bytes_tell, telling_words, tells
from certdesk.actions.commenting import write_feedback
from certdesk.actions.masking import keep_shareable, make_shareable, plan_shareable, set_masks
from certdesk.actions.packing import MarksOf, PackageScope, make_package, plan_package, prepare_package, state_package
from certdesk.actions.scoring import mark_criterion
from certdesk.core.annotations import Rect
from certdesk.core.portfolio import Candidate, Claim
from certdesk.core.progress import silent
from certdesk.core.recipes import Mask
from certdesk.evidence.client import EvidenceWorker
from certdesk.exchange.looking import look_at_bag
from certdesk.exchange.sealing import opened_with
from certdesk.store.assessments import find_assessment
from certdesk.store.portfolios import find_portfolio, item_row, load_items
from certdesk.store.pseudonyms import pseudonyms

NAMES = (b"Miriam", b"Adeyemi", b"Hill School", b"P-001", b"miriam.adeyemi", b"Bridges", b"SECRET-COMMENT")


def photo() -> bytes:
    out = io.BytesIO()
    notes = Image.Exif()
    notes[0x013B] = "Miriam Adeyemi"
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG", exif=notes, comment=b"Hill School")
    return out.getvalue()


def document() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Author"] = "Miriam Adeyemi"
        with pdf.open_metadata() as notes:
            notes["dc:creator"] = ["Miriam Adeyemi, Hill School"]
        pdf.save(out)
    return out.getvalue()


def office() -> bytes:
    out = io.BytesIO()
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kinds = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="word/document.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
        '<Relationship Id="r2" Target="docProps/core.xml" Type='
        '"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/></Relationships>'
    )
    core = (
        '<?xml version="1.0"?><cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cp='
        '"http://schemas.openxmlformats.org/package/2006/metadata/core-properties">'
        "<dc:creator>Miriam Adeyemi</dc:creator></cp:coreProperties>"
    )
    text = (
        f'<?xml version="1.0"?><w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>We measured the water.</w:t>'
        "</w:r></w:p></w:body></w:document>"
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", kinds), ("_rels/.rels", links), ("docProps/core.xml", core),
                              ("word/document.xml", text)):  # fmt: skip
            archive.writestr(name, content)
    return out.getvalue()


FILES = (
    ("Photo by Miriam", "miriam adeyemi.jpg", "image", "JPEG", photo),
    ("Plan", "plan P-001.pdf", "pdf", "PDF", document),
    ("Log", "log.docx", "document", "DOCX", office),
    ("Notes", "notes.txt", "text", "text", lambda: b"We measured the water of the pond."),
    ("Letter", "letter.txt", "text", "text", lambda: b"Yours, Miriam Adeyemi"),
)


def furnish(ada, files) -> str:
    """A portfolio in which everything tells whose it is."""
    workspace = ada.workspace
    portfolio = put_files(ada, "P-001", (b"", b""), note="from Miriam", id="the-portfolio")
    old = load_items(workspace.db, portfolio.id)
    with workspace.recording("portfolio.received", "more") as recording:
        for item in old:
            recording.remove("item", {"id": item.id})
        for number, (title, name, kind, form, make) in enumerate(files):
            data = make()
            digest = sha256(data).hexdigest()
            (workspace.staging / digest).write_bytes(data)
            workspace.vault.keep(workspace.staging / digest, digest)
            item = replace(
                old[0], id=f"item-{number}", position=number, digest=digest, size=len(data), title=title,
                file_name=name, kind=kind, format=form, caption="Miriam in her class", claims=(),
                claim_places=(Claim("T1", None, "Miriam asks"),),
            )  # fmt: skip
            recording.put("item", item_row(item))
    return portfolio.id


def every_byte(folder: Path, opened) -> bytes:
    """Everything that somebody who can open a package can see, also what is packed inside of files."""
    found = [look_at_bag(folder).head_bytes, *(path.name.encode() for path in folder.rglob("*"))]
    for path in folder.rglob("*"):
        if path.is_file():
            found.append(path.read_bytes())
        if path.suffix == ".age":
            out = io.BytesIO()
            opened(io.BytesIO(path.read_bytes()), out)
            found.append(out.getvalue())
    inner = []
    for data in found:
        for at in [one.start() for one in re.finditer(rb"x[\x01\x5e\x9c\xda]|stream\r?\n", data)]:
            start = data.index(b"\n", at) + 1 if data[at : at + 1] == b"s" else at
            inner.append(_inflated(data[start:], 15))
        for match in re.finditer(rb"PK\x03\x04", data):
            at = match.start()
            head = data[at : at + 30]
            skip = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
            inner.append(_inflated(data[at + 30 + skip :], -15))
    return b"\n".join(found + inner)


def _inflated(data: bytes, bits: int) -> bytes:
    try:
        return zlib.decompressobj(bits).decompress(data, 2**22)
    except zlib.error:
        return b""


def no_byte_tells(tmp_path: Path, files) -> None:
    ada, ben = desk(tmp_path / "ada", ADA), desk(tmp_path / "ben", BEN)
    ada.knows(ben)
    ben.knows(ada)
    cleo = desk(tmp_path / "cleo", CLEO).knows(ada)
    ada.knows(cleo)
    with ada.workspace, ben.workspace, cleo.workspace, EvidenceWorker() as worker:
        id_ = furnish(ada, files)
        take(cleo, hand_over(ada, pack(ada, PackageScope((id_,), (cleo.person,))), place(tmp_path / "s0")).path)
        begin_assessment(cleo.workspace, id_)
        found = find_assessment(cleo.workspace.db, id_, cleo.person)
        assert found
        first = found.id
        mark_criterion(cleo.workspace, first, "T1", level(2))
        write_feedback(cleo.workspace, first, "T1", strength="SECRET-COMMENT")
        back = PackageScope((id_,), (ada.person,), evidence=False, marks=MarksOf.MINE)
        take(ada, hand_over(cleo, pack(cleo, back), place(tmp_path / "s1")).path)

        scope = PackageScope((id_,), (ben.person,), blind=True)
        plan = prepare_package(plan_package(ada.workspace, scope), cleaner_of(worker))
        assert [one.reason.split(":")[0] for one in plan.not_ready] == ["Letter"]
        made = make_package(state_package(ada.workspace, plan, ada.signer), ada.signer)
        folder = hand_over(ada, made, place(tmp_path / "s2")).path
        seen = every_byte(folder, ben.signer.lend_statement_key(opened_with)).lower()
        assert b"we measured the water" in seen
        told = [name for name in NAMES if name.lower() in seen or name.decode().lower().encode("utf-16-le") in seen]
        assert told == []

        take(ben, folder)
        (code,) = pseudonyms(ada.workspace.db)
        hidden = find_portfolio(ben.workspace.db, code)
        assert (hidden.id, hidden.candidate.name) == (id_, "")
        assert [item.title for item in load_items(ben.workspace.db, id_)] == [f"Item {n}" for n in range(1, len(files))]
        assert made.packed.blind
        state_package(ada.workspace, plan, ada.signer)
        assert list(pseudonyms(ada.workspace.db)) == [code]


def test_no_byte_of_a_blind_package_tells_who_it_is(tmp_path):
    no_byte_tells(tmp_path, (FILES[0], *FILES[3:]))


@pytest.mark.slow
def test_no_byte_of_a_blind_package_of_all_kinds_tells_who_it_is(tmp_path):
    no_byte_tells(tmp_path, FILES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("by Miriam  ADEYEMI", "miriam adeyemi"),
        ("at Hill\nSchool", "hill school"),
        ("Miriamsson", ""),
        ("p-001", "p-001"),
    ],
)
def test_words_that_tell_are_found_as_words(text, found):
    from tests.support.building import a_portfolio

    assert tells(telling_words(a_portfolio()), text) == found


@pytest.mark.parametrize(
    "text",
    [
        "by Zoe NGUYEN-KRIZOVA", "Krizova measured", "zoe_2026.jpg", "ZOË", "Z\u00adoë", "@krizovanguyenzoe",
        "zoenguyenkrizova@example.org", unicodedata.normalize("NFD", "Křížová"), "Ｋřížová",
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(text):
    from tests.support.building import a_portfolio

    somebody = a_portfolio(candidate=Candidate("Zoë Nguyễn-Křížová", "Hill School"))
    assert tells(telling_words(somebody), text)
    assert not tells(telling_words(somebody), "Zoetrope and cryzovan, nguyens")


def test_bytes_of_old_programs_and_capitals_tell_too(tmp_path):
    for form in (
        "KŘÍŽOVÁ".encode(),
        "Éloïse".encode("cp1252"),
        unicodedata.normalize("NFD", "křížová").encode("utf-16-le"),
    ):
        (tmp_path / "old").write_bytes(b"\0\1" + form)
        assert bytes_tell(("křížová", "éloïse"), tmp_path / "old")


def test_bytes_that_tell_are_found_across_blocks_and_codes(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(bytes(4 * 2**20 - 3) + "Adeyemi".encode("utf-16-be") + bytes(99))
    assert bytes_tell(("adeyemi",), path)
    path.write_bytes(bytes(9_000))
    assert not bytes_tell(("adeyemi",), path)
    assert not bytes_tell(("p-1",), path)


def test_what_came_before_the_damage_in_a_stream_of_a_pdf_is_searched(tmp_path):
    packed = zlib.compress(b"Miriam Adeyemi" * 9, 0)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 stream\n" + packed[:-2] + b"xx\nendstream\n")
    assert "Miriam Adeyemi" in "".join(_inner_texts(tmp_path / "a.pdf"))


def test_the_masked_copy_goes_where_it_shows_what_the_item_is_now(tmp_path, worker):
    ada, ben = desk(tmp_path / "ada", ADA), desk(tmp_path / "ben", BEN)
    with ada.knows(ben).workspace as workspace, ben.workspace:
        id_ = furnish(ada, [("Photo", "photo.jpg", "image", "jpeg", photo)])
        set_masks(workspace, "item-0", (Mask(rect=Rect(0, 0, 400, 400)),))
        plan = plan_shareable(workspace, "item-0")
        made = make_shareable(plan, worker, silent)
        keep_shareable(workspace, plan, made)
        blind, full = PackageScope((id_,), (ben.person,), blind=True), PackageScope((id_,), (ben.person,))
        assert [item.digest for item in plan_package(workspace, blind).items] == [made.digest]
        assert [item.digest for item in plan_package(workspace, full).items] == [plan.item.digest]
        set_masks(workspace, "item-0", (Mask(rect=Rect(0, 0, 500, 500)),))
        stale = plan_package(workspace, blind)
        assert stale.items == ()
        assert "has not been made yet" in stale.not_ready[0].reason
