"""What a package would change, in lines for its preview and in one sentence for afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from certdesk.actions.merging_values import MergePlan, Outcome, Touched
from certdesk.core.exchange import LineKind, PreviewLine
from certdesk.core.statements import SubjectKind
from certdesk.core.words import _, ngettext
from certdesk.store.exchanges import MOST_NAMES, Fate, codes_of
from certdesk.store.workspace import Workspace

_PORTFOLIOS = frozenset({SubjectKind.PORTFOLIO, SubjectKind.BLIND_PORTFOLIO})
_FATES = {
    Fate.HELD: LineKind.HELD,
    Fate.QUARANTINED: LineKind.QUARANTINED,
    Fate.DAMAGED: LineKind.DAMAGED,
    Fate.ALREADY: LineKind.ALREADY_HERE,
}


def lines_of(workspace: Workspace, plan: MergePlan) -> tuple[PreviewLine, ...]:
    """Return the lines of a preview, in the order in which they are shown."""
    codes = codes_of_plan(workspace, plan)
    groups: dict[tuple[LineKind, str], list[str]] = defaultdict(list)
    sizes: dict[tuple[LineKind, str], int] = defaultdict(int)
    for touched in plan.touched:
        for kind, detail, count in _kinds(touched):
            groups[kind, detail].append(codes.get(touched.subject, ""))
            sizes[kind, detail] += count
    same = {one.hash for touched in plan.touched if not _kinds(touched) for one in _sealed(touched)}
    for outcome in plan.outcomes:
        fate = _kind_of(outcome, same)
        if fate is not None:
            detail = outcome.reason if outcome.fate is not Fate.ALREADY else ""
            groups[fate, detail].append(codes.get(outcome.subject, ""))
            sizes[fate, detail] += 1
    order = list(LineKind)
    return tuple(
        PreviewLine(kind, sizes[kind, detail], _names(found), detail=detail)
        for (kind, detail), found in sorted(groups.items(), key=lambda each: (order.index(each[0][0]), each[0][1]))
    )


def sentence_of(outcomes: Iterable[Outcome]) -> str:
    """Say in one line what became of everything."""
    counts: dict[Fate, int] = defaultdict(int)
    for one in outcomes:
        counts[one.fate] += 1
    words = (
        (Fate.TAKEN, ngettext("{count} record came in", "{count} records came in", counts[Fate.TAKEN])),
        (Fate.ALREADY, ngettext("{count} was here already", "{count} were here already", counts[Fate.ALREADY])),
        (Fate.HELD, ngettext("{count} waits for something", "{count} wait for something", counts[Fate.HELD])),
        (Fate.QUARANTINED, ngettext("{count} is held back", "{count} are held back", counts[Fate.QUARANTINED])),
        (Fate.DAMAGED, ngettext("{count} is damaged", "{count} are damaged", counts[Fate.DAMAGED])),
    )
    parts = [text.format(count=counts[fate]) for fate, text in words if counts[fate]]
    return ", ".join(parts) + "." if parts else _("There was nothing in it.")


def codes_of_plan(workspace: Workspace, plan: MergePlan) -> Mapping[str, str]:
    """Return the codes of the portfolios that a plan is about, also of those that are not here yet."""
    codes: dict[str, str] = {}
    portfolios: dict[str, str] = {}
    for outcome in plan.outcomes:
        statement = outcome.sealed.statement if outcome.sealed else None
        for version in statement.rows if statement else ():
            if version.table == "portfolio" and version.row:
                codes[outcome.subject] = str(version.row.get("code", ""))
            elif version.table in {"assessment", "task"} and version.row:
                portfolios[outcome.subject] = str(version.row.get("portfolio_id", ""))
    here = codes_of(workspace.db, [*codes, *portfolios, *portfolios.values()])
    codes = {**codes, **here}
    judged = {id_: codes[portfolio] for id_, portfolio in portfolios.items() if portfolio in codes}
    return {**judged, **codes}


def _kinds(touched: Touched) -> list[tuple[LineKind, str, int]]:
    """Return as which lines a record counts, with a detail and how much it adds."""
    found = []
    changed = bool(touched.changes)
    if touched.kind in _PORTFOLIOS and changed:
        found.append((LineKind.UPDATED_PORTFOLIO if touched.before.rows else LineKind.NEW_PORTFOLIO, "", 1))
    if touched.kind is SubjectKind.RUBRIC and changed:
        found.append((LineKind.NEW_RUBRIC, "", 1))
    if touched.kind is SubjectKind.ASSESSMENT and changed:
        words = _changed(touched)
        found.append((LineKind.CHANGED_MARK, *words) if touched.before.rows else (LineKind.NEW_ASSESSMENT, "", 1))
    if touched.kind is SubjectKind.TASK and changed:
        found.append((LineKind.TASK, "", 1))
    merged = touched.after.merged
    open_ = len(merged.clashes) + len(merged.forks) if merged else 0
    if open_:
        found.append((LineKind.DECIDE, "", open_))
    return found


def _changed(touched: Touched) -> tuple[str, int]:
    """Say how many levels and comments change: "6 levels and 8 comments"."""
    count: dict[str, int] = defaultdict(int)
    for change in touched.changes:
        count[change.table] += 1
    words = (
        ("mark", ngettext("{count} level", "{count} levels", count["mark"])),
        ("feedback", ngettext("{count} comment", "{count} comments", count["feedback"])),
        ("annotation", ngettext("{count} note", "{count} notes", count["annotation"])),
        ("document", ngettext("{count} report", "{count} reports", count["document"])),
    )
    parts = [text.format(count=count[table]) for table, text in words if count[table]]
    if not parts:
        return _("its state"), 1
    joined = _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1]) if parts[1:] else parts[0]
    return joined, sum(count[table] for table, _text in words)


def _kind_of(outcome: Outcome, same: Collection[str]) -> LineKind | None:
    if outcome.fate in _FATES:
        return _FATES[outcome.fate]
    if outcome.kind == SubjectKind.RECEIPT:
        return LineKind.RECEIPT
    return LineKind.ALREADY_HERE if outcome.hash in same else None


def _sealed(touched: Touched) -> Iterable[Outcome]:
    for one in touched.fresh:
        yield Outcome(one.sealed.hash, one.sealed.kind, one.sealed.subject, Fate.TAKEN)


def _names(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in found if name))[:MOST_NAMES]
