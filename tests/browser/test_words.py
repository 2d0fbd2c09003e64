"""改文字: words are typed, figures are not; two clerks in one paragraph see both texts."""

import pytest
from playwright.sync_api import expect

from tests.browser.clerk import choose_option
from tests.documents.summary.campaigns import SAMPLES
from tests.plans import ON_THE_SECOND

pytestmark = pytest.mark.browser


@pytest.fixture
def sample(plan):
    """Which paragraph of the plan's summary is written anew."""
    return next(each for each in SAMPLES.values() if each.campaign.title == plan.campaign.title)


def begin(page, sample):
    """Open the box on a paragraph."""
    part = sample.part
    page.get_by_text("改文字（").click()
    choose_option(page, "哪一段", part)
    box = page.locator(".k-words-box")
    expect(box).to_contain_text(part[:2])
    return box


def paper(page):
    return page.locator("article.p")


def test_a_clerk_writes_around_the_figures_and_never_over_them(look, serve, folder, sample):
    page = look(f"{serve(folder)}/summary")
    box = begin(page, sample)
    shown, figures = box.inner_text(), box.locator(".k-words-chip").all_inner_texts()
    assert "{" not in shown
    assert figures

    box.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("全部盖掉")
    assert box.locator(".k-words-chip").all_inner_texts() == figures
    expect(page.locator(".k-words-note")).to_contain_text("数字不能打字盖掉")

    page.keyboard.press("Control+End")
    page.keyboard.type(f"大家{{{sample.figure}}}反映很好。")
    expect(page.locator(".k-words-result")).to_contain_text(f"大家（{sample.figure}）反映很好。")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".k-words-result")).not_to_contain_text("好。")
    page.get_by_role("button", name="重做").click()
    page.get_by_role("button", name="保存修改").click()
    expect(paper(page)).to_contain_text(f"大家（{sample.figure}）反映很好。")

    page.reload()
    expect(paper(page)).to_contain_text(f"大家（{sample.figure}）反映很好。")
    begin(page, sample)
    page.get_by_role("button", name="恢复原文").click()
    expect(paper(page)).not_to_contain_text(f"大家（{sample.figure}）反映很好。")


def test_two_clerks_in_one_paragraph_see_both_texts(look, serve, folder, sample):
    address = serve(folder)
    first, second = look(f"{address}/summary"), look(f"{address}/summary")
    for page, words in ((first, "甲写的。"), (second, "乙写的。")):
        begin(page, sample).click()
        page.keyboard.press("Control+End")
        page.keyboard.type(words)
    first.get_by_role("button", name="保存修改").click()
    expect(paper(first)).to_contain_text("甲写的。")

    second.get_by_role("button", name="保存修改").click()
    expect(second.get_by_text("您写的没有存，也没有丢")).to_be_visible()
    expect(second.locator("code").filter(has_text="甲写的。")).to_be_visible()
    expect(second.locator("code").filter(has_text="乙写的。")).to_be_visible()
    second.get_by_role("button", name="用我写的").click()
    expect(paper(second)).to_contain_text("乙写的。")
    second.get_by_role("button", name="回到上一次保存的").click()
    expect(paper(second)).to_contain_text("甲写的。")


@ON_THE_SECOND
def test_what_was_typed_and_not_saved_is_there_after_a_reload(look, serve, folder, sample):
    page = look(f"{serve(folder)}/summary")
    begin(page, sample).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("还没有存的话。")
    page.reload()
    expect(begin(page, sample)).to_contain_text("还没有存的话。")
