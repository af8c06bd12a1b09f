"""Two desks and a programme, made once: the lead's, who founded it, and an assessor's, who belongs to nothing yet."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path

import pytest

from certdesk.actions.founding import Founded, FoundingWishes, keep_founding, make_founding, plan_founding
from certdesk.actions.identifying import act_as, keep, make, plan_identity, unlock_mine
from certdesk.actions.programmes import unlock_authority
from certdesk.core.progress import silent
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.authority.profile import Curve
from certdesk.signing.signer import Signer
from certdesk.store.workspace import Workspace

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OWN, ROOT, DESK = "forty portfolios", "five words for the root", "words of the desk"


class Clock:
    """The time, as far as tests move it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def after(self, **span: int) -> None:
        self.now += timedelta(**span)


@dataclass(frozen=True)
class Made:
    """Closed workspaces, the keys that belong to them, and what the ceremony left."""

    folder: Path
    founded: Founded
    keys: AuthorityKeys
    lead: Signer
    assessor: Signer


@dataclass
class Desks:
    """Copies of them, with a clock of their own; each is copied and opened when it is first asked for."""

    made: Made
    files: Path
    clock: Clock = field(repr=False)
    opened: ExitStack = field(repr=False)

    @cached_property
    def lead(self) -> Workspace:
        return self._open("lead")

    @cached_property
    def assessor(self) -> Workspace:
        return self._open("assessor")

    def _open(self, name: str) -> Workspace:
        shutil.copytree(self.made.folder / name, self.files / name, ignore=shutil.ignore_patterns("backups"))
        workspace = self.opened.enter_context(Workspace(self.files / name, clock=self.clock))
        act_as(workspace)
        return workspace

    @property
    def programme(self) -> str:
        return self.made.founded.programme_id

    @property
    def words(self) -> str:
        return " ".join(self.made.founded.words)


@cache
def found_once(folder: Path) -> Made:
    """Make both desks and hold the ceremony: once, however many folders of tests have this fixture."""
    folder.mkdir()
    with (
        _desk(folder / "lead", "Leïla Haddad", "lead") as lead,
        _desk(folder / "assessor", "Amara", "assessor") as other,
    ):
        signer, assessor = unlock_mine(lead, OWN), unlock_mine(other, OWN)
        sticks = (folder / "stick", folder / "second stick")
        for each in sticks:
            each.mkdir()
        plan = plan_founding(lead, wishes(signer, sticks))
        founded = make_founding(plan, silent)
        keep_founding(lead, founded)
        return Made(folder, founded, unlock_authority(lead, founded.programme_id, DESK), signer, assessor)


def wishes(signer: Signer, copies: tuple[Path, ...], **changes) -> FoundingWishes:
    """What two people want who found a programme."""
    plain = {
        "name": "Highlands STEM",
        "people": (("Leïla Haddad", "Programme lead"), ("Tom Reid", "Witness")),
        "place": "Inverness",
        "airplane": True,
        "copies": copies,
        "root_passphrase": ROOT,
        "desk_passphrase": DESK,
        "signer": signer,
        "curve": Curve.P256,
    }
    return FoundingWishes(**{**plain, **changes})


def copied(made: Made, folder: Path) -> Iterator[Desks]:
    """Open copies of the desks, so that a test may do with them what it likes."""
    with ExitStack() as opened:
        yield Desks(made, folder, Clock(), opened)


def _desk(folder: Path, name: str, role: str) -> Workspace:
    workspace = Workspace(folder, clock=Clock())
    keep(workspace, make(plan_identity(workspace, name, role, OWN), silent))
    return workspace


@pytest.fixture(scope="session")
def made_programme(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The two desks, closed."""
    return found_once(tmp_path_factory.getbasetemp() / "programme")


@pytest.fixture
def desks(made_programme: Made, tmp_path: Path) -> Iterator[Desks]:
    """Open copies of the two desks."""
    yield from copied(made_programme, tmp_path)
