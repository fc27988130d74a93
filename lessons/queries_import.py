"""What an upload would change, shown before anything is."""

from dataclasses import dataclass, field

from lessons import importing
from lessons.models import Course, CourseUpload, FileDraft
from lessons.pack.check import check
from lessons.pack.dump import newest
from lessons.pack.load import changes_of
from lessons.pack.parts import Pack, Problem
from lessons.pack.read import is_image
from lessons.texts.changes import Stretch, by_lines
from lessons.texts.words import count_words

MOST_COMPARED = 1_000_000  # characters, of all files together: comparing takes time
MOST_PROBLEMS = 200


@dataclass
class Change:
    """One file: "new", "changed" or "gone", the words that come and go, and both texts line by line."""

    path: str
    kind: str
    came: int = 0
    went: int = 0
    stretches: list[Stretch] = field(default_factory=list)

    @property
    def is_image(self) -> bool:
        return is_image(self.path)


@dataclass
class Preview:
    """What an upload would do. With `problems` (`more` of them are not listed) it can do nothing.

    `edited` are paths that the school has changed since the last load, `drafts` those whose draft loses its base.
    """

    upload: CourseUpload
    title: str = ""
    problems: list[Problem] = field(default_factory=list)
    more: int = 0
    changes: list[Change] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    drafts: list[FileDraft] = field(default_factory=list)
    same: int = 0

    @property
    def course(self) -> Course | None:
        return self.upload.course

    @property
    def counts(self) -> dict[str, int]:
        return {kind: sum(change.kind == kind for change in self.changes) for kind in ("new", "changed", "gone")}


def preview(upload: CourseUpload) -> Preview:
    """Say what applying an upload would do to its course, or what a new course would hold."""
    pack = importing.pack_of_upload(upload)
    problems = check(pack)
    if problems:
        return Preview(upload, problems=problems[:MOST_PROBLEMS], more=max(len(problems) - MOST_PROBLEMS, 0))
    shown = Preview(upload, title=pack.course.title if pack.course else "")
    if upload.course is None:
        shown.changes = [_new(path, pack) for path in sorted({*pack.files, *pack.images})]
        return shown
    found = changes_of(upload.course, pack)
    shown.changes = _changes(upload.course, pack, found.new, found.changed, found.gone)
    shown.edited = found.edited
    touched = {*found.new, *found.changed, *found.gone}
    drafts = FileDraft.objects.filter(file__course=upload.course, file__path__in=touched)
    shown.drafts = list(drafts.select_related("file", "changed_by").order_by("file__path"))
    shown.same = len(pack.files) + len(pack.images) - len(found.new) - len(found.changed)
    return shown


def _changes(course: Course, pack: Pack, new: list[str], changed: list[str], gone: list[str]) -> list[Change]:
    before = newest(course)
    changes = [_new(path, pack) for path in new]
    changes += [Change(path, "gone", went=count_words(before[path].text)) for path in gone]
    left = MOST_COMPARED
    for path in changed:
        old, text = before[path].text, pack.files.get(path, "")
        left -= len(old) + len(text)
        stretches = [] if left < 0 or is_image(path) else by_lines(old, text)
        changes.append(Change(path, "changed", *_tally(stretches), stretches))
    return sorted(changes, key=lambda change: change.path)


def _new(path: str, pack: Pack) -> Change:
    return Change(path, "new", came=count_words(pack.files.get(path, "")))


def _tally(stretches: list[Stretch]) -> tuple[int, int]:
    """The words that come in and that go out."""
    runs = [run for stretch in stretches for line in stretch.lines for run in line.runs]
    came, went = (sum(count_words(run.text) for run in runs if run.kind == kind) for kind in ("ins", "del"))
    return came, went
