"""What stands around every page: where one can go, icons, refusals, nothing inline."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.template.loader import render_to_string
from django_vite.core.asset_loader import DjangoViteAssetLoader

from classrooms import context

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
SPRITE = Path(settings.BASE_DIR, "frontend/src/sprite.svg").read_text(encoding="utf-8")
SYMBOLS = set(re.findall(r'<symbol id="([^"]+)"', SPRITE))


@pytest.fixture
def every_page_exists(monkeypatch):
    monkeypatch.setattr(context, "_address", lambda name: f"/{name.replace(':', '/')}/")


def places(user, path="/"):
    return list(context.navigation(SimpleNamespace(user=user, path=path))["navigation"])


def labels(user):
    return [place.label for place in places(user)]


def test_everyone_sees_the_places_of_their_role(cast, every_page_exists):
    assert labels(cast.ann) == ["Desk", "Course", "Notebook"]
    assert labels(cast.hale) == labels(cast.mori) == labels(cast.hede) == ["Today", "Classes", "Course"]
    assert labels(cast.adair) == ["Studio", "People", "Classes", "Course"]
    assert labels(cast.opal) == ["Back office"]
    assert labels(AnonymousUser()) == []


def test_a_place_whose_page_does_not_exist_is_left_out(cast, monkeypatch):
    monkeypatch.setattr(context, "_address", lambda name: None if name == "lessons:courses" else "/x/")
    assert labels(cast.ann) == ["Desk", "Notebook"]


def test_the_place_above_the_page_is_current(cast, every_page_exists):
    assert [p.key for p in places(cast.hale, "/lessons/courses/stalin/") if p.current] == ["course"]


def test_a_page_that_shows_no_navigation_asks_the_database_nothing(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        context.navigation(SimpleNamespace(user=cast.ann, path="/"))


def drawn(source, **values):
    return engines["django"].from_string(source).render(values)


def test_an_icon_is_silent_unless_it_has_a_label():
    assert 'aria-hidden="true"' in drawn('{% icon "clip" %}')
    assert 'role="img" aria-label="&lt;Clip&gt;"' in drawn('{% icon "clip" label %}', label="<Clip>")


def test_a_glyph_carries_the_colour_of_its_state():
    assert 'class="glyph g-late" role="img" aria-label="Handed in late"' in drawn('{% glyph "late" "Handed in late" %}')


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR / "templates")))
class TestEveryTemplate:
    def test_names_only_icons_that_the_sprite_has(self, path):
        named = set(re.findall(r'\{% icon "([^"]+)"', path.read_text(encoding="utf-8")))
        assert {f"i-{name}" for name in named} <= SYMBOLS

    def test_holds_no_inline_style_or_script(self, path):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"""<style|\sstyle=["']|\son[a-z]+=["']|hx-on|href=["']javascript:""", source)
        assert all("src=" in tag for tag in re.findall(r"<script\b[^>]*>", source) if "application/json" not in tag)


def test_the_page_for_our_own_failure_comes_out_without_context_or_build(monkeypatch):
    def gone(*args, **kwargs):
        raise FileNotFoundError

    monkeypatch.setattr(DjangoViteAssetLoader, "instance", gone)
    assert "Something broke on our side" in render_to_string("500.html")


@pytest.mark.parametrize("name", ["403.html", "404.html", "409.html", "429.html"])
def test_a_refusal_offers_one_way_on(name, rf, db):
    request = rf.get("/")
    request.user = AnonymousUser()
    html = render_to_string(name, {"message": "It is handed in."}, request)
    assert html.count('class="btn') == 1
