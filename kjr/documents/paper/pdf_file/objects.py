"""The grammar of a PDF file (ISO 32000-1, 7): objects, streams, cross-references.

>>> write_value({"Type": "/Page", "Kids": [Reference(3), 0.5], "Title": quote_text("总结")})
'<</Type /Page/Kids [3 0 R 0.5]/Title <FEFF603B7ED3>>>'
"""

import zlib
from collections.abc import Mapping
from hashlib import sha256
from itertools import count, islice
from typing import Final

HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""7.5.2 with a line of bytes that are no letters, so that nobody takes the file for text."""
TOGETHER: Final = 200
"""How many objects are packed into one stream (7.5.7)."""


class Reference(int):
    """An object by its number."""


def quote_text(text: str) -> str:
    """A text of any language as a string of the file (7.9.2.2)."""
    return "<FEFF" + text.encode("utf-16-be").hex().upper() + ">"


def write_number(number: float) -> str:
    """A number with as many places as a page needs: 0.001 points.

    >>> write_number(12.0), write_number(0.12345), write_number(-0.0001)
    ('12', '0.123', '0')
    """
    whole = round(number)
    if abs(number - whole) < 0.0005:
        return str(whole)
    return f"{number:.3f}".rstrip("0")


def write_value(value: object) -> str:
    """A value in the grammar of the file."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Reference():
            return f"{int(value)} 0 R"
        case int() | float():
            return write_number(value)
        case Mapping():
            return f"<<{''.join(f'/{key} {write_value(each)}' for key, each in value.items())}>>"
        case list() | tuple():
            return f"[{' '.join(map(write_value, value))}]"
        case _:
            raise TypeError(value)


class PdfObjects:
    """The objects of a file that is being made, in the order they were asked for."""

    def __init__(self) -> None:
        self.numbers = count(1)
        self.plain: dict[int, str] = {}
        self.streams: dict[int, bytes] = {}

    def reserve(self) -> Reference:
        """A number for an object that is still to come."""
        return Reference(next(self.numbers))

    def put(self, number: Reference, value: object) -> Reference:
        """The object of a number that was reserved."""
        self.plain[number] = write_value(value)
        return number

    def add(self, value: object) -> Reference:
        """One more object."""
        return self.put(self.reserve(), value)

    def add_stream(
        self, data: bytes, entries: Mapping[str, object], *, packed: bool = True
    ) -> Reference:
        """Data and what is said about them; ``packed`` packs them."""
        if packed:
            data, entries = zlib.compress(data), {**entries, "Filter": "/FlateDecode"}
        number = self.reserve()
        head = write_value({**entries, "Length": len(data)})
        self.streams[number] = b"%s\nstream\n%s\nendstream" % (head.encode(), data)
        return number

    def finish(self, root: Reference, about: Reference) -> bytes:
        """The whole file; its name for itself follows from what is in it."""
        places = self._pack_plain_objects()
        body, offsets = bytearray(HEADER), {}
        for number, data in self.streams.items():
            offsets[number] = len(body)
            body += b"%d 0 obj\n%s\nendobj\n" % (number, data)
        name, table, start = sha256(body).hexdigest()[:32], self.reserve(), len(body)
        offsets[table] = start
        rows = bytearray(b"\x00\x00\x00\x00\x00\xff\xff")
        for number in range(1, table + 1):
            kind, first, second = (1, offsets[number], 0) if number in offsets else places[number]
            rows += bytes([kind]) + first.to_bytes(4) + second.to_bytes(2)
        packed = zlib.compress(bytes(rows))
        head = {
            "Type": "/XRef",
            "Size": table + 1,
            "W": [1, 4, 2],
            "Root": root,
            "Info": about,
            "ID": [f"<{name}>"] * 2,
            "Filter": "/FlateDecode",
            "Length": len(packed),
        }
        body += b"%d 0 obj\n%s\nstream\n" % (table, write_value(head).encode())
        body += b"%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (packed, start)
        return bytes(body)

    def _pack_plain_objects(self) -> dict[int, tuple[int, int, int]]:
        """Put what is no stream into streams; where each object is then found."""
        places: dict[int, tuple[int, int, int]] = {}
        items = iter(self.plain.items())
        while some := tuple(islice(items, TOGETHER)):
            heads, length = [], 0
            for number, text in some:
                heads.append(f"{number} {length}")
                length += len(text) + 1
            index = " ".join(heads) + "\n"
            data = index + "\n".join(text for _, text in some)
            entries = {"Type": "/ObjStm", "N": len(some), "First": len(index)}
            stream = self.add_stream(data.encode(), entries)
            places |= {number: (2, stream, place) for place, (number, _) in enumerate(some)}
        return places
