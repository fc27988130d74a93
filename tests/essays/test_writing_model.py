"""Any order of acts on one essay, from its first save to its last return, held against a model in memory."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from classrooms.errors import Conflict
from essays import document, handing_in, marking, returning, settling, writing
from essays.models import Assignment, Branch, Draft, Essay, Return, Revision, Submission
from essays.queries import standings
from essays.revisions import reconstruct
from tests import make

CLIENTS = ("tab-one-client", "tab-two-client", "tab-three-client")
TEXTS = st.lists(st.sampled_from(["Kirov.", "Why then?", "1934 😀", "e\u0301", ""]), min_size=1, max_size=4)
REDRAFTS = 2
MINUTE = timedelta(minutes=1)
IN_HAND, MARKED, ON_ITS_WAY = "in hand", "marked", "on its way"  # with the teacher; a return on its way can be undone
RETURNED = "returned"


class Writing(RuleBasedStateMachine):
    """`acknowledged` holds what the server said it has: (branch or None, number) -> text.

    `phase` is "writing" while the draft is the writer's; `reopened` once the teacher has sent the round back.
    """

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()

    @initialize()
    def begin(self):
        school = make.school()
        self.teacher, self.student = make.person("hale", school=school), make.person("ben", school=school)
        classroom = make.classroom("12C", school=school)
        make.member(self.teacher, classroom, role="teacher", lead=True)
        make.member(self.student, classroom)
        self.work = make.assignment(classroom=classroom, by=self.teacher, redrafts=REDRAFTS)
        writing.start(assignment=self.work, by=self.student)
        self.acknowledged, self.answers, self.aside, self.frozen = {}, {}, {}, {}
        self.head, self.round, self.words = 0, 1, 0
        self.phase, self.reopened, self.closed, self.late = "writing", False, False, False
        self.taken = False
        self.seqs = dict.fromkeys(CLIENTS, 0)

    # ---------------------------------------------------------------- the writer

    @rule(client=st.sampled_from(CLIENTS), paragraphs=TEXTS, behind=st.integers(0, 2))
    def save(self, client, paragraphs, behind):
        text, base = document.dumps(make.tree(*paragraphs)), max(0, self.head - behind)
        self.seqs[client] += 1
        saved = self.send(client, self.seqs[client], base, text)
        assert saved.code == self.code_of_a_save(base)
        if saved.code == "saved":
            self.becomes_the_head(text)
        else:
            number = self.aside[saved.branch] = self.aside.get(saved.branch, 0) + 1
            self.acknowledged[saved.branch, number] = text
        assert (saved.revision, saved.digest) == (self.head, document.digest(text))

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def replay(self, data):
        sent = data.draw(st.sampled_from(sorted(self.answers)))
        assert self.send(*sent) == self.answers[sent]

    @rule(data=st.data(), keep=st.sampled_from(["mine", "theirs", "both"]), behind=st.integers(0, 1))
    def settle(self, data, keep, behind):
        branches = list(Branch.objects.filter(essay=self.essay, settled_at=None).order_by("pk"))
        if not branches:
            return
        branch, revision = data.draw(st.sampled_from(branches)), max(0, self.head - behind)
        if not self.may_write or revision != self.head:
            with pytest.raises(Conflict):
                settling.settle(branch=branch, keep=keep, revision=revision, by=self.student)
            return
        draft = settling.settle(branch=branch, keep=keep, revision=revision, by=self.student)
        if keep != "theirs":
            self.becomes_the_head(draft.document)

    @precondition(lambda self: self.acknowledged)
    @rule(data=st.data(), behind=st.integers(0, 1))
    def bring_back(self, data, behind):
        branch, number = data.draw(st.sampled_from(sorted(self.acknowledged, key=str)))
        state = Revision.objects.get(essay=self.essay, branch=branch, number=number)
        text, revision = self.acknowledged[branch, number], max(0, self.head - behind)
        changed = self.acknowledged.get((None, self.head)) != text
        if not self.may_write or (changed and revision != self.head):
            with pytest.raises(Conflict):
                writing.bring_back(state=state, revision=revision, by=self.student)
            return
        writing.bring_back(state=state, revision=revision, by=self.student)
        if changed:
            self.becomes_the_head(text)

    @rule(behind=st.integers(0, 1))
    def hand_in(self, behind):
        revision = max(0, self.head - behind)
        again = self.phase != "writing" and revision == self.head
        if not again and not (self.may_write and revision == self.head and self.words):
            with pytest.raises(Conflict):
                writing.hand_in(essay=self.essay, revision=revision, by=self.student)
            return
        submission = writing.hand_in(essay=self.essay, revision=revision, by=self.student)
        if again:
            assert submission == self.submission
            return
        assert submission.document == self.acknowledged[None, self.head]
        assert submission.late == (self.closed and self.round == 1)
        self.frozen[submission.pk] = submission.document
        self.phase, self.late = IN_HAND, submission.late

    @precondition(lambda self: self.phase == IN_HAND)
    @rule()
    def take_back(self):
        """It is the writer's again, but taking back reopens nothing that has closed."""
        if self.closed:
            with pytest.raises(Conflict):
                handing_in.take_back(essay=self.essay, by=self.student)
            return
        handing_in.take_back(essay=self.essay, by=self.student)
        self.phase, self.taken = "writing", True

    @rule()
    def redraft(self):
        if self.phase == "writing" and self.round > 1:
            return
        if self.phase != RETURNED or self.round > REDRAFTS:
            with pytest.raises(Conflict):
                writing.begin_redraft(essay=self.essay, by=self.student)
            return
        draft = writing.begin_redraft(essay=self.essay, by=self.student)
        self.round, self.phase, self.reopened = self.round + 1, "writing", False
        self.taken = False
        assert draft.round == self.round
        self.becomes_the_head(draft.document)

    # ---------------------------------------------------------------- the teacher and the clock

    @rule()
    def send_back(self):
        if self.phase == "writing":
            return
        if self.phase != IN_HAND:
            with pytest.raises(Conflict):
                marking.send_back(submission=self.submission, because="Too short.", by=self.teacher)
            return
        marking.send_back(submission=self.submission, because="Too short.", by=self.teacher)
        self.phase, self.reopened = "writing", True

    @precondition(lambda self: self.phase == IN_HAND)
    @rule()
    def mark(self):
        make.mark(on=self.submission, by=self.teacher)
        self.phase = MARKED

    @rule()
    def give_back(self):
        returns = returning.return_marks(assignment=self.work, by=self.teacher)
        assert len(returns) == (1 if self.phase == MARKED else 0)
        self.phase = ON_ITS_WAY if self.phase == MARKED else self.phase

    @rule()
    def undo_the_return(self):
        assert returning.undo(assignment=self.work, by=self.teacher) == (1 if self.phase == ON_ITS_WAY else 0)
        self.phase = MARKED if self.phase == ON_ITS_WAY else self.phase

    @precondition(lambda self: self.phase == ON_ITS_WAY)
    @rule()
    def a_minute_passes(self):
        Return.objects.filter(submission=self.submission).update(visible_at=timezone.now() - MINUTE)
        self.phase = RETURNED

    @rule()
    def the_work_closes(self):
        ended = timezone.now() - MINUTE
        Assignment.objects.filter(pk=self.work.pk).update(due=ended, closes=ended)
        self.work.refresh_from_db()
        self.closed = True

    # ---------------------------------------------------------------- what always holds

    @invariant()
    def the_head_is_what_was_acknowledged_last(self):
        draft = Draft.objects.get(essay=self.essay)
        assert (draft.revision, draft.round) == (self.head, self.round)
        assert self.head == 0 or draft.document == self.acknowledged[None, self.head]

    @invariant()
    def revisions_never_restart_and_have_no_gap(self):
        numbers = Revision.objects.filter(essay=self.essay, branch=None).order_by("pk").values_list("number", flat=True)
        assert list(numbers) == list(range(1, self.head + 1))

    @invariant()
    def one_submission_of_a_round_stands(self):
        rounds = sorted(Submission.objects.standing().filter(essay=self.essay).values_list("round", flat=True))
        assert rounds == list(range(1, self.round + (self.phase != "writing")))

    @invariant()
    def states_derive_rightly(self):
        for for_staff in (False, True):
            found = standings([self.work], [self.student], for_staff=for_staff)[self.work.pk, self.student.pk]
            assert found.state == self.state(for_staff)
            assert found.can_write == self.may_write
            assert found.can_redraft == (self.phase == RETURNED and self.round <= REDRAFTS)

    def teardown(self):
        """Every acknowledged text can be made again; what was handed in never changed."""
        try:
            for (branch, number), text in self.acknowledged.items():
                assert reconstruct(self.essay, number, branch and Branch.objects.get(pk=branch)) == text
            for pk, text in self.frozen.items():
                assert Submission.objects.get(pk=pk).document == text
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    # ---------------------------------------------------------------- the model

    @property
    def essay(self):
        """The essay as a request fetches it."""
        return Essay.objects.select_related("assignment").get(assignment=self.work)

    @property
    def submission(self):
        return Submission.objects.standing().get(essay=self.essay, round=self.round)

    @property
    def shut(self):
        """Whether the closing binds: the first round only, and not once the teacher has sent it back."""
        return self.closed and self.round == 1 and not self.reopened

    @property
    def may_write(self):
        return self.phase == "writing" and not self.shut

    def code_of_a_save(self, base):
        if self.phase != "writing":
            return "handed-in"
        if self.shut:
            return "late"
        return "saved" if base == self.head else "branch"

    def state(self, for_staff):
        if self.phase == "writing":
            begun = self.words or self.reopened or self.taken
            return "redrafting" if self.round > 1 else "writing" if begun else "not-started"
        if self.phase == RETURNED:
            return "returned" if self.round == 1 else "redrafted"
        if for_staff and self.phase in (MARKED, ON_ITS_WAY):
            return "marked"
        return "redrafted" if self.round > 1 else "late" if self.late else "handed-in"

    def becomes_the_head(self, text):
        self.head += 1
        self.acknowledged[None, self.head] = text
        self.words = document.words(document.parse(text))

    def send(self, client, seq, base, text):
        saved = writing.save(essay=self.essay, client=client, seq=seq, base=base, text=text)
        self.answers.setdefault((client, seq, base, text), saved)
        return saved


@pytest.mark.django_db
def test_no_order_of_acts_loses_a_word():
    run_state_machine_as_test(Writing, settings=settings(max_examples=25, stateful_step_count=25, deadline=None))
