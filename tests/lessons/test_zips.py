"""A course goes out as a zip and comes in again: byte for byte, and never before somebody has seen what changes."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from classrooms.models import AuditEntry
from lessons import drafting, illustrating, importing, publishing, queries_import, zips
from lessons.models import Course, CourseUpload, FileDraft, Term
from lessons.pack.dump import dump
from lessons.pack.load import load
from lessons.pack.read import read_files
from tests.lessons import bad_zips, tiny
from tests.lessons.pictures import image

TERMS = "1-zelle/terms.toml"


@pytest.fixture
def course(cast):
    course = load(read_files(tiny.files(), "biologie"), school=cast.school).course
    course.refresh_from_db()
    return course


@pytest.fixture
def admin(cast, client_of):
    return client_of(cast.adair)


def export(client):
    answer = client.get(reverse("studio:export", args=["biologie"]))
    assert answer["Content-Type"] == "application/zip"
    return answer.content


def zipped(**changed):
    return zips.write(tiny.files(**changed), "biologie")


def upload(client, data, course="biologie", **more):
    name = "studio:import" if course else "studio:import-new"
    file = SimpleUploadedFile("kurs.zip", data, "application/zip")
    return client.post(reverse(name, args=[course] if course else []), {"zip": file, **more})


def apply(client, **given):
    kept = CourseUpload.objects.get()
    at = {"loaded_at": kept.course.loaded_at.isoformat()} if kept.course else {}
    return client.post(reverse("studio:upload", args=[kept.pk]), at | given)


class TestFormat:
    def test_the_same_course_is_the_same_bytes(self):
        shuffled = dict(reversed(tiny.files().items()))
        assert zips.write(tiny.files(), "biologie") == zips.write(shuffled, "biologie")

    def test_what_was_written_is_read_back_out_of_its_folder(self):
        assert zips.read(zipped()) == (tiny.files(), "biologie", [])

    @pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
    def test_zips_of_other_programs_are_read(self, how):
        others = [("biologie/", b""), ("__MACOSX/._x", b"x"), ("biologie/.DS_Store", b"x")]
        files = [(f"biologie/{path}", data) for path, data in tiny.files().items()]
        assert zips.read(bad_zips.packed([*others, *files], how))[0] == tiny.files()

    def test_a_zip_without_a_folder_is_read_too(self):
        assert zips.read(bad_zips.packed(tiny.files().items())) == (tiny.files(), "", [])

    def test_a_units_folder_is_not_taken_for_the_courses(self):
        files, folder, _problems = zips.read(bad_zips.packed([("1-zelle/unit.md", tiny.UNIT.encode())]))
        assert (list(files), folder) == (["1-zelle/unit.md"], "")


class TestExport:
    def test_an_export_comes_in_again_and_changes_nothing(self, course, admin, cast):
        data = export(admin)
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            assert {name.partition("/")[2]: opened.read(name) for name in opened.namelist()} == dump(course)
        upload(admin, data)
        preview = queries_import.preview(CourseUpload.objects.get())
        assert (preview.problems, preview.changes, preview.same) == ([], [], len(dump(course)))
        assert not load(read_files(zips.read(data)[0], "biologie"), school=cast.school)

    def test_images_come_out_and_in_byte_for_byte(self, course, admin, cast):
        given = {"data": image(), "name": "Korken", "description": "Ein Korken.", "source": "Selbst gezeichnet."}
        illustrating.add_image(course.units.get(), by=cast.adair, **given)
        first = export(admin)
        assert upload(admin, first).status_code == 302
        assert not queries_import.preview(CourseUpload.objects.get()).changes
        assert upload(admin, first, course=None, slug="kopie").status_code == 302
        apply(admin)
        assert dump(Course.objects.get(slug="kopie")) == dump(course)
        assert export(admin) == first


class TestImport:
    def test_nothing_changes_before_it_was_seen(self, course, admin):
        answer = upload(admin, zipped(terms=tiny.TERMS.replace("Kleinste", "Die kleinste")))
        page = admin.get(answer.url).content.decode()
        assert f"0 new, 1 changed, 0 gone, {len(tiny.files()) - 1} the same." in page
        assert "<ins>" in page
        assert Term.objects.get(key="zelle").meaning.startswith("Kleinste")
        assert apply(admin).status_code == 302
        assert Term.objects.get(key="zelle").meaning.startswith("Die kleinste")
        assert not CourseUpload.objects.exists()
        entry = AuditEntry.objects.get(verb="imported a course")
        assert entry.details == {"new": 0, "changed": 1, "gone": 0, "replaced": False}

    def test_new_changed_and_gone_files_are_told_with_their_words(self, course, admin):
        more = {"2-organ/unit.md": b'---\ntitle: "Organe"\n---\nDrei neue Worte.\n'}
        files = tiny.files(further=None, terms=tiny.TERMS.replace("Kleinste", "Die kleinste")) | more
        upload(admin, zips.write(files, "biologie"))
        changes = {each.path: each for each in queries_import.preview(CourseUpload.objects.get()).changes}
        assert [(path, each.kind) for path, each in changes.items()] == [
            ("1-zelle/further.toml", "gone"),
            (TERMS, "changed"),
            ("2-organ/unit.md", "new"),
        ]
        assert changes["1-zelle/further.toml"].went > 0
        assert (changes[TERMS].came, changes[TERMS].went) == (2, 1)
        assert changes["2-organ/unit.md"].came > 3

    def test_new_units_wait_to_be_published(self, course, admin):
        more = {"2-organ/unit.md": b'---\ntitle: "Organe"\n---\nOrgane.\n'}
        upload(admin, zips.write(tiny.files() | more, "biologie"))
        apply(admin)
        assert not course.units.get(slug="organ").is_published
        assert course.units.get(slug="zelle").is_published

    def test_problems_are_told_by_file_and_line_and_nothing_can_be_applied(self, course, admin):
        answer = upload(admin, zipped(terms=tiny.TERMS.replace('id = "zellkern"', 'id = "kern"'), people="[[person"))
        page = admin.get(answer.url).content.decode()
        assert "1-zelle/people.toml:1:" in page
        assert "1-zelle/1-vom-korken.md:10:" in page
        assert "Make" not in page.partition("<main")[2]
        before = dump(course)
        assert apply(admin).status_code == 422
        assert dump(course) == before

    def test_what_the_school_has_changed_needs_a_tick(self, course, admin, cast):
        text = tiny.TERMS.replace("Kleinste", "Hier geändert: kleinste")
        publishing.save_file(course, path=TERMS, text=text, by=cast.adair, base=digest(course))
        answer = upload(admin, zipped())
        assert "Replace what was changed here" in admin.get(answer.url).content.decode()
        assert apply(admin).status_code == 422
        assert Term.objects.get(key="zelle").meaning.startswith("Hier")
        assert apply(admin, replace="on").status_code == 302
        assert Term.objects.get(key="zelle").meaning.startswith("Kleinste")

    def test_only_an_admin_replaces_what_the_school_has_changed(self, course, cast, client_of):
        cast.hale.edits_courses = True
        cast.hale.save(update_fields=["edits_courses"])
        teacher = client_of(cast.hale)
        text = tiny.TERMS.replace("Kleinste", "Hier geändert: kleinste")
        publishing.save_file(course, path=TERMS, text=text, by=cast.adair, base=digest(course))
        answer = upload(teacher, zipped())
        assert 'name="replace"' not in teacher.get(answer.url).content.decode()
        assert apply(teacher, replace="on").status_code == 403
        assert Term.objects.get(key="zelle").meaning.startswith("Hier")

    def test_a_course_that_changed_since_the_look_is_a_conflict(self, course, admin, cast):
        answer = upload(admin, zipped(further=None))
        seen = course.loaded_at.isoformat()
        text = tiny.TERMS.replace("Kleinste", "Die kleinste")
        publishing.save_file(course, path=TERMS, text=text, by=cast.adair, base=digest(course))
        assert admin.post(answer.url, {"loaded_at": seen}).status_code == 409
        assert "1-zelle/further.toml" in dump(course)

    def test_drafts_that_lose_their_base_are_named_and_stay(self, course, admin, cast):
        drafting.save_draft(course, path=TERMS, text=tiny.TERMS + "# x\n", revision="version-1", by=cast.adair)
        answer = upload(admin, zipped(terms=tiny.TERMS.replace("Kleinste", "Die kleinste")))
        assert f"{TERMS}, Adair Test" in admin.get(answer.url).content.decode()
        apply(admin)
        assert FileDraft.objects.get().text.endswith("# x\n")

    def test_a_new_course_comes_in_unpublished_under_its_short_name(self, cast, admin):
        answer = upload(admin, zipped(), course=None, slug="zellen")
        assert "Biologie: die Zelle" in admin.get(answer.url).content.decode()
        assert apply(admin).url == reverse("studio:course", args=["zellen"])
        made = Course.objects.get(slug="zellen")
        assert dump(made) == tiny.files()
        assert not made.units.get().is_published

    @pytest.mark.parametrize("slug", ["biologie", "Groß", "a b", "courses", ""])
    def test_a_name_that_is_taken_or_no_address_is_refused(self, course, admin, slug):
        assert upload(admin, zipped(), course=None, slug=slug).status_code == 422
        assert not CourseUpload.objects.exists()

    def test_what_is_not_applied_goes_after_a_day_and_is_ones_own(self, course, cast, client_of, admin):
        answer = upload(admin, zipped())
        assert client_of(cast.odin).get(answer.url).status_code == 404
        CourseUpload.objects.update(made_at="2020-01-01T00:00:00Z")
        importing.keep_upload(course=course, slug="", name="x.zip", data=zipped(), by=cast.una)
        assert CourseUpload.objects.get().made_by == cast.una

    def test_a_zip_that_is_too_large_is_refused_by_its_form(self, course, admin):
        answer = upload(admin, b"PK\x03\x04" + b"x" * zips.LARGEST_ZIP)
        assert answer.status_code == 422
        assert "at most 20 MB" in answer.content.decode()

    def test_a_file_that_never_ends_is_not_kept_on_the_disk(self, course, admin):
        answer = upload(admin, b"x" * 21_500_000)
        assert answer.status_code == 422
        assert "at most 20 MB" in answer.content.decode()


def digest(course):
    return course.files.get(path=TERMS).versions.latest("number").digest
