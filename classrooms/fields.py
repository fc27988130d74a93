"""Fields of forms that several apps use."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LOCAL = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A date and time in the school's zone, to the minute."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)
    input_formats = [LOCAL, f"{LOCAL}:%S", "%Y-%m-%d %H:%M"]
    default_error_messages = {
        "invalid": _("Give a date and a time."),
        "required": _("Give a date and a time."),
        "year": _("Give a year between 2000 and 2100."),
    }

    def to_python(self, value):
        try:
            moment = super().to_python(value)
        except OverflowError:
            raise ValidationError(self.error_messages["year"], code="year") from None
        if moment is not None and not 2000 <= moment.year <= 2100:
            raise ValidationError(self.error_messages["year"], code="year")
        return moment
