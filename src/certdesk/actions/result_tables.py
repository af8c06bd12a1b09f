"""Collect the released results of a cohort as tables: who they are, what was marked, which papers there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from hashlib import sha256

from certdesk.actions.cases import cases_of, rubric_of
from certdesk.actions.certificate_obstacles import all_documents
from certdesk.actions.certificates import state_on
from certdesk.actions.cohort_results import results_of_cohort
from certdesk.actions.issuing import CERTIFICATE, COUNTERSIGNED, REPORT, RESULT_REPORT
from certdesk.core.assessment import Feedback
from certdesk.core.cohorts import Case, Cohort, CohortResult, ResultState
from certdesk.core.errors import NotAllowedError
from certdesk.core.result_columns import Sort
from certdesk.core.result_tables import CertificateFacts, ResultRecord, Told, columns_known
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.assessments import SignedDocument, load_assessments
from certdesk.store.certificates import Certificate, load_certificates
from certdesk.store.people import list_people
from certdesk.store.workspace import Workspace

_REPORTS = {REPORT, COUNTERSIGNED, RESULT_REPORT}
_NAMING = frozenset({Sort.IDENTITY, Sort.PROOF, Sort.WORDS})


@dataclass(frozen=True, slots=True)
class HandOverChoice:
    """What is handed over. Where names are left out, documents, proofs and words are too: they name people.

    ``recipient`` is for whom: each has pseudonyms of their own, which stay the same. ``columns`` are those chosen, all
    where it is empty. ``assessor_names`` and ``words`` (what candidates were told) are left out unless asked for;
    ``schools`` None means: with names, yes; without, no.
    """

    recipient: str = ""
    pseudonymised: bool = False
    columns: tuple[str, ...] = ()
    words: bool = False
    assessor_names: bool = False
    schools: bool | None = None
    documents: bool = True

    @property
    def with_schools(self) -> bool:
        """Whether schools are told."""
        return self.schools if self.schools is not None else not self.pseudonymised


@dataclass(frozen=True, slots=True)
class Released:
    """What is known of the released results of a cohort. ``left_out`` candidates have none."""

    cohort: Cohort
    rubric: Rubric
    results: tuple[CohortResult, ...]
    cases: Mapping[str, Case]
    left_out: int

    @property
    def ids(self) -> tuple[str, ...]:
        """The portfolios, by code."""
        return tuple(one.member.portfolio_id for one in self.results)


@dataclass(frozen=True, slots=True)
class Papers:
    """The signed PDFs of a result, None where there is none."""

    report: SignedDocument | None = None
    certificate: SignedDocument | None = None


def released_results(workspace: Workspace, cohort: Cohort) -> Released:
    """Read the released results of a cohort, by code. Raises NotFoundError without the cohort's rubric."""
    rubric = rubric_of(workspace, cohort)
    results = tuple(one for one in results_of_cohort(workspace, cohort) if one.state is ResultState.RELEASED)
    cases = {one.member.portfolio_id: one for one in cases_of(workspace, cohort)} if results else {}
    return Released(cohort, rubric, results, cases, max(len(cases) - len(results), 0))


def papers_of(workspace: Workspace, released: Released) -> Mapping[str, Papers]:
    """Return the newest report and the standing certificate of each portfolio."""
    by_assessment = _documents(workspace)
    found = {}
    for result in released.results:
        documents = by_assessment.get(result.assessment_id, ())
        reports = [one for one in documents if one.kind in _REPORTS]
        papers = [one for one in documents if one.kind == CERTIFICATE and result.serial and one.serial == result.serial]
        newest = max(reports, key=lambda one: one.made_at, default=None)
        found[result.member.portfolio_id] = Papers(newest, papers[-1] if papers else None)
    return found


def records_of(
    workspace: Workspace, released: Released, choice: HandOverChoice, ids: Mapping[str, str]
) -> tuple[ResultRecord, ...]:
    """Put together what is told of each candidate, in the order of ``ids``' values; ``ids`` are by portfolio.

    Paths of documents are filled in later, when they have their names.
    """
    certificates = {one.award.serial: one for one in load_certificates(workspace.db)}
    today = workspace.clock().date()
    words = _words(workspace, released) if choice.words else {}
    records = []
    for result in released.results:
        portfolio = result.member.portfolio_id
        case = released.cases.get(portfolio)
        records.append(
            ResultRecord(
                id=ids[portfolio],
                result=result,
                ratings=tuple(one for one in case.ratings if one.signed) if case else (),
                settled=case.settled if case else (),
                words=words.get(result.assessment_id, {}),
                certificate=_facts(certificates.get(result.serial), today),
            )
        )
    return tuple(sorted(records, key=lambda one: one.id)) if choice.pseudonymised else tuple(records)


def told_in(workspace: Workspace, released: Released, choice: HandOverChoice) -> Told:
    """Say which columns are handed over, and how assessors are called. Raises NotAllowedError."""
    refuse_choice(released.rubric, choice)
    return Told(
        released.cohort.programme, released.cohort.name, released.rubric,
        _assessors(workspace, released, choice), frozenset(choice.columns), _left_out(choice),
    )  # fmt: skip


def refuse_choice(rubric: Rubric, choice: HandOverChoice) -> None:
    """Raise NotAllowedError for a choice that contradicts itself or asks for columns that there are not."""
    if choice.pseudonymised and (choice.words or choice.assessor_names):
        text = _("What candidates were told, and assessors by name, can't go along where names are left out.")
        raise NotAllowedError(text, _("Texts may name people. Leave one of the two out."))
    known = columns_known(rubric)
    for name in choice.columns:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = _("Did you mean “{word}”?").format(word=near[0]) if near else _("They stand in the codebook.")
            raise NotAllowedError(_("There is no column “{name}”.").format(name=name), hint)


def _left_out(choice: HandOverChoice) -> frozenset[Sort]:
    found = set(_NAMING) if choice.pseudonymised else set()
    if not choice.words:
        found.add(Sort.WORDS)
    if not choice.with_schools:
        found.add(Sort.SCHOOL)
    return frozenset(found)


def _assessors(workspace: Workspace, released: Released, choice: HandOverChoice) -> Mapping[str, str]:
    """Name assessors, or give each a label whose order tells nothing of who they are."""
    who = {one.assessor_id for case in released.cases.values() for one in case.ratings}
    if choice.assessor_names:
        names = {person.id: person.name for person in list_people(workspace.db)}
        return {one: names.get(one, one) for one in who}
    mixed = sorted(who, key=lambda one: sha256(f"{released.cohort.id} {choice.recipient} {one}".encode()).digest())
    return {one: f"A{number:02}" for number, one in enumerate(mixed, 1)}


def _words(workspace: Workspace, released: Released) -> Mapping[str, Mapping[str, Feedback]]:
    ids = [one.assessment_id for one in released.results if one.assessment_id]
    return {one.id: one.feedback for one in load_assessments(workspace.db, ids)}


def _documents(workspace: Workspace) -> Mapping[str, list[SignedDocument]]:
    found: defaultdict[str, list[SignedDocument]] = defaultdict(list)
    for document in all_documents(workspace).values():
        found[document.assessment_id].append(document)
    return found


def _facts(certificate: Certificate | None, today: date) -> CertificateFacts | None:
    if certificate is None:
        return None
    award = certificate.award
    state = state_on(certificate.state, award.valid_until, today)
    return CertificateFacts(award.serial, state.value, award.issued_on, award.valid_until)
