"""Setting work for classes, changing and withdrawing it; the question's page."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from classrooms.errors import Conflict
from classrooms.models import AuditEntry
from essays import setting, writing
from essays.models import Assignment, Essay
from tests import make


def said(course, **fields):
    """A form that is in order: due in a week, opens now."""
    due = timezone.localtime(timezone.now() + timedelta(days=7), ZoneInfo("Europe/London"))
    return {
        "question": course.question.pk,
        "rubric": course.course.pk,
        "length": "800",
        "redrafts": "1",
        "due": due.strftime("%Y-%m-%dT%H:%M"),
        **fields,
    }


@pytest.fixture
def send(cast, client_of):
    """Return a function that sends the form as Hale, for 12C."""

    def post(data, person=None):
        return client_of(person or cast.hale).post(reverse("essays:set-work", args=[cast.c12.pk]), data)

    return post


def test_work_is_set_with_the_questions_words_and_the_courses_rubric(cast, course, send):
    assert send(said(course)).status_code == 302
    work = Assignment.objects.get()
    assert (work.text, work.short, work.length, work.redrafts) == ("Why did it happen?", "Why", 800, 1)
    assert work.rubric.data["criteria"] == course.course.rubric["criteria"]
    assert (work.classroom, work.made_by, work.school) == (cast.c12, cast.hale, cast.school)
    assert AuditEntry.objects.filter(verb="set work", thing_id=work.pk, actor=cast.hale).exists()


def test_later_edits_of_the_question_change_nothing_that_is_set(course, send):
    send(said(course))
    type(course.question).objects.update(text="Another question?")
    assert Assignment.objects.get().text == "Why did it happen?"


def test_work_is_set_in_own_words_with_a_short_name_made_of_them(course, send):
    send(said(course, question="", text="How far was the harvest of 1932 to blame for the famine?"))
    work = Assignment.objects.get()
    assert work.question is None
    assert work.short == "How far was the harvest of 1932 to blam…"
    assert len(work.short) == 40


def test_work_is_set_for_several_classes_at_once(cast, course, send):
    make.member(cast.hale, cast.c13, role="teacher", lead=True)
    send(said(course, others=[cast.c13.pk]))
    assert {work.classroom for work in Assignment.objects.all()} == {cast.c12, cast.c13}


def test_a_class_that_one_does_not_lead_is_refused_at_its_field(cast, course, send):
    make.member(cast.hale, cast.c13, role="teacher")
    response = send(said(course, others=[cast.c13.pk]))
    assert response.status_code == 422
    assert "others" in response.context["form"].errors
    assert not Assignment.objects.exists()


def test_times_are_read_in_the_schools_zone(cast, course, send):
    type(cast.school).objects.filter(pk=cast.school.pk).update(zone="Asia/Tokyo")
    send(said(course, opens="2030-01-07T09:00", due="2030-01-14T09:00"))
    work = Assignment.objects.get()
    assert work.opens.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%d %H:%M") == "2030-01-07 00:00"


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("due", {"opens": "2030-01-07T09:00", "due": "2030-01-07T08:59"}),
        ("due", {"opens": "2030-01-07T09:00", "due": "2030-01-07T09:00"}),
        ("due", {"due": ""}),
        ("due", {"due": "Friday"}),
        ("due", {"due": "0001-01-01T00:00"}),
        ("due", {"due": "9999-12-31T23:59"}),
        ("closes", {"due": "2030-01-07T09:00", "closes": "2030-01-07T08:59"}),
        ("length", {"length": "0"}),
        ("length", {"length": "-1"}),
        ("length", {"length": ""}),
        ("length", {"length": "8e9"}),
        ("length", {"length": "999999999999"}),
        ("redrafts", {"redrafts": "-1"}),
        ("redrafts", {"redrafts": "99999"}),
        ("text", {"question": "", "text": "  "}),
        ("text", {"question": "", "text": "w" * 1001}),
        ("question", {"question": "999999"}),
        ("question", {"question": "why"}),
        ("rubric", {"rubric": ""}),
        ("rubric", {"rubric": "999999"}),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_set(course, send, field, fields):
    response = send(said(course, **fields))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Assignment.objects.exists()


def test_work_may_close_at_the_moment_it_is_due(course, send):
    assert send(said(course, due="2030-01-07T09:00", closes="2030-01-07T09:00")).status_code == 302


def test_a_question_of_another_school_cannot_be_chosen(cast, course, send):
    theirs = make.course(school=cast.other, slug="theirs")
    assert "question" in send(said(course, question=theirs.question.pk)).context["form"].errors


def test_the_question_of_the_address_is_chosen_already(cast, course, client_of):
    page = client_of(cast.hale).get(reverse("essays:set-work", args=[cast.c12.pk]), {"question": course.question.pk})
    assert f'<option value="{course.question.pk}" selected>' in page.content.decode()


@pytest.mark.parametrize(("name", "status"), [("cole", 403), ("mori", 403), ("hede", 403), ("adair", 403)])
def test_staff_who_do_not_lead_the_class_set_no_work(cast, course, send, name, status):
    assert send(said(course), getattr(cast, name)).status_code == status
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("name", ["ann", "dan", "tate", "otto", "una"])
def test_for_everyone_else_there_is_no_such_page(cast, course, send, name):
    assert send(said(course), getattr(cast, name)).status_code == 404
    assert not Assignment.objects.exists()


def test_dates_length_and_redrafts_change_once_essays_are_begun(cast, work, client_of):
    closes = work.due + timedelta(days=3)
    local = ZoneInfo("Europe/London")
    data = {
        "length": "600",
        "redrafts": "2",
        "opens": work.opens.astimezone(local).strftime("%Y-%m-%dT%H:%M"),
        "due": work.due.astimezone(local).strftime("%Y-%m-%dT%H:%M"),
        "closes": closes.astimezone(local).strftime("%Y-%m-%dT%H:%M"),
        "text": "Other words?",
    }
    response = client_of(cast.hale).post(reverse("essays:change-work", args=[work.pk]), data)
    assert response.status_code == 302
    work.refresh_from_db()
    assert (work.length, work.redrafts, work.closes) == (600, 2, closes.replace(second=0, microsecond=0))
    assert work.text == "Why did it happen?"


def test_how_essays_are_written_is_not_shown_once_some_were_begun_in_private(cast, work, client_of):
    with pytest.raises(Conflict, match="begun"):
        setting.change_work(assignment=work, by=cast.hale, shows_process=True)
    address = reverse("essays:change-work", args=[work.pk])
    assert "stays private" in client_of(cast.hale).get(address).content.decode()
    work.shows_process = True
    work.save()
    setting.change_work(assignment=work, by=cast.hale, shows_process=False)
    assert not Assignment.objects.get(pk=work.pk).shows_process


def test_the_words_change_only_while_nobody_has_begun(cast, course):
    work = make.assignment(classroom=cast.c12, by=cast.hale, question=course.question)
    setting.change_work(assignment=work, by=cast.hale, text="How did it happen?")
    make.essay(work, writer=cast.ann)
    with pytest.raises(Conflict, match="begun"):
        setting.change_work(assignment=work, by=cast.hale, text="When did it happen?")
    work.refresh_from_db()
    assert work.text == "How did it happen?"


def test_a_changed_due_date_before_the_opening_is_refused(cast, work, client_of):
    data = {"length": "600", "redrafts": "1", "opens": "2030-01-07T09:00", "due": "2030-01-06T09:00"}
    response = client_of(cast.hale).post(reverse("essays:change-work", args=[work.pk]), data)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["due"]


def test_only_who_leads_the_class_changes_or_withdraws_work(cast, work, client_of):
    for name in ("essays:change-work", "essays:withdraw"):
        statuses = {
            person: client_of(getattr(cast, person)).get(reverse(name, args=[work.pk])).status_code
            for person in ("cole", "hede", "ann", "dan", "tate", "adair", "otto")
        }
        assert statuses == {"cole": 403, "hede": 403, "ann": 403, "dan": 404, "tate": 404, "adair": 404, "otto": 404}


def test_work_is_withdrawn_while_nothing_is_handed_in_and_texts_stay(cast, course, client_of):
    work = make.assignment(classroom=cast.c12, by=cast.hale, question=course.question)
    essay = make.essay(work, writer=cast.ben)
    address = reverse("essays:withdraw", args=[work.pk])
    assert "1 student has begun" in client_of(cast.hale).get(address).content.decode()
    assert client_of(cast.hale).post(address).status_code == 302
    assert client_of(cast.ben).get(reverse("essays:assignment", args=[work.pk])).status_code == 404
    desk = client_of(cast.ben).get("/").content.decode()
    assert reverse("essays:desk", args=[essay.pk]) in desk
    assert client_of(cast.ben).get(reverse("essays:desk", args=[essay.pk])).status_code == 200


def test_withdrawn_work_is_not_handed_in_any_more(cast, work):
    cast.ann.submission.delete()
    setting.withdraw(assignment=work, by=cast.hale)
    essay = Essay.objects.get(pk=cast.ben.essay.pk)
    with pytest.raises(Conflict, match="withdrawn"):
        writing.hand_in(essay=essay, revision=essay.draft.revision, by=cast.ben)


def test_work_that_was_handed_in_is_not_withdrawn(cast, work, client_of):
    assert client_of(cast.hale).post(reverse("essays:withdraw", args=[work.pk])).status_code == 409
    work.refresh_from_db()
    assert work.withdrawn_at is None


def test_a_question_leads_a_student_to_the_work_that_is_set(cast, course, work, page_of):
    page = page_of(cast.ben, "essays:question", course.question.pk)
    assert reverse("essays:desk", args=[cast.ben.essay.pk]) in page
    assert reverse("essays:practise", args=[course.question.pk]) not in page


def test_a_question_that_is_not_set_is_practised(cast, course, work, page_of):
    page = page_of(cast.dan, "essays:question", course.question.pk)
    assert reverse("essays:practise", args=[course.question.pk]) in page
    assert "12C" not in page


def test_only_teachers_read_the_misconception_and_set_the_question(cast, course, page_of):
    type(course.question).objects.update(misconception="They think it was easy.")
    address = f"{reverse('essays:set-work', args=[cast.c12.pk])}?question={course.question.pk}"
    for_hale, for_ann = (page_of(person, "essays:question", course.question.pk) for person in (cast.hale, cast.ann))
    assert "They think it was easy." in for_hale
    assert address in for_hale
    assert "They think" not in for_ann
    assert address not in for_ann


def test_a_question_shows_what_to_read_for_it(cast, course, page_of):
    type(course.question).objects.update(sections=["one"])
    assert course.section.get_absolute_url() in page_of(cast.ann, "essays:question", course.question.pk)


def test_questions_of_other_schools_or_unpublished_units_are_not_there(cast, course, client_of):
    address = reverse("essays:question", args=[course.question.pk])
    assert client_of(cast.olga).get(address).status_code == 404
    type(course.unit).objects.update(published_at=None)
    assert client_of(cast.ann).get(address).status_code == 404


def test_a_course_without_a_rubric_offers_none(cast, course, send):
    plain = make.course(school=cast.school, slug="plain")
    type(plain.course).objects.filter(slug="plain").update(rubric=None)
    assert list(send(said(course, rubric=plain.course.pk)).context["form"].errors) == ["rubric"]


def test_clock_taking_back_and_how_it_was_written_are_set_and_changed(course, cast, send, client_of):
    send(said(course, minutes="45", take_back="on"))
    work = Assignment.objects.get()
    assert (work.minutes, work.take_back, work.shows_process) == (45, True, False)
    address = reverse("essays:change-work", args=[work.pk])
    client_of(cast.hale).post(address, said(course, minutes="", shows_process="on", text=work.text, short=work.short))
    work.refresh_from_db()
    assert (work.minutes, work.take_back, work.shows_process) == (None, False, True)


@pytest.mark.parametrize("minutes", ["0", "-5", "601", "x", "1.5"])
def test_a_clock_has_a_whole_number_of_minutes(course, send, minutes):
    assert send(said(course, minutes=minutes)).status_code == 422
    assert not Assignment.objects.exists()


def test_students_are_told_that_how_it_was_written_is_shown(cast, work, page_of):
    told = "your teacher sees how this essay was written"
    pages = [("essays:assignment", work.pk), ("essays:desk", cast.ben.essay.pk)]
    assert not [page for page in pages if told in page_of(cast.ben, *page)]
    work.shows_process = True
    work.save(update_fields=["shows_process"])
    assert [page for page in pages if told in page_of(cast.ben, *page)] == pages
