"""What a teacher picks and words for the class sheet."""

from typing import cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.class_feedback import STRENGTHS, TARGETS
from essays.models import ClassSheet
from essays.queries_sheet import Found, Line, shown_words

LONGEST_LINE = 300
LONGEST_PART = 600
SIDES = (STRENGTHS, TARGETS)


def _words(label, *, rows: int = 2, longest: int = LONGEST_LINE):
    return forms.CharField(label=label, required=False, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}))


class SheetForm(forms.Form):
    """The lines of both sides, each picked or not; passages and where they stand; people, words, sections; texts."""

    strengths_more = _words(_("More that went well, a line each"), longest=LONGEST_PART)
    targets_more = _words(_("More to change, a line each"), longest=LONGEST_PART)
    praised = forms.TypedMultipleChoiceField(required=False, coerce=int, widget=forms.CheckboxSelectMultiple)
    words = forms.TypedMultipleChoiceField(required=False, coerce=int, widget=forms.CheckboxSelectMultiple)
    sections = forms.TypedMultipleChoiceField(required=False, coerce=int, widget=forms.CheckboxSelectMultiple)
    reteach = _words(_("What you will go over again"), longest=LONGEST_PART)
    note = _words(_("What everyone does now"), rows=3, longest=LONGEST_PART)

    def __init__(self, *args, found: Found, sheet: ClassSheet, **kwargs):
        super().__init__(*args, **kwargs)
        self.found, kept = found, sheet.data
        self.lines = {side: [*found.lines[side], *_gone(found.lines[side], kept.get(side, []))] for side in SIDES}
        for side in SIDES:
            self._add_lines(side, kept.get(side, []))
        self._add_stars(kept.get("examples", []))
        self._offer("praised", [(user.pk, user.name) for user, _times in found.people], kept)
        self._offer("words", [(term.pk, term.term) for term, _times in found.words], kept)
        self._offer("sections", [(each.pk, each.title) for each in found.sections], kept)
        for name in ("reteach", "note"):
            self.fields[name].initial = kept.get(name, "")

    def _add_lines(self, side: str, kept: list[dict]) -> None:
        said = {line["key"]: line["text"] for line in kept}
        for line in self.lines[side]:
            self.fields[f"pick-{line.key}"] = forms.BooleanField(
                label=line.label, required=False, initial=line.key in said
            )
            words = self.fields[f"text-{line.key}"] = _words(_("Words on the sheet"))
            words.initial = said.get(line.key, line.text)
        self.fields[f"{side}_more"].initial = "\n".join(line["text"] for line in kept if not line["key"])

    def _add_stars(self, kept: list[dict]) -> None:
        places = {example["star"]: example["under"] or "own" for example in kept}
        named = [(line.key, line.label) for side in SIDES for line in self.lines[side]]
        for star in self.found.stars:
            self.fields[f"star-{star.pk}"] = forms.ChoiceField(
                label=f"“{shown_words(star.quote)}”",
                required=False,
                choices=[("", _("Leave out")), ("own", _("Show it on its own")), (_("Show it under"), named)],
                initial=places.get(star.pk, ""),
            )

    def _offer(self, name: str, choices: list[tuple[int, str]], kept: dict) -> None:
        field = cast(forms.TypedMultipleChoiceField, self.fields[name])
        field.choices, field.initial = choices, kept.get(name, [])

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        for side in SIDES:
            for line in self.lines[side]:
                name = f"text-{line.key}"
                if cleaned.get(f"pick-{line.key}") and name in cleaned and not cleaned[name]:
                    self.add_error(name, gettext("Write the line, or take it off the sheet."))
        return cleaned

    @property
    def said(self) -> dict:
        """The sheet's data, from a form that is in order."""
        cleaned = self.cleaned_data
        examples = [(star.pk, cleaned[f"star-{star.pk}"]) for star in self.found.stars]
        return {
            **{side: [*self._picked(side), *_own(cleaned[f"{side}_more"])] for side in SIDES},
            "examples": [{"star": pk, "under": "" if at == "own" else at} for pk, at in examples if at],
            **{name: cleaned[name] for name in ("praised", "words", "sections", "reteach", "note")},
        }

    def _picked(self, side: str) -> list[dict]:
        return [
            {"key": line.key, "text": self.cleaned_data[f"text-{line.key}"]}
            for line in self.lines[side]
            if self.cleaned_data[f"pick-{line.key}"]
        ]

    @property
    def strengths(self) -> list[tuple]:
        return self._rows(STRENGTHS)

    @property
    def targets(self) -> list[tuple]:
        return self._rows(TARGETS)

    def _rows(self, side: str) -> list[tuple]:
        """Each line with its two fields."""
        return [(line, self[f"pick-{line.key}"], self[f"text-{line.key}"]) for line in self.lines[side]]

    @property
    def stars(self) -> list:
        return [self[f"star-{star.pk}"] for star in self.found.stars]

    @property
    def people(self) -> list[tuple]:
        """Each box with how often this person was praised."""
        return list(zip(self["praised"], (times for _user, times in self.found.people), strict=True))

    @property
    def terms(self) -> list[tuple]:
        """Each box with how many essays use the word."""
        return list(zip(self["words"], (times for _term, times in self.found.words), strict=True))


def _gone(lines: list[Line], kept: list[dict]) -> list[Line]:
    """Lines that were kept, though the comments behind them are among the commonest no more."""
    known = {line.key for line in lines}
    return [Line(each["key"], each["text"], 0, each["text"]) for each in kept if each["key"] not in {*known, ""}]


def _own(text: str) -> list[dict]:
    return [{"key": "", "text": line} for each in text.splitlines() if (line := each.strip())]
