"""Bags as BagIt programs write them, small, honest and damaged."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
INFO = "External-Identifier: KITE-37\r\nExternal-Description: Clean water\r\nContact-Name: A. Head\r\n"


def bag(
    payload: Mapping[str, bytes], *, algorithm: str = "sha256", info: str = INFO, escaped: bool = True
) -> dict[str, bytes]:
    """Return the files of a valid bag by name."""
    files = {f"data/{name}": data for name, data in payload.items()}
    lines = [f"{digest_of(data, algorithm)}  {percents(name) if escaped else name}\n" for name, data in files.items()]
    size = sum(map(len, payload.values()))
    files["bagit.txt"] = DECLARATION.encode()
    files["bag-info.txt"] = f"{info}Payload-Oxum: {size}.{len(payload)}\r\n".encode()
    files[f"manifest-{algorithm}.txt"] = "".join(lines).encode()
    return with_tag_manifest(files, algorithm)


def with_tag_manifest(files: dict[str, bytes], algorithm: str = "sha256") -> dict[str, bytes]:
    """Return the files with a list of the digests of the bag's own small files."""
    own = {name: data for name, data in files.items() if "/" not in name and not name.startswith("tagmanifest")}
    lines = "".join(f"{digest_of(data, algorithm)} {name}\n" for name, data in own.items())
    return files | {f"tagmanifest-{algorithm}.txt": lines.encode()}


def digest_of(data: bytes, algorithm: str) -> str:
    """Return the digest of some bytes as hex digits."""
    return hashlib.new(algorithm, data).hexdigest()


def percents(name: str) -> str:
    """Escape a name as BagIt 1.0 asks."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
