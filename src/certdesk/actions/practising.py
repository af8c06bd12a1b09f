"""Practise leading a programme: an invented cohort under way, and one that was released a good year before it.

Everything is done as people would: cohorts are opened, portfolios allocated, second marks drawn, a third assessor
asked. Only what would have come in packages, portfolios and marks, is written down at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from certdesk.actions import identifying
from certdesk.actions.allocating import keep_allocation, plan_allocation
from certdesk.actions.allocating_values import Wishes
from certdesk.actions.assessors import keep_assessors
from certdesk.actions.cohorts import find_cohort, make_cohort, open_cohort
from certdesk.actions.identifying import IdentityPlan
from certdesk.actions.practice_records import item_of, put_candidates, put_people
from certdesk.actions.practice_steps import come_to_today, go_on, release_earlier
from certdesk.actions.practice_words import read_practice_words
from certdesk.core.changes import Change, Kind
from certdesk.core.cohorts import Assessor, Cohort
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.portfolio import RubricRef
from certdesk.core.practice import PracticeCandidate, PracticeWords, invented_candidates
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.signing.identity import Identity
from certdesk.store.flushing import flush_file
from certdesk.store.rubrics import list_rubrics, load_rubric
from certdesk.store.vault import Vault
from certdesk.store.workspace import Workspace

PASSPHRASE = "practice cohort"  # noqa: S105 - an invented person's, told to everybody who practises
CANDIDATES, SEED, MOST, FEWEST = 60, 7, 2000, 20
EARLIER_AGO, BEGUN_AGO = timedelta(days=430), timedelta(days=40)
RUBRIC, WORDS = "stem-teaching", "practice_cohort.yaml"
"""The rubric of the cohorts, and the file of their names and words among the resources."""


@dataclass(frozen=True, slots=True)
class PracticePlan:
    """Who will lead, who is assessed now and who was earlier, and with which rubric."""

    words: PracticeWords
    identity: IdentityPlan
    rubric: RubricRef
    now: tuple[PracticeCandidate, ...]
    earlier: tuple[PracticeCandidate, ...]
    seed: int
    vault: Vault
    staging: Path


def plan_practice(workspace: Workspace, words: Path, candidates: int = CANDIDATES, seed: int = SEED) -> PracticePlan:
    """Invent the cohorts; ``words`` is the file that names and texts come from.

    Raises NotAllowedError where somebody works already, for too few or too many candidates, and without the rubric.
    """
    check_size(candidates)
    if workspace.db.execute("select 1 from portfolio union all select 1 from person limit 1").fetchone():
        text = _("Somebody works in this workspace already.")
        raise NotAllowedError(text, _("Practise in a workspace of its own, so that nothing invented gets among yours."))
    rubric = next((ref for ref in list_rubrics(workspace.db) if ref.id == RUBRIC), None)
    if rubric is None:
        raise NotAllowedError(_("This workspace has no rubric yet."), _("Load one first."))
    told = read_practice_words(words)
    with _at(workspace, workspace.clock() - EARLIER_AGO):
        identity = identifying.plan_identity(workspace, told.lead, "lead", PASSPHRASE)
    return PracticePlan(
        told, identity, rubric, invented_candidates(told, told.now, candidates, seed),
        invented_candidates(told, told.earlier, max(FEWEST, candidates // 2), seed), seed, workspace.vault,
        workspace.staging,
    )  # fmt: skip


def check_size(candidates: int) -> None:
    """Raise NotAllowedError for fewer candidates than tell anything, and for more than a computer bears at once."""
    if not FEWEST <= candidates <= MOST:
        text = _("A practice cohort has between {fewest} and {most} candidates.")
        raise NotAllowedError(text.format(fewest=FEWEST, most=MOST))


def make_practice(plan: PracticePlan, progress: Progress) -> Identity:
    """Write what the candidates handed in, and make the invented lead's key."""
    everybody = (*plan.earlier, *plan.now)
    for done, one in enumerate(everybody):
        progress(done, len(everybody), one.code)
        staged = plan.staging / one.id
        try:
            staged.write_bytes(one.text.encode())
            flush_file(staged)
        except OSError as problem:
            text = _("{folder} can't be written: {reason}.")
            text = text.format(folder=plan.staging, reason=problem.strerror or problem)
            raise StorageError(text, _("Make room on the disk.")) from problem
        plan.vault.keep(staged, item_of(one).digest)
    return identifying.make(plan.identity, progress)


def keep_practice(workspace: Workspace, plan: PracticePlan, identity: Identity) -> Change:
    """Enter everybody and everything up to now; from then on the invented lead acts."""
    now = workspace.clock()
    chance = Random(plan.seed)  # noqa: S311 - invented people
    rubric = load_rubric(workspace.db, plan.rubric)
    with _at(workspace, now - EARLIER_AGO):
        identifying.keep(workspace, identity)
        put_people(workspace, plan.words.people)
        keep_assessors(workspace, _assessors(plan.words))
        earlier = _begin(workspace, plan, plan.words.earlier, plan.earlier)
        release_earlier(workspace, plan.words, (earlier, rubric, plan.earlier), chance)
    with _at(workspace, now - BEGUN_AGO):
        cohort = _begin(workspace, plan, plan.words.now, plan.now)
    with _at(workspace, now - timedelta(days=9)):
        go_on(workspace, plan.words, (cohort, rubric, plan.now), chance)
    with _at(workspace, now - timedelta(days=2)):
        come_to_today(workspace, plan.words, (cohort, rubric, plan.now), chance)
    kinds = Kind.PERSON | Kind.PORTFOLIO | Kind.EVIDENCE | Kind.ASSESSMENT | Kind.MARK | Kind.COHORT | Kind.ALLOCATION
    return Change(kinds | Kind.RESULT | Kind.EXCHANGE, frozenset({cohort.id}), _("practice cohort made"))


def _assessors(words: PracticeWords) -> list[Assessor]:
    return [Assessor(one.id, one.name, one.desk, one.subjects, one.languages, one.schools) for one in words.people]


def _begin(workspace: Workspace, plan: PracticePlan, name: str, candidates: tuple[PracticeCandidate, ...]) -> Cohort:
    """Make a cohort, open it, and give everybody a first assessor."""
    programme = plan.words.programme
    due = (workspace.clock() + BEGUN_AGO + timedelta(days=21)).date()
    put_candidates(workspace, (programme, name, plan.rubric), candidates, due)
    make_cohort(workspace, programme, name, plan.rubric, due_on=due)
    open_cohort(workspace, find_cohort(workspace, name))
    cohort = find_cohort(workspace, name)
    keep_allocation(workspace, plan_allocation(workspace, cohort, Wishes(due_on=due - timedelta(days=14), seed=name)))
    return cohort


@contextmanager
def _at(workspace: Workspace, moment: datetime) -> Iterator[None]:
    """Let it be another time, which goes on by a thousandth of a second whenever somebody asks."""
    clock = workspace.clock
    ticking = _Ticking(moment)
    workspace.clock = ticking
    try:
        yield
    finally:
        workspace.clock = clock


@dataclass(slots=True)
class _Ticking:
    """A clock that begins at a moment of one's choice."""

    now: datetime

    def __call__(self) -> datetime:
        """Return the next moment."""
        self.now += timedelta(milliseconds=1)
        return self.now
