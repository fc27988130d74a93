"""Changing what a course is made of: the order of units and sections, what is taken out and what comes back.

The place of a part is its path (2-economy/3-who-paid.md), so a new order gives files new paths. Rows follow by slug.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms import audit
from classrooms.errors import Conflict
from classrooms.models import User
from lessons.errors import PackProblems
from lessons.models import Course, CourseFile, FileDraft, FileVersion, Unit
from lessons.pack.check import check
from lessons.pack.dump import newest, pack_from
from lessons.pack.load import keep_version
from lessons.pack.parts import SECTION, UNIT, Pack
from lessons.pack.read import is_image
from lessons.pack.rows import make_rows

Moves = dict[str, str]


@transaction.atomic
def reorder_units(course: Course, *, order: Sequence[str], by: User, loaded_at: datetime) -> Moves:
    """Put the units, given by their slugs, into this order; their numbers go to whoever stands there now.

    Returns where files went, old path to new. Raises Conflict when the course has changed since `loaded_at` or the
    order names other units.
    """
    course = locked(course, loaded_at)
    numbers = dict(course.units.filter(retired_at=None).order_by("number", "slug").values_list("slug", "number"))
    _require_all(order, numbers)
    places = zip(numbers.values(), order, strict=True)
    folders = {f"{numbers[slug]}-{slug}": f"{number}-{slug}" for number, slug in places}
    moves = {}
    for path in course.files.values_list("path", flat=True):
        folder, slash, name = path.partition("/")
        if slash and folders.get(folder, folder) != folder:
            moves[path] = f"{folders[folder]}/{name}"
    _move(course, moves, by)
    audit.record(verb="reordered units", by=by, school=course.school, thing=course, files=len(moves))
    return moves


@transaction.atomic
def reorder_sections(unit: Unit, *, order: Sequence[str], by: User, loaded_at: datetime) -> Moves:
    """Put a unit's sections, given by the names of their files, into this order; returns and raises as reorder_units.

    A section that is only a draft yet is one of them.
    """
    course = locked(unit.course, loaded_at)
    names = section_names(course, folder_of(unit))
    _require_all(order, names)
    numbers = sorted({int(name.partition("-")[0]) for name in names})
    if len(numbers) < len(names):
        numbers = list(range(1, len(names) + 1))
    slugs = [name.partition("-")[2] for name in order]
    there = {name: f"{number}-{slug}" for name, number, slug in zip(order, numbers, slugs, strict=True)}
    moves = {f"{folder_of(unit)}/{old}": f"{folder_of(unit)}/{new}" for old, new in there.items() if old != new}
    _move(course, moves, by)
    audit.record(verb="reordered sections", by=by, school=course.school, thing=unit, files=len(moves))
    return moves


@transaction.atomic
def remove(course: Course, *, path: str, by: User) -> None:
    """Take a section, another file or a whole unit (by its folder or its unit.md) out of the course, drafts as well.

    Its last text is kept, and bring_back finds it. Raises PackProblems when something still needs it, Conflict when
    it is not there.
    """
    course, path = locked(course), path.removesuffix("/unit.md")
    files = [file for file in there(course) if file.path == path or file.path.startswith(f"{path}/")]
    if not files:
        raise Conflict(_("This is not in the course any more."))
    before = newest(course)
    paths = {file.path for file in files}
    pack = checked(pack_from({one: version for one, version in before.items() if one not in paths}, course.slug))
    now = timezone.now()
    for file in files:
        _keep_last_text(file, before.get(file.path), by)
    course.files.filter(pk__in=[file.pk for file in files]).update(gone_at=now)
    settle(course, pack)
    verb = "removed a unit" if UNIT.fullmatch(path) else "removed a course file"
    audit.record(verb=verb, by=by, school=course.school, thing=course, files=len(files))


@transaction.atomic
def bring_back(course: Course, *, path: str, by: User) -> str:
    """Bring back what was removed: a file, or a unit (by its folder), which is then not published. Returns its path.

    Where its number is taken by now it gets the next one. A file that would break the course, or that readers never
    had, comes back as a draft. Raises Conflict when it is there already or its unit is not, PackProblems for a unit.
    """
    course = locked(course)
    file = course.files.filter(path=f"{path}/unit.md" if UNIT.fullmatch(path) else path).exclude(gone_at=None).first()
    if file is None or FileDraft.objects.filter(file=file).exists():
        raise Conflict(_("This is back already."))
    if UNIT.fullmatch(path):
        return _bring_unit_back(course, path, file, by)
    folder, _slash, name = path.rpartition("/")
    if folder and not course.files.filter(path=f"{folder}/unit.md", gone_at=None).exists():
        raise Conflict(_("Its unit is not in the course. Bring that back first."))
    taken = section_names(course, folder) if SECTION.fullmatch(name) else []
    target = f"{folder}/{free_name(name, taken)}" if folder else name
    _rename(course, {path: target} if target != path else {})
    file.refresh_from_db()
    last = file.versions.order_by("-number")[0]
    pack = pack_from(newest(course), course.slug, {target: last.text})
    if _was_read(file) and not check(pack):
        keep_version(course, target, last.text, FileVersion.Source.STUDIO, by, _("Brought back"))
        settle(course, pack)
    else:
        _draft_again(file, last, by)
    audit.record(verb="brought back a course file", by=by, school=course.school, thing=file)
    return target


def _bring_unit_back(course: Course, folder: str, unit: CourseFile, by: User) -> str:
    taken = [path.partition("/")[0] for path in course.files.filter(gone_at=None).values_list("path", flat=True)]
    target = free_name(folder, [one for one in taken if UNIT.fullmatch(one)])
    of_folder = course.files.filter(path__startswith=f"{folder}/")
    if target != folder:
        _rename(course, {path: path.replace(folder, target, 1) for path in of_folder.values_list("path", flat=True)})
    files = list(course.files.filter(path__startswith=f"{target}/", gone_at=unit.gone_at))
    for file in [file for file in files if not is_image(file.path) and not _was_read(file)]:
        _draft_again(file, file.versions.get(), by)
        files.remove(file)
    course.files.filter(pk__in=[file.pk for file in files]).update(gone_at=None)
    settle(course, checked(pack_from(newest(course), course.slug)))
    row = course.units.get(slug=target.partition("-")[2])
    Unit.objects.filter(pk=row.pk).update(published_at=None)
    audit.record(verb="brought back a unit", by=by, school=course.school, thing=row, files=len(files))
    return target


def locked(course: Course, loaded_at: datetime | None = None) -> Course:
    """The course as it is now, kept from others until the transaction ends. Conflict if it changed since then."""
    now = Course.objects.select_for_update().get(pk=course.pk)
    if loaded_at is not None and now.loaded_at != loaded_at:
        raise Conflict(_("Somebody changed this course a moment ago. Look at it again, then repeat this."), code="base")
    return now


def checked(pack: Pack) -> Pack:
    """The same pack. Raises PackProblems when it has any."""
    problems = check(pack)
    if problems:
        raise PackProblems(problems)
    return pack


def settle(course: Course, pack: Pack) -> None:
    """Make the rows of a course anew once its files are kept."""
    make_rows(course, pack, {path: version.pk for path, version in newest(course).items()})
    Course.objects.filter(pk=course.pk).update(loaded_at=timezone.now())


def there(course: Course) -> list[CourseFile]:
    """The files that stand in the studio: those that readers have, and those that are a draft yet."""
    drafts = FileDraft.objects.filter(file__course=course).values("file")
    return list(course.files.filter(gone_at=None)) + list(course.files.exclude(gone_at=None).filter(pk__in=drafts))


def folder_of(unit: Unit) -> str:
    """The folder that a unit's files stand in."""
    return f"{unit.number}-{unit.slug}"


def section_names(course: Course, folder: str) -> list[str]:
    """The names of the section files in a unit's folder, in their order."""
    names = [file.path.partition("/")[2] for file in there(course) if file.path.startswith(f"{folder}/")]
    return sorted((name for name in names if SECTION.fullmatch(name)), key=lambda name: (int(name.split("-")[0]), name))


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name of a unit's folder or a section's file, with the next number when its own is taken."""
    number, _hyphen, rest = name.partition("-")
    numbers = {int(one.partition("-")[0]) for one in taken}
    return name if int(number) not in numbers else f"{max(numbers) + 1}-{rest}"


def _require_all(order: Sequence[str], known: Iterable[str]) -> None:
    if sorted(order) != sorted(known):
        raise Conflict(_("Somebody added or removed something a moment ago. Look at it again, then repeat this."))


def _move(course: Course, moves: Moves, by: User) -> None:
    """Give files their new paths. A text that readers have gets a version that says so, so that no load undoes it."""
    if not moves:
        return
    before = newest(course)
    pack = checked(pack_from({moves.get(path, path): version for path, version in before.items()}, course.slug))
    _rename(course, moves)
    for old, new in moves.items():
        if old in before and not is_image(old):
            note = _("Moved from %(path)s") % {"path": old}
            version = keep_version(course, new, before[old].text, FileVersion.Source.STUDIO, by, note[:200])
            FileDraft.objects.filter(base=before[old]).update(base=version)
    settle(course, pack)


def _rename(course: Course, moves: Mapping[str, str]) -> None:
    """Rename files. One that has gone and stands in the way takes the path that becomes free."""
    rows = {row.path: row for row in course.files.filter(path__in={*moves, *moves.values()})}
    back = {new: old for old, new in moves.items()}
    final = {}
    for path, row in rows.items():
        free = path
        while path not in moves and free in back:
            free = back[free]
        final[row.pk] = moves.get(path, free)
    for row in rows.values():
        row.path = f"~{row.pk}"  # no two files may share a path, not even for a moment
    CourseFile.objects.bulk_update(rows.values(), ["path"])
    for row in rows.values():
        row.path = final[row.pk]
    CourseFile.objects.bulk_update(rows.values(), ["path"])


def _keep_last_text(file: CourseFile, live: FileVersion | None, by: User) -> None:
    """Append what a file said when it was removed; an image's bytes stand in its versions already."""
    draft = FileDraft.objects.filter(file=file).first()
    if draft is not None:
        if live is not None:
            note = _("The draft when it was removed")
            keep_version(file.course, file.path, draft.text, FileVersion.Source.STUDIO, by, note)
        draft.delete()
    if not is_image(file.path):
        text = live.text if live else draft.text if draft else ""
        keep_version(file.course, file.path, text, FileVersion.Source.STUDIO, by, _("Removed"))


def _was_read(file: CourseFile) -> bool:
    """Whether there was more than the text that was kept when it was removed."""
    return file.versions.count() > 1


def _draft_again(file: CourseFile, last: FileVersion, by: User) -> None:
    """Make a removed text a draft. What readers never had is a new file again, without versions."""
    text = last.text
    if not _was_read(file):
        last.delete()
        CourseFile.objects.filter(pk=file.pk).update(gone_at=None)
    FileDraft.objects.create(file=file, text=text, base=None, changed_by=by)
