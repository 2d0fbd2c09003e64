"""What can be printed of one snapshot, and as which kind of file."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Final, NamedTuple

from kjr.documents import briefs, circular
from kjr.documents.blocks import Block, Document, Paragraph, Picture
from kjr.documents.html import offline
from kjr.documents.paper.fonts import Fonts
from kjr.documents.paper.pdf import render_pdf
from kjr.documents.paper.word import render_word
from kjr.documents.phrases import UNNUMBERED
from kjr.documents.summary import city_summary, unit_report
from kjr.documents.summary.city_summary import Pictures
from kjr.documents.summary.rewording import Edits
from kjr.errors import KjrError
from kjr.figures.changes import Changes
from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.overview import Overview
from kjr.state.acts import Act
from kjr.state.chases import gather_records
from kjr.state.engine.connections import Place
from kjr.state.photographs import list_photographs, read_photograph_file

KINDS: Final = ("活动总结", "领导简报", "报送情况通报")


def is_comparing(kind: str, suffix: str) -> bool:
    """Whether such a file tells what moved since the day before."""
    return kind == KINDS[1] or suffix == ".html"


def load_pictures(place: Place, snapshot: Snapshot) -> Pictures:
    """The campaign's photographs, or a frozen moment's own, by the part they stand in."""
    found: dict[str, list[Picture]] = {}
    for each in snapshot.photographs if snapshot.id else list_photographs(place):
        picture = Picture(each.caption, read_photograph_file(place, each.id))
        found.setdefault(each.part, []).append(picture)
    return found


def compose_document(
    overview: Overview,
    kind: str,
    changes: Changes | None = None,
    edits: Edits | None = None,
    pictures: Pictures | None = None,
    acts: Iterable[Act] = (),
) -> Document:
    """One of the office's documents, by its name in KINDS; of acts, those until its moment."""
    makers: Mapping[str, Callable[[], Document]] = {
        KINDS[0]: lambda: city_summary.compose_summary(overview, edits, pictures=pictures),
        KINDS[1]: lambda: briefs.compose_brief(overview, changes),
        KINDS[2]: lambda: circular.compose_circular(
            overview, gather_records(acts, overview.snapshot.taken)
        ),
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


class PrintedFile(NamedTuple):
    """A finished file."""

    data: bytes
    replaced: tuple[str, ...] = ()
    """Characters no face has; □ stands in their place."""


def render_file(
    suffix: str, document: Document, overview: Overview, changes: Changes | None, fonts: Fonts
) -> PrintedFile:
    """A document as .pdf or .docx; the board as .html, all units' own summaries as .zip.

    Raises KjrError for any other suffix.
    """
    moment = overview.snapshot.taken
    prints: Mapping[str, Callable[[], PrintedFile]] = {
        ".pdf": lambda: print_pdf(document, moment, fonts),
        ".docx": lambda: PrintedFile(render_word(document, moment)),
        ".html": lambda: PrintedFile(offline.render_offline_page(overview, changes).encode()),
        ".zip": lambda: bundle_documents(compose_unit_summaries(overview), moment, fonts),
    }
    if suffix not in prints:
        raise KjrError(f"文件名请以 {'、'.join(prints)} 结尾")
    return prints[suffix]()


def print_pdf(document: Document, moment: dt.datetime, fonts: Fonts) -> PrintedFile:
    """A document as PDF."""
    file = render_pdf(document, moment, fonts)
    return PrintedFile(file.data, file.replaced)


def phrase_replaced(replaced: Iterable[str]) -> str:
    """What a person is told about characters that no face has."""
    return f"字体里没有这些字，PDF 里印成□，请改用别的写法：{'、'.join(replaced)}"


def compose_unit_summaries(overview: Overview) -> Iterator[tuple[str, Document]]:
    """The own summary of each unit that wrote anything, with its name."""
    for name in (each.unit.name for each in overview.standings if each.entries):
        yield name, unit_report.compose_unit_summary(overview, name)


def bundle_documents(
    documents: Iterable[tuple[str, Document]], moment: dt.datetime, fonts: Fonts
) -> PrintedFile:
    """A .zip with each document as PDF and as Word, under its name.

    What became □ is told in a text beside them.  The same documents give the same bytes.
    """
    file, told = io.BytesIO(), dict[str, tuple[str, ...]]()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, document in documents:
            printed = print_pdf(document, moment, fonts)
            told |= {name: printed.replaced} if printed.replaced else {}
            texts = {"pdf": printed.data, "docx": render_word(document, moment)}
            for suffix, data in texts.items():
                archive.writestr(date_member(f"{name}.{suffix}", moment), data)
        if told:
            lines = (f"{name}：{phrase_replaced(chars)}" for name, chars in told.items())
            note = "\ufeff" + "\r\n".join(lines)
            archive.writestr(date_member("印成□的字.txt", moment), note.encode())
    return PrintedFile(file.getvalue(), tuple(sorted({*chain.from_iterable(told.values())})))


def date_member(name: str, moment: dt.datetime) -> zipfile.ZipInfo:
    """A file of an archive, with the moment it was made."""
    return zipfile.ZipInfo(name, moment.timetuple()[:6])
