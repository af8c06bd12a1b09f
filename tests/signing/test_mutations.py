"""A certificate with badge and code, as it is issued: whatever is done to it afterwards is refused."""

from __future__ import annotations

import re

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name
from tests.signing import attacks, forging
from tests.signing.forging import Forger, contents, last, numbers, update
from tests.signing.test_certificates import (  # noqa: F401 - fixtures
    NOW,
    badge,
    certificate,
    code,
    issuer,
    lead,
    programme,
    trust,
    usual,
)

from certdesk.signing.pdf.verify_rules import gather, judge
from certdesk.signing.verification import Verdict


def replace_attachment(pdf: Forger) -> None:
    spec = pdf.root["/AF"][0]
    stream = generic.StreamObject({name("/Type"): name("/EmbeddedFile")}, stream_data=b'{"name": "Excellent"}')
    spec["/EF"][name("/F")] = pdf.add_object(stream)
    pdf.update_container(spec)


def overlay(pdf: Forger) -> None:
    sheet = pdf.add_object(generic.StreamObject(stream_data=b"1 g 0 0 600 400 re f"))
    old = pdf.page.raw_get("/Contents")
    parts = list(old) if isinstance(old, generic.ArrayObject) else [old]
    pdf.page[name("/Contents")] = generic.ArrayObject([*parts, sheet])
    pdf.update_container(pdf.page)


def the_same_again(pdf: Forger) -> None:
    """Append a revision that writes the page once more, as it is."""
    pdf.update_container(pdf.page)


def add_text_field(pdf: Forger) -> None:
    fields = pdf.root["/AcroForm"]["/Fields"]
    fields.append(
        pdf.add_object(generic.DictionaryObject({name("/FT"): name("/Tx"), name("/T"): generic.pdf_string("X")}))
    )
    pdf.update_container(pdf.root["/AcroForm"])


def other_code(pdf: Forger) -> None:
    private = pdf.page["/PieceInfo"]["/CertDesk"]["/Private"]
    private[name("/Code")] = generic.pdf_string("CD1:ANOTHER")
    pdf.update_container(pdf.page)


def reuse_signature(pdf: Forger) -> None:
    fields = pdf.root["/AcroForm"]["/Fields"]
    (first,) = (each.get_object() for each in fields)
    leaf = first["/Kids"][0] if "/Kids" in first else first
    twin = {name("/FT"): name("/Sig"), name("/T"): generic.pdf_string("Twin"), name("/V"): leaf.raw_get("/V")}
    fields.append(pdf.add_object(generic.DictionaryObject(twin)))
    pdf.update_container(pdf.root["/AcroForm"])


REVISIONS = (
    the_same_again, overlay, replace_attachment, add_text_field, other_code, reuse_signature, forging.retitle,
    forging.other_metadata, forging.run_script, forging.crop_page, forging.hidden_object,
    attacks.empty_looking_signature_field,
)  # fmt: skip


@pytest.mark.parametrize("change", REVISIONS, ids=lambda change: change.__name__)
def test_a_revision_after_it_was_issued(usual: bytes, trust, change):  # noqa: F811
    assert judge(gather(update(usual, change), trust(), NOW), ()).verdict is Verdict.NOT_GENUINE


def without_signature(content: bytes) -> bytes:
    """Cut the last signature off: what remains is a file that nobody signed."""
    ends = [found.end() for found in re.finditer(rb"%%EOF\n", content)]
    return content[: ends[-2]]


def test_without_its_last_signature(usual: bytes, trust):  # noqa: F811
    answer = judge(gather(without_signature(usual), trust(), NOW), ())
    assert answer.verdict is Verdict.CANNOT_TELL
    assert answer.summary == "This file is not signed."


def swapped(content: bytes, other: bytes) -> bytes:
    return forging.paste(content, other)


def test_with_the_signature_of_another_one(usual: bytes, certificate, trust):  # noqa: F811
    other = certificate(holder="Ada Brook")
    assert judge(gather(swapped(usual, other), trust(), NOW), ()).verdict is Verdict.NOT_GENUINE


@pytest.mark.parametrize("more", [b"00", b"00" * 500], ids=["a little", "a lot"])
def test_with_a_stretched_signature(usual: bytes, trust, more: bytes):  # noqa: F811
    signature = contents(usual)
    longer = usual.replace(signature, signature[:-1] + more + b">")
    assert judge(gather(longer, trust(), NOW), ()).verdict is Verdict.NOT_GENUINE
    start, length, after, rest = numbers(usual)
    fitted = last(
        longer, forging.byte_range(longer), b"/ByteRange [%d %d %d %d]" % (start, length, after + len(more), rest)
    )
    assert judge(gather(fitted, trust(), NOW), ()).verdict is Verdict.NOT_GENUINE


def test_no_bit_of_the_signature_can_be_flipped(usual: bytes, trust):  # noqa: F811
    """Its certificates are not under the signature, but each has to be the one that the chain leads through."""
    _start, length, after, _rest = numbers(usual)
    end = length + len(usual[length:after].rstrip(b"0>"))
    for position in range(length + 1, end, (end - length) // 12):
        forged = bytearray(usual)
        forged[position] = ord("1") if forged[position] == ord("0") else ord("0")
        verdict = judge(gather(bytes(forged), trust(), NOW), ()).verdict
        assert verdict.rank >= Verdict.CANNOT_TELL.rank, position


@pytest.mark.slow
def test_a_bit_flipped_at_two_hundred_places(usual: bytes, trust):  # noqa: F811
    for position in range(0, len(usual), len(usual) // 200):
        forged = bytearray(usual)
        forged[position] ^= 1 << position % 8
        verdict = judge(gather(bytes(forged), trust(), NOW), ()).verdict
        assert verdict.rank >= Verdict.CANNOT_TELL.rank, position
