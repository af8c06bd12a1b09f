"""The command line as people use it: real processes, one for each command, or the same within the tests' own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

REPOSITORY = Path(__file__).parents[2]
SAMPLES = REPOSITORY / "resources" / "sample_cohort"
PASSPHRASE = "forty portfolios"
Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Desk:
    """A workspace, and the environment in which its commands run."""

    workspace: Path
    changes: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What a command finds: nothing of the person who runs the tests, no screen, no colours."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT", "TEMP") if name in os.environ}
        own = {"CERTDESK_WORKSPACE": str(self.workspace), "CERTDESK_PASSPHRASE": PASSPHRASE, "LC_ALL": "C.UTF-8"}
        return {**kept, **own, **self.changes}

    def run(self, *words: object, **settings: Any) -> Done:
        """Run one command to its end."""
        plain = {"capture_output": True, "timeout": 60, "encoding": "utf-8", "env": self.environment}
        return subprocess.run(command(*words), check=False, **{**plain, **settings})

    def does(self, *words: object, **settings: Any) -> str:
        """Run a command that has to succeed, and return what it says."""
        done = self.run(*words, **settings)
        assert done.returncode == 0, done.stdout + done.stderr
        return str(done.stdout)

    def tells(self, *words: object) -> Any:
        """Run a command that has to succeed, and return its JSON."""
        return json.loads(self.does(*words, "--json"))

    def refuses(self, *words: object, code: int = 1, **settings: Any) -> str:
        """Run a command that has to fail with one line on stderr and nothing on stdout; return that line."""
        done = self.run(*words, **settings)
        assert (done.returncode, done.stdout) == (code, ""), done.stdout + done.stderr
        lines = done.stderr.splitlines()
        assert len(lines) == 1, done.stderr
        assert lines[0].startswith("certdesk: ")
        return lines[0].removeprefix("certdesk: ")

    def begin(self) -> Desk:
        """Make the workspace with one assessor."""
        self.does("new", "--name", "Amara Diallo")
        return self


class DeskInside(Desk):
    """Runs its commands within this process, which takes a tenth of the time; what needs a process of its own gets one.

    Only the environment, the folder and the streams are what a process would find.
    """

    def run(self, *words: object, **settings: Any) -> Done:
        """Run one command to its end."""
        if settings.keys() - {"cwd"}:
            return super().run(*words, **settings)
        from tests.support.fixtures import without_backup

        from certdesk.cli.main import main

        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _stream in range(2))
        with (
            patch.dict(os.environ, self.environment, clear=True),
            chdir(settings.get("cwd", ".")),
            redirect_stdout(out),
            redirect_stderr(err),
            without_backup(),
        ):
            try:
                code = main([str(word) for word in words])
            except SystemExit as ended:
                code = int(ended.code or 0)
        said = [stream.detach().getvalue().decode() for stream in (out, err) if not stream.flush()]
        return Done(command(*words), code, *said)


def command(*words: object) -> list[str]:
    """The command line for some words."""
    return [sys.executable, "-m", "certdesk", *map(str, words)]
