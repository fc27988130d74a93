"""Commenting and marking: what is kept, what is refused, and in which state."""

import pytest

from classrooms.errors import Conflict
from classrooms.models import AuditEntry
from essays import marking, returning
from essays.errors import Unfit
from essays.models import Comment, Mark, WorkingMark
from essays.queries import standing_of
from lessons.texts.anchors import SpanError
from tests import make

pytestmark = pytest.mark.django_db
LEVELS = {"K": 4, "A": 3}


@pytest.fixture
def submission(cast, work):
    return cast.ann.submission


def commented(submission, by, quote="1934", **fields):
    start = submission.text.index(quote)
    fields = {"kind": "target", "body": "Which month?", "place": (start, start + len(quote), quote), **fields}
    return marking.comment(submission=submission, by=by, **fields)


def recorded(submission, by, version=0, levels=LEVELS, summary="Good.", next_step="Name one decree."):
    return marking.record(
        submission=submission, version=version, by=by, levels=levels, summary=summary, next_step=next_step
    )


def marked(submission, by):
    return marking.mark(submission=submission, version=recorded(submission, by).version, by=by)


class TestCommenting:
    def test_a_comment_stands_on_its_words(self, cast, submission):
        comment = commented(submission, cast.hale)
        assert submission.text[comment.start : comment.end] == comment.quote == "1934"

    @pytest.mark.parametrize(
        ("place", "code"),
        [((0, 5, "Stali"), "quote"), ((0, 9999, "x"), "outside"), ((3, 3, ""), "empty"), ((5, 2, "x"), "reversed")],
    )
    def test_other_words_at_the_place_are_refused(self, cast, submission, place, code):
        with pytest.raises(SpanError) as refusal:
            marking.comment(submission=submission, by=cast.hale, kind="note", body="Hm.", place=place)
        assert refusal.value.code == code
        assert not Comment.objects.exists()

    @pytest.mark.parametrize("place", [("0", 5, "Kirov"), (0, 5.0, "Kirov"), (0, True, "K"), (0, 5, None)], ids=repr)
    def test_a_place_that_is_no_place_is_refused(self, cast, submission, place):
        with pytest.raises(Unfit):
            marking.comment(submission=submission, by=cast.hale, kind="note", body="Hm.", place=place)

    def test_places_count_code_points(self, cast, work):
        essay = make.essay(
            make.assignment(classroom=cast.c12, by=cast.hale), writer=cast.ann, text="🙂🙂 Kirov was shot."
        )
        comment = commented(make.submission(essay), cast.hale, quote="Kirov")
        assert (comment.start, comment.end) == (3, 8)

    def test_a_comment_without_a_place_is_on_the_whole(self, cast, submission):
        comment = marking.comment(submission=submission, by=cast.hale, kind="praise", body="Well argued.")
        assert (comment.start, comment.end, comment.quote) == (None, None, "")

    @pytest.mark.parametrize(
        "fields",
        [{"kind": "insult"}, {"body": "  "}, {"body": "a\x00b"}, {"body": 7}, {"body": "x" * 4001}],
        ids=["kind", "empty", "control", "number", "long"],
    )
    def test_what_is_no_comment_is_refused(self, cast, submission, fields):
        with pytest.raises(Unfit):
            marking.comment(submission=submission, by=cast.hale, **{"kind": "note", "body": "Hm.", **fields})

    def test_a_criterion_outside_the_rubric_is_refused(self, cast, submission):
        with pytest.raises(Unfit):
            commented(submission, cast.hale, criterion="Z")

    def test_the_same_comment_sent_twice_is_kept_once(self, cast, submission):
        assert commented(submission, cast.hale) == commented(submission, cast.hale)
        assert Comment.objects.count() == 1

    def test_an_edit_names_the_newest_version(self, cast, submission):
        comment = commented(submission, cast.hale)
        marking.edit(comment=comment, version=1, by=cast.hale, kind="target", body="Which day?")
        with pytest.raises(marking.Clash) as clash:
            marking.edit(comment=comment, version=1, by=cast.hale, kind="target", body="Which hour?")
        assert (clash.value.current.version, clash.value.current.body) == (2, "Which day?")

    def test_the_same_edit_sent_twice_is_one_edit(self, cast, submission):
        comment = commented(submission, cast.hale)
        for _time in range(2):
            marking.edit(comment=comment, version=1, by=cast.hale, kind="target", body="Which day?")
        assert Comment.objects.get().version == 2

    def test_a_removed_comment_is_kept_but_not_shown(self, cast, submission):
        comment = commented(submission, cast.hale)
        marking.remove(comment=comment, by=cast.hale)
        assert not Comment.objects.standing().exists()
        assert Comment.objects.count() == 1

    def test_no_audit_entry_holds_a_comments_words(self, cast, submission):
        comment = commented(submission, cast.cole, body="Sotto voce.")
        marking.edit(comment=comment, version=1, by=cast.hale, kind="note", body="Sotto voce, twice.")
        marking.remove(comment=comment, by=cast.hale)
        assert "Sotto" not in str(list(AuditEntry.objects.values()))


class TestTheWorkingMark:
    def test_each_edit_names_the_version_it_read(self, cast, submission):
        assert recorded(submission, cast.hale).version == 1
        with pytest.raises(marking.Clash) as clash:
            recorded(submission, cast.cole, version=0, summary="Weak.")
        assert clash.value.current.version == 1
        assert WorkingMark.objects.get().summary == "Good."

    def test_the_same_edit_sent_twice_is_one_edit(self, cast, submission):
        recorded(submission, cast.hale)
        assert recorded(submission, cast.hale).version == 1

    def test_levels_outside_the_rubric_store_nothing(self, cast, submission):
        with pytest.raises(Unfit):
            recorded(submission, cast.hale, levels={"K": 9})
        assert not WorkingMark.objects.exists()


class TestMarking:
    def test_a_mark_adds_up_by_the_rubric(self, cast, submission):
        mark = marked(submission, cast.hale)
        assert (mark.total, mark.out_of, mark.grade, mark.levels) == (7, 10, "B", LEVELS)

    def test_a_criterion_without_a_level_is_named(self, cast, submission):
        working = recorded(submission, cast.hale, levels={"K": 0})
        with pytest.raises(Unfit) as refusal:
            marking.mark(submission=submission, version=working.version, by=cast.hale)
        assert refusal.value.more["missing"] == [{"code": "A", "name": "Analysis"}]
        assert not Mark.objects.exists()

    def test_a_mark_without_a_next_step_is_a_mark(self, cast, submission):
        working = recorded(submission, cast.hale, next_step="")
        assert marking.mark(submission=submission, version=working.version, by=cast.hale).next_step == ""

    def test_marking_twice_gives_one_mark(self, cast, submission):
        assert marked(submission, cast.hale) == marking.mark(submission=submission, version=1, by=cast.hale)
        assert Mark.objects.count() == 1

    def test_what_another_marker_changed_meanwhile_is_not_marked_unseen(self, cast, submission):
        recorded(submission, cast.hale)
        recorded(submission, cast.cole, version=1, levels={"K": 1, "A": 1})
        with pytest.raises(marking.Clash):
            marking.mark(submission=submission, version=1, by=cast.hale)

    def test_nothing_changes_while_it_is_marked(self, cast, submission):
        comment = commented(submission, cast.hale)
        marked(submission, cast.hale)
        for act in (
            lambda: commented(submission, cast.hale, quote="law"),
            lambda: marking.edit(comment=comment, version=1, by=cast.hale, kind="note", body="Else."),
            lambda: marking.remove(comment=comment, by=cast.hale),
            lambda: recorded(submission, cast.hale, version=1, summary="Else."),
            lambda: marking.send_back(submission=submission, because="Else.", by=cast.hale),
        ):
            with pytest.raises(Conflict) as refusal:
                act()
            assert refusal.value.code == "marked"

    def test_reopened_it_can_be_changed_and_marked_again(self, cast, submission):
        marked(submission, cast.hale)
        marking.reopen(submission=submission, by=cast.hale)
        working = recorded(submission, cast.hale, version=1, levels={"K": 5, "A": 5})
        assert marking.mark(submission=submission, version=working.version, by=cast.hale).total == 10
        assert list(Mark.objects.order_by("pk").values_list("kind", flat=True)) == ["marked", "reopened", "marked"]

    def test_what_is_not_marked_cannot_be_reopened(self, cast, submission):
        with pytest.raises(Conflict):
            marking.reopen(submission=submission, by=cast.hale)

    def test_a_pending_return_locks_until_it_is_undone(self, cast, work, submission):
        marked(submission, cast.hale)
        returning.return_marks(assignment=work, by=cast.hale)
        with pytest.raises(Conflict) as refusal:
            marking.reopen(submission=submission, by=cast.hale)
        assert refusal.value.code == "returned"
        returning.undo(assignment=work, by=cast.hale)
        marking.reopen(submission=submission, by=cast.hale)
        assert commented(submission, cast.hale).pk


class TestSendingBack:
    def test_the_writer_writes_on_in_the_same_round(self, cast, work, submission):
        marking.send_back(submission=submission, because="The last page is missing.", by=cast.hale)
        standing = standing_of(cast.ann.essay)
        assert (standing.state, standing.round, standing.can_write, standing.sent_back) == ("writing", 1, True, True)

    def test_a_reason_is_needed(self, cast, submission):
        with pytest.raises(Unfit):
            marking.send_back(submission=submission, because=" ", by=cast.hale)

    def test_what_was_sent_back_takes_no_comment(self, cast, submission):
        marking.send_back(submission=submission, because="Unfinished.", by=cast.hale)
        with pytest.raises(Conflict) as refusal:
            commented(submission, cast.hale)
        assert refusal.value.code == "sent-back"


class TestCorrecting:
    def corrected(self, cast, submission, **fields):
        fields = {
            "levels": {"K": 5, "A": 5},
            "summary": "Better.",
            "next_step": "Go on.",
            "reason": "Added wrong.",
            **fields,
        }
        return marking.correct(submission=submission, by=cast.hale, **fields)

    def test_only_a_returned_mark_is_corrected(self, cast, submission):
        marked(submission, cast.hale)
        with pytest.raises(Conflict):
            self.corrected(cast, submission)

    def test_a_correction_is_a_new_mark_that_shows_after_a_minute(self, cast, submission):
        make.returned(marked(submission, cast.hale), by=cast.hale)
        mark = self.corrected(cast, submission)
        assert (mark.kind, mark.total, mark.reason) == ("corrected", 10, "Added wrong.")
        assert standing_of(cast.ann.essay).total == 7

    @pytest.mark.parametrize("fields", [{"reason": ""}, {"levels": {"K": 5}}, {"levels": {"K": 5, "A": 8}}], ids=str)
    def test_a_correction_needs_its_reason_and_all_levels(self, cast, submission, fields):
        make.returned(marked(submission, cast.hale), by=cast.hale)
        with pytest.raises(Unfit):
            self.corrected(cast, submission, **fields)
        assert Mark.objects.count() == 1


class TestExcusing:
    def test_an_excused_student_is_not_overdue(self, cast, work):
        marking.excuse(assignment=work, student=cast.ben, because="Ill.", by=cast.hale)
        marking.excuse(assignment=work, student=cast.ben, because="Ill.", by=cast.hale)
        assert work.excuses.count() == 1
        assert standing_of(cast.ben.essay).excused
        marking.lift(assignment=work, student=cast.ben, by=cast.hale)
        assert not standing_of(cast.ben.essay).excused

    def test_only_students_of_the_class_are_excused(self, cast, work):
        with pytest.raises(Unfit):
            marking.excuse(assignment=work, student=cast.dan, because="", by=cast.hale)
