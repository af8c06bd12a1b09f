"""The parts of records of what was checked and done, each made of blocks and structure nodes in reading order."""
