"""The words of policies that hold numbers, and the lines of their table."""

from __future__ import annotations

import re

SAME_SCHOOL = re.compile(r"same_school_([0-9]{1,4})_months")
NEW_IN_SECOND = re.compile(r"first_([0-9]{1,6})_of_new_assessor")
SMALL = re.compile(r"all_when_cohort_below_([0-9]{1,6})")
EACH = re.compile(r"each_assessor_at_least_([0-9]{1,6})")
NEW_IN_SAMPLE = re.compile(r"new_assessors_first_([0-9]{1,6})")
DIFFER_KEY = re.compile(r"levels_([0-9]{1,3})_or_more_in")
DIFFER_VALUE = re.compile(r"([0-9]{1,4})_criteria")
BAND = re.compile(r"(one|two|three|[0-9]+(?:[./][0-9]+)?)_standard_errors?")
WORDS_FOR_NUMBERS = {"one": 1, "two": 2, "three": 3}

EQUAL = "a == b"
SAME_OUTCOME = "abs(a-b) == 1 and both lead to the same outcome"
OTHER_OUTCOME = "abs(a-b) == 1 and outcomes differ"
TWO_APART = "abs(a-b) >= 2"
CODE = "one level and one unscorable code"

MODERATION_CLOSED = "moderation_closed"
