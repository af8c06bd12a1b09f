"""The words of the page that checks codes by itself. What stands in braces is filled in by its script."""

from __future__ import annotations

from typing import Any

from certdesk.core.words import _


def labels(programme: str) -> dict[str, str]:
    """Return what stands on the page from the beginning, by slot."""
    return {
        "TITLE": _("Check a certificate of {programme}").format(programme=programme),
        "ABOUT": _("This page works without a network. Nothing that you type or choose leaves your device."),
        "CODE": _("The text of the QR code"),
        "CODE_HINT": _(
            "Point the camera of a telephone at the code on the certificate, copy the text that begins with CD1: and "
            "paste it here. A hand scanner types it by itself."
        ),
        "PHOTO": _("Or a photo of the code"),
        "BADGE": _("The badge, if you have it"),
        "BADGE_HINT": texts()["badge_hint"],
        "CHECK": _("Check"),
        "DONE": _("What was checked"),
        "OPEN": _("What was not checked"),
        "WHO": _("Whose page is this?"),
        "WHO_HINT": _(
            "Anybody can write such a page. Before you rely on it, ask the programme, by a telephone number that you "
            "found yourself, whether its words are these:"
        ),
        "NO_SCRIPT": _("This page needs JavaScript, which is switched off in this browser."),
    }


def texts() -> dict[str, Any]:
    """Return what the script says around an answer."""
    return {
        "verdicts": {
            "genuine": _("Genuine"),
            "genuine_but": _("Genuine, but…"),
            "cannot_tell": _("Cannot tell"),
            "not_genuine": _("Not genuine"),
        },
        "good": _("{holder} was awarded {title}, valid until {validUntil}. Compare the name with the person's papers."),
        "made": _("Made on {made}, with the register of {asOf} (certificates in it: {size})."),
        "made_without": _("Made on {made}, without a register."),
        "rehearsal": _("TEST: this programme is a rehearsal. What it issues is worth nothing."),
        "badge_hint": _(
            "A file that ends in .json, .png or .svg. It has to be the one that belongs to the certificate."
        ),
        "no_badge": _("There is no badge in this file."),
        "no_code": _("No code of a certificate was found in this picture. Take it from straight above, in good light."),
        "facts": [
            ["holder", _("Holder")],
            ["title", _("Award")],
            ["programme", _("Programme")],
            ["serial", _("Number")],
            ["outcome", _("Result")],
            ["issuedOn", _("Issued")],
            ["validUntil", _("Valid until")],
            ["rubric", _("Rubric")],
        ],
    }


def checks() -> dict[str, str]:
    """Return a sentence for each thing that the script checks."""
    return {
        "form": _("This is not the text of a certificate's code, or a part of it is missing."),
        "stranger": _("The code was not signed with a key of this programme. It says that it is from {programme}."),
        "altered": _("What the code says was changed: the signature does not fit."),
        "signed": _("It was signed by {programme} and has not been changed since."),
        "retired": _("It was signed with a key after that key had been retired."),
        "rehearsal": _("It comes from a rehearsal and is worth nothing."),
        "future": _("It says that it was issued on {day}, which is still to come. Is the date of this device right?"),
        "lapsed": _("It was valid until {day} and has lapsed since."),
        "valid": _("It is valid until {day}."),
        "unregistered": _("The register of the programme does not know it, although the register is newer."),
        "other": _("The register holds another award under this number."),
        "registered": _("The register has held it since {day}."),
        "withdrawn": _("It was withdrawn and does not count since {day}: {reason}."),
        "replaced": _("It was replaced by {serial}; ask for that one."),
        "badge": _("The badge is the one that belongs to this certificate, unchanged."),
        "badge_differs": _("The badge that you chose is not the one that belongs to this certificate, or was changed."),
    }


def open_points() -> dict[str, str]:
    """Return a sentence for each thing that was not checked."""
    return {
        "holder": _("Whether the person who shows it is the one who is named."),
        "badge": _("Its badge, because none was chosen."),
        "register": _("Whether it was withdrawn or replaced: this page knows no register."),
        "news": _("What happened after {asOf}, the date of this page's register."),
        "newer": _("Whether the register knows it: the certificate is newer than this page."),
    }
