"""The pages on which a key of a programme is replaced: what is asked and told, nothing that acts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from certdesk.actions.rolling_over import Rollover
from certdesk.actions.rollover_checking import KeysTried
from certdesk.core.errors import WrongPassphraseError
from certdesk.core.words import _
from certdesk.ui.screens.programme.founding_pages import SHORTEST_ROOT
from certdesk.ui.screens.programme.guided import StepPage
from certdesk.ui.screens.programme.rollover_words import outcome, what_is_done
from certdesk.ui.screens.programme.secret_pair import SecretPair
from certdesk.ui.screens.programme.stick_places import PlaceRow, StickPlaces
from certdesk.ui.screens.unlock_panel import UnlockPanel
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.check_list import CheckList
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.progress_bar import ProgressBar
from certdesk.ui.widgets.segment import Choice, Segment

_RENEWED, _STOLEN = "renewed", "stolen"


class WhichPage(StepPage):
    """Which key, why, and what that means."""

    edited = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        told = _("Nothing is changed before the third step. Read below what it means for others.")
        super().__init__(theme, _("Which key, and why"), told)
        keys = (
            Choice(Rollover.ISSUING, _("Issuing key")),
            Choice(Rollover.REGISTER, _("Register key")),
            Choice(Rollover.ROOT, _("Root key")),
        )
        self.key = Segment(theme, keys, Rollover.ISSUING)
        self.key.setObjectName("rolloverKey")
        self.key.setAccessibleName(_("Which key"))
        reasons = (Choice(_RENEWED, _("Renewed in time")), Choice(_STOLEN, _("Somebody else may have it")))
        self.why = Segment(theme, reasons, _RENEWED)
        self.why.setObjectName("rolloverWhy")
        self.why.setAccessibleName(_("Why"))
        self._about = Paragraph(theme, tone="text2")
        self._means = CheckList(theme)
        self._means.setObjectName("rolloverMeans")
        for segment in (self.key, self.why):
            segment.chosen.connect(self._tell)
        for part in (self.key, self.why, self._about, label(_("What it means"), "label"), self._means):
            self.body.addWidget(part)
        self._tell()

    def first(self) -> QWidget | None:
        """Return the key that is chosen: arrow keys choose another one."""
        return next((part for part in self.key.findChildren(QRadioButton) if part.isChecked()), None)

    @property
    def what(self) -> Rollover:
        """Which key is replaced."""
        return Rollover(self.key.current())

    @property
    def stolen(self) -> bool:
        """Whether somebody else may have the old one."""
        return self.why.current() == _STOLEN and self.what is not Rollover.REGISTER

    def begin(self) -> None:
        """Choose what is usual."""
        self.key.set_current(Rollover.ISSUING)
        self.why.set_current(_RENEWED)
        self._tell()

    def _tell(self) -> None:
        self.why.setVisible(self.what is not Rollover.REGISTER)
        about, means = outcome(self.what, stolen=self.stolen)
        self._about.show_text(about)
        self._means.show_checks(means)
        self.edited.emit()


class NeededPage(StepPage):
    """The copy of the root key, and the passphrases that open it and this desk."""

    edited = Signal()
    copy_asked = Signal()
    given = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        told = _("Keys are opened when you continue, to see that all fits. What you type is forgotten at the end.")
        super().__init__(theme, _("What is needed"), told)
        self.copy = PlaceRow(theme, _("A copy of the root key, from a stick or typed from paper"), "rootCopy")
        self.copy.asked.connect(self.copy_asked)
        self._wrong = Paragraph(theme, role="small", tone="bad")
        self._wrong.setObjectName("rootCopyWrong")
        self.root = UnlockPanel(theme, name="rolloverRoot")
        self.root.show_needed(_("The root key"), _("Its passphrase was chosen when the root key was made."))
        self.desk = UnlockPanel(theme, name="rolloverDesk")
        about = _("The new key is locked with the same passphrase, so it is typed even if the desk is unlocked.")
        self.desk.show_needed(_("The keys of this issuing desk"), about)
        self._no_root = Paragraph(theme, tone="text2")
        self._no_root.show_text(_("The old root key is not needed: it does not vouch for the new one."))
        for panel in (self.root, self.desk):
            panel.without_button()
            panel.field.line.textChanged.connect(self.edited)
            panel.given.connect(lambda _typed: self.given.emit())
        self.root.field.line.setAccessibleName(_("Passphrase of the root key"))
        self.desk.field.line.setAccessibleName(_("Passphrase of this issuing desk"))
        for part in (self._no_root, self.copy, self._wrong, self.root, self.desk):
            self.body.addWidget(part)
        self.show_need(root=True)

    def first(self) -> QWidget | None:
        """Return the button for the copy as long as none is chosen, then the first empty field."""
        return self.copy.choose if self._needs_root and self.copy.place is None else super().first()

    def show_need(self, *, root: bool) -> None:
        """Say whether the root key of now is needed."""
        self._needs_root = root
        self.copy.setVisible(root)
        self.root.setVisible(root)
        self._no_root.setVisible(not root)
        self.show_tried(KeysTried(None, None))

    def show_copy(self, path: Path | None) -> None:
        """Show which copy was chosen."""
        self.copy.show_place(path)
        self._say_wrong("")
        self.edited.emit()

    def root_copy(self) -> Path | None:
        """Return the copy, where one is needed."""
        return self.copy.place if self._needs_root else None

    def problem(self) -> str:
        """Say what is missing, or nothing."""
        if self._needs_root and self.copy.place is None:
            return _("Choose a copy of the root key.")
        if self._needs_root and not self.root.passphrase():
            return _("Type the passphrase of the root key.")
        return "" if self.desk.passphrase() else _("Type the passphrase of this desk.")

    def show_tried(self, tried: KeysTried) -> None:
        """Say beside each what is wrong with it, and put the keyboard on the first."""
        self._say_wrong("")
        for panel in (self.root, self.desk):
            panel.field.show_wrong("")
        if tried.desk is not None:
            self.desk.show_wrong(tried.desk.sentence)
        if isinstance(tried.root, WrongPassphraseError):
            self.root.show_wrong(tried.root.sentence)
        elif tried.root is not None:
            self._say_wrong(tried.root.sentence)
            self.copy.choose.setFocus()

    def forget(self) -> None:
        """Forget everything that was typed and chosen."""
        for panel in (self.root, self.desk):
            panel.forget()
        self.show_copy(None)

    def _say_wrong(self, words: str) -> None:
        self._wrong.show_text(words)
        self._wrong.setVisible(bool(words))


class ReplacePage(StepPage):
    """What will be done, where a new root goes, and how far it is."""

    edited = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme, _("Replace it"), "")
        self._root = False
        self._does = CheckList(theme)
        self._does.setObjectName("rolloverDoes")
        text = _("Opens the copies on the sticks and on paper. Choose another one than before.")
        self.secret = SecretPair(theme, _("For the new root key"), text, "newRootSecret", shortest=SHORTEST_ROOT)
        self.places = StickPlaces(theme, name="newStick")
        self.secret.edited.connect(self.edited)
        self.places.edited.connect(self.edited)
        self._new = QWidget()
        column = QVBoxLayout(self._new)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.secret)
        column.addWidget(self.places)
        self._bar = ProgressBar(theme, _("Replacing the key"))
        self._doing = Paragraph(theme, role="small", tone="text2")
        self._doing.setObjectName("rolloverDoing")
        for part in (self._does, self._new, self._bar, self._doing):
            self.body.addWidget(part)
        self.show_doing("", None)

    def first(self) -> QWidget | None:
        """Return the first field or button that is still empty."""
        return (super().first() or self.places.first()) if self._root else None

    def show_plan(self, what: Rollover, *, stolen: bool) -> None:
        """Say what the button does; a new root needs a passphrase and two places."""
        self._root = what is Rollover.ROOT
        self._new.setVisible(self._root)
        self._does.show_checks(what_is_done(what, stolen=stolen))

    def problem(self) -> str:
        """Say what is missing, or nothing."""
        if not self._root:
            return ""
        if len(self.secret.text()) < SHORTEST_ROOT:
            return _("The root's passphrase needs at least {count} characters.").format(count=SHORTEST_ROOT)
        return self.secret.problem() or self.places.problem()

    def show_doing(self, words: str, share: float | None) -> None:
        """Show how far it is; None when it is over."""
        self._bar.setVisible(share is not None)
        self._bar.show_share(share or 0.0)
        self._doing.show_text(words)

    def forget(self) -> None:
        """Forget everything that was typed and chosen."""
        self.secret.forget()
        for number in range(len(self.places.rows)):
            self.places.show_place(number, None)
