"""The commands around programmes: founding one, enrolling and revoking people, trust bundles."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from certdesk.cli.command import Command, nothing
from certdesk.cli.joining_commands import ABOUT_JOINING_COMMANDS, EXAMPLES_OF_JOINING_COMMANDS, JOINING_PARTS
from certdesk.cli.programme_secrets import DESK, NEW_KEY, NEW_ROOT, ROOT, add_secret
from certdesk.core.words import N_, _

_REASONS = ("lost", "left", "role", "superseded", "mistake")
_ROLES = ("assessor", "coordinator", "lead")
_CURVES = ("P-384", "P-256")


def _desk(parser: argparse.ArgumentParser) -> None:
    _programme(parser)
    add_secret(parser, DESK)


def _programme(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--programme", metavar="NAME", default="", help=_("its name or id, where there are several"))


def _target(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=words)
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


def _root(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    parser.add_argument(
        "--copies", type=Path, nargs=2, metavar=("STICK", "OTHER"), required=required,
        help=_("two folders for the root key"),
    )  # fmt: skip
    parser.add_argument("--curve", choices=_CURVES, default=_CURVES[0], help=_("what kind of root key"))


def _found(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help=_("the programme's name, as certificates say it"))
    parser.add_argument("--witness", required=True, metavar="NAME", help=_("the second person"))
    parser.add_argument("--place", required=True, metavar="PLACE", help=_("where you both are"))
    parser.add_argument("--offline", action="store_true", help=_("you both declare that no network is connected"))
    _root(parser, required=True)
    parser.add_argument("--years", type=int, default=2, metavar="N", help=_("term of your own certificate: 1 or 2"))
    parser.add_argument("--rehearsal", action="store_true", help=_("a programme for practice, marked TEST throughout"))
    add_secret(parser, ROOT, DESK)


def _rollover(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("issuing", "register", "root"), help=_("the key to replace"))
    parser.add_argument("--root-copy", type=Path, metavar="FILE", help=_("a copy of the root key, or its typed paper"))
    parser.add_argument("--stolen", action="store_true", help=_("somebody else may have the old key"))
    _root(parser)
    _desk(parser)
    add_secret(parser, ROOT, NEW_ROOT)


def _request(parser: argparse.ArgumentParser) -> None:
    _target(parser, _("the request to write (.certdesk-request)"))
    parser.add_argument("--renew", action="store_true", help=_("you belong to the programme already"))
    parser.add_argument("--new-key", action="store_true", help=_("with a new key, which the old one vouches for"))
    add_secret(parser, NEW_KEY)


def _approve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("request", type=Path, metavar="REQUEST", help=_("the request that came"))
    _target(parser, _("the approval to write (.certdesk-approval)"))
    parser.add_argument("--words", required=True, metavar="WORDS", help=_("the words that the person read to you"))
    parser.add_argument("--role", choices=_ROLES, default="", help=_("what they sign as; else what they asked for"))
    parser.add_argument("--years", type=int, default=1, metavar="N", help=_("for how long: 1 or 2"))
    _desk(parser)


def _join(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the approval or the programme file that came"))
    _words(parser)


def _words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--words", metavar="WORDS", default="", help=_("the root's words, as the lead read them"))


def _renew(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("member", metavar="MEMBER", help=_("their name or id"))
    _target(parser, _("the approval to write (.certdesk-approval)"))
    parser.add_argument("--years", type=int, default=1, metavar="N", help=_("for how long: 1 or 2"))
    _desk(parser)


def _revoke(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("member", metavar="MEMBER", help=_("their name or id"))
    parser.add_argument("--reason", choices=_REASONS, required=True, help=_("why"))
    parser.add_argument(
        "--since", type=_day, metavar="DAY", help=_("first day that is not believed, like 2026-11-22; else today")
    )
    _desk(parser)


def _day(text: str) -> object:
    from certdesk.cli.programme_people import a_day

    try:
        return a_day(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("write the day like 2026-11-22")) from None


def _export(parser: argparse.ArgumentParser) -> None:
    _target(parser, _("the trust bundle to write (.certdesk-trust)"))
    _desk(parser)


def _page(parser: argparse.ArgumentParser) -> None:
    _target(parser, _("the page to write (.html)"))
    _programme(parser)


def _trust(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a trust bundle"))
    _words(parser)


def _look(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a file of a programme, or a card"))


def _forget(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("programme", metavar="PROGRAMME", help=_("its name or id"))


_PARTS = (
    Command("list", N_("the programmes that this desk knows"), "programme", "list_all", nothing),
    Command("found", N_("make a programme, with its root key, by two people"), "programme", "found", _found),
    Command("request", N_("ask to sign for a programme"), "programme_people", "request", _request),
    Command("look", N_("what is in a file of a programme, or a card?"), "joining", "look", _look),
    Command("approve", N_("let somebody sign who asked"), "programme_people", "approve_one", _approve),
    Command("join", N_("take the approval or the programme file in"), "joining", "join", _join),
    Command("members", N_("who may sign, and who no more"), "programme_people", "list_members", _programme),
    Command("renew", N_("certify a member for another year"), "programme_people", "renew_one", _renew),
    Command("revoke", N_("end somebody's certificate, for good"), "programme_people", "revoke_one", _revoke),
    Command("rollover", N_("replace the issuing key, the register's or the root"), "programme", "rollover", _rollover),
    Command("export", N_("write the trust bundle for others"), "programme", "export", _export),
    Command("page", N_("write a page that checks codes in any browser"), "programme", "page", _page),
    Command("trust", N_("believe the trust bundle of a programme"), "programme", "trust", _trust),
    Command("forget", N_("trust a programme no more"), "programme", "forget", _forget),
)

AUTHORITY_COMMANDS: tuple[Command, ...] = (
    Command(
        "programme",
        N_("found a programme, let people sign for it, and trust those of others"),
        "programme",
        "list_all",
        nothing,
        parts=(*_PARTS, *JOINING_PARTS),
    ),
)

ABOUT_AUTHORITY_COMMANDS: Mapping[str, str] = {
    "programme": N_(
        "Found a programme, let people sign for it, and trust the programmes of others, all by files that\n"
        "travel on a stick or by mail. No private key ever travels; words that are read over the telephone\n"
        "make sure that nobody changed a file. Each of its commands answers in JSON with --json."
    ),
    "programme list": N_("List the programmes that this desk trusts, signs for or issues for."),
    "programme found": N_(
        "Make a programme: two people, a computer that is cut off from every network, and two sticks for\n"
        "the root key. It is locked with its own passphrase, written to both sticks and as a paper form,\n"
        "read back from each, and kept nowhere else. This desk then issues for the programme.\n"
        "With --rehearsal everything is the same, and every certificate says TEST."
    ),
    "programme request": N_(
        "Write a request to sign for a programme with the key that you have, or with --renew to go on.\n"
        "Send it to the lead, and read its words to them over the telephone."
    ),
    "programme look": N_("Say what a request, approval, trust bundle, programme file or card holds."),
    "programme approve": N_(
        "Let somebody sign for the programme. Have the words of the request read to you and write them\n"
        "after --words: if they differ, somebody changed the file, and it is refused."
    ),
    "programme join": N_(
        "Take in what the lead sent. With an approval you sign for the programme from then on, with the key\n"
        "that you had. A programme file brings its rubrics and its people, and can come before or after.\n"
        "Have the words of the programme's root read to you and write them after --words."
    ),
    "programme members": N_("List everybody who may sign for the programme, and who may no more."),
    "programme renew": N_(
        "Certify the key of a member for another year or two, without a request. They take the file in\n"
        "with: certdesk programme join"
    ),
    "programme revoke": N_(
        "End the certificates of a member, for good. What the register holds from before --since stays\n"
        "valid: for a lost laptop, name the day on which it was last seen.\n"
        "Reasons: lost (computer or key), left, role, superseded, mistake."
    ),
    "programme rollover": N_(
        "Replace the issuing key, the register's key or the root key. It needs the root key from its safe,\n"
        "on a stick or typed from paper. An old root vouches for the new one unless it was stolen; then\n"
        "everybody compares words again. With --stolen for the issuing or the register key both are\n"
        "replaced, and what the old issuing key signed is revoked."
    ),
    "programme export": N_(
        "Write the trust bundle: who may sign, who no more, and the register. Whoever checks documents of\n"
        "the programme takes it in. Its number rises each time."
    ),
    "programme page": N_(
        "Write a page for those who have no CertDesk: it checks QR codes and badges of the programme in any\n"
        "browser, also without a network, by the keys and the register that it was written with. It checks\n"
        "no PDF. Write it anew after each issue and withdrawal; your website may offer it."
    ),
    "programme trust": N_(
        "Believe the trust bundle of a programme. One that is new here needs the words of its root, read\n"
        "to you over the telephone; later ones need none. One that is older than what was here is refused."
    ),
    **ABOUT_JOINING_COMMANDS,
    "programme forget": N_(
        "Trust a programme no more. Whoever signed for it on this desk does so no more. A desk can't\n"
        "forget a real programme that it issues for."
    ),
}

EXAMPLES_OF_AUTHORITY_COMMANDS: Mapping[str, str] = {
    "programme": N_(
        """examples:
  certdesk programme list
  certdesk programme found Highlands --witness "Tom Reid" --place Inverness --offline --copies one two
  certdesk programme request amara.certdesk-request"""
    ),
    "programme list": N_(
        """examples:
  certdesk programme list
  certdesk programme list --json"""
    ),
    "programme found": N_(
        """examples:
  certdesk programme found Practice --witness "Tom" --place Here --offline --copies one two --rehearsal"""
    ),
    "programme request": N_(
        """examples:
  certdesk programme request amara.certdesk-request
  certdesk programme request amara.certdesk-request --renew --new-key"""
    ),
    "programme look": N_(
        """examples:
  certdesk programme look amara.certdesk-request
  certdesk programme look highlands.certdesk-trust --json"""
    ),
    "programme approve": N_(
        """examples:
  certdesk programme approve amara.certdesk-request amara.certdesk-approval --words "acorn tiger ...\""""
    ),
    "programme join": N_(
        """examples:
  certdesk programme join amara.certdesk-approval --words "ocean maple ...\""""
    ),
    **EXAMPLES_OF_JOINING_COMMANDS,
    "programme members": N_(
        """examples:
  certdesk programme members
  certdesk programme members --programme "Highlands STEM" --json"""
    ),
    "programme renew": N_(
        """examples:
  certdesk programme renew "Amara Okafor" amara.certdesk-approval --years 2"""
    ),
    "programme revoke": N_(
        """examples:
  certdesk programme revoke "Amara Okafor" --reason lost --since 2026-11-20"""
    ),
    "programme rollover": N_(
        """examples:
  certdesk programme rollover issuing --root-copy highlands-stem-7q4k.certdesk-root
  certdesk programme rollover root --stolen --copies one two"""
    ),
    "programme export": N_(
        """examples:
  certdesk programme export highlands.certdesk-trust --force"""
    ),
    "programme page": N_(
        """examples:
  certdesk programme page verify.html
  certdesk programme page verify.html --programme "Highlands STEM" --force"""
    ),
    "programme trust": N_(
        """examples:
  certdesk programme trust highlands.certdesk-trust --words "ocean maple ...\""""
    ),
    "programme forget": N_(
        """examples:
  certdesk programme forget "TEST - Practice\""""
    ),
}
