"""Who and what a file says it is from, inside: EXIF, PDF and Office properties, authors of comments, film tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, cast

import pikepdf
from PIL import ExifTags, Image

from certdesk.core.preflight_looks import Told
from certdesk.evidence.decoders import parts, photos, side_notes, zips
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.decoders.pdf_dangers import Unclosed
from certdesk.evidence.problems import Refused

_LONGEST, _MOST = 200, 40
_OF_EXIF = {
    ExifTags.Base.Artist: "artist", ExifTags.Base.Copyright: "copyright", ExifTags.Base.XPAuthor: "author",
    ExifTags.Base.ImageDescription: "description", ExifTags.Base.HostComputer: "owner", ExifTags.Base.XPTitle: "title",
    ExifTags.Base.XPComment: "description", ExifTags.Base.XPSubject: "description",
}  # fmt: skip
_OF_DETAILS = {ExifTags.Base.CameraOwnerName: "owner", ExifTags.Base.UserComment: "description"}
_OF_PICTURES = {
    "author": "author", "artist": "artist", "copyright": "copyright", "title": "title", "description": "description",
    "comment": "description",
}  # fmt: skip
"""What PNG and GIF carry as plain texts."""
_OF_PDF = {"/Author": "author", "/Title": "title", "/Subject": "description", "/Keywords": "description"}
_OF_XML = {
    "creator": "author", "lastModifiedBy": "editor", "title": "title", "subject": "description",
    "description": "description", "keywords": "description", "Company": "company", "Manager": "manager",
    "initial-creator": "author",
}  # fmt: skip
_OF_RECORDINGS = {
    "Performer": "artist", "Director": "artist", "Producer": "artist", "Copyright": "copyright", "Title": "title",
    "Movie": "title", "Description": "description", "Comment": "description", "Album": "title", "Author": "author",
    "com_apple_quicktime_author": "author", "com_apple_quicktime_artist": "artist", "Owner": "owner",
    "WrittenBy": "author", "Publisher": "company", "RecordedBy": "artist", "Composer": "artist", "EncodedBy": "artist",
}  # fmt: skip
_PLACES = ("xyz", "location", "Recorded_Location", "loci")
_TOOLS = (
    "Encoded_Application", "Encoded_Application_Name", "Encoded_Application_CompanyName", "Encoded_Library",
    "Encoded_Library_Name", "com_apple_quicktime_software", "Software", "Handler", "WritingApplication",
)  # fmt: skip
_DAYS = ("Recorded_Date", "com_apple_quicktime_creationdate", "Encoded_Date", "Tagged_Date")
_XMP = re.compile(
    rb"<(dc:creator|xmpRights:Owner|photoshop:AuthorsPosition|dc:rights|photoshop:Credit|dc:title|dc:description"
    rb"|aux:OwnerName|pdf:Author)\b[^>]*>(.{0,2000}?)</\1>",
    re.DOTALL,
)
_TAG = re.compile(rb"<[^>]{0,500}>")
_XML_PARTS = ("docProps/core.xml", "docProps/app.xml", "meta.xml")
_ISO_DAY = re.compile(r"(\d{4})[-:]?(\d{2})[-:]?(\d{2})")
_MOST_XMP, _MOST_PACKED_XMP = 2**20, 2**17
_ERRORS = (pikepdf.PdfError, ValueError, RuntimeError, OSError, RecursionError, TypeError, KeyError)


def of_photo(opened: OpenedFile) -> tuple[Told, ...]:
    """Return what the notes of a photo say."""
    try:
        image = photos.opened_image(opened)
    except Refused:
        return ()
    found: list[Told] = []
    with suppress(Exception):  # broken camera notes are common, and the picture itself is shown all the same
        found += _of_exif(image)
    for key, value in image.info.items():
        text = value.decode("utf-8", "replace") if isinstance(value, bytes) and key == "comment" else value
        if isinstance(key, str) and isinstance(text, str) and key.lower() in _OF_PICTURES:
            found.append(Told(_OF_PICTURES[key.lower()], text))
    for name in ("xmp", "XML:com.adobe.xmp"):
        xmp = image.info.get(name)
        if isinstance(xmp, bytes | str):
            found += _of_xmp(xmp if isinstance(xmp, bytes) else xmp.encode("utf-8", "replace"))
    return _tidy(found)


def of_pdf(opened: OpenedFile) -> tuple[tuple[Told, ...], str]:
    """Return what the properties of a PDF say, and the day on which it was last changed."""
    found: list[Told] = []
    day = ""
    try:
        with pikepdf.open(
            cast(Any, Unclosed(opened.file)), password=opened.password, suppress_warnings=True
        ) as document:
            info = document.trailer.get("/Info")
            if isinstance(info, pikepdf.Dictionary):
                found += [Told(place, str(info[key])) for key, place in _OF_PDF.items() if key in info]
                day = iso_day(str(info.get("/ModDate", info.get("/CreationDate", "")))[2:])
            stream = document.Root.get("/Metadata")
            if isinstance(stream, pikepdf.Stream) and len(stream.read_raw_bytes()) <= _MOST_PACKED_XMP:
                found += _of_xmp(stream.read_bytes()[:_MOST_XMP])
    except _ERRORS:
        return _tidy(found), day
    return _tidy(found), day


def of_office(opened: OpenedFile) -> tuple[tuple[Told, ...], str]:
    """Return what the properties of an office file say, and the day on which it was last changed."""
    found: list[Told] = []
    day = ""
    try:
        with zips.opened(opened.file) as archive:
            names = set(archive.namelist())
            for name in (name for name in _XML_PARTS if name in names):
                root = parts.tree(archive, name)
                for each in root.iter() if root is not None else ():
                    local, text = parts.local(each), (each.text or "").strip()
                    if text and local in _OF_XML:
                        found.append(Told(_OF_XML[local], text))
                    if text and (local == "modified" or (local == "date" and name == "meta.xml")):
                        day = iso_day(text)
    except Refused:
        return (), ""
    return _tidy(found), day


def of_comments(opened: OpenedFile) -> tuple[Told, ...]:
    """Return who wrote the comments and changes in a document."""
    try:
        notes = side_notes.read(opened).notes
    except Refused:
        return ()
    return _tidy([Told("comment", note.author) for note in notes if note.author])


def of_recording(tracks: list[dict[str, Any]]) -> tuple[tuple[Told, ...], tuple[str, ...], str, bool]:
    """Return who a recording says it is from, by what it was saved, its day, and whether it says where it was made."""
    found: list[Told] = []
    tools: list[str] = []
    days: dict[str, str] = {}
    located = False
    for track in tracks:
        extra = track.get("extra")
        for key, value in {**track, **(extra if isinstance(extra, dict) else {})}.items():
            if not isinstance(value, str) or not value.strip():
                continue
            if key in _OF_RECORDINGS:
                found.append(Told(_OF_RECORDINGS[key], value))
            if key in _TOOLS:
                tools.append(value.strip()[:_LONGEST])
            if key in _DAYS:
                days.setdefault(key, iso_day(value))
            located = located or (any(place in key for place in _PLACES) and any(sign.isdigit() for sign in value))
    day = next((days[key] for key in _DAYS if days.get(key)), "")
    return _tidy(found), tuple(dict.fromkeys(tools))[:_MOST], day, located


def iso_day(text: str) -> str:
    """Return the day at the beginning of a time as files write it, as ISO 8601, or ""."""
    told = _ISO_DAY.search(text)
    return "-".join(told.groups()) if told else ""


def _of_exif(image: Image.Image) -> Iterator[Told]:
    exif = image.getexif()
    for tags, known in ((exif, _OF_EXIF), (exif.get_ifd(ExifTags.IFD.Exif), _OF_DETAILS)):
        for tag, place in known.items():
            value = tags.get(tag)
            if isinstance(value, bytes):
                wide = tag not in _OF_DETAILS and value[1:2] == b"\0"
                value = value.decode("utf-16-le" if wide else "utf-8", "replace").removeprefix("ASCII")
            if isinstance(value, str):
                yield Told(place, value)


def _of_xmp(data: bytes) -> Iterator[Told]:
    for match in _XMP.finditer(data[:_MOST_XMP]):
        name, text = match[1].decode(), " ".join(_TAG.sub(b" ", match[2]).decode("utf-8", "replace").split())
        place = "title" if name.endswith("title") else "description" if name.endswith("description") else "author"
        yield Told(place, text)


def _tidy(found: list[Told]) -> tuple[Told, ...]:
    told = (Told(each.place, each.text.replace("\0", "").strip()[:_LONGEST]) for each in found)
    return tuple(dict.fromkeys(each for each in told if each.text))[:_MOST]
