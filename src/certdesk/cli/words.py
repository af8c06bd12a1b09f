"""What ``certdesk --help`` says."""

from __future__ import annotations

from certdesk.core.words import N_

ABOUT = N_(
    "Portfolio-based certification assessment of teachers, without a network.\n"
    "Without a command it opens the window. Every command below does exactly what the window does."
)

AFTER = N_(
    """the main job, step by step:
  certdesk new --name "Amara Diallo" --role assessor     make a workspace and an identity
  certdesk import /media/stick/KITE-37                   take in a portfolio: a folder or a zip
  certdesk list                                          what is there and how far it is
  certdesk show KITE-37                                  evidence, marks and what is missing
  certdesk file KITE-37 T4 lesson.mp4 --from 0:31 --to 0:44 --note "they test both orders"
  certdesk mark KITE-37 T4 3                             a level; or no, U-AUDIO, comment, none
  certdesk comment KITE-37 T4 --strength "..." --next-step "..."
  certdesk finalise KITE-37                              sign the report and, after a pass, the certificate
  certdesk verify report.pdf                             tell genuine from altered

workspace:
  The folder given with -w, else $CERTDESK_WORKSPACE, else one in your documents folder.
passphrase:
  Asked for when it is needed. Scripts put it in $CERTDESK_PASSPHRASE or in a file named with --passphrase-file.

exit codes:
  0  done                      1  could not be done; one line on stderr says why and what to do
  2  a bug in CertDesk         3  the command itself was not understood
  verify: 0 genuine            1  genuine, but ...   2  cannot tell   3  not genuine"""
)
