"""What the studio takes in."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from classrooms.fields import LOCAL, MomentField
from lessons.clipping import LONGEST_TAG, MOST_TAGS, tidy


class TagsField(forms.CharField):
    """Tags with commas between them; gives a list."""

    def clean(self, value):
        tags = tidy(super().clean(value).split(","))
        if len(tags) > MOST_TAGS:
            raise forms.ValidationError(_("Keep it to %(most)s tags.") % {"most": MOST_TAGS})
        if any(len(tag) > LONGEST_TAG for tag in tags):
            raise forms.ValidationError(_("A tag has at most %(longest)s characters.") % {"longest": LONGEST_TAG})
        return tags


class ClipForm(forms.Form):
    """Words of a passage, by their place in it."""

    passage = forms.CharField(max_length=40)
    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    quote = forms.CharField(strip=False)
    note = forms.CharField(required=False, max_length=2_000)
    tags = TagsField(required=False)
    version = forms.IntegerField(required=False, min_value=1)

    def clean_note(self):
        return self.cleaned_data["note"].replace("\r\n", "\n")


class ChoiceForm(forms.Form):
    """The number of a check question's choice, from 1."""

    choice = forms.IntegerField(min_value=1)


class NoteForm(forms.Form):
    """A student's own words about a clipping."""

    note = forms.CharField(required=False, max_length=2_000)
    tags = TagsField(required=False)

    def clean_note(self):
        return self.cleaned_data["note"].replace("\r\n", "\n")


class FindForm(forms.Form):
    """What of the notebook is shown, and how: by unit or by question, what holds these words, what has this tag."""

    by = forms.ChoiceField(required=False, choices=[("unit", ""), ("question", "")])
    q = forms.CharField(required=False, max_length=200)
    tag = forms.CharField(required=False, max_length=LONGEST_TAG)


class FileForm(forms.Form):
    """The text of one file, which text it is to replace (see drafting.revision_of), and what changed."""

    text = forms.CharField(
        strip=False,
        required=False,
        label=_("Text"),
        widget=forms.Textarea(
            attrs={"spellcheck": "true", "class": "studio-text", "rows": 30, "autocomplete": "off", "wrap": "soft"}
        ),
    )
    revision = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    note = forms.CharField(
        required=False,
        max_length=200,
        label=_("What changed, for the history"),
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )

    def clean_text(self):
        """Browsers send CRLF; files have LF and end in one newline."""
        if self["text"].value() is None:
            raise forms.ValidationError(_("The text is missing."))
        text = self.cleaned_data["text"].replace("\r\n", "\n").rstrip("\n") + "\n"
        try:
            text.encode()
        except UnicodeEncodeError:
            raise forms.ValidationError(_("The text holds half a sign, which cannot be kept.")) from None
        return text


class ScheduleForm(forms.Form):
    """From which moment readers see something."""

    at = MomentField(
        label=_("Date and time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "form-control"}, format=LOCAL),
    )

    def clean_at(self):
        if self.cleaned_data["at"] <= timezone.now():
            raise forms.ValidationError(_("This moment has passed. Choose a later one."))
        return self.cleaned_data["at"]
