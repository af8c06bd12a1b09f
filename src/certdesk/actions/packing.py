"""Pack portfolios and marks for somebody: plan, prepare (copies without names), state, make (seal), keep."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from certdesk.actions.blinding import BlindCopy, BlindPlan, Cleaner, make_blind, plan_blind
from certdesk.actions.consent_gate import closings
from certdesk.actions.have_list import files_known_to
from certdesk.actions.masking import masks_of, shareable_of
from certdesk.actions.outbox import OUTBOX, Packed, PackedFor, check_room, outbox_folder, packages_out, write_packed
from certdesk.actions.packing_values import Made, MarksOf, NotReady, PackagePlan, PackageScope, Stated
from certdesk.actions.recipients import Recipient, recipients, recovery_keys
from certdesk.actions.stating import (
    BlindAs,
    Blinded,
    BlindItem,
    cards_for,
    files_of,
    my_card,
    passed_on,
    statements_about,
    tasks_for,
)
from certdesk.actions.usual_times import my_usual_time
from certdesk.core.changes import Change, Kind
from certdesk.core.did_keys import did_key
from certdesk.core.errors import CertDeskError, NotAllowedError, NotFoundError
from certdesk.core.exchange import Carrier, UsualTime
from certdesk.core.portfolio import EvidenceItem, Portfolio
from certdesk.core.progress import Progress, silent
from certdesk.core.statements import Sealed, SubjectKind
from certdesk.core.words import _, ngettext
from certdesk.exchange.building import Author, Draft, build
from certdesk.exchange.package import INDEX_FORMAT, Index, Packer, Seal, format_of
from certdesk.exchange.sealing import PASSPHRASE_WORDS, Seals, sealed_behind, sealed_for
from certdesk.signing.authority.spoken import WORDS
from certdesk.signing.signer import Signer
from certdesk.signing.statements_card import words_of_key
from certdesk.store.assessments import find_assessment
from certdesk.store.people import find_person
from certdesk.store.portfolios import load_items, load_portfolios
from certdesk.store.pseudonyms import pseudonym_of
from certdesk.store.workspace import Workspace

__all__ = [
    "Made", "MarksOf", "NotReady", "PackagePlan", "PackageScope", "Stated", "author_of", "keep_package", "make_package",
    "packages_out", "plan_package", "prepare_package", "recipients", "state_package",
]  # fmt: skip


def plan_package(workspace: Workspace, scope: PackageScope) -> PackagePlan:
    """See what would be packed. Raises NotFoundError for people and portfolios that are not here, NotAllowedError."""
    people = _people(workspace, scope)
    portfolios = load_portfolios(workspace.db, scope.portfolios)
    if not portfolios:
        raise NotAllowedError(_("There is nothing to pack."), _("Choose portfolios, or assessments of yours."))
    not_ready: list[NotReady] = []
    items: list[EvidenceItem] = []
    blind: dict[str, BlindPlan] = {}
    for portfolio in portfolios:
        going = _open_items(workspace, portfolio, scope, not_ready) if scope.evidence else ()
        going = tuple(item for item in going if scope.only_files is None or item.digest in scope.only_files)
        if scope.blind:
            going = tuple(_masked(workspace, portfolio, going, not_ready))
        items += _whole_items(workspace, portfolio, going, not_ready)
        if scope.marks is MarksOf.MINE and not scope.evidence and _is_unmarked(workspace, portfolio):
            not_ready.append(NotReady(portfolio.id, portfolio.code, _("You have not begun to assess it.")))
        if scope.blind:
            blind[portfolio.id] = plan_blind(workspace, portfolio, scope.let_through)
    known = _known(workspace, scope, people)
    words = " ".join(secrets.choice(WORDS) for _number in range(PASSPHRASE_WORDS)) if scope.passphrase else ""
    package = workspace.new_id()
    person = find_person(workspace.db, workspace.person)
    return PackagePlan(
        package, scope, people, portfolios, tuple(items), known, tuple(not_ready), _warnings(scope, portfolios),
        recovery_keys(workspace, [did for one in people for did in one.dids]), blind,
        outbox_folder(workspace.folder, package), workspace.clock(), person.name if person else "", words,
        _usual_time(workspace, scope, portfolios),
    )  # fmt: skip


def prepare_package(plan: PackagePlan, cleaner: Cleaner | None = None, progress: Progress = silent) -> PackagePlan:
    """Make the copies without names that a blind package needs; other plans come back as they are. Takes no database.

    What can't be made neutral is left out, and stands in ``not_ready``. Raises StorageError.
    """
    if not plan.scope.blind or not plan.scope.evidence:
        return plan
    if cleaner is None:
        raise CertDeskError(_("Blind packages need the worker that looks into files."), _("Start CertDesk again."))
    made: dict[str, BlindPlan] = {}
    left_out: list[NotReady] = []
    items: list[EvidenceItem] = []
    total = max(1, len(plan.items))
    for portfolio in plan.portfolios:
        mine = [item for item in plan.items if item.portfolio_id == portfolio.id]

        def told(done: int, label: str, before: int = len(items)) -> None:
            progress(before + done, total, label)

        blind, kept, refused = make_blind(plan.blind[portfolio.id], mine, cleaner, plan.folder / "clean", told)
        made[portfolio.id] = blind
        items += kept
        left_out += [NotReady(portfolio.id, portfolio.code, sentence) for sentence in refused]
    return replace(plan, blind=made, items=tuple(items), not_ready=(*plan.not_ready, *left_out))


def state_package(workspace: Workspace, plan: PackagePlan, signer: Signer) -> Stated:
    """Sign what the package says. Raises CertDeskError when the signer is locked."""
    scope = plan.scope
    kinds = {SubjectKind.RUBRIC}
    if scope.evidence:
        kinds.add(SubjectKind.BLIND_PORTFOLIO if scope.blind else SubjectKind.PORTFOLIO)
    if scope.marks is not MarksOf.NOBODY and not scope.blind:
        kinds.add(SubjectKind.ASSESSMENT)
    people = (workspace.person,) if scope.marks is MarksOf.MINE else None
    statements = statements_about(
        workspace, scope.portfolios, signer, kinds=kinds, people=people, blind=_blind_as(workspace, plan)
    )
    statements = (*statements, *(() if scope.blind else passed_on(workspace, scope.portfolios)))
    if len(plan.recipients) == 1:
        # What somebody is asked to do is nobody else's business, so a package for several tells none of it.
        statements = (*statements, *tasks_for(workspace, scope.portfolios, plan.recipients[0].id, signer))
    files, elsewhere, places = _files(workspace, plan, statements)
    person = find_person(workspace.db, workspace.person)
    packer = Packer(workspace.person, person.name if person else "", "")
    cards = tuple(dict.fromkeys((my_card(workspace), *cards_for(workspace, statements))))
    return Stated(plan, statements, cards, files, elsewhere, places, packer)


def make_package(stated: Stated, signer: Signer, progress: Progress = silent) -> Made:
    """Seal everything into the outbox. Takes no database; ``progress`` counts bytes. Raises StorageError."""
    plan, scope = stated.plan, stated.plan.scope
    layout = scope.lay_out(stated.files)
    check_room(plan.folder, sum(size for _digest, size in stated.files))
    texts = tuple(sealed.text for sealed in stated.statements)
    index = Index(
        format_of(INDEX_FORMAT), plan.package, scope.purpose, stated.packer, texts, stated.cards, layout.files,
        stated.elsewhere, scope.blind, answers=scope.answers, usual_time=plan.usual_time,
    )  # fmt: skip
    seal, seals = _seals(plan)
    draft = Draft(plan.package, plan.made_at, scope.purpose, seal, seals, index, layout)
    built = build(draft, plan.folder, author_of(signer), stated.places.__getitem__, progress)
    packed = Packed(
        plan.package, plan.made_at, scope.purpose, scope.carrier, _packed_for(plan), plan.codes, scope.portfolios,
        texts, stated.files, built.head.size, scope.blind, answers=scope.answers, parts=len(built.head.parts),
        marks=scope.marks.value,
    )  # fmt: skip
    write_packed(plan.folder.parent.parent, packed)
    return Made(packed, built.folder, built.head.size, len(built.head.parts))


def keep_package(workspace: Workspace, made: Made) -> Change:
    """Say that the package lies in the outbox; it stands in the history once it is handed over."""
    codes = made.packed.codes
    label = ngettext("{count} portfolio packed", "{count} portfolios packed", len(codes)).format(count=len(codes))
    if not (workspace.folder / OUTBOX / made.packed.package).is_dir():
        raise NotFoundError(_("The package is not in the outbox any more."), _("Pack it once more."))
    return Change(Kind.EXCHANGE, frozenset({made.packed.package}), label)


def author_of(signer: Signer) -> Author:
    """Return what signs a package."""
    return Author(did_key(signer.statement_key), signer.sign_statement)


def _people(workspace: Workspace, scope: PackageScope) -> tuple[Recipient, ...]:
    if scope.passphrase == bool(scope.to):
        text = _("Say for whom the package is.")
        raise NotAllowedError(text, _("Choose people whose keys are known here, or six words for somebody else."))
    known = {one.id: one for one in recipients(workspace)}
    missing = [one for one in scope.to if one not in known or not known[one].reachable]
    if missing:
        raise NotFoundError(
            _("This desk has no key of somebody whom the package is for."), _("Pack it with six words.")
        )
    if scope.blind and len(scope.to) > 1:
        text = _("A blind package is for one person, because everybody gets pseudonyms of their own.")
        raise NotAllowedError(text, _("Make one package for each of them."))
    return tuple(known[one] for one in dict.fromkeys(scope.to))


def _usual_time(workspace: Workspace, scope: PackageScope, portfolios: tuple[Portfolio, ...]) -> UsualTime | None:
    """Return what goes along with one's own marks to people who are known here; an answer tells nothing new."""
    mine = scope.marks is MarksOf.MINE and not scope.blind and not scope.passphrase and not scope.answers
    return my_usual_time(workspace, portfolios) if mine and scope.tell_usual_time else None


def _is_unmarked(workspace: Workspace, portfolio: Portfolio) -> bool:
    return find_assessment(workspace.db, portfolio.id, workspace.person) is None


def _open_items(
    workspace: Workspace, portfolio: Portfolio, scope: PackageScope, not_ready: list[NotReady]
) -> tuple[EvidenceItem, ...]:
    """Leave out what assessors may not see; whoever leads gets it when the coordinator says so."""
    items = load_items(workspace.db, portfolio.id)
    if scope.with_closed:
        return items
    closed = closings(workspace, portfolio.id, to_others=True)
    for item in items:
        if item.id in closed:
            sentence = f"{item.title}: {closed[item.id].sentence}"
            not_ready.append(NotReady(portfolio.id, portfolio.code, sentence))
    return tuple(item for item in items if item.id not in closed)


def _masked(
    workspace: Workspace, portfolio: Portfolio, items: tuple[EvidenceItem, ...], not_ready: list[NotReady]
) -> Iterator[EvidenceItem]:
    """Return items with the copies in which faces and places are hidden; what is to be hidden and isn't stays here.

    Only blind packages need it: whoever assesses with names may see all that the consents open to them.
    """
    for item in items:
        masked = shareable_of(workspace, item.id)
        if masked is not None and masked.current:
            yield replace(item, digest=masked.copy.digest, size=masked.copy.size, format=masked.copy.format)
        elif not masks_of(workspace, item.id):
            yield item
        else:
            sentence = _("{title}: the copy with what is to be hidden has not been made yet.").format(title=item.title)
            not_ready.append(NotReady(portfolio.id, portfolio.code, sentence))


def _whole_items(
    workspace: Workspace, portfolio: Portfolio, items: tuple[EvidenceItem, ...], not_ready: list[NotReady]
) -> list[EvidenceItem]:
    whole = []
    for item in items:
        if workspace.vault.has(item.digest):
            whole.append(item)
        else:
            sentence = _("{title}: its file is not on this computer.").format(title=item.title)
            not_ready.append(NotReady(portfolio.id, portfolio.code, sentence))
    return whole


def _known(workspace: Workspace, scope: PackageScope, people: tuple[Recipient, ...]) -> frozenset[str]:
    """Return the files that everybody whom it is for is known to have, by their receipts."""
    if scope.everything or scope.blind or scope.only_files is not None or not people:
        return frozenset()
    return frozenset.intersection(*(files_known_to(workspace, one.id) for one in people))


def _warnings(scope: PackageScope, portfolios: tuple[Portfolio, ...]) -> tuple[str, ...]:
    found = []
    if scope.blind:
        found.append(
            _("Blind hides names, schools, file names and document properties; it can't hide faces, voices and places.")
        )
        cohorts = [one.cohort for one in portfolios]
        if any(cohorts.count(one) == 1 for one in cohorts):
            found.append(_("A cohort of which only one portfolio is sent tells who it is to those who know it."))
    if scope.passphrase:
        found.append(_("Tell the six words by another way than the package takes: by telephone, never on the stick."))
    if scope.carrier is Carrier.MAIL and scope.evidence:
        found.append(_("By mail only what is written travels; files of evidence need a stick or a shared folder."))
    return tuple(found)


def _audience(plan: PackagePlan) -> str:
    return plan.recipients[0].id if plan.recipients else ""


def _blind_as(workspace: Workspace, plan: PackagePlan) -> Blinded | None:
    """Give every blind portfolio its code; for a stranger with six words it is one of this package only."""
    if not plan.scope.blind:
        return None
    recipient = _audience(plan)
    hidden = {
        portfolio_id: BlindAs(
            pseudonym_of(workspace, portfolio_id, recipient or plan.package),
            {one.item_id: _blind_item(one) for one in blind.copies},
        )
        for portfolio_id, blind in plan.blind.items()
    }
    return Blinded(recipient, hidden)


def _blind_item(copy: BlindCopy) -> BlindItem:
    return BlindItem(copy.file_name, copy.title, copy.digest, copy.size, copy.format)


def _files(
    workspace: Workspace, plan: PackagePlan, statements: tuple[Sealed, ...]
) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...], dict[str, Path]]:
    """Return the files that go along, those that the statements speak of and that don't, and where each lies."""
    # Of a blind package nothing travels but the copies without names: never what lies in the vault.
    going = {} if plan.scope.blind else dict(plan.files)
    places = {digest: workspace.vault.path(digest) for digest in going}
    for blind in plan.blind.values():
        for copy in blind.copies:
            if copy.path is not None and plan.scope.carrier is not Carrier.MAIL:
                going[copy.digest], places[copy.digest] = copy.size, copy.path
    elsewhere: dict[str, int] = {}
    for sealed in statements:
        for needed in files_of(sealed):
            if needed.digest in going or needed.digest in plan.known:
                elsewhere.update({needed.digest: needed.size} if needed.digest not in going else {})
                continue
            path = workspace.documents / needed.document_name if needed.document_name else None
            wanted = plan.scope.only_files is None or needed.digest in plan.scope.only_files
            if path is not None and path.is_file() and wanted and plan.scope.carrier is not Carrier.MAIL:
                # No statement says how large a document is.
                going[needed.digest], places[needed.digest] = path.stat().st_size, path
            else:
                elsewhere[needed.digest] = needed.size
    ordered = _by_portfolio(plan, going)
    return ordered, tuple(elsewhere.items()), places


def _by_portfolio(plan: PackagePlan, going: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """Keep the files of a portfolio together, so that as few parts as possible make one whole."""
    order = {item.digest: number for number, item in enumerate(plan.items)}
    return tuple(sorted(going.items(), key=lambda one: (order.get(one[0], len(order)), one[0])))


def _seals(plan: PackagePlan) -> tuple[Seal, Seals]:
    recovery = [one for one in plan.recovery if one.startswith("age1")]
    if plan.scope.passphrase:
        return Seal.PASSPHRASE, sealed_behind(plan.passphrase, recovery)
    dids = [did for one in plan.recipients for did in one.dids]
    registers = [one for one in plan.recovery if one not in recovery]
    return Seal.RECIPIENTS, sealed_for([*dids, *registers], recovery)


def _packed_for(plan: PackagePlan) -> tuple[PackedFor, ...]:
    return tuple(PackedFor(one.id, one.name, words_of_key(one.dids[0], one.id)) for one in plan.recipients)
