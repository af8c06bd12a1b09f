"""Moodle's grading forms: rubrics and marking guides, alone and inside a backup."""

from __future__ import annotations

import io
import tarfile
import zipfile
from dataclasses import replace
from fractions import Fraction

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings

from certdesk.core.errors import RubricError
from certdesk.core.importing import Verdict
from certdesk.core.rubric import ExternalId
from certdesk.rubric_formats.all_formats import recognise
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.moodle import moodle

from .drafts import decimal_points, drafts, essence

RUBRIC = """<?xml version="1.0" encoding="UTF-8"?>
<areas>
  <area id="41">
    <areaname>submissions</areaname>
    <activemethod>rubric</activemethod>
    <definitions>
      <definition id="17">
        <method>rubric</method>
        <name>Lesson plan</name>
        <description>&lt;p&gt;How &lt;b&gt;it&lt;/b&gt; is read.&lt;/p&gt;&lt;img src="x.png"&gt;</description>
        <descriptionformat>1</descriptionformat>
        <status>20</status>
        <options>{"sortlevelsasc":"1","lockzeropoints":"1"}</options>
        <plugin_gradingform_rubric_definition>
          <criteria>
            <criterion id="102">
              <sortorder>2</sortorder><description>Evidence\nIs it there?</description>
              <descriptionformat>0</descriptionformat>
              <levels>
                <level id="504"><score>5.00000</score><definition>Well cited</definition></level>
                <level id="503"><score>0.00000</score><definition>None cited</definition></level>
                <level id="505"><score>2.50000</score><definition>$@NULL@$</definition></level>
              </levels>
            </criterion>
            <criterion id="101">
              <sortorder>1</sortorder><description>Clarity</description>
              <levels>
                <level id="501"><score>0</score><definition>Hard to follow</definition></level>
                <level id="502"><score>3</score><definition>Clear</definition></level>
              </levels>
            </criterion>
          </criteria>
        </plugin_gradingform_rubric_definition>
        <instances><instance id="1"><plugin_gradingform_rubric_instance><fillings>
          <filling id="9"><criterionid>101</criterionid><levelid>502</levelid><remark>Good</remark></filling>
        </fillings></plugin_gradingform_rubric_instance></instance></instances>
      </definition>
    </definitions>
  </area>
</areas>"""

GUIDE = """<areas><area id="1"><areaname>submissions</areaname><activemethod>guide</activemethod><definitions>
<definition id="18"><method>guide</method><name>Guide</name><description></description>
<plugin_gradingform_guide_definition><guidecriteria>
  <guidecriterion id="7"><sortorder>1</sortorder><shortname>Plan</shortname><description>For learners</description>
    <descriptionmarkers>Look here&lt;br&gt;and here</descriptionmarkers>
    <descriptionmarkersformat>1</descriptionmarkersformat><maxscore>10.00000</maxscore></guidecriterion>
  <guidecriterion id="8"><sortorder>2</sortorder><shortname>Do</shortname><description>$@NULL@$</description>
    <maxscore>7.50000</maxscore></guidecriterion>
  <guidecomments><guidecomment id="3"><sortorder>1</sortorder><description>Say why.</description></guidecomment>
    <guidecomment id="2"><sortorder>0</sortorder><description>Good work</description></guidecomment></guidecomments>
</guidecriteria></plugin_gradingform_guide_definition></definition></definitions></area></areas>"""

CONTENTS = """<moodle_backup><information><contents><activities>
<activity><moduleid>12</moduleid><modulename>assign</modulename><title>Essay one</title>
<directory>activities/assign_12</directory></activity>
<activity><moduleid>13</moduleid><modulename>assign</modulename><title>Micro-teaching</title>
<directory>activities/assign_13</directory></activity>
</activities></contents></information></moodle_backup>"""


def read(text, answers=None, name="grading.xml"):
    data = text if isinstance(text, bytes) else text.encode()
    return moodle().read(Source(name, data), answers or {})


def reasons(reading, verdict=None):
    return " ".join(row.reason for row in reading.rows if verdict in {None, row.verdict})


def packed(kind, files):
    out = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(out, "w") as archive:
            for name, body in files.items():
                archive.writestr(name, body)
        return out.getvalue()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, body in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(body.encode())
            archive.addfile(info, io.BytesIO(body.encode()))
    return out.getvalue()


def test_a_rubric_is_read_in_its_order_with_exact_points():
    reading = read(RUBRIC)
    [rubric] = reading.rubrics
    first, second = rubric.criteria
    assert rubric.title == "Lesson plan"
    assert rubric.purpose == "How it is read."
    assert (first.title, second.title, second.question) == ("Clarity", "Evidence", "Is it there?")
    assert [level.value for level in rubric.scale_of(second).levels] == [0, Fraction(5, 2), 5]
    assert second.descriptors == {Fraction(0): "None cited", Fraction(5): "Well cited"}


def test_what_is_not_taken_is_said():
    reading = read(RUBRIC)
    assert "1 mark that was given" in reasons(reading, Verdict.SKIPPED)
    assert "Pictures or films" in reasons(reading)
    assert "became plain words" in reasons(reading)


def test_the_ids_of_moodle_come_back_when_it_is_written():
    [rubric] = read(RUBRIC).rubrics
    assert ExternalId("moodle", "", "17") in rubric.external
    assert ExternalId("moodle", f"{rubric.criteria[1].id}/5/2", "505") in rubric.external
    root = fromstring(moodle().write(rubric))
    ids = {tag: [one.get("id") for one in root.iter(tag)] for tag in ("criterion", "level")}
    assert root.find(".//definitions/definition").get("id") == "17"
    assert ids == {"criterion": ["101", "102"], "level": ["501", "502", "503", "505", "504"]}


def test_what_is_written_has_the_names_and_places_that_a_restore_looks_for():
    [rubric] = read(RUBRIC).rubrics
    definition = fromstring(moodle().write(rubric)).find("area/definitions/definition")
    assert [part.tag for part in definition] == [
        "method", "name", "description", "descriptionformat", "status", "timecreated", "timemodified", "options",
        "plugin_gradingform_rubric_definition", "instances",
    ]  # fmt: skip
    level = definition.find("plugin_gradingform_rubric_definition/criteria/criterion/levels/level")
    assert [part.tag for part in level] == ["score", "definition", "definitionformat"]
    assert level.findtext("score") == "0.00000"
    assert definition.findtext("options").startswith('{"sortlevelsasc":"1"')


def test_a_marking_guide_allows_any_points_and_brings_its_comments():
    reading = read(GUIDE)
    [rubric] = reading.rubrics
    plan, do = rubric.criteria
    assert rubric.scale.ranges
    assert [level.value for level in rubric.scale_of(do).levels] == [0, Fraction(15, 2)]
    assert rubric.scale_of(plan).allows(Fraction(725, 100))
    assert (plan.question, plan.look_for) == ("For learners", ("Look here", "and here"))
    assert [comment.text for comment in reading.comments] == ["Good work", "Say why."]
    assert reading.comments[0].id == "moodle-18-2"
    assert moodle().write(rubric).count(b"<guidecriterion ") == 2
    assert essence(read(moodle().write(rubric)).rubrics[0]) == essence(rubric)


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_a_backup_says_which_activity_each_rubric_belongs_to(kind):
    files = {
        "moodle_backup.xml": CONTENTS,
        "activities/assign_12/grading.xml": RUBRIC.replace("Lesson plan", ""),
        "activities/assign_13/grading.xml": GUIDE,
        "activities/quiz_3/grading.xml": "<areas></areas>",
        "files/aa/aabbcc": "x" * 1000,
        "../../etc/grading.xml": "not XML",
    }
    source = Source("backup.mbz", packed(kind, files))
    assert recognise(source).id == "moodle"
    reading = moodle().read(source, {})
    assert [rubric.title for rubric in reading.rubrics] == ["Essay one", "Guide"]
    assert any(row.place.startswith("Micro-teaching, Guide") for row in reading.rows)
    assert "not valid XML" in reasons(reading, Verdict.SKIPPED)


def test_a_backup_without_rubrics_says_what_to_do():
    with pytest.raises(RubricError, match="holds no rubric") as caught:
        read(packed("tar", {"moodle_backup.xml": CONTENTS}), name="b.mbz")
    assert "with the activity" in caught.value.hint


@pytest.mark.parametrize("fragment", ["<definition", "<plugin_gradingform_rubric_definition", "<criteria"])
def test_a_fragment_is_enough(fragment):
    end = f"</{fragment[1:]}>"
    text = RUBRIC[RUBRIC.index(fragment) : RUBRIC.rindex(end) + len(end)]
    [rubric] = read(text).rubrics
    assert [one.title for one in rubric.criteria] == ["Clarity", "Evidence"]
    assert recognise(Source("x.xml", text.encode())).id == "moodle"


def test_names_that_moodle_itself_would_drop_are_read():
    text = RUBRIC.replace("criteria>", "rubric_criteria>").replace("<criterion ", "<rubric_criterion ")
    text = text.replace("</criterion>", "</rubric_criterion>").replace("<level ", "<rubric_level ")
    text = text.replace("</level>", "</rubric_level>").replace("levels>", "rubric_levels>")
    assert len(read(text).rubrics[0].criteria) == 2


def test_two_levels_of_the_same_points_are_a_question():
    reading = read(RUBRIC.replace("2.50000", "5.00000").replace("$@NULL@$", "Also good"))
    [question] = reading.questions
    assert {choice.id for choice in question.choices} >= {"join", "above", "below"}
    joined = read(RUBRIC.replace("2.50000", "5.00000").replace("$@NULL@$", "Also good"), {question.id: "join"})
    assert not joined.questions


def test_another_grading_method_is_said_and_the_rest_is_read():
    other = "<definition id='3'><method>btec</method><name>B</name><x/></definition>"
    reading = read(RUBRIC.replace("</definitions>", f"{other}</definitions>"))
    assert len(reading.rubrics) == 1
    assert "“btec”" in reasons(reading, Verdict.SKIPPED)


def test_lowest_points_that_moodle_takes_off_are_mentioned():
    text = RUBRIC.replace('"lockzeropoints":"1"', '"lockzeropoints":"0"').replace("<score>0", "<score>1")
    assert "takes the lowest points off" in reasons(read(text))


def test_a_long_description_becomes_a_short_title():
    long = "The candidate " + "really " * 30 + "plans."
    [rubric] = read(RUBRIC.replace("Clarity", long)).rubrics
    assert len(rubric.criteria[0].title) <= 120
    assert rubric.criteria[0].question == long
    assert essence(read(moodle().write(rubric)).rubrics[0]) == essence(rubric)


def test_losses_are_said_beforehand():
    [rubric] = read(RUBRIC).rubrics
    weighed = tuple(replace(one, weight=Fraction(number)) for number, one in enumerate(rubric.criteria, start=1))
    said = " ".join(moodle().losses(replace(rubric, criteria=weighed)))
    assert "weights" in said
    assert "weights" not in " ".join(moodle().losses(rubric))


@settings(max_examples=25)
@given(drafts(decimal_points, named_levels=False))
def test_a_rubric_comes_back_the_same(rubric):
    again = moodle().read(Source("r.xml", moodle().write(rubric)), {})
    assert not again.questions
    assert essence(again.rubrics[0]) == essence(rubric)


def test_endless_texts_and_thousands_of_criteria_take_little_time():
    level = "<level><score>{}</score></level>"
    one = f"<criterion><description>{{}}</description><levels>{level.format(0)}{level}"
    many = "".join(one.format(f"C{n}", 3) + "</levels></criterion>" for n in range(3000))
    reading = read(f"<definition><method>rubric</method><criteria>{many}</criteria></definition>")
    assert len(reading.rubrics[0].criteria) == 1000
    assert any("1000 criteria" in row.reason for row in reading.rows)
    endless = one.format("&lt;p " * 500_000, 3) + "</levels></criterion>"
    [rubric] = read(f"<definition><method>rubric</method><criteria>{endless}</criteria></definition>").rubrics
    assert len(rubric.criteria) == 1


@pytest.mark.parametrize("behind", ["", "<!-- so that nothing is cut -->"])
def test_marks_are_counted_whether_they_are_parsed_or_not(behind):
    reading = moodle().read(Source("grading.xml", f"{RUBRIC}{behind}".encode()), {})
    assert [row.verdict for row in reading.rows if "1 mark that" in row.reason] == [Verdict.SKIPPED]


def test_very_many_marks_are_only_counted():
    marks = '<filling id="1"><criterionid>1</criterionid><remark>A & B</remark></filling>\n' * 150_000
    many = RUBRIC.replace("<fillings>", f"<fillings>{marks}")
    reading = moodle().read(Source("grading.xml", many.encode()), {})
    assert any("150001 marks" in row.reason for row in reading.rows)
    assert [one.title for one in reading.rubrics[0].criteria] == ["Clarity", "Evidence"]


def test_damage_behind_the_marks_is_told_with_its_own_line():
    broken = RUBRIC.replace("</instances>", "</instances>\n<broken").encode()
    line = broken[: broken.index(b"<broken")].count(b"\n") + 1
    reasons = [row.reason for row in moodle().read(Source("grading.xml", broken), {}).rows]
    assert any(f"line {line + 1} " in reason for reason in reasons)
