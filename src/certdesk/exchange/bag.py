"""The tag files of a BagIt 1.0 bag (RFC 8493): what makes a package readable for everybody's tools."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from certdesk.core.errors import UntrustedFileError
from certdesk.exchange.package import Head

BAGIT, INFO, MANIFEST, TAG_MANIFEST = "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"
DATA = "data"
_LINE = re.compile(r"([0-9a-fA-F]{64})[ \t]+\*?(\S.{0,400})")
_MOST_LINES = 100_000


@dataclass(frozen=True, slots=True)
class Volume:
    """Which stick of how many; (1, 1) where one holds all. ``count`` is 0 while nobody knows how many there will be."""

    number: int = 1
    count: int = 1

    @property
    def as_bag_count(self) -> str:
        """As BagIt says it."""
        return f"{self.number} of {self.count or '?'}"


def bag_info(head: Head, volume: Volume, payload: Iterable[tuple[str, int]]) -> bytes:
    """Return the content of bag-info.txt. ``payload`` are names under data/ and their bytes."""
    sizes = [size for _name, size in payload]
    lines = {
        "Bagging-Date": head.made_at.date().isoformat(),
        "External-Identifier": head.package,
        "Bag-Group-Identifier": head.package,
        "Bag-Count": volume.as_bag_count,
        "Payload-Oxum": f"{sum(sizes)}.{len(sizes)}",
        "Bag-Software-Agent": "CertDesk",
        "CertDesk-Format": head.format,
        "CertDesk-Seal": head.seal.value,
        "CertDesk-Purpose": head.purpose.value,
        "CertDesk-Author": head.author,
        "CertDesk-Parts": str(len(head.parts)),
        "CertDesk-Size": str(head.size),
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items()).encode()


def bagit_txt() -> bytes:
    """Return the content of bagit.txt."""
    return b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def payload_manifest(digests: Mapping[str, str]) -> bytes:
    """Return the content of manifest-sha256.txt: names under data/ and their SHA-256."""
    return "".join(f"{digest}  {DATA}/{name}\n" for name, digest in sorted(digests.items())).encode()


def tag_manifest(tags: Mapping[str, bytes]) -> bytes:
    """Return the content of tagmanifest-sha256.txt."""
    return "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(tags.items())).encode()


def read_manifest(untrusted: bytes, damaged: UntrustedFileError) -> dict[str, str]:
    """Read names and digests of a manifest. Raises ``damaged`` for anything else."""
    try:
        lines = untrusted.decode().splitlines()
    except UnicodeDecodeError:
        raise damaged from None
    if len(lines) > _MOST_LINES:
        raise damaged
    found: dict[str, str] = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None or match[2] in found:
            raise damaged
        found[match[2]] = match[1].lower()
    return found
