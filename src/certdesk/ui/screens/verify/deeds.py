"""What can be done about an answer, the most fitting first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from certdesk.core.words import _
from certdesk.signing.verification import CheckState, Verdict
from certdesk.ui.screens.verify.subject import Answer
from certdesk.ui.screens.verify.telling import NEWER

REPLACEMENT, ADD_PROGRAMME, SAVE, AGAIN = "showReplacement", "addProgramme", "saveCheck", "checkAgain"
_OLD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Deed:
    """A button: its key, its words, and whether it is what most people want now."""

    key: str
    words: str
    icon: str | None = None
    primary: bool = False


def deeds_for(answer: Answer, *, successor_here: bool) -> tuple[Deed, ...]:
    """Return the buttons that fit an answer. ``successor_here`` says that what replaced it can be shown."""
    result = answer.result
    deeds: list[Deed] = []
    if successor_here:
        deeds.append(Deed(REPLACEMENT, _("Show what replaced it"), primary=True))
    elif result.verdict is Verdict.CANNOT_TELL and _is_strange(answer):
        deeds.append(Deed(ADD_PROGRAMME, _("Compare the words…"), "people", primary=True))
    elif _news_are_old(answer):
        deeds.append(Deed(NEWER, _("Bring newer lists…"), "down"))
    if answer.subject.path is not None and not result.sha256:
        deeds.append(Deed(AGAIN, _("Check again"), "redo"))
    if result.sha256:
        deeds.append(Deed(SAVE, _("Print this check"), "printer"))
    return tuple(deeds)


def _is_strange(answer: Answer) -> bool:
    """Say whether a signer is unknown here who may belong to a programme, whose trust bundle would tell."""
    result = answer.result
    if any(check.name == "issuer" and check.state is CheckState.NOT_CHECKED for check in result.checks):
        return True
    return any(not one.self_made and not one.chain and not one.known_as for one in result.signatures)


def _news_are_old(answer: Answer) -> bool:
    result = answer.result
    if not result.programme_id or result.verdict is Verdict.NOT_GENUINE:
        return False
    as_of = result.lists_as_of or result.register_as_of
    return as_of is None or answer.at - as_of > _OLD
