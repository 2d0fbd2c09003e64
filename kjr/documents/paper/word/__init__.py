"""A document as Word, for the office to edit: others use ``render_word``."""

import datetime as dt

from kjr.documents.blocks import Document


def render_word(document: Document, moment: dt.datetime) -> bytes:
    """Set a document as .docx; ``moment`` is the creation date written into the file."""
    from kjr.documents.paper.word.word_document import write_document  # python-docx: 0.2 s

    return write_document(document, moment)
