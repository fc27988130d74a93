"""What people fill in: signing in, joining, people and classes."""

import unicodedata

from allauth.account import forms as account
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from classrooms import arrangements, joining, people, signing_in
from classrooms.models import Classroom, Department, Membership, School, User, username_key

NAME_ATTRS = {"autocapitalize": "none", "spellcheck": "false"}
GOOD_PASSWORD = _("At least 8 characters. Three words that do not belong together are good.")
LONGEST_KEY = 300  # as the model keeps it: some signs become many when they are compared
LONGEST_PASSWORD = 1024  # hashing takes time for every character
TURNS_TEXT_ROUND = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def typed(autocomplete: str, **attrs: str) -> forms.TextInput:
    """Return the widget of a word that browsers may know: `autocomplete` says which."""
    return forms.TextInput({"autocomplete": autocomplete, **attrs})


def plain_name(value: str) -> None:
    """Refuse signs that make a name look like another one: control signs, and those that turn text round."""
    if any(sign in TURNS_TEXT_ROUND or unicodedata.category(sign) == "Cc" for sign in value):
        raise ValidationError(_("This name holds hidden characters. Type it again."))


def choose_school(form: forms.Form) -> None:
    """Ask for the school, first, where the database has several."""
    schools = signing_in.schools_to_choose()
    if len(schools) > 1:
        form.fields["school"] = forms.ModelChoiceField(schools, label=_("School"), empty_label=_("Choose your school"))
        form.order_fields(["school"])


class Plain(forms.Form):
    """Takes the placeholders away that repeat the labels, and allauth's help for what our pages say themselves."""

    labels: dict = {}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            if "assword" in name:
                field.validators.append(MaxLengthValidator(LONGEST_PASSWORD))


class SignInForm(Plain, account.LoginForm):
    """User name or email, password, and the school where there are several."""

    labels = {"login": _("User name or email"), "password": _("Password")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs.update(NAME_ATTRS, autocomplete="username")
        choose_school(self)

    def user_credentials(self):
        return {**super().user_credentials(), "school": self.cleaned_data.get("school")}


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    pass


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    labels = {"email": _("Email")}


class NewPasswordLabels(Plain):
    """What the pages that set a password have in common."""

    labels = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("New password once more"),
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = GOOD_PASSWORD


class ChangePasswordForm(NewPasswordLabels, account.ChangePasswordForm):
    pass


class NewPasswordForm(NewPasswordLabels, account.SetPasswordForm):
    pass


class ResetPasswordKeyForm(NewPasswordLabels, account.ResetPasswordKeyForm):
    pass


class CodeForm(forms.Form):
    """A one-time sign-in code and whose it is."""

    login = forms.CharField(label=_("User name or email"), max_length=254, widget=typed("username", **NAME_ATTRS))
    code = forms.CharField(label=_("Code"), max_length=40, widget=typed("one-time-code", **NAME_ATTRS))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choose_school(self)


class ClassCodeForm(forms.Form):
    """The code of a class."""

    code = forms.CharField(label=_("Class code"), max_length=40, widget=typed("off", **NAME_ATTRS))

    def clean_code(self):
        found = joining.find(self.cleaned_data["code"])
        if found is None:
            raise ValidationError(_("No class has this code. Look at it again, or ask your teacher for a new one."))
        return found


class NewUsername(forms.Form):
    """A user name that is free in `self.school`."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        validators=[User.username_validator],
        widget=typed("username", **NAME_ATTRS),
        help_text=_("Letters, digits and . - _ + only."),
    )
    school: School | None = None

    def clean_username(self):
        username = self.cleaned_data["username"]
        if len(username_key(username)) > LONGEST_KEY:
            raise ValidationError(_("This name is too long. Choose a shorter one."))
        if self.school and not people.is_free(username, self.school):
            raise ValidationError(_("Somebody has this user name already. Choose another."))
        return username


class JoinForm(NewUsername, ClassCodeForm):
    """A class code, and the account that is made in its class."""

    first_name = forms.CharField(
        label=_("First name"), max_length=150, validators=[plain_name], widget=typed("given-name")
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=150, validators=[plain_name], widget=typed("family-name")
    )
    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=GOOD_PASSWORD,
    )
    password2 = forms.CharField(
        label=_("Password once more"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    field_order = ("code", "first_name", "last_name", "username", "password1", "password2")

    def clean_code(self):
        found = super().clean_code()
        self.school = found.school  # the names of a school's people are asked for only with its code
        return found

    def clean_username(self):
        username = super().clean_username()
        if "@" in username:
            raise ValidationError(_("A user name is not an address. Choose one without @."))
        return username

    def clean(self):
        given = super().clean() or {}
        if "password1" in given and "password2" in given:
            if given["password1"] != given["password2"]:
                self.add_error("password2", _("The two passwords differ. Type the same one twice."))
            elif "code" in given:
                self._check_password(given)
        return given

    def _check_password(self, given):
        names = ("username", "first_name", "last_name")
        try:
            validate_password(given["password1"], User(**{name: given.get(name, "") for name in names}))
        except ValidationError as error:
            self.add_error("password1", error)


class NamesForm(forms.Form):
    """What a school keeps of a person."""

    first_name = forms.CharField(label=_("First name"), max_length=150, validators=[plain_name], required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, validators=[plain_name])
    email = forms.EmailField(
        label=_("Email"), required=False, help_text=_("For a forgotten password. Students can do without.")
    )

    def __init__(self, *args, school: School | None, person: User | None = None, **kwargs):
        self.school, self.person = school, person
        super().__init__(*args, **kwargs)

    def clean_email(self):
        email = self.cleaned_data["email"]
        others = User.objects.filter(school=self.school).exclude(pk=self.person.pk if self.person else 0)
        if email and others.filter(email__iexact=email).exists():
            raise ValidationError(_("Somebody of the school has this address already: neither could sign in with it."))
        return email


class NewPersonForm(NamesForm, NewUsername):
    """Someone who comes to the school."""

    is_school_admin = forms.BooleanField(
        label=_("School admin"), required=False, help_text=_("Keeps people, classes and the course.")
    )
    field_order = ("first_name", "last_name", "username", "email", "is_school_admin")


class PersonForm(NamesForm):
    """What an admin may change of a person; not their own rights."""

    known_as = forms.CharField(
        label=_("Known as"),
        max_length=150,
        required=False,
        validators=[plain_name],
        help_text=_("What the class calls them, if that is another name."),
    )
    is_school_admin = forms.BooleanField(
        label=_("School admin"), required=False, help_text=_("Keeps people, classes and the course.")
    )
    edits_courses = forms.BooleanField(
        label=_("Edits courses"), required=False, help_text=_("For teachers: opens the course studio. Admins have it.")
    )
    is_active = forms.BooleanField(
        label=_("May sign in"), required=False, help_text=_("Without this the account is closed; its work stays.")
    )
    field_order = ("first_name", "last_name", "known_as", "email", "is_school_admin", "edits_courses", "is_active")

    def __init__(self, *args, by: User, person: User, **kwargs):
        initial = {name: getattr(person, name) for name in self.field_order}
        super().__init__(*args, school=person.school, person=person, initial=initial, **kwargs)
        if by == person:
            del self.fields["is_school_admin"], self.fields["edits_courses"], self.fields["is_active"]


class SearchForm(forms.Form):
    """Which people to list."""

    WHO = {
        "": _("Everyone"),
        "student": _("Students"),
        "staff": _("Teachers and markers"),
        "admin": _("Admins"),
        "none": _("In no class"),
        "closed": _("Closed accounts"),
    }
    q = forms.CharField(required=False, max_length=100)
    who = forms.ChoiceField(required=False, choices=list(WHO.items()))


class ClassroomForm(forms.Form):
    """A class's name and department."""

    name = forms.CharField(label=_("Name"), max_length=100, validators=[plain_name])

    def __init__(self, *args, school: School, **kwargs):
        super().__init__(*args, **kwargs)
        departments = Department.objects.filter(school=school).order_by("name")
        if departments:
            self.fields["department"] = forms.ModelChoiceField(
                departments, label=_("Department"), required=False, empty_label=_("None")
            )


class AddStudentForm(forms.Form):
    """A student of the school, by user name."""

    username = forms.CharField(label=_("User name"), max_length=150, widget=typed("off", **NAME_ATTRS))

    def __init__(self, *args, school: School, **kwargs):
        self.school = school
        super().__init__(*args, **kwargs)

    def clean_username(self):
        key = username_key(self.cleaned_data["username"])
        person = User.objects.filter(school=self.school, username_key=key, is_active=True).first()
        if person is None:
            raise ValidationError(_("Nobody of the school has this user name. Check it, or give out the class code."))
        if person.is_school_admin or person.teaches:
            raise ValidationError(_("%(name)s is no student. An admin gives such roles."), params={"name": person})
        return person


class RoleForm(forms.Form):
    """What someone is in a class."""

    ROLES = {
        "student": (Membership.Role.STUDENT, False, _("Student")),
        "lead": (Membership.Role.TEACHER, True, _("Teacher, sets and returns work")),
        "teacher": (Membership.Role.TEACHER, False, _("Second teacher, marks")),
        "marker": (Membership.Role.MARKER, False, _("Marker")),
    }
    role = forms.ChoiceField(label=_("As"), choices=[(key, label) for key, (_role, _lead, label) in ROLES.items()])

    def __init__(self, *args, school: School | None, **kwargs):
        super().__init__(*args, **kwargs)
        classes = Classroom.objects.current().filter(school=school).order_by("name")
        self.fields["classroom"] = forms.ModelChoiceField(classes, label=_("Class"), empty_label=_("Choose a class"))
        self.order_fields(["classroom", "role"])

    @property
    def role_and_lead(self) -> dict:
        """The chosen role as `classes.put` takes it."""
        role, lead, _label = self.ROLES[self.cleaned_data["role"]]
        return {"role": role, "lead": lead}


class LookForm(forms.Form):
    """What a reader chose; what is not said stays as it is."""

    theme = forms.ChoiceField(required=False, choices=User.Theme.choices)
    read_size = forms.ChoiceField(required=False, choices=User.ReadSize.choices)
    read_face = forms.ChoiceField(required=False, choices=User.ReadFace.choices)
    read_leading = forms.ChoiceField(required=False, choices=User.ReadLeading.choices)

    @property
    def choices(self) -> dict[str, str]:
        return {
            name: value for name, value in self.cleaned_data.items() if name in self.data and (value or name == "theme")
        }


class ExtraTimeForm(forms.Form):
    """How much longer a student has under a clock."""

    extra_time = forms.IntegerField(
        label=_("Extra time"),
        min_value=0,
        max_value=arrangements.MOST_EXTRA,
        error_messages={
            "required": _("Give a number, 0 for none."),
            "invalid": _("Give a whole number, 0 for none."),
            "min_value": _("Give a number, 0 for none."),
            "max_value": _("Give at most %(limit_value)s per cent."),
        },
    )
