"""Founding a programme: what the ceremony leaves, and that nothing is half made when it fails."""

from __future__ import annotations

import logging
import os
import re
import shutil
import stat
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from tests.support.programmes import DESK, OWN, ROOT, wishes

from certdesk.actions import founding
from certdesk.actions.founding import discard_founding, keep_founding, make_founding, minutes_of, plan_founding
from certdesk.actions.identifying import my_identity, unlock_mine
from certdesk.actions.programmes import MemberState, members, programmes_here, unlock_authority
from certdesk.actions.verifying import verify_file
from certdesk.core.errors import CancelledError, CertDeskError, NotAllowedError, StorageError, WrongPassphraseError
from certdesk.core.progress import silent
from certdesk.signing.authority.root_copies import paper_path
from certdesk.signing.trust_store import look_at
from certdesk.signing.verification import Verdict


@pytest.fixture
def sticks(tmp_path):
    folders = (tmp_path / "one", tmp_path / "two")
    for each in folders:
        each.mkdir()
    return folders


@pytest.fixture
def wanted(desks, sticks):
    return wishes(desks.made.lead, sticks)


def test_the_ceremony_leaves_a_desk_that_issues_and_a_lead_who_signs(desks):
    [programme] = programmes_here(desks.lead)
    assert (programme.name, programme.is_issuing_desk, programme.mine) == ("Highlands STEM", True, True)
    assert (programme.words, programme.fingerprint) == (desks.made.founded.words, desks.made.founded.fingerprint)
    assert not programme.problem
    [lead] = members(desks.lead, programme.id)
    assert (lead.name, lead.role, lead.state, lead.key_here) == ("Leïla Haddad", "lead", MemberState.ACTIVE, True)
    me = my_identity(desks.lead)
    assert (me.programme_id, me.programme_name) == (programme.id, "Highlands STEM")
    assert len(me.chain) == 1
    assert len(unlock_mine(desks.lead, OWN).chain) == 1


def test_the_root_key_is_on_both_sticks_and_nowhere_in_the_workspace(desks):
    founded = desks.made.founded
    for copy in founded.copies:
        assert paper_path(copy).is_file()
    names = [path.name for path in desks.lead.folder.rglob("*") if path.is_file()]
    assert not [name for name in names if "root" in name]
    assert not list(desks.lead.staging.iterdir())


def test_nothing_secret_stands_in_any_file_of_the_desk(desks, made_programme):
    keys = made_programme.keys
    secrets = [keys.issuing[0].key.private_numbers().private_value.to_bytes(32, "big")]
    secrets.append(keys.register.private_bytes_raw())
    for path in desks.lead.folder.rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes()
        assert not any(secret in content or secret.hex().encode() in content for secret in secrets), path
        assert not any(word.encode() in content for word in (OWN, ROOT, DESK)), path


@pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX thing")
def test_only_the_owner_may_read_what_names_people(desks):
    for folder in ("authority", "trust"):
        for path in (desks.lead.folder / folder).rglob("*.json"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_the_minutes_are_signed_by_the_lead_and_hold(desks):
    minutes = minutes_of(desks.lead, desks.programme)
    verification = verify_file(minutes, desks.lead.folder, now=desks.clock())
    assert verification.verdict in {Verdict.GENUINE, Verdict.GENUINE_BUT}, verification.summary
    assert minutes_of(desks.assessor, desks.programme) is None


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not here")
def test_openssl_agrees_that_the_lead_signed_the_minutes(desks, tmp_path):
    content = minutes_of(desks.lead, desks.programme).read_bytes()
    start, first, second, rest = map(int, re.search(rb"/ByteRange *\[(\d+) (\d+) (\d+) (\d+)", content).groups())
    digits = content[start + first : second].strip(b"<>")
    size = 4 + int(digits[4:8], 16)  # a SEQUENCE with a length of two bytes
    (tmp_path / "cms.der").write_bytes(bytes.fromhex(digits[: 2 * size].decode()))
    (tmp_path / "signed").write_bytes(content[start : start + first] + content[second : second + rest])
    checked = look_at(desks.lead.folder, desks.programme).checked
    known = (checked.root, *checked.root_lists, *checked.lists)
    (tmp_path / "known.pem").write_bytes(b"".join(each.public_bytes(Encoding.PEM) for each in known))
    words = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "cms.der", "-content", "signed"]
    words += ["-CAfile", "known.pem", "-crl_check_all", "-attime", str(int(desks.clock().timestamp()) + 60)]
    done = subprocess.run([*words, "-out", "out"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "CMS Verification successful\n")


def test_plans_show_no_passphrase(wanted, desks):
    plan = plan_founding(desks.lead, wanted)
    for shown in (repr(wanted), repr(plan)):
        assert not any(word in shown for word in (ROOT, DESK))
    assert any("same disk" in each for each in plan.warnings)
    assert any("of that name" in each for each in plan.warnings)


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"airplane": False}, "cut off"),
        ({"people": (("Leïla", "Lead"),)}, "two people"),
        ({"people": (("Leïla", "Lead"), ("leïla ", "Witness"))}, "two people"),
        ({"place": " "}, "place"),
        ({"root_passphrase": "short"}, "too short"),
        ({"desk_passphrase": "short"}, "too short"),
        ({"desk_passphrase": ROOT}, "different"),
        ({"years": 3}, "one or two"),
        ({"name": "Testing"}, "TEST"),
    ],
)
def test_what_can_not_be_founded_is_said_before_a_key_is_made(desks, wanted, changes, match):
    with pytest.raises(CertDeskError, match=match):
        plan_founding(desks.lead, replace(wanted, **changes))


def test_places_for_the_copies_are_checked(desks, wanted, sticks, tmp_path):
    inside = desks.lead.folder / "documents"
    inside.mkdir(exist_ok=True)
    for copies, match in (
        ((sticks[0], sticks[0]), "two places"),
        (sticks[:1], "two places"),
        ((sticks[0], tmp_path / "none"), "not there"),
        ((sticks[0], inside), "inside the workspace"),
    ):
        with pytest.raises(CertDeskError, match=match):
            plan_founding(desks.lead, replace(wanted, copies=copies))


@pytest.mark.slow  # the command line rehearses by default
def test_a_rehearsal_says_test_and_can_be_forgotten(desks, wanted, sticks):
    plan = plan_founding(desks.assessor, replace(wanted, rehearsal=True, signer=desks.made.assessor))
    made = make_founding(plan, silent)
    keep_founding(desks.assessor, made)
    [programme] = programmes_here(desks.assessor)
    assert (programme.name, programme.rehearsal) == ("TEST - Highlands STEM", True)
    assert my_identity(desks.assessor).name == "TEST - Amara"
    from certdesk.actions.trusting import forget_programme

    forget_programme(desks.assessor, programme.id)
    assert programmes_here(desks.assessor) == ()
    me = my_identity(desks.assessor)
    assert (me.name, me.programme_id, me.earlier) == ("Amara", "", ())


def test_a_stopped_ceremony_leaves_nothing(desks, wanted, sticks):
    def stop(done, _total, _label):
        if done == 6:
            raise CancelledError("stopped")

    plan = plan_founding(desks.lead, wanted)
    with pytest.raises(CancelledError):
        make_founding(plan, stop)
    assert not plan.staging.exists()
    assert not [path for stick in sticks for path in stick.iterdir()]


@pytest.mark.slow  # each ceremony stretches five passphrases
def test_a_stick_that_was_pulled_out_is_told_and_the_other_is_left_clean(desks, wanted, sticks):
    plan = plan_founding(desks.lead, wanted)

    def pull(done, _total, _label):
        if done == 2:
            shutil.rmtree(sticks[1])
            sticks[1].write_text("", encoding="utf-8")

    with pytest.raises(StorageError, match="can't be written"):
        make_founding(plan, pull)
    assert not list(sticks[0].iterdir())
    assert not plan.staging.exists()


@pytest.mark.slow  # each ceremony stretches five passphrases
def test_what_was_made_can_be_discarded(desks, wanted, sticks):
    made = make_founding(plan_founding(desks.lead, wanted), silent)
    assert len(programmes_here(desks.lead)) == 1
    discard_founding(made)
    assert not [path for stick in sticks for path in stick.iterdir()]
    assert not list(desks.lead.staging.iterdir())


def test_a_wrong_passphrase_opens_no_desk(desks, caplog):
    with caplog.at_level(logging.DEBUG), pytest.raises(WrongPassphraseError) as caught:
        unlock_authority(desks.lead, desks.programme, "not the words of the desk")
    assert "not the words" not in caught.value.sentence + caplog.text
    with pytest.raises(CertDeskError, match="does not issue"):
        unlock_authority(desks.assessor, desks.programme, DESK)


def test_networks_are_listed_where_the_platform_tells(tmp_path, monkeypatch):
    for name, state in (("lo", "unknown"), ("wlan0", "up"), ("eth0", "down")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "operstate").write_text(f"{state}\n", encoding="ascii")
    monkeypatch.setattr(founding, "_NETWORKS", tmp_path)
    assert founding.networks_up() == ("wlan0",)
    monkeypatch.setattr(founding, "_NETWORKS", Path(tmp_path / "none"))
    assert founding.networks_up() is None


def test_nothing_is_founded_twice(desks, made_programme):
    with pytest.raises(NotAllowedError, match="already"):
        keep_founding(desks.lead, made_programme.founded)
