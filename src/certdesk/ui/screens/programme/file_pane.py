"""A file that came from a programme: what it is, and the words that make sure it comes from there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from certdesk.actions.enrolling import ApprovalView, accept, read_approval
from certdesk.actions.identifying import my_identity
from certdesk.actions.programme_files import (
    ProgrammeFileView,
    RubricLine,
    RubricStanding,
    join_programme,
    read_programme_file,
    rubric_lines,
    standing_of_programme,
)
from certdesk.actions.programmes import programmes_here
from certdesk.actions.trusting import BundleView, Standing, compare_bundle, import_bundle, read_bundle
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _, ngettext
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.programme.one_card import lay_out_card
from certdesk.ui.screens.screen import leading_to
from certdesk.ui.screens.standing import day
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField

_WIDTH = 680
APPROVAL, PROGRAMME = ".certdesk-approval", ".certdesk-programme"


class FilePane(Pane):
    """Shows a trust bundle, a programme file or an approval before it is taken in."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._bundle: BundleView | None = None
        self._approval: ApprovalView | None = None
        self._programme: ProgrammeFileView | None = None
        self._may = False
        self._heading = label("", "title", name="fileHeading")
        self._rehearsal = Chip(theme, _("Rehearsal"), "warn", icon="warning")
        self._facts = Paragraph(theme)
        self._facts.setObjectName("fileFacts")
        self._meaning = Paragraph(theme, tone="text2")
        self._compare = Paragraph(theme)
        self._words = LineField(theme, _("The words that they read to you"), hint=_("ten words, or the fingerprint"))
        self._words.setObjectName("typedWords")
        self._words.line.returnPressed.connect(self.take)
        self._words.line.textChanged.connect(self._tell)
        self._take = button(theme, _("Take in"), kind="primary", size="large")
        self._take.setObjectName("takeFile")
        self._take.clicked.connect(self.take)
        self._leave = button(theme, _("Leave it"), kind="quiet", size="large")
        self._leave.setObjectName("leaveFile")
        self._leave.clicked.connect(self._go_back)
        self._build()

    def enter(self, params: dict[str, Any]) -> None:
        """Show the file ``params["file"]``."""
        path = Path(str(params.get("file", "")))
        self._bundle = self._approval = self._programme = None
        self._words.show_text("")
        self._words.show_wrong("")
        try:
            if path.suffix == APPROVAL:
                self._show_approval(read_approval(path))
            elif path.suffix == PROGRAMME:
                self._show_programme(read_programme_file(path))
            else:
                self._show_bundle(read_bundle(path))
        except CertDeskError as problem:
            self.say_problem(problem)
            self._go_back()
            return
        self._tell()
        (self._words.line if self._words.isVisibleTo(self) else self._take).setFocus()

    def leave(self) -> None:
        """Forget what was typed."""
        self._words.show_text("")

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (Command("programme.back", _("Back to Programme"), ("Escape",), self._go_back),)

    def take(self) -> None:
        """Take the file in; what is wrong with the words is said below them."""
        if not self._take.isEnabled():
            return
        try:
            notice = self._taken(self._words.text())
        except CertDeskError as problem:
            self._refuse(problem)
            return
        if notice is not None:
            self.noticed.emit(notice)
            self._go_back()

    def _taken(self, typed: str) -> Notice | None:
        """Take in what is shown, and say what that did."""
        workspace = self.tools.session.workspace
        if self._approval is not None:
            change = accept(workspace, self._approval.path, confirmed=typed)
            self.tools.keyring.lock()  # the signer that is unlocked has the certificate of before
            self.tools.session.announce(change)
            return Notice(_("You belong to {programme} now.").format(programme=self._approval.programme_name), "ok")
        if self._programme is not None:
            joined = join_programme(workspace, self._programme.path, confirmed=typed)
            self.tools.session.announce(joined.change)
            way = ("", "")
            if not my_identity(workspace).programme_id:
                way = (_("Make a request…"), leading_to("programme", pane="join"))
            return Notice(joined.sentence, "warn" if joined.held else "ok", " ".join(joined.held), *way)
        if self._bundle is not None:
            known = _known(self.tools, self._bundle.programme_id)
            self.tools.session.announce(import_bundle(workspace, self._bundle.path, confirmed_words=typed))
            told = _("What is known here of {programme} is up to date.")
            if not known:
                told = _("{programme} is known here now.")
            way = (_("Verify"), leading_to("verify"))  # mostly it came for this
            return Notice(told.format(programme=self._bundle.name), "ok", "", *way)
        return None

    def _refuse(self, problem: CertDeskError) -> None:
        if self._words.isVisibleTo(self):
            self._words.show_wrong(problem.sentence)
            self._words.line.setFocus()
        else:
            self.say_problem(problem)

    def _show_bundle(self, bundle: BundleView) -> None:
        self._bundle = bundle
        standing = compare_bundle(self.tools.session.workspace, bundle)
        self._heading.setText(_("Trust bundle of {programme}").format(programme=bundle.name))
        self._rehearsal.setVisible(bundle.rehearsal)
        text = _("Bundle {version} of {day}. {people}")
        revoked = ngettext(
            "{count} certificate is revoked in it.", "{count} certificates are revoked in it.", bundle.people_revoked
        ).format(count=bundle.people_revoked)
        self._facts.show_text(text.format(version=bundle.version, day=day(bundle.made_at), people=revoked))
        self._show_standing(standing, _("Trust this programme"))

    def _show_programme(self, view: ProgrammeFileView) -> None:
        self._programme = view
        workspace = self.tools.session.workspace
        standing = standing_of_programme(workspace, view)
        self._heading.setText(_("Programme file of {programme}").format(programme=view.name))
        self._rehearsal.setVisible(view.rehearsal)
        self._facts.show_text(_facts_of(view, rubric_lines(workspace, view.rubrics)))
        self._show_standing(standing, _("Work for this programme"))
        lacking = any(one.standing is RubricStanding.NEW for one in rubric_lines(workspace, view.rubrics))
        self._may = self._may or (standing is Standing.SAME and lacking)  # a rubric could not be read the last time

    def _show_standing(self, standing: Standing, trust: str) -> None:
        told = {
            Standing.NEW: _("This programme is not known here yet."),
            Standing.NEWER: _("It is newer than what is known here, and takes its place."),
            Standing.SAME: _("This is what is known here already."),
            Standing.OLDER: _("It is older than what is known here, so it is not taken in."),
            Standing.FORKED: _("It has the number of what is known here, and says otherwise. Tell the lead."),
            Standing.NEW_ROOT: _("The programme has a new root key. Make sure that this really comes from it."),
        }
        self._meaning.show_text(told[standing])
        asks = standing in (Standing.NEW, Standing.NEW_ROOT)
        self._ask_words(asks, _("Telephone somebody of the programme whom you know, and type the words they read."))
        self._take.set_words(trust if asks else _("Take in"))
        self._may = standing not in (Standing.OLDER, Standing.SAME, Standing.FORKED)

    def _show_approval(self, approval: ApprovalView) -> None:
        self._approval = approval
        self._heading.setText(_("Approval by {programme}").format(programme=approval.programme_name))
        self._rehearsal.setVisible(approval.rehearsal)
        text = _("For {name}, {role}, valid until {day}.")
        facts = text.format(name=approval.name, role=approval.role, day=day(approval.valid_until))
        self._facts.show_text(facts)
        mine = approval.person_id == my_identity(self.tools.session.workspace).id
        told = _("From now on the programme vouches for what you sign. What you signed before stays as it is.")
        other = _("This is for somebody else. Let them act here first, in Settings.")
        self._meaning.show_text(told if mine else other, tone="text2" if mine else "warn")
        known = _known(self.tools, approval.programme_id)
        asked = _("Telephone your programme lead, and type the words of the programme that they read to you.")
        self._ask_words(not known, asked)
        self._take.set_words(_("Join {programme}").format(programme=approval.programme_name))
        self._may = mine

    def _ask_words(self, asked: bool, told: str) -> None:
        self._compare.setVisible(asked)
        self._compare.show_text(told)
        self._words.setVisible(asked)

    def _tell(self) -> None:
        self._take.setEnabled(self._may and (bool(self._words.text().strip()) or not self._words.isVisibleTo(self)))

    def _go_back(self) -> None:
        self.asked.emit("overview", {})

    def _build(self) -> None:
        theme = self.tools.theme
        whole = card(name="fileCard")
        whole.setMaximumWidth(theme.px(_WIDTH))
        whole.body.setSpacing(14)
        head = QHBoxLayout()
        back = icon_button(theme, "back", _("Back to Programme"))
        back.setObjectName("fileBack")
        back.clicked.connect(self._go_back)
        head.addWidget(back)
        head.addWidget(self._heading)
        head.addWidget(self._rehearsal)
        head.addStretch(1)
        for part in (self._facts, self._meaning, self._compare, self._words):
            whole.body.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._take)
        foot.addWidget(self._leave)
        foot.addStretch(1)
        whole.body.addLayout(foot)
        lay_out_card(self, head, whole)


def _known(tools: Tools, programme_id: str) -> bool:
    """Whether this desk trusts a programme already, so that its words need not be compared again."""
    return any(one.id == programme_id and not one.problem for one in programmes_here(tools.session.workspace))


def _facts_of(view: ProgrammeFileView, rubrics: tuple[RubricLine, ...]) -> str:
    """Say what a programme file brings along, and which of its rubrics are not here yet."""
    new = sum(one.standing is RubricStanding.NEW for one in rubrics)
    other = [f"{one.title} {one.version}" for one in rubrics if one.standing is RubricStanding.OTHER]
    people = ngettext("{count} person", "{count} people", len(view.people)).format(count=len(view.people))
    told = ngettext("{count} rubric", "{count} rubrics", len(rubrics)).format(count=len(rubrics))
    text = _("Number {number} of {day}. It brings {people} and {rubrics}, {new} of them new here.")
    said = [text.format(number=view.number, day=day(view.made_at), people=people, rubrics=told, new=new)]
    if view.recovery:
        said.append(_("Packages are sealed for the programme's recovery key too, so that a lost key loses none."))
    if other:
        said.append(_("Here with other content, and left as it is: {rubrics}.").format(rubrics=", ".join(other)))
    return " ".join(said)
