"""Reports and certificates in five scripts, with every kind of result and mark."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

from PIL import Image, ImageDraw
from tests.reports.script_samples import MORE_SCRIPTS

from certdesk.core.decision import INCOMPLETE, Decision, OutcomeTrace, TraceLine
from certdesk.core.documents import CertificateText, CriterionFeedback, EvidencePointer, FeedbackReport, SignerLine
from certdesk.core.headline import Score
from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven, Mark, NotObserved, Unscorable
from certdesk.core.rubric import Level, Scale

LABELS = ("Beginning", "Developing", "Secure", "Leading")
SCALE = Scale(tuple(Level(Fraction(n), label.lower(), label) for n, label in enumerate(LABELS, 1)), Fraction(3))
SIGNER = SignerLine("Amara Diallo", "Assessor", "7Q4K 91MX 2RTD", datetime(2026, 11, 3, 14, 2, tzinfo=UTC))
TITLES = (
    "Collaborative teaching practice",
    "Cross-disciplinary integration",
    "Continuous professional improvement",
    "Student collaboration",
    "Relationships and inclusion",
    "Technology for collaboration",
    "Shared vision and alignment",
    "Community and partners",
)
STRENGTH = "Pupils question each other’s reasons and test them before changing the filter."
STEP = "Let each group choose who questions and who records."
FORTY_WORDS = (
    "You show again and again how pupils question each other’s reasons before they change the filter, and how the "
    "shared table of readings lets every group compare its own means with those of the others, which helps."
)

# Criterion, strength, next step, item, outcome, programme, name of a person, level labels.
SCRIPTS = {
    "ar": (
        "التعاون بين الطلاب",
        "عند الدقيقة 03:05 يسأل التلاميذ بعضهم بعضًا عن الأسباب ويختبرونها قبل تغيير المرشّح.",
        "دَعْ كل مجموعة تختار من يسأل ومن يسجّل ثم عُد إلى ذلك بعد أسبوعين.",
        "فيديو الدرس",
        "معتمد",
        "برنامج المرتفعات لتعليم العلوم",
        "أمل عبد الرحمن الخطيب",
        ("مبتدئ", "نامٍ", "راسخ", "رائد"),
    ),
    "hi": (
        "विद्यार्थियों का सहयोग",
        "03:05 पर विद्यार्थी एक-दूसरे के कारण पूछते हैं और फ़िल्टर बदलने से पहले उनकी जाँच करते हैं।",
        "हर समूह को तय करने दें कि कौन प्रश्न पूछेगा और कौन लिखेगा।",
        "पाठ का वीडियो",
        "प्रमाणित",
        "पहाड़ी स्टेम शिक्षण कार्यक्रम",
        "प्रियंका श्रीवास्तव",
        ("आरंभिक", "विकासशील", "सुदृढ़", "अग्रणी"),
    ),
    "am": (
        "የተማሪዎች ትብብር",
        "በ03:05 ተማሪዎች አንዱ የሌላውን ምክንያት ይጠይቃሉ፣ ማጣሪያውንም ከመቀየራቸው በፊት ይፈትኑታል።",
        "እያንዳንዱ ቡድን ማን እንደሚጠይቅና ማን እንደሚመዘግብ ይምረጥ።",
        "የትምህርት ቪዲዮ",
        "ተመስክሮለታል",
        "የደጋ ስቴም ማስተማር ፕሮግራም",
        "ትዕግሥት ገብረመድኅን",
        ("ጀማሪ", "በማደግ ላይ", "የተረጋገጠ", "መሪ"),
    ),
    "zh": (
        "学生协作",
        "在03:05，学生互相追问理由，并在更换滤芯之前加以检验；共享表格汇集了各组的平均值。",
        "让每个小组自己决定由谁提问、由谁记录，两周后再回顾。",
        "课堂录像",
        "合格",
        "高地科学教学项目",
        "欧阳晓明",
        ("起步", "发展中", "稳固", "引领"),
    ),
}


def a_picture(colour: str = "#2B7F78", kind: str = "PNG", mode: str = "RGB") -> bytes:
    """Make a small picture with some lines on it."""
    picture = Image.new("RGB", (320, 200), colour)
    draw = ImageDraw.Draw(picture)
    for x in range(0, 320, 40):
        draw.line((x, 0, 320 - x, 200), fill="white", width=3)
    target = io.BytesIO()
    picture.convert(mode).save(target, kind)
    return target.getvalue()


def a_criterion(number: int, level: int = 3, **changes: object) -> CriterionFeedback:
    criterion = CriterionFeedback(
        id=f"T{number}",
        title=TITLES[(number - 1) % len(TITLES)],
        mark=LevelGiven(Fraction(level)),
        level_label=LABELS[level - 1],
        gist="Pupils build on each other’s reasons most of the time.",
        strength=STRENGTH,
        next_step=STEP,
        evidence=(EvidencePointer("Lesson video", "03:05"), EvidencePointer("Lesson video", "07:52")),
        weight="12",
        critical=number in {4, 5},
        below_standard=level < 3,
    )
    return replace(criterion, **changes)


MET = (
    TraceLine("Weighted mean at least 2.75", "2.78", met=True),
    TraceLine("Every criterion reaches its minimum (floor)", "yes", met=True),
    TraceLine("Mean of section A (Working with colleagues) at least 2.25", "3.00", met=True),
)
MISSED = (TraceLine("Weighted mean at least 2.75", "2.74", met=False), *MET[1:])
CERTIFIED = Decision(
    "certified", "Certified", True, Fraction(278, 100), (OutcomeTrace("certified", "Certified", True, MET),),
    score=Score(Fraction(278, 100), "2.78"),
)  # fmt: skip
NOT_YET = Decision(
    "not_yet",
    "Not yet",
    certifies=False,
    mean=Fraction(27499, 10000),
    trace=(
        OutcomeTrace("certified", "Certified", True, MISSED),
        OutcomeTrace("not_yet", "Not yet", False, (TraceLine("At most 3 criteria at level 1", "0", met=True),)),
    ),
    below_floor=("T6",),
    banked=("T1", "T2"),
    score=Score(Fraction(27499, 10000), "2.74"),
)
UNDECIDED = Decision(
    INCOMPLETE, "Incomplete", certifies=False, mean=Fraction(29, 10), trace=(), missing=("T7",),
    reasons=("T7 still needs a mark.", "Not scorable, so there is no result yet: T6."),
    score=Score(Fraction(29, 10), "2.90"),
)  # fmt: skip

REPORT = FeedbackReport(
    language="en",
    programme="Highland STEM Teaching Programme",
    cohort="2026 B",
    portfolio_code="KITE-37",
    portfolio_title="Clean water for our school",
    candidate_name=None,
    rubric_title="STEM Teaching Certificate",
    rubric_version="1.0.0",
    scale=SCALE,
    decision=CERTIFIED,
    outcome_label="Certified",
    summary="",
    priorities=(("T6", "Have pupils judge which readings to trust."), ("T8", "Ask the water office for a problem.")),
    criteria=tuple(a_criterion(number, 2 if number in {6, 8} else 3) for number in range(1, 9)),
    resubmit=(),
    appeal="You may appeal on procedure within 28 days.",
    signer=SIGNER,
    document_id="0197f3c2-aabb-7000-8000-12345678abcd",
)

CERTIFICATE = CertificateText(
    language="en",
    programme="Highland STEM Teaching Programme",
    title="STEM Teaching Certificate",
    holder="Thandiwe Maseko",
    statement="has met the standard for collaborative STEM teaching, shown in a portfolio of classroom work.",
    outcome_label="Certified",
    issued_on=date(2026, 11, 3),
    valid_until=date(2031, 11, 2),
    serial="HSTP-2026-00317-4",
    rubric="STEM Teaching Certificate 1.0.0",
    signer=replace(SIGNER, name="Leila Haddad", role="Programme lead"),
    document_id="0197f3c2-aabb-7000-8000-00000000317c",
)


def five_kinds_of_mark() -> FeedbackReport:
    marks: tuple[tuple[Mark, str], ...] = (
        (LevelGiven(Fraction(5, 2)), "between Developing and Secure"),
        (NotObserved(), "Not observed"),
        (Unscorable("U-AUDIO"), "Cannot be scored (U-AUDIO)"),
        (CommentOnly(), "Comment only"),
        (UNMARKED, "Not marked"),
    )
    criteria = [a_criterion(n, mark=mark, level_label=label) for n, (mark, label) in enumerate(marks, 1)]
    criteria[-1] = replace(criteria[-1], strength="", next_step="", evidence=(), gist="")
    criteria.append(a_criterion(6, 1, next_step=""))
    return replace(REPORT, decision=UNDECIDED, outcome_label="Incomplete", criteria=tuple(criteria), resubmit=("T3",))


def with_pictures() -> FeedbackReport:
    kinds = (("PNG", "RGB"), ("JPEG", "L"), ("PNG", "RGBA"), ("JPEG", "CMYK"))
    pointers = tuple(
        EvidencePointer(
            "Lesson video", f"0{n}:05", "a note" if n == 1 else "", a_picture(kind=kind, mode=mode), "Pupils"
        )
        for n, (kind, mode) in enumerate(kinds, 1)
    )
    return replace(REPORT, criteria=tuple(a_criterion(n, evidence=pointers) for n in range(1, 5)))


def full(count: int) -> FeedbackReport:
    """Make a report with typical comments of forty words on so many criteria."""
    criteria = [a_criterion(n, strength=FORTY_WORDS, next_step=FORTY_WORDS) for n in range(1, count + 1)]
    return replace(REPORT, criteria=tuple(criteria), summary=FORTY_WORDS)


def in_script(language: str) -> FeedbackReport:
    criterion, strength, step, item, outcome, programme, name, labels = {**SCRIPTS, **MORE_SCRIPTS}[language]
    criteria = tuple(
        a_criterion(
            n, title=criterion, strength=strength, next_step=step, level_label=labels[2],
            evidence=(EvidencePointer(item, "03:05"),),
        )
        for n in range(1, 9)
    )  # fmt: skip
    levels = tuple(replace(level, label=label) for level, label in zip(SCALE.levels, labels, strict=True))
    return replace(
        REPORT, language=language, programme=programme, candidate_name=name, scale=replace(SCALE, levels=levels),
        outcome_label=outcome, criteria=criteria, priorities=(("T6", step),), summary=strength, released=True,
    )  # fmt: skip


def certificate_in(language: str) -> CertificateText:
    criterion, strength, _step, _item, outcome, programme, name, _labels = SCRIPTS[language]
    return replace(
        CERTIFICATE, language=language, programme=programme, title=criterion, holder=name, statement=strength,
        outcome_label=outcome,
    )  # fmt: skip


REPORTS = {
    "certified": REPORT,
    "released": replace(REPORT, candidate_name="Thandiwe Maseko", released=True, summary=FORTY_WORDS),
    "not yet": replace(REPORT, decision=NOT_YET, outcome_label="Not yet: hand in again", resubmit=("T6", "T4")),
    "incomplete": five_kinds_of_mark(),
    "pictures": with_pictures(),
    "fifteen": full(15),
    **{language: in_script(language) for language in SCRIPTS},
}
CERTIFICATES = {
    "en": CERTIFICATE,
    "long": replace(
        CERTIFICATE,
        holder="Maria Constantina Papadopoulou-Vandenberghe de Oliveira e Sousa",
        signer=replace(
            SIGNER, name="Oluwadamilola Chukwuemeka-Featherstonehaugh", role="Chair of the moderation board"
        ),
    ),
    **{language: certificate_in(language) for language in SCRIPTS},
}
