"""What waits to go out, the sticks that are in, and the shared folder with what arrived there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from certdesk.actions.arriving import Arrival, new_arrivals
from certdesk.actions.asking_again import ask_again
from certdesk.actions.inbox import Waiting, packages_waiting
from certdesk.actions.outbox import Packed, drop_package, packages_out
from certdesk.actions.shared_folder import choose_shared_folder, shared_folder
from certdesk.core.errors import CertDeskError, WrongPassphraseError
from certdesk.core.exchange import Medium
from certdesk.core.words import _, ngettext
from certdesk.ui.models.item_table import size_words
from certdesk.ui.screens.exchange.places_card import Place, PlacesCard, stick_place
from certdesk.ui.screens.exchange.words import moment
from certdesk.ui.tools import Tools
from certdesk.ui.unlocking import signer_for
from certdesk.ui.widgets.notice_bar import Notice

_SHARED = "shared"


class Outgoing(QObject):
    """``hand_over_asked(package)``, ``look_asked(path)``, ``check_asked(path)`` and ``again_asked(package)``."""

    hand_over_asked = Signal(str)
    look_asked = Signal(str)
    check_asked = Signal(str)
    again_asked = Signal(str)
    noticed = Signal(object)

    def __init__(self, tools: Tools, card: PlacesCard) -> None:
        super().__init__(card)
        self._tools = tools
        self._card = card
        self._media: tuple[Medium, ...] = ()
        card.chosen.connect(self._on_chosen)

    @property
    def shared(self) -> Path | None:
        """The folder that another program replicates, if one was chosen."""
        return shared_folder(self._tools.session.workspace)

    def show(self, media: tuple[Medium, ...]) -> None:
        """Show what there is now."""
        self._media = media
        workspace = self._tools.session.workspace
        now = workspace.clock().astimezone()
        out = tuple(_waiting(one, moment(one.made_at, now)) for one in packages_out(workspace))
        out += tuple(_needed(one, moment(one.since, now)) for one in packages_waiting(workspace.folder))
        self._card.show_places(out, tuple(stick_place(medium) for medium in media), self._shared_place())

    def choose_shared(self) -> None:
        """Ask once for the folder that is shared."""
        folder = self._tools.dialogs.choose_folder(_("Choose the shared folder"))
        if folder is not None:
            choose_shared_folder(self._tools.session.workspace, folder)
            self.show(self._media)

    def forget_shared(self) -> None:
        """Look into no shared folder any more; what lies there stays."""
        choose_shared_folder(self._tools.session.workspace, None)
        self.show(self._media)

    def arrivals(self) -> tuple[Arrival, ...]:
        """Return what lies whole in the shared folder, and neither was taken in nor is one's own."""
        folder = self.shared
        return new_arrivals(self._tools.session.workspace, folder) if folder is not None else ()

    def ask_again(self, package: str, passphrase: str) -> str:
        """Write a request for what is still needed of a package; return what is wrong with the passphrase, if it is."""
        workspace = self._tools.session.workspace
        waiting = next((one for one in packages_waiting(workspace.folder) if one.package == package), None)
        if waiting is None:
            return ""
        try:
            with signer_for(self._tools, passphrase) as signer:
                target = self._tools.dialogs.choose_folder(_("Where to write what is asked for"))
                if target is None:
                    return ""
                written = ask_again(workspace, waiting, signer, target)
        except WrongPassphraseError as problem:
            return problem.sentence
        except CertDeskError as problem:
            self.noticed.emit(Notice(str(problem), "warn", problem.hint))
            return ""
        text = _("Written as {file}.").format(file=written)
        hint = _("Send it to {name}; what comes back completes the package.").format(name=waiting.name)
        self.noticed.emit(Notice(text, "ok", hint))
        return ""

    def _shared_place(self) -> Place:
        folder = self.shared
        if folder is None:
            told = _("A folder that Syncthing, Nextcloud or OneDrive keeps the same on several computers.")
            return Place(_SHARED, "folder", _("None chosen yet"), told, (("choose", _("Choose…")),))
        deeds = (("choose", _("Another…")), ("forget", _("Forget it")))
        try:
            arrived = self.arrivals()
        except CertDeskError as problem:
            return Place(_SHARED, "folder", str(folder), str(problem), deeds)
        if not arrived:
            return Place(_SHARED, "folder", str(folder), _("Nothing new has arrived there."), deeds)
        text = ngettext("{count} new package has arrived.", "{count} new packages have arrived.", len(arrived))
        names = ", ".join(dict.fromkeys(one.sender for one in arrived if one.sender))
        told = text.format(count=len(arrived))
        if names:
            told = f"{told} {_('From {names}.').format(names=names)}"
        return Place(_SHARED, "folder", str(folder), told, (("look", _("Look what it is")), *deeds))

    def _on_chosen(self, deed: str, key: str) -> None:
        if key == _SHARED:
            self._with_shared(deed)
        elif deed == "look":
            self.look_asked.emit(key)
        elif deed == "check":
            self.check_asked.emit(key)
        elif deed == "hand":
            self.hand_over_asked.emit(key)
        elif deed == "drop":
            self._drop(key)
        elif deed == "again":
            self.again_asked.emit(key)

    def _with_shared(self, deed: str) -> None:
        if deed == "choose":
            self.choose_shared()
        elif deed == "forget":
            self.forget_shared()
        else:
            try:
                arrived = self.arrivals()
            except CertDeskError as problem:
                self.noticed.emit(Notice(str(problem), "warn", problem.hint))
                return
            for one in arrived[:1]:
                self.look_asked.emit(str(one.paths[0]))

    def _drop(self, package: str) -> None:
        question = _("Throw this package away?")
        detail = _("Nothing that is in it is lost: the portfolios and marks stay here, and can be packed again.")
        if self._tools.dialogs.confirm(question, detail, _("Throw it away")):
            self._tools.session.do(drop_package, package)


def _waiting(one: Packed, when: str) -> Place:
    """Return the line of a package in the outbox."""
    count = len(one.codes)
    what = ngettext("{count} portfolio", "{count} portfolios", count).format(count=count)
    facts = f"{what}, {size_words(one.size)}. " + _("Packed {when}.").format(when=when)
    if one.recorded:
        facts = f"{what}, {size_words(one.size)}. " + _("Handed over; its receipt is not back yet.")
    verb = _("Once more") if one.recorded else _("Hand over")
    deeds = (("hand", verb), ("drop", _("Throw away…")))
    return Place(one.package, "package", _("For {name}").format(name=one.for_whom), facts, deeds)


def _needed(one: Waiting, since: str) -> Place:
    """Return the line of a package that came in part."""
    count = len(one.files)
    files = ngettext("{count} file is still needed", "{count} files are still needed", count).format(count=count)
    size = sum(size for _digest, size in one.files)
    facts = _("{files}, {size}, since {when}.").format(files=files, size=size_words(size), when=since)
    if not count:
        facts = _("Its other parts are still needed, since {when}.").format(when=since)
    return Place(one.package, "clock", _("From {name}").format(name=one.name), facts, (("again", _("Ask again…")),))
