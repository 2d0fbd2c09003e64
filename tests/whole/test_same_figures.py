"""The board's figures stand on paper, in Word and on the command line, each with its counter."""

import io
import re
import shutil

import docx as word
import pypdf
import pytest

from kjr.app import settings, wiring
from kjr.documents import exports
from kjr.documents.paper import fonts
from kjr.documents.paper.pdf import render_pdf
from kjr.documents.paper.word import render_word
from kjr.documents.summary import city_summary
from kjr.editing import review
from kjr.figures import overview
from kjr.state.acts import Act, ActKind
from kjr.state.journal import Journal
from kjr.values import wording

SPOILT = 20


EXTRA = 1000
PEOPLE = "走访人次"


@pytest.fixture(
    scope="module",
    params=[
        "example",
        "empty",
        pytest.param("county", marks=pytest.mark.slow),
        pytest.param("spoilt", marks=pytest.mark.slow),
        pytest.param("corrected", marks=pytest.mark.slow),
    ],
)
def seen(request, tmp_path_factory):
    """Both examples, a campaign nobody has begun, books that cannot be read, a corrected cell."""
    folder = tmp_path_factory.mktemp(request.param)
    example = request.getfixturevalue("county" if request.param == "county" else "example")
    shutil.copytree(example / "campaign", folder / "campaign")
    if request.param != "empty":
        shutil.copytree(example, folder, dirs_exist_ok=True)
    if request.param == "spoilt":
        for book in sorted(folder.glob("*.xlsx"))[:SPOILT]:
            book.write_bytes(b"PK broken")
    places = settings.read_settings(
        {"KJR_STATE": str(tmp_path_factory.mktemp("state"))}, {}, folder
    )
    if request.param == "corrected":
        correct(overview.build_overview(wiring.take_snapshot(places)), Journal(places.state))
    return overview.build_overview(wiring.take_snapshot(places))


def correct(seen, journal):
    """The office adds a thousand to what one unit typed."""
    page = next(page for page in seen.snapshot.pages if PEOPLE in page.columns and page.entries)
    (unit, _, sheet, row, values, *_) = page.entries[0]
    edits = (review.build_correction_edit(page, row, PEOPLE, float(values[PEOPLE] + EXTRA)),)
    moment = seen.snapshot.taken
    journal.append(Act(moment, "组宣部", unit, ActKind.CORRECTED, sheet, edits, "示例理由"))


def squeezed(text):
    """Text without the spaces and line ends that setting it on paper brings in."""
    return re.sub(r"\s", "", text)


def goal(line):
    """Upward go the targets that the plan names."""
    return str(line.target) if line.measure.hard else "—"


def missing(seen, text):
    """The measures whose row of annex 1 is not in the text: name, counter, target, figure."""
    rows = [
        squeezed(
            f"{line.measure.name}{line.measure.counter}"
            f"{goal(line)}"
            f"{wording.format_prose_figure(line.done, '', about=line.about)}"
        )
        for line in seen.lines
    ]
    return [row for row in rows if row not in text]


def test_every_figure_of_the_board_stands_in_the_pdf(seen):
    paper = render_pdf(city_summary.compose_summary(seen), seen.snapshot.taken, fonts.load_fonts())
    pages = pypdf.PdfReader(io.BytesIO(paper.data)).pages
    text = squeezed("".join(page.extract_text() for page in pages))
    assert missing(seen, text) == []
    assert (f"应报单位{seen.filing.expected}家" in text) == bool(seen.filing.filed)


def test_every_figure_of_the_board_stands_in_the_word_file(seen):
    file = word.Document(
        io.BytesIO(render_word(city_summary.compose_summary(seen), seen.snapshot.taken))
    )
    rows = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert missing(seen, squeezed("".join(rows))) == []


def test_the_command_line_prints_the_same_figures(seen):
    figures = exports.export_figures(seen)
    printed = [each for main in figures["indicators"] for each in (main, *main["also"])]
    assert sorted((each["id"], each["name"], each["done"]) for each in printed) == sorted(
        (line.indicator.id, line.measure.name, line.done) for line in seen.lines
    )
    assert figures["status"]["filed"] == seen.filing.filed
