"""How fast the summary becomes paper.

``python -m benchmarks.paper`` sets the same 12 pages with kjr, with fpdf2 as its manual shows it
and with typst, in turns within one run, and writes its table into docs/paper.md.  Every round has
other digits, so that nobody can remember the last one.
"""

from __future__ import annotations

import datetime as dt
import io
import pickle
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks import paper_peers, record
from benchmarks.record import Row
from kjr.documents.blocks import (
    Bar,
    Bars,
    Document,
    Heading,
    Paragraph,
    Signature,
    Table,
    TableColumn,
)
from kjr.documents.paper.fonts import load_fonts
from kjr.documents.paper.pdf import render_pdf
from kjr.documents.paper.rare_characters import map_texts
from tests.documents.paper.prose import PROSE
from tests.documents.paper.sample import sample

ROUNDS, UNITS = 7, 112
ROOT = Path(__file__).parent.parent
MOMENT = dt.datetime(2019, 6, 15, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
FRESH = """
import pickle, re, sys
document = pickle.load(open(sys.argv[1], "rb"))
{work}
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
print(int(peak[1]) / 1024)
"""
OURS = """
import datetime as dt
from kjr.documents.paper.fonts import load_fonts
from kjr.documents.paper.pdf import render_pdf
render_pdf(document, dt.datetime(2019, 6, 15, 9, tzinfo=dt.UTC), load_fonts())
"""
STOCK = """
from benchmarks.paper_peers import stock
stock(document)
"""


def main() -> None:
    """Measure everything, print it and put it on record."""
    rows = [*in_one_process(), *fresh(), many(), size()]
    text = record.table(rows)
    print(text)
    record.write("paper", text, ROOT / "docs" / "paper.md")


def ours(document: Document) -> bytes:
    """The way of kjr."""
    return render_pdf(document, MOMENT, load_fonts()).data


def in_one_process() -> list[Row]:
    """Building the file, everything imported."""
    ways = {"ours": ours, "typst": paper_peers.typst, "stock": paper_peers.stock}
    took: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(ROUNDS + 1):
        for name, way in ways.items():
            took[name].append(seconds(way, other_digits(sample(), number)))
    mine, typst, stock = (median(times[1:]) for times in took.values())
    return [
        Row("12 pages, kjr", f"{mine * 1000:.0f} ms", ""),
        Row("12 pages, typst", f"{typst * 1000:.0f} ms", ""),
        Row("kjr against typst", f"{mine / typst:.2f} ×", "at most 1.3 ×", mine <= 1.3 * typst),
        Row("12 pages, fpdf2 by its manual", f"{stock * 1000:.0f} ms", ""),
        Row("faster than that", f"{stock / mine:.1f} ×", "at least 6 ×", stock >= 6 * mine),
    ]


def fresh() -> list[Row]:
    """Rendering saved blocks in a process of its own, imports and charts included."""
    pairs = [(in_fresh_process(OURS), in_fresh_process(STOCK)) for _ in range(ROUNDS)]
    (took, peak), (base, base_peak) = (
        [median(part) for part in zip(*runs, strict=True)] for runs in zip(*pairs, strict=True)
    )
    return [
        Row("fresh process, kjr", f"{took:.2f} s, {peak:.0f} MB", ""),
        Row("fresh process, fpdf2 by its manual", f"{base:.2f} s, {base_peak:.0f} MB", ""),
        Row("part of its time", f"{took / base:.2f}", "at most 0.20", took <= base / 5),
        Row("peak memory", f"{peak:.0f} MB", "at most 120 MB", peak <= 120),
    ]


def in_fresh_process(work: str) -> tuple[float, float]:
    """Seconds and megabytes."""
    with tempfile.TemporaryDirectory() as scratch:
        saved = Path(scratch) / "blocks"
        saved.write_bytes(pickle.dumps(sample()))
        command = [sys.executable, "-c", FRESH.format(work=work), str(saved)]
        begun = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        return time.perf_counter() - begun, float(done.stdout)


def many() -> Row:
    """A zip with a summary for every unit, against as many builds of the whole report."""
    pairs = [(seconds(zipped, number), single(number)) for number in range(ROUNDS)]
    took = median(zipped for zipped, _ in pairs)
    part = median(zipped / (UNITS * alone) for zipped, alone in pairs)
    return Row(
        f"zip of {UNITS} units' summaries",
        f"{took:.1f} s = {UNITS} × {part:.0%} of a single build",
        "under 60 %",
        part < 0.6,
    )


def single(number: int) -> float:
    """How long the whole report takes at this moment."""
    return median(seconds(ours, other_digits(sample(), number)) for _ in range(ROUNDS))


def zipped(number: int) -> bytes:
    """All units' summaries in one file."""
    fonts, file = load_fonts(), io.BytesIO()
    with zipfile.ZipFile(file, "w") as bundle:
        for unit in range(UNITS):
            name = f"示例第{unit}单位"
            bundle.writestr(
                f"{name}.pdf", render_pdf(small(name, number + unit), MOMENT, fonts).data
            )
    return file.getvalue()


def small(name: str, number: int) -> Document:
    """One unit's summary: two pages."""
    columns = [TableColumn(text) for text in ("项目", "数量", "说明")]
    rows = [[f"第{row}项", str(row * number), "示例"] for row in range(8)]
    texts = [Paragraph(PROSE[(number + each) % len(PROSE)]) for each in range(4)]
    bars = Bars("图1　完成情况", [Bar(f"指标{n}", n / 4, f"{n} / 4 场") for n in range(4)])
    body = [Heading(1, "一、基本情况"), *texts, Table("表1　情况", columns, rows), bars]
    return Document(f"{name}活动总结", "", [*body, Signature(name, "2019年6月15日")])


def size() -> Row:
    """The file's size."""
    length = len(ours(sample())) / 1000
    return Row("size of 12 pages", f"{length:.0f} KB", "under 500 KB", length < 500)


def other_digits(document: Document, number: int) -> Document:
    """The same document with every digit moved on: nobody can reuse the last one's layout."""
    moved = {str(digit): str((digit + number) % 10) for digit in range(10)}
    return map_texts(document, lambda text: text.translate(str.maketrans(moved)))


def seconds(work: Callable[..., object], *given: object) -> float:
    """How long something takes."""
    begun = time.perf_counter()
    work(*given)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
