"""Frameworks of standards, and which criteria stand for which of their codes."""
