"""What a coordinator does with one portfolio: each view is a pane of its own."""
