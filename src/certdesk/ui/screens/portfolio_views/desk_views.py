"""Which of a portfolio's views somebody is offered, and the coordinator's views themselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedLayout

from certdesk.actions.changeable import is_begun
from certdesk.actions.consent_gate import closings, handles_closed
from certdesk.core.assessment import AssessmentState
from certdesk.core.words import _
from certdesk.store.assessments import find_assessment
from certdesk.store.people import find_person
from certdesk.store.workspace import Workspace
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.portfolio_views.all_views import DESK_VIEWS
from certdesk.ui.screens.screen import Params
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.segment import Choice, Segment

LOOK = "look"
"""The view of whoever assesses: the question about conflicts, then the contact sheet."""


def is_offered(workspace: Workspace) -> bool:
    """Whether the row of views stands on the screen: for coordinators and leads. Who only assesses isn't bothered."""
    return handles_closed(workspace)


def may_sort(workspace: Workspace, portfolio_id: str) -> bool:
    """Whether somebody may work on a portfolio's content: who directs, or whose own intake nobody assesses yet.

    Who declared a conflict of interest may not, and nobody else sees here what is closed to assessors.
    """
    own = find_assessment(workspace.db, portfolio_id, workspace.person)
    if own is not None and own.state is AssessmentState.CONFLICT:
        return False
    if handles_closed(workspace):
        return True
    sql = "select 1 from statement where subject = ?"
    from_elsewhere = workspace.db.execute(sql, [portfolio_id]).fetchone() is not None
    return not (from_elsewhere or is_begun(workspace, portfolio_id) or closings(workspace, portfolio_id))


def first_view(workspace: Workspace, *, begun: bool) -> str:
    """Return where somebody comes first: a coordinator who doesn't assess it sorts, everybody else looks."""
    person = find_person(workspace.db, workspace.person) if workspace.person else None
    return "sort" if person is not None and person.role == "coordinator" and not begun else LOOK


class DeskViews(QObject):
    """Makes the views, keeps which one is in front, and shows them in a row; a screen puts `segment` in its place.

    ``chosen(view)`` comes from the row; ``asked(view, params)``, ``left_for`` and ``noticed`` from the views.
    """

    chosen = Signal(str)
    asked = Signal(str, object)
    left_for = Signal(str, object)
    noticed = Signal(object)

    def __init__(self, tools: Tools, layers: QStackedLayout) -> None:
        super().__init__(layers)
        self._tools = tools
        self._layers = layers
        self._panes: dict[str, Pane] = {}
        self.current = LOOK
        choices = (Choice(LOOK, _("Evidence")), *(Choice(view.key, _(view.words)) for view in DESK_VIEWS))
        self.segment = Segment(tools.theme, choices, LOOK)
        self.segment.setObjectName("portfolioViews")
        self.segment.setAccessibleName(_("Views of the portfolio"))
        self.segment.chosen.connect(self.chosen)
        self.segment.hide()

    @property
    def pane(self) -> Pane | None:
        """The coordinator's view in front, or None."""
        return self._panes.get(self.current)

    def show(self, name: str, params: Params) -> bool:
        """Bring a view to the front; False when it is `LOOK`, which the screen shows by itself."""
        view = next((view for view in DESK_VIEWS if view.key == name), None)
        if name != self.current and self.pane is not None:
            self.pane.leave()
        self.current = LOOK if view is None else name
        self.segment.set_current(self.current)
        if view is None:
            return False
        if name not in self._panes:
            self._panes[name] = self._made(name, view.make)
        pane = self._panes[name]
        self._layers.setCurrentWidget(pane)
        pane.enter(params)
        return True

    def commands(self, portfolio_id: str) -> tuple[Command, ...]:
        """Return the ways to the views, and what can be done in the one in front."""

        def may() -> bool:
            return bool(portfolio_id) and may_sort(self._tools.session.workspace, portfolio_id)

        ways = tuple(
            Command(
                f"portfolio.{view.key}",
                _(view.command),
                (f"Alt+{number}",),
                partial(self.chosen.emit, view.key),
                may,
                icon=view.icon,
            )
            for number, view in enumerate(DESK_VIEWS, 2)
        )
        back = Command(
            "portfolio.look",
            _("Evidence as an assessor sees it"),
            ("Alt+1",),
            partial(self.chosen.emit, LOOK),
            lambda: self.current != LOOK,
            icon="eye",
        )
        return (back, *ways, *(self.pane.commands() if self.pane is not None else ()))

    def _made(self, name: str, make: Callable[[Tools], Pane]) -> Pane:
        made = make(self._tools)
        made.setObjectName(f"view-{name}")
        made.asked.connect(self.asked)
        made.left_for.connect(self.left_for)
        made.noticed.connect(self.noticed)
        self._layers.addWidget(made)
        return made
