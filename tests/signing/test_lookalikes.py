"""Names of which one could be taken for the other."""

from __future__ import annotations

import pytest

from certdesk.signing.pdf.lookalikes import looks_like

TOLD = [
    "Hillside Programme",
    "HILLSIDE PROGRAMME",
    "Hillside  Programme",
    "Hill\u200bside Programme",
    "H\u0456lls\u0456de Pr\u043egramme",
    "Hi\u0142lside Programme",
    "Hi1lside Programme",
    "Hillside-Programme.",
    "Hillsid\u00e9 Programme",
    "\uff28illside Programme",
]


@pytest.mark.parametrize("name", TOLD)
def test_they_look_the_same(name: str):
    assert looks_like(name) == looks_like("Hillside Programme")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hillside", "Hillsides"),
        ("North School", "South School"),
        ("\u0915\u093f", "\u0915\u0941"),  # two syllables of Hindi
        ("\u6559\u5e08", "\u5e08\u6559"),
    ],
)
def test_other_names_stay_apart(one: str, other: str):
    assert looks_like(one) != looks_like(other)


def test_a_name_of_signs_only_is_like_none():
    assert looks_like("\u200b - !") == ""
