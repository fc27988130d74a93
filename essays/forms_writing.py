"""The writing page's forms; what its script sends is read in protocol.py."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from essays import document


class PlainTextForm(forms.Form):
    """Paragraphs in a textarea, with the save that they will be. Takes the draft's tree, to know what would be lost."""

    text = forms.CharField(required=False, strip=False, label=_("Your essay"), widget=forms.Textarea)
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    client = forms.RegexField(r"^[A-Za-z0-9_-]{8,24}$", widget=forms.HiddenInput)
    plain = forms.BooleanField(required=False, label=_("Save as plain paragraphs; the formatting goes"))

    def __init__(self, *args, draft: document.Tree, **kwargs):
        super().__init__(*args, **kwargs)
        self.draft = draft

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        try:
            document.check(document.from_paragraphs(text))
        except document.DocumentError:
            raise forms.ValidationError(_("This is too long for one essay. Shorten it, then save.")) from None
        return text

    def clean(self):
        cleaned = super().clean() or {}
        if self.changed and not document.is_plain(self.draft) and not cleaned.get("plain"):
            self.add_error("plain", _("This page cannot keep the formatting. Tick to go on without it."))
        return cleaned

    @property
    def changed(self) -> bool:
        """Whether the text differs from the draft; line ends and blank lines do not count."""
        typed = document.to_paragraphs(document.from_paragraphs(self.cleaned_data.get("text", "")))
        return typed != document.to_paragraphs(self.draft)

    @property
    def document(self) -> str:
        return document.dumps(document.from_paragraphs(self.cleaned_data["text"]))


class SettleForm(forms.Form):
    """The choice between two texts, of the head and the branch that the writer saw; "parts" is by paragraph."""

    keep = forms.ChoiceField(choices=[(name, name) for name in ("mine", "theirs", "both", "parts")])
    revision = forms.IntegerField(min_value=0)
    digest = forms.CharField(required=False, max_length=64)

    @property
    def choices(self) -> list[str]:
        """What is kept of each part, in their order."""
        names = sorted(
            (name for name in self.data if re.fullmatch(r"part-\d{1,6}", name)), key=lambda name: int(name[5:])
        )
        return [self.data[name] for name in names]
