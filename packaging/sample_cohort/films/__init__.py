"""One module for each drawn film."""
