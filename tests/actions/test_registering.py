"""A register from desk to desk: entered, exported, witnessed, lost, taken back, proved."""

import json
import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.support.building import Clock, open_workspace

from certdesk.actions.register_exchange import (
    check_file,
    check_proof,
    countersign_register,
    export_register,
    own_issuer,
    prove_entry,
    receive_register,
    registers_here,
)
from certdesk.actions.registering import (
    append_events,
    complete_register,
    events_here,
    look_at_register,
    register_name,
    renew_checkpoint,
    settle,
    take_over,
)
from certdesk.actions.verifying import trust_here
from certdesk.core.credentials import Deed, RegisterEvent
from certdesk.core.errors import NotAllowedError, NotFoundError, UntrustedFileError
from certdesk.signing.issuer import Issuer
from certdesk.signing.register.checking import RegisterProblem, Tampering
from certdesk.signing.register.files import read_register_file
from certdesk.signing.register.notes import read_note
from certdesk.signing.register.taking_in import CONFLICT
from certdesk.signing.register.views import findings, register_view
from certdesk.signing.trust import RegisterKey
from certdesk.store.backups import back_up
from certdesk.store.opening import DATABASE
from certdesk.store.register import lines_of
from certdesk.store.register_seen import PUBLISHED, register_folder
from certdesk.store.workspace import Workspace


@dataclass(frozen=True)
class Keeper:
    """A desk that keeps a register."""

    workspace: Workspace
    register: str
    issuer: Issuer
    signer: object

    def enter(self, *serials: str, word: str = "", settled: bool = True) -> None:
        now = self.workspace.clock()
        events = [RegisterEvent(Deed.ISSUED, now, serial, award_id=f"{serial}{word}") for serial in serials]
        with self.workspace.recording("certificate.issued", "issued") as recording:
            append_events(self.workspace, recording, self.register, events, self.signer)
        if settled:
            settle(self.workspace, self.register, self.issuer)

    def export(self, name: str = "out.certdesk-register") -> Path:
        path = self.workspace.folder.parent / name
        export_register(self.workspace, self.register, self.issuer, path, force=True)
        return path

    @property
    def keys(self) -> tuple[RegisterKey, ...]:
        return (RegisterKey(self.issuer.key, self.workspace.clock() - timedelta(days=1)),)

    def view(self):
        return register_view(self.workspace.folder, self.register, self.keys)


@pytest.fixture
def keeper(tmp_path, lead_keys, lead):
    with open_workspace(tmp_path / "keeper", person="", clock=Clock()) as workspace:
        yield keeper_of(workspace, lead_keys, lead)


def keeper_of(workspace, lead_keys, lead) -> Keeper:
    if not workspace.identities.is_dir():
        shutil.copytree(lead_keys.folder, workspace.identities)
    issuer = Issuer(lead_keys.name, lead_keys.statement_key)
    return Keeper(workspace, register_name(issuer, lead_keys.id), issuer, lead)


@pytest.fixture
def witness(tmp_path, lead_keys):
    """Another desk, which knows the keeper's key."""
    with open_workspace(tmp_path / "witness", person="", clock=Clock()) as workspace:
        shutil.copytree(lead_keys.folder, workspace.identities)
        yield workspace


def rewritten(path: Path, **changes) -> Path:
    """The file with other parts, as somebody without the key could write it."""
    path.write_bytes(replace(read_register_file(path), **changes).content())
    return path


def test_what_was_entered_is_published_for_whoever_verifies(keeper):
    assert keeper.view() is None
    keeper.enter("A-2026-00001-1", "A-2026-00002-2")
    keeper.enter("A-2026-00003-3")
    view = keeper.view()
    assert [event.serial for event in view.events] == ["A-2026-00001-1", "A-2026-00002-2", "A-2026-00003-3"]
    assert view.events == events_here(keeper.workspace, keeper.register)
    assert view.origin == f"certdesk/{keeper.register}"
    found = findings(view, "A-2026-00002-2")
    assert (found.position, found.withdrawn, found.replaced, found.since) == (1, None, None, None)
    assert trust_here(keeper.workspace.folder).own_registers == (view,)
    assert own_issuer(keeper.workspace.folder, keeper.register) == keeper.issuer


def test_nothing_to_enter_changes_nothing(keeper):
    keeper.enter()
    assert keeper.view() is None
    keeper.enter("A-2026-00001-1")
    before = keeper.view()
    keeper.enter()
    assert keeper.view() == before


def test_a_crash_before_it_is_published_loses_nothing(keeper):
    keeper.enter("A-2026-00001-1")
    keeper.enter("A-2026-00002-2", settled=False)
    assert len(keeper.view().events) == 1
    assert look_at_register(keeper.workspace, keeper.register).look.ready
    keeper.enter("A-2026-00003-3")
    assert len(keeper.view().events) == 3


def test_another_desk_takes_it_in_and_sees_that_it_only_grew(keeper, witness):
    keeper.enter("A-2026-00001-1")
    assert receive_register(witness, keeper.export()).fresh == 1
    keeper.enter("A-2026-00002-2", "A-2026-00003-3")
    received = receive_register(witness, keeper.export())
    assert (received.fresh, received.size, received.name) == (2, 3, "Leila Haddad")
    assert receive_register(witness, keeper.export()).fresh == 0
    [here] = registers_here(witness)
    assert (here.register, here.own, here.size, here.problem) == (keeper.register, False, 3, "")
    assert check_file(witness.folder, keeper.export()).tree.size == 3


def test_without_the_keys_nothing_is_taken_in(keeper, tmp_path):
    keeper.enter("A-2026-00001-1")
    with open_workspace(tmp_path / "stranger", person="", clock=Clock()) as stranger, pytest.raises(NotFoundError):
        receive_register(stranger, keeper.export())


def test_a_file_that_was_tampered_with_is_refused_and_nothing_is_kept(keeper, witness):
    keeper.enter("A-2026-00001-1", "A-2026-00002-2", "A-2026-00003-3")
    path = keeper.export()
    lines = read_register_file(path).lines
    for changed, said in (
        ((lines[0], lines[2]), Tampering.DELETED),
        (lines[:2], Tampering.TRUNCATED),
        ((lines[0].replace("00001", "00009"), *lines[1:]), Tampering.EDITED),
        (lines[::-1], Tampering.REORDERED),
    ):
        with pytest.raises(RegisterProblem) as problem:
            receive_register(witness, rewritten(keeper.export(), lines=changed))
        assert problem.value.tampering is said
    assert registers_here(witness) == ()


def test_an_older_copy_and_another_past_are_told_apart(keeper, witness, tmp_path, lead_keys, lead):
    keeper.enter("A-2026-00001-1")
    old = keeper.export("old.certdesk-register")
    shutil.copytree(keeper.workspace.folder, tmp_path / "copied")
    keeper.enter("A-2026-00002-2")
    receive_register(witness, keeper.export())
    with pytest.raises(RegisterProblem) as problem:
        receive_register(witness, old)
    assert problem.value.tampering is Tampering.OLDER
    with open_workspace(tmp_path / "copied", person="", clock=Clock()) as workspace:
        copy = keeper_of(workspace, lead_keys, lead)
        with pytest.raises(NotAllowedError):
            copy.enter("A-2026-00002-2", word="-again")
        take_over(workspace, copy.register)
        copy.enter("A-2026-00002-2", word="-again")
        with pytest.raises(RegisterProblem) as problem:
            receive_register(witness, copy.export())
        assert problem.value.tampering is Tampering.FORKED
        copy.enter("A-2026-00003-3", word="-again")
        with pytest.raises(RegisterProblem) as problem:
            receive_register(witness, copy.export())
        assert problem.value.tampering is Tampering.RESTORED
        # What both desks signed is kept as evidence, and the good one stays as it was.
        conflict = witness.folder / "trust" / keeper.register / CONFLICT
        assert read_register_file(conflict).lines == lines_of(workspace.db, copy.register)
    assert registers_here(witness)[0].size == 2


def test_what_was_seen_outlives_the_file(keeper, witness):
    keeper.enter("A-2026-00001-1")
    old = keeper.export("old.certdesk-register")
    keeper.enter("A-2026-00002-2")
    receive_register(witness, keeper.export())
    kept = witness.folder / "trust" / keeper.register / "register.json"
    kept.write_bytes(old.read_bytes())
    with pytest.raises(RegisterProblem) as problem:
        register_view(witness.folder, keeper.register, keeper.keys)
    assert problem.value.tampering is Tampering.OLDER
    assert "older" in registers_here(witness)[0].problem
    kept.write_bytes(b"{}")
    with pytest.raises(UntrustedFileError):
        register_view(witness.folder, keeper.register, keeper.keys)
    assert receive_register(witness, keeper.export()).size == 2
    assert registers_here(witness)[0].problem == ""


def test_a_countersignature_goes_back_and_stays(keeper, witness, lead):
    keeper.enter("A-2026-00001-1")
    receive_register(witness, keeper.export())
    back = witness.folder.parent / "back.certdesk-register"
    other = Another()
    countersign_register(witness, keeper.register, other, back)
    with pytest.raises(NotAllowedError):
        countersign_register(witness, keeper.register, other, back)
    received = receive_register(keeper.workspace, back)
    assert (received.countersigned, bool(received.change)) == (True, True)
    assert not receive_register(keeper.workspace, back).countersigned
    [here] = registers_here(keeper.workspace)
    assert [one.key for one in here.witnesses] == [other.statement_key]
    before = here.as_of
    renew_checkpoint(keeper.workspace, keeper.register, keeper.issuer, lead)
    [here] = registers_here(keeper.workspace)
    assert [one.key for one in here.witnesses] == [other.statement_key]
    assert here.as_of > before
    with pytest.raises(NotAllowedError):
        countersign_register(keeper.workspace, keeper.register, other)


def test_a_countersignature_of_an_older_state_is_refused(keeper, witness):
    keeper.enter("A-2026-00001-1")
    receive_register(witness, keeper.export())
    back = witness.folder.parent / "back.certdesk-register"
    countersign_register(witness, keeper.register, Another(), back)
    keeper.enter("A-2026-00002-2")
    with pytest.raises(UntrustedFileError) as problem:
        receive_register(keeper.workspace, back)
    assert "another state" in str(problem.value)


def test_lost_entries_are_named_and_taken_back_from_an_export(keeper, lead_keys, lead):
    keeper.enter("A-2026-00001-1")
    backup = back_up(keeper.workspace.db, keeper.workspace.folder.parent, "backup")
    keeper.enter("A-2026-00002-2", "A-2026-00003-3")
    export = keeper.export()
    folder = keeper.workspace.folder
    keeper.workspace.close()
    for old in folder.glob(f"{DATABASE}*"):
        old.unlink()
    shutil.copy(backup, folder / DATABASE)
    with open_workspace(folder, person="", clock=Clock()) as workspace:
        again = keeper_of(workspace, lead_keys, lead)
        state = look_at_register(workspace, again.register)
        assert "2 entries of the register are missing; they were there on 22 Nov 2026." in state.sentences
        assert "In 2026, numbers up to 3 are known to be used." in state.sentences
        assert "newest export" in state.todo
        with pytest.raises(NotAllowedError) as problem:
            again.enter("A-2026-00004-4")
        assert "2 entries" in str(problem.value)
        with pytest.raises(NotAllowedError):
            export_register(workspace, again.register, again.issuer, folder.parent / "no.certdesk-register")
        received = receive_register(workspace, export)
        assert (received.completed, bool(received.change)) == (2, True)
        assert look_at_register(workspace, again.register).sentences == ()
        again.enter("A-2026-00004-4")
        assert len(again.view().events) == 4


def test_a_register_of_which_only_files_are_left_is_taken_back_whole(keeper, tmp_path, lead_keys, lead):
    keeper.enter("A-2026-00001-1", "A-2026-00002-2")
    export = keeper.export()
    shutil.copytree(keeper.workspace.folder / "register", tmp_path / "new" / "register")
    with open_workspace(tmp_path / "empty", person="", clock=Clock()) as workspace:
        again = keeper_of(workspace, lead_keys, lead)
        shutil.move(tmp_path / "new" / "register", workspace.folder / "register")
        [here] = registers_here(workspace)
        assert (here.own, here.size) == (True, 0)
        assert "2 entries of the register are missing" in here.problem
        assert receive_register(workspace, export).completed == 2
        take_over(workspace, again.register)
        again.enter("A-2026-01001-4")
        assert len(again.view().events) == 3


def test_only_what_fits_is_taken_back(keeper):
    keeper.enter("A-2026-00001-1")
    old = read_register_file(keeper.export())
    keeper.enter("A-2026-00002-2")
    with pytest.raises(NotAllowedError):
        complete_register(keeper.workspace, keeper.register, old, keeper.keys)
    cut = replace(old, lines=())
    with pytest.raises(RegisterProblem):
        complete_register(keeper.workspace, keeper.register, cut, keeper.keys)
    with pytest.raises(NotAllowedError):
        complete_register(keeper.workspace, "self-0000000000000000", old, keeper.keys)


def test_an_entry_is_proved_to_anybody(keeper, witness, tmp_path):
    keeper.enter(*(f"A-2026-{number:05}-0" for number in range(1, 12)))
    path = tmp_path / "one.tlog-proof"
    assert prove_entry(keeper.workspace.folder, "A-2026-00007-0", path) == keeper.register
    receive_register(witness, keeper.export())
    proof = check_proof(witness.folder, path)
    assert (proof.event.serial, proof.index, proof.checkpoint.size) == ("A-2026-00007-0", 6, 11)
    assert proof.key == keeper.issuer.key
    text = path.read_text(encoding="utf-8")
    assert text.startswith("c2sp.org/tlog-proof@v1\nextra ")
    assert read_note(text.partition("\n\n")[2])
    head, extra, index, *hashes = text.partition("\n\n")[0].split("\n")
    for changed in (
        text.replace("index 6", "index 5"),
        text.replace(hashes[0], hashes[1], 1),
        text.replace(extra + "\n", ""),
        text.replace(extra, "extra AAAA"),
        text.replace(head, "c2sp.org/tlog-proof@v2"),
        text.replace(index, "index 06"),
        text[:200],
        "",
    ):
        path.write_text(changed, encoding="utf-8")
        with pytest.raises(UntrustedFileError):
            check_proof(witness.folder, path)


def test_there_is_no_proof_of_what_is_not_there(keeper, tmp_path):
    keeper.enter("A-2026-00001-1")
    with pytest.raises(NotFoundError):
        prove_entry(keeper.workspace.folder, "A-2026-00009-9", tmp_path / "none")
    (tmp_path / "there").touch()
    with pytest.raises(NotAllowedError):
        prove_entry(keeper.workspace.folder, "A-2026-00001-1", tmp_path / "there")


def test_the_published_file_is_checked_like_any_other(keeper):
    keeper.enter("A-2026-00001-1", "A-2026-00002-2")
    path = register_folder(keeper.workspace.folder, keeper.register) / PUBLISHED
    plain = json.loads(path.read_text(encoding="utf-8"))
    rewritten(path, lines=tuple(plain["events"][:1]))
    with pytest.raises(RegisterProblem, match="cut off"):
        keeper.view()
    assert trust_here(keeper.workspace.folder).own_registers == ()
    settle(keeper.workspace, keeper.register, keeper.issuer)
    assert len(keeper.view().events) == 2


class Another:
    """Another person's key."""

    def __init__(self) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self._private = Ed25519PrivateKey.from_private_bytes(b"w" * 32)

    @property
    def statement_key(self) -> bytes:
        return self._private.public_key().public_bytes_raw()

    def sign_statement(self, data: bytes) -> bytes:
        return self._private.sign(data)
