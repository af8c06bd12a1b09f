"""What the lead sends back: the certificate, those above it, and the trust bundle of the programme."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography import x509

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.authority.bundle import Bundle, Signature, is_signed, parse_bundle, sign_part
from certdesk.signing.authority.checking import Checked, check_bundle, revoked_serials, vouched
from certdesk.signing.authority.formats import LARGE, certificate, check_format, damaged, parse, written
from certdesk.signing.authority.names import programme_of
from certdesk.signing.authority.profile import Authority, der
from certdesk.signing.safe_write import read_small

FORMAT = "certdesk-approval-1"
SUFFIX = ".certdesk-approval"


@dataclass(frozen=True, slots=True)
class Grant:
    """The part that is signed. ``request`` is the SHA-256 of the request, or empty for a renewal without one."""

    person: str
    request: str
    certificate: str
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Approval:
    """The whole file."""

    format: str
    grant: Grant
    signature: Signature
    bundle: Bundle


@dataclass(frozen=True, slots=True)
class CheckedApproval:
    """An approval whose signatures and chain are good."""

    grant: Grant
    leaf: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    trust: Checked


def sign_approval(grant: Grant, issuing: Authority, bundle: Bundle) -> Approval:
    """Sign a grant with the issuing key."""
    return Approval(FORMAT, grant, sign_part(grant, FORMAT, issuing), bundle)


def read_approval_file(path: Path) -> CheckedApproval:
    """Read an approval and check that it holds together. Raises `UntrustedFileError`.

    Whether the programme is the right one, the words of its root say.
    """
    approval = parse(Approval, read_small(path, LARGE), path.name)
    check_format(approval.format, FORMAT, path.name)
    checked = check_bundle(parse_bundle(written(approval.bundle), path.name), path.name)
    try:
        leaf = certificate(approval.grant.certificate)
        chain = tuple(certificate(text) for text in approval.grant.chain)
    except ValueError:
        raise damaged(path.name) from None
    issuer = next((each for each in checked.issuers if chain == (each,) and vouched(leaf, (each,))), None)
    sound = (
        issuer is not None
        and sha256(der(issuer)).hexdigest() == approval.signature.by
        and is_signed(approval.grant, FORMAT, approval.signature, issuer.public_key())
        and programme_of(leaf) == checked.bundle.anchors.name
        and issuer.serial_number not in revoked_serials(checked.root_lists)
        and leaf.serial_number not in revoked_serials(checked.lists)
    )
    if not sound:
        text = _("{name} was altered, or its parts do not belong together.").format(name=path.name)
        raise UntrustedFileError(text, _("Do not use it. Ask the programme's lead for a new one."))
    return CheckedApproval(approval.grant, leaf, chain, checked)
