"""Open Badges 3.0: making, baking, reading and verifying them, all without a network."""
