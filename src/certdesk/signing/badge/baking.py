"""Puts badges into pictures and takes them out again, whatever the kind of file."""

from __future__ import annotations

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.badge import png, svg
from certdesk.signing.badge.jwt import looks_like_jwt


def bake(picture: bytes, badge: bytes) -> bytes:
    """Return a PNG or SVG with a badge in it; a badge that was in it is replaced.

    Raises `UntrustedFileError` for other files and damaged ones.
    """
    if picture.startswith(png.SIGNATURE):
        return png.bake_png(picture, badge)
    if svg.looks_like_svg(picture):
        return svg.bake_svg(picture, badge)
    raise UntrustedFileError(
        _("A badge can only be put into a picture of the kind PNG or SVG."), _("Choose another picture.")
    )


def badge_in(data: bytes) -> bytes | None:
    """Return the badge in a file: in a PNG or SVG, or the file itself where it is JSON or a compact JWS; else None.

    Raises `UntrustedFileError` for a damaged picture, and for one that holds several badges.
    """
    if data.startswith(png.SIGNATURE):
        return png.badge_in_png(data)
    if svg.looks_like_svg(data):
        return svg.badge_in_svg(data)
    begins = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    return data if begins.startswith(b"{") or looks_like_jwt(data) else None
