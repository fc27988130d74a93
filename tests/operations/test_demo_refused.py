"""Where no demo is made, and what is left then: nothing."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from classrooms.models import School, User
from operations.demo import school as demo_school
from operations.demo.school import make_demo
from tests import make


def test_no_demo_beside_a_real_school(db):
    make.school()
    with pytest.raises(CommandError, match="holds a real school"):
        call_command("demo")
    call_command("demo", "--if-empty")
    assert list(School.objects.values_list("is_demo", flat=True)) == [False]


def test_no_demo_in_production(db, settings):
    settings.DESK_MODE = False
    for arguments in ([], ["--if-empty"]):
        with pytest.raises(CommandError, match="production"):
            call_command("demo", *arguments)
    assert not School.objects.exists()


def test_a_demo_that_fails_leaves_nothing(db, monkeypatch):
    def break_off(*_, **__):
        raise RuntimeError("no disk")

    monkeypatch.setattr(demo_school, "make_classwork", break_off)
    with pytest.raises(RuntimeError):
        make_demo(today=timezone.localdate())
    assert not School.objects.exists()
    assert not User.objects.exists()
