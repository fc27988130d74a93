"""What a rubric is made from: its words, a row for each criterion, a row for each grade."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.models import Rubric
from essays.rubrics import out_of_data
from lessons.pack.check import HEAVIEST, check_rubric
from lessons.pack.read import LARGEST, read_rubric

MOST_CRITERIA = 12
MOST_LEVELS = 9  # each has a number key
MOST_BANDS = 15


class RubricForm(forms.Form):
    """The title, the names of the levels, and whether a level may be and a half."""

    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give the rubric a title.")}
    )
    level_names = forms.CharField(
        label=_("Levels"),
        help_text=_("A name a line, the lowest first: Beginning, Developing, Secure."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Name at least two levels.")},
    )
    halves = forms.BooleanField(
        label=_("Half levels"), help_text=_("A marker may give 3½, with the full stop."), required=False
    )

    def clean_level_names(self):
        names = lines(self.cleaned_data["level_names"])
        if not 2 <= len(names) <= MOST_LEVELS:
            raise forms.ValidationError(gettext("Name 2 to %(most)s levels, a line each.") % {"most": MOST_LEVELS})
        if long := [name for name in names if len(name) > 40]:
            raise forms.ValidationError(gettext("Keep “%(name)s” under 40 characters.") % {"name": long[0]})
        return names


class CriterionForm(forms.Form):
    """One criterion. `descriptors` says a line a level what reaches it."""

    code = forms.CharField(label=_("Code"), max_length=12, error_messages={"required": _("Give a code, as K.")})
    short = forms.CharField(label=_("Short name"), max_length=40, error_messages={"required": _("Name it.")})
    weight = forms.IntegerField(
        label=_("Counts"),
        min_value=1,
        max_value=HEAVIEST,
        initial=1,
        error_messages={
            "required": _("How often does it count? Once is 1."),
            "invalid": _("Give a whole number."),
            "min_value": _("It counts at least once. Take the criterion away if it is not to count."),
            "max_value": _("It counts at most %(limit_value)s times."),
        },
    )
    name = forms.CharField(label=_("Name in full"), max_length=200, required=False)
    student = forms.CharField(
        label=_("For the student"),
        help_text=_("In their words: “I choose facts that are right and useful.”"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    descriptors = forms.CharField(
        label=_("What each level shows"),
        help_text=_("A line for each level, the lowest first."),
        max_length=9000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say what each level shows, a line each.")},
    )

    def clean_descriptors(self):
        return lines(self.cleaned_data["descriptors"])


class BandForm(forms.Form):
    """The totals of one grade, both ends included."""

    wrong = {"invalid": _("Give a whole number."), "min_value": _("Give 0 or more."), "required": _("Give a number.")}
    low = forms.IntegerField(label=_("From"), min_value=0, max_value=10_000, error_messages=wrong)
    high = forms.IntegerField(label=_("To"), min_value=0, max_value=10_000, error_messages=wrong)
    grade = forms.CharField(label=_("Grade"), max_length=10, error_messages={"required": _("Give the grade.")})
    word = forms.CharField(label=_("In a word"), max_length=60, required=False)


class Rows(forms.BaseFormSet):
    """Rows of which the empty ones do not count; taking one away is emptying it."""

    def initial_form_count(self):
        return 0

    @property
    def filled(self) -> list[forms.Form]:
        """The rows in which something stands."""
        return [form for form in self.forms if form.has_changed()]


Criteria = forms.formset_factory(
    CriterionForm, formset=Rows, max_num=MOST_CRITERIA, validate_max=True, absolute_max=MOST_CRITERIA + 50
)
Bands = forms.formset_factory(
    BandForm, formset=Rows, max_num=MOST_BANDS, validate_max=True, absolute_max=MOST_BANDS + 50
)


class RubricEditor:
    """All forms of one rubric. Once valid, `said` is its title and words as `rubrics.rubric_of` takes them."""

    def __init__(self, posted=None, *, rubric: Rubric | None = None):
        data = rubric.data if rubric else {}
        criteria, bands = [_criterion_row(each) for each in data.get("criteria", [])], data.get("bands", [])
        names = "\n".join(data.get("level_names", []))
        initial = {"title": rubric.title, "level_names": names, "halves": data.get("halves")} if rubric else {}
        self.form = RubricForm(posted, initial=initial)
        self.criteria = _rows(Criteria, posted, "criteria", criteria, spare=1 if criteria else 4)
        self.bands = _rows(Bands, posted, "bands", bands, spare=2 if bands else 6)
        self.is_bound = posted is not None
        self.said: dict[str, Any] = {}

    def is_valid(self) -> bool:
        """Whether the rubric can be kept; what cannot says so at its field."""
        if not self.is_bound:
            return False
        parts = [self.form.is_valid(), self.criteria.is_valid(), self.bands.is_valid()]
        if all(parts):
            self._check_criteria()
            self._check_bands()
        if not all(parts) or self._has_errors():
            return False
        self.said = {"title": self.form.cleaned_data["title"], **self._data()}
        return True

    def _has_errors(self) -> bool:
        forms_ = [self.form, *self.criteria.forms, *self.bands.forms]
        return bool(self.criteria.non_form_errors()) or any(form.errors for form in forms_)

    def _check_criteria(self):
        rows, names = self.criteria.filled, self.form.cleaned_data["level_names"]
        if not rows:
            self.criteria.non_form_errors().append(gettext("A rubric has at least one criterion."))
        for field in ("code", "short"):
            seen: set[str] = set()
            for row in rows:
                word = row.cleaned_data[field].casefold()
                if word in seen:
                    row.add_error(field, gettext("Another criterion has this already."))
                seen.add(word)
        for row in rows:
            if len(row.cleaned_data.get("descriptors", names)) != len(names):
                said = gettext("Write %(n)s lines, one for each level.") % {"n": len(names)}
                row.add_error("descriptors", said)

    def _check_bands(self):
        if self._has_errors() or not self.bands.filled:
            return
        expected = 0
        rows = sorted(self.bands.filled, key=lambda row: (row.cleaned_data["low"], row.cleaned_data["high"]))
        for row in rows:
            low, high = row.cleaned_data["low"], row.cleaned_data["high"]
            if low > high:
                row.add_error("high", gettext("This is less than where the grade begins."))
            elif low > expected:
                row.add_error("low", gettext("No grade covers %(n)s. Begin there.") % {"n": expected})
            elif low < expected:
                row.add_error("low", gettext("Another grade covers %(n)s already.") % {"n": low})
            expected = max(expected, high + 1)
        highest = out_of_data(self._data())
        if expected != highest + 1 and not self._has_errors():
            rows[-1].add_error("high", gettext("The highest total is %(n)s. End there.") % {"n": highest})

    def _data(self) -> dict[str, Any]:
        said = self.form.cleaned_data
        bands = [dict(row.cleaned_data) for row in self.bands.filled if not row.errors]
        criteria = [_criterion(row.cleaned_data) for row in self.criteria.filled]
        return {**said, "criteria": criteria, "bands": sorted(bands, key=lambda band: -band["low"])}


class RubricFileForm(forms.Form):
    """A rubric.toml. Once valid, `found` is what it says."""

    file = forms.FileField(
        label=_("Rubric file"),
        help_text=_("A rubric.toml, as a course has one and as this page exports it."),
        error_messages={"required": _("Choose a rubric.toml."), "empty": _("This file is empty. Choose another.")},
        widget=forms.FileInput(attrs={"accept": ".toml"}),
    )

    said: dict[str, Any]

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError(gettext("This file is too large to be a rubric."))
        found, problems = read_rubric(sent.read())
        problems += check_rubric(found) if found else []
        if problems or found is None:
            raise forms.ValidationError([f"{sent.name}:{each.line}: {each.what}" for each in problems[:10]])
        if not 1 <= len(found.criteria) <= MOST_CRITERIA or any(len(c.levels) > MOST_LEVELS for c in found.criteria):
            most = {"criteria": MOST_CRITERIA, "levels": MOST_LEVELS}
            raise forms.ValidationError(
                gettext("A rubric has 1 to %(criteria)s criteria of at most %(levels)s levels.") % most
            )
        self.said = rubric_said(found)
        return sent


def rubric_said(found) -> dict[str, Any]:
    """What a rubric.toml says, as `rubrics.rubric_of` takes it."""
    return {
        "title": found.title,
        "level_names": list(found.level_names),
        "halves": found.halves,
        "criteria": [
            {
                **{name: getattr(each, name) for name in ("code", "name", "short", "student", "weight")},
                "levels": [{"level": one.level, "descriptor": one.descriptor} for one in each.levels],
            }
            for each in found.criteria
        ],
        "bands": [{name: getattr(band, name) for name in ("low", "high", "grade", "word")} for band in found.bands],
    }


def lines(text: str) -> list[str]:
    """The lines of a text in which something stands."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _rows(kind, posted, prefix: str, initial: list[dict], *, spare: int):
    rows = kind(posted, prefix=prefix, initial=None if posted is not None else initial)
    rows.extra = len(initial) + spare
    return rows


def _criterion_row(criterion: dict) -> dict[str, Any]:
    said = "\n".join(" ".join(level["descriptor"].split()) for level in criterion["levels"])
    return {**criterion, "weight": criterion.get("weight", 1), "descriptors": said}


def _criterion(said: dict[str, Any]) -> dict[str, Any]:
    levels = [{"level": n, "descriptor": line} for n, line in enumerate(said["descriptors"], 1)]
    words = {name: said[name] for name in ("code", "short", "student", "weight")}
    return {**words, "name": said["name"] or said["short"], "levels": levels}
