"""Exchange: what came and would change, what goes out, and what has come back."""
