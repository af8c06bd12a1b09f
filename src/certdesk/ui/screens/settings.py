"""Settings: me and my key, appearance, keys, where the workspace is."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions import looking_around
from certdesk.actions.confining import Confinement, look_at_confinement, rouse
from certdesk.actions.identifying import act_as, my_identity, people_here
from certdesk.core.changes import Change, Kind
from certdesk.core.words import _, ngettext
from certdesk.evidence.replies import Description
from certdesk.store.places import recall_place, remember_place
from certdesk.ui.keyring import choose_idle_minutes, idle_minutes
from certdesk.ui.screens.me_card import MeCard
from certdesk.ui.screens.screen import Params, Screen
from certdesk.ui.screens.single_keys import SETTINGS, choose_single_keys, single_keys
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card, card
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.switch import Switch

SCALES = (90, 100, 125, 150, 200)
_WIDTH = 720


class SettingsScreen(Screen):
    """Every change takes effect at once and is kept for this workspace on this desk."""

    _reader_told = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._me = MeCard(theme)
        self._sample = Paragraph(theme, tone="text2")
        self._folder = Paragraph(theme, role="small", tone="text2")
        self._backups = Paragraph(theme, role="small", tone="text2")
        self._reader = Paragraph(theme, role="small", tone="text2")
        self._reader.setObjectName("reader")
        themes = (("system", _("Like the system")), ("light", _("Light")), ("dark", _("Dark")))
        choices = (*themes, ("high_contrast", _("High contrast")))
        self._theme = Segment(theme, tuple(Choice(key, words) for key, words in choices), theme.wanted)
        self._scale = Segment(theme, tuple(Choice(str(scale), f"{scale} %") for scale in SCALES), "100")
        self._calm = Switch(theme, _("Less movement"))
        self._single = Switch(theme, _("Single-letter keys"))
        self._show_folder = button(theme, _("Show the folder"), icon="folder")
        self._kept = button(theme, _("What is kept until when"), icon="clock")
        names = ("theme", "textSize", "lessMovement", "singleKeys", "showFolder", "showKept")
        parts = (self._theme, self._scale, self._calm, self._single, self._show_folder, self._kept)
        for part, name in zip(parts, names, strict=True):
            part.setObjectName(name)
        self._safety_card = card(_("Safety"), name="safety")
        self._safety_card.hide()
        self._sample_card = card(_("You are looking around"), tone="accent", name="sample")
        self._build()
        self._connect()
        if recall_place(tools.session.workspace, SETTINGS).get("less_movement"):
            theme.choose(reduced_motion=True)

    def enter(self, _params: Params) -> None:
        """Show what is set."""
        workspace = self.tools.session.workspace
        identity = my_identity(workspace)
        self._me.show_me(identity, people_here(workspace), workspace.clock())
        self._me.show_minutes(idle_minutes(workspace))
        self._sample_card.setVisible(identity.name == looking_around.ASSESSOR)
        self._folder.show_text(str(workspace.folder))
        self._backups.show_text(_backups_in_words(workspace.folder / "backups"))
        chosen = recall_place(workspace, SETTINGS)
        self._theme.set_current(str(chosen.get("theme", "system")))
        self._scale.set_current(str(chosen.get("text_scale", 100)))
        self._calm.show_on(on=bool(chosen.get("less_movement")))
        self._single.show_on(on=single_keys(workspace))
        self._show_lock()
        if self._safety_card.isHidden():
            rouse(self.tools.worker).add_done_callback(self._ask_reader)

    def _ask_reader(self, roused: Future[Description]) -> None:
        """Pass on what the reader of evidence is kept from, in its thread; the program may be closing by now."""
        if roused.cancelled() or roused.exception() is not None:
            return
        self._reader_told.emit(look_at_confinement(self.tools.worker, roused.result()))

    @Slot(object)
    def _show_reader(self, told: Confinement) -> None:
        self._reader.show_text(" ".join(text for text in (told.kept_from, told.open_to, told.problem) if text))
        self._safety_card.show()

    def _choose_theme(self, name: str) -> None:
        self.tools.theme.choose(name)
        self._remember("theme", name)

    def _choose_scale(self, percent: str) -> None:
        self.tools.theme.choose(text_scale=int(percent) / 100)
        self._remember("text_scale", int(percent))

    def _choose_calm(self, on: bool) -> None:
        self.tools.theme.choose(reduced_motion=on)
        self._remember("less_movement", on)

    def _choose_single(self, on: bool) -> None:
        choose_single_keys(self.tools.session.workspace, on=on)
        self.keys_changed.emit()

    def _remember(self, name: str, value: object) -> None:
        workspace = self.tools.session.workspace
        remember_place(workspace, SETTINGS, recall_place(workspace, SETTINGS) | {name: value})

    def _show_lock(self) -> None:
        self._me.show_unlocked(unlocked=self.tools.keyring.open)

    def _choose_minutes(self, minutes: int) -> None:
        choose_idle_minutes(self.tools.session.workspace, minutes)
        self.tools.keyring.set_minutes(minutes)

    def _change_person(self, person_id: str) -> None:
        """Let somebody else act: what the one before had unlocked is forgotten first."""
        workspace = self.tools.session.workspace
        if person_id == workspace.person:
            return
        self.tools.keyring.lock()
        identity = act_as(workspace, person_id)
        self.tools.session.announce(Change(Kind.PERSON, frozenset({person_id})))
        self.enter({})
        self.noticed.emit(Notice(_("{name} is working here now.").format(name=identity.name), "ok"))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.tools.session.workspace.folder)))

    def _connect(self) -> None:
        self._theme.chosen.connect(self._choose_theme)
        self._scale.chosen.connect(self._choose_scale)
        self._calm.toggled.connect(self._choose_calm)
        self._single.toggled.connect(self._choose_single)
        self._me.lock_asked.connect(partial(self.tools.keyring.lock))
        self._me.minutes_chosen.connect(self._choose_minutes)
        self._me.person_chosen.connect(self._change_person)
        self._me.newcomer_asked.connect(lambda: self.left_for.emit("welcome", {}))
        self._me.programme_asked.connect(lambda: self.left_for.emit("programme", {}))
        self._show_folder.clicked.connect(self._open_folder)
        self._kept.clicked.connect(lambda: self.left_for.emit("kept", {}))
        self.tools.keyring.changed.connect(self._show_lock)
        self._reader_told.connect(self._show_reader, Qt.ConnectionType.QueuedConnection)

    def _build(self) -> None:
        theme = self.tools.theme
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        text = _(
            "These portfolios and their assessor are invented. When you have seen enough, close the window and open "
            "CertDesk with a folder of your own: nothing of the sample goes with you."
        )
        self._sample.show_text(text)
        self._sample_card.body.addWidget(self._sample)
        appearance = card(_("Appearance"), name="appearance")
        _row(appearance, _("Colours"), "", self._theme)
        _row(appearance, _("Size of letters"), _("Everything grows with them."), self._scale)
        _row(appearance, _("Less movement"), _("Panels and switches change at once."), self._calm)
        keys = card(_("Keys"), name="keys")
        told = _("Letters and signs act without Ctrl or Alt. Switch them off if you dictate or press keys by chance.")
        _row(keys, _("Single-letter keys"), told, self._single)
        place = card(_("Workspace"), name="workspace")
        place.body.addWidget(self._folder)
        place.body.addWidget(self._backups)
        place.body.addWidget(self._show_folder, 0, Qt.AlignmentFlag.AlignLeading)
        told = _("Recordings go first. What is due is deleted with a signed receipt; what must stay can be held.")
        _row(place, _("Storage and retention"), told, self._kept)
        self._safety_card.body.addWidget(self._reader)
        for part in (self._sample_card, self._me, appearance, keys, place, self._safety_card):
            part.setMaximumWidth(theme.px(_WIDTH))
            column.addWidget(part)
        column.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 20, 16, 16)
        page.setSpacing(16)
        page.addWidget(label(_("Settings"), "title"))
        page.addWidget(scrolling(inner), 1)


def _row(holder: Card, words: str, detail: str, part: QWidget) -> None:
    """Add a line to a card: what it is about on one side, the choice on the other."""
    if holder.body.count():
        holder.body.addWidget(line())
    said = QVBoxLayout()
    said.setSpacing(2)
    said.addWidget(label(words, "name"))
    if detail:
        about = label(detail, "small", "text2")
        about.setWordWrap(True)
        said.addWidget(about)
    row = QHBoxLayout()
    row.setContentsMargins(0, 4, 0, 4)
    row.setSpacing(16)
    row.addLayout(said, 1)
    row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    holder.body.addLayout(row)


def _backups_in_words(folder: Path) -> str:
    """Say how many copies of the database there are, and from when the newest is."""
    copies = [path.stat().st_mtime for path in folder.glob("*.db")]
    if not copies:
        return _("No backup yet: the first is made when you close the window.")
    newest = datetime.fromtimestamp(max(copies)).astimezone()
    text = ngettext("{count} backup, made {newest}.", "{count} backups, the newest made {newest}.", len(copies))
    return text.format(count=len(copies), newest=f"{newest:%d %b %Y, %H:%M}")
