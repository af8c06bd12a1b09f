"""Pictures of Results and Programme: what was issued, and a ceremony that is rehearsed from the first page to the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from certdesk.actions import identifying, looking_around
from certdesk.actions.enrolling import make_request
from certdesk.actions.identifying import unlock_mine
from certdesk.core.progress import silent
from certdesk.store.workspace import Workspace
from certdesk.ui.main_window import MainWindow
from certdesk.ui.screens.programme.founding_pane import FoundingPane
from certdesk.ui.screens.programme.members_pane import MembersPane
from certdesk.ui.screens.programme.screen import ProgrammeScreen

Scenes = Iterator[tuple[str, Callable[[], object]]]
_ROOT, _DESK = "walnut ferry candle orbit", "quiet lantern forty rivers"


def proof_scenes(window: MainWindow, workspace: Workspace, folder: Path) -> Scenes:
    """Yield the scenes in their order: each begins where the one before ended."""
    taken = _Ceremony(window, workspace, folder)
    for pane in ("issue", "certificates", "register", "design"):
        yield f"results-{pane}", lambda pane=pane: window.go("results", {"pane": pane})
    yield "programme-alone", lambda: window.go("programme")
    yield "founding-prepare", taken.begin
    yield "founding-people", taken.name_people
    yield "founding-offline", taken.go_offline
    yield "founding-passphrases", taken.type_passphrases
    yield "founding-sticks", taken.choose_sticks
    yield "founding-words", taken.make
    yield "founding-paper", taken.compare
    yield "founding-minutes", taken.on
    yield "programme-founded", taken.on
    yield "members-request", taken.take_request
    yield "members", taken.put_aside


class _Ceremony:
    """Types what two people would."""

    def __init__(self, window: MainWindow, workspace: Workspace, folder: Path) -> None:
        self._window = window
        self._workspace = workspace
        self._folder = folder

    @property
    def _pane(self) -> FoundingPane:
        screen = self._window.current
        assert isinstance(screen, ProgrammeScreen)  # noqa: S101 - the scene before has opened it
        assert isinstance(screen.pane, FoundingPane)  # noqa: S101
        return screen.pane

    def begin(self) -> None:
        """Name the programme."""
        self._window.go("programme", {"pane": "founding", "rehearsal": True})
        self._pane.prepare.name.line.setText("Highland STEM Teaching Programme")
        self._pane.prepare.place.line.setText("Room 4, Inverness")

    def name_people(self) -> None:
        """Name the witness."""
        self.on()
        self._pane.people.witness.line.setText("Samuel Bekele")

    def go_offline(self) -> None:
        """Tick that there is no network."""
        self.on()
        self._pane.offline.show_networks(())
        self._pane.offline.tick.setChecked(True)

    def type_passphrases(self) -> None:
        """Type all of them."""
        self.on()
        secrets = self._pane.secrets
        for pair, words in ((secrets.root, _ROOT), (secrets.desk, _DESK)):
            pair.first.line.setText(words)
            pair.again.line.setText(words)
        secrets.mine.field.line.setText(looking_around.PASSPHRASE)

    def choose_sticks(self) -> None:
        """Choose two folders."""
        self.on()
        for number, name in enumerate(("STICK-A", "STICK-B")):
            (self._folder / name).mkdir(exist_ok=True)
            self._pane.sticks.show_place(number, self._folder / name)

    def make(self) -> None:
        """Have the keys made."""
        self.on()

    def compare(self) -> None:
        """Tick that the words were read back."""
        self._pane.compare.tick.setChecked(True)
        self.on()

    def on(self) -> None:
        """Go to the next page."""
        self._pane.guided.on.click()

    def take_request(self) -> None:
        """Let somebody ask to join."""
        path = self._folder / "Joseph-Mwangi.certdesk-request"
        with Workspace(self._folder / "other", clock=self._workspace.clock) as other:
            plan = identifying.plan_identity(other, "Joseph Mwangi", "assessor", _DESK)
            identifying.keep(other, identifying.make(plan, silent))
            make_request(other, unlock_mine(other, _DESK), path)
        self._window.go("programme", {"file": str(path)})

    def put_aside(self) -> None:
        """Show the lead herself."""
        screen = self._window.current
        assert isinstance(screen, ProgrammeScreen)  # noqa: S101
        assert isinstance(screen.pane, MembersPane)  # noqa: S101
        screen.pane.request.refused.emit()
