"""The parts of a printed rubric: its head, the grid of each section, the evidence, and how the result is decided."""
