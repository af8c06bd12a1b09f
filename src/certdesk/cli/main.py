"""Understand a command line, run one command, and turn what went wrong into one line and an exit code."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path
from types import ModuleType

from certdesk.cli.arguments import MISUNDERSTOOD, MisunderstoodError
from certdesk.cli.commands import make_parser
from certdesk.cli.printing import OutputLostError, finish, prepare_output, say, warn
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _

DONE, FAILED, BUG, STOPPED = 0, 1, 2, 130


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    prepare_output()
    options = argparse.Namespace(verbose=False, workspace=None)
    try:
        make_parser().parse_args(argv, options)
        code = _run(options)
        finish()
    except CertDeskError as problem:
        warn(problem.sentence)
        return MISUNDERSTOOD if isinstance(problem, MisunderstoodError) else FAILED
    except KeyboardInterrupt:
        warn(_("Stopped. What was done before is saved, and nothing is half done."))
        return STOPPED
    except OutputLostError as lost:
        return lost.code
    except Exception as bug:  # noqa: BLE001 - whatever else comes is a bug of ours, and is reported as one
        return _report(bug, options)
    return code


def default_workspace() -> Path:
    """Return the workspace that is used when none is named."""
    if named := os.environ.get("CERTDESK_WORKSPACE"):
        return Path(named)
    import platformdirs

    return platformdirs.user_documents_path() / "CertDesk"


def module_of(group: str) -> ModuleType:
    """Load the module that runs a group of commands: only what is needed, so that an answer comes at once."""
    from importlib import import_module

    return import_module(f"certdesk.cli.{group}")


def _run(options: argparse.Namespace) -> int:
    if options.version:
        return _say_version()
    if options.verbose:
        logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
        logging.getLogger("certdesk").setLevel(logging.DEBUG)
    else:
        # Else Python would write warnings, also those of libraries, between the lines that people read.
        logging.basicConfig(handlers=[logging.NullHandler()])
    options.workspace = options.workspace or default_workspace()
    return int(getattr(module_of(options.group), options.verb)(options))


def _say_version() -> int:
    from importlib.metadata import PackageNotFoundError, version

    try:
        say(f"certdesk {version('certdesk')}")
    except PackageNotFoundError:
        say(_("certdesk, run from its source without being installed"))
    finish()
    return DONE


def _report(bug: Exception, options: argparse.Namespace) -> int:
    """Write the report of a bug into the workspace, if there is one, and say so in a line."""
    from certdesk.actions.reporting_bugs import write_report

    if options.verbose:
        logging.getLogger("certdesk").error("a bug", exc_info=bug)
    told = _("This is a bug in CertDesk. Everything you did before is saved.")
    try:
        folder = options.workspace if options.workspace and options.workspace.is_dir() else None
        if folder:
            path = write_report(type(bug), bug.__traceback__, folder / "logs")
            told += " " + _("A report without names, comments or marks is in {file}.").format(file=path)
        else:
            told += " " + _("Run it again with --verbose to see where.")
    except OSError:
        told += " " + _("Run it again with --verbose to see where.")
    warn(told)
    return BUG
