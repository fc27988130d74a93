"""What a production start refuses, and what differs between a desk and production."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import production
from tests import make

ROOT = Path(__file__).resolve().parent.parent
GOOD = {
    "SITE_URL": "https://redraft.example",
    "SECRET_KEY": "k" * 50,
    "DATABASE_URL": "sqlite:////tmp/not-opened.sqlite3",
}


def settings_of(tmp_path, expression, **environment):
    """Import the settings in a process of their own; return what it said and whether it went well."""
    ours = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **environment}
    code = f"from config import settings; print({expression})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=ours, capture_output=True, text=True, check=False)
    return done.returncode == 0, (done.stdout if done.returncode == 0 else done.stderr).strip()


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        ({"SITE_URL": "http://redraft.example", "PRODUCTION": "1"}, "SITE_URL"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
    ],
)
def test_production_refuses_to_start_and_names_the_setting(tmp_path, missing, named):
    fine, said = settings_of(tmp_path, "0", **{**GOOD, **missing})
    assert not fine
    assert "ImproperlyConfigured" in said.splitlines()[-1]
    assert named in said.splitlines()[-1]
    assert not list(tmp_path.iterdir())


def test_a_refusal_never_shows_the_key(tmp_path):
    _fine, said = settings_of(tmp_path, "0", **{**GOOD, "SECRET_KEY": "hunter2"})
    assert "hunter2" not in said


PRODUCTION = """[settings.DESK_MODE, settings.DEBUG, settings.ALLOWED_HOSTS, settings.SESSION_COOKIE_NAME,
    settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT,
    settings.SECURE_HSTS_SECONDS > 31_000_000, settings.CSRF_TRUSTED_ORIGINS,
    settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"]]""".replace("\n", "")


def test_production_is_closed(tmp_path):
    fine, said = settings_of(tmp_path, PRODUCTION, **GOOD)
    assert fine, said
    assert said == str(
        [
            False,
            False,
            ["redraft.example"],
            "__Host-sid",
            "__Host-csrf",
            True,
            True,
            True,
            ["https://redraft.example"],
            True,
        ]
    )


def test_a_desk_needs_nothing_and_answers_this_machine_only(tmp_path):
    fine, said = settings_of(tmp_path, "settings.DESK_MODE, settings.ALLOWED_HOSTS, settings.SESSION_COOKIE_NAME")
    assert fine, said
    assert said == "True ['127.0.0.1', 'localhost', '[::1]'] sid"


def test_a_desk_makes_its_key_once_for_its_own_eyes(tmp_path):
    first = settings_of(tmp_path, "settings.SECRET_KEY")
    second = settings_of(tmp_path, "settings.SECRET_KEY")
    assert first == second
    assert len(first[1]) > 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_every_password_limit_and_session_stands_as_decided(settings):
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE
    assert settings.SESSION_COOKIE_AGE <= 12 * 3600
    assert settings.PASSWORD_RESET_TIMEOUT <= 3600
    assert settings.ACCOUNT_RATE_LIMITS["login_failed"] == "200/m/ip,10/5m/key"


class TestDemo:
    def test_production_refuses_a_database_with_a_demo_school(self, db, settings):
        make.school(is_demo=True)
        settings.DESK_MODE = False
        with pytest.raises(ImproperlyConfigured, match="demo"):
            production.refuse_a_demo()

    def test_a_desk_may_have_one(self, db):
        make.school(is_demo=True)
        production.refuse_a_demo()

    def test_production_takes_a_real_school(self, db, settings):
        make.school()
        settings.DESK_MODE = False
        production.refuse_a_demo()
