"""Leap2A: a portfolio as Mahara, Moodle, Claroline and others export it, an Atom feed with its files beside it."""
