"""Small image files, made when they are needed: the repository keeps none."""

import io

from PIL import Image


def image(kind="PNG", size=(40, 30), **options) -> bytes:
    """A picture of two colours."""
    picture = Image.new("RGB", size, "#356b3a")
    picture.paste("#c9b458", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def photograph(size=(400, 300), *, orientation=1) -> bytes:
    """A JPEG as a camera makes it, which says where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    return image("JPEG", size, exif=exif)


def moving(kind="WEBP") -> bytes:
    """Two frames."""
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()
