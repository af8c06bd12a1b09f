"""What the part of the program that opens strangers' files is kept from on this computer, for people to know."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass

from certdesk import shipped
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.limits import in_words
from certdesk.evidence.replies import Description
from certdesk.evidence.requests import Describe


@dataclass(frozen=True, slots=True)
class Confinement:
    """The limits in force (see `limits.confine`), what they keep the reader from, and what nothing keeps it from.

    ``open_to`` is empty where nothing is open. ``problem`` says why nobody can tell: no reader could be started.
    """

    limits: tuple[str, ...]
    kept_from: str
    open_to: str = ""
    problem: str = ""


def rouse(worker: EvidenceWorker) -> Future[Description]:
    """Let the reader look at a file of our own: only a running one knows what it is kept from. It takes a moment."""
    return worker.submit(Describe(shipped.resources() / "fonts" / "Inter-OFL.txt"))


def look_at_confinement(worker: EvidenceWorker, roused: Description) -> Confinement:
    """Say what the reader that answered `rouse` is kept from; best at once, in the callback of that future."""
    limits = worker.limits()
    if roused.problem is not None:
        return Confinement(limits, "", problem=roused.problem.sentence)
    kept_from, *open_to = in_words(limits)
    return Confinement(limits, kept_from, " ".join(open_to))
