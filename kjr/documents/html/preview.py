"""A document as HTML that looks like its paper: for reading before printing, not for print."""

import re
from pathlib import Path

from kjr.documents.blocks import Document, Paragraph, number_captions
from kjr.documents.html.parts import render

STYLE = Path(__file__).with_suffix(".css")
GAP = re.compile(r"(【待[补核][^】]*】)")


def render_preview(document: Document) -> str:
    """The whole document on one long sheet of paper."""
    return render("preview.sheet", number_captions(document), GAP.split)


def list_placeholders(document: Document) -> list[str]:
    """What people still have to write, in reading order."""
    texts = [block.text for block in document.body if isinstance(block, Paragraph)]
    return [gap for text in texts for gap in GAP.findall(text)]
