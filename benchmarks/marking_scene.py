"""A class of any size whose essays all wait to be marked by the demo's teacher."""

from classrooms.models import Classroom, Membership, User
from essays.models import Assignment, Essay, Submission
from tests import make

TEACHER = "teacher"


def class_to_mark(essays: int) -> Assignment:
    """Set work of the demo to a new class of so many students, each of whom has handed in; return the work."""
    teacher = User.objects.get(username=TEACHER)
    model = Submission.objects.filter(essay__writer__username="student3", round=1).latest("words")
    work = Assignment.objects.get(pk=model.essay.assignment_id)
    room = Classroom.objects.create(name=f"{essays} to mark", school=teacher.school)
    work.pk, work.classroom = None, room
    work.save()
    make.member(teacher, room, role="teacher", lead=True)
    names = [f"marked{essays}x{n}" for n in range(essays)]
    people = [User(username=name, username_key=name, first_name=name, school=teacher.school) for name in names]
    students = User.objects.bulk_create(people)
    Membership.objects.bulk_create(
        Membership(school=room.school, user=student, classroom=room, role="student") for student in students
    )
    for student in students:
        _hand_in(work, student, model)
    return work


def _hand_in(work: Assignment, student: User, model: Submission) -> None:
    essay: Essay = make.essay(work, writer=student)
    make.submission(essay, document=model.document, text=model.text, digest=model.digest, words=model.words)
