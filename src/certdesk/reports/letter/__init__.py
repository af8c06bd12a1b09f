"""The parts of a decision letter, each made of blocks and structure nodes in reading order."""
