"""What has to hold before anything is signed, beyond the marks themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from certdesk.actions.looking import AssessmentView
from certdesk.actions.programmes import why_not_sign
from certdesk.core.days import day_in_words
from certdesk.core.documents import CertificateText, DecisionLetter, FeedbackReport
from certdesk.core.errors import NotAllowedError, UnprintableTextError
from certdesk.core.readiness import Standing, may_sign
from certdesk.core.words import _
from certdesk.signing.identity import Identity
from certdesk.store.places import drafts
from certdesk.store.workspace import Workspace


def refuse_unready(workspace: Workspace, view: AssessmentView, identity: Identity) -> None:
    """Raise NotAllowedError, naming what has to be mended, unless the assessment may be signed by this identity now."""
    if not may_sign(view.points):
        missing = "; ".join(point.heading for point in view.points if point.standing is Standing.BLOCKS)
        raise NotAllowedError(_("Not ready to sign: {missing}.").format(missing=missing), _("Mend this first."))
    _refuse_drafts(workspace, view)
    _refuse_missing_files(workspace, view)
    refuse_out_of_time(workspace, identity)


def refuse_unprintable(texts: Iterable[str]) -> None:
    """Raise UnprintableTextError naming the characters that no font here can print."""
    from certdesk.reports.characters import unprintable  # costs time that nobody should wait for at start

    if missing := unprintable(list(texts)):
        text = _("No font here can print these characters: {characters}").format(characters=" ".join(missing[:20]))
        raise UnprintableTextError(text, _("Write them another way, or ask for the text in another script."))


def texts_of(document: FeedbackReport | CertificateText | DecisionLetter) -> list[str]:
    """Collect every string of a document that a person may have written."""
    match document:
        case CertificateText():
            return [document.programme, document.title, document.holder, document.statement, document.signer.name]
        case DecisionLetter():
            texts = [getattr(document, each.name) for each in fields(document)]
            many = [text for each in texts if isinstance(each, tuple) for text in each]
            return [*(each for each in texts if isinstance(each, str)), *many, document.signer.name]
    own = [document.programme, document.cohort, document.portfolio_code, document.portfolio_title, document.summary]
    for criterion in document.criteria:
        own += [criterion.title, criterion.gist, criterion.strength, criterion.next_step]
        own += [text for piece in criterion.evidence for text in (piece.item_title, piece.place, piece.note)]
    return [*own, document.signer.name]


def _refuse_drafts(workspace: Workspace, view: AssessmentView) -> None:
    """Words that a person sees on the Score screen and that would not be in the report."""
    assessment = view.assessment
    for name, text in drafts(workspace, assessment.id).items():
        criterion, field = name.split("/", 1)
        if text != getattr(assessment.words(criterion), field, ""):
            sentence = _("The words on {criterion} were typed and not kept yet.").format(criterion=criterion)
            hint = _("Open that criterion on the Score screen, look at them, and go on to another one.")
            raise NotAllowedError(sentence, hint)


def _refuse_missing_files(workspace: Workspace, view: AssessmentView) -> None:
    cited = {note.item_id for note in view.assessment.annotations}
    missing = [item.title for item in view.items if item.id in cited and not workspace.vault.has(item.digest)]
    if missing:
        text = _("Evidence that you cite is missing from the workspace: {names}.").format(names=", ".join(missing))
        raise NotAllowedError(text, _("Take the portfolio in again; what is there already stays as it is."))


def refuse_out_of_time(workspace: Workspace, identity: Identity) -> None:
    """Raise NotAllowedError unless the clock stands within the time for which the key was made."""
    now = workspace.clock()
    if now < identity.made_at:
        text = _("This computer's clock says {day}, which is before your key was made.").format(day=day_in_words(now))
        raise NotAllowedError(text, _("Set the clock right, then sign."))
    if now > identity.valid_until:
        text = _("Your key was valid until {day}.").format(day=day_in_words(identity.valid_until))
        if identity.programme_id:
            raise NotAllowedError(text, _("Ask the programme's lead for a renewal, or set the clock right."))
        raise NotAllowedError(text, _("Make a new identity, or set the clock right if it is wrong."))
    if why := why_not_sign(workspace, identity):
        raise NotAllowedError(why, _("Call the programme's lead. What you signed before is judged by its register."))
