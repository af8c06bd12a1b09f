"""What a badge says as statements in canonical order (RDFC-1.0): the bytes that a signature covers.

A signature of this kind covers the statements that JSON-LD finds in a file, not its letters. What JSON-LD drops is not
covered, and what can be written in two ways can be moved without breaking the signature. `uncovered` finds both.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.badge.contexts import UnknownContextError, load
from certdesk.signing.offline import keep_clients_out

NOWHERE = "certdesk-undefined:/"
"""Stands before every name that no context defines, so that it can be told from the names that mean something."""
_MOST_WORK = 60_000
_BAD = r"""\s<>"{}|\\^`"""
_ADDRESS = re.compile(rf"[A-Za-z][^{_BAD}:\x80-\U0010FFFF]*:[^{_BAD}]+")
"""What stands for itself: a scheme in plain letters, a colon, and something without spaces and odd signs."""


class TangledError(UntrustedFileError):
    """So many parts look alike that sorting them would take for ever. No real badge is like that."""


def expanded(document: dict[str, Any]) -> tuple[list[Any], list[str]]:
    """Return a document in JSON-LD's expanded form, and the names in it that JSON-LD dropped.

    Raises `UnknownContextError` for words of other contexts, `UntrustedFileError` when it is no JSON-LD.
    """
    keep_clients_out()
    from pyld import jsonld

    dropped: list[str] = []
    processor = _remembering()(on_property_dropped=lambda name, *_rest: dropped.append(str(name)))
    try:
        found = processor.expand(document, {"documentLoader": load, "base": NOWHERE})
    except jsonld.JsonLdError as problem:
        raise _explained(problem) from problem
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        # The library trips over shapes that no standard knows; for whoever asks this is all the same.
        raise UntrustedFileError(_("This is not written as badges are."), _("Ask for the file once more.")) from problem
    return found, dropped


def _remembering() -> Any:  # noqa: ANN401 - the library has no types
    """Return PyLD's processor, which then works out the words of each kind of thing only once: twice as fast."""
    from pyld import jsonld

    class Remembering(jsonld.JsonLdProcessor):  # type: ignore[misc]
        """Remembers what the words of a kind come to, within one document."""

        def __init__(self, on_property_dropped: Callable[..., None]) -> None:
            super().__init__(on_property_dropped=on_property_dropped)
            # Both are kept with the answer, so that no other object can come to have the same id meanwhile.
            self._known: dict[tuple[int, int], tuple[Any, Any, Any]] = {}

        def _process_context(self, active_ctx: Any, local_ctx: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401
            # PyLD's own memory misses these, because it gives the words of a kind a new name each time it meets it.
            if options != {"propagate": False} or "_uuid" not in active_ctx:
                return super()._process_context(active_ctx, local_ctx, *args, **options)
            key = (id(active_ctx), id(local_ctx))
            if key not in self._known:
                answer = super()._process_context(active_ctx, local_ctx, *args, **options)
                self._known[key] = active_ctx, local_ctx, answer
            return self._known[key][2]

    return Remembering


def canonical(found: list[Any]) -> bytes:
    """Return the canonical N-Quads of an expanded document. Raises `TangledError` when that would take for ever."""
    from pyld import jsonld
    from pyld.identifier_issuer import IdentifierIssuer

    processor = jsonld.JsonLdProcessor()
    issuer = IdentifierIssuer("_:b")
    options = {"produceGeneralizedRdf": False, "processingMode": "json-ld-1.1"}
    nodes: dict[str, Any] = {"@default": {}}
    processor._create_node_map(found, nodes, "@default", issuer)  # noqa: SLF001 - `to_rdf` would expand it once more
    dataset = {
        name: processor._graph_to_rdf(graph, issuer, options)  # noqa: SLF001 - as above
        for name, graph in sorted(nodes.items())
    }
    return _sorted(dataset)


def _sorted(dataset: dict[str, Any]) -> bytes:
    from pyld.canon import URDNA2015

    class Bounded(URDNA2015):  # type: ignore[misc]
        """Counts the orders that would have to be tried, and stops before there are too many."""

        def __init__(self) -> None:
            super().__init__()
            self.work = 0

        def create_hash_to_related(self, id_: str, issuer: Any) -> Any:  # noqa: ANN401 - the library has no types
            related = super().create_hash_to_related(id_, issuer)
            for alike in related.values():
                self.work += (len(issuer.order) + 1) * math.factorial(min(len(alike), 12))
            if self.work > _MOST_WORK:
                raise TangledError(
                    _("So many parts of the badge look alike that it can't be checked."),
                    _("No program makes such badges; ask for the file once more."),
                )
            return related

    text: str = Bounded().main(dataset, {"format": "application/n-quads"})
    return text.encode()


def uncovered(document: dict[str, Any], found: list[Any], dropped: list[str]) -> tuple[str, ...]:
    """Name what a document says beyond its statements, or says in another way than in plain words.

    A file that means what its signature covers, no more and no less, has nothing of that.
    """
    odd = {name for name in dropped if not name.startswith("@")}
    odd.update(_odd_names(document, top=True))
    odd.update(_undefined(found))
    return tuple(sorted(odd))


def _odd_names(value: Any, *, top: bool = False, in_list: bool = False) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Find names that are not plain words, and lists in lists: other ways to write what is signed."""
    if isinstance(value, list):
        if in_list:
            yield "[[...]]"
        for one in value:
            yield from _odd_names(one, in_list=True)
    if not isinstance(value, dict):
        return
    plain_value = set(value) <= {"@value", "@language"} and isinstance(value.get("@value"), str)
    for name, one in value.items():
        if name == "@context":
            # Only whole credentials inside another one bring their own words, and only pinned ones.
            if not top and "VerifiableCredential" not in _list(value.get("type")):
                yield "@context"
            continue
        if not plain_value and (name.startswith("@") or ":" in name):
            yield name
        yield from _odd_names(one)


def _list(value: Any) -> list[Any]:  # noqa: ANN401 - JSON
    return value if isinstance(value, list) else [value]


def _undefined(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Find names of things and kinds that are no whole addresses: statements about them are dropped."""
    if isinstance(value, list):
        for one in value:
            yield from _undefined(one)
        return
    if not isinstance(value, dict):
        return
    for name, one in value.items():
        if name in {"@id", "@type"}:
            yield from (_short(each) for each in _list(one) if _no_address(each))
        elif name in {"@included", "@reverse", "@index", "@graph"} and name != "@graph":
            yield name
        elif not name.startswith("@") and _no_address(name):
            yield _short(name)
        if name != "@id":
            yield from _undefined(one)


def _no_address(name: Any) -> bool:  # noqa: ANN401 - JSON
    if name == "@json":
        return False
    # A name that begins with "_:" lets somebody tie parts together that belong to different places.
    return not isinstance(name, str) or _ADDRESS.fullmatch(name) is None or name.startswith(NOWHERE)


def _short(name: Any) -> str:  # noqa: ANN401 - JSON
    return str(name).removeprefix(NOWHERE).lstrip("/")[:60]


def said_twice(found: list[Any]) -> tuple[str, ...]:
    """Name things that are described in two places differently: what is said in one may belong to the other."""
    seen: dict[str, Any] = {}
    twice = set()
    for thing in _things(found):
        if len(thing) > 1 and seen.setdefault(thing["@id"], thing) != thing:
            twice.add(thing["@id"])
    return tuple(sorted(twice))


def _things(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        for one in value:
            yield from _things(one)
    elif isinstance(value, dict):
        if isinstance(value.get("@id"), str):
            yield value
        for one in value.values():
            yield from _things(one)


def _explained(problem: Exception) -> UntrustedFileError | UnknownContextError:
    """Return what lies at the bottom of a problem of the library."""
    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, UnknownContextError):
            return cause
        cause = cause.__cause__ or cause.__context__
    code = getattr(problem, "code", "") or ""
    text = _("The badge breaks the rules of its own words ({detail}).").format(detail=code or type(problem).__name__)
    return UntrustedFileError(text, _("Ask for the file once more."))
