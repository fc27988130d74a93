"""Essays that later classes may read: which there are, and one of them without a name."""

from classrooms.models import User
from essays.leaves import Leaves, leaves
from essays.models import Comment, Essay, Exemplar
from essays.unnamed import without_names
from lessons.models import Question


def exemplars(question: Question | None, *, reader: User) -> list[Exemplar]:
    """Those on a question that this person may read, the newest first; none for work in own words."""
    if question is None:
        return []
    found = Exemplar.objects.readable_by(reader).filter(submission__essay__question=question)
    return list(found.select_related("submission").defer("submission__document").order_by("-consented_at", "-pk"))


def asked_of(essay: Essay) -> list[Exemplar]:
    """What the writer of this essay was asked to let later classes read, draft by draft, unless it was taken away."""
    found = Exemplar.objects.filter(submission__essay=essay, withdrawn_at=None)
    return list(found.select_related("submission", "asked_by").order_by("submission__round"))


def nameless(exemplar: Exemplar) -> Leaves:
    """The essay with what was said of it and returned; the writer's names are taken out of that."""
    writer = exemplar.submission.essay.writer
    names = [writer.first_name, writer.last_name, writer.known_as, writer.get_full_name()]
    comments = list(Comment.objects.returned().filter(submission=exemplar.submission))
    for comment in comments:
        comment.body = without_names(comment.body, names)
    return leaves(exemplar.submission, comments)
