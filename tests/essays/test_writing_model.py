"""Any order of saves, replays, stale saves, hand-ins, returns and redrafts, held against a model in memory."""

from datetime import timedelta

import pytest
from django.db import transaction
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
from essays import document, writing
from essays.models import Branch, Draft, Revision, Submission
from essays.revisions import reconstruct
from tests import make

CLIENTS = ("tab-one-client", "tab-two-client", "tab-three-client")
TEXTS = st.lists(st.sampled_from(["Kirov.", "Why then?", "1934 😀", "e\u0301", ""]), min_size=1, max_size=4)


class Writing(RuleBasedStateMachine):
    """`acknowledged` holds what the server said it has: (branch or None, number) -> text."""

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
        work = make.assignment(classroom=classroom, by=self.teacher, redrafts=2)
        self.essay = writing.start(assignment=work, by=self.student)
        self.acknowledged, self.answers, self.aside = {}, {}, {}
        self.head, self.round, self.in_hand = 0, 1, False
        self.seqs = dict.fromkeys(CLIENTS, 0)

    @rule(client=st.sampled_from(CLIENTS), paragraphs=TEXTS, behind=st.integers(0, 2))
    def save(self, client, paragraphs, behind):
        text, base = document.dumps(make.tree(*paragraphs)), max(0, self.head - behind)
        self.seqs[client] += 1
        saved = self.send(client, self.seqs[client], base, text)
        if self.in_hand:
            assert saved.code == "handed-in"
        else:
            assert saved.code == ("saved" if base == self.head else "branch")
        if saved.code == "saved":
            self.head += 1
            self.acknowledged[None, self.head] = text
        else:
            number = self.aside[saved.branch] = self.aside.get(saved.branch, 0) + 1
            self.acknowledged[saved.branch, number] = text
        assert (saved.revision, saved.digest) == (self.head, document.digest(text))

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def replay(self, data):
        sent = data.draw(st.sampled_from(sorted(self.answers)))
        expected = self.answers[sent]
        assert self.send(*sent) == expected

    @precondition(lambda self: not self.in_hand)
    @rule(data=st.data(), keep=st.sampled_from(["mine", "theirs", "both"]))
    def settle(self, data, keep):
        branches = list(Branch.objects.filter(essay=self.essay, settled_at=None).order_by("pk"))
        if not branches:
            return
        branch = data.draw(st.sampled_from(branches))
        draft = writing.settle(branch=branch, keep=keep, revision=self.head, by=self.student)
        if keep != "theirs":
            self.head += 1
            self.acknowledged[None, self.head] = draft.document

    @precondition(lambda self: self.acknowledged)
    @rule(data=st.data(), behind=st.integers(0, 1))
    def bring_back(self, data, behind):
        branch, number = data.draw(st.sampled_from(sorted(self.acknowledged, key=str)))
        state = Revision.objects.get(essay=self.essay, branch=branch, number=number)
        revision = max(0, self.head - behind)
        changed = self.acknowledged.get((None, self.head)) != self.acknowledged[branch, number]
        if self.in_hand or (changed and revision != self.head):
            with pytest.raises(Conflict):
                writing.bring_back(state=state, revision=revision, by=self.student)
            return
        writing.bring_back(state=state, revision=revision, by=self.student)
        if changed:
            self.head += 1
            self.acknowledged[None, self.head] = self.acknowledged[branch, number]

    @rule(behind=st.integers(0, 1))
    def hand_in(self, behind):
        revision = max(0, self.head - behind)
        possible = revision == self.head and Draft.objects.get(essay=self.essay).words > 0
        if not possible:
            with pytest.raises(Conflict):
                writing.hand_in(essay=self.essay, revision=revision, by=self.student)
            return
        submission = writing.hand_in(essay=self.essay, revision=revision, by=self.student)
        assert submission.revision == self.head
        assert submission.document == self.acknowledged[None, self.head]
        self.in_hand = True

    @precondition(lambda self: self.in_hand)
    @rule()
    def give_back_and_redraft(self):
        submission = Submission.objects.get(essay=self.essay, round=self.round)
        mark = make.mark(on=submission, by=self.teacher)
        make.returned(mark, by=self.teacher, ago=timedelta(minutes=5))
        try:
            draft = writing.begin_redraft(essay=self.essay, by=self.student)
        except Conflict:
            assert self.round == 3
            return
        self.head, self.round, self.in_hand = self.head + 1, self.round + 1, False
        assert (draft.revision, draft.round) == (self.head, self.round)
        self.acknowledged[None, self.head] = submission.document

    @invariant()
    def the_head_is_what_was_acknowledged_last(self):
        draft = Draft.objects.get(essay=self.essay)
        assert draft.revision == self.head
        assert self.head == 0 or draft.document == self.acknowledged[None, self.head]

    @invariant()
    def there_is_one_submission_of_a_round(self):
        rounds = list(Submission.objects.filter(essay=self.essay).values_list("round", flat=True))
        assert len(rounds) == len(set(rounds)) == (self.round if self.in_hand else self.round - 1)

    def teardown(self):
        """Every acknowledged text can be made again."""
        try:
            for (branch, number), text in self.acknowledged.items():
                assert reconstruct(self.essay, number, branch and Branch.objects.get(pk=branch)) == text
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def send(self, client, seq, base, text):
        saved = writing.save(essay=self.essay, client=client, seq=seq, base=base, text=text)
        self.answers.setdefault((client, seq, base, text), saved)
        return saved


@pytest.mark.django_db
def test_no_order_of_acts_loses_a_word():
    run_state_machine_as_test(Writing, settings=settings(max_examples=25, stateful_step_count=25, deadline=None))
