"""What came in lately, in plain words."""

from __future__ import annotations

from datetime import datetime

from certdesk.actions.recent_intakes import Intake
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.check_list import Check, CheckList

_NAMED = 3


class LatelyCard(Card):
    """The newest intakes in plain words."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(_("Came in lately"))
        self._list = CheckList(theme)
        self._list.setObjectName("intakes")
        self.body.addWidget(self._list)

    def show_intakes(self, intakes: tuple[Intake, ...], now: datetime) -> None:
        """Show them; without any the card is not there."""
        self.setVisible(bool(intakes))
        self._list.show_checks(tuple(_check(number, intake, now) for number, intake in enumerate(intakes)))


def _check(number: int, intake: Intake, now: datetime) -> Check:
    count = len(intake.codes)
    names = ", ".join(intake.codes) if count <= _NAMED else ""
    heading = names or ngettext("{count} portfolio", "{count} portfolios", count).format(count=count)
    local = intake.at.astimezone(now.tzinfo)
    day = _("today") if local.date() == now.date() else f"{local:%a %d %b}"
    text = ngettext("{count} file", "{count} files", intake.files).format(count=intake.files)
    look = ngettext("{count} needs a look", "{count} need a look", intake.to_look_at).format(count=intake.to_look_at)
    facts = [_("Taken in {day}, {time}").format(day=day, time=f"{local:%H:%M}"), text]
    facts.append(look if intake.to_look_at else _("all can be opened"))
    kind = "warn" if intake.to_look_at else "ok"
    return Check(f"intake-{number}", kind, heading, "; ".join(facts) + ".")
