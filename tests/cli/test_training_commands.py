"""The commands around qualification, circles and the cut."""

from __future__ import annotations


def test_a_circle_shows_nothing_until_all_have_scored(here):
    id_ = here.tells("circle", "open", "KITE-37", "--members", "Amara", "Bongani", "--criteria", "T1")["id"]
    here.does("circle", "score", id_[-8:], "Amara", "T1=3")
    assert "Still to score: Bongani" in here.does("circle", "show", id_)
    assert here.tells("circle", "show", id_)["votes"] == []
    assert "not a mark" in here.refuses("circle", "score", id_, "Bongani", "T1=good")
    here.does("circle", "score", id_, "Bongani", "T1=no")
    assert "not observed 1" in here.does("circle", "show", id_)
    here.does("circle", "close", id_, "--note", "Agreed on 3")
    assert here.tells("circle", "list")[0]["closed"]


def test_a_set_without_marks_is_refused_and_nobody_is_kept_out_without_one(here):
    assert "everybody may" in here.does("qualified")
    assert "has no marks of yours" in here.refuses("set", "add", "KITE-37")
    assert here.tells("set", "list") == []


def test_judges_tables_are_written_read_and_give_a_cut(here, tmp_path):
    file = tmp_path / "judges.csv"
    here.does("cut", "template", "stem-teaching", "angoff", file)
    assert "already" in here.refuses("cut", "template", "stem-teaching", "angoff", file)
    head = file.read_text("utf-8-sig").splitlines()[0]
    rows = ["A,2.5,3,2.5,3,3,2.5,2,2.5", "B,3,3,2.5,3,3,2,2,2.5", "C,2.5,2.5,2.5,3,3,2.5,2.5,2",
            "D,2.5,3,2,2.5,3,2.5,2,2.5", "E,3,3,3,3,3,2.5,2.5,3"]  # fmt: skip
    file.write_text("\n".join([head, *rows]), "utf-8")
    told = here.tells("cut", "add", "stem-teaching", "angoff", file, "--title", "Panel")
    assert told["computed"]
    assert (told["n"], round(told["cut"], 2)) == (5, 2.69)
    file.write_text("\n".join([head, "A,9,3,3,3,3,3,3,3"]), "utf-8")
    assert "not on the scale" in here.refuses("cut", "add", "stem-teaching", "angoff", file)
    file.write_text("code,judgement\nKITE-37,borderline\n", "utf-8")
    none = here.tells("cut", "add", "stem-teaching", "borderline_group", file)
    assert (none["computed"], none["details"]) == (False, ["Without a score here, so left out: KITE-37."])
    assert [one["title"] for one in here.tells("cut", "list")] == ["borderline_group", "Panel"]
