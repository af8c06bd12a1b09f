"""Pages by LibreOffice: with the real one where it is installed, and with a small program in its place everywhere."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from tests.evidence.conftest import paragraph

from certdesk.core.errors import CancelledError
from certdesk.evidence import libreoffice, libreoffice_run
from certdesk.evidence.libreoffice import FaithfulPages, LibreOffice
from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.requests import FindText, MeasurePages

DIGEST = "ab" * 32
posix = pytest.mark.skipif(sys.platform == "win32", reason="the program in its place is a script with a first line")
linux = pytest.mark.skipif(sys.platform != "linux", reason="what a program is kept from is the kernel's doing")
WHOLE = "(out / 'document.pdf').write_bytes(b'%PDF-1.7 ' + Path(sys.argv[-1]).read_bytes() + b' %%EOF')"


@pytest.fixture
def fake(tmp_path):
    """Put a Python program in LibreOffice's place; it knows ``out``, the folder for the PDF."""

    def installed(code: str, version: str = "7.4") -> LibreOffice:
        folder = tmp_path / "installation" / "program"
        folder.mkdir(parents=True, exist_ok=True)
        program = folder / "soffice.bin"
        head = f"#!{Path(sys.executable).resolve()} -IS\nimport os, sys, time\nfrom pathlib import Path\n"
        program.write_text(f"{head}out = Path(sys.argv[sys.argv.index('--outdir') + 1])\n{code}\n")
        program.chmod(0o755)
        (folder / "bootstraprc").write_text(f"[Bootstrap]\nProductKey=LibreOffice {version}\n")
        return LibreOffice(program, version, (Path(sys.base_prefix) / "bin", Path(sys.base_prefix) / "lib"))

    return installed


@pytest.fixture
def pages(tmp_path):
    """Open `FaithfulPages` that are closed again."""
    opened = []

    def start(office: LibreOffice, **how) -> FaithfulPages:
        opened.append(FaithfulPages(office, tmp_path / "kept", **how))
        return opened[-1]

    yield start
    for each in opened:
        each.close()


@posix
def test_the_pdf_is_kept_whole_under_the_digest_and_the_version(make, fake, pages):
    essay = make.docx("essay.docx", paragraph("x"))
    office = fake(WHOLE)
    made = pages(office).submit(essay, "essay.docx", DIGEST).result(20)
    assert made.read_bytes() == b"%PDF-1.7 " + essay.read_bytes() + b" %%EOF"
    assert made.name == f"{DIGEST}.pdf"
    assert [each.name for each in made.parent.iterdir()] == [made.name]
    assert office.engine == "LibreOffice 7.4"
    assert pages(office).existing(DIGEST) == made
    assert pages(LibreOffice(office.program, "24.8")).existing(DIGEST) is None
    assert pages(office).submit(make.folder / "gone.docx", "essay.docx", DIGEST).result(1) == made


@posix
def test_it_never_learns_the_name_and_works_in_a_profile_of_its_own(make, fake, pages):
    tell = "(out / 'document.pdf').write_text('%PDF-' + repr((sys.argv, dict(os.environ))) + '%%EOF')"
    essay = make.docx("Tariku Bekele -- .docx", paragraph("x"))
    told = pages(fake(tell)).submit(essay, essay.name, DIGEST).result(20).read_text()
    assert "document.docx" in told
    assert "Tariku" not in told
    assert "-env:UserInstallation=file://" in told
    assert not {"DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "USER"} & set(told.split("'"))
    assert str(Path.home()) + "'" not in told


@posix
def test_macros_are_off_and_nothing_is_fetched(make, fake, pages):
    tell = """
settings = out.parent / 'profile' / 'user' / 'registrymodifications.xcu'
(out / 'document.pdf').write_text('%PDF-' + settings.read_text() + '%%EOF')"""
    told = pages(fake(tell)).submit(make.docx("a.docx", paragraph("x")), "a.docx", DIGEST).result(20).read_text()
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true</value>' in told
    assert '"BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value>' in told


@posix
def test_it_is_started_again_where_it_asks_for_that(make, fake, pages):
    again = f"""
mark = out.parent / 'profile' / 'been here'
if not mark.exists():
    mark.write_text('x')
    sys.exit(81)
{WHOLE}"""
    assert pages(fake(again)).submit(make.docx("a.docx", paragraph("x")), "a.docx", DIGEST).result(20).is_file()


@posix
@pytest.mark.parametrize(
    "code",
    [
        "sys.exit(1)",
        "(out / 'document.pdf').write_bytes(b'garbage')",
        "(out / 'document.pdf').write_bytes(b'%PDF-1.7 cut off')",
        "os.symlink('/etc/hostname', out / 'document.pdf')",
        "os.mkdir(out / 'document.pdf')",
        "os.kill(os.getpid(), 11)",
    ],
    ids=["nothing", "garbage", "cut off", "link", "folder", "crash"],
)
def test_what_is_no_whole_pdf_is_not_kept(make, fake, pages, code):
    faithful = pages(fake(code))
    with pytest.raises(EvidenceError, match="LibreOffice could not make pages of the DOCX file") as told:
        faithful.submit(make.docx("a.docx", paragraph("x")), "a.docx", DIGEST).result(20)
    assert told.value.problem.hint
    assert faithful.existing(DIGEST) is None


@posix
def test_what_hangs_is_ended_in_time_with_all_it_started(make, fake, pages, tmp_path):
    hang = """
import threading
threading.Thread(target=time.sleep, args=(60,)).start()
(out.parent / 'pid').write_text(str(os.getpid()))
time.sleep(60)"""
    faithful = pages(fake(hang), seconds=0.5)
    started = time.monotonic()
    with pytest.raises(EvidenceError, match="took too long") as told:
        faithful.submit(make.docx("a.docx", paragraph("x")), "a.docx", DIGEST).result(20)
    assert told.value.problem.code is Code.HUNG
    assert time.monotonic() - started < 5


@posix
def test_a_disk_is_not_filled(make, fake, pages, monkeypatch):
    monkeypatch.setattr(libreoffice_run, "MAX_STAGING", 2**20)
    fill = """
for number in range(40):
    (out / f'{number}').write_bytes(bytes(2**20))
time.sleep(60)"""
    started = time.monotonic()
    with pytest.raises(EvidenceError, match="could not make pages"):
        pages(fake(fill)).submit(make.docx("a.docx", paragraph("x")), "a.docx", DIGEST).result(20)
    assert time.monotonic() - started < 10


@linux
def test_it_has_no_network_starts_nothing_and_sees_nobodys_files(make, fake, pages, tmp_path):
    private = tmp_path / "private.txt"
    private.write_text("private")
    essay = make.docx("a.docx", paragraph("x"))
    attempts = f"""
import socket
told = []
def attempt(name, deed):
    try:
        deed()
    except OSError as refused:
        told.append(f'{{name}} {{refused.errno}}')
    else:
        told.append(f'{{name}} worked')
attempt('socket', lambda: socket.socket(socket.AF_INET))
attempt('socket6', lambda: socket.socket(socket.AF_INET6))
attempt('connect', lambda: socket.socket(socket.AF_UNIX).connect('/run/x'))
attempt('fork', os.fork)
attempt('run', lambda: os.execv('/bin/sh', ['sh']))
attempt('leave', os.setsid)
attempt('read', lambda: Path({str(private)!r}).read_text())
attempt('evidence', lambda: Path({str(essay)!r}).read_bytes())
attempt('write', lambda: Path({str(tmp_path / "new")!r}).write_text('x'))
(out / 'document.pdf').write_text('%PDF-' + ','.join(told) + '%%EOF')"""
    told = pages(fake(attempts)).submit(essay, "a.docx", DIGEST).result(20).read_text()
    assert told == ("%PDF-socket 1,socket6 1,connect 1,fork 1,run 13,leave 1,read 13,evidence 13,write 13%%EOF")


@posix
def test_the_same_file_is_made_once_and_one_after_the_other(make, fake, pages, tmp_path):
    office = fake(f"time.sleep(0.2)\n{WHOLE}")
    faithful = pages(office)
    path = make.docx("a.docx", paragraph("x"))
    first = faithful.submit(path, "a.docx", DIGEST)
    assert faithful.submit(path, "a.docx", DIGEST) is first
    second = faithful.submit(path, "a.docx", "cd" * 32)
    assert second.cancel()
    assert first.result(20).is_file()
    assert faithful.existing("cd" * 32) is None
    assert faithful.submit(path, "a.docx", "cd" * 32).result(20).is_file()


@posix
def test_closing_stops_what_runs_and_what_waits(make, fake, pages):
    faithful = pages(fake("time.sleep(60)"))
    path = make.docx("a.docx", paragraph("x"))
    running, waiting = (faithful.submit(path, "a.docx", digest) for digest in (DIGEST, "cd" * 32))
    while not running.running():
        os.sched_yield()
    started = time.monotonic()
    faithful.close()
    assert time.monotonic() - started < 5
    with pytest.raises(CancelledError):
        running.result(1)
    assert waiting.cancelled()
    with pytest.raises(CancelledError):
        faithful.submit(path, "a.docx", DIGEST).result(1)


@posix
def test_what_it_is_not_for_is_refused_before_anything_starts(make, fake, pages):
    faithful = pages(fake("(out.parent / 'never').touch()"))
    for path, code in (
        (make.image("photo.docx.png"), Code.UNSUPPORTED),
        (make.folder / "gone.docx", Code.UNREADABLE),
    ):
        with pytest.raises(EvidenceError) as told:
            faithful.submit(path, path.name, DIGEST).result(5)
        assert told.value.problem.code is code
    with pytest.raises(ValueError, match="digest"):
        faithful.existing("../up")


@posix
def test_a_place_that_can_not_be_written_is_said(make, fake, tmp_path):
    (tmp_path / "kept").write_text("a file stands where the folder should be")
    faithful = FaithfulPages(fake(WHOLE), tmp_path / "kept")
    with pytest.raises(EvidenceError, match="could not be made or kept"):
        faithful.submit(make.docx("a.docx", paragraph("x")), "a.docx", DIGEST).result(20)
    faithful.close()


@posix
def test_it_is_found_on_the_path_behind_its_starter(fake, tmp_path, monkeypatch):
    office = fake("sys.exit(0)", "24.8")
    starter = office.program.with_name("soffice")
    starter.write_text("#!/bin/sh\n")
    starter.chmod(0o755)
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "soffice").symlink_to(starter)
    monkeypatch.setenv("PATH", str(folder))
    found = libreoffice.find()
    assert found == LibreOffice(office.program, "24.8")
    assert found.engine == "LibreOffice 24.8"


@posix
def test_none_is_found_where_there_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "_USUAL_ELSEWHERE", ())
    monkeypatch.setattr(libreoffice, "_USUAL_PLACES", {})
    monkeypatch.setattr(libreoffice, "_OPT", str(tmp_path))
    assert libreoffice.find() is None


@posix
def test_none_is_taken_from_the_folder_that_somebody_is_in(fake, tmp_path, monkeypatch):
    starter = fake("sys.exit(0)", "24.8").program.with_name("soffice")
    starter.write_text("#!/bin/sh\n")
    starter.chmod(0o755)
    monkeypatch.setattr(libreoffice, "_USUAL_ELSEWHERE", ())
    monkeypatch.setattr(libreoffice, "_USUAL_PLACES", {})
    monkeypatch.setattr(libreoffice, "_OPT", str(tmp_path))
    monkeypatch.chdir(starter.parent)
    monkeypatch.setenv("PATH", os.pathsep.join((".", "")))
    assert libreoffice.find() is None


@posix
def test_it_says_itself_what_it_is_and_takes(fake, pages):
    faithful = pages(fake(WHOLE))
    assert faithful.engine == "LibreOffice 7.4"
    assert faithful.takes("DOCX")
    assert not faithful.takes("PDF")


def test_the_formats_it_takes():
    assert all(map(libreoffice.takes, ["DOCX", "DOC", "ODT", "RTF", "PPTX", "PPT", "ODP", "XLSX", "XLS", "ODS"]))
    assert not any(map(libreoffice.takes, ["PDF", "JPEG", "web page", "plain text", "unknown", "EPUB"]))


def test_the_real_one_lays_out_a_document(make, pages, worker):
    office = libreoffice.find()
    if office is None:
        pytest.skip("LibreOffice is not installed")
    path = make.docx("a.docx", paragraph("Photosynthesis in a jar"))
    made = pages(office).submit(path, "a.docx", DIGEST).result(60)
    assert worker.ask(MeasurePages(made)).count == 1
    assert len(worker.ask(FindText(made, "photosynthesis")).matches) == 1
