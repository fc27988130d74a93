"""The plan as a plain form: a thesis and numbered paragraphs. What the words may be, the verb says."""

import secrets
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from essays import plans
from essays.models import Plan
from essays.planning import MOST_CARDS


def _words(label, rows):
    return forms.CharField(label=label, required=False, strip=False, widget=forms.Textarea(attrs={"rows": rows}))


class CardForm(forms.Form):
    """One paragraph. Its number says where it stands among the others."""

    id = forms.RegexField(r"^[A-Za-z0-9_-]{1,24}$", required=False, widget=forms.HiddenInput)
    point = _words(_("Point"), 2)
    evidence = _words(_("Evidence"), 2)
    explanation = _words(_("Explanation"), 2)
    link = _words(_("Link"), 2)
    done = forms.BooleanField(label=_("Written"), required=False)


CardForms = forms.formset_factory(CardForm, extra=2, can_order=True, max_num=MOST_CARDS, validate_max=True)


class PlanForm(forms.Form):
    """The whole plan, with the version that it grew from. A paragraph that is left empty goes."""

    thesis = _words(_("What you will argue"), 3)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data=None, *, plan: Plan | None = None):
        super().__init__(data, initial={"thesis": plan.thesis, "version": plan.version} if plan else None)
        self.cards = CardForms(data, initial=plan.cards if plan else None, prefix="card")

    def is_valid(self) -> bool:
        return super().is_valid() and self.cards.is_valid()

    @property
    def said(self) -> dict:
        """What `planning.save` takes, from a form that is in order."""
        rows = [form.cleaned_data for form in self.cards.forms if plans.says_something(form.cleaned_data)]
        rows.sort(key=lambda row: row["ORDER"] or MOST_CARDS + 1)
        cards = [
            {"id": row["id"] or secrets.token_hex(4), "done": row["done"], **{part: row[part] for part in plans.PARTS}}
            for row in rows
        ]
        return {**self.cleaned_data, "cards": cards}

    def grow_from(self, version: int) -> None:
        """Let the next try take the place of this version, which its writer has been shown."""
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(version)
        self.data = data
