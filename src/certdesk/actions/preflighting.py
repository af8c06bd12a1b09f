"""Preflight of portfolios: plan (what was not looked at yet), make (look at it), keep, and judge from what is kept."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from certdesk import shipped
from certdesk.actions.consent_gate import catalogue_here
from certdesk.actions.playing_over import played
from certdesk.actions.programme_policy import policy_of_programme
from certdesk.core.consent_rules import consent_state, is_unsettled
from certdesk.core.errors import RubricError
from certdesk.core.portfolio import EvidenceItem, Portfolio
from certdesk.core.preflight import Preflight
from certdesk.core.preflight_checking import check
from certdesk.core.preflight_facts import Checked, CheckedItem, Programme
from certdesk.core.preflight_looks import ItemLook
from certdesk.core.preflight_settings import PreflightSettings
from certdesk.core.preflight_twins import Owned, Twins, print_of
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.replies import LookedOver
from certdesk.evidence.requests import LookOver
from certdesk.store.consents import came_before_consents, load_consents_of
from certdesk.store.portfolios import load_items, load_portfolios
from certdesk.store.preflight import (
    LookKey,
    keep_looks,
    load_days,
    load_looks,
    load_owners,
    look_key,
    measured_digests,
)
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace

log = logging.getLogger(__name__)
_AHEAD = 3
"""Files that the worker knows of before it has answered."""
_PASSING = frozenset({"unreadable", "no_worker"})
"""What may be otherwise next time."""
_GONE = ItemLook("unknown", "unknown", 0, case="unreadable", looked=False)
_LOST = {Code.HUNG: "hung", Code.CRASHED: "crashed", Code.UNREADABLE: "unreadable", Code.TOO_BIG: "out_of_memory"}


@dataclass(frozen=True, slots=True)
class LookOrder:
    """A file that is to be looked at."""

    key: LookKey
    path: Path
    file_name: str
    title: str


@dataclass(frozen=True, slots=True)
class PreflightPlan:
    """Which portfolios are checked, and which of their files nobody has looked at yet; each file once."""

    portfolio_ids: tuple[str, ...]
    orders: tuple[LookOrder, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, by key."""

    looks: tuple[tuple[LookKey, ItemLook], ...]


def plan_preflight(workspace: Workspace, portfolio_ids: Iterable[str]) -> PreflightPlan:
    """Say which files of these portfolios nobody has looked at yet. Raises NotFoundError."""
    ids = tuple(dict.fromkeys(portfolio_ids))
    wanted: dict[LookKey, LookOrder] = {}
    for portfolio in load_portfolios(workspace.db, ids):
        for item in load_items(workspace.db, portfolio.id):
            key = look_key(item.digest, item.file_name)
            if workspace.vault.has(item.digest):
                wanted.setdefault(key, LookOrder(key, workspace.vault.path(item.digest), item.file_name, item.title))
    done = measured_digests(workspace.db, wanted)
    return PreflightPlan(ids, tuple(order for key, order in wanted.items() if key not in done))


def make_preflight(plan: PreflightPlan, worker: EvidenceWorker, progress: Progress) -> Measured:
    """Look at the files; touches no database. ``progress`` counts files and is stopped by an exception from it."""
    waiting: deque[tuple[LookOrder, Future[LookedOver]]] = deque()
    rest = iter(plan.orders)
    looks: list[tuple[LookKey, ItemLook]] = []
    try:
        _ask_ahead(waiting, rest, worker)
        while waiting:
            order, future = waiting.popleft()
            progress(len(looks), len(plan.orders), order.title)
            looks.append((order.key, _looked(order, future)))
            _ask_ahead(waiting, rest, worker)
    finally:
        for _order, future in waiting:
            worker.abandon(future)
    progress(len(looks), len(plan.orders), "")
    return Measured(tuple(looks))


def keep_preflight(workspace: Workspace, plan: PreflightPlan, measured: Measured) -> tuple[Preflight, ...]:
    """Keep what was measured, and judge the portfolios of the plan in their order."""
    keep_looks(workspace, {key: look for key, look in measured.looks if look.case not in _PASSING})
    return preflights_of(workspace, plan.portfolio_ids)


def preflight_of(workspace: Workspace, portfolio_id: str) -> Preflight:
    """Judge a portfolio from what was measured; ``complete`` is False where that is not all. Raises NotFoundError."""
    return preflights_of(workspace, (portfolio_id,))[0]


def preflights_of(workspace: Workspace, portfolio_ids: Iterable[str]) -> tuple[Preflight, ...]:
    """Judge portfolios from what was measured, each compared with all others of the workspace."""
    programme = programme_of(workspace)
    portfolios = load_portfolios(workspace.db, portfolio_ids)
    refs = {portfolio.rubric for portfolio in portfolios}
    rubrics = {ref: load_rubric(workspace.db, ref) for ref in refs}
    checked = [
        Checked(portfolio, rubrics[portfolio.rubric], _checked_items(workspace, portfolio, programme))
        for portfolio in portfolios
    ]
    twins = _twins(workspace, checked, programme)
    return tuple(check(each, programme, twins) for each in checked)


def _twins(workspace: Workspace, checked: Iterable[Checked], programme: Programme) -> Twins:
    twins = Twins(programme.settings.twins)
    for one in checked:
        for each in one.items:
            twins.ask(Owned(one.portfolio.id, one.portfolio.code, each.id, each.item.digest, print_of(each.look)))
    for owned in load_owners(workspace.db):
        twins.meet(owned)
    return twins


def programme_of(workspace: Workspace) -> Programme:
    """Return by what portfolios are checked today."""
    return Programme(catalogue_here(), _settings_of(policy_of_programme(workspace)), workspace.clock().date())


@lru_cache(maxsize=4)
def _settings_of(policy: str) -> PreflightSettings:
    """Read the settings of a programme's policy; without one, or where a newer version wrote it, ours count."""
    from certdesk.rubric_formats.policy_yaml import read_preflight_settings

    if policy:
        try:
            return read_preflight_settings(policy, name=_("The programme's policy"))
        except RubricError:
            log.warning("the programme's policy can't be read, so the one of this program counts")
    return _settings_here()


@cache
def _settings_here() -> PreflightSettings:
    return preflight_settings(shipped.rubrics())


def preflight_settings(folder: Path) -> PreflightSettings:
    """Read the settings of preflight from the policy in the folder of built-in rubrics. Raises RubricError."""
    from certdesk.rubric_formats.policy_yaml import read_preflight_settings

    path = folder / "programme_policy.yaml"
    return read_preflight_settings(path.read_text(encoding="utf-8"), name=path.name)


def _checked_items(workspace: Workspace, portfolio: Portfolio, programme: Programme) -> tuple[CheckedItem, ...]:
    items = load_items(workspace.db, portfolio.id)
    keys = {item.id: look_key(item.digest, item.file_name) for item in items}
    looks = load_looks(workspace.db, keys.values())
    days = load_days(workspace.db, keys)
    consents = load_consents_of(workspace.db, (portfolio.id,)).get(portfolio.id, ())
    # A portfolio from before there was a register has nothing in it, and its items are open.
    silent = not consents and came_before_consents(workspace.db, portfolio.id)

    def checked(item: EvidenceItem) -> CheckedItem:
        kind = programme.type_of(item)
        state = None if silent else consent_state(item, kind, consents, programme.today)
        unsettled = not silent and is_unsettled(item, kind, consents)
        look = looks.get(keys[item.id]) if workspace.vault.has(item.digest) else _GONE
        return CheckedItem(item, look, state, unsettled, days.get(item.id))

    return tuple(map(checked, items))


def _ask_ahead(
    waiting: deque[tuple[LookOrder, Future[LookedOver]]], rest: Iterator[LookOrder], worker: EvidenceWorker
) -> None:
    while len(waiting) < _AHEAD:
        order = next(rest, None)
        if order is None:
            return
        waiting.append((order, worker.submit(LookOver(order.path, order.file_name))))


def _looked(order: LookOrder, future: Future[LookedOver]) -> ItemLook:
    """Return what was measured; a file at which the worker fails is one that was not looked at."""
    try:
        look = future.result().look
    except EvidenceError as problem:
        case = _LOST.get(problem.problem.code, "crashed")
        return ItemLook("unknown", "unknown", 0, case=case, looked=False)
    return played(order.path, look) if look.has_picture or look.has_sound else look
