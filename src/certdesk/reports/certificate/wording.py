"""What a certificate says in sentences: the coordinator's own words where there are some, else the design's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certdesk.core.certificate_design import CertificateDesign, Look
from certdesk.core.certificate_texts import fill, pieces
from certdesk.core.documents import CertificateText
from certdesk.core.words import N_, _
from certdesk.reports.dates import in_words
from certdesk.reports.text.runs import isolated

_ROLES = {"assessor": N_("Assessor"), "coordinator": N_("Programme coordinator"), "lead": N_("Programme lead")}
Piece = tuple[str, bool]
"""Some words, and whether they stand out."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one certificate. ``statement`` comes in pieces; ``facts`` are always printed."""

    opening: str
    statement: tuple[Piece, ...]
    facts: tuple[str, ...]
    small_print: tuple[str, ...]


def wording_of(text: CertificateText, design: CertificateDesign) -> Wording:
    """Put the facts of a certificate into the design's texts."""
    values = {name: isolated(value) for name, value in slots_of(text).items()}
    opening = fill(design.opening, values)
    if not opening and design.look is Look.LEDGER:
        opening = _("This certifies that")
    said = pieces(design.statement, values) if design.statement else iter([(text.statement, "")])
    return Wording(
        opening,
        tuple((piece, slot == "title") for piece, slot in said),
        _facts(text),
        (fill(design.small_print, values),) if design.small_print else _small_print(text),
    )


def statement_of(text: CertificateText, design: CertificateDesign) -> str:
    """Return the statement as one plain sentence, for badge and register."""
    return fill(design.statement, slots_of(text)) if design.statement else text.statement


def slots_of(text: CertificateText) -> Mapping[str, str]:
    """Return what stands for each slot."""
    return {
        "holder": text.holder,
        "title": text.title,
        "programme": text.programme,
        "outcome": text.outcome_label,
        "issued": in_words(text.issued_on),
        "valid_until": in_words(text.valid_until),
        "serial": text.serial,
        "rubric": text.rubric,
        "signer": text.signer.name,
        "role": role_in_words(text.signer.role),
    }


def role_in_words(role: str) -> str:
    """Return the role of an identity as a certificate prints it; one that somebody wrote stays as it is."""
    return _(_ROLES[role]) if role in _ROLES else role


def _facts(text: CertificateText) -> tuple[str, ...]:
    dates = _("Issued {issued}, valid to {valid_until}.").format(
        issued=in_words(text.issued_on), valid_until=in_words(text.valid_until)
    )
    number = _("Certificate {serial}, rubric {rubric}.").format(
        serial=isolated(text.serial), rubric=isolated(text.rubric)
    )
    return (dates, number, *replaced(text))


def replaced(text: CertificateText) -> tuple[str, ...]:
    """Return the sentence about the certificate that this one replaces, if there is one."""
    if not text.replaces:
        return ()
    return (_("It replaces certificate {serial}, which is no longer valid.").format(serial=isolated(text.replaces)),)


def _small_print(text: CertificateText) -> tuple[str, ...]:
    signed = _("Signed electronically with the key {fingerprint}.")
    check = _("Check it without a network: open this file in CertDesk.")
    if text.code:
        check = _("Check it without a network: open this file in CertDesk, or scan the code.")
    return signed.format(fingerprint=isolated(text.signer.fingerprint)), check
