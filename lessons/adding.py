"""Adding to a course, and new courses: what is new is a draft, or a unit that is not published."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from classrooms import audit
from classrooms.errors import Conflict
from classrooms.models import School, User
from lessons import drafting, publishing
from lessons.models import Course, CourseFile, FileVersion, Section, Unit
from lessons.pack import examples
from lessons.pack.check import PRINT
from lessons.pack.dump import dump, newest, pack_from
from lessons.pack.load import keep_version, load
from lessons.pack.parts import SECTION, UNIT
from lessons.pack.prose import slugify
from lessons.pack.read import UNIT_FILES, read_files
from lessons.restructuring import checked, folder_of, locked, section_names, settle, there

LONGEST_SLUG = 60


@transaction.atomic
def add_unit(course: Course, *, title: str, by: User) -> Unit:
    """Add a unit at the end, with an overview to write and not published."""
    course = locked(course)
    folder = _next_folder(course, slugify(title) or "unit")
    text = examples.unit_text(title, _("Say here what this unit is about."))
    publishing.keep(course, path=f"{folder}/unit.md", text=text, by=by, base="", note=_("New unit"))
    unit = course.units.get(slug=folder.partition("-")[2])
    audit.record(verb="added a unit", by=by, school=course.school, thing=unit)
    return unit


@transaction.atomic
def add_section(unit: Unit, *, title: str, by: User) -> str:
    """Add a section at the end of a unit, as a draft; returns its path."""
    course = locked(unit.course)
    path = _next_section(course, unit, slugify(title) or "section")
    text = examples.section_text(title, _("What this section is about."), _("Here it begins."))
    return _begin(course, path, text, by, "added a section")


@transaction.atomic
def add_part(course: Course, *, path: str, by: User) -> str:
    """Add a file that a unit or the course lacks, as a draft with an example in comments; returns its path.

    Raises Conflict when the course has no such place or has the file already.
    """
    course = locked(course)
    folder, _slash, name = path.rpartition("/")
    paths = {file.path for file in there(course)}
    known = name in UNIT_FILES and f"{folder}/unit.md" in paths if folder else name in examples.ROOT
    if not known or path in paths:
        raise Conflict(_("This file is there already, or has no place here."))
    return _begin(course, path, examples.commented(name), by, "added a course file")


@transaction.atomic
def duplicate_section(course: Course, *, path: str, by: User) -> str:
    """Copy a section to the end of its unit as a draft; returns its path. Raises Conflict when it is not there."""
    course = locked(course)
    folder, _slash, name = path.rpartition("/")
    file = next((one for one in there(course) if one.path == path and SECTION.fullmatch(name)), None)
    unit = next((one for one in course.units.filter(retired_at=None) if folder_of(one) == folder), None)
    if file is None or unit is None:
        raise Conflict(_("This section is not in the course any more."))
    newest = drafting.draft_of(file) or drafting.live_of(file)
    slug = name.partition("-")[2].removesuffix(".md")
    target = _next_section(course, unit, f"{slug[: LONGEST_SLUG - 5]}-copy")
    return _begin(course, target, newest.text if newest else "", by, "duplicated a section")


@transaction.atomic
def duplicate_unit(unit: Unit, *, by: User) -> Unit:
    """Copy a unit's overview and sections to the end of the course, not published.

    The other files are not copied: their ids stand once in a course, and links to them hold from everywhere.
    """
    course = locked(unit.course)
    folder = _next_folder(course, f"{unit.slug[: LONGEST_SLUG - 5]}-copy")
    texts = {}
    for path, version in newest(course).items():
        inside, _slash, name = path.rpartition("/")
        if inside == folder_of(unit) and (name == "unit.md" or SECTION.fullmatch(name)):
            texts[f"{folder}/{name}"] = version.text
    _keep_all(course, texts, by, _("Copied from %(unit)s") % {"unit": folder_of(unit)})
    copy = course.units.get(slug=folder.partition("-")[2])
    audit.record(verb="duplicated a unit", by=by, school=course.school, thing=copy)
    return copy


def duplicate_course(course: Course, *, slug: str, by: User) -> Course:
    """Copy a course, as readers have it, under another short name; no unit of it is published. Raises Conflict."""
    return make_course(school=course.school, slug=slug, files=dump(course), by=by, verb="duplicated a course")


def new_course(*, school: School, title: str, language: str, slug: str, by: User) -> Course:
    """Make a course of one unit to begin with, not published. Raises Conflict when the short name is taken."""
    unit = examples.unit_text(_("First unit"), _("Say here what this unit is about."))
    files = {"course.toml": examples.course_text(title, language), "1-first-unit/unit.md": unit}
    return make_course(
        school=school,
        slug=slug,
        files={path: text.encode() for path, text in files.items()},
        by=by,
        verb="made a course",
    )


def make_course(*, school: School, slug: str, files: Mapping[str, bytes], by: User, verb: str) -> Course:
    """Put these files into a school as a new course, not published. Raises Conflict, PackProblems."""
    try:
        with transaction.atomic():
            Course.objects.create(school=school, slug=slug, title=slug)
            course = load(read_files(dict(files), slug), school=school, by=by, publish=False).course
            audit.record(verb=verb, by=by, school=school, thing=course)
            return course
    except IntegrityError:
        raise Conflict(_("Another course has this short name. Choose another."), code="taken") from None


def _keep_all(course: Course, texts: Mapping[str, str], by: User, note: str) -> None:
    pack = checked(pack_from(newest(course), course.slug, texts))
    for path, text in texts.items():
        keep_version(course, path, text, FileVersion.Source.STUDIO, by, note[:200])
    settle(course, pack)


def _begin(course: Course, path: str, text: str, by: User, verb: str) -> str:
    drafting.save_draft(course, path=path, text=text, revision="", by=by)
    file = CourseFile.objects.get(course=course, path=path)
    audit.record(verb=verb, by=by, school=course.school, thing=file)
    return path


def _next_folder(course: Course, slug: str) -> str:
    """A folder with the next number; its slug was never used here, so that no retired row comes back with it."""
    folders = {file.path.partition("/")[0] for file in there(course)}
    numbers = [int(found[1]) for folder in folders if (found := UNIT.fullmatch(folder))]
    paths = course.files.values_list("path", flat=True)
    used = set(course.units.values_list("slug", flat=True)) | {
        path.partition("/")[0].partition("-")[2] for path in paths
    }
    return f"{max(numbers, default=0) + 1}-{_free(slug, used)}"


def _next_section(course: Course, unit: Unit, slug: str) -> str:
    numbers = [int(name.partition("-")[0]) for name in section_names(course, folder_of(unit))]
    paths = course.files.filter(path__startswith=f"{folder_of(unit)}/").values_list("path", flat=True)
    used = {found[2] for path in paths if (found := SECTION.fullmatch(path.rpartition("/")[2]))}
    used |= {PRINT} | set(Section.objects.filter(unit=unit).values_list("slug", flat=True))
    return f"{folder_of(unit)}/{max(numbers, default=0) + 1}-{_free(slug, used)}.md"


def _free(slug: str, used: set[str]) -> str:
    slug = slug[:LONGEST_SLUG].strip("-")
    free, count = slug, 1
    while free in used:
        count += 1
        free = f"{slug}-{count}"
    return free
