"""The last page after a key of a programme was replaced: what is left to do, and for whom."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from certdesk.actions.programmes import Member
from certdesk.actions.rolling_over import RolledOver, Rollover
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.programme.guided import StepPage
from certdesk.ui.screens.unlock_panel import UnlockPanel
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.spoken_words import SpokenWords

_NAMES = 12


class WhatNowPage(StepPage):
    """``bundle_asked()``, ``members_asked()``."""

    bundle_asked = Signal()
    members_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme, _("What now"), "")
        self._done = CheckList(theme)
        self._done.setObjectName("rolloverDone")
        self.save = button(theme, _("Save the trust bundle…"), icon="stick")
        self.save.setObjectName("rolloverBundle")
        self.save.clicked.connect(self.bundle_asked)
        self.members = button(theme, _("Renew them under Members"), icon="people")
        self.members.setObjectName("rolloverMembers")
        self.members.clicked.connect(self.members_asked)
        self.unlock = UnlockPanel(theme, name="bundleUnlock")
        self.unlock.show_needed(_("The keys of this issuing desk"), _("They sign the trust bundle."))
        self.unlock.without_button()
        self.unlock.given.connect(lambda _typed: self.bundle_asked.emit())
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        for deed in (self.save, self.members):
            deeds.addWidget(deed)
        deeds.addStretch(1)
        self._heading = label(_("The words of the new root key"), "label")
        told = _("Read them to whoever asks, and keep them on paper.")
        self._told = Paragraph(theme, told, role="small", tone="text2")
        self.words = SpokenWords(theme, name="newRootWords")
        self._print = label("", "body", "text2", name="newRootPrint")
        self.body.addWidget(self._done)
        self.body.addWidget(self.unlock)
        self.body.addLayout(deeds)
        for part in (self._heading, self._told, self.words, self._print):
            self.body.addWidget(part)

    def first(self) -> QWidget | None:
        """Return what is to be done first."""
        return self.save

    def show_lock(self, *, locked: bool) -> None:
        """Ask for the desk's passphrase only where it is needed again."""
        self.unlock.setVisible(locked)

    def show_done(self, what: Rollover, rolled: RolledOver, left: tuple[Member, ...], *, stolen: bool) -> None:
        """Say what was done and what is left to do."""
        root = what is Rollover.ROOT
        rows = [Check("done", "ok", _done_words(what, stolen=stolen)), _bundle(root=root, stolen=stolen)]
        if left:
            rows.append(_to_renew(left))
        rows += [
            Check(f"copy-{place}", "stick", _("Copy {number}, read back").format(number=place + 1), str(path))
            for place, path in enumerate(rolled.copies)
        ]
        if rolled.copies:
            about = _("A text file beside each copy holds the lines for paper. Print one; keep all three apart.")
            rows.append(Check("paper", "printer", _("Print the paper form"), about))
        self._done.show_checks(tuple(rows))
        self.members.setVisible(bool(left))
        for part in (self._heading, self._told, self.words, self._print):
            part.setVisible(root)
        self.words.show_words(tuple(rolled.words) if root else ())
        self._print.setText(_("Fingerprint: {print}").format(print=rolled.fingerprint))

    def show_saved(self, path: Path) -> None:
        """Say where the bundle is; the keyboard goes on by itself."""
        self.save.set_words(_("Save it once more…"))
        self.save.setAccessibleDescription(_("Saved as {file}.").format(file=path))

    def begin(self) -> None:
        """Forget the time before."""
        self.unlock.forget()
        self.save.set_words(_("Save the trust bundle…"))
        self.save.setAccessibleDescription("")


def _done_words(what: Rollover, *, stolen: bool) -> str:
    if what is Rollover.ROOT:
        return _("The root key is replaced")
    if stolen:
        return _("Both keys of the issuing desk are replaced")
    return _("The issuing key is replaced") if what is Rollover.ISSUING else _("The register key is replaced")


def _bundle(*, root: bool, stolen: bool) -> Check:
    told = _("To members, and to whoever checks documents. Until they have it, they go by the old keys.")
    if root and stolen:
        told = _("They compare the words below with you before they take it in, on a number that they knew before.")
    return Check("bundle", "open", _("Give the new trust bundle to everybody"), told)


def _to_renew(left: tuple[Member, ...]) -> Check:
    count = ngettext("{count} member needs a new certificate", "{count} members need new certificates", len(left))
    names = ", ".join(one.name for one in left[:_NAMES])
    if len(left) > _NAMES:
        names = _("{names} and {count} more").format(names=names, count=len(left) - _NAMES)
    return Check("renew", "open", count.format(count=len(left)), names)
