"""Proof: keys, signatures in PDF files, and their verification."""
