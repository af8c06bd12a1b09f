"""Examples of good practice: only with consent, as masked copies, and gone when somebody says so."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from tests.support.building import AMARA

from certdesk.actions.consenting import record_consent, withdraw_consent
from certdesk.actions.exemplars import ExemplarDraft, add_exemplar, bury_ended, exemplars, withdraw_exemplar
from certdesk.actions.exporting_exemplars import make_exemplar_export, plan_exemplar_export
from certdesk.actions.masking import set_masks
from certdesk.core.annotations import Rect, TextQuote, TimeSpan
from certdesk.core.consent import Basis, Consent, Scope
from certdesk.core.errors import NotAllowedError
from certdesk.core.exemplars import ExemplarState, found_exemplars
from certdesk.core.plain import digest
from certdesk.core.progress import silent
from certdesk.core.recipes import Mask
from certdesk.store.consents import load_consents
from certdesk.store.exemplars import load_exemplars
from certdesk.store.portfolios import item_row, load_items

PORTFOLIO = "portfolio-P-001"


def clean(item, source, target):
    """A cleaner as it is for plain text."""
    target.write_bytes(source.read_bytes())
    return target.read_text("utf-8")


@pytest.fixture
def item(workspace, tmp_path):
    """A text with its file in the vault; Amara leads."""
    return put_text(workspace, tmp_path, "They ask twice, and compare.")


def put_text(workspace, tmp_path, text, number=0, **changes):
    path = tmp_path / "text.txt"
    path.write_text(text, "utf-8")
    workspace.vault.keep(path, digest(text))
    item = load_items(workspace.db, PORTFOLIO)[number]
    kind = {"evidence_type": "pupil_work", "kind": "text", "format": "txt", "file_name": "Adeyemi.txt"} | changes
    item = replace(item, digest=digest(text), **kind)
    with workspace.recording("test", "test") as recording:
        recording.put("item", item_row(item))
        row = dict(
            zip(("id", "name", "role", "fingerprint", "made_at"), (AMARA, "Amara", "lead", "f", "x"), strict=True)
        )
        recording.put("person", row)
    return item


def agreed(workspace, item, *scopes, **more):
    record_consent(
        workspace,
        Consent("", PORTFOLIO, "class 9B", Basis.PARENT, (Scope.ASSESSMENT, *scopes), item_id=item.id, **more),
    )


def draft(item, **more):
    return ExemplarDraft(item.id, "T2", Fraction(3), **({"title": "Asking twice", "note": "Look at the pause"} | more))


def test_without_consent_for_examples_it_is_refused_with_the_reason(workspace, item):
    with pytest.raises(NotAllowedError, match="No consent to show it as an example"):
        add_exemplar(workspace, draft(item))
    agreed(workspace, item)
    with pytest.raises(NotAllowedError, match="No consent to show it as an example"):
        add_exemplar(workspace, draft(item))
    agreed(workspace, item, Scope.EXEMPLAR, until=workspace.clock().date() - timedelta(days=1))
    withdraw_consent(workspace, load_consents(workspace.db, PORTFOLIO)[0].id)
    with pytest.raises(NotAllowedError, match="withdrawn"):
        add_exemplar(workspace, draft(item))


@pytest.mark.parametrize("scope", [Scope.EXEMPLAR, Scope.TRAINING])
def test_with_consent_it_is_found_by_criterion_level_and_words(workspace, item, scope):
    agreed(workspace, item, scope)
    assert add_exemplar(workspace, draft(item, anchor=TextQuote("ask twice", "", "")))
    assert not add_exemplar(workspace, draft(item, anchor=TextQuote("ask twice", "", "")))
    (one,) = exemplars(workspace)
    assert (one.is_shown, one.criterion_title, one.level_label) == (True, "Title of T2", "Secure")
    assert one.exemplar.consent_id == load_consents(workspace.db, PORTFOLIO)[0].id
    assert found_exemplars([one], "T2", Fraction(3), "PAUSE asking") == (one,)
    assert not found_exemplars([one], "T1")
    assert not found_exemplars([one], words="elsewhere")


def test_words_that_name_somebody_and_places_that_are_not_there_are_refused(workspace, item):
    agreed(workspace, item, Scope.EXEMPLAR)
    for wrong, why in (
        ({"note": "Miriam waits"}, "whose work"),
        ({"title": "At Hill School"}, "whose work"),
        ({"anchor": TextQuote("Mrs Adeyemi asks", "", "")}, "whose work"),
        ({"criterion_id": "T9"}, "no criterion"),
        ({"level": Fraction(7)}, "no level"),
        ({"note": "x" * 2001}, "too long"),
    ):  # fmt: skip
        with pytest.raises(NotAllowedError, match=why):
            add_exemplar(workspace, replace(draft(item), **wrong))
    with workspace.recording("test", "test") as recording:
        recording.put("person", {"id": AMARA, "name": "A", "role": "assessor", "fingerprint": "f", "made_at": "x"})
    with pytest.raises(NotAllowedError, match="coordinators and leads"):
        add_exemplar(workspace, draft(item))


def test_masks_need_their_copy(workspace, tmp_path):
    item = put_text(workspace, tmp_path, "film", kind="video", format="mp4", evidence_type="lesson_video")
    agreed(workspace, item, Scope.EXEMPLAR)
    set_masks(workspace, item.id, (Mask(Rect(0, 0, 10, 10)),))
    with pytest.raises(NotAllowedError, match="masked copy is not made"):
        add_exemplar(workspace, draft(item, anchor=TimeSpan(1000, 2000)))


def test_nobody_said_whether_people_are_in_it(workspace, tmp_path):
    item = put_text(workspace, tmp_path, "photo", kind="image", format="jpeg", evidence_type="")
    with pytest.raises(NotAllowedError, match="can be recognised"):
        add_exemplar(workspace, draft(item))


def test_what_is_withdrawn_leaves_a_tombstone_and_the_next_export(workspace, item, tmp_path):
    agreed(workspace, item, Scope.EXEMPLAR)
    other = put_text(workspace, tmp_path, "They draw first.", number=1)
    agreed(workspace, other, Scope.EXEMPLAR)
    add_exemplar(workspace, draft(item))
    add_exemplar(workspace, draft(other, title="Drawing first"))
    target = tmp_path / "stick" / "examples"
    done = make_exemplar_export(plan_exemplar_export(workspace, target), clean, silent)
    first, second = (one.exemplar.id for one in exemplars(workspace))
    assert done.written == (first, second)
    index = json.loads((target / "exemplars.json").read_text("utf-8"))
    assert [one["level_label"] for one in index["exemplars"]] == ["Secure", "Secure"]
    assert (target / index["exemplars"][0]["file"]).read_text("utf-8") == "They ask twice, and compare."
    everything = " ".join([*(str(path) for path in target.rglob("*")), json.dumps(index)])
    assert not [word for word in ("Adeyemi", "Miriam", "Hill School", "P-001") if word in everything]

    with pytest.raises(NotAllowedError, match="names somebody"):
        withdraw_exemplar(workspace, first, "Miriam asked for it")
    withdraw_exemplar(workspace, first, "The family asked for it")
    assert not withdraw_exemplar(workspace, first)
    consent = next(one for one in load_consents(workspace.db, PORTFOLIO) if one.item_id == other.id)
    withdraw_consent(workspace, consent.id)
    assert not exemplars(workspace)[1].is_shown
    done = make_exemplar_export(plan_exemplar_export(workspace, target), clean, silent)
    assert (done.written, len(done.removed)) == ((), 2)
    assert list((target / "files").iterdir()) == []
    index = json.loads((target / "exemplars.json").read_text("utf-8"))
    assert [(one["id"], one["state"]) for one in index["ended"]] == [(first, "withdrawn"), (second, "consent_ended")]
    for one in load_exemplars(workspace.db):
        assert one.state is not ExemplarState.SHOWN
        assert (one.portfolio_id, one.item_id, one.title, one.note, one.consent_id) == ("", "", "", "", "")
    assert not bury_ended(workspace)


def test_a_file_that_names_somebody_and_a_folder_of_others_stay(workspace, tmp_path):
    item = put_text(workspace, tmp_path, "By Miriam Adeyemi.")
    agreed(workspace, item, Scope.EXEMPLAR)
    add_exemplar(workspace, draft(item))
    target = tmp_path / "examples"
    done = make_exemplar_export(plan_exemplar_export(workspace, target), clean, silent)
    assert done.written == ()
    assert "whose work" in done.staying[0][1]
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.jpg").write_bytes(b"x")
    with pytest.raises(NotAllowedError, match="something else"):
        plan_exemplar_export(workspace, tmp_path / "photos")
