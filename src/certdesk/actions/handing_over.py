"""Hand a package over: to sticks, to a folder that is shared, or as a file for the mail. Plan, make, keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from certdesk.actions.outbox import Packed, load_built, read_packed, write_packed
from certdesk.actions.receipts import HandedOver, record_handed_over
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.exchange import Carrier, HandOverStep, Medium, StepState
from certdesk.core.progress import Progress, silent
from certdesk.core.statements import read_sealed
from certdesk.core.words import _
from certdesk.exchange.bag import Volume
from certdesk.exchange.building import Built
from certdesk.exchange.disk import Disk
from certdesk.exchange.looking import MAIL_SUFFIX
from certdesk.exchange.mail import mail_bytes
from certdesk.exchange.media import check_free, on_medium, problems_of
from certdesk.exchange.package import Part
from certdesk.exchange.stick_writer import Job, Stage, write_stick
from certdesk.store.workspace import Workspace

PACKED, COPY, READ_BACK, RELEASE = "packed", "copy", "read_back", "release"
LOTS = 12
_TAGS = (40_000, 4_096, 4_096, 4_096, 4_096, 16_384)
Tell = Callable[[tuple[HandOverStep, ...]], None]


@dataclass(frozen=True, slots=True)
class HandOverPlan:
    """What goes to one place now. ``lots`` are parts that are shown together as one line.

    ``left`` parts stay for other sticks; ``volume`` says which stick this is. ``problems`` in words keep it from being
    begun. The same plan goes on where an earlier run of it stopped.
    """

    packed: Packed
    built: Built
    medium: Medium
    target: Path
    parts: tuple[Part, ...]
    lots: tuple[tuple[Part, ...], ...]
    left: tuple[Part, ...]
    volume: Volume
    in_place: bool
    problems: tuple[str, ...] = ()

    @property
    def needed(self) -> int:
        """Bytes that it takes on the medium."""
        sizes = [part.size for part in (*self.built.head.small, *self.parts)]
        return check_free(self.medium, (*sizes, *_TAGS))

    @property
    def size(self) -> int:
        """Bytes to copy, and to read back after that."""
        return sum(part.size for part in (*self.built.head.small, *self.parts))

    @property
    def fits(self) -> bool:
        """Whether nothing is left for another stick."""
        return not self.left

    @property
    def steps(self) -> tuple[HandOverStep, ...]:
        """The lines as they are before it begins."""
        return _Steps(self).lines


@dataclass(frozen=True, slots=True)
class HandedOverTo:
    """What was brought to a place, read back and signed there."""

    plan: HandOverPlan
    path: Path

    @property
    def sentence(self) -> str:
        """Say it in a line."""
        if self.plan.left:
            text = _("Done: you may remove {label}. {count} parts still need another stick.")
            return text.format(label=self.plan.medium.label, count=len(self.plan.left))
        if self.plan.medium.removable:
            return _("Done: you may remove {label}.").format(label=self.plan.medium.label)
        return _("Done: it lies in {path}, read back and whole.").format(path=self.path)


def plan_hand_over(
    workspace: Workspace, package: str, medium: Medium, *, limit: int | None = None, shared: bool = False
) -> HandOverPlan:
    """See what of a package goes to a medium now: what was not handed over yet and fits.

    ``limit`` are the most bytes to use there. ``shared`` is for a folder that another program replicates: it gets all
    parts, under names that are seen only when they are whole.
    """
    packed = read_packed(workspace.folder, package)
    built = load_built(workspace.folder, package)
    place = Path(medium.path)
    placed = {} if shared else dict(packed.placed)
    open_parts = tuple(part for part in built.head.parts if part.name not in placed)
    again = not open_parts  # all was handed over before: once more, to this place
    open_parts = open_parts or built.head.parts
    number = 1 if again or shared else packed.volumes + 1
    target = place / f"{packed.folder_name}-{number}"
    room = min(medium.free + _there(target), limit if limit is not None else medium.free + _there(target))
    parts, left = _fitting(built, open_parts, medium, room)
    count = 1 if not left and number == 1 else (number if not left else number + _more(left, room, medium))
    problems = list(
        problems_of(medium, 0, max((one.size for one in built.head.payload), default=0), len(str(target)) + 50)
    )
    if not parts and built.head.parts:
        text = _("Not one part fits on {label}: it needs {size} MB more.")
        short = max(1, (min(one.size for one in open_parts) - medium.free) // 10**6)
        problems.append(text.format(label=medium.label, size=short))
    if not built.head.parts and check_free(medium, (*(one.size for one in built.head.small), *_TAGS)) > room:
        problems.append(_("{label} has no room left.").format(label=medium.label))
    return HandOverPlan(
        packed, built, medium, target, parts, _lots(parts), left, Volume(number, count), not shared, tuple(problems)
    )


def make_hand_over(
    plan: HandOverPlan, progress: Progress = silent, tell: Tell | None = None, disk: Disk | None = None
) -> HandedOverTo:
    """Write, read everything back past the cache, sign, and read that back. Takes no database.

    ``progress`` counts bytes twice, for writing and for reading back; ``tell`` gets all lines when one changes. What
    either raises stops the work; the same call goes on. Raises StorageError, and NotAllowedError for a plan with
    problems.
    """
    if plan.problems:
        raise NotAllowedError(plan.problems[0], _("Choose another stick or folder. The package stays in the outbox."))
    words = tuple(" ".join(one.words) for one in plan.packed.recipients if one.words)
    built = plan.built
    job = Job(
        built.folder, plan.target, built.head, built.head_bytes, built.signature_bytes, plan.parts, plan.volume, words,
        plan.in_place,
    )  # fmt: skip
    steps = _Steps(plan)
    steps.tell, steps.progress = tell, progress
    try:
        write_stick(job, disk, steps.on)
    except BaseException:
        steps.fail()
        raise
    return HandedOverTo(plan, plan.target)


def keep_hand_over(workspace: Workspace, done: HandedOverTo) -> Change:
    """Remember what lies where, and write it into the history: in part, until every part was handed over."""
    plan = done.plan
    packed = read_packed(workspace.folder, plan.packed.package)
    placed = dict(packed.placed) | {part.name: str(done.path) for part in plan.parts}
    carrier = Carrier.STICK if plan.in_place else Carrier.FOLDER
    packed = replace(
        packed, placed=tuple(placed.items()), volumes=max(packed.volumes, plan.volume.number), carrier=carrier
    )
    write_packed(workspace.folder, packed)
    complete = all(part.name in placed for part in plan.built.head.parts)
    return _recorded(workspace, packed, complete=complete)


def hand_over_as_file(workspace: Workspace, package: str, target: Path) -> Change:
    """Write a package of statements as one small zip for e-mail; ``target`` may be a folder. Never overwrites.

    Raises NotAllowedError for a package with evidence, StorageError.
    """
    packed = read_packed(workspace.folder, package)
    built = load_built(workspace.folder, package)
    if built.head.parts:
        text = _("This package holds evidence, which is too big for the mail.")
        raise NotAllowedError(text, _("Hand it over on a stick or in a shared folder, or pack it for the mail."))
    file = mail_file(packed, target)
    words = tuple(" ".join(one.words) for one in packed.recipients if one.words)
    write_new(file, mail_bytes(built, packed.folder_name, words))
    packed = replace(packed, carrier=Carrier.MAIL)
    write_packed(workspace.folder, packed)
    return _recorded(workspace, packed, complete=True)


def mail_file(packed: Packed, target: Path) -> Path:
    """Return the file that a package for the mail becomes: in a folder it gets a name of its own."""
    return target / f"{packed.folder_name}{MAIL_SUFFIX}" if target.is_dir() else target


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, and bring it to the disk. Raises StorageError."""
    import os

    try:
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as problem:
        text = _("{file} is there already, and packages are never overwritten.").format(file=path)
        raise StorageError(text, _("Choose another name.")) from problem
    except OSError as problem:
        text = _("{file} can't be written: {reason}.").format(file=path, reason=problem.strerror or problem)
        raise StorageError(text, _("Choose another folder. The package stays in the outbox.")) from problem


def _recorded(workspace: Workspace, packed: Packed, *, complete: bool) -> Change:
    if packed.recorded:
        return UNCHANGED
    statements = tuple(read_sealed(text) for text in packed.statements)
    handed = HandedOver(packed.package, packed.carrier, packed.peer, packed.for_whom, statements, packed.size, complete)
    change = record_handed_over(workspace, handed)
    write_packed(workspace.folder, replace(packed, recorded=complete))
    return change


def _fitting(
    built: Built, parts: tuple[Part, ...], medium: Medium, room: int
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Take parts in their order as long as they fit, and smaller ones that still fit after that."""
    left_room = room - check_free(medium, (*(part.size for part in built.head.small), *_TAGS))
    taken: list[Part] = []
    left: list[Part] = []
    for part in parts:
        size = on_medium(part.size, medium.cluster)
        if size <= left_room:
            taken.append(part)
            left_room -= size
        else:
            left.append(part)
    return tuple(taken), tuple(left)


def _more(left: tuple[Part, ...], room: int, medium: Medium) -> int:
    """Guess how many more sticks like this one are needed."""
    needed = sum(on_medium(part.size, medium.cluster) for part in left)
    return max(1, -(-needed // max(room, 1)))


def _there(target: Path) -> int:
    """Return the bytes that an earlier run left in the target, which need no room any more."""
    data = target / "data"
    if not data.is_dir():
        return 0
    try:
        return sum(entry.stat().st_size for entry in data.iterdir())
    except OSError:
        return 0


def _lots(parts: tuple[Part, ...]) -> tuple[tuple[Part, ...], ...]:
    """Put parts together to at most a dozen lines of about the same size."""
    if not parts:
        return ()
    most = max(sum(part.size for part in parts) / LOTS, *(part.size for part in parts))
    lots: list[list[Part]] = [[]]
    size = 0
    for part in parts:
        if lots[-1] and size + part.size > most * 1.01:
            lots.append([])
            size = 0
        lots[-1].append(part)
        size += part.size
    return tuple(map(tuple, lots))


class _Steps:
    """Turns what the writer tells of parts into the lines that people see."""

    def __init__(self, plan: HandOverPlan) -> None:
        self._lot_of = {part.name: number for number, lot in enumerate(plan.lots, start=1) for part in lot}
        self._sizes = {number: sum(part.size for part in lot) for number, lot in enumerate(plan.lots, start=1)}
        self._total = 2 * plan.size
        self._seen: dict[tuple[Stage, str], int] = {}
        self.tell: Tell | None = None
        self.progress: Progress = silent
        done = StepState.DONE
        self._lines: dict[tuple[str, int], HandOverStep] = {}
        self._put(HandOverStep(PACKED, 0, done, plan.packed.size, plan.packed.size))
        for key in (COPY, READ_BACK):
            for number, size in self._sizes.items():
                self._put(HandOverStep(key, number, StepState.WAITING, 0, size))
        self._put(HandOverStep(RELEASE, 0, StepState.WAITING))

    @property
    def lines(self) -> tuple[HandOverStep, ...]:
        return tuple(self._lines.values())

    def on(self, stage: Stage, name: str, done: int) -> None:
        """Hear how far a part is."""
        if stage is Stage.RELEASE:
            self._put(HandOverStep(RELEASE, 0, StepState.DONE if done else StepState.RUNNING))
        else:
            self._seen[stage, name] = done
            self._lot(stage, name)
        if self.tell:
            self.tell(self.lines)
        label = _("Reading back") if stage is Stage.READ_BACK else _("Copying")
        self.progress(sum(self._seen.values()), self._total, label)

    def fail(self) -> None:
        """Say which line it stopped at."""
        for step in self.lines:
            if step.state is StepState.RUNNING:
                self._put(replace(step, state=StepState.FAILED))
        if self.tell:
            self.tell(self.lines)

    def _lot(self, stage: Stage, name: str) -> None:
        number = self._lot_of.get(name)
        if number is None:
            return
        size = self._sizes[number]
        done = sum(
            count for (seen, part), count in self._seen.items() if seen is stage and self._lot_of.get(part) == number
        )
        state = StepState.DONE if done >= size else StepState.RUNNING
        self._put(HandOverStep(COPY if stage is Stage.COPY else READ_BACK, number, state, done, size))

    def _put(self, step: HandOverStep) -> None:
        self._lines[step.key, step.part] = step
