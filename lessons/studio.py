"""What the course studio shows: the tree of files, one file on its desk, its history, how a text would look."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lessons import drafting, publishing, queries
from lessons.models import Clipping, Course, CourseFile, FileDraft, FileVersion, Part, Unit
from lessons.pack import front
from lessons.pack.check import HOMES, check
from lessons.pack.dump import pack_of
from lessons.pack.fields import suggested
from lessons.pack.parts import SECTION, Problem
from lessons.pack.prose import typographic
from lessons.pack.read import UNIT_FILES, is_image
from lessons.previewing import preview
from lessons.rendering import Block
from lessons.texts.differences import compare, tally

PARTS = {
    "unit.md": _("Overview"),
    "timeline.toml": _("Timeline"),
    "people.toml": _("People"),
    "sources.toml": _("Sources"),
    "disputes.toml": _("Disputes"),
    "figures.toml": _("Figures"),
    "pictures.toml": _("Pictures of people"),
    "images.toml": _("Images"),
    "terms.toml": _("Glossary"),
    "questions.toml": _("Key questions"),
    "checks.toml": _("Check questions"),
    "further.toml": _("Further reading"),
    "course.toml": _("Course"),
    "rubric.toml": _("Rubric"),
    "comments.toml": _("Comment bank"),
}
# Where the rows stand that a unit's file makes, for their number in the tree.
COUNTED = {
    "timeline.toml": "events",
    "people.toml": "persons",
    "sources.toml": "sources",
    "disputes.toml": "disputes",
    "figures.toml": "figures",
    "pictures.toml": "pictures",
    "images.toml": "images",
    "terms.toml": "terms",
    "questions.toml": "questions",
    "checks.toml": "checkquestions",
}
LATE = timedelta(minutes=2)
MISSING = re.compile(r"No (\w+) “")


@dataclass
class Leaf:
    """One file of the tree. `state` is "changed" with a draft, "new" without anything that readers have, else ""."""

    path: str
    label: str
    number: str = ""
    count: int | None = None
    state: str = ""

    @property
    def name(self) -> str:
        """The file's name in its folder."""
        return self.path.rpartition("/")[2]

    @property
    def slug(self) -> str:
        """The name without number and ending: what stays when a section moves."""
        return self.name.partition("-")[2].rpartition(".")[0]


@dataclass
class Branch:
    """One unit of the tree: its overview, its sections and its other files."""

    unit: Unit
    overview: Leaf | None = None
    sections: list[Leaf] = field(default_factory=list)
    parts: list[Leaf] = field(default_factory=list)

    @property
    def folder(self) -> str:
        return f"{self.unit.number}-{self.unit.slug}"

    @property
    def missing(self) -> list[Leaf]:
        """The files that the unit could have. That of images comes with the first upload."""
        known = {leaf.name for leaf in self.parts}
        wanted = (name for name in PARTS if name in UNIT_FILES and name not in known | {"images.toml"})
        return [Leaf(f"{self.folder}/{name}", str(PARTS[name])) for name in wanted]


def tree(course: Course, *, open_at: str = "") -> tuple[list[Branch], list[Leaf]]:
    """Return the units with their files, in order, and the files of the course itself.

    The parts of the unit to which the path `open_at` belongs come with their numbers.
    """
    units = list(course.units.filter(retired_at=None))
    titles = {
        f"{section.unit.number}-{section.unit.slug}/{section.number}-{section.slug}.md": section.title
        for section in queries.sections_of(units)
    }
    branches = {branch.folder: branch for branch in map(Branch, units)}
    own = []
    for file in sorted(_files(course), key=_order):
        folder, _slash, name = file.path.rpartition("/")
        leaf = Leaf(file.path, str(PARTS.get(name, name)), state=_state(file))
        branch = branches.get(folder)
        if branch is None:
            own.append(leaf)
        elif name == "unit.md":
            branch.overview = leaf
        elif found := SECTION.fullmatch(name):
            leaf.number = f"{branch.unit.number}.{found[1]}"
            leaf.label = titles.get(file.path) or title_of(file)
            branch.sections.append(leaf)
        else:
            leaf.count = _count(branch.unit, name) if open_at.startswith(f"{folder}/") else None
            branch.parts.append(leaf)
    return list(branches.values()), own


def _files(course: Course) -> list[Any]:
    """The files that stand in the tree, with whether readers have them."""
    versions = FileVersion.objects.filter(file=OuterRef("pk"))
    files = course.files.filter(Q(gone_at=None) | Q(draft__isnull=False)).select_related("draft").defer("draft__text")
    return [file for file in files.annotate(is_kept=Exists(versions)) if not is_image(file.path)]


def _state(file: Any) -> str:
    if file.gone_at or not file.is_kept:
        return "new"
    return "changed" if hasattr(file, "draft") else ""


def _order(file: CourseFile) -> tuple:
    name = file.path.rpartition("/")[2]
    found = SECTION.fullmatch(name)
    return (name not in PARTS, list(PARTS).index(name) if name in PARTS else int(found[1]) if found else 0, file.path)


def _count(unit: Unit, name: str) -> int | None:
    return getattr(unit, COUNTED[name]).filter(retired_at=None).count() if name in COUNTED else None


def title_of(file: CourseFile, version: FileVersion | None = None) -> str:
    """Return the title that a section's newest text (or this version) gives it, else the file's name."""
    newest = version or drafting.draft_of(file) or drafting.live_of(file)
    try:
        title = front.split(newest.text).values.get("title") if newest else None
    except front.FrontMatterError:
        title = None
    return typographic(title, file.course.language) if isinstance(title, str) and title else file.path


@dataclass(frozen=True)
class Obstacle:
    """A problem of the course with this text: whether it is `here` in this file, what to write instead of what, and
    the path of the file to which the missing thing could be added."""

    problem: Problem
    here: bool
    word: str = ""
    near: str = ""
    add: str = ""


@dataclass(frozen=True)
class Desk:
    """A file in the studio: what readers have, what is written beside it, and what stands between the two."""

    file: CourseFile
    live: FileVersion | None
    draft: FileDraft | None
    text: str
    obstacles: list[Obstacle]
    blocks: list[tuple[Block, Part | None]]

    @property
    def revision(self) -> str:
        return drafting.revision_of(self.draft, self.live)

    @property
    def differs(self) -> bool:
        return self.live is None or self.text != self.live.text

    @property
    def is_stale(self) -> bool:
        """Whether a newer version came out after the draft began."""
        return bool(self.draft and self.live and self.draft.base_id != self.live.pk)

    @property
    def is_overdue(self) -> bool:
        """Whether the worker should have published it long since."""
        moment = self.draft and self.draft.publish_at
        return bool(moment and moment < timezone.now() - LATE)

    @property
    def can_publish(self) -> bool:
        return self.differs and not self.obstacles and not self.is_stale

    @property
    def tally(self) -> tuple[int, int]:
        """The words that came in and that went out since the live version."""
        return tally(compare(self.live.text if self.live else "", self.text))


def desk(course: Course, file: CourseFile, text: str | None = None) -> Desk:
    """Return a file as it stands on its desk, or as it would with this text: its own problems first, then others'."""
    live, draft = drafting.live_of(file), drafting.draft_of(file)
    newest = draft or live
    if text is None:
        text = newest.text if newest else ""
    paths = set(course.files.filter(gone_at=None).values_list("path", flat=True))
    pack = pack_of(course, {file.path: publishing.with_ids(course, file.path, text)})
    problems = sorted(check(pack), key=lambda problem: (problem.path != file.path, problem.path, problem.line))
    obstacles = [_obstacle(problem, file.path, paths) for problem in problems]
    blocks = preview(course, replace(pack, problems=tuple(problems)), file.path, text)
    return Desk(file, live, draft, text, obstacles, blocks)


def _obstacle(problem: Problem, path: str, paths: set[str]) -> Obstacle:
    word, near = suggested(problem.what)
    found = MISSING.match(problem.what)
    home = HOMES.get(found[1]) if found else None
    add = f"{problem.path.rpartition('/')[0]}/{home[1]}" if home else ""
    return Obstacle(problem, problem.path == path, word, near, add if add in paths else "")


def versions(file: CourseFile) -> list[FileVersion]:
    """Return a file's versions, the newest first."""
    return list(file.versions.select_related("made_by").order_by("-number"))


@dataclass(frozen=True)
class State:
    """One text of a file: a version by its number, or "draft"."""

    name: str
    text: str
    version: FileVersion | None = None

    @property
    def is_draft(self) -> bool:
        return self.version is None


def states(file: CourseFile) -> dict[str, State]:
    """Return what the file says and said, the newest first: its draft, then its versions."""
    draft = drafting.draft_of(file)
    found = [State("draft", draft.text)] if draft else []
    found += [State(str(version.number), version.text, version) for version in versions(file)]
    return {state.name: state for state in found}


def leaf_of(branches: list[Branch], own: list[Leaf], path: str) -> Leaf:
    """Return a file's place in the tree, with the number that its page's heading has."""
    for branch in branches:
        for leaf in [*branch.sections, *branch.parts, *([branch.overview] if branch.overview else [])]:
            if leaf.path == path:
                return replace(leaf, number=leaf.number or str(branch.unit.number))
    return next((leaf for leaf in own if leaf.path == path), Leaf(path, path))


def next_morning() -> datetime:
    """Return tomorrow at eight, in the school's zone: what a schedule offers first."""
    tomorrow = timezone.localtime() + timedelta(days=1)
    return tomorrow.replace(hour=8, minute=0, second=0, microsecond=0)


def clippings_into(file: CourseFile) -> int:
    """Return how many clippings point into a section."""
    return Clipping.objects.filter(passage__section__version__file=file, dropped_at=None).count()
