"""When returned work becomes visible."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from classrooms.fields import MomentField

FARTHEST = timedelta(days=366)


class ReturnForm(forms.Form):
    """Now, or at a moment to come."""

    at = MomentField(label=_("Return on"), help_text=_("Nobody sees anything before. Empty: now."), required=False)

    def clean_at(self):
        at, now = self.cleaned_data["at"], timezone.now()
        if at and at <= now:
            raise ValidationError(gettext("This has passed. Choose a later time, or leave it empty to return now."))
        if at and at > now + FARTHEST:
            raise ValidationError(gettext("This is more than a year away. Choose an earlier time."))
        return at
