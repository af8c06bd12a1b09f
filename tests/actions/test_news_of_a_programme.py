"""What a trust bundle carries besides revocations: the register, and the status of badges."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.support.programmes import DESK, ROOT

from certdesk.actions.programmes import unlock_authority
from certdesk.actions.registering import append_events, settle
from certdesk.actions.rolling_over import Rollover, RolloverWishes, keep_rollover, make_rollover, plan_rollover
from certdesk.actions.trusting import export_bundle, import_bundle
from certdesk.core.credentials import Deed, RegisterEvent
from certdesk.core.errors import UntrustedFileError
from certdesk.core.progress import silent
from certdesk.signing.badge.status import read_status_list
from certdesk.signing.trust_store import load_programmes, load_trust


def event(desks, number, deed=Deed.ISSUED, **more):
    plain = {"serial": f"HSTP-2026-{number:05d}-0", "at": desks.clock()}
    if deed is Deed.ISSUED:
        plain |= {
            "award_id": f"0198f7a0-0000-7000-8000-{number:012d}",
            "pdf": "a" * 64,
            "signer": "b" * 64,
            "status_index": number,
            "valid_until": date(2029, 1, 1),
        }
    return RegisterEvent(deed, **(plain | more))


def enter(desks, keys, *events):
    with desks.lead.recording("certificate.issued", "issued") as recording:
        append_events(desks.lead, recording, desks.programme, events, keys)
    settle(desks.lead, desks.programme, keys.issuer)


def heard(desks, keys, name="x"):
    """Export at the lead's desk and take it in at the assessor's; returns what that knows then."""
    view = export_bundle(desks.lead, keys, desks.files / f"{name}.certdesk-trust")
    import_bundle(desks.assessor, view.path, confirmed_words=desks.words)
    [programme] = load_programmes(desks.assessor.folder)
    assert not programme.problem
    return programme


def test_the_register_and_the_status_of_badges_travel(desks):
    keys = desks.made.keys
    enter(desks, keys, event(desks, 1), event(desks, 2))
    first = heard(desks, keys, "first")
    assert [one.serial for one in first.register.events] == ["HSTP-2026-00001-0", "HSTP-2026-00002-0"]
    assert not read_status_list(first.status_lists[0]).is_set(1)
    desks.clock.after(hours=1)
    enter(desks, keys, event(desks, 1, Deed.WITHDRAWN, since=date(2026, 11, 22), reason="by mistake"))
    second = heard(desks, keys, "second")
    assert len(second.register.events) == 3
    [bits] = [read_status_list(each) for each in second.status_lists]
    assert (bits.is_set(1), bits.is_set(2)) == (True, False)
    assert load_trust(desks.assessor.folder, ()).newest_seen >= desks.clock() - timedelta(seconds=1)


def test_a_register_that_was_changed_at_the_desk_is_a_problem_there(desks):
    keys = desks.made.keys
    enter(desks, keys, event(desks, 1), event(desks, 2))
    heard(desks, keys)
    file = desks.assessor.folder / "trust" / desks.programme / "register.json"
    file.write_bytes(file.read_bytes().replace(b"2029-01-01", b"2039-01-01"))
    [programme] = load_programmes(desks.assessor.folder)
    assert "register" in programme.problem
    assert programme.roots


def test_a_register_goes_on_under_a_new_key(desks):
    enter(desks, desks.made.keys, event(desks, 1))
    heard(desks, desks.made.keys, "first")
    desks.clock.after(days=1)
    wanted = RolloverWishes(desks.programme, Rollover.REGISTER, desks.made.founded.copies[0], ROOT, DESK)
    keep_rollover(desks.lead, make_rollover(plan_rollover(desks.lead, wanted), silent))
    keys = unlock_authority(desks.lead, desks.programme, DESK)
    assert keys.statement_key != desks.made.keys.statement_key
    programme = heard(desks, keys, "second")
    assert len(programme.register.events) == 1
    assert [one.retired_at is None for one in programme.register_keys] == [False, True]
    # The last list of the old key goes on telling about the badges that it signed.
    assert {read_status_list(each).key for each in programme.status_lists} == {
        desks.made.keys.statement_key,
        keys.statement_key,
    }
    desks.clock.after(days=1)
    enter(desks, keys, event(desks, 2))
    assert len(heard(desks, keys, "third").register.events) == 2


def test_a_bundle_whose_register_is_of_another_past_is_refused(desks):
    keys = desks.made.keys
    enter(desks, keys, event(desks, 1))
    heard(desks, keys, "first")
    folder = desks.lead.folder / "register" / desks.programme
    published = folder / "register.json"
    published.write_bytes(published.read_bytes().replace(b"2029-01-01", b"2039-01-01"))
    with pytest.raises(UntrustedFileError):
        heard(desks, keys, "second")
