"""Laws of the layout: every byte of every file lies in exactly one place."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.exchange.hashing import Leaves, PartHash
from certdesk.exchange.layout import lay_out
from certdesk.exchange.package import LEAF


@settings(max_examples=40)
@given(st.lists(st.integers(0, 500), max_size=20), st.integers(1, 60), st.integers(1, 90))
def test_every_byte_lies_in_one_place(sizes, group, piece):
    files = [(f"{number}", size) for number, size in enumerate(sizes)]
    layout = lay_out([*files, *files], group=group, piece=max(piece, group))
    assert [(file.digest, file.size) for file in layout.files] == files
    assert layout.size == sum(sizes)
    for file in layout.files:
        start = 0
        for one in file.pieces:
            inside = [slice_ for slice_ in layout.parts[one.part] if slice_.digest == file.digest]
            assert [(slice_.start, slice_.size) for slice_ in inside] == [(start, one.size)]
            start += one.size
        assert start == file.size
    assert all(sum(one.size for one in part) <= max(group, piece) for part in layout.parts)


@settings(max_examples=40)
@given(st.lists(st.binary(max_size=40), max_size=12), st.integers(1, 30))
def test_leaves_depend_on_bytes_not_on_blocks(blocks, leaf):
    leaves = Leaves(leaf)
    for block in blocks:
        leaves.add(block)
    data = b"".join(blocks)
    assert leaves.done() == tuple(sha256(data[at : at + leaf]).hexdigest() for at in range(0, len(data), leaf))


def test_a_part_of_several_leaves_is_hashed_in_one_pass():
    block = bytes(range(256)) * 4096
    part = PartHash()
    for _number in range(130):
        part.add(block)
    found = part.part("age")
    data = block * 130
    assert found.digest == sha256(data).hexdigest()
    assert found.leaves == tuple(sha256(data[at : at + LEAF]).hexdigest() for at in range(0, len(data), LEAF))
