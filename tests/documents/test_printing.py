import io
import zipfile

import pypdf
import pytest

from kjr.documents import printing
from kjr.documents.blocks import Document
from kjr.documents.paper import fonts
from kjr.store.guarded import Workshop
from tests.documents.summary.county_filings import county
from tests.documents.summary.filings import example


@pytest.fixture(scope="module", params=[example, county], ids=["first", "county"])
def seen(request):
    return request.param()


def bundle(seen, perform=lambda make, *of: make(*of)):
    documents = list(printing.compose_unit_summaries(seen))
    return perform(printing.bundle_documents, documents, seen.snapshot.taken, fonts.load_fonts())


@pytest.fixture(scope="module")
def archive(seen):
    return bundle(seen)


def test_every_unit_with_entries_has_its_own_pdf_and_word_file(seen, archive):
    names = zipfile.ZipFile(io.BytesIO(archive.data)).namelist()
    units = [each.unit.name for each in seen.standings if each.entries]
    assert names == [f"{unit}.{suffix}" for unit in units for suffix in ("pdf", "docx")]
    assert archive.replaced == ()


def test_a_units_pdf_names_the_unit(archive):
    inside = zipfile.ZipFile(io.BytesIO(archive.data))
    name = inside.namelist()[0]
    text = pypdf.PdfReader(io.BytesIO(inside.read(name))).pages[0].extract_text()
    assert name.removesuffix(".pdf") in text.replace("\n", "")


def test_the_same_figures_give_the_same_bytes_in_whatever_process(seen, archive):
    workshop = Workshop(processes=1)
    assert bundle(seen, workshop.make) == archive
    workshop.close()


def test_what_became_a_square_is_told_beside_the_files_and_to_whoever_asked(seen):
    document = Document("点赞👍", "", [])
    own = fonts.load_fonts()
    assert printing.render_file(".pdf", document, seen, None, own).replaced == ("👍",)


def test_the_archive_says_which_units_papers_have_squares(seen, monkeypatch):
    def compose(_, name):
        return Document("点赞👍" if name == first else name, "", [])

    first = next(each.unit.name for each in seen.standings if each.entries)
    monkeypatch.setattr(printing.unit_report, "compose_unit_summary", compose)
    told = bundle(seen)
    assert told.replaced == ("👍",)
    note = zipfile.ZipFile(io.BytesIO(told.data)).read("印成□的字.txt").decode("utf-8-sig")
    assert note == f"{first}：{printing.phrase_replaced('👍')}"
