"""Results that go back to the systems that portfolios came from: each in the shape that its own importer reads."""
