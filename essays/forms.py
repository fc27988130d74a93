"""What teachers fill in to set work."""

from itertools import groupby
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from classrooms.fields import MomentField
from classrooms.models import Classroom, Membership, User
from essays import rubrics
from essays.aiming import MOST_OPEN
from essays.blinding import is_marking_begun
from essays.models import Assignment
from essays.queries_rubrics import Choice, choices
from essays.setting import this_minute
from lessons.models import Course
from lessons.queries import questions_of

LONGEST = 20_000
MOST_REDRAFTS = 20
LONGEST_MINUTES = 600


class TermsForm(forms.Form):
    """How long, from when to when, how often again, under what rules: what may change as long as the work stands."""

    length = forms.IntegerField(
        label=_("Length"),
        help_text=_("Words asked for."),
        min_value=1,
        max_value=LONGEST,
        initial=800,
        error_messages={
            "required": _("Give a number of words."),
            "invalid": _("Give a whole number of words."),
            "min_value": _("Ask for at least one word."),
            "max_value": _("Ask for at most %(limit_value)s words."),
        },
    )
    redrafts = forms.IntegerField(
        label=_("Redrafts"),
        help_text=_("How often it may be handed in again after feedback. 0: once only."),
        min_value=0,
        max_value=MOST_REDRAFTS,
        initial=1,
        error_messages={
            "required": _("Give a number, 0 for none."),
            "invalid": _("Give a whole number, 0 for none."),
            "min_value": _("Give a number, 0 for none."),
            "max_value": _("Allow at most %(limit_value)s redrafts."),
        },
    )
    opens = MomentField(label=_("Opens"), help_text=_("Students see it from then on. Empty: now."), required=False)
    due = MomentField(label=_("Due"), help_text=_("Later is late, and still accepted."))
    closes = MomentField(label=_("Closes"), help_text=_("Writing ends then. Empty: never."), required=False)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        help_text=_("Timed: how long each has from their own start. Extra time is added by itself. Empty: no clock."),
        required=False,
        min_value=1,
        max_value=LONGEST_MINUTES,
        error_messages={
            "invalid": _("Give a whole number of minutes, or leave it empty."),
            "min_value": _("Give at least one minute, or leave it empty."),
            "max_value": _("Give at most %(limit_value)s minutes, or leave it empty."),
        },
    )
    take_back = forms.BooleanField(
        label=_("May be taken back"),
        help_text=_("A student may take their essay back until it is due, unless somebody has begun to mark it."),
        required=False,
        initial=True,
    )
    mark_waits = forms.BooleanField(
        label=_("The mark waits until the comments are read"),
        help_text=_("Students first see the comments, the summary and the next step of what you return."),
        required=False,
        initial=True,
    )
    aims_asked = forms.IntegerField(
        label=_("Aims asked for"),
        help_text=_("So many a student writes down before a mark that waits shows. Empty: none."),
        min_value=0,
        max_value=MOST_OPEN,
        required=False,
        error_messages={
            "invalid": _("Give a whole number, 0 for none."),
            "min_value": _("Give a number, 0 for none."),
            "max_value": _("Ask for at most %(limit_value)s aims."),
        },
    )
    shows_process = forms.BooleanField(
        label=_("Shows how it was written"),
        help_text=_("You see how each essay handed in grew, and what was pasted. Students are told while they write."),
        required=False,
    )

    blind = forms.BooleanField(
        label=_("Marked blind"),
        help_text=_("Codes stand for names until all is returned. Students are told."),
        required=False,
    )

    order = forms.TypedChoiceField(
        label=_("Marked in this order"),
        help_text=_("By chance: mixed, and the same for everyone who marks."),
        choices=Assignment.Order.choices,
        required=False,
        empty_value=Assignment.Order.NAME,
    )

    def clean_aims_asked(self):
        return self.cleaned_data["aims_asked"] or 0

    def clean_opens(self):
        return self.cleaned_data["opens"] or this_minute()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, due, closes = (cleaned.get(name) for name in ("opens", "due", "closes"))
        if opens and due and due <= opens:
            self.add_error("due", gettext("This is not after the opening. Choose a later time."))
        if due and closes and closes < due:
            self.add_error("closes", gettext("This is before it is due. Choose a later time, or leave it empty."))
        return cleaned


class RubricField(forms.TypedChoiceField):
    """A rubric of the school or of one of its courses; the value is a Rubric or a Course."""

    def offer(self, found: dict[str, Choice], *, initial: str = ""):
        """Let the person choose among these."""
        self.choices = [(key, each.label) for key, each in found.items()]
        self.coerce = lambda key: found[key].source
        self.initial = initial or next(iter(found), None)


class SetWorkForm(TermsForm):
    """A key question or one in own words, for the class of the address and others that the person leads."""

    question = forms.TypedChoiceField(
        label=_("Key question"),
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": _("Choose a question from the list.")},
    )
    text = forms.CharField(
        label=_("Your question"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    short = forms.CharField(
        label=_("Short name"),
        required=False,
        max_length=40,
        help_text=_("For the heads of columns. Empty: its first words."),
    )
    others = forms.ModelMultipleChoiceField(
        Classroom.objects.none(),
        label=_("Set it for these classes too"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose classes that you lead.")},
    )
    rubric = RubricField(
        label=_("Rubric"),
        error_messages={"required": _("Choose a rubric."), "invalid_choice": _("Choose a rubric from the list.")},
    )
    field_order = ["question", "text", "short", "others", "rubric"]

    def __init__(self, *args, user: User, classroom: Classroom, **kwargs):
        super().__init__(*args, **kwargs)
        courses = Course.objects.visible_to(user).order_by("title")
        self.questions = {str(question.pk): question for question in questions_of(courses)}
        question = cast(forms.TypedChoiceField, self.fields["question"])
        question.choices, question.coerce = [("", _("None: in your own words")), *self._by_unit()], self.questions.get
        led = Membership.objects.current().filter(user=user, lead=True).exclude(classroom=classroom)
        others = cast(forms.ModelMultipleChoiceField, self.fields["others"])
        others.queryset = Classroom.objects.filter(pk__in=led.values("classroom")).order_by("name")
        cast(RubricField, self.fields["rubric"]).offer(choices(user))
        self.classroom = classroom

    def _by_unit(self):
        for unit, questions in groupby(self.questions.values(), key=lambda question: question.unit):
            yield str(unit), [(str(each.pk), f"{each.number} {each.text}") for each in questions]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "question" in cleaned and not cleaned["question"] and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", gettext("Write a question, or choose one from the list."))
        return cleaned

    def work(self) -> dict[str, Any]:
        """What `setting.set_work` takes, from a form that is in order."""
        said = dict(self.cleaned_data)
        classrooms = [self.classroom, *said.pop("others")]
        rubric = rubrics.rubric_of(said.pop("rubric"), school=self.classroom.school)
        return {**said, "classrooms": classrooms, "rubric": rubric}


class ChangeWorkForm(TermsForm):
    """The terms of work that is set, and its words while nobody has begun."""

    text = forms.CharField(label=_("Question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    short = forms.CharField(label=_("Short name"), max_length=40, help_text=_("For the heads of columns."))
    rubric = RubricField(
        label=_("Rubric"),
        required=False,
        empty_value=None,
        help_text=_("Essays that are marked keep the version they were marked by."),
        error_messages={"invalid_choice": _("Choose a rubric from the list.")},
    )
    field_order = ["text", "short"]

    def __init__(self, *args, assignment: Assignment, begun: bool, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.assignment = assignment
        for name, field in self.fields.items():
            field.initial = getattr(assignment, name)
        now = f"rubric-{assignment.rubric_id}"
        found = {now: Choice(gettext("%(title)s, as it is") % {"title": assignment.rubric}, assignment.rubric)}
        cast(RubricField, self.fields["rubric"]).offer({**choices(user), **found}, initial=now)
        if begun:
            del self.fields["text"], self.fields["short"]
        if is_marking_begun(assignment):
            self.fields["blind"].disabled = True
            self.fields["blind"].help_text = _("Marking has begun, so names stay hidden or shown as they are.")
        process = self.fields["shows_process"]
        if begun and not assignment.shows_process:
            process.disabled = True
            process.help_text = _("Essays have been begun, so how they are written stays private.")

    def clean_rubric(self):
        chosen = self.cleaned_data["rubric"] or self.assignment.rubric
        return rubrics.rubric_of(chosen, school=self.assignment.school)
