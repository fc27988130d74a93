"""What an image file says of itself, read from its bytes without drawing it. No Django.

The containers are walked by hand, since a picture library forgives what must be told here: camera data, comments, and
whatever somebody put behind the end (PNG: W3C PNG third edition; JPEG: ITU-T T.81 annex B; WebP: RFC 9649).
"""

import re
import struct
from dataclasses import dataclass

ENDINGS = {"png": ".png", "jpeg": ".jpg", "webp": ".webp"}
MOST_PIXELS = 25_000_000

PNG = b"\x89PNG\r\n\x1a\n"
PNG_PLAIN = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD"}
PNG_PLAIN |= {b"pHYs", b"hIST"}
PNG_MOVING = {b"acTL", b"fcTL", b"fdAT"}
WEBP_PLAIN = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
WEBP_MOVING = {b"ANIM", b"ANMF"}
JPEG_PLAIN = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
ALONE = {0x01, *range(0xD0, 0xD8)}
SIZES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class ImageFault(ValueError):
    """These bytes are no image that a course may hold; the text says why."""


@dataclass(frozen=True)
class ImageFile:
    """Kind, size in pixels, and what stands in the file beside the picture: camera data, comments, what follows it."""

    kind: str
    width: int
    height: int
    beside: bytes = b""
    moves: bool = False


def examine(data: bytes) -> ImageFile:
    """Say what a PNG, JPEG or WebP file holds. Raises ImageFault when it is none, damaged, or of too many pixels."""
    for starts, walk in ((PNG, _png), (b"\xff\xd8\xff", _jpeg), (b"RIFF", _webp)):
        if data.startswith(starts):
            try:
                found = walk(data)
            except (struct.error, IndexError):
                raise ImageFault("The image is damaged or cut off.") from None
            if not found.width or not found.height:
                raise ImageFault("The image is damaged or cut off.")
            if found.width * found.height > MOST_PIXELS:
                size = f"{found.width} x {found.height}"
                raise ImageFault(f"The image has {size} pixels; {MOST_PIXELS // 1_000_000} million is the most.")
            return found
    raise ImageFault("This is not a PNG, JPEG or WebP image.")


def _png(data: bytes) -> ImageFile:
    if data[12:16] != b"IHDR":
        raise struct.error
    width, height = struct.unpack_from(">II", data, 16)
    at, moves, kind = len(PNG), False, b""
    beside: list[bytes] = []
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise struct.error
        if kind in PNG_MOVING:
            moves = True
        elif kind not in PNG_PLAIN:
            beside.append(data[at + 4 : end - 4])
        at = end
    return ImageFile("png", width, height, b"".join([*beside, data[at:]]), moves)


def _jpeg(data: bytes) -> ImageFile:
    at, width, height = 2, 0, 0
    beside: list[bytes] = []
    while True:
        if data[at] != 0xFF:
            raise struct.error
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        at += 2
        if marker == 0xD9:
            return ImageFile("jpeg", width, height, b"".join([*beside, data[at:]]))
        if marker in ALONE:
            continue
        end = at + struct.unpack_from(">H", data, at)[0]
        segment = data[at + 2 : end]
        if end > len(data):
            raise struct.error
        if marker in SIZES and not width:
            height, width = struct.unpack_from(">HH", segment, 1)
        elif (0xE0 <= marker <= 0xEF and not _is_plain(marker, segment)) or marker == 0xFE:
            beside.append(segment)
        at = end
        if marker == 0xDA:
            scan = SCAN_END.search(data, at)
            if scan is None:
                raise struct.error
            at = scan.start()


def _is_plain(marker: int, segment: bytes) -> bool:
    return marker in JPEG_PLAIN and segment.startswith(JPEG_PLAIN[marker])


def _webp(data: bytes) -> ImageFile:
    length, name = struct.unpack_from("<I4s", data, 4)
    if name != b"WEBP":
        raise ImageFault("This is not a PNG, JPEG or WebP image.")
    last = 8 + length
    if last > len(data):
        raise struct.error
    at, width, height, moves = 12, 0, 0, False
    beside: list[bytes] = []
    while at < last:
        kind, length = struct.unpack_from("<4sI", data, at)
        chunk = data[at + 8 : at + 8 + length]
        if len(chunk) < length:
            raise struct.error
        if kind in WEBP_MOVING:
            moves = True
        elif kind not in WEBP_PLAIN:
            beside.append(kind + chunk)
        elif not width:
            width, height = _webp_size(kind, chunk)
        at += 8 + length + length % 2
    return ImageFile("webp", width, height, b"".join([*beside, data[last:]]), moves)


def _webp_size(kind: bytes, chunk: bytes) -> tuple[int, int]:
    if kind == b"VP8X":
        return int.from_bytes(chunk[4:7], "little") + 1, int.from_bytes(chunk[7:10], "little") + 1
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", chunk, 1)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", chunk, 6)
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0
