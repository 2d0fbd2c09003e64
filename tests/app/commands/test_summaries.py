"""Documents, written to files."""

import re
import zipfile

import docx
import pypdf
import pytest

from kjr.app import commands, settings, wiring
from kjr.campaign.loading import load_campaign
from kjr.documents import briefs
from kjr.documents.html import offline
from kjr.figures import overview
from kjr.figures.changes import compare_overviews
from tests.faces import read_document, strip_tags
from tests.plans import BOTH, COUNTY, FIRST, name_plan

SAID = {
    "first": ("走访慰问科技工作者390余人次", "举办心理资本提升讲座7场"),
    "county": ("共举办科普活动25场，参与8100余人次", "发放资源包1600余份（目标1600份）"),
}
"""Figures of each plan's whole example, in the sentences of its own summary."""


@pytest.mark.slow
def test_a_place_that_cannot_be_written_is_told_in_a_sentence(run, small_example, tmp_path):
    code, _, said = run(
        "summary", "--folder", small_example, "--out", tmp_path / "没有" / "总结.html"
    )
    assert (code, "写不进" in said) == (commands.CANNOT, True)


@BOTH
def test_the_summary_is_a_pdf_with_the_same_figures(run, example, plan, tmp_path):
    code, _, _ = run("summary", "--folder", example, "--out", tmp_path / "总结.pdf")
    text = words(tmp_path / "总结.pdf")
    assert code == commands.FINE
    for said in SAID[name_plan(plan)]:
        assert said in text


@pytest.mark.slow
@BOTH
def test_the_number_that_is_printed_prints_the_same_again(run, small_example, tmp_path):
    first, again = tmp_path / "总结.pdf", tmp_path / "再印.pdf"
    run("summary", "--folder", small_example, "--out", first)
    (number,) = set(re.findall(r"快照编号([-\d]+)", words(first)))
    code, _, _ = run("summary", "--folder", small_example, "--snapshot", number, "--out", again)
    assert (code, words(again)) == (commands.FINE, words(first))


def words(file):
    pages = pypdf.PdfReader(file).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


@pytest.mark.slow
@BOTH
def test_every_plan_is_summed_up_in_its_own_words_on_either_paper(
    run, small_example, plan, tmp_path
):
    pdf, word = tmp_path / "总结.pdf", tmp_path / "总结.docx"
    for out in (pdf, word):
        code, _, _ = run("summary", "--folder", small_example, "--out", out)
        assert code == commands.FINE
    campaign = load_campaign(small_example / "campaign")
    headings = [part.name for part in campaign.parts if part.heading == 1]
    on_paper, in_word = words(pdf), "".join(each.text for each in docx.Document(word).paragraphs)
    for said in (campaign.host, campaign.theme.replace(" ", ""), *headings):
        assert said in on_paper
        assert said in in_word.replace(" ", "")
    assert campaign.district_word in on_paper
    other = COUNTY if plan is FIRST else FIRST
    assert not re.search(f"{other.campaign.city}|{other.campaign.year}", on_paper + in_word)


@pytest.mark.slow
def test_the_summary_is_a_word_file_if_the_name_says_so(run, small_example, tmp_path):
    run("summary", "--folder", small_example, "--out", tmp_path / "总结.docx")
    assert "word/document.xml" in zipfile.ZipFile(tmp_path / "总结.docx").namelist()


def test_a_summary_with_another_name_is_refused_in_a_sentence(run, small_example, tmp_path):
    code, _, err = run("summary", "--folder", small_example, "--out", tmp_path / "总结.txt")
    assert (code, err.strip()) == (2, "文件名请以 .pdf、.docx、.html、.zip 结尾")


@pytest.mark.slow
@BOTH
@pytest.mark.parametrize("kind", ["领导简报", "报送情况通报"])
def test_the_other_documents_are_printed_too(run, small_example, plan, tmp_path, kind):
    out = tmp_path / "文件.pdf"
    code, _, _ = run("summary", "--folder", small_example, "--kind", kind, "--out", out)
    assert code == commands.FINE
    assert plan.campaign.title in words(out)


@pytest.fixture(scope="module")
def app(small_example, tmp_path_factory):
    """The same folder with its board open, and the same day before."""
    state = {"KJR_STATE": str(tmp_path_factory.mktemp("state"))}
    app = wiring.open_app(settings.read_settings(state, {}, small_example))
    app.board.look()
    yield app
    app.close()


@pytest.mark.slow
@BOTH
@pytest.mark.parametrize("name", ["简报.pdf", "看板.html"])
def test_what_moved_is_told_as_on_the_page(run, small_example, app, tmp_path, name):
    now = app.board.now
    before = overview.build_overview(app.board.past.find_before(now.today, now.campaign))
    changes = compare_overviews(before, now)
    out = tmp_path / name
    run("summary", "--folder", small_example, "--out", tmp_path / "今天已印过.docx")
    run("summary", "--folder", small_example, "--kind", "领导简报", "--out", out)
    if name == "看板.html":
        assert out.read_text("utf-8") == offline.render_offline_page(now, changes)
    else:
        (said,) = re.findall("比昨天[^。]*。", words(out))
        assert said in read_document(briefs.compose_brief(now, changes)).replace("\n", "")


@pytest.mark.slow
@BOTH
def test_the_offline_board_is_one_page_that_fetches_nothing(run, example, plan, tmp_path):
    run("summary", "--folder", example, "--out", tmp_path / "看板.html")
    page = (tmp_path / "看板.html").read_text("utf-8")
    filled = {"first": "台账填报87/112家", "county": "台账填报19/24家"}
    assert filled[name_plan(plan)] in re.sub(r"\s", "", strip_tags(page))
    assert "src=" not in page
    assert "<script" not in page
