"""What is kept: the workspace folder and its database. The only SQL in the program."""
