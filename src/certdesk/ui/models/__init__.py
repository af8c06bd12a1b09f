"""Qt item models: pure adapters from tuples of values."""
