"""Cohort: who marks what, how far it has come, where two differ, and whether the marking can be relied upon."""
