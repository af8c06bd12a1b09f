"""What is true: the values and rules of assessment, with no files, clock, database or window."""
