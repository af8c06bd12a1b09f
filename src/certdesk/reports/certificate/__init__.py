"""The designs of certificates, one file each."""
