"""The page's script decides as the program does; it is run by Qt's own engine, which is older than any browser."""

from __future__ import annotations

import hashlib
import json
import random
import re
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtQml import QJSEngine

from certdesk import shipped
from certdesk.core.credentials import Award, CriterionResult, Deed, RegisterEvent
from certdesk.core.page_facts import PageEntry, PageFacts, PageKey
from certdesk.reports.verify_page import write_verify_page
from certdesk.signing.codes.checking import verify_code
from certdesk.signing.codes.making import make_code
from certdesk.signing.issuer import Issuer
from certdesk.signing.trust import ProgrammeTrust, RegisterKey, RegisterView, Trust

# Qt's engine needs an application.
pytestmark = pytest.mark.usefixtures("qapp")

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BADGE = b'{"a badge": true}'


class Keys:
    """A register key, unlocked."""

    def __init__(self, seed: int) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        self.statement_key = self._key.public_key().public_bytes_raw()

    def sign_statement(self, data: bytes) -> bytes:
        return self._key.sign(data)


KEYS, OTHERS = Keys(1), Keys(2)
AWARD = Award(
    id="0190a1b2-1111-7222-8333-444455556666",
    serial="HSTP-2026-00317-4",
    programme="Highland STEM Teaching Programme",
    title="STEM Teaching Certificate",
    holder="Thandiwe Maseko እና ثانديوي",
    outcome="Certified",
    statement="",
    language="en",
    issued_at=datetime(2026, 11, 3, 9, tzinfo=UTC),
    issued_on=date(2026, 11, 3),
    valid_until=date(2031, 11, 2),
    rubric_id="stem-teaching",
    rubric_title="STEM Teaching",
    rubric_version="1.0.0",
    results=tuple(CriterionResult(f"T{n}", f"Criterion {n}", "Secure", "3", "2") for n in range(8)),
    salt="c2FsdA",
    status_index=4711,
)
ISSUED = RegisterEvent(
    Deed.ISSUED,
    AWARD.issued_at,
    AWARD.serial,
    AWARD.id,
    badge=hashlib.sha256(BADGE).hexdigest(),
    status_index=AWARD.status_index,
)
WITHDRAWN = RegisterEvent(Deed.WITHDRAWN, AWARD.issued_at + timedelta(days=5), AWARD.serial, reason="by mistake")


def programme(*events: RegisterEvent, retired: datetime | None = None, test: bool = False) -> ProgrammeTrust:
    key = RegisterKey(KEYS.statement_key, AWARD.issued_at - timedelta(days=99), retired)
    view = RegisterView("certdesk/x", events, "", NOW - timedelta(days=1))
    return ProgrammeTrust("x" * 16, AWARD.programme, 1, NOW, (), (), (), (key,), register=view, test=test)


def known(trust: ProgrammeTrust) -> PageFacts:
    entries = {each.serial: PageEntry(each.serial, each.award_id, each.badge, each.at.date())
               for each in trust.register.events if each.deed is Deed.ISSUED}  # fmt: skip
    for each in trust.register.events:
        if each.deed is Deed.WITHDRAWN:
            entries[each.serial] = replace(entries[each.serial], withdrawn=each.at.date(), reason=each.reason)
        if each.replaces:
            entries[each.replaces] = replace(entries[each.replaces], replaced_by=each.serial)
    keys = tuple(PageKey(Issuer("", each.key).kid, each.key, each.retired_at) for each in trust.register_keys)
    words = ("amber", "brook")
    return PageFacts(trust.name, trust.test, words, keys, tuple(entries.values()), NOW, trust.register.as_of)


class Page:
    """A written page, and its script at work."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.known = re.search(r'id="known">(.*?)</script>', text, re.S)[1]
        self.engine = QJSEngine()
        self.call((shipped.resources() / "verify_page" / "verify.js").read_text(encoding="utf-8"))

    def call(self, script: str) -> str:
        answer = self.engine.evaluate(script)
        assert not answer.isError(), answer.toString()
        return answer.toString()

    def judge(self, code: str, badge: bytes | None = None, today: str = "2026-11-22") -> dict:
        given = f'Verify.fromHex("{badge.hex()}")' if badge is not None else "null"
        words = f"{json.dumps(code)}, {self.known}, '{today}', {given}"
        return json.loads(self.call(f"JSON.stringify(Verify.judge({words}))"))


@pytest.fixture(scope="module")
def code() -> str:
    return make_code(AWARD, Issuer(AWARD.programme, KEYS.statement_key), KEYS, hashlib.sha256(BADGE).digest())


@pytest.fixture(scope="module")
def engine(tmp_path_factory, qapp) -> Page:
    return written(tmp_path_factory.mktemp("page"), programme(ISSUED))


def written(folder, trust: ProgrammeTrust) -> Page:
    target = folder / "verify.html"
    write_verify_page(known(trust), target)
    return Page(target.read_text(encoding="utf-8"))


def test_digests_are_those_of_the_standard(engine):
    for length in (0, 55, 56, 111, 112, 300):
        data = random.Random(length).randbytes(length)
        for name in ("sha256", "sha512"):
            found = engine.call(f'Verify.toHex(Verify.{name}(Verify.fromHex("{data.hex()}")))')
            assert found == hashlib.new(name, data).hexdigest()


def test_what_zlib_packs_is_unpacked_at_every_level(engine):
    draw = random.Random(7)
    for level in (0, 1, 9):
        data = bytes(draw.choice((draw.randrange(256), 65, 66)) for _ in range(900))
        packed = zlib.compress(data, level).hex()
        assert engine.call(f'Verify.toHex(Verify.inflated(Verify.fromHex("{packed}")))') == data.hex()


def test_a_bomb_is_not_unpacked(engine):
    packed = zlib.compress(bytes(9000)).hex()
    assert engine.engine.evaluate(f'Verify.inflated(Verify.fromHex("{packed}"))').isError()


def test_only_the_keys_own_signature_of_these_bytes_holds(engine):
    data, signature, key = b"data", KEYS.sign_statement(b"data"), KEYS.statement_key
    order = 2**252 + 27742317777372353535851937790883648493
    stretched = signature[:32] + (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
    for told, (one, two, three) in {
        "true": (data, signature, key),
        "false": (b"date", signature, key),
    }.items():
        parts = ", ".join(f'Verify.fromHex("{each.hex()}")' for each in (one, two, three))
        assert engine.call(f"Verify.isSigned({parts})") == told
    parts = ", ".join(f'Verify.fromHex("{each.hex()}")' for each in (data, stretched, key))
    assert engine.call(f"Verify.isSigned({parts})") == "false"


SITUATIONS = {
    "genuine": (programme(ISSUED), "2026-11-22"),
    "retired": (programme(ISSUED, retired=AWARD.issued_at - timedelta(days=1)), "2026-11-22"),
    "rehearsal": (programme(ISSUED, test=True), "2026-11-22"),
    "lapsed": (programme(ISSUED), "2031-11-04"),
    "unregistered": (programme(), "2026-11-22"),
    "other": (programme(replace(ISSUED, badge="0" * 64)), "2026-11-22"),
    "withdrawn": (programme(ISSUED, WITHDRAWN), "2026-11-22"),
    "replaced": (programme(ISSUED, replace(ISSUED, serial="HSTP-2026-00318-2", replaces=AWARD.serial)), "2026-11-22"),
}  # fmt: skip


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_page_decides_as_the_program_does(name, code, tmp_path):
    trust, today = SITUATIONS[name]
    answer = written(tmp_path, trust).judge(code, BADGE, today)
    ours = verify_code(code, Trust(programmes=(trust,)), datetime.fromisoformat(f"{today}T12:00:00+00:00"))
    assert answer["verdict"] == ours.verdict.value
    assert name == "genuine" or name in {each[0] for each in answer["done"]}


def test_what_the_code_says_is_shown_whole(engine, code):
    told = engine.judge(code)["code"]
    shown = {name: told[name] for name in ("holder", "title", "serial", "issuedOn", "validUntil")}
    assert shown == {"holder": AWARD.holder, "title": AWARD.title, "serial": AWARD.serial,
                     "issuedOn": "2026-11-03", "validUntil": "2031-11-02"}  # fmt: skip


def test_a_strangers_code_and_nonsense_cannot_be_told(engine, code):
    foreign = make_code(AWARD, Issuer("Elsewhere", OTHERS.statement_key), OTHERS, hashlib.sha256(BADGE).digest())
    for text in (foreign, "CD1:", "", "hello", code[:-3], code[:40] + "~" + code[41:]):
        assert engine.judge(text)["verdict"] == "cannot_tell"


def test_no_altered_code_is_believed(engine, code):
    for at in range(60, len(code), len(code) // 6):
        other = code[:at] + ("0" if code[at] != "0" else "1") + code[at + 1 :]
        assert engine.judge(other)["verdict"] in {"cannot_tell", "not_genuine"}


def test_another_badge_is_noticed(engine, code):
    assert engine.judge(code, BADGE + b" ")["verdict"] == "genuine_but"
    assert "badge" in engine.judge(code)["open"]


def test_names_cannot_break_out_of_the_page(tmp_path):
    evil = replace(programme(ISSUED), name='</script><img src=x onerror="alert(1)">%SCRIPT%')
    page = written(tmp_path, evil)
    assert "<img" not in page.text
    assert json.loads(page.known)["programme"] == evil.name
    assert "%SCRIPT%" in page.text


def test_the_page_asks_the_network_for_nothing(engine):
    assert "default-src 'none'" in engine.text
    assert not re.search(r"https?://|fetch\(|XMLHttpRequest|WebSocket|import\(", engine.text)
