"""One run over a recording, as its job says."""

from __future__ import annotations

import os
from collections.abc import Callable

from PIL import Image, ImageFilter

from certdesk.core.plain import dumps
from certdesk.evidence.film.libraries import Libraries
from certdesk.evidence.film.source import Source
from certdesk.evidence.mending import film_coding, film_copy
from certdesk.evidence.mending.covering import blurred
from certdesk.evidence.mending.film_copy import Progress
from certdesk.evidence.mending.film_plan import film_plan
from certdesk.evidence.mending.job import DONE, NEEDS_CODING, Job, Stage

Line = Callable[[str, str], None]


def prepare() -> None:
    """Load what masks pictures, before this process may open no file any more."""
    Image.preinit()
    blurred(Image.new("L", (8, 8))).filter(ImageFilter.GaussianBlur(1))


def run(libraries: Libraries, job: Job, files: tuple[int, int], telling: tuple[Line, Progress]) -> int:
    """Do what is asked and return the exit code. Raises FilmError, CannotMendError."""
    source, target = files
    line, progress = telling
    if job.stage is Stage.JOIN:
        line("F", film_coding.join(libraries, source, job.done, job.turn, target, progress))
        return DONE
    plan = film_plan(job.recipe)
    os.lseek(source, 0, os.SEEK_SET)
    with Source(libraries, source) as read:
        if job.stage is Stage.CODE:
            told = film_coding.Told(lambda one: line("S", dumps(one)), progress)
            film_coding.code(libraries, read, plan, (target, job.done), told)
            video = read.video
            line("T", str(((video.rotation if video else 0) + plan.turn) % 360))
            return DONE
        if plan.needs_coding or not film_copy.begins_honestly(read, plan):
            return NEEDS_CODING
        line("F", film_copy.copy(libraries, read, plan, job.form, target, progress))
    return DONE
