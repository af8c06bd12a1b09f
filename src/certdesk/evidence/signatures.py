"""The marks by which file formats are recognised in their first bytes."""

from __future__ import annotations

import re
from collections.abc import Callable

from certdesk.evidence import written
from certdesk.evidence.camera_raw import is_camera_raw

_PLAIN = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"8BPS", "PSD"),
    (b"qoif", "QOI"),
    (b"DDS ", "DDS"),
    (b"icns", "ICNS"),
    (b"BLP1", "BLP"),
    (b"BLP2", "BLP"),
    (b"%!PS", "EPS"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
    (b"SIMPLE  =", "FITS"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "JPEG XL"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"FLV\x01", "FLV"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "WMV"),
    (b"\x00\x00\x01\xba", "MPEG"),
    (b"\x00\x00\x01\xb3", "MPEG"),
    (b"\x1f\x07\x00", "DV"),
    (b"ADIF", "AAC"),
    (b".RMF", "RealMedia"),
    (b"MAC ", "Monkey's Audio"),
    (b".snd\x00\x00", "AU"),
    (b"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02", "MXF"),
    (b"\x0b\x77", "AC-3"),
    (b"caff\x00\x01", "CAF"),
    (b"MPCK", "Musepack"),
    (b"MP+", "Musepack"),
    (b"fLaC", "FLAC"),
    (b"#!AMR", "AMR"),
    (b"{\\rt", "RTF"),
    (b"\x7fELF", "program"),
    (b"\xffWPC", "WordPerfect"),
    (b"AT&TFORM", "DjVu"),
    (b"FWS", "Flash"),
    (b"CWS", "Flash"),
    (b"\x00\x01\x00\x00\x00", "font"),
    (b"OTTO\x00", "font"),
    (b"ttcf\x00", "font"),
    (b"wOFF\x00", "font"),
    (b"wOF2\x00", "font"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "program"),
    (b"\xe4R\\{\x8c\xd8\xa7M\xae\xb1Sx\xd0)\x96\xd3", "OneNote"),
    (b"\x00\x01\x00\x00Standard ", "Access"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
)

_OPEN_DOCUMENT = (
    (b"application/vnd.oasis.opendocument.text", "ODT"),
    (b"application/vnd.oasis.opendocument.presentation", "ODP"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ODS"),
    (b"application/vnd.oasis.opendocument.graphics", "ODG"),
    (b"application/epub+zip", "EPUB"),
    (b"application/vnd.sun.xml", "OpenOffice 1"),
)

_OFFICE_PARTS = (
    (b"word/", "DOCX"),
    (b"ppt/", "PPTX"),
    (b"xl/workbook.bin", "XLSB"),
    (b"xl/", "XLSX"),
    (b"visio/", "Visio"),
)
_OTHER_PARTS = (
    (b"geogebra.xml", "GeoGebra"),
    (b"FixedDocSeq.fdseq", "XPS"),
    (b"FixedDocumentSequence.fdseq", "XPS"),
    (b"Index/Document.iwa", "Apple iWork"),
    (b"index.apxl", "Apple iWork"),
    (b"index.xml\nQuickLook/", "Apple iWork"),
    (b"QuickLook/Thumbnail.jpg", "Apple iWork"),
    (b"Index.zip", "Apple iWork"),
    (b"h5p.json", "H5P"),
    (b"page0.svg", "SMART Notebook"),
    (b"AndroidManifest.xml", "program"),
    (b".class\n", "program"),
    (b"project.json", "Scratch"),
)

LOCKED_OFFICE_FILE = "locked Office file"
"""A DOCX, PPTX or XLSX with a password: which of them it is stands behind the lock."""
_OLE_STREAMS = (
    ("EncryptedPackage", LOCKED_OFFICE_FILE),
    ("WordDocument", "DOC"),
    ("PowerPoint Document", "PPT"),
    ("Workbook", "XLS"),
    ("Book", "XLS"),
    ("__properties_version1.0", "Outlook message"),
    ("VisioDocument", "Visio"),
    ("Quill", "Publisher"),
)

_TAR_BLOCK = 512
_MPEG_AUDIO_LAYERS = frozenset({0xFA, 0xFB, 0xF2, 0xF3, 0xE2, 0xE3, 0xFC, 0xFD})
_QUICKTIME_ATOMS = frozenset({b"moov", b"mdat", b"wide", b"pnot", b"skip", b"free"})


def recognise(head: bytes) -> str:
    """Return the name of the format (see `formats`) that ``head``, a file's first bytes, shows; "unknown" when none."""
    if is_camera_raw(head):
        return "camera raw"
    for mark, name in _PLAIN:
        if head.startswith(mark):
            return name
    for look in _LOOKS:
        found = look(head)
        if found:
            return found
    return "unknown"


def zip_format(names: bytes) -> str:
    """Tell office files from other zip archives by the part names in ``names``; "ZIP" when it is no office file."""
    if b"[Content_Types].xml" in names or b"_rels/.rels" in names:
        found = next((name for part, name in _OFFICE_PARTS if part in names), "")
        if found:
            return found
    return next((name for part, name in _OTHER_PARTS if part in names), "ZIP")


def ole_format(directory: bytes) -> str:
    """Tell old office files apart by the stream names in ``directory``; "Office file" when they are not among it."""
    for stream, name in _OLE_STREAMS:
        if stream.encode("utf-16-le") + b"\x00\x00" in directory:
            return name
    return "Office file"


def _windows_program(head: bytes) -> str:
    return "program" if head[:2] == b"MZ" and b"\x00" in head[:64] else ""


def _pdf(head: bytes) -> str:
    return "PDF" if b"%PDF-" in head[:1024] else ""


def _riff(head: bytes) -> str:
    if head[:4] not in {b"RIFF", b"RF64", b"RIFX"}:
        return ""
    return {b"WEBP": "WebP", b"AVI ": "AVI", b"WAVE": "WAV"}.get(head[8:12], "")


def _iso_media(head: bytes) -> str:
    if head[4:8] in _QUICKTIME_ATOMS and int.from_bytes(head[:4], "big") != 0:
        return "QuickTime"
    if head[4:8] in {b"moof", b"styp", b"sidx", b"emsg"}:
        return "MP4"
    if head[4:8] != b"ftyp":
        return ""
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(int.from_bytes(head[:4], "big"), 256), 4))]
    return _brand(brands)


def _brand(brands: list[bytes]) -> str:
    major = brands[0]
    if major in {b"avif", b"avis"} or (major in {b"mif1", b"msf1"} and b"avif" in brands):
        return "AVIF"
    if major in {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"mif2"}:
        return "HEIC"
    if major in {b"M4A ", b"M4B "}:
        return "M4A"
    if major == b"qt  ":
        return "QuickTime"
    if major[:3] in {b"3gp", b"3g2", b"3ge", b"3gg"}:
        return "3GP"
    still, moving = {b"mif1", b"heic", b"heix"}, {b"isom", b"iso2", b"mp41", b"mp42", b"avc1"}
    return "HEIC" if still & set(brands) and not moving & set(brands) else "MP4"


def _matroska(head: bytes) -> str:
    if not head.startswith(b"\x1a\x45\xdf\xa3"):
        return ""
    return "WebM" if b"webm" in head[:64] else "Matroska"


def _ogg(head: bytes) -> str:
    if not head.startswith(b"OggS"):
        return ""
    return "Ogg video" if b"\x80theora" in head[:512] or b"\x01video" in head[:512] else "Ogg audio"


def _transport_stream(head: bytes) -> str:
    for start, step in ((0, 188), (4, 192), (0, 204)):
        marks = range(start, min(len(head), start + step * 8), step)
        if len(marks) >= 3 and all(head[at] == 0x47 for at in marks):
            return "MPEG-TS"
    return ""


def _aiff(head: bytes) -> str:
    return "AIFF" if head[:4] == b"FORM" and head[8:12] in {b"AIFF", b"AIFC"} else ""


def _bmp(head: bytes) -> str:
    """Tell a BMP, also one that has lost its file header, as what was copied from another program."""
    bare = head[:4] == b"\x28\x00\x00\x00" and head[12:14] == b"\x01\x00" and len(head) > 40
    if bare and head[14] in {1, 4, 8, 16, 24, 32} and head[15] == 0:
        return "BMP"
    header = int.from_bytes(head[14:18], "little")
    return "BMP" if head[:2] == b"BM" and len(head) >= 18 and (header in {12, 16, 64} or 40 <= header <= 124) else ""


def _icon(head: bytes) -> str:
    """Icons and cursors begin with a count and a list of pictures, each of which lies behind the list."""
    if head[:4] not in {b"\x00\x00\x01\x00", b"\x00\x00\x02\x00"} or len(head) < 22:
        return ""
    count, size, at = (
        head[4] + head[5] * 256,
        int.from_bytes(head[14:18], "little"),
        int.from_bytes(head[18:22], "little"),
    )
    if not 0 < count <= 256 or not 0 < size < 2**26 or not 6 + 16 * count <= at < 2**26 or head[9] != 0:
        return ""
    return "ICO" if head[2] == 1 else "CUR"


def _pcx(head: bytes) -> str:
    known = head[:1] == b"\x0a" and len(head) >= 128 and head[1] in {0, 2, 3, 4, 5} and head[2] in {0, 1}
    return "PCX" if known and head[3] in {1, 2, 4, 8} and head[64] == 0 and head[65] in {1, 2, 3, 4} else ""


def _sgi(head: bytes) -> str:
    known = head[:2] == b"\x01\xda" and len(head) >= 12 and head[2] in {0, 1} and head[3] in {1, 2}
    return "SGI" if known and head[4] == 0 and head[5] in {1, 2, 3} else ""


def _fli(head: bytes) -> str:
    return "FLI" if head[4:6] in {b"\x11\xaf", b"\x12\xaf"} and head[14:16] in {b"\x03\x00", b"\x00\x00"} else ""


def _tga(head: bytes) -> str:
    """TGA has no mark of its own: every field of its header has to make sense."""
    if len(head) < 18 or head[1] not in {0, 1} or head[2] not in {1, 2, 3, 9, 10, 11} or head[17] & 0xC0:
        return ""
    palette_fits = head[7] in {15, 16, 24, 32} if head[1] else not any(head[3:8])
    has_size = any(head[12:14]) and any(head[14:16])
    return "TGA" if palette_fits and has_size and head[16] in {1, 8, 15, 16, 24, 32} else ""


def _emf(head: bytes) -> str:
    return "EMF" if head[:4] == b"\x01\x00\x00\x00" and head[40:44] == b" EMF" else ""


def _pnm(head: bytes) -> str:
    return "PNM" if re.match(rb"P[1-6fF]\s+(#[^\n]*\n\s*)*\d+\s+\d+", head[:256]) else ""


def _zip(head: bytes) -> str:
    if head[:4] not in {b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"}:
        return ""
    if head[30:38] == b"mimetype":
        stored = head[38:140]
        found = next((name for mime, name in _OPEN_DOCUMENT if mime in stored), "")
        if found:
            return found
    return zip_format(head)


def _ole(head: bytes) -> str:
    return ole_format(head) if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") else ""


def _tar(head: bytes) -> str:
    if head[257:262] == b"ustar":
        return "TAR"
    return "TAR" if len(head) >= _TAR_BLOCK and _is_old_tar(head[:_TAR_BLOCK]) else ""


def _is_old_tar(block: bytes) -> bool:
    """Tell a TAR of before 1988, which has no mark, by the sum of its first block that stands in it."""
    told = block[148:156].strip(b" \x00")
    if not block[0] or not re.fullmatch(rb"[0-7]{3,7}", told):
        return False
    return int(told, 8) == sum(block[:148]) + 8 * 32 + sum(block[156:])


def _mobipocket(head: bytes) -> str:
    return "Mobipocket" if head[60:68] == b"BOOKMOBI" else ""


def _behind_tag(head: bytes) -> str:
    """Tell a sound that begins with an ID3 tag by what follows it; MP3 where that lies further back."""
    if head[:3] != b"ID3" or len(head) < 10:
        return ""
    length = 10 + sum((each & 127) << (7 * place) for place, each in enumerate(reversed(head[6:10])))
    rest = head[length : length + 8].lstrip(b"\0")
    return next((name for mark, name in ((b"fLaC", "FLAC"), (b"MP", "Musepack")) if rest.startswith(mark)), "MP3")


def _mpeg_audio(head: bytes) -> str:
    if len(head) < 4 or head[0] != 0xFF:
        return ""
    if head[1] in {0xF1, 0xF9}:
        return "AAC"
    bit_rate, sampling = head[2] >> 4, (head[2] >> 2) & 3
    return "MP3" if head[1] in _MPEG_AUDIO_LAYERS and 0 < bit_rate < 15 and sampling != 3 else ""


_LOOKS: tuple[Callable[[bytes], str], ...] = (
    _windows_program,
    _riff,
    _iso_media,
    _matroska,
    _ogg,
    _aiff,
    _zip,
    _ole,
    _tar,
    _mobipocket,
    _behind_tag,
    _mpeg_audio,
    _transport_stream,
    _bmp,
    _icon,
    _emf,
    _pcx,
    _sgi,
    _fli,
    _pnm,
    _pdf,
    written.recognise,
    _tga,
)
