"""What can be printed of one snapshot, and as which kind of file."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from kjr.documents import briefs, circular
from kjr.documents.blocks import Block, Document, Paragraph
from kjr.documents.html import offline
from kjr.documents.paper.fonts import Fonts
from kjr.documents.paper.pdf import render_pdf
from kjr.documents.paper.word import render_word
from kjr.documents.phrases import UNNUMBERED
from kjr.documents.summary import city_summary, unit_report
from kjr.documents.summary.rewording import Edits
from kjr.errors import KjrError
from kjr.figures.changes import Changes
from kjr.figures.overview import Overview

KINDS: Final = ("活动总结", "领导简报", "报送情况通报")


def compose_document(
    overview: Overview, kind: str, changes: Changes | None = None, edits: Edits | None = None
) -> Document:
    """One of the office's documents, by its name in KINDS."""
    makers: Mapping[str, Callable[[], Document]] = {
        KINDS[0]: lambda: city_summary.compose_summary(overview, edits),
        KINDS[1]: lambda: briefs.compose_brief(overview, changes),
        KINDS[2]: lambda: circular.compose_circular(overview),
    }
    if kind not in makers:
        raise KjrError(f"没有“{kind}”这种文件，可选：{'、'.join(KINDS)}")
    return makers[kind]()


def number_document(document: Document, overview: Overview) -> Document:
    """The document with the number of the snapshot it is printed from, wherever it is told."""
    annexes = [
        replace(annex, blocks=[_number(block, overview.snapshot.id) for block in annex.blocks])
        for annex in document.annexes
    ]
    footer = document.footer.replace(UNNUMBERED, overview.snapshot.id)
    return replace(document, annexes=annexes, footer=footer)


def _number(block: Block, id: str) -> Block:
    if not isinstance(block, Paragraph):
        return block
    return replace(block, text=block.text.replace(UNNUMBERED, id))


def render_file(
    suffix: str, document: Document, overview: Overview, changes: Changes | None, fonts: Fonts
) -> bytes:
    """A document as .pdf or .docx; the board as .html, all units' own summaries as .zip.

    Raises KjrError for any other suffix.
    """
    moment = overview.snapshot.taken
    prints: Mapping[str, Callable[[], bytes]] = {
        ".pdf": lambda: render_pdf(document, moment, fonts).data,
        ".docx": lambda: render_word(document, moment),
        ".html": lambda: offline.render_offline_page(overview, changes).encode(),
        ".zip": lambda: bundle_unit_summaries(overview, fonts),
    }
    if suffix not in prints:
        raise KjrError(f"文件名请以 {'、'.join(prints)} 结尾")
    return prints[suffix]()


def bundle_unit_summaries(overview: Overview, fonts: Fonts) -> bytes:
    """A .zip with one PDF for each unit that wrote anything; the same figures, the same bytes."""
    moment = overview.snapshot.taken
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name in (each.unit.name for each in overview.standings if each.entries):
            document = unit_report.compose_unit_summary(overview, name)
            entry = zipfile.ZipInfo(f"{name}.pdf", moment.timetuple()[:6])
            archive.writestr(entry, render_pdf(document, moment, fonts).data)
    return file.getvalue()
