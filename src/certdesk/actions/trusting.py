"""Trust bundles: hand one out, look at one, believe it, and forget a programme."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from certdesk.actions.joining import leave
from certdesk.actions.letting_in import let_in_held
from certdesk.actions.programmes import find_programme
from certdesk.actions.telling_news import desk_of, publish
from certdesk.core.changes import UNCHANGED, Change, Kind
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.words import _
from certdesk.signing.authority.bundle import read_bundle_file
from certdesk.signing.authority.checking import Checked, check_bundle, revoked_serials
from certdesk.signing.authority.formats import written
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.authority.seen import Standing
from certdesk.signing.safe_write import write_file
from certdesk.signing.trust_store import TRUST, look_at, standing_of, take_in
from certdesk.store.workspace import Workspace

__all__ = [
    "BundleView",
    "Standing",
    "compare_bundle",
    "export_bundle",
    "forget_programme",
    "import_bundle",
    "read_bundle",
]


@dataclass(frozen=True, slots=True)
class BundleView:
    """A trust bundle as people look at it. ``words`` (10) and ``fingerprint`` are of its root.

    ``people_revoked`` is how many certificates its lists hold.
    """

    programme_id: str
    name: str
    rehearsal: bool
    words: tuple[str, ...]
    fingerprint: str
    version: int
    made_at: datetime
    people_revoked: int
    has_register: bool
    path: Path


def export_bundle(workspace: Workspace, keys: AuthorityKeys, target: Path) -> BundleView:
    """Sign fresh news and write the trust bundle to ``target``. Raises `StorageError`, `CertDeskError` when locked."""
    _desk, bundle = publish(workspace, desk_of(workspace, keys), keys)
    write_file(target, written(bundle))
    return read_bundle(target)


def read_bundle(path: Path) -> BundleView:
    """Read a bundle whose signatures are good. Whether it is the right programme's, its words say."""
    return _view(_checked(path), path)


def compare_bundle(workspace: Workspace, view: BundleView) -> Standing:
    """Say how a bundle stands to what this desk knows. NEW and NEW_ROOT need its words to be typed."""
    return standing_of(_checked(view.path), look_at(workspace.folder, view.programme_id))


def import_bundle(workspace: Workspace, path: Path, *, confirmed_words: str = "") -> Change:
    """Believe a bundle. ``confirmed_words`` are its root's, or the fingerprint, as they were read aloud and typed.

    They are needed for a programme that is new here and for a new root that the old one does not vouch for. Raises
    NotAllowedError for other words and for a bundle that would turn the clock back, `UntrustedFileError`.
    """
    checked = _checked(path)
    stands = take_in(workspace.folder, checked.bundle, confirmed_words, workspace.clock())
    if stands is Standing.SAME:
        return UNCHANGED
    let_in_held(workspace)
    name = checked.bundle.anchors.name
    return _change(checked.bundle.anchors.programme, _("trust bundle of {name}").format(name=name))


def forget_programme(workspace: Workspace, programme_id: str) -> Change:
    """Trust a programme no more, and let nobody on this desk sign for it.

    Raises NotFoundError, and NotAllowedError where this desk issues for a programme that is no rehearsal.
    """
    programme = find_programme(workspace, programme_id)
    if programme.is_issuing_desk and not programme.rehearsal:
        text = _("This desk issues for {name}, so it can't forget it.").format(name=programme.name)
        raise NotAllowedError(text, _("Without its keys nobody could revoke a certificate any more."))
    leave(workspace, programme.id)
    for folder in (workspace.folder / TRUST / programme.id, workspace.folder / "authority" / programme.id):
        try:
            if folder.exists():
                shutil.rmtree(folder)
        except OSError as problem:
            text = _("{folder} can't be removed: {reason}.").format(folder=folder, reason=problem.strerror or problem)
            raise StorageError(text, _("Close what has a file of it open, and try again.")) from problem
    return _change(programme.id, _("{name} forgotten").format(name=programme.name))


def _checked(path: Path) -> Checked:
    return check_bundle(read_bundle_file(path), path.name)


def _view(checked: Checked, path: Path) -> BundleView:
    anchors, news = checked.bundle.anchors, checked.bundle.news
    return BundleView(
        anchors.programme,
        anchors.name,
        checked.test,
        checked.words,
        checked.fingerprint,
        news.version,
        max(anchors.made_at, news.made_at),
        len(revoked_serials(checked.lists)),
        bool(news.register),
        path,
    )


def _change(programme_id: str, label: str) -> Change:
    return Change(Kind.PERSON, frozenset({programme_id}), label)
