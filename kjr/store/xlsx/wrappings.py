"""Books in an unusual wrapping: write-protected ones, and OpenDocument as a single XML text."""

import io
import struct
import zipfile
from typing import Final

COMPOUND: Final = b"\xd0\xcf\x11\xe0"
KNOWN: Final = "VelvetSweatshop"
"""The password Excel and WPS try by themselves before they ask for one."""
FLAT, SHEETS = b"office:document", b"vnd.oasis.opendocument.spreadsheet"
HEAD: Final = 20_000
"""Within so many bytes a flat document says what it is."""


def unwrap_book(data: bytes) -> bytes:
    """The book as programs usually save it; any other file as it is."""
    if data.startswith(COMPOUND):
        return _lift_protection(data)
    head = data[:HEAD]
    is_flat = head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and FLAT in head
    return _pack(data) if is_flat and SHEETS in head else data


def _pack(data: bytes) -> bytes:
    """A flat document says in one part what an .ods says in several."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        target.writestr("mimetype", b"application/" + SHEETS)
        target.writestr("content.xml", data)
        target.writestr("META-INF/manifest.xml", MANIFEST)
    return packed.getvalue()


def _lift_protection(data: bytes) -> bytes:
    import msoffcrypto
    from msoffcrypto import exceptions

    plain = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        if not file.is_encrypted():
            return data
        file.load_key(password=KNOWN)
        file.decrypt(plain)
    except (
        exceptions.DecryptionError,
        exceptions.FileFormatError,
        exceptions.InvalidKeyError,
        exceptions.ParseError,
        *(AssertionError, AttributeError, LookupError, OSError, ValueError, struct.error),
    ):
        return data
    return plain.getvalue()


MANIFEST: Final = (
    b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)
