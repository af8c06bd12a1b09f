"""Looking inside a file: what it is, its pages, pictures and text, always in a limited worker process."""
