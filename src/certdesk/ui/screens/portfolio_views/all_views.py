"""The coordinator's views of a portfolio, in their order; each is made when somebody first goes there.

A view is a `Pane` that is entered with ``portfolio``, the id of the one to show, and perhaps more, such as ``item``.
``asked(view, params)`` goes to another view of the same portfolio, ``left_for`` to another screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.core.words import N_
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.pane_screen import MakePane
from certdesk.ui.tools import Tools


@dataclass(frozen=True, slots=True)
class DeskView:
    """One view: the words in the row of views, the words of its command, and what makes it."""

    key: str
    words: str
    command: str
    icon: str
    make: MakePane


def _sort(tools: Tools) -> Pane:
    from certdesk.ui.screens.portfolio_views.sort_view import SortView

    return SortView(tools)


def _check(tools: Tools) -> Pane:
    from certdesk.ui.screens.portfolio_views.check_view import CheckView

    return CheckView(tools)


def _consent(tools: Tools) -> Pane:
    from certdesk.ui.screens.portfolio_views.consent_view import ConsentView

    return ConsentView(tools)


def _masks(tools: Tools) -> Pane:
    from certdesk.ui.screens.portfolio_views.mask_view import MaskView

    return MaskView(tools)


DESK_VIEWS: tuple[DeskView, ...] = (
    DeskView("sort", N_("Sort"), N_("Sort the evidence of this portfolio"), "folder", _sort),
    DeskView("check", N_("Check"), N_("Check this portfolio"), "ok", _check),
    DeskView("consent", N_("Consent"), N_("Consent of the people in this portfolio"), "people", _consent),
    DeskView("masks", N_("Masks"), N_("Hide parts of this portfolio's files"), "hidden", _masks),
)
