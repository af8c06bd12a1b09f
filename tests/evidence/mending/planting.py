"""Files in which somebody's name stands in every place that a program may write it to."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image, ImageDraw, PngImagePlugin, TiffImagePlugin

NAME = "Hedwig Plantfield"
PLANTED = (NAME.encode(), "Plantfield".encode("utf-16-le"), "Plantfield".encode("utf-16-be"), b"12.3456")


def drawing(size: tuple[int, int] = (160, 96)) -> Image.Image:
    """A picture whose corners can be told apart."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] // 2, size[1] // 2), fill="red")
    draw.ellipse((size[0] // 2, size[1] // 2, size[0], size[1]), fill="blue")
    return image


def notes(orientation: int = 1) -> Image.Exif:
    """The notes of a camera: who, where, when, and which way up."""
    exif = Image.Exif()
    exif[0x013B], exif[0x010E], exif[0x0131] = NAME, f"by {NAME}", f"{NAME} Camera"
    exif[0x0112] = orientation
    exif.get_ifd(0x8769)[0x9286] = NAME
    place = exif.get_ifd(0x8825)
    place[2], place[29] = (12.0, 20.0, 44.16), "12.3456"
    return exif


XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator>{NAME}</dc:creator>12.3456</x:xmpmeta>".encode()


def jpeg(orientation: int = 1, *, progressive: bool = False) -> bytes:
    """EXIF, XMP, IPTC, a comment, a preview behind the end."""
    out = io.BytesIO()
    image = drawing()
    image.save(out, "JPEG", exif=notes(orientation), comment=NAME, xmp=XMP, progressive=progressive, quality=90)
    data = out.getvalue()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(NAME)) + NAME.encode()
    segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    return data[:2] + segment + data[2:] + b"preview of " + NAME.encode()


def png() -> bytes:
    """Texts of all three kinds, notes, a time, and something behind the end."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", NAME)
    info.add_text("Comment", NAME * 50, zip=True)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    out = io.BytesIO()
    drawing().save(out, "PNG", pnginfo=info, exif=notes(6))
    return out.getvalue() + NAME.encode()


def webp() -> bytes:
    """EXIF and XMP."""
    out = io.BytesIO()
    drawing().save(out, "WEBP", exif=notes(6), xmp=XMP, quality=90)
    return out.getvalue()


def gif() -> bytes:
    """A comment, and something behind the end."""
    out = io.BytesIO()
    drawing().save(out, "GIF", comment=NAME.encode(), save_all=True, append_images=[drawing()], loop=0)
    return out.getvalue() + NAME.encode()


def tiff() -> bytes:
    """Two pages, each with names."""
    out = io.BytesIO()
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[315], tags[270], tags[700] = NAME, NAME, XMP
    drawing().save(out, "TIFF", tiffinfo=tags, compression="tiff_lzw", save_all=True, append_images=[drawing((64, 64))])
    return out.getvalue()


def avif() -> bytes:
    """EXIF and XMP as items of their own."""
    out = io.BytesIO()
    drawing().save(out, "AVIF", exif=notes().tobytes(), xmp=XMP, quality=80)
    return out.getvalue()


def pdf() -> bytes:
    """A name in the facts of the document, its objects, its notes, and a picture in it."""
    document = pikepdf.Pdf.new()
    page = document.add_blank_page(page_size=(200, 100))
    picture = pikepdf.Stream(document, jpeg())
    for key, value in {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 160, "/Height": 96,
                       "/ColorSpace": pikepdf.Name.DeviceRGB, "/BitsPerComponent": 8,
                       "/Filter": pikepdf.Name.DCTDecode}.items():  # fmt: skip
        picture[key] = value
    picture["/Metadata"] = document.make_stream(XMP)
    page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=document.make_indirect(picture)))
    page.obj["/Contents"] = document.make_stream(b"q 160 0 0 96 0 0 cm /P Do Q")
    page.obj["/PieceInfo"] = pikepdf.Dictionary(App=pikepdf.Dictionary(Private=NAME))
    page.obj["/Annots"] = document.make_indirect(pikepdf.Array([pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 10, 10], T=NAME, Contents="See here",
        M=NAME, NM=NAME)]))  # fmt: skip
    document.docinfo["/Author"] = NAME
    document.docinfo["/Title"] = f"by {NAME}"
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [NAME]
    out = io.BytesIO()
    document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
    '<Override PartName="{main}" ContentType="{kind}"/>'
    '<Override PartName="/docProps/custom.xml" ContentType="application/xml"/></Types>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="{main}"/><Relationship Id="r2" Type="http://x/custom-properties" Target="docProps/custom.xml"/>'
    '<Relationship Id="r3" Type="http://x/thumbnail" Target="docProps/thumbnail.jpeg"/></Relationships>'
)


def docx() -> bytes:
    """Properties, comments, tracked changes, revision numbers, people, a template, thumbnail, a photo."""
    body = (
        f'<w:document xmlns:w="{_W}"><w:body><w:p w:rsidR="00A1B2C3"><w:r><w:t>The bridge sags.</w:t></w:r>'
        f'<w:ins w:id="1" w:author="{NAME}" w:date="2026-10-02T10:00:00Z"><w:r><w:t>More.</w:t></w:r></w:ins></w:p>'
        "</w:body></w:document>"
    )
    comments = (
        f'<w:comments xmlns:w="{_W}"><w:comment w:id="0" w:author="{NAME}" w:initials="HP"'
        ' w:date="2026-10-02T10:00:00Z">'
        "<w:p><w:r><w:t>Good.</w:t></w:r></w:p></w:comment></w:comments>"
    )
    return _office(
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        {
            "word/document.xml": body,
            "word/comments.xml": comments,
            "word/people.xml": f'<w15:people xmlns:w15="urn:x"><w15:person w15:author="{NAME}"/></w15:people>',
            "word/settings.xml": f'<w:settings xmlns:w="{_W}"><w:rsids><w:rsid w:val="00A1B2C3"/></w:rsids>'
            "</w:settings>",
            "word/_rels/settings.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
                f' Id="r1" Type="http://x/attachedTemplate" Target="file:///C:/Users/{NAME}/a.dotx"'
                ' TargetMode="External"/></Relationships>'
            ),
        },
    )


def xlsx() -> bytes:
    """Properties, the authors of comments, persons, and where it lay on the author's computer."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return _office(
        "xl/workbook.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        {
            "xl/workbook.xml": (
                f'<workbook xmlns="{main}" xmlns:x15ac="urn:x15ac"><fileSharing userName="{NAME}"/>'
                f'<x15ac:absPath url="C:\\Users\\{NAME}\\"/><sheets/></workbook>'
            ),
            "xl/comments1.xml": f'<comments xmlns="{main}"><authors><author>{NAME}</author></authors></comments>',
            "xl/persons/person.xml": f'<personList xmlns="urn:p"><person displayName="{NAME}" userId="{NAME}"/>'
            "</personList>",
        },
    )


def pptx() -> bytes:
    """Properties, and the authors of comments of both kinds."""
    return _office(
        "ppt/presentation.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
        {
            "ppt/presentation.xml": '<p:presentation xmlns:p="urn:p"/>',
            "ppt/commentAuthors.xml": (
                f'<p:cmAuthorLst xmlns:p="urn:p"><p:cmAuthor id="0" name="{NAME}" initials="HP"/></p:cmAuthorLst>'
            ),
            "ppt/authors.xml": (
                f'<p188:authorLst xmlns:p188="urn:q"><p188:author id="1" name="{NAME}" initials="HP" userId="{NAME}"'
                ' providerId="AD"/></p188:authorLst>'
            ),
        },
    )


def odt() -> bytes:
    """Facts, the authors of notes and changes, a thumbnail, a printer."""
    office, dc = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "http://purl.org/dc/elements/1.1/"
    text, meta = "urn:oasis:names:tc:opendocument:xmlns:text:1.0", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:dc="{dc}" xmlns:text="{text}" xmlns:meta="{meta}">'
        f"<office:body><office:text><text:p>The bridge sags.<office:annotation><dc:creator>{NAME}</dc:creator>"
        f"<dc:date>2026-10-02T10:00:00</dc:date><meta:creator-initials>HP</meta:creator-initials></office:annotation>"
        "</text:p></office:text></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="Thumbnails/thumbnail.png" manifest:media-type="image/png"/>'
        "</manifest:manifest>"
    )
    settings = (
        '<config:config-item xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"'
        f' config:name="PrinterName">{NAME}</config:config-item>'
    )
    return _zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "meta.xml": f"<m><creator>{NAME}</creator></m>",
            "settings.xml": f"<s>{settings}</s>",
            "Thumbnails/thumbnail.png": png(),
            "META-INF/manifest.xml": manifest,
        }
    )


def _office(main: str, kind: str, parts: dict[str, str | bytes]) -> bytes:
    return _zipped(
        {
            "[Content_Types].xml": _TYPES.format(main=f"/{main}", kind=kind),
            "_rels/.rels": _RELS.format(main=main),
            "docProps/core.xml": f"<c><creator>{NAME}</creator></c>",
            "docProps/app.xml": f"<p><Company>{NAME}</Company></p>",
            "docProps/custom.xml": f"<p>{NAME}</p>",
            "docProps/thumbnail.jpeg": jpeg(),
            f"{main.partition('/')[0]}/media/image1.jpeg": jpeg(),
            **parts,
        }
    )


def _zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = NAME.encode()
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def everything_in(data: bytes) -> bytes:
    """All bytes of a file, also those of its packed parts and streams, one after the other."""
    found = [data]
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found += [everything_in(archive.read(name)) for name in archive.namelist()]
    if data[:5] == b"%PDF-":
        with pikepdf.open(io.BytesIO(data)) as document:
            for one in document.objects:
                found.append(bytes(one.unparse()))
                if isinstance(one, pikepdf.Stream):
                    found.append(one.read_raw_bytes())
                    found.append(_unpacked(one))
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        found += [_inflated(data[at:]) for at in range(len(data)) if data[at : at + 2] == b"x\x9c"]
    return b"\n".join(found)


def _unpacked(stream: pikepdf.Stream) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return b""


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""
