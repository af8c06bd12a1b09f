"""Enrolling, renewing, revoking, replacing keys, and handing trust on, between two desks."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from tests.support.programmes import DESK, OWN, ROOT

from certdesk.actions.enrolling import (
    accept,
    approve,
    check_request_words,
    make_request,
    read_approval,
    read_request,
)
from certdesk.actions.identifying import my_identity, unlock_mine
from certdesk.actions.programmes import (
    MemberState,
    find_programme,
    members,
    programmes_here,
    unlock_authority,
    why_not_sign,
)
from certdesk.actions.renewing import make_renewal_request, renew
from certdesk.actions.revoking import revoke
from certdesk.actions.rolling_over import Rollover, RolloverWishes, keep_rollover, make_rollover, plan_rollover
from certdesk.actions.trusting import (
    Standing,
    compare_bundle,
    export_bundle,
    forget_programme,
    import_bundle,
    read_bundle,
)
from certdesk.actions.undoing import undo
from certdesk.core.errors import CertDeskError, NotAllowedError, NotFoundError, UntrustedFileError
from certdesk.core.progress import silent
from certdesk.signing.authority.formats import written as as_file
from certdesk.signing.authority.requests import new_request
from certdesk.signing.identity import list_identities, make_identity, unlock
from certdesk.signing.signer import Signer
from certdesk.signing.trust_store import load_trust


def asked(desks, name="amara"):
    return make_request(desks.assessor, desks.made.assessor, desks.files / f"{name}.certdesk-request")


def approved(desks, years=1):
    target = desks.files / "amara.certdesk-approval"
    member = approve(desks.lead, desks.made.keys, asked(desks), "assessor", years, target)
    return member, target


@pytest.fixture
def joined(desks):
    """The desks after Amara was enrolled."""
    _member, target = approved(desks)
    accept(desks.assessor, target, confirmed=desks.words)
    return desks


def pem_of(der: bytes) -> str:
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM).decode()


def bundle(desks, name="x"):
    return export_bundle(desks.lead, desks.made.keys, desks.files / f"{name}.certdesk-trust")


def amara(desks):
    return next(one for one in members(desks.lead, desks.programme) if one.name == "Amara")


def test_words_are_compared_and_the_person_keeps_id_and_key(desks):
    before = my_identity(desks.assessor)
    view = asked(desks)
    read = read_request(view.path)
    assert read == view
    assert (read.name, read.role, read.person_id, read.renewal) == ("Amara", "assessor", before.id, False)
    check_request_words(read, " ".join(read.words).upper())
    with pytest.raises(NotAllowedError, match="not the words"):
        check_request_words(read, "acorn tiger")
    target = desks.files / "amara.certdesk-approval"
    member = approve(desks.lead, desks.made.keys, read, "assessor", 2, target)
    assert (member.id, member.state, member.key_here) == (before.id, MemberState.ACTIVE, False)
    told = read_approval(target)
    assert (told.programme_name, told.words) == ("Highlands STEM", desks.made.founded.words)
    assert accept(desks.assessor, target, confirmed=desks.words.upper())
    after = my_identity(desks.assessor)
    assert (after.id, after.statement_key, after.key_file) == (before.id, before.statement_key, before.key_file)
    assert (after.programme_id, after.digest == before.digest) == (desks.programme, False)
    assert after.earlier == (before.digest,)
    signer = unlock_mine(desks.assessor, OWN)
    assert (signer.certificate_pem, signer.chain) == (after.certificate_pem, after.chain)
    # What was signed before still counts as theirs.
    trust = load_trust(desks.assessor.folder, list_identities(desks.assessor.identities))
    assert trust.find(before.digest)
    assert trust.find(after.digest)


def test_joining_is_no_deed_that_undo_takes_back(joined):
    with pytest.raises(CertDeskError):
        undo(joined.assessor)
    assert my_identity(joined.assessor).programme_id == joined.programme


def test_an_approval_needs_the_words_of_the_programme(desks):
    _member, target = approved(desks)
    for words in ("", "acorn tiger", " ".join(reversed(desks.words.split()))):
        with pytest.raises(NotAllowedError):
            accept(desks.assessor, target, confirmed=words)
    assert my_identity(desks.assessor).programme_id == ""
    assert programmes_here(desks.assessor) == ()


def test_a_desk_that_trusts_the_programme_needs_no_words_to_join(desks):
    import_bundle(desks.assessor, bundle(desks).path, confirmed_words=desks.words)
    _member, target = approved(desks)
    accept(desks.assessor, target, confirmed="")
    assert find_programme(desks.assessor).mine


def test_a_request_that_was_swapped_after_the_words_were_compared_is_refused(desks):
    view = asked(desks)
    other = asked(desks, "other")
    view.path.write_bytes(other.path.read_bytes())
    with pytest.raises(NotAllowedError, match="compared"):
        approve(desks.lead, desks.made.keys, view, "assessor", 1, desks.files / "x")
    assert not (desks.files / "x").exists()


@pytest.mark.parametrize(("role", "years"), [("wizard", 1), ("assessor", 0), ("assessor", 3)])
def test_roles_and_terms_have_bounds(desks, role, years):
    with pytest.raises(NotAllowedError):
        approve(desks.lead, desks.made.keys, asked(desks), role, years, desks.files / "x")


def test_somebody_elses_approval_and_one_for_another_key_are_refused(desks, joined):
    mine = my_identity(desks.lead)
    target = desks.files / "lead.certdesk-approval"
    renew(desks.lead, desks.made.keys, mine.id, 2, target)
    with pytest.raises(NotFoundError, match="not on this computer"):
        accept(desks.assessor, target, confirmed=desks.words)


def test_an_altered_approval_changes_nothing(desks):
    _member, target = approved(desks)
    target.write_bytes(target.read_bytes().replace(b"Highlands", b"Lowlands!"))
    with pytest.raises(UntrustedFileError):
        accept(desks.assessor, target, confirmed=desks.words)
    assert my_identity(desks.assessor).programme_id == ""


def test_locked_keys_do_nothing(desks):
    keys = desks.made.keys
    locked = type(keys)(keys.programme_id, keys.programme_name, keys.issuing, keys.register)
    locked.lock()
    with pytest.raises(CertDeskError, match="locked"):
        approve(desks.lead, locked, asked(desks), "assessor", 1, desks.files / "x")
    assert len(members(desks.lead, desks.programme)) == 1


def test_a_lost_laptop_is_revoked_for_good_and_everybody_hears_of_it(joined):
    since = joined.clock().date()
    joined.clock.after(days=2)
    change = revoke(joined.lead, joined.made.keys, amara(joined).id, reason="lost", since=since)
    assert change
    lost = amara(joined)
    assert (lost.state, lost.revoked_on, lost.since) == (MemberState.REVOKED, joined.clock().date(), since)
    assert lost.reason == "The computer or the key was lost or stolen"
    assert not revoke(joined.lead, joined.made.keys, lost.id, reason="left", since=since)
    view = bundle(joined)
    assert view.people_revoked == 1
    assert compare_bundle(joined.assessor, view) is Standing.NEWER
    assert why_not_sign(joined.assessor, my_identity(joined.assessor)) == ""
    import_bundle(joined.assessor, view.path)
    assert "revoked" in why_not_sign(joined.assessor, my_identity(joined.assessor))
    for again in (
        lambda: renew(joined.lead, joined.made.keys, lost.id, 1, joined.files / "x"),
        lambda: approve(joined.lead, joined.made.keys, asked(joined), "assessor", 1, joined.files / "x"),
    ):
        with pytest.raises(NotAllowedError, match="revoked"):
            again()


def test_revocations_are_checked(joined):
    today, keys, member = joined.clock().date(), joined.made.keys, amara(joined)
    with pytest.raises(NotAllowedError, match="future"):
        revoke(joined.lead, keys, member.id, reason="lost", since=today.replace(year=2027))
    with pytest.raises(NotAllowedError, match="not a reason"):
        revoke(joined.lead, keys, member.id, reason="mood", since=today)
    with pytest.raises(NotFoundError):
        revoke(joined.lead, keys, "0" * 16, reason="lost", since=today)


def test_a_desk_taken_back_to_an_older_state_forgets_no_revocation(joined):
    folder = joined.lead.folder / "authority" / joined.programme
    old = (folder / "desk.json").read_bytes()
    revoke(joined.lead, joined.made.keys, amara(joined).id, reason="left", since=joined.clock().date())
    before = bundle(joined, "before")
    (folder / "desk.json").write_bytes(old)
    after = bundle(joined, "after")
    assert after.people_revoked == 1
    assert after.version > before.version


def test_renewing_never_makes_a_term_shorter(desks):
    target = desks.files / "lead.certdesk-approval"
    desks.clock.after(days=30)
    with pytest.raises(NotAllowedError, match="longer"):
        renew(desks.lead, desks.made.keys, my_identity(desks.lead).id, 1, target)
    assert not target.exists()
    desks.clock.after(days=360)
    renew(desks.lead, desks.made.keys, my_identity(desks.lead).id, 1, target)


def test_certificates_end_and_are_renewed_for_the_same_key(joined):
    joined.clock.after(days=330)
    assert amara(joined).state is MemberState.ENDING
    target = joined.files / "again.certdesk-approval"
    renew(joined.lead, joined.made.keys, amara(joined).id, 2, target)
    before = my_identity(joined.assessor)
    accept(joined.assessor, target, confirmed="")
    after = my_identity(joined.assessor)
    assert after.valid_until.year == before.valid_until.year + 2
    assert before.digest in after.earlier
    joined.clock.after(days=800)
    assert amara(joined).state is MemberState.EXPIRED
    with pytest.raises(NotAllowedError, match="ended"):
        accept(joined.assessor, target, confirmed="")


def test_a_new_key_is_vouched_for_by_the_old_one(joined):
    old = unlock_mine(joined.assessor, OWN)
    target = joined.files / "new.certdesk-request"
    request = make_renewal_request(joined.assessor, old, target, new_passphrase="another long one")
    assert request.renewal
    assert unlock_mine(joined.assessor, OWN).statement_key == old.statement_key
    approval = joined.files / "new.certdesk-approval"
    approve(joined.lead, joined.made.keys, request, "assessor", 1, approval)
    accept(joined.assessor, approval, confirmed="")
    new = unlock_mine(joined.assessor, "another long one")
    assert new.statement_key != old.statement_key
    assert new.identity_id == old.identity_id
    # A request of a later day works as well, though the id comes from a key that is gone.
    again = make_renewal_request(joined.assessor, new, joined.files / "later.certdesk-request")
    assert again.renewal


def test_another_key_without_the_word_of_the_old_one_is_refused(joined):
    key = Signer(joined.made.assessor.identity_id, "", *joined.made.lead._unlocked())
    target = joined.files / "stolen.certdesk-request"
    make_request(joined.assessor, key, target)
    with pytest.raises(UntrustedFileError, match="does not prove"):
        read_request(target)


def test_nobody_joins_under_the_id_of_somebody_else(desks):
    asked(desks)
    written = json.loads((desks.files / "amara.certdesk-request").read_bytes())
    stranger = make_identity("Eve", "assessor", OWN, now=desks.lead.clock(), folder=desks.files / "eve")
    eve = unlock(stranger, OWN)
    origin = pem_of(base64.b64decode(written["origin"]))
    borrowed = new_request(eve, origin, ("Amara", "assessor"), desks.lead.clock(), old=eve)
    target = desks.files / "borrowed.certdesk-request"
    target.write_bytes(as_file(borrowed))
    with pytest.raises(NotAllowedError, match="another key"):
        approve(desks.lead, desks.made.keys, read_request(target), "assessor", 1, desks.files / "x")


def test_whoever_belongs_to_nothing_can_not_renew(desks):
    with pytest.raises(NotAllowedError, match="signs for a programme"):
        make_renewal_request(desks.assessor, desks.made.assessor, desks.files / "x")


def test_a_programme_can_be_forgotten_but_not_where_it_is_issued(joined):
    with pytest.raises(NotAllowedError, match="issues for"):
        forget_programme(joined.lead, joined.programme)
    assert forget_programme(joined.assessor, joined.programme)
    assert programmes_here(joined.assessor) == ()
    assert my_identity(joined.assessor).programme_id == ""
    with pytest.raises(NotFoundError):
        forget_programme(joined.assessor, joined.programme)


def test_an_approval_that_a_newer_bundle_overtook_is_taken_in(desks):
    _member, target = approved(desks)
    newest = bundle(desks)
    import_bundle(desks.assessor, newest.path, confirmed_words=desks.words)
    accept(desks.assessor, target, confirmed="")
    assert my_identity(desks.assessor).programme_id == desks.programme
    [programme] = programmes_here(desks.assessor)
    assert programme.version == newest.version

    desks.clock.after(days=1)
    later = desks.files / "later.certdesk-approval"
    renew(desks.lead, desks.made.keys, amara(desks).id, 2, later)
    import_bundle(desks.assessor, bundle(desks, "later").path)
    accept(desks.assessor, later, confirmed="")
    until = my_identity(desks.assessor).valid_until
    with pytest.raises(NotAllowedError, match="older"):
        accept(desks.assessor, target, confirmed="")
    assert my_identity(desks.assessor).valid_until == until


def test_an_approval_that_was_overtaken_by_its_revocation_is_refused(desks):
    _member, target = approved(desks)
    revoke(desks.lead, desks.made.keys, amara(desks).id, reason="left", since=desks.clock().date())
    import_bundle(desks.assessor, bundle(desks).path, confirmed_words=desks.words)
    with pytest.raises(NotAllowedError, match="older"):
        accept(desks.assessor, target, confirmed="")
    assert my_identity(desks.assessor).programme_id == ""


def test_an_older_bundle_is_refused_and_the_screen_can_tell(joined):
    first, second = bundle(joined, "first"), bundle(joined, "second")
    assert import_bundle(joined.assessor, second.path)
    assert not import_bundle(joined.assessor, second.path)
    assert compare_bundle(joined.assessor, first) is Standing.OLDER
    with pytest.raises(NotAllowedError, match="older"):
        import_bundle(joined.assessor, first.path)
    [programme] = programmes_here(joined.assessor)
    assert len(programme.refused) == 1
    assert not programme.problem


def test_news_that_are_a_month_old_are_told_again_when_the_desk_is_unlocked(desks):
    desks.clock.after(days=29)
    unlock_authority(desks.lead, desks.programme, DESK)
    assert find_programme(desks.lead).version == 1
    desks.clock.after(days=2)
    unlock_authority(desks.lead, desks.programme, DESK)
    assert find_programme(desks.lead).version == 2


def test_a_bundle_names_its_programme(desks):
    view = bundle(desks)
    assert read_bundle(view.path) == view
    assert (view.name, view.rehearsal, view.has_register) == ("Highlands STEM", False, False)
    assert compare_bundle(desks.assessor, view) is Standing.NEW


def rolled(desks, what, **changes):
    plain = RolloverWishes(desks.programme, what, desks.made.founded.copies[0], ROOT, DESK)
    return make_rollover(plan_rollover(desks.lead, replace(plain, **changes)), silent)


def test_a_stolen_desk_gets_new_keys_and_the_lead_goes_on(joined):
    joined.clock.after(days=1)
    made = rolled(joined, Rollover.ISSUING, stolen=True)
    assert ROOT not in repr(made) + repr(made.plan)
    before = my_identity(joined.lead)
    keep_rollover(joined.lead, made)
    assert made.keys.locked
    assert my_identity(joined.lead).digest != before.digest
    lead, assessor = sorted(members(joined.lead, joined.programme), key=lambda one: one.role != "lead")
    assert (lead.state, assessor.state) == (MemberState.ACTIVE, MemberState.REVOKED)
    assert "renew" in assessor.reason
    with pytest.raises(NotAllowedError, match="something else"):
        keep_rollover(joined.lead, made)

    keys = unlock_authority(joined.lead, joined.programme, DESK)
    target = joined.files / "again.certdesk-approval"
    renew(joined.lead, keys, assessor.id, 1, target)
    import_bundle(joined.assessor, export_bundle(joined.lead, keys, joined.files / "new.certdesk-trust").path)
    assert "has to renew" in why_not_sign(joined.assessor, my_identity(joined.assessor))
    accept(joined.assessor, target, confirmed="")
    assert why_not_sign(joined.assessor, my_identity(joined.assessor)) == ""


def test_a_rollover_needs_the_right_stick(desks):
    with pytest.raises(NotAllowedError, match="root key"):
        rolled(desks, Rollover.REGISTER, root_copy=None)
    with pytest.raises(UntrustedFileError):
        rolled(desks, Rollover.REGISTER, root_copy=desks.lead.folder / "authority" / desks.programme / "desk.json")
    with pytest.raises(NotFoundError):
        rolled(desks, Rollover.REGISTER, programme_id="0" * 16)


@pytest.mark.slow
@pytest.mark.parametrize("stolen", [False, True])
def test_a_new_root_reaches_other_desks(joined, stolen):
    sticks = tuple(joined.files / name for name in ("c", "d"))
    for each in sticks:
        each.mkdir()
    joined.clock.after(days=1)
    new = "another passphrase"
    made = rolled(joined, Rollover.ROOT, stolen=stolen, copies=sticks, new_root_passphrase=new)
    keep_rollover(joined.lead, made)
    assert len(made.paper) > 5
    keys = unlock_authority(joined.lead, joined.programme, DESK)
    view = export_bundle(joined.lead, keys, joined.files / "root.certdesk-trust")
    assert view.words == made.words
    if stolen:
        assert compare_bundle(joined.assessor, view) is Standing.NEW_ROOT
        with pytest.raises(NotAllowedError, match="new root"):
            import_bundle(joined.assessor, view.path)
    import_bundle(joined.assessor, view.path, confirmed_words=" ".join(view.words) if stolen else "")
    assert not find_programme(joined.assessor).problem
    assert {one.state for one in members(joined.lead, joined.programme)} == {MemberState.ACTIVE}
