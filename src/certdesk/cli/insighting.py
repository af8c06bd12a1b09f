"""The commands ``insights show|figures|report|brief|summary|page|growth``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from certdesk.actions.cohorts import find_cohort
from certdesk.actions.insights import attempts_of, figures_of
from certdesk.actions.insights_documents import InsightDocument, figures_as_csv, print_insight
from certdesk.cli.opening import led
from certdesk.cli.printing import say, say_json, say_table, write_text
from certdesk.core.insights.figures import AttemptChange, Breakdown, CohortFigures, Filter, Grown, HeatMap
from certdesk.core.insights.sentences import (
    growth_sentence,
    headline,
    heat_sentence,
    need_sentence,
    offer_words,
    people_counted,
    percent,
    placed,
    plus_minus,
    trend_sentence,
)
from certdesk.core.insights.shapes import shape_of
from certdesk.core.plain import to_plain
from certdesk.core.scoring import show_number
from certdesk.core.words import N_, _, ngettext
from certdesk.rubric_formats.csv_cells import write_cells
from certdesk.store.workspace import Workspace

_VERDICTS = {
    Grown.UP: N_("grew"),
    Grown.DOWN: N_("fell"),
    Grown.WITHIN_ERROR: N_("within the error"),
    Grown.CANNOT_TELL: N_("cannot be told"),
}


def show(options: argparse.Namespace) -> int:
    """Tell a cohort in words and a table."""
    with led(options) as workspace:
        figures = _figures(workspace, options)
    if options.json:
        say_json(shape_of(figures))
        return 0
    say(f"{figures.programme}, {figures.cohort}: {people_counted(figures)}")
    if not figures.released:
        say(_("Not released: do not pass this on."))
    if figures.hidden:
        say(figures.hidden)
        return 0
    if options.by:
        return _show_map(figures, Breakdown(options.by))
    for sentence in (headline(figures), placed(figures)):
        if sentence:
            say(sentence)
    say()
    say_table((_("Criterion"), _("n"), _("At standard"), _("Mean"), _("Levels")), list(_criteria(figures)), indent="  ")
    _show_needs(figures)
    if figures.trends.lines:
        say()
        say(f"{figures.trends.lines[0].title}: {trend_sentence(figures.trends.lines[0])}")
    if figures.growth.n:
        say(growth_sentence(figures.growth))
    return 0


def figures(options: argparse.Namespace) -> int:
    """Tell every number."""
    with led(options) as workspace:
        found = _figures(workspace, options)
    if options.csv:
        write_text(figures_as_csv(found).decode("utf-8-sig"))
        return 0
    say_json(shape_of(found))
    return 0


def report(options: argparse.Namespace) -> int:
    """Write the cohort report."""
    return _write(options, InsightDocument.REPORT)


def brief(options: argparse.Namespace) -> int:
    """Write the resource brief."""
    return _write(options, InsightDocument.BRIEF)


def summary(options: argparse.Namespace) -> int:
    """Write the directors' summary."""
    return _write(options, InsightDocument.SUMMARY)


def page(options: argparse.Namespace) -> int:
    """Write a coordinator's page."""
    return _write(options, InsightDocument.PAGE)


def growth(options: argparse.Namespace) -> int:
    """List each candidate with two attempts."""
    with led(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        changes = attempts_of(workspace, cohort, everything=options.everything)
    if options.json:
        say_json([_shape(one) for one in changes])
        return 0
    rows = [
        (one.code, _mean(one, "before"), _mean(one, "after"), _(_VERDICTS[one.verdict]), one.reason) for one in changes
    ]
    if options.csv:
        head = ("code", "before", "after", "verdict", "reason")
        write_text(write_cells([head, *rows], marked=False).decode())
        return 0
    if not rows:
        say(_("Nobody in this cohort has an earlier attempt."))
        return 0
    say_table((_("Portfolio"), _("Before"), _("Now"), _("Change"), _("Why")), rows)
    return 0


def _figures(workspace: Workspace, options: argparse.Namespace) -> CohortFigures:
    chosen = Filter(getattr(options, "subject", ""), getattr(options, "school", ""), getattr(options, "language", ""))
    return figures_of(workspace, find_cohort(workspace, options.cohort), chosen, everything=options.everything)


def _write(options: argparse.Namespace, document: InsightDocument) -> int:
    with led(options) as workspace:
        schools = getattr(options, "schools", ())
        found = _figures(workspace, options)
        pages = print_insight(workspace, found, document, options.file, schools=schools, force=options.force)
    if options.json:
        say_json({"file": str(options.file), "pages": pages, "people": found.people, "released": found.released})
        return 0
    text = ngettext("Written: {file}, {count} page.", "Written: {file}, {count} pages.", pages)
    say(text.format(file=options.file, count=pages))
    return 0


def _show_map(figures: CohortFigures, by: Breakdown) -> int:
    found = [one for one in figures.heat if one.by is by]
    if not found:
        say(_("There is nothing to tell by that."))
        return 0
    for one in found:
        say()
        say(f"{one.title}. {heat_sentence(one, figures.smallest)}")
        say_table(("", "n", *(column.id or column.title for column in one.columns)), list(_rows(one)), indent="  ")
    if any(cell.hidden for one in found for row in one.rows for cell in row.cells):
        say(_("–  hidden"))
    return 0


def _rows(heat: HeatMap) -> Iterator[tuple[str, ...]]:
    for row in heat.rows:
        yield row.label, str(row.n), *(cell.shown or "–" for cell in row.cells)


def _criteria(figures: CohortFigures) -> Iterator[tuple[str, ...]]:
    for one in figures.criteria:
        if one.at_standard is None or one.mean is None:
            yield f"{one.id} {one.title}", "–", one.hidden, "", ""
            continue
        levels = "  ".join(f"{show_number(level.value, 0)}: {level.count}" for level in one.levels)
        share = f"{percent(one.at_standard)} {plus_minus(one.at_standard)}"
        yield f"{one.id} {one.title}", str(one.n), share, show_number(one.mean), levels


def _show_needs(figures: CohortFigures) -> None:
    for need in figures.needs:
        say()
        say(f"{need.criterion} {need.title}: {need_sentence(need)}")
        for offer in need.offers:
            say(f"  {offer.title} ({offer_words(offer)})")


def _mean(one: AttemptChange, which: str) -> str:
    value = one.before if which == "before" else one.after
    return "–" if value is None else show_number(value)


def _shape(one: AttemptChange) -> dict[str, object]:
    return {
        "code": one.code,
        "before": to_plain(one.before),
        "after": to_plain(one.after),
        "change": to_plain(one.change),
        "verdict": one.verdict.value,
        "reason": one.reason,
    }
