"""Pictures that somebody sends for the summary: looked at before anything unpacks them."""

import io
from pathlib import PurePath
from typing import Final

from kjr.documents.blocks import Picture
from kjr.errors import KjrError

LARGEST: Final = 25_000_000
"""Pixels; printing unpacks them all at once, at a dozen bytes each."""
NO_PICTURE: Final = "「{}」不是 JPG 或 PNG 图片，没有加进去"
TOO_LARGE: Final = "「{}」像素太多，请缩小到 2500 万像素以内（手机默认拍的照片都可以）"


def read_photograph(name: str, data: bytes) -> Picture:
    """A picture with its file's name as caption; raises KjrError for what cannot be printed."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as image:
            pixels = image.width * image.height
    except Image.DecompressionBombError as error:
        raise KjrError(TOO_LARGE.format(name)) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise KjrError(NO_PICTURE.format(name)) from error
    if pixels > LARGEST:
        raise KjrError(TOO_LARGE.format(name))
    return Picture(PurePath(name).stem, data)
