"""What a student does about a comment, and what the teacher says to that."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.models import User
from essays.errors import Unfit
from essays.marking import words_of
from essays.models import Comment, Reply, Response

LONGEST_ANSWER = 1000


@transaction.atomic
def respond(*, comment: Comment, by: User, answer: str, note: str = "") -> Response:
    """Answer a returned comment: done, differently, or a question, which needs words. Raises Unfit.

    A new answer takes the old one's place; but words that a teacher has replied to stay while the new one brings none.
    """
    if answer not in Response.Answer.values:
        raise Unfit(_("Choose Done, Done differently or Ask."), code="answer")
    note = words_of(note, longest=LONGEST_ANSWER)
    before = Response.objects.select_for_update().filter(comment=comment).first()
    if not note and before and before.replies.exists():
        note = before.note
    if answer == Response.Answer.QUESTION and not note:
        raise Unfit(_("Write your question, then send it."), code="empty")
    said, _made = Response.objects.update_or_create(
        comment=comment,
        defaults={"answer": answer, "note": note, "answered_at": timezone.now()},
        create_defaults={"school": comment.school, "student": by, "answer": answer, "note": note},
    )
    return said


def reply(*, response: Response, by: User, body: str) -> Reply:
    """Say something to a student's answer; they see it at once. Raises Unfit without words."""
    body = words_of(body, longest=LONGEST_ANSWER, needed=True)
    return Reply.objects.create(school=response.school, response=response, author=by, body=body)
