"""What the studio takes in besides texts: titles, an order, zips, images."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from lessons.images import LARGEST_UPLOAD
from lessons.pack.parts import ID, LANGUAGE
from lessons.pack.prose import slugify
from lessons.zips import LARGEST_ZIP

TAKEN = {"courses"}  # the addresses of new courses begin so
FORBIDDEN = RegexValidator(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", _("This holds hidden characters."), inverse_match=True)


def words(label, *, longest, rows=0, **more) -> forms.CharField:
    """Return a field of plain words, of several lines when `rows` says so."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=longest, validators=[FORBIDDEN], widget=widget, **more)


class MomentOfCourse(forms.CharField):
    """The moment to which the page showed the course (its `loaded_at`)."""

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            moment = parse_datetime(super().clean(value))
        except ValueError:
            moment = None
        if moment is None and (self.required or value):
            raise forms.ValidationError(_("Load the page again, then repeat this."))
        return moment


class OrderForm(forms.Form):
    """The names of units or sections in their new order, with spaces between."""

    order = forms.CharField(max_length=200_000)
    loaded_at = MomentOfCourse()

    def clean_order(self):
        return self.cleaned_data["order"].split()


class TitleForm(forms.Form):
    """What a new unit or section is called."""

    title = words(_("Title"), longest=200)


class SlugField(forms.CharField):
    """The short name of a course, as its address has it."""

    def __init__(self, **more):
        help_text = _("Its address: small letters, digits and hyphens.")
        super().__init__(label=_("Short name"), max_length=50, help_text=help_text, **more)
        self.widget.attrs |= {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}

    def clean(self, value):
        slug = super().clean(value)
        if slug and (not ID.fullmatch(slug) or slug in TAKEN):
            raise forms.ValidationError(_("This cannot be an address. Try: my-course."))
        return slug


class CopyForm(forms.Form):
    """Under which name a course is copied."""

    slug = SlugField()


class NewCourseForm(forms.Form):
    """A course from nothing."""

    title = words(_("Title"), longest=200)
    language = forms.CharField(
        label=_("Language"),
        max_length=12,
        initial="en",
        validators=[RegexValidator(f"^{LANGUAGE}$", _("Write the language as a code, such as en or de."))],
        help_text=_("As a code, such as en or de: it decides the quotation marks."),
    )
    slug = SlugField(required=False)

    def clean(self):
        given = super().clean() or {}
        if "slug" in given and not given["slug"]:
            given["slug"] = slugify(given.get("title", ""))[:50].strip("-") or "course"
            if given["slug"] in TAKEN:
                given["slug"] += "-1"
        return given


class ZipField(forms.FileField):
    """A zip, not too large; gives its bytes and its name."""

    default_error_messages = {"required": _("Choose a zip of at most %(most)s MB.") % {"most": LARGEST_ZIP // 10**6}}

    def __init__(self, **more):
        super().__init__(label=_("Zip of the course"), widget=forms.FileInput(attrs={"accept": ".zip"}), **more)

    def clean(self, data, initial=None):
        found = super().clean(data, initial)
        if found.size > LARGEST_ZIP:
            raise forms.ValidationError(self.error_messages["required"])
        return found


class ImportForm(forms.Form):
    """A zip for a course that is there."""

    zip = ZipField()


class NewImportForm(forms.Form):
    """A zip that becomes a new course."""

    zip = ZipField()
    slug = SlugField()


class ApplyForm(forms.Form):
    """What was looked at, and whether what the school has changed may go."""

    loaded_at = MomentOfCourse(required=False)
    replace = forms.BooleanField(required=False)


class ImageForm(forms.Form):
    """An image with what has to be said of it."""

    image = forms.FileField(
        label=_("Image"),
        help_text=_("PNG, JPEG or WebP, at most 5 MB. It is drawn anew: camera data and places are taken out."),
        error_messages={"required": _("Choose an image of at most 5 MB.")},
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    name = words(_("Name"), longest=60, help_text=_("Two or three words; its id is made of them."))
    description = words(
        _("Description"),
        longest=1_000,
        rows=3,
        help_text=_("For those who do not see it: what it shows, in a sentence."),
    )
    source = words(_("Source"), longest=1_000, rows=2, help_text=_("Who made it, when, and where it is kept."))
    caption = words(_("Caption"), longest=300, required=False)

    def clean_image(self):
        image = self.cleaned_data["image"]
        if image.size > LARGEST_UPLOAD:
            raise forms.ValidationError(self.fields["image"].error_messages["required"])
        return image
