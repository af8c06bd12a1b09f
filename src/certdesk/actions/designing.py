"""Choose how a programme's certificates look and what they say, and make specimens to look at."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from certdesk.core.certificate_design import CertificateDesign, Look, must_be_colours
from certdesk.core.certificate_texts import must_be_fillable
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.composing import serial_number
from certdesk.core.documents import CertificateText, SignerLine
from certdesk.core.errors import NotFoundError, StorageError
from certdesk.core.later import months_later
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.store import designs
from certdesk.store.people import list_people
from certdesk.store.rubrics import load_rubric, newest_rubrics
from certdesk.store.workspace import Workspace

NOTHING_CHOSEN = CertificateDesign()
_CODE_LETTERS = 425
"""About as many as the code of a real certificate has."""


@dataclass(frozen=True, slots=True)
class SpecimenPlan:
    """Everything that making a specimen needs, so that it needs no database."""

    text: CertificateText
    design: CertificateDesign
    target: Path


def design_of(workspace: Workspace, programme: str) -> CertificateDesign:
    """Return the design of a programme, or the usual one. Raises NotFoundError when its logo or seal is gone."""
    found = designs.find_design(workspace.db, workspace.vault, programme)
    if found is None:
        return NOTHING_CHOSEN
    design, lost = found
    if lost:
        raise NotFoundError(
            _("The {picture} of {programme} is gone from this workspace.").format(
                picture=_picture_names()[lost[0]], programme=programme_words(programme)
            ),
            _("Choose the picture again, or take it off the design."),
        )
    return design


def design_to_change(workspace: Workspace, programme: str) -> tuple[CertificateDesign, tuple[str, ...]]:
    """Return the design of a programme as far as it is there, and the names of pictures that are gone."""
    design, lost = designs.find_design(workspace.db, workspace.vault, programme) or (NOTHING_CHOSEN, ())
    return design, tuple(_picture_names()[name] for name in lost)


def change_design(workspace: Workspace, programme: str, design: CertificateDesign, label: str = "") -> Change:
    """Keep a design; undo takes it back. Raises CertDeskError for texts or colours that can't be printed.

    What was handed in under no programme has a design too, under an empty name.
    """
    must_be_colours(design)
    must_be_fillable(design)
    if designs.find_design(workspace.db, workspace.vault, programme) == (design, ()):
        return UNCHANGED
    row = designs.design_row(workspace, programme, design)
    label = label or _("design of {programme}").format(programme=programme_words(programme))
    with workspace.recording("design.changed", label, subject=_subject(programme)) as recording:
        recording.put("certificate_design", row)
    return recording.change


def programmes(workspace: Workspace) -> tuple[str, ...]:
    """List the programmes that have portfolios or a design here, by name."""
    return designs.programmes(workspace.db)


def programme_words(programme: str) -> str:
    """Return the name of a programme, or what stands for none."""
    return programme or _("work without a programme")


def plan_specimen(
    workspace: Workspace, programme: str, design: CertificateDesign, *, holder: str = "", target: Path | None = None
) -> SpecimenPlan:
    """Gather a specimen with an invented holder, or the given one, in the words of the programme's own rubric."""
    target = target or workspace.staging / workspace.new_id() / "specimen.pdf"
    text = _specimen_text(workspace, programme)
    return SpecimenPlan(replace(text, holder=holder.strip() or text.holder), design, target)


def plan_looks(plan: SpecimenPlan) -> tuple[SpecimenPlan, ...]:
    """Plan the same specimen in each of the three looks, side by side in one folder."""
    return tuple(
        replace(plan, design=replace(plan.design, look=look), target=plan.target.with_name(f"{look}.pdf"))
        for look in Look
    )


def make_specimen(plan: SpecimenPlan, progress: Progress) -> Path:
    """Write the specimen and return its path. Raises CertDeskError when text, picture or disk refuse."""
    from certdesk.reports.certificate_pdf import Stamp, write_certificate  # reports cost time at start

    progress(0, 1, _("Preview"))
    try:
        plan.target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        text = _("The folder {name} could not be made: {reason}.")
        text = text.format(name=plan.target.parent.name, reason=problem.strerror)
        raise StorageError(text, _("Choose another folder.")) from problem
    write_certificate(plan.text, plan.target, design=plan.design, stamp=Stamp.SPECIMEN)
    progress(1, 1, _("Preview"))
    return plan.target


def make_looks(plan: SpecimenPlan, progress: Progress) -> tuple[Path, ...]:
    """Write the specimen in all three looks, in the order of `Look`."""
    return tuple(make_specimen(one, progress) for one in plan_looks(plan))


def discard_specimen(made: Path) -> None:
    """Take away a specimen that was only looked at; what is still open somewhere goes when the program starts next."""
    shutil.rmtree(made.parent, ignore_errors=True)


def _specimen_text(workspace: Workspace, programme: str) -> CertificateText:
    now = workspace.clock()
    issued = now.date()
    title, version, language, years = _("Certificate"), "1.0.0", "en", 3
    criteria: tuple[str, ...] = ()
    ref = designs.rubric_of(workspace.db, programme)
    rubric = load_rubric(workspace.db, ref) if ref else next(iter(newest_rubrics(workspace.db)), None)
    if rubric is not None:
        title, version, language = rubric.title, rubric.version, rubric.language
        years, criteria = rubric.certificate.valid_years, tuple(each.title for each in rubric.criteria)
    return CertificateText(
        language=language,
        programme=programme,
        title=title,
        holder=_("Thandiwe Maseko"),
        statement=_("has met the standard of this programme, shown in a portfolio of work with pupils and colleagues."),
        outcome_label=_("Certified"),
        issued_on=issued,
        valid_until=months_later(issued, 12 * years),
        serial=serial_number(programme, issued.year, 0),
        rubric=f"{title} {version}",
        signer=_signer(workspace, now),
        document_id="00000000-0000-7000-8000-000000000000",
        code=f"CD1:{'SPECIMEN ' * 50}"[:_CODE_LETTERS],
        criteria=criteria,
    )


def _signer(workspace: Workspace, now: datetime) -> SignerLine:
    people = {person.id: person for person in list_people(workspace.db)}
    person = people.get(workspace.person)
    if person is None:
        return SignerLine(_("Leila Haddad"), _("Programme lead"), "0000 0000 0000", now)
    return SignerLine(person.name, person.role, person.fingerprint, now)


def _picture_names() -> dict[str, str]:
    return {"logo": _("logo"), "seal": _("seal")}


def _subject(programme: str) -> str:
    return f"design:{programme}"
