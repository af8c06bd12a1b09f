"""Independent verifiers agree on what is genuine; `other_verifiers.md` lists what else some of them call valid."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pyhanko.sign.fields import MDPPerm
from tests.signing import attacks, forging
from tests.signing.attacks import certified, document, later
from tests.signing.forging import BYTES, FORGERY, INCREMENTAL, update
from tests.signing.other_verifiers import VERIFIERS, has, pdfsig_says, run, straightforward
from tests.signing.programmes import Programme, found
from tests.signing.samples import ASSESSOR, NOW, a_report, save

from certdesk.signing.pdf.sign_pdf import Afterwards, SignatureRequest, sign_pdf
from certdesk.signing.pdf.verify_pdf import verify_pdf
from certdesk.signing.signer import Signer
from certdesk.signing.verification import Verdict

SECOND = "CertDesk.Second"  # pyHanko knows no field that is one of several kids, as the lead's in old reports
PAGE = Path(__file__).with_name("other_verifiers.md")


@pytest.fixture(scope="module")
def programme() -> Programme:
    return found()


@pytest.fixture(scope="module")
def report(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A report as it leaves us: certified by the assessor, countersigned by the lead."""
    path = tmp_path_factory.mktemp("report") / "report.pdf"
    path.write_bytes(a_report(fields=(ASSESSOR, SECOND)))
    sign_pdf(path, path, programme.person(), SignatureRequest(ASSESSOR, NOW, Afterwards.SIGNATURES))
    sign_pdf(path, path, programme.person("Leïla Haddad"), SignatureRequest(SECOND, NOW))
    return path.read_bytes()


def forgeries(report: bytes, victim: Signer) -> Iterator[tuple[str, bytes]]:
    """Yield everything that is done to signed files in these tests, by name."""
    for change in INCREMENTAL:
        yield f"report: {change.__name__.replace('_', ' ')}", update(report, change)
    for name, attack in {**BYTES, **FORGERY}.items():
        yield f"report: {name}", attack(report)
    yield "report: wrapped", forging.wrap(report)
    yield "report: wrapped behind", forging.wrap_behind(report)
    contract = cache(lambda permission, prepare=None: certified(document(prepare), victim, permission))
    for name, attack in attacks.EVIL_ANNOTATIONS.items():
        yield f"certified for notes: {name} over the text", later(attack)(contract(MDPPerm.ANNOTATE))
    sneaky = later(attacks.empty_looking_signature_field)
    yield "certified for fields: sneaky signature field", sneaky(contract(MDPPerm.FILL_FORMS))
    for taken in (attacks.hide, attacks.hide_by_name):
        name = f"shadow: {taken.__name__.replace('_', ' ')}"
        yield name, later(taken)(contract(MDPPerm.FILL_FORMS, attacks.hide_prepared))
    for change in (attacks.replace_value, attacks.replace_look_only, attacks.replace_font):
        yield f"shadow: {change.__name__.replace('_', ' ')}", later(change)(contract(MDPPerm.FILL_FORMS))
    shadow = contract(MDPPerm.FILL_FORMS, attacks.two_prepared)
    yield "shadow: hide and replace pages", later(attacks.hide_and_replace)(shadow)
    yield "shadow: hide and replace by the table alone", attacks.hide_and_replace_the_catalogue(shadow)
    for change in attacks.PERMISSIONS:
        yield f"permissions: {change.__name__.replace('_', ' ')}", later(change)(contract(MDPPerm.FILL_FORMS))


def test_a_second_reading_in_python_agrees(programme: Programme, report: bytes):
    known = programme.known()
    assert straightforward(report, known.roots[0], known.crls)
    for attack in BYTES.values():
        assert not straightforward(attack(report), known.roots[0], known.crls)
    other = found(programme.name).known()
    assert not straightforward(report, other.roots[0], known.crls)


@pytest.mark.parametrize("tool", VERIFIERS)
def test_others_call_genuine_what_is_genuine(tool: str, programme: Programme, report: bytes, tmp_path: Path):
    if tool != "pyHanko" and not has(tool):
        pytest.skip(f"{tool} is not installed")
    assert VERIFIERS[tool](save(tmp_path, report), tmp_path, programme.known().roots[0])


@pytest.mark.skipif(not has("pdfsig"), reason="pdfsig is not installed")
def test_pdfsig_sees_two_signatures_and_the_whole_file(report: bytes, tmp_path: Path):
    said = pdfsig_says(save(tmp_path, report), "-nocert")
    assert said.count("Signature is Valid.") == 2
    assert "ETSI.CAdES.detached" in said
    assert "Total document signed" in said
    assert "SHA-256" in said


@pytest.mark.skipif(not (has("pdfsig") and has("certutil")), reason="pdfsig or certutil is not installed")
def test_pdfsig_trusts_it_with_our_root(programme: Programme, report: bytes, tmp_path: Path):
    root, store = tmp_path / "root.der", tmp_path / "store"
    root.write_bytes(programme.known().roots[0])
    store.mkdir()
    assert run("certutil", "-N", "-d", store, "--empty-password")[0] == 0
    assert run("certutil", "-A", "-d", store, "-n", "root", "-t", "CT,CT,CT", "-i", root)[0] == 0
    said = pdfsig_says(save(tmp_path, report), "-nssdir", store)
    assert said.count("Certificate is Trusted.") == 2


@pytest.mark.skipif(not has("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_nothing_to_mend(report: bytes, tmp_path: Path):
    code, said = run("qpdf", "--check", save(tmp_path, report))
    assert code == 0, said


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_what_is_forged_is_refused_here_and_the_page_lists_who_does_not(
    programme: Programme, report: bytes, tmp_path: Path
):
    trust, root = programme.trust(), programme.known().roots[0]
    tools = {name: ask for name, ask in VERIFIERS.items() if name == "pyHanko" or has(name)}
    rows: list[str] = []
    for name, content in forgeries(report, programme.person()):
        path = save(tmp_path, content)
        ours = verify_pdf(path, trust, now=NOW).verdict
        assert ours.rank >= Verdict.CANNOT_TELL.rank, name
        said = {tool: ask(path, tmp_path, root) for tool, ask in tools.items()}
        rows.append(f"| {name} | {ours.words} | " + " | ".join("valid" if said[t] else "-" for t in tools) + " |")
    (tmp_path / "rows.md").write_text("\n".join(rows), "utf-8")
    listed = {line.split("|")[1].strip() for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")}
    assert {row.split("|")[1].strip() for row in rows} <= listed
