"""Coming into a class by its code, with a new account or with one's own."""

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from classrooms import joining
from classrooms.errors import Conflict
from classrooms.forms import ClassCodeForm, JoinForm
from classrooms.views.requests import posted


@login_not_required
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("code", "password1", "password2")
def join(request):
    """Join a class: whoever is signed in gives its code alone, others also make their account."""
    if limited := ratelimit.consume_or_429(request, action="join"):
        return limited
    signed_in = request.user.is_authenticated
    form_class = ClassCodeForm if signed_in else JoinForm
    form = form_class(posted(request), initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        try:
            student = request.user if signed_in else None
            student = _join(form.cleaned_data, student)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        else:
            messages.success(request, _("You are in %(class)s now.") % {"class": form.cleaned_data["code"].classroom})
            return redirect("/") if signed_in else perform_login(request, student, redirect_url="/")
    return render(request, "account/join.html", {"form": form}, status=422 if form.is_bound else 200)


def _join(given, student):
    if student is not None:
        joining.join(code=given["code"], student=student)
        return student
    return joining.join_as_new(
        code=given["code"],
        username=given["username"],
        password=given["password1"],
        first_name=given["first_name"],
        last_name=given["last_name"],
    )
