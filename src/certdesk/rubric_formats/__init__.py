"""Rubrics from and to elsewhere: our own YAML first."""
