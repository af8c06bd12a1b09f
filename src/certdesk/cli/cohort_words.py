"""What the commands around cohorts and allocation say of themselves, with examples."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.core.words import N_

ABOUT_COHORT_COMMANDS: Mapping[str, str] = {
    "cohort": N_(
        "Look after cohorts: candidates who are assessed together by one frozen rubric and policy, and who marks\n"
        "whom. Each of its commands answers in JSON with --json; what changes something takes --dry-run first.\n"
        "Everything can be taken back with undo."
    ),
    "cohort list": N_("List the cohorts, and those that portfolios name and that nobody has made yet."),
    "cohort new": N_(
        "Make a cohort. Portfolios belong to it by their programme and cohort name. It is prepared until it is\n"
        "opened: till then the rubric version and every number of the policy can be changed."
    ),
    "cohort open": N_(
        "Open a cohort. From now on its rubric version and its policy stay as they are. It is refused while\n"
        "portfolios of it are on another version."
    ),
    "cohort rename": N_("Call a cohort otherwise, also in its portfolios and on the list of candidates."),
    "cohort close": N_("Close the moderation of a cohort, so that its results may be released."),
    "cohort reopen": N_("Open the moderation of a cohort again, with a reason, before results are released."),
    "cohort policy": N_(
        "Tell the numbers by which a cohort is marked twice, adjudicated, moderated, released and kept.\n"
        "--set keeps a file of your own while the cohort is prepared; every number is checked. --yaml answers\n"
        "with the file."
    ),
    "cohort members": N_("List the portfolios of a cohort and whose they are, and listed candidates without one."),
    "cohort assessors": N_(
        "List who marks for the programme, and look after them. A list to import has the columns name (or id),\n"
        "desk, subjects, languages, schools (several with a semicolon), share, new_since, active, note. Who\n"
        "lists no subjects marks all. share is beside the others': 1/2 is half as much, 0 nothing."
    ),
    "cohort conflicts": N_(
        "List known conflicts of interest, and look after them. Those that assessors declare on their own desks\n"
        "come with their packages. A list to import has the columns assessor, about (portfolio, candidate or\n"
        "school), subject, ground, note."
    ),
    "cohort allocate": N_(
        "Give every portfolio that needs one an assessor, as evenly as conflicts, qualification, subjects and\n"
        "languages allow. Nobody gets the same portfolio twice. What is allocated already is never moved.\n"
        "Portfolios that nobody can be given are named, with why. --list follows a list instead: the portfolio\n"
        "in the first column, an assessor in each of the others."
    ),
    "cohort allocations": N_("List who marks what in a cohort, why, and until when."),
    "cohort give": N_("Give one portfolio to somebody by hand, or tell who could be given it."),
    "cohort take-back": N_("Take a portfolio back from somebody who has not signed it, with a reason."),
    "cohort move": N_("Take a portfolio from one assessor and give it to another, with a reason."),
    "cohort due": N_(
        "Give people more time, or less: another day for what is allocated and not signed yet. It is told to\n"
        "them with their next package."
    ),
    "cohort second": N_(
        "Pick the portfolios that are marked twice as the policy says, with every reason, and give them to\n"
        "second assessors. The random share follows from the seed and the portfolios alone: the same on any\n"
        "machine. Assessors never learn that they are the second."
    ),
    "cohort pack": N_(
        "Pack for each assessor what was given to them and did not go to them yet, blind where the policy says\n"
        "so. --to hands all packages over at once. People who mark in this workspace need none."
    ),
    "cohort progress": N_(
        "Tell how far a cohort has come, by assessor and desk: signed, begun, held, flagged, overdue, when the\n"
        "last package came, what still has to be packed, and about how many hours are left."
    ),
}

EXAMPLES_OF_COHORT_COMMANDS: Mapping[str, str] = {
    "cohort": N_(
        """examples:
  certdesk cohort new "2026 B"
  certdesk cohort allocate --dry-run
  certdesk cohort progress"""
    ),
    "cohort list": N_(
        """examples:
  certdesk cohort list
  certdesk cohort list --json | jq -r '.cohorts[].name'"""
    ),
    "cohort new": N_(
        """examples:
  certdesk cohort new "2026 B"
  certdesk cohort new "2026 B" --programme "Highland STEM" --rubric stem-teaching@1.0.0"""
    ),
    "cohort open": N_(
        """examples:
  certdesk cohort open
  certdesk cohort open --cohort "2026 B\""""
    ),
    "cohort rename": N_(
        """examples:
  certdesk cohort rename "2026 Spring" --cohort "2026 B\""""
    ),
    "cohort close": N_(
        """examples:
  certdesk cohort close --cohort "2026 B\""""
    ),
    "cohort reopen": N_(
        """examples:
  certdesk cohort reopen --reason "Two portfolios came late\""""
    ),
    "cohort policy": N_(
        """examples:
  certdesk cohort policy
  certdesk cohort policy --yaml
  certdesk cohort policy --set policy.yaml"""
    ),
    "cohort members": N_(
        """examples:
  certdesk cohort members
  certdesk cohort members --json | jq -r '.portfolios[].code'"""
    ),
    "cohort assessors": N_(
        """examples:
  certdesk cohort assessors --add-all
  certdesk cohort assessors --csv
  certdesk cohort assessors --import assessors.csv"""
    ),
    "cohort conflicts": N_(
        """examples:
  certdesk cohort conflicts --add "Amara Diallo" portfolio KITE-37 --ground relative
  certdesk cohort conflicts --add "Diego Ramos" school "Hill Road JSS\""""
    ),
    "cohort allocate": N_(
        """examples:
  certdesk cohort allocate --dry-run
  certdesk cohort allocate --by subject --due 2026-12-01
  certdesk cohort allocate --list allocation.csv"""
    ),
    "cohort allocations": N_(
        """examples:
  certdesk cohort allocations
  certdesk cohort allocations --csv --ended"""
    ),
    "cohort give": N_(
        """examples:
  certdesk cohort give KITE-37
  certdesk cohort give KITE-37 "Esther Nyambura" --due 2026-12-01"""
    ),
    "cohort take-back": N_(
        """examples:
  certdesk cohort take-back KITE-37 "Amara Diallo" --reason "She is ill\""""
    ),
    "cohort move": N_(
        """examples:
  certdesk cohort move KITE-37 "Amara Diallo" "Esther Nyambura" --reason "She is ill\""""
    ),
    "cohort due": N_(
        """examples:
  certdesk cohort due 2026-12-10
  certdesk cohort due 2026-12-20 --among "Amara Diallo\""""
    ),
    "cohort second": N_(
        """examples:
  certdesk cohort second --seed 2026-11-22 --dry-run
  certdesk cohort second --seed 2026-11-22 --due 2026-12-05"""
    ),
    "cohort pack": N_(
        """examples:
  certdesk cohort pack --dry-run
  certdesk cohort pack --to /media/stick"""
    ),
    "cohort progress": N_(
        """examples:
  certdesk cohort progress
  certdesk cohort progress --json | jq '.assessors[] | select(.late != "")'"""
    ),
}
