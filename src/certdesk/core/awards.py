"""What an award says, composed from a judged portfolio, and what its certificate prints."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from certdesk.core.composing import Judged, for_the_candidate, level_label, serial_number
from certdesk.core.credentials import Award, CriterionResult
from certdesk.core.documents import CertificateText, SignerLine
from certdesk.core.judging import plain_number
from certdesk.core.later import months_later
from certdesk.core.marks import level_of
from certdesk.core.printed import one_line
from certdesk.core.rubric import Criterion
from certdesk.core.words import _


@dataclass(frozen=True, slots=True)
class Entered:
    """What an award has from its issuer: an id (UUID), a number, a salt, a place in the status list, and the time."""

    id: str
    serial: str
    salt: str
    status_index: int
    at: datetime
    replaces: str = ""


def compose_award(judged: Judged, entered: Entered, *, statement: str = "") -> Award:
    """Say what is awarded to whom for what, in the candidate's language where the rubric has it.

    Criteria without a level are left out: not having been observed is no achievement.
    """
    judged = for_the_candidate(judged)
    portfolio, rubric = judged.portfolio, judged.rubric
    issued_on = entered.at.date()
    return Award(
        id=entered.id,
        serial=entered.serial,
        programme=portfolio.programme,
        title=rubric.title,
        # As it is printed: badge, code and register have to say the same name.
        holder=one_line(portfolio.candidate.name),
        outcome=judged.decision.label,
        statement=statement or usual_statement(),
        language=portfolio.candidate.language,
        issued_at=entered.at,
        issued_on=issued_on,
        valid_until=months_later(issued_on, 12 * rubric.certificate.valid_years),
        rubric_id=rubric.id,
        rubric_title=rubric.title,
        rubric_version=rubric.version,
        results=tuple(
            result for criterion in rubric.criteria if (result := criterion_result(judged, criterion)) is not None
        ),
        salt=entered.salt,
        status_index=entered.status_index,
        replaces=entered.replaces,
    )


def with_number(award: Award, entered: Entered) -> Award:
    """Return an award that was composed beforehand with what its issuer entered it under; its time stays."""
    return replace(award, id=entered.id, serial=entered.serial, salt=entered.salt, status_index=entered.status_index)


def criterion_result(judged: Judged, criterion: Criterion) -> CriterionResult | None:
    """Say what was reached in a criterion on its own levels, and what is asked at least; None without a level."""
    mark = judged.assessment.mark(criterion.id)
    value = level_of(mark)
    if value is None:
        return None
    scale = judged.rubric.scale_of(criterion)
    return CriterionResult(
        criterion_id=criterion.id,
        title=criterion.title,
        level=level_label(scale, mark),
        value=plain_number(value),
        required=plain_number(criterion.floor),
        levels=tuple((plain_number(level.value), level.label) for level in scale.levels),
    )


def usual_statement() -> str:
    """Return the sentence that follows the holder's name where the programme has none of its own."""
    return _("has met the standard of this programme, shown in a portfolio of work with pupils and colleagues.")


def certificate_text(award: Award, signer: SignerLine, document_id: str, code: str, badge: bytes) -> CertificateText:
    """Say everything that the certificate of an award prints and carries. No level, no mean."""
    return CertificateText(
        language=award.language,
        programme=award.programme,
        title=award.title,
        holder=award.holder,
        statement=award.statement,
        outcome_label=award.outcome,
        issued_on=award.issued_on,
        valid_until=award.valid_until,
        serial=award.serial,
        rubric=f"{award.rubric_title} {award.rubric_version}",
        signer=signer,
        document_id=document_id,
        code=code,
        badge=badge,
        criteria=tuple(result.title for result in award.results),
        replaces=award.replaces,
    )


def certificate_number(programme: str, year: int, number: int, desk: str = "") -> str:
    """Make ``INITIALS-YEAR-NUMBER-CHECK``, with four letters of the desk's key before the year where ``desk`` has them.

    The check digit is over year and number; see `serial_number`.
    """
    plain = serial_number(programme, year, number)
    if not desk:
        return plain
    initials, rest = plain.split("-", 1)
    return f"{initials}-{desk[:4]}-{rest}"


def number_in(serial: str) -> tuple[int, int]:
    """Return year and number of what `certificate_number` made. Raises ValueError for anything else."""
    *_before, year, number, _check = serial.split("-")
    return int(year), int(number)
