"""BagIt (RFC 8493 and its older drafts): a folder of files with lists of their digests beside it."""
