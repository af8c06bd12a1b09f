"""One pane: two versions compared, publishing, and what a new version does to assessments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from certdesk.actions.migrating import migrate, plan_migration
from certdesk.actions.publishing_rubrics import Publication, plan_publication, publish_draft
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import CertDeskError, NotFoundError
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.store.rubric_drafts import has_draft, load_draft
from certdesk.store.rubrics import Usage, load_rubric, usage
from certdesk.ui.commands import Command
from certdesk.ui.screens.rubrics.compare_page import ComparePage
from certdesk.ui.screens.rubrics.migrate_page import MigratePage
from certdesk.ui.screens.rubrics.pane import Pane
from certdesk.ui.screens.rubrics.publish_page import PublishPage
from certdesk.ui.screens.rubrics.published_page import PublishedPage
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.top_bar import TopBar

Refs = tuple[RubricRef, RubricRef]
_CONCERNS = Kind.RUBRIC | Kind.RUBRIC_DRAFT | Kind.PORTFOLIO | Kind.ASSESSMENT | Kind.MARK


class VersionsPane(Pane):
    """Shows one of three pages: publish a draft, compare two versions, let portfolios go over."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._params: dict[str, Any] = {}
        self._draft = ""
        self._migrating: Refs | None = None
        self._title = label("", "title", name="versionsTitle")
        self._state = Chip(theme, "", "accent")
        self._state.setObjectName("versionsState")
        self._back = button(theme, _("Rubrics"), kind="quiet", icon="back")
        self._back.setObjectName("backFromVersions")
        self._go_over = button(theme, _("Let portfolios go over…"))
        self._go_over.setObjectName("goOver")
        self.publishing, self.published = PublishPage(theme), PublishedPage(theme)
        self.comparing, self.migrating = ComparePage(theme), MigratePage(theme)
        self._pages = QStackedWidget()
        self._build()
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Show what ``params`` ask for: ``publish`` a draft, ``compare`` two versions, ``migrate`` from one to another.

        Versions are `RubricRef`, a pair of id and version, or ``id@version``; ``drafts`` may name a draft for each.
        """
        self._params = params
        self._draft, self._migrating = "", None
        self._go_over.hide()
        try:
            self._show(params)
            self._focus()
        except NotFoundError as gone:
            self.noticed.emit(Notice(str(gone), "info", gone.hint))
            self.asked.emit("library", {})

    def on_changed(self, change: Change) -> None:
        """Look again; a draft that is gone can't be published any more."""
        if not change.kinds & _CONCERNS:
            return
        if self._migrating is not None:
            self._plan_migration()
        elif self._draft and not has_draft(self.tools.session.workspace.db, self._draft):
            self.asked.emit("library", {})
        elif self._draft:
            self._show_publishing(self._draft)

    def place(self) -> dict[str, Any]:
        """Return what would show the same again."""
        return {
            name: self._params[name] for name in ("publish", "compare", "drafts", "migrate") if name in self._params
        }

    def undo_scope(self) -> str:
        """Return the draft that is about to be published, or the rubric whose portfolios go over."""
        return self._migrating[1].id if self._migrating else self._draft

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done on the page in front."""
        return (
            Command("versions.go_on", _("Publish, or let portfolios go over"), ("Ctrl+Return",), self._go_on),
            Command("versions.back", _("Back from versions"), ("Escape",), self._go_back, icon="back"),
        )

    def _show(self, params: dict[str, Any]) -> None:
        if "publish" in params:
            self._show_publishing(str(params["publish"]))
        elif "migrate" in params:
            self._migrating = (_ref(params["migrate"][0]), _ref(params["migrate"][1]))
            self.migrating.begin()
            self._plan_migration()
        else:
            self._show_compare(params.get("compare", ()), params.get("drafts", ()))

    def _show_publishing(self, draft_id: str) -> None:
        plan = plan_publication(self.tools.session.workspace, draft_id)
        self._draft = draft_id
        self._head(plan.draft.rubric.title, _("Publish"), _("Back to the draft"))
        self.publishing.show_plan(plan)
        self._pages.setCurrentWidget(self.publishing)

    def _show_compare(self, wanted: Sequence[Any], drafts: Sequence[Any]) -> None:
        if len(wanted) != 2:
            raise NotFoundError(_("Two versions are needed to compare."))
        ids = [str(draft or "") for draft in drafts] or ["", ""]
        pairs = tuple(self._version(ref, draft) for ref, draft in zip(wanted, ids, strict=True))
        (old, _old_draft), (new, _new_draft) = pairs
        names = tuple(_name(rubric, draft=draft) for rubric, draft in pairs)
        self._head(new.title, _("Compare"), _("Rubrics"))
        self.comparing.show_versions(old, new, (names[0], names[1]))
        both_published = not any(draft for _rubric, draft in pairs)
        self._go_over.setVisible(both_published and old.id == new.id and self._can_go_over(old))
        self._pages.setCurrentWidget(self.comparing)

    def _can_go_over(self, rubric: Rubric) -> bool:
        uses = usage(self.tools.session.workspace.db).get(RubricRef(rubric.id, rubric.version), Usage())
        return uses.portfolios > 0

    def _version(self, wanted: Any, draft_id: str) -> tuple[Rubric, bool]:  # noqa: ANN401 - see `enter`
        """Return a version or a draft, and which of the two it is."""
        db = self.tools.session.workspace.db
        draft = draft_id or (wanted if isinstance(wanted, str) and has_draft(db, wanted) else "")
        return (load_draft(db, draft).rubric, True) if draft else (load_rubric(db, _ref(wanted)), False)

    def _plan_migration(self) -> None:
        if self._migrating is None:
            return
        workspace = self.tools.session.workspace
        old, new = (load_rubric(workspace.db, ref) for ref in self._migrating)
        plan = plan_migration(workspace, *self._migrating, trusted=self.migrating.trusted)
        self._head(new.title, f"{old.version} → {new.version}", _("Rubrics"))
        self.migrating.show_plan(plan, old, new)
        self._pages.setCurrentWidget(self.migrating)

    def _publish(self, version: str, note: str) -> None:
        workspace = self.tools.session.workspace
        draft_id = self._draft
        plan = plan_publication(workspace, draft_id)
        try:
            change = publish_draft(workspace, draft_id, version, note=note)
        except CertDeskError as problem:
            self.publishing.show_refused(problem.sentence)
            return
        self._draft, self._params = "", {}
        self.publishing.forget()
        self._show_published(plan, version)
        self.tools.session.announce(change)
        self._focus()

    def _show_published(self, plan: Publication, version: str) -> None:
        self._head(plan.draft.rubric.title, _("Published {version}").format(version=version), _("Rubrics"))
        self.published.show_published(plan, version)
        self._pages.setCurrentWidget(self.published)

    def _migrate(self, portfolio_ids: tuple[str, ...]) -> None:
        if self._migrating is None:
            return
        new = self._migrating[1]
        done = self.tools.session.do(migrate, portfolio_ids, new, trusted=self.migrating.trusted)
        if done:
            count = len(portfolio_ids)
            text = ngettext("{count} portfolio is on {version} now.", "{count} portfolios are on {version} now.", count)
            hint = _("Undo brings it back with all its marks.")
            self.noticed.emit(Notice(text.format(count=count, version=new.version), "ok", hint))
            self._focus()

    def _go_on(self) -> None:
        page = self._pages.currentWidget()
        if isinstance(page, PublishPage | MigratePage):
            page.ask()

    def _focus(self) -> None:
        page = self._pages.currentWidget()
        if isinstance(page, PublishPage | PublishedPage | ComparePage | MigratePage):
            page.take_focus()

    def _go_back(self) -> None:
        if self._draft:
            self.asked.emit("editor", {"draft": self._draft})
        else:
            self.asked.emit("library", {})

    def _head(self, title: str, state: str, back: str) -> None:
        self._title.setText(title)
        self._state.show_chip(state, "accent")
        self._back.set_words(back)

    def _build(self) -> None:
        bar = TopBar(self.tools.theme)
        bar.add_leading(self._back, self._title, self._state)
        bar.add_trailing(self._go_over)
        self._go_over.hide()
        for shown in (self.publishing, self.published, self.comparing, self.migrating):
            self._pages.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._pages, 1)

    def _dress(self) -> None:
        """Build what is in front again: rows have the sizes of the theme that they were made in."""
        page = self._pages.currentWidget()
        if isinstance(page, PublishPage | ComparePage):
            page.dress()
        elif page is self.migrating:
            self._plan_migration()

    def _connect(self) -> None:
        self.tools.theme.changed.connect(self._dress)
        self._back.clicked.connect(self._go_back)
        self._go_over.clicked.connect(lambda: self.asked.emit("versions", {"migrate": self._params["compare"]}))
        self.publishing.publish_asked.connect(self._publish)
        self.publishing.place_asked.connect(
            lambda place: self.asked.emit("editor", {"draft": self._draft, "at": place})
        )
        self.published.asked.connect(self.asked)
        self.migrating.migrate_asked.connect(self._migrate)
        self.migrating.trust_changed.connect(lambda _trusted: self._plan_migration())
        self.migrating.left.connect(lambda: self.asked.emit("library", {}))


def _ref(wanted: Any) -> RubricRef:  # noqa: ANN401 - see `VersionsPane.enter`
    if isinstance(wanted, RubricRef):
        return wanted
    if isinstance(wanted, str):
        id_, _at, version = wanted.rpartition("@")
        return RubricRef(id_, version)
    id_, version = wanted
    return RubricRef(str(id_), str(version))


def _name(rubric: Rubric, *, draft: bool) -> str:
    text = _("Draft {version}") if draft else _("Version {version}")
    return text.format(version=rubric.version)
