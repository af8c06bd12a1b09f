"""One viewer for each kind of evidence."""
