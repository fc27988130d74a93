"""A text from a Word file becomes the essay, or its end: one saved state more, so that nothing is lost."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from classrooms.audit import record
from classrooms.errors import Conflict
from classrooms.models import User
from essays import citing, document, revisions, schema, writing
from essays.errors import Unfit
from essays.models import Essay, Revision
from essays.queries import standing_of

INSTEAD, AFTER = "instead", "end"


def require_turn(essay: Essay) -> None:
    """Raise Conflict unless it is the writer's turn."""
    if not standing_of(essay).can_write:
        raise Conflict(_("It is not your turn to write now, so nothing can be brought in."), code="handed-in")


def without_foreign_citations(tree: document.Tree, writer: int) -> tuple[document.Tree, int]:
    """A document without citations of clippings that are not the writer's (a user's pk), and how many these were."""
    cited = document.citations(tree)
    own = citing.own_clippings(writer, cited)
    foreign = sum(pk not in own for pk in cited)
    return (document.without_citations(tree, own) if foreign else tree), foreign


@transaction.atomic
def take_in(*, essay: Essay, tree: document.Tree, where: str, revision: int, by: User) -> Revision:
    """Put a document in place of the text ("instead") or at its "end", as a new state of it.

    `revision` is the head that the writer saw, and the essay comes with its draft. Raises Conflict when the head has
    moved on or writing has ended, Unfit when both together are too long. The state says which of its words came from
    outside.
    """
    draft = essay.draft
    if draft.revision != revision:
        raise _moved()
    before = _written(document.parse(draft.document)) if where == AFTER else []
    whole = {"type": "doc", "content": [*before, *tree["content"]]}
    if said := too_long(whole):
        raise Unfit(said, code="too-long")
    client = f"{revisions.FILE}{secrets.token_hex(8)}"
    saved = writing.save(essay=essay, client=client, seq=1, base=revision, text=document.dumps(whole))
    if saved.code != "saved":
        raise _moved()  # and the branch that was kept of it goes with this transaction
    kept = Revision.objects.get(essay=essay, client=client, seq=1)
    at = len(document.plain_text({"type": "doc", "content": before}))
    kept.pastes = [{"at": at, "length": len(document.plain_text(tree)), "from": "outside"}]
    kept.save(update_fields=["pastes"])
    record(verb="brought in a file", by=by, school=essay.school, thing=essay, about=by, where=where, words=kept.words)
    return kept


def too_long(tree: document.Tree) -> str:
    """Say by how much a document is larger than an essay may be; "" when it fits."""
    size = len(document.dumps(tree).encode())
    if size <= schema.MAX_BYTES:
        return ""
    return _("This is too long for one essay: %(size)s KB, and an essay holds %(most)s KB.") % {
        "size": -(-size // 1024),
        "most": schema.MAX_BYTES // 1024,
    }


def _moved() -> Conflict:
    return Conflict(_("Your essay was changed elsewhere meanwhile. Look once more, then choose."), code="branch")


def _written(tree: document.Tree) -> list[document.Tree]:
    """The blocks of a text without the empty ones at its end."""
    content = list(tree["content"])
    while content and not document.plain_text({"type": "doc", "content": content[-1:]}).strip():
        content.pop()
    return content
