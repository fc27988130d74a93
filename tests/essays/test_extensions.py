"""Longer for one student: it counts wherever a date does, and only they and the staff know."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from classrooms.errors import Conflict
from classrooms.models import AuditEntry
from essays import extending, writing
from essays.errors import Unfit
from essays.models import Assignment, Extension
from essays.queries import standing_of, standings
from essays.states import own_dates, standing
from tests import make
from tests.essays.test_writing import save

NOW = timezone.now().replace(microsecond=0)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def essay(cast, work):
    """Ben's essay on work that was due an hour ago."""
    return due_an_hour_ago(cast.ben.essay)


def due_an_hour_ago(essay, **fields):
    Assignment.objects.filter(pk=essay.assignment_id).update(due=timezone.now() - HOUR, **fields)
    essay.assignment.refresh_from_db()
    return essay


def extend(cast, work, *students, due=None, because="Was ill."):
    return extending.extend(
        assignment=work, students=students or [cast.ben], due=due or timezone.now() + DAY, because=because, by=cast.hale
    )


def test_an_extension_moves_the_due_date_and_the_closing_with_it():
    due, closes = NOW, NOW + HOUR
    assert own_dates(due, closes) == (due, closes)
    assert own_dates(due, None, NOW + DAY) == (NOW + DAY, None)
    assert own_dates(due, closes, NOW + DAY) == (NOW + DAY, NOW + DAY)
    assert own_dates(due, NOW + 2 * DAY, NOW + DAY) == (NOW + DAY, NOW + 2 * DAY)
    assert own_dates(NOW + 2 * DAY, None, NOW + DAY) == (NOW + 2 * DAY, None), "the work is due later for all by now"


def test_who_has_longer_is_neither_overdue_nor_closed():
    dates = {"now": NOW, "due": NOW - DAY, "closes": NOW - HOUR, "round": 1, "words": 3}
    assert (standing(**dates).overdue, standing(**dates).closed) == (True, True)
    longer = standing(**dates, extended_to=NOW + HOUR)
    assert (longer.overdue, longer.closed, longer.extended, longer.due) == (False, False, True, NOW + HOUR)


def test_with_an_extension_it_is_in_time(cast, essay):
    extend(cast, essay.assignment)
    assert not writing.hand_in(essay=essay, revision=1, by=cast.ben).late


def test_after_it_it_is_late(cast, essay):
    make.extension(essay.assignment, student=cast.ben, by=cast.hale, due=timezone.now() - timedelta(minutes=1))
    assert writing.hand_in(essay=essay, revision=1, by=cast.ben).late


def test_given_afterwards_it_makes_what_was_late_in_time(cast, essay, page_of):
    submission = writing.hand_in(essay=essay, revision=1, by=cast.ben)
    assert (submission.late, standing_of(essay).state) == (True, "late")
    extend(cast, essay.assignment)
    assert standing_of(essay).state == "handed-in"
    assert "Handed in late" not in page_of(cast.ben, "essays:receipt", essay.pk)
    assert "on time" in page_of(cast.hale, "essays:marking-desk", submission.pk)


def test_past_the_closing_one_can_begin_write_and_hand_in(cast, work):
    due_an_hour_ago(cast.ben.essay, closes=timezone.now() - timedelta(minutes=1))
    work.refresh_from_db()
    late_comer = make.person("nell", school=cast.school)
    make.member(late_comer, cast.c12)
    with pytest.raises(Conflict):
        writing.start(assignment=work, by=late_comer)
    extend(cast, work, late_comer)
    essay = writing.start(assignment=work, by=late_comer)
    assert save(essay, "In time.", base=0).code == "saved"
    assert not writing.hand_in(essay=essay, revision=1, by=late_comer).late
    assert save(cast.ben.essay, "For everyone else it has closed.").code == "late"


def test_the_newest_counts_and_a_lifted_one_does_not(cast, essay):
    work = essay.assignment
    extend(cast, work, due=timezone.now() + DAY)
    later = timezone.now() + 2 * DAY
    extend(cast, work, due=later, because="Still ill.")
    assert standing_of(essay).due == later
    assert [each.because for each in extending.extensions_of(work)] == ["Still ill."]
    extending.lift(assignment=work, student=cast.ben, by=cast.hale)
    extending.lift(assignment=work, student=cast.ben, by=cast.hale)
    assert standing_of(essay).due == work.due
    assert Extension.objects.filter(assignment=work).count() == 2
    assert AuditEntry.objects.filter(verb="extended", about=cast.ben).count() == 2
    assert AuditEntry.objects.filter(verb="extension lifted", about=cast.ben).count() == 1


def test_the_reason_is_not_in_the_audit_trail(cast, essay):
    extend(cast, essay.assignment, because="An operation.")
    assert "operation" not in str(AuditEntry.objects.filter(verb="extended").values())


def test_several_at_once_and_only_students_of_the_class(cast, work):
    assert len(extend(cast, work, cast.ann, cast.ben, due=work.due + DAY)) == 2
    with pytest.raises(Unfit):
        extend(cast, work, cast.ann, cast.dan, due=work.due + DAY)
    with pytest.raises(Unfit):
        extend(cast, work, cast.lee, due=work.due + DAY)
    assert not Extension.objects.filter(student__in=[cast.dan, cast.lee]).exists()


def test_an_extension_is_longer_not_shorter(cast, work):
    with pytest.raises(Conflict):
        extend(cast, work, due=work.due)


def test_the_student_reads_their_own_date_and_nobody_elses(cast, essay, page_of):
    due = timezone.localtime(timezone.now(), ZoneInfo("Europe/London")).replace(hour=17, minute=4) + 3 * DAY
    extend(cast, essay.assignment, due=due, because="Was in hospital.")
    said = f"{due:%A} {due.day} {due:%B}, 17:04"
    pages = [("essays:assignment", essay.assignment_id), ("essays:desk", essay.pk)]
    for page in pages:
        assert f"Due {said} for you" in page_of(cast.ben, *page)
    assert "for you" in page_of(cast.ben, "dashboards:home")
    for page in [*pages, ("dashboards:home",)]:
        assert "hospital" not in page_of(cast.ben, *page)
    for page in [("essays:assignment", essay.assignment_id), ("dashboards:home",)]:
        assert "17:04" not in page_of(cast.ann, *page)


def test_staff_read_it_in_the_queue_and_the_class_page_counts_with_it(cast, essay, page_of):
    assert "overdue" in page_of(cast.cole, "essays:queue", essay.assignment_id)
    extend(cast, essay.assignment)
    queue = page_of(cast.cole, "essays:queue", essay.assignment_id)
    assert "until" in queue
    assert "overdue" not in queue
    assert "overdue" not in page_of(cast.cole, "dashboards:class", cast.c12.pk)


@pytest.mark.parametrize("students", [3, 30])
def test_standings_cost_the_same_with_extensions(cast, work, students, django_assert_num_queries):
    people = [make.person(f"s{n}", school=cast.school) for n in range(students)]
    for person in people:
        make.submission(make.essay(work, writer=person))
        make.extension(work, student=person, by=cast.hale, due=work.due + DAY)
    with django_assert_num_queries(6):
        found = standings([work], people, for_staff=True)
    assert all(each.extended for each in found.values())


def form(due, *students, **fields):
    local = timezone.localtime(due, ZoneInfo("Europe/London"))
    students = [student.pk for student in students]
    return {"students": students, "due": local.strftime("%Y-%m-%dT%H:%M"), "because": "Was ill.", **fields}


@pytest.fixture
def send(cast, work, client_of):
    return lambda data: client_of(cast.hale).post(reverse("essays:extensions", args=[work.pk]), data)


def test_the_form_gives_several_longer(cast, work, send, page_of):
    assert send(form(work.due + DAY, cast.ann, cast.ben)).status_code == 302
    page = page_of(cast.hale, "essays:extensions", work.pk)
    assert "Test, Ann" in page
    assert page.count("Was ill.") == 2


def test_the_form_keeps_what_was_said_and_says_what_is_missing(cast, work, send):
    for data, said in [
        (form(work.due + DAY), "Choose at least one student."),
        (form(work.due + DAY, cast.dan), "Choose students of this class."),
        (form(work.due - DAY, cast.ben), "Choose a later time."),
        (form(work.due + DAY, cast.ben, because=""), "Say in a few words why."),
        (form(work.due + DAY, cast.ben, students=["x"]), "Choose students of this class."),
    ]:
        answer = send(data)
        assert (answer.status_code, said in answer.content.decode()) == (422, True), said
    assert not Extension.objects.exists()


def test_lifting_needs_a_student_of_the_class(cast, work, client_of):
    make.extension(work, student=cast.ben, by=cast.hale, due=work.due + DAY)
    browser, address = client_of(cast.hale), reverse("essays:lift-extension", args=[work.pk])
    assert browser.post(address, {"student": cast.dan.pk}).status_code == 404
    assert browser.post(address, {"student": "x"}).status_code == 422
    assert browser.post(address, {"student": cast.ben.pk}).status_code == 302
    assert not Extension.objects.filter(lifted_at=None).exists()


def test_the_page_costs_the_same_for_many(cast, work, client_of, django_assert_max_num_queries):
    browser, address = client_of(cast.hale), reverse("essays:extensions", args=[work.pk])
    with django_assert_max_num_queries(60) as few:
        browser.get(address)
    for n in range(12):
        student = make.person(f"s{n}", school=cast.school)
        make.member(student, cast.c12)
        make.extension(work, student=student, by=cast.hale, due=work.due + DAY)
    with django_assert_max_num_queries(len(few.captured_queries)):
        browser.get(address)
