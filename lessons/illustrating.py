"""Putting images into a unit, and taking them out: the file and its entry in images.toml are one change."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classrooms import audit
from classrooms.models import User
from lessons import images
from lessons.models import Course, CourseFile, FileDraft, FileVersion, Image, Unit
from lessons.pack.dump import newest, pack_from
from lessons.pack.examples import quoted
from lessons.pack.load import keep_version
from lessons.pack.prose import slugify
from lessons.restructuring import checked, folder_of, locked, settle

LONGEST_KEY = 60


@transaction.atomic
def add_image(
    unit: Unit, *, data: bytes, name: str, description: str, source: str, caption: str = "", by: User
) -> Image:
    """Draw an image anew and put it into a unit, under an id made from `name`.

    A draft of images.toml gets the entry as well. Raises ImageFault when it is no image that a course may hold,
    PackProblems.
    """
    made = images.remake(data)
    course = locked(unit.course)
    folder = folder_of(unit)
    key = _free_key(course, name)
    path, listed = f"{folder}/{key}{images.ENDING}", f"{folder}/images.toml"
    entry = _entry(key, f"{key}{images.ENDING}", caption, description, source)
    before = newest(course)
    text = _appended(before[listed].text if listed in before else "", entry)
    pack = checked(pack_from(before, course.slug, {listed: text, path: made}))
    keep_version(course, path, made, FileVersion.Source.STUDIO, by, _("Uploaded"))
    _keep_list(course, listed, text, _("Adds the image “%(id)s”") % {"id": key}, by, entry)
    settle(course, pack)
    image = course.images.get(key=key)
    audit.record(verb="added an image", by=by, school=course.school, thing=image)
    return image


@transaction.atomic
def remove_image(image: Image, *, by: User) -> None:
    """Take an image and its entry out of a unit. Raises PackProblems when a section still shows it."""
    course = locked(image.course)
    folder = folder_of(image.unit)
    path, listed = f"{folder}/{image.file}", f"{folder}/images.toml"
    before = newest(course)
    pack = checked(pack_from(before, course.slug))
    entries = next(unit.images for unit in pack.units if unit.folder == folder)
    text = _without(before[listed].text, entries, image.key)
    changed: dict[str, str | bytes | None] = {listed: text}
    if not any(entry.file == image.file and entry.id != image.key for entry in entries):
        changed[path] = None
    pack = checked(pack_from(before, course.slug, changed))
    _keep_list(course, listed, text, _("Removes the image “%(id)s”") % {"id": image.key}, by)
    if path in changed:
        CourseFile.objects.filter(course=course, path=path).update(gone_at=timezone.now())
    settle(course, pack)
    audit.record(verb="removed an image", by=by, school=course.school, thing=image)


def _keep_list(course: Course, path: str, text: str, note: str, by: User, entry: str = "") -> None:
    """Keep a new images.toml. A draft of it stands on that from now on, with the entry that came in."""
    version = keep_version(course, path, text, FileVersion.Source.STUDIO, by, note[:200])
    draft = FileDraft.objects.filter(file=version.file).first()
    if draft is not None and entry:
        FileDraft.objects.filter(pk=draft.pk).update(
            text=_appended(draft.text, entry), base=version, revision=draft.revision + 1
        )


def _entry(key: str, file: str, caption: str, description: str, source: str) -> str:
    values = {"id": key, "file": file, "caption": caption, "description": description, "source": source}
    lines = [f"{name} = {quoted(value)}" for name, value in values.items() if value]
    return "\n".join(["[[image]]", *lines]) + "\n"


def _appended(text: str, entry: str) -> str:
    return f"{text.rstrip()}\n\n{entry}" if text.strip() else entry


def _without(text: str, entries: tuple, key: str) -> str:
    """The text without the lines from this entry's header to the next one's."""
    lines = text.split("\n")
    starts = [*sorted(entry.line for entry in entries), len(lines) + 1]
    first = next(entry.line for entry in entries if entry.id == key)
    after = starts[starts.index(first) + 1]
    rest = "\n".join(lines[: first - 1] + lines[after - 1 :]).strip("\n")
    return f"{rest}\n" if rest else ""


def _free_key(course: Course, name: str) -> str:
    wanted = slugify(name)[:LONGEST_KEY].strip("-") or "image"
    used = set(course.images.values_list("key", flat=True))
    used |= {file.rpartition(".")[0] for file in course.images.values_list("file", flat=True)}
    key, count = wanted, 1
    while key in used:
        count += 1
        key = f"{wanted}-{count}"
    return key
