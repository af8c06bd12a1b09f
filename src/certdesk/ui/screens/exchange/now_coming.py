"""What comes in under Now: each way in ends in one card at the front of the left side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from certdesk.core.exchange import LineKind
from certdesk.core.words import _
from certdesk.exchange.looking import looks_like_package
from certdesk.ui.screens.exchange.arriving_files import LISTS, PROGRAMME_FILES, REGISTER
from certdesk.ui.screens.exchange.asking_back import ask_back
from certdesk.ui.screens.exchange.checking import Checking
from certdesk.ui.screens.exchange.coming_in import ComingIn
from certdesk.ui.screens.exchange.deciding import Deciding
from certdesk.ui.screens.exchange.from_elsewhere import FromElsewhere
from certdesk.ui.screens.exchange.now_left import NowLeft
from certdesk.ui.screens.exchange.reporting import Reporting
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


class NowComing(QObject):
    """Mediates between the left side and the paths of packages, intakes, checks and decisions.

    ``left_for(name, params)`` asks for another screen, ``signature_given(package, passphrase)`` answers
    `ask_signature`.
    """

    left_for = Signal(str, object)
    noticed = Signal(object)
    signature_given = Signal(str, str)

    def __init__(self, tools: Tools, left: NowLeft) -> None:
        super().__init__(left)
        self._tools = tools
        self.left = left
        self._asks_again = ""
        self.packages = ComingIn(tools, self)
        self.intake = FromElsewhere(tools, self)
        self._checking = Checking(tools, left.checked)
        self._deciding = Deciding(tools, left.clashes)
        self._reporting = Reporting(tools, left.report)
        self._connect()

    def any_clash(self) -> bool:
        """Whether there is anything to decide."""
        return self._deciding.any()

    def choose_file(self) -> None:
        """Ask for a file and look at it."""
        what = _("Packages, exports, lists, programme files")
        patterns = f"{what} (*.zip *.xml *.csv *.xlsx *.ods *.certdesk-*);;{_('All files')} (*)"
        if path := self._tools.dialogs.choose_file(_("Choose a package or a portfolio"), patterns):
            self.take_files((path,))

    def choose_folder(self) -> None:
        """Ask for a folder or a stick and look at it."""
        if path := self._tools.dialogs.choose_folder(_("Choose a folder or a stick")):
            self.take_files((path,))

    def check_stick(self, path: Path | None = None) -> None:
        """Read every package of a stick to its end."""
        path = path or self._tools.dialogs.choose_folder(_("Choose the stick or folder to check"))
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
            elif suffix in LISTS:
                self.left_for.emit("candidates", {"file": str(file)})
            elif looks_like_package(file):
                packages.append(file)
            else:
                portfolios.append(file)
        if packages:
            self.packages.look(tuple(packages))
        if portfolios:
            self.intake.look(tuple(portfolios))
        return True

    def _connect(self) -> None:
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
        for part in (self._checking, self._deciding, self._reporting):
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
        left.history.take_back_asked.connect(lambda line: ask_back(self._tools, line, self.noticed.emit))

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

    def _on_key(self, typed: str) -> None:
        """Do what the passphrase was asked for."""
        if self._asks_again:
            self.signature_given.emit(self._asks_again, typed)
        else:
            self.packages.open(key=typed)

    def ask_signature(self, package: str) -> None:
        """Ask for the passphrase first: what is asked for again is signed."""
        self._asks_again = package
        told = _("Your key signs what you ask for, so that they know it is from you.")
        self.left.waiting.ask_signature(_("Ask for what is still needed"), told)
        self.left.front(self.left.waiting)

    def signed(self, problem: str) -> None:
        """Go on after a signature, or say what was wrong with the passphrase."""
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
        if self.packages.has_preview:
            self.left.front(self.left.incoming)
        elif self.intake.plan is not None:
            self.left.front(self.left.intake)
        else:
            self.left.front(None)
            self.left.history.drop.setFocus()

    def _on_line(self, kind: LineKind) -> None:
        if kind is LineKind.DECIDE:
            self.decide()
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

    def decide(self) -> None:
        """Show what clashes, one by one."""
        if self._deciding.show():
            self.left.front(self.left.clashes)
        else:
            text = _("There is nothing to decide yet: it is decided once the package is taken in.")
            self.noticed.emit(Notice(text, "info"))
