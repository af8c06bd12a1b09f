from __future__ import annotations

import io
import json
import re
import zlib
from dataclasses import replace
from hashlib import md5
from itertools import combinations

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageDraw
from pypdfium2 import raw
from tests.reports import pdf_checks
from tests.reports.samples import CERTIFICATE, CERTIFICATES, SCRIPTS, TITLES

from certdesk.core.certificate_design import CertificateDesign, Look, PaperSize
from certdesk.core.errors import CertDeskError, UnprintableTextError, UntrustedFileError
from certdesk.reports.certificate.code import modules_of
from certdesk.reports.certificate.rosette import digest_of
from certdesk.reports.certificate_pdf import (
    SIGNATURE_FIELD,
    Stamp,
    certificate_bytes,
    statement_of,
    write_certificate,
)

BADGE = json.dumps({"id": "urn:uuid:0197f3c2", "name": "Thandiwe Maseko"}).encode()
CODE = "CD1:" + ("6BF%X06PPTM14LL0U0.JC5DK-R0JOHH92BV" * 12)[:421]
FULL = replace(CERTIFICATE, code=CODE, badge=BADGE, criteria=TITLES)
WORDY = "Interdisciplinary collaborative science teaching and learning "
SIZES = {PaperSize.A4: (595, 842), PaperSize.LETTER: (612, 792)}


def a_picture(colour: str = "#0B4F4B") -> bytes:
    """A round picture with nothing around it."""
    picture = Image.new("RGBA", (240, 240), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((10, 10, 230, 230), outline=colour, width=16)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def designed(look: Look, paper: PaperSize = PaperSize.A4, **values: object) -> CertificateDesign:
    """A design with everything on it."""
    usual = {"logo": a_picture(), "seal": a_picture("#8C510A"), "second_name": "Samuel Bekele", "second_role": "Chair"}
    return replace(CertificateDesign(look=look, paper=paper), **(usual | values))


def objects(data: bytes) -> tuple[tuple[float, float], list[tuple[int, tuple[float, ...]]]]:
    """Return the page's size, and the kind and bounds of all that is painted."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        return page.get_size(), [(each.type, each.get_bounds()) for each in page.get_objects()]


def must_be_sound(path, text, design, stamp=Stamp.NONE):
    write_certificate(text, path, design=design, stamp=stamp)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []
    with pikepdf.open(path) as pdf:
        [sheet] = pdf.pages
        assert tuple(round(float(side)) for side in sheet.mediabox[2:]) == SIZES[design.paper]


@pytest.mark.parametrize(
    ("name", "look", "paper"),
    [
        ("en", Look.LEDGER, PaperSize.A4),
        ("ar", Look.SIGNAL, PaperSize.LETTER),
        ("long", Look.FIELD, PaperSize.A4),
    ],
)
def test_a_certificate_is_archival_accessible_and_one_page(name, look, paper, tmp_path):
    text = replace(FULL, **{part: getattr(CERTIFICATES[name], part) for part in ("language", "holder", "statement")})
    must_be_sound(tmp_path / "certificate.pdf", text, designed(look, paper))


@pytest.mark.slow
@pytest.mark.parametrize("paper", PaperSize)
@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("name", CERTIFICATES)
def test_every_design_in_every_script_on_every_paper(name, look, paper, tmp_path):
    full = replace(CERTIFICATES[name], code=CODE, badge=BADGE, criteria=TITLES)
    must_be_sound(tmp_path / "full.pdf", full, designed(look, paper))
    said = pdf_checks.text_by_pdfium(tmp_path / "full.pdf")
    assert [word for word in re.split("[ -]", full.holder) if word not in said] == []
    must_be_sound(tmp_path / "bare.pdf", CERTIFICATES[name], CertificateDesign(look=look, paper=paper))
    must_be_sound(tmp_path / "specimen.pdf", full, designed(look, paper), Stamp.SPECIMEN)


def test_the_same_certificate_gives_the_same_bytes():
    once = certificate_bytes(FULL, design=designed(Look.SIGNAL))
    certificate_bytes(CERTIFICATES["ar"])
    assert certificate_bytes(FULL, design=designed(Look.SIGNAL)) == once


@pytest.mark.parametrize("look", Look)
def test_it_says_who_what_when_and_how_to_check(look, tmp_path):
    path = tmp_path / "certificate.pdf"
    design = designed(look)
    write_certificate(replace(FULL, replaces="HSTP-2025-00011-1"), path, design=design)
    text = " ".join(pdf_checks.text_by_pdfium(path).split())
    for words in (
        "Thandiwe Maseko", "STEM Teaching Certificate", "Certified", "3 November 2026", "2 November 2031",
        "HSTP-2026-00317-4", "Leila Haddad", "Programme lead", "Samuel Bekele", "Chair", "7Q4K 91MX 2RTD",
        "Check it without a network: open this file in CertDesk, or scan the code.",
        "It replaces certificate HSTP-2025-00011-1, which is no longer valid.",
    ):  # fmt: skip
        assert words in text
    assert "mean" not in text.lower()
    assert "level" not in text.lower()
    for criterion in TITLES:
        assert (criterion in text) is (look is Look.SIGNAL)


def test_the_role_of_an_identity_is_said_in_words(tmp_path):
    path = tmp_path / "certificate.pdf"
    write_certificate(replace(FULL, signer=replace(FULL.signer, role="lead")), path)
    assert "Programme lead" in pdf_checks.text_by_pdfium(path)


def test_criteria_are_named_only_where_that_is_wanted(tmp_path):
    path = tmp_path / "certificate.pdf"
    write_certificate(FULL, path, design=CertificateDesign(look=Look.SIGNAL, names_criteria=False))
    assert TITLES[0] not in pdf_checks.text_by_pdfium(path)


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_name_can_be_copied_in_every_script(language, tmp_path):
    path = tmp_path / "certificate.pdf"
    look = list(Look)[list(SCRIPTS).index(language) % 3]
    write_certificate(CERTIFICATES[language], path, design=CertificateDesign(look=look))
    text = pdf_checks.text_by_pdfium(path)
    assert [word for word in CERTIFICATES[language].holder.split() if word not in text] == []


@pytest.mark.parametrize("look", Look)
def test_one_empty_field_for_the_signature_over_the_signer(look, tmp_path):
    path = tmp_path / "certificate.pdf"
    write_certificate(FULL, path, design=designed(look))
    with pikepdf.open(path) as pdf:
        [group] = pdf.Root.AcroForm.Fields
        [field] = group.Kids
        assert f"{group.T}.{field.T}" == SIGNATURE_FIELD
        assert "/V" not in field
        left, foot, right, top = (float(side) for side in field.Rect)
    assert right - left > 100
    assert top - foot > 40
    with pypdfium2.PdfDocument(path) as document:
        assert "Leila Haddad" in document[0].get_textpage().get_text_bounded(left, foot, right, top)


@pytest.mark.parametrize("stamp", [Stamp.SPECIMEN, Stamp.TEST])
def test_what_is_no_certificate_says_so_first_and_large(stamp, tmp_path):
    path = tmp_path / "stamped.pdf"
    write_certificate(FULL, path, design=designed(Look.FIELD), stamp=stamp)
    assert pdf_checks.failures(path) == []
    read = pdf_checks.texts_by_element(path)
    assert any("not a certificate" in words for words in read)
    with pikepdf.open(path) as pdf:
        first = pdf.Root.StructTreeRoot.K[0].K[0]
        assert first.S == "/P"
        # A specimen has no field, so that nobody can sign it; a rehearsal is signed as everything is.
        assert ("/AcroForm" in pdf.Root) is (stamp is Stamp.TEST)
    with pypdfium2.PdfDocument(path) as document:
        tall = [each.get_bounds() for each in document[0].get_objects() if each.type == raw.FPDF_PAGEOBJ_TEXT]
    assert max(top - foot for _left, foot, _right, top in tall) > 60


def test_everything_stays_inside_the_frame_of_a_ledger():
    for text in (*CERTIFICATES.values(), FULL):
        size, shapes = objects(certificate_bytes(text, design=CertificateDesign(paper=PaperSize.LETTER)))
        bounds = [bounds for _kind, bounds in shapes]
        assert min(left for left, *_rest in bounds) > 25
        assert max(right for _left, _foot, right, _top in bounds) < size[0] - 25
        assert min(foot for _left, foot, *_rest in bounds) > 25


WORDY_CASES = {
    "one long word": {"holder": "Wolfeschlegelsteinhausenbergerdorff"},
    "no blanks at all": {"holder": "X" * 150},
    "six names": {"holder": ("Maria da Conceição Fernandes " * 6).strip()},
    "long titles": {"title": (WORDY * 3).strip(), "programme": (WORDY * 2).strip()},
    "long statement": {"statement": (WORDY * 9).strip()},
    "many criteria": {"criteria": tuple(f"{WORDY}{number}" for number in range(16))},
    "all of it": {
        "holder": ("Maria da Conceição Fernandes " * 3).strip(),
        "title": (WORDY * 2).strip(),
        "programme": WORDY.strip(),
        "statement": (WORDY * 5).strip(),
        "criteria": tuple(f"{WORDY}{number}" for number in range(12)),
        "replaces": "HSTP-2025-00011-1",
    },
}


def must_not_overlap(text, design):
    (width, height), shapes = objects(certificate_bytes(text, design=design))
    words = [bounds for kind, bounds in shapes if kind == raw.FPDF_PAGEOBJ_TEXT]
    assert all(b[0] > 0 and b[1] > 0 and b[2] < width and b[3] < height for b in words)
    for one, other in combinations(words, 2):
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        if across > 0.5 and down > 0.5:
            smaller = min((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))
            assert across * down < 0.2 * smaller


@pytest.mark.parametrize("look", Look)
def test_very_long_words_get_smaller_and_never_meet(look):
    must_not_overlap(replace(FULL, **WORDY_CASES["all of it"]), designed(look, PaperSize.LETTER))


@pytest.mark.slow
@pytest.mark.parametrize("case", WORDY_CASES)
@pytest.mark.parametrize("paper", PaperSize)
@pytest.mark.parametrize("look", Look)
def test_all_that_is_long_gets_smaller_and_never_meets(look, paper, case):
    must_not_overlap(replace(FULL, **WORDY_CASES[case]), designed(look, paper, second_name=WORDY * 2))


def test_a_name_is_as_large_as_it_fits_and_its_words_stay_whole(tmp_path):
    heights = []
    for holder in ("Ann Lee", "Maria Constantina Papadopoulou-Vandenberghe de Oliveira e Sousa"):
        path = tmp_path / "certificate.pdf"
        write_certificate(replace(FULL, holder=holder), path, design=CertificateDesign(look=Look.SIGNAL))
        with pypdfium2.PdfDocument(path) as document:
            page = document[0].get_textpage()
            found = page.search(holder.split()[0]).get_next()
            heights.append(page.get_charbox(found[0])[3] - page.get_charbox(found[0])[1])
        said = pdf_checks.text_by_pdfium(path)
        assert [word for word in re.split("[ -]", holder) if word not in said] == []
    assert heights[0] > 1.3 * heights[1]


@pytest.mark.parametrize("outcome", ["Lesson practice standard met", "Erfolgreich abgeschlossen", "Сертифицирована"])
def test_an_outcome_is_never_broken_within_a_word(outcome, tmp_path):
    path = tmp_path / "certificate.pdf"
    write_certificate(replace(CERTIFICATE, outcome_label=outcome), path)
    assert outcome in " ".join(pdf_checks.text_by_pdfium(path).split())


def test_more_than_a_page_can_hold_is_refused_with_a_hint():
    with pytest.raises(CertDeskError, match="more words than fit") as refused:
        certificate_bytes(replace(FULL, statement=WORDY * 60))
    with pytest.raises(CertDeskError, match="more words than fit"):
        certificate_bytes(replace(CERTIFICATE, outcome_label="Certified " * 60))
    assert refused.value.hint


def test_each_certificate_has_an_ornament_of_its_own():
    for look in Look:
        found = set()
        for number in range(2):
            data = certificate_bytes(replace(CERTIFICATE, serial=f"HSTP-2026-{number}"), design=CertificateDesign(look))
            with pikepdf.open(io.BytesIO(data)) as pdf:
                drawn = [
                    str(operands)
                    for operands, word in pikepdf.parse_content_stream(pdf.pages[0])
                    if str(word) in {"c", "l", "rg"}
                ]
                found.add("".join(drawn))
        assert len(found) == 2
    assert digest_of("a", "bc") != digest_of("ab", "c")


def test_what_no_font_has_is_named(tmp_path):
    with pytest.raises(UnprintableTextError, match=r"U\+1F680"):
        write_certificate(replace(CERTIFICATE, holder="Ann 🚀"), tmp_path / "certificate.pdf")
    with pytest.raises(UnprintableTextError, match=r"U\+1F680"):
        certificate_bytes(CERTIFICATE, design=CertificateDesign(second_name="🚀"))


@pytest.mark.parametrize("look", Look)
def test_the_code_is_read_back_from_the_page(look):
    data = certificate_bytes(FULL, design=designed(look))
    with pypdfium2.PdfDocument(data) as document:
        picture = document[0].render(scale=150 / 72).to_pil().convert("L")
    [found] = zxingcpp.read_barcodes(picture)
    assert found.text == CODE
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.pages[0].obj.PieceInfo.CertDesk.Private.Code) == CODE


def test_the_code_is_as_large_as_decided():
    assert len(modules_of(CODE)) == 77  # version 15
    assert len(modules_of(CODE + "A" * 170)) <= 77  # a long one is less thick, not finer
    _size, shapes = objects(certificate_bytes(FULL))
    squares = [b for _kind, b in shapes if abs((b[2] - b[0]) - 34 / 25.4 * 72) < 0.5]
    assert squares
    assert 34 / 77 > 0.25
    with pytest.raises(CertDeskError, match="can't hold"):
        certificate_bytes(replace(CERTIFICATE, code="CD1:" + "A" * 5000))


@pytest.mark.parametrize("look", Look)
def test_the_code_stands_between_the_line_for_a_signature_and_the_last_line_of_words(look):
    for design in (CertificateDesign(look=look), designed(look)):
        data = certificate_bytes(FULL, design=design)
        _size, shapes = objects(data)
        [code] = {b for _kind, b in shapes if abs((b[2] - b[0]) - 34 / 25.4 * 72) < 0.5}
        ruled = [b for kind, b in shapes if kind == raw.FPDF_PAGEOBJ_PATH and b[3] - b[1] < 2 and b[2] - b[0] > 100]
        assert min(abs(line[3] - code[3]) for line in ruled) < 2
        with pypdfium2.PdfDocument(data) as document:
            page = document[0].get_textpage()
            found = page.search("scan the code").get_next()
            assert abs(page.get_charbox(found[0])[1] - code[1]) < 2


def test_a_large_name_begins_where_the_words_under_it_begin(tmp_path):
    for holder in ("Maseko", "Haddad", "Thandiwe"):
        data = certificate_bytes(replace(FULL, holder=holder), design=CertificateDesign(look=Look.SIGNAL))
        with pypdfium2.PdfDocument(data) as document:
            page = document[0].get_textpage()
            edges = [page.get_charbox(page.search(words).get_next()[0])[0] for words in (holder, "has met")]
        assert abs(edges[0] - edges[1]) < 1


def test_the_badge_is_attached_as_it_was_signed():
    # One that, compressed, ends with a byte that looks like the end of a line.
    badges = (b'{"n":"%s"}' % (b"a" * count) for count in range(300))
    like_a_line = next(badge for badge in badges if zlib.compress(badge, 9)[-1] in b"\r\n")
    for badge in (BADGE, like_a_line):
        with pikepdf.open(io.BytesIO(certificate_bytes(replace(CERTIFICATE, badge=badge)))) as pdf:
            name, spec = pdf.Root.Names.EmbeddedFiles.Names
            assert str(name) == "credential.json"
            [associated] = pdf.Root.AF
            assert associated.objgen == spec.objgen
            assert spec.AFRelationship == "/Data"
            assert "HSTP-2026-00317-4" in str(spec.Desc)
            assert spec.EF.F.read_bytes() == badge
            assert int(spec.EF.F.Params.Size) == len(badge)
            assert bytes(spec.EF.F.Params.CheckSum) == md5(badge, usedforsecurity=False).digest()
            assert str(spec.EF.F.Params.ModDate) == "D:20261103140200Z"
            assert isinstance(spec.EF.F.Filter, pikepdf.Array) is (badge is like_a_line)


def test_nothing_is_attached_to_what_has_no_badge():
    with pikepdf.open(io.BytesIO(certificate_bytes(CERTIFICATE))) as pdf:
        assert "/AF" not in pdf.Root
        assert "/PieceInfo" not in pdf.pages[0].obj


def test_the_programmes_own_words_and_the_title_in_them_stand_out(tmp_path):
    path = tmp_path / "certificate.pdf"
    design = CertificateDesign(
        look=Look.FIELD,
        opening="Be it known that",
        statement="{holder} is awarded the {title} until {valid_until}.",
        small_print="Ask {signer}.",
    )
    write_certificate(FULL, path, design=design)
    text = " ".join(pdf_checks.text_by_pdfium(path).split())
    for words in (
        "Be it known that",
        "Thandiwe Maseko is awarded the STEM Teaching Certificate until 2 November 2031.",
    ):
        assert words in text
    assert "Ask Leila Haddad." in text
    assert "Check it without" not in text
    assert (
        statement_of(FULL, design) == "Thandiwe Maseko is awarded the STEM Teaching Certificate until 2 November 2031."
    )
    assert statement_of(FULL, CertificateDesign()) == FULL.statement


def test_a_slot_that_does_not_exist_is_refused():
    with pytest.raises(CertDeskError, match=r"\{titel\}") as refused:
        certificate_bytes(FULL, design=CertificateDesign(statement="the {titel}"))
    assert "{title}" in refused.value.hint


def test_a_value_is_never_read_for_a_slot():
    design = CertificateDesign(statement="{holder} passed.")
    assert statement_of(replace(FULL, holder="{title}"), design) == "{title} passed."


def test_the_page_is_mirrored_where_words_run_from_right_to_left():
    placed = []
    for text in (CERTIFICATE, replace(CERTIFICATE, language="ar")):
        data = certificate_bytes(text, design=CertificateDesign(Look.SIGNAL))
        with pikepdf.open(io.BytesIO(data)) as pdf:
            [group] = pdf.Root.AcroForm.Fields
            placed.append([float(side) for side in group.Kids[0].Rect])
    assert placed[0][0] + placed[1][2] == pytest.approx(595.28, abs=0.1)


def test_logo_and_seal_are_described_and_sharp(tmp_path):
    path = tmp_path / "certificate.pdf"
    write_certificate(FULL, path, design=designed(Look.SIGNAL, logo_alt="Three hills"))
    with pikepdf.open(path) as pdf:
        pictures = list(pdf.pages[0].resources.XObject.values())
        assert len(pictures) == 2
        assert all("/SMask" in picture for picture in pictures)
        alts = [str(kid.Alt) for kid in pdf.Root.StructTreeRoot.K[0].K if kid.S == "/Figure"]
    assert "Three hills" in alts
    assert "Seal of Highland STEM Teaching Programme" in alts


def test_a_logo_that_is_no_picture_is_refused():
    with pytest.raises(UntrustedFileError, match="can't be read"):
        certificate_bytes(FULL, design=CertificateDesign(logo=b"\x89PNG\r\n\x1a\nnothing"))
