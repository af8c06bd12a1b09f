"""`certdesk register ...`: look, check, export, import, countersign, prove, continue."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.cli.conftest import Here
from tests.support.command_line import PASSPHRASE

from certdesk.actions.identifying import act_as, keep, my_identity, unlock_mine
from certdesk.actions.registering import append_events, settle
from certdesk.core.credentials import Deed, RegisterEvent
from certdesk.signing.identity import make_identity
from certdesk.signing.issuer import Issuer
from certdesk.signing.register.files import read_register_file
from certdesk.signing.register.notes import witness_name
from certdesk.store.workspace import Workspace


@pytest.fixture(scope="module")
def entered(made, tmp_path_factory):
    """The workspace of all commands, with three entries in its person's own register."""
    folder = tmp_path_factory.mktemp("entered") / "workspace"
    shutil.copytree(made, folder)
    with Workspace(folder) as workspace:
        act_as(workspace)
        identity, signer = my_identity(workspace), unlock_mine(workspace, PASSPHRASE)
        register = f"self-{identity.id}"
        events = [
            RegisterEvent(Deed.ISSUED, workspace.clock(), f"HSTP-2026-0000{number}-1", award_id=f"award-{number}")
            for number in (1, 2, 3)
        ]
        with workspace.recording("certificate.issued", "issued") as recording:
            append_events(workspace, recording, register, events, signer)
        settle(workspace, register, Issuer(identity.name, identity.statement_key))
    return folder


@pytest.fixture
def keeper(entered, tmp_path, capsys, monkeypatch):
    """A desk that keeps a register. The copy is told that it is no copy."""
    monkeypatch.setenv("CERTDESK_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("CERTDESK_WORKSPACE", raising=False)
    shutil.copytree(entered, tmp_path / "keeper")
    desk = Here(tmp_path / "keeper", capsys)
    desk.does("register", "continue")
    return desk


@pytest.fixture
def other(made, keeper, tmp_path):
    """Another desk, where the same person has a key and nothing was entered."""
    shutil.copytree(made, tmp_path / "other")
    return Here(tmp_path / "other", keeper.capture)


def test_without_a_register_it_says_how_one_begins(here):
    assert "begins with the first certificate" in here.does("register", "show")
    assert here.tells("register", "show") == []
    assert here.does("register", "check") == ""
    assert "keeps no register" in here.refuses("register", "export", "x.certdesk-register")
    assert "No register here holds X-1" in here.refuses("register", "proof", "X-1", "x.tlog-proof")


def test_it_is_shown_and_read(keeper):
    said = keeper.does("register", "show")
    assert "Amara Diallo (here)" in said
    [one] = keeper.tells("register", "show")
    assert (one["own"], one["entries"], one["witnesses"], one["problem"]) == (True, 3, [], "")
    said = keeper.does("register", "show", one["register"], "--entries")
    assert said.count("issued") == 3
    read = keeper.tells("register", "show", "--entries")
    assert [each["serial"] for each in read["events"]] == [f"HSTP-2026-0000{number}-1" for number in (1, 2, 3)]
    assert "There is no register x here" in keeper.refuses("register", "show", "x")


def test_it_is_exported_imported_and_checked(keeper, other, tmp_path):
    path = tmp_path / "out.certdesk-register"
    assert "3 entries" in keeper.does("register", "export", path)
    assert "is there already" in keeper.refuses("register", "export", path)
    assert keeper.tells("register", "export", path, "--force", "--sign")["entries"] == 3
    assert "whole, 3 entries" in other.does("register", "check", path)
    assert "3 new entries, 3 in all" in other.does("register", "import", path)
    assert other.tells("register", "import", path)["fresh"] == 0
    assert "Nothing new" in other.does("register", "import", path)
    assert "whole, 3 entries" in other.does("register", "check")
    file = read_register_file(path)
    path.write_bytes(replace(file, lines=file.lines[:2]).content())
    for command in ("check", "import"):
        assert "The end of the register was cut off" in other.refuses("register", command, path)
    path.write_text("{}", encoding="utf-8")
    assert "is damaged" in other.refuses("register", "check", path)


def test_what_is_wrong_here_is_told_and_the_exit_code_says_so(keeper, other, tmp_path):
    path = tmp_path / "out.certdesk-register"
    keeper.does("register", "export", path)
    other.does("register", "import", path)
    [kept] = (other.workspace / "trust").glob("*/register.json")
    file = read_register_file(kept)
    kept.write_bytes(replace(file, lines=file.lines[::-1]).content())
    said = other.run("register", "check")
    assert (said.code, said.out) == (1, "")
    assert "put into another order" in said.err
    said = other.run("register", "check", "--json")
    assert said.code == 1
    assert "another order" in json.loads(said.out)[0]["problem"]


def test_it_is_countersigned_and_handed_back(keeper, other, tmp_path):
    path, back = tmp_path / "out.certdesk-register", tmp_path / "back.certdesk-register"
    keeper.does("register", "export", path)
    register = other.tells("register", "import", path)["register"]
    ben = make_identity("Ben Okello", "lead", PASSPHRASE, now=datetime.now(UTC), folder=other.workspace / "identities")
    with Workspace(other.workspace) as workspace:
        keep(workspace, ben)
    assert "Hand" in other.does("register", "countersign", register, "--to", back, "--as", "Ben Okello")
    assert keeper.does("register", "import", back) == "The countersignature was taken in.\n"
    assert not keeper.tells("register", "import", back)["countersigned"]
    [witness] = keeper.tells("register", "show")[0]["witnesses"]
    assert witness["name"] == witness_name(ben.statement_key)
    assert "own register" in keeper.refuses("register", "countersign", register)
    name = other.tells("register", "show")[0]["name"]
    assert other.tells("register", "countersign", name[:4].lower(), "--as", "Ben Okello")["register"] == register
    assert "no register Nobody" in other.refuses("register", "countersign", "Nobody", "--as", "Ben Okello")


def test_one_entry_is_proved(keeper, other, tmp_path):
    proof = tmp_path / "HSTP-2026-00002-1.tlog-proof"
    assert str(proof) in keeper.does("register", "proof", "HSTP-2026-00002-1", proof)
    assert "is there already" in keeper.refuses("register", "proof", "HSTP-2026-00002-1", proof)
    assert "HSTP-2026-00002-1 is entry 2 of 3" in keeper.does("register", "check", proof)
    assert keeper.tells("register", "check", proof)["event"]["award_id"] == "award-2"
    assert "nobody here knows the key" in other.refuses("register", "check", proof)
    proof.write_text(proof.read_text(encoding="utf-8").replace("index 1", "index 0"), encoding="utf-8")
    assert "does not lead to what was signed" in keeper.refuses("register", "check", proof)


def test_a_copy_is_told_to_go_on_once(entered, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CERTDESK_PASSPHRASE", PASSPHRASE)
    shutil.copytree(entered, tmp_path / "copy")
    copy = Here(tmp_path / "copy", capsys)
    capsys.readouterr()
    said = copy.run("register", "check")
    assert said.code == 1
    assert "copied or taken back from a backup" in said.err
    assert "Numbers of 2026 go on with 1001." in copy.does("register", "continue")
    assert "nothing to do" in copy.does("register", "continue")
    assert copy.tells("register", "continue") == {
        "register": copy.tells("register", "show")[0]["register"], "moved": False, "numbers": {"2026": 1000},
    }  # fmt: skip
    assert copy.run("register", "check").code == 0
