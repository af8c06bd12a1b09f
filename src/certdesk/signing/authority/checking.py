"""Whether a trust bundle holds together: every signature and certificate in it, before anything of it is believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.x509.oid import ExtensionOID

from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.authority.bundle import ANCHORS, NEWS, Anchors, Bundle, News, is_signed
from certdesk.signing.authority.formats import certificate, certificates, damaged, revocation_list, to_bytes
from certdesk.signing.authority.names import LONGEST_PROGRAMME, TEST, is_test, programme_of
from certdesk.signing.authority.profile import der
from certdesk.signing.authority.spoken import spoken
from certdesk.signing.fingerprint import fingerprint
from certdesk.signing.self_made import fit

MOST = 64
LONGEST_NAME = LONGEST_PROGRAMME + len(TEST)


@dataclass(frozen=True, slots=True)
class Checked:
    """A bundle whose signatures are good, with its certificates and lists as objects; the newest root last."""

    bundle: Bundle
    roots: tuple[x509.Certificate, ...]
    crosses: tuple[x509.Certificate, ...]
    issuers: tuple[x509.Certificate, ...]
    root_lists: tuple[x509.CertificateRevocationList, ...] = field(repr=False)
    lists: tuple[x509.CertificateRevocationList, ...] = field(repr=False)

    @property
    def root(self) -> x509.Certificate:
        """The root that signs now."""
        return self.roots[-1]

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the root, to be compared aloud."""
        return spoken(der(self.root))

    @property
    def fingerprint(self) -> str:
        """The same as letters."""
        return fingerprint(der(self.root))

    @property
    def test(self) -> bool:
        """Whether this is a rehearsal."""
        return is_test(self.bundle.anchors.name)


def programme_id(root: x509.Certificate) -> str:
    """Return the id of the programme that begins with this root."""
    return sha256(der(root)).hexdigest()[:16]


def check_bundle(bundle: Bundle, name: str) -> Checked:
    """Check everything that can be checked without knowing anybody. Raises `UntrustedFileError`; ``name`` is the file.

    Whether this programme is the one that somebody means, only a person or an older bundle can say.
    """
    try:
        checked = _opened(bundle)
        sound = (
            _anchors_hold(bundle.anchors, checked)
            and _lists_hold(checked)
            and _signatures_hold(checked)
            and _news_hold(bundle.news, bundle.anchors)
        )
    except (ValueError, TypeError, KeyError, UnsupportedAlgorithm, x509.DuplicateExtension):
        raise damaged(name) from None
    if not sound:
        text = _("{name} is not a trust bundle that holds together: a signature or a certificate in it is not right.")
        raise UntrustedFileError(text.format(name=name), _("Do not use it. Ask the programme's lead for a new one."))
    return checked


def vouched(certificate_: x509.Certificate, above: Iterable[x509.Certificate]) -> x509.Certificate | None:
    """Return the one of ``above`` that signed a certificate, if one did."""
    for each in above:
        try:
            certificate_.verify_directly_issued_by(each)
        except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
            continue  # not signed by this one, or with a key that no authority has
        return each
    return None


def is_authority(certificate_: x509.Certificate, levels: int) -> bool:
    """Say whether a certificate may sign others with at most ``levels`` below them."""
    try:
        limits = certificate_.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = certificate_.extensions.get_extension_for_class(x509.KeyUsage).value
        certificate_.extensions.get_extension_for_oid(ExtensionOID.SUBJECT_KEY_IDENTIFIER)
    except (x509.ExtensionNotFound, ValueError):
        return False
    key = certificate_.public_key()
    strong = isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in {"secp256r1", "secp384r1"}
    return strong and limits.ca and limits.path_length == levels and usage.key_cert_sign and usage.crl_sign


def revoked_serials(lists: Iterable[x509.CertificateRevocationList]) -> frozenset[int]:
    """Return the numbers of the certificates that stand on any of the lists."""
    return frozenset(entry.serial_number for each in lists for entry in each)


def _opened(bundle: Bundle) -> Checked:
    anchors, news = bundle.anchors, bundle.news
    many = (anchors.roots, anchors.issuers, anchors.crosses, anchors.root_lists, anchors.former, news.lists)
    if any(len(each) > MOST for each in (*many, anchors.register_keys, news.status_lists)) or not anchors.roots:
        raise ValueError(len(anchors.roots))
    return Checked(
        bundle,
        certificates(anchors.roots),
        certificates(anchors.crosses),
        certificates(anchors.issuers),
        tuple(revocation_list(text) for text in anchors.root_lists),
        tuple(revocation_list(text) for text in news.lists),
    )


def _anchors_hold(anchors: Anchors, checked: Checked) -> bool:
    firsts = {programme_id(certificate(text)) for text in (*anchors.former, *anchors.roots)}
    keys = [to_bytes(period.key) for period in anchors.register_keys]
    for key in keys:
        Ed25519PublicKey.from_public_bytes(key)
    named = {programme_of(each) for each in (*checked.roots, *checked.issuers, *checked.crosses)}
    return (
        anchors.programme in firsts
        and anchors.version >= 1
        and len(anchors.name) <= LONGEST_NAME
        and _can_be_shown(anchors.name)
        and named == {anchors.name}
        and all(is_authority(root, 1) and vouched(root, (root,)) for root in checked.roots)
        and all(is_authority(issuer, 0) and vouched(issuer, checked.roots) for issuer in checked.issuers)
        and all(is_authority(cross, 1) for cross in checked.crosses)
        and bool(keys)
        and len(set(keys)) == len(keys)
        # One key signs at a time: the one that is not retired.
        and sum(period.retired_at is None for period in anchors.register_keys) == 1
    )


def _can_be_shown(name: str) -> bool:
    """Say whether a name is one that this program would give: on one line, with nothing in it that can't be seen."""
    try:
        return fit(name, "name") == name
    except CertDeskError:
        return False


def _lists_hold(checked: Checked) -> bool:
    return all(_list_is_by(each, checked.roots) for each in checked.root_lists) and all(
        _list_is_by(each, checked.issuers) for each in checked.lists
    )


def _list_is_by(crl: x509.CertificateRevocationList, signers: Iterable[x509.Certificate]) -> bool:
    for each in signers:
        key = each.public_key()
        if crl.issuer == each.subject and isinstance(key, ec.EllipticCurvePublicKey) and crl.is_signature_valid(key):
            return True
    return False


def _signatures_hold(checked: Checked) -> bool:
    bundle = checked.bundle
    mine = bundle.anchors_signature.by == sha256(der(checked.root)).hexdigest()
    if not (mine and is_signed(bundle.anchors, ANCHORS, bundle.anchors_signature, checked.root.public_key())):
        return False
    gone = revoked_serials(checked.root_lists)
    for issuer in checked.issuers:
        mine = sha256(der(issuer)).hexdigest() == bundle.news_signature.by and issuer.serial_number not in gone
        if mine and is_signed(bundle.news, NEWS, bundle.news_signature, issuer.public_key()):
            return True
    return False


def _news_hold(news: News, anchors: Anchors) -> bool:
    return news.programme == anchors.programme and news.version >= 1
