"""Pictures that somebody sends for the summary: looked at before anything unpacks them."""

from __future__ import annotations

import io
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from kjr.documents.blocks import Picture
from kjr.errors import KjrError

if TYPE_CHECKING:
    from PIL import Image

KINDS: Final = ("JPEG", "PNG")
LARGEST: Final = 25_000_000
"""Pixels; printing unpacks them all at once, at a dozen bytes each."""
SLIMMEST: Final = 8
"""How many times as long as wide a photograph may be; a screen would draw a longer one for ever."""
NO_PICTURE: Final = "「{}」不是 JPG、PNG 或 HEIC 图片，没有加进去"
TOO_LARGE: Final = "「{}」像素太多，请缩小到 2500 万像素以内（手机默认拍的照片都可以）"

TOO_SLIM: Final = "「{}」的长是宽的 {} 倍以上，不像照片，没有加进去；请裁剪后再传"


def read_photograph(name: str, data: bytes) -> Picture:
    """A picture without its maker's notes, and its file's name as caption.

    Raises KjrError for what cannot be printed.  HEIC, which telephones write and few programs
    read, becomes JPEG.
    """
    from PIL import Image

    is_heic = data[4:8] == b"ftyp"
    if is_heic:
        from pillow_heif import register_heif_opener  # 0.1 s

        register_heif_opener()
    try:
        with Image.open(io.BytesIO(data), formats=["HEIF"] if is_heic else KINDS) as image:
            if image.width * image.height > LARGEST:
                raise KjrError(TOO_LARGE.format(name))
            if max(image.size) > SLIMMEST * min(image.size):
                raise KjrError(TOO_SLIM.format(name, SLIMMEST))
            return Picture(PurePath(name).stem, write_bare(image))
    except Image.DecompressionBombError as error:
        raise KjrError(TOO_LARGE.format(name)) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise KjrError(NO_PICTURE.format(name)) from error


def write_bare(image: Image.Image) -> bytes:
    """What is seen of a picture, upright, as any program reads it: not where it was taken."""
    from PIL import ImageOps

    kind = "PNG" if image.format == "PNG" else "JPEG"
    bare = ImageOps.exif_transpose(image)
    bare.info = {name: said for name, said in bare.info.items() if name == "transparency"}
    file = io.BytesIO()
    (bare if kind == "PNG" else bare.convert("RGB")).save(file, kind, quality=92)
    return file.getvalue()
