"""School, people, classes and roles, and the record of who did what."""

import unicodedata

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


def username_key(name: str) -> str:
    """Return the form in which user names are compared: NFKC, case folded, without outer space."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()


class School(models.Model):
    """Everything that grows belongs to one school."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)
    zone = models.CharField(_("time zone"), max_length=64, default="Europe/London")
    is_demo = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self):
        return self.name


class UsernameKeyField(models.CharField):
    """The user name as it is compared, always taken from `username` when the row is written."""

    def pre_save(self, model_instance, add):
        value = username_key(model_instance.username)
        setattr(model_instance, self.attname, value)
        return value


class People(UserManager):
    """Finds people by their name's key, so that `Anna` and `anna` are one."""

    def get_by_natural_key(self, username):
        return self.get(username_key=username_key(username), school=None)

    def create_superuser(self, username, email=None, password=None, **extra):
        """Make an operator: someone of no school who keeps the machine."""
        return super().create_superuser(username, email, password, **extra)


class User(AbstractUser):
    """Someone who signs in. Operators (`is_staff`) belong to no school."""

    class Theme(models.TextChoices):
        DEVICE = "", _("As the device")
        LIGHT = "light", _("Light")
        SEPIA = "sepia", _("Sepia")
        DARK = "dark", _("Dark")

    class ReadSize(models.TextChoices):
        SMALL = "s", _("Small")
        MEDIUM = "m", _("Medium")
        LARGE = "l", _("Large")
        LARGEST = "xl", _("Largest")

    class ReadFace(models.TextChoices):
        LITERATA = "literata", _("Literata")
        LEGIBLE = "legible", _("Clear")

    class ReadLeading(models.TextChoices):
        NORMAL = "normal", _("Normal")
        LOOSE = "loose", _("Loose")

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="people")
    username = models.CharField(_("user name"), max_length=150, validators=[AbstractUser.username_validator])
    username_key = UsernameKeyField(max_length=300, editable=False)
    known_as = models.CharField(_("known as"), max_length=150, blank=True, help_text=_("What a class calls them."))
    is_school_admin = models.BooleanField(_("school admin"), default=False)
    edits_courses = models.BooleanField(_("edits courses"), default=False)
    theme = models.CharField(max_length=8, choices=Theme, default=Theme.DEVICE, blank=True)
    read_size = models.CharField(max_length=2, choices=ReadSize, default=ReadSize.MEDIUM)
    read_face = models.CharField(max_length=8, choices=ReadFace, default=ReadFace.LITERATA)
    read_leading = models.CharField(max_length=8, choices=ReadLeading, default=ReadLeading.NORMAL)

    objects = People()  # type: ignore[misc]  # AbstractUser declares it as a class variable

    class Meta:
        verbose_name = _("person who signs in")
        verbose_name_plural = _("people who sign in")
        constraints = [
            models.UniqueConstraint(fields=["school", "username_key"], name="one_user_name_in_a_school"),
            models.UniqueConstraint(
                fields=["username_key"], condition=Q(school=None), name="one_user_name_among_operators"
            ),
            models.CheckConstraint(
                condition=Q(school=None) | Q(is_staff=False, is_superuser=False), name="operators_belong_to_no_school"
            ),
            models.CheckConstraint(
                condition=Q(is_school_admin=False) | Q(school__isnull=False), name="a_school_admin_has_a_school"
            ),
            models.CheckConstraint(
                condition=Q(edits_courses=False) | Q(school__isnull=False), name="who_edits_courses_has_a_school"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """What everyone calls this person."""
        return self.known_as or self.get_full_name() or self.username

    @property
    def sort_name(self) -> str:
        """The name as registers list it: last name first."""
        return ", ".join(part for part in (self.last_name, self.first_name) if part) or self.name

    @property
    def sort_key(self) -> tuple[str, int]:
        """Where a register puts this person: by last name, letters with accents beside those without."""
        plain = unicodedata.normalize("NFKD", self.sort_name)
        return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold(), self.pk

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles this person has in any current class or department; asked once a request."""
        return frozenset(Membership.objects.current().filter(user=self).values_list("role", flat=True))

    @property
    def teaches(self) -> bool:
        return bool(self.roles - {Membership.Role.STUDENT})

    @property
    def studies(self) -> bool:
        return Membership.Role.STUDENT in self.roles

    @property
    def keeps_courses(self) -> bool:
        """Whether the course studio is open to this person."""
        return self.is_school_admin or self.edits_courses

    @property
    def initials(self) -> str:
        parts = [self.first_name, self.last_name] if self.first_name and self.last_name else self.name.split()
        return "".join(part[0] for part in parts[:2] if part).upper()


class Department(models.Model):
    """A group of classes with a head."""

    school = models.ForeignKey(School, models.PROTECT, related_name="departments")
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "name"], name="one_department_of_a_name_in_a_school")]

    def __str__(self):
        return self.name


class ClassroomQuerySet(models.QuerySet):
    def current(self):
        return self.filter(archived_at=None)

    def visible_to(self, user):
        """Classes this person may know: their own, their department's, and for a school's admin all of them."""
        if user.is_school_admin:
            return self.filter(school=user.school)
        mine = Membership.objects.current().filter(user=user)
        return self.filter(
            Q(pk__in=mine.exclude(classroom=None).values("classroom"))
            | Q(department__in=mine.exclude(department=None).values("department"))
        )


class Classroom(models.Model):
    """A class of students with their teachers."""

    school = models.ForeignKey(School, models.PROTECT, related_name="classrooms")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="classrooms")
    name = models.CharField(max_length=100)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ClassroomQuerySet.as_manager()

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"], condition=Q(archived_at=None), name="one_current_class_of_a_name_in_a_school"
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("dashboards:class", args=[self.pk])


class MembershipQuerySet(models.QuerySet):
    def current(self):
        """Memberships of today: neither the person has left nor the class been archived."""
        return self.filter(ended_at=None, user__is_active=True).filter(
            Q(classroom=None) | Q(classroom__archived_at=None)
        )

    def students(self):
        return self.filter(role=Membership.Role.STUDENT)

    def staff(self):
        return self.filter(role__in=Membership.STAFF)


class Membership(models.Model):
    """What one person is in one class, or the head of one department."""

    class Role(models.TextChoices):
        STUDENT = "student", _("Student")
        TEACHER = "teacher", _("Teacher")
        MARKER = "marker", _("Marker")
        HEAD = "head", _("Head of department")

    STAFF = (Role.TEACHER, Role.MARKER)

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    classroom = models.ForeignKey(Classroom, models.PROTECT, null=True, blank=True, related_name="memberships")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role)
    lead = models.BooleanField(default=False, help_text=_("Sets work, returns and exports."))
    joined_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "user", "ended_at"], name="membership_of_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(role="head", classroom=None, department__isnull=False)
                | (~Q(role="head") & Q(classroom__isnull=False, department=None)),
                name="a_head_has_a_department_others_a_class",
            ),
            models.CheckConstraint(condition=Q(lead=False) | Q(role="teacher"), name="only_a_teacher_leads"),
            models.UniqueConstraint(
                fields=["user", "classroom"], condition=Q(ended_at=None), name="one_current_role_in_a_class"
            ),
            models.UniqueConstraint(
                fields=["user", "department"],
                condition=Q(ended_at=None, classroom=None),
                name="one_current_role_in_a_department",
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.classroom or self.department} · {self.get_role_display()}"


class Arrangement(models.Model):
    """What one student has wherever they work under a clock. It applies by itself."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    user = models.OneToOneField(User, models.CASCADE, related_name="arrangement", primary_key=True)
    extra_time = models.PositiveSmallIntegerField(
        _("extra time"), default=0, help_text=_("In per cent of the time given.")
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(extra_time__lte=200), name="extra_time_at_most_three_times")]

    def __str__(self):
        return f"{self.user} · {self.extra_time} %"


class ClassCode(models.Model):
    """Eight letters with which students join a class by themselves."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="codes")
    code = models.CharField(max_length=8, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.classroom} · {self.code}"


class SignInCode(models.Model):
    """A code that signs one student in once; only its hash is kept."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.user} · {self.made_at:%Y-%m-%d %H:%M}"


class AuditEntry(models.Model):
    """Who did what to whom, when. Never an essay's text, a mark, a comment, a password or a code."""

    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    thing = models.CharField(max_length=60, blank=True)
    thing_id = models.BigIntegerField(null=True)
    about = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    details = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = _("audit entries")
        indexes = [models.Index(fields=["school", "-at"], name="audit_of_a_school")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.verb}"
