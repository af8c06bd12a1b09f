"""What people do: one file for each intention, used by the window and the command line alike."""
