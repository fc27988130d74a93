"""The course studio: drafts beside their preview, problems by line, publishing, history, two editors."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lessons import drafting
from lessons.models import CourseFile, FileDraft, Unit
from lessons.pack.load import load
from lessons.pack.read import read_files
from tests import make
from tests.lessons import tiny

PATH = "1-zelle/1-vom-korken.md"
NEW = tiny.SECTION + "\nEin ganz *neuer* Absatz. {#p99}\n"
BROKEN = tiny.SECTION + "\nEin [[zellkerm]]. {#p99}\n"


@pytest.fixture
def course(cast):
    """The tiny course in the cast's school."""
    return load(read_files(tiny.files(), name="biologie"), school=cast.school).course


class Studio:
    """A person at the editor of one file: what they see and what their browser sends."""

    def __init__(self, client, person, course, path=PATH):
        self.client, self.person, self.course, self.path = client, person, course, path
        self.revision = self.get().context["form"]["revision"].value()

    def address(self, name, *more):
        return reverse(f"studio:{name}", args=[self.course.slug, self.path, *more])

    def get(self, name="file", *more, **query):
        return self.client.get(self.address(name, *more), query)

    def post(self, name="file", *more, **fields):
        return self.client.post(self.address(name, *more), {"revision": self.revision, **fields})

    def type(self, text, **changes):
        """What the page does a second after the last key."""
        sent = {"text": text, "revision": self.revision, "editor": self.person.pk, **changes}
        answer = self.client.post(self.address("draft"), json.dumps(sent), content_type="application/json")
        if answer.status_code == 200:
            self.revision = answer.json()["revision"]
        return answer


@pytest.fixture
def studio(course, cast, client_of):
    """Return a function that seats an admin of the school at a file; Adair if nobody is named."""

    def seat(person=cast.adair, path=PATH):
        return Studio(client_of(person), person, course, path)

    return seat


@pytest.fixture
def other(cast):
    """A second admin of the school."""
    return make.person("priya", school=cast.school, is_school_admin=True)


def file_of(course, path=PATH):
    return CourseFile.objects.get(course=course, path=path)


def live(course, path=PATH):
    return drafting.live_of(file_of(course, path))


class TestTyping:
    def test_the_draft_is_kept_and_readers_see_nothing(self, studio, course, cast, page_of):
        answer = studio().type(NEW)
        assert (answer.status_code, answer.json()["code"]) == (200, "saved")
        assert FileDraft.objects.get().text == NEW
        section = course.units.get().sections.first()
        assert "ganz" not in page_of(cast.ann, "lessons:section", course.slug, section.unit.slug, section.slug)

    def test_the_answer_brings_what_the_page_draws_anew(self, studio):
        parts = studio().type(NEW).json()["parts"]
        assert 'data-passage="p99">Ein ganz <em>neuer</em> Absatz.' in parts["studio-preview"]
        assert "Your draft differs" in parts["studio-state"]
        assert "+5 words, −0" in parts["studio-draft"]
        assert parts["studio-problems"].strip() == ""

    def test_a_figure_is_drawn_from_what_is_typed_as_long_as_it_is_right(self, studio):
        figures = studio(path="1-zelle/figures.toml")
        drawn = figures.type(tiny.FIGURES.replace("120", "135")).json()["parts"]["studio-preview"]
        assert 'id="figure-groessen"' in drawn
        assert "135" in drawn
        wrong = figures.type(tiny.FIGURES.replace('"Eizelle", 120', '"Eizelle"')).json()
        assert wrong["problems"]
        assert "figure-groessen" not in wrong["parts"]["studio-preview"]

    def test_problems_are_told_by_line_with_what_was_meant(self, studio):
        body = studio().type(BROKEN).json()
        line = BROKEN.count("\n")
        assert body["problems"] == [{"line": line, "word": "zellkerm", "near": "zellkern"}]
        assert f"Line {line}" in body["parts"]["studio-problems"]
        assert "terms.toml" in body["parts"]["studio-problems"]
        assert body["can_publish"] is False

    def test_problems_that_arise_elsewhere_lead_there(self, studio):
        terms = studio(path="1-zelle/terms.toml")
        body = terms.type(tiny.TERMS.replace('id = "zellkern"', 'id = "kern"')).json()
        assert body["problems"] == []
        assert f"{PATH}#line-" in body["parts"]["studio-problems"]

    def test_a_second_editor_gets_both_texts_and_overwrites_nothing(self, studio, other, cast):
        adair, priya = studio(), studio(other)
        adair.type(NEW)
        answer = priya.type(BROKEN)
        assert (answer.status_code, answer.json()["code"]) == (409, "draft")
        body = answer.json()
        assert (body["text"], body["revision"]) == (NEW, adair.revision)
        assert f"{cast.adair.name} changed this today at" in body["part"]
        assert FileDraft.objects.get().text == NEW

    def test_who_chose_their_own_text_names_the_one_that_they_replace(self, studio, other):
        adair, priya = studio(), studio(other)
        adair.type(NEW)
        newer = priya.type(BROKEN).json()["revision"]
        assert priya.type(BROKEN, revision=newer).status_code == 200
        assert adair.type(NEW + "Mehr.\n").status_code == 409

    def test_nothing_is_sent_under_another_name(self, studio, other):
        answer = studio().type(NEW, editor=other.pk)
        assert (answer.status_code, answer.json()) == (403, {"code": "other-person"})
        assert not FileDraft.objects.exists()

    @pytest.mark.parametrize("body", ["", "[]", "{}", '{"text": null}', '{"text": "\\ud800"}', '{"text": "\\u0000"}'])
    def test_what_is_no_text_is_refused(self, studio, body):
        adair = studio()
        answer = adair.client.post(adair.address("draft"), body, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (422, "text")

    def test_a_save_takes_as_many_queries_for_many_problems_as_for_few(self, studio, django_assert_max_num_queries):
        adair = studio()
        many = tiny.SECTION + "".join(f"\nEin [[fehlt-{n}]]. {{#p{n}}}\n" for n in range(50, 80))
        with django_assert_max_num_queries(45):
            adair.type(many)


class TestWithoutScript:
    def test_the_form_keeps_the_draft_and_shows_its_problems(self, studio, course):
        adair = studio()
        assert adair.post(text=BROKEN.replace("\n", "\r\n")).status_code == 302
        page = adair.get()
        assert page.context["form"]["text"].value() == FileDraft.objects.get().text == BROKEN
        assert "One thing stands in the way." in page.content.decode()

    def test_a_second_editor_sees_both_and_may_keep_their_own(self, studio, other):
        adair, priya = studio(), studio(other)
        adair.post(text=NEW)
        page = priya.post(text=BROKEN)
        assert page.status_code == 409
        assert "Keep mine" in page.content.decode()
        form = page.context["form"]
        assert form["text"].value() == BROKEN
        priya.post(text=BROKEN, revision=form["revision"].value())
        assert FileDraft.objects.get().text == BROKEN

    def test_opening_a_page_writes_nothing(self, studio):
        adair = studio()
        for name, query in (("file", {}), ("compare", {})):
            assert adair.get(name, **query).status_code == 200
        assert not FileDraft.objects.exists()


class TestPublishing:
    def test_readers_see_what_is_published(self, studio, course, cast, page_of):
        adair = studio()
        answer = adair.post("file-publish", text=NEW, note="Ein Absatz mehr")
        assert answer.status_code == 302
        assert (live(course).number, live(course).note) == (2, "Ein Absatz mehr")
        section = course.units.get().sections.first()
        page = page_of(cast.ann, "lessons:section", course.slug, section.unit.slug, section.slug)
        assert "Ein ganz <em>neuer</em> Absatz." in page

    def test_what_stands_in_the_way_keeps_the_draft_and_the_note(self, studio, course):
        page = studio().post("file-publish", text=BROKEN, note="Mehr")
        assert page.status_code == 422
        assert 'value="Mehr"' in page.content.decode()
        assert (live(course).number, FileDraft.objects.get().text) == (1, BROKEN)

    def test_a_newer_draft_is_not_published_over(self, studio, other, course):
        adair, priya = studio(), studio(other)
        adair.type(BROKEN)
        assert priya.post("file-publish", text=NEW).status_code == 409
        assert live(course).number == 1

    def test_a_version_that_came_between_is_compared_first(self, studio, course):
        adair = studio()
        adair.type(NEW)
        texts = tiny.files(section=tiny.SECTION.replace("Ein Blick", "Ein Blick zurück"))
        load(read_files(texts, name="biologie"), school=course.school)
        assert adair.post("file-publish", text=NEW).status_code == 409
        page = adair.get("compare", **{"from": "2", "to": "draft"})
        assert "Keep the draft" in page.content.decode()
        draft = page.context["draft"]
        adair.post("file-rebase", revision=draft.revision, onto=2)
        adair.revision = adair.get().context["form"]["revision"].value()
        assert adair.post("file-publish", text=NEW).status_code == 302
        assert live(course).number == 3

    def test_clippings_into_the_section_are_counted(self, studio, course, cast):
        passage = course.units.get().sections.first().passages.first()
        make.clipping(passage, by=cast.ann)
        assert "1 clipping points into this section." in studio().get().content.decode()


class TestScheduling:
    def test_it_is_due_in_the_schools_time_and_can_be_taken_off(self, studio, course, cast):
        type(cast.school).objects.filter(pk=cast.school.pk).update(zone="America/New_York")
        adair = studio()
        assert adair.post("file-schedule", text=NEW, at="2099-01-05T08:00").status_code == 302
        assert f"{FileDraft.objects.get().publish_at:%H:%M}" == "13:00"
        assert "Goes out Monday 5 January 2099, 8:00" in adair.get().content.decode()
        adair.post("file-unschedule")
        assert FileDraft.objects.get().publish_at is None

    @pytest.mark.parametrize("at", ["", "2001-01-01T08:00", "soon"])
    def test_a_moment_that_is_none_or_passed_is_refused_and_the_text_kept(self, studio, at):
        assert studio().post("file-schedule", text=NEW, at=at).status_code == 422
        draft = FileDraft.objects.get()
        assert (draft.text, draft.publish_at) == (NEW, None)

    def test_what_was_held_back_says_why(self, studio):
        adair = studio()
        adair.type(BROKEN)
        FileDraft.objects.update(held="Zeile 20: fehlt")
        assert "Zeile 20: fehlt" in adair.get().content.decode()

    def test_a_draft_long_overdue_says_so(self, studio):
        adair = studio()
        adair.type(NEW)
        FileDraft.objects.update(publish_at=timezone.now() - timedelta(hours=1))
        assert "worker" in adair.get().content.decode()

    def test_a_unit_is_scheduled_and_published(self, course, cast, client_of):
        unit, reading = course.units.get(), client_of(cast.ann)
        address = reverse("studio:publish", args=[course.slug, unit.slug])
        adair = client_of(cast.adair)
        adair.post(address, {"published": "no"})
        adair.post(address, {"published": "at", "at": "2099-01-05T08:00"})
        assert reading.get(unit.get_absolute_url()).status_code == 404
        assert "Goes out" in adair.get(reverse("studio:course", args=[course.slug])).content.decode()
        adair.post(address, {"published": "yes"})
        assert reading.get(unit.get_absolute_url()).status_code == 200
        assert Unit.objects.get().is_published

    def test_a_unit_is_not_scheduled_for_a_moment_that_has_passed(self, course, cast, client_of):
        address = reverse("studio:publish", args=[course.slug, course.units.get().slug])
        adair = client_of(cast.adair)
        adair.post(address, {"published": "no"})
        page = adair.post(address, {"published": "at", "at": "2001-01-05T08:00"}, follow=True)
        assert "This moment has passed." in page.content.decode()
        assert Unit.objects.get().published_at is None


class TestHistory:
    def test_any_two_states_are_compared_line_by_line(self, studio):
        adair = studio()
        adair.post("file-publish", text=NEW)
        page = adair.get("compare", **{"from": "1", "to": "2"}).content.decode()
        assert "<ins>Ein ganz *neuer* Absatz. {#p99}</ins>" in page
        assert "lines are the same" in page

    def test_a_state_that_is_not_there_is_404(self, studio):
        assert studio().get("compare", **{"from": "7", "to": "1"}).status_code == 404

    def test_rolling_back_asks_once_and_makes_a_new_version(self, studio, course):
        adair = studio()
        adair.post("file-publish", text=NEW)
        ask = adair.get("roll-back", 1)
        assert live(course).number == 2
        adair.post("roll-back", 1, base=ask.context["live"].digest)
        assert (live(course).number, live(course).text, live(course).note) == (3, tiny.SECTION, "Back to version 1")

    def test_rolling_back_over_a_version_that_was_not_seen_is_refused(self, studio, course):
        adair = studio()
        adair.post("file-publish", text=NEW)
        assert adair.post("roll-back", 1, base="of-another").status_code == 409
        assert live(course).number == 2

    def test_discarding_asks_once(self, studio, course):
        adair = studio()
        adair.type(NEW)
        draft = adair.get("file-discard").context["draft"]
        assert adair.post("file-discard", revision=draft.revision).status_code == 302
        assert not FileDraft.objects.exists()
        assert live(course).number == 1


class TestTree:
    def test_it_marks_drafts_and_counts_parts_of_the_open_unit(self, studio):
        adair = studio()
        adair.type(NEW)
        page = studio(path="1-zelle/terms.toml").get().content.decode()
        assert 'aria-label="Unpublished changes"' in page
        assert 'Glossary<span class="num push">2</span>' in page

    def test_a_new_section_stands_there_as_a_draft_and_readers_do_not_see_it(self, studio, course, cast, page_of):
        path = "1-zelle/2-neu.md"
        text = tiny.SECTION.replace("Vom Korken zur Zelle", "Ganz neu")
        drafting.save_draft(course, path=path, text=text, revision="", by=cast.adair)
        page = studio(path=path).get().content.decode()
        assert '<span class="num">1.2</span>Ganz neu<span class="tag push">Draft</span>' in page
        unit = course.units.get()
        assert "Ganz neu" not in page_of(cast.ann, "lessons:unit", course.slug, unit.slug)


@pytest.mark.parametrize("person", ["ann", "hale", "odin"])
def test_the_studio_is_for_the_schools_own_admins(course, cast, client_of, person):
    address = reverse("studio:file", args=[course.slug, PATH])
    assert client_of(getattr(cast, person)).get(address).status_code in {403, 404}
