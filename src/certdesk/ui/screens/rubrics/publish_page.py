"""Publishing a draft: what differs, what stands in the way, what it does to assessments, under which version."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.publishing_rubrics import Publication
from certdesk.core.differences import number
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.rubrics.versions_verdict import DifferenceList, VerdictBanner, kind_name
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.check_list import Check, CheckAction, CheckList
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import from_the_top, page
from certdesk.ui.widgets.text_box import LineField, TextBox

_SIDE, _WIDEST = 400, 680
_SHOW = "show"
_MOST_FAILING = 4


class PublishPage(QWidget):
    """``publish_asked(version, note)``; ``place_asked(str)`` leads to where something can be mended."""

    publish_asked = Signal(str, str)
    place_asked = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._plan: Publication | None = None
        self._typed = ""
        self._verdict = VerdictBanner(theme)
        self._lines = DifferenceList(theme)
        self._checks = CheckList(theme, roomy=False)
        self._checks.setObjectName("publishChecks")
        self.version = LineField(theme, _("Version"))
        self.version.line.setObjectName("publishVersion")
        self._version_hint = Paragraph(theme, role="small", tone="text3")
        self.note = TextBox(theme, _("What is new, for the record"), rows=2)
        self.note.setObjectName("publishNote")
        self.publish = button(theme, _("Publish this version"), kind="primary", size="large", key="Ctrl+Enter")
        self.publish.setObjectName("publishNow")
        self._why_not = Paragraph(theme, role="small", tone="text2")
        self._why_not.setObjectName("publishWhyNot")
        self._side = page("panel")
        self._build()
        self.dress()
        self.publish.clicked.connect(self.ask)
        self._checks.action_chosen.connect(self._mend)
        self.version.line.textEdited.connect(self._remember)

    def show_plan(self, plan: Publication) -> None:
        """Show what publishing would do; a version that somebody typed stays."""
        if self._plan is not None and self._plan.draft.id != plan.draft.id:
            self._typed = ""
            self.note.show_text("")
        self._plan = plan
        self._show_difference(plan)
        self._checks.show_checks(_checks(plan))
        self.version.show_text(self._typed or plan.version)
        self.version.show_wrong("")
        self._version_hint.show_text(_version_hint(plan))
        self.publish.setEnabled(plan.ready)
        self._why_not.show_text(
            _("A published version is never changed, and publishing can't be undone.")
            if plan.ready
            else _("Mend what is marked red above; then it can be published.")
        )

    def show_refused(self, words: str) -> None:
        """Say below the version why it was refused."""
        self.version.show_wrong(words)
        self.version.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Ask for publishing, if nothing stands in the way."""
        if self._plan is not None and self._plan.ready:
            self.publish_asked.emit(self.version.text().strip(), self.note.text().strip())

    def dress(self) -> None:
        """Take the sizes of the theme."""
        self._side.setFixedWidth(min(self._theme.px(_SIDE), _WIDEST))
        if self._plan is not None:
            self.show_plan(self._plan)

    def take_focus(self) -> None:
        """Put the keyboard on what comes next: the first thing to mend, or the version. Enter alone never publishes."""
        links = self._checks.findChildren(Button)
        first: QWidget = links[0] if links else self.version.line
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Forget what was typed: it was published."""
        self._plan, self._typed = None, ""
        self.note.show_text("")

    def _show_difference(self, plan: Publication) -> None:
        self._lines.show_difference(plan.difference)
        if plan.before is not None:
            self._verdict.show_difference(plan.difference)
        elif plan.draft.rubric.based_on:
            text = _("It was made from {version}, which is not in this workspace, so nothing can be compared.")
            said = text.format(version=plan.draft.rubric.based_on)
            self._verdict.show_words("info", "sunken", _("Nothing to compare with"), said)
        else:
            said = _("Nothing is assessed by it yet.")
            self._verdict.show_words("info", "accent", _("The first version"), said)

    def _mend(self, key: str, _action: str) -> None:
        self.place_asked.emit(key.partition(":")[2])

    def _remember(self, text: str) -> None:
        self._typed = text
        self.version.show_wrong("")

    def _build(self) -> None:
        shown = QWidget()
        left = QVBoxLayout(shown)
        left.setContentsMargins(24, 20, 24, 24)
        left.setSpacing(12)
        left.addWidget(self._verdict)
        left.addWidget(self._lines)
        checked = page("panel")
        upper = QVBoxLayout(checked)
        upper.setContentsMargins(20, 20, 20, 12)
        upper.setSpacing(12)
        upper.addWidget(label(_("Before it is published"), "heading"))
        upper.addWidget(self._checks)
        foot = page("panel")
        lower = QVBoxLayout(foot)
        lower.setContentsMargins(20, 12, 20, 16)
        lower.setSpacing(8)
        for shown_below in (self.version, self._version_hint, self.note, self.publish, self._why_not):
            lower.addWidget(shown_below)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(from_the_top(checked), 1)
        column.addWidget(line())
        column.addWidget(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(from_the_top(shown), 1)
        across.addWidget(_upright())
        across.addWidget(self._side)


def _upright() -> QWidget:
    """Return a line between two columns."""
    made = QWidget()
    made.setProperty("surface", "line")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setFixedWidth(1)
    return made


def _checks(plan: Publication) -> tuple[Check, ...]:
    return (*_contradictions(plan), *_certificate(plan), *_examples(plan), *_newer(plan), _uses(plan))


def _contradictions(plan: Publication) -> tuple[Check, ...]:
    if not plan.contradictions:
        return (Check("sound", "ok", _("It does not contradict itself")),)
    show = (CheckAction(_SHOW, _("Show")),)
    return tuple(
        Check(f"contradiction{number}:{each.place}", "bad", each.text, actions=show)
        for number, each in enumerate(plan.contradictions)
    )


def _certificate(plan: Publication) -> tuple[Check, ...]:
    outcomes = plan.draft.rubric.decision.outcomes
    if plan.contradictions or not outcomes or any(each.certifies for each in outcomes):
        return ()
    text = _("Everybody gets a report and nobody a certificate. If that is not meant, say so in the menu of a result.")
    key = f"certificate:outcome/{outcomes[0].id}"
    return (Check(key, "warn", _("No result gives a certificate"), text, (CheckAction(_SHOW, _("Show")),)),)


def _examples(plan: Publication) -> tuple[Check, ...]:
    if plan.contradictions:
        return ()
    if not plan.examples:
        text = _("Nothing shows that its rules decide as you mean. It can be published all the same.")
        return (Check("examples", "warn", _("There are no worked examples"), text),)
    if not plan.failing:
        count = len(plan.examples)
        text = ngettext(
            "{count} worked example comes out as it says", "{count} worked examples come out as they say", count
        )
        return (Check("examples", "ok", text.format(count=count)),)
    labels = {each.id: each.label for each in plan.draft.rubric.decision.outcomes}
    places = {each.name: place for place, each in enumerate(plan.draft.rubric.examples, start=1)}
    shown = tuple(
        Check(
            f"example{places[result.name]}:example/{places[result.name]}",
            "bad",
            _("Worked example “{name}” fails").format(name=result.name),
            _("It says {mean} and “{outcome}”; the rules give {found} and “{found_outcome}”.").format(
                mean=number(result.expected_mean),
                outcome=labels.get(result.expected_outcome, result.expected_outcome),
                found=_("no mean") if result.found_mean is None else number(result.found_mean),
                found_outcome=labels.get(result.found_outcome, result.found_outcome),
            ),
            (CheckAction(_SHOW, _("Show")),),
        )
        for result in plan.failing[:_MOST_FAILING]
    )
    if (more := len(plan.failing) - len(shown)) <= 0:
        return shown
    text = ngettext("{count} more worked example fails", "{count} more worked examples fail", more)
    return (*shown, Check("failing:example/1", "bad", text.format(count=more)))


def _newer(plan: Publication) -> tuple[Check, ...]:
    if not plan.newer:
        return ()
    names = ", ".join(plan.newer)
    if not plan.draft.rubric.based_on:
        text = _("There is a rubric with this id already: {versions}").format(versions=names)
        return (Check("newer", "warn", text, _("This will be one more version of it.")),)
    text = _("{versions} was published meanwhile").format(versions=names)
    said = _("This draft was made from {base}, so what changed there is not in it.")
    return (Check("newer", "warn", text, said.format(base=plan.draft.rubric.based_on)),)


def _uses(plan: Publication) -> Check:
    count, base = plan.uses.portfolios, plan.draft.rubric.based_on
    if not base:
        text = _("This is its first version")
        return Check("uses", "info", text, _("Nothing uses it yet; new portfolios can, from now on."))
    if not count:
        return Check("uses", "info", _("No portfolio is on the version before"), _("Nothing that exists changes."))
    text = ngettext("{count} portfolio stays on {version}", "{count} portfolios stay on {version}", count)
    detail = _("Nothing changes for them. You may let them go over afterwards.")
    if plan.uses.begun:
        begun = ngettext("{count} of them is begun.", "{count} of them are begun.", plan.uses.begun)
        detail = f"{begun.format(count=plan.uses.begun)} {detail}"
    if plan.uses.signed:
        told = ngettext(
            "{count} is signed and stays for good.", "{count} are signed and stay for good.", plan.uses.signed
        )
        detail = f"{detail} {told.format(count=plan.uses.signed)}"
    return Check("uses", "info", text.format(count=count, version=base), detail)


def _version_hint(plan: Publication) -> str:
    if plan.before is None:
        return _("Such as 1.0.0.")
    text = _("{proposed} is proposed after {base}: {kind}.")
    base = plan.newer[0] if plan.newer else plan.before.version
    kind = kind_name(plan.difference.kind) if plan.difference.lines else _("nothing differs")
    return text.format(base=base, proposed=plan.version, kind=kind.lower())
