"""The demo school: complete, believable, never beside a real school, and all of one school."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from classrooms.models import AuditEntry, Classroom, Membership, School, User
from essays.models import Assignment, Comment, Essay, Excuse, Mark, Reply, Response, Return, Submission
from essays.queries import standings
from essays.states import STATES
from lessons.models import ReadingPlace
from operations.demo.school import make_demo
from tests import make

MODEL_ESSAYS = {"tom": 8, "amina": 14, "sofia": 23, "daniel": 19, "priya": 11, "marek": 16}
OURS = ("classrooms", "lessons", "essays")
AHEAD = {"Extension.due", "Assignment.opens", "Assignment.due", "Assignment.closes"}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo school, made once for this module and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_demo(today=timezone.localdate())
        transaction.set_rollback(True)


@pytest.fixture
def real_hashers(settings):
    """The demo's one password is hashed as in production."""
    settings.PASSWORD_HASHERS = ["classrooms.hashers.Argon2"]


def people_of(room: Classroom) -> list[User]:
    return [one.user for one in room.memberships.current().students().select_related("user")]


def rows() -> dict[str, int]:
    return {
        model._meta.label: model._base_manager.count()
        for name in OURS
        for model in apps.get_app_config(name).get_models()
    }


# ---------------------------------------------------------------- people


@pytest.mark.parametrize("name", ["student1", "student24", "teacher", "coteacher", "admin"])
def test_the_accounts_sign_in_with_the_demo_password(demo, db, client, real_hashers, name):
    answer = client.post(reverse("account_login"), {"login": name, "password": "redraft-demo"})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(User.objects.get(username=name).pk)


def test_everyone_else_has_no_password(demo, db):
    others = User.objects.filter(username__startswith="year10-")
    assert others.count() == 35
    assert not any(person.has_usable_password() for person in others)


def test_the_classes_have_their_sizes_and_teachers(demo, db):
    rooms = {room.name: len(people_of(room)) for room in Classroom.objects.all()}
    assert rooms == {"12C": 12, "13A": 12, "10D": 35, "11B": 0}
    assert set(Membership.objects.filter(lead=True).values_list("user__username", "classroom__name")) == {
        ("teacher", name) for name in rooms
    }
    assert list(Membership.objects.filter(user__username="coteacher").values_list("classroom__name", "lead")) == [
        ("12C", False)
    ]


def test_names_are_of_many_kinds(demo, db):
    names = " ".join(User.objects.values_list("first_name", flat=True)) + " ".join(
        User.objects.values_list("last_name", flat=True)
    )
    assert all(sign in names for sign in ("ë", "'", "Олена", "ليلى", "小雨"))
    assert max(len(person.get_full_name()) for person in User.objects.all()) > 40


# ---------------------------------------------------------------- work


def test_every_state_occurs(demo, db):
    found = [
        standing
        for room in Classroom.objects.all()
        for standing in standings(room.assignments.all(), people_of(room), for_staff=True).values()
    ]
    assert {standing.state for standing in found} == set(STATES)
    for flag in ("late", "overdue", "excused", "returned", "sent_back", "can_redraft"):
        assert any(getattr(standing, flag) for standing in found), flag
    assert any(standing.gain for standing in found)


def test_the_model_essays_have_their_marks_and_comments(demo, db):
    for name, total in MODEL_ESSAYS.items():
        mark = Mark.objects.filter(
            submission__essay__writer__first_name__iexact=name, total=total, submission__round=1
        ).get()
        comments = mark.submission.comments.all()
        assert len(comments) >= 5
        assert all(mark.submission.text[one.start : one.end] == one.quote for one in comments)
        assert all(one.bank_code and one.criterion for one in comments)


def test_essays_differ_from_one_another(demo, db):
    texts = list(Submission.objects.filter(round=1).values_list("text", flat=True))
    assert len(texts) == len(set(texts)) > 30


def test_students_have_answered_comments(demo, db):
    assert set(Response.objects.values_list("answer", flat=True)) == {"done", "differently", "question"}
    asked = Response.objects.filter(answer="question")
    assert asked.filter(replies__isnull=False).exists()
    assert asked.filter(replies=None).exists()


def test_a_redraft_changes_what_its_comments_asked_for(demo, db):
    first, second = Submission.objects.filter(
        essay__writer__username="student1", essay__assignment__short="Kirov as a watershed"
    ).order_by("round")
    asked = Comment.objects.filter(submission=first, response__answer="done", kind="target")
    assert asked
    assert not any(comment.quote in second.text for comment in asked)


def test_a_submission_keeps_its_citations(demo, db):
    essay = Submission.objects.exclude(citations=[]).get()
    assert [copy["number"] for copy in essay.citations] == [1, 2, 3]
    assert all(copy["quote"] and "passage" in copy["reference"] for copy in essay.citations)


def test_there_are_reading_places_and_excuses(demo, db):
    assert ReadingPlace.objects.values("user").distinct().count() > 6
    assert ReadingPlace.objects.exclude(read_at=None).exists()
    assert ReadingPlace.objects.filter(read_at=None).exists()
    assert Excuse.objects.count() == 3


def test_it_all_happened_in_the_past_and_in_order(demo, db):
    now = timezone.now()
    for model in (model for name in OURS for model in apps.get_app_config(name).get_models()):
        for field in (one for one in model._meta.fields if isinstance(one, models.DateTimeField)):
            name = f"{model.__name__}.{field.name}"
            assert name in AHEAD or not model._base_manager.filter(**{f"{field.name}__gt": now}).exists(), name
    assert not Essay.objects.filter(begun_at__lt=F("assignment__opens")).exists()
    assert not Submission.objects.filter(handed_in_at__lt=F("essay__begun_at")).exists()
    assert not Submission.objects.filter(round=1, late=False, handed_in_at__gt=F("essay__assignment__due")).exists()
    assert not Submission.objects.filter(late=True, handed_in_at__lt=F("essay__assignment__due")).exists()
    assert not Mark.objects.filter(made_at__lt=F("submission__handed_in_at")).exists()
    assert not Return.objects.filter(made_at__lt=F("mark__made_at")).exists()
    assert not Response.objects.filter(answered_at__lt=F("comment__made_at")).exists()
    assert not Reply.objects.filter(made_at__lt=F("response__answered_at")).exists()


def test_what_was_recorded_has_the_time_of_the_act(demo, db):
    handed_in = {entry.thing_id: entry.at for entry in AuditEntry.objects.filter(verb="handed in")}
    assert handed_in == dict(Submission.objects.values_list("pk", "handed_in_at"))
    assert AuditEntry.objects.latest("at").at < timezone.now()


def test_a_second_run_changes_nothing(demo, db):
    before = rows()
    with pytest.raises(CommandError, match="here already"):
        call_command("demo")
    call_command("demo", "--if-empty")
    assert rows() == before


# ---------------------------------------------------------------- one school


def way_to_school(model: type[models.Model], seen: tuple = ()) -> str | None:
    """How a row leads to its school: its own field, or through what it is a part of."""
    if model is School:
        return "pk"
    keys = [field for field in model._meta.fields if isinstance(field, models.ForeignKey)]
    for field in keys:
        if field.related_model is School:
            return field.attname
    for field in keys:
        if (
            not field.null
            and field.related_model not in (*seen, User)
            and (way := way_to_school(field.related_model, (*seen, model)))
        ):
            return f"{field.name}__{way}"
    return None


def mixed_rows() -> list[str]:
    """Every foreign key of ours that leads from a row of one school to a row of another."""
    found = []
    for model in (model for name in OURS for model in apps.get_app_config(name).get_models()):
        mine = way_to_school(model)
        for field in (one for one in model._meta.fields if isinstance(one, models.ForeignKey)):
            theirs = way_to_school(field.related_model)
            if mine is None or theirs is None:
                found.append(f"{model.__name__}.{field.name}: no way to a school")
                continue
            pairs = (
                model._base_manager.exclude(**{field.name: None})
                .values_list(mine, f"{field.name}__{theirs}")
                .distinct()
            )
            # An operator belongs to no school and may act in any.
            found += [
                f"{model.__name__}.{field.name}: {pair}" for pair in pairs if pair[0] != pair[1] and pair[1] is not None
            ]
    return found


def test_every_foreign_key_of_the_demo_stays_in_one_school(demo, db):
    assert mixed_rows() == []


def test_no_two_schools_rows_mix(demo, work):
    assert School.objects.count() == 3
    assert mixed_rows() == []


def test_a_row_that_mixes_two_schools_is_found(demo, cast, work):
    make.comment(on=cast.ann.submission, by=cast.otto)
    stray = Assignment.objects.filter(school=demo).first()
    Essay.objects.filter(pk=cast.ben.essay.pk).update(assignment=stray)
    assert {line.split(":")[0] for line in mixed_rows()} == {"Comment.author", "Essay.assignment"}
