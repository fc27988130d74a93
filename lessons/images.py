"""Images for the studio: checked by content, then drawn anew, so that only the picture is left. No Django."""

import io
import re
import warnings

from PIL import Image, ImageOps

from lessons.pack.image_files import ImageFault, examine

LARGEST_UPLOAD = 5_000_000  # bytes
LONGEST_SIDE = 1_600  # pixels
GOOD = 82  # of 100: below it, faces and print begin to blur
LARGEST_LOSSLESS = 500_000  # bytes
ENDING = ".webp"
# What makes a file something else as well, in what stands beside the picture.
ANOTHER = re.compile(rb"<script|<html|<svg|<!doctype|<\?php|%PDF-|GIF8[79]a|PK\x03\x04", re.IGNORECASE)

warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # `examine` refuses far smaller ones


def remake(data: bytes) -> bytes:
    """The picture of a PNG, JPEG or WebP file as WebP: upright, at most 1,600 pixels a side, without camera data.

    What is drawn (PNG) stays without loss where that is small. Raises ImageFault.
    """
    if len(data) > LARGEST_UPLOAD:
        raise ImageFault(f"The file is larger than {LARGEST_UPLOAD // 1_000_000} MB.")
    found = examine(data)
    if found.moves:
        raise ImageFault("The image moves. Save one frame of it as a picture.")
    if ANOTHER.search(found.beside):
        raise ImageFault("The file holds something else than a picture as well. Save it anew in a picture program.")
    try:
        picture = _drawn(data, found.kind)
        made = _webp(picture, lossless=found.kind == "png")
        return made if len(made) <= LARGEST_LOSSLESS or found.kind != "png" else _webp(picture)
    except (OSError, SyntaxError, ValueError, MemoryError, Image.DecompressionBombError):
        raise ImageFault("The image is damaged or cut off.") from None


def _drawn(data: bytes, kind: str) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=[kind.upper()]) as opened:
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is then read at a half, a quarter or an eighth
        picture = ImageOps.exif_transpose(opened)
    clear = picture.has_transparency_data
    picture = picture.convert("RGBA" if clear else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return picture


def _webp(picture: Image.Image, *, lossless: bool = False) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=GOOD, lossless=lossless, method=4, exif=b"", icc_profile=None)
    return out.getvalue()
