"""The first pages of the ceremony in which a programme's root key is made: what is asked, nothing that acts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from certdesk.core.words import _, ngettext
from certdesk.ui.screens.programme.guided import StepPage
from certdesk.ui.screens.programme.secret_pair import SecretPair
from certdesk.ui.screens.programme.stick_places import StickPlaces
from certdesk.ui.screens.unlock_panel import UnlockPanel
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.progress_bar import ProgressBar
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.text_box import LineField

SHORTEST_ROOT = 12


class PreparePage(StepPage):
    """What is needed, and for which programme."""

    edited = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        told = _("It takes half an hour, and two people who know each other. Nothing is kept before the last step.")
        super().__init__(theme, _("Prepare"), told)
        kinds = (Choice("real", _("Found a programme")), Choice("rehearsal", _("Only rehearse")))
        self.kind = Segment(theme, kinds, "real")
        self.kind.setObjectName("foundingKind")
        self.kind.chosen.connect(lambda _key: self.edited.emit())
        self.name = LineField(theme, _("Name of the programme, as it should stand on certificates"))
        self.name.setObjectName("programmeName")
        self.place = LineField(theme, _("Where you are, for the minutes"), hint=_("room and town"))
        self.place.setObjectName("ceremonyPlace")
        for field in (self.name, self.place):
            field.line.textChanged.connect(self.edited)
        needs = CheckList(theme, roomy=False)
        needs.show_checks(
            (
                Check("people", "people", _("Two people"), _("You, and a witness who compares what you read aloud")),
                Check("sticks", "stick", _("Two sticks"), _("They hold the root key, encrypted")),
                Check("paper", "printer", _("Paper and a pen, or a printer"), _("For the copy and for the words")),
                Check("quiet", "clock", _("Half an hour without a network"), _("Airplane mode on, no cable")),
            )
        )  # fmt: skip
        told = _(
            "A rehearsal does everything for real, under a name that begins with TEST. It can be ended at any time."
        )
        self._told = Paragraph(theme, told, role="small", tone="warn")
        for part in (self.kind, self._told, self.name, self.place, label(_("What you need"), "label"), needs):
            self.body.addWidget(part)

    def show_kind(self, *, rehearsal: bool) -> None:
        """Show which of the two it is, and what a rehearsal is."""
        self.kind.set_current("rehearsal" if rehearsal else "real")
        self._told.setVisible(rehearsal)

    @property
    def rehearsal(self) -> bool:
        """Whether this is only a rehearsal."""
        return self.kind.current() == "rehearsal"

    def problem(self) -> str:
        """Say what is missing, or nothing."""
        if not self.name.text().strip():
            return _("The programme needs a name.")
        return "" if self.place.text().strip() else _("Say where you are.")


class PeoplePage(StepPage):
    """Who is there."""

    edited = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme, _("Who is here"), _("Both names stand in the minutes."))
        self.lead = self._field(theme, _("Who leads the programme"), "leadName")
        self.lead_role = self._field(theme, _("Their office"), "leadRole")
        self.witness = self._field(theme, _("Who witnesses"), "witnessName")
        self.witness_role = self._field(theme, _("Their office"), "witnessRole")
        self.lead_role.show_text(_("Programme lead"))
        self.witness_role.show_text(_("Witness"))
        for name, role in ((self.lead, self.lead_role), (self.witness, self.witness_role)):
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(name, 3)
            row.addWidget(role, 2)
            self.body.addLayout(row)

    def people(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Return name and office of both."""
        return (
            (self.lead.text().strip(), self.lead_role.text().strip()),
            (self.witness.text().strip(), self.witness_role.text().strip()),
        )

    def problem(self) -> str:
        """Say what is missing, or nothing."""
        people = self.people()
        if not all(part for person in people for part in person):
            return _("Both people need a name and an office.")
        same = people[0][0].casefold() == people[1][0].casefold()
        return _("A ceremony needs two people.") if same else ""

    def _field(self, theme: ThemeSource, words: str, name: str) -> LineField:
        made = LineField(theme, words)
        made.setObjectName(name)
        made.line.textChanged.connect(self.edited)
        return made


class OfflinePage(StepPage):
    """Whether the computer is off every network."""

    edited = Signal()
    look_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        told = _("A root key is born on a computer that talks to nobody.")
        super().__init__(theme, _("Go offline"), told)
        self._found = CheckList(theme)
        self._found.setObjectName("networks")
        self._again = button(theme, _("Look again"), icon="loop")
        self._again.setObjectName("lookAgain")
        self._again.clicked.connect(self.look_asked)
        self.tick = QCheckBox(_("Airplane mode is on, and no network cable is plugged in"))
        self.tick.setObjectName("airplane")
        self.tick.toggled.connect(lambda _on: self.edited.emit())
        row = QHBoxLayout()
        row.addWidget(self._again)
        row.addStretch(1)
        self.body.addWidget(self._found)
        self.body.addLayout(row)
        self.body.addWidget(self.tick)

    def first(self) -> QWidget | None:
        """Return what has to be ticked."""
        return None if self.tick.isChecked() else self.tick

    def show_networks(self, up: tuple[str, ...] | None) -> None:
        """Show which networks are up; None where this computer does not tell."""
        if up is None:
            check = Check(
                "unknown", "info", _("This computer does not say whether it is on a network"), _("Look yourselves.")
            )
        elif up:
            count = ngettext("{count} network is on", "{count} networks are on", len(up)).format(count=len(up))
            told = ngettext(
                "{names}. Switch it off, then look again.", "{names}. Switch them off, then look again.", len(up)
            )
            check = Check("up", "warn", count, told.format(names=", ".join(up)))
        else:
            check = Check("down", "ok", _("No network is on"), _("Leave it so until the last step."))
        self._found.show_checks((check,))

    def problem(self) -> str:
        """Say what is missing, or nothing."""
        return "" if self.tick.isChecked() else _("Tick it when both of you have looked.")


class SecretsPage(StepPage):
    """The passphrases of the root and of the issuing desk, and the person's own."""

    edited = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        told = _("Nobody can recover them. Let each of you know where they are kept, apart from the sticks.")
        super().__init__(theme, _("Passphrases"), told)
        text = _("Opens the copies on the sticks and on paper. Needed once in years.")
        self.root = SecretPair(theme, _("For the root key"), text, "rootSecret", shortest=SHORTEST_ROOT)
        text = _("Opens the keys on this computer, whenever somebody is enrolled or certificates are issued.")
        self.desk = SecretPair(theme, _("For this issuing desk"), text, "deskSecret")
        self.mine = UnlockPanel(theme, name="foundingUnlock")
        self.mine.show_needed(
            _("Your own key"), _("The programme certifies it as the first one, and you sign the minutes.")
        )
        for pair in (self.root, self.desk):
            pair.edited.connect(self.edited)
            self.body.addWidget(pair)
        self.body.addWidget(self.mine)

    def problem(self) -> str:
        """Say what is missing, or nothing."""
        if len(self.root.text()) < SHORTEST_ROOT:
            return _("The root's passphrase needs at least {count} characters.").format(count=SHORTEST_ROOT)
        if problem := self.root.problem() or self.desk.problem():
            return problem
        same = self.root.text() == self.desk.text()
        return _("Choose two different passphrases.") if same else ""

    def forget(self) -> None:
        """Forget everything that was typed."""
        for part in (self.root, self.desk, self.mine):
            part.forget()


class SticksPage(StepPage):
    """Where the two copies go, and how far the making is."""

    chosen = Signal(int)
    edited = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        told = _("The root key is written to both, encrypted, read back, compared, and then wiped from this computer.")
        super().__init__(theme, _("Two sticks"), told)
        self._places = StickPlaces(theme, name="stick")
        self._places.chosen.connect(self.chosen)
        self._places.edited.connect(self.edited)
        self.body.addWidget(self._places)
        self._bar = ProgressBar(theme, _("Making the keys"))
        self._doing = Paragraph(theme, role="small", tone="text2")
        self._doing.setObjectName("making")
        self.warnings = Paragraph(theme, role="small", tone="warn")
        for part in (self._bar, self._doing, self.warnings):
            self.body.addWidget(part)
        self._bar.hide()

    def first(self) -> QWidget | None:
        """Return the button of the first place that is not chosen yet."""
        return self._places.first()

    def show_place(self, number: int, place: Path | None) -> None:
        """Show where a copy goes."""
        self._places.show_place(number, place)

    def copies(self) -> tuple[Path, ...] | None:
        """Return both folders once they are chosen."""
        copies = self._places.copies()
        return copies if len(copies) == len(self._places.rows) else None

    def problem(self) -> str:
        """Say what is missing, or nothing."""
        return self._places.problem()

    def show_making(self, words: str, share: float | None) -> None:
        """Show how far it is; None when it is over."""
        self._bar.setVisible(share is not None)
        self._bar.show_share(share or 0.0)
        self._doing.show_text(words)
