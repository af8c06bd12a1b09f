"""Pictures of a coordinator's portfolio: sorting what came, and what stands in an assessor's way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from certdesk import shipped
from certdesk.actions.adding_items import keep_add, make_add, plan_add
from certdesk.actions.sorting_items import sort_items
from certdesk.actions.undoing import undo
from certdesk.core.progress import silent
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.portfolios import load_items
from certdesk.store.workspace import Workspace
from certdesk.ui.main_window import MainWindow
from certdesk.ui.screens.portfolio_views.check_view import CheckView

Scenes = Iterator[tuple[str, Callable[[], object]]]
_UNSORTED = ("map.jpg", "nurses-note.jpg")


class PortfolioDesk:
    """Lays a portfolio out as it comes from a telephone, and puts it back as it was."""

    def __init__(self, window: MainWindow, workspace: Workspace, worker: EvidenceWorker, folder: Path) -> None:
        self._window = window
        self._workspace = workspace
        self._worker = worker
        self._phone = folder / "phone"
        self._role = ""

    def scenes(self, portfolio_id: str) -> Scenes:
        """Yield the scenes in their order: each begins where the one before ended."""
        yield "portfolio-sort", lambda: self.sort(portfolio_id)
        yield "portfolio-check", lambda: self.go(portfolio_id, "check")
        yield "portfolio-place", self.see
        yield "portfolio-consent", lambda: self.go(portfolio_id, "consent")
        yield "portfolio-back", lambda: self.put_back(portfolio_id)

    def sort(self, portfolio_id: str) -> None:
        """Let three things have come without a sort, one of them cut off, and look as a coordinator."""
        self._act_as("coordinator")
        items = {item.file_name: item.id for item in load_items(self._workspace.db, portfolio_id)}
        sort_items(self._workspace, {items[name]: "" for name in _UNSORTED})
        plan = plan_add(self._workspace, portfolio_id, [self._cut_off(), self._somebody_elses()])
        keep_add(self._workspace, plan, make_add(plan, self._worker, silent))
        self.go(portfolio_id, "sort", items[_UNSORTED[0]])

    def go(self, portfolio_id: str, view: str, item: str = "") -> None:
        """Show a view of the portfolio, and perhaps an item in it."""
        self._window.go("portfolio", {"portfolio": portfolio_id, "view": view, **({"item": item} if item else {})})

    def see(self) -> None:
        """Look at the photo that somebody else sent too."""
        view = self._window.findChild(CheckView)
        assert view is not None  # noqa: S101 - the scene before has opened it
        facts = view.facts
        assert facts is not None  # noqa: S101
        number = next(n for n, one in enumerate(facts.told.findings) if one.of)
        view.see(number)

    def put_back(self, portfolio_id: str) -> None:
        """Undo what the scenes did."""
        undo(self._workspace, within=portfolio_id)
        undo(self._workspace, within=portfolio_id)
        self._act_as(self._role)
        self._window.go("today")

    def _act_as(self, role: str) -> None:
        """Change the role of whoever works here; the sample's own is an assessor's."""
        people = self._workspace.db["person"]
        self._role = str(people.get(self._workspace.person)["role"])
        people.update(self._workspace.person, {"role": role})

    def _cut_off(self) -> Path:
        """A recording as it is after a cable was pulled."""
        self._phone.mkdir(exist_ok=True)
        whole = (shipped.resources() / "sample_cohort" / "KITE-37" / "lesson-04-filters.mp4").read_bytes()
        path = self._phone / "VID_20261103_1012.mp4"
        path.write_bytes(whole[: len(whole) * 3 // 5])
        return path

    def _somebody_elses(self) -> Path:
        """A photo that another candidate sent too."""
        path = self._phone / "IMG_20261103_1040.jpg"
        path.write_bytes((shipped.resources() / "sample_cohort" / "FERN-08" / "load-table.jpg").read_bytes())
        return path
