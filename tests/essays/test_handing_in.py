"""Handing in and going on: one submission of a round, of the head and nothing else, with a receipt."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from classrooms.errors import Conflict
from classrooms.models import AuditEntry
from essays import document, writing
from essays.models import Assignment, Draft, Submission
from essays.revisions import reconstruct
from tests import make
from tests.essays.test_writing import citing, clipping_of, save


@pytest.fixture
def essay(cast, work):
    return cast.ben.essay


def change(essay, **fields):
    Assignment.objects.filter(pk=essay.assignment_id).update(**fields)
    essay.assignment.refresh_from_db()


def test_a_submission_freezes_the_head(cast, essay):
    submission = writing.hand_in(essay=essay, revision=1, by=cast.ben)
    assert (submission.round, submission.revision, submission.text, submission.words) == (1, 1, "Half an essay.\n", 3)
    assert (submission.document, submission.digest) == (essay.draft.document, essay.draft.digest)
    assert (submission.schema, submission.late) == (document.SCHEMA, False)


def test_a_receipt_has_twelve_letters_that_are_not_mistaken(cast, essay):
    receipt = writing.hand_in(essay=essay, revision=1, by=cast.ben).receipt
    assert len(receipt) == 12
    assert set(receipt) <= set("ABCDEFGHJKMNPQRSTVWXYZ23456789")


def test_pressing_twice_hands_in_once(cast, essay):
    first = writing.hand_in(essay=essay, revision=1, by=cast.ben)
    assert writing.hand_in(essay=essay, revision=1, by=cast.ben).receipt == first.receipt
    assert Submission.objects.filter(essay=essay).count() == 1


def test_only_the_head_can_be_handed_in(cast, essay):
    save(essay, "Changed in another tab.")
    with pytest.raises(Conflict) as refusal:
        writing.hand_in(essay=essay, revision=1, by=cast.ben)
    assert refusal.value.code == "branch"
    assert not Submission.objects.filter(essay=essay).exists()


@pytest.mark.parametrize(("minutes", "late"), [(1, False), (-1, True)])
def test_lateness_goes_by_the_servers_clock(cast, essay, minutes, late):
    change(essay, due=timezone.now() + timedelta(minutes=minutes))
    assert writing.hand_in(essay=essay, revision=1, by=cast.ben).late is late


def test_closed_work_is_not_handed_in(cast, essay):
    change(essay, due=timezone.now() - timedelta(hours=1), closes=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Conflict) as refusal:
        writing.hand_in(essay=essay, revision=1, by=cast.ben)
    assert refusal.value.code == "closed"


def test_an_empty_essay_is_not_handed_in(cast, essay):
    save(essay, "")
    with pytest.raises(Conflict) as refusal:
        writing.hand_in(essay=essay, revision=2, by=cast.ben)
    assert refusal.value.code == "empty"


def test_practice_is_not_handed_in(cast, course):
    practice = writing.practise(question=course.question, by=cast.ben)
    with pytest.raises(Conflict) as refusal:
        writing.hand_in(essay=practice, revision=0, by=cast.ben)
    assert refusal.value.code == "practice"


def test_a_submission_keeps_a_copy_of_each_citation(cast, course, essay):
    clipping = clipping_of(cast.ben, course)
    writing.save(essay=essay, client="one-client", seq=1, base=1, text=citing(clipping.pk, clipping.pk))
    (copy,) = writing.hand_in(essay=essay, revision=2, by=cast.ben).citations
    assert (copy["clipping"], copy["number"], copy["quote"]) == (clipping.pk, 1, "The first")
    assert copy["reference"] == "“One”, Unit 1.1, passage 1"
    assert copy["url"] == clipping.get_absolute_url()
    assert copy["version"] == course.section.version_id


def test_handing_in_is_recorded_without_the_text(cast, essay):
    writing.hand_in(essay=essay, revision=1, by=cast.ben)
    entry = AuditEntry.objects.get(verb="handed in")
    assert (entry.actor, entry.details) == (cast.ben, {"round": 1, "late": False})


def returned(cast, essay, *, ago=timedelta(minutes=5)):
    submission = Submission.objects.standing().filter(essay=essay).latest("round")
    make.returned(make.mark(on=submission, by=cast.hale), by=cast.hale, ago=ago)
    return submission


def test_a_redraft_begins_from_the_last_submission(cast, essay):
    writing.hand_in(essay=essay, revision=1, by=cast.ben)
    submission = returned(cast, essay)
    draft = writing.begin_redraft(essay=essay, by=cast.ben)
    assert (draft.round, draft.revision, draft.document) == (2, 2, submission.document)
    assert reconstruct(essay, 2) == submission.document


def test_beginning_a_redraft_twice_changes_nothing(cast, essay):
    writing.hand_in(essay=essay, revision=1, by=cast.ben)
    returned(cast, essay)
    writing.begin_redraft(essay=essay, by=cast.ben)
    save(essay, "Better.", base=2)
    writing.begin_redraft(essay=essay, by=cast.ben)
    assert (Draft.objects.get(essay=essay).revision, Draft.objects.get(essay=essay).words) == (3, 1)


def test_a_redraft_waits_for_the_return_to_be_visible(cast, essay):
    writing.hand_in(essay=essay, revision=1, by=cast.ben)
    returned(cast, essay, ago=-timedelta(seconds=60))
    with pytest.raises(Conflict):
        writing.begin_redraft(essay=essay, by=cast.ben)


def test_no_more_redrafts_than_are_allowed(cast, essay):
    writing.hand_in(essay=essay, revision=1, by=cast.ben)
    returned(cast, essay)
    writing.begin_redraft(essay=essay, by=cast.ben)
    writing.hand_in(essay=essay, revision=2, by=cast.ben)
    returned(cast, essay)
    with pytest.raises(Conflict):
        writing.begin_redraft(essay=essay, by=cast.ben)


def test_a_redraft_is_never_late(cast, essay):
    writing.hand_in(essay=essay, revision=1, by=cast.ben)
    returned(cast, essay)
    change(essay, due=timezone.now() - timedelta(hours=1), closes=timezone.now() - timedelta(minutes=1))
    writing.begin_redraft(essay=essay, by=cast.ben)
    second = writing.hand_in(essay=essay, revision=2, by=cast.ben)
    assert (second.round, second.late) == (2, False)


def test_work_sent_back_is_written_on_in_the_same_round(cast, essay):
    first = writing.hand_in(essay=essay, revision=1, by=cast.ben)
    Submission.objects.filter(pk=first.pk).update(sent_back_at=timezone.now(), sent_back_by=cast.hale)
    assert save(essay, "Now whole.").code == "saved"
    second = writing.hand_in(essay=essay, revision=2, by=cast.ben)
    assert (second.round, second.receipt != first.receipt) == (1, True)


def test_the_check_page_says_what_will_happen_in_numbers(cast, essay, page_of):
    page = page_of(cast.ben, "essays:hand-in", essay.pk)
    assert "of 800 words" in page
    assert "you are on time" in page
    change(essay, due=timezone.now() - timedelta(hours=1))
    assert "handed in late" in page_of(cast.ben, "essays:hand-in", essay.pk)


def test_the_form_hands_in_and_leads_to_the_receipt(cast, essay, client_of):
    browser = client_of(cast.ben)
    answer = browser.post(reverse("essays:hand-in", args=[essay.pk]), {"revision": "1"}, follow=True)
    assert Submission.objects.get(essay=essay).receipt in answer.content.decode()


def test_the_form_refuses_an_old_revision_with_409(cast, essay, client_of):
    save(essay, "Changed in another tab.")
    answer = client_of(cast.ben).post(reverse("essays:hand-in", args=[essay.pk]), {"revision": "1"})
    assert answer.status_code == 409
