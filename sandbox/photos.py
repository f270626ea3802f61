"""Photos as Telegram takes them: pictures it can read, with sizes to choose from.

Telegram makes JPEGs of several sizes from every photo. Here the largest one is the upload itself, unchanged,
and one smaller size is made, so that a bot which takes the wrong one is noticed.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from sandbox.errors import Json, bad_request
from sandbox.params import Upload

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_PHOTO = 10 * 1024 * 1024
LONGEST_SIDES = 10_000  # width and height together
STEEPEST = 20  # the longer side over the shorter one
SMALL = 320
FORMATS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "gif", "BMP": "bmp"}  # and how files end


def photo_sizes(upload: Upload) -> list[tuple[Upload, Json]]:
    """Return file, and width and height in pixels, of each size; the last is the largest.

    Raises:
        ApiError: 400 for what is too big, is no picture, or has sides that Telegram refuses.
    """
    size = len(upload.data)
    if size > LARGEST_PHOTO:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; the maximum size is {LARGEST_PHOTO} bytes"
        )
    image = _read(upload.data)
    kind = image.format if image.format in FORMATS else "JPEG"  # a JPEG with more behind it calls itself MPO
    sizes = [_size(Upload(f"photo.{FORMATS[kind]}", upload.data, f"image/{kind.lower()}"), image)]
    if max(image.size) > SMALL:
        sizes.insert(0, _smaller(image))
    return sizes


def placeholder() -> bytes:
    """Return a small grey picture, for people who send "a photo"."""
    from PIL import Image  # noqa: PLC0415  as below

    return _jpeg(Image.new("RGB", (90, 60), "#8899aa"))


def _read(data: bytes) -> Image:
    """Decode the whole picture, for a broken end is found only there."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  30 ms that only photos need

    too_large = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        image = Image.open(BytesIO(data), formats=list(FORMATS))
        _measure(*image.size)
        image.load()
    except too_large:
        raise bad_request("PHOTO_INVALID_DIMENSIONS") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    return image


def _measure(width: int, height: int) -> None:
    if width + height > LONGEST_SIDES or max(width, height) > STEEPEST * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _smaller(image: Image) -> tuple[Upload, Json]:
    small = image.convert("RGB")
    small.thumbnail((SMALL, SMALL))
    return _size(Upload("photo.jpg", _jpeg(small), "image/jpeg"), small)


def _jpeg(image: Image) -> bytes:
    file = BytesIO()
    image.save(file, "JPEG")
    return file.getvalue()


def _size(upload: Upload, image: Image) -> tuple[Upload, Json]:
    return upload, {"width": image.width, "height": image.height}
