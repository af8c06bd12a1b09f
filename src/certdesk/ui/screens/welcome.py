"""The first start: who are you? Or look around, as an assessor or as somebody who leads."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from certdesk import shipped
from certdesk.actions import identifying, looking_around, practising
from certdesk.actions.identifying import ROLES
from certdesk.actions.looking_around import SampleMade, SamplePlan
from certdesk.actions.practising import PracticePlan
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.words import N_, _
from certdesk.signing.identity import Identity
from certdesk.ui.screens.screen import Params, Screen, leading_to
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import centred, scrolling
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.text_box import LineField

_WIDTH = 440
_ROLE_WORDS = {"assessor": N_("Assessor"), "coordinator": N_("Coordinator"), "lead": N_("Programme lead")}


class WelcomeScreen(Screen):
    """Makes an identity, or the sample cohort with an invented one."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._name = LineField(theme, _("Your name, as it should stand on reports"))
        self._name.setObjectName("name")
        self._role = Segment(theme, tuple(Choice(role, _(_ROLE_WORDS[role])) for role in ROLES), "assessor")
        self._role.setObjectName("role")
        self._first = _secret(LineField(theme, _("Passphrase, at least 8 characters")), "passphrase")
        self._second = _secret(LineField(theme, _("The same passphrase once more")), "again")
        self._make = button(theme, _("Begin"), kind="primary", size="large")
        self._make.setObjectName("begin")
        self._make.clicked.connect(self.begin)
        self._look = button(theme, _("Look around with the sample cohort"), size="large")
        self._look.setObjectName("lookAround")
        self._look.setToolTip(_("Six invented teachers; you are an assessor."))
        self._look.clicked.connect(self.look_around)
        self._lead = button(theme, _("Look around as a programme lead"), size="large")
        self._lead.setObjectName("practise")
        self._lead.setToolTip(_("An invented cohort of sixty under way; you lead it."))
        self._lead.clicked.connect(self.practise)
        self._back = button(theme, _("Back to Settings"), kind="quiet", icon="back")
        self._back.setObjectName("backToSettings")
        self._back.clicked.connect(lambda: self.left_for.emit("settings", {}))
        for field in (self._first, self._second, self._name):
            field.line.returnPressed.connect(self.begin)
        self._build()

    def enter(self, params: Params) -> None:
        """Wait for a name, or begin with the sample cohort at once; who is here already can go back."""
        somebody = bool(self.tools.session.workspace.person)
        self._back.setVisible(somebody)
        for part in (self._look, self._lead):
            part.setVisible(not somebody)
        self._or.setVisible(not somebody)
        self._name.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if params.get("look_around"):
            self.look_around()
        if params.get("practise"):
            self.practise()

    def begin(self) -> None:
        """Make the identity that was typed."""
        for field in (self._name, self._first, self._second):
            field.show_wrong("")
        if self._first.text() != self._second.text():
            self._second.show_wrong(_("The two passphrases differ."))
            return
        try:
            plan = identifying.plan_identity(
                self.tools.session.workspace, self._name.text(), self._role.current(), self._first.text()
            )
        except CertDeskError as problem:
            self._name.show_wrong(problem.sentence)
            return
        self._wait(waiting=True)
        self.tools.jobs.start(
            _("Making your key"),
            lambda progress: identifying.make(plan, progress),
            done=self._keep,
            failed=self._failed,
        )

    def look_around(self) -> None:
        """Take in the sample cohort with an invented assessor."""
        try:
            plan = looking_around.plan_sample(self.tools.session.workspace, shipped.resources() / "sample_cohort")
        except CertDeskError as problem:
            self.tools.session.refused.emit(problem)
            return
        self._wait(waiting=True)
        self.tools.jobs.start(
            _("Preparing the sample cohort"),
            lambda progress: looking_around.make_sample(plan, self.tools.worker, progress),
            done=lambda made: self._keep_sample(plan, made),
            failed=self._failed,
        )

    def practise(self) -> None:
        """Make a cohort of invented candidates with an invented lead."""
        try:
            words = shipped.resources() / practising.WORDS
            plan = practising.plan_practice(self.tools.session.workspace, words)
        except CertDeskError as problem:
            self.tools.session.refused.emit(problem)
            return
        self._wait(waiting=True)
        self.tools.jobs.start(
            _("Preparing the practice cohort"),
            lambda progress: practising.make_practice(plan, progress),
            done=lambda made: self._keep_practice(plan, made),
            failed=self._failed,
        )

    def _keep(self, identity: Identity) -> None:
        self._wait(waiting=False)
        self.tools.keyring.lock()  # what somebody else had unlocked here is not for the newcomer
        if self.tools.session.do(identifying.keep, identity) is None:
            return
        for field in (self._first, self._second):
            field.show_text("")
        self.left_for.emit("today", {})
        text = _("Welcome, {name}. Your key is locked with your passphrase; nobody can recover it for you.")
        text = text.format(name=identity.name)
        if self._role.current() == "lead":  # who leads a programme looks for the way to it first
            way = leading_to("programme")
            self.noticed.emit(Notice(text, "ok", action=_("Found or join a programme"), action_key=way))
            return
        self.noticed.emit(Notice(text, "ok"))

    def _keep_sample(self, plan: SamplePlan, made: SampleMade) -> None:
        self._wait(waiting=False)
        self.tools.session.do(looking_around.keep_sample, plan, made)
        self.left_for.emit("today", {})
        text = _("You are looking around as {name}, an invented assessor. Her passphrase is “{passphrase}”.")
        text = text.format(name=looking_around.ASSESSOR, passphrase=looking_around.PASSPHRASE)
        self.noticed.emit(Notice(text, "info"))

    def _keep_practice(self, plan: PracticePlan, made: Identity) -> None:
        self._wait(waiting=False)
        change = self.tools.session.do(practising.keep_practice, plan, made)
        if change is None:
            return
        self.left_for.emit("cohort", {"cohort": next(iter(change.subjects))})
        text = _("You are looking around as {name}, an invented lead. Her passphrase is “{passphrase}”.")
        text = text.format(name=made.name, passphrase=practising.PASSPHRASE)
        self.noticed.emit(Notice(text, "info"))

    def _failed(self, problem: Exception) -> None:
        self._wait(waiting=False)
        if isinstance(problem, CancelledError):
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self._first.show_wrong(problem.sentence)

    def _wait(self, *, waiting: bool) -> None:
        for part in (self._make, self._look, self._lead, self._name, self._first, self._second, self._role):
            part.setEnabled(not waiting)

    def _build(self) -> None:
        theme = self.tools.theme
        form = card(name="who")
        form.setFixedWidth(theme.px(_WIDTH))
        form.body.setSpacing(12)
        form.body.addWidget(label(_("Who are you?"), "heading"))
        form.body.addWidget(self._name)
        row = QHBoxLayout()
        row.addWidget(self._role)
        row.addStretch(1)
        form.body.addLayout(row)
        form.body.addWidget(self._first)
        form.body.addWidget(self._second)
        hint = _(
            "Your signature is made with a key that stays on this computer, locked with this passphrase. "
            "You can join a programme later, in Settings."
        )
        form.body.addWidget(Paragraph(theme, hint, role="small", tone="text2"))
        form.body.addWidget(self._make)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(label(_("Welcome to CertDesk"), "figure"), 0, Qt.AlignmentFlag.AlignHCenter)
        intro = _("Look at teachers' work, mark it with evidence, sign what you found. Without a network.")
        column.addWidget(label(intro, "body", "text2"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(centred(form))
        self._or = label(_("or"), "body", "text3")
        column.addWidget(self._or, 0, Qt.AlignmentFlag.AlignHCenter)
        for way in (self._look, self._lead):
            way.setFixedWidth(theme.px(_WIDTH))
            column.addWidget(way, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner))  # large letters on a small screen need more height than there is


def _secret(field: LineField, name: str) -> LineField:
    field.setObjectName(name)
    field.line.setEchoMode(QLineEdit.EchoMode.Password)
    return field
