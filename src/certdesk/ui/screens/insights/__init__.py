"""Insights: how a cohort did, what it needs, how that changes, and good practice to learn from."""
