"""Office files freed of what tells of their authors: every part is looked at, and what stays is packed anew."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from certdesk.evidence.decoders import zips
from certdesk.evidence.mending import chunks, jpeg, office_parts
from certdesk.evidence.mending.office_parts import Gone
from certdesk.evidence.mending.refusing import CannotMendError, Reason
from certdesk.evidence.problems import Case, Refused

MAX_BYTES = 256 * 2**20
_DEEPEST = 2
_DAY = (1980, 1, 1, 0, 0, 0)
_PICTURES = {".jpg": jpeg.stripped, ".jpeg": jpeg.stripped, ".png": chunks.stripped_png, ".gif": chunks.stripped_gif}
_PACKED = (".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".pptm", ".odt", ".ods", ".odp")
_XML = (".xml", ".rels", ".rdf", ".vml")
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, KeyError)


def stripped(data: bytes, depth: int = 0) -> bytes:
    """Return an office file without authors, dates, programs and places of its making. Raises CannotMendError."""
    if len(data) > MAX_BYTES:
        raise CannotMendError(Reason.TOO_LARGE)
    try:
        zips.check(io.BytesIO(data))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part.filename: archive.read(part) for part in archive.infolist() if not part.is_dir()}
    except Refused as refused:
        locked = refused.case is Case.LOCKED_FOR_GOOD
        raise CannotMendError(Reason.LOCKED if locked else Reason.DAMAGED) from refused
    except _BROKEN as fault:
        raise CannotMendError(Reason.DAMAGED) from fault
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise CannotMendError(Reason.LOCKED)
    gone = Gone(frozenset(name for name in parts if office_parts.goes(name)))
    kept = {name: _part(name, content, gone, depth) for name, content in parts.items() if name not in gone.names}
    return _packed(kept)


def _part(name: str, content: bytes, gone: Gone, depth: int) -> bytes:
    ending = posixpath.splitext(name)[1].lower()
    if ending in _PICTURES:
        try:
            return _PICTURES[ending](content)
        except CannotMendError:
            return content  # no picture, or a damaged one: it stays what it was
    if ending in _PACKED and depth < _DEEPEST and content[:2] == b"PK":
        return stripped(content, depth + 1)
    if name.lower().endswith(_XML):  # ".rels" has no ending of its own
        return office_parts.stripped(name, content, gone)
    return content


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        # An OpenDocument file begins with its kind, not packed, so that others recognise it.
        for name in sorted(parts, key=lambda each: each != "mimetype"):
            written = zipfile.ZipInfo(name, _DAY)
            written.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            written.create_system = 0
            archive.writestr(written, parts[name])
    return out.getvalue()
