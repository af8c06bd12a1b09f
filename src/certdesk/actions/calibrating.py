"""Calibration circles at one desk: members score silently in turn, and all see the spread only when all have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from certdesk.actions.leading import refuse_unless_directing
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.circles import Circle, Spread, Vote, may_be_seen, spread_of, still_to_vote
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.marks import LevelGiven, Mark, Unmarked
from certdesk.core.portfolio import Portfolio
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.assessments import assessments_of_all
from certdesk.store.people import list_people
from certdesk.store.portfolios import load_item, load_portfolio
from certdesk.store.rubrics import load_rubric
from certdesk.store.training import circle_row, load_circle, load_circles, load_votes, vote_row
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CircleAbout:
    """What a circle is to be about: a portfolio or one item of it, criteria (all where none is named), and members."""

    portfolio_id: str
    members: tuple[str, ...]
    criteria: tuple[str, ...] = ()
    item_id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class CircleView:
    """A circle as it may be seen now. ``spread`` and ``votes`` are empty until everybody has scored everything."""

    circle: Circle
    portfolio: Portfolio
    rubric: Rubric
    waiting: tuple[str, ...]
    spread: tuple[Spread, ...]
    votes: tuple[Vote, ...]

    @property
    def seen(self) -> bool:
        """Whether the spread is shown."""
        return not self.waiting or self.circle.closed_at is not None


def open_circle(workspace: Workspace, about: CircleAbout) -> Change:
    """Begin a circle; ``change.subjects`` holds its id. Raises NotAllowedError for fewer than two members."""
    refuse_unless_directing(workspace)
    members = tuple(dict.fromkeys(each.strip() for each in about.members if each.strip()))
    if len(members) < 2:
        text = _("A calibration circle needs at least two members.")
        raise NotAllowedError(text, _("Name everybody who is going to score."))
    portfolio = load_portfolio(workspace.db, about.portfolio_id)
    rubric = load_rubric(workspace.db, portfolio.rubric)
    known = [criterion.id for criterion in rubric.criteria]
    if unknown := [one for one in about.criteria if one not in known]:
        raise NotFoundError(_("The rubric has no criterion {id}.").format(id=", ".join(unknown)))
    if about.item_id and load_item(workspace.db, about.item_id).portfolio_id != portfolio.id:
        raise NotFoundError(_("That item belongs to another portfolio."))
    made = Circle(
        id=workspace.new_id(),
        portfolio_id=portfolio.id,
        item_id=about.item_id,
        title=about.title.strip() or portfolio.title,
        criteria=tuple(one for one in known if one in about.criteria) or tuple(known),
        members=members,
        opened_at=workspace.clock(),
    )
    with workspace.recording("circle.opened", _("calibration circle begun"), subject=made.id) as recording:
        recording.put("circle", circle_row(made))
    return recording.change


def cast(workspace: Workspace, circle_id: str, member: str, marks: Mapping[str, Mark]) -> Change:
    """Keep what one member chose, all criteria at once. They may change it until the spread was shown.

    Raises NotAllowedError afterwards, for a level that the scale has not, and for who is no member.
    """
    circle = load_circle(workspace.db, circle_id)
    if circle.closed_at is not None or may_be_seen(circle, load_votes(workspace.db, circle.id)):
        text = _("Everybody has seen the spread, so nobody's scores change any more.")
        raise NotAllowedError(text, _("Begin another circle to score once more."))
    if member not in circle.members:
        raise NotFoundError(_("{name} is not in this circle.").format(name=member))
    rubric = load_rubric(workspace.db, load_portfolio(workspace.db, circle.portfolio_id).rubric)
    _check(rubric, circle, marks)
    now = workspace.clock()
    with workspace.recording("circle.scored", _("scores kept"), subject=circle.id) as recording:
        for criterion_id, mark in marks.items():
            recording.put("circle_vote", vote_row(Vote(circle.id, member, criterion_id, mark, now)))
    return recording.change


def take_over_assessments(workspace: Workspace, circle_id: str) -> Change:
    """Take what members signed on the portfolio at their own desks as their scores, where they have none yet."""
    refuse_unless_directing(workspace)
    circle = load_circle(workspace.db, circle_id)
    voted = {vote.member for vote in load_votes(workspace.db, circle.id)}
    if circle.closed_at is not None or not still_to_vote(circle, load_votes(workspace.db, circle.id)):
        return UNCHANGED
    names = {person.id: person.name for person in list_people(workspace.db)}
    signed = assessments_of_all(workspace.db, [circle.portfolio_id]).get(circle.portfolio_id, ())
    now = workspace.clock()
    with workspace.recording("circle.scored", _("scores taken over"), subject=circle.id) as recording:
        for one in signed:
            member = _member(circle, one.assessor_id, names)
            if not member or member in voted or one.signed_at is None:
                continue
            if any(isinstance(one.mark(criterion_id), Unmarked) for criterion_id in circle.criteria):
                continue  # they were asked for other criteria, and still score these
            for criterion_id in circle.criteria:
                vote = Vote(circle.id, member, criterion_id, one.mark(criterion_id), now)
                recording.put("circle_vote", vote_row(vote))
    return recording.change


def leave_circle(workspace: Workspace, circle_id: str, members: Sequence[str]) -> Change:
    """Take members out who are not there any more, so that the others can go on. Their scores don't count."""
    refuse_unless_directing(workspace)
    circle = load_circle(workspace.db, circle_id)
    rest = tuple(each for each in circle.members if each not in members)
    if len(rest) < 2:
        raise NotAllowedError(_("A calibration circle needs at least two members."))
    with workspace.recording("circle.changed", _("member left the circle"), subject=circle.id) as recording:
        recording.put("circle", circle_row(replace(circle, members=rest)))
    return recording.change


def close_circle(workspace: Workspace, circle_id: str, note: str = "") -> Change:
    """End a circle with what was agreed in words. Raises NotAllowedError while somebody has not scored."""
    refuse_unless_directing(workspace)
    circle = load_circle(workspace.db, circle_id)
    waiting = still_to_vote(circle, load_votes(workspace.db, circle.id))
    if waiting:
        text = _("{names} have not scored yet, and nobody is to see the spread before.")
        raise NotAllowedError(text.format(names=", ".join(waiting)), _("Wait for them, or let them leave the circle."))
    if circle.closed_at is not None:
        return UNCHANGED
    ended = replace(circle, closed_at=workspace.clock(), note=note.strip())
    with workspace.recording("circle.closed", _("calibration circle ended"), subject=circle.id) as recording:
        recording.put("circle", circle_row(ended))
    return recording.change


def circles_here(workspace: Workspace) -> tuple[Circle, ...]:
    """Return all circles, the newest first."""
    return load_circles(workspace.db)


def look_at_circle(workspace: Workspace, circle_id: str) -> CircleView:
    """Return a circle as everybody may see it now. Raises NotFoundError."""
    circle = load_circle(workspace.db, circle_id)
    portfolio = load_portfolio(workspace.db, circle.portfolio_id)
    rubric, votes = load_rubric(workspace.db, portfolio.rubric), load_votes(workspace.db, circle.id)
    waiting = still_to_vote(circle, votes)
    seen = may_be_seen(circle, votes)
    spread = spread_of(rubric, circle, votes) if seen else ()
    return CircleView(circle, portfolio, rubric, waiting, spread, votes if seen else ())


def _check(rubric: Rubric, circle: Circle, marks: Mapping[str, Mark]) -> None:
    for criterion in rubric.criteria:
        mark = marks.get(criterion.id)
        if criterion.id in circle.criteria and (mark is None or isinstance(mark, Unmarked)):
            raise NotAllowedError(_("{id} still needs a score.").format(id=criterion.id))
        if isinstance(mark, LevelGiven) and not rubric.scale_of(criterion).allows(mark.level):
            raise NotAllowedError(_("{id} has a level that this rubric does not have.").format(id=criterion.id))
    if unknown := sorted(set(marks) - set(circle.criteria)):
        raise NotFoundError(_("This circle does not score {id}.").format(id=", ".join(unknown)))


def _member(circle: Circle, person_id: str, names: Mapping[str, str]) -> str:
    return next((each for each in circle.members if each in {person_id, names.get(person_id, "")}), "")
