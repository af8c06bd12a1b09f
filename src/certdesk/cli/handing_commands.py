"""The commands around handing a cohort over and writing results back: their words and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from certdesk.cli.command import Command
from certdesk.core.words import N_, _

_SYSTEMS = ("moodle", "moodle-files", "canvas", "canvas-files", "leap2a", "coursework")
_GRADES = ("score", "percent", "outcome")


def _cohort(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cohort", metavar="NAME", default="", help=_("which cohort, where there are several"))


def _hand_over(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="FOLDER", help=_("the stick or folder to write to"))
    _cohort(parser)
    parser.add_argument("--pseudonymise", action="store_true", help=_("leave out names, codes and all that names"))
    parser.add_argument(
        "--for", dest="recipient", metavar="NAME", default="", help=_("for whom: each has pseudonyms of their own")
    )
    parser.add_argument(
        "--column", dest="columns", metavar="NAME", action="append", default=[], help=_("only this column, and more")
    )
    parser.add_argument("--words", action="store_true", help=_("with what candidates were told"))
    parser.add_argument("--assessor-names", action="store_true", help=_("with the names of assessors"))
    schools = parser.add_mutually_exclusive_group()
    schools.add_argument("--schools", action="store_true", default=None, help=_("with schools, though without names"))
    schools.add_argument("--no-schools", dest="schools", action="store_false", help=_("without schools"))
    parser.add_argument("--no-documents", dest="documents", action="store_false", help=_("without signed PDFs"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would be handed over"))
    parser.add_argument("--list", dest="only_list", action="store_true", help=_("say what was handed over before"))


def _write_back(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "system", metavar="SYSTEM", choices=_SYSTEMS, help=_("one of: {names}").format(names=", ".join(_SYSTEMS))
    )
    _cohort(parser)
    parser.add_argument("--sheet", type=Path, metavar="FILE", help=_("the sheet from that system, to be filled in"))
    parser.add_argument("--to", type=Path, metavar="FILE", help=_("the file to write; without: only a preview"))
    parser.add_argument(
        "--grade", choices=_GRADES, default="score", help=_("what stands as the grade: score, percent or outcome")
    )
    parser.add_argument(
        "--column", dest="named", metavar="PART=HEADING", action="append", default=[],
        help=_("which heading of Moodle's sheet is identifier, grade, feedback, maximum or email"),
    )  # fmt: skip
    parser.add_argument(
        "--criterion", dest="criteria", metavar="ID=NAME", action="append", default=[],
        help=_("what Canvas calls a criterion"),
    )  # fmt: skip


HANDING_COMMANDS: tuple[Command, ...] = (
    Command(
        "hand-over-results", N_("write a cohort's results to a stick or folder"), "handing", "hand_over", _hand_over
    ),
    Command("write-back", N_("results back to Moodle, Canvas or e-portfolios"), "handing", "write", _write_back),
)

ABOUT_HANDING_COMMANDS: Mapping[str, str] = {
    "hand-over-results": N_(
        "Write the released results of a cohort to a stick or folder: tables as CSV, XLSX, JSON and Parquet\n"
        "with a codebook, signed reports and certificates, register and lists, and a first page for any\n"
        "browser. All of it is read back and signed at the end; “certdesk verify FOLDER” checks it anywhere.\n"
        "With --pseudonymise nobody is named: documents, codes and texts are left out too. Which pseudonym\n"
        "stands for whom is known on this desk only."
    ),
    "write-back": N_(
        "Write released results back to the system that portfolios came from. Without --to it only shows\n"
        "what would be written, for whom, and who can't be matched and why.\n\n"
        "  moodle        the grading worksheet (--sheet): grades and feedback comments, nothing else changes\n"
        "  moodle-files  a zip of signed reports as feedback files\n"
        "  canvas        a CSV of rubric scores, new or filled in (--sheet)\n"
        "  canvas-files  a zip of signed reports in place of PDFs that were handed in\n"
        "  leap2a        a folder with a zip for each candidate, for Mahara and other e-portfolios\n"
        "  coursework    the grading sheet of Coursework (--sheet): agreed grades and their feedback"
    ),
}

EXAMPLES_OF_HANDING_COMMANDS: Mapping[str, str] = {
    "hand-over-results": N_(
        """examples:
  certdesk hand-over-results --to /media/MINISTRY
  certdesk hand-over-results --cohort "2026 B" --pseudonymise --for "University" --to /media/STUDY
  certdesk hand-over-results --to results --column outcome_label --column score --no-documents
  certdesk hand-over-results --list"""
    ),
    "write-back": N_(
        """examples:
  certdesk write-back moodle --sheet Grades-Portfolio.csv
  certdesk write-back moodle --sheet Grades-Portfolio.csv --grade percent --to Grades-filled.csv
  certdesk write-back canvas --sheet rubric_scores.csv --criterion T1="Lesson design" --to scores.csv
  certdesk write-back leap2a --cohort "2026 B" --to feedback"""
    ),
}
