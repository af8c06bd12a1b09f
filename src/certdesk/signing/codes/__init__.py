"""The text of the QR code on a certificate: the printed facts, signed, in about 425 letters.

``CD1:`` and then, from the inside out: CWT claims (RFC 8392) in canonical CBOR, COSE_Sign1 with Ed25519 (RFC 9052),
zlib, base 45 (RFC 9285). The key is named by its ``kid`` and found in what the reader trusts; no chain is inside.

- ``making.make_code(award, issuer, signer, badge_digest) -> str``; the same award always gives the same text.
- ``reading.read_code(text) -> CodeClaims``: strict, bounded, believes nothing.
- ``checking.verify_code(text, trust, now) -> Verification``: the four verdicts, with status list and register.

Letters are those of the QR code's alphanumeric mode. A text of at most 426 letters fits version 15 at level Q, of at
most `claims.USUAL_LENGTH` version 16; the longest, `claims.LONGEST`, fits version 15 at level M, which
whoever draws it chooses by its length. What is too long is shortened, and the code says so.
"""
