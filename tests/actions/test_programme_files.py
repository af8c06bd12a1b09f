"""Programme files between two desks: joining, what is never turned back, rubrics, people, and approvals."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace

import pytest
from tests.support.building import put_rubric, small_rubric
from tests.support.desks import DeskOf
from tests.support.journeys_of_packages import put_files

from certdesk.actions.accepting import (
    Ground,
    accept_card,
    known_people,
    look_at_card,
    my_words,
    take_back_acceptance,
    write_card,
)
from certdesk.actions.enrolling import accept, approve, make_request, read_approval
from certdesk.actions.identifying import my_identity
from certdesk.actions.merging_in import keep_merge
from certdesk.actions.preflighting import programme_of
from certdesk.actions.programme_files import (
    Standing,
    join_programme,
    read_programme_file,
    standing_of_programme,
    write_programme_file,
)
from certdesk.actions.programmes import members
from certdesk.actions.recipients import find_recipient, recipients
from certdesk.actions.revoking import revoke
from certdesk.actions.trusting import export_bundle, forget_programme, import_bundle
from certdesk.core.errors import CertDeskError, NotAllowedError, NotFoundError, UntrustedFileError
from certdesk.core.exchange import SenderTrust
from certdesk.core.portfolio import RubricRef
from certdesk.signing.authority.formats import written
from certdesk.signing.authority.programme_file import check_programme, programme_file, read_programme
from certdesk.signing.identity import list_identities
from certdesk.signing.programme_store import Belonging
from certdesk.signing.statements import Trusted, check_card
from certdesk.signing.statements_card import card_of
from certdesk.signing.statements_trust import load_trusted
from certdesk.store.portfolios import load_portfolios
from certdesk.store.rubrics import list_rubrics, load_rubric
from certdesk.store.statements import load_held

SMALL = RubricRef("small", "1.0.0")


def file_of(desks, name="highlands"):
    target = desks.files / f"{name}.certdesk-programme"
    write_programme_file(desks.lead, desks.made.keys, target)
    return target


def approval_for_amara(desks):
    request = make_request(desks.assessor, desks.made.assessor, desks.files / "amara.certdesk-request")
    target = desks.files / "amara.certdesk-approval"
    approve(desks.lead, desks.made.keys, request, "assessor", 1, target)
    return target


def cards_of(workspace):
    return [card_of(one) for one in list_identities(workspace.identities)]


def trust_in(workspace, card):
    return check_card(card, load_trusted(workspace.folder, list_identities(workspace.identities)), workspace.clock())


def test_whoever_compares_the_words_works_for_the_programme_at_once(desks):
    put_rubric(desks.lead, small_rubric())
    path = file_of(desks)
    view = read_programme_file(path)
    assert (view.name, " ".join(view.words), view.recovery) == ("Highlands STEM", desks.words, True)
    assert view.people == (("Leïla Haddad", "lead"),)
    here = desks.assessor
    assert standing_of_programme(here, view) is Standing.NEW
    lead = cards_of(desks.lead)[0]
    assert trust_in(here, lead).trust is SenderTrust.UNKNOWN
    for typed in ("", "acorn album alpha amber anchor angel apple april apron arrow"):
        with pytest.raises(NotAllowedError):
            join_programme(here, path, confirmed=typed)
    assert (known_people(here), list_rubrics(here.db)) == ((), ())
    joined = join_programme(here, path, confirmed=desks.words)
    assert (joined.standing, joined.rubrics, joined.held) == (Standing.NEW, ("Small rubric 1.0.0",), ())
    assert load_rubric(here.db, SMALL) == small_rubric()
    assert trust_in(here, lead).trust is SenderTrust.KNOWN
    (leila,) = known_people(here)
    assert (leila.name, leila.ground, leila.belonging) == ("Leïla Haddad", Ground.PROGRAMME, Belonging.CURRENT)
    assert find_recipient(here, "leïla").reachable
    again = join_programme(here, path)
    assert (again.standing, again.rubrics) == (Standing.SAME, ())


def test_a_newer_file_takes_the_place_of_an_older_one_and_never_the_other_way_round(desks):
    older, newer = file_of(desks, "older"), None
    approval_for_amara(desks)
    newer = file_of(desks, "newer")
    here = desks.assessor
    join_programme(here, newer, confirmed=desks.words)
    assert len(load_trusted(here.folder, ()).listed) == 2
    with pytest.raises(NotAllowedError, match="older"):
        join_programme(here, older)
    assert len(load_trusted(here.folder, ()).listed) == 2
    with pytest.raises(NotAllowedError):  # neither does its trust bundle count any more
        import_bundle(here, bundle_in(desks, older))
    assert standing_of_programme(here, read_programme_file(newer)) is Standing.SAME
    forget_programme(here, desks.programme)
    assert load_trusted(here.folder, ()).listed == frozenset()


def bundle_in(desks, path):
    target = desks.files / "of the file.certdesk-trust"
    target.write_bytes(written(read_programme(path).file.bundle))
    return target


def test_a_file_is_good_though_a_newer_bundle_came_first(desks):
    path = file_of(desks)
    export_bundle(desks.lead, desks.made.keys, desks.files / "later.certdesk-trust")
    import_bundle(desks.assessor, desks.files / "later.certdesk-trust", confirmed_words=desks.words)
    assert join_programme(desks.assessor, path).standing is Standing.NEWER
    assert [one.name for one in known_people(desks.assessor)] == ["Leïla Haddad"]


def altered(content: bytes, place: int, bit: int) -> bytes:
    return content[:place] + bytes([content[place] ^ (1 << bit)]) + content[place + 1 :]


def refuse_everything_altered(desks, count: int) -> None:
    """Flip bits at random places and cut the files short: they are refused, each time."""
    put_rubric(desks.lead, small_rubric())
    refuse_altered(file_of(desks), read_programme_file, count)
    refuse_altered(approval_for_amara(desks), read_approval, count // 2)


def refuse_altered(path, read, count: int) -> None:
    content = path.read_bytes()
    chance = random.Random(20261122)
    tries = [altered(content, chance.randrange(len(content) - 1), chance.randrange(8)) for _try in range(count)]
    tries += [content[: chance.randrange(len(content) - 1)] for _try in range(count // 4)]
    for each in (*tries, b"", b"{}", content + content):
        path.write_bytes(each)
        with pytest.raises(UntrustedFileError):
            read(path)


def test_every_byte_counts(desks):
    refuse_everything_altered(desks, 24)


@pytest.mark.slow
def test_every_byte_counts_at_length(desks):
    refuse_everything_altered(desks, 3_000)


def test_parts_of_different_files_do_not_go_together(desks):
    one = read_programme(file_of(desks, "one")).file
    put_rubric(desks.lead, small_rubric())
    two = read_programme(file_of(desks, "two")).file
    mixed = (replace(one, bundle=two.bundle), replace(two, bodies=()), replace(two, signed=one.signed))
    for each in mixed:
        with pytest.raises(UntrustedFileError):
            check_programme(each, "mixed")


def test_a_version_that_says_otherwise_here_stays_and_is_told(desks):
    put_rubric(desks.lead, small_rubric())
    put_rubric(desks.lead, small_rubric("2.0.0"))
    mine = replace(small_rubric(), title="My own rubric")
    put_rubric(desks.assessor, mine)
    joined = join_programme(desks.assessor, file_of(desks), confirmed=desks.words)
    assert joined.rubrics == ("Small rubric 2.0.0",)
    assert len(joined.held) == 1
    assert "Small rubric 1.0.0" in joined.held[0]
    assert load_rubric(desks.assessor.db, SMALL) == mine


def test_an_approval_brings_the_same(desks):
    put_rubric(desks.lead, small_rubric())
    accept(desks.assessor, approval_for_amara(desks), confirmed=desks.words)
    assert my_identity(desks.assessor).programme_id == desks.programme
    assert SMALL in list_rubrics(desks.assessor.db)
    assert [one.name for one in recipients(desks.assessor)] == ["Leïla Haddad", "Amara"]


def test_revoked_people_are_named_and_can_not_be_chosen(desks):
    approval_for_amara(desks)
    put_rubric(desks.assessor, small_rubric())
    # Somebody else of the programme: the lead's own desk before and after, seen from a third one.
    join_programme(desks.assessor, file_of(desks), confirmed=desks.words)
    amara = next(one for one in members(desks.lead, desks.programme) if one.name == "Amara")
    assert find_recipient(desks.lead, "Amara").reachable
    revoke(desks.lead, desks.made.keys, amara.id, reason="left", since=desks.clock().date())
    there = find_recipient(desks.lead, "Amara")
    assert (there.reachable, there.gone) == (False, "Highlands STEM has revoked their certificate")
    # A bundle alone is enough for everybody else to know.
    export_bundle(desks.lead, desks.made.keys, desks.files / "news.certdesk-trust")
    import_bundle(desks.assessor, desks.files / "news.certdesk-trust")
    assert find_recipient(desks.assessor, "Amara").gone


def test_who_is_listed_with_a_later_key_is_known_by_it(desks):
    """A later key is not the one that the id was made with; the programme's list says that it is theirs."""
    accept(desks.assessor, approval_for_amara(desks), confirmed=desks.words)
    (card,) = cards_of(desks.assessor)
    later = replace(card, proven=False)
    trusted = load_trusted(desks.lead.folder, ())
    assert check_card(later, Trusted(programmes=trusted.programmes), desks.clock()).trust is SenderTrust.UNKNOWN
    assert (desks.programme, card.person, card.did) in trusted.listed
    assert check_card(later, trusted, desks.clock()).trust is SenderTrust.KNOWN


def test_six_words_of_a_card(desks):
    path = write_card(desks.assessor, desks.files / "amara.certdesk-card")
    view = look_at_card(desks.lead, path)
    assert (view.name, view.trust, view.mine) == ("Amara", SenderTrust.UNKNOWN, False)
    words = my_words(desks.assessor)
    assert len(words) == 6
    with pytest.raises(NotAllowedError, match="not the words"):
        accept_card(desks.lead, path, " ".join(reversed(words)))
    assert accept_card(desks.lead, path, " ".join(words).upper())
    assert not accept_card(desks.lead, path, "")  # known now
    assert [(one.name, one.ground) for one in known_people(desks.lead)] == [("Amara", Ground.WORDS)]
    assert find_recipient(desks.lead, "amara").how == "accepted by their six words"
    assert take_back_acceptance(desks.lead, "amara")
    assert known_people(desks.lead) == ()
    with pytest.raises(NotFoundError):
        take_back_acceptance(desks.lead, "amara")
    path.write_bytes(altered(path.read_bytes(), 100, 0))
    with pytest.raises(CertDeskError):
        look_at_card(desks.lead, path)


def test_portfolios_are_checked_by_the_policy_of_the_programme(desks):
    path = file_of(desks)
    made = read_programme(path)
    policy = made.says.policy.replace("file_names_replaced: true", "file_names_replaced: false")
    says = replace(made.says, policy=policy)
    issuing = desks.made.keys.issuing[-1]
    path.write_bytes(written(programme_file(says, made.file.bodies, issuing, made.file.bundle)))
    before = programme_of(desks.assessor).settings
    join_programme(desks.assessor, path, confirmed=desks.words)
    after = programme_of(desks.assessor).settings
    assert (before.blind.file_names, after.blind.file_names) == (True, False)
    forget_programme(desks.assessor, desks.programme)
    assert programme_of(desks.assessor).settings == before


def test_what_was_held_comes_in_once_its_author_is_known(desks):
    put_rubric(desks.lead, small_rubric())
    lead = DeskOf(desks.lead, desks.made.lead, cards_of(desks.lead)[0])
    portfolio = put_files(lead)
    keep_merge(desks.assessor, lead.package(lead.says((portfolio.id,))))
    assert {one.code for one in load_held(desks.assessor.db)} == {"key"}
    for path in (desks.lead.vault.path(digest) for digest in lead_files(lead)):
        staged = desks.files / path.name
        shutil.copy(path, staged)
        desks.assessor.vault.keep(staged, path.name)
    join_programme(desks.assessor, file_of(desks), confirmed=desks.words)
    assert load_held(desks.assessor.db) == ()
    assert [one.code for one in load_portfolios(desks.assessor.db, (portfolio.id,))] == ["P-001"]


def lead_files(lead):
    return [row["digest"] for row in lead.workspace.db.query("select digest from item")]
