"""Make a course's rows from its parts: new ones are made, changed ones changed, vanished ones retired."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils import timezone

from lessons import indexing, models
from lessons.pack import parts, prose
from lessons.pack.image_files import examine
from lessons.rendering import Links, Target, render_section

AS_WRITTEN = {
    "overview",
    "slug",
    "section",
    "sections",
    "chart",
    "kind",
    "ended",
    "code",
    "criterion",
    "language",
    "passage",
    "person",
    "by",
    "of",
    "file",
}


# Parts with few columns, by where a unit keeps them: the rest of each stands in `data`.
WITH_DATA: dict[str, tuple[type[models.Part], tuple[str, ...]]] = {
    "figures": (models.Figure, ("title", "subtitle", "chart")),
    "disputes": (models.Dispute, ("title", "about")),
    "pictures": (models.Picture, ("title", "subtitle", "kind")),
}


@dataclass
class Tally:
    """How many rows were made, changed and retired."""

    made: int = 0
    changed: int = 0
    retired: int = 0

    def __bool__(self) -> bool:
        return bool(self.made or self.changed or self.retired)


def make_rows(course: models.Course, pack: parts.Pack, versions: dict[str, int]) -> Tally:
    """Make the rows of a course, and what search finds, say what its parts say.

    `versions` gives each path's newest FileVersion by id.
    """
    tally = Tally()
    language = pack.course.language if pack.course else "en"
    _change(course, printed(_of_course(pack), language), tally)
    wanted = {unit.slug: printed(_of_unit(unit), language) for unit in pack.units}
    units = _sync(models.Unit, {"course": course}, "slug", wanted, tally)
    by_slug = {unit.slug: unit for unit in pack.units}
    links = links_of(pack)
    for slug, row in units.items():
        _sections(row, by_slug.get(slug), links, versions, tally)
    for model, rows in _parts(pack, versions).items():
        wanted = {
            part.id: {"unit_id": units[unit.slug].pk, "position": position, **printed(values, language)}
            for unit, position, part, values in rows
        }
        _sync(model, {"course": course}, "key", wanted, tally)
    if tally:
        indexing.reindex(course)
    return tally


def printed(value: Any, language: str) -> Any:
    """The same values with the quotes and dashes of print: rows hold what pages show. Names in AS_WRITTEN stay."""
    if isinstance(value, dict):
        return {name: each if name in AS_WRITTEN else printed(each, language) for name, each in value.items()}
    if isinstance(value, list):
        return [printed(each, language) for each in value]
    return prose.typographic(value, language) if isinstance(value, str) else value


def links_of(pack: parts.Pack) -> Links:
    """What the course's links are called, for text without addresses."""
    return Links(
        terms={term.id: Target("", term.term) for unit in pack.units for term in unit.terms},
        people={person.id: Target("", person.name) for unit in pack.units for person in unit.people},
        language=pack.course.language if pack.course else "en",
    )


def _sync(model: Any, scope: dict, key: str, wanted: dict[str, dict], tally: Tally) -> dict[str, Any]:
    """Rows of a scope by key, wanted and retired ones alike, after they were made to say what is wanted."""
    rows = {getattr(row, key): row for row in model.objects.filter(**scope)}
    fresh = [model(**scope, **{key: name}, **values) for name, values in wanted.items() if name not in rows]
    model.objects.bulk_create(fresh)
    tally.made += len(fresh)
    for name, row in rows.items():
        if name in wanted:
            _change(row, {**wanted[name], "retired_at": None}, tally)
        elif row.retired_at is None:
            _change(row, {"retired_at": timezone.now()}, None)
            tally.retired += 1
    return rows | {getattr(row, key): row for row in fresh}


def _change(row: Model, values: dict[str, Any], tally: Tally | None) -> None:
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=[row._meta.get_field(name).name for name in changed])
    if tally is not None:
        tally.changed += 1


def _sections(row: models.Unit, unit: parts.Unit | None, links: Links, versions: dict[str, int], tally: Tally) -> None:
    rendered = {section.slug: render_section(section.body, links) for section in unit.sections} if unit else {}
    wanted = {
        section.slug: {
            "number": section.number,
            "title": prose.typographic(section.title, links.language),
            "summary": prose.typographic(section.summary, links.language),
            "minutes": rendered[section.slug].minutes,
            "words": rendered[section.slug].words,
            "version_id": versions[section.path],
        }
        for section in (unit.sections if unit else ())
    }
    for slug, section_row in _sync(models.Section, {"unit": row}, "slug", wanted, tally).items():
        blocks = rendered[slug].blocks if slug in rendered else ()
        passages = [block for block in blocks if block.kind == "passage"]
        texts = {block.pid: {"position": at, "text": block.plain} for at, block in enumerate(passages, 1)}
        _sync(models.Passage, {"section": section_row}, "key", texts, tally)


def unkept(pack: parts.Pack, unit: parts.Unit, home: str) -> list[models.Part]:
    """A unit's figures, disputes, pictures or sources as rows that are not in the database, for a preview."""
    model, columns = WITH_DATA.get(home, (models.Source, ()))
    language = pack.course.language if pack.course else "en"
    values = [_with_data(part, columns) if columns else _plain(part, without={"id"}) for part in getattr(unit, home)]
    keys = [part.id for part in getattr(unit, home)]
    return [model(key=key, **printed(each, language)) for key, each in zip(keys, values, strict=True)]


Rows = list[tuple[parts.Unit, int, Any, dict]]


def _parts(pack: parts.Pack, versions: dict[str, int]) -> dict[type[Model], Rows]:
    """For each model its parts with unit, position in the unit (from 1) and values."""
    sizes = _sizes(pack, versions)

    def of(name: str, values: Callable[[Any], dict]) -> Rows:
        return [(unit, at, part, values(part)) for unit in pack.units for at, part in enumerate(getattr(unit, name), 1)]

    return {
        models.Question: of("questions", lambda part: _plain(part, without={"id", "facts"})),
        models.Event: of("events", lambda part: _plain(part, without={"id"}, raw={"starts", "ends"})),
        models.Person: of("people", lambda part: {**_plain(part, without={"id"}), "also": _also_person(pack, part)}),
        models.Term: of("terms", lambda part: {**_plain(part, without={"id"}), "also": _also_term(pack, part)}),
        models.Source: of("sources", lambda part: _plain(part, without={"id"})),
        **{model: of(home, partial(_with_data, columns=columns)) for home, (model, columns) in WITH_DATA.items()},
        models.Image: of("images", lambda part: {**_plain(part, without={"id"}), **sizes[_file_of(part)]}),
        models.CheckQuestion: of("checks", lambda part: _plain(part, without={"id"})),
    }


def _file_of(image: parts.Image) -> str:
    return f"{image.path.rpartition('/')[0]}/{image.file}"


def _sizes(pack: parts.Pack, versions: dict[str, int]) -> dict[str, dict[str, int]]:
    """Each image's version, width and height, by path. Bytes that are not in memory are read once for a version."""
    found = {path: examine(data) for path, data in pack.images.items()}
    sizes = {path: (image.width, image.height) for path, image in found.items()}
    kept = {versions[path]: path for path in pack.kept}
    for row in models.Image.objects.filter(version__in=kept):
        sizes[kept.pop(row.version_id, "")] = (row.width, row.height)
    for version in models.FileVersion.objects.filter(pk__in=kept):
        image = examine(bytes(version.data or b""))
        sizes[kept[version.pk]] = (image.width, image.height)
    return {path: {"version_id": versions[path], "width": w, "height": h} for path, (w, h) in sizes.items() if path}


def _also_person(pack: parts.Pack, person: parts.Person) -> dict[str, str]:
    """The person's role in further units, by the unit's number."""
    return {str(unit.number): also.role for unit in pack.units for also in unit.also_people if also.id == person.id}


def _also_term(pack: parts.Pack, term: parts.Term) -> list[int]:
    return [unit.number for unit in pack.units if term.id in {also.id for also in unit.also_terms}]


def _of_course(pack: parts.Pack) -> dict[str, Any]:
    course = _plain(pack.course)
    return {**course, "rubric": _plain(pack.rubric), "comments": [_plain(comment) for comment in pack.comments]}


def _of_unit(unit: parts.Unit) -> dict[str, Any]:
    return {
        "number": unit.number,
        "title": unit.title,
        "years": unit.years,
        "summary": unit.summary,
        "overview": unit.overview,
        "reading": [_plain(reading) for reading in unit.readings],
    }


def _with_data(part: parts.Part, columns: tuple[str, ...]) -> dict[str, Any]:
    """A part whose columns are few: the rest stands in `data`."""
    values = _plain(part, without={"id"})
    return {name: values.pop(name) for name in columns} | {"data": values}


def _plain(part: Any, *, without: Iterable[str] = (), raw: Iterable[str] = ()) -> Any:
    """A part as JSON can hold it, without where it stands; `raw` fields stay as they are."""
    if is_dataclass(part):
        left_out = {"path", "line", *without}
        values = {field.name: getattr(part, field.name) for field in fields(part) if field.name not in left_out}
        return {name: value if name in raw else _plain(value) for name, value in values.items()}
    if isinstance(part, tuple):
        return [_plain(one) for one in part]
    return part
