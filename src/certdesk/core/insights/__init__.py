"""What a programme learns from its results: figures of a cohort, needs, growth and trends, never about one teacher."""
