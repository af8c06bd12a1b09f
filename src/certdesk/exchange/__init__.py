"""Packages between desks: their bytes on sticks, in shared folders and in small files; nothing of what they mean."""
