"""What the studio's pages of a whole course show: its order, what each unit lacks, what was removed."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef

from lessons import studio
from lessons.models import Clipping, Course, CourseFile, FileDraft, FileVersion, Image, Question, Unit
from lessons.pack.dump import newest
from lessons.pack.examples import ROOT
from lessons.pack.parts import UNIT
from lessons.pack.read import is_image


@dataclass(frozen=True)
class Row:
    """A section in the order: the whole order with it one place up, or down ("" at an end)."""

    leaf: studio.Leaf
    up: str
    down: str


@dataclass
class Outline:
    """A unit in the order, with its sections and its files."""

    branch: studio.Branch
    up: str
    down: str
    sections: list[Row] = field(default_factory=list)
    images: int = 0


@dataclass(frozen=True)
class Removed:
    """What was taken out and can come back: a file, or a unit with all that was in it."""

    path: str
    label: str
    at: datetime | None
    files: int = 1

    @property
    def is_unit(self) -> bool:
        return "/" not in self.path and "." not in self.path


@dataclass(frozen=True)
class Removal:
    """What somebody should know before a file or a unit is taken out."""

    path: str
    label: str
    files: int
    drafts: int
    clippings: int
    questions: int

    @property
    def is_unit(self) -> bool:
        return "/" not in self.path and "." not in self.path


def outline(course: Course) -> tuple[list[Outline], list[studio.Leaf], list[studio.Leaf]]:
    """Return the units in order, the files of the course itself, and those of these that it lacks."""
    branches, own = studio.tree(course)
    slugs = [branch.unit.slug for branch in branches]
    images = Counter(Image.objects.filter(course=course, retired_at=None).values_list("unit__slug", flat=True))
    outlines = []
    for at, branch in enumerate(branches):
        names = [leaf.name for leaf in branch.sections]
        outlines.append(
            Outline(
                branch,
                *_steps(slugs, at),
                sections=[Row(leaf, *_steps(names, n)) for n, leaf in enumerate(branch.sections)],
                images=images[branch.unit.slug],
            )
        )
    known = {leaf.path for leaf in own}
    return outlines, own, [studio.Leaf(name, str(studio.PARTS[name])) for name in ROOT if name not in known]


def _steps(names: list[str], at: int) -> tuple[str, str]:
    return _swapped(names, at - 1), _swapped(names, at)


def _swapped(names: list[str], at: int) -> str:
    """The names with the one at `at` and the next one changed, as a form sends them."""
    if not 0 <= at < len(names) - 1:
        return ""
    return " ".join([*names[:at], names[at + 1], names[at], *names[at + 2 :]])


def removed(course: Course) -> list[Removed]:
    """Return what was removed in the studio and not brought back, the latest first."""
    drafts = FileDraft.objects.filter(file=OuterRef("pk"))
    gone = {file.path: file for file in course.files.exclude(gone_at=None).filter(~Exists(drafts))}
    last = newest(course, gone=True)
    known = {path: file for path, file in gone.items() if path in last and not is_image(path)}
    units = {path.removesuffix("/unit.md"): file.gone_at for path, file in known.items() if path.endswith("/unit.md")}
    titles = dict(course.units.values_list("slug", "title"))
    live = {f"{unit.number}-{unit.slug}" for unit in course.units.filter(retired_at=None)}
    found = []
    for path, file in known.items():
        folder = path.rpartition("/")[0]
        if last[path].source != FileVersion.Source.STUDIO or (folder and folder not in {*live, *units}):
            continue
        if path.endswith("/unit.md"):
            files = sum(one.path.startswith(f"{folder}/") and one.gone_at == file.gone_at for one in gone.values())
            found.append(Removed(folder, titles.get(folder.partition("-")[2], folder), file.gone_at, files))
        elif folder not in units or folder in live:
            found.append(Removed(path, _label(file, last[path]), file.gone_at))
    return sorted(found, key=lambda one: str(one.at), reverse=True)


def removal(course: Course, path: str) -> Removal | None:
    """Return what points to a file or a unit (by its folder); None when it is not in the course."""
    files = [file for file in course.files.all() if file.path == path or file.path.startswith(f"{path}/")]
    drafts = set(FileDraft.objects.filter(file__in=files).values_list("file", flat=True))
    files = [file for file in files if file.gone_at is None or file.pk in drafts]
    if not files:
        return None
    unit = _unit(course, path)
    clippings = Clipping.objects.filter(dropped_at=None)
    if unit:
        clippings = clippings.filter(passage__section__unit=unit)
    else:
        clippings = clippings.filter(passage__section__version__file=files[0])
    questions = Question.objects.filter(unit=unit, retired_at=None).count() if unit else 0
    label = unit.title if unit else _label(files[0], None)
    return Removal(path, label, len(files), len(drafts), clippings.count(), questions)


def _unit(course: Course, folder: str) -> Unit | None:
    found = UNIT.fullmatch(folder)
    return course.units.filter(number=int(found[1]), slug=found[2], retired_at=None).first() if found else None


def _label(file: CourseFile, version: FileVersion | None) -> str:
    """The name of a file's kind, or a section's title in this version (None: in its newest text)."""
    name = file.path.rpartition("/")[2]
    if name in studio.PARTS:
        return str(studio.PARTS[name])
    return studio.title_of(file, version)
