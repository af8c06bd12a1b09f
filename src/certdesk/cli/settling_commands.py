"""The commands around disputes, third assessors and moderation: their words and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from certdesk.cli.command import Command, nothing
from certdesk.core.words import N_, _


def _cohort(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cohort", metavar="NAME", default="", help=_("which cohort, where there are several"))


def _code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio"))


def _disputes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", nargs="?", default="", help=_("show both sides of this portfolio"))
    _cohort(parser)


def _third(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("name", metavar="NAME", nargs="?", default="", help=_("who is to mark it; without: who could"))
    parser.add_argument(
        "--criterion", action="append", default=[], metavar="ID", help=_("only this one; otherwise all in dispute")
    )
    parser.add_argument("--due", metavar="DAY", default="", help=_("until when, as 2026-12-01"))


def _rule(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("criterion", metavar="CRITERION", help=_("the criterion, such as T4"))
    parser.add_argument("mark", metavar="MARK", nargs="?", default="", help=_("such as 3, no or U-AUDIO"))
    parser.add_argument("--reason", metavar="TEXT", default="", help=_("why: it is shown with the result"))
    parser.add_argument("--take-back", action="store_true", help=_("let the programme's table count again"))


def _draw(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", metavar="TEXT", default="", help=_("draw by this seed; without, one is made"))
    _cohort(parser)


def _verdict(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument(
        "marks", metavar="CRITERION=MARK", nargs="*", help=_("your own marks, where they are other ones")
    )
    parser.add_argument("--note", metavar="TEXT", default="", help=_("what you found"))
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--blind", action="store_true", help=_("begin to mark it yourself, without seeing the marks"))
    how.add_argument("--done", action="store_true", help=_("your own marks are given: compare them"))


def _again(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", default="", help=_("whose work; without: what there is"))
    parser.add_argument("--keep", action="store_true", help=_("give it out; without, only say who would mark what"))
    _cohort(parser)


def _close(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", metavar="TEXT", default="", help=_("why, where the policy is not met"))
    _cohort(parser)


def _report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the PDF to write"))
    parser.add_argument("--names", action="store_true", help=_("with the candidates' names, not only their codes"))
    parser.add_argument("--sign", action="store_true", help=_("sign it with your key"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))
    _cohort(parser)


def _agreement(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--by", choices=("cohort", "criterion", "pair", "assessor"), default="cohort", help=_("what to tell it by")
    )
    _cohort(parser)


MODERATION_COMMANDS: tuple[Command, ...] = (
    Command("draw", N_("draw the sample"), "moderating", "draw", _draw),
    Command("list", N_("the sample and its verdicts"), "moderating", "list_sample", _cohort),
    Command("verdict", N_("say what you found"), "moderating", "verdict", _verdict),
    Command("light", N_("whether the policy is met"), "moderating", "light", _cohort),
    Command("again", N_("have work marked again"), "moderating", "again", _again),
    Command("close", N_("close the moderation"), "moderating", "close", _close),
    Command("report", N_("write the moderation report"), "moderating", "report", _report),
)

SETTLING_COMMANDS: tuple[Command, ...] = (
    Command("disputes", N_("where assessors differ"), "settling", "disputes", _disputes),
    Command("third", N_("ask a third assessor"), "settling", "third", _third),
    Command("rule", N_("decide on a mark, as the lead"), "settling", "rule_on", _rule),
    Command("moderate", N_("draw a sample and look at it"), "moderating", "list_sample", nothing,
            parts=MODERATION_COMMANDS),
    Command("agreement", N_("how far assessors agree"), "agreeing", "agreement", _agreement),
)  # fmt: skip

ABOUT_SETTLING_COMMANDS: Mapping[str, str] = {
    "disputes": N_(
        "List the portfolios in which assessors differ so that something has to happen, or show both sides\n"
        "of one: every criterion with both marks, what was written, and which rule counts."
    ),
    "third": N_(
        "Ask somebody who has not marked the portfolio to mark what is in dispute. Without a name, list who\n"
        "could: those with the least work first, and why somebody may not. The third assessor sees no marks."
    ),
    "rule": N_(
        "Decide which mark counts for a criterion in dispute. The reason is shown with the result, and all\n"
        "marks are kept with their authors. Undo takes it back."
    ),
    "moderate": N_(
        "Moderate a cohort: draw a sample by the policy, say what you found, see whether the policy is met,\n"
        "and close the moderation, so that results may be released. Each of its commands answers in JSON with\n"
        "--json."
    ),
    "moderate draw": N_(
        "Draw the sample. The same seed, policy and marks give the same list on any machine. A draw before\n"
        "it stays on record."
    ),
    "moderate list": N_("List the sample in the order of its draw: why each is in it, who marked it, the verdict."),
    "moderate verdict": N_(
        "Say what you found. Without marks you agree; with your own, the verdict follows from how far away\n"
        "they are. --blind begins to mark the portfolio yourself before you see anybody's marks: give your\n"
        "marks with certdesk mark, then say --done."
    ),
    "moderate light": N_("Say for each assessor and for all whether the sample satisfies the policy, and is done."),
    "moderate again": N_(
        "List the work that the policy wants marked again, because a moderator differed too far. With a name\n"
        "and --keep it is given to others; the marks are kept on record and count no more."
    ),
    "moderate close": N_(
        "Close the moderation. Where the light is not green this needs a reason, which stands in the report."
    ),
    "moderate report": N_(
        "Write the moderation report as a PDF: the policy with every number, the seed, the sample with its\n"
        "reasons, verdicts and lights, agreement with its intervals, and how each dispute was settled.\n"
        "Candidates stand in it by their codes."
    ),
    "agreement": N_(
        "Tell how far assessors agree where two marked the same, over the whole scale: a sentence first, then\n"
        "numbers with n and intervals. Means and third marks don't count."
    ),
}

EXAMPLES_OF_SETTLING_COMMANDS: Mapping[str, str] = {
    "disputes": N_(
        """examples:
  certdesk disputes
  certdesk disputes KITE-37
  certdesk disputes --json | jq -r '.[].code'"""
    ),
    "third": N_(
        """examples:
  certdesk third KITE-37
  certdesk third KITE-37 "Ines Pereira" --due 2026-12-01
  certdesk third KITE-37 "Ines Pereira" --criterion T4"""
    ),
    "rule": N_(
        """examples:
  certdesk rule KITE-37 T4 3 --reason "The second lesson shows it, as both say."
  certdesk rule KITE-37 T4 --take-back"""
    ),
    "moderate": N_(
        """examples:
  certdesk moderate draw
  certdesk moderate light
  certdesk moderate close"""
    ),
    "moderate draw": N_(
        """examples:
  certdesk moderate draw
  certdesk moderate draw --seed "14 July" --cohort "2026 B\""""
    ),
    "moderate list": N_(
        """examples:
  certdesk moderate list
  certdesk moderate list --json | jq -r '.sample[] | select(.verdict == null) | .code'"""
    ),
    "moderate verdict": N_(
        """examples:
  certdesk moderate verdict KITE-37
  certdesk moderate verdict KITE-37 T4=2 T5=U-AUDIO --note "The pupils can't be heard."
  certdesk moderate verdict KITE-37 --blind"""
    ),
    "moderate light": N_(
        """examples:
  certdesk moderate light
  certdesk moderate light --json | jq -r .light"""
    ),
    "moderate again": N_(
        """examples:
  certdesk moderate again
  certdesk moderate again "Diego Ramos" --keep"""
    ),
    "moderate close": N_(
        """examples:
  certdesk moderate close
  certdesk moderate close --reason "Two portfolios wait for a consent; they are held.\""""
    ),
    "moderate report": N_(
        """examples:
  certdesk moderate report moderation.pdf
  certdesk moderate report moderation.pdf --cohort "2026 B" --sign"""
    ),
    "agreement": N_(
        """examples:
  certdesk agreement
  certdesk agreement --by criterion
  certdesk agreement --by assessor --json"""
    ),
}
