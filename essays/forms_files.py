"""What the import of a Word file takes in: the file, then the choice where its text goes."""

import json

from django import forms
from django.utils.translation import gettext_lazy as _

from essays import document, taking_in
from essays.document import DocumentError
from essays.files.converting import convert
from essays.files.packages import LARGEST, Refused
from essays.left_out import sentences

NOT_WORD = _("This is not a Word file. Open it in your word processor, save it as .docx, and choose that file.")
REFUSALS = {
    "kind": NOT_WORD,
    "damaged": _("This Word file is damaged or packed in a strange way. Open it in Word, save it anew, and try that."),
    "macros": _("This Word file holds macros. Save it as an ordinary .docx without them, and choose that file."),
    "embedded": _("This Word file has another file inside it. Take that out, save, and try again."),
    "external": _(
        "This Word file fetches something from elsewhere: a template or a linked picture. Copy your text into a new "
        "document, save that, and try again."
    ),
    "too-much": _("This Word file is too large or too involved to be read. Copy your text into a new document."),
}


class WordFileForm(forms.Form):
    """A Word file for a writer (a user's pk). Once valid, `tree` is its document, `left_out` says what that lacks."""

    file = forms.FileField(
        label=_("Word file"),
        help_text=_("A .docx of at most %(most)s MB, from Word, LibreOffice or Google Docs.")
        % {"most": LARGEST // 10**6},
        error_messages={
            "required": _("Choose a Word file of at most %(most)s MB.") % {"most": LARGEST // 10**6},
            "empty": _("This file is empty. Choose another."),
        },
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    tree: document.Tree
    left_out: list[str]

    def __init__(self, *arguments, writer: int, **named) -> None:
        super().__init__(*arguments, **named)
        self.writer = writer

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError(self.fields["file"].error_messages["required"])
        name = sent.name.lower()
        if not name.endswith(".docx"):
            raise forms.ValidationError(REFUSALS["macros"] if name.endswith(".docm") else NOT_WORD)
        try:
            found = convert(sent.read())
        except Refused as refusal:
            raise forms.ValidationError(REFUSALS[refusal.code]) from None
        if too_long := taking_in.too_long(found.tree):
            raise forms.ValidationError(too_long)
        try:
            document.check(found.tree)
        except DocumentError:
            raise forms.ValidationError(REFUSALS["too-much"]) from None
        if not document.words(found.tree):
            raise forms.ValidationError(_("There are no words in this file."))
        self.tree, foreign = taking_in.without_foreign_citations(found.tree, self.writer)
        self.left_out = sentences({**found.counts, "citations": foreign})
        return sent


class TakeInForm(forms.Form):
    """What the preview showed, and where it goes."""

    document = forms.CharField(strip=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    left_out = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    where = forms.ChoiceField(choices=[(taking_in.INSTEAD, ""), (taking_in.AFTER, "")])

    def clean_document(self):
        try:
            return document.parse(self.cleaned_data["document"])
        except DocumentError:
            raise forms.ValidationError(_("Choose the file once more.")) from None

    def clean_left_out(self):
        try:
            lines = json.loads(self.cleaned_data["left_out"] or "[]")
        except ValueError:
            lines = []
        return [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []
