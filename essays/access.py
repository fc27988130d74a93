"""One piece of work for one purpose, or a refusal: 404 may not read, 403 may not do, 409 (Conflict) wrong state."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from classrooms.access import classroom_to_see, leads
from classrooms.models import Classroom, Membership, User
from essays.models import (
    Aim,
    Assignment,
    BankComment,
    Comment,
    Essay,
    Exemplar,
    Flag,
    Response,
    Return,
    Revision,
    Rubric,
    Star,
    Submission,
)


def assignment_to_see(user: User, pk: int) -> Assignment:
    """Work set to a class that one marks or, once opened, studies in."""
    return get_object_or_404(Assignment.objects.visible_to(user).select_related("classroom__school", "rubric"), pk=pk)


def assignment_to_start(user: User, pk: int) -> Assignment:
    """Opened work of a class that one studies in; 403 for those who mark it."""
    assignment = assignment_to_see(user, pk)
    mine = Membership.objects.current().students().filter(user=user, classroom=assignment.classroom)
    if not mine.exists():
        raise PermissionDenied
    return assignment


def assignment_to_mark(user: User, pk: int) -> Assignment:
    """Work whose essays one marks; 403 for its students."""
    found = Assignment.objects.marked_by(user).select_related("classroom__school", "rubric").filter(pk=pk).first()
    if found is None:
        assignment_to_see(user, pk)
        raise PermissionDenied
    return found


def assignment_to_return(user: User, pk: int) -> Assignment:
    """Work of a class that one leads; 403 for everyone else who may see it."""
    assignment = assignment_to_see(user, pk)
    if not leads(user, assignment.classroom):
        raise PermissionDenied
    return assignment


def assignment_to_export(user: User, pk: int) -> Assignment:
    """Work of a class that one leads or heads; 403 for everyone else who may see it."""
    assignment = assignment_to_see(user, pk)
    _require_can_export(user, assignment.classroom)
    return assignment


def classroom_to_export(user: User, pk: int) -> Classroom:
    """A class that one leads or heads; 403 for its other staff and the school's admin."""
    classroom = classroom_to_see(user, pk)
    _require_can_export(user, classroom)
    return classroom


def _require_can_export(user: User, classroom: Classroom) -> None:
    if not can_export(user, classroom):
        raise PermissionDenied


def can_export(user: User, classroom: Classroom) -> bool:
    """Tell whether this person takes marks of the class out of the house: a lead teacher, or the department's head."""
    heads = Membership.objects.current().filter(user=user, role="head", department__classrooms=classroom)
    return leads(user, classroom) or heads.exists()


def essay_to_write(user: User, pk: int) -> Essay:
    """One's own essay with its draft; 404 for everyone else."""
    return get_object_or_404(
        Essay.objects.select_related(
            "draft",
            "assignment__classroom",
            "assignment__rubric",
            "assignment__question__unit__course",
            "question__unit__course",
        ),
        writer=user,
        pk=pk,
    )


def essay_to_save(user: User, pk: int) -> Essay:
    """One's own essay with what a save asks of it, which comes far more often than a page; 404 for everyone else."""
    return get_object_or_404(Essay.objects.select_related("assignment"), writer=user, pk=pk)


def state_to_see(user: User, pk: int, state: int) -> Revision:
    """A saved state of one's own essay, with the essay and its draft; 404 for everyone else."""
    essay = essay_to_write(user, pk)
    found = get_object_or_404(Revision.objects.select_related("branch"), essay=essay, pk=state)
    found.essay = essay
    return found


def essay_to_read(user: User, pk: int) -> Essay:
    """One's own essay, or one handed in by a class that one marks."""
    return get_object_or_404(
        Essay.objects.visible_to(user).select_related("draft", "writer", "assignment__classroom", "assignment__rubric"),
        pk=pk,
    )


def submission_to_read(user: User, pk: int) -> Submission:
    """One's own submission, or one to a class that one marks."""
    return get_object_or_404(
        Submission.objects.visible_to(user).select_related("essay__assignment", "essay__question"), pk=pk
    )


def submission_to_mark(user: User, pk: int) -> Submission:
    """A submission to a class that one marks; 403 for its writer, 404 for others."""
    marked = Submission.objects.marked_by(user).select_related(
        "essay__writer", "essay__assignment__classroom", "essay__assignment__rubric"
    )
    found = marked.filter(pk=pk).first()
    if found is None:
        get_object_or_404(Submission.objects.visible_to(user), pk=pk)
        raise PermissionDenied
    return found


def submission_to_see_written(user: User, pk: int) -> Submission:
    """A submission to a class that one marks, whose work shows how it was written; 403 where it does not."""
    submission = submission_to_mark(user, pk)
    if not submission.assignment.shows_process:
        raise PermissionDenied
    return submission


def submission_to_lead(user: User, pk: int) -> Submission:
    """A submission to a class that one leads: to send back, to return, to correct; 403 for its other markers."""
    submission = submission_to_mark(user, pk)
    if not leads(user, submission.assignment.classroom):
        raise PermissionDenied
    return submission


def comment_to_change(user: User, pk: int) -> Comment:
    """A standing comment on a submission that one marks: one's own, or any for the class's lead teacher (else 403)."""
    return _own_comment(user, get_object_or_404(Comment.objects.standing().select_related("submission"), pk=pk))


def comment_to_bring_back(user: User, pk: int) -> Comment:
    """The same for a comment that may have been taken away."""
    return _own_comment(user, get_object_or_404(Comment.objects.select_related("submission"), pk=pk))


def _own_comment(user: User, comment: Comment) -> Comment:
    submission = _marked(user, comment.submission_id)
    if comment.author_id != user.pk and not leads(user, submission.assignment.classroom):
        raise PermissionDenied
    return comment


def star_to_remove(user: User, pk: int) -> Star:
    """A star on a submission that one marks: whoever set it, since a passage is starred once for all."""
    star = get_object_or_404(Star, pk=pk, removed_at=None)
    _marked(user, star.submission_id)
    return star


def flag_to_lower(user: User, pk: int) -> Flag:
    """A flag on a submission that one marks, whoever raised it."""
    flag = get_object_or_404(Flag.objects.select_related("submission", "school"), pk=pk)
    _marked(user, flag.submission_id)
    return flag


def comment_to_answer(user: User, pk: int) -> Comment:
    """A returned comment on one's own essay; 404 otherwise, before its return too."""
    return get_object_or_404(
        Comment.objects.returned().select_related("submission__essay"), submission__essay__writer=user, pk=pk
    )


def response_to_reply_to(user: User, pk: int) -> Response:
    """A student's answer to a comment, for those who mark the class."""
    response = get_object_or_404(Response.objects.select_related("comment__submission"), pk=pk)
    _marked(user, response.comment.submission_id)
    return response


def _marked(user: User, pk: int) -> Submission:
    try:
        return submission_to_mark(user, pk)
    except PermissionDenied:
        raise Http404 from None


def require_staff(user: User) -> None:
    """403 for everyone but those who teach or mark a class, and the school's admin."""
    if not (user.teaches or user.is_school_admin):
        raise PermissionDenied


def keeps_school_bank(user: User) -> bool:
    """Tell whether this person keeps what all markers of the school use: a lead teacher of any class, or the admin."""
    return user.is_school_admin or Membership.objects.current().filter(user=user, lead=True).exists()


def require_school_bank(user: User) -> None:
    """403 for everyone who does not keep what all markers of the school use."""
    if not keeps_school_bank(user):
        raise PermissionDenied


def bank_to_see(user: User, whose: str) -> User | None:
    """The owner of the bank that an address names: oneself for "own", nobody for "school"; 404 for other words."""
    require_staff(user)
    if whose not in ("own", "school"):
        raise Http404
    return user if whose == "own" else None


def bank_to_keep(user: User, whose: str) -> User | None:
    """The owner of a bank that one may change; 403 for the school's unless one keeps it."""
    owner = bank_to_see(user, whose)
    if owner is None:
        require_school_bank(user)
    return owner


def bank_comment_to_change(user: User, pk: int) -> BankComment:
    """A comment of one's own bank, or of the school's (403 unless one keeps it); 404 for another's."""
    require_staff(user)
    found = get_object_or_404(BankComment.objects.of(user), pk=pk)
    if found.owner_id is None:
        require_school_bank(user)
    return found


def rubric_to_see(user: User, pk: int) -> Rubric:
    """A rubric of one's school, for its staff."""
    require_staff(user)
    return get_object_or_404(Rubric, pk=pk, school=user.school_id)


def rubric_to_edit(user: User, pk: int) -> Rubric:
    """A rubric of the school to make another from; 403 unless one keeps what all markers use."""
    rubric = rubric_to_see(user, pk)
    require_school_bank(user)
    return rubric


def student_of(assignment: Assignment, pk: int) -> User:
    """A student of the class that this work is set to; 404 otherwise."""
    students = Membership.objects.current().students().filter(classroom=assignment.classroom_id)
    return get_object_or_404(User, pk=pk, pk__in=students.values("user"))


def submission_to_learn_from(user: User, essay: int) -> Submission:
    """What was returned last of one's own essay; 404 before its return."""
    found = Return.objects.visible().filter(submission__essay=essay, submission__essay__writer=user)
    last = (
        found.filter(submission__sent_back_at=None)
        .select_related("submission")
        .order_by("-submission__round", "-pk")
        .first()
    )
    if last is None:
        raise Http404
    return last.submission


def aim_to_keep(user: User, pk: int) -> Aim:
    """One's own aim that was not dropped."""
    return get_object_or_404(Aim.objects.select_related("submission"), student=user, dropped_at=None, pk=pk)


def exemplar_to_read(user: User, pk: int) -> Exemplar:
    """An essay that its writer lets this person's class read; 404 otherwise."""
    found = Exemplar.objects.readable_by(user).select_related("submission__essay__writer")
    return get_object_or_404(found, pk=pk)


def exemplar_to_answer(user: User, pk: int) -> Exemplar:
    """One's own essay that later classes may read or not; 404 for everyone else."""
    return get_object_or_404(Exemplar.objects.select_related("submission"), submission__essay__writer=user, pk=pk)


def exemplar_to_withdraw(user: User, pk: int) -> Exemplar:
    """An exemplar from a class that one leads; 403 for its other markers and the writer."""
    exemplar = get_object_or_404(Exemplar, pk=pk)
    submission_to_lead(user, exemplar.submission_id)
    return exemplar
