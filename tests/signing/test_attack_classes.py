"""Every published class of attack on signed and certified PDFs, on files of others whose signer is known here."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from pyhanko.sign.fields import MDPPerm
from tests.signing import attacks, forging
from tests.signing.attacks import Attack, certified, document, later
from tests.signing.forging import BYTES, FORGERY
from tests.signing.programmes import Programme, found
from tests.signing.samples import save

from certdesk.signing.pdf.verify_pdf import verify_pdf
from certdesk.signing.signer import Signer
from certdesk.signing.verification import Verdict, Verification

Verify = Callable[[bytes], Verification]
Contract = Callable[..., bytes]
SLOWLY = pytest.mark.slow
PERMISSION = pytest.mark.parametrize(
    "permission",
    [
        MDPPerm.ANNOTATE,
        None,
        pytest.param(MDPPerm.NO_CHANGES, marks=SLOWLY),
        pytest.param(MDPPerm.FILL_FORMS, marks=SLOWLY),
    ],
)


@pytest.fixture(scope="module")
def programme() -> Programme:
    return found()


@pytest.fixture(scope="module")
def victim(programme: Programme) -> Signer:
    return programme.person()


@pytest.fixture(scope="module")
def contract(victim: Signer) -> Contract:
    """Return contracts by what was hidden in them and what their signer permits; each is signed once."""
    return cache(lambda permission, prepare=None: certified(document(prepare), victim, permission))


@pytest.fixture(scope="module")
def plain(contract: Contract) -> bytes:
    return contract(MDPPerm.FILL_FORMS)


@pytest.fixture
def verify(programme: Programme, tmp_path: Path) -> Verify:
    trust = programme.trust()
    return lambda content: verify_pdf(save(tmp_path, content), trust)


def refused(answer: Verification) -> bool:
    return answer.verdict in {Verdict.CANNOT_TELL, Verdict.NOT_GENUINE}


@PERMISSION
def test_untouched_it_is_genuine(contract: Contract, verify: Verify, permission: MDPPerm | None):
    assert verify(contract(permission)).verdict is Verdict.GENUINE


@pytest.mark.parametrize("subtype", attacks.EVIL_ANNOTATIONS)
def test_evil_annotations(contract: Contract, verify: Verify, subtype: str):
    for permission, best in (
        (MDPPerm.NO_CHANGES, Verdict.NOT_GENUINE),
        (MDPPerm.FILL_FORMS, Verdict.NOT_GENUINE),
        (MDPPerm.ANNOTATE, Verdict.CANNOT_TELL),
    ):
        content = contract(permission)
        answer = verify(later(attacks.EVIL_ANNOTATIONS[subtype])(content))
        assert answer.verdict is best, permission


@PERMISSION
def test_sneaky_signatures(programme: Programme, verify: Verify, contract: Contract, permission: MDPPerm | None):
    content = contract(permission)
    assert refused(verify(later(attacks.empty_looking_signature_field)(content)))


@pytest.mark.parametrize("taken", [attacks.hide, attacks.hide_by_name])
@PERMISSION
def test_shadow_hide(contract: Contract, verify: Verify, taken: Attack, permission: MDPPerm | None):
    content = contract(permission, attacks.hide_prepared)
    assert verify(later(taken)(content)).verdict is Verdict.NOT_GENUINE


@pytest.mark.parametrize("change", [attacks.replace_value, attacks.replace_look_only])
@PERMISSION
def test_shadow_replace(contract: Contract, verify: Verify, change: Attack, permission: MDPPerm | None):
    answer = verify(later(change)(contract(permission)))
    assert refused(answer)
    assert permission is not MDPPerm.NO_CHANGES or answer.verdict is Verdict.NOT_GENUINE


def test_shadow_replace_of_a_font(plain: bytes, verify: Verify):
    assert verify(later(attacks.replace_font)(plain)).verdict is Verdict.NOT_GENUINE


@PERMISSION
def test_shadow_hide_and_replace(contract: Contract, verify: Verify, permission: MDPPerm | None):
    content = contract(permission, attacks.two_prepared)
    assert verify(content).verdict is Verdict.GENUINE
    assert verify(later(attacks.hide_and_replace)(content)).verdict is Verdict.NOT_GENUINE
    assert verify(attacks.hide_and_replace_the_catalogue(content)).verdict is Verdict.NOT_GENUINE


@pytest.mark.parametrize("change", attacks.PERMISSIONS, ids=lambda change: change.__name__)
def test_permissions_locks_and_names(plain: bytes, verify: Verify, change: Attack):
    assert verify(later(change)(plain)).verdict is Verdict.NOT_GENUINE


@pytest.mark.parametrize("change", attacks.PERMISSIONS, ids=lambda change: change.__name__)
def test_permissions_that_the_attacker_signs_for(programme, plain: bytes, verify: Verify, change: Attack):
    """The attacker is certified by the same programme, and signs what was done."""
    forged = certified(later(change)(plain), programme.person("Mallory"), None, "Mallory")
    assert refused(verify(forged))


@pytest.mark.parametrize("table", [attacks.hybrid, attacks.previous_into_nowhere])
def test_tables(plain: bytes, verify: Verify, table: Callable[[bytes], bytes]):
    assert refused(verify(table(plain)))


def test_a_hybrid_file_is_not_trusted_even_when_it_was_signed_so(victim: Signer, verify: Verify):
    assert verify(certified(attacks.hybrid(document()), victim, strict=False)).verdict is Verdict.CANNOT_TELL


@pytest.mark.parametrize("attack", BYTES.values(), ids=BYTES)
@pytest.mark.parametrize("permission", [MDPPerm.ANNOTATE, pytest.param(None, marks=pytest.mark.slow)])
def test_bytes_added_or_missing(contract: Contract, verify: Verify, attack: forging.Attack, permission: MDPPerm | None):
    assert refused(verify(attack(contract(permission))))


@pytest.mark.slow
@pytest.mark.parametrize("attack", FORGERY.values(), ids=FORGERY)
def test_universal_forgery(plain: bytes, verify: Verify, attack: forging.Attack):
    assert refused(verify(attack(plain)))


@pytest.mark.parametrize("attack", [forging.wrap, forging.wrap_behind])
def test_wrapping(plain: bytes, verify: Verify, attack: forging.Attack):
    assert verify(attack(plain)).verdict is Verdict.NOT_GENUINE


# What the plain contract has nothing of: properties, and a group of fields.
NOT_HERE = {forging.remove_field, forging.empty_value, forging.share_value, forging.move_field, forging.dress_field}
CHANGES = [each for each in forging.INCREMENTAL if each not in NOT_HERE | {forging.retitle}]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_incremental_saving_where_almost_all_is_permitted(contract: Contract, verify: Verify, change: Attack):
    content = contract(MDPPerm.ANNOTATE)
    assert refused(verify(later(change)(content)))
