"""Other verifiers, asked about a file: does it say that the signature is valid? None where it is not installed.

And one more in Python, written straight from the standards with asn1crypto and cryptography, so that the agreement of
two readings can be tested without pyHanko. (Of the ready ones, endesive brings a dozen packages for the same reading.)
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding


def has(tool: str) -> bool:
    return shutil.which(tool) is not None


def run(*command: object) -> tuple[int, str]:
    done = subprocess.run([str(each) for each in command], capture_output=True, timeout=60, check=False)
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


def pdfsig_says(path: Path, *more: object) -> str:
    return run("pdfsig", *more, path)[1]


def pdfsig(path: Path, _folder: Path, _root: bytes) -> bool:
    said = pdfsig_says(path, "-nocert")
    states = re.findall(r"Signature Validation: (.*)", said)
    return bool(states) and all(state.startswith("Signature is Valid") for state in states)


def mutool(path: Path, _folder: Path, _root: bytes) -> bool:
    """Say whether it finds each signature sound and nothing changed since the last one."""
    said = run("mutool", "sign", "-v", path)[1]
    count = said.count("Verifying signature")
    sound = said.count("The document is unchanged since signing.") + said.count("The signature is valid but there have")
    return count > 0 and sound == count and "The document is unchanged since signing." in said


def openssl(path: Path, folder: Path, root: bytes) -> bool:
    """Check the last signature over the bytes that its range names."""
    parts = last_signature(path.read_bytes())
    if parts is None:
        return False
    signature, signed = parts
    names = {name: folder / name for name in ("signature.der", "signed.bin", "root.pem")}
    names["signature.der"].write_bytes(signature)
    names["signed.bin"].write_bytes(signed)
    names["root.pem"].write_bytes(x509.load_der_x509_certificate(root).public_bytes(Encoding.PEM))
    code, _said = run(
        "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", names["signature.der"],
        "-content", names["signed.bin"], "-CAfile", names["root.pem"], "-purpose", "smimesign", "-out", "/dev/null",
    )  # fmt: skip
    return code == 0


def pyhanko(path: Path, _folder: Path, root: bytes) -> bool:
    """Ask pyHanko as its manual says, with its default policy."""
    from asn1crypto import x509 as asn1_x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    try:
        reader = PdfFileReader(io.BytesIO(path.read_bytes()))
        signatures = reader.embedded_signatures
        context = ValidationContext(trust_roots=[asn1_x509.Certificate.load(root)], allow_fetching=False)
        states = [validate_pdf_signature(each, context) for each in signatures]
    except Exception:  # noqa: BLE001 - it refuses forged files in many ways
        return False
    return bool(states) and all(each.bottom_line for each in states)


VERIFIERS = {"pdfsig": pdfsig, "mutool": mutool, "openssl": openssl, "pyHanko": pyhanko}


def last_signature(content: bytes) -> tuple[bytes, bytes] | None:
    """Return the last signature of a file (DER without padding) and the bytes that it covers."""
    ranges = re.findall(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", content)
    if not ranges:
        return None
    start, length, after, rest = map(int, ranges[-1])
    try:
        signature = bytes.fromhex(content[start + length : after].strip(b"<> ").decode())
    except ValueError:
        return None
    size = int.from_bytes(signature[2:4], "big") + 4 if signature[1:2] == b"\x82" else len(signature)
    return signature[:size], content[start : start + length] + content[after : after + rest]


def straightforward(content: bytes, root: bytes, lists: Sequence[bytes]) -> bool:
    """Read the last signature from the standards: digest, signature, chain to ``root``, and nobody revoked."""
    parts = last_signature(content)
    if parts is None or not content.endswith(b"%%EOF\n"):
        return False
    signature, signed = parts
    ranges = [int(each) for each in re.findall(rb"/ByteRange\s*\[([^\]]*)\]", content)[-1].split()]
    if ranges[0] != 0 or ranges[2] + ranges[3] != len(content):
        return False
    data = cms.ContentInfo.load(signature)["content"]
    (info,) = data["signer_infos"]
    certificates = [x509.load_der_x509_certificate(each.chosen.dump()) for each in data["certificates"]]
    leaf = next(each for each in certificates if each.serial_number == info["sid"].chosen["serial_number"].native)
    attributes = {each["type"].native: each["values"] for each in info["signed_attrs"]}
    if attributes["message_digest"][0].native != hashlib.sha256(signed).digest():
        return False
    try:
        leaf.public_key().verify(  # type: ignore[union-attr,call-arg]
            info["signature"].native, info["signed_attrs"].untag().dump(), ec.ECDSA(hashes.SHA256())
        )
        above = [*certificates, x509.load_der_x509_certificate(root)]
        return _leads_to_root(leaf, above, above[-1], lists)
    except InvalidSignature:
        return False


def _leads_to_root(
    leaf: x509.Certificate, above: list[x509.Certificate], root: x509.Certificate, lists: Sequence[bytes]
) -> bool:
    child = leaf
    for _step in range(4):
        if child == root:
            return True
        parent = next((each for each in above if each.subject == child.issuer and each != child), None)
        if parent is None:
            return False
        child.verify_directly_issued_by(parent)
        for each in map(x509.load_der_x509_crl, lists):
            if each.issuer == parent.subject and each.get_revoked_certificate_by_serial_number(child.serial_number):
                return False
        child = parent
    return False
