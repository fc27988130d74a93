"""How the text of a file would look, drawn by the pages' own renderer from what is not kept."""

from lessons import queries
from lessons.models import Course, Part, Picture
from lessons.pack.parts import Pack
from lessons.pack.rows import unkept
from lessons.queries_pictures import with_people
from lessons.rendering import Block, render_section

# Files whose parts are placed in sections: the kind of block, and where a unit of the pack keeps them.
PLACED = {
    "figures.toml": ("figure", "figures"),
    "disputes.toml": ("dispute", "disputes"),
    "sources.toml": ("source", "sources"),
    "pictures.toml": ("picture", "pictures"),
}


def preview(course: Course, pack: Pack, path: str, text: str) -> list[tuple[Block, Part | None]]:
    """Return the blocks that the file at `path` would show, each with its figure, dispute or the like.

    A Markdown text may be wrong anywhere; other files need a `pack` in which they have no problems. None for those that
    only lists show, as the glossary.
    """
    folder, _slash, name = path.rpartition("/")
    if name.endswith(".md"):
        rendered = render_section(queries.body_of(text), queries.links_of(course))
        return queries.blocks_with_parts(course, rendered)
    unit = next((unit for unit in pack.units if unit.folder == folder), None)
    if unit is None or name not in PLACED or any(problem.path == path for problem in pack.problems):
        return []
    kind, home = PLACED[name]
    rows = unkept(pack, unit, home)
    for row in rows:
        row.course = course
    with_people([row for row in rows if isinstance(row, Picture)])
    return [(Block(kind, row.key, "", ""), row) for row in rows]
