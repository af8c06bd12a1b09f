"""Each way in which a badge can be right, doubtful, unknown or wrong has its own answer."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.signing.badge.badges import (
    FOUNDED,
    ISSUER,
    KEYS,
    NOW,
    OTHER_KEYS,
    PERSON,
    award,
    badge,
    changed,
    judged,
    programme,
    states,
    status_list,
)

from certdesk.core.credentials import Deed, RegisterEvent
from certdesk.signing.badge.holder import holder_hash
from certdesk.signing.badge.make import make_badge
from certdesk.signing.badge.status import make_status_list
from certdesk.signing.badge.verify import verify_badge
from certdesk.signing.trust import KnownSigner, RegisterKey, RegisterView, Trust

UNDEFINED = "https://www.w3.org/ns/credentials/undefined-terms/v2"


def test_a_badge_of_a_known_programme_is_genuine_and_its_facts_are_told():
    verdict = judged(badge())
    assert verdict.verdict.value == "genuine", verdict.summary
    facts = verdict.facts
    assert facts is not None
    assert (facts.serial, facts.outcome, facts.title) == (award().serial, "Certified", award().title)
    assert [(one.level, one.value, one.needed) for one in facts.results] == [
        ("Distinguished", "4", "Proficient"),
        ("Proficient", "3", "Developing"),
    ]
    assert (facts.key, facts.status_index, facts.rubric_version) == (ISSUER.key, 94_567, "2.1")
    told = json.loads(json.dumps(verdict.as_json()))
    assert (told["exit_code"], told["facts"]["serial"]) == (0, award().serial)


def test_nobody_knows_the_key():
    verdict = judged(badge(), Trust())
    assert (verdict.verdict.value, states(verdict)["proof"]) == ("cannot_tell", "passed")


def test_a_person_who_was_met_is_known_by_their_statement_key():
    data = make_badge(award(programme="Ada Brook"), PERSON, OTHER_KEYS)
    met = KnownSigner("0" * 64, "Ada Brook", "Assessor", "met", PERSON.key)
    for verdict in (judged(data, Trust(known=(met,))), verify_badge(data, Trust(), now=NOW, people=(PERSON,))):
        assert (verdict.verdict.value, states(verdict)["issuer"]) == ("genuine_but", "passed")
        assert "no list of its issuer" in verdict.summary


@pytest.mark.parametrize(
    ("trust", "verdict", "words"),
    [
        (programme(), "genuine_but", "no list of its issuer"),
        (programme([status_list(94_567)]), "genuine_but", "withdrawn by its issuer"),
        (programme([status_list(94_566)]), "genuine", "valid"),
        (programme([b"{}", status_list()]), "genuine", "valid"),
        (programme([status_list()], name="Valley School"), "genuine_but", "known here as “Valley School”"),
        (programme([status_list()], test=True), "genuine_but", "rehearsal"),
        (programme([status_list()], problem="rolled back"), "cannot_tell", "rolled back"),
        (
            programme([status_list()], register_keys=(RegisterKey(ISSUER.key, FOUNDED, FOUNDED + timedelta(9)),)),
            "not_genuine",
            "had been retired",
        ),
        (programme([status_list()], register_keys=(RegisterKey(ISSUER.key, NOW),)), "genuine_but", "before the key"),
    ],
)
def test_what_is_known_of_the_programme_decides(trust, verdict, words):
    found = judged(badge(), trust)
    assert (found.verdict.value, words in found.summary) == (verdict, True), found.summary


def test_a_stale_list_is_told_as_such_and_not_as_a_bad_signature():
    found = judged(badge(), programme([status_list()]), NOW + timedelta(days=140))
    assert (found.verdict.value, "140 days old" in found.summary) == ("genuine_but", True)


def test_a_list_of_somebody_else_does_not_count():
    theirs = replace(ISSUER, key=OTHER_KEYS.statement_key)
    forged = make_status_list(theirs, OTHER_KEYS, [], NOW)
    assert "no list of its issuer" in judged(badge(), programme([forged])).summary


def test_a_withdrawal_is_not_forgotten_by_a_newer_list():
    newer = make_status_list(ISSUER, KEYS, [], NOW + timedelta(days=1))
    assert "withdrawn" in judged(badge(), programme([status_list(94_567), newer])).summary


@pytest.mark.parametrize(("days", "words"), [(-30, "is valid from"), (1200, "was valid until")])
def test_dates_are_judged_by_the_later_of_clock_and_what_was_seen(days, words):
    assert words in judged(badge(), now=NOW + timedelta(days=days)).summary
    trust = replace(programme([status_list()]), newest_seen=NOW + timedelta(days=1200))
    assert "was valid until" in judged(badge(), trust, NOW - timedelta(days=900)).summary


def test_the_register_is_asked():
    one = award()
    issued = RegisterEvent(
        Deed.ISSUED, one.issued_at, one.serial, one.id, holder=holder_hash(one), status_index=one.status_index
    )
    gone = RegisterEvent(Deed.WITHDRAWN, NOW, one.serial, since=NOW.date(), reason="made by mistake")

    def with_register(*events):
        return judged(badge(), programme(register=RegisterView("certdesk/x", events, "", NOW)))

    assert with_register(issued).verdict.value == "genuine"
    assert "made by mistake" in with_register(issued, gone).summary
    assert with_register(replace(issued, holder="sha256$0")).verdict.value == "not_genuine"
    assert "does not know" in with_register().summary


def test_a_retired_key_counts_only_for_what_the_register_knows():
    retired = (RegisterKey(ISSUER.key, FOUNDED, NOW), RegisterKey(OTHER_KEYS.statement_key, NOW))
    register = RegisterView("certdesk/x", (), "", NOW + timedelta(days=1))
    found = judged(badge(), programme([status_list()], register_keys=retired, register=register))
    assert (found.verdict.value, "does not know" in found.summary) == ("not_genuine", True)
    late = make_status_list(ISSUER, KEYS, [], NOW + timedelta(days=1))
    assert "no list of its issuer" in judged(badge(), programme([late], register_keys=retired)).summary
    theirs = replace(ISSUER, key=OTHER_KEYS.statement_key)
    newer = make_status_list(theirs, OTHER_KEYS, [94_567], NOW + timedelta(days=1))
    assert "withdrawn" in judged(badge(), programme([newer], register_keys=retired)).summary


TRICKS = {
    "word": lambda one: one.update(finalGrade="Distinction"),
    "word in the subject": lambda one: one["credentialSubject"].update(finalGrade="Distinction"),
    "word in a level": lambda one: _level(one).update(finalGrade="Distinction"),
    "word in a list": lambda one: one["credentialSubject"]["result"].append({"finalGrade": "Distinction"}),
    "kind": lambda one: one["credentialSubject"]["achievement"]["type"].append("Distinction"),
    "word in the proof": lambda one: one["proof"].update(finalGrade="Distinction"),
    "@vocab": lambda one: (one["@context"].append({"@vocab": "https://x.example/"}), one.update(finalGrade="A")),
    "more words": lambda one: (one["@context"].append(UNDEFINED), one.update(finalGrade="A")),
    "words of another": lambda one: (one["@context"].append("https://x.example/"), one.update(finalGrade="A")),
    "words inside": lambda one: one["credentialSubject"].update({"@context": {"finalGrade": "https://schema.org/x"}}),
    "redefined": lambda one: one["@context"].append({"name": "https://schema.org/alternateName"}),
    "fewer words": lambda one: one["@context"].pop(),
    "whole address": lambda one: one.update({"https://schema.org/name": one.pop("name")}),
    "keyword": lambda one: one.update({"@id": one.pop("id")}),
    "included": lambda one: one.update({"@included": [{"id": "urn:x:y", "name": "z"}]}),
    "graph": lambda one: one.update({"@graph": [{"id": "urn:x:y", "name": "z"}]}),
    "reverse": lambda one: one.update({"@reverse": {"name": {"id": "urn:x:y"}}}),
    "list in a list": lambda one: one.update(credentialStatus=[[one["credentialStatus"]]]),
    "status moved": lambda one: one.update(evidence=[one.pop("credentialStatus")]),
    "direction": lambda one: one.update(name={"@value": one["name"], "@direction": "rtl"}),
    "many words": lambda one: one["@context"].extend(one["@context"] * 4),
    "relative id": lambda one: one["credentialSubject"].update(id="somebody"),
    "blank id": lambda one: one["credentialSubject"].update(id="_:b0"),
    "id with a space": lambda one: one["credentialSubject"].update(id="urn:a b"),
    "other issuer": lambda one: one["issuer"].update(id=PERSON.did),
    "other text": lambda one: one.update(name="Certificate of Teaching"),
    "other level": lambda one: one["credentialSubject"]["result"][1].update(value="4"),
    "other status place": lambda one: one["credentialStatus"].update(statusListIndex="5"),
    "other date": lambda one: one.update(validUntil="2039-11-20T23:59:59Z"),
    "no end": lambda one: one.pop("validUntil"),
    "other holder": lambda one: one["credentialSubject"]["identifier"][0].update(salt="00"),
    "second holder": lambda one: one["credentialSubject"]["identifier"].append({"type": "IdentityObject"}),
    "described twice": lambda one: _level(one).update(alignment=[{"id": one["issuer"]["id"], "name": "Other"}]),
    "purpose": lambda one: one["proof"].update(proofPurpose="authentication"),
    "time": lambda one: one["proof"].update(created="2026-11-20T10:00:01Z"),
    "no time": lambda one: one["proof"].update(created="yesterday"),
    "cut signature": lambda one: one["proof"].update(proofValue=one["proof"]["proofValue"][:-1]),
    "no letters": lambda one: one["proof"].update(proofValue="z0OIl"),
    "wrong fragment": lambda one: one["proof"].update(verificationMethod=ISSUER.did + "#key-1"),
    "key of another": lambda one: one["proof"].update(verificationMethod=f"{PERSON.did}#{PERSON.did[8:]}"),
    "two proofs": lambda one: one.update(proof=[one["proof"], {**one["proof"], "created": "2026-11-21T10:00:00Z"}]),
    "too many proofs": lambda one: one.update(proof=[one["proof"]] * 5),
    "chain": lambda one: one["proof"].update(previousProof="urn:x:gone"),
    "proof is text": lambda one: one.update(proof="signed"),
}


def _level(one):
    return one["credentialSubject"]["achievement"]["resultDescription"][1]["rubricCriterionLevel"][0]


@pytest.mark.parametrize("trick", TRICKS)
def test_what_was_changed_is_not_genuine(trick):
    found = judged(changed(TRICKS[trick]))
    assert found.verdict.value == "not_genuine", found.summary


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one["credentialSubject"]["result"].reverse(),
        lambda one: one["credentialSubject"]["achievement"]["resultDescription"].reverse(),
        lambda one: one["type"].reverse(),
        lambda one: one.update(proof=[one["proof"]]),
        lambda one: one.update(credentialStatus=[one["credentialStatus"]]),
        lambda one: one.update(dict(reversed(one.items()))),
    ],
)
def test_order_and_lists_of_one_make_no_difference(change):
    found = judged(changed(change))
    assert found.verdict.value == "genuine", found.summary
    assert found.facts is not None
    assert found.facts.results == judged(badge()).facts.results


def test_a_name_that_stands_twice_is_refused():
    twice = badge().replace(b'"name":"Certificate', b'"name":"Doctorate","name":"Certificate', 1)
    found = judged(twice)
    assert (found.verdict.value, "twice" in found.summary) == ("not_genuine", True)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not valid JSON"),
        (b"[]", "not a JSON object"),
        (b"{" * 400, "not valid JSON"),
        (b'{"a":' * 40 + b"1" + b"}" * 40, "deeper"),
        (b'{"a":[' + b"[]," * 7000 + b"1]}", "more than any badge"),
        (b'{"a":"' + b"x" * (2**21 + 1) + b'"}', "larger"),
        (b'{"a":[' + b"1," * 700 + b"1]}", "longer list"),
        (b'{"type":["a","b","c","d","e","f","g","h","i"]}', "more kinds"),
        (b'{"a":"\\ud800"}', "no text"),
        (b'{"a":NaN}', "not valid JSON"),
        (b'{"a":"\xff"}', "not valid JSON"),
        (b'{"a":' + b"9" * 5000 + b"}", "not valid JSON"),
    ],
)
def test_what_is_no_badge_is_told_within_bounds(data, words):
    found = judged(data)
    assert (found.verdict.value, found.facts) == ("cannot_tell", None)
    assert words in found.summary


def test_dates_of_an_earlier_version_can_only_shorten_what_a_signature_covers():
    data = changed(lambda one: one.update(expirationDate="2026-01-01T00:00:00Z"))
    unknown = judged(data, Trust())
    assert (unknown.verdict.value, states(unknown)["words"], states(unknown)["dates"]) == (
        "cannot_tell", "warning", "warning",
    )  # fmt: skip
    assert judged(data).verdict.value == "not_genuine"


def test_parts_that_all_look_alike_do_not_stop_the_program():
    alike = {"type": ["AchievementSubject"], "identifier": [{"type": "IdentityObject", "hashed": True}] * 12}
    found = judged(changed(lambda one: one.update(credentialSubject=[alike, alike])), Trust())
    assert (found.verdict.value, "look alike" in found.summary) == ("cannot_tell", True)


def test_a_status_list_is_no_badge():
    found = judged(status_list())
    assert (found.verdict.value, "no Open Badge" in found.summary) == ("cannot_tell", True)


_letters = st.integers(0, len(badge()) - 1)


@settings(max_examples=25, deadline=None)
@given(_letters, st.integers(1, 255))
def test_no_other_byte_is_genuine(place, change):
    _one_byte(place, change)


@pytest.mark.slow
@settings(max_examples=1500, deadline=None)
@given(_letters, st.integers(1, 255))
def test_no_other_byte_is_genuine_at_length(place, change):
    _one_byte(place, change)


def _one_byte(place, change):
    data = bytearray(badge())
    data[place] ^= change
    found = judged(bytes(data))
    same = found.verdict.value == "genuine" and found.facts is not None
    # White space between names may be any white space; nothing that is said may differ.
    assert not same or replace(found.facts, digest="") == replace(judged(badge()).facts, digest="")
