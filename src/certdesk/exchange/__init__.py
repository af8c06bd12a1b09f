"""Our packages between desks."""
