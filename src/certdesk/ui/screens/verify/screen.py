"""Verify: drop anything that claims to be a certificate, read in large words whether it is genuine, and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout

from certdesk.actions.certificates import certificates
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.signing.verification import Verification
from certdesk.ui.commands import Command
from certdesk.ui.handed_over import handed_over_folder
from certdesk.ui.screens.checked_before import (
    CheckedBeforeCard,
    CheckedFile,
    checked_before,
    forget_check,
    remember_check,
)
from certdesk.ui.screens.screen import Params, Screen
from certdesk.ui.screens.verify.answer_pane import AnswerPane
from certdesk.ui.screens.verify.deeds import ADD_PROGRAMME, AGAIN, REPLACEMENT, SAVE, deeds_for
from certdesk.ui.screens.verify.head import VerifyHead
from certdesk.ui.screens.verify.keeping import BUNDLES, Keeping
from certdesk.ui.screens.verify.list_pane import ListPane
from certdesk.ui.screens.verify.listing import Listing
from certdesk.ui.screens.verify.pasting import pasted
from certdesk.ui.screens.verify.scanner import Scanner
from certdesk.ui.screens.verify.start_pane import StartPane
from certdesk.ui.screens.verify.subject import Answer, Judge, Subject
from certdesk.ui.screens.verify.telling import NEWER
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.drop_zone import dropped_files
from certdesk.ui.widgets.notice_bar import Notice

_DOCUMENTS = "(*.pdf *.json *.jwt *.svg *.png *.jpg *.jpeg *.heic *.heif *.webp *.tif *.tiff)"
_PHOTOS = "(*.jpg *.jpeg *.png *.heic *.heif *.webp *.tif *.tiff)"


class VerifyScreen(Screen):
    """Shows the answer on one thing, or a list of answers; and what was checked before."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._answer: Answer | None = None
        self._awaited: Subject | None = None
        self._from_list = False
        self.before = CheckedBeforeCard(theme)
        self.head = VerifyHead(theme)
        self.start = StartPane(theme)
        self.list = ListPane(theme)
        self.pane = AnswerPane(tools)
        self.scanner = Scanner(self)
        self._keeping = Keeping(tools)
        self._listing = Listing(tools, self.list)
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.setAcceptDrops(True)

    # -- coming and going ----------------------------------------------------------------------

    def enter(self, params: Params) -> None:
        """Verify ``params["file"]`` if one is named; ``open`` names a record of a check to be opened."""
        self.scanner.listen()
        self._show_before()
        if params.get("file"):
            self.verify(Path(str(params["file"])))
        elif params.get("open"):
            self.tools.dialogs.hand_over(Path(str(params["open"])))
        if self._answer is not None and self._stack.currentWidget() is self.pane and not params.get("file"):
            # Who is known here may have changed meanwhile.
            self.pane.paper.show_answer(self._answer)
            self._look(self._answer.subject, quiet=True)

    def leave(self) -> None:
        """Let go of the file."""
        self.scanner.stop()
        self.pane.paper.close_item()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""

        def one() -> bool:
            return self._answer is not None and self._stack.currentWidget() is self.pane

        return (
            Command("verify.open", _("Choose a file to verify"), ("Ctrl+O",), self.choose, icon="document"),
            Command(
                "verify.folder", _("Verify a folder or a stick"), ("Ctrl+Shift+O",), self.choose_folder, icon="folder"
            ),
            Command("verify.photo", _("Verify the QR code in a photo"), (), self.choose_photo, icon="image"),
            Command("verify.paste", _("Verify what was copied"), ("Ctrl+V",), self.paste, icon="copy"),
            Command("verify.print", _("Print this check"), ("Ctrl+P",), lambda: self._do(SAVE), one, icon="printer"),
            Command("verify.again", _("Check again"), ("F5",), lambda: self._do(AGAIN), one, icon="redo"),
            Command("verify.back", _("Back to the list"), ("Alt+Left",), self.go_back, lambda: self._from_list),
        )

    @property
    def result(self) -> Verification | None:
        """The answer that is shown."""
        return self._answer.result if self._answer is not None else None

    # -- bringing something ----------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files anywhere on the screen, and show it."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self.start.drop.show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing is held over the screen any more."""
        super().dragLeaveEvent(event)
        self.start.drop.show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Check everything that was dropped."""
        self.start.drop.show_over(over=False)
        if files := dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self.take(files)

    def choose(self) -> None:
        """Ask for a file and verify it."""
        if path := self.tools.dialogs.choose_file(
            _("Choose a file to verify"), f"{_('PDF, badges, photos')} {_DOCUMENTS}"
        ):
            self.take((path,))

    def choose_photo(self) -> None:
        """Ask for a photo of a certificate or of its code."""
        if path := self.tools.dialogs.choose_file(_("Choose a photo"), f"{_('Photos')} {_PHOTOS}"):
            self.take((path,))

    def choose_folder(self) -> None:
        """Ask for a folder or a stick and verify every document on it."""
        if path := self.tools.dialogs.choose_folder(_("Choose a folder or a stick")):
            self.take((path,))

    def paste(self) -> None:
        """Verify files, a code or a picture that were copied elsewhere."""
        try:
            found = pasted(QGuiApplication.clipboard().mimeData(), handed_over_folder(self.tools.session.workspace))
        except CertDeskError as problem:
            self._say_problem(problem)
            return
        if isinstance(found, Subject):
            self._look(found)
        elif found:
            self.take(found)
        else:
            text = _("Nothing that was copied can be verified.")
            hint = _("Copy a file, a picture, or the text of a QR code that begins with CD1:")
            self.noticed.emit(Notice(text, "info", hint))

    def take(self, paths: Sequence[Path]) -> None:
        """Verify one file in full, or several and folders as a list; bundles and registers are taken in."""
        bundles = [path for path in paths if path.suffix.lower() in BUNDLES]
        for path in bundles:
            self._bring(path)
        documents = tuple(path for path in paths if path not in bundles)
        if len(documents) == 1 and not documents[0].is_dir():
            self.verify(documents[0])
        elif documents:
            self.verify_many(documents)

    # -- verifying -------------------------------------------------------------------------------

    def verify(self, path: Path) -> None:
        """Verify a file beside the window, and show the answer."""
        self._look(Subject(path))

    def verify_text(self, text: str) -> None:
        """Verify the text of a QR code."""
        self._look(Subject(code=text))

    def verify_many(self, paths: tuple[Path, ...]) -> None:
        """Verify files and everything in folders, and show the list while it grows."""
        self._listing.begin(paths, self._judge())
        self._from_list = False
        self._front_list()

    def go_back(self) -> None:
        """Show the list again that the answer is from."""
        if self._from_list:
            self.pane.paper.close_item()
            self._from_list = False
            self._front_list()

    def _look(self, subject: Subject, *, quiet: bool = False) -> None:
        self._awaited = subject
        judge = self._judge()
        if not quiet:
            self._from_list = False
            self._answer = None
            if (focused := QApplication.focusWidget()) is not None and self._stack.isAncestorOf(focused):
                self.head.take_keyboard()
            self.pane.show_working(subject)
            self._front_answer()
        self.tools.jobs.start(
            _("Verifying {name}").format(name=subject.name),
            lambda _progress: judge.look(subject),
            done=lambda answer: self._looked(answer, quiet=quiet),
            failed=self._failed,
            matters=False,
            quiet=quiet,
        )

    def _looked(self, answer: Answer, *, quiet: bool) -> None:
        if answer.subject != self._awaited:
            return  # something else is asked about by now
        if quiet and self._answer is not None and answer.result == self._answer.result:
            return
        if quiet:
            self.list.model.replace_answer(answer)
        self._show(answer, aloud=True)
        remember_check(self.tools.session.workspace, _called(answer), answer.result.verdict, answer.subject.path)
        self._show_before()

    def _show(self, answer: Answer, *, aloud: bool) -> None:
        self._answer = answer
        successor = self._successor(answer) is not None
        self.pane.show_answer(answer, deeds_for(answer, successor_here=successor), aloud=aloud)
        self._front_answer()

    def _from_the_list(self, answer: Answer) -> None:
        """Show what is known at once; a closer look, with the eyes too, follows."""
        self._from_list = True
        self._show(answer, aloud=True)
        if answer.subject.is_there:
            self._look(answer.subject, quiet=True)

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, CertDeskError):
            raise problem
        self._say_problem(problem)

    # -- what can be done then -------------------------------------------------------------------

    def _do(self, key: str) -> None:
        answer = self._answer
        if key in (ADD_PROGRAMME, NEWER):
            if path := self._keeping.choose_bundle():
                self._bring(path)
        elif answer is None:
            return
        elif key == REPLACEMENT and (path := self._successor(answer)) is not None:
            self.verify(path)
        elif key == SAVE:
            self._keeping.save_record(answer)
        elif key == AGAIN:
            self._look(answer.subject)

    def _bring(self, path: Path) -> None:
        """Take in what tells who is known, and judge again what is shown."""
        if path.suffix.lower() != ".certdesk-register":
            self.left_for.emit("programme", {"file": str(path)})
        elif self._keeping.take_register(path) and self._answer is not None:
            self._look(self._answer.subject, quiet=True)

    def _successor(self, answer: Answer) -> Path | None:
        """Return the file of what replaced it, if it is here."""
        serial = answer.result.replaced_by
        if not serial:
            return None
        found = [each.subject.path for each in self.list.model.answers if each.result.serial == serial]
        found += [row.document for row in certificates(self.tools.session.workspace) if row.serial == serial]
        return next((path for path in found if path is not None and path.is_file()), None)

    def _on_before(self, one: CheckedFile) -> None:
        if one.path and Path(one.path).is_file():
            self.verify(Path(one.path))
            return
        text = _("{file} is not there any more.").format(file=one.file)
        self.noticed.emit(Notice(text, "info", _("It may have been moved, or be on a stick. Drop it here again.")))

    def _forget(self, one: CheckedFile | None) -> None:
        forget_check(self.tools.session.workspace, one)
        self._show_before()

    def _save_list(self) -> None:
        self._keeping.save_list(self.list.model.answers)

    # -- what is in front --------------------------------------------------------------------------

    def _judge(self) -> Judge:
        workspace = self.tools.session.workspace
        return Judge(workspace.folder, self.tools.worker, workspace.clock())

    def _front_answer(self) -> None:
        self.pane.before_place.addWidget(self.before)
        self._stack.setCurrentWidget(self.pane)
        self.head.offer_back(back=self._from_list)
        self._offer_turn()
        self.keys_changed.emit()

    def _front_list(self) -> None:
        self._stack.setCurrentWidget(self.list)
        self.head.offer_back(back=False)
        self._offer_turn()
        self.list.table.setFocus()
        self.keys_changed.emit()

    def _turn_over(self) -> None:
        self.pane.turn_over()
        self._offer_turn()

    def _offer_turn(self) -> None:
        needed = self.pane.narrow and self._stack.currentWidget() is self.pane
        self.head.offer_turn(needed=needed, paper_in_front=self.pane.paper_in_front)

    def _show_before(self) -> None:
        workspace = self.tools.session.workspace
        self.before.show_files(checked_before(workspace), workspace.clock().astimezone())

    def _say_problem(self, problem: CertDeskError) -> None:
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 12, 24, 16)
        page.setSpacing(12)
        page.addWidget(self.head)
        self.start.before_place.addWidget(self.before)
        for part in (self.start, self.list, self.pane):
            self._stack.addWidget(part)
        page.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.head.back_asked.connect(self.go_back)
        self.head.photo_asked.connect(self.choose_photo)
        self.head.file_asked.connect(self.choose)
        self.head.folder_asked.connect(self.choose_folder)
        self.head.paste_asked.connect(self.paste)
        self.start.files_dropped.connect(self.take)
        self.start.browse_asked.connect(self.choose)
        self.list.chosen.connect(self._from_the_list)
        self.list.save_asked.connect(self._save_list)
        self.pane.deed_asked.connect(self._do)
        self.before.chosen.connect(self._on_before)
        self.before.forgotten.connect(self._forget)
        self.scanner.scanned.connect(self.verify_text)
        self._listing.noticed.connect(self.noticed)
        self._keeping.noticed.connect(self.noticed)
        self.head.turn_asked.connect(self._turn_over)
        self.pane.narrow_changed.connect(self._offer_turn)


def _called(answer: Answer) -> str:
    """Name a check in the list of earlier ones: never by whose it is."""
    serial = answer.result.serial
    if answer.subject.path is None and serial:
        return _("QR code of {serial}").format(serial=serial)
    return answer.subject.name
