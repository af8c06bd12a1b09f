"""A hand-over as it is shown: to whom, onto what, how far, and what the person should do now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from certdesk.core.exchange import Carrier, HandOverStep, Medium, StepState
from certdesk.core.words import _, ngettext
from certdesk.ui.models.item_table import size_words
from certdesk.ui.screens.exchange.words import minutes_words


class Stage(StrEnum):
    """What a hand-over waits for, or does."""

    PACKING = "packing"
    CHOOSE = "choose"
    """It is packed, and wants a stick or a folder."""
    RUNNING = "running"
    PAUSED = "paused"
    NEXT_STICK = "next_stick"
    """This stick is done; the next one is wanted."""
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class HandOver:
    """Everything that the right side shows. ``needed`` are the bytes that go onto this medium, ``done`` of ``work``.

    ``work`` counts each byte as often as it is touched (written, read back). ``speed`` is in bytes a second.
    """

    peer: str
    name: str
    carrier: Carrier
    portfolios: int
    size: int
    parts: int
    stage: Stage
    medium: Medium | None = None
    needed: int = 0
    steps: tuple[HandOverStep, ...] = ()
    done: int = 0
    work: int = 0
    speed: float = 0.0
    seconds_left: float | None = None
    stick: int = 1
    sticks: int = 1
    problem: str = ""
    hint: str = ""
    words: str = ""
    """The six-word passphrase, where it was packed for somebody without a key."""

    @property
    def share(self) -> float:
        """How much of the work is done, 0.0 to 1.0."""
        return min(1.0, self.done / self.work) if self.work else 0.0

    @property
    def on_stick(self) -> bool:
        """Whether it goes onto something that can be pulled out."""
        return self.carrier is Carrier.STICK


def heading_words(shown: HandOver) -> str:
    """Say what is handed over: how many portfolios, how much, in how many parts."""
    parts = ngettext("in {count} part", "in {count} parts", shown.parts).format(count=shown.parts)
    whole = _("{size} {parts}").format(size=size_words(shown.size), parts=parts)
    if not shown.portfolios:
        return _("Results, {whole}").format(whole=whole)
    count = ngettext("{count} portfolio", "{count} portfolios", shown.portfolios).format(count=shown.portfolios)
    return f"{count}, {whole}"


def step_words(step: HandOverStep, shown: HandOver) -> str:
    """Say what a step will do, does or has done."""
    running, done = step.state is StepState.RUNNING, step.state is StepState.DONE
    waiting = _("Part {part}") if step.part else _("All parts")
    said = {
        "check": (_("Check room and names"), _("Checking room and names"), _("Room and names checked")),
        "pack": (_("Pack and seal"), _("Packing and sealing for {name}"), _("Packed and sealed for {name}")),
        "copy": (waiting, _("Part {part} is being copied"), _("Part {part} copied")),
        "read": (
            _("Read everything back") if not step.part else _("Read part {part} back"),
            _("Reading back what was written") if not step.part else _("Part {part} is being read back"),
            _("Everything read back, and the same") if not step.part else _("Part {part} copied and read back"),
        ),
        "seal": (
            _("Write the signature, release the stick") if shown.on_stick else _("Write the signature"),
            _("Writing the signature"),
            _("Signature written, stick released") if shown.on_stick else _("Signature written"),
        ),
    }
    before, now, after = said.get(step.key, (waiting, waiting, waiting))
    chosen = after if done else now if running else before
    return chosen.format(part=step.part, name=shown.name)


def figure_words(shown: HandOver) -> tuple[str, str, str]:
    """Return the large number, what stands beside it, and the line below."""
    percent = _("{share} %").format(share=int(shown.share * 100))
    beside = (
        _("verified")
        if not shown.seconds_left
        else _("verified, {left}").format(left=minutes_words(shown.seconds_left))
    )
    if shown.stage is Stage.PAUSED:
        beside = _("paused")
    below = _("You can keep scoring meanwhile.")
    if shown.speed:
        speed = _("{size} per second.").format(size=size_words(round(shown.speed)))
        below = f"{speed} {below}"
    return percent, beside, below
