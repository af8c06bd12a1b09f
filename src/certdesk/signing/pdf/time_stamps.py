"""When an independent clock says that a signature was there (RFC 3161), if its authority is one of the known roots."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from asn1crypto import cms, parser
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from certdesk.signing.own_faults import is_own_fault
from certdesk.signing.pdf.chain import TIME_STAMPING, Fault, chain_to

_SOUND = frozenset({"sha256", "sha384", "sha512"})


def stamped_at(token: bytes, stamped: bytes, roots: Sequence[bytes], others: Sequence[bytes]) -> datetime | None:
    """Return the time in ``token`` (DER) if it is a sound stamp over ``stamped`` by somebody below one of ``roots``."""
    if not token or not roots:
        return None
    try:
        return _read(token, stamped, roots, others)
    # A token comes from a stranger; whatever a library makes of nonsense, it is no witness.
    except Exception as problem:
        if is_own_fault(problem):
            raise
        return None


def _read(token: bytes, stamped: bytes, roots: Sequence[bytes], others: Sequence[bytes]) -> datetime | None:
    signed_data = cms.ContentInfo.load(token[: parser.peek(token)])["content"]
    content = signed_data["encap_content_info"]["content"]
    words = content.parsed
    imprint = words["message_imprint"]
    algorithm = imprint["hash_algorithm"]["algorithm"].native
    info = extract_signer_info(signed_data)
    used = info["digest_algorithm"]["algorithm"].native
    if algorithm not in _SOUND or used not in _SOUND:
        return None
    if hashlib.new(algorithm, stamped).digest() != imprint["hashed_message"].native:
        return None
    given = extract_certificate_info(signed_data)
    expected = hashlib.new(used, bytes(content)).digest()
    intact, valid = validate_sig_integrity(info, given.signer_cert, "tst_info", expected)
    moment: datetime = words["gen_time"].native
    certificates = [each.dump() for each in given.other_certs]
    chain = chain_to(roots, given.signer_cert.dump(), [*certificates, *others], moment, TIME_STAMPING)
    return moment if intact and valid and chain.fault is Fault.NONE else None
