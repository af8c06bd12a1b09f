"""How a programme's certificates look: all that can be chosen on one side, the page as it prints on the other."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.actions.design_pictures import ChosenPicture, read_picture
from certdesk.actions.designing import (
    NOTHING_CHOSEN,
    change_design,
    design_to_change,
    discard_specimen,
    make_specimen,
    programme_words,
    programmes,
)
from certdesk.actions.printing_rubrics import save_print
from certdesk.core.certificate_design import CertificateDesign
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.ui.screens.results.design_form import DesignForm
from certdesk.ui.screens.results.design_preview import DesignPreview
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.scrolling import from_the_top, page
from certdesk.ui.widgets.splitter import Splitter
from certdesk.ui.widgets.text_box import LineField
from certdesk.ui.widgets.tips import plain_tip
from certdesk.ui.widgets.top_bar import TopBar

_FORM, _PREVIEW = 436, 760
_WIDEST = 360


class DesignPane(QWidget):
    """Chooses and keeps the designs of all programmes. Each change is kept at once; undo takes it back.

    Embed it in a screen: call `show_programme` (or `renew`) on entering, `let_go` on leaving, `on_changed` for changes.
    ``noticed(Notice)`` says what went wrong, or where a specimen was saved.
    """

    noticed = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.setObjectName("designPane")
        self._tools = tools
        theme = tools.theme
        self._programme: str | None = None
        self._design = CertificateDesign()
        self.form = DesignForm(theme)
        self.preview = DesignPreview(tools)
        self._which = ComboBox(theme, _("Programme"))
        self._which.setObjectName("designProgramme")
        self._which.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self._which.setMaximumWidth(theme.px(_WIDEST))
        self._holder = LineField(theme, "", hint=_("an invented name"))
        self._holder.line.setObjectName("designHolder")
        self._holder.line.setAccessibleName(_("Preview with the name"))
        self._reset = button(theme, _("The usual design"), kind="quiet", icon="undo")
        self._reset.setObjectName("designReset")
        self._save = button(theme, _("Save specimen…"), icon="printer")
        self._save.setObjectName("saveSpecimen")
        self._build()
        self._connect()

    @property
    def programme(self) -> str | None:
        """The programme whose design is shown; None while there is none, empty for work without a programme."""
        return self._programme

    def renew(self) -> None:
        """Look again at which programmes there are, and show the one that was shown, or the first."""
        known = programmes(self._tools.session.workspace)
        if known:
            self.show_programme(self._programme if self._programme in known else known[0])
        else:
            self._show_none()

    def show_programme(self, programme: str) -> None:
        """Show the design of a programme."""
        workspace = self._tools.session.workspace
        known = programmes(workspace)
        names = known if programme in known else (*known, programme)
        self._programme = programme
        self._which.show_choices(tuple((name, programme_words(name)) for name in names), programme)
        self._which.setEnabled(len(names) > 1)
        self._which.setToolTip(plain_tip(programme_words(programme)))
        for part in (self.form, self._reset, self._save, self._holder):
            part.setEnabled(True)
        self._design, lost = design_to_change(workspace, programme)
        self.form.show_design(self._design)
        for name in lost:
            text = _("The {picture} of {programme} is gone from this workspace.")
            hint = _("Choose the picture again, or take it off the design.")
            said = text.format(picture=name, programme=programme_words(programme))
            self.noticed.emit(Notice(said, "warn", hint))
        self._show_preview()

    def _show_none(self) -> None:
        """Say that there is nobody yet whose certificates could be designed."""
        self._programme = None
        self._which.show_choices((("", _("No programme yet")),))
        for part in (self._which, self.form, self._reset, self._save, self._holder):
            part.setEnabled(False)
        self.preview.show_nothing()

    def on_changed(self, change: Change) -> None:
        """Show again what was changed elsewhere, such as by undo."""
        if not change.kinds & (Kind.DESIGN | Kind.PORTFOLIO | Kind.RUBRIC):
            return
        workspace = self._tools.session.workspace
        known = self._programme is not None and self._programme in programmes(workspace)
        if not known or design_to_change(workspace, self._programme or "")[0] != self._design:
            self.renew()

    def let_go(self) -> None:
        """Close the file that is shown."""
        self.preview.let_go()

    def save(self) -> None:
        """Ask where a specimen is to go, and put it there."""
        plan = self.preview.plan()
        target = self._tools.dialogs.choose_target(_("Save specimen"), _("specimen.pdf")) if plan else None
        if plan is None or target is None:
            return
        target = target if target.suffix.lower() == ".pdf" else target.with_name(f"{target.name}.pdf")

        def saved(made: object) -> None:
            try:
                save_print(plan.target, target)
            except CertDeskError as problem:
                self._failed(problem)
                return
            finally:
                discard_specimen(plan.target)
            self.noticed.emit(Notice(_("Saved as {file}.").format(file=target.name), "ok"))

        self._tools.jobs.start(
            _("Specimen"), lambda progress: make_specimen(plan, progress), done=saved, failed=self._failed
        )

    def _on_edited(self, design: CertificateDesign) -> None:
        if self._programme is None:
            return
        self._design = design
        self._tools.session.do(change_design, self._programme, design)
        self._show_preview()

    def _on_reset(self) -> None:
        self._on_edited(NOTHING_CHOSEN)
        self.form.show_design(NOTHING_CHOSEN)

    def _on_picture_asked(self, name: str) -> None:
        pattern = _("Pictures (*.png *.jpg *.jpeg *.svg)")
        chosen = self._tools.dialogs.choose_file(_("Choose a picture"), pattern)
        if chosen is None:
            return
        programme = self._programme

        def read(picture: ChosenPicture) -> None:
            if programme != self._programme:
                return
            self.form.pictures[name].show_hint(picture.hint)
            values = {name: picture.data}
            design = replace(self._design, **values)  # type: ignore[arg-type]
            self._on_edited(design)
            self.form.show_design(design)

        self._tools.jobs.start(
            _("Reading {file}").format(file=chosen.name),
            lambda _progress: read_picture(chosen),
            done=read,
            failed=self._failed,
            matters=False,
        )

    def _show_preview(self) -> None:
        if self._programme is not None:
            self.preview.show_design(self._programme, self._design, self._holder.text())

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))

    def _connect(self) -> None:
        self.form.edited.connect(self._on_edited)
        self.form.picture_asked.connect(self._on_picture_asked)
        self.preview.small_page.connect(self.form.looks.show_page)
        self.preview.noticed.connect(self.noticed)
        self._which.chosen.connect(self.show_programme)
        self._holder.edited.connect(lambda _text: self._show_preview())
        self._reset.clicked.connect(lambda _on=False: self._on_reset())
        self._save.clicked.connect(lambda _on=False: self.save())

    def _build(self) -> None:
        bar = TopBar(self._tools.theme)
        bar.add_leading(self._which)
        bar.add_middle(label(_("Preview with"), "small", "text2"), self._holder)
        bar.add_trailing(self._reset, self._save)
        self._holder.setMinimumWidth(self._tools.theme.px(200))
        ground = page("panel")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(from_the_top(self.form))
        ground.setMinimumWidth(420)
        parts = Splitter(self._tools.theme)
        parts.addWidget(ground)
        parts.addWidget(self.preview)
        parts.setStretchFactor(1, 1)
        parts.set_usual_sizes((_FORM, _PREVIEW))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(parts, 1)
