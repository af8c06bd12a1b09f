"""The places of the rail, in the order of the work: who sees which, and the key of each."""

from __future__ import annotations

from certdesk.actions.consent_gate import handles_closed
from certdesk.actions.leading import may_lead
from certdesk.core.words import _
from certdesk.store.workspace import Workspace
from certdesk.ui.widgets.rail import Place

_FOR_LEADS = frozenset({"cohort", "insights"})
_WITHIN = {
    "finalise": "score",
    "bank": "rubrics",
    "standards": "rubrics",
    "programme": "settings",
    "kept": "settings",
    "candidates": "portfolio",
    "training": "cohort",
}


def places() -> tuple[Place, ...]:
    """Return all places but Settings. The number of each is its key, whoever sees it."""
    return (
        Place("today", _("Today"), "today"),
        Place("portfolio", _("Portfolios"), "folder"),
        Place("score", _("Score"), "score"),
        Place("rubrics", _("Rubrics"), "grid"),
        Place("cohort", _("Cohort"), "people"),
        Place("results", _("Results"), "award"),
        Place("insights", _("Insights"), "chart"),
        Place("exchange", _("Exchange"), "exchange"),
        Place("verify", _("Verify"), "shield"),
    )


def settings() -> Place:
    """Return the place at the foot."""
    return Place("settings", _("Settings"), "settings")


def keyed_places() -> tuple[tuple[Place, str], ...]:
    """Return every place with its key."""
    numbered = ((place, f"Ctrl+{number}") for number, place in enumerate(places(), 1))
    return (*numbered, (settings(), "Ctrl+,"))


def hidden_places(workspace: Workspace) -> frozenset[str]:
    """Return the keys of the places that whoever acts has no use for."""
    return frozenset() if may_lead(workspace) else _FOR_LEADS


def may_train(workspace: Workspace) -> bool:
    """Whether whoever acts looks after training sets, circles and cuts: whoever leads or coordinates."""
    return may_lead(workspace) or handles_closed(workspace)


def place_of(screen: str) -> str:
    """Return the key of the place that a screen belongs to."""
    return _WITHIN.get(screen, screen)


def title_of(screen: str) -> str:
    """Return the title of the window while a screen is in front."""
    words = {place.key: place.words for place in (*places(), settings())}.get(screen)
    return _("{place} – CertDesk").format(place=words) if words else _("CertDesk")
