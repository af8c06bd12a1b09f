from __future__ import annotations

import io
import json
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from tests.reports import pdf_checks
from tests.support.building import furnished

from certdesk.actions.design_pictures import MOST_BYTES, read_picture
from certdesk.actions.designing import (
    change_design,
    design_of,
    design_to_change,
    discard_specimen,
    make_looks,
    make_specimen,
    plan_specimen,
    programmes,
)
from certdesk.actions.undoing import redo, undo
from certdesk.core.certificate_design import CertificateDesign, Look, PaperSize
from certdesk.core.changes import Kind
from certdesk.core.errors import CertDeskError, NotFoundError, StorageError, UntrustedFileError
from certdesk.core.progress import silent
from certdesk.store.workspace import Workspace

PROGRAMME = "Highland STEM Teaching Programme"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10">'
    '{inside}<rect width="20" height="10" fill="teal"/></svg>'
)


@pytest.fixture
def desk(tmp_path):
    with furnished(tmp_path / "workspace") as workspace:
        yield workspace


def a_png(size: tuple[int, int] = (500, 300), mode: str = "RGBA") -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, "#0B4F4B" if mode != "1" else 0).save(target, "PNG")
    return target.getvalue()


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_design_is_kept_undone_and_brought_back(desk):
    assert design_of(desk, PROGRAMME) == CertificateDesign()
    chosen = CertificateDesign(Look.FIELD, PaperSize.LETTER, accent="#7A1F3D", logo=a_png(), statement="got {title}")
    change = change_design(desk, PROGRAMME, chosen)
    assert change.kinds is Kind.DESIGN
    assert design_of(desk, PROGRAMME) == chosen
    assert not change_design(desk, PROGRAMME, chosen)
    change_design(desk, PROGRAMME, replace(chosen, logo=b""))
    undo(desk)
    assert design_of(desk, PROGRAMME) == chosen
    undo(desk)
    assert design_of(desk, PROGRAMME) == CertificateDesign()
    redo(desk)
    assert design_of(desk, PROGRAMME) == chosen


def test_it_is_there_when_the_workspace_is_opened_again_and_in_the_journal_without_pixels(tmp_path):
    chosen = CertificateDesign(Look.SIGNAL, logo=a_png(), seal=a_png((40, 40)), logo_alt="Hills")
    with Workspace(tmp_path / "workspace") as workspace:
        change_design(workspace, PROGRAMME, chosen)
        [body] = [row["body"] for row in workspace.db.query("select body from journal where type = 'design.changed'")]
    assert len(body) < 1500
    with Workspace(tmp_path / "workspace") as workspace:
        assert design_of(workspace, PROGRAMME) == chosen
        assert programmes(workspace) == (PROGRAMME,)


def test_what_a_newer_program_has_added_is_left_aside(desk):
    change_design(desk, PROGRAMME, CertificateDesign(Look.FIELD))
    with desk.local_change() as db:
        [row] = list(db.query("select body from certificate_design"))
        body = json.loads(row["body"]) | {"paper_of_the_future": "vellum"}
        db.execute("update certificate_design set body = ?", [json.dumps(body)])
    assert design_of(desk, PROGRAMME).look is Look.FIELD


def test_a_picture_that_is_gone_is_said_and_never_left_out_in_silence(desk):
    change_design(desk, PROGRAMME, CertificateDesign(logo=a_png(), accent="#7A1F3D"))
    [row] = list(desk.db.query("select body from certificate_design"))
    kept = desk.vault.path(json.loads(row["body"])["logo"])
    kept.chmod(0o600)
    kept.unlink()
    with pytest.raises(NotFoundError, match="logo"):
        design_of(desk, PROGRAMME)
    design, lost = design_to_change(desk, PROGRAMME)
    assert (design.logo, design.accent, lost) == (b"", "#7A1F3D", ("logo",))
    change_design(desk, PROGRAMME, design)
    assert design_of(desk, PROGRAMME) == design


@pytest.mark.parametrize(
    "design",
    [CertificateDesign(ink="red"), CertificateDesign(opening="{nobody}"), CertificateDesign(small_print="x" * 700)],
)
def test_what_can_not_be_printed_is_not_kept(desk, design):
    with pytest.raises(CertDeskError) as refused:
        change_design(desk, PROGRAMME, design)
    assert refused.value.hint
    assert design_of(desk, PROGRAMME) == CertificateDesign()


def test_work_without_a_programme_has_a_design_too(desk):
    change = change_design(desk, "", CertificateDesign(Look.FIELD))
    assert "without a programme" in change.label
    assert design_of(desk, "").look is Look.FIELD
    path = make_specimen(plan_specimen(desk, "", design_of(desk, "")), silent)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []


def test_specimens_speak_of_the_programmes_own_rubric_and_have_no_field(desk):
    [programme] = programmes(desk)
    plan = plan_specimen(desk, programme, CertificateDesign(second_name="Samuel Bekele"), holder=" Amal al-Khatib ")
    made = make_looks(plan, silent)
    assert [path.stem for path in made] == [str(look) for look in Look]
    for path in made:
        words = pdf_checks.text_by_pdfium(path)
        for expected in (programme.split()[0], plan.text.title, "Amal al-Khatib", "Samuel Bekele", "Specimen"):
            assert expected.lower() in words.lower()
        with pypdfium2.PdfDocument(path) as document:
            assert document.get_formtype() == 0
    discard_specimen(made[0])
    assert not made[0].parent.exists()


def test_a_specimen_that_has_no_room_says_where(desk, tmp_path):
    written(tmp_path, "taken", "a file")
    plan = plan_specimen(desk, PROGRAMME, CertificateDesign(), target=tmp_path / "taken" / "specimen.pdf")
    with pytest.raises(StorageError):
        make_specimen(plan, silent)


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "P", "1"])
def test_a_png_becomes_a_plain_png(tmp_path, mode):
    chosen = read_picture(written(tmp_path, "logo.png", a_png((2000, 100), mode)))
    with Image.open(io.BytesIO(chosen.data)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGBA", (1600, 80))
    assert chosen.hint == ""


def test_a_jpeg_stands_upright_and_says_nothing_of_who_took_it(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Amara Diallo"
    target = io.BytesIO()
    Image.new("CMYK", (80, 40), (0, 90, 90, 0)).save(target, "JPEG", exif=exif)
    chosen = read_picture(written(tmp_path, "photo.png", target.getvalue()))  # told by content, not by its name
    with Image.open(io.BytesIO(chosen.data)) as picture:
        assert picture.size == (40, 80)
    assert b"Amara" not in chosen.data
    assert "40 × 80" in chosen.hint


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<image href="file:///etc/passwd" width="9" height="9"/>',
        '<image href="https://example.org/a.png" width="9" height="9"/>',
        '<use href="other.svg#a"/><style>@import url(https://example.org/a.css);</style>',
    ],
)
def test_a_drawing_is_sharp_and_nothing_in_it_runs_or_leads_outside(tmp_path, inside):
    plain = read_picture(written(tmp_path, "plain.svg", SVG.format(inside="")))
    assert read_picture(written(tmp_path, "logo.svg", SVG.format(inside=inside))) == plain
    with Image.open(io.BytesIO(plain.data)) as picture:
        assert max(picture.size) > 1000
        assert picture.getpixel((5, 5)) == (0, 128, 128, 255)


def a_bomb() -> bytes:
    """A PNG that says it is 60,000 dots wide and high."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"GIF89a" + b"\0" * 100, "not a PNG"),
        (b"", "not a PNG"),
        (a_png()[:200], "can't be read"),
        (a_bomb(), "dots|can't be read"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * MOST_BYTES, "larger than 8 MB"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><unclosed>", "can't be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>", "nothing to be seen"),
    ],
    ids=["another kind", "empty", "cut off", "bomb", "too large", "damaged drawing", "blank"],
)
def test_what_is_no_usable_picture_is_refused_with_a_hint(tmp_path, data, said):
    with pytest.raises(UntrustedFileError, match=said) as refused:
        read_picture(written(tmp_path, "logo.png", data))
    assert refused.value.hint


def test_what_is_not_there_or_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "none.png", tmp_path):
        with pytest.raises((StorageError, UntrustedFileError)):
            read_picture(path)
