"""A small rubric file, whole and broken."""

from __future__ import annotations

SMALL = """\
schema: certdesk.rubric/1
id: small
version: 1.2.0
title: Small rubric
scale:
  standard_level: 2
  levels:
    - {value: 1, key: low, label: Low}
    - {value: 2, key: high, label: High, meaning: Good enough}
  not_observed: {code: NO, allowed: true, max_criteria: 1, never_for: [A2]}
sections:
  - {id: A, title: All, criteria: [A1, A2]}
criteria:
  - id: A1
    title: First
    section: A
    weight: 0.1
    question: Is it?
    evidence:
      required: [{type: lesson_video, min: 2, min_minutes: 7.5, note: whole}]
      accepted: [photo]
    levels: {1: no, 2: yes}
    caps: [{when: alone, max_level: 1, reason: Nobody else saw it}]
    colour_of_the_day: blue
  - {id: A2, title: Second, section: A, weight: 0.2, floor: 2, critical: true, levels: {1: off, 2: on}}
decision:
  score: {method: weighted_mean, of: final_level, compare: exact, display_decimals: 3}
  incomplete_if: {unscorable_criteria_at_least: 2, unscorable_in_section: {A: 1}}
  outcomes:
    - id: top
      certifies: true
      label: Top
      all:
        - {weighted_mean_at_least: 1.70}
        - {total_at_least: 0.5}
        - {every_criterion_at_least: 1}
        - {floors_met: true}
        - {criteria_below_floor_at_most: 0}
        - {critical_criteria_at_least: 2}
        - {section_mean_at_least: {A: 1.65}}
        - {criteria_at_level: {level: 2, count_at_least: 1, count_at_most: 2}}
        - {mean_at_least: 1.5}
        - {weighted_total_at_least: 0.25}
        - {weighted_section_total_at_least: {A: 0.125}}
        - {section_total_at_least: {A: 2}}
        - {criteria_at_level: {level: 1, or_above: true, count_at_least: 2}}
        - {criteria_at_level: {level: 1, or_below: true, count_at_most: 0}}
        - {named_criteria_at_least: {criteria: [A1, A2], level: 1}}
        - {not_observed_at_most: 0}
        - {banked_at_most: 3}
    - {id: rest, label: Rest, all: [], banks: {criteria_at_least: 2, valid_months: 18}}
certificate: {valid_years: 3, renewal_window_months: 6, renewal_route: again}
worked_examples:
  - {name: split, levels: {A1: 2, A2: 1}, mean: "4/3", outcome: rest}
"""


def broken(old: str, new: str) -> str:
    """The small rubric with one place changed."""
    assert SMALL.count(old) == 1, old
    return SMALL.replace(old, new)
