"""What teachers fill in to give some students longer."""

from typing import cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from classrooms.fields import MomentField
from classrooms.models import User
from essays.extending import students_of
from essays.models import Assignment


class RegisterField(forms.ModelMultipleChoiceField):
    """Students of a class, as its register names them."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person):
        return person.sort_name


class ExtensionForm(forms.Form):
    """Until when these students have, and why."""

    students = RegisterField(
        User.objects.none(),
        label=_("Students"),
        error_messages={
            "required": _("Choose at least one student."),
            "invalid_choice": _("Choose students of this class."),
            "invalid_pk_value": _("Choose students of this class."),
        },
    )
    due = MomentField(label=_("Due for them"), help_text=_("If it closes before, it closes then for them."))
    because = forms.CharField(
        label=_("Why"),
        help_text=_("For the staff. Students do not see it."),
        max_length=300,
        error_messages={"required": _("Say in a few words why.")},
    )

    def __init__(self, *args, assignment: Assignment, **kwargs):
        super().__init__(*args, **kwargs)
        self.assignment = assignment
        cast(RegisterField, self.fields["students"]).queryset = students_of(assignment)

    def clean_due(self):
        due = self.cleaned_data["due"]
        if due <= self.assignment.due:
            raise forms.ValidationError(gettext("It is due then for everyone, or later. Choose a later time."))
        return due
