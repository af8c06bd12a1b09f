"""Signatures of a programme's people: chain, usage, revocation, time and register, each with a verdict of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from tests.signing.programmes import (
    FOUNDED,
    MAIL,
    Programme,
    der,
    entry,
    found,
    leaf,
    new_key,
    register,
    serial_of,
    signed,
)
from tests.signing.samples import NOW, save

from certdesk.core.credentials import Deed
from certdesk.signing.authority.lists import Revoked, revocation_list
from certdesk.signing.authority.names import authority_name
from certdesk.signing.authority.profile import Authority, issuing_certificate, pem
from certdesk.signing.pdf.verify_pdf import verify_pdf
from certdesk.signing.signer import Signer
from certdesk.signing.trust import KnownSigner, Trust
from certdesk.signing.verification import CheckState, Revocation, TimeSource, Verdict, Verification

DAY = timedelta(days=1)
Verify = Callable[..., Verification]


@pytest.fixture(scope="module")
def programme() -> Programme:
    return found()


@pytest.fixture(scope="module")
def amara(programme: Programme) -> Signer:
    return programme.person()


@pytest.fixture(scope="module")
def report(amara: Signer, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return signed(tmp_path_factory.mktemp("report"), amara)


@pytest.fixture
def verify(tmp_path: Path) -> Verify:
    return lambda content, trust, now=NOW: verify_pdf(save(tmp_path, content), trust, now=now)


def check(answer: Verification, name: str) -> tuple[CheckState, str]:
    (one,) = (each for each in answer.checks if each.name == name)
    return one.state, one.sentence


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# --- chain -----------------------------------------------------------------------------------------------------------


def test_somebody_whom_the_programme_certified(programme: Programme, report: bytes, verify: Verify):
    answer = verify(report, programme.trust())
    assert answer.verdict is Verdict.GENUINE
    assert (answer.programme, answer.programme_id) == (programme.name, programme.known().id)
    (facts,) = answer.signatures
    assert [link.name for link in facts.chain] == [
        "Amara Okafor", "Hillside Programme Issuing CA", "Hillside Programme Root CA"
    ]  # fmt: skip
    assert (facts.revocation, facts.time_source) == (Revocation.GOOD, TimeSource.SIGNER)
    assert answer.lists_as_of == NOW - DAY
    assert facts.known_as == ""


def test_an_unknown_root(report: bytes, verify: Verify):
    answer = verify(report, found("Elsewhere").trust())
    assert answer.verdict is Verdict.CANNOT_TELL
    assert "nobody you know" in answer.summary
    assert answer.signatures[0].chain == ()


def test_another_programme_of_the_same_name(programme: Programme, report: bytes, verify: Verify):
    answer = verify(report, found(programme.name).trust())
    assert answer.verdict is Verdict.CANNOT_TELL
    assert "claims to be of Hillside Programme" in answer.summary


def test_two_programmes_of_one_name_are_told_apart(programme: Programme, report: bytes, verify: Verify):
    trust = Trust(programmes=(found(programme.name).known(), programme.known()))
    answer = verify(report, trust)
    assert answer.verdict is Verdict.GENUINE_BUT
    assert answer.programme_id == programme.known().id
    assert "2 programmes whose names look like Hillside Programme" in answer.summary
    assert f"the one with the number {answer.programme_id}" in answer.summary


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"purposes": (ExtendedKeyUsageOID.SERVER_AUTH,)}, "1.3.6.1.5.5.7.3.36"),
        ({"purposes": (MAIL,)}, "1.3.6.1.5.5.7.3.36"),
        ({"purposes": ()}, "1.3.6.1.5.5.7.3.36"),
        ({"signs": False}, "may not be used for signatures"),
        ({"ca": True}, "an authority"),
    ],
    ids=["for a web server", "for mail only", "for nothing named", "for encryption", "an authority"],
)
def test_a_key_for_something_else(programme: Programme, verify: Verify, tmp_path: Path, changes, detail: str):
    answer = verify(signed(tmp_path, programme.odd_person(**changes)), programme.trust())
    assert answer.verdict is Verdict.NOT_GENUINE
    assert answer.summary == "The signer's key was certified for something else, not for signing documents."
    assert any(detail in each.detail for each in answer.checks if each.name == "usage")


def test_somebody_who_plays_authority(programme: Programme, amara: Signer, verify: Verify, tmp_path: Path):
    person = x509.load_pem_x509_certificate(amara.certificate_pem.encode())
    key = new_key()
    made = leaf(key, Authority(person, amara._unlocked()[0]), programme.name, name="Leïla Haddad")
    forger = Signer("0" * 16, pem(made), key, programme.statement_key, (amara.certificate_pem, *amara.chain))
    answer = verify(signed(tmp_path, forger), programme.trust())
    assert answer.verdict is Verdict.NOT_GENUINE
    assert check(answer, "chain")[1] == "The chain of certificates above the signer does not hold."


def test_an_authority_below_the_issuing_one(programme: Programme, verify: Verify, tmp_path: Path):
    key = new_key()
    subject = authority_name(programme.name, "Issuing CA 9")
    below = Authority(
        issuing_certificate(key.public_key(), programme.name, subject, programme.issuing, (FOUNDED, FOUNDED)), key
    )
    signer_key = new_key()
    made = leaf(signer_key, below, programme.name)
    chain = (pem(der(below.certificate)), pem(der(programme.issuing.certificate)))
    forger = Signer("0" * 16, pem(made), signer_key, programme.statement_key, chain)
    assert verify(signed(tmp_path, forger), programme.trust()).verdict is Verdict.NOT_GENUINE


@pytest.mark.parametrize("odd", ["name", "key"])
def test_a_certificate_that_names_another_issuer(programme: Programme, verify: Verify, tmp_path: Path, odd: str):
    other = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Somebody Else CA")])
    changes = {"issuer": other} if odd == "name" else {"identifier": bytes(20)}
    answer = verify(signed(tmp_path, programme.odd_person(**changes)), programme.trust())
    assert answer.verdict.rank >= Verdict.CANNOT_TELL.rank


def test_a_name_that_the_key_does_not_have(programme: Programme, verify: Verify, tmp_path: Path, monkeypatch):
    from pyhanko.pdf_utils import generic
    from pyhanko.sign.signers.pdf_byterange import PdfSignedData

    write = PdfSignedData.__init__

    def with_a_name(self, *args, **kwargs):
        write(self, *args, **kwargs)
        self[generic.pdf_name("/Name")] = generic.pdf_string("Leïla Haddad")

    monkeypatch.setattr(PdfSignedData, "__init__", with_a_name)
    answer = verify(signed(tmp_path, programme.person()), programme.trust())
    assert answer.verdict is Verdict.GENUINE_BUT
    assert "calls the signer Leïla Haddad, but the key is certified for Amara Okafor" in answer.summary


def test_a_certificate_of_the_root_that_was_before(programme: Programme, report: bytes, verify: Verify):
    anew = found(programme.name)
    key = programme.issuing.certificate.public_key()
    name = programme.issuing.certificate.subject
    issuing = issuing_certificate(key, programme.name, name, anew.root, (FOUNDED, FOUNDED))
    heir = replace(programme, root=anew.root, issuing=replace(programme.issuing, certificate=issuing))
    assert verify(report, heir.trust()).verdict is Verdict.GENUINE


# --- what is known of the programme ----------------------------------------------------------------------------------


def test_a_rehearsal_is_said_aloud(programme: Programme, report: bytes, verify: Verify):
    answer = verify(report, programme.trust(test=True))
    assert answer.verdict is Verdict.GENUINE_BUT
    assert answer.rehearsal
    assert "THIS IS A REHEARSAL" in answer.summary


def test_a_bundle_that_was_turned_back(programme: Programme, report: bytes, verify: Verify):
    answer = verify(report, programme.trust(problem="The trust bundle is older than one that was here before."))
    assert answer.verdict is Verdict.CANNOT_TELL
    assert "can't be relied on now: The trust bundle is older" in answer.summary


def test_a_bundle_that_is_damaged(programme: Programme, report: bytes, verify: Verify):
    answer = verify(report, programme.trust(roots=(), issuers=(), problem="It is damaged."))
    assert answer.verdict is Verdict.CANNOT_TELL
    assert "can't be relied on now: It is damaged." in answer.summary


# --- revocation ------------------------------------------------------------------------------------------------------


def test_lists_that_are_too_old(programme: Programme, report: bytes, verify: Verify):
    answer = verify(report, programme.trust(made_at=NOW - 100 * DAY))
    assert answer.verdict is Verdict.GENUINE_BUT
    assert check(answer, "revocation") == (
        CheckState.WARNING, "Revocation status unknown: the newest list of lost keys is 100 days old."
    )  # fmt: skip


def test_no_list_of_the_issuer(programme: Programme, report: bytes, verify: Verify):
    known = programme.known()
    answer = verify(report, Trust(programmes=(replace(known, crls=known.crls[:1]),)))
    assert answer.verdict is Verdict.CANNOT_TELL
    assert answer.signatures[0].revocation is Revocation.UNKNOWN


@pytest.mark.parametrize("forged", ["by another key", "of another name", "damaged"])
def test_a_list_that_is_not_the_issuers(programme: Programme, report: bytes, verify: Verify, forged: str):
    other = found(programme.name if forged == "by another key" else "Other").known().crls[1]
    lists = (programme.known().crls[0], other if forged != "damaged" else programme.known().crls[1][:-4] + b"xxxx")
    assert verify(report, Trust(programmes=(replace(programme.known(), crls=lists),))).verdict is Verdict.CANNOT_TELL


def lost(signer: Signer, reason: str = "lost") -> Revoked:
    return Revoked(serial_of(signer), NOW - 2 * DAY, NOW - 10 * DAY, reason)


@pytest.mark.parametrize("made_at", [NOW - DAY, NOW - 100 * DAY], ids=["fresh list", "stale list"])
def test_a_lost_key_is_not_believed(programme: Programme, amara: Signer, report: bytes, verify: Verify, made_at):
    answer = verify(report, programme.trust(lost(amara), made_at=made_at))
    assert answer.verdict is Verdict.NOT_GENUINE
    assert "(the key was lost or stolen) and does not count since 12 Nov 2026" in answer.summary
    assert answer.signatures[0].revocation is Revocation.REVOKED


def test_a_lost_key_that_claims_an_earlier_time(programme: Programme, amara: Signer, verify: Verify, tmp_path: Path):
    content = signed(tmp_path, amara, at=NOW - 50 * DAY)
    answer = verify(content, programme.trust(lost(amara)))
    assert answer.verdict is Verdict.NOT_GENUINE
    assert "Nothing but the signer's own clock" in answer.summary


def test_what_the_register_held_before_the_key_was_lost(programme: Programme, amara: Signer, verify, tmp_path: Path):
    content = signed(tmp_path, amara, at=NOW - 50 * DAY)
    view = register(entry(digest(content), at=NOW - 49 * DAY, deed=Deed.REPORTED))
    answer = verify(content, programme.trust(lost(amara), register=view))
    assert answer.verdict is Verdict.GENUINE
    assert answer.signatures[0].revocation is Revocation.REVOKED_LATER
    assert "This was signed before: the register holds it since 4 Oct 2026" in check(answer, "revocation")[1]


def test_what_the_register_holds_from_after_the_loss(programme: Programme, amara: Signer, report: bytes, verify):
    view = register(entry(digest(report), at=NOW - DAY, deed=Deed.REPORTED))
    answer = verify(report, programme.trust(lost(amara), register=view))
    assert answer.verdict is Verdict.NOT_GENUINE
    assert "This was signed later" in answer.summary


def test_somebody_who_left(programme: Programme, amara: Signer, report: bytes, verify: Verify, tmp_path: Path):
    gone = lost(amara, "left")
    before = signed(tmp_path, amara, at=NOW - 50 * DAY)
    answer = verify(before, programme.trust(gone))
    assert answer.verdict is Verdict.GENUINE_BUT
    assert "the person left" in answer.summary
    assert verify(report, programme.trust(gone)).verdict is Verdict.NOT_GENUINE


def test_the_authority_above_was_revoked(programme: Programme, report: bytes, verify: Verify):
    serial = programme.issuing.certificate.serial_number
    of_root = revocation_list(
        programme.root, [Revoked(serial, NOW - DAY, NOW - 9 * DAY, "lost")], 2, (NOW - DAY, NOW + 900 * DAY)
    )
    lists = (programme.known().crls[1], der(of_root))
    answer = verify(report, Trust(programmes=(replace(programme.known(), crls=lists),)))
    assert answer.verdict is Verdict.NOT_GENUINE
    assert "The key of the authority above the signer was revoked" in answer.summary


def test_revocation_is_worth_more_than_knowing_the_person(programme: Programme, amara: Signer, report, verify: Verify):
    known = verify(report, programme.trust()).signatures[0].digest
    trust = replace(programme.trust(lost(amara)), known=(KnownSigner(known, "Amara", "", "here"),))
    assert verify(report, trust).verdict is Verdict.NOT_GENUINE


# --- time ------------------------------------------------------------------------------------------------------------


def test_an_expired_certificate(programme: Programme, report: bytes, verify: Verify):
    later = NOW + 800 * DAY
    answer = verify(report, programme.trust(made_at=later - DAY), later)
    assert answer.verdict is Verdict.GENUINE_BUT
    assert "has expired since" in answer.summary


def test_an_expired_certificate_that_the_register_dates(programme: Programme, report: bytes, verify: Verify):
    later = NOW + 800 * DAY
    view = register(entry(digest(report), deed=Deed.REPORTED), as_of=later - DAY)
    answer = verify(report, programme.trust(made_at=later - DAY, register=view), later)
    assert answer.verdict is Verdict.GENUINE
    assert check(answer, "certificate_dates")[1] == (
        "A certificate has expired since, as all do; it was valid at signing."
    )
    assert answer.signatures[0].time_source is TimeSource.REGISTER


def test_a_clock_that_was_set_back(programme: Programme, report: bytes, verify: Verify):
    trust = replace(programme.trust(), newest_seen=NOW - DAY)
    answer = verify(report, trust, NOW - 90 * DAY)
    assert answer.verdict is Verdict.GENUINE_BUT
    assert check(answer, "clock")[1].startswith("This computer's clock says 24 Aug 2026, but something that it trusts")
    assert "yet to come" in check(answer, "certificate_dates")[1]


def test_a_clock_that_was_set_back_makes_no_list_fresh(programme: Programme, report: bytes, verify: Verify):
    trust = replace(programme.trust(made_at=NOW - 200 * DAY), newest_seen=NOW)
    answer = verify(report, trust, NOW - 199 * DAY)
    assert check(answer, "revocation")[0] is CheckState.WARNING


# --- the register ----------------------------------------------------------------------------------------------------


def test_a_document_that_the_register_holds(programme: Programme, report: bytes, verify: Verify):
    answer = verify(report, programme.trust(register=register(entry(digest(report), at=NOW + DAY / 24))))
    assert answer.verdict is Verdict.GENUINE
    assert (answer.serial, answer.register_as_of) == ("HSTP-2026-00001-3", NOW)
    assert check(answer, "time") == (CheckState.PASSED, "When it was signed: the register holds it since 22 Nov 2026.")


def test_a_withdrawn_one(programme: Programme, report: bytes, verify: Verify):
    issued = entry(digest(report))
    gone = replace(issued, deed=Deed.WITHDRAWN, pdf="", since=date(2026, 11, 30), reason="Issued by mistake.")
    answer = verify(report, programme.trust(register=register(issued, gone, as_of=NOW + 9 * DAY)), NOW + 9 * DAY)
    assert answer.verdict is Verdict.GENUINE_BUT
    assert "It was withdrawn and does not count since 30 Nov 2026: Issued by mistake." in answer.summary


def test_a_rehearsal_does_not_hide_what_became_of_it(programme: Programme, report: bytes, verify: Verify):
    issued = entry(digest(report))
    gone = replace(issued, deed=Deed.WITHDRAWN, pdf="", since=date(2026, 11, 20), reason="Practice.")
    newer = entry("ab" * 32, serial="HSTP-2026-00002-1", replaces=issued.serial)
    trust = programme.trust(register=register(issued, gone, newer))
    trust = replace(trust, programmes=tuple(replace(each, test=True) for each in trust.programmes))
    answer = verify(report, trust)
    assert answer.verdict is Verdict.GENUINE_BUT
    for words in ("THIS IS A REHEARSAL", "withdrawn and does not count since 20 Nov 2026", "by HSTP-2026-00002-1"):
        assert words in answer.summary


def test_a_fault_of_ours_is_nobodys_guilt(programme: Programme, report: bytes, verify: Verify, monkeypatch, caplog):
    for place in ("cms_rules.is_canonical", "pdf_rules.active_parts", "verify_rules.facts_of"):
        with monkeypatch.context() as broken:
            broken.setattr(f"certdesk.signing.pdf.{place}", lambda: None)  # called with what it does not take
            answer = verify(report, programme.trust())
        assert answer.verdict is Verdict.CANNOT_TELL, place
        assert "could not be checked because of an error in CertDesk" in answer.summary
        assert "TypeError" in caplog.text, "and somebody can find it"
        assert "Amara" not in caplog.text
        caplog.clear()
    assert verify(report, programme.trust()).verdict is Verdict.GENUINE


def test_a_replaced_one(programme: Programme, report: bytes, verify: Verify):
    issued = entry(digest(report))
    newer = entry("ab" * 32, serial="HSTP-2026-00002-1", replaces=issued.serial)
    answer = verify(report, programme.trust(register=register(issued, newer)))
    assert answer.verdict is Verdict.GENUINE_BUT
    assert answer.replaced_by == "HSTP-2026-00002-1"


def test_a_lapsed_one(programme: Programme, report: bytes, verify: Verify):
    view = register(entry(digest(report), valid_until=date(2026, 11, 20)))
    answer = verify(report, programme.trust(register=view))
    assert answer.verdict is Verdict.GENUINE_BUT
    assert answer.valid_until == date(2026, 11, 20)
    assert "valid until 20 Nov 2026 and has lapsed" in answer.summary


def test_an_old_register_is_said_to_be_old(programme: Programme, report: bytes, verify: Verify):
    later = NOW + 60 * DAY
    answer = verify(report, programme.trust(register=register(entry(digest(report))), made_at=later - DAY), later)
    assert answer.verdict is Verdict.GENUINE
    state, sentence = check(answer, "news")
    assert state is CheckState.NOT_CHECKED
    assert sentence == "News after 22 Nov 2026: the register that you have is 60 days old."
