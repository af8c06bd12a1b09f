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
from certdesk.core.exchange import Carrier, LineKind, Medium
from certdesk.core.words import _
from certdesk.exchange.looking import looks_like_package
from certdesk.exchange.media import list_media
from certdesk.store.exchanges import history
from certdesk.ui.commands import Command
from certdesk.ui.screens.exchange.arriving_files import PROGRAMME_FILES, REGISTER
from certdesk.ui.screens.exchange.asking_back import ask_back
from certdesk.ui.screens.exchange.checking import Checking
from certdesk.ui.screens.exchange.coming_in import ComingIn
from certdesk.ui.screens.exchange.deciding import Deciding
from certdesk.ui.screens.exchange.from_elsewhere import FromElsewhere
from certdesk.ui.screens.exchange.going_out import GoingOut
from certdesk.ui.screens.exchange.hand_over_card import HandOverCard
from certdesk.ui.screens.exchange.media_watch import MediaWatch
from certdesk.ui.screens.exchange.now_left import NowLeft
from certdesk.ui.screens.exchange.outgoing import Outgoing
from certdesk.ui.screens.exchange.packing_flow import Packing
from certdesk.ui.screens.exchange.places_card import PlacesCard
from certdesk.ui.screens.exchange.reporting import Reporting
from certdesk.ui.screens.narrow import side_width
from certdesk.ui.screens.pane import Pane
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice

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
        self.packages = ComingIn(tools, self)
        self.intake = FromElsewhere(tools, self)
        self.out = GoingOut(tools, self)
        self._checking = Checking(tools, self.left.checked)
        self._deciding = Deciding(tools, self.left.clashes)
        self._reporting = Reporting(tools, self.left.report)
        self._outgoing = Outgoing(tools, self.places)
        self.watch = MediaWatch(self, list_media)
        self._asks_again = ""
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
        return _("The six words of this package are shown only now.") if view is not None and view.words else ""

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        there = self.out.view is not None
        return (
            Command(
                "exchange.open", _("Take in a package or a portfolio"), ("Ctrl+O",), self.choose_file, icon="package"
            ),
            Command("exchange.folder", _("Take in a folder"), ("Ctrl+Shift+O",), self.choose_folder, icon="folder"),
            Command("exchange.check", _("Check a stick"), (), self.check_stick, icon="stick"),
            Command("exchange.decide", _("Decide what clashes"), (), self._decide, self._deciding.any, icon="warning"),
            Command("exchange.shared", _("Choose the shared folder"), (), self._outgoing.choose_shared, icon="folder"),
            Command("exchange.stop", _("Stop handing over"), (), self.out.stop, lambda: there, icon="stick"),
        )

    def choose_file(self) -> None:
        """Ask for a file and look at it."""
        patterns = f"{_('Packages, exports, programme files')} (*.zip *.xml *.certdesk-*);;{_('All files')} (*)"
        if path := self.tools.dialogs.choose_file(_("Choose a package or a portfolio"), patterns):
            self.take_files((path,))

    def choose_folder(self) -> None:
        """Ask for a folder or a stick and look at it."""
        if path := self.tools.dialogs.choose_folder(_("Choose a folder or a stick")):
            self.take_files((path,))

    def check_stick(self, path: Path | None = None) -> None:
        """Read every package of a stick to its end."""
        path = path or self.tools.dialogs.choose_folder(_("Choose the stick or folder to check"))
        if path is not None:
            self.left.waiting.show_looking(path.name or str(path))
            self.left.front(self.left.waiting)
            self._checking.check(path)

    def take_files(self, files: tuple[Path, ...]) -> bool:
        """Lead each file to where it belongs: packages and portfolios here, the rest to its own screen."""
        packages = []
        portfolios = []
        for file in files:
            suffix = file.suffix.lower()
            if suffix in PROGRAMME_FILES:
                self.left_for.emit("programme", {"file": str(file)})
            elif suffix == REGISTER:
                self.left_for.emit("verify", {"file": str(file)})
            elif not file.exists():
                text = _("{file} is not there any more.").format(file=file.name)
                self.noticed.emit(Notice(text, "info", _("It may be on a stick that was taken out.")))
            elif looks_like_package(file):
                packages.append(file)
            else:
                portfolios.append(file)
        if packages:
            self.packages.look(tuple(packages))
        if portfolios:
            self.intake.look(tuple(portfolios))
        return True

    # -- left --------------------------------------------------------------------------------

    def _connect_left(self) -> None:
        left, packages, intake = self.left, self.packages, self.intake
        for flow in (packages, intake):
            flow.looking.connect(self._on_looking)
            flow.noticed.connect(self.noticed)
            flow.ended.connect(self._on_ended)
        packages.key_asked.connect(lambda name: self._ask(name, words=False))
        packages.words_asked.connect(lambda name: self._ask(name, words=True))
        packages.wrong.connect(left.waiting.show_wrong)
        packages.not_their_words.connect(left.incoming.show_wrong_words)
        packages.shown.connect(self._on_preview)
        packages.answers_asked.connect(self._answer)
        left.waiting.key_given.connect(self._on_key)
        left.waiting.words_given.connect(lambda typed: packages.open(words=typed))
        left.waiting.stopped.connect(self._on_stopped)
        left.incoming.taken.connect(lambda only_new: packages.take(only_new=only_new))
        left.incoming.discarded.connect(packages.go_on)
        left.incoming.sender_accepted.connect(packages.accept)
        left.incoming.line_chosen.connect(self._on_line)
        intake.shown.connect(self._on_intake)
        intake.working.connect(lambda: left.intake.set_working(working=True))
        intake.reported.connect(self._on_report)
        left.intake.taken.connect(intake.take)
        left.intake.discarded.connect(intake.go_on)
        left.intake.decided.connect(intake.decide)
        left.intake.selected.connect(lambda key, on: intake.select(key, on=on))
        left.report.closed.connect(intake.go_on)
        left.report.opened.connect(lambda portfolio: self.left_for.emit("portfolio", {"portfolio": portfolio}))
        self._connect_cards()

    def _connect_cards(self) -> None:
        left = self.left
        for part in (self._checking, self._deciding, self._reporting, self._outgoing):
            part.noticed.connect(self.noticed)
        self._checking.shown.connect(lambda: left.front(left.checked))
        self._checking.ended.connect(self._on_ended)
        left.checked.closed.connect(self._on_ended)
        left.checked.look_asked.connect(lambda path: self.take_files((Path(path),)))
        self._deciding.ended.connect(self._on_ended)
        left.history.drop.files_dropped.connect(self.take_files)
        left.history.drop.browse_asked.connect(self.choose_file)
        left.history.folder.clicked.connect(self.choose_folder)
        left.history.check.clicked.connect(lambda _on=False: self.check_stick())
        left.history.all_asked.connect(lambda: self.asked.emit("history", {}))
        left.history.shown.connect(lambda line: self.asked.emit("history", {"line": line}))
        left.history.take_back_asked.connect(self.take_back)

    def take_back(self, line_id: str) -> None:
        """Ask, then take a package back."""
        ask_back(self.tools, line_id, self.noticed.emit)

    def _on_looking(self, name: str) -> None:
        self.left.waiting.show_looking(name)
        self.left.front(self.left.waiting)

    def _ask(self, name: str, *, words: bool) -> None:
        waiting = self.left.waiting
        (waiting.ask_words if words else waiting.ask_key)(name)
        self.left.front(waiting)

    def _on_preview(self, preview: Any) -> None:  # noqa: ANN401 - a signal's value
        self.left.incoming.show_preview(preview)
        self.left.front(self.left.incoming)

    def _on_intake(self, preview: Any) -> None:  # noqa: ANN401 - a signal's value
        card = self.left.intake
        card.set_working(working=False)
        card.show_preview(preview)
        if self.left.now is not card:
            self.left.front(card)

    def _on_report(self, report: Any) -> None:  # noqa: ANN401 - a signal's value
        self._reporting.show(report)
        self.left.front(self.left.report)

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

    def _on_key(self, typed: str) -> None:
        """Do what the passphrase was asked for."""
        if self._asks_again:
            self._ask_again(self._asks_again, typed)
        else:
            self.packages.open(key=typed)

    def _ask_again(self, package: str, passphrase: str = "") -> None:
        """Write down which files are still needed, to be sent to whoever packed them."""
        if not passphrase and self.tools.keyring.signer() is None:
            self._asks_again = package
            told = _("Your key signs what you ask for, so that they know it is from you.")
            self.left.waiting.ask_signature(_("Ask for what is still needed"), told)
            self.left.front(self.left.waiting)
            return
        problem = self._outgoing.ask_again(package, passphrase)
        if problem:
            self.left.waiting.show_wrong(problem)
            return
        self._asks_again = ""
        self._on_ended()

    def _on_stopped(self) -> None:
        self._asks_again = ""
        self.packages.go_on()

    def _on_ended(self) -> None:
        """Show what still waits, or what this place is for."""
        if self.intake.plan is not None:
            self.left.front(self.left.intake)
            return
        self.left.front(None)
        self._refresh()
        self.left.history.drop.setFocus()

    def _on_line(self, kind: LineKind) -> None:
        if kind is LineKind.DECIDE:
            self._decide()
        elif kind is LineKind.MISSING:
            self.choose_folder()
        else:
            self._tell_line(kind)

    def _tell_line(self, kind: LineKind) -> None:
        preview = self.left.incoming.preview
        line = next((one for one in preview.lines if one.kind is kind), None) if preview is not None else None
        if line is not None and preview is not None:
            names = ", ".join(line.about[:10])
            hint = line.detail
            if kind is LineKind.DAMAGED:
                hint = _("Ask {name} to hand it over once more; what is whole can come in now.")
                hint = hint.format(name=preview.sender.name or _("the sender"))
            self.noticed.emit(Notice(names or hint, "info", hint if names else ""))

    def _decide(self) -> None:
        if self._deciding.show():
            self.left.front(self.left.clashes)
        else:
            text = _("There is nothing to decide yet: it is decided once the package is taken in.")
            self.noticed.emit(Notice(text, "info"))

    # -- right -------------------------------------------------------------------------------

    def _connect_right(self) -> None:
        card, out = self.hand_over, self.out
        out.shown.connect(self._on_hand_over)
        out.noticed.connect(self.noticed)
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
        self._outgoing.check_asked.connect(lambda path: self.check_stick(Path(path)))

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
