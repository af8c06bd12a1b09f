"""Whose portfolio it is: name, school, language and code, set right by the coordinator."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from certdesk.actions.changeable import changeable_portfolio
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotAllowedError
from certdesk.core.portfolio import Candidate
from certdesk.core.words import _
from certdesk.store.portfolios import portfolio_row
from certdesk.store.workspace import Workspace

LONGEST_CODE, LONGEST = 64, 300
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class CandidateDetails:
    """What is to be said of whose portfolio it is; None leaves it. ``language`` is a tag such as sw or pt-BR."""

    name: str | None = None
    school: str | None = None
    language: str | None = None
    code: str | None = None
    title: str | None = None
    programme: str | None = None
    cohort: str | None = None


def change_candidate(workspace: Workspace, portfolio_id: str, details: CandidateDetails) -> Change:
    """Set whose portfolio it is, in one deed. A later intake doesn't change back what is set here.

    Raises NotAllowedError for an empty code or title, a code that another portfolio has, a language that is none, and
    when an assessment is signed.
    """
    before = changeable_portfolio(workspace, portfolio_id)
    wanted = {name: getattr(details, name) for name in CandidateDetails.__slots__}
    given = {name: " ".join(text.split()) for name, text in wanted.items() if text is not None}
    for name, text in given.items():
        _check(name, text)
    person = {name: text for name, text in given.items() if name in Candidate.__slots__}
    after = replace(
        before,
        candidate=replace(before.candidate, **person),
        code=given.get("code", before.code),
        title=given.get("title", before.title),
        programme=given.get("programme", before.programme),
        cohort=given.get("cohort", before.cohort),
    )
    if after == before:
        return UNCHANGED
    if after.code.casefold() != before.code.casefold():
        _check_free(workspace, after.code, portfolio_id)
    label = _("details of {code}").format(code=after.code)
    with workspace.recording("portfolio.described", label, subject=portfolio_id) as recording:
        recording.put("portfolio", portfolio_row(after))
    return recording.change


def _check(name: str, text: str) -> None:
    if not text and name in {"code", "title"}:
        raise NotAllowedError(_("A portfolio needs a code and a title."))
    most = LONGEST_CODE if name == "code" else LONGEST
    if len(text) > most:
        raise NotAllowedError(_("“{text}…” is longer than {most} characters.").format(text=text[:20], most=most))
    if name == "language" and not _LANGUAGE.fullmatch(text):
        problem = _("“{text}” is no language.").format(text=text)
        raise NotAllowedError(problem, _("Write its short name: en, fr, sw, pt-BR."))


def _check_free(workspace: Workspace, code: str, portfolio_id: str) -> None:
    sql = "select 1 from portfolio where lower(code) = lower(?) and id <> ?"
    if workspace.db.execute(sql, [code, portfolio_id]).fetchone():
        text = _("{code} is the code of another portfolio here.").format(code=code)
        raise NotAllowedError(text, _("Choose a code that nobody has: it stands for the name where marking is blind."))
