"""The writing page's form without script; what the script sends is read in protocol.py."""

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
