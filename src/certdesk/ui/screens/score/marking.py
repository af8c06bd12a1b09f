"""Marking the criterion in front: levels, the marks that are no level, the code of unscorable evidence, the flag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from certdesk import shipped
from certdesk.actions.assessing import flag_assessment, hold_assessment
from certdesk.actions.catalogues import evidence_types
from certdesk.core.assessment import AssessmentState
from certdesk.core.level_keys import level_by_key
from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven, NotObserved, Unscorable
from certdesk.core.words import _
from certdesk.ui.screens.score.code_menu import CodeMenu

if TYPE_CHECKING:
    from certdesk.ui.screens.score.screen import ScoreScreen


class Marking:
    """What a person can say about the criterion in front of a `ScoreScreen`."""

    def __init__(self, screen: ScoreScreen) -> None:
        self._screen = screen
        self._codes = evidence_types(shipped.rubrics()).codes

    def give_level(self, number: int) -> None:
        """Give the level that a number key means on the scale of the criterion in front."""
        view, criterion = self._screen.view, self._screen.criterion
        if view is None or criterion is None:
            return
        if (level := level_by_key(view.rubric.scale_of(criterion), number)) is not None:
            self._screen.give(LevelGiven(level.value))

    def give_not_observed(self) -> None:
        """Mark it not observed."""
        self._screen.give(NotObserved())

    def give_comment_only(self) -> None:
        """Leave words without a level."""
        self._screen.give(CommentOnly())

    def clear(self) -> None:
        """Take the mark away."""
        self._screen.give(UNMARKED)

    def ask_code(self) -> None:
        """Ask for the code of unscorable evidence."""
        screen = self._screen
        screen.desk.show_panel()
        menu = CodeMenu(self._codes, screen)
        menu.chosen.connect(lambda code: screen.give(Unscorable(code)))
        menu.popup(screen.panel.other.mapToGlobal(screen.panel.other.rect().bottomLeft()))

    def flag(self) -> None:
        """Flag for the lead with a reason, or take the flag away."""
        screen = self._screen
        if screen.view is None:
            return
        reason = ""
        if screen.view.assessment.state is not AssessmentState.FLAGGED:
            asked = screen.tools.dialogs.reason(_("Flag for the lead"), _("What should the lead look at?"))
            if asked is None:
                return
            reason = asked
        screen.tools.session.do(flag_assessment, screen.view.assessment.id, reason)

    def end_state(self, state: AssessmentState) -> None:
        """Take the flag away, or go on after a hold."""
        if self._screen.view:
            end = flag_assessment if state is AssessmentState.FLAGGED else hold_assessment
            self._screen.tools.session.do(end, self._screen.view.assessment.id, "")
