"""What ``certdesk --help`` says about the whole, and the help of each command about its own part."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.cli.authority_commands import ABOUT_AUTHORITY_COMMANDS, EXAMPLES_OF_AUTHORITY_COMMANDS
from certdesk.cli.badge_commands import ABOUT_BADGE_COMMANDS, EXAMPLES_OF_BADGE_COMMANDS
from certdesk.cli.bank_words import ABOUT_BANK_COMMANDS, EXAMPLES_OF_BANK_COMMANDS
from certdesk.cli.certificate_commands import ABOUT_CERTIFICATE_COMMANDS, EXAMPLES_OF_CERTIFICATE_COMMANDS
from certdesk.cli.coordinator_commands import ABOUT_COORDINATOR_COMMANDS, EXAMPLES_OF_COORDINATOR_COMMANDS
from certdesk.cli.exchange_commands import ABOUT_EXCHANGE_COMMANDS, EXAMPLES_OF_EXCHANGE_COMMANDS
from certdesk.cli.lead_commands import ABOUT_LEAD_COMMANDS, EXAMPLES_OF_LEAD_COMMANDS
from certdesk.cli.register_commands import ABOUT_REGISTER_COMMANDS, EXAMPLES_OF_REGISTER_COMMANDS
from certdesk.cli.rubric_words import ABOUT_RUBRIC_COMMANDS, EXAMPLES_OF_RUBRIC_COMMANDS
from certdesk.cli.standards_commands import ABOUT_STANDARDS_COMMANDS, EXAMPLES_OF_STANDARDS_COMMANDS
from certdesk.core.words import N_

ABOUT = N_(
    "Portfolio-based certification assessment of teachers, without a network.\n"
    "Without a command it opens the window. Each command does exactly what the window does."
)

MANUAL = N_(
    """the main job, step by step:
  certdesk new --name "Amara Diallo"            a workspace, and an identity to sign with
  certdesk import /media/stick/KITE-37          take a portfolio in: a folder or a zip
  certdesk list                                 what is there, and how far it is
  certdesk show KITE-37                         its evidence, its marks, what is missing
  certdesk show KITE-37 T4                      one criterion with the words of every level
  certdesk file KITE-37 T4 lesson.mp4 --from 0:31 --to 0:44 --note "they test both orders"
  certdesk mark KITE-37 T4 3                    a level; or no, U-AUDIO, comment, none
  certdesk comment KITE-37 T4 --strength "..." --next-step "..."
  certdesk finalise KITE-37                     sign the report and, after a pass, the certificate
  certdesk verify report.pdf                    tell genuine from altered
Every change is on the disk before the command ends; "certdesk undo" takes it back.

the coordinator's job, step by step:
  certdesk receive --dry-run submissions.zip    what would come in; then without --dry-run
  certdesk sort KITE-37 --suggested             which item is which evidence; what is still missing
  certdesk preflight --fix-list fix.pdf         what an assessor would stumble over, for each teacher
  certdesk pack KITE-37 --for "Diego Ramos" --to /media/BUS-3
  certdesk take /media/BUS-3                    what comes back: marks, receipts, portfolios
  certdesk packages                             what came and went, and whose receipt is missing

workspace:
  The folder given with -w, else $CERTDESK_WORKSPACE, else "CertDesk" in your documents.
  One CertDesk at a time works in a workspace.
passphrase:
  Asked for where it is needed: by new, finalise, pack, take and others. Scripts put it in
  $CERTDESK_PASSPHRASE, or in the first line of a file named with --passphrase-file.
scripts:
  With --json an answer is one JSON document on stdout; problems and notes are on stderr.
  A portfolio may be named by its code or by its id.

exit codes:
    0  done
    1  not done, or not all of it; a line on stderr says why and what to do
    2  a bug in CertDesk; what you did before is saved
   64  the command was not understood
  130  stopped with Ctrl+C; nothing is half done
  verify has its own: 0 genuine, 1 genuine but ..., 2 cannot tell, 3 not genuine

More about a command, with examples: certdesk help COMMAND"""
)

ABOUT_COMMANDS: Mapping[str, str] = {
    "new": N_(
        "Make a workspace, unless it is there already, and in it an identity: a key that signs your\n"
        "reports and certificates, locked with a passphrase of at least 8 characters. Nobody can\n"
        "recover a forgotten passphrase; then make --another identity."
    ),
    "import": N_(
        "Another name for receive, which takes in a folder or zip of portfolios or another system's\n"
        "export: certdesk help receive says more. Every file is copied, hashed and looked into; the\n"
        "originals are not touched. What is here already is updated and never doubled. Exit code 1\n"
        "when something was left out or waits for a decision."
    ),
    "rubrics": N_("List the rubrics of the workspace, read one, or load one from its file."),
    "list": N_("List the portfolios by due date, with the state of your assessment of each."),
    "show": N_(
        "Show a portfolio: its evidence, your marks, the result as it stands, and what is missing\n"
        "before you can sign. With a criterion: its question, its levels, and all you wrote about it."
    ),
    "find": N_(
        "Find words in all files of a portfolio, in subtitles, and in your own notes: whatever their\n"
        "case and accents, over line ends and hyphens. What cannot be searched is named on stderr.\n"
        "The first search of a portfolio reads its files. Exit code 1 when the words are nowhere."
    ),
    "history": N_("Show what was done and when, oldest first: the journal, which nobody can rewrite unnoticed."),
    "mark": N_(
        "Mark a criterion, or apply a whole mark sheet. A mark is a level (3, or 2.5 where the rubric\n"
        'has half levels), "no" (not observed), a code such as U-AUDIO (cannot be judged), "comment"\n'
        '(comment only), or "none" (clears it). A sheet that was cut off can simply be applied again.'
    ),
    "comment": N_("Write to the teacher: on a criterion, or the summary. An empty text clears it."),
    "file": N_(
        "File a place in a file as evidence for a criterion: a page or a part of it, words, a part of\n"
        "a photo, a span of a recording, or the whole file. The same place twice is filed once."
    ),
    "unfile": N_('Take a piece of evidence out again, by the number that "certdesk show" gives it.'),
    "undo": N_(
        "Take back your newest change, also days later. Repeat it to go further back. What is a formal\n"
        "act (a signature, a reopening, an identity) cannot be taken back."
    ),
    "redo": N_("Bring back what was taken back last, unless something new was done since."),
    "name": N_(
        "Name the candidate of a portfolio that came without a name. It stands on the certificate and\n"
        "nowhere else, because marking is blind."
    ),
    "hold": N_("Put a portfolio aside with a reason, or go on with it."),
    "flag": N_("Flag a portfolio for the programme lead with a reason, or take the flag away."),
    "decline": N_(
        "Declare a conflict of interest: the portfolio stays closed for you. Once you have given marks,\n"
        "flag it for the lead instead."
    ),
    "preview": N_("Write the feedback report as it would look now, without a signature."),
    "finalise": N_(
        "Sign the feedback report and, after a pass, the certificate. The marks are closed by it.\n"
        'The files are in the workspace, in the folder "documents". Needs your passphrase.'
    ),
    "reopen": N_("Open a signed assessment again, with a reason. What was signed stays on record."),
    "verify": N_(
        "Tell whether PDFs, badges and QR codes are genuine: who signed, whether anything was changed\n"
        "since, what was checked and what was not. A folder stands for all that is in it, however deep.\n"
        "Needs no workspace; with one it knows the people who work in it and their programmes.\n"
        "The exit code is that of the worst file: 0 genuine, 1 genuine but ..., 2 cannot tell (also\n"
        "for a file that cannot be read), 3 not genuine."
    ),
    "export-marks": N_("Write your marks, words and evidence of a portfolio as a mark sheet (YAML)."),
    "export-evidence": N_(
        "Write all evidence of a portfolio that you filed as a table (CSV), and for each recording the\n"
        "marked moments as subtitles (WebVTT), which every video player shows. Nobody is named in them."
    ),
    "check": N_(
        "Check the workspace: the database, the journal's chain of hashes, that every mark is what the\n"
        "journal says, and that every file is there with its right size (with --deep: and content).\n"
        "It also says what this computer keeps the part of the program from that reads evidence.\n"
        "Exit code 1 when anything in the workspace is wrong."
    ),
    "backup": N_(
        "Copy the whole workspace into a folder, best on another disk: marks, journal, evidence,\n"
        "signed documents and your locked key. The copy is a workspace that can be opened as it is.\n"
        "The second time only what is new is copied. Stopped in between, it goes on the next time."
    ),
    "open": N_("Open the window, on the workspace of the folder if one is named."),
    "open-sample": N_(
        "Open the window on the sample cohort: six invented candidates, to look around. Without a\n"
        'folder it is "CertDesk sample" in your documents.'
    ),
    "sample": N_(
        "Do the whole main job on the sample cohort without a window: take the portfolios in, apply\n"
        "prepared marks with evidence, sign, and verify what was signed. Exit code 0 only when every\n"
        "signed document is genuine. Without a folder it makes a new one here."
    ),
    "help": N_("Explain a command, or all of it."),
    **ABOUT_RUBRIC_COMMANDS,
    **ABOUT_BANK_COMMANDS,
    **ABOUT_STANDARDS_COMMANDS,
    **ABOUT_CERTIFICATE_COMMANDS,
    **ABOUT_COORDINATOR_COMMANDS,
    **ABOUT_EXCHANGE_COMMANDS,
    **ABOUT_LEAD_COMMANDS,
    **ABOUT_REGISTER_COMMANDS,
    **ABOUT_BADGE_COMMANDS,
    **ABOUT_AUTHORITY_COMMANDS,
}

EXAMPLES: Mapping[str, str] = {
    "new": N_(
        """examples:
  certdesk new --name "Amara Diallo"
  certdesk -w /media/stick/desk new --name "Leila Haddad" --role lead"""
    ),
    "import": N_(
        """examples:
  certdesk import /media/stick/KITE-37
  certdesk import --dry-run cohort.zip
  certdesk import *.zip --rubric stem-coordinator"""
    ),
    "rubrics": N_(
        """examples:
  certdesk rubrics
  certdesk rubrics stem-teaching
  certdesk rubrics --load our-rubric.yaml"""
    ),
    "list": N_(
        """examples:
  certdesk list
  certdesk list --json | jq -r '.[] | select(.state == "ready") | .code'"""
    ),
    "show": N_(
        """examples:
  certdesk show KITE-37
  certdesk show KITE-37 T4
  certdesk show KITE-37 --json | jq .result"""
    ),
    "find": N_(
        """examples:
  certdesk find KITE-37 fills a two-litre can
  certdesk find KITE-37 "repeated readings" --json | jq -r '.hits[].file'"""
    ),
    "history": N_(
        """examples:
  certdesk history
  certdesk history KITE-37"""
    ),
    "mark": N_(
        """examples:
  certdesk mark KITE-37 T4 3
  certdesk mark KITE-37 T5 U-AUDIO
  certdesk mark KITE-37 T5 none
  certdesk mark --from KITE-37.yaml"""
    ),
    "comment": N_(
        """examples:
  certdesk comment KITE-37 T4 --strength "Pupils doubt a result and ask for a second reading."
  certdesk comment KITE-37 T4 --next-step "Let each group decide how it settles a disagreement."
  certdesk comment KITE-37 --summary "A unit in which pupils have something real to decide." """
    ),
    "file": N_(
        """examples:
  certdesk file KITE-37 T4 lesson-04-filters.mp4 --from 1:12 --to 1:28 --note "they change the order"
  certdesk file KITE-37 T2 unit-plan.pdf --quote "fills a two-litre can"
  certdesk file KITE-37 T2 exit-tickets.pdf --page 1 --rect 43,602,553,766
  certdesk file KITE-37 T2,T4 group-poster.jpg
  certdesk file KITE-37 T4 lesson-04-filters.mp4 --from 1:12 --to 1:28 --rect 200,180,420,330
A quote is looked up in the document and filed with the page and place where it stands."""
    ),
    "unfile": N_(
        """examples:
  certdesk unfile KITE-37 3"""
    ),
    "undo": N_(
        """examples:
  certdesk undo
  certdesk undo KITE-37"""
    ),
    "redo": N_(
        """examples:
  certdesk redo"""
    ),
    "name": N_(
        """examples:
  certdesk name KITE-37 "Zoë Křížová" """
    ),
    "hold": N_(
        """examples:
  certdesk hold KITE-37 --reason "waiting for the lesson video"
  certdesk hold KITE-37 --end"""
    ),
    "flag": N_(
        """examples:
  certdesk flag KITE-37 --reason "a pupil's full name is on page 2"
  certdesk flag KITE-37 --end"""
    ),
    "decline": N_(
        """examples:
  certdesk decline KITE-37 --reason "we taught at the same school" """
    ),
    "preview": N_(
        """examples:
  certdesk preview KITE-37
  certdesk preview KITE-37 --to draft.pdf --force"""
    ),
    "finalise": N_(
        """examples:
  certdesk finalise KITE-37
  certdesk finalise KITE-37 --to /media/stick/results
  CERTDESK_PASSPHRASE=... certdesk finalise KITE-37 --json"""
    ),
    "reopen": N_(
        """examples:
  certdesk reopen KITE-37 --reason "the wrong video was linked" """
    ),
    "verify": N_(
        """examples:
  certdesk verify certificate.pdf
  certdesk verify --brief results/
  certdesk verify --csv verdicts.csv /media/stick
  certdesk verify --trust hillside.certdesk-trust certificate.pdf --record checked.pdf
  certdesk verify --json report.pdf | jq -r '.[].verdict'"""
    ),
    "export-marks": N_(
        """examples:
  certdesk export-marks KITE-37 --to KITE-37.yaml
  certdesk export-marks KITE-37 | less"""
    ),
    "export-evidence": N_(
        """examples:
  certdesk export-evidence KITE-37 --to KITE-37-evidence
  certdesk export-evidence KITE-37 --to . --force"""
    ),
    "check": N_(
        """examples:
  certdesk check
  certdesk check --deep"""
    ),
    "backup": N_(
        """examples:
  certdesk backup /media/stick/desk-backup
  certdesk -w /media/stick/desk-backup list"""
    ),
    "open": N_(
        """examples:
  certdesk open
  certdesk open /media/stick/desk"""
    ),
    "open-sample": N_(
        """examples:
  certdesk open-sample"""
    ),
    "sample": N_(
        """examples:
  certdesk sample
  certdesk sample --in /tmp/look-around"""
    ),
    "help": N_(
        """examples:
  certdesk help mark
  certdesk help rubric check"""
    ),
    **EXAMPLES_OF_RUBRIC_COMMANDS,
    **EXAMPLES_OF_BANK_COMMANDS,
    **EXAMPLES_OF_STANDARDS_COMMANDS,
    **EXAMPLES_OF_CERTIFICATE_COMMANDS,
    **EXAMPLES_OF_COORDINATOR_COMMANDS,
    **EXAMPLES_OF_EXCHANGE_COMMANDS,
    **EXAMPLES_OF_LEAD_COMMANDS,
    **EXAMPLES_OF_REGISTER_COMMANDS,
    **EXAMPLES_OF_BADGE_COMMANDS,
    **EXAMPLES_OF_AUTHORITY_COMMANDS,
}
