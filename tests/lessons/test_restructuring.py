"""Order, what is added, copied, removed and brought back: files move, rows stay, readers lose nothing."""

import pytest
from django.urls import reverse

from classrooms.errors import Conflict
from classrooms.models import AuditEntry
from essays.models import Essay
from lessons import adding, drafting, illustrating, restructuring
from lessons.errors import ChangedInSchool, PackProblems
from lessons.models import (
    Clipping,
    Course,
    CourseFile,
    FileDraft,
    FileVersion,
    Image,
    Passage,
    Person,
    ReadingPlace,
    Section,
    Unit,
)
from lessons.pack.check import check
from lessons.pack.dump import dump, pack_of
from lessons.pack.load import load
from lessons.pack.read import read_files
from tests import make
from tests.lessons import tiny
from tests.lessons.pictures import image

SECOND = '---\ntitle: "Der Kern"\nsummary: "Was er tut."\n---\nDer Kern ist wichtig. {#p1}\n'
ORGAN = '---\ntitle: "Organe"\n---\nZellen bilden Organe, sagt [[person:schwann]].\n'
ALSO = '[[also]]\nid = "schwann"\nrole = "Lehrer"\n'


def files(**changed):
    more = {
        "1-zelle/2-der-kern.md": SECOND,
        "2-organ/unit.md": ORGAN,
        "2-organ/people.toml": ALSO,
        "3-tier/unit.md": '---\ntitle: "Tiere"\n---\nTiere.\n',
    }
    return tiny.files(**changed) | {path: text.encode() for path, text in more.items()}


@pytest.fixture
def course(cast):
    """The tiny course with two units more, loaded."""
    course = load(read_files(files(), "biologie"), school=cast.school).course
    course.refresh_from_db()
    return course


def slugs(course):
    return list(course.units.filter(retired_at=None).order_by("number").values_list("number", "slug"))


def paths(course):
    return sorted(dump(course))


def reorder(course, *order, by):
    course.refresh_from_db()
    return restructuring.reorder_units(course, order=order, by=by, loaded_at=course.loaded_at)


def verbs():
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


class TestUnits:
    def test_a_new_order_gives_files_new_numbers_and_keeps_every_row(self, course, cast):
        before = {model: set(model.objects.values_list("pk", flat=True)) for model in (Unit, Section, Passage, Person)}
        moves = reorder(course, "organ", "zelle", "tier", by=cast.adair)
        assert slugs(course) == [(1, "organ"), (2, "zelle"), (3, "tier")]
        assert moves["1-zelle/unit.md"] == "2-zelle/unit.md"
        assert "3-tier/unit.md" not in moves
        assert {path.partition("/")[0] for path in paths(course) if "/" in path} == {"1-organ", "2-zelle", "3-tier"}
        after = {model: set(model.objects.values_list("pk", flat=True)) for model in (Unit, Section, Passage, Person)}
        assert after == before
        assert verbs() == ["reordered units"]

    def test_what_names_units_by_number_follows(self, course, cast):
        assert Person.objects.get(key="schwann").also == {"2": "Lehrer"}
        reorder(course, "organ", "zelle", "tier", by=cast.adair)
        assert Person.objects.get(key="schwann").also == {"1": "Lehrer"}

    def test_each_moved_text_gets_a_version_that_says_where_it_came_from(self, course, cast):
        text = dump(course)["1-zelle/unit.md"]
        reorder(course, "organ", "zelle", "tier", by=cast.adair)
        version = FileVersion.objects.filter(file__path="2-zelle/unit.md").order_by("-number")[0]
        assert (version.number, version.source, version.made_by) == (2, "studio", cast.adair)
        assert version.note == "Moved from 1-zelle/unit.md"
        assert version.text.encode() == text

    def test_a_load_of_the_old_folder_is_refused_and_of_the_new_one_changes_nothing(self, course, cast):
        reorder(course, "organ", "zelle", "tier", by=cast.adair)
        with pytest.raises(ChangedInSchool):
            load(read_files(files(), "biologie"), school=cast.school)
        assert not load(pack_of(course), school=cast.school)

    def test_what_readers_made_survives(self, course, cast):
        passage = Passage.objects.get(section__slug="vom-korken", key="p1")
        clipping = make.clipping(passage, by=cast.ann)
        place = ReadingPlace.objects.create(school=cast.school, user=cast.ann, section=passage.section, passage="p1")
        question = course.questions.get()
        essay = make.essay(writer=cast.ann, question=question, text="Eine Zelle.")
        words = essay.draft.document
        reorder(course, "tier", "organ", "zelle", by=cast.adair)
        clipping.refresh_from_db()
        assert clipping.passage.section.unit.number == 3
        assert passage.text == Passage.objects.get(pk=passage.pk).text
        assert ReadingPlace.objects.get().section.get_absolute_url() == place.section.get_absolute_url()
        essay = Essay.objects.get(pk=essay.pk)
        assert (essay.question, essay.question.number, essay.draft.document) == (question, "3.1", words)

    def test_the_same_order_moves_nothing(self, course, cast):
        before = FileVersion.objects.count()
        assert reorder(course, "zelle", "organ", "tier", by=cast.adair) == {}
        assert FileVersion.objects.count() == before

    def test_gaps_between_numbers_stay(self, course, cast):
        restructuring.remove(course, path="2-organ", by=cast.adair)
        reorder(course, "tier", "zelle", by=cast.adair)
        assert slugs(course) == [(1, "tier"), (3, "zelle")]

    def test_of_two_admins_the_second_is_told(self, course, cast):
        seen = course.loaded_at
        reorder(course, "organ", "zelle", "tier", by=cast.adair)
        with pytest.raises(Conflict):
            restructuring.reorder_units(course, order=["tier", "zelle", "organ"], by=cast.una, loaded_at=seen)
        assert slugs(course) == [(1, "organ"), (2, "zelle"), (3, "tier")]

    @pytest.mark.parametrize(
        "order", [["zelle", "organ"], ["zelle", "organ", "organ"], ["zelle", "organ", "tier", "x"]]
    )
    def test_an_order_of_other_units_is_refused(self, course, cast, order):
        with pytest.raises(Conflict):
            reorder(course, *order, by=cast.adair)

    def test_drafts_move_with_their_files_and_stay_publishable(self, course, cast):
        path = "1-zelle/1-vom-korken.md"
        text = tiny.SECTION.replace("1665", "im Jahr 1665")
        drafting.save_draft(course, path=path, text=text, revision="version-1", by=cast.adair)
        reorder(course, "organ", "zelle", "tier", by=cast.adair)
        draft = FileDraft.objects.get()
        assert draft.file.path == "2-zelle/1-vom-korken.md"
        drafting.publish(draft, revision=draft.revision, by=cast.adair)
        assert Passage.objects.get(section__slug="vom-korken", key="p1").text.startswith("Robert Hooke sah im Jahr")

    def test_a_file_that_has_gone_gives_way(self, course, cast):
        renamed = {path.replace("1-zelle/", "4-zelle/"): data for path, data in files().items()}
        load(read_files(renamed, "biologie"), school=cast.school)
        assert CourseFile.objects.get(path="1-zelle/unit.md").gone_at
        reorder(course, "zelle", "organ", "tier", by=cast.adair)
        assert slugs(course) == [(2, "zelle"), (3, "organ"), (4, "tier")]
        reorder(course, "tier", "organ", "zelle", by=cast.adair)
        assert slugs(course) == [(2, "tier"), (3, "organ"), (4, "zelle")]
        assert check(pack_of(course)) == []

    def test_images_move_without_a_copy_of_their_bytes(self, course, cast):
        zelle = course.units.get(slug="zelle")
        given = {"data": image(), "name": "Korken", "description": "Ein Korken.", "source": "Selbst gezeichnet."}
        illustrating.add_image(zelle, by=cast.adair, **given)
        before = dump(course)["1-zelle/korken.webp"]
        reorder(course, "organ", "zelle", "tier", by=cast.adair)
        assert dump(course)["2-zelle/korken.webp"] == before
        assert FileVersion.objects.filter(file__path="2-zelle/korken.webp").count() == 1
        assert Image.objects.get().version.file.path == "2-zelle/korken.webp"


class TestSections:
    def test_sections_change_places_within_their_unit(self, course, cast):
        unit = course.units.get(slug="zelle")
        order = ["2-der-kern.md", "1-vom-korken.md"]
        restructuring.reorder_sections(unit, order=order, by=cast.adair, loaded_at=course.loaded_at)
        assert list(unit.sections.values_list("number", "slug")) == [(1, "der-kern"), (2, "vom-korken")]
        assert "1-zelle/1-der-kern.md" in paths(course)
        assert course.questions.get().sections == ["vom-korken"]

    def test_a_section_that_is_only_a_draft_moves_too(self, course, cast):
        unit = course.units.get(slug="zelle")
        path = adding.add_section(unit, title="Ganz neu", by=cast.adair)
        assert path == "1-zelle/3-ganz-neu.md"
        order = ["3-ganz-neu.md", "1-vom-korken.md", "2-der-kern.md"]
        restructuring.reorder_sections(unit, order=order, by=cast.adair, loaded_at=course.loaded_at)
        assert FileDraft.objects.get().file.path == "1-zelle/1-ganz-neu.md"
        assert list(unit.sections.values_list("number", "slug")) == [(2, "vom-korken"), (3, "der-kern")]


class TestAdding:
    def test_a_new_unit_stands_last_and_is_not_published(self, course, cast):
        unit = adding.add_unit(course, title='Über "Pilze"', by=cast.adair)
        assert (unit.number, unit.slug, unit.title, unit.is_published) == (4, "uber-pilze", "Über „Pilze“", False)
        assert check(pack_of(course)) == []
        assert "added a unit" in verbs()

    def test_a_title_of_another_script_still_makes_an_address(self, course, cast):
        assert adding.add_unit(course, title="Клетка", by=cast.adair).slug == "unit"
        assert adding.add_unit(course, title="Клетка", by=cast.adair).slug == "unit-2"

    def test_a_new_section_is_a_draft_that_could_go_out(self, course, cast):
        path = adding.add_section(course.units.get(slug="organ"), title="Das Herz", by=cast.adair)
        draft = FileDraft.objects.get(file__path=path)
        assert (path, draft.base) == ("2-organ/1-das-herz.md", None)
        assert path not in dump(course)
        drafting.publish(draft, revision=draft.revision, by=cast.adair)
        assert Section.objects.get(slug="das-herz").title == "Das Herz"

    @pytest.mark.parametrize("name", ["timeline.toml", "checks.toml", "pictures.toml", "sources.toml", "further.toml"])
    def test_a_missing_file_comes_with_an_example_that_checks_clean(self, course, cast, name):
        path = adding.add_part(course, path=f"2-organ/{name}", by=cast.adair)
        draft = FileDraft.objects.get(file__path=path)
        assert "# [[" in draft.text
        drafting.publish(draft, revision=draft.revision, by=cast.adair)
        assert check(pack_of(course)) == []

    @pytest.mark.parametrize(
        "path", ["1-zelle/terms.toml", "9-x/terms.toml", "2-organ/x.toml", "course.toml", "x.toml", "2-organ/unit.md"]
    )
    def test_a_file_without_a_place_or_that_is_there_is_refused(self, course, cast, path):
        with pytest.raises(Conflict):
            adding.add_part(course, path=path, by=cast.adair)

    def test_a_section_is_copied_as_a_draft(self, course, cast):
        path = adding.duplicate_section(course, path="1-zelle/1-vom-korken.md", by=cast.adair)
        assert path == "1-zelle/3-vom-korken-copy.md"
        assert FileDraft.objects.get(file__path=path).text == tiny.SECTION

    def test_a_unit_is_copied_without_its_parts_and_its_links_hold(self, course, cast):
        copy = adding.duplicate_unit(course.units.get(slug="zelle"), by=cast.adair)
        assert (copy.number, copy.slug, copy.is_published) == (4, "zelle-copy", False)
        assert [section.slug for section in copy.sections.all()] == ["vom-korken", "der-kern"]
        assert not copy.figures.exists()
        assert check(pack_of(course)) == []

    def test_a_course_is_copied_with_nothing_published(self, course, cast):
        copy = adding.duplicate_course(course, slug="biologie-zwei", by=cast.adair)
        assert dump(copy) == dump(course)
        assert not any(unit.is_published for unit in copy.units.all())
        with pytest.raises(Conflict):
            adding.duplicate_course(course, slug="biologie-zwei", by=cast.adair)
        assert Course.objects.count() == 2

    def test_a_course_from_nothing_checks_clean(self, cast):
        made = adding.new_course(school=cast.school, title='Chemie "kurz"', language="de", slug="chemie", by=cast.adair)
        assert (made.title, made.language) == ("Chemie „kurz“", "de")
        assert check(pack_of(made)) == []
        assert not made.units.get().is_published


class TestRemoving:
    def test_a_removed_section_leaves_and_comes_back_with_its_passages(self, course, cast):
        passage = Passage.objects.get(section__slug="der-kern")
        make.clipping(passage, by=cast.ann)
        restructuring.remove(course, path="1-zelle/2-der-kern.md", by=cast.adair)
        assert Section.objects.get(slug="der-kern").retired_at
        assert Clipping.objects.get().quote == "Der"
        assert "1-zelle/2-der-kern.md" not in dump(course)
        path = restructuring.bring_back(course, path="1-zelle/2-der-kern.md", by=cast.adair)
        assert dump(course)[path].decode() == SECOND
        assert Passage.objects.get(pk=passage.pk).retired_at is None

    def test_what_is_still_needed_is_not_removed(self, course, cast):
        with pytest.raises(PackProblems) as raised:
            restructuring.remove(course, path="1-zelle/people.toml", by=cast.adair)
        assert "2-organ/people.toml:1: No person “schwann”." in [str(problem) for problem in raised.value.problems]
        assert "1-zelle/people.toml" in dump(course)

    def test_what_a_course_needs_is_not_removed(self, course, cast):
        with pytest.raises(PackProblems):
            restructuring.remove(course, path="course.toml", by=cast.adair)
        restructuring.remove(course, path="2-organ", by=cast.adair)
        restructuring.remove(course, path="3-tier", by=cast.adair)
        with pytest.raises(PackProblems, match="problem"):
            restructuring.remove(course, path="1-zelle", by=cast.adair)

    def test_a_number_that_is_taken_by_now_becomes_the_next_one(self, course, cast):
        restructuring.remove(course, path="1-zelle/2-der-kern.md", by=cast.adair)
        draft = FileDraft.objects.get(
            file__path=adding.add_section(course.units.get(slug="zelle"), title="Neu", by=cast.adair)
        )
        assert draft.file.path == "1-zelle/2-neu.md"
        path = restructuring.bring_back(course, path="1-zelle/2-der-kern.md", by=cast.adair)
        assert path == "1-zelle/3-der-kern.md"

    def test_a_removed_unit_comes_back_whole_and_unpublished(self, course, cast):
        before = {path: data for path, data in dump(course).items() if path.startswith("2-organ/")}
        restructuring.remove(course, path="2-organ", by=cast.adair)
        assert slugs(course) == [(1, "zelle"), (3, "tier")]
        assert Person.objects.get(key="schwann").also == {}
        assert restructuring.bring_back(course, path="2-organ", by=cast.adair) == "2-organ"
        assert {path: data for path, data in dump(course).items() if path.startswith("2-organ/")} == before
        assert not course.units.get(slug="organ").is_published
        assert verbs() == ["removed a unit", "brought back a unit"]

    def test_a_section_moves_with_its_unit_while_it_is_out(self, course, cast):
        restructuring.remove(course, path="1-zelle/2-der-kern.md", by=cast.adair)
        reorder(course, "organ", "zelle", "tier", by=cast.adair)
        path = restructuring.bring_back(course, path="2-zelle/2-der-kern.md", by=cast.adair)
        assert dump(course)[path].decode() == SECOND

    def test_a_draft_that_readers_never_had_comes_back_as_a_draft(self, course, cast):
        path = adding.add_section(course.units.get(slug="organ"), title="Das Herz", by=cast.adair)
        text = FileDraft.objects.get().text
        restructuring.remove(course, path=path, by=cast.adair)
        assert not FileDraft.objects.exists()
        restructuring.bring_back(course, path=path, by=cast.adair)
        assert FileDraft.objects.get().text == text
        assert path not in dump(course)
        assert not FileVersion.objects.filter(file__path=path).exists()

    def test_a_draft_of_what_is_removed_stays_in_the_history(self, course, cast):
        path = "1-zelle/2-der-kern.md"
        drafting.save_draft(course, path=path, text=SECOND + "\nMehr.\n", revision="version-1", by=cast.adair)
        restructuring.remove(course, path=path, by=cast.adair)
        restructuring.bring_back(course, path=path, by=cast.adair)
        assert dump(course)[path].decode() == SECOND
        assert FileVersion.objects.filter(file__path=path, text=SECOND + "\nMehr.\n").count() == 1

    def test_a_load_does_not_undo_a_removal_silently(self, course, cast):
        restructuring.remove(course, path="1-zelle/2-der-kern.md", by=cast.adair)
        with pytest.raises(ChangedInSchool) as raised:
            load(read_files(files(), "biologie"), school=cast.school)
        assert raised.value.paths == ["1-zelle/2-der-kern.md"]
        load(read_files(files(), "biologie"), school=cast.school, replace=True)
        assert "1-zelle/2-der-kern.md" in dump(course)

    def test_what_does_not_fit_any_more_comes_back_as_a_draft(self, course, cast):
        restructuring.remove(course, path="2-organ", by=cast.adair)
        restructuring.remove(course, path="1-zelle/2-der-kern.md", by=cast.adair)
        version = FileVersion.objects.filter(file__path="1-zelle/2-der-kern.md").order_by("-number")[0]
        FileVersion.objects.filter(pk=version.pk).update(text=SECOND.replace("wichtig", "[[weg]]"))
        path = restructuring.bring_back(course, path="1-zelle/2-der-kern.md", by=cast.adair)
        assert "[[weg]]" in FileDraft.objects.get(file__path=path).text
        assert path not in dump(course)

    def test_what_is_back_is_not_brought_back_again(self, course, cast):
        with pytest.raises(Conflict):
            restructuring.bring_back(course, path="1-zelle/2-der-kern.md", by=cast.adair)


class TestPages:
    @pytest.fixture
    def admin(self, cast, client_of):
        return client_of(cast.adair)

    def test_the_course_page_offers_what_can_be_done(self, course, cast, page_of):
        page = page_of(cast.adair, "studio:course", "biologie")
        assert 'data-key="zelle"' in page
        assert 'data-key="1-vom-korken.md"' in page
        assert 'value="organ zelle tier"' in page  # a step down, without script
        assert reverse("studio:add-part", args=["biologie", "2-organ/terms.toml"]) in page
        assert reverse("studio:remove", args=["biologie", "2-organ"]) in page

    def test_a_step_without_script_moves_a_unit(self, course, admin):
        course.refresh_from_db()
        given = {"order": "organ zelle tier", "loaded_at": course.loaded_at.isoformat()}
        answer = admin.post(reverse("studio:reorder-units", args=["biologie"]) + "?moved=row-organ", given)
        assert answer.url == "/studio/biologie/#row-organ"
        assert slugs(course)[0] == (1, "organ")

    def test_who_reorders_in_the_editor_comes_back_to_the_file_where_it_stands_now(self, course, admin):
        given = {"order": "organ zelle tier", "loaded_at": course.loaded_at.isoformat(), "file": "1-zelle/terms.toml"}
        answer = admin.post(reverse("studio:reorder-units", args=["biologie"]), given)
        assert answer.url == reverse("studio:file", args=["biologie", "2-zelle/terms.toml"])

    def test_an_order_on_an_old_page_is_a_conflict(self, course, admin):
        given = {"order": "organ zelle tier", "loaded_at": "2020-01-01T00:00:00+00:00"}
        assert admin.post(reverse("studio:reorder-units", args=["biologie"]), given).status_code == 409

    def test_removing_says_what_points_there_and_then_lists_it_to_come_back(self, course, cast, admin):
        make.clipping(Passage.objects.get(section__slug="der-kern"), by=cast.ann)
        address = reverse("studio:remove", args=["biologie", "1-zelle/2-der-kern.md"])
        assert "1 clipping points here." in admin.get(address).content.decode()
        assert admin.post(address).status_code == 302
        page = admin.get(reverse("studio:course", args=["biologie"])).content.decode()
        back = reverse("studio:bring-back", args=["biologie", "1-zelle/2-der-kern.md"])
        assert back in page
        assert admin.post(back).status_code == 302
        assert back not in admin.get(reverse("studio:course", args=["biologie"])).content.decode()

    def test_what_is_needed_is_told_where_and_stays(self, course, admin):
        answer = admin.post(reverse("studio:remove", args=["biologie", "1-zelle/people.toml"]))
        assert answer.status_code == 422
        assert "2-organ/people.toml:1:" in answer.content.decode()

    def test_a_removed_unit_is_one_line_of_the_list(self, course, admin):
        admin.post(reverse("studio:remove", args=["biologie", "2-organ"]))
        removed = admin.get(reverse("studio:course", args=["biologie"])).context["removed"]
        assert [(one.path, one.label, one.files) for one in removed] == [("2-organ", "Organe", 2)]

    def test_a_course_page_costs_the_same_for_many_sections(self, course, cast, admin, django_assert_max_num_queries):
        for number in range(12):
            adding.add_section(course.units.get(slug="organ"), title=f"Teil {number}", by=cast.adair)
        with django_assert_max_num_queries(30):
            admin.get(reverse("studio:course", args=["biologie"]))

    def test_a_new_course_is_made_from_two_words(self, cast, admin):
        answer = admin.post(reverse("studio:new-course"), {"title": "Chemie", "language": "de", "slug": ""})
        assert answer.url == reverse("studio:course", args=["chemie"])
        again = admin.post(reverse("studio:new-course"), {"title": "Chemie", "language": "de", "slug": ""})
        assert again.status_code == 422


class TestEditors:
    """A teacher whom an admin lets edit courses."""

    @pytest.fixture
    def teacher(self, cast, client_of):
        cast.hale.edits_courses = True
        cast.hale.save(update_fields=["edits_courses"])
        return client_of(cast.hale)

    def test_an_admin_gives_the_right_and_it_is_recorded(self, cast, client_of):
        given = {"last_name": "Hale", "is_active": "on", "edits_courses": "on"}
        assert client_of(cast.adair).post(reverse("classrooms:person", args=[cast.hale.pk]), given).status_code == 302
        cast.hale.refresh_from_db()
        assert cast.hale.edits_courses
        assert "edits_courses" in AuditEntry.objects.get(verb="changed a person").details["fields"]

    def test_the_studio_is_open_and_in_the_navigation(self, course, teacher):
        page = teacher.get(reverse("studio:course", args=["biologie"]))
        assert page.status_code == 200
        assert f'href="{reverse("studio:home")}"' in page.content.decode()
        assert teacher.get(reverse("studio:file", args=["biologie", "1-zelle/terms.toml"])).status_code == 200

    def test_unpublished_units_are_seen(self, course, teacher, cast, client_of):
        unit = adding.add_unit(course, title="Neu", by=cast.adair)
        assert teacher.get(unit.get_absolute_url()).status_code == 200
        assert client_of(cast.cole).get(unit.get_absolute_url()).status_code == 404

    def test_only_an_admin_removes_a_unit(self, course, teacher):
        address = reverse("studio:remove", args=["biologie", "2-organ"])
        assert f'"{address}"' not in teacher.get(reverse("studio:course", args=["biologie"])).content.decode()
        assert teacher.get(address).status_code == 403
        assert teacher.post(address).status_code == 403
        assert teacher.post(reverse("studio:remove", args=["biologie", "3-tier/unit.md"])).status_code == 403
        assert teacher.post(reverse("studio:remove", args=["biologie", "1-zelle/2-der-kern.md"])).status_code == 302

    def test_people_and_other_schools_stay_closed(self, course, teacher, cast):
        assert teacher.get(reverse("classrooms:people")).status_code == 403
        elsewhere = load(read_files(files(), "anders"), school=cast.other).course
        assert teacher.get(reverse("studio:course", args=[elsewhere.slug])).status_code == 404
