"""Badges inside pictures: baked by us, read by others, and the other way round; damaged pictures are refused."""

from __future__ import annotations

import io
import re
import struct
import zlib

import pytest
from openbadgeslib import baking as theirs
from PIL import Image
from tests.signing.badge.badges import badge, judged

from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.signing.badge.baking import badge_in, bake
from certdesk.signing.badge.picture import BadgeColours, badge_picture, picture_png
from certdesk.signing.badge.png import SIGNATURE

SVG = b'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 5 5"><g/></svg>'
JWT = b"eyJhbGciOiJFZERTQSJ9.eyJhIjoxfQ.AAAA"


@pytest.fixture(scope="module")
def png() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize("content", [badge(), JWT, b'{"a":"]]>"}'], ids=["badge", "jwt", "cdata"])
def test_what_goes_in_comes_out_and_baking_again_replaces_it(png, content):
    for picture in (png, SVG):
        assert badge_in(picture) is None
        baked = bake(bake(picture, b'{"old":1}'), content)
        assert badge_in(baked) == content
        assert baked.count(b"old") == 0
    with Image.open(io.BytesIO(bake(png, content))) as shown:
        shown.load()
        assert shown.size == (8, 8)


def test_another_implementation_takes_it_out(png):
    assert theirs.extract_png(bake(png, badge()), keyword=theirs.ITXT_KEYWORD_OB3) in {badge(), badge().decode()}
    found = theirs.extract_svg(bake(SVG, badge()), element=theirs.SVG_ELEMENT_OB3, text_fallback=True)
    assert found in {badge(), badge().decode()}


def test_we_take_out_what_another_implementation_baked(png):
    assert badge_in(theirs.bake_png(png, badge().decode(), keyword=theirs.ITXT_KEYWORD_OB3)) == badge()
    svg = theirs.bake_svg(
        SVG, badge().decode(), element=theirs.SVG_ELEMENT_OB3, namespace=theirs.SVG_NS_OB3, as_text=True
    )
    assert badge_in(svg) == badge()
    assert judged(badge_in(svg) or b"").verdict.value == "genuine"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _with(png: bytes, *chunks: bytes) -> bytes:
    head = len(SIGNATURE) + 25
    return png[:head] + b"".join(chunks) + png[head:]


def test_packed_text_of_others_is_unpacked_but_not_without_end(png):
    packed = b"openbadgecredential\0\1\0\0\0" + zlib.compress(badge())
    assert badge_in(_with(png, _chunk(b"iTXt", packed))) == badge()
    bomb = b"openbadgecredential\0\1\0\0\0" + zlib.compress(bytes(2**25))
    with pytest.raises(UntrustedFileError, match="unfolds"):
        badge_in(_with(png, _chunk(b"iTXt", bomb)))


def test_an_earlier_standards_badge_is_found(png):
    old = b'{"@context":"https://w3id.org/openbadges/v2","type":"Assertion"}'
    assert badge_in(_with(png, _chunk(b"iTXt", b"openbadges\0\0\0\0\0" + old))) == old
    assert badge_in(_with(png, _chunk(b"tEXt", b"openbadges\0" + old))) == old


@pytest.mark.parametrize(
    "damage",
    [
        lambda png: png[:-6],
        lambda png: png[:-9] + b"x" + png[-8:],
        lambda png: SIGNATURE,
        lambda png: SIGNATURE + b"\xff\xff\xff\xffIHDR",
        lambda png: SIGNATURE + _chunk(b"IDAT", b"") + png[8:],
        lambda png: _with(png, *[_chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0{}")] * 2),
        lambda png: _with(png, _chunk(b"iTXt", b"openbadgecredential\0\2\0\0\0{}")),
        lambda png: _with(png, _chunk(b"iTXt", b"openbadgecredential\0\1\0\0\0{}")),
    ],
)
def test_damaged_pictures_are_refused(png, damage):
    with pytest.raises(UntrustedFileError, match="The picture can't be read"):
        badge_in(damage(png))


@pytest.mark.parametrize(
    "svg",
    [
        b"<svg",
        b'<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><svg>&c;</svg>',
        b'<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential>1</o:credential><o:credential/></svg>',
        b'<x><svg xmlns="http://www.w3.org/2000/svg"/></x>',
    ],
)
def test_svg_that_could_mean_two_things_is_refused(svg):
    with pytest.raises(UntrustedFileError):
        badge_in(svg)


def test_svg_that_would_have_to_be_written_anew_is_not_baked():
    odd = b'<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential>{}</o:credential></svg>'
    with pytest.raises(UntrustedFileError, match="unusual"):
        bake(odd, badge())
    with pytest.raises(UntrustedFileError, match="PNG or SVG"):
        bake(b"GIF89a", badge())
    with pytest.raises(UntrustedFileError, match="UTF-8"):
        bake(b'<?xml version="1.0" encoding="ISO-8859-1"?><svg></svg>', badge())


def test_our_picture_holds_the_words_and_is_drawn():
    svg = badge_picture("Certificate of <Teaching> & more", "Hill School", BadgeColours(), "2026")
    assert "HILL SCHOOL" in svg
    assert "&lt;Teaching&gt; &amp; more – Hill School" in svg
    drawn = picture_png(bake(svg.encode(), badge()).decode(), size=64)
    with Image.open(io.BytesIO(drawn)) as shown:
        assert shown.size == (64, 64)
        assert shown.convert("RGBA").getpixel((32, 8))[3] == 255
    with pytest.raises(CertDeskError, match="no colour"):
        badge_picture("A", "B", BadgeColours(ink='"/><script>'))


@pytest.mark.parametrize("title", ["", "专业教学证书专业教学证书专业教学证书", "w" * 300, "شهادة التدريس", "a b " * 60])
def test_any_title_finds_a_place(title):
    assert badge_picture(title, title, year="2026").startswith("<svg")


def test_words_of_every_script_stay_whole_within_the_circle():
    title, programme = "विद्यार्थियों का सहयोग", "የደጋ ስቴም ማስተማር ፕሮግራም ለሁሉም መምህራን"
    svg = badge_picture(title, programme)
    for word in (*title.split(), *programme.split()):
        assert re.search(rf"[ >]{word}[ <]", svg)
    assert "…" not in svg.split("</title>")[1]


def test_a_word_that_has_to_be_cut_is_cut_between_letters():
    svg = badge_picture("क्षि" * 40, "")
    lines = re.findall(r'font-weight="bold"[^>]*>([^<]+)<', svg)
    assert len(lines) > 1
    assert all(line.startswith("क्षि") and line.endswith("क्षि") for line in lines if line != "…")
