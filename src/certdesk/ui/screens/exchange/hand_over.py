"""A hand-over as it is shown: to whom, onto what, how far, and what the person should do now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from certdesk.actions.handing_over import COPY, PACKED, READ_BACK, RELEASE
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
    """Say what a line does, has done, or waits for."""
    before, now, after = _sentences(shown)[step.key]
    copied = step.key == COPY and step.size > 0 and step.done >= step.size
    chosen = after if copied or step.state is StepState.DONE else now if step.state is StepState.RUNNING else before
    return chosen.format(part=step.part, name=shown.name or _("whoever has the words"))


def _sentences(shown: HandOver) -> dict[str, tuple[str, str, str]]:
    """Return for each kind of line the words before it, meanwhile, and after it."""
    seal = (_("Write the signature"), _("Writing the signature"), _("Signature written and read back"))
    if shown.on_stick:
        seal = (
            _("Write the signature, release the stick"),
            _("Writing the signature"),
            _("Signature written, stick released"),
        )
    return {
        PACKED: (_("Pack and seal"), _("Packing and sealing"), _("Packed and sealed for {name}")),
        COPY: (_("Part {part}"), _("Part {part} is being copied"), _("Part {part} copied, to be read back")),
        READ_BACK: (_("Part {part}"), _("Part {part} is being read back"), _("Part {part} copied and read back")),
        RELEASE: seal,
    }


def lines_of(steps: tuple[HandOverStep, ...]) -> tuple[HandOverStep, ...]:
    """Join copying and reading back of a part to one line, which is done only when both are."""
    read = {step.part: step for step in steps if step.key == READ_BACK}
    lines = []
    for step in steps:
        if step.key == READ_BACK:
            continue
        back = read.get(step.part) if step.key == COPY else None
        if back is not None and step.state is StepState.DONE:
            # Copied alone proves nothing: the words say so, and the sign stays that of something still to come.
            step = back if back.state is not StepState.WAITING else replace(step, state=StepState.WAITING)  # noqa: PLW2901
        lines.append(step)
    return tuple(lines)


def figure_words(shown: HandOver) -> tuple[str, str, str]:
    """Return the large number, what stands beside it, and the line below."""
    percent = _("{share} %").format(share=int(shown.share * 100))
    beside = _("written and read back") if not shown.seconds_left else _("written and read back, {left}")
    beside = beside.format(left=minutes_words(shown.seconds_left))
    if shown.stage is Stage.PAUSED:
        beside = _("paused")
    below = _("You can keep scoring meanwhile.")
    if shown.speed:
        speed = _("{size} per second.").format(size=size_words(round(shown.speed)))
        below = f"{speed} {below}"
    return percent, beside, below
