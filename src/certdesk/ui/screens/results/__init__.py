"""Results: certificates that can be issued, were issued, replaced and withdrawn."""
