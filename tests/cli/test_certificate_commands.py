"""The commands of ``certdesk certificates``, one after the other on one desk, in this process."""

from __future__ import annotations

import json

import pytest
from tests.support.issuing import PASSPHRASE, issuing_workspace, lead_keys, passed

from certdesk.cli.main import main

__all__ = ["lead_keys"]


@pytest.fixture
def desk(tmp_path, lead_keys, monkeypatch):
    """A workspace with two passes and a fail, closed, and its passphrase in the environment."""
    from tests.support.building import put_portfolio

    folder = tmp_path / "workspace"
    with issuing_workspace(folder, lead_keys, ("P-001", "P-002")) as workspace:
        put_portfolio(workspace, "P-003")
        passed(workspace, "P-003", value=1)
    monkeypatch.setenv("CERTDESK_WORKSPACE", str(folder))
    monkeypatch.setenv("CERTDESK_PASSPHRASE", PASSPHRASE)
    return folder


@pytest.fixture
def tells(capsys):
    """Run a command that has to succeed, and return its JSON."""

    def tell(*words, code=0):
        assert main(["certificates", *map(str, words), "--json"]) == code, capsys.readouterr().err
        return json.loads(capsys.readouterr().out)

    return tell


@pytest.fixture
def says(capsys):
    """Run a command and return what it says on both streams."""

    def say(*words, code=0):
        assert main(["certificates", *map(str, words)]) == code
        said = capsys.readouterr()
        return said.out + said.err

    return say


def test_the_life_of_certificates(desk, tells, says, tmp_path):
    assert {row["code"]: row["ready"] for row in tells("eligible")} == {"P-001": True, "P-002": True, "P-003": False}
    issued = tells("issue", "p-001", "P-003")
    assert [(one["code"], one["kind"]) for one in issued["documents"]] == [("P-001", "certificate")]
    assert [one["code"] for one in issued["skipped"]] == ["P-003"]
    (first,) = tells("list")
    new = tells("reissue", first["serial"], "--holder", "Miriam Cole", "--reason", "a wrong name")["documents"][0]
    states = {row["serial"]: row["state"] for row in tells("list")}
    assert states == {first["serial"]: "superseded", new["serial"]: "active"}
    assert [row["serial"] for row in tells("list", "--state", "active")] == [new["serial"]]
    assert f"replaced by {new['serial']}" in says("list")
    folder = tmp_path / "badges"
    assert tells("save-badges", "--to", folder, "--kind", "svg") == [str(folder / f"{new['serial']}.svg")]
    assert "is withdrawn as from" in says("withdraw", new["serial"], "--reason", "issued by mistake")
    assert "No certificate that stands" in says("save-badges", "P-001", "--to", folder, code=1)
    assert "was withdrawn" in says("eligible")


@pytest.mark.slow
def test_what_is_refused(desk, tells, says):
    assert "which no certificate follows from" in says("issue", "P-003", code=1)
    assert "Did you mean P-001" in says("issue", "P-0001", code=1)
    assert "P-002: STC-" in says("issue")
    assert "nothing to issue" in says("issue", code=1)
    serial = tells("list")[0]["serial"]
    assert "is not a day" in says("withdraw", serial, "--reason", "x", "--since", "tomorrow", code=1)
    assert "is valid until" in says("renew", serial, code=1)
    assert "is withdrawn as from" in says("withdraw", serial, "--reason", "issued by mistake")
    assert "already" in says("withdraw", serial, "--reason", "again")
    assert "No job of yours" in says("continue", code=1)
    assert "There is no signed report" in says("countersign", "P-001", code=1)


@pytest.mark.slow
def test_a_wrong_passphrase_issues_nothing(desk, says, tells, monkeypatch):
    monkeypatch.setenv("CERTDESK_PASSPHRASE", "another one altogether")
    assert "passphrase" in says("issue", code=1)
    assert tells("list") == []
