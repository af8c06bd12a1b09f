"""What was checked before on this desk: kept beside the workspace's places only, never journalled, never passed on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.signing.verification import Verdict
from certdesk.store.places import recall_place, remember_place
from certdesk.store.workspace import Workspace
from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.check_list import status_look
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.tips import plain_tip

_SUBJECT, _KEPT = "checked_before", 20
_KINDS = {"genuine": "ok", "genuine_but": "warn", "cannot_tell": "info", "not_genuine": "bad"}
_HEIGHT, _VERDICT = 32, 118


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One check: the file's name, never what is in it, the verdict, when (ISO 8601 with zone), and where it was."""

    file: str
    verdict: str
    at: str
    path: str = ""


def checked_before(workspace: Workspace) -> tuple[CheckedFile, ...]:
    """Return the newest checks first."""
    kept = recall_place(workspace, _SUBJECT).get("files", [])
    return tuple(
        CheckedFile(str(one["file"]), str(one["verdict"]), str(one["at"]), str(one.get("path", ""))) for one in kept
    )


def remember_check(workspace: Workspace, file: str, verdict: Verdict, path: Path | None = None) -> None:
    """Remember a check in place of an earlier one of the same file; the oldest ones make room."""
    new = CheckedFile(file, verdict.value, workspace.clock().isoformat(), str(path) if path else "")
    others = [one for one in checked_before(workspace) if not new.path or one.path != new.path]
    _keep(workspace, (new, *others))


def forget_check(workspace: Workspace, one: CheckedFile | None = None) -> None:
    """Forget one check, or all."""
    _keep(workspace, tuple(each for each in checked_before(workspace) if one is not None and each != one))


def _keep(workspace: Workspace, files: tuple[CheckedFile, ...]) -> None:
    remember_place(workspace, _SUBJECT, {"files": [asdict(one) for one in files[:_KEPT]]})


class CheckedBeforeCard(Card):
    """The list, with its promise beside the title. ``chosen(check)`` shows one again, ``forgotten(check)`` lets it go.

    ``forgotten(None)`` is about all of them.
    """

    chosen = Signal(object)
    forgotten = Signal(object)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(_("Checked before"))
        self.setObjectName("checkedBefore")
        self._theme = theme
        self.add_action(label(_("kept on this computer only"), "small", "text3"))
        forget = button(theme, _("Forget all"), kind="link", size="line")
        forget.setObjectName("forgetChecks")
        forget.clicked.connect(lambda: self.forgotten.emit(None))
        self.add_action(forget)
        rows = QWidget()
        rows.setObjectName("checkedFiles")
        self._column = QVBoxLayout(rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.body.addWidget(from_the_top(rows), 1)

    def show_files(self, files: tuple[CheckedFile, ...], now: datetime) -> None:
        """Show them; without any the card is not there."""
        self.setVisible(bool(files))
        empty(self._column)
        for number, one in enumerate(files):
            if number:
                self._column.addWidget(line())
            row = CheckedRow(self._theme, one, now)
            row.setObjectName(f"checked-{number}")
            row.clicked.connect(partial(self.chosen.emit, one))
            row.forget_asked.connect(partial(self.forgotten.emit, one))
            self._column.addWidget(row)


class CheckedRow(QAbstractButton):
    """One line: the verdict, the file, and when. Delete or the menu forgets it."""

    forget_asked = Signal()

    def __init__(self, theme: ThemeSource, one: CheckedFile, now: datetime) -> None:
        super().__init__()
        self._theme = theme
        self._one = one
        known = [verdict for verdict in Verdict if verdict.value == one.verdict]
        self._verdict = verdict_words(known[0]) if known else one.verdict
        at = datetime.fromisoformat(one.at).astimezone(now.tzinfo)
        self._when = _("today {time}").format(time=f"{at:%H:%M}") if at.date() == now.date() else f"{at.day} {at:%b %Y}"
        self.setAccessibleName(f"{self._verdict}. {one.file}. {self._when}")
        self.setAccessibleDescription(_("Shows it again; Delete forgets it"))
        self.setToolTip(plain_tip(one.path or one.file))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringRadius", 4)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size of a line."""
        return QSize(self._theme.px(320), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which it can be read."""
        return QSize(self._theme.px(200), self._theme.px(_HEIGHT))

    def enterEvent(self, event: object) -> None:
        """Show the hover."""
        super().enterEvent(event)  # type: ignore[arg-type]
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Show the hover gone."""
        super().leaveEvent(event)  # type: ignore[arg-type]
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Forget it with Delete."""
        if event.key() == Qt.Key.Key_Delete:
            self.forget_asked.emit()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to forget it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Show again"), self.click)
        menu.addAction(_("Forget this check"), self.forget_asked.emit)
        menu.popup(event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line; the file's name gives way."""
        theme = self._theme.theme
        painter = QPainter(self)
        frame = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            paint.box(painter, frame, theme.px(4), fill=theme.color("hover"))
        icon, tone = status_look(_KINDS.get(self._one.verdict, "info"))
        side, gap = theme.px(20), theme.px(10)
        edge = theme.px(4)
        painter.setFont(theme.font("small"))
        when = QFontMetricsF(theme.font("small")).horizontalAdvance(self._when) + 2
        spots = (
            (edge, side),
            (edge + side + gap, theme.px(_VERDICT)),
            (
                edge + side + gap + theme.px(_VERDICT),
                frame.width() - side - 2 * gap - theme.px(_VERDICT) - when - 2 * edge,
            ),
            (frame.width() - when - edge, when),
        )
        places = [self._mirrored(QRectF(left, 0, max(0.0, width), frame.height())) for left, width in spots]
        paint_icon(painter, places[0], icon, theme.color(tone))
        painter.setPen(theme.color("text3"))
        paint.line_of_text(painter, places[3], self._when)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text"))
        paint.line_of_text(painter, places[1], self._verdict)
        paint.line_of_text(painter, places[2], self._one.file)
        painter.end()

    def _mirrored(self, place: QRectF) -> QRectF:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            place.moveRight(self.width() - place.left())
        return place


def verdict_words(verdict: Verdict) -> str:
    """Return the verdict in calm letters; capitals are for the command line and screen readers."""
    return verdict.words.capitalize().replace("...", "…")
