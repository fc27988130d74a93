"""Exemplars: ask a writer whether later classes may read a returned essay; their answer; take it away again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms.audit import record as audit
from classrooms.errors import Conflict
from classrooms.models import User
from essays.errors import Unfit
from essays.marking import words_of
from essays.models import Exemplar, Return, Submission

LONGEST_NOTE = 300


@transaction.atomic
def ask(*, submission: Submission, by: User, note: object) -> Exemplar:
    """Ask the writer; `note` says to readers why it is worth reading. Asked again, it only changes the note.

    Raises Conflict when it is not returned or its writer has declined, Unfit for a bad note or a text with the
    writer's name.
    """
    words, writer = words_of(note, longest=LONGEST_NOTE), submission.essay.writer
    if submission.sent_back_at or not Return.objects.visible().filter(submission=submission).exists():
        raise Conflict(_("Return this essay first: its writer must have seen what you said."), code="not-returned")
    if writer.get_full_name() and writer.get_full_name() in submission.text:
        raise Unfit(_("The writer’s name stands in the text, so it cannot be shown without one."), code="named")
    fields = {"school": submission.school, "asked_by": by, "note": words}
    exemplar, made = Exemplar.objects.get_or_create(submission=submission, defaults=fields)
    if exemplar.declined_at:
        raise Conflict(_("Its writer would rather not. They can change their mind on their feedback page."), code="no")
    if exemplar.withdrawn_at:
        again = {"asked_by": by, "asked_at": timezone.now(), "consented_at": None, "withdrawn_at": None}
        Exemplar.objects.filter(pk=exemplar.pk).update(**again)
    if made or exemplar.withdrawn_at:
        audit(verb="exemplar asked for", by=by, school=submission.school, thing=exemplar, about=writer)
    Exemplar.objects.filter(pk=exemplar.pk).update(note=words)
    exemplar.refresh_from_db()
    return exemplar


@transaction.atomic
def answer(*, exemplar: Exemplar, by: User, yes: bool) -> None:
    """The writer's answer, which they may change at any time. Raises Conflict once the teacher has taken it away."""
    now = timezone.now()
    said = {"consented_at": now, "declined_at": None} if yes else {"declined_at": now}
    if not Exemplar.objects.filter(pk=exemplar.pk, withdrawn_at=None).update(**said):
        raise Conflict(_("Your teacher has taken this essay away again. Nobody can read it."), code="withdrawn")
    verb = "exemplar consented to" if yes else "exemplar declined"
    audit(verb=verb, by=by, school=exemplar.school, thing=exemplar)


@transaction.atomic
def withdraw(*, exemplar: Exemplar, by: User) -> None:
    """Nobody reads it any more; to show it again, its writer is asked again."""
    if Exemplar.objects.filter(pk=exemplar.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        audit(verb="exemplar withdrawn", by=by, school=exemplar.school, thing=exemplar)
