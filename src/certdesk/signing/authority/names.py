"""What a programme is called in certificates, where a rehearsal says TEST in every name."""

from __future__ import annotations

import re
import unicodedata

from cryptography import x509
from cryptography.x509.oid import NameOID

from certdesk.core.errors import NotAllowedError
from certdesk.core.words import _
from certdesk.signing.self_made import fit, name_part, words_of

# These stand in certificates, which outlive the language of the window, so they are not translated.
TEST = "TEST - "
WORTHLESS = "Rehearsal - certificates are worth nothing"
LONGEST_PROGRAMME = 44
LONGEST_SLUG = 40


def programme_name(typed: str, *, rehearsal: bool) -> str:
    """Return the name as certificates say it. Raises NotAllowedError for one that can't stand there."""
    tidy = " ".join(typed.split())
    if len(tidy) > LONGEST_PROGRAMME:
        text = _("The programme's name is too long for a certificate.")
        raise NotAllowedError(text, _("Use at most {count} characters.").format(count=LONGEST_PROGRAMME))
    fit(tidy, _("programme's name"))
    if unicodedata.normalize("NFKC", tidy).casefold().startswith("test"):
        text = _("A programme's name can't begin with “TEST”, because that marks rehearsals.")
        raise NotAllowedError(text, _("Choose another name, or tick that this is a rehearsal."))
    return f"{TEST}{tidy}" if rehearsal else tidy


def authority_name(programme: str, what: str) -> x509.Name:
    """Return the subject of a CA: ``what`` is such as "Root CA"."""
    attributes = [
        name_part(NameOID.COMMON_NAME, f"{programme} {what}"),
        name_part(NameOID.ORGANIZATION_NAME, programme),
    ]
    return x509.Name(attributes + _mark(programme))


def person_name(programme: str, name: str, role: str) -> x509.Name:
    """Return the subject of a person's certificate. Raises `CertDeskError` for a name that can't stand there."""
    shown = f"{TEST}{name}" if is_test(programme) else name
    attributes = [
        name_part(NameOID.COMMON_NAME, fit(shown, _("name"))),
        name_part(NameOID.TITLE, fit(role, _("role"))),
        name_part(NameOID.ORGANIZATION_NAME, programme),
    ]
    return x509.Name(attributes + _mark(programme))


def programme_of(certificate: x509.Certificate) -> str:
    """Return the name of the programme that stands in a certificate."""
    return words_of(certificate.subject, NameOID.ORGANIZATION_NAME)


def is_test(programme: str) -> bool:
    """Say whether a programme of this name is a rehearsal."""
    return programme.startswith(TEST)


def slug(programme: str) -> str:
    """Return a name for files and addresses: letters and digits of plain ASCII with hyphens between."""
    plain = unicodedata.normalize("NFKD", programme).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "programme"


def _mark(programme: str) -> list[x509.NameAttribute[str]]:
    return [name_part(NameOID.ORGANIZATIONAL_UNIT_NAME, WORTHLESS)] if is_test(programme) else []
