"""What the help says about the parts of ``certdesk bank``."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.core.words import N_

ABOUT_BANK_COMMANDS: Mapping[str, str] = {
    "bank": N_(
        "Look after the comment bank: ready-made words to a teacher, official and your own, which every\n"
        "box for words offers when you type a slash. Its commands answer in JSON with --json."
    ),
    "bank list": N_(
        "List the comments of the bank, or those that hold all the words, whatever their case and accents.\n"
        "Other people's own words are left out unless you ask for them with --others."
    ),
    "bank import": N_(
        "Take comments in: CertDesk's own CSV and YAML, Sentral, Crowdmark, MarkUs annotation categories,\n"
        "Rubyric, Moodle's frequent comments, CASE feedback. Each row is taken, left out with a reason, or\n"
        "a question, which you answer with --answer ID=CHOICE."
    ),
    "bank export": N_("Write comments as a CSV that spreadsheets open and “certdesk bank import” reads again."),
    "bank add": N_("Add a comment of your own, or an official one for everybody."),
    "bank edit": N_("Change a comment everywhere it is offered. Words already written to a teacher stay."),
    "bank remove": N_("Take comments out of the bank. “certdesk undo” brings them back."),
}

EXAMPLES_OF_BANK_COMMANDS: Mapping[str, str] = {
    "bank": N_(
        """examples:
  certdesk bank list --criterion T4
  certdesk bank import phrases.csv --dry-run
  certdesk bank export -o bank.csv"""
    ),
    "bank list": N_(
        """examples:
  certdesk bank list
  certdesk bank list --criterion T4 --kind next_step
  certdesk bank list camera --json | jq -r '.[].text'"""
    ),
    "bank import": N_(
        """examples:
  certdesk bank import phrases.csv --dry-run
  certdesk bank import phrases.csv --answer kind:comment=next_step"""
    ),
    "bank export": N_(
        """examples:
  certdesk bank export -o bank.csv
  certdesk bank export --mine -o mine.csv"""
    ),
    "bank add": N_(
        """examples:
  certdesk bank add "At {pointer} you wait for an answer." --criterion T4 --levels 3-4 --kind strength
  certdesk bank add "Say which page you mean." --shortcut page"""
    ),
    "bank edit": N_(
        """examples:
  certdesk bank edit t4a --text "Between {start} and {end} pupils build on each other's ideas."
  certdesk bank edit t4a --levels 4"""
    ),
    "bank remove": N_(
        """examples:
  certdesk bank remove t4a"""
    ),
}
