"""Writes the four printed insights. All of them tell the same figures, so that no number of one differs in another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from certdesk.core.fields import shown
from certdesk.core.insights.figures import Breakdown, CohortFigures, CriterionFigures, HeatMap
from certdesk.core.insights.sentences import (
    growth_sentence,
    headline,
    placed,
    rows_sentence,
    trend_sentence,
)
from certdesk.core.words import _
from certdesk.reports.characters import spelled_out
from certdesk.reports.insights.distribution import distribution_charts, distribution_table
from certdesk.reports.insights.heat_table import heat_tables, legend
from certdesk.reports.insights.parts import (
    Printed,
    Story,
    growth,
    heat,
    in_short,
    needs,
    notes,
    opening,
    outcomes,
    strengths,
    summary_sentences,
)
from certdesk.reports.insights.trend_chart import trend_charts, trend_table
from certdesk.reports.look import Sheet, styles
from certdesk.reports.paged import MARGIN, Draft, Furniture, laid_out, snug, write_pages
from certdesk.reports.paper import A4, Paper
from certdesk.reports.sections import body, section, under
from certdesk.reports.tagged.blocks import Block, Space
from certdesk.reports.tagged.finish import Properties
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated

Telling = Callable[[Printed], Story]
PROGRAM = "CertDesk"
_DENSITIES = (1.0, 0.95, 0.9, 0.86)
_MOST_BARS = 8
_LONGEST_NAME = 48


def write_cohort_report(figures: CohortFigures, target: Path, *, paper: Paper = A4) -> int:
    """Write everything that is told of a cohort; return the number of pages. Raises StorageError."""
    return _write(figures, target, (_("Cohort report"), "cohort-report", paper), _report)


def write_resource_brief(figures: CohortFigures, target: Path, *, paper: Paper = A4) -> int:
    """Write one page for those who fund: what was reached, what is needed and what it would take."""
    wordy = [partial(_brief, most=most, offers=offers) for most, offers in ((3, 2), (3, 1), (2, 1), (1, 1))]
    return _write(figures, target, (_("Resource brief"), "resource-brief", paper), *wordy)


def write_directors_summary(figures: CohortFigures, target: Path, *, paper: Paper = A4) -> int:
    """Write a summary for directors, which names no teacher."""
    return _write(figures, target, (_("Directors’ summary"), "directors-summary", paper), _summary)


def write_coordinators_page(figures: CohortFigures, schools: Sequence[str], target: Path, *, paper: Paper = A4) -> int:
    """Write a page for the coordinator of some schools, by their names; a school that is hidden stays so."""
    chosen = tuple(one for one in schools if one.strip())

    wordy = [
        partial(_page, schools=chosen, most=most, offers=offers) for most, offers in ((4, 2), (3, 1), (2, 1), (1, 1))
    ]
    return _write(figures, target, (_("Coordinator’s page"), "coordinators-page", paper), *wordy)


def _write(figures: CohortFigures, target: Path, how: tuple[str, str, Paper], *tellings: Telling) -> int:
    """Write a document. Of several ways to tell it, the first that fits on a page, else the last."""
    told, (title, sort, paper) = spelled_out(figures), how
    name = shown(told.cohort, _LONGEST_NAME)

    def draft(density: float, tell: Telling = tellings[0]) -> Draft:
        kinds = styles(told.language, density)
        doc = Printed(Sheet(told.language, paper.width - 2 * MARGIN, kinds, 0.0), Node("Document"), told)
        story = [*opening(doc, f"{title}: {isolated(name)}"), *([] if told.hidden else tell(doc))]
        foot = _("{title}, {cohort}. Nothing is told of fewer than {count} teachers.")
        words = foot.format(title=title, cohort=isolated(name), count=told.smallest)
        furniture = Furniture(words, (f"{title}: {isolated(name)}", isolated(told.programme)))
        return Draft(paper, doc.sheet, doc.root, laid_out(story, paper), furniture, _properties(told, doc, title, sort))

    if len(tellings) == 1:
        return write_pages(snug(draft), target)
    tried = (draft(density, tell) for tell in tellings for density in _DENSITIES)
    return write_pages(next((one for one in tried if len(one.pages) == 1), draft(1.0, tellings[-1])), target)


def _properties(figures: CohortFigures, doc: Printed, title: str, sort: str) -> Properties:
    return Properties(
        title=f"{title}: {figures.cohort}",
        author=figures.programme or PROGRAM,
        subject=title,
        language=figures.language,
        rtl=doc.sheet.rtl,
        made_at=figures.made_at,
        document_id=f"{sort}-{figures.cohort_id}-{figures.made_at:%Y%m%dT%H%M%S}",
        sort=sort,
    )


def _report(doc: Printed) -> Story:
    figures = doc.figures
    story = [
        *in_short(doc, summary_sentences(figures)),
        *outcomes(doc),
        *_distribution(doc),
        *needs(doc),
        *strengths(doc),
    ]
    for one in figures.heat:
        story += heat(doc, one)
    return [*story, *_trends(doc), *growth(doc), *notes(doc, figures.notes)]


def _distribution(doc: Printed, *, with_table: bool = True, again: bool = True) -> Story:
    """Show how teachers are placed; ``again`` says it in a sentence although the panel above did."""
    figures = doc.figures if with_table else replace(doc.figures, criteria=_fewest(doc.figures.criteria))
    if all(one.hidden for one in figures.criteria):
        return []
    head = section(doc.sheet, doc.root, _("How teachers are placed, by criterion"))
    said = (body(doc.sheet, doc.root, placed(doc.figures)), Space(8)) if again else ()
    first, *more = distribution_charts(doc.sheet, doc.root, figures)
    story: Story = [*under(head, (*said, first)), *more]
    if with_table:
        story += [Space(10), distribution_table(doc.sheet, doc.root, doc.figures)]
    return story


def _fewest(criteria: Sequence[CriterionFigures]) -> tuple[CriterionFigures, ...]:
    """Return as many criteria as a short document has room for: those in which fewest meet the standard."""
    known = sorted((one.at_standard.value, one.id) for one in criteria if one.at_standard is not None)
    kept = {id_ for _share, id_ in known[:_MOST_BARS]}
    return tuple(criteria) if len(criteria) <= _MOST_BARS else tuple(one for one in criteria if one.id in kept)


def _trends(doc: Printed) -> Story:
    trends = doc.figures.trends
    if not trends.lines:
        return []
    first = trends.lines[0]
    head = section(doc.sheet, doc.root, _("Trends over cohorts"))
    said = body(doc.sheet, doc.root, f"{first.title}: {trend_sentence(first)}")
    charts = trend_charts(doc.sheet, doc.root, trends)
    told: list[Block | Together] = [body(doc.sheet, doc.root, one, doc.sheet.styles.quiet) for one in trends.notes]
    return [
        *under(head, (said, Space(6), *charts[:1])),
        *charts[1:],
        *told,
        Space(6),
        trend_table(doc.sheet, doc.root, trends),
    ]


def _brief(doc: Printed, most: int, offers: int) -> Story:
    return [
        *in_short(doc, summary_sentences(doc.figures)),
        *_distribution(doc, with_table=False, again=most > 1),
        *needs(doc, most, offers),
        *(strengths(doc) if most > 1 else []),
        *notes(doc, doc.figures.notes),
    ]


def _summary(doc: Printed) -> Story:
    figures = doc.figures
    certified = figures.trends.lines[:1]
    said = (
        *summary_sentences(figures),
        *(f"{one.title}: {trend_sentence(one)}" for one in certified),
        growth_sentence(figures.growth) if figures.growth.n else "",
    )
    story = [*in_short(doc, said), *outcomes(doc), *_distribution(doc, with_table=False)]
    for by in (Breakdown.SUBJECT, Breakdown.SECTION):
        one = figures.map_by(by)
        story += heat(doc, one) if one else []
    return [*story, *needs(doc, 3, 2), *strengths(doc), *notes(doc, figures.notes)]


def _page(doc: Printed, schools: Sequence[str], most: int, offers: int) -> Story:
    figures = doc.figures
    found = figures.map_by(Breakdown.SCHOOL)
    wanted = {" ".join(one.split()).casefold() for one in schools}
    rows = tuple(row for row in found.rows if row.key in wanted) if found else ()
    if found is None or not rows:
        return [body(doc.sheet, doc.root, _("None of these schools has a teacher in this cohort."))]
    one = replace(found, rows=rows)
    story = [*in_short(doc, (_school_sentence(one), headline(figures)))]
    head = section(doc.sheet, doc.root, _("Mean level of your schools"))
    said = body(doc.sheet, doc.root, rows_sentence(one, figures.smallest))
    tables = heat_tables(doc.sheet, doc.root, one)
    story += under(head, (said, Space(6), *tables, Space(4), legend(doc.sheet, doc.root, one)))
    story += _beside(doc)
    return [*story, *needs(doc, most, offers), *(strengths(doc) if most > 2 else []), *notes(doc, figures.notes)]


def _school_sentence(heat: HeatMap) -> str:
    if not heat.shown:
        return _("Your schools have too few teachers to be told of on their own; this page tells of the whole cohort.")
    if len(heat.shown) == 1:
        return _("{school}: {count} teachers.").format(school=isolated(heat.shown[0].label), count=heat.shown[0].n)
    names = ", ".join(isolated(row.label) for row in heat.shown)
    return _("Told of: {schools}.").format(schools=names)


def _beside(doc: Printed) -> Story:
    """Show how the whole cohort is placed, to read the schools' means against."""
    figures = replace(doc.figures, criteria=_fewest(doc.figures.criteria))
    if all(one.hidden for one in figures.criteria):
        return []
    head = section(doc.sheet, doc.root, _("The whole cohort, by criterion"))
    said = body(doc.sheet, doc.root, placed(doc.figures))
    return under(head, (said, Space(8), *distribution_charts(doc.sheet, doc.root, figures)))
