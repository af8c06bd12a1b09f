"""Portfolios from elsewhere: folders and archives of other people's files, bounded and checked."""
