"""Addresses of the landing pages."""

from django.urls import path

from dashboards.views import classroom, home

app_name = "dashboards"

urlpatterns = [
    path("", home.home, name="home"),
    path("classes/<int:pk>/", classroom.classroom, name="class"),
]
