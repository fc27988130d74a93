"""The operator's back office: schools, people, classes, roles, codes and the record. Nothing is deleted here."""

from allauth.account.admin import EmailAddressAdmin  # noqa: F401 - registers what is taken out below
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin  # noqa: F401 - registers what is taken out below
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from classrooms import audit, sign_in_codes, signing_in
from classrooms.models import AuditEntry, ClassCode, Classroom, Department, Membership, School, User, username_key

admin.site.site_title = admin.site.site_header = _("Redraft back office")
admin.site.unregister([Group, EmailAddress])  # rights come from roles, addresses stand with the person


class Kept(admin.ModelAdmin):
    """Nothing is deleted; every change is on the record."""

    view_on_site = False  # operators belong to no school, so no page of one opens for them

    def has_delete_permission(self, request, obj=None):
        return False

    def school_of(self, obj) -> School | None:
        """Return the school in whose record a change of this row stands."""
        return obj if isinstance(obj, School) else obj.school

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        audit.record(
            verb="changed in the back office" if change else "added in the back office",
            by=request.user,
            school=self.school_of(obj),
            thing=obj,
            fields=sorted(form.changed_data),
        )


class ReadOnly(admin.ModelAdmin):
    """To look at, not to touch."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class UserForm(forms.ModelForm):
    """A person without their password: nobody chooses another's."""

    class Meta:
        model = User
        fields = (
            "school",
            "username",
            "first_name",
            "last_name",
            "known_as",
            "email",
            "is_active",
            "is_school_admin",
            "is_staff",
            "is_superuser",
        )

    def clean(self):
        given = super().clean() or {}
        same = User.objects.filter(school=given.get("school"), username_key=username_key(given.get("username", "")))
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError({"username": _("Somebody of this school has this user name already.")})
        return given


@admin.register(User)
class UserAdmin(Kept):
    form = UserForm
    list_display = ("username", "name", "school", "is_school_admin", "is_staff", "is_active", "last_login")
    list_filter = ("school", "is_school_admin", "is_staff", "is_active")
    list_select_related = ("school",)
    search_fields = ("username", "first_name", "last_name", "known_as", "email")
    ordering = ("username_key",)
    actions = ("unlock", "give_codes")

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Unlock: let them try to sign in again"))
    def unlock(self, request, queryset):
        for person in queryset:
            signing_in.unlock(user=person, by=request.user)

    @admin.action(description=_("Give a one-time sign-in code (people of a school)"))
    def give_codes(self, request, queryset):
        for person in queryset.exclude(school=None).filter(is_active=True):
            code = sign_in_codes.give(student=person, by=request.user)
            told = _("%(person)s signs in once with %(code)s, within an hour.") % {"person": person, "code": code}
            messages.warning(request, told)


@admin.register(School)
class SchoolAdmin(Kept):
    list_display = ("name", "slug", "zone", "is_demo", "created_at")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Department)
class DepartmentAdmin(Kept):
    list_display = ("name", "school")
    list_filter = ("school",)


@admin.register(Classroom)
class ClassroomAdmin(Kept):
    list_display = ("name", "school", "department", "archived_at")
    list_filter = ("school",)
    search_fields = ("name",)
    list_select_related = ("school", "department")


class MembershipForm(forms.ModelForm):
    """One person's role; the school is the person's."""

    class Meta:
        model = Membership
        fields = ("user", "classroom", "department", "role", "lead", "joined_at", "ended_at")

    def clean(self):
        given = super().clean() or {}
        places = [place for place in (given.get("classroom"), given.get("department")) if place]
        person = given.get("user")
        if person and any(place.school_id != person.school_id for place in places):
            raise ValidationError(_("The person and the class or department belong to different schools."))
        if person and person.school_id is None:
            raise ValidationError({"user": _("An operator belongs to no school, so to no class.")})
        if person:
            self.instance.school = person.school
        return given


@admin.register(Membership)
class MembershipAdmin(Kept):
    form = MembershipForm
    list_display = ("user", "classroom", "department", "role", "lead", "joined_at", "ended_at")
    list_filter = ("school", "role", "lead")
    list_select_related = ("user", "classroom", "department")
    search_fields = ("user__username", "user__last_name", "classroom__name")
    autocomplete_fields = ("user", "classroom")


@admin.register(ClassCode)
class ClassCodeAdmin(ReadOnly):
    list_display = ("code", "classroom", "school", "made_by", "made_at", "expires_at", "revoked_at")
    list_filter = ("school",)
    list_select_related = ("classroom", "school", "made_by")


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly):
    list_display = ("at", "actor", "verb", "thing", "thing_id", "about", "school")
    list_filter = ("school", "verb")
    list_select_related = ("actor", "about", "school")
    date_hierarchy = "at"
