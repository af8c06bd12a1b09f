"""What help says about outcomes, release, appeals and decision files."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.core.words import N_

ABOUT_RELEASE_COMMANDS: Mapping[str, str] = {
    "results": N_(
        "Look after the results of a cohort: decide them, hold some back, release them all at once, issue\n"
        "what follows. Each step stays in the journal. Each of its commands answers in JSON with --json."
    ),
    "results list": N_("List the results of a cohort, and who has none yet and why."),
    "results decide": N_(
        "Decide from the marks as they are settled now. Again later, it changes what is not released and\n"
        "follows otherwise; of a released result it only says what it would be now. With a code, a recalled\n"
        "one too."
    ),
    "results show": N_("Show a result: each mark with its rule, each condition of the outcomes, who assessed it."),
    "results hold": N_("Hold results back, with a reason, also of somebody who has none yet."),
    "results let-go": N_("End a hold: the result goes out with the next release."),
    "results release": N_(
        "Release every decided result of a cohort at once. Refused while its moderation is open (if its\n"
        "policy says so), or while somebody has no result and is not held back, unless a reason is given,\n"
        "which is written down."
    ),
    "results recall": N_(
        "Recall a released result. Its certificate is withdrawn in the register, unless it is to stand\n"
        "until its successor is issued. It says what has to be done next."
    ),
    "results resubmissions": N_(
        "List who hands what in again: which criteria, what is kept and until when, and how many attempts\nare left."
    ),
    "results new-attempt": N_(
        "Say that a portfolio is a new attempt: banked criteria of the earlier one count while their time\nis not over."
    ),
    "results issue": N_(
        "Issue what is missing of a released cohort in one job on all cores: certificates of results that\n"
        "certify, reports and letters of all. Stopped, it goes on with “certificates continue”; nothing is\n"
        "made twice."
    ),
    "results print-all": N_(
        "Join all certificates, reports or letters into one file for the printer, by code, each beginning\n"
        "on a new sheet. It is for paper only and carries no signature."
    ),
    "results expiring": N_("List the certificates that end within some months, or have ended and were not renewed."),
    "appeal": N_("Look after appeals against released results. Each of its commands answers in JSON with --json."),
    "appeal list": N_("List the open appeals of a cohort by the day on which their stage has to end."),
    "appeal open": N_(
        "Open an appeal on one of the grounds of the programme's policy, within its window after the\n"
        "release. Disagreement with professional judgement alone is no ground."
    ),
    "appeal recheck": N_(
        "Compute the result of an appeal from the signed marks once more, and compare it with what was\n"
        "released. The marks are compared with the journal too. Exit code 1 when something differs."
    ),
    "appeal remark": N_(
        "Have somebody mark the portfolio anew who never did and has no conflict of interest; without a\n"
        "name, say who could."
    ),
    "appeal move": N_("Begin the next stage of an appeal; its time is counted in working days."),
    "appeal decide": N_(
        "Decide an appeal, with a reason. Upheld, the result is recalled and decided anew, by the re-mark\n"
        "where there is one; the certificate stands until its successor is issued."
    ),
    "decision-file": N_(
        "Write everything about one result: a signed PDF, the same as JSON, and the marks as CSV. Names\n"
        "stand in it once the result is released."
    ),
}

EXAMPLES_OF_RELEASE_COMMANDS: Mapping[str, str] = {
    "results": N_(
        """examples:
  certdesk results decide
  certdesk results release
  certdesk results issue"""
    ),
    "results list": N_(
        """examples:
  certdesk results list --cohort "2026 B"
  certdesk results list --state held --json"""
    ),
    "results decide": N_(
        """examples:
  certdesk results decide --cohort "2026 B"
  certdesk results decide FERN-08"""
    ),
    "results show": N_(
        """examples:
  certdesk results show FERN-08"""
    ),
    "results hold": N_(
        """examples:
  certdesk results hold KITE-37 LARK-12 --reason "third marks on their way\""""
    ),
    "results let-go": N_(
        """examples:
  certdesk results let-go KITE-37"""
    ),
    "results release": N_(
        """examples:
  certdesk results release --dry-run
  certdesk results release --cohort "2026 B\""""
    ),
    "results recall": N_(
        """examples:
  certdesk results recall FERN-08 --reason "a figure was wrong"
  certdesk results recall FERN-08 --reason "appeal upheld" --keep-certificate"""
    ),
    "results resubmissions": N_(
        """examples:
  certdesk results resubmissions --csv"""
    ),
    "results new-attempt": N_(
        """examples:
  certdesk results new-attempt FERN-08B FERN-08"""
    ),
    "results issue": N_(
        """examples:
  certdesk results issue --cohort "2026 B"
  certdesk results issue --part certificates"""
    ),
    "results print-all": N_(
        """examples:
  certdesk results print-all certificates all-certificates.pdf"""
    ),
    "results expiring": N_(
        """examples:
  certdesk results expiring --months 12
  certdesk results expiring --csv"""
    ),
    "appeal": N_(
        """examples:
  certdesk appeal list
  certdesk appeal recheck FERN-08"""
    ),
    "appeal list": N_(
        """examples:
  certdesk appeal list
  certdesk appeal list --all --json"""
    ),
    "appeal open": N_(
        """examples:
  certdesk appeal open FERN-08 --ground clerical_error --words "T3 was added wrongly\""""
    ),
    "appeal recheck": N_(
        """examples:
  certdesk appeal recheck FERN-08"""
    ),
    "appeal remark": N_(
        """examples:
  certdesk appeal remark FERN-08
  certdesk appeal remark FERN-08 "Esther Nyambura\""""
    ),
    "appeal move": N_(
        """examples:
  certdesk appeal move FERN-08"""
    ),
    "appeal decide": N_(
        """examples:
  certdesk appeal decide FERN-08 dismissed --reason "everything was added rightly\""""
    ),
    "decision-file": N_(
        """examples:
  certdesk decision-file FERN-08 --to files
  certdesk decision-file FERN-08 --no-names"""
    ),
}
