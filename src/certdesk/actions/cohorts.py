"""Cohorts: make, rename, open and close them, who is in them, and the policy that they are assessed by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from certdesk import shipped
from certdesk.actions.cohort_people import joined_members, waiting_members
from certdesk.actions.leading import refuse_unless_lead
from certdesk.actions.programme_policy import policy_of_programme
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.cohorts import Cohort, CohortMember, CohortState
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.fields import shown
from certdesk.core.policy import ProgrammePolicy
from certdesk.core.portfolio import RubricRef
from certdesk.core.words import _
from certdesk.exchange.looking import read_bounded
from certdesk.rubric_formats.policy import read_policy, write_policy
from certdesk.rubric_formats.text_encoding import decoded
from certdesk.store import cohorts as store
from certdesk.store.candidates import candidate_row, list_candidates
from certdesk.store.cohort_members import CohortHere, cohorts_named, known_as_user, rubrics_in, takings
from certdesk.store.portfolios import load_portfolios, portfolio_row
from certdesk.store.results_of_cohorts import earlier_attempts
from certdesk.store.rubrics import list_rubrics
from certdesk.store.workspace import Workspace

__all__ = [
    "CohortHere", "change_cohort", "change_policy", "close_cohort", "cohorts_here", "cohorts_to_make", "find_cohort",
    "load_cohort", "make_cohort", "members_of", "open_cohort", "policy_of", "policy_text",
    "read_policy_file", "rename_cohort",
    "reopen_cohort", "set_policy_text", "waiting_candidates",
]  # fmt: skip

SHIPPED = "programme_policy.yaml"
LARGEST_POLICY = 2**20


def cohorts_here(workspace: Workspace) -> tuple[Cohort, ...]:
    """Return every cohort of this workspace, by programme, the newest first."""
    return store.load_cohorts(workspace.db)


def cohorts_to_make(workspace: Workspace) -> tuple[CohortHere, ...]:
    """Return the cohorts that portfolios here name and nobody has made yet, each with its commonest rubric."""
    found: dict[tuple[str, str], CohortHere] = {}
    for one in cohorts_named(workspace.db):
        first = found.get((one.programme, one.name), replace(one, portfolios=0))
        found[one.programme, one.name] = replace(first, portfolios=first.portfolios + one.portfolios)
    return tuple(found.values())


def load_cohort(workspace: Workspace, cohort_id: str) -> Cohort:
    """Return one cohort by its id. Raises NotFoundError."""
    return store.load_cohort(workspace.db, cohort_id)


def find_cohort(workspace: Workspace, wanted: str = "", programme: str = "") -> Cohort:
    """Return the cohort with this id or name; the only one where nothing is wanted. Raises NotFoundError."""
    here = [one for one in cohorts_here(workspace) if programme in {"", one.programme}]
    squeezed = wanted.strip().casefold()
    found = [one for one in here if not wanted or wanted == one.id or squeezed == one.name.casefold()]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{shown(one.name)} ({shown(one.programme)})" for one in here) or _("none yet")
    hint = _("Cohorts here: {names}.").format(names=names)
    if found:
        raise NotFoundError(_("Say which cohort is meant."), hint)
    raise NotFoundError(_("There is no cohort “{name}”.").format(name=shown(wanted)), hint)


def members_of(workspace: Workspace, cohort: Cohort) -> tuple[CohortMember, ...]:
    """Return the portfolios of a cohort by code, joined with the list of candidates."""
    db = workspace.db
    listed, users = list_candidates(db), known_as_user(db, cohort.programme)
    return joined_members(cohort, takings(db, cohort.programme), listed, users, earlier_attempts(db))


def waiting_candidates(
    workspace: Workspace, cohort: Cohort, members: Sequence[CohortMember] | None = None
) -> tuple[CohortMember, ...]:
    """Return the listed candidates of a cohort of whom no portfolio is here; their ``portfolio_id`` is empty."""
    members = members_of(workspace, cohort) if members is None else members
    return waiting_members(cohort, members, list_candidates(workspace.db))


def make_cohort(
    workspace: Workspace, programme: str, name: str, rubric: RubricRef, *, due_on: date | None = None
) -> Change:
    """Make a cohort; ``change.subjects`` holds its id. Raises NotAllowedError for a name twice or none at all."""
    _check_name(workspace, programme, name)
    _check_rubric(workspace, rubric)
    cohort = Cohort(workspace.new_id(), programme.strip(), name.strip(), rubric, due_on=due_on)
    return _keep(workspace, cohort, "cohort.made", _("cohort {name} made"))


def change_cohort(workspace: Workspace, cohort: Cohort) -> Change:
    """Keep another rubric (only while it is prepared), another due day or note. Raises NotAllowedError."""
    before = load_cohort(workspace, cohort.id)
    if before.rubric != cohort.rubric:
        _refuse_if_open(before, _("the version of the rubric"))
        _check_rubric(workspace, cohort.rubric)
    kept = replace(before, rubric=cohort.rubric, due_on=cohort.due_on, note=cohort.note)
    return _keep(workspace, kept, "cohort.changed", _("cohort {name} changed"))


def rename_cohort(workspace: Workspace, cohort: Cohort, name: str) -> Change:
    """Give a cohort another name, also in its portfolios and on the list of candidates. Raises NotAllowedError."""
    refuse_unless_lead(workspace)
    before, name = load_cohort(workspace, cohort.id), name.strip()
    if name == before.name:
        return UNCHANGED
    _check_name(workspace, before.programme, name)
    ids = [one.portfolio_id for one in takings(workspace.db, before.programme) if one.cohort == before.name]
    listed = [one for one in list_candidates(workspace.db) if _is_on_list(one.programme, one.cohort, before)]
    label = _("cohort {name} renamed").format(name=before.name)
    with workspace.recording("cohort.renamed", label, subject=before.id) as recording:
        recording.put("cohort", store.cohort_row(replace(before, name=name)))
        for portfolio in load_portfolios(workspace.db, ids):
            recording.put("portfolio", portfolio_row(replace(portfolio, cohort=name)))
        for one in listed:
            recording.put("candidate", candidate_row(replace(one, cohort=name)))
    return recording.change


def open_cohort(workspace: Workspace, cohort: Cohort) -> Change:
    """Open a cohort: from now on its rubric version and its policy are what they are. Raises NotAllowedError."""
    before = load_cohort(workspace, cohort.id)
    if before.state is not CohortState.PREPARING:
        return UNCHANGED
    others = {ref: count for ref, count in rubrics_in(workspace.db, before).items() if ref != _ref(before)}
    if others:
        told = ", ".join(f"{shown(id_)} {shown(version)} ({count})" for (id_, version), count in others.items())
        text = _("Portfolios of {name} are on another rubric or version: {rubrics}.")
        hint = _("Take them over to {id} {version} first, or choose that version for the cohort.")
        raise NotAllowedError(
            text.format(name=before.name, rubrics=told),
            hint.format(id=before.rubric.id, version=before.rubric.version),
        )
    frozen = policy_text(workspace, before)
    read_policy(frozen, name=_policy_name(before))
    opened = replace(before, state=CohortState.OPEN, policy=frozen, opened_at=workspace.clock())
    return _keep(workspace, opened, "cohort.opened", _("cohort {name} opened"))


def close_cohort(workspace: Workspace, cohort: Cohort) -> Change:
    """Close the moderation of a cohort: its results may be released. Raises NotAllowedError before it is open."""
    before = load_cohort(workspace, cohort.id)
    if before.state is CohortState.PREPARING:
        raise NotAllowedError(_("{name} is not open yet.").format(name=before.name), _("Open it first."))
    if before.state is not CohortState.OPEN:
        return UNCHANGED
    return _keep(
        workspace, replace(before, state=CohortState.MODERATED), "cohort.closed", _("moderation of {name} closed")
    )


def reopen_cohort(workspace: Workspace, cohort: Cohort, reason: str) -> Change:
    """Open the moderation of a cohort again, with a reason. Raises NotAllowedError once results are released."""
    before = load_cohort(workspace, cohort.id)
    if before.state is CohortState.RELEASED:
        text = _("Results of {name} are released, so its moderation stays closed.").format(name=before.name)
        raise NotAllowedError(text, _("Recall the results first."))
    if before.state is not CohortState.MODERATED:
        return UNCHANGED
    if not reason.strip():
        raise NotAllowedError(_("Opening a moderation again needs a reason."))
    refuse_unless_lead(workspace)
    again = replace(before, state=CohortState.OPEN)
    label = _("moderation of {name} opened again: {reason}").format(name=before.name, reason=reason.strip())
    with workspace.recording("cohort.reopened", label, subject=before.id) as recording:
        recording.put("cohort", store.cohort_row(again))
    return recording.change


def policy_of(workspace: Workspace, cohort: Cohort) -> ProgrammePolicy:
    """Return the policy of a cohort: as frozen when it was opened, before that the programme's, else the shipped one.

    Raises RubricError for a policy that can't be read.
    """
    return _read(policy_text(workspace, cohort), _policy_name(cohort))


def policy_text(workspace: Workspace, cohort: Cohort) -> str:
    """Return the text of the policy of a cohort."""
    return cohort.policy or policy_of_programme(workspace) or shipped_policy()


@lru_cache(maxsize=1)
def shipped_policy() -> str:
    """Return the text of the policy that the program brings along."""
    return (shipped.rubrics() / SHIPPED).read_text(encoding="utf-8")


def change_policy(workspace: Workspace, cohort: Cohort, policy: ProgrammePolicy) -> Change:
    """Keep other numbers for a cohort that is being prepared; what else its policy says stays.

    Raises NotAllowedError once it is open, RubricError for numbers that no policy may have.
    """
    before = load_cohort(workspace, cohort.id)
    _refuse_if_open(before, _("the policy"))
    return set_policy_text(workspace, before, write_policy(policy, policy_text(workspace, before)))


def set_policy_text(workspace: Workspace, cohort: Cohort, text: str) -> Change:
    """Keep a whole policy for a cohort that is being prepared. Raises NotAllowedError, RubricError."""
    before = load_cohort(workspace, cohort.id)
    _refuse_if_open(before, _("the policy"))
    read_policy(text, name=_policy_name(before))
    return _keep(workspace, replace(before, policy=text), "cohort.policy", _("policy of {name} changed"))


def read_policy_file(path: Path) -> str:
    """Return the text of a policy's file. Raises UntrustedFileError for what can't be read, or is no policy's size."""
    return decoded(read_bounded(path, LARGEST_POLICY))


def _is_on_list(programme: str, cohort_name: str, cohort: Cohort) -> bool:
    """Whether a listed candidate belongs to a cohort; a list may leave the programme out."""
    return cohort_name == cohort.name and programme in {"", cohort.programme}


def _keep(workspace: Workspace, cohort: Cohort, deed: str, label: str) -> Change:
    refuse_unless_lead(workspace)
    with workspace.recording(deed, label.format(name=cohort.name), subject=cohort.id) as recording:
        recording.put("cohort", store.cohort_row(cohort))
    return recording.change


@lru_cache(maxsize=16)
def _read(text: str, name: str) -> ProgrammePolicy:
    return read_policy(text, name=name)


def _policy_name(cohort: Cohort) -> str:
    return _("policy of {name}").format(name=shown(cohort.name))


def _ref(cohort: Cohort) -> tuple[str, str]:
    return cohort.rubric.id, cohort.rubric.version


def _refuse_if_open(cohort: Cohort, what: str) -> None:
    if cohort.state is not CohortState.PREPARING:
        text = _("{name} is open, so {what} stays as it was when it was opened.").format(name=cohort.name, what=what)
        raise NotAllowedError(text, _("What a cohort is assessed by is never changed while it is assessed."))


def _check_name(workspace: Workspace, programme: str, name: str) -> None:
    if not name.strip() or not programme.strip():
        raise NotAllowedError(_("A cohort needs a name and the name of its programme."))
    if any((one.programme, one.name) == (programme.strip(), name.strip()) for one in cohorts_here(workspace)):
        raise NotAllowedError(_("There is a cohort “{name}” already.").format(name=name.strip()))


def _check_rubric(workspace: Workspace, rubric: RubricRef) -> None:
    if rubric not in list_rubrics(workspace.db):
        text = _("The rubric {id} {version} is not here.").format(id=rubric.id, version=rubric.version)
        raise NotFoundError(text, _("Take it in first, or choose another version."))
