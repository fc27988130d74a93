"""A course as a zip: written so that the same course is the same bytes, read with suspicion. No Django."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from lessons.pack.parts import UNIT, Problem
from lessons.pack.read import IGNORED, LARGEST_IMAGE, MOST_FILES

LARGEST_ZIP = 20_000_000  # bytes
MOST_DIRECTORY = 1_000_000  # bytes that the list of entries may take
MOST_RATIO = 100
SMALL = 50_000  # bytes, inflated: too small for a ratio to tell anything
BEGINS = b"PK\x03\x04"
END = struct.Struct("<4s4H2LH")
ENTRY = struct.Struct("<4s5H3L2H")
THEN = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows


class Limits(NamedTuple):
    """How much a zip may hold: bytes as it comes, bytes inflated, bytes of one file inflated, files."""

    zip: int
    inflated: int
    file: int
    entries: int


COURSE = Limits(zip=LARGEST_ZIP, inflated=50_000_000, file=LARGEST_IMAGE, entries=MOST_FILES)


def write(files: Mapping[str, bytes], folder: str) -> bytes:
    """A zip of these files inside one folder: sorted, stored as they are, all of one time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{path}", THEN)
            entry.create_system, entry.external_attr = 3, (stat.S_IFREG | 0o644) << 16
            packed.writestr(entry, files[path])
    return out.getvalue()


def read(data: bytes, name: str = "course.zip", limits: Limits = COURSE) -> tuple[dict[str, bytes], str, list[Problem]]:
    """The files of a zip by path, the folder they all stood in ("" if none), and the faults of the zip itself.

    Nothing is inflated when the list of entries shows a fault; `name` stands in those of the whole.
    """
    try:
        what = _whole(data, limits)
        if what:
            return {}, "", [Problem(name, 1, what)]
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = [one for one in packed.infolist() if not IGNORED & set(one.orig_filename.split("/"))]
            problems = [
                *_all(entries, data, name, limits),
                *(fault for one in entries for fault in _entry(one, limits)),
            ]
            if problems:
                return {}, "", sorted(problems)
            inflated, problems = _inflate(packed, [one for one in entries if not one.is_dir()])
    except (zipfile.BadZipFile, struct.error, EOFError, NotImplementedError, ValueError):
        return {}, "", [Problem(name, 1, "This is not a zip, or it is damaged.")]
    return *_out_of_folder(inflated), sorted(problems)


def _whole(data: bytes, limits: Limits) -> str:
    """What is wrong with the zip before its list of entries is read."""
    if len(data) > limits.zip:
        return f"The zip is larger than {limits.zip // 1_000_000} MB."
    at = data.rfind(b"PK\x05\x06", -(END.size + 65_535))
    if at < 0 or not data.startswith((BEGINS, b"PK\x05\x06")):
        return "This is not a zip, or it is damaged."
    _, _, _, _, count, size, _, _ = END.unpack_from(data, at)
    if count > limits.entries or size > MOST_DIRECTORY:
        return f"The zip holds more than {limits.entries:,} files."
    if data.startswith(b"PK\x06\x07", max(at - 20, 0)):
        return "This zip is of the kind for more than 4 GB. Make an ordinary one."
    return ""


def _all(entries: list[zipfile.ZipInfo], data: bytes, name: str, limits: Limits) -> Iterator[Problem]:
    """What is wrong with the entries together: too many, too large, one over another, one twice."""
    if len(entries) > limits.entries:
        yield Problem(name, 1, f"The zip holds more than {limits.entries:,} files.")
    if sum(one.file_size for one in entries) > limits.inflated:
        yield Problem(name, 1, f"Unpacked it is larger than {limits.inflated // 1_000_000} MB.")
    seen: set[str] = set()
    for one in entries:
        if one.orig_filename in seen:
            yield Problem(_said(one), 1, "This file stands in the zip twice.")
        seen.add(one.orig_filename)
    end = 0
    for one in sorted(entries, key=lambda one: one.header_offset):
        if one.header_offset < end:
            yield Problem(_said(one), 1, "This file lies over another one in the zip.")
        *_, name_size, extra_size = ENTRY.unpack_from(data, one.header_offset)
        end = one.header_offset + ENTRY.size + name_size + extra_size + one.compress_size


def _entry(one: zipfile.ZipInfo, limits: Limits) -> Iterator[Problem]:
    path, kind = one.orig_filename, stat.S_IFMT(one.external_attr >> 16)
    parts = path.removesuffix("/").split("/")
    out_of_place = "\\" in path or ":" in path or not path.isprintable() or PurePosixPath(path).is_absolute()
    if out_of_place or any(part in ("", ".", "..") for part in parts):
        yield Problem(_said(one), 1, "This path leads out of the folder or cannot be kept.")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        yield Problem(_said(one), 1, "Links are not read. Put the file itself into the zip.")
    if one.flag_bits & 0x41:
        yield Problem(_said(one), 1, "This file is locked by a password.")
    elif one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        yield Problem(_said(one), 1, "This file is packed in a way that is not read here. Use an ordinary zip.")
    if one.file_size > limits.file:
        yield Problem(_said(one), 1, f"The file is larger than {limits.file // 1_000_000} MB.")
    elif one.file_size > max(SMALL, MOST_RATIO * one.compress_size):
        yield Problem(_said(one), 1, "This file unpacks to more than a hundred times its size.")
    if path.lower().endswith(".zip"):
        yield Problem(_said(one), 1, "A zip inside the zip is not read.")


def _inflate(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> tuple[dict[str, bytes], list[Problem]]:
    files: dict[str, bytes] = {}
    problems = []
    for one in entries:
        try:
            with packed.open(one) as inflating:
                content = inflating.read(one.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
            problems.append(Problem(_said(one), 1, "This file is damaged in the zip."))
            continue
        if len(content) != one.file_size:
            problems.append(Problem(_said(one), 1, "This file is damaged in the zip."))
        elif content.startswith(BEGINS):
            problems.append(Problem(_said(one), 1, "A zip inside the zip is not read."))
        else:
            files[one.orig_filename] = content
    return files, problems


def _out_of_folder(files: dict[str, bytes]) -> tuple[dict[str, bytes], str]:
    """The files without the one folder they all stand in, unless that is a unit's, and its name."""
    tops = {path.partition("/")[0] for path in files if "/" in path}
    top = next(iter(tops), "")
    if len(tops) != 1 or not all("/" in path for path in files) or UNIT.fullmatch(top):
        return files, ""
    return {path.removeprefix(f"{top}/"): content for path, content in files.items()}, top


def _said(one: zipfile.ZipInfo) -> str:
    """An entry's name as it can be printed, at most 200 characters of it."""
    return "".join(letter if letter.isprintable() else "?" for letter in one.orig_filename[:200])
