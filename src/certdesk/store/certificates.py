"""Certificates as they were issued, and what has become of them since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from certdesk.core.credentials import Award, CertificateState
from certdesk.core.errors import NotFoundError
from certdesk.core.plain import dumps, loads
from certdesk.core.words import _
from certdesk.store.records import Row


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate. ``id`` is that of its award; ``state`` is active, withdrawn or superseded, as the register says.

    ``number`` counts within the year of its register; ``since`` and ``reason`` tell of the end of one that is not
    active; ``badge`` is the signed Open Badge (JSON).
    """

    assessment_id: str
    document_id: str
    register: str
    year: int
    number: int
    award: Award
    badge: str
    state: CertificateState = CertificateState.ACTIVE
    replaced_by: str = ""
    since: date | None = None
    reason: str = ""

    @property
    def id(self) -> str:
        """The id of its award."""
        return self.award.id

    @property
    def serial(self) -> str:
        """The number that people read."""
        return self.award.serial


def certificate_row(certificate: Certificate) -> Row:
    """Return the row of a certificate."""
    award = certificate.award
    return {
        "id": award.id,
        "assessment_id": certificate.assessment_id,
        "document_id": certificate.document_id,
        "register": certificate.register,
        "serial": award.serial,
        "year": certificate.year,
        "number": certificate.number,
        "status_index": award.status_index,
        "issued_at": award.issued_at.isoformat(),
        "valid_until": award.valid_until.isoformat(),
        "state": certificate.state.value,
        "replaced_by": certificate.replaced_by,
        "since": certificate.since.isoformat() if certificate.since else "",
        "reason": certificate.reason,
        "award": dumps(award),
        "badge": certificate.badge,
    }


def load_certificates(db: Database, assessment_id: str = "") -> tuple[Certificate, ...]:
    """Read the certificates of an assessment, or all there are, in the order in which they were issued."""
    where = "where assessment_id = :assessment" if assessment_id else ""
    sql = f"select * from certificate {where} order by issued_at, register, year, number"  # noqa: S608 - fixed words
    return tuple(_certificate(row) for row in db.query(sql, {"assessment": assessment_id}))


def load_certificate(db: Database, serial: str) -> Certificate:
    """Read the certificate with a number. Raises NotFoundError."""
    for row in db.query("select * from certificate where serial = ?", [serial.strip()]):
        return _certificate(row)
    text = _("There is no certificate {serial} in this workspace.").format(serial=serial)
    raise NotFoundError(text, _("See which there are: certdesk certificates list."))


def standing_certificate(db: Database, assessment_id: str) -> Certificate | None:
    """Return the certificate of an assessment that is neither withdrawn nor superseded, if there is one."""
    standing = (each for each in load_certificates(db, assessment_id) if each.state is CertificateState.ACTIVE)
    return next(standing, None)


def standing_for_result(db: Database, assessment_id: str) -> Certificate | None:
    """Return the certificate that stands for the result made of an assessment, whichever assessment it was issued for.

    After an appeal the result may be made of another one than before. None unless a cohort's result is made of it.
    """
    sql = """
        select c.* from result r join assessment a on a.portfolio_id = r.portfolio_id
        join certificate c on c.assessment_id = a.id and c.state = 'active' where r.assessment_id = ?
        order by c.issued_at desc limit 1
    """
    return next((_certificate(row) for row in db.query(sql, [assessment_id])), None)


def _certificate(row: dict[str, Any]) -> Certificate:
    return Certificate(
        assessment_id=row["assessment_id"],
        document_id=row["document_id"],
        register=row["register"],
        year=row["year"],
        number=row["number"],
        award=_award(row["award"]),
        badge=row["badge"],
        state=CertificateState(row["state"]),
        replaced_by=row["replaced_by"],
        since=date.fromisoformat(row["since"]) if row["since"] else None,
        reason=row["reason"],
    )


@lru_cache(maxsize=8192)
def _award(text: str) -> Award:
    """Read an award; a list of all certificates is read again after every change, and none of these changes."""
    return loads(Award, text)
