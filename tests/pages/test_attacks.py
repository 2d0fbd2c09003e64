"""Markup in cells and notes: no page hands it to the browser as markup."""

import shutil

import pytest

from kjr.app import settings, wiring
from kjr.app.settings import ROOT
from kjr.figures import overview
from kjr.state.acts import Act, ActKind
from kjr.state.journal import Journal
from kjr.ui import live
from tests.harm import LOADED, MARKUP, spoil
from tests.plans import BOTH_SLOWLY

pytestmark = BOTH_SLOWLY
PAGES = sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "pages").rglob("*.py"))
SAYING = ("markdown", "caption", "error", "warning", "info", "success", "subheader", "toast")
ASKING = ("radio", "button_group", "button", "checkbox", "toggle", "text_input", "text_area")


@pytest.fixture(scope="module")
def books(plan, example, tmp_path_factory):
    folder = shutil.copytree(example, tmp_path_factory.mktemp("harm"), dirs_exist_ok=True)
    state = {"KJR_STATE": str(tmp_path_factory.mktemp("state"))}
    figures = overview.build_overview(
        wiring.take_snapshot(settings.read_settings(state, {}, folder))
    )
    spoil(folder, figures.snapshot.books[plan.unit], figures.campaign)
    return folder


def as_markdown(viewer):
    """Every text of a page that Streamlit draws as Markdown."""
    for kind in SAYING:
        yield from (str(each.value) for each in viewer.get(kind))
    for kind in ASKING:
        for each in viewer.get(kind):
            yield each.label
            yield from map(str, getattr(each, "options", ()))


@pytest.mark.parametrize("page", PAGES)
def test_markup_somebody_typed_is_markup_on_no_page(opened, books, plan, page):
    opened(books)
    note = Act(live.read_campaign_clock(), LOADED, plan.unit, ActKind.RETURNED, note=LOADED)
    Journal(live.find_app().settings.state).append(note)
    viewer = opened(books, page, unit=plan.unit)
    assert not viewer.exception
    said = [text for text in as_markdown(viewer) if any(each in text for each in MARKUP)]
    html = "".join(each.proto.body for each in viewer.get("html"))
    assert said == []
    assert [each for each in MARKUP if "<" in each and each in html] == []


def test_it_is_there_to_be_seen(opened, books, plan):
    """Else the test above could not fail."""
    viewer = opened(books, "pages/units/ledgers.py", unit=plan.unit)
    assert any("window.hit" in text for text in as_markdown(viewer))
