"""Addresses of people and classes. Signing in with a password is allauth's, in config/urls.py."""

from django.urls import path

from classrooms.views import classes, joining, look, people, signing_in

app_name = "classrooms"

urlpatterns = [
    path("accounts/code/", signing_in.code, name="code"),
    path("accounts/new-password/", signing_in.new_password, name="new-password"),
    path("accounts/join/", joining.join, name="join"),
    path("accounts/look/", look.look, name="look"),
    path("classes/", classes.all_classes, name="classes"),
    path("classes/new/", classes.new_class, name="new-class"),
    path("classes/<int:pk>/settings/", classes.one_class, name="class"),
    path("classes/<int:pk>/archive/", classes.archive, name="archive-class"),
    path("classes/<int:pk>/restore/", classes.restore, name="restore-class"),
    path("classes/<int:pk>/people/", classes.class_people, name="class-people"),
    path("classes/<int:pk>/people/add/", classes.add_student, name="add-student"),
    path("classes/<int:pk>/people/<int:membership>/remove/", classes.remove, name="remove-from-class"),
    path("classes/<int:pk>/people/<int:membership>/extra-time/", classes.extra_time, name="extra-time"),
    path("classes/<int:pk>/code/", classes.make_code, name="make-class-code"),
    path("classes/<int:pk>/code/revoke/", classes.revoke_code, name="revoke-class-code"),
    path("people/", people.all_people, name="people"),
    path("people/new/", people.new_person, name="new-person"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/role/", people.give_role, name="give-role"),
    path("people/<int:pk>/unlock/", people.unlock, name="unlock"),
    path("people/<int:pk>/code/", people.give_code, name="give-code"),
]
