"""A programme's own authority: root, issuing certificates, enrolment, revocation lists and trust bundles."""
