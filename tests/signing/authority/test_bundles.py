"""Trust bundles: what holds together, and what this desk believes after another."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.signing.authority.samples import LATER, NOW, enrolled, next_bundle, programme, resigned

from certdesk.core.errors import CertDeskError, NotAllowedError, UntrustedFileError
from certdesk.core.plain import canonical
from certdesk.signing.authority.acts import revoke_person
from certdesk.signing.authority.bundle import bundle_of, parse_bundle, sign_anchors
from certdesk.signing.authority.ceremony import make_root
from certdesk.signing.authority.checking import check_bundle
from certdesk.signing.authority.formats import to_text, written
from certdesk.signing.authority.profile import Authority, Curve, cross_certificate, der, root_certificate
from certdesk.signing.authority.rollover import new_issuing, new_register_key, new_root
from certdesk.signing.authority.seen import Standing
from certdesk.signing.authority.spoken import spoken
from certdesk.signing.trust_store import load_programmes, load_trust, look_at, read_trust_file, take_in


def words(made):
    return " ".join(spoken(der(made.root.certificate)))


@pytest.fixture
def desk(tmp_path, highlands):
    """The folder of a workspace that trusts the programme, version 2."""
    take_in(tmp_path, next_bundle(highlands), words(highlands), LATER)
    return tmp_path


def trusted(folder):
    [found] = load_programmes(folder)
    return found


def test_a_bundle_is_believed_after_its_words_were_typed(tmp_path, highlands):
    with pytest.raises(NotAllowedError, match="not known here"):
        take_in(tmp_path, highlands.bundle, "", NOW)
    with pytest.raises(NotAllowedError, match="not the words"):
        take_in(tmp_path, highlands.bundle, "acorn tiger", NOW)
    assert load_programmes(tmp_path) == ()
    assert take_in(tmp_path, highlands.bundle, words(highlands), NOW) is Standing.NEW
    found = trusted(tmp_path)
    assert (found.id, found.name, found.version, found.problem) == (highlands.id, "Highlands STEM", 1, "")
    assert found.roots == (der(highlands.root.certificate),)
    assert len(found.crls) == 2
    assert [key.key for key in found.register_keys] == [highlands.keys.statement_key]
    assert take_in(tmp_path, highlands.bundle, "", NOW) is Standing.SAME
    trust = load_trust(tmp_path, ())
    assert trust.newest_seen == NOW


def test_a_newer_bundle_needs_no_words_and_an_older_one_is_refused_and_remembered(desk, highlands):
    newer = next_bundle(highlands, news=4)
    assert take_in(desk, newer, "", LATER) is Standing.NEWER
    assert trusted(desk).version == 5
    with pytest.raises(NotAllowedError, match="older"):
        take_in(desk, highlands.bundle, "", LATER)
    with pytest.raises(NotAllowedError, match="older"):
        take_in(desk, highlands.bundle, words(highlands), LATER)
    assert len(look_at(desk, highlands.id).seen.refused) == 2
    assert trusted(desk).problem == ""


def test_another_bundle_of_the_same_number_is_refused(desk, highlands):
    other = next_bundle(highlands, checkpoint="another past")
    with pytest.raises(NotAllowedError, match="same number"):
        take_in(desk, other, "", LATER)


def test_lists_whose_number_falls_are_refused_though_the_bundle_is_newer(desk, highlands):
    ahead = next_bundle(highlands, news=3, lists=9)
    take_in(desk, ahead, "", LATER)
    with pytest.raises(NotAllowedError, match="older"):
        take_in(desk, next_bundle(highlands, news=8), "", LATER)


def test_a_bundle_that_was_turned_back_on_the_disk_is_noticed(desk, highlands):
    folder = desk / "trust" / highlands.id
    old = (folder / "bundle.json").read_bytes()
    take_in(desk, next_bundle(highlands, news=4), "", LATER)
    (folder / "bundle.json").write_bytes(old)
    assert "turned it back" in trusted(desk).problem
    take_in(desk, next_bundle(highlands, news=5, lists=5), "", LATER)
    assert trusted(desk).problem == ""


def test_lost_marks_are_a_problem_until_the_words_are_typed_again(desk, highlands):
    (desk / "trust" / highlands.id / "seen.json").unlink()
    assert "deleted" in trusted(desk).problem
    with pytest.raises(NotAllowedError):
        take_in(desk, next_bundle(highlands, news=4), "", LATER)
    take_in(desk, next_bundle(highlands, news=4), words(highlands), LATER)
    assert trusted(desk).problem == ""


@pytest.mark.parametrize("name", ["bundle.json", "seen.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[" * 100_000, b'{"format":"certdesk-seen-2"}'])
def test_damage_is_a_problem_and_never_an_exception(desk, highlands, name, content):
    (desk / "trust" / highlands.id / name).write_bytes(content)
    assert trusted(desk).problem
    assert trusted(desk).id == highlands.id


def test_a_folder_of_another_programme_is_not_believed(desk, highlands):
    shutil.copytree(desk / "trust" / highlands.id, desk / "trust" / ("0" * 16))
    first, second = load_programmes(desk)
    assert "another programme" in first.problem
    assert not second.problem


def test_two_programmes_of_one_name_stay_apart(desk, highlands):
    twin = programme("Highlands STEM")
    with pytest.raises(NotAllowedError, match="not the words"):
        take_in(desk, twin.bundle, words(highlands), NOW)
    take_in(desk, twin.bundle, words(twin), NOW)
    assert {one.id for one in load_programmes(desk)} == {highlands.id, twin.id}
    assert {one.name for one in load_programmes(desk)} == {"Highlands STEM"}


def test_a_programme_that_claims_the_id_of_another_is_refused(desk, highlands):
    thief = programme("Highlands STEM")
    claims = resigned(thief, thief.bundle, anchors={"programme": highlands.id}, news={"programme": highlands.id})
    with pytest.raises(UntrustedFileError):
        take_in(desk, claims, words(thief), NOW)
    former = (to_text(der(highlands.root.certificate)),)
    claims = resigned(
        thief, thief.bundle, anchors={"programme": highlands.id, "former": former}, news={"programme": highlands.id}
    )
    # Such a file can be made by anybody; only the words of the new root decide, and nobody reads them aloud.
    with pytest.raises(NotAllowedError, match="new root"):
        take_in(desk, claims, "", NOW)
    with pytest.raises(NotAllowedError, match="not the words"):
        take_in(desk, claims, words(highlands), NOW)
    # Believed for once, beside what this desk knows, it would take the place of the programme.
    path = desk / "newest.certdesk-trust"
    path.write_bytes(written(claims))
    with pytest.raises(UntrustedFileError, match="not what this desk knows"):
        read_trust_file(path, desk)
    path.write_bytes(written(next_bundle(highlands, news=8)))
    assert read_trust_file(path, desk).version > 1


@pytest.mark.parametrize(
    "name", ["High\nlands", "High\x1b[2Jlands", "\u202esdnalhgiH", "High\u200blands", "A  B", " A"]
)
def test_a_name_that_is_not_what_it_seems_is_refused(name):
    made = programme(name)
    with pytest.raises(UntrustedFileError, match="that holds together"):
        check_bundle(made.bundle, "x")


def test_a_new_root_is_believed_when_the_old_one_vouches_for_it(desk, highlands, tmp_path):
    made = _with_new_root(highlands, highlands.root)
    assert take_in(desk, made.bundle, "", LATER) is Standing.NEWER
    assert len(trusted(desk).roots) == 2
    again = _with_new_root(made, made.root)
    # A desk that missed one root reaches the newest one over the one in between.
    late = tmp_path / "late"
    take_in(late, highlands.bundle, words(highlands), NOW)
    assert take_in(late, again.bundle, "", LATER) is Standing.NEWER
    assert len(trusted(late).roots) == 3


def test_a_root_that_was_stolen_does_not_vouch_and_is_refused_afterwards(desk, highlands):
    made = _with_new_root(highlands, None)
    with pytest.raises(NotAllowedError, match="new root"):
        take_in(desk, made.bundle, "", LATER)
    assert take_in(desk, made.bundle, words(made), LATER) is Standing.NEW_ROOT
    [root] = trusted(desk).roots
    assert root == der(made.root.certificate)
    # Whoever has the stolen root now signs with it, under any number.
    theirs = resigned(highlands, highlands.bundle, anchors={"version": 99}, news={"version": 99})
    with pytest.raises(NotAllowedError, match="older"):
        take_in(desk, theirs, words(highlands), LATER)


def test_a_cross_certificate_by_somebody_else_vouches_for_nothing(desk, highlands):
    made, stranger = _with_new_root(highlands, None), programme()
    cross = to_text(der(cross_certificate(made.root.certificate, stranger.root, NOW)))
    forged = resigned(made, made.bundle, anchors={"crosses": (cross,)})
    with pytest.raises(NotAllowedError, match="new root"):
        take_in(desk, forged, "", LATER)


def test_a_stolen_desk_can_tell_no_more_news(desk, highlands, amara):
    renewed = new_issuing(highlands.desk, highlands.keys, highlands.root, LATER, stolen=True)
    made = replace(highlands, desk=renewed.desk, keys=renewed.keys)
    take_in(desk, next_bundle(made, news=2, lists=5), "", LATER)
    told = next_bundle(highlands, news=9, lists=9)
    anchors = (renewed.desk.anchors, renewed.desk.anchors_signature)
    with pytest.raises(UntrustedFileError, match="hold"):
        take_in(desk, bundle_of(anchors, (told.news, told.news_signature)), "", LATER)


def test_the_register_key_is_replaced_and_the_old_one_retired(desk, highlands):
    renewed = new_register_key(highlands.desk, highlands.keys, highlands.root, LATER)
    made = replace(highlands, desk=renewed.desk, keys=renewed.keys)
    take_in(desk, next_bundle(made, news=2, lists=5), "", LATER)
    old, new = trusted(desk).register_keys
    assert (old.key, old.retired_at) == (highlands.keys.statement_key, LATER)
    assert (new.key, new.retired_at) == (renewed.keys.statement_key, None)


def test_a_certificate_goes_on_being_good_under_a_new_root(highlands, amara):
    desk, leaf = enrolled(highlands, amara)
    made = _with_new_root(replace(highlands, desk=desk), None)
    [issuer] = check_bundle(made.bundle, "x").issuers
    leaf.leaf.verify_directly_issued_by(issuer)


def _with_new_root(made, old):
    root = make_root(Curve.P256, made.desk.anchors.name, LATER)
    renewed = new_root(made.desk, made.keys, old, root, LATER)
    after = replace(made, root=root, desk=renewed.desk, keys=renewed.keys)
    return replace(after, bundle=next_bundle(after, news=made.bundle.news.version + 1, lists=5))


CHANGES = {
    "name": {"name": "Highlands"},
    "version": {"version": 0},
    "no roots": {"roots": ()},
    "no keys": {"register_keys": ()},
    "other id": {"programme": "0" * 16},
}


@pytest.mark.parametrize("what", CHANGES)
def test_even_the_root_can_not_sign_what_does_not_hold_together(highlands, what):
    bundle = resigned(highlands, highlands.bundle, anchors=CHANGES[what])
    with pytest.raises(UntrustedFileError):
        check_bundle(bundle, "x")


def test_certificates_and_lists_of_others_do_not_slip_in(highlands):
    other = programme("Highlands STEM")
    anchors, news = other.bundle.anchors, other.bundle.news
    for changes in (
        {"anchors": {"issuers": (*highlands.bundle.anchors.issuers, *anchors.issuers)}},
        {"anchors": {"root_lists": anchors.root_lists}},
        {"anchors": {"roots": anchors.roots}},
        {"news": {"lists": news.lists}},
        {"news": {"programme": other.id}},
        {"anchors": {"issuers": highlands.bundle.anchors.roots}},
    ):
        with pytest.raises(UntrustedFileError):
            check_bundle(resigned(highlands, highlands.bundle, **changes), "x")


def test_parts_signed_by_others_are_refused(highlands):
    other = programme("Highlands STEM")
    mine, theirs = highlands.bundle, other.bundle
    for forged in (
        replace(mine, news=theirs.news, news_signature=theirs.news_signature),
        replace(mine, anchors_signature=theirs.anchors_signature),
        replace(mine, news_signature=theirs.news_signature),
        replace(mine, anchors_signature=sign_anchors(mine.anchors, other.root)),
        replace(mine, anchors=replace(mine.anchors, name="Highlands")),
        replace(mine, news=replace(mine.news, made_at=NOW + timedelta(days=900))),
    ):
        with pytest.raises(UntrustedFileError):
            check_bundle(forged, "x")


def test_a_root_that_is_no_authority_is_refused(highlands):
    key = highlands.root.key
    bare = root_certificate(key, "Highlands", NOW)
    made = replace(highlands, root=Authority(bare, key))
    bundle = resigned(made, highlands.bundle, anchors={"roots": (to_text(der(highlands.lead.leaf)),)})
    with pytest.raises(UntrustedFileError):
        check_bundle(bundle, "x")


def test_no_byte_can_be_changed(highlands):
    content = written(highlands.bundle)
    for place in range(0, len(content) - 1, 37):
        changed = bytearray(content)
        changed[place] ^= 1 << place % 8
        with pytest.raises(CertDeskError):
            check_bundle(parse_bundle(bytes(changed), "x"), "x")


def test_only_one_way_of_writing_is_accepted(highlands):
    plain = json.loads(written(highlands.bundle))
    for text in (
        json.dumps(plain),
        json.dumps(plain, indent=1),
        canonical(plain | {"more": 1}),
        canonical(plain | {"format": "certdesk-trust-2"}),
        " " + canonical(plain),
    ):
        with pytest.raises(UntrustedFileError):
            parse_bundle(text.encode(), "x")
    assert parse_bundle(canonical(plain).encode(), "x") == highlands.bundle


def test_a_bundle_file_can_be_believed_for_once(tmp_path, highlands, amara):
    desk, _leaf = enrolled(highlands, amara)
    path = tmp_path / "x.certdesk-trust"
    path.write_bytes(written(next_bundle(highlands, revoke_person(desk, amara.id, ("left", NOW), LATER))))
    found = read_trust_file(path)
    assert (found.id, found.test, found.problem) == (highlands.id, False, "")
    with pytest.raises(UntrustedFileError, match="can't be read"):
        read_trust_file(tmp_path / "none")
