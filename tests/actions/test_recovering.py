"""The recovery key: age opens what is sealed for it, it outlives other keys, and it comes back from paper."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.support.building import START, put_rubric, small_rubric
from tests.support.desks import ADA, desk
from tests.support.journeys_of_packages import pack, put_files

from certdesk.actions.packing import PackageScope
from certdesk.actions.programme_files import join_programme, write_programme_file
from certdesk.actions.recipients import recipients, recovery_keys
from certdesk.actions.recovering import open_paper, recover_package, write_recovery_paper
from certdesk.core.errors import CertDeskError, NotAllowedError, UntrustedFileError, WrongPassphraseError
from certdesk.exchange.sealing import NotForUsError, opened_with, sealed_for
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.authority.recovery import (
    holder_of,
    new_recovery,
    open_recovery,
    read_recovery,
    renew_recovery,
    seal_recovery_anew,
    write_recovery,
)

PAPER = "paper in the safe"


def keys(programme="0123456789abcdef"):
    return AuthorityKeys(programme, "Highlands", (), Ed25519PrivateKey.generate())


def sealed(recipient: str, content: bytes) -> bytes:
    target = BytesIO()
    sealed_for((), [recipient]).seal(BytesIO(content), target)
    return target.getvalue()


def opened(holder, content: bytes) -> bytes:
    target = BytesIO()
    holder.lend_statement_key(opened_with)(BytesIO(content), target)
    return target.getvalue()


def test_age_opens_what_is_sealed_for_it(tmp_path):
    if shutil.which("age") is None:
        pytest.skip("age is not installed")
    authority = keys()
    write_recovery(tmp_path, new_recovery(authority.programme_id, authority.statement_key, START))
    package, identity = tmp_path / "part.age", tmp_path / "identity.txt"
    package.write_bytes(sealed(read_recovery(tmp_path, authority.programme_id).recipient, b"marks of a year"))
    open_recovery(tmp_path, authority).lend_statement_key(lambda text: identity.write_bytes(text.split(b"-----")[0]))
    done = subprocess.run(["age", "-d", "-i", identity, package], capture_output=True, check=True)
    assert done.stdout == b"marks of a year"


def test_it_outlives_a_rollover_that_is_finished_or_not(tmp_path):
    old, new = keys(), keys()
    write_recovery(tmp_path, new_recovery(old.programme_id, old.statement_key, START))
    before = sealed(read_recovery(tmp_path, old.programme_id).recipient, b"before")
    with pytest.raises(UntrustedFileError):
        open_recovery(tmp_path, new)
    seal_recovery_anew(tmp_path, old, new)
    for each in (old, new):
        assert opened(open_recovery(tmp_path, each), before) == b"before"
    renew_recovery(tmp_path, new, START)  # the old key was stolen
    later = sealed(read_recovery(tmp_path, old.programme_id).recipient, b"later")
    holder = open_recovery(tmp_path, new)
    assert (opened(holder, before), opened(holder, later)) == (b"before", b"later")
    with pytest.raises(UntrustedFileError):
        open_recovery(tmp_path, old)
    assert "AGE-SECRET-KEY" not in repr(holder)


def test_a_lost_key_loses_no_package(desks, tmp_path):
    """Founded before there were recovery keys: the first programme file makes one. The paper form opens everything."""
    (desks.lead.folder / "authority" / desks.programme / "recovery.json").unlink(missing_ok=True)
    put_rubric(desks.lead, small_rubric())
    file = desks.files / "h.certdesk-programme"
    write_programme_file(desks.lead, desks.made.keys, file)
    coordinator = desk(tmp_path / "ada", ADA)
    join_programme(coordinator.workspace, file, confirmed=desks.words)
    (recovery,) = recovery_keys(coordinator.workspace)
    assert recovery == read_recovery(desks.lead.folder, desks.programme).recipient
    portfolio = put_files(coordinator)
    lead = next(one for one in recipients(coordinator.workspace) if one.name == "Leïla Haddad")
    made = pack(coordinator, PackageScope((portfolio.id,), to=(lead.id,)))
    paper = write_recovery_paper(desks.lead, desks.made.keys, PAPER, tmp_path / "paper.txt")
    with pytest.raises(WrongPassphraseError):
        open_paper(paper, "another passphrase")
    holder = open_paper(paper, PAPER)
    done = recover_package(desks.assessor, holder, [made.folder], tmp_path / "out")
    assert (done.packages, done.files, done.missing, done.damaged) == (1, 2, 0, 0)
    found = sorted(path.name for path in (tmp_path / "out").rglob("*.txt"))
    assert found == sorted(f"{name}.txt" for name in titles(coordinator))
    with pytest.raises(NotAllowedError):
        recover_package(desks.assessor, holder, [made.folder], tmp_path / "out")
    with pytest.raises(NotForUsError):
        recover_package(desks.assessor, holder_of("x", [], _pem()), [made.folder], tmp_path / "other")
    paper.write_text(paper.read_text().replace("01  ", "01  Z", 1))
    with pytest.raises(CertDeskError):
        open_paper(paper, PAPER)


def titles(coordinator):
    return [row["title"] for row in coordinator.workspace.db.query("select title from item")]


def _pem() -> bytes:
    return keys().lend_statement_key(bytes)
