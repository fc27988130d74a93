"""Zips with every kind of fault, made when they are needed."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable

from tests.lessons import tiny


def packed(entries: Iterable[tuple[zipfile.ZipInfo | str, bytes]], how=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as zipped:
        for name, data in entries:
            zipped.writestr(name, data)
    return out.getvalue()


def course(**more: bytes) -> bytes:
    """The tiny course in a folder, with entries more."""
    files = {f"biologie/{path}": data for path, data in tiny.files().items()}
    return packed([*files.items(), *more.items()])


def with_path(path: str) -> bytes:
    return packed([*tiny.files().items(), (path, b"x = 1\n")])


def link(target="/etc/passwd") -> bytes:
    entry = zipfile.ZipInfo("1-zelle/terms.toml")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return packed([(entry, target.encode())])


def bomb() -> bytes:
    """Ten megabytes in ten kilobytes."""
    return packed([("1-zelle/terms.toml", b"#" * 4_900_000), ("1-zelle/people.toml", b"#" * 4_900_000)])


def large_bomb() -> bytes:
    """More than may come in, in files that are each small enough."""
    noise = bytes(range(256)) * 20  # does not shrink a hundred times
    return packed((f"1-zelle/{n}-x.md", noise * 900) for n in range(1, 14))


def lying_bomb() -> bytes:
    """An entry that says ten bytes and unpacks to ten million."""
    data = bytearray(packed([("course.toml", b"#" * 10_000_000)]))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.find(signature) + at, 10)
    return bytes(data)


def nested() -> bytes:
    return packed([*tiny.files().items(), ("1-zelle/more.zip", packed([("x", b"y" * 1_000)]))])


def disguised() -> bytes:
    """A zip under the name of a text."""
    return packed([*tiny.files().items(), ("1-zelle/2-mehr.md", packed([("x", b"y" * 1_000)]))])


def many(count=100_000) -> bytes:
    """So many empty files."""
    return packed(((f"1-zelle/{n}-x.md", b"") for n in range(count)), zipfile.ZIP_STORED)


def overlapping(count=200) -> bytes:
    """Entries that all unpack the same bytes (David Fifield, A better zip bomb, 2019)."""
    kernel = zlib.compress(b"#" * 200_000, 9)[2:-4]
    crc = zlib.crc32(b"#" * 200_000)
    body, listed = bytearray(), bytearray()
    name = b"1-zelle/1-x.md"
    body += struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(kernel), 200_000, len(name), 0) + name
    body += kernel
    for n in range(count):
        own = f"1-zelle/{n + 1}-x.md".encode()
        head = (b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(kernel), 200_000, len(own), 0, 0, 0, 0, 0, 0)
        listed += struct.pack("<4s6H3L5H2L", *head) + own
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listed), len(body), 0)
    return bytes(body + listed + end)


def locked() -> bytes:
    data = bytearray(packed(tiny.files().items()))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", data, data.find(signature) + at, 1)
    return bytes(data)


def damaged() -> bytes:
    """One byte of a text is another one."""
    data = bytearray(packed(tiny.files().items(), zipfile.ZIP_STORED))
    at = data.find(b"Biologie: die Zelle")
    data[at] ^= 0x20
    return bytes(data)


def twice() -> bytes:
    with_warning = io.BytesIO()
    with zipfile.ZipFile(with_warning, "w") as zipped:
        for path, data in tiny.files().items():
            zipped.writestr(path, data)
        zipped.filelist.append(zipped.filelist[0])
    return with_warning.getvalue()


def other_method() -> bytes:
    return packed(tiny.files().items(), zipfile.ZIP_LZMA)
