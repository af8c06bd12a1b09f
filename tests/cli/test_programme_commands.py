"""The commands of ``certdesk programme``, on the two desks that were made once."""

from __future__ import annotations

import shutil

import pytest
from tests.cli.conftest import Here
from tests.support.programmes import DESK, OWN, ROOT

from certdesk.actions.identifying import ROLES
from certdesk.cli import authority_commands
from certdesk.signing.authority.lists import REASONS
from certdesk.signing.authority.profile import Curve


@pytest.fixture
def both(made_programme, tmp_path, capsys, monkeypatch):
    """The lead's desk and the assessor's, closed, each with its commands."""
    for name, value in (("", OWN), ("DESK_", DESK), ("ROOT_", ROOT)):
        monkeypatch.setenv(f"CERTDESK_{name}PASSPHRASE", value)
    monkeypatch.delenv("CERTDESK_WORKSPACE", raising=False)
    for name in ("lead", "assessor"):
        shutil.copytree(made_programme.folder / name, tmp_path / name)
    return Here(tmp_path / "lead", capsys), Here(tmp_path / "assessor", capsys)


def test_the_choices_are_those_of_the_actions():
    assert tuple(ROLES) == authority_commands._ROLES
    assert tuple(REASONS) == authority_commands._REASONS
    assert set(Curve) == set(authority_commands._CURVES)


def test_somebody_is_enrolled_and_revoked(both, made_programme, tmp_path):
    lead, assessor = both
    words = " ".join(made_programme.founded.words)
    request, approval = tmp_path / "a.certdesk-request", tmp_path / "a.certdesk-approval"
    asked = assessor.tells("programme", "request", request)
    assert asked["name"] == "Amara"
    assert lead.tells("programme", "look", request) == asked
    assert "asks to sign as assessor" in lead.does("programme", "look", request)
    spoken = " ".join(asked["words"])
    assert "not the words" in lead.refuses("programme", "approve", request, approval, "--words", "acorn tiger")
    assert "may sign as assessor" in lead.does("programme", "approve", request, approval, "--words", spoken)
    assert "is there already" in lead.refuses("programme", "approve", request, approval, "--words", spoken)
    assert lead.tells("programme", "look", approval)["words"] == list(made_programme.founded.words)
    assert "read aloud" in assessor.refuses("programme", "join", approval)
    assert "signs for Highlands STEM" in assessor.does("programme", "join", approval, "--words", words)
    [known] = assessor.tells("programme", "list")
    assert (known["mine"], known["issuing_desk"], known["problem"]) == (True, False, "")

    bundle = tmp_path / "x.certdesk-trust"
    today = "2026-11-22"
    assert "not known" in lead.refuses("programme", "revoke", "Amara", "--reason", "mood", code=64)
    assert "like 2026-11-22" in lead.refuses(
        "programme", "revoke", "Amara", "--reason", "lost", "--since", "today", code=64
    )
    assert "is revoked" in lead.does("programme", "revoke", "amara", "--reason", "lost", "--since", today)
    assert "before" in lead.does("programme", "revoke", "Amara", "--reason", "left")
    [amara, _leila] = lead.tells("programme", "members")
    assert (amara["state"], amara["since"]) == ("revoked", today)
    assert "revoked" in lead.does("programme", "members")
    assert "1 revoked" in lead.does("programme", "export", bundle)
    assert "is trusted here" in assessor.does("programme", "trust", bundle)
    assert "already" in assessor.does("programme", "trust", bundle)
    assert "forgotten" in assessor.does("programme", "forget", "Highlands")
    assert "No programme yet" in assessor.does("programme", "list")


def test_renewing_and_a_new_register_key(both, made_programme, tmp_path):
    lead, assessor = both
    approval = tmp_path / "lead.certdesk-approval"
    assert "may sign as lead" in lead.does("programme", "renew", "Leïla Haddad", approval, "--years", "2")
    assert "until" in lead.does("programme", "join", approval)
    assert "no member" in lead.refuses("programme", "renew", "Tom", tmp_path / "x")
    copy = made_programme.founded.copies[1]
    told = lead.tells("programme", "rollover", "register", "--root-copy", copy)
    assert (told["replaced"], told["words"]) == ("register", list(made_programme.founded.words))
    assert "root key" in lead.refuses("programme", "rollover", "issuing")
    assert "--renew" in assessor.refuses("programme", "request", tmp_path / "r", "--new-key", code=64)
    assert "signs for a programme" in assessor.refuses("programme", "request", tmp_path / "r", "--renew")


def test_other_passphrases_come_from_their_own_places(both, tmp_path, monkeypatch):
    lead, _assessor = both
    target = tmp_path / "x.certdesk-trust"
    monkeypatch.delenv("CERTDESK_DESK_PASSPHRASE")
    assert "CERTDESK_DESK_PASSPHRASE" in lead.refuses("programme", "export", target)
    secret = tmp_path / "secret"
    secret.write_text("something else\n", encoding="utf-8")
    said = lead.refuses("programme", "export", target, "--desk-passphrase-file", secret)
    assert "does not open" in said
    assert "something else" not in said
    secret.write_text(f"{DESK}\n", encoding="utf-8")
    assert lead.tells("programme", "export", target, "--desk-passphrase-file", secret)["version"] >= 2


def test_what_is_not_there_is_said(both, tmp_path):
    _lead, assessor = both
    assert "can't be read" in assessor.refuses("programme", "look", tmp_path / "none.certdesk-request")
    assert "knows no programme" in assessor.refuses("programme", "members")
    assert "no such programme" in assessor.refuses("programme", "forget", "Lowlands")
    junk = tmp_path / "junk.certdesk-trust"
    junk.write_text("{}", encoding="utf-8")
    assert "damaged" in assessor.refuses("programme", "trust", junk)


def test_a_rehearsal_from_beginning_to_end(both, tmp_path):
    _lead, assessor = both
    sticks = [tmp_path / "one", tmp_path / "two"]
    for each in sticks:
        each.mkdir()
    common = ("--witness", "Tom Reid", "--place", "Inverness", "--copies", *sticks, "--rehearsal")
    assert "cut off" in assessor.refuses("programme", "found", "Practice", *common)
    done = assessor.run("programme", "found", "Practice", *common, "--offline", "--curve", "P-256")
    assert done.code == 0, done.err
    assert "TEST - Practice is founded" in done.out
    assert "same disk" in done.err
    assert all(list(each.glob("*.certdesk-root")) for each in sticks)
    [programme] = assessor.tells("programme", "list")
    assert (programme["rehearsal"], programme["issuing_desk"], programme["mine"]) == (True, True, True)
    assert "forgotten" in assessor.does("programme", "forget", "TEST - Practice")


def test_the_page_for_browsers_is_written_on_a_desk_that_only_trusts(both, made_programme, tmp_path):
    lead, assessor = both
    bundle, page = tmp_path / "x.certdesk-trust", tmp_path / "verify.html"
    assert "no programme yet" in assessor.refuses("programme", "page", page)
    lead.does("programme", "export", bundle)
    assessor.does("programme", "trust", bundle, "--words", " ".join(made_programme.founded.words))
    said = assessor.does("programme", "page", page, "--programme", "Highlands")
    assert said.startswith(f"Written: {page}.\n")
    assert "no register here" in said
    written = page.read_text(encoding="utf-8")
    assert "Highlands STEM" in written
    assert made_programme.founded.words[0] in written
    assert "is there already" in assessor.refuses("programme", "page", page)
    told = assessor.tells("programme", "page", page, "--force")
    assert (told["name"], told["certificates"], told["as_of"]) == ("Highlands STEM", 0, None)


def test_a_programme_is_not_founded_without_two_places_for_its_root(both):
    lead, _assessor = both
    told = lead.refuses("programme", "found", "Other", "--witness", "Tom", "--place", "Here", "--offline", code=64)
    assert told.startswith("The following arguments are required: --copies.")


def test_a_programme_file_brings_people_and_cards_bring_others(both, made_programme, tmp_path, monkeypatch):
    lead, assessor = both
    monkeypatch.setenv("CERTDESK_PAPER_PASSPHRASE", "paper in the safe")
    words = " ".join(made_programme.founded.words)
    file, card, paper = tmp_path / "h.certdesk-programme", tmp_path / "a.certdesk-card", tmp_path / "paper.txt"
    assert "1 person and 0 rubrics" in lead.does("programme", "file", file)
    assert "is there already" in lead.refuses("programme", "file", file)
    told = assessor.tells("programme", "look", file)
    assert (told["people"], told["recovery"]) == ([{"name": "Leïla Haddad", "role": "lead"}], True)
    assert "read aloud" in assessor.refuses("programme", "join", file)
    assert "make a request" in assessor.does("programme", "join", file, "--words", words)
    known = assessor.tells("programme", "people")
    assert [(one["name"], one["ground"], one["state"]) for one in known["people"]] == [
        ("Leïla Haddad", "programme", "current")
    ]
    assert " ".join(known["words"]) in assessor.does("programme", "card", card)
    assert "Nobody here knows this key" in lead.does("programme", "look", card)
    assert "not the words" in lead.refuses("programme", "accept", card, "--words", words)
    assert "is known here now" in lead.does("programme", "accept", card, "--words", " ".join(known["words"]))
    assert "by their six words" in lead.does("programme", "people")
    assert "no longer accepted" in lead.does("programme", "unaccept", "amara")
    assert "Print it" in lead.does("programme", "recovery-paper", paper)
    out = tmp_path / "out"
    assert "no package" in assessor.refuses("programme", "recover", tmp_path / "lead", "--to", out, "--paper", paper)
