"""A copy for another program: read-only, honestly named, never a program."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.support.building import a_portfolio, some_items

from certdesk.actions.opening_elsewhere import (
    forget_copies,
    make_elsewhere,
    plan_elsewhere,
    safe_name,
)
from certdesk.core.errors import CancelledError, NotAllowedError, NotFoundError, StorageError
from certdesk.evidence.formats import BY_NAME
from certdesk.evidence.replies import Danger, Description
from certdesk.store.portfolios import item_row

ITEM = "item-P-001-0"


def described(form: str, *dangers: Danger) -> Description:
    found = BY_NAME[form]
    return Description(found.kind, form, found.mime, 4, dangers=dangers)


class Copied(NamedTuple):
    path: Path
    warnings: tuple[str, ...]


def copy_for_elsewhere(workspace, item_id, description, folder) -> Copied:
    """Plan and make, as the window does, without a person in between."""
    plan = plan_elsewhere(workspace, item_id, description)
    return Copied(make_elsewhere(plan, folder), plan.warnings)


@pytest.fixture
def called(workspace):
    """Give the first item a name and a file of four bytes."""

    def call(name: str, content: bytes = b"data") -> None:
        item = replace(some_items(a_portfolio())[0], file_name=name)
        with workspace.recording("test", "named") as recording:
            recording.put("item", item_row(item))
        path = workspace.vault.path(item.digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return call


def test_a_copy_is_private_read_only_and_named_as_it_was(workspace, called, tmp_path):
    called("lessons/plan of Zoë.pdf")
    copy = copy_for_elsewhere(workspace, ITEM, described("PDF"), tmp_path)
    assert copy.path.name == "plan of Zoë.pdf"
    assert copy.warnings == ()
    assert copy.path.read_bytes() == b"data"
    assert not copy.path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH | stat.S_IXUSR)
    assert stat.S_IMODE(copy.path.parent.stat().st_mode) == 0o700
    again = copy_for_elsewhere(workspace, ITEM, described("PDF"), tmp_path)
    assert again.path != copy.path


def test_a_copy_that_was_stopped_leaves_nothing(workspace, called, tmp_path):
    def stop(_done, _total, _name):
        raise CancelledError("stop")

    called("film.mp4")
    plan = plan_elsewhere(workspace, ITEM, described("MP4"))
    assert (plan.title, plan.name, plan.warnings) == ("Plan", "film.mp4", ())
    with pytest.raises(CancelledError):
        make_elsewhere(plan, tmp_path / "copies", stop)
    assert [path for path in (tmp_path / "copies").rglob("*") if path.is_file()] == []


def test_copies_are_forgotten_and_nothing_else(workspace, called, tmp_path):
    called("plan.pdf")
    copy = copy_for_elsewhere(workspace, ITEM, described("PDF"), tmp_path / "new" / "folder")
    keep = tmp_path / "new" / "folder" / "mine.txt"
    keep.write_text("mine", encoding="utf-8")
    forget_copies(tmp_path / "new" / "folder")
    assert not copy.path.exists()
    assert list(keep.parent.iterdir()) == [keep]
    forget_copies(tmp_path / "nowhere")


def test_a_planted_link_is_not_followed(workspace, called, tmp_path):
    called("plan.pdf")
    copy = copy_for_elsewhere(workspace, ITEM, described("PDF"), tmp_path)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "file").write_bytes(b"mine")
    (mine / "file").chmod(0o400)
    (copy.path.parent / "link").symlink_to(mine / "file")
    (tmp_path / "certdesk-elsewhere-link").symlink_to(mine)
    forget_copies(tmp_path)
    assert stat.S_IMODE((mine / "file").stat().st_mode) == 0o400
    assert not copy.path.parent.exists()


@pytest.mark.parametrize(
    ("own", "form", "name"),
    [
        ("plan.pdf", "PDF", "plan.pdf"),
        ("PLAN.PDF", "PDF", "PLAN.pdf"),
        ("photo.jpg", "PNG", "photo.png"),
        ("photo", "JPEG", "photo.jpg"),
        ("v1.2 final", "PDF", "v1.2 final.pdf"),
        ("notes.xyz", "PDF", "notes.xyz.pdf"),
        ("geometry.ggb", "ZIP", "geometry.ggb"),
        ("a\x00b\nc.pdf", "PDF", "abc.pdf"),
        ("fdp\u202efdp.exe.pdf", "PDF", "fdpfdp.exe.pdf"),
        ("plan.pdf. . ", "PDF", "plan.pdf"),
        ("...", "PDF", "item.pdf"),
        ("", "unknown", "item"),
        ("con.pdf", "PDF", "_con.pdf"),
        ('a<b>:"c|?*.pdf', "PDF", "a_b___c___.pdf"),
        ("..\\..\\plan.pdf", "PDF", "_.._plan.pdf"),
        ("план урока.docx", "DOCX", "план урока.docx"),
        ("خطة.pdf", "PDF", "خطة.pdf"),
        ("x" * 300 + ".pdf", "PDF", "x" * 120 + ".pdf"),
        ("é" * 300 + ".pdf", "PDF", "é" * 60 + ".pdf"),
    ],
)
def test_a_name_says_what_the_file_is(own, form, name):
    assert safe_name(own, described(form)) == name


@pytest.mark.parametrize(
    "name",
    ["game.exe", "run.BAT", "page.js", "plan.lnk", "x.scr", "x.jar", "x.sh", "x.desktop", "x.msi", "x.app", "x.py",
     "plan.pdf.exe", "plan.exe. ", "plan\u202efdp.e\u200bxe", "setup.command", "x.iso", "x.vbs"],
)  # fmt: skip
def test_programs_are_refused_by_name(workspace, called, tmp_path, name):
    called(name)
    with pytest.raises(NotAllowedError, match="is a program or a script") as refused:
        copy_for_elsewhere(workspace, ITEM, described("plain text"), tmp_path)
    assert "\u202e" not in str(refused.value)
    assert list(tmp_path.glob("certdesk-*")) == []


def test_programs_are_refused_by_content(workspace, called, tmp_path):
    called("harmless.pdf", b"MZ")
    with pytest.raises(NotAllowedError, match="harmless"):
        copy_for_elsewhere(workspace, ITEM, described("unknown", Danger.PROGRAM), tmp_path)


@pytest.mark.parametrize(
    ("name", "description", "told"),
    [
        ("plan.docm", described("DOCX", Danger.MACROS), "It contains macros"),
        ("plan.pdf", described("PDF", Danger.EMBEDDED_FILES), "Other files are packed inside"),
        ("plan.docx", described("DOCX", Danger.OUTSIDE_LINKS), "It fetches pictures or data"),
        ("page.html", described("web page", Danger.SCRIPTS), "It contains scripts"),
        ("photo.exe.jpg", described("JPEG"), "two endings, .exe and .jpg"),
        ("plan.pdf.docx", described("DOCX"), "two endings, .pdf and .docx"),
        ("gpj\u202efdp.pdf", described("PDF"), "reads differently from what it is"),
        ("photo.jpg", described("PNG"), "the copy is called “photo.png”"),
        ("thing.xyz", described("unknown"), "doesn't know what is in it"),
        ("files.zip", described("ZIP"), "doesn't know what is in it"),
    ],
)
def test_what_could_act_is_named(workspace, called, tmp_path, name, description, told):
    called(name)
    [warning] = copy_for_elsewhere(workspace, ITEM, description, tmp_path).warnings
    assert told in warning


def test_a_lost_file_and_an_unknown_item(workspace, tmp_path):
    with pytest.raises(NotFoundError, match="is missing from the workspace"):
        copy_for_elsewhere(workspace, ITEM, described("PDF"), tmp_path)
    with pytest.raises(NotFoundError, match="no evidence item"):
        copy_for_elsewhere(workspace, "nowhere", described("PDF"), tmp_path)


def test_no_room(workspace, called, tmp_path):
    called("plan.pdf")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match="No copy could be made"):
        copy_for_elsewhere(workspace, ITEM, described("PDF"), tmp_path / "file")


@pytest.mark.parametrize(
    "name",
    [
        *("plan.pdf.exe", "plan.lnk", "plan.url", "plan.scr", "plan.desktop", "plan.pdf.\u202escr", "plan.scr. ."),
        *("plan.appx", "plan.oxt", "plan.xpi", "plan.flatpak", "plan.xlam", "plan.ppam", "plan.wll", "plan.accde"),
        *("plan.msixbundle", "plan.msu", "plan.themepack", "plan.iqy", "plan.pyz", "plan.vmdk", "plan.rdp"),
    ],
)
def test_installers_links_and_additions_are_not_handed_over(workspace, called, tmp_path, name):
    called(name)
    with pytest.raises(NotAllowedError, match="is a program or a script"):
        copy_for_elsewhere(workspace, ITEM, described("unknown"), tmp_path)


def test_what_could_not_be_checked_wholly_is_said(workspace, called, tmp_path):
    called("plan.pdf")
    [warning] = copy_for_elsewhere(workspace, ITEM, described("PDF", Danger.UNCHECKED), tmp_path).warnings
    assert warning.startswith("Not all of it could be checked")
