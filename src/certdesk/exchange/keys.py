"""Statement keys as age knows them: an Ed25519 key is an ``ssh-ed25519`` recipient, so no other key has to travel."""

from __future__ import annotations

import base64
import struct

_KIND = b"ssh-ed25519"


def ssh_line(public_key: bytes) -> str:
    """Write a raw Ed25519 public key as OpenSSH does: what ``age -r`` takes."""
    fields = (_KIND, public_key)
    blob = b"".join(struct.pack(">I", len(one)) + one for one in fields)
    return f"{_KIND.decode()} {base64.b64encode(blob).decode()}"
