"""Looking at pages that are laid out but not yet drawn."""

from kjr.documents.blocks import Document, Paragraph, Table
from kjr.documents.paper.fonts import load_fonts
from kjr.documents.paper.setting.layout import lay_out_document
from kjr.documents.paper.setting.standard import Ink

FONTS = load_fonts()


def pages(**parts):
    """The pages of a document of which only some parts matter."""
    return lay_out_document(
        Document(**{"title": "示例", "addressee": "", "body": [], **parts}), FONTS
    )


def inks(sheet):
    """Every piece of text on a page with its place in the 版心."""
    return marks_of(sheet, Ink)


def marks_of(sheet, kind):
    """Every mark of a kind on a page with its place in the 版心, rules by their beginning."""
    for y, slab, _ in sheet.placed:
        for mark in slab.marks:
            if isinstance(mark, kind):
                yield mark._replace(y=y + mark.y)


def words(sheet):
    """What a page says."""
    return "".join(ink.text for ink in inks(sheet))


def emptiness(sheet):
    """How much of a page's height is empty below the last thing on it."""
    return 1 - sheet.filled


def lines(count):
    """Paragraphs of one line each."""
    return [Paragraph(f"第{number}段。") for number in range(1, count + 1)]


def rows_of(columns, count):
    """Rows of a table, numbered so that each can be found again."""
    return [[f"第{row}行{column.name}" for column in columns] for row in range(1, count + 1)]


def table(columns, count, **parts):
    return Table("表1　示例", columns, rows_of(columns, count), **parts)
