"""Details of the rubric: what it is called and for whom, its scale, what may stay unobserved, the certificate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from certdesk.core import editing
from certdesk.core.editing_levels import set_not_observed, set_steps_between
from certdesk.core.rubric import CertificateTerm, Rubric
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.details_fields import Block, Change, Toggle, long_box, number_in, show_in
from certdesk.ui.screens.rubrics.details_levels import Levels
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField


class RubricDetails(Block):
    """The form."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme)
        self.body.setSpacing(14)
        self.title, self.version = LineField(theme, _("Title")), LineField(theme, _("Version"))
        self.audience = long_box(theme, _("For whom"), rows=3)
        self.purpose = long_box(theme, _("What for"), rows=5)
        self.levels = Levels(theme, _("Scale"))
        self.half = Toggle(theme, _("Half levels may be given"), "halfLevels")
        self.ranges = Toggle(theme, _("Any value within a level's range may be given"), "ranges")
        self.unobserved = LineField(theme, _("Criteria that may stay unobserved"))
        self._critical = Paragraph(theme, _("Critical criteria never may."), role="small", tone="text3")
        self.years = LineField(theme, _("Valid for years"))
        self.renewal = LineField(theme, _("Renewal from months before"))
        self.route = long_box(theme, _("How it is renewed"), rows=2)
        for field, name in (
            (self.title, "detailsTitle"),
            (self.version, "detailsVersion"),
            (self.unobserved, "notObservedAtMost"),
            (self.years, "validYears"),
            (self.renewal, "renewalMonths"),
        ):
            field.line.setObjectName(name)
        for box, name in ((self.audience, "audience"), (self.purpose, "purpose"), (self.route, "renewalRoute")):
            box.writing.setObjectName(name)
        self.add(self.title, self.version, self.audience, self.purpose, line(), self.levels, self.half, self.ranges)
        self.add(line(), self.unobserved, self._critical, line(), label(_("Certificate"), "label"))
        self.beside(self.years, self.renewal)
        self.add(self.route)
        self._connect()

    def show_rubric(self, rubric: Rubric) -> None:
        """Show a rubric."""
        show_in(self.title, rubric.title)
        show_in(self.version, rubric.version)
        show_in(self.audience, rubric.audience)
        show_in(self.purpose, rubric.purpose)
        self.levels.show_scale(rubric.scale)
        self.half.show_on(on=rubric.scale.half_levels)
        self.ranges.show_on(on=rubric.scale.ranges)
        show_in(self.unobserved, str(rubric.scale.not_observed_at_most))
        show_in(self.years, str(rubric.certificate.valid_years))
        show_in(self.renewal, str(rubric.certificate.renewal_window_months))
        show_in(self.route, rubric.certificate.renewal_route)

    def _connect(self) -> None:
        self.levels.changed.connect(self.changed)
        self.title.edited.connect(lambda text: self.tell(lambda r: editing.set_head(r, title=text), _("title")))
        self.version.committed.connect(self._set_version)
        self.audience.edited.connect(
            lambda text: self.tell(lambda r: editing.set_head(r, audience=text), _("audience"))
        )
        self.purpose.edited.connect(lambda text: self.tell(lambda r: editing.set_head(r, purpose=text), _("purpose")))
        self.half.switched.connect(
            lambda on: self.tell(lambda r: set_steps_between(r, half_levels=on), _("half levels"))
        )
        self.ranges.switched.connect(lambda on: self.tell(lambda r: set_steps_between(r, ranges=on), _("ranges")))
        self.unobserved.committed.connect(self._set_unobserved)
        self.years.committed.connect(
            lambda text: self._term(lambda t: replace(t, valid_years=_whole(text, _("Valid for years"))))
        )
        self.renewal.committed.connect(
            lambda text: self._term(lambda t: replace(t, renewal_window_months=_whole(text, _("Renewal"))))
        )
        self.route.edited.connect(lambda text: self._term(lambda t: replace(t, renewal_route=text)))

    def _set_version(self, text: str) -> None:
        if text.strip():
            self.tell(lambda rubric: editing.set_version(rubric, text.strip()), _("version"))

    def _set_unobserved(self, text: str) -> None:
        def changed(rubric: Rubric) -> Rubric:
            count = _whole(text, self.unobserved.line.accessibleName())
            return rubric if count == rubric.scale.not_observed_at_most else set_not_observed(rubric, count)

        self.tell(changed, _("criteria that may stay unobserved"))

    def _term(self, change: Callable[[CertificateTerm], CertificateTerm]) -> None:
        made: Change = lambda rubric: editing.set_certificate(rubric, change(rubric.certificate))  # noqa: E731
        self.tell(made, _("certificate"))


def _whole(text: str, what: str) -> int:
    return int(number_in(text, what, whole=True))
