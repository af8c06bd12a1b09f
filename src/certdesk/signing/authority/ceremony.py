"""The making of a programme: root, issuing and register key, the lead's own certificate, and the first trust bundle."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certdesk.signing.authority.acts import Extras, Whom, certify, subject_for, tell_news
from certdesk.signing.authority.bundle import ANCHORS, Anchors, Bundle, KeyPeriod, sign_anchors
from certdesk.signing.authority.checking import programme_id
from certdesk.signing.authority.desk import FORMAT, Enrolled, IssuingDesk
from certdesk.signing.authority.formats import to_text
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.authority.lists import Revoked, revocation_list
from certdesk.signing.authority.profile import (
    Authority,
    Curve,
    der,
    issuing_certificate,
    issuing_name,
    new_key,
    root_certificate,
)
from certdesk.signing.signer import Signer


@dataclass(frozen=True, slots=True)
class Founder:
    """The lead: the id of their identity, their name, and their keys."""

    person: str
    name: str
    role: str
    signer: Signer

    def __repr__(self) -> str:
        return f"Founder(person={self.person!r})"


def make_root(curve: Curve, programme: str, now: datetime, *, since: datetime | None = None) -> Authority:
    """Make a root; ``since`` as for `root_certificate`.

    Nothing may be done with it before it lies in its safe places and was read back from them.
    """
    key = new_key(curve)
    return Authority(root_certificate(key, programme, now, since=since), key)


def make_programme(
    root: Authority, name: str, founder: Founder, span: tuple[datetime, int], step: Callable[[str], None]
) -> tuple[IssuingDesk, AuthorityKeys, Enrolled, Bundle]:
    """Make everything below a root. ``span`` is now and for how many years the lead is certified.

    ``step`` is told what was done: "issuing", "register", "lead", "bundle".
    """
    now, years = span
    issuing_key = new_key()
    issuing = Authority(
        issuing_certificate(issuing_key.public_key(), name, issuing_name(name, 1), root, (now, now)), issuing_key
    )
    step("issuing")
    register = Ed25519PrivateKey.generate()
    identifier = programme_id(root.certificate)
    keys = AuthorityKeys(identifier, name, (issuing,), register)
    step("register")
    anchors = Anchors(
        ANCHORS,
        identifier,
        name,
        1,
        now,
        (to_text(der(root.certificate)),),
        (to_text(der(issuing.certificate)),),
        (root_list(root, (), 1, now),),
        (KeyPeriod(to_text(keys.statement_key), now),),
    )
    desk = IssuingDesk(FORMAT, anchors, sign_anchors(anchors, root), (), 0, 0)
    signer = founder.signer
    subject = subject_for(desk, (founder.name, founder.role), signer.document_key, signer.statement_key)
    desk, lead = certify(desk, keys, Whom(founder.person, founder.name, founder.role, subject), years, now)
    step("lead")
    desk, bundle = tell_news(desk, keys, Extras(), now)
    step("bundle")
    return desk, keys, lead, bundle


def root_list(root: Authority, revoked: Iterable[Revoked], number: int, now: datetime) -> str:
    """Sign the root's list of revoked issuing certificates: good for as long as the root, which lies in a safe."""
    crl = revocation_list(root, revoked, number, (now, root.certificate.not_valid_after_utc))
    return to_text(der(crl))
