"""Portfolio-based certification assessment of teachers, without a network."""
