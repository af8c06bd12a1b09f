"""What is to be packed and for whom, and what it becomes step by step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from certdesk.actions.blinding import BlindPlan
from certdesk.actions.outbox import Packed
from certdesk.actions.recipients import Recipient
from certdesk.core.exchange import Carrier, UsualTime
from certdesk.core.portfolio import EvidenceItem, Portfolio
from certdesk.core.statements import Sealed
from certdesk.exchange.layout import Layout, lay_out, sealed_size
from certdesk.exchange.package import GROUP, PIECE, Packer, Purpose


class MarksOf(StrEnum):
    """Whose marks go along."""

    NOBODY = "nobody"
    MINE = "mine"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class PackageScope:
    """What is to be packed, and for whom. ``portfolios`` and ``to`` are ids of portfolios and people.

    ``everything`` also sends files that they are known to have. ``let_through`` are items that go into a blind package
    although they show who made them; ``only_files`` (SHA-256) are all that is sent of the files, ``answers`` the
    package that asked for them.
    """

    portfolios: tuple[str, ...]
    to: tuple[str, ...] = ()
    passphrase: bool = False
    carrier: Carrier = Carrier.STICK
    blind: bool = False
    evidence: bool = True
    marks: MarksOf = MarksOf.NOBODY
    everything: bool = False
    with_closed: bool = False
    let_through: tuple[str, ...] = ()
    only_files: tuple[str, ...] | None = None
    answers: str = ""
    tell_usual_time: bool = True
    """Whether one's own usual time for a portfolio goes along with one's own marks."""
    group: int = GROUP
    """Up to so many bytes small files share a part; `piece` are the most of a big file in one."""
    piece: int = PIECE

    @property
    def purpose(self) -> Purpose:
        """What the package is for."""
        return Purpose.PORTFOLIOS if self.evidence else Purpose.MARKS

    def lay_out(self, files: Iterable[tuple[str, int]]) -> Layout:
        """Say which file goes into which part."""
        return lay_out(files, group=self.group, piece=self.piece)


@dataclass(frozen=True, slots=True)
class NotReady:
    """Something of a portfolio that stays out, and why, in a sentence."""

    portfolio_id: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """What would be packed. ``not_ready`` stays out or can't go as it is.

    ``passphrase`` are six words, to be shown once and told by another way; they are never stored.
    """

    package: str
    scope: PackageScope
    recipients: tuple[Recipient, ...]
    portfolios: tuple[Portfolio, ...]
    items: tuple[EvidenceItem, ...]
    known: frozenset[str]
    not_ready: tuple[NotReady, ...]
    warnings: tuple[str, ...]
    recovery: tuple[str, ...]
    blind: Mapping[str, BlindPlan]
    folder: Path
    made_at: datetime
    desk: str
    passphrase: str = field(default="", repr=False)
    usual_time: UsualTime | None = None
    """How long a portfolio usually takes whoever packs, where the package tells it."""

    @property
    def files(self) -> tuple[tuple[str, int], ...]:
        """The evidence that would travel: digests and bytes, each once."""
        if not self.scope.evidence or self.scope.carrier is Carrier.MAIL:
            return ()
        if self.scope.blind and any(blind.copies for blind in self.blind.values()):
            return tuple({copy.digest: copy.size for blind in self.blind.values() for copy in blind.copies}.items())
        found = {item.digest: item.size for item in self.items if item.digest not in self.known}
        return tuple(found.items())

    @property
    def size(self) -> int:
        """About how many bytes it will take."""
        parts = self.scope.lay_out(self.files).parts
        return 20_000 + sum(sealed_size(sum(one.size for one in part), len(self.recipients)) for part in parts)

    @property
    def parts(self) -> int:
        """In how many parts."""
        return max(1, len(self.scope.lay_out(self.files).parts))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the portfolios, as they stand on this desk."""
        return tuple(portfolio.code for portfolio in self.portfolios)


@dataclass(frozen=True, slots=True)
class Stated:
    """A plan with everything signed that it says: what is left to do needs no database."""

    plan: PackagePlan
    statements: tuple[Sealed, ...]
    cards: tuple[str, ...]
    files: tuple[tuple[str, int], ...]
    elsewhere: tuple[tuple[str, int], ...]
    places: Mapping[str, Path]
    packer: Packer


@dataclass(frozen=True, slots=True)
class Made:
    """A package that lies whole in the outbox. ``size`` are its bytes, ``parts`` how many files hold them."""

    packed: Packed
    folder: Path
    size: int
    parts: int
