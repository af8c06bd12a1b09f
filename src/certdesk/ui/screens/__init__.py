"""One file or folder for each screen."""
