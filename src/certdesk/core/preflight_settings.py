"""The numbers by which preflight judges, each with where it comes from; a programme may set its own in its policy."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Blindness:
    """What assessors must not see; all False where marking is not blind."""

    candidate: bool = True
    school: bool = True
    properties: bool = True
    file_names: bool = True

    @property
    def any(self) -> bool:
        """Whether marking is blind at all."""
        return self.candidate or self.school


@dataclass(frozen=True, slots=True)
class Tolerance:
    """By which share a length may miss its limit before it counts.

    Recording rules of certification programmes forgive seconds, not minutes: 5 % of 20 minutes is one minute. Ten per
    cent over a word limit is what most universities forgive. A page more is a page more.
    """

    minutes: Fraction = Fraction(1, 20)
    words: Fraction = Fraction(1, 10)
    pages: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class SoundLimits:
    """When speech can't be understood any more, in LUFS (EBU R 128, ITU-R BS.1770-5), LU and dB.

    Programmes are mixed to -23 LUFS, telephones record classrooms at about -30. A laptop that plays -23 at 65 dB(A)
    plays -50 at 38: at or under the 35 dB(A) that ANSI S12.60 allows in an empty classroom, where speech needs 15 dB
    more than that. So under -50 nothing is understood; from -42 down somebody should listen. -70 is the absolute gate
    of BS.1770, under which nothing counts as sound; noise of a microphone in a drawer stays under -62. Speech rises and
    falls by 10 LU and more; a hum by less than 2. Where 3 in 100 samples of loud moments stand at the end of the scale,
    it is heard as crackling. A channel 30 dB under the other is a cable that is not plugged in.
    """

    silent: float = -62.0
    unintelligible: float = -50.0
    faint: float = -42.0
    no_speech_span: float = 2.0
    clipped_thousandths: int = 30
    one_sided: float = 30.0
    missing_share: float = 0.1
    """How much shorter than the picture the sound may be."""


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """When a picture shows too little. Brightness is from 0 to 255, sizes are pixels.

    Black is under 20 in its brightest hundredth: video black is 16 in its 8 bits, and a stage in the dark still has
    lamps and faces over 60. Sharpness is measured at 640 pixels: an edge that a camera drew changes by 30 and more from
    a pixel to the next, one that is out of focus over 8 pixels by less than 6. Text on a board is readable from 240
    lines on if it is large; a photo under 400 pixels shows no writing. A scan needs 100 dpi (ISO 13028 asks for 200),
    and its small letters must be a millimetre high: 3.5 points.
    """

    black: int = 20
    dark: int = 55
    even: int = 3
    blurred: int = 6
    film_height: int = 240
    photo_side: int = 400
    scan_dpi: int = 100
    text_points: float = 2.0
    still_share: float = 0.5
    black_share: float = 0.25


@dataclass(frozen=True, slots=True)
class TwinLimits:
    """When two pictures or documents count as the same.

    Two unrelated 64-bit hashes differ in 32 bits on average, with a deviation of 4: 10 or fewer by chance happen once
    in ten million pairs (binomial). Copies that were scaled, turned into JPEG again or mirrored differed in at most 6
    bits in what was measured. Both hashes must agree, as one alone is fooled by pictures that are one large shape.
    """

    difference_bits: int = 10
    cosine_bits: int = 10
    same_words: float = 0.8


@dataclass(frozen=True, slots=True)
class PreflightSettings:
    """All settings of preflight. ``needs_sound`` are evidence types in which people must be heard."""

    blind: Blindness = Blindness()
    tolerance: Tolerance = Tolerance()
    sound: SoundLimits = SoundLimits()
    picture: PictureLimits = PictureLimits()
    twins: TwinLimits = TwinLimits()
    edits_allowed: bool = False
    needs_sound: frozenset[str] = frozenset({"lesson_video", "witness_statement", "pupil_reflection"})
    fat32_bytes: int = 2**32 - 1
