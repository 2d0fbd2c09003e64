"""Books in an unusual wrapping are read like any other."""

import io
import struct
from hashlib import md5

import olefile
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.rc4 import DocumentRC4

from kjr.errors import KjrError
from kjr.store.base import UnreadableError
from kjr.store.xlsx.refusals import PASSWORD
from kjr.store.xlsx.workbook import read_sheets
from kjr.store.xlsx.wrappings import unwrap_book
from kjr.store.xlsx.writing.patch import patch_workbook
from tests.store.files import VISITS, compound, xls, xlsx

KNOWN = "VelvetSweatshop"
LONG = VISITS * 30
SALT = bytes(range(16))


def protected(password):
    book = io.BytesIO()
    OOXMLFile(io.BytesIO(xlsx({"走访慰问": LONG}))).encrypt(password, book)
    return book.getvalue()


def protected_old(password):
    """An old workbook enciphered as Excel does, its record heads and places of sheets open."""
    pass_sheet = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + SALT
    verifier = bytes(16)
    shut = DocumentRC4.decrypt(password, SALT, io.BytesIO(verifier + md5(verifier).digest()))
    book = plain_stream(pass_sheet + shut.read())
    key = DocumentRC4.decrypt(password, SALT, io.BytesIO(bytes(len(book))), 1024).read()
    at, whole = 0, bytearray(book)
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        first = {0x0809: size, 0x2F: size, 0x85: 4}.get(kind, 0)
        for n in range(at + 4 + first, at + 4 + size):
            whole[n] ^= key[n]
        at += 4 + size
    return compound({"Workbook": bytes(whole)})


def plain_stream(cipher):
    """The stream of an old workbook that is long enough to end where it ends."""
    with olefile.OleFileIO(io.BytesIO(xls(LONG, cipher=cipher))) as file:
        return file.openstream("Workbook").read()


@pytest.mark.parametrize("make", [protected, protected_old])
def test_a_book_protected_against_writing_alone_is_read(make):
    usual = read_sheets(xlsx({"走访慰问": LONG}) if make is protected else xls(LONG), "甲学会")
    assert read_sheets(make(KNOWN), "甲学会")[0].rows == usual[0].rows


@pytest.mark.parametrize("make", [protected, protected_old])
def test_a_book_with_a_password_of_its_own_is_named(make):
    with pytest.raises(UnreadableError, match=PASSWORD):
        read_sheets(make("示例"), "甲学会")


def test_a_protected_book_is_never_written_to():
    with pytest.raises(KjrError, match="另存为"):
        patch_workbook(protected(KNOWN), "走访慰问", [(3, 3, 4)])


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"<?xml version='1.0'?>\n"])
def test_an_open_document_in_one_text_is_read(before):
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{each}</text:p></table:table-cell>'
        for each in ("走访对象", "张示例")
    )
    flat = (
        f'<office:document{spaces} office:mimetype="application/'
        'vnd.oasis.opendocument.spreadsheet">'
        '<office:body><office:spreadsheet><table:table table:name="甲"><table:table-row>'
        f"{cells}</table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document>"
    )
    (sheet,) = read_sheets(before + flat.encode(), "甲学会")
    assert (sheet.name, sheet.rows) == ("甲", (("走访对象", "张示例"),))


@pytest.mark.parametrize(
    "data",
    [
        b"<html>vnd.oasis.opendocument.spreadsheet<table><tr><td>1</table>",
        b"a,office:document\nb,vnd.oasis.opendocument.spreadsheet",
        b"<office:document mimetype='application/vnd.oasis.opendocument.text'/>",
        b"<x>" + b" " * 20_000 + b"<office:document vnd.oasis.opendocument.spreadsheet>",
        b"",
        xlsx(),
        xls(),
    ],
)
def test_what_only_speaks_of_such_a_wrapping_is_left_as_it_is(data):
    assert unwrap_book(data) == data
