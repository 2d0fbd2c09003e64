import io
import zipfile

import pypdf
import pytest

from kjr.app import demo, settings, wiring
from kjr.campaign import loading
from kjr.documents import printing
from kjr.documents.paper import fonts
from kjr.figures import overview


@pytest.fixture(scope="module")
def seen(tmp_path_factory):

    folder = tmp_path_factory.mktemp("twelve")
    demo.write_example(loading.load_campaign(settings.CAMPAIGN), folder, units=12)
    places = settings.read_settings(
        {"KJR_STATE": str(tmp_path_factory.mktemp("state"))}, {}, folder
    )
    return overview.build_overview(wiring.take_snapshot(places))


@pytest.fixture(scope="module")
def archive(seen):
    return printing.bundle_unit_summaries(seen, fonts.load_fonts())


def test_every_unit_with_entries_has_its_own_pdf(seen, archive):
    names = zipfile.ZipFile(io.BytesIO(archive)).namelist()
    assert names == [f"{each.unit.name}.pdf" for each in seen.standings if each.entries]


def test_a_units_pdf_names_the_unit(archive):
    inside = zipfile.ZipFile(io.BytesIO(archive))
    name = inside.namelist()[0]
    text = pypdf.PdfReader(io.BytesIO(inside.read(name))).pages[0].extract_text()
    assert name.removesuffix(".pdf") in text.replace("\n", "")


def test_the_same_figures_give_the_same_bytes(seen, archive):
    assert printing.bundle_unit_summaries(seen, fonts.load_fonts()) == archive
