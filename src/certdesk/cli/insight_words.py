"""The words of the commands around insights, the catalogue and exemplars."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.core.words import N_

ABOUT_INSIGHT_COMMANDS: Mapping[str, str] = {
    "insights": N_(
        "See what the released results of a cohort show: how teachers are placed by criterion, mean levels by\n"
        "school and subject, needs with professional development that may help, trends and growth.\n"
        "Nothing is told of fewer teachers than the policy's smallest cell, nor what would follow by\n"
        "taking one number from another. Each of its commands answers in JSON with --json."
    ),
    "insights show": N_("Tell a cohort in words and a table: outcomes, criteria, needs; or mean levels with --by."),
    "insights figures": N_(
        "Answer with every number that is told, each with its n and its interval: for a spreadsheet with\n"
        "--csv, else in JSON."
    ),
    "insights report": N_("Write the cohort report as an accessible PDF: charts, and tables with every number."),
    "insights brief": N_("Write one page for those who fund. Every number in it stands in the cohort report."),
    "insights summary": N_(
        "Write a summary for directors. It names no teacher, and every number stands in the report."
    ),
    "insights page": N_(
        "Write a page for the coordinator of some schools. A school with too few teachers stays hidden."
    ),
    "insights growth": N_(
        "List each candidate with two attempts and what may be said of them: a change counts only where it is\n"
        "larger than the error of scoring. For the lead's eyes: it is about single teachers."
    ),
    "catalogue": N_(
        "Look after the catalogue of professional development from which needs get their offers. The offers\n"
        "that come with the program can be changed and retired; undo takes everything back.\n"
        "Each of its commands answers in JSON with --json."
    ),
    "catalogue list": N_("List the offers, with those that hold certain words or are for a criterion."),
    "catalogue show": N_("Read an offer with everything that is known of it."),
    "catalogue add": N_("Add an offer for one criterion or several."),
    "catalogue change": N_("Change what is given; everything else stays."),
    "catalogue retire": N_("Recommend an offer no more. It stays in the catalogue."),
    "catalogue restore": N_("Recommend a retired offer again."),
    "catalogue reset": N_("Put an offer of the program back to how it came, or take one of your own away."),
    "catalogue import": N_("Take a catalogue in. Offers with the same id are replaced, nothing is taken away."),
    "catalogue export": N_("Write the catalogue to a file, to change it elsewhere and take it in again."),
    "exemplars": N_(
        "Look after the examples of good practice. A piece of evidence becomes one only with consent for\n"
        "examples or training, and as its masked copy where masks are drawn. When the consent ends or\n"
        "somebody withdraws it, it is gone from the next export; what stays names nobody.\n"
        "Each of its commands answers in JSON with --json."
    ),
    "exemplars list": N_("List the examples, with those for a criterion, at a level or with certain words."),
    "exemplars add": N_(
        "Add a piece of evidence, or a span of a recording, as an example for a criterion and a level.\n"
        "Says why where it may not be."
    ),
    "exemplars withdraw": N_("Take an example out for good. Only its criterion, level and day stay, as a tombstone."),
    "exemplars export": N_(
        "Write all examples to a folder: copies freed of their properties, an index, and the list of those\n"
        "that ended. Files of examples that ended since the last time are taken out of the folder."
    ),
}

EXAMPLES_OF_INSIGHT_COMMANDS: Mapping[str, str] = {
    "insights": N_(
        """examples:
  certdesk insights show --cohort "2026 B"
  certdesk insights report cohort-report.pdf"""
    ),
    "insights show": N_(
        """examples:
  certdesk insights show
  certdesk insights show --by school --subject Physics"""
    ),
    "insights figures": N_(
        """examples:
  certdesk insights figures --csv
  certdesk insights figures --json | jq '.needs[].criterion'"""
    ),
    "insights report": N_(
        """examples:
  certdesk insights report cohort-report.pdf --cohort "2026 B\""""
    ),
    "insights brief": N_(
        """examples:
  certdesk insights brief brief.pdf --force"""
    ),
    "insights summary": N_(
        """examples:
  certdesk insights summary directors.pdf"""
    ),
    "insights page": N_(
        """examples:
  certdesk insights page lakeside.pdf "Lakeside Primary" "Hill Road JSS\""""
    ),
    "insights growth": N_(
        """examples:
  certdesk insights growth --cohort "2026 B\""""
    ),
    "catalogue": N_(
        """examples:
  certdesk catalogue list --criterion stem-teaching/T8
  certdesk catalogue add "Science walk" --for stem-teaching/T8 --length "2 h" --offline yes"""
    ),
    "catalogue list": N_(
        """examples:
  certdesk catalogue list
  certdesk catalogue list partner --all"""
    ),
    "catalogue show": N_(
        """examples:
  certdesk catalogue show working-with-a-partner"""
    ),
    "catalogue add": N_(
        """examples:
  certdesk catalogue add "Science walk" --for stem-teaching/T8 stem-teaching/T5 --form "half a day\""""
    ),
    "catalogue change": N_(
        """examples:
  certdesk catalogue change science-walk --length "3 h" --where "The cluster office\""""
    ),
    "catalogue retire": N_(
        """examples:
  certdesk catalogue retire science-walk"""
    ),
    "catalogue restore": N_(
        """examples:
  certdesk catalogue restore science-walk"""
    ),
    "catalogue reset": N_(
        """examples:
  certdesk catalogue reset working-with-a-partner"""
    ),
    "catalogue import": N_(
        """examples:
  certdesk catalogue import our-courses.csv"""
    ),
    "catalogue export": N_(
        """examples:
  certdesk catalogue export catalogue.csv
  certdesk catalogue export catalogue.yaml --force"""
    ),
    "exemplars": N_(
        """examples:
  certdesk exemplars list --criterion T4
  certdesk exemplars export /media/stick/examples"""
    ),
    "exemplars list": N_(
        """examples:
  certdesk exemplars list --criterion T4 --level 4"""
    ),
    "exemplars add": N_(
        """examples:
  certdesk exemplars add KITE-37 lesson.mp4 T4 3 --from 3:05 --to 3:40 --note "Pupils decide\""""
    ),
    "exemplars withdraw": N_(
        """examples:
  certdesk exemplars withdraw 019d2f --reason "The family asked for it\""""
    ),
    "exemplars export": N_(
        """examples:
  certdesk exemplars export examples"""
    ),
}
