"""Where everything lies in a folder of results. All but the files that describe the folder stand below ``data/``."""

from __future__ import annotations

HEAD, INDEX, SIGNATURE = "certdesk-results.json", "index.html", "certdesk-signature.json"
TABLES, PARQUET, REPORTS, CERTIFICATES, PROOF = "results", "parquet", "reports", "certificates", "proof"
CODEBOOK_PAGE = f"{TABLES}/codebook.html"
EXPLAINED = f"{TABLES}/READ-ME.md"
JSON, XLSX = f"{TABLES}/results.json", f"{TABLES}/results.xlsx"
VERIFY_PAGE = f"{PROOF}/verify.html"
REGISTER, CHECKPOINT, BUNDLE = f"{PROOF}/register.json", f"{PROOF}/register-checkpoint.txt", f"{PROOF}/trust.json"


def csv_of(table: str) -> str:
    """Return where a table lies as CSV."""
    return f"{TABLES}/{table}.csv"
