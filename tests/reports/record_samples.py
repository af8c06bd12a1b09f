"""Records of checks, minutes of ceremonies and letters, short and long."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.reports.samples import SIGNER

from certdesk.core.documents import CeremonyMinutes, CheckedLine, CheckRecord, DecisionLetter

MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LEAD = replace(SIGNER, name="Leila Haddad", role="Programme lead", self_made=False)

RECORD = CheckRecord(
    language="en",
    file_name="HSTP-2026-00317-4 Thandiwe Maseko.pdf",
    file_size=74_212,
    digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    checked_at=MOMENT,
    verdict="GENUINE, BUT...",
    verdict_kind="genuine_but",
    summary=(
        "Highland STEM Teaching Programme issued this certificate and nothing in it was changed. The newest list of "
        "withdrawn certificates on this computer is 41 days old, so a withdrawal since then would not be known here."
    ),
    done=(
        CheckedLine("passed", "Every byte of the file is covered by the signature.", "ByteRange [0 61234 69428 4784]"),
        CheckedLine("passed", "Nothing was changed after it was signed.", "1 revision, DocMDP P=1"),
        CheckedLine("passed", "The signer’s key was certified by the programme.", "CN=Leila Haddad < HSTP Issuing CA"),
        CheckedLine("passed", "The register has this certificate.", "leaf 317 of 402, checkpoint 2026-10-12"),
        CheckedLine("warning", "The list of withdrawn certificates is older than 30 days.", "issued 2026-10-12"),
        CheckedLine("failed", "The QR code names another holder.", "QR: T. Maseko; badge: Thandiwe Maseko"),
    ),
    not_done=(
        CheckedLine("not_checked", "Whether the person who shows it is the holder.", "no picture is part of it"),
        CheckedLine("not_checked", "When exactly it was signed: the time is the signer’s own clock."),
    ),
    facts=(
        ("Holder", "Thandiwe Maseko"),
        ("Certificate", "HSTP-2026-00317-4"),
        ("Issued by", "Highland STEM Teaching Programme"),
        ("Valid until", "2 November 2031"),
    ),
    known=("Trust file of Highland STEM Teaching Programme, version 7", "Register of that programme, 402 entries"),
    program="CertDesk 1.0",
    document_id="0197f3c2-aabb-7000-8000-0000000000aa",
)
RECORDS = {
    "genuine but": RECORD,
    "genuine": replace(RECORD, verdict="GENUINE", verdict_kind="genuine", summary="Nothing was changed.", known=()),
    "cannot tell": replace(RECORD, verdict="CANNOT TELL", verdict_kind="cannot_tell", facts=(), not_done=()),
    "not genuine": replace(RECORD, verdict="NOT GENUINE", verdict_kind="not_genuine", done=RECORD.done * 9),
    "bare": replace(RECORD, facts=(), done=(), not_done=(), known=(), summary=""),
}

FINGERPRINT = "7Q4K 91MX 2RTD 8HVW 3CPZ 5NJE 6FGA 4SBY"
MINUTES = CeremonyMinutes(
    language="en",
    programme="Highland STEM Teaching Programme",
    rehearsal=False,
    place="Teachers’ centre, Mbabane",
    held_at=MOMENT,
    people=(("Leila Haddad", "Programme lead"), ("Sipho Dlamini", "Witness, head of the teachers’ centre")),
    steps=(
        ("09:30", "The computer’s network was switched off and stayed off; the program found no connection."),
        ("09:34", "The root key was made. Both people read its fingerprint aloud and compared it."),
        ("09:41", "Two sealed copies were written to two sticks and each was opened again with its passphrase."),
        ("09:52", "The issuing certificate was made and the first list of withdrawn certificates was signed."),
        ("10:05", "The root key was removed from the computer."),
    ),
    root_fingerprint=FINGERPRINT,
    root_words=("amber", "castle", "window", "river", "piano", "lemon", "tunnel", "garden"),
    code=f"CDROOT1:{FINGERPRINT.replace(' ', '')}",
    copies=("Stick 1, sealed bag 0041, with Leila Haddad", "Stick 2, sealed bag 0042, in the safe of the centre"),
    certificates=(
        ("Root", FINGERPRINT, "22 November 2036"),
        ("Issuing certificate", "K3PD 77XA 1QWE 90LM", "22 November 2031"),
    ),
    signer=LEAD,
    document_id="0197f3c2-aabb-7000-8000-0000000000bb",
)
ALL_MINUTES = {
    "real": MINUTES,
    "rehearsal": replace(MINUTES, rehearsal=True, code="", copies=(), certificates=()),
    "many": replace(MINUTES, people=MINUTES.people * 3, steps=MINUTES.steps * 8),
}

LETTER = DecisionLetter(
    language="en",
    programme="Highland STEM Teaching Programme",
    cohort="2026 B",
    portfolio_code="KITE-37",
    portfolio_title="Clean water for our school",
    candidate_name="Thandiwe Maseko",
    candidate_school="St Mary’s High School, Lobamba",
    rubric_title="STEM Teaching Certificate",
    rubric_version="1.0.0",
    outcome_label="Certified",
    certifies=True,
    opening="We are glad to tell you that your portfolio meets the standard of STEM Teaching Certificate.",
    reasons=("Weighted mean at least 2.75: 2.78.", "Every criterion reaches its minimum (floor): yes."),
    resubmit=(),
    next_steps=(
        "Your certificate is a file of its own. Keep it as it is: whoever checks it needs the file.",
        "What would help most, T6: Have pupils judge which readings to trust before adding them to the shared table.",
        "Your feedback report says for every criterion what is strong and what comes next.",
    ),
    appeal="You may appeal within 28 days if a procedure was not followed, or a figure is wrong.",
    closing="Congratulations, and thank you for what you do for your pupils.",
    signer=LEAD,
    document_id="0197f3c2-aabb-7000-8000-0000000000cc",
)
LETTERS = {
    "certified": LETTER,
    "not yet": replace(
        LETTER, certifies=False, outcome_label="Not yet: hand in again",
        resubmit=("T6\u2002Technology", "T8\u2002Partners"),
    ),
    "long": replace(
        LETTER, reasons=LETTER.reasons * 3, next_steps=LETTER.next_steps * 2, resubmit=("T1\u2002Practice",) * 4,
        candidate_name="Maria Constantina Papadopoulou-Vandenberghe de Oliveira e Sousa",
    ),
    "endless": replace(LETTER, reasons=LETTER.reasons * 30),
    "ar": replace(
        LETTER, language="ar", programme="برنامج المرتفعات لتعليم العلوم", candidate_name="أمل عبد الرحمن الخطيب",
        outcome_label="معتمد", opening="يسرّنا أن نخبرك أن ملفك يستوفي المعيار.", closing="تهانينا.",
        reasons=("المتوسط الموزون 2.75 على الأقل: 2.78.",), next_steps=("احتفظ بالملف كما هو.",), appeal="",
    ),
}  # fmt: skip
