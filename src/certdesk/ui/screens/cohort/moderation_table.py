"""The moderation sample and the assessors' lights, as rows."""

from __future__ import annotations

from certdesk.actions.moderating import SampleRow
from certdesk.core.days import day_in_words
from certdesk.core.moderation_checks import Verdict
from certdesk.core.moderation_light import AssessorLight, Light
from certdesk.core.policy_told import pick_in_words
from certdesk.core.words import N_, _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.screens.cohort.desk import Standing
from certdesk.ui.widgets.cell import Cell

SAMPLE_WIDTHS: tuple[int | None, ...] = (112, None, 190, 150)
LIGHT_WIDTHS: tuple[int | None, ...] = (180, None, 88, 124)
LIGHTS = {
    Light.GREEN: (N_("Met"), "ok", "ok"),
    Light.AMBER: (N_("Still to do"), "warn", "clock"),
    Light.RED: (N_("Mark again"), "bad", "warning"),
}


class SampleTable(RowTable[SampleRow]):
    """Why each portfolio is in the sample, who marked it, and what the moderator found."""

    def __init__(self) -> None:
        super().__init__()
        self._standing: Standing | None = None

    def show_rows(self, rows: tuple[SampleRow, ...], standing: Standing) -> None:
        """Replace what is shown."""
        self._standing = standing
        self._replace(rows)

    def place_of(self, portfolio_id: str) -> int:
        """Return the row of a portfolio, or -1."""
        found = (place for place, row in enumerate(self._rows) if row.case.member.portfolio_id == portfolio_id)
        return next(found, -1)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Portfolio"), _("Why it was drawn"), _("Marked by"), _("Moderator"))

    def cell(self, row: SampleRow, column: int) -> Cell:
        """Return what a cell shows."""
        if column == 0:
            return Cell(row.case.member.code, weight=600)
        if column == 1:
            return Cell(", ".join(map(pick_in_words, row.reasons.reasons)), tone="text2")
        if column == 2:
            return Cell(self._people(row))
        if row.check is None:
            words = _("marked again since") if row.outdated else _("To look at")
            return Cell(words, chip="warn" if row.outdated else "neutral")
        agrees = row.check.verdict is Verdict.AGREES
        return Cell(
            _("Agrees") if agrees else _("Differs"), chip="ok" if agrees else "bad", icon="check" if agrees else ""
        )

    def tip(self, row: SampleRow, column: int) -> str:
        """Return what may be cut, and the moderator's note."""
        if column == 3 and row.check is not None:
            return f"{day_in_words(row.check.at.astimezone())}. {row.check.note}".strip()
        return self.cell(row, column).words if column in (1, 2) else ""

    def _people(self, row: SampleRow) -> str:
        return ", ".join(self._standing.name_of(one) for one in row.assessors) if self._standing else ""


class LightTable(RowTable[AssessorLight]):
    """How the moderation stands for each assessor's work."""

    right = frozenset({2})

    def show_rows(self, rows: tuple[AssessorLight, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Assessor"), _("How it stands"), _("Looked at"), _("Light"))

    def cell(self, row: AssessorLight, column: int) -> Cell:
        """Return what a cell shows."""
        if column == 0:
            return Cell(row.name, weight=500)
        if column == 1:
            return Cell(row.sentence, tone="text2")
        if column == 2:
            return Cell(str(row.looked_at), rest=_("of {count}").format(count=row.drawn), right=True)
        words, kind, icon = LIGHTS[row.light]
        return Cell(_(words), chip=kind, icon=icon)

    def tip(self, row: AssessorLight, column: int) -> str:
        """Return the whole sentence."""
        return row.sentence if column == 1 else ""
