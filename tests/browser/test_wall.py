"""The wall: every view fits the screen, and nothing lies over anything else."""

import pytest

from kjr.app import settings, wiring
from kjr.documents.html import wall
from kjr.documents.html.parts import STYLE
from kjr.figures import overview
from kjr.figures.changes import compare_overviews

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["example", "spoilt", "county"])
def views(request, tmp_path_factory):
    folder = request.getfixturevalue(request.param)
    places = settings.read_settings({"KJR_STATE": str(tmp_path_factory.mktemp("wall"))}, {}, folder)
    house = wiring.open_app(places)
    board = house.board
    before = board.past.find_before(board.now.today)
    changes = compare_overviews(overview.build_overview(before), board.now)
    house.close()
    return wall.render_wall_views(board.now, changes)


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("width, height", [(1920, 1080), (1366, 768), (3840, 2160), (390, 844)])
def test_a_view_fits_the_screen(chrome, views, number, width, height):
    page = chrome.new_page(viewport={"width": width, "height": height})
    page.set_content(f"<style>{STYLE.read_text('utf-8')}</style>{views[number]}")
    inside = """() => {
        const main = document.querySelector('.k-wall main').getBoundingClientRect();
        return [...document.querySelectorAll('.k-wall main *')].every(each => {
            const box = each.getBoundingClientRect();
            return box.top >= main.top - 1 && box.bottom <= main.bottom + 1
                && box.right <= main.right + 1;
        });
    }"""
    assert page.evaluate(inside)
    page.close()
