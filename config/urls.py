"""The table of contents: every address, and the app that answers it."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, re_path

from config import views

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # one door, one limit

handler400 = "config.views.bad_request"
handler500 = "config.views.server_error"

signing_in = [
    path("login/", views.SignInPage.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]

urlpatterns = [
    path("", include("dashboards.urls")),  # / and /classes/<id>/
    path("accounts/", include(signing_in)),
    path("", include("classrooms.urls")),  # /accounts/code|join|look/ /classes/ /people/
    path("", include("lessons.urls")),  # /courses/
    path("studio/", include("lessons.studio_urls")),
    path("", include("essays.urls")),  # /assignments/ /essays/ /submissions/
    path("admin/", admin.site.urls),
    path("offline/", views.offline, name="offline"),
    path("sw.js", views.service_worker, name="service-worker"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
