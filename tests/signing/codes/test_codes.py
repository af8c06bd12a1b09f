"""The text of a QR code: what it says, how long it is, what is refused, and how it is judged."""

import random
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import base45
import cbor2
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.signing.codes.samples import (
    AWARD,
    BADGE,
    ISSUER,
    NOW,
    code_of,
    code_with,
    in_letters,
    inside,
    packed,
    trust,
)
from tests.signing.register.samples import KEEPER, REGISTER, STRANGER, signed_file

from certdesk.core.credentials import CriterionResult, Deed, RegisterEvent
from certdesk.core.errors import UntrustedFileError
from certdesk.core.register_events import event_line
from certdesk.reports.certificate.code import LONG
from certdesk.signing.badge.status import make_status_list
from certdesk.signing.codes.checking import verify_code
from certdesk.signing.codes.claims import LONGEST, PREFIX, USUAL_LENGTH, Claim, Fact, Shortened
from certdesk.signing.codes.making import make_code
from certdesk.signing.codes.reading import MOST_BYTES, is_code, open_code, read_code
from certdesk.signing.issuer import Issuer
from certdesk.signing.register.checking import check_register
from certdesk.signing.trust import RegisterKey, Trust
from certdesk.signing.verification import CheckState, DocumentKind, Verdict

ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
CODE = code_of()
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=300)


def version_of(code: str) -> int:
    level = "q" if len(code) <= LONG else "m"
    return segno.make(code, error=level, micro=False, boost_error=False).version


def test_what_is_drawn_at_the_lower_level_is_what_is_longer_than_usual():
    assert LONG == USUAL_LENGTH


def test_it_says_what_the_certificate_prints():
    claims = read_code(CODE)
    assert (claims.serial, claims.holder, claims.title, claims.programme, claims.outcome) == (
        AWARD.serial, AWARD.holder, AWARD.title, AWARD.programme, AWARD.outcome,
    )  # fmt: skip
    assert (claims.award_id, claims.status_index, claims.badge) == (AWARD.id, AWARD.status_index, BADGE[:16])
    assert (claims.issued_at, claims.issued_on, claims.valid_until) == (NOW, AWARD.issued_on, AWARD.valid_until)
    assert (claims.rubric_id, claims.rubric_version, claims.levels) == ("stem-teaching", "1.0.0", ("3",) * 12)
    assert (claims.kid, claims.shortened) == (ISSUER.kid, 0)
    assert open_code(CODE).is_signed_by(KEEPER.statement_key)
    assert not open_code(CODE).is_signed_by(STRANGER.statement_key)
    assert is_code(CODE)


def test_the_usual_one_is_about_425_letters_and_fits_version_15_at_level_q():
    assert 390 <= len(CODE) <= 426
    assert frozenset(CODE) <= ALPHANUMERIC
    assert segno.make(CODE, error="Q", micro=False, boost_error=False).designator == "15-Q"


def test_the_same_award_gives_the_same_text():
    assert code_of() == CODE
    assert code_of(replace(AWARD, serial="HSTP-2026-00318-1")) != CODE


@pytest.mark.parametrize(
    "holder", ["Anne-Sophie van den Berghe-Österreicher", "محمد عبد الرحمن بن يوسف", "अनुराधा कृष्णमूर्ति", "名" * 30]
)
def test_longer_names_stay_whole(holder):
    code = code_of(replace(AWARD, holder=holder))
    assert (read_code(code).holder, read_code(code).shortened) == (holder, 0)
    assert len(code) <= LONGEST
    assert version_of(code) <= 16


@given(NAMES, NAMES, NAMES, st.integers(0, 60))
@settings(max_examples=25)
def test_it_never_fails_however_long_the_names_are(holder, title, programme, count):
    results = tuple(CriterionResult(f"T{at}", "x" * 200, "L", "2.5" if at % 2 else "3", "2") for at in range(count))
    award = replace(AWARD, holder=holder, title=title, programme=programme, results=results)
    code = code_of(award)
    claims = read_code(code)
    assert len(code) <= LONGEST
    assert version_of(code) <= 16
    for name, flag in (("holder", Shortened.HOLDER), ("title", Shortened.TITLE), ("programme", Shortened.PROGRAMME)):
        whole, said = getattr(award, name), getattr(claims, name)
        assert said == whole if flag not in claims.shortened else whole.startswith(said.removesuffix("…"))
    assert claims.serial == award.serial
    assert len(claims.levels) == (0 if Shortened.LEVELS in claims.shortened else count)


def test_a_day_that_is_not_the_one_in_utc_is_kept():
    late = replace(AWARD, issued_at=datetime(2026, 11, 21, 23, 30, tzinfo=UTC))
    assert read_code(code_of(late)).issued_on == date(2026, 11, 22)


def test_an_impossible_award_is_no_code():
    for award, badge in ((replace(AWARD, serial=""), BADGE), (replace(AWARD, serial="x" * 61), BADGE), (AWARD, b"")):
        with pytest.raises(ValueError, match=r".*"):
            make_code(award, ISSUER, KEEPER, badge)


def test_other_programs_can_read_it():
    """The steps of RFC 9285, RFC 9052 and RFC 8392, without our reader."""
    header, claims = inside(CODE)
    assert header == {1: -8, 4: ISSUER.kid.encode()}
    assert claims[2] == "Miriam Adeyemi"
    assert datetime.fromtimestamp(claims[6], UTC) == NOW
    assert datetime.fromtimestamp(claims[4], UTC).date() == AWARD.valid_until + timedelta(days=1)
    tag = cbor2.loads(zlib.decompress(base45.b45decode(CODE[4:])))
    told = cbor2.dumps(["Signature1", tag.value[0], b"", tag.value[2]])
    KEEPER.private.public_key().verify(tag.value[3], told)


def changed(**parts):
    """A code that is rightly signed and says something else."""
    _header, claims = inside(CODE)
    facts = dict(claims[Claim.FACTS])
    for name, value in parts.items():
        place, key = (facts, Fact[name]) if name in Fact.__members__ else (claims, Claim[name])
        if value is None:
            del place[key]
        else:
            place[key] = value
    return code_with({**claims, int(Claim.FACTS): parts.get("FACTS", facts)})


ODD = {
    "nothing": "",
    "another code": "https://example.org/",
    "another version": CODE.replace("CD1:", "CD2:"),
    "only the beginning": PREFIX,
    "half of it": CODE[: len(CODE) // 2],
    "a letter too many": CODE + "A",
    "a letter that base 45 has not": CODE + "a",
    "no base 45": PREFIX + ":::",
    "too long": PREFIX + "A" * 5000,
    "not packed": PREFIX + base45.b45encode(b"plain").decode(),
    "no CBOR": in_letters(b"\xff\xff"),
    "deep CBOR": in_letters(b"\x81" * 4000 + b"\x00"),
    "CBOR without end": in_letters(b"\x9f\x00\xff"),
    "a text": packed("text"),
    "another tag": packed(cbor2.CBORTag(17, [b"", {}, b"", b""])),
    "three parts": packed(cbor2.CBORTag(18, [b"", {}, b""])),
    "more after it": in_letters(zlib.decompress(base45.b45decode(CODE[4:])) + b"\x00"),
    "a bomb": in_letters(b"\x00" * (MOST_BYTES + 1)),
    "something in the open header": code_with(inside(CODE)[1], unprotected={1: -7}),
    "another algorithm": code_with(inside(CODE)[1], {1: -7, 4: b"kid-kid-"}),
    "no kid": code_with(inside(CODE)[1], {1: -8}),
    "a kid that is no text": code_with(inside(CODE)[1], {1: -8, 4: b"\xff" * 8}),
    "a short kid": code_with(inside(CODE)[1], {1: -8, 4: b"a"}),
    "more in the header": code_with(inside(CODE)[1], {1: -8, 4: b"kid-kid-", 5: 0}),
    "claims that are a list": code_with([1, 2, 3]),
    "no claims": code_with({}),
    "claims in no order": code_with(dict(reversed(inside(CODE)[1].items())), canonical=False),
    "a claim more": code_with({**inside(CODE)[1], 9: 0}),
    "keys that are text": code_with({"2": "x"}),
    "a holder that is a number": changed(HOLDER=5),
    "a holder that is endless": changed(HOLDER="x" * 301),
    "a serial that is bytes": changed(SERIAL=b"x"),
    "a short digest": changed(BADGE=b"x" * 15),
    "an id that is none": changed(ID=b"x" * 15),
    "an id that is text": changed(ID="x" * 16),
    "a place before the list": changed(STATUS=-1),
    "a place that is true": changed(STATUS=True),
    "an end within a day": changed(EXPIRES=1_000_001),
    "an end before the beginning of time": changed(EXPIRES=0),
    "an end that is no number": changed(EXPIRES=1.5),
    "a time far away": changed(ISSUED_AT=2**40),
    "levels that are a text": changed(LEVELS="333"),
    "a level that is a list": changed(LEVELS=[[3]]),
    "too many levels": changed(LEVELS=[3] * 201),
    "a fact that is missing": changed(TITLE=None),
    "facts that are a list": changed(FACTS=[1]),
    "a fact more": changed(FACTS={**inside(CODE)[1][Claim.FACTS], 99: 0}),
    "nothing that was shortened": changed(SHORTENED=0),
    "shortened in unknown ways": changed(SHORTENED=1024),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_anything_else_is_refused(text):
    with pytest.raises(UntrustedFileError):
        read_code(text)
    assert verify_code(text, trust(), NOW).verdict is Verdict.CANNOT_TELL


def test_two_ways_of_writing_the_same_are_refused():
    content = zlib.decompress(base45.b45decode(CODE[4:]))
    assert read_code(in_letters(content)) == read_code(CODE)
    longer = content.replace(b"\x1a", b"\x1b\x00\x00\x00\x00", 1)  # a number in more bytes than it needs
    assert longer != content
    with pytest.raises(UntrustedFileError):
        read_code(in_letters(longer))


def fuzz(seed: int) -> None:
    """Nothing that can be done to a code makes the reader raise anything but our own error."""
    rng = random.Random(seed)
    content = bytearray(zlib.decompress(base45.b45decode(CODE[4:])))
    for _round in range(rng.randint(1, 4)):
        at = rng.randrange(len(content))
        match rng.randrange(4):
            case 0:
                content[at] = rng.randrange(256)
            case 1:
                del content[at : at + rng.randint(1, 9)]
            case 2:
                content[at:at] = rng.randbytes(rng.randint(1, 9))
            case _:
                content[at : at + 1] = rng.choice((b"\xbf", b"\x9f", b"\xfb", b"\xc2\x41", b"\xd9\xff\xff", b"\xf7"))
    text = (
        in_letters(bytes(content)) if rng.random() < 0.8 else PREFIX + "".join(rng.choices(sorted(ALPHANUMERIC), k=90))
    )
    try:
        read_code(text)
    except UntrustedFileError:
        return
    if bytes(content) != zlib.decompress(base45.b45decode(CODE[4:])):
        assert not open_code(text).is_signed_by(KEEPER.statement_key)


@given(st.integers(0, 2**32))
@settings(max_examples=150)
def test_damage_of_any_kind_is_our_own_error(seed):
    fuzz(seed)


@pytest.mark.slow
@given(st.integers(0, 2**32))
@settings(max_examples=20_000)
def test_damage_of_any_kind_is_our_own_error_at_length(seed):
    fuzz(seed)


# --- what is told about a code ------------------------------------------------------------------------------------


def issued(**changes) -> RegisterEvent:
    return replace(
        RegisterEvent(
            Deed.ISSUED, NOW, AWARD.serial, award_id=AWARD.id, badge=BADGE.hex(), status_index=AWARD.status_index
        ),
        **changes,
    )


def register(*events: RegisterEvent, at: datetime = NOW):
    """The register of the programme, as its trust holds it."""
    lines = tuple(event_line(event, number) for number, event in enumerate(events))
    keys = (RegisterKey(KEEPER.statement_key, NOW - timedelta(days=100)),)
    return check_register(signed_file(lines, now=at), keys).view()


def verdict(code: str = CODE, now: datetime = NOW + timedelta(days=1), known: Trust | None = None):
    return verify_code(code, trust(register=register(issued())) if known is None else known, now)


def states(found) -> dict[str, CheckState]:
    return {each.name: each.state for each in found.checks}


def test_a_code_of_a_known_programme_in_its_register_is_genuine():
    found = verdict()
    assert found.verdict is Verdict.GENUINE
    assert "Miriam Adeyemi was awarded Project-Based STEM Teaching (HSTP-2026-00317-4)" in found.summary
    assert "not that the person who shows it" in found.summary
    assert (found.kind, found.serial, found.holder, found.programme) == (
        DocumentKind.CODE, AWARD.serial, AWARD.holder, ISSUER.name,
    )  # fmt: skip
    assert states(found)["holder"] is CheckState.NOT_CHECKED
    assert (found.register_as_of, found.valid_until) == (NOW, AWARD.valid_until)


def test_a_key_that_nobody_knows_can_not_be_told():
    assert verdict(known=Trust()).verdict is Verdict.CANNOT_TELL
    assert verdict(code_of(key=STRANGER)).verdict is Verdict.CANNOT_TELL


def test_a_known_name_of_a_key_over_other_words_is_not_genuine():
    _header, claims = inside(CODE)
    forged = code_with({**claims, int(Claim.HOLDER): "Somebody Else"}, key=STRANGER)
    assert verdict(forged).verdict is Verdict.NOT_GENUINE


def test_a_person_who_is_known_here_may_sign_too():
    person = Issuer("Amara Okafor", KEEPER.statement_key)
    known = Trust(own_registers=(register(issued()),))
    found = verify_code(CODE, known, NOW, people=(person,))
    assert found.verdict is Verdict.GENUINE
    assert verify_code(CODE, known, NOW).verdict is Verdict.CANNOT_TELL


@pytest.mark.parametrize(
    ("events", "name"),
    [
        ([RegisterEvent(Deed.WITHDRAWN, NOW, AWARD.serial, since=date(2026, 11, 1), reason="Copied.")], "withdrawn"),
        ([RegisterEvent(Deed.ISSUED, NOW, "HSTP-2026-00400-1", replaces=AWARD.serial)], "replaced"),
    ],
)
def test_what_became_of_it_since_is_told(events, name):
    found = verdict(known=trust(register=register(issued(), *events)))
    assert found.verdict is Verdict.GENUINE_BUT
    assert states(found)[name] is CheckState.WARNING
    assert found.replaced_by == ("HSTP-2026-00400-1" if name == "replaced" else "")


def test_a_register_that_holds_another_award_under_its_number_says_no():
    for event in (issued(award_id="another"), issued(badge="f" * 64), issued(status_index=5)):
        assert verdict(known=trust(register=register(event))).verdict is Verdict.NOT_GENUINE


def test_a_register_that_should_know_it_and_does_not_raises_a_doubt():
    other = issued(serial="HSTP-2026-00001-1")
    assert verdict(known=trust(register=register(other))).verdict is Verdict.GENUINE_BUT
    older = verdict(known=trust(register=register(other, at=NOW - timedelta(days=1))))
    assert states(older)["register"] is CheckState.NOT_CHECKED


def test_a_certificate_that_lapsed_says_so_and_a_clock_set_back_does_not_help():
    later = NOW + timedelta(days=1200)
    assert states(verdict(now=later))["validity"] is CheckState.WARNING
    behind = replace(trust(register=register(issued())), newest_seen=later)
    assert states(verdict(known=behind))["validity"] is CheckState.WARNING


def test_without_register_and_list_it_can_not_be_told_whether_it_was_withdrawn():
    found = verdict(known=trust())
    assert found.verdict is Verdict.GENUINE_BUT
    assert states(found)["status"] is CheckState.WARNING


@pytest.mark.parametrize(("withdrawn", "state"), [((), CheckState.PASSED), ((77231,), CheckState.WARNING)])
def test_the_status_list_is_looked_up(withdrawn, state):
    listed = make_status_list(ISSUER, KEEPER, withdrawn, NOW)
    found = verdict(known=trust(status_lists=(b"damaged", listed)))
    assert states(found)["status"] is state
    assert found.lists_as_of == NOW
    assert found.verdict is (Verdict.GENUINE_BUT if withdrawn else Verdict.GENUINE)


def test_what_a_retired_key_signed_later_is_not_genuine_and_a_rehearsal_is_worth_nothing():
    retired = RegisterKey(KEEPER.statement_key, NOW - timedelta(days=9), retired_at=NOW - timedelta(days=1))
    assert verdict(known=trust(register_keys=(retired,))).verdict is Verdict.NOT_GENUINE
    found = verdict(known=trust(register=register(issued()), test=True))
    assert (found.verdict, found.rehearsal) == (Verdict.GENUINE_BUT, True)
    assert verdict(known=trust(problem="It was rolled back.")).verdict is Verdict.CANNOT_TELL


def test_a_code_from_the_future_and_one_with_cut_names_say_so():
    assert states(verdict(now=NOW - timedelta(days=3)))["issued"] is CheckState.WARNING
    cut = code_of(replace(AWARD, title="Very long " * 60))
    assert read_code(cut).shortened is Shortened.TITLE
    assert "shortened" in states(verdict(cut))


def test_the_register_is_of_this_programme():
    assert trust().programmes[0].id == REGISTER


def test_withdrawn_is_for_good_whatever_a_later_list_says():
    ended = make_status_list(ISSUER, KEEPER, (AWARD.status_index,), NOW - timedelta(days=2))
    cleared = make_status_list(ISSUER, KEEPER, (), NOW - timedelta(days=1))
    found = verdict(known=trust(status_lists=(ended, cleared)))
    assert (states(found)["status"], found.lists_as_of) == (CheckState.WARNING, NOW - timedelta(days=2))


def test_a_list_that_a_retired_key_signed_later_does_not_count():
    keys = (RegisterKey(KEEPER.statement_key, NOW - timedelta(days=100), NOW + timedelta(days=1)),)
    late = make_status_list(ISSUER, KEEPER, (AWARD.status_index,), NOW + timedelta(days=2))
    found = verdict(known=trust(register_keys=keys, status_lists=(late,)), now=NOW + timedelta(days=3))
    assert found.lists_as_of is None
