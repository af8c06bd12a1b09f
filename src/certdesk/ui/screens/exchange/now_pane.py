"""Now: what came in and would change, beside what goes out; every way in leads to one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from certdesk.actions.asking_again import plan_answers
from certdesk.actions.packing import plan_package
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import CertDeskError
from certdesk.core.exchange import Carrier, Medium
from certdesk.core.words import _
from certdesk.exchange.media import list_media
from certdesk.store.exchanges import history
from certdesk.ui.commands import Command
from certdesk.ui.screens.exchange.going_out import GoingOut
from certdesk.ui.screens.exchange.hand_over import Stage
from certdesk.ui.screens.exchange.hand_over_card import HandOverCard
from certdesk.ui.screens.exchange.media_watch import MediaWatch
from certdesk.ui.screens.exchange.now_coming import NowComing
from certdesk.ui.screens.exchange.now_left import NowLeft
from certdesk.ui.screens.exchange.outgoing import Outgoing
from certdesk.ui.screens.exchange.packing_flow import Packing
from certdesk.ui.screens.exchange.places_card import PlacesCard
from certdesk.ui.screens.narrow import side_width
from certdesk.ui.screens.pane import Pane
from certdesk.ui.tools import Tools

_SIDE = 440
_CONCERNS = Kind.EXCHANGE | Kind.PORTFOLIO | Kind.ASSESSMENT


class NowPane(Pane):
    """Mediates between the two sides; each way through them is an object of its own."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self.left = NowLeft(theme)
        self.hand_over = HandOverCard(theme)
        self.places = PlacesCard(theme)
        self._right = QStackedWidget()
        self._right.addWidget(self.places)
        self._right.addWidget(self.hand_over)
        self.coming = NowComing(tools, self.left)
        self.out = GoingOut(tools, self)
        self._outgoing = Outgoing(tools, self.places)
        self.watch = MediaWatch(self, list_media)
        self._packing = Packing(tools, self)
        self._packing.noticed.connect(self.noticed)
        self._packing.packed.connect(lambda package, _words: self._begin_out(package))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 16)
        row.setSpacing(16)
        row.addWidget(self.left, 1)
        row.addWidget(self._right)
        self._connect_left()
        self._connect_right()

    def enter(self, params: dict[str, Any]) -> None:
        """Show what stands; ``files`` are to be looked at, ``hand_over`` names a package of the outbox."""
        self._refresh()
        if params.get("hand_over"):
            carrier = str(params.get("carrier", ""))
            chosen = Carrier(carrier) if carrier in set(Carrier) else None
            self.out.begin(str(params["hand_over"]), chosen, str(params.get("words", "")))
            self.out.offer(self.watch.media)
        if params.get("files"):
            self.take_files(tuple(Path(str(file)) for file in params["files"]))
        elif self.left.now is None:
            self.left.history.drop.setFocus()

    def on_changed(self, change: Change) -> None:
        """Look again when packages, portfolios or results changed."""
        if change.kinds & _CONCERNS:
            self._refresh()

    def notice_room(self) -> tuple[int, int]:
        """Leave the right side free, where it is said whether the stick may be removed."""
        return 0, self._right.width() + 24

    def unfinished(self) -> str:
        """Say what is shown only once."""
        view = self.out.view
        waits = view is not None and bool(view.words) and view.stage in (Stage.CHOOSE, Stage.NEXT_STICK)
        return _("The six words of this package are shown only now.") if waits else ""

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        coming, out = self.coming, self.out
        take, folder = _("Take in a package or a portfolio"), _("Take in a folder or a stick")
        return (
            Command("exchange.open", take, ("Ctrl+O",), coming.choose_file, icon="package"),
            Command("exchange.folder", folder, ("Ctrl+Shift+O",), coming.choose_folder, icon="folder"),
            Command("exchange.check", _("Check a stick"), (), coming.check_stick, icon="stick"),
            Command("exchange.clashes", _("Decide what clashes"), (), coming.decide, coming.any_clash, icon="warning"),
            Command("exchange.shared", _("Choose the shared folder"), (), self._outgoing.choose_shared, icon="folder"),
            Command(
                "exchange.pause", _("Pause or go on handing over"), (), self._pause, lambda: out.running, icon="pause"
            ),
            Command("exchange.stop", _("Stop handing over"), (), out.stop, lambda: out.view is not None, icon="stick"),
        )

    def _pause(self) -> None:
        (self.out.resume if self.out.paused else self.out.pause)()

    def take_files(self, files: tuple[Path, ...]) -> bool:
        """Lead each file to where it belongs."""
        return self.coming.take_files(files)

    def _connect_left(self) -> None:
        coming, history_card = self.coming, self.left.history
        coming.noticed.connect(self.noticed)
        coming.left_for.connect(self.left_for)
        coming.signature_given.connect(self._ask_again)
        coming.packages.answers_asked.connect(self._answer)
        history_card.all_asked.connect(lambda: self.asked.emit("history", {}))
        history_card.shown.connect(lambda line: self.asked.emit("history", {"line": line}))

    def _answer(self, requests: Any) -> None:  # noqa: ANN401 - a signal's value
        """Pack what somebody asked for again, and lead to handing it over."""
        workspace = self.tools.session.workspace
        try:
            scopes = [answer.scope for one in requests for answer in plan_answers(workspace, one)]
            plans = [plan_package(workspace, scope) for scope in scopes]
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        for plan in plans[:1]:
            self._packing.begin(plan, "", ", ".join(one.name for one in plan.recipients))

    def _ask_again(self, package: str, passphrase: str = "") -> None:
        """Write down which files are still needed, to be sent to whoever packed them."""
        if not passphrase and self.tools.keyring.signer() is None:
            self.coming.ask_signature(package)
        else:
            self.coming.signed(self._outgoing.ask_again(package, passphrase))

    def _connect_right(self) -> None:
        card, out = self.hand_over, self.out
        out.shown.connect(self._on_hand_over)
        out.noticed.connect(self.noticed)
        self._outgoing.noticed.connect(self.noticed)
        out.ended.connect(self._on_out_ended)
        card.started.connect(self._on_start)
        card.paused.connect(out.pause)
        card.resumed.connect(out.resume)
        card.stopped.connect(out.stop)
        card.finished.connect(out.end)
        card.other_asked.connect(self._choose_place)
        self.watch.changed.connect(self._on_media)
        self.places.prepare_asked.connect(lambda: self.asked.emit("prepare", {}))
        self._outgoing.hand_over_asked.connect(self._begin_out)
        self._outgoing.look_asked.connect(lambda path: self.take_files((Path(path),)))
        self._outgoing.again_asked.connect(self._ask_again)
        self._outgoing.check_asked.connect(lambda path: self.coming.check_stick(Path(path)))

    def _begin_out(self, package: str) -> None:
        self.out.begin(package)
        self.out.offer(self.watch.media)

    def _on_hand_over(self, view: Any) -> None:  # noqa: ANN401 - a signal's value
        self.hand_over.show_hand_over(view)
        self._right.setCurrentWidget(self.hand_over)

    def _on_out_ended(self) -> None:
        self._right.setCurrentWidget(self.places)
        self._refresh()

    def _on_start(self) -> None:
        view = self.out.view
        if view is None:
            return
        if view.carrier is not Carrier.MAIL:
            self.out.start()
            return
        if target := self.tools.dialogs.choose_target(_("Save the file for the e-mail"), self.out.file_name):
            self.out.write_file(target)

    def _choose_place(self) -> None:
        view = self.out.view
        shared = self._outgoing.shared
        if view is not None and view.carrier is Carrier.FOLDER and view.medium is None and shared is not None:
            self.out.choose_folder(shared)
        elif path := self.tools.dialogs.choose_folder(_("Choose a stick or a folder")):
            self.out.choose_folder(path)

    def _on_media(self, media: tuple[Medium, ...]) -> None:
        self._outgoing.show(media)
        self.out.offer(media)

    def _refresh(self) -> None:
        workspace = self.tools.session.workspace
        now = workspace.clock()
        self.left.history.show_lines(history(workspace.db, now), now.astimezone())
        self._outgoing.show(self.watch.media)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the right side give way."""
        super().resizeEvent(event)
        self._right.setFixedWidth(side_width(self.tools.theme, _SIDE, self.width()))
