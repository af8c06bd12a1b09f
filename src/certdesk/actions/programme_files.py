"""Programme files: a lead's desk makes one, and everybody else's works for the programme once they took it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from certdesk import shipped
from certdesk.actions.letting_in import let_in_held
from certdesk.actions.telling_news import desk_of, publish
from certdesk.core.changes import Change, Kind
from certdesk.core.did_keys import did_key
from certdesk.core.errors import CertDeskError, RubricError
from certdesk.core.plain import dumps, loads
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.signing.authority.bundle import Bundle
from certdesk.signing.authority.desk import Enrolled, IssuingDesk
from certdesk.signing.authority.formats import written
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.authority.programme_file import (
    MOST_COHORTS,
    MOST_RUBRICS,
    ROOM_FOR_RUBRICS,
    SAYS,
    SUFFIX,
    CheckedProgramme,
    Colleague,
    ProgrammeFile,
    ProgrammeSays,
    RubricNamed,
    body_digest,
    check_programme,
    programme_file,
    read_programme,
)
from certdesk.signing.authority.recovery import ensure_recovery
from certdesk.signing.authority.seen import Standing
from certdesk.signing.identity import list_identities
from certdesk.signing.programme_store import keep_programme, programme_standing
from certdesk.signing.safe_write import write_file
from certdesk.signing.self_made import statement_key_of
from certdesk.signing.untrusted_words import tidy
from certdesk.store.rubrics import list_rubrics, load_rubric, rubric_row
from certdesk.store.workspace import Workspace

__all__ = [
    "SUFFIX", "Joined", "ProgrammeFileView", "RubricLine", "RubricStanding", "bring_rubrics", "file_of_programme",
    "join_programme", "read_programme_file", "rubric_lines", "standing_of_programme", "write_programme_file",
]  # fmt: skip


class RubricStanding(StrEnum):
    """How a rubric version of a programme stands to this workspace."""

    NEW = "new"
    HERE = "here"
    OTHER = "other"
    """The workspace has that version with other content. It stays as it is: what is in use is never replaced."""


@dataclass(frozen=True, slots=True)
class RubricLine:
    """One rubric version of a programme file."""

    id: str
    version: str
    title: str
    standing: RubricStanding


@dataclass(frozen=True, slots=True)
class ProgrammeFileView:
    """A programme file as people look at it. ``words`` (10) and ``fingerprint`` are of the programme's root.

    ``people`` are names and roles; ``recovery`` says whether packages will be sealed for a recovery key too.
    """

    programme_id: str
    name: str
    rehearsal: bool
    words: tuple[str, ...]
    fingerprint: str
    number: int
    made_at: datetime
    rubrics: tuple[RubricNamed, ...]
    people: tuple[tuple[str, str], ...]
    cohorts: tuple[str, ...]
    recovery: bool
    path: Path


@dataclass(frozen=True, slots=True)
class Joined:
    """What taking a programme file in did. ``rubrics`` were loaded; ``held`` says about others why they were not."""

    change: Change
    programme_id: str
    name: str
    standing: Standing
    rubrics: tuple[str, ...]
    held: tuple[str, ...]
    people: int

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        if self.standing is Standing.SAME and not self.rubrics:
            return _("{name}: all of it was here already.").format(name=self.name)
        people = ngettext("{count} person is known by it", "{count} people are known by it", self.people)
        text = _("{name} is known here now: {people}.").format(name=self.name, people=people.format(count=self.people))
        if self.rubrics:
            count = len(self.rubrics)
            new = ngettext("{count} rubric came along.", "{count} rubrics came along.", count).format(count=count)
            text = f"{text} {new}"
        return text


def write_programme_file(workspace: Workspace, keys: AuthorityKeys, target: Path) -> ProgrammeFileView:
    """Sign fresh news and write the programme file to ``target``; makes the recovery key if there is none yet.

    Raises `StorageError`, `CertDeskError` when locked.
    """
    desk, bundle = publish(workspace, desk_of(workspace, keys), keys)
    file = file_of_programme(workspace, keys, desk, bundle)
    write_file(target, written(file))
    return read_programme_file(target)


def file_of_programme(workspace: Workspace, keys: AuthorityKeys, desk: IssuingDesk, bundle: Bundle) -> ProgrammeFile:
    """Return the file to a bundle that was just signed, and let this desk itself go by it."""
    rubrics = _frozen(workspace)
    here = {one.id for one in list_identities(workspace.identities)}
    says = ProgrammeSays(
        format=SAYS,
        programme=desk.programme_id,
        number=bundle.news.version,
        made_at=workspace.clock(),
        rubrics=tuple(RubricNamed(one.id, one.version, tidy(one.title), body_digest(body)) for one, body in rubrics),
        policy=_shipped("programme_policy.yaml"),
        evidence_types=_shipped("evidence_types.yaml"),
        cohorts=_cohorts(workspace, desk.anchors.name),
        people=tuple(_colleague(desk.of(each), here) for each in dict.fromkeys(one.person for one in desk.enrolled)),
        recovery=ensure_recovery(workspace.folder, keys, workspace.clock()),
    )
    file = programme_file(says, [body for _rubric, body in rubrics], keys.issuing[-1], bundle)
    # This desk made the root, so nobody has to read words aloud: the bundle is the one that it just took in.
    keep_programme(workspace.folder, check_programme(file, desk.anchors.name), "", workspace.clock())
    return file


def read_programme_file(path: Path) -> ProgrammeFileView:
    """Read a programme file whose signatures are good. Whether it is the right programme's, its words say."""
    return view_of(read_programme(path), path)


def view_of(checked: CheckedProgramme, path: Path) -> ProgrammeFileView:
    """Return a checked programme file as people look at it."""
    says, trust = checked.says, checked.trust
    return ProgrammeFileView(
        says.programme,
        trust.bundle.anchors.name,
        trust.test,
        trust.words,
        trust.fingerprint,
        says.number,
        says.made_at,
        says.rubrics,
        tuple((one.name, one.role) for one in says.people),
        says.cohorts,
        bool(says.recovery),
        path,
    )


def standing_of_programme(workspace: Workspace, view: ProgrammeFileView) -> Standing:
    """Say how a programme file stands to what this desk knows. NEW and NEW_ROOT need its words to be typed."""
    return programme_standing(workspace.folder, read_programme(view.path))


def rubric_lines(workspace: Workspace, rubrics: tuple[RubricNamed, ...]) -> tuple[RubricLine, ...]:
    """Say of each rubric version whether it is here, by its digest."""
    return tuple(RubricLine(one.id, one.version, one.title, _standing(workspace, one)) for one in rubrics)


def join_programme(workspace: Workspace, path: Path, *, confirmed: str = "") -> Joined:
    """Take a programme file in: trust the programme, load the rubrics that are missing, know its people.

    ``confirmed`` are the words of its root (or the fingerprint) as they were read aloud and typed; empty is enough
    where this desk trusts that root already. Raises NotAllowedError for other words and for a file that would turn
    the clock back, `UntrustedFileError` for one that was altered; then nothing is changed.
    """
    checked = read_programme(path)
    stands = keep_programme(workspace.folder, checked, confirmed, workspace.clock())
    rubrics, held = bring_rubrics(workspace, checked.file)
    let_in_held(workspace)
    name = checked.trust.bundle.anchors.name
    label = _("programme file of {name}").format(name=name)
    change = Change(Kind.PERSON | Kind.RUBRIC, frozenset({checked.says.programme}), label)
    return Joined(change, checked.says.programme, name, stands, rubrics, held, len(checked.says.people))


def bring_rubrics(workspace: Workspace, file: ProgrammeFile) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Load the rubric versions that are missing here. Returns what was loaded, and sentences about what was not."""
    loaded: list[str] = []
    held: list[str] = []
    for named, body in zip(file.signed.says.rubrics, file.bodies, strict=True):
        title = f"{named.title} {named.version}"
        standing = _standing(workspace, named)
        if standing is RubricStanding.OTHER and _says_otherwise(workspace, named, body):
            text = _("“{title}” is here with other content. It stays as it is; ask the lead which of them is right.")
            held.append(text.format(title=title))
        elif standing is RubricStanding.NEW:
            try:
                _load(workspace, named, body)
            except CertDeskError as problem:
                held.append(_("“{title}” was not loaded: {why}").format(title=title, why=problem.sentence))
            else:
                loaded.append(title)
    return tuple(loaded), tuple(held)


def _load(workspace: Workspace, named: RubricNamed, body: str) -> None:
    from certdesk.actions.publishing_rubrics import check_publishable

    rubric = _read(named, body)
    check_publishable(rubric)
    label = _("rubric {title} {version}").format(title=rubric.title, version=rubric.version)
    with workspace.recording("rubric.loaded", label, subject=rubric.id) as recording:
        recording.put("rubric", rubric_row(rubric))


def _read(named: RubricNamed, body: str) -> Rubric:
    """Read a rubric of a programme file. Raises RubricError for one that this version can't read."""
    try:
        rubric = loads(Rubric, body)
        same = (rubric.id, rubric.version) == (named.id, named.version) and dumps(rubric) == body
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError, OverflowError):
        same = False
    if not same:
        text = _("It was written by a newer version of CertDesk, or is damaged.")
        raise RubricError(text, _("Use the newest version of CertDesk on both computers."))
    return rubric


def _says_otherwise(workspace: Workspace, named: RubricNamed, body: str) -> bool:
    """Whether the version that is here reads differently, not only was written in another way."""
    from certdesk.core.comparing_versions import compare

    try:
        return bool(compare(load_rubric(workspace.db, RubricRef(named.id, named.version)), _read(named, body)).lines)
    except RubricError:
        return True


def _cohorts(workspace: Workspace, programme: str) -> tuple[str, ...]:
    """Name the cohorts of the programme whose portfolios are here."""
    sql = "select distinct cohort from portfolio where programme = ? and cohort <> '' order by cohort"
    return tuple(tidy(row["cohort"]) for row in workspace.db.query(sql, [programme]))[:MOST_COHORTS]


def _standing(workspace: Workspace, named: RubricNamed) -> RubricStanding:
    ref = RubricRef(named.id, named.version)
    if ref not in list_rubrics(workspace.db):
        return RubricStanding.NEW
    same = body_digest(dumps(load_rubric(workspace.db, ref))) == named.digest
    return RubricStanding.HERE if same else RubricStanding.OTHER


def _frozen(workspace: Workspace) -> list[tuple[Rubric, str]]:
    """Return the published versions with their canonical JSON, as many as there is room for in a file."""
    found: list[tuple[Rubric, str]] = []
    room = ROOM_FOR_RUBRICS
    for ref in list_rubrics(workspace.db)[:MOST_RUBRICS]:
        rubric = load_rubric(workspace.db, ref)
        body = dumps(rubric)
        room -= len(body.encode())
        if room < 0:
            break
        found.append((rubric, body))
    return found


def _colleague(theirs: tuple[Enrolled, ...], here: set[str]) -> Colleague:
    newest = max(theirs, key=lambda one: (one.revoked_on is None, one.issued_at))
    leaf = newest.leaf
    return Colleague(
        newest.person,
        tidy(newest.name),
        tidy(newest.role),
        did_key(statement_key_of(leaf) or b""),
        f"{leaf.serial_number:x}",
        leaf.not_valid_after_utc,
        newest.person in here,
    )


def _shipped(name: str) -> str:
    return (shipped.rubrics() / name).read_text(encoding="utf-8")
