"""What is heard: speech, water and claps, the murmur of a room; and spoken statements without a picture."""

import subprocess
import tempfile
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from dialogue import RATE, Say, Timeline, Voice, plan
from paper import CAPTION


@dataclass(frozen=True, slots=True)
class Noise:
    """A sound that is not speech: water or a click, from a time, for a while."""

    kind: str
    start: float
    seconds: float
    loud: float


def mixed(
    line: Timeline, noises: Sequence[Noise], speech: float = 0.5, room: float = 0.0035, seed: int = 7
) -> np.ndarray:
    """Speech, sounds and the murmur of a room as one track."""
    chance = np.random.default_rng(seed)
    total = np.zeros(int((line.length + 0.5) * RATE), np.float32)
    for start, sound in line.tracks:
        level = speech * 0.12 / max(0.01, float(np.sqrt(np.mean(sound**2))))
        for delay, share in ((0.0, 1.0), (0.023, 0.16), (0.041, 0.10), (0.067, 0.06)):
            at = int((start + delay) * RATE)
            total[at : at + len(sound)] += sound[: max(0, len(total) - at)] * level * share
    for noise in noises:
        _add_noise(total, noise, chance)
    murmur = np.cumsum(chance.normal(0, 1, len(total))).astype(np.float32)
    murmur -= np.convolve(murmur, np.ones(400) / 400, "same")
    total += murmur / float(np.std(murmur)) * room
    return np.clip(total[: int(line.length * RATE)], -0.98, 0.98)


def _add_noise(total: np.ndarray, noise: Noise, chance: np.random.Generator) -> None:
    at, count = int(noise.start * RATE), int(noise.seconds * RATE)
    count = min(count, len(total) - at)
    if noise.kind == "pour":
        sound = np.diff(chance.normal(0, 1, count + 1))
        sound = np.convolve(sound, np.ones(5) / 5, "same") * (0.75 + 0.25 * np.sin(np.arange(count) / RATE * 23))
        fade = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / (0.3 * RATE))
        total[at : at + count] += (sound * fade * noise.loud).astype(np.float32)
        return
    pitch = {"drip": 1150, "tick": 2300, "knock": 310, "clap": 900}[noise.kind]
    time = np.arange(count) / RATE
    sound = np.sin(2 * np.pi * pitch * time * (1 + 0.25 * time)) * np.exp(
        -time * {"drip": 45, "tick": 190, "knock": 38, "clap": 70}[noise.kind]
    )
    if noise.kind == "clap":
        sound = sound * 0.3 + chance.normal(0, 0.6, count) * np.exp(-time * 90)
    total[at : at + count] += (sound * noise.loud).astype(np.float32)


def write_wav(target: Path, sound: np.ndarray) -> None:
    """Samples between -1 and 1 as 16-bit mono."""
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound * 32767).astype(np.int16).tobytes())


def narrate(target: Path, sentences: Sequence[str], voice: Voice, title: str) -> float:
    """One person who speaks, as a sound file; returns its length in seconds."""
    line = plan([Say("x", text, gap=0.55) for text in sentences], {"x": voice}, lead=0.6, tail=0.8)
    with tempfile.TemporaryDirectory() as place:
        track = Path(place) / "sound.wav"
        write_wav(track, mixed(line, [], room=0.004, seed=12))
        subprocess.run(
            [
                "ffmpeg",
                "-y",
                "-loglevel",
                "error",
                "-i",
                str(track),
                "-c:a",
                "aac",
                "-b:a",
                "64k",
                "-map_metadata",
                "-1",
                "-metadata",
                f"title={title}",
                "-metadata",
                f"comment={CAPTION}; no real person, school or event.",
                "-fflags",
                "+bitexact",
                "-flags:a",
                "+bitexact",
                "-movflags",
                "+faststart",
                str(target),
            ],
            check=True,
        )
    return line.length
