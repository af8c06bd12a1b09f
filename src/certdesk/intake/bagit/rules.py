"""What a bag does otherwise than BagIt asks, in sentences: its files may come in all the same."""

from __future__ import annotations

import codecs
import re

from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.bagit.tag_files import Manifest, labels, refused_to_fetch, text_of

_DECLARATION = re.compile(
    r"BagIt-Version: [0-9]+\.[0-9]+(?:\r\n|\n|\r)Tag-File-Character-Encoding: [A-Za-z0-9._-]+\s*", re.ASCII
)


def about_declaration(data: bytes | None) -> list[str]:
    """Tell what is wrong with bagit.txt; None where it is missing."""
    if data is None:
        return [_("“bagit.txt” is missing: the bag doesn't say that it is one.")]
    text = text_of(data, "utf-8")
    told = dict(labels(text))
    version = told.get("bagit-version", "")
    encoding = told.get("tag-file-character-encoding", "utf-8")
    if not version:
        return [_("The bag doesn't say by which version of BagIt it was made.")]
    if not version.startswith(("0.", "1.")):
        unknown = _("The bag says that it is of version {version} of BagIt, which CertDesk doesn't know.")
        return [unknown.format(version=shown(version, 20))]
    if not _is_known(encoding):
        unread = _(
            "The bag says that its lists are written in “{encoding}”, which nobody knows; they are read as UTF-8."
        )
        return [unread.format(encoding=shown(encoding, 40))]
    if data.startswith(codecs.BOM_UTF8) or not _DECLARATION.fullmatch(data.decode("utf-8", "replace")):
        return [_("“bagit.txt” is not written as BagIt asks; strict programs will not take this bag.")]
    return []


def about_names(manifests: tuple[Manifest, ...], declared: dict[str, str]) -> list[str]:
    """Tell of lists of the payload that name other files, and of several that don't name the same."""
    told: list[str] = []
    for manifest in manifests:
        if strange := [name for name in manifest.digests if not name.startswith("data/")]:
            text = _("A list of the payload names “{file}”, which is no payload; it was not looked at.")
            told.append(text.format(file=shown(strange[0])))
    if declared.get("bagit-version", "").startswith("1.") and len({frozenset(one.digests) for one in manifests}) > 1:
        told.append(_("The lists of the bag don't name the same files; what one of them names comes in."))
    return told


def about_fetching(text: str) -> list[str]:
    """Tell of files that should be fetched to a place outside the bag."""
    refused = refused_to_fetch(text)
    if not refused:
        return []
    return [_("“fetch.txt” names a place outside the bag, “{first}”; nothing is fetched.").format(first=shown(refused))]


def _is_known(encoding: str) -> bool:
    try:
        b"a".decode(encoding)
    except UnicodeError:
        return True  # one letter alone is no text of UTF-16
    except (LookupError, ValueError):
        return False
    return True
