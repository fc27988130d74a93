"""The writing desk's page and those around it, as the server makes them: also the whole of writing without script."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essays import document, writing
from essays.models import Assignment, Branch, Draft
from tests import make
from tests.essays.test_writing import clipping_of, save

BOLD = {"type": "text", "text": "Kirov", "marks": [{"type": "bold"}]}


@pytest.fixture
def essay(cast, work):
    return cast.ben.essay


@pytest.fixture
def form(cast, essay, client_of):
    """Send the page's form as a browser without script does."""

    def form(**fields):
        values = {"text": "Half an essay.", "base": "1", "client": "form-0123456789abcdef", "save": "1", **fields}
        return client_of(cast.ben).post(reverse("essays:desk", args=[essay.pk]), values)

    return form


def test_the_desk_shows_question_dates_words_and_guide(cast, work, course, essay, page_of):
    page = page_of(cast.ben, "essays:desk", essay.pk)
    for shown in ("Why did it happen?", "Essay for 12C", "<strong data-words>3</strong> of 800", "Says why."):
        assert shown in page
    assert "How well you show knowledge." in page


def test_the_notebook_holds_ones_own_clippings_only(cast, course, essay, page_of):
    clipping_of(cast.ben, course)
    theirs = clipping_of(cast.ann, course)
    page = page_of(cast.ben, "essays:desk", essay.pk)
    assert page.count("data-insert=") == 2
    assert f'data-clipping="{theirs.pk}"' not in page


def test_an_empty_notebook_says_how_to_fill_it(cast, essay, page_of):
    assert "No clippings yet." in page_of(cast.ben, "essays:desk", essay.pk)


def test_the_textarea_saves(form, essay):
    assert form(text="First.\r\n\r\nSecond.").status_code == 302
    assert Draft.objects.get(essay=essay).document == document.dumps(make.tree("First.", "Second."))


def test_the_textarea_sent_twice_saves_once(form, essay):
    form(text="First.")
    form(text="First.")
    assert Draft.objects.get(essay=essay).revision == 2


def test_a_textarea_that_was_not_changed_saves_nothing(form, essay):
    form()
    assert Draft.objects.get(essay=essay).revision == 1


def test_the_textarea_hands_in_by_way_of_the_check(form, essay):
    answer = form(text="Whole.", hand_in="1")
    assert answer.url == reverse("essays:hand-in", args=[essay.pk])
    assert Draft.objects.get(essay=essay).words == 1


def test_a_textarea_from_an_old_page_becomes_a_branch(form, essay, cast, page_of):
    save(essay, "From another tab.")
    form(text="From this page.")
    branch = Branch.objects.get(essay=essay)
    assert Draft.objects.get(essay=essay).document == document.dumps(make.tree("From another tab."))
    assert reverse("essays:branch", args=[essay.pk, branch.pk]) in page_of(cast.ben, "essays:desk", essay.pk)


def test_formatting_is_not_lost_without_a_word(form, essay):
    formatted = document.dumps({"type": "doc", "content": [{"type": "paragraph", "content": [BOLD]}]})
    writing.save(essay=essay, client="some-client", seq=1, base=1, text=formatted)
    answer = form(text="Kirov was shot.", base="2")
    assert answer.status_code == 422
    assert "cannot keep the formatting" in answer.content.decode()
    assert Draft.objects.get(essay=essay).document == formatted
    assert form(text="Kirov was shot.", base="2", plain="1").status_code == 302
    assert Draft.objects.get(essay=essay).document == document.dumps(make.tree("Kirov was shot."))


def test_a_text_too_long_is_said_at_its_field(form, essay):
    answer = form(text="a" * 210_000)
    assert answer.status_code == 422
    assert "too long" in answer.content.decode()
    assert Draft.objects.get(essay=essay).revision == 1


def test_two_versions_are_compared_and_one_kept(cast, essay, client_of):
    save(essay, "Stalin gained most.")
    branch = save(essay, "Beria gained most.", client="other-client").branch
    address = reverse("essays:branch", args=[essay.pk, branch])
    page = client_of(cast.ben).get(address).content.decode()
    assert "<ins>Beria</ins>" in page
    assert "<ins>Stalin</ins>" in page
    client_of(cast.ben).post(address, {"keep": "mine", "revision": "2"})
    assert Draft.objects.get(essay=essay).document == document.dumps(make.tree("Beria gained most."))


@pytest.fixture
def two(cast, essay, client_of):
    """Two versions with two differences, and a function that sends their page's form."""
    save(essay, "Kirov was shot in 1934.", "Same.", "Stalin gained most.")
    branch = save(essay, "Kirov was shot in December 1934.", "Same.", "Trotsky lost.", client="other-client").branch
    address = reverse("essays:branch", args=[essay.pk, branch])
    digest = Branch.objects.get(pk=branch).digest

    def two(**fields):
        values = {"keep": "parts", "revision": "2", "digest": digest, "part-0": "mine", "part-1": "both", **fields}
        return client_of(cast.ben).post(address, values)

    two.address = address
    return two


def test_two_versions_are_chosen_from_by_paragraph(two, essay):
    assert two().status_code == 302
    kept = make.tree("Kirov was shot in December 1934.", "Same.", "Stalin gained most.", "Trotsky lost.")
    assert Draft.objects.get(essay=essay).document == document.dumps(kept)
    assert not Branch.objects.filter(essay=essay, settled_at=None).exists()


def test_a_choice_by_paragraph_of_texts_that_have_changed_is_made_again(two, essay):
    save(essay, "Typed on.", client="other-client", seq=2)
    answer = two()
    assert answer.status_code == 302
    assert answer.url == two.address
    assert Draft.objects.get(essay=essay).revision == 2


@pytest.mark.parametrize("fields", [{"part-1": "ours"}, {"part-2": "mine"}])
def test_choices_that_do_not_fit_change_nothing(two, essay, fields):
    assert two(**fields).url == two.address
    assert Draft.objects.get(essay=essay).revision == 2


def test_two_versions_that_differ_in_formatting_only_say_so(cast, essay, client_of):
    save(essay, "Kirov")
    bold = document.dumps({"type": "doc", "content": [{"type": "paragraph", "content": [BOLD]}]})
    branch = writing.save(essay=essay, client="other-client", seq=1, base=1, text=bold).branch
    page = client_of(cast.ben).get(reverse("essays:branch", args=[essay.pk, branch])).content.decode()
    assert "only the formatting differs" in page


def test_nobody_else_sees_two_versions(cast, essay, client_of):
    save(essay, "Here.")
    branch = save(essay, "There.", client="other-client").branch
    for person in (cast.ann, cast.hale):
        assert client_of(person).get(reverse("essays:branch", args=[essay.pk, branch])).status_code == 404


def test_what_is_handed_in_is_shown_to_read(cast, work, page_of):
    page = page_of(cast.ann, "essays:desk", cast.ann.essay.pk)
    assert "Kirov was shot in 1934." in page
    assert "<textarea" not in page


def test_closed_work_is_shown_to_read(cast, work, essay, page_of):
    closed = timezone.now() - timedelta(hours=1)
    Assignment.objects.filter(pk=work.pk).update(due=closed, closes=closed)
    assert "Your text is kept." in page_of(cast.ben, "essays:desk", essay.pk)


def test_practice_has_no_hand_in(cast, course, page_of):
    practice = writing.practise(question=course.question, by=cast.ben)
    page = page_of(cast.ben, "essays:desk", practice.pk)
    assert "Only you see this" in page
    assert "data-hand-in" not in page


def test_the_comments_stand_beside_a_redraft_and_not_before_their_return(cast, work, page_of):
    essay, submission = cast.ann.essay, cast.ann.submission
    make.comment(on=submission, by=cast.hale, body="Name the decree.", quote="1934")
    mark = make.mark(on=submission, by=cast.hale, next_step="Weigh two causes.")
    assert "Name the decree." not in page_of(cast.ann, "essays:desk", essay.pk)
    make.returned(mark, by=cast.hale)
    writing.begin_redraft(essay=essay, by=cast.ann)
    page = page_of(cast.ann, "essays:desk", essay.pk)
    assert "Name the decree." in page
    assert "Weigh two causes." in page


def test_the_way_in_starts_work_once(cast, work, client_of):
    new = make.person("new", school=cast.school)
    make.member(new, cast.c12)
    assert "Start" in client_of(new).get(work.get_absolute_url()).content.decode()
    for _press in range(2):
        answer = client_of(new).post(reverse("essays:start", args=[work.pk]))
    assert answer.url == reverse("essays:desk", args=[new.essays.get().pk])


def test_the_way_in_says_when_work_has_closed(cast, work, page_of):
    new = make.person("new", school=cast.school)
    make.member(new, cast.c12)
    closed = timezone.now() - timedelta(hours=1)
    Assignment.objects.filter(pk=work.pk).update(due=closed, closes=closed)
    assert "This work has closed." in page_of(new, "essays:assignment", work.pk)


def test_reading_the_desk_costs_the_same_for_many_clippings(cast, course, essay, client_of, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = client_of(cast.ben)
    clipping_of(cast.ben, course)
    with CaptureQueriesContext(
        connection,
    ) as one:
        browser.get(essay.get_absolute_url())
    for _each in range(20):
        clipping_of(cast.ben, course)
    with django_assert_num_queries(len(one)):
        browser.get(essay.get_absolute_url())


def test_the_desks_shell_is_the_same_for_everyone_and_names_nobody(cast, essay, client_of, client):
    address = reverse("essays:shell")
    pages = [browser.get(address) for browser in (client, client_of(cast.ben), client_of(cast.hale))]
    assert len({page.content for page in pages}) == 1
    assert cast.ben.name not in pages[0].content.decode()
    assert not pages[0].cookies
    assert pages[0].headers["Cache-Control"] == "max-age=3600"
