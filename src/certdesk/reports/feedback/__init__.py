"""The parts of a feedback report, each made of blocks and structure nodes in reading order."""
