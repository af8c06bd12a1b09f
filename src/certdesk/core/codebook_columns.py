"""The columns of the tables that explain results: criteria, levels, outcomes, and the codebook itself."""

from __future__ import annotations

from certdesk.core.result_columns import Column, Kind, Sort
from certdesk.core.words import N_

CRITERIA: tuple[Column, ...] = (
    Column("criterion", Kind.TEXT, Sort.KEY, N_("Criterion"), N_("The id of the criterion")),
    Column("section", Kind.TEXT, Sort.MARK, N_("Section"), N_("The id of its section")),
    Column("section_title", Kind.TEXT, Sort.MARK, N_("Section title"), N_("The title of its section")),
    Column("title", Kind.TEXT, Sort.MARK, N_("Title"), N_("The title of the criterion")),
    Column("question", Kind.TEXT, Sort.MARK, N_("Question"), N_("What assessors ask themselves")),
    Column("weight_exact", Kind.TEXT, Sort.MARK, N_("Weight, exact"), N_("How much it counts, exactly")),
    Column("weight", Kind.NUMBER, Sort.MARK, N_("Weight"), N_("How much it counts, as a decimal")),
    Column("floor", Kind.NUMBER, Sort.MARK, N_("Floor"), N_("The level that has to be reached in it")),
    Column("critical", Kind.YES_NO, Sort.MARK, N_("Critical"), N_("Whether nothing else makes up for it")),
)
LEVELS: tuple[Column, ...] = (
    Column("criterion", Kind.TEXT, Sort.KEY, N_("Criterion"), N_("The id of the criterion")),
    Column("level_exact", Kind.TEXT, Sort.KEY, N_("Level, exact"), N_("The value of the level, exactly")),
    Column("level", Kind.NUMBER, Sort.MARK, N_("Level"), N_("The value of the level, as a decimal")),
    Column("label", Kind.TEXT, Sort.MARK, N_("Level in words"), N_("Its name on the scale")),
    Column(
        "meets_standard",
        Kind.YES_NO,
        Sort.MARK,
        N_("Meets the standard"),
        N_("Whether it is at or above the standard of the certificate"),
    ),
    Column(
        "descriptor",
        Kind.TEXT,
        Sort.MARK,
        N_("Descriptor"),
        N_("What the level looks like in this criterion"),
        missing=N_("the rubric describes it nowhere"),
    ),
)
OUTCOMES: tuple[Column, ...] = (
    Column("outcome", Kind.TEXT, Sort.KEY, N_("Outcome id"), N_("The id of the outcome")),
    Column("label", Kind.TEXT, Sort.MARK, N_("Outcome"), N_("The outcome as it is told")),
    Column("certifies", Kind.YES_NO, Sort.MARK, N_("Certifies"), N_("Whether it leads to a certificate")),
)
CODEBOOK: tuple[Column, ...] = (
    Column("table", Kind.TEXT, Sort.KEY, N_("Table"), N_("The table that the column is in")),
    Column("column", Kind.TEXT, Sort.KEY, N_("Column"), N_("The column's name, the same in every format")),
    Column(
        "type",
        Kind.TEXT,
        Sort.MARK,
        N_("Type"),
        N_("text, integer, decimal, date (YYYY-MM-DD) or boolean (true, false)"),
    ),
    Column("title", Kind.TEXT, Sort.MARK, N_("Title"), N_("The column's name for people")),
    Column("meaning", Kind.TEXT, Sort.MARK, N_("Meaning"), N_("What it says")),
    Column(
        "missing",
        Kind.TEXT,
        Sort.MARK,
        N_("If empty"),
        N_("What it means that nothing is there"),
        missing=N_("it is never empty"),
    ),
)
