"""Two texts of one essay, and the writer's choice between them."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from classrooms.audit import record
from classrooms.errors import Conflict
from classrooms.models import User
from essays import document, drafts, merging
from essays.document import DocumentError
from essays.models import Branch, Draft


@transaction.atomic
def settle(
    *, branch: Branch, keep: str, revision: int, by: User, digest: str = "", choices: Sequence[str] = ()
) -> Draft:
    """End a branch: keep "mine" (the branch), "theirs" (the head), "both" (what the branch has besides, at the end), or
    "parts": of each part where `merging.parts` finds them different, what `choices` say.

    `revision` is the head that the writer saw; `digest`, for "parts", the branch's text. Raises Conflict when either
    has moved on, when writing has ended, when the choices do not fit, or when the result is too long. Nothing is thrown
    away: the other text stays among the revisions.
    """
    essay = branch.essay
    draft = drafts.take(essay)
    branch.refresh_from_db()
    if branch.settled_at is not None:
        return draft
    where = drafts.standing_of(essay, draft)
    if not where.can_write:
        raise Conflict(_("Writing has ended. Both texts are kept."), code="handed-in")
    if draft.revision != revision or (keep == "parts" and branch.digest != digest):
        raise Conflict(_("The essay was changed again meanwhile. Compare once more."), code="branch")
    text = _settled(draft, branch, keep, choices)
    if keep != "theirs":
        drafts.advance(draft, text, document.words(document.parse(text)), at=where.at)
    drafts.close(branch)
    record(verb="settled a branch", by=by, school=essay.school, thing=essay, about=by, keep=keep)
    return draft


def _settled(draft: Draft, branch: Branch, keep: str, choices: Sequence[str]) -> str:
    """The text that a choice between the head and a branch gives."""
    if keep in ("mine", "theirs"):
        return branch.document if keep == "mine" else draft.document
    head, other = document.parse(draft.document), document.parse(branch.document)
    try:
        tree = merging.merged(merging.parts(head, other), choices) if keep == "parts" else merging.joined(head, other)
        text = document.dumps(tree)
        document.parse(text)
    except DocumentError:
        raise Conflict(_("Both together are too long for one essay. Keep less of them."), code="too-long") from None
    except ValueError:
        raise Conflict(_("Choose for each paragraph what to keep."), code="choices") from None
    return text
