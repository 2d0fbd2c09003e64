"""What can be printed of one snapshot, and as which kind of file."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

from kjr.documents import briefs, bundle
from kjr.documents.blocks import Document
from kjr.documents.html import offline
from kjr.documents.paper.fonts import Fonts
from kjr.documents.paper.pdf import render_pdf
from kjr.documents.paper.word import render_word
from kjr.documents.summary import city_summary
from kjr.documents.summary.rewording import Edits
from kjr.errors import KjrError
from kjr.figures.overview import Changes, Overview

KINDS: Final = ("活动总结", "领导简报", "报送情况通报")

Print = Callable[[], bytes]


def compose_document(
    overview: Overview, kind: str, changes: Changes | None = None, edits: Edits | None = None
) -> Document:
    """One of the office's documents, by its name in KINDS."""
    makers: Mapping[str, Callable[[], Document]] = {
        KINDS[0]: lambda: city_summary.compose_summary(overview, edits),
        KINDS[1]: lambda: briefs.compose_brief(overview, changes),
        KINDS[2]: lambda: briefs.compose_circular(overview),
    }
    if kind not in makers:
        raise KjrError(f"没有“{kind}”这种文件，可选：{'、'.join(KINDS)}")
    return makers[kind]()


def render_file(
    suffix: str, document: Document, overview: Overview, changes: Changes | None, fonts: Fonts
) -> bytes:
    """A document as .pdf or .docx; the board as .html, all units' own summaries as .zip.

    Raises KjrError for any other suffix.
    """
    moment: dt.datetime = overview.snapshot.taken
    prints: Mapping[str, Print] = {
        ".pdf": lambda: render_pdf(document, moment, fonts).data,
        ".docx": lambda: render_word(document, moment),
        ".html": lambda: offline.render_offline_page(overview, changes).encode(),
        ".zip": lambda: bundle.bundle_unit_summaries(overview, fonts),
    }
    if suffix not in prints:
        raise KjrError(f"文件名请以 {'、'.join(prints)} 结尾")
    return prints[suffix]()
