"""READ-ME-FIRST.html: what this is and what to do with it, for whoever finds it; it names no candidate."""

from __future__ import annotations

from html import escape

from certdesk.core.words import _, ngettext
from certdesk.exchange.bag import Volume
from certdesk.exchange.package import GIB, MIB, Head, Purpose, Seal

_STYLE = """
body{font:17px/1.5 system-ui,sans-serif;color:#23221f;background:#f7f6f3;margin:0;padding:2rem 1rem}
main{max-width:40rem;margin:auto;background:#fff;border:1px solid #deddd8;border-radius:10px;padding:1.5rem 2rem}
h1{font-size:1.5rem;margin:.2rem 0 1rem}h2{font-size:1.05rem;margin:1.4rem 0 .3rem}
p,ul,ol{margin:.3rem 0}dt{color:#6b6963;font-size:.9rem}dd{margin:0 0 .5rem;overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){body{background:#1d1d1b;color:#eceae4}main{background:#272725;border-color:#454440}
dt{color:#b3b0a8}}
"""


def read_me(head: Head, volume: Volume, words_of_recipients: tuple[str, ...] = ()) -> bytes:
    """Return the page. ``words_of_recipients`` tell for whose keys it is sealed without naming them."""
    facts = [
        (_("Packed on"), head.made_at.date().isoformat()),
        (_("Package"), head.package),
        (_("Size"), _size(head.size)),
        (_("For"), _for_whom(head, words_of_recipients)),
        (_("Stick"), _which(volume)),
    ]
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    title, lead = _what(head.purpose)
    steps = "".join(f"<li>{escape(one)}</li>" for one in _steps(head, volume))
    parts = [
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<style>{_STYLE}</style></head><body><main><h1>{escape(title)}</h1><p>{escape(lead)}</p>",
        f"<h2>{escape(_('What to do'))}</h2><ol>{steps}</ol>",
        f"<h2>{escape(_('If you are not the one it is for'))}</h2><p>{escape(_stranger(head))}</p>",
        f"<h2>{escape(_('Facts'))}</h2><dl>{listed}</dl></main></body></html>\n",
    ]
    return "".join(parts).encode()


def _what(purpose: Purpose) -> tuple[str, str]:
    match purpose:
        case Purpose.RECEIPT:
            return _("A receipt of CertDesk"), _("It tells the desk that packed something what arrived.")
        case Purpose.REQUEST:
            return _("A request of CertDesk"), _("It asks the desk that packed something for what did not arrive.")
        case Purpose.MARKS:
            return _("A package of CertDesk"), _("It carries assessments from one desk to another.")
        case Purpose.PORTFOLIOS:
            return _("A package of CertDesk"), _("It carries portfolios from one desk to another.")


def _steps(head: Head, volume: Volume) -> list[str]:
    steps = [_("Open CertDesk and go to Exchange."), _("Drop this whole folder there, or choose it.")]
    if volume.count != 1:
        steps.append(_("Do the same with the other sticks, in any order: CertDesk says what is still missing."))
    if head.seal is Seal.PASSPHRASE:
        steps.append(_("Type the six words that the sender told you by another way, such as the telephone."))
    steps.append(_("Look at what would change, and take it in."))
    steps.append(_("Bring the receipt back that CertDesk writes beside this folder. Please change no file in here."))
    return steps


def _stranger(head: Head) -> str:
    if head.seal is Seal.OPEN:
        return _("It holds no names and no marks. Please give it back to its owner.")
    return _("Its content is sealed and can't be read without the right key. Please give it back to its owner.")


def _for_whom(head: Head, words: tuple[str, ...]) -> str:
    if head.seal is Seal.PASSPHRASE:
        return _("whoever was told the six words")
    if head.seal is Seal.OPEN or not words:
        return _("whoever it was given to")
    return " / ".join(_("the key with the words {words}").format(words=one) for one in words)


def _which(volume: Volume) -> str:
    if volume.count == 1:
        return _("this one holds everything")
    if not volume.count:
        return _("number {number} of several").format(number=volume.number)
    text = ngettext("number {number} of {count}", "number {number} of {count}", volume.count)
    return text.format(number=volume.number, count=volume.count)


def _size(size: int) -> str:
    if size >= GIB:
        return f"{size / 10**9:.1f} GB"
    return f"{size / 10**6:.1f} MB" if size >= MIB else f"{max(1, size // 1000)} kB"
