"""What commands share: the open workspace, the person who acts, the portfolio and the assessment that are meant."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches

from certdesk import shipped
from certdesk.actions.assessing import begin_assessment
from certdesk.actions.catalogues import load_built_in_comments
from certdesk.actions.identifying import act_as, people_here
from certdesk.actions.leading import refuse_unless_knowing_candidates, refuse_unless_lead
from certdesk.actions.rubric_loading import load_built_in_rubrics
from certdesk.cli.printing import warn
from certdesk.core.assessment import Assessment
from certdesk.core.errors import NotFoundError
from certdesk.core.portfolio import Portfolio
from certdesk.core.words import _, ngettext
from certdesk.store.assessments import find_assessment
from certdesk.store.opening import is_workspace
from certdesk.store.overviews import WorklistEntry, worklist
from certdesk.store.people import Person
from certdesk.store.portfolios import find_portfolio
from certdesk.store.workspace import Workspace


@contextmanager
def held(options: argparse.Namespace) -> Iterator[Workspace]:
    """Open the workspace that is meant, whoever acts. Never makes a new one."""
    if not is_workspace(options.workspace):
        text = _("There is no workspace in {folder}.").format(folder=options.workspace)
        raise NotFoundError(text, _('Make one with: certdesk new --name "Your Name"'))
    with Workspace(options.workspace) as workspace:
        yield workspace


@contextmanager
def opened(options: argparse.Namespace, *, needs_person: bool = True) -> Iterator[Workspace]:
    """Open the workspace that is meant and let the person act in it."""
    with held(options) as workspace:
        # Whoever works here alone takes in what comes in, so that their undo takes it back.
        if needs_person or options.person or len(people_here(workspace)) == 1:
            _let_act(workspace, options.person)
        yield workspace


@contextmanager
def led(options: argparse.Namespace) -> Iterator[Workspace]:
    """Open the workspace for whoever leads: others at the same desk are shown nobody's marks, names and results."""
    with held(options) as workspace:
        if options.person or people_here(workspace):
            _let_act(workspace, options.person)
        refuse_unless_lead(workspace)
        yield workspace


@contextmanager
def directed(options: argparse.Namespace) -> Iterator[Workspace]:
    """Open the workspace for whoever may know who the candidates are."""
    with opened(options, needs_person=False) as workspace:
        if not workspace.person and people_here(workspace):
            _let_act(workspace, options.person)
        refuse_unless_knowing_candidates(workspace)
        yield workspace


def bring_rubrics(workspace: Workspace) -> None:
    """Load the rubrics and comments that come with the program, those that the workspace does not have yet."""
    load_built_in_rubrics(workspace, shipped.rubrics())
    load_built_in_comments(workspace, shipped.rubrics())


def portfolio_of(workspace: Workspace, code: str) -> Portfolio:
    """Find a portfolio by its code or id. Raises NotFoundError, which suggests the codes that look like it."""
    entries = worklist(workspace.db, workspace.person)
    codes = [entry.code for entry in entries]
    if code not in {entry.portfolio_id for entry in entries} and code.lower() not in map(str.lower, codes):
        text = _("There is no portfolio {code} in this workspace.").format(code=code)
        raise NotFoundError(text, _what_there_is(code, codes))
    found = find_portfolio(workspace.db, code)
    if code != found.id:
        _tell_of_namesakes(found, entries)
    return found


def assessment_of(workspace: Workspace, code: str) -> Assessment:
    """Find this person's assessment of a portfolio. Raises NotFoundError when they have not begun."""
    portfolio = portfolio_of(workspace, code)
    found = find_assessment(workspace.db, portfolio.id, workspace.person)
    if found is None:
        text = _("{code} has no marks of yours yet.").format(code=portfolio.code)
        raise NotFoundError(text, _("Begin with: certdesk mark {code} …").format(code=portfolio.code))
    return found


def begun(workspace: Workspace, code: str) -> Assessment:
    """Find this person's assessment, or begin it, which declares that they have no conflict of interest."""
    portfolio = portfolio_of(workspace, code)
    if begin_assessment(workspace, portfolio.id):
        text = _("{code} is begun; by that you declare that you have no conflict of interest.")
        warn(text.format(code=portfolio.code))
    return assessment_of(workspace, portfolio.id)


def near(word: str, known: Iterable[str]) -> str:
    """Ask whether one of the known words was meant that look like this one; empty when none does."""
    by_lower = {one.lower(): one for one in known}
    found = get_close_matches(word.lower(), by_lower, n=2, cutoff=0.6)
    return _("Did you mean {words}?").format(words=", ".join(by_lower[one] for one in found)) if found else ""


def _let_act(workspace: Workspace, wanted: str) -> None:
    people = people_here(workspace)
    if not people:
        text = _("Nobody has an identity in this workspace yet.")
        raise NotFoundError(text, _('Make one with: certdesk new --name "Your Name"'))
    if not wanted and len(people) == 1:
        act_as(workspace, people[0].id)
        return
    chosen = [person for person in people if _is_called(person, wanted)]
    if len(chosen) == 1:
        act_as(workspace, chosen[0].id)
        return
    names = _names(people)
    if not wanted:
        raise NotFoundError(
            _("Several people work here."), _("Say who you are with --as: {names}.").format(names=names)
        )
    if chosen:
        text = _("Several people here are called “{name}”.").format(name=wanted)
        raise NotFoundError(text, _("Say which one by the fingerprint: {names}.").format(names=_names(chosen)))
    text = _("Nobody here is called “{name}”.").format(name=wanted)
    raise NotFoundError(text, _("This workspace knows {names}.").format(names=names))


def _is_called(person: Person, wanted: str) -> bool:
    squeezed = "".join(wanted.split()).casefold()
    return squeezed in {"".join(one.split()).casefold() for one in (person.id, person.name, person.fingerprint)}


def _names(people: list[Person] | tuple[Person, ...]) -> str:
    return ", ".join(f"{person.name} ({person.fingerprint})" for person in people)


def _what_there_is(code: str, codes: list[str]) -> str:
    if not codes:
        return _("It is empty. Take a portfolio in with: certdesk import FOLDER")
    return near(code, codes) or _("“certdesk list” shows the portfolios that are there.")


def _tell_of_namesakes(found: Portfolio, entries: tuple[WorklistEntry, ...]) -> None:
    others = [
        entry.portfolio_id
        for entry in entries
        if entry.code.lower() == found.code.lower() and entry.portfolio_id != found.id
    ]
    if others:
        text = ngettext(
            "{code} is the newest of several portfolios with this code; the other one is {ids}.",
            "{code} is the newest of several portfolios with this code; the others are {ids}.",
            len(others),
        )
        warn(text.format(code=found.code, ids=", ".join(others)))
