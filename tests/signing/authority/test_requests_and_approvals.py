"""Requests and approvals as files that somebody may have changed on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.signing.authority.samples import NOW, enrolled, next_bundle, programme, save, somebody

from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.signing.authority.acts import approval_of, revoke_person
from certdesk.signing.authority.approvals import FORMAT, Grant, read_approval_file, sign_approval
from certdesk.signing.authority.formats import to_text, written
from certdesk.signing.authority.profile import der
from certdesk.signing.authority.requests import new_request, read_request_file


def request_file(folder, request):
    return save(folder, "x.certdesk-request", written(request))


def test_a_request_tells_who_asks_and_proves_both_keys(amara, tmp_path):
    request = amara.asks()
    read = read_request_file(request_file(tmp_path, request))
    assert (read.name, read.role, read.person) == ("Amara Okafor", "assessor", amara.id)
    assert read.public_key == amara.signer.document_key
    assert read.statement_key == amara.signer.statement_key
    assert len(read.words) == 8
    assert read.words != amara.asks().words


def test_parts_of_another_request_do_not_fit(amara, tmp_path):
    mine, theirs = amara.asks(), somebody("Amara Okafor").asks()
    for forged in (
        replace(mine, origin=theirs.origin),
        replace(mine, csr=theirs.csr),
        replace(mine, statement_proof=theirs.statement_proof),
        replace(mine, csr=theirs.csr, statement_proof=theirs.statement_proof),
        replace(mine, format="certdesk-request-2"),
    ):
        with pytest.raises(UntrustedFileError):
            read_request_file(request_file(tmp_path, forged))


def test_a_new_key_needs_the_word_of_the_old_one(amara, tmp_path):
    fresh = somebody("Amara Okafor")
    request = new_request(fresh.signer, amara.origin, ("Amara Okafor", "assessor"), NOW, old=amara.signer)
    read = read_request_file(request_file(tmp_path, request))
    assert read.person == amara.id
    assert read.signed_by(amara.signer.document_key)
    assert not read.signed_by(fresh.signer.document_key)
    bare = new_request(fresh.signer, amara.origin, ("Amara Okafor", "assessor"), NOW)
    with pytest.raises(UntrustedFileError, match="does not prove"):
        read_request_file(request_file(tmp_path, bare))


def test_no_byte_of_a_request_can_be_changed_unnoticed(amara, tmp_path):
    request = amara.asks()
    content = written(request)
    for place in range(0, len(content) - 1, 11):
        changed = bytearray(content)
        changed[place] ^= 1 << place % 8
        try:
            read = read_request_file(save(tmp_path, "x", bytes(changed)))
        except CertDeskError:
            continue
        # Only what nobody relies on is left open: the time.
        assert (read.words, read.name, read.person) == (request.words, request.name, request.person)
        assert read.made_at != request.made_at


@pytest.fixture(scope="session")
def approved(highlands, amara):
    desk, leaf = enrolled(highlands, amara)
    return approval_of(highlands.keys, leaf, amara.asks().digest, next_bundle(highlands, desk))


def approval_file(folder, approval):
    return save(folder, "x.certdesk-approval", written(approval))


def test_an_approval_holds_the_certificate_the_chain_and_the_trust(approved, highlands, amara, tmp_path):
    read = read_approval_file(approval_file(tmp_path, approved))
    assert read.grant.person == amara.id
    assert read.leaf.public_key() == amara.signer.document_key
    assert read.chain == (highlands.keys.issuing[0].certificate,)
    assert read.trust.bundle.anchors.programme == highlands.id


def test_an_altered_approval_is_refused(approved, highlands, amara, tmp_path):
    other = programme()
    desk, theirs = enrolled(other, amara)
    wrong = approval_of(other.keys, theirs, "", next_bundle(other, desk))
    root = (to_text(der(highlands.root.certificate)),)
    for forged in (
        replace(approved, bundle=wrong.bundle),
        replace(approved, grant=wrong.grant),
        replace(approved, signature=wrong.signature),
        replace(approved, grant=replace(approved.grant, person="0" * 16)),
        replace(approved, grant=replace(approved.grant, request="0" * 64)),
        replace(approved, grant=replace(approved.grant, certificate=wrong.grant.certificate)),
        sign_approval(replace(approved.grant, chain=()), highlands.keys.issuing[0], approved.bundle),
        sign_approval(replace(approved.grant, chain=root), highlands.keys.issuing[0], approved.bundle),
    ):
        with pytest.raises(UntrustedFileError):
            read_approval_file(approval_file(tmp_path, forged))


def test_an_approval_for_somebody_who_was_revoked_is_refused(highlands, amara, tmp_path):
    desk, leaf = enrolled(highlands, amara)
    revoked = revoke_person(desk, amara.id, ("left", NOW), NOW)
    approval = approval_of(highlands.keys, leaf, "", next_bundle(highlands, revoked))
    with pytest.raises(UntrustedFileError):
        read_approval_file(approval_file(tmp_path, approval))


def test_a_self_made_certificate_is_no_approval(approved, highlands, amara, tmp_path):
    grant = Grant(amara.id, "", amara.asks().origin, approved.grant.chain)
    forged = sign_approval(grant, highlands.keys.issuing[0], approved.bundle)
    assert forged.format == FORMAT
    with pytest.raises(UntrustedFileError):
        read_approval_file(approval_file(tmp_path, forged))


def test_no_byte_of_an_approval_can_be_changed(approved, tmp_path):
    content = written(approved)
    for place in range(0, len(content) - 1, 83):
        changed = bytearray(content)
        changed[place] ^= 1 << place % 8
        with pytest.raises(CertDeskError):
            read_approval_file(save(tmp_path, "x", bytes(changed)))
