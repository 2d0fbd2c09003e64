"""How many parts a message has, counted on the wire, before any of them takes memory.

A part of two bytes becomes an object of a hundred and more, kept as long as its window; a browser
sends some hundreds of parts, however much text is in them.
"""

from collections.abc import Iterator
from typing import Final

from google.protobuf.descriptor import Descriptor

MOST: Final = 10_000


def has_few_parts(data: bytes, kind: Descriptor) -> bool:
    """Whether a message, of this kind by its bytes, has at most ``MOST`` parts at all depths.

    What is no message of any kind has few: reading it fails at once.
    """
    if len(data) <= MOST:  # each part takes a byte at least
        return True
    try:
        return all(number < MOST for number, _ in enumerate(_walk(data, 0, len(data), kind)))
    except IndexError:
        return True


def _walk(data: bytes, at: int, end: int, kind: Descriptor) -> Iterator[None]:
    """One step for each part; IndexError where the bytes end within one."""
    while at < end:
        yield
        tag, at = _read_varint(data, at)
        field = kind.fields_by_number.get(tag >> 3)
        match tag & 7:
            case 0:
                _, at = _read_varint(data, at)
            case 1:
                at += 8
            case 5:
                at += 4
            case 2:
                length, at = _read_varint(data, at)
                if field is not None and field.message_type is not None:
                    yield from _walk(data, at, min(at + length, end), field.message_type)
                at += length
            case 6 | 7:
                return


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    """A number, and where the next thing begins."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80 or shift > 63:
            return value, at
        shift += 7
