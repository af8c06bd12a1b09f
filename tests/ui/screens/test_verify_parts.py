"""The parts of Verify alone: what is said of an answer, the list, the hand scanner, what was checked before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from certdesk.signing.trust import Trust
from certdesk.signing.verification import (
    Check,
    CheckState,
    DocumentKind,
    SignatureFacts,
    TimeSource,
    Verdict,
    Verification,
)
from certdesk.store.workspace import Workspace
from certdesk.ui.screens.checked_before import checked_before, forget_check, remember_check
from certdesk.ui.screens.verify import telling
from certdesk.ui.screens.verify.deeds import ADD_PROGRAMME, AGAIN, REPLACEMENT, SAVE, deeds_for
from certdesk.ui.screens.verify.list_pane import ListPane
from certdesk.ui.screens.verify.scanner import Scanner
from certdesk.ui.screens.verify.subject import Answer, Subject
from certdesk.ui.screens.verify.technical import file_facts, signature_facts
from certdesk.ui.theme.source import ThemeSource

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
GOOD = (
    Check("integrity", CheckState.PASSED, "The signed bytes are exactly those that were signed."),
    Check("structure", CheckState.PASSED, "The file could be read strictly."),
    Check("signer", CheckState.PASSED, "You know everybody who signed."),
    Check("register", CheckState.PASSED, "The register holds exactly this file."),
    Check("code", CheckState.PASSED, "The QR code says the same"),
)
GENUINE = Verification(
    Verdict.GENUINE,
    "Signed by Leila Haddad; not changed since.",
    GOOD,
    kind=DocumentKind.CERTIFICATE,
    serial="HSTP-2026-00317-4",
    programme="Highland STEM",
    programme_id="46aa6431f34e38f7",
    holder="Thandiwe Masekho",
    award="STEM Teaching Certificate",
    register_as_of=NOW,
    sha256="ab" * 32,
    size=212_345,
)


def with_checks(result: Verification, *checks: Check, verdict: Verdict = Verdict.GENUINE_BUT) -> Verification:
    return replace(result, verdict=verdict, checks=checks)


def answer(result: Verification, name: str = "a.pdf", now: datetime = NOW) -> Answer:
    return Answer(Subject(Path(name)), result, Trust(), now)


def test_many_small_checks_are_told_as_few() -> None:
    told = telling.checked(GENUINE)
    assert [(check.key, check.kind) for check in told] == [
        ("document", "ok"), ("signer", "ok"), ("register", "ok"), ("twins", "ok")
    ]  # fmt: skip
    assert told[0].detail == "The signed bytes are exactly those that were signed."
    assert len(telling.every_check(GENUINE)) == len(GOOD)


def test_a_good_code_does_not_vouch_for_the_paper_around_it() -> None:
    signed = Check("signature", CheckState.PASSED, "It says what its issuer signed.")
    code = replace(with_checks(GENUINE, signed), kind=DocumentKind.CODE)
    assert telling.checked(code)[0].heading == "The code is unchanged"


def test_what_is_wrong_comes_first_and_nothing_hides_it() -> None:
    broken = Check("changes", CheckState.FAILED, "Something was added.", "a page of text")
    strange = Check("something_new", CheckState.FAILED, "A rule of tomorrow is broken.")
    told = telling.checked(with_checks(GENUINE, *GOOD, broken, strange, verdict=Verdict.NOT_GENUINE))
    assert [check.kind for check in told[:2]] == ["bad", "bad"]
    assert told[0].heading != "It is unchanged"
    assert told[0].detail == "Something was added: a page of text."
    assert told[1].heading == "A rule of tomorrow is broken."


def test_what_was_checked_in_part_is_not_told_as_well() -> None:
    unsure = Check("badge", CheckState.NOT_CHECKED, "Nobody here knows the key.")
    told = {check.key: check for check in telling.checked(with_checks(GENUINE, *GOOD, unsure))}
    assert told["twins"].heading == "QR code and badge"


def test_every_finding_of_the_engine_is_told_somewhere() -> None:
    for state in (CheckState.FAILED, CheckState.WARNING):
        for check in GOOD:
            told = telling.checked(with_checks(GENUINE, *GOOD, replace(check, state=state, sentence="Wrong here.")))
            assert any("Wrong here" in f"{each.heading} {each.detail}" for each in told), check.name
            assert any(each.kind in {"bad", "warn"} for each in told)


def test_what_was_not_checked_says_how_old_the_news_are() -> None:
    fresh = telling.unchecked(GENUINE, NOW + timedelta(hours=3))
    assert [check.key for check in fresh] == ["holder"]
    old = telling.unchecked(GENUINE, NOW + timedelta(days=12))
    assert old[0].heading == "News after 22 Nov 2026"
    assert "12 days old" in old[0].detail
    assert old[0].actions[0].key == telling.NEWER
    own = telling.unchecked(replace(GENUINE, programme_id=""), NOW + timedelta(days=12))
    assert [check.key for check in own] == ["holder"]  # nobody keeps this desk's own register better than it does


def test_the_summary_is_for_somebody_who_knows_nothing_of_signatures() -> None:
    said = telling.summary(GENUINE)
    assert said.startswith("This certificate was issued by Highland STEM and has not been altered.")
    assert "Thandiwe Masekho" in said
    replaced = Check("replaced", CheckState.WARNING, "It was replaced by X on 2026-11-03; ask for that one.")
    listed = Check("status", CheckState.WARNING, "It was withdrawn by its issuer (list of 2026-11-22).")
    said = telling.summary(with_checks(GENUINE, listed, replaced))
    assert said.endswith("It was replaced by X on 2026-11-03; ask for that one.")
    assert "withdrawn by its issuer" not in said
    said = telling.summary(replace(GENUINE, verdict=Verdict.NOT_GENUINE, summary="It was changed"))
    assert said.startswith("It was changed. Do not rely on it.")


def test_somebody_without_a_programme_is_named_and_no_bundle_is_asked_for() -> None:
    alone = replace(GENUINE, programme="", programme_id="", signatures=(signature(self_made=True),))
    assert telling.summary(alone).startswith("This certificate was signed by Leila Haddad and has not been altered.")
    chain = Check("chain", CheckState.NOT_CHECKED, "No programme certified the key.")
    assert telling.unchecked(with_checks(alone, chain), NOW)[0].actions == ()
    member = with_checks(replace(alone, signatures=(signature(),)), chain)
    assert telling.unchecked(member, NOW)[0].actions[0].key == telling.NEWER


def signature(**changes: object) -> SignatureFacts:
    plain = SignatureFacts(
        field="CertDesk.Lead", name="Leila Haddad", role="lead", fingerprint="7Q4K 9RWF", digest="00", self_made=False,
        known_as="", intact=True, claimed_time=NOW, valid_from=NOW, valid_until=NOW + timedelta(days=700),
        level="PAdES B-B", coverage="the whole file", signed_at=NOW, time_source=TimeSource.SIGNER,
    )  # fmt: skip
    return replace(plain, **changes)


def test_the_deed_that_fits() -> None:
    def keys(result: Verification, *, here: bool = False, now: datetime = NOW) -> list[str]:
        return [deed.key for deed in deeds_for(answer(result, now=now), successor_here=here)]

    assert keys(GENUINE) == [SAVE]
    assert keys(replace(GENUINE, lists_as_of=NOW), now=NOW + timedelta(days=40)) == [telling.NEWER, SAVE]
    assert keys(GENUINE, here=True) == [REPLACEMENT, SAVE]
    unknown = replace(GENUINE, verdict=Verdict.CANNOT_TELL, programme_id="", signatures=(signature(),))
    assert keys(unknown) == [ADD_PROGRAMME, SAVE]
    assert keys(replace(unknown, signatures=(signature(self_made=True),))) == [SAVE]  # no programme could tell
    gone = Verification(Verdict.CANNOT_TELL, "It can't be read.", ())
    assert keys(gone) == [AGAIN]


def test_technical_details_name_the_witness_of_the_time() -> None:
    rows = dict(signature_facts(signature()))
    assert rows["Fingerprint"] == "7Q4K 9RWF"
    assert "the signer's own clock" in rows["Signed"]
    assert "register" in dict(signature_facts(signature(time_source=TimeSource.REGISTER)))["Signed"]
    assert dict(file_facts(GENUINE))["Size"] == "212 345 bytes"


@pytest.fixture
def pane(theme: ThemeSource, qtbot: QtBot) -> ListPane:
    made = ListPane(theme)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    made.begin()
    return made


def test_the_list_grows_keeps_its_place_and_counts(pane: ListPane) -> None:
    pane.add([answer(GENUINE, f"{n}.pdf") for n in range(40)])
    pane.table.set_current_row(30)
    place = pane.table.verticalScrollBar().value()
    pane.show_progress(41, 80, "41.pdf")
    pane.add([answer(replace(GENUINE, verdict=Verdict.NOT_GENUINE), "bad.pdf")])
    assert pane.table.current_row() == 30
    assert pane.table.verticalScrollBar().value() == place
    assert pane._said.text() == "41 of 80 so far"
    pane.end("Stopped.")
    assert pane._said.text() == "1 file is not genuine"
    pane._filter.chosen.emit(Verdict.NOT_GENUINE.value)
    assert [pane.model.row(n).subject.name for n in range(pane.model.rowCount())] == ["bad.pdf"]
    pane.add([answer(GENUINE, "late.pdf")])
    assert pane.model.rowCount() == 1  # the filter holds for what comes later too
    assert pane.model.count() == 42


def test_a_row_opens_by_click_and_by_enter(pane: ListPane, qtbot: QtBot) -> None:
    pane.add([answer(GENUINE, "a.pdf"), answer(GENUINE, "b.pdf")])
    pane.end("")
    opened: list[str] = []
    pane.chosen.connect(lambda chosen: opened.append(chosen.subject.name))
    qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    spot = pane.table.visualRect(pane.model.index(1, 0)).center()
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened == ["a.pdf", "b.pdf"]


def test_a_scanner_is_heard_and_presses_nothing(theme: ThemeSource, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    button = QPushButton("Print")
    QVBoxLayout(host).addWidget(button)
    heard: list[str] = []
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    scanner = Scanner(host)
    scanner.scanned.connect(heard.append)
    host.show()
    qtbot.waitExposed(host)
    host.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    scanner.listen()
    qtbot.keyClicks(button, "CD1:6BF 9$ Q*")
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert heard == ["CD1:6BF 9$ Q*"]
    assert pressed == []
    qtbot.keyClicks(button, "xCD1:NO END")  # some scanners send no Enter
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[1] == "CD1:NO END"
    qtbot.keyClick(button, Qt.Key.Key_Space)  # a person again
    assert len(pressed) == 1
    scanner.stop()
    qtbot.keyClicks(button, "CD1:LATER")
    assert len(heard) == 2


def test_checks_are_kept_once_for_each_file_and_forgotten(tmp_path: Path) -> None:
    with Workspace(tmp_path / "workspace") as workspace:
        for number in range(25):
            remember_check(workspace, f"{number}.pdf", Verdict.GENUINE, tmp_path / f"{number}.pdf")
        remember_check(workspace, "20.pdf", Verdict.NOT_GENUINE, tmp_path / "20.pdf")
        kept = checked_before(workspace)
        assert len(kept) == 20
        assert (kept[0].file, kept[0].verdict) == ("20.pdf", "not_genuine")
        assert sum(one.file == "20.pdf" for one in kept) == 1
        forget_check(workspace, kept[0])
        assert "20.pdf" not in [one.file for one in checked_before(workspace)]
        forget_check(workspace)
        assert checked_before(workspace) == ()
