"""Signatures in PDF files: making them, and judging those of anybody from the bytes up."""
