"""What the studio takes in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ClipForm(forms.Form):
    """Words of a passage, by their place in it."""

    passage = forms.CharField(max_length=40)
    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    quote = forms.CharField(strip=False)
    note = forms.CharField(required=False, max_length=2_000)


class ChoiceForm(forms.Form):
    """The number of a check question's choice, from 1."""

    choice = forms.IntegerField(min_value=1)


class NoteForm(forms.Form):
    """A student's own words about a clipping."""

    note = forms.CharField(
        required=False,
        max_length=2_000,
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )


class FileForm(forms.Form):
    """The text of one file, and the digest of the text it is to replace."""

    text = forms.CharField(
        strip=False,
        label=_("Text"),
        widget=forms.Textarea(attrs={"spellcheck": "true", "class": "studio-text", "rows": 30}),
    )
    base = forms.CharField(widget=forms.HiddenInput)

    def clean_text(self):
        """Browsers send CRLF; files have LF and end in one newline."""
        return self.cleaned_data["text"].replace("\r\n", "\n").rstrip("\n") + "\n"
