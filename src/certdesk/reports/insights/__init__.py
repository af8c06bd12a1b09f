"""Printed insights: the cohort report, the resource brief, the directors' summary and the coordinator's page."""
