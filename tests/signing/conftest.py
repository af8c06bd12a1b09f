"""People who sign, and one report that they signed, made once for all tests here."""

from __future__ import annotations

import pytest
from tests.signing.samples import ASSESSOR, LEAD, NOW, PASSPHRASE, Documents, People, Person, a_report

from certdesk.signing.identity import make_identity, unlock
from certdesk.signing.pdf.sign_pdf import Afterwards, SignatureRequest, sign_pdf
from certdesk.signing.pdf.verify_pdf import trust_of


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> People:
    folder = tmp_path_factory.mktemp("identities")

    def person(name: str, role: str) -> Person:
        identity = make_identity(name, role, PASSPHRASE, now=NOW, folder=folder)
        return Person(identity, unlock(identity, PASSPHRASE))

    assessor, lead = person("Amara Okafor", "Assessor"), person("Leïla Haddad", "Programme lead")
    stranger = person("Amara Okafor", "Assessor")  # the same name, another key
    return People(assessor, lead, stranger, trust_of((assessor.identity, lead.identity)))


@pytest.fixture(scope="session")
def documents(people: People, tmp_path_factory: pytest.TempPathFactory) -> Documents:
    folder = tmp_path_factory.mktemp("documents")
    report, signed, countersigned = (folder / name for name in ("report.pdf", "signed.pdf", "countersigned.pdf"))
    report.write_bytes(a_report())
    sign_pdf(report, signed, people.assessor.signer, SignatureRequest(ASSESSOR, NOW, Afterwards.SIGNATURES))
    sign_pdf(signed, countersigned, people.lead.signer, SignatureRequest(LEAD, NOW))
    return Documents(report.read_bytes(), signed.read_bytes(), countersigned.read_bytes())
