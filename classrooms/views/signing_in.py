"""The doors: signing in with a password or a one-time code, and the new password after a code."""

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from classrooms import demo_accounts, sign_in_codes, signing_in
from classrooms.forms import CodeForm, NewPasswordForm
from classrooms.views.requests import posted

CAME_BY_CODE = "came-by-code"  # in the session: this person may set a password without giving the old one


class SignIn(LoginView):
    """allauth's page with the school's name and, on a desk, the demo's accounts."""

    def form_invalid(self, form):
        too_many = form.has_error(NON_FIELD_ERRORS, "too_many_login_attempts")
        return self.render_to_response(self.get_context_data(form=form), status=429 if too_many else 422)

    def get_context_data(self, **kwargs):
        schools = list(signing_in.schools_to_choose()[:2])
        return {
            **super().get_context_data(**kwargs),
            "school": schools[0] if len(schools) == 1 else None,
            "demo_accounts": demo_accounts.accounts(),
            "demo_password": demo_accounts.PASSWORD,
        }


@login_not_required
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("code")
def code(request):
    """Sign in with a one-time code."""
    if request.user.is_authenticated:
        return redirect("/")
    form = CodeForm(posted(request))
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        given = {"school": None, **form.cleaned_data}
        key = signing_in.failures_of(signing_in.find(given["login"], given["school"]), given["login"])
        if not ratelimit.consume(request, action="sign_in_code", key=key):
            form.add_error(None, signing_in.TOO_MANY)
            status = 429
        elif person := sign_in_codes.use(**given):
            response = perform_login(request, person, redirect_url=reverse("classrooms:new-password"))
            request.session[CAME_BY_CODE] = person.pk
            return response
        else:
            form.add_error(None, _("That didn’t match. Codes work once, for an hour. Ask for a new one."))
    return render(request, "account/code.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password1", "password2")
def new_password(request):
    """Choose a password, right after signing in with a code; everyone else changes theirs by giving the old one."""
    if request.session.get(CAME_BY_CODE) != request.user.pk:
        return redirect("account_change_password")
    form = NewPasswordForm(data=posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        get_adapter(request).set_password(request.user, form.cleaned_data["password1"])
        update_session_auth_hash(request, request.user)
        del request.session[CAME_BY_CODE]
        messages.success(request, _("Your new password works from now on."))
        return redirect("/")
    return render(request, "classrooms/new_password.html", {"form": form}, status=422 if form.is_bound else 200)
