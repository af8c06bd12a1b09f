"""An item is mended in one deed, the original stays until it is let go, and masks make a copy beside it."""

from __future__ import annotations

import io
from dataclasses import replace
from hashlib import sha256

import pytest
from PIL import Image
from tests.evidence.mending import planting
from tests.support.fixtures import begun

from certdesk.actions.checking import make_check, plan_check
from certdesk.actions.masking import (
    keep_shareable,
    make_shareable,
    masks_of,
    plan_shareable,
    set_masks,
    shareable_of,
)
from certdesk.actions.repairing import (
    RepairPlan,
    bring_original_back,
    keep_repair,
    let_original_go,
    make_repair,
    offered_repairs,
    plan_repair,
    plan_smaller_for_all,
    recipe_of,
)
from certdesk.actions.sorting_items import remove_item
from certdesk.actions.undoing import undo
from certdesk.core.annotations import Rect
from certdesk.core.changes import Change
from certdesk.core.errors import CertDeskError, NotAllowedError
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.preflight import RepairKind
from certdesk.core.progress import silent
from certdesk.core.recipes import Cover, Mask, Rotate, Smaller, Strip, Trim
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.portfolios import item_row, load_item, load_items
from certdesk.store.workspace import Workspace

PORTFOLIO = "portfolio-P-001"


@pytest.fixture
def photo(workspace: Workspace) -> EvidenceItem:
    """The first item of P-001, a photo full of names."""
    data = planting.jpeg()
    staged = workspace.staging / "photo"
    staged.write_bytes(data)
    digest = sha256(data).hexdigest()
    workspace.vault.keep(staged, digest)
    old = load_items(workspace.db, PORTFOLIO)[0]
    item = replace(old, digest=digest, size=len(data), file_name="a.jpg", kind="image", format="JPEG", problem="")
    with workspace.recording("test", "test") as recording:
        recording.put("item", item_row(item))
    return item


def mended(workspace: Workspace, worker: EvidenceWorker, plan: RepairPlan) -> Change:
    return keep_repair(workspace, plan, make_repair(plan, worker, silent))


def test_repairs_add_up_and_are_made_from_the_original(
    workspace: Workspace, worker: EvidenceWorker, photo: EvidenceItem
) -> None:
    assert offered_repairs(workspace, photo.id) == (RepairKind.ROTATE, RepairKind.STRIP)
    assert mended(workspace, worker, plan_repair(workspace, photo.id, Rotate(90)))
    assert mended(workspace, worker, plan_repair(workspace, photo.id, Strip(), Rotate(90)))
    assert recipe_of(workspace, photo.id) == (Rotate(180), Strip())
    item = load_item(workspace.db, photo.id)
    data = workspace.vault.path(item.digest).read_bytes()
    assert planting.PLANTED[0] not in data
    assert Image.open(io.BytesIO(data)).getexif()[0x0112] == 3
    assert workspace.vault.has(photo.digest)
    bring_original_back(workspace, photo.id)
    assert load_item(workspace.db, photo.id) == photo
    assert recipe_of(workspace, photo.id) == ()


def test_undo_brings_the_original_back_until_it_was_let_go(
    workspace: Workspace, worker: EvidenceWorker, photo: EvidenceItem
) -> None:
    mended(workspace, worker, plan_repair(workspace, photo.id, Strip()))
    undo(workspace)
    assert load_item(workspace.db, photo.id) == photo
    mended(workspace, worker, plan_repair(workspace, photo.id, Strip()))
    let_original_go(workspace, photo.id)
    assert not workspace.vault.has(photo.digest)
    assert not let_original_go(workspace, photo.id)
    with pytest.raises(NotAllowedError):
        undo(workspace)
    with pytest.raises(NotAllowedError):
        bring_original_back(workspace, photo.id)
    assert planting.PLANTED[0] not in workspace.vault.path(load_item(workspace.db, photo.id).digest).read_bytes()


def test_nothing_changes_once_somebody_has_begun(
    workspace: Workspace, worker: EvidenceWorker, photo: EvidenceItem
) -> None:
    plan = plan_repair(workspace, photo.id, Strip())
    made = make_repair(plan, worker, silent)
    begun(workspace, "P-001")
    with pytest.raises(NotAllowedError, match="begun to assess"):
        keep_repair(workspace, plan, made)
    with pytest.raises(NotAllowedError, match="begun to assess"):
        plan_repair(workspace, photo.id, Rotate(90))
    assert offered_repairs(workspace, photo.id) == ()
    assert plan_smaller_for_all(workspace, (PORTFOLIO,), 0) == ()
    assert load_item(workspace.db, photo.id) == photo


def test_a_repair_is_not_undone_once_somebody_has_begun(
    workspace: Workspace, worker: EvidenceWorker, photo: EvidenceItem
) -> None:
    mended(workspace, worker, plan_repair(workspace, photo.id, Strip()))
    begun(workspace, "P-001")
    with pytest.raises(NotAllowedError, match="begun to assess"):
        undo(workspace)


@pytest.mark.parametrize("step", [Trim(0, 10), Smaller(), Rotate(45)])
def test_what_an_item_has_no_room_for_is_refused(workspace: Workspace, photo: EvidenceItem, step: Smaller) -> None:
    with pytest.raises(NotAllowedError):
        plan_repair(workspace, photo.id, step)


def test_a_damaged_file_says_so_and_stays(workspace: Workspace, worker: EvidenceWorker, photo: EvidenceItem) -> None:
    path = workspace.vault.path(photo.digest)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(CertDeskError, match="is damaged"):
        make_repair(plan_repair(workspace, photo.id, Strip()), worker, silent)
    assert not list(workspace.staging.iterdir())
    assert load_item(workspace.db, photo.id) == photo


def test_a_masked_copy_is_out_of_date_when_masks_or_file_change(
    workspace: Workspace, worker: EvidenceWorker, photo: EvidenceItem
) -> None:
    box, other = Mask(Rect(0, 0, 80, 48), Cover.BOX), Mask(Rect(80, 48, 160, 96))
    set_masks(workspace, photo.id, (box,))
    assert shareable_of(workspace, photo.id) is None
    plan = plan_shareable(workspace, photo.id)
    keep_shareable(workspace, plan, make_shareable(plan, worker, silent))
    found = shareable_of(workspace, photo.id)
    assert found is not None
    assert found.current
    first = found.copy.digest
    data = workspace.vault.path(first).read_bytes()
    assert planting.PLANTED[0] not in data
    assert max(Image.open(io.BytesIO(data)).getpixel((40, 24))) < 12  # type: ignore[arg-type, type-var]
    assert load_item(workspace.db, photo.id) == photo, "the item itself stays"
    set_masks(workspace, photo.id, (box, other))
    stale = shareable_of(workspace, photo.id)
    assert stale is not None
    assert not stale.current
    undo(workspace)
    mended(workspace, worker, plan_repair(workspace, photo.id, Strip()))
    assert not shareable_of(workspace, photo.id).current  # type: ignore[union-attr]
    assert masks_of(workspace, photo.id) == (box,)
    set_masks(workspace, photo.id, ())
    assert not workspace.vault.has(first)
    assert shareable_of(workspace, photo.id) is None


def test_a_lost_original_is_missed(workspace: Workspace, worker: EvidenceWorker, photo: EvidenceItem) -> None:
    mended(workspace, worker, plan_repair(workspace, photo.id, Strip()))
    workspace.vault.let_go(photo.digest)
    assert any(
        "kept copy" in fault
        for found in make_check(plan_check(workspace), silent, deep=False)
        for fault in found.faults
    )


def test_a_repair_is_not_kept_beside_an_original_that_was_let_go_meanwhile(
    workspace: Workspace, worker: EvidenceWorker, photo: EvidenceItem
) -> None:
    mended(workspace, worker, plan_repair(workspace, photo.id, Rotate(90)))
    plan = plan_repair(workspace, photo.id, Strip())
    made = make_repair(plan, worker, silent)
    let_original_go(workspace, photo.id)
    now = load_item(workspace.db, photo.id)
    with pytest.raises(NotAllowedError, match="changed meanwhile"):
        keep_repair(workspace, plan, made)
    assert load_item(workspace.db, photo.id) == now
    assert recipe_of(workspace, photo.id) == ()


def test_an_original_of_which_a_package_speaks_stays(
    workspace: Workspace, worker: EvidenceWorker, photo: EvidenceItem
) -> None:
    mended(workspace, worker, plan_repair(workspace, photo.id, Strip()))
    row = dict.fromkeys(("hash", "kind", "subject", "author", "person", "epoch"), "x")
    numbers = dict.fromkeys(("seq", "rank", "arrived", "clashing"), 0)
    with workspace.recording("test", "test") as recording:
        recording.put("statement", {**row, **numbers, "body": f'{{"digest":"{photo.digest}"}}'})
    let_original_go(workspace, photo.id)
    assert workspace.vault.has(photo.digest)


def test_a_check_looks_for_what_was_taken_out_and_not_for_masked_copies(
    workspace: Workspace, worker: EvidenceWorker, photo: EvidenceItem
) -> None:
    set_masks(workspace, photo.id, (Mask(Rect(0.1, 0.1, 0.4, 0.4)),))
    plan = plan_shareable(workspace, photo.id)
    keep_shareable(workspace, plan, make_shareable(plan, worker, silent))
    masked = shareable_of(workspace, photo.id)
    assert masked is not None
    workspace.vault.let_go(masked.copy.digest)
    names = [one.digest for one in plan_check(workspace).evidence]
    assert masked.copy.digest not in names
    remove_item(workspace, photo.id)
    assert photo.digest in [one.digest for one in plan_check(workspace).evidence]
