"""Ask for what did not arrive, and answer such a request with a package of just that."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from certdesk.actions.handing_over import hand_over_as_file, mail_file
from certdesk.actions.inbox import Waiting, packages_waiting
from certdesk.actions.outbox import Packed, packages_remembered
from certdesk.actions.packing import MarksOf, PackageScope
from certdesk.actions.recipients import recipients
from certdesk.actions.small_packages import SmallPackage, make_small
from certdesk.actions.taking_packages import OpenedPackage
from certdesk.core.errors import NotFoundError
from certdesk.core.exchange import Carrier
from certdesk.core.words import _
from certdesk.exchange.package import Asked, Purpose
from certdesk.signing.signer import Signer
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody asks for, and how it would be packed. ``gone`` files are not on this desk any more."""

    asked: Asked
    packed: Packed
    scope: PackageScope


def find_waiting(workspace: Workspace, wanted: str = "") -> Waiting:
    """Find a package of which something is still needed, by its id, the end of it, or as the only one.

    Raises NotFoundError.
    """
    found = [one for one in packages_waiting(workspace.folder) if one.package.endswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFoundError(_("Nothing is missing of any package."), _("“certdesk packages” shows what came."))
    ids = ", ".join(one.package for one in found)
    raise NotFoundError(_("Several packages are not whole."), _("Say which one: {ids}.").format(ids=ids))


def ask_again(workspace: Workspace, waiting: Waiting, signer: Signer, target: Path) -> Path:
    """Write a small file that asks the sender for what is missing or damaged; return where it lies.

    ``target`` is a file or a folder. Raises StorageError, CertDeskError when the signer is locked.
    """
    asked = Asked(waiting.package, tuple(digest for digest, _size in waiting.files))
    cards = (waiting.card,) if waiting.card else ()
    said = SmallPackage(Purpose.REQUEST, waiting.author, waiting.name, waiting.package, asked=(asked,), cards=cards)
    packed = make_small(workspace, said, signer)
    file = mail_file(packed, target)
    hand_over_as_file(workspace, packed.package, file)
    return file


def plan_answers(workspace: Workspace, request: OpenedPackage) -> tuple[Answer, ...]:
    """See what would have to be packed for a request that was opened. Raises NotFoundError for packages not from here.

    Only whoever a package was for gets an answer, and only what was in it: a request names digests, and anybody can
    write those.
    """
    if request.index is None:
        return ()
    remembered = {one.package: one for one in packages_remembered(workspace.folder)}
    asker = request.arrived.head.author
    answers = []
    for asked in request.index.asked:
        packed = remembered.get(asked.package)
        if packed is None or not _may_have(workspace, packed, asker):
            text = _("Somebody asks for a package that this desk did not pack for them.")
            raise NotFoundError(text, _("Nothing is sent. Call them if you think that it was you."))
        answers.append(Answer(asked, packed, _scope(packed, asked)))
    return tuple(answers)


def _may_have(workspace: Workspace, packed: Packed, asker: str) -> bool:
    allowed = {one.id for one in packed.recipients}
    return any(asker in one.dids and one.id in allowed for one in recipients(workspace))


def _scope(packed: Packed, asked: Asked) -> PackageScope:
    had = {digest for digest, _size in packed.files}
    only = tuple(digest for digest in asked.files if digest in had) if asked.files else None
    return PackageScope(
        packed.portfolios,
        tuple(one.id for one in packed.recipients),
        carrier=packed.carrier if packed.carrier is not Carrier.MAIL else Carrier.STICK,
        blind=packed.blind,
        evidence=packed.purpose is Purpose.PORTFOLIOS,
        marks=MarksOf(packed.marks),
        everything=asked.files == (),
        only_files=only if not packed.blind else None,
        answers=asked.package,
    )
