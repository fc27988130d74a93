"""What a marker fills in to keep the comment bank."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from classrooms.models import User
from essays.banking import LONGEST_CODE, LONGEST_LABEL
from essays.marking import LONGEST_COMMENT
from essays.models import BankComment, Comment, Rubric
from lessons.models import Course
from lessons.pack.read import LARGEST, read_comments

WHOSE = [("", _("All")), ("own", _("Your own")), ("school", _("The school’s"))]
ASKED = ("q", "whose", "kind", "criterion")


def criteria_of(user: User) -> dict[str, str]:
    """The short names of all criteria of the school's courses and rubrics, by their codes."""
    found: dict[str, str] = {}
    courses = Course.objects.visible_to(user).filter(rubric__isnull=False).values_list("rubric__criteria", flat=True)
    rubrics = Rubric.objects.filter(school=user.school_id).order_by("-pk").values_list("data__criteria", flat=True)
    for criteria in [*courses, *rubrics]:
        for criterion in criteria:
            found.setdefault(criterion["code"], criterion["short"])
    return dict(sorted(found.items()))


class BankCommentForm(forms.Form):
    """A comment of the bank, new or as it is to be from now on."""

    text = forms.CharField(
        label=_("Comment"),
        help_text=_("Put what changes each time in <angle brackets>: it is selected when you insert the comment."),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words first.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Comment.Kind.choices, initial=Comment.Kind.TARGET)
    label = forms.CharField(
        label=_("Name"), help_text=_("Found first when you type. Empty: its first words."), max_length=LONGEST_LABEL,
        required=False,
    )  # fmt: skip
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Comments of one code are counted together on the class sheet. Empty: the next free one."),
        max_length=LONGEST_CODE,
        required=False,
    )
    criterion = forms.ChoiceField(label=_("Criterion"), required=False)

    def __init__(self, *arguments, user: User, kept: BankComment | None = None, **named):
        super().__init__(*arguments, **named)
        criteria = criteria_of(user)
        if kept:
            self.initial = {name: getattr(kept, name) for name in self.fields}
            criteria.setdefault(kept.criterion, kept.criterion)
        named_criteria = [(code, f"{code} · {short}") for code, short in criteria.items() if code]
        field = cast(forms.ChoiceField, self.fields["criterion"])
        field.choices = [("", _("None")), *named_criteria]


class FindInBankForm(forms.Form):
    """Which comments of the bank are shown; words that fit nothing show all."""

    q = forms.CharField(required=False, max_length=100)
    whose = forms.ChoiceField(choices=WHOSE, required=False)
    kind = forms.ChoiceField(choices=[("", _("All kinds")), *Comment.Kind.choices], required=False)
    criterion = forms.CharField(required=False, max_length=LONGEST_CODE)

    def asked(self) -> dict[str, str]:
        """What is asked for, without what does not fit."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ASKED}


class CommentsFileForm(forms.Form):
    """A comments.toml. Once valid, `comments` are the words of each."""

    file = forms.FileField(
        label=_("Comment file"),
        help_text=_("A comments.toml, as a course has one and as this page exports it."),
        error_messages={"required": _("Choose a comments.toml."), "empty": _("This file is empty. Choose another.")},
        widget=forms.FileInput(attrs={"accept": ".toml"}),
    )

    comments: list[dict[str, Any]]

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError(gettext("This file is too large to be a comment bank."))
        found, problems = read_comments(sent.read())
        if problems:
            raise forms.ValidationError([f"{sent.name}:{each.line}: {each.what}" for each in problems[:10]])
        codes = [each.code for each in found]
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise forms.ValidationError(
                gettext("These codes stand there twice: %(codes)s.") % {"codes": ", ".join(twice)}
            )
        if not found:
            raise forms.ValidationError(gettext("There is no comment in this file."))
        names = ("code", "label", "text", "kind", "criterion")
        self.comments = [{name: getattr(each, name).strip() for name in names} for each in found]
        return sent
