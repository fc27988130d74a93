"""What the course studio shows: the tree of files, one file with its history, and how a text would look."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from lessons import publishing, queries
from lessons.models import Course, CourseFile, FileVersion, Unit
from lessons.pack.check import check
from lessons.pack.dump import pack_of
from lessons.pack.parts import Problem
from lessons.rendering import Block, render_section

PARTS = {
    "unit.md": _("Overview"),
    "questions.toml": _("Key questions"),
    "timeline.toml": _("Timeline"),
    "people.toml": _("People"),
    "terms.toml": _("Glossary"),
    "sources.toml": _("Sources"),
    "figures.toml": _("Figures"),
    "disputes.toml": _("Disputes"),
    "further.toml": _("Further reading"),
    "course.toml": _("Course"),
    "rubric.toml": _("Rubric"),
    "comments.toml": _("Comment bank"),
}


@dataclass
class Branch:
    """One unit of the tree: its sections and its other files, each as (path, label)."""

    unit: Unit
    sections: list[tuple[str, str, str]] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)


def tree(course: Course) -> tuple[list[Branch], list[tuple[str, str]]]:
    """Return the units with their files, in order, and the files of the course itself."""
    units = list(course.units.filter(retired_at=None))
    sections = {(s.unit.slug, f"{s.number}-{s.slug}.md"): s for s in queries.sections_of(units)}
    branches = {f"{unit.number}-{unit.slug}": Branch(unit) for unit in units}
    own = []
    for path in sorted(course.files.filter(gone_at=None).values_list("path", flat=True), key=_order):
        folder, _slash, name = path.rpartition("/")
        branch = branches.get(folder)
        if branch is None:
            own.append((path, str(PARTS.get(name, name))))
        elif (section := sections.get((branch.unit.slug, name))) is not None:
            branch.sections.append((path, f"{branch.unit.number}.{section.number}", section.title))
        else:
            branch.parts.append((path, str(PARTS.get(name, name))))
    return list(branches.values()), own


def _order(path: str) -> tuple:
    name = path.rpartition("/")[2]
    return (name not in PARTS, list(PARTS).index(name) if name in PARTS else 0, path)


def versions(file: CourseFile) -> list[FileVersion]:
    """Return a file's versions, the newest (which is live) first."""
    return list(file.versions.select_related("made_by").order_by("-number"))


def problems_with(course: Course, path: str, text: str) -> list[Problem]:
    """Return what would stand in the way if the file at `path` said `text`: its own problems first, then others'."""
    pack = pack_of(course, {path: publishing.with_ids(course, path, text)})
    return sorted(check(pack), key=lambda problem: (problem.path != path, problem.path, problem.line))


def preview(course: Course, path: str, text: str) -> list[tuple[Block, object]]:
    """Return the blocks that a Markdown text would show, each with its figure, dispute or source; else none."""
    if not path.endswith(".md"):
        return []
    rendered = render_section(queries.body_of(text), queries.links_of(course))
    return queries.blocks_with_parts(course, rendered)
