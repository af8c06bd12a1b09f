"""Candidates' lists from elsewhere: which column is what, and what each row says."""
