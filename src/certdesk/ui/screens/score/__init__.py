"""The heart of the program: evidence, rubric and words on one screen."""
