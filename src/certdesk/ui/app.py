"""The program's window: everything is made and wired here, in one visible place."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMessageBox

from certdesk import shipped
from certdesk.actions.catalogues import load_built_in_comments
from certdesk.actions.identifying import act_as, people_here
from certdesk.actions.rubric_loading import load_built_in_rubrics
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.places import recall_place
from certdesk.store.workspace import Workspace
from certdesk.ui import crash
from certdesk.ui.dialogs import Dialogs, QtDialogs
from certdesk.ui.faithful_documents import FaithfulDocuments
from certdesk.ui.handed_over import forget_handed_over
from certdesk.ui.jobs import Jobs
from certdesk.ui.keyring import Keyring, idle_minutes
from certdesk.ui.logs import start_logging
from certdesk.ui.main_window import PERSON, MainWindow
from certdesk.ui.making_screens import screen_makers
from certdesk.ui.session import Session
from certdesk.ui.theme.source import SYSTEM, ThemeSource, apply
from certdesk.ui.thumbnails import Thumbnails
from certdesk.ui.tidying import Tidying
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.proxies import Proxies
from certdesk.ui.viewers.still_maker import StillMaker

SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Running:
    """The window and what has to be closed after it."""

    window: MainWindow
    tools: Tools
    documents: FaithfulDocuments
    tidying: Tidying

    def close(self) -> None:
        """Close everything in the order in which it depends on each other. Safe to call after the window is closed."""
        self.window.close()
        self.tools.jobs.close()
        self.tools.keyring.lock()
        self.tools.thumbnails.close()
        self.tools.stills.close()
        self.tools.proxies.close()
        self.documents.close()
        forget_handed_over(self.tools.session.workspace)
        self.tools.worker.close()
        self.tools.session.workspace.close()
        self.tidying.stop()
        self.window.deleteLater()


def build(
    workspace: Workspace, theme: ThemeSource, dialogs: Dialogs | None = None, worker: EvidenceWorker | None = None
) -> Running:
    """Wire the window over an open workspace; it closes ``worker`` in the end. ``dialogs`` stands in for real boxes."""
    load_built_in_rubrics(workspace, shipped.rubrics())
    load_built_in_comments(workspace, shipped.rubrics())
    people = [person.id for person in people_here(workspace)]
    last = str(recall_place(workspace, PERSON).get("id", ""))
    if people:
        act_as(workspace, last if last in people else people[-1])
    forget_handed_over(workspace)
    worker = worker or EvidenceWorker(workers=2)
    stills = StillMaker()
    documents = FaithfulDocuments(workspace.derived / "pages")
    keyring = Keyring()
    keyring.set_minutes(idle_minutes(workspace))
    tools = Tools(
        session=Session(workspace),
        jobs=Jobs(),
        worker=worker,
        stills=stills,
        proxies=Proxies(workspace.derived / "proxies"),
        thumbnails=Thumbnails(workspace.vault, workspace.derived / "thumbnails", worker, stills),
        theme=theme,
        dialogs=dialogs or QtDialogs(),
        keyring=keyring,
        faithful=documents,
    )
    window = MainWindow(tools, screen_makers())
    window.start()
    return Running(window, tools, documents, Tidying(window))


def main(argv: list[str] | None = None) -> int:
    """Open the window on a workspace and return the exit code."""
    parser = argparse.ArgumentParser(prog="certdesk open")
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--sample", action="store_true", help=_("begin with the sample cohort"))
    options = parser.parse_args(argv)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("CertDesk")
    try:
        workspace = Workspace(options.workspace)
    except CertDeskError as problem:
        QMessageBox.critical(None, _("CertDesk"), f"{problem}\n\n{problem.hint}")
        return 1
    logs = workspace.folder / "logs"
    start_logging(logs)
    chosen = recall_place(workspace, SETTINGS)
    theme = apply(app, str(chosen.get("theme", SYSTEM)), float(chosen.get("text_scale", 100)) / 100)
    try:
        running = build(workspace, theme)
    except CertDeskError as problem:
        QMessageBox.critical(None, _("CertDesk"), f"{problem}\n\n{problem.hint}")
        workspace.close()
        return 1
    crash.report_bugs(running.window, logs, running.tools.session.refused.emit)
    running.window.show()
    if options.sample and not workspace.person:
        running.window.go("welcome", {"look_around": True})
    code = app.exec()
    running.close()
    return code
