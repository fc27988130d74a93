"""Read a course folder into memory; what cannot be read is collected as problems, never raised one by one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from lessons.pack import front, prose, tables
from lessons.pack.fields import Builder, near
from lessons.pack.parts import (
    IMAGE,
    SECTION,
    UNIT,
    AlsoPerson,
    AlsoTerm,
    BankComment,
    CheckQuestion,
    Course,
    Dispute,
    Event,
    Figure,
    Image,
    Pack,
    Part,
    Passage,
    Person,
    Picture,
    Problem,
    Question,
    Reading,
    RubricText,
    Section,
    Source,
    Term,
    Unit,
)

LARGEST = 1_000_000  # bytes
LARGEST_MARKDOWN = 100_000  # ten times a long section; what is made to tire the parser takes seconds, not minutes
MOST_TEXT = 5_000_000  # bytes of all texts together
LONGEST_LINE = 20_000  # characters of a TOML file
LARGEST_IMAGE = 5_000_000
MOST_FILES = 1_000
LONGEST_PATH = 200
IGNORED = {".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX"}
PICTURED = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".heic", ".tif", ".tiff", ".bmp", ".avif")
NO_IMAGE = (
    "An image stands in a unit's folder and is a .png, .jpg or .webp file named in small letters, digits and hyphens."
)
ROOT_FILES = ("course.toml", "rubric.toml", "comments.toml")
NEEDED = ("course.toml",)
# For each file of a unit: its tables, the part each makes, and where the unit keeps them.
UNIT_FILES: dict[str, dict[str, tuple[type[Part], str]]] = {
    "questions.toml": {"question": (Question, "questions")},
    "timeline.toml": {"event": (Event, "events")},
    "people.toml": {"person": (Person, "people"), "also": (AlsoPerson, "also_people")},
    "terms.toml": {"term": (Term, "terms"), "also": (AlsoTerm, "also_terms")},
    "sources.toml": {"source": (Source, "sources")},
    "figures.toml": {"figure": (Figure, "figures")},
    "disputes.toml": {"dispute": (Dispute, "disputes")},
    "pictures.toml": {"picture": (Picture, "pictures")},
    "images.toml": {"image": (Image, "images")},
    "checks.toml": {"check": (CheckQuestion, "checks")},
    "further.toml": {"reading": (Reading, "readings")},
}


def read(folder: Path) -> Pack:
    """The course in a folder. Symbolic links are refused; faults are in `problems` as path, line and what."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    if not folder.is_dir():
        return Pack(folder.name, {}, problems=(Problem(str(folder), 1, "There is no such folder."),))
    _collect(folder, "", files, problems)
    return read_files(files, folder.resolve().name, problems)


def read_files(
    files: dict[str, bytes],
    name: str = "course",
    problems: list[Problem] | None = None,
    *,
    kept: Iterable[str] = (),
) -> Pack:
    """The course in these files, given by their path inside the folder. Faults are in `problems`.

    `kept` are paths of images that are there too and were looked at before (see Pack).
    """
    problems = list(problems or [])
    if what := _too_much(files):
        return Pack(name, {}, problems=tuple(sorted([*problems, Problem("course.toml", 1, what)])))
    images = {path: data for path, data in sorted(files.items()) if is_image(path)}
    problems += [_too_large(path) for path, data in images.items() if len(data) > LARGEST_IMAGE]
    texts = _texts({path: data for path, data in files.items() if path not in images}, problems)
    units, folders = [], _folders(texts, problems)
    for path in {*images, *kept}:
        folders[path.rpartition("/")[0]]  # a folder of images alone is a unit that lacks its unit.md
    for folder in sorted(folders, key=lambda one: (int(one.split("-")[0]), one)):
        unit = _unit(folder, folders[folder], problems)
        if unit is not None:
            units.append(unit)
    for needed in NEEDED:
        if needed not in files:
            problems.append(Problem(needed, 1, "This file is missing."))
    return Pack(
        name=name,
        files=texts,
        images=images,
        kept=frozenset(kept),
        course=_whole(Course, "course.toml", texts, problems),
        rubric=_whole(RubricText, "rubric.toml", texts, problems),
        comments=_listed("comments.toml", texts.get("comments.toml", ""), {"comment": BankComment}, problems)[
            "comment"
        ],
        units=tuple(units),
        problems=tuple(sorted(problems)),
    )


def read_comments(data: bytes) -> tuple[tuple[BankComment, ...], list[Problem]]:
    """The comments that the bytes of a comments.toml state, and what is wrong with it."""
    path, problems = "comments.toml", list[Problem]()
    text = _texts({path: data}, problems).get(path, "")
    return _listed(path, text, {"comment": BankComment}, problems)["comment"], problems


def read_rubric(data: bytes) -> tuple[RubricText | None, list[Problem]]:
    """The rubric that the bytes of a rubric.toml state, and what is wrong with it."""
    path, problems = "rubric.toml", list[Problem]()
    return _whole(RubricText, path, _texts({path: data}, problems), problems), problems


def _collect(folder: Path, inside: str, files: dict[str, bytes], problems: list[Problem]) -> None:
    for entry in sorted(folder.iterdir()):
        path = f"{inside}{entry.name}"
        if entry.name in IGNORED:
            continue
        if len(files) >= MOST_FILES:
            problems.append(Problem(path, 1, f"A course has at most {MOST_FILES:,} files."))
            return
        if entry.is_symlink():
            problems.append(Problem(path, 1, "Symbolic links are not read. Put the file itself here."))
        elif entry.is_dir():
            if inside:
                problems.append(Problem(path, 1, "A unit holds files only, no folders."))
            else:
                _collect(entry, f"{path}/", files, problems)
        elif not entry.is_file():
            problems.append(Problem(path, 1, "This is not a file."))
        elif entry.stat().st_size > _largest(path):
            problems.append(_too_large(path))
        else:
            files[path] = entry.read_bytes()


def is_image(path: str) -> bool:
    """Tell whether an image may stand at this path: in a unit's folder, named as images are."""
    folder, _, name = path.rpartition("/")
    return bool(UNIT.fullmatch(folder) and IMAGE.fullmatch(name) and len(path) <= LONGEST_PATH)


def _too_much(files: dict[str, bytes]) -> str:
    if len(files) > MOST_FILES:
        return f"A course has at most {MOST_FILES:,} files."
    if sum(len(data) for path, data in files.items() if not is_image(path)) > MOST_TEXT:
        return f"The texts of a course are at most {MOST_TEXT // 1_000_000} MB together."
    return ""


def _largest(path: str) -> int:
    return LARGEST_IMAGE if is_image(path) else LARGEST_MARKDOWN if path.endswith(".md") else LARGEST


def _too_large(path: str) -> Problem:
    largest = _largest(path)
    said = f"{largest // 1_000_000} MB" if largest >= 1_000_000 else f"{largest // 1_000} KB"
    return Problem(path, 1, f"The file is larger than {said}.")


def _texts(files: dict[str, bytes], problems: list[Problem]) -> dict[str, str]:
    """The text of each file whose path and bytes are allowed."""
    texts = {}
    for path, data in sorted(files.items()):
        if not _is_inside(path):
            problems.append(Problem(path, 1, "This path leads out of the folder or cannot be kept."))
        elif path.lower().endswith(PICTURED):
            problems.append(Problem(path, 1, NO_IMAGE))
        elif len(data) > _largest(path):
            problems.append(_too_large(path))
        else:
            try:
                text = data.decode("utf-8")
            except UnicodeDecodeError as error:
                line = data[: error.start].count(b"\n") + 1
                problems.append(Problem(path, line, "The file is not UTF-8 text. Save it as UTF-8."))
                continue
            long = next((n for n, line in enumerate(text.split("\n"), 1) if len(line) > LONGEST_LINE), 0)
            if long and path.endswith(".toml"):
                problems.append(Problem(path, long, f"This line has more than {LONGEST_LINE:,} characters."))
                continue
            texts[path] = text
            problems.extend(_characters(path, text))
    return texts


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    plain = len(path) <= LONGEST_PATH and path.isprintable() and "\\" not in path and ":" not in path
    return plain and not PurePosixPath(path).is_absolute() and not any(part in ("", ".", "..") for part in parts)


def _characters(path: str, text: str) -> list[Problem]:
    if text.startswith("\ufeff"):
        return [Problem(path, 1, "The file starts with a byte order mark. Save it as UTF-8 without one.")]
    if "\x00" in text:
        return [Problem(path, text[: text.index("\x00")].count("\n") + 1, "The file holds a NUL character.")]
    return []


def _folders(texts: dict[str, str], problems: list[Problem]) -> dict[str, dict[str, str]]:
    """The files of each unit's folder by name; files that have no place in a course are problems."""
    folders: dict[str, dict[str, str]] = defaultdict(dict)
    for path, text in texts.items():
        folder, _, name = path.rpartition("/")
        if not folder:
            if name not in ROOT_FILES:
                problems.append(Problem(path, 1, f"This file is not expected here.{near(name, ROOT_FILES)}"))
        elif not UNIT.fullmatch(folder):
            problems.append(Problem(path, 1, "A unit's folder is a number, a hyphen and a name: 3-state-control."))
        elif name != "unit.md" and name not in UNIT_FILES and not SECTION.fullmatch(name):
            hint = near(name, ["unit.md", *UNIT_FILES]) or " A section's file is named 1-red-tsar.md."
            problems.append(Problem(path, 1, f"This file is not expected here.{hint}"))
        else:
            folders[folder][name] = text
    return folders


def _unit(folder: str, files: dict[str, str], problems: list[Problem]) -> Unit | None:
    path = f"{folder}/unit.md"
    found = UNIT.fullmatch(folder)
    if "unit.md" not in files or found is None:
        problems.append(Problem(path, 1, "This file is missing: each unit has one."))
        unit, body, body_line = None, "", 1
    else:
        unit, body, body_line = _fronted(Unit, path, files["unit.md"], problems)
    parts: dict[str, tuple] = {}
    for name, kinds in UNIT_FILES.items():
        made = _listed(
            f"{folder}/{name}", files.get(name, ""), {one: kind for one, (kind, _) in kinds.items()}, problems
        )
        parts.update({attribute: made[table] for table, (_, attribute) in kinds.items()})
    parts["sections"] = _sections(folder, files, problems)
    if unit is None or found is None:
        return None
    number, slug = int(found[1]), found[2]
    return replace(unit, number=number, slug=slug, folder=folder, overview=body, overview_line=body_line, **parts)


def _sections(folder: str, files: dict[str, str], problems: list[Problem]) -> tuple[Section, ...]:
    sections = []
    for name, text in files.items():
        found = SECTION.fullmatch(name)
        if found is None:
            continue
        path = f"{folder}/{name}"
        section, body, body_line = _fronted(Section, path, text, problems)
        if section is not None:
            passages = tuple(
                Passage(path=path, line=body_line + block.line, id=block.id)
                for block in prose.blocks(body)
                if block.kind == "passage" and block.id
            )
            number, slug = int(found[1]), found[2]
            body_of = {"body": body, "body_line": body_line, "passages": passages}
            sections.append(replace(section, number=number, slug=slug, **body_of))
    return tuple(sorted(sections, key=lambda section: (section.number, section.slug)))


def _fronted(kind: type, path: str, text: str, problems: list[Problem]) -> tuple[Any, str, int]:
    """A part made from a file's front matter, with the text after it and the line where that starts."""
    try:
        fronted = front.split(text)
    except front.FrontMatterError as error:
        problems.append(Problem(path, error.line, str(error)))
        return None, "", 1
    builder = Builder(path, lambda *place: fronted.lines.get(place[0], 1) if place else 1, problems)
    return builder.make(kind, fronted.values), fronted.body, fronted.body_line


def _whole(kind: type, path: str, texts: dict[str, str], problems: list[Problem]) -> Any:
    """A part that is the whole of a TOML file."""
    found = _toml(path, texts.get(path), problems)
    return Builder(path, found.line, problems).make(kind, found.values) if found else None


def _listed(path: str, text: str, kinds: dict[str, type], problems: list[Problem]) -> dict[str, tuple]:
    """The parts of each kind in a TOML file that is a list of tables."""
    made: dict[str, tuple] = dict.fromkeys(kinds, ())
    found = _toml(path, text, problems)
    if found is None:
        return made
    builder = Builder(path, found.line, problems)
    for key, raw in found.values.items():
        if key in kinds:
            made[key] = builder.make_all(kinds[key], raw, key)
        else:
            builder.problem(f"Unknown table or key “{key}”.{near(key, kinds)}", key)
    return made


def _toml(path: str, text: str | None, problems: list[Problem]) -> tables.Tables | None:
    if text is None:
        return None
    try:
        return tables.parse(text)
    except tables.TomlError as error:
        problems.append(Problem(path, error.line, str(error)))
        return None
