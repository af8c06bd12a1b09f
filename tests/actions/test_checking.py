"""A check looks for what has to be there, and for nothing that was never sent here."""

from __future__ import annotations

from dataclasses import replace

from tests.support.desks import ADA, BEN, desk
from tests.support.journeys_of_packages import hand_over, pack, place, put_files, take

from certdesk.actions.checking import make_check, plan_check
from certdesk.actions.packing import PackageScope
from certdesk.core.progress import silent
from certdesk.store.portfolios import item_row, load_items


def test_what_is_closed_to_assessors_is_not_missing_on_their_desk(tmp_path):
    ada, ben = desk(tmp_path / "ada", ADA), desk(tmp_path / "ben", BEN)
    with ada.knows(ben).workspace as hers, ben.knows(ada).workspace as his:
        portfolio = put_files(ada, programme="Bridges")
        plan, video = load_items(hers.db, portfolio.id)
        with hers.recording("item.sorted", "sorted") as recording:
            recording.put("item", item_row(replace(video, evidence_type="lesson_video")))
        hand_over(ada, pack(ada, PackageScope(portfolios=(portfolio.id,), to=(ben.person,))), place(tmp_path / "stick"))
        take(ben, tmp_path / "stick")
        assert [his.vault.has(one.digest) for one in (plan, video)] == [True, False]
        assert not [one.faults for one in make_check(plan_check(his), silent, deep=True) if one.faults]
        for workspace, lost in ((his, plan), (hers, video)):
            workspace.vault.let_go(lost.digest)
            found = make_check(plan_check(workspace), silent, deep=False)
            assert [lost.file_name in fault for one in found for fault in one.faults] == [True]
