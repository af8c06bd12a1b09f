"""Two photos that move together: near, far and turned, so that before and after can be compared."""

from __future__ import annotations

from certdesk.ui.screens.score.desk import TWO, ScoreDesk
from certdesk.ui.viewers.photo_viewer import PhotoViewer


class Linking:
    """Joins the photos of the two panes of a `ScoreDesk` while the person wants it, and lets go of them again."""

    def __init__(self, desk: ScoreDesk) -> None:
        self._desk = desk
        self._wanted = False
        self._joined: tuple[PhotoViewer, PhotoViewer] | None = None

    @property
    def possible(self) -> bool:
        """Whether two photos are in view."""
        return self._pair() is not None

    def renew(self) -> None:
        """Look which viewers are in front now: offer to join two photos, and join them if that was wanted."""
        pair = self._pair()
        for pane in self._desk.panes[1:]:
            pane.link.setVisible(pair is not None)
            pane.link.setChecked(self._wanted)
        self._join(pair if self._wanted else None)

    def want(self, on: bool) -> None:
        """Let two photos move together, or each by itself."""
        self._wanted = on
        self.renew()

    def toggle(self) -> None:
        """Change it, by key or palette."""
        self.want(not self._wanted)

    def _pair(self) -> tuple[PhotoViewer, PhotoViewer] | None:
        if self._desk.shown_layout != TWO or len(self._desk.panes) < 2:
            return None
        first, second = (pane.stage.viewer for pane in self._desk.panes)
        both = isinstance(first, PhotoViewer) and isinstance(second, PhotoViewer)
        return (first, second) if both else None  # type: ignore[return-value]

    def _join(self, pair: tuple[PhotoViewer, PhotoViewer] | None) -> None:
        if pair == self._joined:
            return
        if self._joined is not None:
            left, right = self._joined
            left.looked_around.disconnect(right.follow)
            right.looked_around.disconnect(left.follow)
        self._joined = pair
        if pair is not None:
            left, right = pair
            left.looked_around.connect(right.follow)
            right.looked_around.connect(left.follow)
            if (place := left.linked_place()) is not None:
                right.follow(place)
