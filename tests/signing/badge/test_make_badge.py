"""What a badge says, and that another implementation believes it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from tests.signing.badge.badges import ISSUER, KEYS, OTHER_KEYS, PERSON, award, badge, judged, status_list

from certdesk.core.credentials import CriterionResult
from certdesk.core.errors import CertDeskError
from certdesk.signing.badge.contexts import PINS, UnknownContextError, known_context
from certdesk.signing.badge.holder import holder_hash, is_hash_of
from certdesk.signing.badge.make import make_badge, unsigned_badge
from certdesk.signing.badge.statements import canonical, expanded, uncovered


def test_a_badge_says_what_was_awarded():
    said = json.loads(badge())
    assert said["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    ]
    assert said["issuer"] == {"id": ISSUER.did, "type": ["Profile"], "name": ISSUER.name}
    assert (said["validFrom"], said["validUntil"]) == ("2026-11-20T10:00:00Z", "2029-11-20T23:59:59Z")
    subject = said["credentialSubject"]
    achievement = subject["achievement"]
    assert (achievement["achievementType"], achievement["inLanguage"]) == ("Certificate", "en-GB")
    assert subject["licenseNumber"] == "HSTP-2026-00317-4"
    described = {one["id"]: one for one in achievement["resultDescription"]}
    told = {described[one["resultDescription"]]["name"]: one for one in subject["result"]}
    plan = told["Plans lessons that build on what pupils know"]
    about = described[plan["resultDescription"]]
    levels = {one["id"]: one for one in about["rubricCriterionLevel"]}
    assert about["resultType"] == "RubricCriterionLevel"
    assert levels[plan["achievedLevel"]]["name"] == "Proficient"
    assert levels[about["requiredLevel"]]["name"] == "Developing"
    assert all(isinstance(one["points"], str) and isinstance(one["level"], str) for one in levels.values())
    assert told["Teaching practice"]["value"] == "Certified"
    entry = said["credentialStatus"]
    assert (entry["type"], entry["statusListIndex"]) == ("BitstringStatusListEntry", "94567")
    assert entry["statusListCredential"] == json.loads(status_list())["id"]


def test_every_word_of_a_badge_is_covered_by_its_signature():
    document = unsigned_badge(award(), ISSUER)
    found, dropped = expanded(document)
    assert uncovered(document, found, dropped) == ()
    assert dropped == []
    statements = canonical(found).decode()
    for text in _texts(document["credentialSubject"]) | _texts(document["issuer"]):
        assert json.dumps(text, ensure_ascii=False)[1:-1] in statements or text in _TYPES_AND_NAMES, text


_TYPES_AND_NAMES = {"Profile", "AchievementSubject", "Achievement", "IdentityObject", "Result", "ResultDescription"}


def _texts(value):
    if isinstance(value, dict):
        return set().union(*(_texts(one) for one in value.values()))
    if isinstance(value, list):
        return set().union(*map(_texts, value))
    return {value} if isinstance(value, str) else set()


def test_the_same_award_gives_the_same_bytes():
    assert make_badge(award(), ISSUER, KEYS) == badge()


def test_the_name_is_told_only_to_who_knows_it():
    assert "Amélie" not in badge().decode()
    hashed = holder_hash(award())
    assert json.loads(badge())["credentialSubject"]["identifier"][0]["identityHash"] == hashed
    assert is_hash_of("  Ame\u0301lie   Ōkura", award().salt, hashed)
    assert not is_hash_of("amélie Ōkura", award().salt, hashed)
    assert holder_hash(award(salt="00")) != hashed
    facts = judged(badge()).facts
    assert facts is not None
    assert (facts.is_held_by("Amélie Ōkura"), facts.is_held_by("Somebody Else")) == (True, False)


def test_what_is_not_known_is_left_out():
    plain = CriterionResult("a", "A", "", "", "", ())
    said = unsigned_badge(award(language="", rubric_version="", results=(plain,)), ISSUER)["credentialSubject"]
    assert {"inLanguage", "version"}.isdisjoint(said["achievement"])
    assert "value" not in said["result"][1]


def test_only_the_issuers_key_signs():
    with pytest.raises(CertDeskError, match="not that of Hill School"):
        make_badge(award(), ISSUER, OTHER_KEYS)


def test_another_implementation_accepts_it():
    credential = OB3LdpVerifier().verify(badge())
    assert credential.issuer.name == ISSUER.name
    assert credential.achievement.name == "Certificate of Professional Teaching"
    made_by_a_person = make_badge(award(programme="Ada Brook"), PERSON, OTHER_KEYS)
    assert OB3LdpVerifier().verify(made_by_a_person).issuer.id == PERSON.did


@pytest.mark.parametrize(
    ("levels", "value", "required"),
    [((), "3", "2"), ((("1/3", "Low"), ("2/3", "High")), "2/3", "1/3"), ((("1", "Ⓐ"),), "", "two"), ((), "", "")],
)
def test_odd_scales_make_valid_badges(levels, value, required):
    one = CriterionResult("a b/ç", "Title", "High", value, required, levels)
    data = make_badge(award(results=(one,), statement="tab\tand\x00nul", title=' "quoted" \\ ünï '), ISSUER, KEYS)
    assert OB3LdpVerifier().verify(data).achievement.name == '"quoted" \\ ünï'
    assert judged(data).verdict.value == "genuine"


def test_contexts_are_those_that_lie_with_the_program_and_no_others(monkeypatch):
    for address in PINS:
        assert "@context" in known_context(address)
    with pytest.raises(UnknownContextError, match="words that are defined at"):
        known_context("https://example.org/context.json")
    other = replace(PINS["https://www.w3.org/ns/credentials/v2"], digest="0" * 64)
    monkeypatch.setitem(PINS, "https://example.org/changed", other)
    with pytest.raises(UnknownContextError, match="was changed"):
        known_context("https://example.org/changed")
