"""The Word file as a package: what it says about itself, and nothing of the template's maker."""

import datetime as dt
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE

from kjr.documents.blocks import Document

PROPERTIES: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>kjr</Application></Properties>"
)
"""Which program made the file."""
LEFT_OUT: Final = (
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    RELATIONSHIP_TYPE.CUSTOM_XML,
)
"""The template's styles as Word 2007 kept them a second time, and its maker's list of sources."""


def write_properties(word: Word, document: Document, moment: dt.datetime) -> None:
    """What the file says about itself."""
    about = word.core_properties
    about.title = document.title.replace("\n", "")
    about.author = about.last_modified_by = document.author
    about.subject, about.comments, about.language = document.subject, "", "zh-CN"
    about.created = about.modified = moment.astimezone(dt.UTC)


def forget_template(word: Word) -> None:
    """Take out the picture, the properties and the sources of the template's maker."""
    package = word.part.package
    for number, link in list(package.rels.items()):
        if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[number]
        elif link.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            link.target_part._blob = PROPERTIES
    for number, link in list(word.part.rels.items()):
        if link.reltype in LEFT_OUT:
            del word.part.rels[number]


def date_members(data: bytes, moment: dt.datetime) -> bytes:
    """The same archive with one moment for all its members: the same input, the same bytes."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(file, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            member = ZipInfo(name, moment.timetuple()[:6])
            after.writestr(member, before.read(name), ZIP_DEFLATED)
    return file.getvalue()
