"""Where one assessor stands on the qualifying set: each share beside what is asked for, and why not in plain words."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.days import day_in_words
from certdesk.core.policy import Qualification
from certdesk.core.qualifying import Attempt, Qualified
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.training.tables import PersonRow, share_words
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph


class QualifiedSide(QWidget):
    """Shows what it is told."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._name = Paragraph(theme, role="heading")
        self._told = Paragraph(theme, tone="text2")
        self._told.setObjectName("qualifiedTold")
        self._checks = CheckList(theme)
        self._checks.setObjectName("qualifiedChecks")
        self._attempts = CheckList(theme)
        self._attempts.setObjectName("qualifiedAttempts")
        self._heading = label(_("Portfolio by portfolio"), "label")
        self._line = line()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self._name, self._told, self._checks, self._line, self._heading, self._attempts):
            column.addWidget(part)

    def show_person(self, row: PersonRow, policy: Qualification) -> None:
        """Show one person."""
        self._name.show_text(row.name)
        one = row.standing
        self._told.show_text(_told(one))
        self._checks.show_checks(_shares(one, policy) if one else ())
        attempts = one.attempts if one else ()
        self._attempts.show_checks(tuple(_attempt(each, policy) for each in attempts))
        for part in (self._line, self._heading):
            part.setVisible(bool(attempts))


def asked_words(policy: Qualification) -> str:
    """Say in a sentence what the policy asks of an assessor."""
    text = _(
        "The policy asks: {portfolios} portfolios signed, the agreed level in {exact} and within one level in {within} "
        "of all criteria, at most {most} of them two levels off in each portfolio"
    ).format(
        portfolios=policy.portfolios,
        exact=share_words(policy.exact_at_least),
        within=share_words(policy.within_one_at_least),
        most=policy.discrepant_at_most,
    )
    return text + (_(", and the same outcome.") if policy.outcome_must_match else ".")


def _told(one: Qualified | None) -> str:
    if one is None:
        return _("No portfolio is in the qualifying set, so everybody may mark live portfolios.")
    if one.passed and one.until:
        return _("May mark live portfolios until {day}.").format(day=day_in_words(one.until))
    why = "; ".join(one.reasons)
    return _("Live portfolios stay closed: {why}.").format(why=why)


def _shares(one: Qualified, policy: Qualification) -> tuple[Check, ...]:
    needed = min(policy.portfolios, one.portfolios)
    rows = [
        (
            "portfolios",
            _("{done} of {needed} portfolios signed").format(done=len(one.attempts), needed=needed),
            len(one.attempts) >= needed,
            "",
        )
    ]
    for key, words, share, least in (
        ("exact", _("Agreed level: {share}"), one.exact, policy.exact_at_least),
        ("within", _("Within one level: {share}"), one.within_one, policy.within_one_at_least),
    ):
        asked = _("{least} are asked for").format(least=share_words(least))
        rows.append((key, words.format(share=share_words(share)), share is not None and share >= least, asked))
    return tuple(Check(key, "ok" if met else "warn", words, detail) for key, words, met, detail in rows)


def _attempt(one: Attempt, policy: Qualification) -> Check:
    text = ngettext(
        "{exact} of {count} criterion as agreed", "{exact} of {count} criteria as agreed", one.criteria
    ).format(exact=one.exact, count=one.criteria)
    parts = [text, _("{count} within one").format(count=one.within_one)]
    if one.discrepant:
        parts.append(_("{count} further off").format(count=one.discrepant))
    parts.append(_("same outcome") if one.outcome_matches else _("another outcome"))
    parts.append(_("signed {day}").format(day=day_in_words(one.signed_on)))
    fine = one.discrepant <= policy.discrepant_at_most and (one.outcome_matches or not policy.outcome_must_match)
    return Check(one.code, "ok" if fine else "warn", one.code, ", ".join(parts))
