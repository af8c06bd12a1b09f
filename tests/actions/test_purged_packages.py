"""What was purged never comes back from an old package, nor from a newer one of the same portfolio."""

from __future__ import annotations

from dataclasses import replace

from tests.support.desks import ADA, LEA, desk
from tests.support.journeys_of_packages import hand_over, pack, place, put_files, take
from tests.support.lent_reader import reader

from certdesk.actions import finding_packages
from certdesk.actions.packing import PackageScope
from certdesk.actions.purging import PurgeWork, make_purge
from certdesk.store.portfolios import load_items, load_portfolio, portfolio_row

__all__ = ["reader"]


def test_no_package_brings_a_purged_file_back(tmp_path, reader, monkeypatch):
    monkeypatch.setattr(finding_packages, "IntakeReader", lambda *_places: reader)
    ada, lea = desk(tmp_path / "ada", ADA), desk(tmp_path / "lea", LEA)
    with ada.workspace, lea.workspace as workspace:
        ada.knows(lea)
        lea.knows(ada)
        put_files(ada)
        portfolio_id = "portfolio-P-001"
        scope = PackageScope((portfolio_id,), (lea.person,))
        hand_over(ada, pack(ada, scope), place(tmp_path / "OLD"))
        take(lea, tmp_path / "OLD")
        plan, video = load_items(workspace.db, portfolio_id)
        assert workspace.vault.has(video.digest)
        with workspace.recording("evidence.purged", "purged", subject="receipt") as recording:
            recording.put("purged_item", {"item_id": video.id, "digest": video.digest, "receipt_id": "receipt"})
        make_purge(PurgeWork(workspace.vault, workspace.folder, workspace.derived, frozenset({video.digest})))
        with ada.workspace.recording("portfolio.changed", "changed", subject=portfolio_id) as recording:
            changed = replace(load_portfolio(ada.workspace.db, portfolio_id), title="Another title")
            recording.put("portfolio", portfolio_row(changed))
        hand_over(ada, pack(ada, replace(scope, everything=True)), place(tmp_path / "NEW"))
        for stick in ("OLD", "NEW"):
            kept = take(lea, tmp_path / stick)
            assert not kept.waiting
            assert not workspace.vault.has(video.digest)
            assert workspace.vault.has(plan.digest)
        assert load_portfolio(workspace.db, portfolio_id).title == "Another title"
