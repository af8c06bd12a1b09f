"""The readers of each kind of file. Only the worker process imports them: they decode what strangers sent."""
