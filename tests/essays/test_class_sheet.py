"""The class sheet: drawn from comments, edited by staff; students see it after their return, and what is about them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from classrooms.errors import Conflict
from classrooms.models import AuditEntry
from essays import class_sheet, queries_sheet
from essays.models import ClassSheet, Comment
from tests import make

DATE, SIDE = "targets.code.K05", "strengths.code.A01"


@pytest.fixture
def told(cast, work):
    """Ann and Ben have handed in; both were told to date it, Ann was praised. Nothing is returned."""
    cast.ben.submission = make.submission(cast.ben.essay)
    for person in (cast.ann, cast.ben):
        make.comment(on=person.submission, by=cast.hale, kind="target", body="When was it?", bank_code="K05")
    make.comment(on=cast.ann.submission, by=cast.hale, kind="praise", body="A clear cause.", bank_code="A01")
    make.comment(on=cast.ann.submission, by=cast.hale, kind="target", body="Psst.", bank_code="Z9", staff_only=True)
    return work


def sheet_data(**more):
    return {
        "strengths": [{"key": SIDE, "text": "You gave causes."}],
        "targets": [{"key": DATE, "text": "Give dates."}, {"key": "", "text": "Write to the end."}],
        **more,
    }


def give_back(person, by, ago=timedelta(minutes=5)):
    make.returned(make.mark(on=person.submission, by=by), by=by, ago=ago)


def drawn(work, cast):
    return queries_sheet.found(work, by=cast.hale)


class TestDrawing:
    def test_it_counts_essays_and_leaves_out_what_is_for_staff(self, cast, told):
        found = drawn(told, cast)
        assert [(line.key, line.essays, line.text) for line in found.lines["targets"]] == [(DATE, 2, "When was it?")]
        assert [line.key for line in found.lines["strengths"]] == [SIDE]
        assert (found.essays, found.comments) == (2, 3)

    def test_the_bank_names_a_line_and_words_with_a_gap_are_not_proposed(self, cast, told):
        course = told.question.course
        course.comments = [
            {"code": "K05", "label": "Date it", "text": "When? Give <year>.", "kind": "target", "criterion": "K"},
            {"code": "A01", "label": "Clear", "text": "You say what led to what.", "kind": "praise", "criterion": "A"},
        ]
        course.save(update_fields=["comments"])
        proposed = drawn(told, cast).proposed
        assert proposed["targets"] == [{"key": DATE, "text": "Date it"}]
        assert proposed["strengths"] == [{"key": SIDE, "text": "You say what led to what."}]

    def test_a_submission_that_was_sent_back_does_not_count(self, cast, told):
        cast.ben.submission.sent_back_at = cast.ben.submission.handed_in_at
        cast.ben.submission.save()
        assert [line.essays for line in drawn(told, cast).lines["targets"]] == [1]

    def test_the_lowest_criterion_comes_from_the_newest_marks(self, cast, told):
        make.mark(on=cast.ann.submission, by=cast.hale, levels={"K": 1, "A": 5})
        make.mark(on=cast.ann.submission, by=cast.hale, levels={"K": 5, "A": 2})
        assert drawn(told, cast).weakest == ("Analysis", 2, 5)

    def test_work_in_own_words_has_no_sections_to_read(self, cast, told):
        told.question = None
        told.save(update_fields=["question"])
        found = drawn(told, cast)
        assert (found.sections, found.words) == ([], [])


class TestEditing:
    def post(self, client_of, person, work, **fields):
        return client_of(person).post(reverse("essays:sheet", args=[work.pk]), fields)

    def test_the_page_proposes_and_keeps_what_was_picked(self, cast, told, client_of, page_of, course):
        star = make.star(cast.ann.submission, by=cast.hale, quote="changed the law")
        page = page_of(cast.hale, "essays:sheet", told.pk)
        assert "When was it?" in page
        assert "A proposal" in page
        answer = self.post(
            client_of,
            cast.cole,
            told,
            version=0,
            **{f"pick-{DATE}": "on", f"text-{DATE}": "Give dates.", f"text-{SIDE}": "x", f"star-{star.pk}": DATE},
            strengths_more="You finished.\n\nYou read.",
            sections=course.section.pk,
            praised=cast.ben.pk,
            note="Date three facts.",
        )
        assert answer.status_code == 302
        data = ClassSheet.objects.get().data
        assert data["targets"] == [{"key": DATE, "text": "Give dates."}]
        assert data["strengths"] == [{"key": "", "text": "You finished."}, {"key": "", "text": "You read."}]
        assert data["examples"] == [{"star": star.pk, "under": DATE}]
        page = page_of(cast.hale, "essays:sheet", told.pk)
        for words in ("Give dates.", "You read.", "changed the law", "Date three facts.", cast.ben.name, "Saved by"):
            assert words in page

    def test_a_picked_line_without_words_is_shown_again(self, cast, told, client_of):
        answer = self.post(client_of, cast.hale, told, version=0, note="Kept words.", **{f"pick-{DATE}": "on"})
        assert answer.status_code == 422
        assert "Write the line" in answer.text
        assert "Kept words." in answer.text
        assert not ClassSheet.objects.exists()

    @pytest.mark.parametrize(
        "wrong",
        [{"praised": "987654"}, {"sections": "x"}, {"words": "-1"}, {"note": "x" * 601}, {"note": "a\x00b"}],
    )
    def test_what_is_not_offered_is_refused(self, cast, told, client_of, wrong):
        assert self.post(client_of, cast.hale, told, version=0, **wrong).status_code == 422
        assert not ClassSheet.objects.exists()

    def test_nobody_elses_sheet_is_overwritten(self, cast, told, client_of):
        make.class_sheet(told, by=cast.cole, note="Cole's.")
        answer = self.post(client_of, cast.hale, told, version=0, note="Hale's.")
        assert answer.status_code == 409
        assert "Hale&#x27;s." in answer.text
        assert "Cole&#x27;s." in answer.text
        assert cast.cole.name in answer.text
        assert 'name="version" value="1"' in answer.text
        assert ClassSheet.objects.get().data == {"note": "Cole's."}
        assert self.post(client_of, cast.hale, told, version=1, note="Hale's.").status_code == 302

    def test_a_line_stays_when_its_comments_are_gone(self, cast, told, page_of):
        make.class_sheet(told, by=cast.hale, **sheet_data())
        Comment.objects.all().delete()
        page = page_of(cast.hale, "essays:sheet", told.pk)
        assert page.count("Give dates.") >= 2

    def test_the_same_sheet_again_changes_nothing(self, cast, told):
        first = class_sheet.keep(assignment=told, version=0, by=cast.hale, data=sheet_data())
        again = class_sheet.keep(assignment=told, version=0, by=cast.cole, data=sheet_data())
        assert (again.version, again.changed_by) == (first.version, cast.hale) == (1, cast.hale)

    def test_the_page_costs_the_same_for_thirty(self, cast, told, client_of):
        def cost():
            client = client_of(cast.hale)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(reverse("essays:sheet", args=[told.pk])).status_code == 200
            return len(queries)

        make.star(cast.ann.submission, by=cast.hale, quote="Kirov")
        few = cost()
        for n in range(28):
            student = make.person(f"s{n}", school=cast.school)
            make.member(student, cast.c12)
            submission = make.submission(make.essay(told, writer=student))
            make.comment(on=submission, by=cast.hale, kind="praise", body=f"Good {n}.", bank_code=f"C{n}")
            make.star(submission, by=cast.hale, quote="Some")
        assert cost() == few


class TestTheWall:
    def test_it_shows_no_name_and_how_many(self, cast, told, page_of):
        make.class_sheet(told, by=cast.hale, **sheet_data(praised=[cast.ann.pk], note="Do it."))
        page = page_of(cast.cole, "essays:sheet-show", told.pk)
        assert "Give dates." in page
        assert "Do it." in page
        assert "2<span" in page
        assert cast.ann.name not in page
        assert cast.ben.name not in page
        assert cast.ann.name in page_of(cast.cole, "essays:sheet", told.pk)

    def test_without_a_sheet_it_leads_to_where_one_is_made(self, cast, told, client_of):
        answer = client_of(cast.hale).get(reverse("essays:sheet-show", args=[told.pk]))
        assert answer.url == reverse("essays:sheet", args=[told.pk])


class TestSharing:
    def test_only_a_kept_sheet_is_shared_and_the_act_is_recorded_once(self, cast, told):
        with pytest.raises(Conflict):
            class_sheet.share(assignment=told, by=cast.hale)
        make.class_sheet(told, by=cast.hale)
        for _ in range(2):
            class_sheet.share(assignment=told, by=cast.hale)
        assert AuditEntry.objects.filter(verb="class sheet shared").count() == 1

    def test_a_student_sees_it_once_it_is_shared_and_their_essay_returned(self, cast, told, page_of):
        make.class_sheet(told, by=cast.hale, **sheet_data())
        give_back(cast.ann, cast.hale)
        assert "Give dates." not in page_of(cast.ann, "essays:feedback", cast.ann.essay.pk)
        class_sheet.share(assignment=told, by=cast.hale)
        assert "Give dates." in page_of(cast.ann, "essays:feedback", cast.ann.essay.pk)
        assert queries_sheet.shared_sheet(cast.ben.essay) is None
        give_back(cast.ben, cast.hale, ago=-timedelta(minutes=1))
        assert queries_sheet.shared_sheet(cast.ben.essay) is None
        class_sheet.hide(assignment=told, by=cast.hale)
        assert queries_sheet.shared_sheet(cast.ann.essay) is None

    def test_each_sees_which_lines_are_about_them(self, cast, told, page_of):
        make.class_sheet(told, by=cast.hale, shared=True, **sheet_data())
        for person in (cast.ann, cast.ben):
            give_back(person, cast.hale)
        ann, ben = (queries_sheet.shared_sheet(person.essay) for person in (cast.ann, cast.ben))
        assert [line.mine for line in [*ann.strengths, *ann.targets]] == [True, True, False]
        assert [line.mine for line in [*ben.strengths, *ben.targets]] == [False, True, False]
        assert "One line is about you" in page_of(cast.ben, "essays:feedback", cast.ben.essay.pk)

    def test_what_hangs_on_an_essay_that_is_not_returned_is_not_on_it(self, cast, told):
        star = make.star(cast.ben.submission, by=cast.hale, quote="Half")
        named = [cast.ann.pk, cast.ben.pk]
        data = sheet_data(praised=named, examples=[{"star": star.pk, "under": DATE}])
        make.class_sheet(told, by=cast.hale, shared=True, **data)
        give_back(cast.ann, cast.hale)
        seen = queries_sheet.shared_sheet(cast.ann.essay)
        assert seen.praised == [cast.ann]
        assert [line.examples for line in seen.targets] == [[], []]
        assert [line.essays for line in [*seen.strengths, *seen.targets]] == [0, 0, 0]
        give_back(cast.ben, cast.hale)
        seen = queries_sheet.shared_sheet(cast.ann.essay)
        assert seen.praised == [cast.ann, cast.ben]
        assert seen.targets[0].examples == ["Half"]

    def test_nobody_is_named_who_was_not_chosen(self, cast, told, page_of):
        make.class_sheet(told, by=cast.hale, shared=True, **sheet_data())
        for person in (cast.ann, cast.ben):
            give_back(person, cast.hale)
        assert cast.ann.name not in page_of(cast.ben, "essays:feedback", cast.ben.essay.pk)
