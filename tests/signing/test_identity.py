from __future__ import annotations

import base64
import json
import os
import pickle
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.x509.oid import ExtensionOID, NameOID
from tests.signing.samples import NOW, PASSPHRASE, People

from certdesk.core.errors import CertDeskError, NotFoundError, UntrustedFileError, WrongPassphraseError
from certdesk.signing import keystore
from certdesk.signing.identity import list_identities, load_identity, make_identity, unlock
from certdesk.signing.keystore import open_sealed, seal


def certificate_of(people: People) -> x509.Certificate:
    return x509.load_pem_x509_certificate(people.assessor.identity.certificate_pem.encode())


def test_a_new_identity_is_found_again(people: People):
    identity = people.assessor.identity
    assert load_identity(identity.folder, identity.id) == identity
    assert identity in list_identities(identity.folder)
    assert (identity.name, identity.role) == ("Amara Okafor", "Assessor")
    assert identity.made_at == NOW
    assert identity.valid_until - NOW == timedelta(days=730)


def test_a_folder_that_is_not_there_holds_nobody(tmp_path: Path):
    assert list_identities(tmp_path / "nowhere") == ()


def test_the_certificate_says_that_it_is_self_made_and_what_it_is_for(people: People):
    certificate = certificate_of(people)
    assert certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value == (
        "Self-made identity (not issued by a programme)"
    )
    uses = certificate.extensions.get_extension_for_oid(ExtensionOID.EXTENDED_KEY_USAGE).value
    assert {use.dotted_string for use in uses} == {"1.3.6.1.5.5.7.3.36", "1.3.6.1.5.5.7.3.4"}  # type: ignore[attr-defined]
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_fingerprints_are_short_groups_that_differ(people: People):
    one, other = people.assessor.identity.fingerprint, people.stranger.identity.fingerprint
    assert one != other
    assert [len(group) for group in one.split(" ")] == [4, 4, 4, 4]
    assert not set(one) & set("ILOU")


def test_the_public_part_needs_no_passphrase_and_holds_no_secret(people: People):
    identity = people.assessor.identity
    about = json.loads((identity.folder / identity.id / "identity.json").read_text(encoding="utf-8"))
    assert about["fingerprint"] == identity.fingerprint
    assert about["made_on"] == "2026-11-22"
    locked = (identity.folder / identity.id / "key.json").read_text(encoding="utf-8")
    assert "PRIVATE" not in locked
    assert "PRIVATE" not in identity.certificate_pem


@pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX thing")
def test_only_the_owner_may_read_the_files(people: People):
    place = people.assessor.identity.folder / people.assessor.identity.id
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in place.iterdir()} == {0o600}


def test_nothing_is_left_lying_about(people: People):
    folder = people.assessor.identity.folder
    assert not [each for each in folder.iterdir() if each.name.endswith(".part")]


def test_the_wrong_passphrase_opens_nothing(people: People):
    with pytest.raises(WrongPassphraseError, match="does not open"):
        unlock(people.assessor.identity, "korrekt hast batteri")


def test_the_same_letters_typed_on_another_keyboard_open_it(people: People):
    assert not unlock(people.assessor.identity, "korrekt ha\u0308st batteri").locked


def test_a_short_passphrase_is_refused_with_a_hint_before_anything_is_written(tmp_path: Path):
    with pytest.raises(CertDeskError, match="too short") as caught:
        make_identity("Amara Okafor", "Assessor", "sju tec", now=NOW, folder=tmp_path)
    assert "8" in caught.value.hint
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["", "   ", "a" * 65, "bell\a", "turned \u202eround", "nul\0"])
def test_a_name_that_can_not_stand_in_a_certificate_is_refused(name: str, tmp_path: Path):
    with pytest.raises(CertDeskError, match="certificate"):
        make_identity(name, "Assessor", PASSPHRASE, now=NOW, folder=tmp_path)


def test_names_in_any_script_are_kept(tmp_path: Path):
    now = datetime(2028, 2, 29, 23, 59, tzinfo=UTC)
    identity = make_identity("نیما می\u200cخواهد", "አስተማሪ", PASSPHRASE, now=now, folder=tmp_path)
    assert load_identity(tmp_path, identity.id).name == "نیما می\u200cخواهد"


def test_a_locked_signer_signs_no_more(people: People):
    signer = unlock(people.lead.identity, PASSPHRASE)
    signer.sign_statement(b"before")
    signer.lock()
    assert signer.locked
    with pytest.raises(CertDeskError, match="locked"):
        signer.sign_document(b"after")
    with pytest.raises(CertDeskError, match="locked"):
        signer.sign_statement(b"after")


def test_a_signer_shows_no_secret_and_does_not_travel(people: People):
    signer = people.assessor.signer
    assert "PrivateKey" not in repr(signer)
    assert people.assessor.identity.id in repr(signer)
    with pytest.raises(TypeError):
        pickle.dumps(signer)


def test_statements_verify_with_the_key_that_the_certificate_names(people: People):
    signature = people.assessor.signer.sign_statement(b"journal entry")
    Ed25519PublicKey.from_public_bytes(people.assessor.identity.statement_key).verify(signature, b"journal entry")


@pytest.mark.parametrize("identity_id", ["0123456789abcdef", "../../etc", "", "AMARA"])
def test_an_unknown_identity_is_not_found(people: People, identity_id: str):
    with pytest.raises(NotFoundError):
        load_identity(people.assessor.identity.folder, identity_id)


@pytest.fixture
def copied(people: People, tmp_path: Path) -> Path:
    """The files of one identity, to be damaged."""
    identity = people.assessor.identity
    place = tmp_path / identity.id
    place.mkdir()
    for each in (identity.folder / identity.id).iterdir():
        (place / each.name).write_bytes(each.read_bytes())
    return place


@pytest.mark.parametrize("name", ["identity.json", "certificate.pem"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"x" * 70_000])
def test_a_damaged_identity_is_reported(copied: Path, name: str, content: bytes):
    (copied / name).write_bytes(content)
    with pytest.raises(UntrustedFileError):
        load_identity(copied.parent, copied.name)


def test_no_damage_to_a_certificate_is_more_than_damage(copied: Path):
    """Parts of a certificate are parsed when they are asked for, so that damage shows late."""
    path = copied / "certificate.pem"
    lines = path.read_text().splitlines()
    der = bytearray(base64.b64decode("".join(lines[1:-1])))
    for place in range(4, 260):
        damaged = bytearray(der)
        damaged[place] ^= 0x55
        text = base64.encodebytes(bytes(damaged)).decode()
        path.write_text(f"{lines[0]}\n{text}{lines[-1]}\n")
        assert len(list_identities(copied.parent)) <= 1


def test_a_guess_at_a_passphrase_costs_memory_and_time(quick_keys, monkeypatch):
    monkeypatch.setattr(keystore, "Cost", quick_keys)
    sealed = seal(b"secret", PASSPHRASE, "me")
    told = json.loads(sealed)
    assert (told["memory_kib"], told["passes"], told["lanes"]) == (65_536, 3, 4)
    assert open_sealed(sealed, PASSPHRASE, "me") == b"secret"


def test_what_a_terminal_could_not_decode_is_a_passphrase():
    sealed = seal(b"secret", "abc\udcff\udcfe defgh", "me")
    assert open_sealed(sealed, "abc\udcff\udcfe defgh", "me") == b"secret"


def test_the_certificate_of_somebody_else_is_noticed(copied: Path, people: People):
    (copied / "certificate.pem").write_text(people.lead.identity.certificate_pem, encoding="ascii")
    with pytest.raises(UntrustedFileError):
        load_identity(copied.parent, copied.name)


def test_the_key_of_somebody_else_does_not_open(copied: Path, people: People):
    lead = people.lead.identity
    (copied / "key.json").write_bytes((lead.folder / lead.id / "key.json").read_bytes())
    with pytest.raises(WrongPassphraseError):
        unlock(load_identity(copied.parent, copied.name), PASSPHRASE)


@pytest.mark.parametrize(
    ("field", "value"),
    [("memory_kib", 2**40), ("passes", 10_000), ("lanes", 0), ("salt", "AA=="), ("box", "?"), ("format", "other")],
)
def test_a_key_file_that_asks_for_too_much_is_refused_at_once(copied: Path, field: str, value: object):
    fields = json.loads((copied / "key.json").read_bytes())
    (copied / "key.json").write_text(json.dumps(fields | {field: value}), encoding="utf-8")
    with pytest.raises(UntrustedFileError, match="damaged"):
        unlock(load_identity(copied.parent, copied.name), PASSPHRASE)


def test_a_long_name_in_another_script_is_as_long_as_people_count_it(tmp_path: Path):
    name = "श्रीमती अनुराधा वेंकटसुब्रमण्यम कृष्णमूर्ति"
    assert make_identity(name, "Assessor", PASSPHRASE, now=NOW, folder=tmp_path).name == name
