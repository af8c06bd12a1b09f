"""The certificates of a programme, and what independent programs think of them."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from tests.signing.authority.samples import LATER, NOW, enrolled, next_bundle, programme

from certdesk.core.errors import CertDeskError, NotAllowedError
from certdesk.signing.authority.acts import Extras, revoke_person, tell_news
from certdesk.signing.authority.ceremony import make_root
from certdesk.signing.authority.checking import check_bundle
from certdesk.signing.authority.formats import certificate
from certdesk.signing.authority.lists import Revoked, revocation_list, revoked_in
from certdesk.signing.authority.names import person_name, programme_name, slug
from certdesk.signing.authority.profile import Curve, years_after
from certdesk.signing.authority.rollover import new_root
from certdesk.signing.self_made import DOCUMENT_SIGNING, statement_key_of


def extension(certificate, kind):
    return certificate.extensions.get_extension_for_class(kind).value


def test_a_leaf_is_what_the_design_says(highlands, amara):
    _desk, made = enrolled(highlands, amara)
    leaf = made.leaf
    assert set(extension(leaf, x509.ExtendedKeyUsage)) == {DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION}
    [point] = extension(leaf, x509.CRLDistributionPoints)
    assert point.full_name[0].value == "http://crl.highlands-stem.invalid/issuing.crl"
    above = highlands.keys.issuing[0].certificate
    assert (
        extension(leaf, x509.AuthorityKeyIdentifier).key_identifier
        == extension(above, x509.SubjectKeyIdentifier).digest
    )
    assert statement_key_of(leaf) == amara.signer.statement_key
    assert leaf.public_key() == amara.signer.document_key
    assert not extension(leaf, x509.BasicConstraints).ca
    assert leaf.not_valid_after_utc == NOW.replace(year=2027)
    assert leaf.not_valid_before_utc == NOW - timedelta(hours=1)


def test_authorities_may_sign_only_so_many_levels_and_for_so_long(highlands):
    root, issuing = highlands.root.certificate, highlands.keys.issuing[0].certificate
    assert extension(root, x509.BasicConstraints).path_length == 1
    assert extension(issuing, x509.BasicConstraints).path_length == 0
    assert root.not_valid_after_utc == NOW.replace(year=2036)
    assert issuing.not_valid_after_utc == NOW.replace(year=2031)
    assert extension(issuing, x509.CRLDistributionPoints)


def test_a_rehearsal_says_test_in_every_name():
    made = programme(programme_name("Highlands STEM", rehearsal=True))
    subjects = [highlands.subject for highlands in (made.root.certificate, made.keys.issuing[0].certificate)]
    for subject in [*subjects, made.lead.leaf.subject]:
        assert subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value.startswith("TEST - ")
        assert subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value == "TEST - Highlands STEM"
        unit = subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)[0].value
        assert unit == "Rehearsal - certificates are worth nothing"
    assert check_bundle(made.bundle, "x").test


@pytest.mark.parametrize("name", ["", "  ", "Test of teachers", "ＴＥＳＴ - X", "a" * 45, "bell\a"])
def test_a_name_that_would_mislead_or_does_not_fit_is_refused(name):
    with pytest.raises(CertDeskError):
        programme_name(name, rehearsal=False)


def test_the_longest_name_fits_into_every_certificate():
    made = programme(programme_name("Å" * 44, rehearsal=True))
    assert check_bundle(made.bundle, "x").words
    with pytest.raises(CertDeskError):
        person_name(made.desk.anchors.name, "a" * 58, "assessor")


@pytest.mark.parametrize(
    ("name", "short"),
    [("Highlands STEM", "highlands-stem"), ("Éducation à Genève", "education-a-geneve"), ("教师", "programme")],
)
def test_addresses_are_plain(name, short):
    assert slug(name) == short


def test_leap_days_have_a_birthday_too():
    assert years_after(NOW.replace(year=2028, month=2, day=29), 1).day == 28


def test_a_leaf_never_outlives_the_certificate_above_it(highlands, amara):
    made = programme(now=NOW.replace(year=2022))
    _desk, leaf = enrolled(made, amara, years=2)
    assert leaf.leaf.not_valid_after_utc == made.keys.issuing[0].certificate.not_valid_after_utc
    ended = programme(now=NOW.replace(year=2020))
    with pytest.raises(NotAllowedError, match="ended"):
        enrolled(ended, amara)


def test_what_was_revoked_once_stays_revoked_and_numbers_rise(highlands, amara):
    desk, _leaf = enrolled(highlands, amara)
    revoked = revoke_person(desk, amara.id, ("lost", NOW), LATER)
    assert revoke_person(revoked, amara.id, ("left", LATER), LATER) == revoked
    after, bundle = tell_news(revoked, highlands.keys, Extras(news=7, lists=9), LATER)
    assert (after.news_version, after.list_number) == (8, 10)
    [crl] = check_bundle(bundle, "x").lists
    [entry] = revoked_in(crl)
    assert (entry.reason, entry.since, entry.on) == ("lost", NOW, LATER)
    # A desk that was taken back to an older state knows nothing of it, and says so all the same.
    told = tuple((_digest(highlands), one) for one in revoked_in(crl))
    _desk, again = tell_news(desk, highlands.keys, Extras(revoked=told), LATER)
    assert [one.serial for one in revoked_in(check_bundle(again, "x").lists[0])] == [entry.serial]


def _digest(made):
    from certdesk.signing.authority.keys import digest_of

    return digest_of(made.keys.issuing[0].certificate)


def test_every_reason_reads_back(highlands):
    reasons = ("lost", "left", "role", "superseded", "mistake")
    many = [Revoked(number, LATER, NOW, reason) for number, reason in enumerate(reasons, 1)]
    crl = revocation_list(highlands.root, many, 1, (NOW, LATER))
    assert list(revoked_in(crl)) == many


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not here")
@pytest.mark.parametrize("curve", list(Curve))
def test_openssl_accepts_the_chain_and_refuses_the_revoked(curve, amara, tmp_path):
    made = programme(curve=curve)
    desk, leaf = enrolled(made, amara)
    assert _openssl(tmp_path, made, next_bundle(made, desk), leaf).endswith(": OK\n")
    revoked = revoke_person(desk, amara.id, ("lost", NOW), LATER)
    assert "certificate revoked" in _openssl(tmp_path, made, next_bundle(made, revoked), leaf)


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not here")
def test_openssl_follows_the_bridge_from_an_old_root_to_a_new_one(highlands, amara, tmp_path):
    root = make_root(Curve.P256, "Highlands STEM", LATER)
    renewed = new_root(highlands.desk, highlands.keys, highlands.root, root, LATER)
    made = replace(highlands, root=root, desk=renewed.desk, keys=renewed.keys)
    desk, leaf = enrolled(made, amara)
    # Whoever knows only the old root, and whoever knows only the new one, as both roots have one name.
    for known in (highlands, made):
        said = _openssl(tmp_path, known, next_bundle(made, desk), leaf)
        assert said.endswith(": OK\n"), said


def _openssl(folder, made, bundle, leaf):
    checked = check_bundle(bundle, "x")

    def pem(name, *many):
        path = folder / name
        path.write_bytes(b"".join(each.public_bytes(Encoding.PEM) for each in many))
        return str(path)

    words = [
        "openssl", "verify", "-x509_strict", "-crl_check_all", "-purpose", "smimesign",
        "-attime", str(int(LATER.timestamp()) + 60),
        "-CAfile", pem("root.pem", made.root.certificate),
        "-untrusted", pem("issuing.pem", *checked.crosses, *reversed(checked.issuers)),
        "-CRLfile", pem("lists.pem", *checked.root_lists, *checked.lists),
        pem("leaf.pem", certificate(leaf.certificate)),
    ]  # fmt: skip
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
