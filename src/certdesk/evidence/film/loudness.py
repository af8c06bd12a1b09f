"""How loud speech is: loudness by ITU-R BS.1770-5, gated as EBU R 128 does, from samples of 16 bits."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

SILENCE = -120.0
"""What stands for no sound at all; LUFS and dB know no zero."""
BLOCK_SECONDS = 0.4
"""The gating block of BS.1770; ours don't overlap, as only samples of a recording are heard."""
_FULL = 32768.0
_OFFSET = -0.691
_ABSOLUTE_GATE, _RELATIVE_GATE = -70.0, -10.0
_Filter = tuple[float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness in LUFS, and how far the 10th and the 95th percentile of the blocks lie apart, in LU."""

    integrated: float
    span: float


def weighted_power(samples: array[int], rate: int) -> list[float]:
    """Return the mean square of each whole block of one channel, after the two filters of BS.1770 (K-weighting).

    What is shorter than a block counts as one.
    """
    if not samples:
        return []
    first, second = _shelf(rate), _high_pass(rate)
    length = min(round(rate * BLOCK_SECONDS), len(samples))
    state = [0.0, 0.0, 0.0, 0.0]
    return [
        _block(samples[begin : begin + length], first, second, state)
        for begin in range(0, len(samples) - length + 1, length)
    ]


def loudness_of(power: float) -> float:
    """Return the loudness of a mean square (summed over channels; 1 is full scale) in LUFS."""
    return _OFFSET + 10 * math.log10(power) if power > 1e-12 else SILENCE


def integrated(powers: Sequence[float]) -> Loudness:
    """Gate the blocks and return their loudness: first what is under -70, then what is 10 LU under the rest."""
    heard = [power for power in powers if loudness_of(power) > _ABSOLUTE_GATE]
    if not heard:
        return Loudness(SILENCE, 0.0)
    gate = loudness_of(sum(heard) / len(heard)) + _RELATIVE_GATE
    speech = [power for power in heard if loudness_of(power) > gate]
    levels = sorted(loudness_of(power) for power in heard)
    low, high = levels[len(levels) // 10], levels[min(len(levels) - 1, len(levels) * 19 // 20)]
    return Loudness(round(loudness_of(sum(speech) / len(speech)), 1), round(high - low, 1))


def level(samples: array[int]) -> float:
    """Return the plain level of one channel in dB below full scale."""
    if not samples:
        return SILENCE
    power = sum(map(int.__mul__, samples, samples)) / len(samples) / _FULL**2
    return round(10 * math.log10(power), 1) if power > 1e-12 else SILENCE


def _block(samples: array[int], first: _Filter, second: _Filter, state: list[float]) -> float:
    """Filter a block twice (direct form II transposed) and return its mean square."""
    b0, b1, b2, a1, a2 = first
    c0, c1, c2, d1, d2 = second
    s1, s2, t1, t2 = state
    total = 0.0
    for value in samples:
        x = value / _FULL
        y = b0 * x + s1
        s1 = b1 * x - a1 * y + s2
        s2 = b2 * x - a2 * y
        z = c0 * y + t1
        t1 = c1 * y - d1 * z + t2
        t2 = c2 * y - d2 * z
        total += z * z
    state[:] = s1, s2, t1, t2
    return total / len(samples)


def _shelf(rate: int) -> _Filter:
    """Return the filter for the head: 4 dB more above 1.7 kHz, in the general form of what BS.1770 gives for 48 kHz."""
    tangent, quality, gain = math.tan(math.pi * 1681.974450955533 / rate), 0.7071752369554196, 3.999843853973347
    high = 10 ** (gain / 20)
    band = high**0.4996667741545416
    scale = 1 + tangent / quality + tangent**2
    return (
        (high + band * tangent / quality + tangent**2) / scale,
        2 * (tangent**2 - high) / scale,
        (high - band * tangent / quality + tangent**2) / scale,
        2 * (tangent**2 - 1) / scale,
        (1 - tangent / quality + tangent**2) / scale,
    )


def _high_pass(rate: int) -> _Filter:
    """Return the filter that leaves out rumble under 38 Hz."""
    tangent, quality = math.tan(math.pi * 38.13547087602444 / rate), 0.5003270373238773
    scale = 1 + tangent / quality + tangent**2
    return 1.0, -2.0, 1.0, 2 * (tangent**2 - 1) / scale, (1 - tangent / quality + tangent**2) / scale
