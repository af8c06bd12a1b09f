"""CertDesk's comment banks: `schema: certdesk.comment-bank/1`."""

from __future__ import annotations

from certdesk.core.comment_bank import Comment, CommentKind
from certdesk.core.fields import Fields
from certdesk.core.words import _
from certdesk.rubric_formats.our_yaml import top

SCHEMA = "certdesk.comment-bank/1"


def read_comment_bank(text: str, *, name: str) -> tuple[Comment, ...]:
    """Read a comment bank in its own order; ``name`` is the file's name for messages. Raises RubricError."""
    file = top(text, name, SCHEMA)
    language = file.text("language", "en")
    comments = tuple(_comment(part, language) for part in file.children("comments", "comment"))
    seen: set[str] = set()
    for comment in comments:
        if comment.id in seen:
            raise file.fail(_("there are two comments {id}.").format(id=comment.id), _("Give one of them another id."))
        seen.add(comment.id)
    return comments


def _comment(fields: Fields, language: str) -> Comment:
    fields = fields.at(_("comment {id}").format(id=fields.text("id")))
    fields.only("id", "rubric", "kind", "criteria", "level", "language", "shortcut", "tags", "text")
    kinds = [kind.value for kind in CommentKind]
    kind = fields.text("kind")
    if kind not in kinds:
        problem = _("“kind” can't be “{kind}”.").format(kind=kind)
        raise fields.fail(problem, _("Write one of: {allowed}.").format(allowed=", ".join(kinds)))
    return Comment(
        id=fields.text("id"),
        kind=CommentKind(kind),
        criteria=fields.texts("criteria"),
        levels=fields.numbers("level"),
        text=fields.text("text"),
        rubric=fields.text("rubric", ""),
        language=fields.text("language", language),
        shortcut=fields.text("shortcut", fields.text("id").lower()),
        tags=fields.texts("tags"),
    )
