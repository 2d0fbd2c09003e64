"""Packages made to do harm: parts that unpack to more than they say, and XML that unfolds itself.

Sizes stand in a package's table of contents and can be forged, so every part is unpacked once
here, piece by piece, before anything trusts them.
"""

import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from kjr.store.base import UnreadableError
from kjr.store.xlsx import refusals

PIECE: Final = 1 << 18
MOST_PARTS: Final = 5000
HEAD, NAME = 30, 26
"""Bytes of a part's own header, and where in it the lengths of what follows stand."""
XML: Final = (".xml", ".rels", ".vml")
UNFOLDING: Final = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
"""No office program writes one; entities are declared in it."""
LONGEST: Final = max(map(len, UNFOLDING))


def unpack_parts(data: bytes, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The XML parts of a package, by name, once all of its parts are known to be harmless.

    Raises UnreadableError if it is not what its table of contents says.
    """
    if len(archive.infolist()) > MOST_PARTS:
        raise UnreadableError(refusals.TOO_LARGE)
    parts = {part.filename: _harmless(data, part) for part in archive.infolist()}
    return {name: content for name, content in parts.items() if content is not None}


def _harmless(data: bytes, part: zipfile.ZipInfo) -> bytes | None:
    """The content of an XML part; other parts are looked at piece by piece and let go."""
    is_xml, size, before, kept = part.filename.lower().endswith(XML), 0, b"", []
    for piece in _pieces(data, part):
        is_xml = is_xml or (not size and piece.lstrip()[:1] == b"<")
        size += len(piece)
        if size > part.file_size or (is_xml and _unfolds(before + piece)):
            raise UnreadableError(refusals.HARMFUL)
        if is_xml:
            kept.append(piece)
            before = piece[-LONGEST:]
    return b"".join(kept) if is_xml else None


def _pieces(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    head = data[part.header_offset : part.header_offset + HEAD]
    skipped = sum(int.from_bytes(head[at : at + 2], "little") for at in (NAME, NAME + 2))
    start = part.header_offset + HEAD + skipped
    packed = data[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        while packed and not unpacker.eof:
            yield unpacker.decompress(packed, PIECE)
            packed = unpacker.unconsumed_tail
    else:
        raise UnreadableError(refusals.DAMAGED)


def _unfolds(piece: bytes) -> bool:
    return b"!" in piece and any(word in piece for word in UNFOLDING)
