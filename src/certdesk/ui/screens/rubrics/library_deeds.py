"""What can be done with a rubric of the library: edit, copy, compare, give to other systems, throw away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from certdesk.actions import exporting_rubrics
from certdesk.actions.editing_rubrics import begin_draft, discard_draft
from certdesk.actions.rubric_library import LibraryRow, duplicate, open_for_editing, rubric_of
from certdesk.core.changes import Change
from certdesk.core.errors import CertDeskError
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.rubrics.library_table import title_of
from certdesk.ui.screens.screen import leading_to
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice

Say = Callable[[Notice], None]
Go = Callable[[str, dict[str, object]], None]


class LibraryDeeds:
    """Carries them out; ``go`` leads to another pane, ``say`` tells what happened."""

    def __init__(self, tools: Tools, go: Go, say: Say) -> None:
        self._tools = tools
        self._go = go
        self._say = say

    def edit(self, row: LibraryRow) -> None:
        """Open the draft of a row; a published version begins its next one, which is said."""
        opened = self._begun(lambda: open_for_editing(self._tools.session.workspace, row.entry))
        if opened is None:
            return
        draft_id, change = opened
        if change:
            text = _("This is a draft of the next version. {title} {version} stays as it is.")
            self._say(Notice(text.format(title=title_of(row), version=row.entry.version), "info"))
        self._go("editor", {"draft": draft_id})

    def copy(self, row: LibraryRow) -> None:
        """Begin a new rubric with everything that this one has."""
        if made := self._begun(lambda: duplicate(self._tools.session.workspace, row.entry)):
            self._go("editor", {"draft": made[0]})

    def create(self, rubric: Rubric) -> None:
        """Begin a draft of a new rubric."""
        if made := self._begun(lambda: begin_draft(self._tools.session.workspace, rubric)):
            self._go("editor", {"draft": made[0]})

    def discard(self, row: LibraryRow) -> None:
        """Throw a draft away; the notice brings it back."""
        if self._tools.session.do(discard_draft, row.entry.draft_id):
            back = leading_to("rubrics", pane="library", undo=row.entry.draft_id)
            words = _("The draft {version} of {title} was thrown away.")
            said = words.format(version=row.entry.version, title=title_of(row))
            self._say(Notice(said, "ok", action=_("Undo"), action_key=back))

    def export(self, row: LibraryRow, format_id: str) -> None:
        """Write a rubric in a format; what that can't hold was said before."""
        try:
            rubric = rubric_of(self._tools.session.workspace, row.entry)
            data = exporting_rubrics.export(rubric, format_id)
            lost = exporting_rubrics.losses(rubric, format_id)
            name = exporting_rubrics.file_name(rubric, format_id)
            target = self._tools.dialogs.choose_target(_("Export the rubric"), name)
            if target is None:
                return
            exporting_rubrics.write_file(target, data, force=True)
        except CertDeskError as problem:
            self._say(Notice(str(problem), "warn", problem.hint))
            return
        hint = ngettext("{count} thing is not in it, as said.", "{count} things are not in it, as said.", len(lost))
        said = hint.format(count=len(lost)) if lost else ""
        self._say(Notice(_("Saved as {file}.").format(file=target.name), "ok", said))

    def _begun(self, begin: Callable[[], tuple[str, Change]]) -> tuple[str, Change] | None:
        try:
            begun = begin()
        except CertDeskError as problem:
            self._say(Notice(str(problem), "warn", problem.hint))
            return None
        self._tools.session.announce(begun[1])
        return begun


def more_menu(
    row: LibraryRow,
    others: tuple[LibraryRow, ...],
    deeds: LibraryDeeds,
    compare: Callable[[LibraryRow], None],
    over: QWidget,
) -> QMenu:
    """Return the menu behind “More”: duplicate, compare with another version, throw a draft away."""
    menu = QMenu(over)
    menu.setObjectName("moreMenu")
    action = menu.addAction(_("Duplicate as a new rubric"))
    action.setObjectName("duplicate")
    action.triggered.connect(lambda: deeds.copy(row))
    compared = menu.addMenu(_("Compare with"))
    compared.setObjectName("compareWith")
    compared.setEnabled(bool(others))
    for other in others:
        words = _("Draft {version}") if other.is_draft else _("Version {version}")
        action = compared.addAction(words.format(version=other.entry.version))
        action.triggered.connect(lambda _on=False, other=other: compare(other))
    if row.is_draft:
        menu.addSeparator()
        action = menu.addAction(_("Discard draft"))
        action.setObjectName("discardDraft")
        action.triggered.connect(lambda: deeds.discard(row))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
