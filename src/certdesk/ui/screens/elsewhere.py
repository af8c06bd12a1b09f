"""Open evidence in the system's own program: a read-only copy, after a warning that names what may be dangerous."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from certdesk.actions.consent_gate import file_of
from certdesk.actions.opening_elsewhere import ElsewherePlan, make_elsewhere, plan_elsewhere
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _
from certdesk.evidence.replies import Description, Reply
from certdesk.evidence.requests import Describe
from certdesk.ui.handed_over import handed_over_folder
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.bridge import Deliveries

_URGENT = 0


class OpeningElsewhere:
    """Looks into the file, asks, copies, hands the copy over. What is refused is said by the session."""

    def __init__(self, tools: Tools, owner: QWidget) -> None:
        self._tools = tools
        self._deliveries = Deliveries(owner)

    def open(self, item: EvidenceItem) -> None:
        """Begin with an item; nothing is opened before the person has said yes."""
        try:
            path = file_of(self._tools.session.workspace, item)
        except CertDeskError as problem:
            self._failed(problem)
            return
        asked = self._tools.worker.submit(Describe(path, item.file_name), _URGENT)
        self._deliveries.bring(asked, lambda reply: self._described(item, reply), self._failed)

    def _described(self, item: EvidenceItem, reply: Reply) -> None:
        if not isinstance(reply, Description):
            return
        try:
            plan = plan_elsewhere(self._tools.session.workspace, item.id, reply)
        except CertDeskError as problem:
            self._tools.session.refused.emit(problem)
            return
        if self._tools.dialogs.confirm(*_question(item, plan)):
            self._copy(plan)

    def _copy(self, plan: ElsewherePlan) -> None:
        folder = handed_over_folder(self._tools.session.workspace)
        self._tools.jobs.start(
            _("Copying {name}").format(name=plan.name),
            lambda progress: make_elsewhere(plan, folder, progress),
            done=self._hand_over,
            failed=self._failed,
            matters=False,
        )

    def _hand_over(self, path: Path) -> None:
        if not self._tools.dialogs.hand_over(path):
            text = _("No program of this computer opens {name}.").format(name=path.name)
            hint = _("Save a copy instead, and open it where there is one.")
            self._tools.session.refused.emit(CertDeskError(text, hint))

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, CancelledError):
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self._tools.session.refused.emit(problem)


def _question(item: EvidenceItem, plan: ElsewherePlan) -> tuple[str, str, str]:
    """Return the question, what to know before answering it, and the word for yes."""
    known = [
        _("A read-only copy is opened in the system's own program. What that program does is out of CertDesk's hands."),
        *plan.warnings,
    ]
    question = _("Open “{name}” outside CertDesk?").format(name=plan.name)
    if item.title not in plan.name:
        known.insert(0, _("Evidence item: {title}").format(title=item.title))
    return question, "\n\n".join(known), _("Open it")
