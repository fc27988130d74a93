"""Exemplars: asked for after the return, shown with consent only, to other classes, without a name."""

import pytest
from django.urls import reverse

from classrooms.errors import Conflict
from essays import exemplars
from essays.errors import Unfit
from essays.models import Exemplar
from essays.unnamed import without_names
from tests import make


@pytest.fixture
def returned(cast, work):
    """Ann's essay, returned with a comment that names her; Dan's class has the same question."""
    submission = cast.ann.submission
    make.comment(on=submission, by=cast.hale, quote="1934", kind="praise", body="Well dated, Ann.")
    make.comment(on=submission, by=cast.hale, quote="law", body="Psst.", staff_only=True)
    make.returned(make.mark(on=submission, by=cast.hale), by=cast.hale)
    type(cast.ann.essay).objects.filter(pk=cast.ann.essay.pk).update(question=work.question)
    make.assignment(classroom=cast.c13, by=cast.tate, question=work.question)
    return submission


def status_of(client, exemplar):
    return client.get(reverse("essays:exemplar", args=[exemplar.pk])).status_code


def test_it_is_asked_for_after_the_return_only(cast, work):
    with pytest.raises(Conflict):
        exemplars.ask(submission=cast.ann.submission, by=cast.hale, note="")
    assert not Exemplar.objects.exists()


def test_a_text_with_its_writers_name_is_not_asked_for(cast, returned):
    type(returned).objects.filter(pk=returned.pk).update(text=f"By {cast.ann.get_full_name()}.")
    returned.refresh_from_db()
    with pytest.raises(Unfit) as refusal:
        exemplars.ask(submission=returned, by=cast.hale, note="")
    assert refusal.value.code == "named"


def test_nobody_else_reads_it_before_the_writer_agrees_and_after_they_take_that_back(cast, returned, client_of):
    exemplar = exemplars.ask(submission=returned, by=cast.hale, note="Dates.")
    dan = client_of(cast.dan)
    assert status_of(dan, exemplar) == 404
    for answer, status in (("yes", 200), ("no", 404), ("yes", 200)):
        client_of(cast.ann).post(reverse("essays:exemplar-answer", args=[exemplar.pk]), {"answer": answer})
        assert status_of(dan, exemplar) == status
    exemplars.withdraw(exemplar=exemplar, by=cast.hale)
    assert status_of(dan, exemplar) == 404
    assert status_of(client_of(cast.hale), exemplar) == 404
    with pytest.raises(Conflict):
        exemplars.answer(exemplar=exemplar, by=cast.ann, yes=True)


def test_the_writer_is_asked_on_the_feedback(cast, returned, page_of):
    assert "For later classes" not in page_of(cast.ann, "essays:feedback", returned.essay_id)
    exemplars.ask(submission=returned, by=cast.hale, note="Dates.")
    assert f"{cast.hale.name} asks" in page_of(cast.ann, "essays:feedback", returned.essay_id)


def test_one_who_declined_is_not_asked_again(cast, returned):
    exemplar = exemplars.ask(submission=returned, by=cast.hale, note="")
    exemplars.answer(exemplar=exemplar, by=cast.ann, yes=False)
    with pytest.raises(Conflict):
        exemplars.ask(submission=returned, by=cast.hale, note="Do.")


def test_after_it_was_taken_away_consent_is_asked_afresh(cast, returned):
    exemplar = make.exemplar(returned, by=cast.hale)
    exemplars.withdraw(exemplar=exemplar, by=cast.hale)
    again = exemplars.ask(submission=returned, by=cast.hale, note="Once more.")
    assert (again.pk, again.consented_at, again.withdrawn_at) == (exemplar.pk, None, None)


def test_it_names_nobody_and_shows_nothing_for_staff(cast, returned, page_of):
    exemplar = make.exemplar(returned, by=cast.hale, note="Dates.")
    page = page_of(cast.dan, "essays:exemplar", exemplar.pk)
    assert "Well dated, …." in page
    for hidden in ("Ann", cast.hale.name, "Psst.", "A good start."):
        assert hidden not in page


def test_a_class_does_not_read_its_own(cast, returned, client_of):
    assert status_of(client_of(cast.ben), make.exemplar(returned, by=cast.hale)) == 404


def test_whoever_has_or_practises_the_question_finds_it(cast, returned, page_of, client_of, course):
    exemplar = make.exemplar(returned, by=cast.hale, note="Dates.")
    address = reverse("essays:exemplar", args=[exemplar.pk])
    assert address in page_of(cast.dan, "essays:question", course.question.pk)
    assert address not in page_of(cast.ben, "essays:question", course.question.pk)
    assert status_of(client_of(cast.una), exemplar) == 404
    make.essay(writer=cast.una, question=course.question)
    assert address in page_of(cast.una, "essays:question", course.question.pk)


def test_a_long_note_is_shown_again(cast, returned, client_of):
    page = client_of(cast.hale).post(reverse("essays:exemplar-ask", args=[returned.pk]), {"note": "x" * 301})
    assert page.status_code == 422
    assert "x" * 301 in page.text


def test_names_are_taken_out_as_words_only():
    assert without_names("Ann, Annabel and Ann Lee: joy", ["Ann Lee", "Ann"]) == "…, Annabel and …: joy"
    assert without_names("A plain text", ["", "A"]) == "A plain text"
