"""What the demo's classes were set, what they wrote, and what their teachers said to it."""

from datetime import datetime, timedelta
from typing import Literal

from django.utils import timezone

from classrooms.models import Classroom, User
from essays import answering, document, extending, marking, returning, rubrics, setting, writing
from essays.models import Assignment, Comment, Essay, Submission
from lessons import clipping
from lessons.models import Clipping, Course, Question, Section
from operations.demo import backdating
from operations.demo.material import Material, Round, Story
from operations.demo.sharing import make_shared
from operations.demo.texts import tree
from operations.demo.thinking import make_aims, make_plan


def make_classwork(
    material: Material, *, course: Course, rooms: dict[str, Classroom], everyone: dict[str, User]
) -> None:
    """Set all the work and let everyone write, mark, return and redraft it, as the material says."""
    for said in material.works:
        question = Question.objects.get(course=course, key=said["question"])
        _Work(said, question, rooms[said["class"]], everyone).happen(material)


class _Work:
    """One piece of work in one class, from setting it to the last redraft."""

    def __init__(self, said: dict, question: Question, room: Classroom, everyone: dict[str, User]):
        self.said, self.question, self.everyone = said, question, everyone
        self.teacher = everyone["teacher"]
        self.assignment = self._set(room)
        self.essays: dict[str, Essay] = {}
        self.submissions: dict[str, Submission] = {}

    def happen(self, material: Material) -> None:
        stories = list(material.of_work(self.said["key"]))
        for said in (one for one in material.excuses if one["work"] == self.said["key"]):
            student = self.everyone[said["student"]]
            marking.excuse(assignment=self.assignment, student=student, because=said["because"], by=self.teacher)
        for story in stories:
            if not self._is_late(story):
                self._write(story)
        dates = {name: self.said[name] for name in ("opens", "due", "closes") if name in self.said}
        backdating.work(self.assignment, **dates)
        for said in (one for one in material.extensions if one["work"] == self.said["key"]):
            longer = {"students": [self.everyone[said["student"]]], "due": said["due"], "because": said["because"]}
            (given,) = extending.extend(assignment=self.assignment, by=self.teacher, **longer)
            backdating.extended(given, said["at"])
        for story in stories:
            if self._is_late(story):
                self._write(story)
            self._judge(self.submissions.get(story.id), story.first)
        if at := self.said.get("returned"):
            self._return(at)
            for story in stories:
                self._after_return(story, at)
        make_shared(material, self.assignment, self.said["key"], self.submissions, self.everyone)

    def _set(self, room: Classroom) -> Assignment:
        works = setting.set_work(
            classrooms=[room],
            by=self.teacher,
            question=self.question,
            rubric=rubrics.rubric_of(self.question.course, school=room.school),
            length=self.said["length"],
            redrafts=self.said["redrafts"],
            minutes=self.said.get("minutes"),
            opens=self.said["opens"],
            due=timezone.now() + timedelta(days=1),
        )
        return works[0]

    def _is_late(self, story: Story) -> bool:
        return story.first.handed_in is not None and story.first.handed_in > self.said["due"]

    def _write(self, story: Story) -> None:
        essay = writing.start(assignment=self.assignment, by=self.everyone[story.by])
        self.essays[story.id] = essay
        if story.plan:
            make_plan(essay, story.plan, story.first.begun)
        clippings = {one["name"]: _clip(one, essay.writer, self.question.course).pk for one in story.clippings}
        if submission := _write(essay, story.first, clippings):
            self.submissions[story.id] = submission

    def _judge(self, submission: Submission | None, said: Round) -> None:
        """Comment, set levels, mark, or send back: as far as the marker has come."""
        if submission is None:
            return
        if said.sent_back:
            marking.send_back(submission=submission, because=said.because, by=self.teacher)
            backdating.sent_back(submission, said.sent_back)
        at, marker = said.marked or said.working, self.everyone[said.marker]
        if at is None:
            return
        for comment in said.comments:
            _comment(submission, marker, comment, bank=self.question.course.comments)
        working = marking.record(
            submission=submission,
            version=0,
            by=marker,
            levels=said.levels,
            summary=said.summary,
            next_step=said.next_step,
        )
        if said.marked:
            marking.mark(submission=submission, version=working.version, by=marker)
        backdating.judged(submission, at)

    def _return(self, at: datetime, *essays: Essay) -> None:
        chosen: list[int] | Literal["all"] = [essay.pk for essay in essays] or "all"
        returns = returning.return_marks(assignment=self.assignment, essays=chosen, by=self.teacher)
        backdating.returned(self.assignment, returns, at)

    def _after_return(self, story: Story, returned: datetime) -> None:
        if story.id not in self.submissions:
            return
        submission, again = self.submissions[story.id], story.redraft
        make_aims(submission, story.aims)
        if story.correction:
            self._correct(submission, story.first, story.correction)
        self._answer(submission, story.first, again.ended if again else returned + timedelta(days=2))
        if again:
            essay = self.essays[story.id]
            writing.begin_redraft(essay=essay, by=essay.writer)
            self._judge(_write(essay, again, {}), again)
            if again.returned:
                self._return(again.returned, essay)

    def _correct(self, submission: Submission, said: Round, correction: dict) -> None:
        mark = marking.correct(
            submission=submission,
            by=self.teacher,
            levels=correction["levels"],
            summary=said.summary,
            next_step=said.next_step,
            reason=correction["reason"],
        )
        backdating.corrected(mark, correction["at"])

    def _answer(self, submission: Submission, said: Round, at: datetime) -> None:
        for comment in said.comments:
            if "answer" not in comment:
                continue
            on = Comment.objects.get(submission=submission, quote=comment["on"])
            words = {"answer": comment["answer"], "note": comment.get("note", "")}
            response = answering.respond(comment=on, by=submission.essay.writer, **words)
            if "reply" in comment:
                answering.reply(response=response, by=self.teacher, body=comment["reply"])
            backdating.answered(response, at)


def _write(essay: Essay, said: Round, clippings: dict[str, int]) -> Submission | None:
    """Save the text as it grew, and hand it in if it was."""
    essay.draft.refresh_from_db()
    revision = essay.draft.revision
    for step in said.steps:
        text = document.dumps(tree(step, clippings))
        saved = writing.save(essay=essay, client=f"demo{essay.pk:08}", seq=revision + 1, base=revision, text=text)
        revision = saved.revision
    essay.draft.refresh_from_db()
    backdating.writing(essay, essay.draft.round, said.begun, said.ended)
    if said.handed_in is None:
        return None
    submission = writing.hand_in(essay=essay, revision=revision, by=essay.writer)
    backdating.handed_in(submission, said.handed_in)
    return submission


def _clip(said: dict, by: User, course: Course) -> Clipping:
    section = Section.objects.get(unit__course=course, slug=said["section"])
    quote = said["quote"]
    start = section.passages.get(key=said["passage"]).text.index(quote)
    return clipping.clip(
        section=section,
        passage=said["passage"],
        start=start,
        end=start + len(quote),
        quote=quote,
        note=said.get("note", ""),
        by=by,
    )


def _comment(submission: Submission, by: User, said: dict, bank: list[dict]) -> Comment:
    """A comment in its own words, or in the bank's."""
    code, on = said.get("code", ""), said.get("on", "")
    entry = next((one for one in bank if one["code"] == code), {})
    start = submission.text.index(on) if on else 0
    return marking.comment(
        submission=submission,
        by=by,
        kind=said["kind"],
        body=said.get("body") or entry["text"],
        place=(start, start + len(on), on) if on else None,
        bank_code=code,
        criterion=entry.get("criterion", ""),
        staff_only=said.get("staff_only", False),
    )
