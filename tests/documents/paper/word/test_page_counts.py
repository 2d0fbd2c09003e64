"""As many pages in LibreOffice as ours, although it leaves room beside figures."""

from io import BytesIO

import pytest

from kjr.documents.paper.pdf import render_pdf
from kjr.documents.paper.word import render_word
from kjr.documents.summary import city_summary
from tests.documents.paper.looking import FONTS
from tests.documents.paper.word.test_word_document import MOMENT, list_pages
from tests.documents.summary.filings import example
from tools.shoot_paper import as_libreoffice_sees_it


@pytest.mark.slow
def test_a_summary_full_to_its_last_line_has_as_many_pages_in_libreoffice(tmp_path):
    document = city_summary.compose_summary(example())
    ours = list_pages(BytesIO(render_pdf(document, MOMENT, FONTS).data))
    (tmp_path / "总结.docx").write_bytes(render_word(document, MOMENT))
    as_libreoffice_sees_it(tmp_path / "总结.docx")
    theirs = list_pages(tmp_path / "总结.pdf")
    assert len(theirs) == len(ours)
    marks = [[page.count("附件") for page in pages] for pages in (theirs, ours)]
    assert marks[0] == marks[1]
