"""Check the images of a course: each file is named in images.toml, is what it says, and holds nothing else."""

from collections.abc import Iterator

from lessons.pack.fields import near
from lessons.pack.image_files import ENDINGS, ImageFault, examine
from lessons.pack.parts import IMAGE, Pack, Problem, Unit

CAMERA = "The image holds camera data or comments. Upload it in the studio, which takes them out."
MOVES = "The image moves. Save one frame of it as a picture."


def check_images(pack: Pack) -> Iterator[Problem]:
    """Faults of the images of a course. Those that the school has kept (`pack.kept`) were looked at when they came."""
    told = {problem.path for problem in pack.problems}
    there = {*pack.images, *pack.kept}
    for unit in pack.units:
        yield from _entries(unit, there | told)
    folders = {unit.folder: {image.file for image in unit.images} for unit in pack.units}
    for path in sorted(there):
        folder, _, name = path.rpartition("/")
        if name not in folders.get(folder, {name}) and f"{folder}/images.toml" not in told:
            yield Problem(path, 1, "No entry in images.toml names this image.")
    for path, data in pack.images.items():
        yield from (Problem(path, 1, what) for what in _file(path, data))


def _entries(unit: Unit, there: set[str]) -> Iterator[Problem]:
    for image in unit.images:
        if not IMAGE.fullmatch(image.file):
            what = f"“{image.file}” is no name for an image: small letters, digits, hyphens, then .png, .jpg or .webp."
            yield Problem(image.path, image.line, what)
        elif f"{unit.folder}/{image.file}" not in there:
            known = [path.rpartition("/")[2] for path in there if path.startswith(f"{unit.folder}/")]
            what = f"There is no file “{image.file}” in this unit.{near(image.file, known)}"
            yield Problem(image.path, image.line, what)


def _file(path: str, data: bytes) -> Iterator[str]:
    try:
        found = examine(data)
    except ImageFault as fault:
        yield str(fault)
        return
    if not path.endswith(ENDINGS[found.kind]):
        yield f"The image is {found.kind.upper()}; name it with {ENDINGS[found.kind]} at its end."
    if found.moves:
        yield MOVES
    if found.beside:
        yield CAMERA
