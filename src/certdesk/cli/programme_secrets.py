"""The passphrases of a programme: of its issuing desk, and of its root key, which are others than a person's own."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from certdesk.cli.asking import from_file
from certdesk.core.errors import NotFoundError
from certdesk.core.words import N_, _

if TYPE_CHECKING:
    from certdesk.signing.authority.keys import AuthorityKeys
    from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Secret:
    """One passphrase: where it may stand, and how it is asked for."""

    variable: str
    option: str
    prompt: str


DESK = Secret("CERTDESK_DESK_PASSPHRASE", "--desk-passphrase-file", N_("Passphrase of the issuing desk: "))
ROOT = Secret("CERTDESK_ROOT_PASSPHRASE", "--root-passphrase-file", N_("Passphrase of the root key: "))
PAPER = Secret("CERTDESK_PAPER_PASSPHRASE", "--paper-passphrase-file", N_("Passphrase of the paper form: "))
NEW_KEY = Secret("CERTDESK_NEW_PASSPHRASE", "--new-passphrase-file", N_("Passphrase of the new key: "))
NEW_ROOT = Secret("CERTDESK_NEW_ROOT_PASSPHRASE", "--new-root-passphrase-file", N_("Passphrase of the new root key: "))


def add_secret(parser: argparse.ArgumentParser, *secrets: Secret) -> None:
    """Let a command be told where a passphrase stands."""
    for secret in secrets:
        words = _("a file whose first line is that passphrase, or set {variable}").format(variable=secret.variable)
        parser.add_argument(secret.option, type=Path, metavar="FILE", help=words)


def asked(options: argparse.Namespace, secret: Secret, *, twice: bool = False) -> str:
    """Return a passphrase: from its file, the environment, or typed without being shown."""
    file = getattr(options, secret.option.removeprefix("--").replace("-", "_"))
    if file:
        return from_file(file)
    if secret.variable in os.environ:
        return os.environ[secret.variable]
    if not sys.stdin or not sys.stdin.isatty():
        text = _("A passphrase of the programme is needed, and there is nobody to ask.")
        hint = _("Put it in {variable} or use {option}.").format(variable=secret.variable, option=secret.option)
        raise NotFoundError(text, hint)
    try:
        typed = getpass.getpass(_(secret.prompt))
        if twice and getpass.getpass(_("Once more: ")) != typed:
            raise NotFoundError(_("The two passphrases differ."), _("Type the same one twice."))
    except EOFError as problem:
        raise NotFoundError(_("No passphrase was typed."), _("Start again when you have it.")) from problem
    return typed


def desk_keys(workspace: Workspace, options: argparse.Namespace, programme_id: str) -> AuthorityKeys:
    """Unlock the issuing desk of a programme with its passphrase. Raises `WrongPassphraseError`."""
    # Every command's help needs this module, and only few need keys.
    from certdesk.actions.programmes import unlock_authority

    return unlock_authority(workspace, programme_id, asked(options, DESK))
