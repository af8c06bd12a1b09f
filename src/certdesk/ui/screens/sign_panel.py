"""The signature: who signs, with what passphrase; and afterwards what was signed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from certdesk.core.words import N_, _
from certdesk.signing.identity import Identity
from certdesk.ui.screens.standing import key_words
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField

KINDS = {
    "feedback report": N_("Feedback report"),
    "countersigned report": N_("Feedback report, countersigned"),
    "certificate": N_("Certificate"),
    "decision letter": N_("Decision letter"),
}


class SignPanel(QWidget):
    """``sign_asked(passphrase, go on)``, ``hold_asked()``; once signed the documents can be shown, verified and saved.

    ``document_chosen``, ``verify_asked`` and ``copy_asked`` come with a Path; ``next_asked()`` leads to the next one.
    """

    sign_asked = Signal(str, bool)
    hold_asked = Signal()
    copy_asked = Signal(object)
    next_asked = Signal()
    reopen_asked = Signal()
    document_chosen = Signal(object)
    verify_asked = Signal(object)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._title = label(_("Sign"), "heading", name="signTitle")
        self._intro = Paragraph(theme, tone="text2")
        self._who = Card()
        self._name = label("", "label", name="signer")
        self._key = Paragraph(theme, role="small", tone="text2")
        self._print = Paragraph(theme, role="small", tone="text3")
        self._print.setObjectName("fingerprint")
        self._passphrase = LineField(theme, _("Passphrase"))
        self._passphrase.setObjectName("passphrase")
        self._passphrase.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._passphrase.line.returnPressed.connect(self.ask)
        self._keep = QCheckBox(_("Keep unlocked while I work"))
        self._keep.setObjectName("keepUnlocked")
        self._keep.setChecked(True)
        self._what = label(_("What you sign"), "column", "text2")
        self._signs = CheckList(theme, roomy=False)
        self._signs.setObjectName("whatIsSigned")
        self._reason = Paragraph(theme, tone="text2")
        self._reason.setObjectName("whyNot")
        self._sign = button(theme, _("Sign"), kind="primary", size="large", icon="signature")
        self._sign.setObjectName("sign")
        self._sign.clicked.connect(self.ask)
        self._stay = button(theme, _("Sign and stay here"))
        self._stay.setObjectName("signAndStay")
        self._stay.clicked.connect(lambda: self._ask(go_on=False))
        self._hold = button(theme, _("Hold with a reason…"), kind="quiet")
        self._hold.setObjectName("hold")
        self._hold.clicked.connect(self.hold_asked)
        self._next = button(theme, "", kind="primary", size="large")
        self._next.setObjectName("next")
        self._next.clicked.connect(self.next_asked)
        self._next_code = ""
        self._files = QVBoxLayout()
        self._files.setSpacing(12)
        self._reopen = button(theme, _("Reopen with a reason…"), kind="quiet")
        self._reopen.setObjectName("reopen")
        self._reopen.clicked.connect(self.reopen_asked)
        self._build()

    @property
    def keep_unlocked(self) -> bool:
        """Whether the person wants the key to stay unlocked."""
        return self._keep.isChecked()

    def ask(self) -> None:
        """Ask to sign with what was typed, and to go on where there is something to go on with."""
        self._ask(go_on=bool(self._next_code))

    def show_next(self, code: str) -> None:
        """Name the portfolio that comes after this one; empty where this is the last."""
        self._next_code = code
        self._sign.set_words(_("Sign and go to {code}").format(code=code) if code else _("Sign"))
        self._next.set_words(_("Go to {code}").format(code=code))

    def show_signs(self, signs: tuple[Check, ...]) -> None:
        """Show what the signature is put under, and what it is not."""
        self._signs.show_checks(signs)

    def show_unsigned(self, identity: Identity, blocked: str, *, held: bool) -> None:
        """Offer the signature, or say what stands in its way."""
        self._title.setText(_("Sign"))
        self._intro.show_text(_("Signing closes your marks. To change one afterwards you write a reason."))
        self._name.setText(_("{name}, {role}").format(name=identity.name, role=identity.role))
        self._key.show_text(key_words(identity))
        self._print.show_text(_("Fingerprint {print}").format(print=identity.fingerprint))
        self._show_parts(signed=False)
        self._sign.setEnabled(not blocked)
        self._stay.setEnabled(not blocked)
        self._hold.set_words(_("Go on: end the hold") if held else _("Hold with a reason…"))
        self._reason.show_text(blocked, tone="text2")

    def show_unlocked(self, *, unlocked: bool, minutes: int) -> None:
        """Ask for the passphrase only while the key is locked; ``minutes`` of 0 keep nothing unlocked."""
        if self._sign.isVisibleTo(self):
            self._passphrase.setVisible(not unlocked)
            self._keep.setVisible(not unlocked and bool(minutes))
            told = _("It locks after {minutes} minutes without key or mouse.").format(minutes=minutes)
            self._keep.setToolTip(told)
            self._keep.setAccessibleDescription(told)

    def show_wrong(self, words: str) -> None:
        """Say below the field what is wrong with the passphrase."""
        self._passphrase.show_wrong(words)
        self._passphrase.line.selectAll()
        self._passphrase.line.setFocus()

    def show_refused(self, words: str) -> None:
        """Say above the button why nothing was signed."""
        self._reason.show_text(words, tone="bad")

    def show_signing(self) -> None:
        """Signing is under way."""
        self.forget()
        self._sign.setEnabled(False)
        self._stay.setEnabled(False)
        self._reason.show_text(_("Signing: the documents are written and signed …"), tone="text2")

    def show_signed(self, files: tuple[tuple[str, Path], ...], *, marks_only: bool = False) -> None:
        """Show what was signed; with ``marks_only`` the report is the record of the marks that were asked for."""
        self._title.setText(_("Signed"))
        self._intro.show_text(_("Your marks are closed. These files are in your workspace:"))
        self._show_parts(signed=True)
        empty(self._files)
        for kind, path in files:
            words = _("Record of marks") if marks_only and kind == "feedback report" else _(KINDS.get(kind, kind))
            self._files.addWidget(self._file_card(kind, words, path))

    def forget(self) -> None:
        """Forget what was typed."""
        self._passphrase.show_text("")
        self._passphrase.show_wrong("")

    def _ask(self, *, go_on: bool) -> None:
        if self._sign.isEnabled() and self._sign.isVisibleTo(self):
            self.sign_asked.emit(self._passphrase.text(), go_on)

    def _show_parts(self, *, signed: bool) -> None:
        for part in (
            self._who,
            self._what,
            self._signs,
            self._passphrase,
            self._keep,
            self._reason,
            self._sign,
            self._hold,
        ):
            part.setVisible(not signed)
        self._stay.setVisible(not signed and bool(self._next_code))
        self._next.setVisible(signed and bool(self._next_code))
        self._holder.setVisible(signed)
        self._reopen.setVisible(signed)

    def _file_card(self, kind: str, words: str, path: Path) -> Card:
        made = Card()
        made.body.addWidget(label(words, "label"))
        name = Paragraph(self._theme, path.name, role="small", tone="text2")
        made.body.addWidget(name)
        row = QHBoxLayout()
        show = button(self._theme, _("Show"), size="small")
        show.setObjectName(f"show-{kind.split(maxsplit=1)[0]}")
        show.clicked.connect(lambda: self.document_chosen.emit(path))
        verify = button(self._theme, _("Verify"), size="small", icon="shield")
        verify.setObjectName(f"verify-{kind.split(maxsplit=1)[0]}")
        verify.clicked.connect(lambda: self.verify_asked.emit(path))
        copy = button(self._theme, _("Save…"), size="small", icon="down")
        copy.setObjectName(f"copy-{kind.split(maxsplit=1)[0]}")
        copy.setAccessibleDescription(_("Save a copy elsewhere, such as on a stick"))
        copy.clicked.connect(lambda: self.copy_asked.emit(path))
        row.setSpacing(6)
        row.addWidget(show)
        row.addWidget(verify)
        row.addWidget(copy)
        row.addStretch(1)
        made.body.addLayout(row)
        return made

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._intro)
        who = QHBoxLayout()
        who.setSpacing(12)
        who.addWidget(IconView(self._theme, "signature", "accent", 20))
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self._name, self._key):
            words.addWidget(part)
        who.addLayout(words, 1)
        self._who.body.addLayout(who)
        self._who.body.addWidget(self._print)
        column.addWidget(self._who)
        self._holder = QWidget()
        self._holder.setLayout(self._files)
        self._files.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._holder)
        column.addWidget(self._what)
        column.addWidget(self._signs)
        column.addWidget(self._passphrase)
        column.addWidget(self._keep)
        column.addStretch(1)
        column.addWidget(self._reason)
        column.addWidget(self._sign)
        column.addWidget(self._stay)
        column.addWidget(self._hold)
        column.addWidget(self._next)
        column.addWidget(self._reopen)
