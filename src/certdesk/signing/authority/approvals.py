"""What the lead sends back: the certificate, those above it, and the programme file with its trust bundle."""

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
from certdesk.signing.authority.programme_file import CheckedProgramme, ProgrammeFile, check_programme
from certdesk.signing.safe_write import read_small

FORMAT, FULL_FORMAT = "certdesk-approval-1", "certdesk-approval-2"
_FULL = f'{{"format":"{FULL_FORMAT}",'.encode()
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
    """The whole file, as it was before there were programme files."""

    format: str
    grant: Grant
    signature: Signature
    bundle: Bundle


@dataclass(frozen=True, slots=True)
class FullApproval:
    """The whole file. The trust bundle is that of the programme file."""

    format: str
    grant: Grant
    signature: Signature
    programme: ProgrammeFile


@dataclass(frozen=True, slots=True)
class CheckedApproval:
    """An approval whose signatures and chain are good."""

    grant: Grant
    leaf: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    trust: Checked
    programme: CheckedProgramme | None = None


def sign_approval(grant: Grant, issuing: Authority, bundle: Bundle) -> Approval:
    """Sign a grant with the issuing key."""
    return Approval(FORMAT, grant, sign_part(grant, FORMAT, issuing), bundle)


def with_programme(approval: Approval, programme: ProgrammeFile) -> FullApproval:
    """Return an approval that brings the programme file along, whose bundle takes the place of its own."""
    return FullApproval(FULL_FORMAT, approval.grant, approval.signature, programme)


def read_approval_file(path: Path) -> CheckedApproval:
    """Read an approval and check that it holds together. Raises `UntrustedFileError`.

    Whether the programme is the right one, the words of its root say.
    """
    approval, checked, programme = _opened(read_small(path, LARGE), path.name)
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
    return CheckedApproval(approval.grant, leaf, chain, checked, programme)


def _opened(untrusted_content: bytes, name: str) -> tuple[Approval | FullApproval, Checked, CheckedProgramme | None]:
    if untrusted_content.startswith(_FULL):
        full = parse(FullApproval, untrusted_content, name)
        check_format(full.format, FULL_FORMAT, name)
        programme = check_programme(full.programme, name)
        return full, programme.trust, programme
    approval = parse(Approval, untrusted_content, name)
    check_format(approval.format, FORMAT, name)
    return approval, check_bundle(parse_bundle(written(approval.bundle), name), name), None
