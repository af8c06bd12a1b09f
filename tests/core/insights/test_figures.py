"""What is told of a cohort: counts, shares, maps, needs, growth and trends."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from tests.support.building import small_rubric
from tests.support.insights import COHORT, a_result, told_of

from certdesk.core.catalogue import Meant, Offer, checked, meant, offers_for
from certdesk.core.errors import NotAllowedError
from certdesk.core.insights.assembling import assemble
from certdesk.core.insights.figures import Breakdown, Filter, Grown
from certdesk.core.insights.growth import Attempts, MarkingError, changes_of, error_of, growth_of
from certdesk.core.insights.heat import show_mean_of, tone
from certdesk.core.insights.sentences import growth_sentence, headline, no_level, placed, plus_minus, trend_sentence
from certdesk.core.insights.shapes import HEAD, rows_of, shape_of
from certdesk.core.insights.trends import past_cohort, trends_of
from certdesk.core.marks import CommentOnly, Unmarked, Unscorable
from certdesk.core.rubric import Alignment

EN = ("Hill", "Physics", "en")


def ten(first=3, facts=EN):
    return [a_result(number, facts, (first, 3, 2, 4)) for number in range(10)]


def test_the_five_kinds_of_mark_stay_apart():
    marks = [1, 2, Fraction(5, 2), 3, 4, 4, None, Unscorable("U-BLANK"), CommentOnly(), Unmarked()]
    figures = assemble(told_of([a_result(n, EN, (mark, 3, 3, 3)) for n, mark in enumerate(marks)]))
    one = figures.criterion("T1")
    assert one is not None
    assert (one.n, one.not_observed, one.unscorable, one.comment_only, one.unmarked) == (6, 1, 1, 1, 1)
    assert [level.count for level in one.levels] == [1, 2, 1, 2]
    assert one.between == 1
    assert one.mean == Fraction(33, 12)
    assert (one.at_standard.count, one.below_standard.count) == (3, 3)
    assert no_level(one) == "not observed 1, not scorable 1 (U-BLANK 1), comment only 1, not marked 1"
    assert any("2.5 counts to level 2" in note for note in figures.notes)


def test_shares_have_wilson_intervals():
    figures = assemble(told_of([*ten(), *(a_result(n, EN, (2, 3, 2, 4), "no") for n in range(10, 20))]))
    share = figures.criterion("T1").at_standard
    assert (share.count, share.n) == (10, 20)
    assert math.isclose(share.interval.low, 0.2993, abs_tol=1e-4)
    assert plus_minus(share) == "±20"
    assert headline(figures).startswith("10 of 20 teachers were certified: 50 %")
    assert [(one.id, one.share.count) for one in figures.outcomes] == [("pass", 10), ("near", 0), ("no", 10)]


def test_nothing_is_told_of_four():
    figures = assemble(told_of(ten()[:4]))
    assert figures.hidden
    assert (figures.criteria, figures.outcomes, figures.heat, figures.certified) == ((), (), (), None)
    assert list(rows_of(figures))[-1][-1] == figures.hidden
    assert "one result only" in assemble(told_of(ten()[:1])).hidden
    assert "released yet" in assemble(told_of([])).hidden


def test_few_get_no_words_of_judgement():
    assert "often chance" in placed(
        assemble(told_of([*ten(), *(a_result(n, EN, (2, 3, 2, 4)) for n in range(10, 12))]))
    )


def schools():
    facts = [("Hill", 9), ("Lake", 7), ("Old  market", 4), ("Port", 12)]
    results, number = [], 0
    for school, count in facts:
        for each in range(count):
            subject = "Physics" if each % 2 else "Maths"
            results.append(a_result(number, (school, subject, "en"), (1 + each % 4, 3, 3, 2)))
            number += 1
    return results


def test_a_small_school_is_hidden_with_the_next_smallest():
    figures = assemble(told_of(schools()))
    heat = figures.map_by(Breakdown.SCHOOL)
    assert [(row.label, row.n, bool(row.hidden)) for row in heat.rows] == [
        ("Port", 12, False), ("Hill", 9, False), ("Lake", 7, True), ("Old market", 4, True),
    ]  # fmt: skip
    assert "fewer than 5" in heat.rows[3].hidden
    assert "worked out" in heat.rows[2].hidden
    assert all(cell.mean is None and cell.n is None and cell.hidden for cell in heat.rows[3].cells)
    assert heat.rows[0].cells[3].shown == "2.0"
    assert figures.schools == ("Hill", "Port")


def test_filters_never_pick_out_a_few():
    given = told_of(schools())
    physics = assemble(given, Filter(subject="physics"))
    assert physics.people == 15
    assert physics.map_by(Breakdown.SUBJECT) is None
    assert all("/" not in row.label for row in physics.map_by(Breakdown.SCHOOL).rows)
    assert not physics.trends.lines
    for chosen in (
        Filter(school="Old market"), Filter(school="Lake"), Filter(school="Nowhere"),
        Filter(school="Port", language="en"), Filter(school="Port", subject="Physics", language="en"),
    ):  # fmt: skip
        with pytest.raises(NotAllowedError):
            assemble(given, chosen)


def test_a_criterion_with_few_levels_in_a_school_is_hidden_there():
    results = [a_result(n, ("Hill", "M", "en"), (3 if n < 3 else None, 3, 3, 3)) for n in range(6)]
    results += [a_result(10 + n, (school, "M", "en"), (2, 3, 3, 3)) for school in ("Lake", "Port") for n in range(8)]
    heat = assemble(told_of(results)).map_by(Breakdown.SCHOOL)
    hill = next(row for row in heat.rows if row.label == "Hill")
    assert not hill.hidden
    assert [bool(cell.hidden) for cell in hill.cells] == [True, False, False, False]
    assert sum(bool(row.cells[0].hidden) for row in heat.rows) == 2


def test_sections_are_told_for_all_and_by_subject():
    heat = assemble(told_of(schools())).map_by(Breakdown.SECTION)
    assert [column.title for column in heat.columns] == ["All", "Maths", "Physics"]
    assert heat.rows[1].cells[0].mean == Fraction(5, 2)


def test_codes_take_the_marks_of_all_their_criteria():
    rubric, of_code = small_rubric(), (Alignment("National", "S.1"), Alignment("", "local"))
    criteria = [replace(one, alignments=of_code[: 2 - at % 2]) for at, one in enumerate(rubric.criteria)]
    figures = assemble(told_of(schools(), rubric=replace(rubric, criteria=tuple(criteria))))
    maps = [heat for heat in figures.heat if heat.by is Breakdown.CODE]
    assert [[row.label for row in heat.rows] for heat in maps] == [["S.1"], ["local"]]
    means = [figures.criterion(id_).mean for id_ in ("T1", "T2", "T3", "T4")]
    assert maps[0].rows[0].cells[0].mean == sum(means) / 4
    assert maps[1].rows[0].cells[0].mean == (means[0] + means[2]) / 2


def test_tones_follow_the_standard():
    three, one = Fraction(3), Fraction(1)
    means = ("2.3", "2.4", "2.6", "2.7", "2.9", "3.0", "3.1", "3.2")
    assert [tone(Fraction(mean), three, one) for mean in means] == [1, 2, 2, 3, 3, 4, 4, 5]
    assert show_mean_of(Fraction(2999, 1000), three) == "2.9"


def test_needs_point_to_offers_for_the_very_criterion():
    offers = (
        Offer("a", "A", (Meant("small", "T3"), Meant("small", "T1"))),
        Offer("b", "B", (Meant("", "T3"),), offline=True),
        Offer("c", "C", (Meant("other", "T3"),)),
        Offer("d", "D", (Meant("small", "T3"),), active=False),
    )
    figures = assemble(told_of(ten(), offers=offers))
    assert [need.criterion for need in figures.needs] == ["T3"]
    assert [offer.id for offer in figures.needs[0].offers] == ["b", "a"]
    assert [one.criterion for one in figures.strengths] == ["T1", "T2", "T4"]
    assert offers_for(offers, "small", "T1") == offers[:1]


def test_an_offer_says_for_what_it_is():
    assert meant(" stem/T1 ") == Meant("stem", "T1")
    for wrong in ("", "stem/", "/T1"):
        with pytest.raises(NotAllowedError):
            meant(wrong)
    with pytest.raises(NotAllowedError, match="title"):
        checked(Offer("x", " ", (Meant("", "T1"),)))
    with pytest.raises(NotAllowedError, match="no criterion"):
        checked(Offer("x", "X", ()))


def test_growth_counts_only_beyond_the_error():
    error = MarkingError(0.1, 12)
    pairs = [("2.5", "2.9"), ("2.5", "2.6"), ("3", "2.5"), ("2", "2.1"), ("2", "2.2"), ("2", "2.27")]
    changes = changes_of([Attempts("p", "K", Fraction(a), Fraction(b)) for a, b in pairs], error)
    same = Grown.WITHIN_ERROR
    assert [one.verdict for one in changes] == [Grown.UP, same, Grown.DOWN, same, same, same]
    assert math.isclose(error.band, 0.27719, abs_tol=1e-5)
    growth = growth_of(changes, error, 5)
    assert (growth.n, growth.up, growth.within_error, growth.down) == (6, 1, 4, 1)
    assert "1 grew by more" in growth_sentence(growth)


def test_growth_cannot_be_told_without_double_marks_or_of_few():
    pair = Attempts("p", "K", Fraction(2), Fraction(3))
    unknown = error_of([(Fraction(2), Fraction(3))] * 4, 5)
    changes = changes_of([pair] * 6, unknown)
    assert {one.verdict for one in changes} == {Grown.CANNOT_TELL}
    assert "there are 4" in growth_of(changes, unknown, 5).hidden
    known = error_of([(Fraction(2), Fraction(3)), (Fraction(3), Fraction(3))] * 3, 5)
    assert math.isclose(known.value, 0.5)
    assert growth_of(changes_of([pair] * 4, known), known, 5).hidden
    other = changes_of([replace(pair, reason="another rubric")], known)
    assert other[0].reason == "another rubric"


def test_trends_compare_only_what_means_the_same():
    old, new = small_rubric(), small_rubric("2.0.0")
    first = replace(new.criteria[0], descriptors={**new.criteria[0].descriptors, Fraction(3): "Something else."})
    new = replace(new, criteria=(first, *new.criteria[1:]))
    cohorts = [past_cohort("2025", old, ten(2)), past_cohort("2026", new, ten(3)), past_cohort("tiny", new, ten()[:3])]
    trends = trends_of(new, cohorts, 5)
    lines = {line.criterion: line.points for line in trends.lines}
    assert "words of" in lines["T1"][0].hidden
    assert (lines["T1"][1].share.count, lines["T1"][1].share.n) == (10, 10)
    assert lines["T2"][0].share.count == 10
    assert all(points[2].share is None for points in lines.values())
    assert trends.notes
    assert "may be chance" in trend_sentence(next(line for line in trends.lines if line.criterion == "T2"))
    assert trends_of(new, cohorts[:1], 5).lines == ()


def test_everything_is_in_the_tables_and_nothing_hidden_is():
    figures = assemble(told_of(schools()))
    rows = list(rows_of(figures))
    assert rows[0] == HEAD
    assert {len(row) for row in rows} == {len(HEAD)}
    hidden = [row for row in rows if row[0] == "school" and row[2] == "Old market" and row[4] == "mean"]
    assert len(hidden) == 4
    assert all((row[5], row[6]) == ("", "") and row[-1] for row in hidden)
    plain = shape_of(figures)
    assert plain["cohort"] == COHORT.name
    assert plain["heat"][0]["rows"][3]["cells"][0]["mean"] is None
