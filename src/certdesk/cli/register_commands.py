"""The commands around the register of what was issued."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from certdesk.cli.command import Command, nothing
from certdesk.cli.programme_secrets import DESK, add_secret
from certdesk.core.words import N_, _


def _register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "register", nargs="?", default="", metavar="REGISTER", help=_("the register; this desk's own without it")
    )


def _show(parser: argparse.ArgumentParser) -> None:
    _register(parser)
    parser.add_argument("--entries", action="store_true", help=_("every entry of it, not only how long it is"))


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help=_("a register or a proof; all registers here without it")
    )


def _target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the file to write"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


def _export(parser: argparse.ArgumentParser) -> None:
    _target(parser)
    parser.add_argument(
        "--register", default="", metavar="REGISTER", help=_("which one, where this desk keeps several")
    )
    parser.add_argument(
        "--sign", action="store_true", help=_("sign it anew, so that others see that it is complete as of now")
    )
    add_secret(parser, DESK)


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a .certdesk-register file"))


def _countersign(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("register", metavar="REGISTER", help=_("a register that was imported"))
    parser.add_argument("--to", type=Path, metavar="FILE", help=_("write the countersigned register, to hand it back"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


def _proof(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("serial", metavar="SERIAL", help=_("the number of the certificate"))
    _target(parser)


REGISTER_COMMANDS: tuple[Command, ...] = (
    Command(
        "register",
        N_("the register of what was issued: look, check, hand on"),
        "registering",
        "show",
        nothing,
        parts=(
            Command("show", N_("the registers of this desk, and what they say"), "registering", "show", _show),
            Command("check", N_("is a register whole, does a proof hold"), "registering", "check", _check),
            Command("export", N_("write it for others"), "registering", "export", _export),
            Command("import", N_("take one in, or one's own back"), "registering", "take_in", _import),
            Command("countersign", N_("witness one that was imported"), "registering", "countersign", _countersign),
            Command("proof", N_("prove that a certificate is in it"), "registering", "proof", _proof),
            Command("continue", N_("issue from this copy of the workspace"), "registering", "carry_on", _register),
        ),
    ),
)

ABOUT_REGISTER_COMMANDS: Mapping[str, str] = {
    "register": N_(
        "The register of what was issued: entries are only ever added, under a signature that shows any change.\n"
        "Each of its commands answers in JSON with --json."
    ),
    "register show": N_(
        "List the registers that this desk keeps or knows, how long they are, and who countersigned them;\n"
        "with a name and --entries, read one."
    ),
    "register check": N_(
        "Check every register here, or one file: its signature, its tree, and whether it goes on from everything\n"
        "that was seen before. A proof (.tlog-proof) is checked as well. Exits with 1 when something is wrong."
    ),
    "register export": N_(
        "Write this desk's register with its newest signed checkpoint, for whoever verifies or countersigns.\n"
        "It names nobody. With --sign the key is unlocked and the time is signed anew."
    ),
    "register import": N_(
        "Take a register in. What was changed, left out, moved or cut off in it is found, and so is an older\n"
        "copy or another past than the one that was seen before. This desk's own register takes\n"
        "countersignatures back that way, and entries that were lost with a database."
    ),
    "register countersign": N_(
        "Sign that this is the longest state of the register that you have seen, and that it goes on from all\n"
        "before. Hand the file back to whoever keeps the register."
    ),
    "register proof": N_(
        "Write a proof that one certificate is in the register, without the others. It is in the format that\n"
        "programs for transparency logs read (C2SP tlog-proof)."
    ),
    "register continue": N_(
        "Say that certificates are issued from this copy of the workspace from now on. Needed once after the\n"
        "workspace was copied or taken back from a backup. Numbers go on after the next full thousand."
    ),
}

EXAMPLES_OF_REGISTER_COMMANDS: Mapping[str, str] = {
    "register": N_(
        """examples:
  certdesk register show
  certdesk register export october.certdesk-register"""
    ),
    "register show": N_(
        """examples:
  certdesk register show
  certdesk register show 8c1d2e3f4a5b6c7d --entries"""
    ),
    "register check": N_(
        """examples:
  certdesk register check
  certdesk register check october.certdesk-register
  certdesk register check HSTP-2026-00317-4.tlog-proof"""
    ),
    "register export": N_(
        """examples:
  certdesk register export october.certdesk-register
  certdesk register export october.certdesk-register --sign"""
    ),
    "register import": N_(
        """examples:
  certdesk register import october.certdesk-register"""
    ),
    "register countersign": N_(
        """examples:
  certdesk register countersign 8c1d2e3f4a5b6c7d --to back.certdesk-register"""
    ),
    "register proof": N_(
        """examples:
  certdesk register proof HSTP-2026-00317-4 HSTP-2026-00317-4.tlog-proof"""
    ),
    "register continue": N_(
        """examples:
  certdesk register continue"""
    ),
}
