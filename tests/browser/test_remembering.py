"""What a page lets the browser remember, though it draws an earlier run after a later one."""

import pytest

from kjr.documents.html.parts import render

pytestmark = pytest.mark.browser
SITE = "https://kjr.example.cn/"


@pytest.fixture
def window(chrome):
    page = chrome.new_page()
    page.route(SITE, lambda route: route.fulfill(body="<p>示例", content_type="text/html"))
    page.goto(SITE)
    yield page
    page.close()


def draw(window, *written):
    html = render("parts.cookie_in_turn", *written)
    window.evaluate(
        "html => document.body.append(document.createRange().createContextualFragment(html))", html
    )
    return window.evaluate("document.cookie")


def test_an_earlier_run_drawn_last_is_left_alone_and_another_session_is_not(window):
    assert draw(window, "who=a", "one", 1) == "who=a"
    assert draw(window, "who=b", "one", 2) == "who=b"
    assert draw(window, "who=a", "one", 1) == "who=b"
    assert draw(window, "who=c", "one", 3) == "who=c"
    assert draw(window, "who=d", "other", 0) == "who=d"
