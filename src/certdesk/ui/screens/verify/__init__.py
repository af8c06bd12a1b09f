"""Verify: whatever somebody holds up is judged, and told in large words."""
