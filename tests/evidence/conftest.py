"""Files of every kind, made byte by byte, and one warm worker for all tests that only ask."""

from __future__ import annotations

import io
import struct
import wave
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from certdesk.evidence.client import EvidenceWorker

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"


class Maker:
    """Writes files into one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, name: str, data: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(data)
        return path

    def pdf(self, name: str, *texts: str, **page: object) -> Path:
        """One page of 300 x 400 points for each text, which stands at 50, 300 in 20 point Helvetica."""
        document = pikepdf.new()
        font = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        for text in texts:
            drawn = document.make_stream(f"BT /F1 20 Tf 50 300 Td ({text}) Tj ET 1 0 0 rg 0 0 30 20 re f".encode())
            fonts = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            made = pikepdf.Dictionary(
                Type=pikepdf.Name.Page, MediaBox=[0, 0, 300, 400], Resources=fonts, Contents=drawn, **page
            )
            document.pages.append(pikepdf.Page(document.make_indirect(made)))
        path = self.folder / name
        document.save(path)
        return path

    def locked_pdf(self, name: str, user: str, owner: str = "owner") -> Path:
        plain = self.pdf("plain-" + name, "secret")
        with pikepdf.open(plain) as document:
            document.save(self.folder / name, encryption=pikepdf.Encryption(user=user, owner=owner))
        return self.folder / name

    def image(self, name: str, size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object) -> Path:
        """White with a red top left quarter, so that its way up can be told."""
        image = Image.new(mode, size, "white")
        image.paste("red", (0, 0, size[0] // 2, size[1] // 2))
        path = self.folder / name
        image.save(path, **options)
        return path

    def wav(self, name: str, seconds: float) -> Path:
        with wave.open(str(self.folder / name), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(8000)
            sound.writeframes(b"\x00\x00" * int(8000 * seconds))
        return self.folder / name

    def zipped(self, name: str, parts: dict[str, str | bytes], first: str = "") -> Path:
        with zipfile.ZipFile(self.folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in parts.items():
                how = zipfile.ZIP_STORED if part == first else zipfile.ZIP_DEFLATED
                archive.writestr(part, content, how)
        return self.folder / name

    def docx(self, name: str, body: str, **more: str | bytes) -> Path:
        """A Word document with this body; ``more`` are further parts, ``__`` in their names standing for a slash."""
        names = {
            "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "r": OFFICE,
            "wp": f"{DRAWING}/wordprocessingDrawing",
            "a": f"{DRAWING}/main",
            "pic": f"{DRAWING}/picture",
        }
        spaces = " ".join(f'xmlns:{short}="{url}"' for short, url in names.items())
        types = f"""<Types xmlns="{PACKAGE}/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
            <Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>"""
        rels = f"""<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument"
            Target="word/document.xml"/></Relationships>"""
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": types,
            "_rels/.rels": rels,
            "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
        }
        parts.update({part.replace("__", "/"): content for part, content in more.items()})
        return self.zipped(name, parts)

    def docx_with_picture(self, name: str) -> Path:
        drawing = """<w:p><w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/>
            <wp:docPr id="1" name="p" descr="A jar of water"/><a:graphic>
            <a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
            <pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>
            <pic:blipFill><a:blip r:embed="rId9"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
            <pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm>
            <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>
            </wp:inline></w:drawing></w:r></w:p>"""
        picture = io.BytesIO()
        Image.new("RGB", (32, 16), "blue").save(picture, "PNG")
        rels = f"""<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId9" Type="{OFFICE}/image"
            Target="media/jar.png"/></Relationships>"""
        more = {"word__media__jar.png": picture.getvalue(), "word___rels__document.xml.rels": rels}
        return self.docx(name, drawing + paragraph("Below the jar"), **more)

    def odt(self, name: str, body: str) -> Path:
        office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
        text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
        mime = "application/vnd.oasis.opendocument.text"
        manifest = f"""<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
            <manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/></manifest:manifest>"""
        content = f"""<office:document-content xmlns:office="{office}" xmlns:text="{text}" office:version="1.2">
            <office:body><office:text>{body}</office:text></office:body></office:document-content>"""
        parts: dict[str, str | bytes] = {
            "mimetype": mime,
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
        return self.zipped(name, parts, first="mimetype")

    def xlsx(self, name: str, rows: list[list[str | float]]) -> Path:
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        cells = "".join(
            f'<row r="{down}">'
            + "".join(
                f'<c r="{chr(64 + across)}{down}"><v>{value}</v></c>'
                if isinstance(value, float | int)
                else f'<c r="{chr(64 + across)}{down}" t="inlineStr"><is><t>{value}</t></is></c>'
                for across, value in enumerate(row, 1)
            )
            + "</row>"
            for down, row in enumerate(rows, 1)
        )
        sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": f"""<Types xmlns="{PACKAGE}/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/>
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheet}.worksheet+xml"/></Types>""",
            "_rels/.rels": f"""<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"
                Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
            "xl/workbook.xml": f"""<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets>
                <sheet name="Tests" sheetId="1" r:id="rId1"/></sheets></workbook>""",
            "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"
                Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""",
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
        }
        return self.zipped(name, parts)

    def pptx(self, name: str, *texts: str) -> Path:
        """One slide of 10 x 7.5 inch for each text, which stands in a box one inch from the left and the top."""
        spaces = f'xmlns:a="{DRAWING}/main" xmlns:r="{OFFICE}" xmlns:p="{SLIDES}"'
        content = "application/vnd.openxmlformats-officedocument.presentationml"
        slides = range(1, len(texts) + 1)
        overrides = "".join(
            f'<Override PartName="/ppt/slides/slide{each}.xml" ContentType="{content}.slide+xml"/>' for each in slides
        )
        ids = "".join(f'<p:sldId id="{255 + each}" r:id="rId{each}"/>' for each in slides)
        links = "".join(
            f'<Relationship Id="rId{each}" Type="{OFFICE}/slide" Target="slides/slide{each}.xml"/>' for each in slides
        )
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": f"""<Types xmlns="{PACKAGE}/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Override PartName="/ppt/presentation.xml" ContentType="{content}.presentation.main+xml"/>
                {overrides}</Types>""",
            "_rels/.rels": f"""<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"
                Type="{OFFICE}/officeDocument" Target="ppt/presentation.xml"/></Relationships>""",
            "ppt/presentation.xml": f"""<p:presentation {spaces}><p:sldIdLst>{ids}</p:sldIdLst>
                <p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>""",
            "ppt/_rels/presentation.xml.rels": f"""<Relationships xmlns="{PACKAGE}/relationships">{links}
                </Relationships>""",
        }
        for each, text in zip(slides, texts, strict=True):
            parts[f"ppt/slides/slide{each}.xml"] = f"""<p:sld {spaces}><p:cSld><p:spTree><p:nvGrpSpPr>
                <p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>
                <p:sp><p:nvSpPr><p:cNvPr id="2" name="T"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>
                <p:spPr><a:xfrm><a:off x="914400" y="914400"/><a:ext cx="7315200" cy="914400"/></a:xfrm>
                <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:p><a:r>
                <a:rPr lang="en-GB" sz="3200"/><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>
                </p:spTree></p:cSld></p:sld>"""
        return self.zipped(name, parts)

    def png_that_claims(self, name: str, width: int, height: int) -> Path:
        """A PNG of a few bytes whose header claims any size."""
        header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
        return self.file(name, data)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.fixture
def make(tmp_path: Path) -> Maker:
    return Maker(tmp_path)


@pytest.fixture(scope="session")
def worker():
    with EvidenceWorker() as running:
        yield running


def pixel(picture, x: int, y: int) -> tuple[int, int, int]:
    """Red, green and blue of one pixel."""
    at = y * picture.stride + x * 4
    blue, green, red = picture.pixels[at : at + 3]
    return red, green, blue


@pytest.fixture
def colour():
    return pixel


@pytest.fixture
def word_paragraph():
    return paragraph
