"""The tree of the register: known answers of certificate-transparency, and laws."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core.merkle import EMPTY_ROOT, Tree, is_consistent, is_included, leaf_hash, node_hash

# The vectors that implementations of RFC 6962 share (google/certificate-transparency, merkletree tests).
ENTRIES = [
    bytes.fromhex(each)
    for each in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
BYTES = st.binary(max_size=3)
TREES = st.lists(BYTES, min_size=1, max_size=40)


def by_definition(entries: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not entries:
        return EMPTY_ROOT
    if len(entries) == 1:
        return leaf_hash(entries[0])
    half = 1
    while half * 2 < len(entries):
        half *= 2
    return node_hash(by_definition(entries[:half]), by_definition(entries[half:]))


def test_known_roots():
    tree = Tree(ENTRIES)
    assert [tree.root(size).hex() for size in range(1, 9)] == ROOTS
    assert tree.root(0).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [
        (0, 1, []),
        (
            0,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    ],
)
def test_known_inclusion_proofs(index, size, proof):
    assert [each.hex() for each in Tree(ENTRIES).inclusion_proof(index, size)] == proof


@pytest.mark.parametrize(
    ("old", "size", "proof"),
    [
        (1, 1, []),
        (
            1,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ],
)
def test_known_consistency_proofs(old, size, proof):
    assert [each.hex() for each in Tree(ENTRIES).consistency_proof(old, size)] == proof


@given(TREES)
@settings(max_examples=30)
def test_it_is_the_tree_of_the_definition(entries):
    tree = Tree(entries)
    assert tree.size == len(entries)
    assert tree.root() == by_definition(entries)
    assert [tree.root(size) for size in range(len(entries))] == [
        by_definition(entries[:size]) for size in range(len(entries))
    ]


@given(TREES, st.data())
@settings(max_examples=40)
def test_what_is_in_it_is_proved_and_nothing_else(entries, data):
    tree = Tree(entries)
    size = data.draw(st.integers(1, tree.size))
    index = data.draw(st.integers(0, size - 1))
    leaf, proof, root = leaf_hash(entries[index]), tree.inclusion_proof(index, size), tree.root(size)
    assert is_included(leaf, index, size, proof, root)
    assert not is_included(leaf_hash(b"another"), index, size, proof, root)
    assert not is_included(leaf, index, size, (*proof, leaf), root)
    assert not is_included(leaf, size, size, proof, root)
    assert not is_included(leaf, -1, size, proof, root)
    if proof:
        assert not is_included(leaf, index, size, proof[:-1], root)
        assert not is_included(leaf, index, size, (proof[0][:-1] + bytes([proof[0][-1] ^ 1]), *proof[1:]), root)


@given(TREES, st.data())
@settings(max_examples=40)
def test_what_only_grew_is_proved_and_nothing_else(entries, data):
    tree = Tree(entries)
    size = data.draw(st.integers(0, tree.size))
    old = data.draw(st.integers(0, size))
    proof, roots = tree.consistency_proof(old, size), (tree.root(old), tree.root(size))
    assert is_consistent(old, roots[0], size, roots[1], proof)
    assert not is_consistent(old, roots[0], size, leaf_hash(b"another"), proof) or old == 0
    assert not is_consistent(old, leaf_hash(b"another"), size, roots[1], proof)
    assert not is_consistent(old, roots[0], size, roots[1], (*proof, roots[0]))
    assert not is_consistent(size + 1, roots[0], size, roots[1], proof)
    if proof:
        assert not is_consistent(old, roots[0], size, roots[1], proof[:-1])


@given(st.lists(BYTES, min_size=2, max_size=20), st.data())
@settings(max_examples=30)
def test_a_past_that_was_changed_is_never_consistent(entries, data):
    old = data.draw(st.integers(1, len(entries)))
    at = data.draw(st.integers(0, old - 1))
    changed = [*entries]
    changed[at] = entries[at] + b"!"
    before, after = Tree(entries[:old]), Tree(changed)
    assert not is_consistent(old, before.root(), after.size, after.root(), after.consistency_proof(old))


@pytest.mark.parametrize(
    "ask",
    [
        lambda tree: tree.root(4),
        lambda tree: tree.root(-1),
        lambda tree: tree.inclusion_proof(3),
        lambda tree: tree.inclusion_proof(2, 2),
        lambda tree: tree.consistency_proof(2, 1),
    ],
)
def test_there_is_nothing_beyond_the_end(ask):
    with pytest.raises(ValueError, match="no such place"):
        ask(Tree(ENTRIES[:3]))
