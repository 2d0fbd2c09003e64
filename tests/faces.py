"""What people read on a face: a page of the app, HTML, a document; plain text, line by line."""

import re

from kjr.documents.blocks import Bars, Heading, Paragraph, Table

BLOCKS = (
    *("div", "li", r"h\d", "dl", "dt", "dd", "td", "tr", "th", "p"),
    "summary",
    "header",
    "span",
    "small",
)
SPOKEN = ("caption", "markdown", "subheader", "title", "info", "success", "warning", "code")


def strip_tags(html):
    """What a person reads of HTML, a line for each element."""
    bare = re.sub(r"<style.*?</style>|<script.*?</script>", "", html, flags=re.DOTALL)
    bare = re.sub(r"<[^>]+>", "", re.sub(f"</?(?:{'|'.join(BLOCKS)})\\b[^>]*>", "\n", bare))
    return "\n".join(filter(None, (line.strip() for line in bare.splitlines())))


def read_page(viewer):
    """Everything a page says."""
    assert [each.value for each in viewer.error] == []
    said = [str(each.value) for kind in SPOKEN for each in viewer.get(kind)]
    cells = [
        str(cell)
        for table in viewer.dataframe
        for cell in (*table.value.columns, *table.value.to_numpy().ravel())
    ]
    html = [strip_tags(each.proto.body) for each in viewer.get("html")]
    return "\n".join((*html, *said, *cells))


def read_document(document):
    """Everything a document says, a line for each paragraph and cell."""
    blocks = [*document.body, *(each for annex in document.annexes for each in annex.blocks)]
    return "\n".join((document.title, *(line for block in blocks for line in read_block(block))))


def read_block(block):
    match block:
        case Heading() | Paragraph():
            return [block.text]
        case Table():
            heads = [column.name for column in block.columns]
            return [
                block.caption,
                block.note,
                *heads,
                *(cell for row in block.rows for cell in row),
            ]
        case Bars():
            return [block.caption, *(f"{bar.name} {bar.words}" for bar in block.bars)]
    return []
