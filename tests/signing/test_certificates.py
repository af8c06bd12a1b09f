"""A programme's certificate with its badge, its code and its line in the register: all have to tell the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.signing.badge.badges import KEYS, award
from tests.signing.programmes import Programme, entry, found, register, signed
from tests.signing.samples import LEAD, save

from certdesk.actions.verifying import verify_text, verify_with
from certdesk.core.credentials import Deed
from certdesk.core.documents import CertificateText, SignerLine
from certdesk.reports.certificate_pdf import certificate_bytes
from certdesk.signing.badge.make import make_badge
from certdesk.signing.badge.status import make_status_list
from certdesk.signing.codes.making import make_code
from certdesk.signing.issuer import Issuer
from certdesk.signing.pdf.verify_pdf import verify_pdf
from certdesk.signing.signer import Signer
from certdesk.signing.trust import RegisterKey, Trust
from certdesk.signing.verification import CheckState, DocumentKind, Verdict, Verification

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
AWARD = award()
Make = Callable[..., bytes]
Verify = Callable[..., Verification]


@pytest.fixture(scope="module")
def programme() -> Programme:
    return found()


@pytest.fixture(scope="module")
def lead(programme: Programme) -> Signer:
    return programme.person("Leïla Haddad", role="lead")


@pytest.fixture(scope="module")
def issuer(programme: Programme) -> Issuer:
    return Issuer(programme.name, KEYS.statement_key, programme.known().id)


@pytest.fixture(scope="module")
def badge(issuer: Issuer) -> bytes:
    return make_badge(AWARD, issuer, KEYS)


@pytest.fixture(scope="module")
def code(issuer: Issuer, badge: bytes) -> str:
    return make_code(AWARD, issuer, KEYS, hashlib.sha256(badge).digest())


@pytest.fixture(scope="module")
def certificate(lead: Signer, badge: bytes, code: str, tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Return what makes certificates: signed by the lead, with something else in them where that is asked for."""
    text = CertificateText(
        language="en", programme="Hillside Programme", title=AWARD.title, holder=AWARD.holder, statement="Well done.",
        outcome_label="Certified", issued_on=AWARD.issued_on, valid_until=AWARD.valid_until, serial=AWARD.serial,
        rubric="Teaching practice 2.1", signer=SignerLine("Leïla Haddad", "Lead", "", NOW - DAY), document_id="one",
        code=code, badge=badge,
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("certificates")

    def make(signer: Signer = lead, **changes: Any) -> bytes:
        content = certificate_bytes(replace(text, **changes))
        return signed(folder, signer, at=NOW - DAY, field=LEAD, content=content)

    return make


@pytest.fixture(scope="module")
def usual(certificate: Make) -> bytes:
    return certificate()


@pytest.fixture
def trust(programme: Programme, issuer: Issuer) -> Callable[..., Trust]:
    def make(*events, **changes: Any) -> Trust:
        given = {"register": register(*events, as_of=NOW)} if events else {}
        lists = changes.pop("status_lists", (make_status_list(issuer, KEYS, [], NOW),))
        key = RegisterKey(KEYS.statement_key, NOW - 100 * DAY)
        return programme.trust(register_keys=(key,), status_lists=lists, **given, **changes)

    return make


@pytest.fixture
def verify(tmp_path: Path) -> Verify:
    return lambda content, trust, now=NOW: verify_pdf(save(tmp_path, content), trust, now=now)


def issued(content: bytes, badge: bytes, **more: Any):
    digest = hashlib.sha256(content).hexdigest()
    return entry(
        digest, at=NOW - DAY / 2, serial=AWARD.serial, badge=hashlib.sha256(badge).hexdigest(),
        status_index=AWARD.status_index, valid_until=AWARD.valid_until, **more,
    )  # fmt: skip


def states(answer: Verification) -> dict[str, CheckState]:
    return {check.name: check.state for check in answer.checks}


def sentence(answer: Verification, name: str) -> str:
    return next(check.sentence for check in answer.checks if check.name == name)


def test_everything_tells_the_same(usual: bytes, badge: bytes, trust, verify: Verify):
    answer = verify(usual, trust(issued(usual, badge)))
    assert answer.verdict is Verdict.GENUINE, answer.checks
    passed = {name for name, state in states(answer).items() if state is CheckState.PASSED}
    assert passed >= {"badge", "code", "status", "register", "withdrawn", "validity", "chain", "revocation", "template"}
    assert (answer.kind, answer.serial, answer.award) == (DocumentKind.CERTIFICATE, AWARD.serial, AWARD.title)
    assert (answer.holder, answer.valid_until) == (AWARD.holder, AWARD.valid_until)


def test_a_register_that_does_not_know_it(usual: bytes, trust, verify: Verify):
    answer = verify(usual, trust(entry("ab" * 32, serial="HSTP-2026-00001-3")))
    assert answer.verdict is Verdict.GENUINE_BUT
    assert "The register does not know it, although it is newer" in answer.summary


def test_a_register_that_knows_the_number_as_another_file(usual: bytes, badge: bytes, trust, verify: Verify):
    answer = verify(usual, trust(issued(b"another file", badge)))
    assert answer.verdict is Verdict.CANNOT_TELL
    assert f"knows {AWARD.serial}, but as another file" in answer.summary


def test_no_register_at_all_is_said(usual: bytes, trust, verify: Verify):
    answer = verify(usual, trust())
    assert answer.verdict is Verdict.GENUINE
    assert states(answer)["register"] is CheckState.NOT_CHECKED


def test_withdrawn(usual: bytes, badge: bytes, trust, verify: Verify):
    line = issued(usual, badge)
    gone = replace(line, deed=Deed.WITHDRAWN, pdf="", badge="", since=date(2026, 11, 21), reason="copied evidence")
    answer = verify(usual, trust(line, gone))
    assert answer.verdict is Verdict.GENUINE_BUT
    assert "It was withdrawn and does not count since 21 Nov 2026: copied evidence." in answer.summary


def test_withdrawn_in_the_status_list_only(usual: bytes, badge: bytes, issuer: Issuer, trust, verify: Verify):
    lists = (make_status_list(issuer, KEYS, [AWARD.status_index], NOW),)
    answer = verify(usual, trust(issued(usual, badge), status_lists=lists))
    assert answer.verdict is Verdict.GENUINE_BUT
    assert states(answer)["status"] is CheckState.WARNING


def test_replaced_with_its_place_in_the_status_list_set(
    usual: bytes, badge: bytes, issuer: Issuer, trust, verify: Verify, tmp_path: Path
):
    line = issued(usual, badge)
    newer = replace(line, serial="HSTP-2026-00318-2", replaces=line.serial, pdf="", badge="", award_id="")
    lists = (make_status_list(issuer, KEYS, [AWARD.status_index], NOW),)
    answer = verify(usual, trust(line, newer, status_lists=lists))
    assert answer.replaced_by == newer.serial
    assert "status" not in states(answer), "the register names the successor; that is all that anybody needs"
    assert "withdrawn" not in answer.summary
    (tmp_path / "badge.json").write_bytes(badge)
    for other in (
        verify_with(tmp_path / "badge.json", trust(line, newer, status_lists=lists), now=NOW),
        verify_text(answer.code, trust(line, newer, status_lists=lists), now=NOW),
    ):
        assert other.verdict is Verdict.GENUINE_BUT
        assert newer.serial in other.summary
        assert "withdrawn" not in other.summary, other.summary


def test_lapsed(usual: bytes, badge: bytes, trust, verify: Verify):
    later = datetime(2029, 12, 1, tzinfo=UTC)
    answer = verify(usual, trust(issued(usual, badge), made_at=later - DAY), later)
    assert answer.verdict is Verdict.GENUINE_BUT
    assert "valid until 20 Nov 2029 and has lapsed" in answer.summary


@pytest.mark.parametrize(
    ("changes", "what", "said"),
    [
        ({"holder": "Somebody Else"}, "badge", "about somebody else"),
        ({"badge": b""}, "code", ""),
        ({"badge": b"", "code": ""}, "issuing", "only its issuing desk issues certificates"),
        ({"code": "CD1:RUBBISH"}, "code", "can't be read"),
    ],
    ids=["another name on the page", "no badge", "neither", "no sense in the code"],
)
def test_parts_that_do_not_fit(certificate: Make, trust, verify: Verify, changes, what: str, said: str):
    answer = verify(certificate(**changes), trust())
    assert (answer.verdict is Verdict.CANNOT_TELL) == bool(said)
    assert said in sentence(answer, what)


def test_an_assessor_does_not_issue(programme: Programme, certificate: Make, badge: bytes, trust, verify: Verify):
    """Whoever may sign reports could put a genuine badge on a page of their own, or one with their own key."""
    assessor = programme.person("Amara Okafor")
    copied = certificate(assessor, statement="Best of all.")
    answer = verify(copied, trust())
    assert answer.verdict is Verdict.CANNOT_TELL
    assert "an assessor, who do not issue certificates" in sentence(answer, "issuing")
    assert verify(copied, trust(issued(copied, badge))).verdict is Verdict.GENUINE, "the register is the issuing desk's"
    mine = Issuer(programme.name, assessor.statement_key, programme.known().id)
    own = make_badge(AWARD, mine, assessor)
    answer = verify(certificate(assessor, badge=own, code=""), replace_key(trust()))
    assert answer.verdict is Verdict.CANNOT_TELL
    assert "neither the register nor a badge" in sentence(answer, "issuing")


def replace_key(trust: Trust) -> Trust:
    """Return the trust of a desk whose programme keeps its register with another key than its people have."""
    key = RegisterKey(b"k" * 32, NOW - 100 * DAY)
    return replace(trust, programmes=tuple(replace(each, register_keys=(key,)) for each in trust.programmes))


def test_a_report_with_a_badge_is_none(certificate: Make, trust, verify: Verify, monkeypatch):
    """What only certificates carry makes nothing else worth more."""
    from certdesk.reports import certificate_pdf

    usual = certificate_pdf._properties
    monkeypatch.setattr(certificate_pdf, "_properties", lambda text: replace(usual(text), sort="letter"))
    answer = verify(certificate(), trust())
    assert answer.verdict is Verdict.CANNOT_TELL
    assert "as only certificates do" in answer.summary


def test_the_badge_of_another_award(certificate: Make, issuer: Issuer, trust, verify: Verify):
    other = make_badge(award(serial="HSTP-2026-00318-2", id="58172aac-d8ba-41ed-83dd-0b3aef56cc34"), issuer, KEYS)
    answer = verify(certificate(badge=other), trust())
    assert answer.verdict is Verdict.CANNOT_TELL
    assert "do not belong together" in sentence(answer, "code")


def test_a_badge_that_was_changed(certificate: Make, badge: bytes, trust, verify: Verify):
    answer = verify(certificate(badge=badge.replace(b"Distinguished", b"Extraordinary")), trust())
    assert answer.verdict is Verdict.CANNOT_TELL
    assert "The badge in the file is not genuine" in sentence(answer, "badge")


def test_a_badge_that_calls_its_issuer_by_another_name(certificate: Make, issuer: Issuer, trust, verify: Verify):
    """A programme that is known here could issue in the name of another one."""
    named = make_badge(AWARD, replace(issuer, name="Lowland School Board"), KEYS)
    answer = verify(certificate(badge=named, code=""), trust())
    assert answer.verdict is Verdict.GENUINE_BUT
    assert answer.summary.startswith("Signed by Leïla Haddad for Hillside Programme; not changed since. It calls its")


def test_a_badge_that_another_key_signed(certificate: Make, trust, verify: Verify):
    from tests.signing.badge.badges import OTHER_KEYS

    stranger = Issuer("Hillside Programme", OTHER_KEYS.statement_key)
    answer = verify(certificate(badge=make_badge(AWARD, stranger, OTHER_KEYS), code=""), trust())
    assert answer.verdict is Verdict.CANNOT_TELL
    assert "not signed by those who signed the file" in sentence(answer, "badge")


def test_of_a_programme_that_is_not_known_here(usual: bytes, verify: Verify):
    answer = verify(usual, Trust())
    assert answer.verdict is Verdict.CANNOT_TELL
    assert "Compare the fingerprint" in answer.summary
    assert {states(answer)[name] for name in ("badge", "code")} == {CheckState.NOT_CHECKED}
