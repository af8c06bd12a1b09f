"""Tagged pages: a structure tree, a pen that marks all it draws, blocks that flow, and the finished PDF file."""
