"""People, sets, circles, sessions and judgements as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from certdesk.actions.calibrating import CircleView
from certdesk.actions.setting_standards import SessionView
from certdesk.core.days import day_in_words
from certdesk.core.judging import plain_number
from certdesk.core.qualifying import Qualified, Reference, SetPurpose
from certdesk.core.setting_standards import Judgements, Method
from certdesk.core.statistics.results import Estimate
from certdesk.core.words import N_, _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

PEOPLE_WIDTHS: tuple[int | None, ...] = (None, 92, 108, 104, 112, 150)
SET_WIDTHS: tuple[int | None, ...] = (130, None, 130)
CIRCLE_WIDTHS: tuple[int | None, ...] = (None, 130, 110, 170)
CUT_WIDTHS: tuple[int | None, ...] = (None, 190, 72, 80, 56, 112)
PURPOSES = {SetPurpose.QUALIFYING: N_("Qualifying"), SetPurpose.TRAINING: N_("Training")}
METHODS = {
    Method.ANGOFF: N_("Angoff"),
    Method.BORDERLINE_GROUP: N_("Borderline group"),
    Method.BORDERLINE_REGRESSION: N_("Borderline regression"),
    Method.CONTRASTING_GROUPS: N_("Contrasting groups"),
    Method.HOFSTEE: N_("Hofstee"),
}
SAID = {
    "fail": N_("fail"),
    "borderline": N_("borderline"),
    "pass": N_("pass"),
    "not qualified": N_("not qualified"),
    "qualified": N_("qualified"),
}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who marks, and where they stand; None where the programme has no qualifying set."""

    id: str
    name: str
    standing: Qualified | None


def share_words(share: Fraction | None) -> str:
    """Write a share as whole per cent, rounded down, so that it never reads as a bound that it misses."""
    return "–" if share is None else f"{int(share * 100)} %"


def cut_words(session: SessionView) -> tuple[str, str, str]:
    """Return cut, standard error and n as they stand in the table."""
    cut = session.found.cut
    if not isinstance(cut, Estimate):
        return "–", "–", str(cut.n)
    return f"{cut.value:.2f}", "–" if cut.se is None else f"{cut.se:.3f}", str(cut.n)


class PeopleTable(RowTable[PersonRow]):
    """Pure adapter from who marks."""

    right = frozenset({1, 2, 3})

    def show_rows(self, rows: tuple[PersonRow, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Assessor"), _("Marked"), _("Agreed level"), _("Within one"), _("Until"), _("Live portfolios"))

    def cell(self, row: PersonRow, column: int) -> Cell:
        """Return what a cell shows."""
        one = row.standing
        if column == 0:
            return Cell(row.name, weight=600)
        if one is None:
            return Cell(_("Open"), chip="neutral") if column == 5 else Cell("–", tone="text3", right=column < 4)
        cells = (
            Cell(f"{len(one.attempts)}/{one.portfolios}", right=True),
            Cell(share_words(one.exact), right=True),
            Cell(share_words(one.within_one), right=True),
            Cell(day_in_words(one.until) if one.until and one.passed else "–", tone="text2"),
            Cell(_("Qualified"), chip="ok", icon="check")
            if one.passed
            else Cell(_("Not yet"), chip="warn", icon="lock"),
        )
        return cells[column - 1]

    def tip(self, row: PersonRow, column: int) -> str:
        """Say why not."""
        return "\n".join(row.standing.reasons) if column == 5 and row.standing else ""


class SetTable(RowTable[Reference]):
    """Pure adapter from the portfolios of the sets. Their agreed marks are shown to nobody."""

    def show_rows(self, rows: tuple[Reference, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Code"), _("Title"), _("Set"))

    def cell(self, row: Reference, column: int) -> Cell:
        """Return what a cell shows."""
        chip = "accent" if row.purpose is SetPurpose.QUALIFYING else "neutral"
        return (Cell(row.code, weight=600), Cell(row.title), Cell(_(PURPOSES[row.purpose]), chip=chip))[column]


class CircleTable(RowTable[CircleView]):
    """Pure adapter from calibration circles."""

    def show_rows(self, rows: tuple[CircleView, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Circle"), _("Portfolio"), _("Begun"), _("State"))

    def cell(self, row: CircleView, column: int) -> Cell:
        """Return what a cell shows."""
        if column < 3:
            begun = day_in_words(row.circle.opened_at.date())
            return (Cell(row.circle.title, weight=600), Cell(row.portfolio.code), Cell(begun, tone="text2"))[column]
        if row.circle.closed_at is not None:
            return Cell(_("Ended"), chip="neutral", icon="check")
        if row.seen:
            return Cell(_("All have scored"), chip="ok", icon="check")
        count = len(row.circle.members)
        text = _("{done} of {count} have scored").format(done=count - len(row.waiting), count=count)
        return Cell(text, tone="text2")


class CutTable(RowTable[SessionView]):
    """Pure adapter from standard-setting sessions."""

    right = frozenset({2, 3, 4})

    def show_rows(self, rows: tuple[SessionView, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Session"), _("Method"), _("Cut"), _("SE"), _("n"), _("Day"))

    def cell(self, row: SessionView, column: int) -> Cell:
        """Return what a cell shows."""
        cut, error, number = cut_words(row)
        rubric = f"{row.session.rubric_id} {row.session.rubric_version}"
        cells = (
            Cell(row.session.title, rest=rubric, weight=600),
            Cell(_(METHODS[Method(row.session.method)])),
            Cell(cut, weight=600, right=True),
            Cell(error, tone="text2", right=True),
            Cell(number, tone="text2", right=True),
            Cell(day_in_words(row.session.at.date()), tone="text2"),
        )
        return cells[column]

    def tip(self, row: SessionView, column: int) -> str:
        """Say the cut as a sentence."""
        return row.found.sentence if column == 2 else ""


class JudgementTable(RowTable[tuple[str, ...]]):
    """Pure adapter from what judges said, in whichever shape the method has."""

    def __init__(self) -> None:
        super().__init__()
        self._heads: tuple[str, ...] = ("",)

    def show_judgements(self, judgements: Judgements, criteria: Sequence[str]) -> None:
        """Replace what is shown; ``criteria`` are the heads of the columns where levels were judged."""
        if judgements.levels:
            self._heads = (_("Judge"), *criteria)
            rows = tuple((name, *(_level(each) for each in row)) for name, row in judgements.levels)
        elif judgements.limits:
            self._heads = (_("Judge"), _("Lowest cut"), _("Highest cut"), _("Fewest below"), _("Most below"))
            rows = tuple(
                (name, plain_number(low), plain_number(high), _share(few), _share(most))
                for name, (low, high, few, most) in judgements.limits
            )
        else:
            self._heads = (_("Portfolio"), _("Judgement"))
            rows = tuple((code, _(SAID.get(said, said))) for code, said in judgements.portfolios)
        self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return self._heads

    def cell(self, row: tuple[str, ...], column: int) -> Cell:
        """Return what a cell shows."""
        return Cell(row[column], weight=600 if column == 0 else 400) if column < len(row) else Cell()


def _level(value: Fraction | None) -> str:
    return "–" if value is None else plain_number(value)


def _share(value: Fraction) -> str:
    return f"{plain_number(value * 100)} %"
