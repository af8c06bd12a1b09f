"""The words that badges are written in: JSON-LD contexts that lie with the program, and no others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from certdesk import shipped
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
CREDENTIALS_1 = "https://www.w3.org/2018/credentials/v1"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
BADGE_CONTEXT = (CREDENTIALS, OPEN_BADGES, EXTENSIONS)


@dataclass(frozen=True, slots=True)
class Pin:
    """A context document: its file under ``resources/contexts`` and its SHA-256 in hexadecimal."""

    file: str
    digest: str


PINS: Mapping[str, Pin] = {
    CREDENTIALS: Pin("w3c-credentials-v2.json", "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"),
    CREDENTIALS_1: Pin("w3c-credentials-v1.json", "00d7dd6d3ad8b920e3e550dd3a3d9090bffcac84cdbf943da6924b3e0a5c8bb8"),
    "https://w3id.org/security/suites/ed25519-2020/v1": Pin(
        "w3c-ed25519-2020-v1.json", "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588"
    ),
    "https://w3id.org/security/data-integrity/v1": Pin(
        "w3c-data-integrity-v1.json", "b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554"
    ),
    "https://w3id.org/security/data-integrity/v2": Pin(
        "w3c-data-integrity-v2.json", "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4"
    ),
    "https://w3id.org/security/multikey/v1": Pin(
        "w3c-multikey-v1.json", "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597"
    ),
    "https://www.w3.org/ns/credentials/examples/v2": Pin(
        "w3c-examples-v2.json", "57393fbc69d6efb9b9b5dc9cb6b9880b0944360abfe2eaf459c9e58cf2279d7c"
    ),
    "https://www.w3.org/ns/credentials/undefined-terms/v2": Pin(
        "w3c-undefined-terms-v2.json", "82dab514ba44eb18f5d1b0f638c5e140c6a556fbfb5089601bdc0fa5eb8b2581"
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": Pin(
        "1edtech-ob-3.0.1.json", "5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571"
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": Pin(
        "1edtech-ob-3.0.2.json", "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53"
    ),
    OPEN_BADGES: Pin("1edtech-ob-3.0.3.json", "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84"),
    EXTENSIONS: Pin("1edtech-ob-extensions.json", "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93"),
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": Pin(
        "1edtech-clr-2.0.1.json", "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6"
    ),
}


class UnknownContextError(CertDeskError):
    """A badge is written in words whose meaning is only on the network, where this program never goes."""


def known_context(address: str) -> dict[str, Any]:
    """Return a pinned context document. Raises `UnknownContextError` for all others, and when the file was changed."""
    if address not in PINS:
        problem = _("The badge uses words that are defined at {address}.").format(address=address[:200])
        raise UnknownContextError(
            problem, _("That definition is not part of this program, and it never uses a network.")
        )
    return _document(PINS[address])


def load(address: str, _options: object) -> dict[str, Any]:
    """Answer as PyLD's document loader: pinned contexts only."""
    # "static" lets PyLD keep what it made of the context; that is sound because a pinned document never changes.
    return {"contextUrl": None, "documentUrl": address, "document": known_context(address), "tag": "static"}


@cache
def _document(pin: Pin) -> dict[str, Any]:
    data = (shipped.resources() / "contexts" / pin.file).read_bytes()
    if hashlib.sha256(data).hexdigest() != pin.digest:
        problem = _("{file} of this program was changed; badges can't be read with it.").format(file=pin.file)
        raise UnknownContextError(problem, _("Install the program again."))
    document: dict[str, Any] = json.loads(data)
    return document
