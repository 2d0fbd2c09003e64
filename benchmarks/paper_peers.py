"""The same document made by others: fpdf2 as its manual shows it, and typst."""

from __future__ import annotations

import json
from io import BytesIO

from kjr.documents.blocks import Bars, Block, Document, Heading, Paragraph, Signature, Table
from kjr.documents.paper.fonts import BUNDLED

BODY, SMALL, DOTS = 15.79, 10.5, 300


def stock(document: Document) -> bytes:
    """fpdf2 with ``multi_cell`` and ``table``, charts drawn by Altair as PNG."""
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_margins(28, 37, 26)
    pdf.set_auto_page_break(True, 35)
    for role in ("song", "title", "hei", "kai"):
        pdf.add_font(role, "", BUNDLED / f"{role}.ttf")
    pdf.add_font("song", "B", BUNDLED / "hei.ttf")
    pdf.add_page()
    stock_text(pdf, document.title, "title", 22, "C")
    stock_text(pdf, f"{document.addressee}：")
    for block in document.body:
        stock_block(pdf, block)
    for number, annex in enumerate(document.annexes, 1):
        pdf.add_page("landscape" if annex.landscape else "portrait")
        stock_text(pdf, f"附件{number}", "hei")
        stock_text(pdf, annex.title, "title", 22, "C")
        for block in annex.blocks:
            stock_block(pdf, block)
    return bytes(pdf.output())


def stock_block(pdf, block: Block) -> None:
    """One block, the obvious way."""
    match block:
        case Heading():
            stock_text(pdf, f"　　{block.text}", "hei" if block.level == 1 else "kai")
        case Paragraph():
            stock_text(pdf, f"　　{block.text}")
        case Signature():
            stock_text(pdf, f"{block.host}\n{block.day}", align="R")
        case Bars():
            pdf.image(BytesIO(chart(block)), w=156)
            stock_text(pdf, block.caption, "hei", 12, "C")
        case Table():
            stock_text(pdf, block.caption, "hei", 12, "C")
            stock_table(pdf, block)


def stock_text(pdf, text: str, font: str = "song", size: float = BODY, align: str = "J") -> None:
    """A paragraph with ``multi_cell``, breaking anywhere."""
    pdf.set_font(font, size=size)
    options = {"align": align, "wrapmode": "CHAR", "new_x": "LMARGIN", "new_y": "NEXT"}
    pdf.multi_cell(0, size * 0.66, text, **options)


def stock_table(pdf, block: Table) -> None:
    """A table with ``table()``."""
    pdf.set_font("song", size=SMALL)
    shares = tuple(column.share for column in block.columns)
    aligns = tuple(
        column.align.value.upper().replace("CENTRE", "CENTER") for column in block.columns
    )
    with pdf.table(col_widths=shares, text_align=aligns, line_height=5, wrapmode="CHAR") as table:
        for cells in ([column.name for column in block.columns], *block.rows):
            row = table.row()
            for cell in cells:
                row.cell(cell)


def chart(block: Bars) -> bytes:
    """Bars as a PNG of 300 dots per inch, as sharp in print as text."""
    import altair as alt
    import pandas as pd
    import vl_convert

    vl_convert.register_font_directory(str(BUNDLED))
    data = pd.DataFrame([{"name": bar.name, "share": min(bar.share, 1)} for bar in block.bars])
    bars = alt.Chart(data, width=442, height=20 * len(data)).mark_bar(color="#1B5FAA")
    drawn = bars.encode(x=alt.X("share", axis=None), y=alt.Y("name", sort=None))
    file = BytesIO()
    drawn.configure(font="KJR Hei").save(file, format="png", scale_factor=DOTS / 72)
    return file.getvalue()


def typst(document: Document) -> bytes:
    """Typst, with the same fonts and the same standard."""
    import typst as engine

    return engine.compile(
        typst_source(document).encode(),
        font_paths=[BUNDLED],
        ignore_system_fonts=True,
        pdf_standards=["a-2u"],
    )


def typst_source(document: Document) -> str:
    """The document in typst's language, laid out like ours."""
    parts = [
        '#set document(title: "示例")',
        "#set page(width: 210mm, height: 297mm, numbering: (n, ..) => [— #n —],"
        " margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))",
        f'#set text(font: "KJR Song", size: {BODY}pt, lang: "zh")',
        "#set par(first-line-indent: (amount: 2em, all: true), leading: 13.8pt, spacing: 13.8pt,"
        " justify: true)",
        '#show heading.where(level: 1): set text(font: "KJR Hei", size: 15.79pt, weight: 500)',
        '#show heading.where(level: 2): set text(font: "KJR Kai", size: 15.79pt, weight: 400)',
        typst_title(document.title),
        f"#par(first-line-indent: 0em)[#{quoted(document.addressee + '：')}]",
        *map(typst_block, document.body),
    ]
    for number, annex in enumerate(document.annexes, 1):
        body = "\n".join(map(typst_block, annex.blocks))
        head = f'#text(font: "KJR Hei")[附件{number}]\n\n{typst_title(annex.title)}'
        parts.append(f"#page(flipped: {str(annex.landscape).lower()})[\n{head}\n{body}\n]")
    return "\n\n".join(parts)


def typst_block(block: Block) -> str:
    """One block in typst's language."""
    match block:
        case Heading():
            return f"#heading(level: {min(block.level, 2)})[#{quoted(block.text)}]"
        case Paragraph():
            return f"#par[#{quoted(block.text)}]"
        case Signature():
            return f"#align(right)[#{quoted(block.host)} \\ #{quoted(block.day)}]"
        case Bars():
            return typst_bars(block)
        case Table():
            return typst_table(block)
    return ""


def typst_title(text: str) -> str:
    """A title in typst's language."""
    return f'#align(center, text(font: "KJR Song SemiBold", size: 22pt)[#{quoted(text)}])'


def typst_table(block: Table) -> str:
    """A table in typst's language, its head repeated."""
    shares = ", ".join(f"{column.share}fr" for column in block.columns)
    sides = {"left": "left", "right": "right", "centre": "center"}
    aligns = ", ".join(f"{sides[column.align]} + horizon" for column in block.columns)
    head = ", ".join(f'text(font: "KJR Hei")[#{quoted(column.name)}]' for column in block.columns)
    cells = ", ".join(f"[#{quoted(cell)}]" for row in block.rows for cell in row)
    return (
        f"#align(center)[#{quoted(block.caption)}]\n"
        f"#[#set text(size: {SMALL}pt)\n#set par(first-line-indent: 0em, leading: 4pt)\n"
        f"#table(columns: ({shares},), align: ({aligns},), table.header({head}), {cells})]"
    )


def typst_bars(block: Bars) -> str:
    """Bars in typst's language."""
    cells = ", ".join(
        f"align(right)[#{quoted(bar.name)}], rect(width: {min(bar.share, 1):.0%}, height: 8pt,"
        f' fill: rgb("#1B5FAA")), [#{quoted(bar.words)}]'
        for bar in block.bars
    )
    return f"#[#set text(size: {SMALL}pt)\n#grid(columns: (3fr, 5fr, 2fr), gutter: 8pt, {cells})]"


def quoted(text: str) -> str:
    """A text as typst writes strings."""
    return json.dumps(text, ensure_ascii=False)
