"""The words of a certificate that a coordinator may change: texts with slots such as ``{holder}``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from certdesk.core.certificate_design import CertificateDesign
from certdesk.core.errors import CertDeskError
from certdesk.core.words import N_, _

SLOTS: Mapping[str, str] = {
    "holder": N_("who gets it"),
    "title": N_("what is awarded"),
    "programme": N_("the programme"),
    "outcome": N_("the result"),
    "issued": N_("date of issue"),
    "valid_until": N_("last day of validity"),
    "serial": N_("the certificate's number"),
    "rubric": N_("rubric and version"),
    "signer": N_("who signs"),
    "role": N_("the signer's role"),
}
LONGEST = 600
"""The most letters of one text; more would not fit on the page with the rest."""
_SLOT = re.compile(r"\{([^{}]*)\}")
_STRAY = re.compile(r"[{}]")


def texts_of(design: CertificateDesign) -> tuple[tuple[str, str], ...]:
    """Return the name and the text of each that may hold slots."""
    return (
        (_("Opening"), design.opening),
        (_("Statement"), design.statement),
        (_("Small print"), design.small_print),
    )


def unknown_slots(text: str) -> tuple[str, ...]:
    """Return the slots of a text that do not exist, as they are written."""
    return tuple(dict.fromkeys(f"{{{name}}}" for name in _SLOT.findall(text) if name not in SLOTS))


def text_problem(text: str) -> tuple[str, str] | None:
    """Return what is wrong with one text and what to do, or None."""
    if unknown := unknown_slots(text):
        near = get_close_matches(unknown[0][1:-1].strip().lower(), SLOTS, 1, 0.5)
        hint = _("Did you mean {{{slot}}}?").format(slot=near[0]) if near else _known_slots()
        return _("There is no slot {slot}.").format(slot=unknown[0]), hint
    if _STRAY.search(_SLOT.sub("", text)):
        return _("A curly bracket stands alone."), _("A slot is one word in curly brackets, such as {holder}.")
    if len(text) > LONGEST:
        return (
            _("This text has {count} letters; at most {most} fit.").format(count=len(text), most=LONGEST),
            _("Say it shorter."),
        )
    return None


def must_be_fillable(design: CertificateDesign) -> None:
    """Raise `CertDeskError` when one of the design's texts has an unknown slot, a stray bracket, or is too long."""
    for name, text in texts_of(design):
        if problem := text_problem(text):
            raise CertDeskError(f"{name}: {problem[0]}", problem[1])


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values into the slots of a text. Values are never read for slots themselves."""
    return "".join(piece for piece, _slot in pieces(text, values))


def pieces(text: str, values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield a text in pieces, each with the name of the slot that it came from, or empty."""
    at = 0
    for found in _SLOT.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], ""
        name = found[1]
        yield values.get(name, found[0]), name if name in values else ""
        at = found.end()
    if at < len(text):
        yield text[at:], ""


def _known_slots() -> str:
    return _("These exist: {slots}.").format(slots=", ".join(f"{{{name}}}" for name in SLOTS))
