"""What the submissions of all systems of courses have in common: one portfolio for each submitter or team."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from certdesk.core.candidates import ExternalId
from certdesk.core.fields import shown
from certdesk.core.portfolio import Candidate
from certdesk.core.words import _
from certdesk.intake.describing import about_all, too_big
from certdesk.intake.found import FoundFile, FoundItem, FoundPortfolio
from certdesk.intake.guessing import guess_code, guess_title, guess_type
from certdesk.intake.limits import Limits
from certdesk.intake.names import in_order, same_name, visible_name
from certdesk.intake.sources import Sources

_COPY = re.compile(r"\s*\(\d{1,3}\)$")

# How groups are called in the languages in which courses are taught; compared without case, as whole words. Words that
# people are called by too are left out: Tim, Cho.
_GROUP_WORDS = frozenset({
    "group", "groups", "team", "teams", "gruppe", "gruppen", "arbeitsgruppe", "groep", "groupe", "groupes",
    "équipe", "equipe", "equipo", "equipos", "grupo", "grupos", "equipa", "equipas", "gruppo", "gruppi", "squadra",
    "grupp", "tiimi", "ryhmä", "grupa", "zespół", "skupina", "tým", "csoport", "csapat", "група",
    "команда", "группа", "ομάδα", "grup", "takım", "ekip", "مجموعة", "فريق", "קבוצה", "צוות", "گروه", "تیم", "组",
    "小组", "組", "小組", "グループ", "모둠", "팀", "kelompok", "kumpulan", "nhóm", "đội", "kikundi", "timu",
    "กลุ่ม", "समूह", "दल",
})  # fmt: skip


@dataclass(slots=True)
class Submission:
    """What one submitter handed in, as it is collected file by file. ``key`` names it in that system."""

    key: str
    who: str = ""
    items: list[FoundItem] = field(default_factory=list)
    known_as: tuple[ExternalId, ...] = ()
    warnings: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def submitted(file: FoundFile, name: str, *, title: str = "", known_as: tuple[ExternalId, ...] = ()) -> FoundItem:
    """Make an item of one file under the name that its submitter gave it."""
    name = visible_name(name) or file.name
    return FoundItem(replace(file, name=name), guess_type(name), title or guess_title(name), known_as=known_as)


def in_turn(submissions: Iterable[Submission]) -> list[Submission]:
    """Sort submitters by name, then by what stands for them, whatever order their files came in."""
    return sorted(submissions, key=lambda one: (in_order(one.who), in_order(one.key)))


def portfolio_of(submission: Submission, system: str, title: str, sources: Sources, limits: Limits) -> FoundPortfolio:
    """Make a portfolio of what one submitter handed in. Its code hides who that is."""
    ordered = sorted(submission.items, key=lambda item: [in_order(part) for part in item.file.name.split("/")])
    items = tuple(item for item in ordered if item.file.size <= limits.file_size)
    warnings = [too_big(item.file, limits) for item in ordered if item.file.size > limits.file_size]
    return FoundPortfolio(
        code=guess_code(f"{system}: {submission.key}"),
        # Where marking is blind the title is seen, so it never says who it is.
        title=title or _("Portfolio"),
        candidate=Candidate(submission.who),
        items=items,
        warnings=(*submission.warnings, *warnings, *about_all(items, sources, limits)),
        known_as=submission.known_as,
        doubts=tuple(submission.doubts),
    )


def looks_like_group(name: str) -> bool:
    """Whether a name is one that groups have: "Group 3", "Équipe bleue", "第一小组"."""
    words = re.split(r"[\s\d_.,:;()\[\]/#-]+", same_name(name))
    return any(word in _GROUP_WORDS or (not word.isascii() and word.endswith(("小组", "小組"))) for word in words)


def of_a_group(name: str) -> str:
    """Say what must be decided about the work of a group."""
    text = _("“{name}” is the work of a group. Decide whose portfolio it is; for several people, take it in for each.")
    return text.format(name=shown(name))


def add_namesakes(submissions: list[Submission]) -> None:
    """Tell of each two submitters of one name that they may be two people or one."""
    names: dict[str, list[Submission]] = {}
    for one in submissions:
        if one.who:
            names.setdefault(same_name(one.who), []).append(one)
    text = _("{count} submitters are called “{name}”. Decide whether they are one person.")
    for several in names.values():
        for one in several if len(several) > 1 else ():
            one.doubts.append(text.format(count=len(several), name=shown(one.who)))


def without_copy_number(name: str) -> str:
    """Take away what a browser adds to the name of a second download: "zip (1)"."""
    return _COPY.sub("", name).strip()
