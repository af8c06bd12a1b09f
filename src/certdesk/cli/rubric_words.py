"""What the help says about the parts of ``certdesk rubric``."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.core.words import N_

ABOUT_RUBRIC_COMMANDS: Mapping[str, str] = {
    "rubric": N_(
        "Look after rubrics: check and convert files of other systems, compare versions, take rubrics in,\n"
        "publish and export them. Each of its commands answers in JSON with --json."
    ),
    "rubric check": N_(
        "Read a rubric file of any known format, and say what is taken, what is skipped and why, what\n"
        "only you can decide, whether the rubric contradicts itself, whether its worked examples come out,\n"
        "and what could be worded better. Exit code 0 only when nothing stands in the way."
    ),
    "rubric convert": N_(
        "Write a rubric file in another format. What the format can't hold is said beforehand and nothing\n"
        "is written, unless you go on with --force. Open questions have to be answered first."
    ),
    "rubric diff": N_(
        "Compare two versions in plain language: files, or ID@VERSION in the workspace. A criterion that\n"
        "was renamed or moved is the same one. The first line says what the difference means for scores."
    ),
    "rubric list": N_("List the rubrics of the workspace with every version, how many portfolios use it, and drafts."),
    "rubric export": N_("Write a rubric of the workspace as a file; without a version, the newest."),
    "rubric print": N_("Write a rubric as a PDF on A4 or Letter, from a file or from the workspace."),
    "rubric import": N_(
        "Take the rubrics of a file in as drafts. One that is here already becomes its next version with\n"
        "the same criteria, so that marks keep their place. With --publish it is published at once."
    ),
    "rubric publish": N_("Publish a draft. A published version is never changed, and nothing can take it back."),
    "rubric migrate": N_(
        "Let portfolios go over to another version of their rubric: all of them, or those that are named.\n"
        "With --dry-run it only says what is kept and what is to be marked again. Undo takes it back."
    ),
    "rubric formats": N_("List the formats that rubrics are read from and written to."),
}

EXAMPLES_OF_RUBRIC_COMMANDS: Mapping[str, str] = {
    "rubric": N_(
        """examples:
  certdesk rubric check essay.csv
  certdesk rubric import essay.csv --publish
  certdesk rubric diff stem-teaching@1.0.0 stem-teaching@1.1.0"""
    ),
    "rubric check": N_(
        """examples:
  certdesk rubric check essay.csv
  certdesk rubric check essay.csv --answer 1.2.points=10
  certdesk rubric check course.mbz --json | jq -r '.rows[] | select(.verdict != "accepted")'"""
    ),
    "rubric convert": N_(
        """examples:
  certdesk rubric convert essay.csv --to certdesk -o essay.yaml
  certdesk rubric convert our-rubric.yaml --to canvas --force"""
    ),
    "rubric diff": N_(
        """examples:
  certdesk rubric diff old.yaml new.yaml
  certdesk rubric diff stem-teaching@1.0.0 our-rubric.yaml --json | jq -r .kind"""
    ),
    "rubric list": N_(
        """examples:
  certdesk rubric list
  certdesk rubric list --json | jq -r '.drafts[].id'"""
    ),
    "rubric export": N_(
        """examples:
  certdesk rubric export stem-teaching --to certdesk -o stem-teaching.yaml
  certdesk rubric export stem-teaching@1.0.0 --to canvas -o stem.csv --force"""
    ),
    "rubric print": N_(
        """examples:
  certdesk rubric print stem-teaching -o stem-teaching.pdf
  certdesk rubric print our-rubric.yaml --paper Letter --portrait"""
    ),
    "rubric import": N_(
        """examples:
  certdesk rubric import essay.csv
  certdesk rubric import our-rubric.yaml --publish
  certdesk rubric import essay.csv --as-new"""
    ),
    "rubric publish": N_(
        """examples:
  certdesk rubric publish stem-teaching
  certdesk rubric publish stem-teaching --version 2.0.0 --note "New levels" """
    ),
    "rubric migrate": N_(
        """examples:
  certdesk rubric migrate stem-teaching@1.0.0 stem-teaching@1.1.0 --dry-run
  certdesk rubric migrate stem-teaching@1.0.0 stem-teaching@1.1.0 KITE-37 FERN-08"""
    ),
    "rubric formats": N_(
        """examples:
  certdesk rubric formats"""
    ),
}
