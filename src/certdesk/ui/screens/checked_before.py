"""What was checked before on this desk: kept beside the workspace's places only, never journalled, never passed on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from certdesk.core.words import _
from certdesk.signing.verification import Verdict
from certdesk.store.places import recall_place, remember_place
from certdesk.store.workspace import Workspace
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.scrolling import from_the_top

_SUBJECT, _KEPT = "checked_before", 20
_KINDS = {"genuine": "ok", "genuine_but": "warn", "cannot_tell": "info", "not_genuine": "bad"}


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One check: the file's name, never what is in it, the verdict, and when (ISO 8601 with zone)."""

    file: str
    verdict: str
    at: str


def checked_before(workspace: Workspace) -> tuple[CheckedFile, ...]:
    """Return the newest checks first."""
    kept = recall_place(workspace, _SUBJECT).get("files", [])
    return tuple(CheckedFile(str(one["file"]), str(one["verdict"]), str(one["at"])) for one in kept)


def remember_check(workspace: Workspace, file: str, verdict: Verdict) -> None:
    """Remember a check; the oldest ones make room."""
    new = CheckedFile(file, verdict.value, workspace.clock().isoformat())
    files = [asdict(one) for one in (new, *checked_before(workspace))[:_KEPT]]
    remember_place(workspace, _SUBJECT, {"files": files})


class CheckedBeforeCard(Card):
    """The list, with its promise beside the title."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(_("Checked before"))
        self.setObjectName("checkedBefore")
        self.add_action(label(_("kept on this computer only"), "small", "text3"))
        self._list = CheckList(theme, roomy=False)
        self._list.setObjectName("checkedFiles")
        self.body.addWidget(from_the_top(self._list), 1)

    def show_files(self, files: tuple[CheckedFile, ...], now: datetime) -> None:
        """Show them; without any the card is not there."""
        self.setVisible(bool(files))
        self._list.show_checks(tuple(_check(number, one, now) for number, one in enumerate(files)))


def verdict_words(verdict: Verdict) -> str:
    """Return the verdict in calm letters; capitals are for the command line and screen readers."""
    return verdict.words.capitalize().replace("...", "…")


def _check(number: int, one: CheckedFile, now: datetime) -> Check:
    at = datetime.fromisoformat(one.at).astimezone(now.tzinfo)
    day = _("today") if at.date() == now.date() else f"{at.day} {at:%b %Y}"
    known = [verdict for verdict in Verdict if verdict.value == one.verdict]
    words = verdict_words(known[0]) if known else one.verdict
    detail = _("{verdict}, {day} {time}").format(verdict=words, day=day, time=f"{at:%H:%M}")
    return Check(f"checked-{number}", _KINDS.get(one.verdict, "info"), one.file, detail)
