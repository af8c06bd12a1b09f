"""Whether a credential says what was signed: no more, no less, and by whose key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.signing.badge.bounded_json import many
from certdesk.signing.badge.contexts import CREDENTIALS, CREDENTIALS_1, PINS
from certdesk.signing.badge.methods import Method, PublicKey, method_of
from certdesk.signing.badge.statements import canonical, expanded, said_twice, uncovered
from certdesk.signing.badge.suites import JCS, Signed, fits, is_known
from certdesk.signing.badge.times import read_moment
from certdesk.signing.untrusted_words import tidy
from certdesk.signing.verification import Check, CheckState

_MOST_PROOFS = 4
_MOST_CONTEXTS = 10
_DATES_OF_1_1 = frozenset({"issuanceDate", "expirationDate"})
_WORDS_OF_A_PROOF = frozenset(
    {
        "id", "type", "cryptosuite", "created", "expires", "verificationMethod", "proofPurpose", "proofValue",
        "previousProof", "nonce", "domain", "challenge",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seal:
    """What a credential's signature tells. ``owner`` is whose key it was, ``key`` the raw Ed25519 key where it is one.

    ``bound`` says that the key is the issuer's by its very name. ``signed_at`` is what the signer says.
    """

    checks: tuple[Check, ...]
    owner: str = ""
    key: bytes = b""
    bound: bool = False
    signed_at: datetime | None = None


def issuer_of(document: dict[str, Any]) -> str:
    """Return the name (an address) of a credential's issuer, or nothing."""
    issuer = document.get("issuer")
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    return name if isinstance(name, str) else ""


def check_seal(document: dict[str, Any]) -> Seal:
    """Check the signature of a credential that was read by `read_object`. Never raises for what is in it."""
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    words = _foreign_words(document)
    if words is not None:
        return Seal((words,))
    try:
        found, dropped = expanded(unsigned)
        words = _check_words(unsigned, found, dropped)
        statements = canonical(found)
    except CertDeskError as problem:
        return Seal((Check("words", CheckState.NOT_CHECKED, problem.sentence),))
    proofs = [one for one in many(document.get("proof")) if isinstance(one, dict)]
    if len(proofs) != len(many(document.get("proof"))) or len(proofs) > _MOST_PROOFS:
        return Seal((words, _failed("proof", _("What should be its signature is something else."))))
    if not proofs:
        text = _("It is not signed: anybody could have written it.")
        return Seal((words, Check("proof", CheckState.NOT_CHECKED, text)))
    signed = Signed(unsigned, statements, tuple(proofs))
    seal = _together(document, words, [_check_proof(signed, one) for one in proofs])
    return replace(seal, checks=(*seal.checks, *_places(found)))


def _foreign_words(document: dict[str, Any]) -> Check | None:
    """Say so where a file is written in words that are not part of this program."""
    contexts = many(document.get("@context"))
    everywhere = list(_all_contexts(document))
    if len(contexts) > _MOST_CONTEXTS or len(everywhere) > 10 * _MOST_CONTEXTS:
        return Check("words", CheckState.NOT_CHECKED, _("It brings more words than any badge."))
    unknown = [one for one in everywhere if not isinstance(one, str) or one not in PINS]
    if unknown:
        named = tidy(unknown[0]) if isinstance(unknown[0], str) else _("in the badge itself")
        problem = _("It uses words that are defined elsewhere ({place}).").format(place=named)
        hint = _("Their meaning is not part of this program, which never uses a network.")
        return Check("words", CheckState.NOT_CHECKED, f"{problem} {hint}")
    if contexts[:1] not in ([CREDENTIALS], [CREDENTIALS_1]):
        problem = _("It is not written in the words of Verifiable Credentials.")
        return Check("words", CheckState.NOT_CHECKED, problem)
    return None


def _check_words(unsigned: dict[str, Any], found: list[Any], dropped: list[str]) -> Check:
    """Compare what the file says with what a signature of it can cover."""
    odd = uncovered(unsigned, found, dropped)
    if odd:
        problem = _("It says things that its signature does not cover: {names}.")
        problem = problem.format(names=", ".join(tidy(one) for one in odd[:6]))
        # Issuers who came from version 1.1 still write its dates, which can only shorten how long a badge is valid.
        state = CheckState.WARNING if _DATES_OF_1_1.issuperset(odd) else CheckState.FAILED
        return Check("words", state, problem)
    return Check("words", CheckState.PASSED, _("Every word in it is one that a signature covers."))


def _all_contexts(value: Any) -> Iterator[Any]:  # noqa: ANN401 - JSON
    """Find the words of the file and of whatever lies in it."""
    if isinstance(value, list):
        for one in value:
            yield from _all_contexts(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from many(one) if name == "@context" else _all_contexts(one)


def _places(found: list[Any]) -> list[Check]:
    """Warn where one thing is described in several places: what is said of it could have been moved between them."""
    names = said_twice(found)
    if not names:
        return []
    text = _("It describes {name} in several places; what it says of it may have been moved from one to another.")
    return [Check("places", CheckState.WARNING, text.format(name=tidy(names[0])))]


@dataclass(frozen=True, slots=True)
class _Proof:
    check: Check
    method: Method | None = None
    signed_at: datetime | None = None


def _check_proof(signed: Signed, proof: dict[str, Any]) -> _Proof:
    if not is_known(proof):
        named = tidy(proof.get("cryptosuite") or proof.get("type"))
        text = _("It is signed in a way that this program does not know ({name}).").format(name=named)
        return _Proof(Check("proof", CheckState.NOT_CHECKED, text))
    words = _WORDS_OF_A_PROOF
    if proof.get("cryptosuite") == JCS and proof.get("@context") in (None, signed.document.get("@context")):
        words |= {"@context"}
    odd = sorted(set(proof) - words)
    if odd or proof.get("proofPurpose") != "assertionMethod":
        text = _("Its signature was made for something else, or says more than a signature does.")
        return _Proof(_failed("proof", text, ", ".join(tidy(one) for one in odd)))
    try:
        method = method_of(proof.get("verificationMethod"))
        signed_at = read_moment(proof["created"]) if "created" in proof else None
    except (ValueError, TypeError) as problem:
        return _Proof(_failed("proof", _("Its signature names no key, or no time."), type(problem).__name__))
    if method.key is None:
        text = _("The key of its signature is only known on the network: {name}").format(name=tidy(method.owner))
        return _Proof(Check("proof", CheckState.NOT_CHECKED, text), None, signed_at)
    return _Proof(_signature(signed, proof, method, method.key), method, signed_at)


def _signature(signed: Signed, proof: dict[str, Any], method: Method, key: PublicKey) -> Check:
    try:
        if fits(signed, proof, key):
            return Check("proof", CheckState.PASSED, _("It is unchanged since it was signed."), method.owner)
    except CertDeskError as problem:
        return _failed("proof", problem.sentence)
    return _failed("proof", _("It was changed after it was signed, or its signature belongs to something else."))


def _together(document: dict[str, Any], words: Check, proofs: list[_Proof]) -> Seal:
    """Put several signatures together: one bad one spoils all, and the issuer's own one counts."""
    issuer = issuer_of(document)
    failed = next((one for one in proofs if one.check.state is CheckState.FAILED), None)
    good = [one for one in proofs if one.check.state is CheckState.PASSED and one.method]
    own = next((one for one in good if one.method and one.method.proven and one.method.owner == issuer), None)
    chosen = failed or own or (good or proofs)[0]
    checks = [words, chosen.check]
    if chosen is failed or chosen.method is None:
        return Seal(tuple(checks), signed_at=chosen.signed_at)
    method = chosen.method
    if own:
        checks.append(Check("issuer_key", CheckState.PASSED, _("The key is the issuer's own."), issuer))
    elif method.proven:
        text = _("It was signed with a key of {owner}, but says that {issuer} issued it.")
        text = text.format(owner=tidy(method.owner), issuer=tidy(issuer) or _("nobody"))
        # Whoever the issuer is by network address may well use this key; another key's name can't be this key.
        certain = issuer.startswith(("did:key:", "did:jwk:")) or not issuer
        checks.append(Check("issuer_key", CheckState.FAILED if certain else CheckState.NOT_CHECKED, text))
    else:
        text = _("Whether the key is that of {issuer} is only known on the network.").format(issuer=tidy(issuer))
        checks.append(Check("issuer_key", CheckState.NOT_CHECKED, text))
    return Seal(tuple(checks), method.owner, method.raw if own else b"", bool(own), chosen.signed_at)


def _failed(name: str, sentence: str, detail: str = "") -> Check:
    return Check(name, CheckState.FAILED, sentence, detail)
