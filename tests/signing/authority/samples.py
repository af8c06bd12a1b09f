"""A programme and people made from bare keys: nothing here has a passphrase, so it is made in milliseconds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from certdesk.core.did_keys import did_key
from certdesk.signing.authority.acts import Extras, Whom, certify, tell_news
from certdesk.signing.authority.bundle import Bundle, bundle_of, sign_anchors, sign_news
from certdesk.signing.authority.ceremony import Founder, make_programme
from certdesk.signing.authority.checking import programme_id
from certdesk.signing.authority.desk import Enrolled, IssuingDesk
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.authority.names import person_name
from certdesk.signing.authority.profile import Authority, Curve, new_key, root_certificate
from certdesk.signing.authority.requests import EnrolmentRequest, new_request
from certdesk.signing.fingerprint import digest
from certdesk.signing.self_made import self_made_certificate
from certdesk.signing.signer import Signer

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=3)


@dataclass(frozen=True)
class Somebody:
    """A person with a self-made identity: their signer, and the certificate that their id comes from."""

    name: str
    signer: Signer
    origin: str

    @property
    def id(self) -> str:
        return self.signer.identity_id

    def asks(self, role: str = "assessor", **settings) -> EnrolmentRequest:
        return new_request(self.signer, self.origin, (self.name, role), NOW, **settings)


@dataclass(frozen=True)
class Programme:
    """Everything about a programme, its root too."""

    root: Authority
    desk: IssuingDesk
    keys: AuthorityKeys
    lead: Enrolled
    bundle: Bundle

    @property
    def id(self) -> str:
        return programme_id(self.root.certificate)


def somebody(name: str) -> Somebody:
    key, statement = ec.generate_private_key(ec.SECP256R1()), Ed25519PrivateKey.generate()
    did = did_key(statement.public_key().public_bytes_raw())
    certificate = self_made_certificate(key, name, "assessor", did, NOW)
    pem = certificate.public_bytes(Encoding.PEM).decode()
    identity = digest(certificate.public_bytes(Encoding.DER))[:16]
    return Somebody(name, Signer(identity, pem, key, statement), pem)


def programme(name: str = "Highlands STEM", curve: Curve = Curve.P256, now: datetime = NOW) -> Programme:
    key = new_key(curve)
    root = Authority(root_certificate(key, name, now), key)
    lead = somebody("Leïla Haddad")
    founder = Founder(lead.id, lead.name, "lead", lead.signer)
    made = make_programme(root, name, founder, (now, 2), lambda _what: None)
    return Programme(root, *made)


def enrolled(made: Programme, person: Somebody, years: int = 1) -> tuple[IssuingDesk, Enrolled]:
    request = person.asks()
    subject = request.subject(person_name(made.desk.anchors.name, person.name, "assessor"))
    return certify(made.desk, made.keys, Whom(person.id, person.name, "assessor", subject), years, NOW)


def next_bundle(made: Programme, desk: IssuingDesk | None = None, **extras) -> Bundle:
    return tell_news(desk or made.desk, made.keys, Extras(**extras), LATER)[1]


def resigned(made: Programme, bundle: Bundle, *, anchors: dict | None = None, news: dict | None = None) -> Bundle:
    """A bundle with other contents and good signatures, as only the programme itself could make it."""
    changed, told = replace(bundle.anchors, **anchors or {}), replace(bundle.news, **news or {})
    issuing = made.keys.issuing[-1]
    return bundle_of((changed, sign_anchors(changed, made.root)), (told, sign_news(told, issuing)))


def save(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
