"""The ways in which a file can be packed or locked in a zip that we do not open, by name."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.core.words import _
from certdesk.intake.zip_directory import STRONG, PackedEntry, extra_field

_AES, _AES_FIELD = 99, 0x9901
_DEFLATE64 = 9
_NAMES: Mapping[int, str] = {
    1: "Shrink", 2: "Reduce", 3: "Reduce", 4: "Reduce", 5: "Reduce", 6: "Implode", 9: "Deflate64", 10: "PKWARE DCL",
    12: "bzip2", 14: "LZMA", 16: "IBM CMPSC", 18: "IBM TERSE", 19: "LZ77", 20: "Zstandard", 93: "Zstandard",
    94: "MP3", 95: "XZ", 96: "JPEG", 97: "WavPack", 98: "PPMd",
}  # fmt: skip


def method_name(method: int) -> str:
    """Name a way of packing: "Deflate64", or its number where nobody knows it."""
    return _NAMES.get(method) or _("method {number}").format(number=method)


def not_opened(method: int) -> str:
    """Say why a file that is packed so stays outside, and what to do."""
    if method == _DEFLATE64:
        return _(
            "it is packed with Deflate64, as Windows does with very large files, which CertDesk does not open; unpack "
            "the zip and choose the folder"
        )
    reason = _("it is packed with {method}, which CertDesk does not open; pack it again as an ordinary zip")
    return reason.format(method=method_name(method))


def locked(entry: PackedEntry) -> str:
    """Say what to do with a zip that is locked, and how it is where that is known."""
    if entry.method == _AES or extra_field(entry.extra, _AES_FIELD) is not None:
        return _(
            "It is encrypted with AES. Unpack it with its password first (7-Zip, Keka or WinZip can), then choose the "
            "folder; or ask its sender for a zip without a password."
        )
    if entry.flags & STRONG:
        return _(
            "It is encrypted in a way that only the program that made it opens. Unpack it there, then choose the "
            "folder; or ask its sender for a zip without a password."
        )
    return _(
        "Unpack it with its password first, then choose the folder; or ask its sender for a zip without a password."
    )
